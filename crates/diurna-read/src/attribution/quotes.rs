//! Quoted stretches of a text. In: text. Out: [`Quote`]s in order, with their marks found or supplied.
//! A paragraph's end closes a quote, unless the next paragraph opens with a mark again; single marks quote where no double ones do.

use diurna_model::Span;

/// One quote, of one or more paragraphs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Quote {
    /// Between the outer marks.
    pub inner: Span,
    /// With the outer marks.
    pub outer: Span,
    /// False when an outer mark is missing in the text and was supplied.
    pub whole: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    Either,
}

struct Mark {
    at: Span,
    side: Side,
}

/// Whether a word is a mark that may close a quote.
pub(super) fn closes(word: &str) -> bool {
    matches!(word, "”" | "\"" | "''")
}

/// Every quote of `text`.
pub(super) fn quotes(text: &str) -> Vec<Quote> {
    let mut found: Vec<Quote> = Vec::new();
    let mut carried = false;
    for paragraph in paragraphs(text) {
        let (quotes, unclosed) = in_paragraph(text, paragraph);
        for (i, quote) in quotes.into_iter().enumerate() {
            let follows = carried && i == 0 && text.get(paragraph.begin..quote.outer.begin).is_some_and(|t| t.trim().is_empty());
            match found.last_mut() {
                Some(last) if follows => {
                    last.inner.end = quote.inner.end;
                    last.outer.end = quote.outer.end;
                    last.whole = quote.whole;
                }
                _ => found.push(quote),
            }
        }
        if !text.get(paragraph.begin..paragraph.end).unwrap_or("").trim().is_empty() {
            carried = unclosed;
        }
    }
    found
}

/// Stretches between blank lines, and lines that open with a quote mark.
fn paragraphs(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut begin = 0;
    for (at, _) in text.match_indices('\n') {
        let rest = text.get(at + 1..).unwrap_or("");
        let blank = rest.lines().next().is_none_or(|l| l.trim().is_empty());
        let opens = rest.trim_start().starts_with(['“', '"']) && text.get(begin..at).is_some_and(|b| ends_sentence(b.trim_end()));
        if (blank || opens) && at >= begin {
            found.push(Span::new(begin, at));
            begin = at + 1;
        }
    }
    found.push(Span::new(begin, text.len()));
    found
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['”', '"']).ends_with(['.', '?', '!', ':', '…'])
}

/// Quotes of one paragraph, and whether the last one lacks its closing mark.
fn in_paragraph(text: &str, paragraph: Span) -> (Vec<Quote>, bool) {
    let mut found = Vec::new();
    let mut open: Option<Span> = None;
    let mut last_end = paragraph.begin;
    for mark in marks(text, paragraph) {
        let closes = match mark.side {
            Side::Open => false,
            Side::Close => true,
            Side::Either => open.is_some(),
        };
        match (open, closes) {
            (Some(start), true) => {
                found.push(quote(start, mark.at, true));
                open = None;
                last_end = mark.at.end;
            }
            // A mark opens where one is open already: the first lacks its end, which is the end of its sentence.
            (Some(start), false) => {
                let end = sentence_end(text, start.end, mark.at.begin);
                found.push(quote(start, Span::new(end, end), false));
                open = Some(mark.at);
            }
            (None, false) => open = Some(mark.at),
            // A mark closes what none opened: the quote starts with its sentence.
            (None, true) => {
                if let Some(begin) = sentence_begin(text, last_end, mark.at.begin) {
                    found.push(quote(Span::new(begin, begin), mark.at, false));
                }
                last_end = mark.at.end;
            }
        }
    }
    let Some(start) = open else { return (found, false) };
    let end = paragraph.begin + text.get(paragraph.begin..paragraph.end).unwrap_or("").trim_end().len();
    if end > start.end {
        found.push(quote(start, Span::new(end, end), false));
    }
    (found, true)
}

fn quote(open: Span, close: Span, whole: bool) -> Quote {
    Quote { inner: Span::new(open.end, close.begin.max(open.end)), outer: Span::new(open.begin, close.end.max(open.end)), whole }
}

/// Quote marks with the side they stand on; doubled marks are one. Where a paragraph has no double marks, single ones quote.
fn marks(text: &str, within: Span) -> Vec<Mark> {
    let double = doubles(text, within);
    if double.is_empty() { singles(text, within) } else { double }
}

/// ‘The road is open,’ in pairs: the first stands before a word, the last behind a stop, so that no apostrophe is one.
fn singles(text: &str, within: Span) -> Vec<Mark> {
    let slice = within.of(text);
    let mut found = Vec::new();
    let mut open: Option<Mark> = None;
    let mut before = ' ';
    let mut chars = slice.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |&(_, next)| next);
        let at = Span::new(within.begin + i, within.begin + i + c.len_utf8());
        let opens =
            matches!(c, '‘' | '\'') && (before.is_whitespace() || matches!(before, '(' | '—' | '–')) && after.is_alphanumeric();
        let closes = matches!(c, '’' | '\'') && matches!(before, ',' | '.' | '?' | '!' | '…') && !after.is_alphanumeric();
        if opens && open.is_none() {
            open = Some(Mark { at, side: Side::Open });
        } else if let Some(first) = open.take_if(|_| closes) {
            found.extend([first, Mark { at, side: Side::Close }]);
        }
        before = c;
    }
    found
}

