//! Acts told ahead. In: desk, drafts. Out: drafts where a promise, threat or refusal in the actor's own mouth is coded as such
//! ("we will send grain" is AGREE, "will not sign" is REJECT), and where an act below such an event is part of it ("refused to
//! open the road to the convoy"). What becomes what stands in the ontology.

use super::{Desk, Draft, details};
use diurna_lang::Dep;
use diurna_model::mention::{Actor, Party, Place, Time};
use diurna_model::reading::Status;
use diurna_pack::ontology::Turn;

pub(crate) fn in_own_mouth(desk: &Desk, mut drafts: Vec<Draft>) -> Vec<Draft> {
    told_by_nouns(desk, &mut drafts);
    let turned = |mut draft: Draft| {
        if let Some(turn) = turn(desk, &draft).cloned() {
            let kind = desk.pack.ontology.get(&turn.kind);
            draft.event.quad = kind.map(|k| k.quad.clone());
            draft.event.kind = turn.kind;
            draft.event.cameo = Some(turn.cameo);
            draft.event.mode = None;
            draft.event.status = Status::Occurred;
            draft.event.time = details::time_of_saying(desk, draft.at);
        }
        draft
    };
    drafts.into_iter().map(turned).collect()
}

/// "will extend two million in [loans] to Chad, the ministry said": the noun tells to whom the promised act goes, and is part of it.
fn told_by_nouns(desk: &Desk, drafts: &mut Vec<Draft>) {
    let is_below = |noun: &Draft, verb: &Draft| {
        noun.event.kind == verb.event.kind
            && !desk.clauses.is_verb(noun.at)
            && desk.clauses.is_verb(verb.at)
            && desk.page.subtree(verb.at).contains(&noun.at)
    };
    let host = |noun: &Draft, all: &[Draft]| all.iter().position(|verb| is_below(noun, verb) && turn(desk, verb).is_some());
    let hosts: Vec<Option<usize>> = drafts.iter().map(|noun| host(noun, drafts)).collect();
    for (i, host) in hosts.iter().enumerate() {
        if let Some(h) = host.filter(|&h| drafts[h].event.recipients.is_empty()) {
            drafts[h].event.recipients = drafts[i].event.recipients.clone();
        }
    }
    let mut hosted = hosts.into_iter();
    drafts.retain(|_| hosted.next().flatten().is_none());
}

fn turn<'d>(desk: &'d Desk, draft: &Draft) -> Option<&'d Turn> {
    let kind = desk.pack.ontology.get(&draft.event.kind)?;
    let turn = match draft.event.status {
        Status::Planned | Status::Possible => kind.promised.as_ref()?,
        Status::Negated => kind.refused.as_ref()?,
        _ => return None,
    };
    (is_willed(desk, draft, turn.conditional) && own_words(desk, draft)).then_some(turn)
}

/// Whether the verb group puts it as somebody's will, not as a condition.
fn is_willed(desk: &Desk, draft: &Draft, even_if: bool) -> bool {
    let page = desk.page;
    let verbs = &desk.pack.verbs;
    let Some(verb) = desk.clauses.group_of(draft.at) else { return false };
    let modals = page.children_as(verb, Dep::Aux).map(|c| page.word(c).to_lowercase());
    let negated = draft.event.status == Status::Negated;
    let willed = |m: &String| verbs.volition.contains(m) || (negated && verbs.refusal.contains(m));
    let conditional = page
        .children_as(verb, Dep::Advcl)
        .any(|c| page.children_as(c, Dep::Mark).any(|m| verbs.conditions.contains(&page.word(m).to_lowercase())));
    // "said it intends to cooperate"
    let intended = page.head(verb).filter(|_| page.dep(verb) == Dep::Xcomp && !negated);
    let intended = intended.is_some_and(|above| verbs.intentions.contains(page.lemma(above)));
    (even_if || !conditional) && (intended || modals.into_iter().any(|m| willed(&m)))
}

