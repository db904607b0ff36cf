//! Sources named without a verb of their own clause: "according to X", "as X put it", labels ("GARCIA: …"), nouns ("the claim that …").
//! In: page, cue words. Out: [`Sourced`]: cue, the token that heads the source, what it is the source of.

use super::content::{sentence, trim};
use super::cues::{self, Cue};
use super::speakers;
use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_pack::speech::Speech;
use std::ops::Range;

pub(super) struct Sourced {
    pub cue: Span,
    pub at: usize,
    pub speaker: Option<usize>,
    pub content: Span,
    pub rule: &'static str,
}

/// The rule of "according to".
pub(super) const PREPOSITION: &str = "statement.preposition";

/// "According to the envoy, …".
pub(super) fn prepositions(page: &Page, mentions: &Mentions, speech: &Speech) -> Vec<Sourced> {
    let told = (0..page.len()).filter_map(|t| preposition(page, speech, t));
    told.filter(|s| s.speaker.is_none_or(|head| !is_measure(page, mentions, speech, s.at, head))).collect()
}

fn preposition(page: &Page, speech: &Speech, token: usize) -> Option<Sourced> {
    let end = speech.prepositions.iter().find_map(|words| cues::further(page, token, words))?;
    let sentence = sentence(page, token);
    let named = page.children_as(end - 1, Dep::Pobj).find(|&c| c >= end);
    let speaker = named.or_else(|| {
        (end..sentence.end.min(end + 8)).find(|&t| matches!(page.token(t).pos, Pos::Noun | Pos::Propn | Pos::Pron))
    })?;
    let source_end = source_end(page, speaker, sentence.end);
    let content = around(page, sentence, token..source_end)?;
    Some(Sourced { cue: page.span(token..end), at: token, speaker: Some(speaker), content, rule: PREPOSITION })
}

/// "ranked according to size", "paid according to the contract": a measure right behind its verb, and nobody's words.
fn is_measure(page: &Page, mentions: &Mentions, speech: &Speech, at: usize, head: usize) -> bool {
    let lemma = page.lemma(head).to_lowercase();
    let speaks = speech.evidence.contains(lemma.as_str()) || speech.documents.contains(lemma.as_str());
    let close = at.checked_sub(1).is_some_and(|t| page.token(t).pos != Pos::Punct);
    close && !speaks && page.token(head).pos == Pos::Noun && !mentions.is(page, head, Kind::Party)
}

/// Where the source's phrase ends: with its subtree, at a comma that a clause follows.
fn source_end(page: &Page, head: usize, limit: usize) -> usize {
    let end = page.subtree(head).end.min(limit);
    let comma = (head + 1..end).find(|&t| page.word(t) == ",");
    let clause = |comma: usize| {
        (comma + 1..end).any(|t| page.dep(t) == Dep::Nsubj && page.head(t).is_some_and(|h| page.dep(h) != Dep::Relcl))
    };
    match comma {
        Some(comma) if clause(comma) => comma,
        _ => end,
    }
}

/// "…, as the envoy put it, …".
pub(super) fn aside(page: &Page, speech: &Speech, cue: &Cue) -> Option<Sourced> {
    let start = page.subtree(cue.verb).start;
    let opened = page.children(cue.verb).find(|&c| c < cue.verb && speech.asides.contains(&page.word(c).to_lowercase()))?;
    let speaker = page.child(cue.verb, Dep::Nsubj).filter(|&s| s > opened)?;
    if page.children_as(cue.verb, Dep::Ccomp).any(|c| c > cue.verb) {
        return None;
    }
    let sentence = sentence(page, cue.verb);
    let end = page.subtree(cue.verb).end.min(sentence.end);
    let comma = (cue.tokens.end..end).find(|&t| page.word(t) == ",").unwrap_or(end);
    let content = around(page, sentence, start..comma)?;
    Some(Sourced { cue: cue.group(page), at: cue.verb, speaker: Some(speaker), content, rule: "statement.aside" })
}

/// The sentence without the source's own words at its start or end; the whole of it when they stand in the middle.
fn around(page: &Page, sentence: Range<usize>, source: Range<usize>) -> Option<Span> {
    let before = trim(page, sentence.start..source.start.max(sentence.start));
    let after = trim(page, source.end.min(sentence.end)..sentence.end);
    let tokens = match (before.is_empty(), after.is_empty()) {
        (true, true) => return None,
        (true, false) => after,
        (false, true) => before,
        (false, false) if before.len() <= 1 => after,
        (false, false) if goes_on(page, source.end) => before.start..after.end,
        (false, false) => before,
    };
    Some(page.span(tokens))
}

fn goes_on(page: &Page, at: usize) -> bool {
    at < page.len() && page.word(at) == ","
}

/// "the claim that …", "his belief that …".
pub(super) fn nouns(page: &Page, speech: &Speech) -> Vec<Sourced> {
    (0..page.len()).filter_map(|t| noun(page, speech, t)).collect()
}