fn doubles(text: &str, within: Span) -> Vec<Mark> {
    let mut found: Vec<Mark> = Vec::new();
    let slice = within.of(text);
    let mut chars = slice.char_indices().peekable();
    let mut before = ' ';
    while let Some((i, c)) = chars.next() {
        let paired = (c == '\'' || c == '`') && chars.peek().is_some_and(|&(_, next)| next == c);
        if !(matches!(c, '“' | '”' | '"' | '„' | '«' | '»') || paired) {
            before = c;
            continue;
        }
        let mut end = i + c.len_utf8();
        while let Some(&(at, next)) = chars.peek() {
            if next != c {
                break;
            }
            end = at + next.len_utf8();
            chars.next();
        }
        let after = chars.peek().map_or(' ', |&(_, next)| next);
        found.push(Mark { at: Span::new(within.begin + i, within.begin + end), side: side(c, before, after) });
        before = c;
    }
    found
}

fn side(mark: char, before: char, after: char) -> Side {
    match mark {
        '“' | '„' | '«' | '`' => Side::Open,
        // A closing mark typed where one opens: `”Fear rules.”`
        '”' if before.is_whitespace() && after.is_uppercase() => Side::Open,
        '”' | '»' => Side::Close,
        _ if (before.is_whitespace() || matches!(before, '(' | '[' | '—' | '–' | ':')) && !after.is_whitespace() => {
            Side::Open
        }
        _ if !before.is_whitespace() && (after.is_whitespace() || after.is_ascii_punctuation()) => Side::Close,
        _ => Side::Either,
    }
}

/// Where the sentence that starts at `from` ends, at most `until`.
fn sentence_end(text: &str, from: usize, until: usize) -> usize {
    let slice = text.get(from..until).unwrap_or("");
    let stop = slice.char_indices().find(|&(i, c)| {
        matches!(c, '.' | '?' | '!')
            && slice.get(i + 1..).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    });
    from + stop.map_or(slice.trim_end().len(), |(i, _)| i + 1)
}

/// Where the sentence before `until` begins, at least `from`.
fn sentence_begin(text: &str, from: usize, until: usize) -> Option<usize> {
    let slice = text.get(from..until)?;
    let body = slice.trim_end().trim_end_matches(['.', '?', '!', ',']);
    let start = body.rmatch_indices(['.', '?', '!', '\n']).map(|(i, m)| i + m.len()).find(|&i| {
        body.get(i..)
            .is_some_and(|rest| rest.starts_with(char::is_whitespace) && rest.trim_start().starts_with(char::is_uppercase))
    });
    let start = start.unwrap_or(0);
    let skipped = slice.get(start..)?.len() - slice.get(start..)?.trim_start_matches(|c: char| !c.is_alphanumeric()).len();
    (start + skipped < body.len()).then_some(from + start + skipped)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inner(text: &str) -> Vec<&str> {
        quotes(text).iter().map(|q| q.inner.of(text)).collect()
    }

    #[test]
    fn finds_curly_and_straight_marks() {
        assert_eq!(inner("“We stay,” he said. \"They go,\" she said."), ["We stay,", "They go,"]);
        assert_eq!(inner("He said ''we stay'' twice."), ["we stay"]);
        assert_eq!(inner("It \"\"works day and night\"\" now."), ["works day and night"]);
    }

    #[test]
    fn single_marks_quote_where_no_double_ones_do() {
        assert_eq!(inner("‘We stay,’ he said. 'They can't go,' she said."), ["We stay,", "They can't go,"]);
        assert_eq!(inner("The workers' leader left the ‘Iron Harbour’ alone."), Vec::<&str>::new());
        assert_eq!(inner("“She said ‘we stay,’ and left.”"), ["She said ‘we stay,’ and left."]);
    }

    #[test]
    fn a_quote_runs_over_paragraphs_that_open_with_a_mark() {
        let text = "She said: “First we rest.\n\n“Then we march.” They left.";
        assert_eq!(inner(text), ["First we rest.\n\n“Then we march."]);
    }

    #[test]
    fn supplies_a_missing_mark() {
        assert_eq!(inner("The road is open,” the mayor said."), ["The road is open,"]);
        assert_eq!(inner("It rained. The road is open,” the mayor said."), ["The road is open,"]);
        assert_eq!(inner("He said, “The road is open. “It is dry,” she said."), ["The road is open.", "It is dry,"]);
        assert_eq!(inner("He said, “The road is open."), ["The road is open."]);
    }

    #[test]
    fn any_text_gives_quotes() {
        for text in ["", "\"", "”", "“", "\"\"\"", "é“é”é\n\n“", "''", "“”“”", "\n\"\n\"", "a\"b\"c\"", "«é", "é»"]
        {
            for quote in quotes(text) {
                assert!(text.get(quote.inner.begin..quote.inner.end).is_some(), "{text:?}");
                assert!(text.get(quote.outer.begin..quote.outer.end).is_some(), "{text:?}");
            }
        }
    }
}
