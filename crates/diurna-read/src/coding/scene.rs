//! The scene that a sentence sets for the next. In: desk, the report's events in text order. Out: a deed told without a day or a place of
//! its own has those of the deed before it, if the same parties are at it; not where its sentence names another.

use super::{Desk, Draft};
use crate::clauses::Standing;
use crate::mentions::Kind;
use diurna_lang::Dep;
use diurna_model::mention::Party;
use diurna_model::reading::Status;

/// How many sentences a scene lasts without being named again.
const LASTS: usize = 1;

pub(crate) fn carry(desk: &Desk, drafts: &mut [Draft]) {
    for later in 1..drafts.len() {
        if !is_deed(desk, &drafts[later]) || !goes_on(desk, &drafts[later]) {
            continue;
        }
        let (before, from) = drafts.split_at_mut(later);
        let Some(later) = from.first_mut() else { continue };
        let mut scenes = before.iter().rev().filter(|first| is_scene(desk, first, later));
        let Some(scene) = scenes.next() else { continue };
        if later.event.time.is_none() && !names_a_day(desk, later) {
            later.event.time = scene.event.time.clone().filter(|t| t.value.is_some());
        }
        if later.event.place.is_none() && !names_a_place(desk, later) {
            later.event.place = scene.event.place.clone();
        }
    }
}

fn is_deed(desk: &Desk, draft: &Draft) -> bool {
    let kind = desk.pack.ontology.get(&draft.event.kind);
    draft.event.status == Status::Occurred && kind.is_some_and(|k| k.quad == MATERIAL && !k.spoken)
}

const MATERIAL: &str = "material conflict";

/// "The same patrol then struck": a deed told in the past for its own sake.
fn goes_on(desk: &Desk, draft: &Draft) -> bool {
    let past = |t: usize| desk.page.token(t).tag == "VBD";
    let told = desk.clauses.standing(draft.at) == Standing::Told && !desk.clauses.is_perfect(draft.at);
    told && desk.clauses.is_verb(draft.at) && (past(draft.at) || desk.page.children_as(draft.at, Dep::Auxpass).any(past))
}

fn is_scene(desk: &Desk, first: &Draft, later: &Draft) -> bool {
    let apart = later.event.evidence.sentence.saturating_sub(first.event.evidence.sentence);
    let all = |d: &Draft| d.event.actors.iter().chain(&d.event.recipients).cloned().collect::<Vec<Party>>();
    let (a, b) = (all(first), all(later));
    let shared = a.iter().any(|x| b.iter().any(|y| desk.same(x, y)));
    // "The coalition flew 14 strikes yesterday. Three strikes hit a bunker": of the same kind, by whoever it was.
    let by_nobody = || first.event.kind == later.event.kind && later.event.actors.is_empty();
    apart <= LASTS && is_deed(desk, first) && (shared || by_nobody())
}

fn names_a_day(desk: &Desk, draft: &Draft) -> bool {
    let page = desk.page;
    let sentence = page.analysis.sentences.get(draft.event.evidence.sentence).cloned().unwrap_or_default();
    let bounds = page.span(sentence);
    desk.times.iter().any(|t| bounds.contains(t.span) && matches!(t.kind.as_str(), "DATE" | "TIME"))
}

fn names_a_place(desk: &Desk, draft: &Draft) -> bool {
    let page = desk.page;
    let sentence = page.analysis.sentences.get(draft.event.evidence.sentence).cloned().unwrap_or_default();
    sentence.into_iter().any(|t| desk.mentions.is(page, t, Kind::Place) && !desk.mentions.is(page, t, Kind::Country))
}
