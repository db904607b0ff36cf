//! Text for people: emphasis where a terminal shows it, lines that fit. In: words. Out: the same words, wrapped and perhaps coloured.

use anstyle::{AnsiColor, Style};
use std::io::{self, IsTerminal};

/// How the result is shown.
#[derive(Debug, Clone, Copy)]
pub struct Paint {
    colour: bool,
    width: usize,
}

const PLAIN_WIDTH: usize = 100;

impl Paint {
    /// For a file or a pipe.
    pub const PLAIN: Paint = Paint { colour: false, width: PLAIN_WIDTH };

    /// Colours and the window's width when standard output is a terminal, unless NO_COLOR is set.
    pub fn for_stdout() -> Paint {
        if !io::stdout().is_terminal() {
            return Paint::PLAIN;
        }
        let colour = std::env::var_os("NO_COLOR").is_none_or(|v| v.is_empty());
        Paint { colour, width: textwrap::termwidth().clamp(40, 120) }
    }

    pub fn head(&self, words: &str) -> String {
        self.with(Style::new().bold(), words)
    }

    pub fn strong(&self, words: &str) -> String {
        self.with(Style::new().fg_color(Some(AnsiColor::Cyan.into())), words)
    }

    pub fn mark(&self, words: &str) -> String {
        self.with(Style::new().bold().fg_color(Some(AnsiColor::Yellow.into())), words)
    }

    pub fn faint(&self, words: &str) -> String {
        self.with(Style::new().dimmed(), words)
    }

    fn with(&self, style: Style, words: &str) -> String {
        if self.colour { format!("{style}{words}{style:#}") } else { words.to_owned() }
    }

    /// `words` as lines, the first after `first`, the others after `rest`, with a line feed at the end.
    pub fn wrap(&self, first: &str, rest: &str, words: &str) -> String {
        let options = textwrap::Options::new(self.width)
            .initial_indent(first)
            .subsequent_indent(rest)
            .break_words(false)
            .word_splitter(textwrap::WordSplitter::NoHyphenation);
        let mut out = textwrap::fill(words, options);
        out.push('\n');
        out
    }
}
