//! Names that stand before or behind what is said, without a verb: "GARCIA: …", "(Ana Lind) …", headlines' "…: police", recordings.
//! In: page, mentions, cue words. Out: [`Sourced`].

use super::content::trim;
use super::cues;
use super::sources::Sourced;
use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::Pos;
use diurna_model::Span;
use diurna_pack::speech::Speech;
use std::ops::Range;

const RULE: &str = "statement.label";

pub(super) fn all(page: &Page, mentions: &Mentions, speech: &Speech) -> Vec<Sourced> {
    let text = &page.report.text;
    let lines: Vec<Span> = lines(text);
    let labels: Vec<Label> = lines.iter().filter_map(|&line| label(page, line)).collect();
    let mut found = Vec::new();
    for label in labels.iter().filter(|l| speaks(page, mentions, speech, l, &labels)) {
        let next = labels.iter().map(|l| l.line.begin).find(|&b| b > label.line.begin).unwrap_or(text.len());
        let end = if is_title(text, label) { label.line.end } else { paragraph_end(text, label.content).min(next) };
        let content = trim(page, page.tokens_in(Span::new(label.content.min(end), end)));
        if content.len() >= 3 {
            found.push(sourced(page, label.name, page.span(content)));
        }
    }
    found.extend(lines.iter().filter_map(|&line| tail(page, mentions, line)));
    found.extend(recordings(page, speech));
    found.into_iter().flatten().collect()
}

fn sourced(page: &Page, name: Span, content: Span) -> Option<Sourced> {
    let head = page.tokens_in(name).next_back()?;
    Some(Sourced { cue: name, at: head, speaker: Some(head), content, rule: RULE })
}

/// Lines without the white space around them.
fn lines(text: &str) -> Vec<Span> {
    let mut at = 0;
    let mut found = Vec::new();
    for line in text.split_inclusive('\n') {
        let begin = at + (line.len() - line.trim_start().len());
        let end = at + line.trim_end().len();
        at += line.len();
        if begin < end {
            found.push(Span::new(begin, end));
        }
    }
    found
}

struct Label {
    line: Span,
    name: Span,
    /// Where what is said begins.
    content: usize,
    shouted: bool,
    bracketed: bool,
}

/// A short name at a line's start, in brackets or with a colon behind it.
fn label(page: &Page, line: Span) -> Option<Label> {
    let text = &page.report.text;
    let words = line.of(text);
    let begin = line.begin + (words.len() - words.trim_start_matches(['"', '“', '”', '—', '-', ' ']).len());
    let rest = text.get(begin..line.end)?;
    let bracketed = rest.starts_with(['(', '[']);
    let (name, content) = if bracketed {
        let close = rest.find([')', ']'])?;
        (Span::new(begin + 1, begin + close), begin + close + 1)
    } else {
        let colon = rest.find(':')?;
        (Span::new(begin, begin + colon), begin + colon + 1)
    };
    let words = name.of(text);
    let plain = words.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '\'' | '’'));
    let short = words.split_whitespace().count() <= 4 && words.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    let shouted = words.chars().all(|c| !c.is_lowercase());
    (plain && short).then_some(Label { line, name, content, shouted, bracketed })
}

/// Whether a label names who speaks: somebody known, or, in capitals, a name that is called again.
fn speaks(page: &Page, mentions: &Mentions, speech: &Speech, label: &Label, labels: &[Label]) -> bool {
    let text = &page.report.text;
    let name = label.name.of(text);
    let tokens = page.tokens_in(label.name);
    let labelled = |e: &diurna_lang::Entity, kinds: &[&str]| {
        kinds.contains(&e.label) && e.tokens.start >= tokens.start && e.tokens.end <= tokens.end
    };
    let person = page.analysis.entities.iter().any(|e| labelled(e, &["PERSON"]));
    let place = page.analysis.entities.iter().any(|e| labelled(e, &["GPE", "LOC", "DATE", "TIME"]));
    let known = tokens.clone().next_back().is_some_and(|t| mentions.is(page, t, Kind::Party)) && !place;
    if !label.shouted {
        let content = page.tokens_in(Span::new(label.content.min(label.line.end), label.line.end));
        let title = text[..label.line.begin].trim().is_empty();
        let told = content.len() >= 3 && (title || content.into_iter().any(|t| cues::is_finite(page, t)));
        return told && !place && (person || is_text(page, speech, tokens.clone()) || is_named_again(page, tokens));
    }
    let again = labels.iter().filter(|l| l.shouted && l.name.of(text) == name).count() > 1;
    let called = name.split_whitespace().last().is_some_and(|last| is_called(text, last));
    let mixed = text.chars().any(char::is_lowercase);
    person || (mixed && (again || called || known)) || (!label.bracketed && speech.asking.contains(&name.to_lowercase()))
}

