//! Who speaks at a cue. In: page, mentions, the cue's verb. Out: the token that heads the speaker, or its [`Party`] with a doubt.
//! Where the parse has lost a subject it is found by position.

use super::cues::{Cue, is_passive};
use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_model::mention::{Naming, Party};
use diurna_model::reading::Doubt;
use diurna_pack::speech::{Speech, Takes};
use std::ops::Range;

/// The token that heads the speaker of `verb`, by the tree.
pub(super) fn by_tree(page: &Page, verb: usize) -> Option<usize> {
    if let Some(lost) = super::cues::lost_subject(page, verb).or_else(|| behind(page, verb)) {
        return Some(lost);
    }
    let mut at = verb;
    for _ in 0..6 {
        if is_passive(page, at) && at == verb {
            return agent(page, at);
        }
        let subject = if is_passive(page, at) { Dep::Nsubjpass } else { Dep::Nsubj };
        if let Some(subject) = page.child(at, subject) {
            return Some(antecedent(page, at, subject));
        }
        let head = page.head(at)?;
        match page.dep(at) {
            Dep::Acl if is_nominal(page, head) => return Some(head),
            Dep::Relcl if is_nominal(page, head) => return Some(head),
            // "cited the mayor as warning": the object is who speaks.
            Dep::Pcomp => {
                let over = page.head(head)?;
                if let Some(object) = page.child(over, Dep::Dobj) {
                    return Some(object);
                }
                if is_nominal(page, over) {
                    return owner(page, over).or_else(|| page.head(over).and_then(|v| page.child(v, Dep::Nsubj)));
                }
                at = over;
            }
            Dep::Advcl | Dep::Conj | Dep::Xcomp | Dep::Acomp | Dep::Dep | Dep::Ccomp | Dep::Prep => at = head,
            _ => return None,
        }
    }
    None
}

/// "…, reports the Courier.": an object to the parser, and who says what stands before the comma.
fn behind(page: &Page, verb: usize) -> Option<usize> {
    let object = page.child(verb, Dep::Dobj).filter(|&o| page.subtree(o).start == verb + 1)?;
    let set_off = verb.checked_sub(1).is_some_and(|t| page.word(t) == ",");
    let sentence = page.analysis.sentences.get(page.sentence_of(verb))?;
    let end = page.subtree(object).end;
    let closes = end >= sentence.end || (end + 1 >= sentence.end && page.token(end).pos == Pos::Punct);
    let alone = page.child(verb, Dep::Nsubj).is_none() && matches!(page.dep(verb), Dep::Root | Dep::Ccomp | Dep::Parataxis);
    (set_off && closes && alone && matches!(page.token(verb).tag, "VBZ" | "VBD" | "VBP")).then_some(object)
}

/// "Superintendent of Police (SP) Oto Lind said": whose name stands behind a title in brackets, right before the cue.
pub(super) fn named_last(page: &Page, head: usize, verb: usize) -> usize {
    let name = (head + 1..verb).rev().take_while(|&t| page.token(t).pos == Pos::Propn).last();
    let bracket = name.filter(|&n| page.subtree(head).contains(&n) && page.word(n - 1) == ")");
    if bracket.is_some() { verb - 1 } else { head }
}

/// "statistics from the Harbour Institute", "a poll by the Courier": whose text it is.
pub(super) fn issuer(page: &Page, mentions: &Mentions, speech: &Speech, head: usize) -> Option<usize> {
    let text = speech.is_text(page.lemma(head));
    let from =
        page.children_as(head, Dep::Prep).find(|&p| p > head && text && speech.issued.contains(&page.word(p).to_lowercase()))?;
    page.child(from, Dep::Pobj).filter(|&o| mentions.is(page, o, Kind::Organisation))
}

fn agent(page: &Page, verb: usize) -> Option<usize> {
    page.child(verb, Dep::Agent).and_then(|by| page.child(by, Dep::Pobj))
}

/// Whoever owns or makes a noun: "his claim", "the claim of the army", "the claim by the army".
pub(super) fn owner(page: &Page, noun: usize) -> Option<usize> {
    page.child(noun, Dep::Poss).or_else(|| page.children_as(noun, Dep::Prep).find_map(|p| page.child(p, Dep::Pobj)))
}

/// "who", "which", "that" as a subject stand for the noun their clause hangs on.
fn antecedent(page: &Page, verb: usize, subject: usize) -> usize {
    let relative = matches!(page.token(subject).tag, "WP" | "WDT") && page.dep(verb) == Dep::Relcl;
    match page.head(verb) {
        Some(head) if relative => head,
        _ => subject,
    }
}

/// The "who" that speaks at a relative clause's verb, or at one coordinated with it.
pub(super) fn relative(page: &Page, verb: usize) -> Option<usize> {
    let first = if page.dep(verb) == Dep::Conj { page.head(verb)? } else { verb };
    let subject = page.child(verb, Dep::Nsubj).or_else(|| page.child(first, Dep::Nsubj))?;
    (page.dep(first) == Dep::Relcl && matches!(page.token(subject).tag, "WP" | "WDT")).then_some(subject)
}

fn is_nominal(page: &Page, token: usize) -> bool {
    page.word(token).contains(char::is_alphanumeric) && matches!(page.token(token).pos, Pos::Noun | Pos::Propn | Pos::Pron)
}

