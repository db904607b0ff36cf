//! Sources named without a verb of their own clause: "according to X", "as X put it", "citing X", nouns ("the claim that …").
//! In: page, cue words. Out: [`Sourced`]: cue, the token that heads the source, what it is the source of.

use super::content::{sentence, trim};
use super::cues::{self, Cue};
use super::speakers;
use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_model::reading::Statement;
use diurna_pack::speech::{Speech, Takes};
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
    let speaks = speech.is_text(page.lemma(head));
    let close = at.checked_sub(1).is_some_and(|t| page.token(t).pos != Pos::Punct);
    close && !speaks && page.token(head).pos == Pos::Noun && !mentions.is(page, head, Kind::Party)
}

/// Where the source's phrase ends: with its subtree, at a comma that a clause follows.
fn source_end(page: &Page, head: usize, limit: usize) -> usize {
    let end = page.subtree(head).end.min(limit);
    let end = speakers::apposed(page, head, end, limit).unwrap_or(end);
    let comma = (head + 1..end).find(|&t| page.word(t) == ",");
    let clause = |comma: usize| (comma + 1..end).any(|t| page.dep(t) == Dep::Nsubj && !describes(page, head, t));
    match comma {
        Some(comma) if clause(comma) => comma,
        _ => end,
    }
}

/// Whether `token` stands in a relative clause below `head`, however deep.
fn describes(page: &Page, head: usize, token: usize) -> bool {
    let above = std::iter::successors(page.head(token), |&t| page.head(t).filter(|_| t != head)).take(40);
    above.take_while(|&t| t != head).any(|t| page.dep(t) == Dep::Relcl)
}

/// "…, as the envoy put it, …".
pub(super) fn aside(page: &Page, speech: &Speech, cue: &Cue) -> Option<Sourced> {
    let start = page.subtree(cue.verb).start;
    let opened = page.children(cue.verb).find(|&c| c < cue.verb && speech.asides.contains(&page.word(c).to_lowercase()))?;
    let speaker = page.child(cue.verb, Dep::Nsubj).filter(|&s| s > opened)?;
    // "as officials praised the crowd" tells when.
    let own = |c: usize| c >= cue.tokens.end && matches!(page.dep(c), Dep::Ccomp | Dep::Dobj | Dep::Xcomp);
    if page.children(cue.verb).any(own) || !cue.takes(Takes::Clause) {
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
pub(super) fn nouns(page: &Page, mentions: &Mentions, speech: &Speech) -> Vec<Sourced> {
    (0..page.len()).filter_map(|t| noun(page, mentions, speech, t)).collect()
}

fn noun(page: &Page, mentions: &Mentions, speech: &Speech, noun: usize) -> Option<Sourced> {
    if page.token(noun).pos != Pos::Noun {
        return None;
    }
    let lemma = page.lemma(noun).to_lowercase();
    let (part, rule) = that_clause(page, speech, noun, &lemma)
        .or_else(|| that_it_is(page, speech, noun, &lemma))
        .or_else(|| infinitive(page, speech, noun, &lemma))
        .or_else(|| about(page, speech, noun, &lemma))?;
    // Who denies a claim has not made it.
    let over = page.head(noun).filter(|_| page.dep(noun) == Dep::Dobj);
    let makes = || over.filter(|&v| !speech.disowning.contains(page.lemma(v))).and_then(|v| speakers::by_tree(page, v));
    let by = || page.children_as(noun, Dep::Prep).filter(|&p| p < part.start).find_map(|p| page.child(p, Dep::Pobj));
    let named = || page.children_as(noun, Dep::Compound).rfind(|&c| mentions.is(page, c, Kind::Organisation));
    let owner = page
        .child(noun, Dep::Poss)
        .or_else(|| page.child(noun, Dep::Nsubj))
        .or_else(named)
        .or_else(|| if rule == OF_NOUN { None } else { by().or_else(makes) })?;
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

/// "Norway's position is that …"
fn that_it_is(page: &Page, speech: &Speech, noun: usize, lemma: &str) -> Option<(Range<usize>, &'static str)> {
    let is = page.head(noun).filter(|_| page.dep(noun) == Dep::Nsubj && speech.nouns.contains(lemma))?;
    let that = |c: usize| page.children_as(c, Dep::Mark).any(|m| speech.that.contains(&page.word(m).to_lowercase()));
    let clause = page.children_as(is, Dep::Ccomp).find(|&c| page.token(is).pos == Pos::Aux && c > is && that(c))?;
    Some((page.subtree(clause).start.max(is + 1)..page.subtree(clause).end, OF_NOUN))
}

/// "its refusal to talk"
fn infinitive(page: &Page, speech: &Speech, noun: usize, lemma: &str) -> Option<(Range<usize>, &'static str)> {
    let verb =
        page.children_as(noun, Dep::Acl).filter(|_| speech.nouns_to.contains(lemma)).find(|&c| c > noun && page.has_to(c))?;
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

/// "…, the agency reported, citing officials": the officials say what the agency reports.
pub(super) fn cited(page: &Page, mentions: &Mentions, speech: &Speech, told: &[Statement]) -> Vec<Sourced> {
    let cited = (0..page.len()).filter_map(|t| cites(page, mentions, speech, t).map(|source| (t, source)));
    let content = |citing: usize| {
        let host = page.head(citing).map(|h| page.token(h).span)?;
        told.iter().find(|s| s.cue.contains(host) || s.content.contains(host) && !s.content.contains(page.token(citing).span))
    };
    let sourced = |(t, source): (usize, usize)| {
        let of = content(t)?;
        Some(Sourced { cue: page.token(t).span, at: t, speaker: Some(source), content: of.content, rule: "statement.cited" })
    };
    cited.filter_map(sourced).collect()
}

/// The one cited at `token`: somebody, or a text.
pub(super) fn cites(page: &Page, mentions: &Mentions, speech: &Speech, token: usize) -> Option<usize> {
    let participle = page.token(token).tag == "VBG" && page.dep(token) == Dep::Advcl;
    let object = page.child(token, Dep::Dobj).filter(|_| participle && speech.citing.contains(page.lemma(token)))?;
    (speech.is_text(page.lemma(object)) || mentions.is(page, object, Kind::Party)).then_some(object)
}
