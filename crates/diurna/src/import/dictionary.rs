//! A dictionary of an older coder as lines without comments. In: its name and text. Out: lines with their numbers, and what kind of
//! dictionary it is. It understands `#` and `;` to the end of a line and `<!-- -->` over lines as comments.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Actors,
    Agents,
    Verbs,
}

/// Why a file is of no kind.
pub const UNKNOWN: &str = "neither actors (NAME [CODE]) nor agents (WORD [~CODE]) nor verbs (VERB [123], - * PATTERN [123])";

#[derive(Debug, Clone)]
pub struct Dictionary {
    pub file: String,
    pub kind: Option<Kind>,
    /// Lines that say something, trimmed, with their numbers.
    pub lines: Vec<(usize, String)>,
}

impl Dictionary {
    pub fn new(file: &str, text: &str) -> Dictionary {
        let lines = lines(text);
        Dictionary { file: file.to_owned(), kind: kind(&lines), lines }
    }

    pub fn left(&self, line: usize, text: &str, why: impl Into<String>) -> super::Left {
        super::Left { file: self.file.clone(), line, text: text.to_owned(), why: why.into() }
    }
}

fn lines(text: &str) -> Vec<(usize, String)> {
    let mut out = Vec::new();
    let mut is_comment = false;
    for (number, line) in text.lines().enumerate() {
        let mut rest = line.trim_start_matches('\u{feff}');
        let mut kept = String::new();
        while !rest.is_empty() {
            let (mark, length) = if is_comment { ("-->", 3) } else { ("<!--", 4) };
            let Some(at) = rest.find(mark) else {
                kept.push_str(if is_comment { "" } else { rest });
                break;
            };
            kept.push_str(if is_comment { "" } else { &rest[..at] });
            rest = &rest[at + length..];
            is_comment = !is_comment;
        }
        let said = kept.split(['#', ';']).next().unwrap_or("").trim();
        if !said.is_empty() {
            out.push((number + 1, said.to_owned()));
        }
    }
    out
}

/// What most of the coded lines are.
fn kind(lines: &[(usize, String)]) -> Option<Kind> {
    let mut votes = [(Kind::Actors, 0), (Kind::Agents, 0), (Kind::Verbs, 0)];
    for (_, line) in lines {
        let code = line.split_once('[').map_or("", |(_, code)| code.trim_start());
        let first = code.chars().next();
        if line.starts_with('-') || first.is_some_and(|c| c.is_ascii_digit()) {
            votes[2].1 += 1;
        } else if code.starts_with('~') || line.starts_with('!') {
            votes[1].1 += 1;
        } else if first.is_some_and(char::is_alphabetic) {
            votes[0].1 += 1;
        }
    }
    votes.into_iter().filter(|(_, n)| *n > 0).max_by_key(|(_, n)| *n).map(|(kind, _)| kind)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_go_and_lines_keep_their_numbers() {
        let text = "# head\nA_ [XXA] ; note\n<!-- one\ntwo --> B_ [XXB]\n\n";
        assert_eq!(Dictionary::new("a", text).lines, [(2, "A_ [XXA]".to_owned()), (4, "B_ [XXB]".to_owned())]);
    }

    #[test]
    fn the_codes_say_what_a_dictionary_is() {
        let kind = |text| Dictionary::new("a", text).kind;
        assert_eq!(kind("A_ [XXAGOV]"), Some(Kind::Actors));
        assert_eq!(kind("BAKER [~BUS]"), Some(Kind::Agents));
        assert_eq!(kind("BAKE [060]\n- * BREAD [070]"), Some(Kind::Verbs));
        assert_eq!(kind("just words"), None);
    }
}