fn noun(page: &Page, speech: &Speech, noun: usize) -> Option<Sourced> {
    if page.token(noun).pos != Pos::Noun {
        return None;
    }
    let lemma = page.lemma(noun).to_lowercase();
    let (part, rule) = that_clause(page, speech, noun, &lemma)
        .or_else(|| infinitive(page, speech, noun, &lemma))
        .or_else(|| about(page, speech, noun, &lemma))?;
    let makes = || page.head(noun).filter(|_| page.dep(noun) == Dep::Dobj).and_then(|v| speakers::by_tree(page, v));
    let by = || page.children_as(noun, Dep::Prep).filter(|&p| p < part.start).find_map(|p| page.child(p, Dep::Pobj));
    let owner = page.child(noun, Dep::Poss).or_else(|| if rule == OF_NOUN { None } else { by().or_else(makes) })?;
    let tokens = trim(page, part);
    let that = !tokens.is_empty() && speech.that.contains(&page.word(tokens.start).to_lowercase());
    let tokens = if that && tokens.len() > 1 { tokens.start + 1..tokens.end } else { tokens };
    let cue = page.token(noun).span;
    (!tokens.is_empty()).then(|| Sourced { cue, at: noun, speaker: Some(owner), content: page.span(tokens), rule })
}

/// The rule of a noun with what it is of, about or against; only its owner speaks.
const OF_NOUN: &str = "statement.noun.about";

/// "the claim that …"
fn that_clause(page: &Page, speech: &Speech, noun: usize, lemma: &str) -> Option<(Range<usize>, &'static str)> {
    let clause = page.children(noun).filter(|_| speech.nouns.contains(lemma)).find(|&c| {
        c > noun
            && matches!(page.dep(c), Dep::Acl | Dep::Ccomp)
            && page.children_as(c, Dep::Mark).any(|m| speech.that.contains(&page.word(m).to_lowercase()))
    })?;
    Some((page.subtree(clause).start.max(noun + 1)..page.subtree(clause).end, "statement.noun"))
}

/// "its refusal to talk"
fn infinitive(page: &Page, speech: &Speech, noun: usize, lemma: &str) -> Option<(Range<usize>, &'static str)> {
    let verb = page
        .children_as(noun, Dep::Acl)
        .filter(|_| speech.nouns_to.contains(lemma))
        .find(|&c| c > noun && page.children_as(c, Dep::Aux).any(|a| page.token(a).tag == "TO"))?;
    Some((page.subtree(verb).start.max(noun + 1)..page.subtree(verb).end, "statement.noun.to"))
}

/// "the envoy's criticism of the raid"
fn about(page: &Page, speech: &Speech, noun: usize, lemma: &str) -> Option<(Range<usize>, &'static str)> {
    let prepositions = speech.nouns_about.get(lemma)?;
    let preposition =
        page.children_as(noun, Dep::Prep).find(|&p| p > noun && prepositions.contains(&page.word(p).to_lowercase()))?;
    let object = page.children(preposition).find(|&c| matches!(page.dep(c), Dep::Pobj | Dep::Pcomp) && c > preposition)?;
    Some((preposition + 1..page.subtree(object).end, OF_NOUN))
}

/// "GARCIA: …", "(Alan Garcia) …" at the start of a paragraph.
pub(super) fn labels(page: &Page, speech: &Speech) -> Vec<Sourced> {
    let text = &page.report.text;
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begin = at + (line.len() - line.trim_start().len());
        at += line.len();
        found.extend(label(page, begin, paragraph_end(text, begin)));
    }
    found.extend(recordings(page, speech));
    found
}

/// "(BEGIN RECORDING) (ANA LIND) WE …": a name in brackets behind such a mark speaks up to the next, over paragraphs.
fn recordings(page: &Page, speech: &Speech) -> Vec<Sourced> {
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
        found.push(Sourced { cue: name, at: head, speaker: Some(head), content: page.span(content), rule: "statement.label" });
    }
    found
}

fn paragraph_end(text: &str, begin: usize) -> usize {
    let rest = text.get(begin..).unwrap_or("");
    begin + rest.find("\n\n").unwrap_or(rest.len())
}

fn label(page: &Page, begin: usize, end: usize) -> Option<Sourced> {
    let line = page.report.text.get(begin..end)?;
    let (name, content_at) = match line.strip_prefix(['(', '[']) {
        Some(inside) => {
            let close = inside.find([')', ']'])?;
            (Span::new(begin + 1, begin + 1 + close), begin + close + 2)
        }
        None => {
            let colon = line.find(':')?;
            (Span::new(begin, begin + colon), begin + colon + 1)
        }
    };
    let words = name.of(&page.report.text);
    let capitals = words.chars().filter(|c| c.is_alphabetic()).count();
    let shouted = capitals >= 4 && words.chars().all(|c| c.is_uppercase() || matches!(c, ' ' | '.' | '-' | '\''));
    let alone = shouted && words.split_whitespace().count() <= 4;
    let tokens = page.tokens_in(name);
    let person = page
        .analysis
        .entities
        .iter()
        .any(|e| e.label == "PERSON" && e.tokens.start >= tokens.start && e.tokens.end <= tokens.end);
    let mixed_text = page.report.text.chars().any(char::is_lowercase);
    if !alone || !(person || mixed_text) {
        return None;
    }
    let content = trim(page, page.tokens_in(Span::new(content_at.min(end), end)));
    let head = tokens.clone().next_back()?;
    (content.len() >= 3).then(|| Sourced {
        cue: name,
        at: head,
        speaker: Some(head),
        content: page.span(content),
        rule: "statement.label",
    })
}
