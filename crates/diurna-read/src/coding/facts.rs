//! Standing facts: holdings, movements, ties and agreements, from rules of their own, from events that give them, and from nouns
//! that name an agreement. In: desk, matches, drafts. Out: records, each told once.

use super::roles::Roles;
use super::{Desk, Draft, Match, details};
use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_model::mention::{Party, Place, one_line};
use diurna_model::reading::{Agreement, Doubt, Event, Evidence, Holding, Movement, Status, Tie};
use diurna_model::{Reading, Span};
use diurna_pack::rules::Rule;

pub(crate) fn holding_of(desk: &Desk, rule: &Rule, found: &Match, roles: &Roles, status: Status) -> Option<Holding> {
    is_told(status).then(|| Holding {
        place: roles.place.clone(),
        holder: roles.actors.first().cloned(),
        lost_by: roles.recipients.first().cloned(),
        since: details::time(desk, found),
        by: details::by(desk, found.span(desk.page)),
        evidence: desk.evidence(rule, found),
        doubts: Vec::new(),
    })
}

pub(crate) fn movement_of(desk: &Desk, rule: &Rule, found: &Match, roles: &Roles, status: Status) -> Option<Movement> {
    let who = roles.recipients.first().or(roles.actors.first())?.clone();
    let count = roles.recipient_heads.first().and_then(|&h| details::count(desk, "moved", h));
    Some(Movement {
        who,
        count,
        from: roles.from.clone(),
        to: roles.to.clone(),
        since: details::time(desk, found),
        status,
        by: details::by(desk, found.span(desk.page)),
        evidence: desk.evidence(rule, found),
        doubts: Vec::new(),
    })
}

pub(crate) fn agreement_of(desk: &Desk, rule: &Rule, found: &Match, roles: &Roles) -> Option<Agreement> {
    let parties = roles.actors.iter().chain(&roles.recipients).cloned().collect();
    Some(Agreement {
        what: what(desk.page, found.at),
        kind: rule.kind.clone(),
        parties,
        status: rule.status.clone().unwrap_or_else(|| "agreed".to_owned()),
        place: roles.place.clone(),
        by: details::by(desk, found.span(desk.page)),
        evidence: desk.evidence(rule, found),
        doubts: Vec::new(),
    })
}

/// The records that an event gives besides itself, by its type and its rule.
pub(crate) fn given_by(desk: &Desk, draft: &Draft, reading: &mut Reading) {
    let event = &draft.event;
    let rule = &desk.pack.rules.list[draft.rule];
    let of_type = desk.pack.ontology.get(&event.kind).map(|k| k.gives.clone()).unwrap_or_default();
    for gift in of_type.iter().chain(&rule.also) {
        match gift.split_once(':') {
            Some(("tie", kind)) if event.status != Status::Negated => reading.ties.extend(ties(kind, draft)),
            None if gift == "holding" && is_taking(event) => reading.holdings.push(Holding {
                place: event.place.clone(),
                holder: event.actors.first().cloned(),
                lost_by: event.recipients.first().cloned(),
                since: event.time.clone(),
                by: event.by.clone(),
                evidence: event.evidence.clone(),
                doubts: Vec::new(),
            }),
            None if gift == "movement" && event.status != Status::Negated => reading.movements.extend(movement(desk, draft)),
            _ => {}
        }
    }
}

/// Whom an act on a place is done to, where the report says who holds it: "the group has held Orun for a year … the army retook Orun",
/// "… besieged Orun".
pub(crate) fn done_to_holders(desk: &Desk, drafts: &mut [Draft], reading: &Reading) {
    let text = &desk.page.report.text;
    let name = |p: &Place| one_line(p.named.unwrap_or(p.here).of(text)).to_lowercase();
    for event in drafts.iter_mut().map(|d| &mut d.event) {
        let on_holder = desk.pack.ontology.get(&event.kind).is_some_and(|k| k.on_holder);
        let struck = match event.recipients.as_slice() {
            [] => event.place.as_ref().map(name),
            [only] => Some(only.name_in(text).to_lowercase()),
            _ => None,
        };
        let Some(struck) = struck.filter(|_| on_holder && !event.actors.is_empty()) else { continue };
        let held = reading.holdings.iter().filter(|h| h.evidence.sentence <= event.evidence.sentence);
        let mut known =
            held.filter_map(|h| Some((h.place.as_ref()?, h.holder.as_ref()?))).filter(|(p, _)| is_in(&name(p), &struck));
        let Some((place, holder)) = known.rfind(|(_, h)| !event.actors.iter().any(|a| desk.same(a, h))) else { continue };
        if let (None, Some(ground)) = (&event.place, event.recipients.first()) {
            event.place = Some(Place { here: ground.here, ..place.clone() });
        }
        event.recipients = vec![holder.clone()];
    }
}

