//! Words that hand a claim to a source. In: page, cue words. Out: [`Cue`]s in text order.

use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_pack::speech::{Speech, Takes};
use std::collections::BTreeSet;
use std::ops::Range;

/// A verb that may introduce a statement.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub verb: usize,
    /// The verb and its further words ("pointed out").
    pub tokens: Range<usize>,
    pub takes: BTreeSet<Takes>,
    /// The verb whose subject speaks here too, where the tree gives another one: "she said it was over and warned them".
    pub shares: Option<usize>,
    /// Where what is said ends at the latest: at a further verb of the same speaker's.
    pub until: Option<usize>,
}

impl Cue {
    pub fn takes(&self, what: Takes) -> bool {
        self.takes.contains(&what)
    }

    pub fn span(&self, page: &Page) -> Span {
        page.span(self.tokens.clone())
    }

    /// The verb with the helpers, adverbs and "not" right before it ("has not yet said", "to admit").
    pub fn group(&self, page: &Page) -> Span {
        let helps =
            |t: usize| page.head(t) == Some(self.verb) && matches!(page.dep(t), Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Advmod);
        let start = (0..self.tokens.start).rev().take_while(|&t| helps(t)).last().unwrap_or(self.tokens.start);
        page.span(start..self.tokens.end)
    }
}

/// Verb cues of the page in text order.
pub(super) fn verbs(page: &Page, mentions: &Mentions, speech: &Speech) -> Vec<Cue> {
    let mut cues: Vec<Cue> = (0..page.len()).filter_map(|t| verb(page, speech, t)).collect();
    cues.retain(|c| !in_set_phrase(page, speech, c.verb));
    for at in 0..cues.len() {
        if let Some(outer) = beside(page, mentions, &cues, &cues[at]) {
            let until = page.subtree(cues[at].verb).start.max(cues[outer].tokens.end);
            cues[outer].until.get_or_insert(until);
        }
        if let Some(until) = other_side(page, &cues, &cues[at]) {
            cues[at].until.get_or_insert(until);
        }
        let Some(outer) = shared(page, mentions, &cues, &cues[at]) else { continue };
        let until = cues[at].tokens.start;
        cues[at].shares = Some(cues[outer].verb);
        cues[outer].until.get_or_insert(until);
    }
    cues
}

/// "She said it was over, and the army warned …": the army's words are none of hers, though the tree joins them to what she said.
fn beside(page: &Page, mentions: &Mentions, cues: &[Cue], cue: &Cue) -> Option<usize> {
    let inner = page.head(cue.verb).filter(|_| page.dep(cue.verb) == Dep::Conj)?;
    let subject = page.child(cue.verb, Dep::Nsubj).filter(|&s| page.token(s).pos != Pos::Pron)?;
    let over = page.head(inner).filter(|_| page.dep(inner) == Dep::Ccomp)?;
    let alike = page.token(cue.verb).tag == page.token(over).tag && page.token(over).tag != "VB";
    let outer = cues.iter().position(|c| c.verb == over && c.verb < inner)?;
    (alike && mentions.is(page, subject, Kind::Party)).then_some(outer)
}

/// "She said it was over and warned them": the tree hangs "warned" on "was", whose subject cannot warn; it is the speaker's of "said".
fn shared(page: &Page, mentions: &Mentions, cues: &[Cue], cue: &Cue) -> Option<usize> {
    let joined = page.dep(cue.verb) == Dep::Conj || adds(page, cue);
    let inner = page.head(cue.verb).filter(|_| joined && page.child(cue.verb, Dep::Nsubj).is_none())?;
    let over = page.head(inner).filter(|_| page.dep(inner) == Dep::Ccomp)?;
    let outer = cues.iter().position(|c| c.verb == over)?;
    let subject = page.child(inner, Dep::Nsubj).or_else(|| page.child(inner, Dep::Nsubjpass))?;
    let able = mentions.is(page, subject, Kind::Party) && page.token(subject).pos != Pos::Pron;
    let alike = page.token(cue.verb).tag == page.token(over).tag && is_finite(page, cue.verb);
    let later = cue.verb > if adds(page, cue) { inner } else { over };
    ((alike || adds(page, cue)) && !able && later).then_some(outer)
}

/// "…, adding that": a participle of saying behind a comma.
fn adds(page: &Page, cue: &Cue) -> bool {
    let behind = cue.verb.checked_sub(1).is_some_and(|t| page.word(t) == ",");
    behind && cue.takes(Takes::Loose) && page.token(cue.verb).tag == "VBG" && page.dep(cue.verb) == Dep::Advcl
}

/// "Lind said it was over; Kamm said it was not": the other's words begin behind the semicolon.
fn other_side(page: &Page, cues: &[Cue], cue: &Cue) -> Option<usize> {
    let sentence = page.analysis.sentences.get(page.sentence_of(cue.verb))?;
    let says = |c: &&Cue| {
        let subject = page.child(c.verb, Dep::Nsubj).filter(|&s| s < c.verb);
        (c.takes(Takes::Loose) && is_finite(page, c.verb) && sentence.contains(&c.verb) && c.verb > cue.verb)
            .then_some(subject)
            .flatten()
            .and_then(|s| page.subtree(s).start.checked_sub(1))
            .is_some_and(|t| page.word(t) == ";" && t > cue.verb)
    };
    let other = cues.iter().find(says)?;
    page.child(other.verb, Dep::Nsubj).map(|s| page.subtree(s).start - 1)
}