/// Whether whoever says it is the actor, or both act for one state.
fn own_words(desk: &Desk, draft: &Draft) -> bool {
    let said = details::by(desk, draft.event.evidence.span);
    let speaks_for =
        |a: &Party, speaker: &Party| desk.same(a, speaker) || is_one_state(desk, a, speaker) || is_own(desk, a, speaker);
    said.first().is_some_and(|speaker| draft.event.actors.iter().any(|a| speaks_for(a, speaker)))
}

/// "the alliance would …, its chief said": whose the speaker is.
fn is_own(desk: &Desk, a: &Party, speaker: &Party) -> bool {
    let page = desk.page;
    let owners = page.tokens_in(speaker.here).filter(|&t| page.dep(t) == Dep::Poss);
    let owners = owners.chain(desk.mentions.represented(page, speaker.here));
    owners.filter_map(|t| desk.mentions.party(page, t)).any(|owner| desk.same(a, &owner))
}

/// A state, or its government, and whoever acts for it.
fn is_one_state(desk: &Desk, a: &Party, b: &Party) -> bool {
    let of = |p: &Party, sectors: &std::collections::BTreeSet<String>| {
        let Actor { country, sector, .. } = p.actor.clone()?;
        sector.is_none_or(|s| sectors.contains(&s)).then_some(country).flatten()
    };
    let ontology = &desk.pack.ontology;
    let state = of(a, &ontology.state_itself);
    state.is_some() && state == of(b, &ontology.state_sectors)
}

/// "condemned the attack on the convoy", "called for the release of the men": who suffers the deed is not who is spoken to or
/// of; that is its doer, where the words name one.
pub(crate) fn of_deeds(desk: &Desk, mut drafts: Vec<Draft>, wished: &[Draft]) -> Vec<Draft> {
    let page = desk.page;
    let rules = &desk.pack.rules.list;
    let takes_deeds = |d: &Draft| desk.pack.frames.list[rules[d.rule].frame].of_deeds;
    for i in 0..drafts.len() {
        let said = &drafts[i];
        if !takes_deeds(said) {
            continue;
        }
        let deed = drafts.iter().chain(wished).find(|d| is_deed_of(desk, d, said));
        if let Some(doers) = deed.map(|d| d.event.actors.clone()) {
            let text = &page.report.text;
            let own: Vec<String> = drafts[i].event.actors.iter().map(|a| a.name_in(text)).collect();
            drafts[i].event.recipients = doers.into_iter().filter(|d| !own.contains(&d.name_in(text))).collect();
        }
    }
    drafts
}

/// Whether `deed` is what is judged or asked for: its sufferers were taken for those spoken to, or nobody was and it is the object.
fn is_deed_of(desk: &Desk, deed: &Draft, said: &Draft) -> bool {
    let page = desk.page;
    // "insisted on its demand": the same act by its noun is no deed asked for.
    let same_act =
        deed.event.kind == said.event.kind && said.event.actors.iter().any(|a| deed.event.actors.iter().any(|d| desk.same(a, d)));
    if same_act || deed.at == said.at || desk.clauses.is_verb(deed.at) || !page.subtree(said.at).contains(&deed.at) {
        return false;
    }
    // "welcomed the liberation of Homs by the army": the town is only where it was.
    let is_place = |r: &Party| deed.event.place.as_ref().is_some_and(|p| p.here.contains(r.here) || r.here.contains(p.here));
    let is_party = |r: &Party| deed.event.recipients.iter().chain(&deed.event.actors).any(|x| x.here == r.here);
    let suffers = |r: &Party| is_party(r) || is_place(r);
    if said.event.recipients.is_empty() {
        let above = page.head(deed.at);
        let is_object = above == Some(said.at) && page.dep(deed.at) == Dep::Dobj;
        return is_object || (page.dep(deed.at) == Dep::Pobj && above.is_some_and(|p| said.words.contains(&p)));
    }
    said.event.recipients.iter().all(suffers)
}