/// Whether a place is the ground that was struck, or a part of its description ("six farms and rebel-held land").
fn is_in(place: &str, struck: &str) -> bool {
    let is_edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    struck
        .match_indices(place)
        .any(|(at, _)| is_edge(struck[..at].chars().next_back()) && is_edge(struck[at + place.len()..].chars().next()))
}

/// A place changed hands, and somebody's are named.
fn is_taking(event: &Event) -> bool {
    event.status == Status::Occurred && event.place.is_some() && !(event.actors.is_empty() && event.recipients.is_empty())
}

fn ties<'d>(kind: &'d str, draft: &'d Draft) -> impl Iterator<Item = Tie> + 'd {
    let event = &draft.event;
    event.actors.iter().flat_map(move |from| {
        event.recipients.iter().map(move |to| Tie {
            from: from.clone(),
            to: to.clone(),
            kind: kind.to_owned(),
            since: event.time.clone(),
            by: event.by.clone(),
            evidence: event.evidence.clone(),
            doubts: Vec::new(),
        })
    })
}

fn movement(desk: &Desk, draft: &Draft) -> Option<Movement> {
    let event = &draft.event;
    let text = &desk.page.report.text;
    let mut who = event.recipients.first()?.clone();
    if let Some(last) = event.recipients.last().filter(|l| l.here.begin > who.here.begin && l.here.end - who.here.begin < 120) {
        // "militants and civilians": one movement of both.
        if who.name_in(text) == one_line(who.here.of(text)) {
            who.here = who.here.cover(last.here);
        }
    }
    Some(Movement {
        who,
        count: event.counts.first().cloned(),
        from: draft.from.clone(),
        to: draft.to.clone(),
        since: event.time.clone(),
        status: event.status,
        by: event.by.clone(),
        evidence: event.evidence.clone(),
        doubts: Vec::new(),
    })
}

/// Agreements that the text names ("a nationwide ceasefire"), with the word that says how far they have come.
pub(crate) fn agreements_in(desk: &Desk, reading: &mut Reading) {
    let page = desk.page;
    for at in 0..page.len() {
        if !matches!(page.token(at).pos, Pos::Noun | Pos::Propn) {
            continue;
        }
        let Some(kind) = kind(desk, at) else { continue };
        if matches!(page.dep(at), Dep::Compound | Dep::Nmod) || is_about_another(desk, at) {
            continue;
        }
        let Some(status) = status(desk, at) else { continue };
        let span = page.token(at).span;
        reading.agreements.push(Agreement {
            what: what(page, at),
            kind,
            parties: parties_of(desk, at),
            status,
            place: None,
            by: details::by(desk, span),
            evidence: Evidence { span, sentence: page.sentence_of(at), rule: "agreement.noun".to_owned() },
            doubts: Vec::new(),
        });
    }
}

/// What kind of agreement the noun names; in "ceasefire deal" the first word says it.
fn kind(desk: &Desk, noun: usize) -> Option<String> {
    let page = desk.page;
    let of = |t: usize| desk.pack.agreements.nouns.get(&page.lemma(t).to_lowercase());
    let own = of(noun)?;
    Some(page.children_as(noun, Dep::Compound).find_map(of).unwrap_or(own).clone())
}