fn verb(page: &Page, speech: &Speech, token: usize) -> Option<Cue> {
    let tag = page.token(token).tag;
    if !matches!(page.token(token).pos, Pos::Verb | Pos::Aux) && !tag.starts_with("VB") && !is_mistagged(page, token) {
        return None;
    }
    if !is_mistagged(page, token) && matches!(page.dep(token), Dep::Amod | Dep::Aux | Dep::Auxpass | Dep::Compound) {
        return None;
    }
    let cues = speech.verbs.get(page.lemma(token).to_lowercase().as_str())?;
    cues.iter().find_map(|cue| {
        let end = further(page, token + 1, &cue.more).or_else(|| further(page, past_day(page, token + 1)?, &cue.more))?;
        Some(Cue { verb: token, tokens: token..end, takes: cue.takes.clone(), shares: None, until: None })
    })
}

/// "called on Friday for": the day between a verb and its preposition.
fn past_day(page: &Page, from: usize) -> Option<usize> {
    let start = if from < page.len() && page.token(from).pos == Pos::Adp { from + 1 } else { from };
    let day = page.analysis.entities.iter().find(|e| e.tokens.start == start && matches!(e.label, "DATE" | "TIME"))?;
    (day.tokens.end < page.len()).then_some(day.tokens.end)
}

/// The token after `words`, which must stand from `from` on.
pub(super) fn further(page: &Page, from: usize, words: &[String]) -> Option<usize> {
    let end = from + words.len();
    let all_there = end <= page.len() && words.iter().zip(from..).all(|(word, t)| page.word(t).to_lowercase() == *word);
    all_there.then_some(end)
}

/// Whether the verb is a passive ("was accused", "a man accused of theft").
pub(super) fn is_passive(page: &Page, verb: usize) -> bool {
    let bare_participle = page.token(verb).tag == "VBN" && page.dep(verb) == Dep::Acl && page.child(verb, Dep::Aux).is_none();
    if bare_participle {
        return lost_subject(page, verb).is_none();
    }
    page.children(verb).any(|c| matches!(page.dep(c), Dep::Auxpass | Dep::Nsubjpass | Dep::Csubjpass))
}

/// "that said, …", "let us say": words of saying that say nothing.
fn in_set_phrase(page: &Page, speech: &Speech, verb: usize) -> bool {
    let stands = |words: &Vec<String>| {
        (0..words.len()).any(|i| {
            let start = verb.checked_sub(i);
            start.is_some_and(|s| further(page, s, words).is_some())
        })
    };
    speech.set_phrases.iter().any(stands)
}

/// "…, the council's lawyer maintains.": a plural noun to the model, with its subject before it.
fn is_mistagged(page: &Page, token: usize) -> bool {
    page.token(token).tag == "NNS" && lost_subject(page, token).is_some()
}

/// "…, the two ministers announced after a meeting.": who speaks in a tag that the model takes for an apposition with a participle.
pub(super) fn lost_subject(page: &Page, verb: usize) -> Option<usize> {
    let participle = page.token(verb).tag == "VBN" && page.dep(verb) == Dep::Acl && page.child(verb, Dep::Agent).is_none();
    if let Some(subject) = verbless(page, verb).filter(|_| participle) {
        return Some(subject);
    }
    // "…, the council's lawyer maintains.": a plural noun to the model.
    let plural = page.token(verb).tag == "NNS" && page.dep(verb) != Dep::Nsubj;
    let noun = match verb.checked_sub(1)? {
        n if participle && page.head(verb) == Some(n) && page.dep(n) == Dep::Appos => n,
        n if plural && page.head(n) == Some(verb) && page.dep(n) == Dep::Compound => n,
        _ => return None,
    };
    let sentence = page.analysis.sentences.get(page.sentence_of(verb))?;
    let start = if plural { page.subtree(verb).start } else { page.subtree(noun).start };
    let comma = start.checked_sub(1).filter(|&t| page.word(t) == "," && t > sentence.start)?;
    let closes = page.subtree(verb).end + 1 >= sentence.end && page.child(verb, Dep::Dobj).is_none();
    let told = (sentence.start..comma).any(|t| matches!(page.token(t).tag, "VBD" | "VBZ" | "VBP" | "MD"));
    (closes && told).then_some(noun)
}

/// "Ada Lind, a Whig, and Oto Kamm, a Tory, announced that …": the model gives the sentence no verb and its first name as the root.
fn verbless(page: &Page, verb: usize) -> Option<usize> {
    let sentence = page.analysis.sentences.get(page.sentence_of(verb))?;
    let root = sentence.clone().find(|&t| page.head(t).is_none())?;
    let named = root < verb && matches!(page.token(root).pos, Pos::Propn | Pos::Noun);
    let clause = page.children_as(verb, Dep::Ccomp).any(|c| c > verb && page.child(c, Dep::Nsubj).is_some());
    (named && clause).then_some(root)
}

/// Verb form that carries a tense of its own.
pub(super) fn is_finite(page: &Page, verb: usize) -> bool {
    matches!(page.token(verb).tag, "VBD" | "VBZ" | "VBP" | "MD")
        || is_mistagged(page, verb)
        || lost_subject(page, verb).is_some()
        || page
            .children(verb)
            .any(|c| matches!(page.dep(c), Dep::Aux | Dep::Auxpass) && matches!(page.token(c).tag, "VBD" | "VBZ" | "VBP" | "MD"))
}
