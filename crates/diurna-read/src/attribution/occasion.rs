//! Where and to whom something is said: "in an interview with …", "told reporters". In: page, cue. Out: the words of it.

use super::cues::Cue;
use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::Dep;
use diurna_model::Span;
use diurna_pack::speech::{Speech, Takes};

/// The occasion at `cue`, else the one told.
pub(super) fn of(page: &Page, mentions: &Mentions, speech: &Speech, cue: &Cue) -> Option<Span> {
    let set = page.children_as(cue.verb, Dep::Prep).find(|&p| is_occasion(page, speech, p));
    let told = addressee(page, mentions, speech, cue);
    // "At a meeting with Lind, Brandt said": the tree may give the speaker to the one met.
    let last = |t: usize| page.subtree(t).end.min(if t < cue.verb { cue.tokens.start } else { usize::MAX });
    let comma = |t: usize| (t..last(t)).find(|&c| page.word(c) == "," && t < cue.verb).unwrap_or(last(t));
    match (told, set) {
        (Some(told), Some(set)) if last(told) == set => Some(page.span(page.subtree(told).start..last(set))),
        (_, Some(set)) => Some(page.span(set..comma(set))),
        (Some(told), None) => Some(page.span(page.subtree(told))),
        (None, None) => None,
    }
}

/// Whether a preposition with what hangs on it names an occasion or a medium: "at a meeting with farmers", "on state television".
pub(super) fn is_occasion(page: &Page, speech: &Speech, preposition: usize) -> bool {
    let object = page.child(preposition, Dep::Pobj);
    speech.occasion_prepositions.contains(&page.word(preposition).to_lowercase())
        && object.is_some_and(|o| speech.occasions.contains(page.lemma(o).to_lowercase().as_str()))
}

fn addressee(page: &Page, mentions: &Mentions, speech: &Speech, cue: &Cue) -> Option<usize> {
    let party = |t: &usize| mentions.is(page, *t, Kind::Party);
    let object = page
        .children(cue.verb)
        .find(|&c| c > cue.verb && matches!(page.dep(c), Dep::Dobj | Dep::Dative) && cue.takes(Takes::Told));
    object.filter(party).or_else(|| {
        let to =
            page.children_as(cue.verb, Dep::Prep).find(|&p| p > cue.verb && speech.to.contains(&page.word(p).to_lowercase()))?;
        page.child(to, Dep::Pobj).filter(party).map(|_| to)
    })
}