/// "rejected the [call] by the bishop": what is answered is the answer's object.
fn is_answered(desk: &Desk, below: &Draft, over: &Draft) -> bool {
    let answers = desk.pack.ontology.get(&over.event.kind).is_some_and(|k| k.answers.contains(&below.event.kind));
    let page = desk.page;
    let is_object = matches!(page.dep(below.at), Dep::Dobj | Dep::Nsubjpass);
    answers && is_object && !desk.clauses.is_verb(below.at) && page.head(below.at).is_some_and(|h| over.words.contains(&h))
}

/// "threatened to attack the town": the attack is what is threatened, its parties are the threat's.
pub(crate) fn taken_over(desk: &Desk, drafts: Vec<Draft>) -> Vec<Draft> {
    let is_over = |d: &Draft| desk.pack.ontology.get(&d.event.kind).is_some_and(|k| k.of_acts);
    // "fighting to retake the town", "an offensive to seize it": ground that is only aimed at.
    let is_aim = |below: &Draft, over: &Draft| {
        let aims = desk.pack.ontology.get(&over.event.kind).is_some_and(|k| k.aims.contains(&below.event.kind));
        let told = |head: usize| over.words.contains(&head) || head == over.at || desk.clauses.light(over.at) == Some(head);
        let purpose = matches!(desk.page.dep(below.at), Dep::Acl | Dep::Advcl | Dep::Xcomp | Dep::Relcl);
        aims && purpose && desk.clauses.is_infinitive(below.at) && desk.page.head(below.at).is_some_and(told)
    };
    let is_below = |below: &Draft, over: &Draft| {
        is_aim(below, over) || is_over(over) && (desk.clauses.is_content(below.at, &over.words) || is_answered(desk, below, over))
    };
    let mut host_of: Vec<Option<usize>> = vec![None; drafts.len()];
    for (i, below) in drafts.iter().enumerate() {
        host_of[i] = drafts.iter().position(|over| over.at != below.at && is_below(below, over));
    }
    let given: Vec<(usize, Vec<Party>)> =
        host_of.iter().enumerate().filter_map(|(i, host)| host.map(|h| (h, drafts[i].event.recipients.clone()))).collect();
    let aimed: Vec<(usize, Option<Place>, Option<Time>)> = (0..drafts.len())
        .filter_map(|i| host_of[i].filter(|&h| is_aim(&drafts[i], &drafts[h])).map(|h| (h, &drafts[i].event)))
        .map(|(h, aim)| (h, aim.place.clone(), aim.time.clone()))
        .collect();
    let swallowed: Vec<(usize, usize)> =
        (0..drafts.len()).filter(|&i| host_of[i].is_some()).map(|i| (drafts[i].at, drafts[i].rule)).collect();
    let rules = &desk.pack.rules.list;
    // "agreed to give 5 million in aid": the noun tells what the verb did.
    let is_part = |d: &Draft| {
        let of = |&(at, rule): &(usize, usize)| rules[rule].kind == rules[d.rule].kind && desk.page.subtree(at).contains(&d.at);
        !desk.clauses.is_verb(d.at) && swallowed.iter().any(of)
    };
    let parts: Vec<bool> = drafts.iter().map(is_part).collect();
    let mut out = Vec::new();
    for (i, mut draft) in drafts.into_iter().enumerate() {
        if host_of[i].is_some() || parts[i] {
            continue;
        }
        for (_, recipients) in given.iter().filter(|(h, _)| *h == i) {
            if draft.event.recipients.is_empty() {
                let text = &desk.page.report.text;
                let actors: Vec<String> = draft.event.actors.iter().map(|a| a.name_in(text)).collect();
                draft.event.recipients = recipients.iter().filter(|r| !actors.contains(&r.name_in(text))).cloned().collect();
            }
        }
        for (_, place, time) in aimed.iter().filter(|(h, ..)| *h == i) {
            draft.event.place = draft.event.place.take().or_else(|| place.clone());
            draft.event.time = draft.event.time.take().or_else(|| time.clone());
        }
        out.push(draft);
    }
    out
}
