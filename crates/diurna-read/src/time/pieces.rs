//! A sentence cut as time expressions need it: "mid-2010", "3:30pm", "May 3-5". In: page, sentence. Out: [`Piece`]s with what
//! the words of time say of each. The engine's tokens differ ("mid-2010" is one, "2016-12-23" five), so these are cut anew.

use diurna_model::Span;
use diurna_pack::times::{Phrase, Role, Sense, Times};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    /// Digits only.
    Digits,
    /// Digits with commas or full stops among them ("1,400", "2.5").
    Figure,
    Mark,
}

#[derive(Debug)]
pub(super) struct Piece<'p> {
    pub span: Span,
    pub text: &'p str,
    pub kind: Kind,
    /// White space, or the sentence's start, stands before it.
    pub spaced: bool,
    pub senses: &'p [Sense],
    /// Fixed phrases that begin with it.
    pub phrases: &'p [Phrase],
}

impl Piece<'_> {
    pub fn is(&self, role: Role) -> bool {
        self.senses.contains(&Sense::Role(role))
    }

    /// Whether it is that word of a phrase.
    pub fn is_word(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word) || (self.text == "’" && word == "'")
    }

    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }
}

/// The pieces of `text[span]`.
pub(super) fn pieces<'p>(text: &'p str, span: Span, words: &'p Times) -> Vec<Piece<'p>> {
    let mut out = Vec::new();
    let (mut at, mut spaced) = (span.begin, true);
    let mut lower = String::new();
    while let Some(first) = text.get(at..span.end).and_then(|rest| rest.chars().next()) {
        if first.is_whitespace() {
            (at, spaced) = (at + first.len_utf8(), true);
            continue;
        }
        let rest = &text[at..span.end];
        let (length, kind) = if first.is_ascii_digit() {
            figure(rest)
        } else if first.is_alphabetic() {
            (word(rest), Kind::Word)
        } else {
            (first.len_utf8(), Kind::Mark)
        };
        let text = &rest[..length];
        prepare(text, &mut lower);
        let (senses, phrases) = (words.senses(&lower), words.phrases(&lower));
        out.push(Piece { span: Span::new(at, at + length), text, kind, spaced, senses, phrases });
        (at, spaced) = (at + length, false);
    }
    out
}

/// Digits, with a comma or full stop between digits.
fn figure(rest: &str) -> (usize, Kind) {
    let bytes = rest.as_bytes();
    let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    let (mut end, mut kind) = (0, Kind::Digits);
    while digit(end) {
        end += 1;
        if matches!(bytes.get(end), Some(b',' | b'.')) && digit(end + 1) {
            (end, kind) = (end + 1, Kind::Figure);
        }
    }
    (end, kind)
}

/// Letters; a single one before an apostrophe or full stop takes what follows with it ("o'clock", "p.m.").
fn word(rest: &str) -> usize {
    let letters = |from: usize| from + rest[from..].chars().take_while(|c| c.is_alphabetic()).map(char::len_utf8).sum::<usize>();
    let mut end = letters(0);
    let single = rest[..end].chars().nth(1).is_none();
    let next = rest[end..].chars().next();
    match next {
        Some(mark @ ('\'' | '’')) if single => {
            let tail = letters(end + mark.len_utf8());
            if tail > end + mark.len_utf8() { tail } else { end }
        }
        Some('.') if single => {
            while rest[end..].starts_with('.') && letters(end + 1) > end + 1 {
                end = letters(end + 1);
            }
            if end > 1 && rest[..end].contains('.') && rest[end..].starts_with('.') { end + 1 } else { end }
        }
        _ => end,
    }
}

/// As the words of time are written: small letters, straight apostrophes, no full stops.
fn prepare(text: &str, lower: &mut String) {
    lower.clear();
    let plain = text.chars().filter(|c| *c != '.').map(|c| if c == '’' { '\'' } else { c });
    lower.extend(plain.flat_map(char::to_lowercase));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let words = Times::default();
        pieces(text, Span::new(0, text.len()), &words).iter().map(|p| p.text.to_owned()).collect()
    }

    #[test]
    fn joined_words_and_figures_come_apart() {
        assert_eq!(cut("mid-2010, 3:30pm"), ["mid", "-", "2010", ",", "3", ":", "30", "pm"]);
        assert_eq!(cut("1,400 in 2.5 of Dec.14th."), ["1,400", "in", "2.5", "of", "Dec", ".", "14", "th", "."]);
    }

    #[test]
    fn an_abbreviation_of_single_letters_and_a_clock_stay_whole() {
        assert_eq!(cut("3 p.m. at 4 o’clock"), ["3", "p.m.", "at", "4", "o’clock"]);
        assert_eq!(cut("a. b' é."), ["a", ".", "b", "'", "é", "."]);
    }

    #[test]
    fn nothing_is_cut_off_the_end() {
        assert_eq!(cut("p.m"), ["p.m"]);
        assert_eq!(cut("5,"), ["5", ","]);
        assert!(cut("").is_empty());
    }
}