/// "a deal on a truce" is that ceasefire.
fn is_about_another(desk: &Desk, noun: usize) -> bool {
    let page = desk.page;
    let objects = page.children_as(noun, Dep::Prep).flat_map(|p| page.children_as(p, Dep::Pobj));
    objects.into_iter().any(|o| kind(desk, o).is_some())
}

/// The nearest word above or on the noun that says how far the agreement has come.
fn status(desk: &Desk, noun: usize) -> Option<String> {
    const NEAR: usize = 5;
    let page = desk.page;
    let words = &desk.pack.agreements.status;
    let own = page.children(noun).find_map(|c| words.get(page.lemma(c)));
    let above = page.ancestors(noun).take(NEAR).find_map(|a| words.get(page.lemma(a)));
    // "close to signing a deal": nearness stands higher than the verb that is near.
    let near = page.ancestors(noun).take(NEAR).filter_map(|a| words.get(page.lemma(a))).find(|s| s.as_str() == "near");
    near.or(own).or(above).cloned()
}

fn parties_of(desk: &Desk, noun: usize) -> Vec<Party> {
    let heads = desk.pack.agreements.parties.iter().flat_map(|s| desk.clauses.fillers(noun, &[], s));
    let mut out: Vec<Party> = Vec::new();
    for head in heads.filter(|&h| desk.mentions.is(desk.page, h, crate::mentions::Kind::Party)) {
        for party in desk.mentions.parties(desk.page, head) {
            if !out.iter().any(|p| p.here == party.here && p.naming == party.naming) {
                out.push(party);
            }
        }
    }
    out
}

/// The noun's phrase with what follows it directly, without articles and relative clauses.
fn what(page: &Page, noun: usize) -> Span {
    let keep = |c: &usize| matches!(page.dep(*c), Dep::Prep | Dep::Appos | Dep::Pobj);
    let end = page.children(noun).filter(|&c| c > noun).take_while(keep).map(|c| page.subtree(c).end).last().unwrap_or(noun + 1);
    let modifiers =
        page.children(noun).filter(|&c| c < noun && matches!(page.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Nummod));
    let start = modifiers.map(|c| page.subtree(c).start).min().unwrap_or(noun);
    page.span(start..end.max(noun + 1))
}

fn is_told(status: Status) -> bool {
    matches!(status, Status::Occurred | Status::Ongoing)
}

/// A record that says the same as an earlier one goes; what stays gets its doubts.
pub(crate) fn told_once(page: &Page, reading: &mut Reading) {
    let text = page.report.text.as_str();
    let party = |p: &Option<Party>| p.as_ref().map(|p| p.name_in(text).to_lowercase());
    let place = |p: &Option<Place>| p.as_ref().map(|p| one_line(p.named.unwrap_or(p.here).of(text)).to_lowercase());
    keep_first(&mut reading.holdings, |h| (place(&h.place), party(&h.holder)));
    keep_first(&mut reading.ties, |t| (t.from.name_in(text).to_lowercase(), t.to.name_in(text).to_lowercase(), t.kind.clone()));
    keep_first(&mut reading.movements, |m| {
        (m.who.name_in(text).to_lowercase(), place(&m.from), m.count.as_ref().and_then(|c| c.n))
    });
    keep_first(&mut reading.agreements, |a| (a.kind.clone(), a.status.clone()));
    for holding in &mut reading.holdings {
        if holding.holder.is_none() {
            holding.doubts.push(Doubt { field: "holder", reason: "no-holder" });
        }
        if holding.since.is_none() {
            holding.doubts.push(Doubt { field: "since", reason: "no-time" });
        }
    }
    for movement in reading.movements.iter_mut().filter(|m| m.from.is_none() && m.to.is_none()) {
        movement.doubts.push(Doubt { field: "from", reason: "no-place" });
    }
    for agreement in reading.agreements.iter_mut().filter(|a| a.parties.is_empty()) {
        agreement.doubts.push(Doubt { field: "parties", reason: "no-parties" });
    }
}

fn keep_first<T, K: Ord>(list: &mut Vec<T>, key: impl Fn(&T) -> K) {
    let mut seen = std::collections::BTreeSet::new();
    list.retain(|item| seen.insert(key(item)));
}
