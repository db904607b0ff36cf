//! Acts told of again by their noun. In: desk, drafts in text order. Out: "the airstrikes destroyed the depot" done by whoever was said,
//! a little before, to have flown them.

use super::{Desk, Draft};
use diurna_lang::{Dep, Pos};
use diurna_model::mention::Party;

/// How many sentences back the act may have been told.
const BACK: usize = 3;

pub(crate) fn actors(desk: &Desk, drafts: &mut [Draft]) {
    for later in 0..drafts.len() {
        let Some(noun) = means(desk, &drafts[later]) else { continue };
        let told = drafts[..later].iter().rev().find(|first| is_of(desk, first, &drafts[later], noun));
        let here = desk.mentions.phrase(desk.page, noun);
        let again: Vec<Party> = told.map_or_else(Vec::new, |f| f.event.actors.iter().map(|a| a.clone().again(here)).collect());
        drafts[later].event.actors = again;
    }
}

/// "[the airstrikes] destroyed": the definite noun by which an act without a doer is told, or by which it was done.
fn means(desk: &Desk, draft: &Draft) -> Option<usize> {
    let page = desk.page;
    if !draft.event.actors.is_empty() {
        return None;
    }
    let noun = match desk.clauses.is_verb(draft.at) {
        true => desk.clauses.fillers(draft.at, &draft.words, "subject").first().copied()?,
        false => draft.at,
    };
    let definite = |d: usize| desk.pack.names.pronouns.definite.contains(&page.word(d).to_lowercase());
    let taken_up = page.children_as(noun, Dep::Det).any(definite);
    (page.token(noun).pos == Pos::Noun && taken_up && page.child(noun, Dep::Poss).is_none()).then_some(noun)
}

/// Whether a draft tells, by the same noun, the act that a later one takes up.
fn is_of(desk: &Desk, first: &Draft, later: &Draft, noun: usize) -> bool {
    let page = desk.page;
    let lemma = page.lemma(noun);
    let same =
        |t: &usize| page.token(*t).pos == Pos::Noun && (page.lemma(*t).ends_with(lemma) || lemma.ends_with(page.lemma(*t)));
    let near = later.event.evidence.sentence - first.event.evidence.sentence <= BACK;
    let known = !first.event.actors.is_empty() && first.event.kind == later.event.kind;
    known && near && std::iter::once(&first.at).chain(&first.words).any(same)
}