/// A first line without a full stop: nothing below it is said at its label.
fn is_title(text: &str, label: &Label) -> bool {
    text[..label.line.begin].trim().is_empty() && !label.shouted && !label.line.of(text).ends_with(['.', '?', '!', '”', '"'])
}

/// "Poll: Voters want the bridge"
fn is_text(page: &Page, speech: &Speech, tokens: Range<usize>) -> bool {
    tokens.len() == 1 && tokens.clone().all(|t| speech.headed.contains(page.lemma(t).to_lowercase().as_str()))
}

/// Whether the report calls a label's last word as a part of somebody's name.
fn is_named_again(page: &Page, tokens: Range<usize>) -> bool {
    let Some(last) = tokens.clone().next_back() else { return false };
    let names = page.analysis.entities.iter().filter(|e| matches!(e.label, "PERSON" | "ORG") && !e.tokens.contains(&last));
    names.filter_map(|e| e.tokens.clone().next_back()).any(|t| page.word(t) == page.word(last))
}

/// Whether a name in capitals stands elsewhere with small letters: "PENCE", "Pence".
fn is_called(text: &str, name: &str) -> bool {
    let mut chars = name.chars();
    let written: String = chars.next().into_iter().chain(chars.flat_map(char::to_lowercase)).collect();
    written.chars().count() >= 3
        && text.match_indices(written.as_str()).any(|(at, m)| {
            let after = text[at + m.len()..].chars().next();
            after.is_none_or(|c| !c.is_alphanumeric())
        })
}

/// A headline's source: "Two boats missing: police".
fn tail(page: &Page, mentions: &Mentions, line: Span) -> Option<Option<Sourced>> {
    let text = &page.report.text;
    let words = line.of(text);
    let colon = words.rfind(": ").filter(|_| !words.ends_with(['.', '?', '!', '”', '"']))?;
    let name = Span::new(line.begin + colon + 2, line.end);
    let tokens = page.tokens_in(name);
    let content = trim(page, page.tokens_in(Span::new(line.begin, line.begin + colon)));
    let short = !tokens.is_empty() && tokens.len() <= 4 && content.len() >= 3;
    let nominal = tokens.clone().all(|t| matches!(page.token(t).pos, Pos::Noun | Pos::Propn | Pos::Adj | Pos::Part));
    let head = tokens.clone().next_back().filter(|&t| short && nominal && mentions.is(page, t, Kind::Party))?;
    let place = page.analysis.entities.iter().any(|e| e.tokens.contains(&head) && matches!(e.label, "GPE" | "LOC"));
    (!place).then(|| sourced(page, name, page.span(content)))
}

/// "(BEGIN RECORDING) (ANA LIND) WE …": a name in brackets behind such a mark speaks up to the next, over paragraphs.
fn recordings(page: &Page, speech: &Speech) -> Vec<Option<Sourced>> {
    let text = &page.report.text;
    let brackets: Vec<Span> = text
        .match_indices(['(', '['])
        .filter_map(|(at, _)| text[at..].find([')', ']']).map(|len| Span::new(at, at + len + 1)))
        .collect();
    let inner = |b: &Span| Span::new(b.begin + 1, b.end - 1);
    let is_mark = |b: &Span| speech.recording.contains(&inner(b).of(text).to_lowercase());
    let mut found = Vec::new();
    for pair in brackets.windows(2).filter(|p| is_mark(&p[0]) && text[p[0].end..p[1].begin].trim().is_empty()) {
        let name = inner(&pair[1]);
        let end = brackets.iter().filter(|b| b.begin >= pair[1].end).find(|b| is_mark(b)).map_or(text.len(), |b| b.begin);
        let content = trim(page, page.tokens_in(Span::new(pair[1].end, end)));
        let Some(head) = page.tokens_in(name).next_back().filter(|_| content.len() >= 3) else { continue };
        found.push(Some(Sourced { cue: name, at: head, speaker: Some(head), content: page.span(content), rule: RULE }));
    }
    found
}

fn paragraph_end(text: &str, begin: usize) -> usize {
    let rest = text.get(begin..).unwrap_or("");
    begin + rest.find("\n\n").unwrap_or(rest.len())
}