/// The subject by position: what stands right behind the verb in a tag ("…," said the mayor), else the nearest noun phrase to its
/// left within `within` and outside `barred`, descriptions between commas skipped.
pub(super) fn by_position(
    page: &Page,
    verb: usize,
    within: Range<usize>,
    barred: impl Fn(usize) -> bool,
    inverted: bool,
) -> Option<usize> {
    if inverted {
        let right =
            (verb + 1..within.end).take_while(|&t| page.token(t).pos != Pos::Punct && !super::content::is_time(page, t)).take(12);
        if let Some(head) = phrase_end(page, right.collect()) {
            return Some(head);
        }
    }
    let mut at = verb;
    let mut commas = 0;
    let mut last = None;
    while at > within.start {
        at -= 1;
        if barred(at) {
            break;
        }
        if page.word(at) == "," {
            commas += 1;
            if commas > 2 {
                break;
            }
        } else if is_nominal(page, at)
            && !super::content::is_time(page, at)
            && !matches!(page.dep(at), Dep::Pobj | Dep::Compound | Dep::Poss | Dep::Npadvmod)
        {
            // Right before the verb, or right before a description that commas set off.
            let starts_aside = commas == 2 && page.word(at + 1) == ",";
            if commas == 0 || starts_aside {
                return Some(at);
            }
            last = last.or(Some(at));
        } else if page.token(at).pos == Pos::Verb && commas == 0 {
            return None;
        }
    }
    last
}

/// "As the road was cut, said the mayor, …": the name right behind a cue, between commas.
pub(super) fn set_off(page: &Page, cue: &Cue) -> Option<Range<usize>> {
    let comma = cue.tokens.start.checked_sub(1).is_some_and(|t| page.word(t) == ",");
    let end = (cue.tokens.end..page.len()).take(12).find(|&t| page.token(t).pos == Pos::Punct);
    let name = cue.tokens.end..end.unwrap_or(cue.tokens.end);
    let whole = phrase_end(page, name.clone().collect()).is_some_and(|t| t + 1 == name.end);
    (comma && whole && cue.takes(Takes::Loose)).then_some(name)
}

/// The head of the noun phrase that `tokens` begin with.
fn phrase_end(page: &Page, tokens: Vec<usize>) -> Option<usize> {
    let first = *tokens.first()?;
    let starts = is_nominal(page, first) || matches!(page.token(first).pos, Pos::Det | Pos::Adj | Pos::Num);
    if !starts {
        return None;
    }
    let phrase = tokens
        .iter()
        .copied()
        .take_while(|&t| !matches!(page.token(t).tag, "WP" | "WDT" | "WP$"))
        .take_while(|&t| is_nominal(page, t) || matches!(page.token(t).pos, Pos::Det | Pos::Adj | Pos::Num | Pos::Part));
    phrase.filter(|&t| is_nominal(page, t)).last()
}

/// The party at `head`; words nobody can follow are given as they stand, with a doubt.
pub(super) fn party(page: &Page, mentions: &Mentions, head: Option<usize>, doubts: &mut Vec<Doubt>) -> Option<Party> {
    let Some(head) = head else {
        doubts.push(Doubt { field: "speaker", reason: "no-speaker" });
        return None;
    };
    if let Some(party) = mentions.party(page, head) {
        return Some(party);
    }
    if page.token(head).pos == Pos::Pron {
        doubts.push(Doubt { field: "speaker", reason: "pronoun-not-followed" });
    }
    Some(Party { here: mentions.phrase(page, head), naming: Naming::Here, actor: None })
}

/// The speaker's words in full, as the text brings it in: "Oto Lind, the mayor of Port Alma, who …". Stops at cue, content and quote marks.
pub(super) fn described(page: &Page, head: usize, cue: Span, content: Span) -> Span {
    let sentence = page.analysis.sentences[page.sentence_of(head)].clone();
    let bars = |t: &usize| {
        let span = page.token(*t).span;
        span.overlaps(cue)
            || (content.contains(span) && !content.contains(cue))
            || page.word(*t).starts_with(['“', '”', '"', '«', '»', '\n'])
    };
    let near = sentence.start.max(head.saturating_sub(LONGEST))..sentence.end.min(head + LONGEST);
    let subtree = page.subtree(head);
    let start = (near.start.max(subtree.start)..head).rev().take_while(|t| !bars(t)).last().unwrap_or(head);
    let free = (head + 1..near.end).take_while(|t| !bars(t)).last().unwrap_or(head) + 1;
    let own = free.min(subtree.end.max(head + 1));
    let own = (head + 1..own).find(|&t| meanwhile(page, head, t)).unwrap_or(own);
    page.span(super::content::trim(page, start..apposed(page, head, own, free).unwrap_or(own)))
}

/// "Lind, reached by telephone, said": what somebody named does meanwhile is no description; a paper "signed by …" is described.
fn meanwhile(page: &Page, head: usize, token: usize) -> bool {
    let aside = page.dep(token) == Dep::Acl && page.head(token) == Some(head) && page.word(page.subtree(token).start - 1) == ",";
    aside && (page.token(token).tag == "VBG" || (page.token(token).tag == "VBN" && page.token(head).pos == Pos::Propn))
}

/// Where a description ends that the tree hangs elsewhere: ", an economist at the port", up to `free`, without a verb of its own.
pub(super) fn apposed(page: &Page, head: usize, from: usize, free: usize) -> Option<usize> {
    let opens = from + 1 < free && matches!(page.word(from), "," | "--" | "—" | "–" | "(");
    let nominal = opens && matches!(page.token(from + 1).pos, Pos::Det | Pos::Noun | Pos::Propn | Pos::Adj | Pos::Num);
    let text = opens && page.token(from + 1).tag == "VBN" && page.token(head).pos == Pos::Noun;
    let acts = |t: usize| super::cues::is_finite(page, t) && !super::content::is_relative(page, t);
    ((nominal || text) && !(from..free).any(acts)).then_some(free)
}

/// No description of a speaker has more words than this on either side.
const LONGEST: usize = 40;
