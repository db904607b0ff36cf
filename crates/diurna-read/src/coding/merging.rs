//! One event once. In: drafts in text order. Out: results joined to the acts that had them, and later tellings joined to the first.

use super::{Desk, Draft, details};
use crate::mentions::Kind;
use diurna_lang::Dep;
use diurna_model::mention::Party;
use diurna_model::reading::{Event, Mention, Status};

/// "A bombing in the market killed 12": the killing is the bombing's result, its numbers and victims belong there.
pub(crate) fn join_outcomes(desk: &Desk, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    let (acts, results): (Vec<Draft>, Vec<Draft>) = drafts.into_iter().partition(|d| !desk.pack.rules.list[d.rule].outcome);
    out.extend(acts);
    for result in results {
        let host = out.iter().position(|act| takes(desk, act, &result));
        match host {
            Some(i) => {
                let is_fight = !desk.clauses.is_verb(out[i].at) && desk.clauses.is_verb(result.at);
                let is_mutual = is_mutual(desk, out[i].rule);
                suffered(desk, &mut out[i].event, &result.event, is_fight, is_mutual);
                absorb(&mut out[i].event, result.event);
            }
            None if is_accident(desk, &result) => {}
            None => out.push(result),
        }
    }
    out.sort_by_key(|d| d.at);
    out
}

/// "died in what was said to be a clash with the police": who is left standing is the doer, and the death is no mere allegation.
fn suffered(desk: &Desk, act: &mut Event, result: &Event, is_noun: bool, is_mutual: bool) {
    if !is_noun || result.recipients.is_empty() {
        return;
    }
    // "killed four guards in an attack on a depot": who died suffered it rather than the thing.
    let is_thing = |r: &Party| {
        let is = |kind| details::head_of(desk, r.here).is_some_and(|h| desk.mentions.is(desk.page, h, kind));
        !is(Kind::Party) && !is(Kind::Place)
    };
    if act.recipients.iter().all(is_thing) {
        act.recipients.clear();
    }
    if act.status == Status::Possible {
        act.status = result.status;
    }
    let against = |r: &Party| {
        let over = details::head_of(desk, r.here).and_then(|h| desk.page.head(h));
        over.is_some_and(|p| desk.pack.verbs.opponents.contains(&desk.page.word(p).to_lowercase()))
    };
    if is_mutual
        && act.actors.is_empty()
        && act.recipients.first().is_some_and(against)
        && !shares(desk, &act.recipients, &result.recipients)
    {
        act.actors = std::mem::take(&mut act.recipients);
    }
}

/// Whether the act of a rule has two sides that both do it: a clash with somebody, not a strike on him.
fn is_mutual(desk: &Desk, rule: usize) -> bool {
    let frame = &desk.pack.frames.list[desk.pack.rules.list[rule].frame];
    frame.noun.iter().any(|r| r.role == "recipient" && r.slots.iter().any(|s| s == "with"))
}

/// "Nine were killed when a bus left the road": nobody did it, and what happened is no act that any rule knows.
fn is_accident(desk: &Desk, result: &Draft) -> bool {
    let page = desk.page;
    let by_itself = |clause: usize| {
        let when = page.children(clause).any(|c| desk.pack.verbs.whens.contains(&page.word(c).to_lowercase()));
        let mut subjects = page.children(clause).filter(|&c| matches!(page.dep(c), Dep::Nsubj | Dep::Nsubjpass));
        when && subjects.any(|s| !desk.mentions.is(page, s, Kind::Party))
    };
    if !result.event.actors.is_empty() || !desk.clauses.is_verb(result.at) {
        return false;
    }
    // "One was killed and five were hurt when …": the clause hangs on either.
    let first = page.head(result.at).filter(|_| page.dep(result.at) == Dep::Conj).unwrap_or(result.at);
    let told = std::iter::once(first).chain(page.children_as(first, Dep::Conj));
    told.flat_map(|verb| page.children_as(verb, Dep::Advcl)).any(by_itself)
}

fn takes(desk: &Desk, act: &Draft, result: &Draft) -> bool {
    let page = desk.page;
    if act.event.kind != result.event.kind || act.event.evidence.sentence != result.event.evidence.sentence {
        return false;
    }
    if clash(&act.event, &result.event) {
        return false;
    }
    // "Five were killed and eight wounded when militants attacked": results of one sentence share their act.
    let bound = |result: usize| is_under(desk, act.at, result) || is_under(desk, result, act.at);
    let beside = |t: usize| page.head(t).filter(|_| page.dep(t) == Dep::Conj && desk.clauses.is_verb(act.at));
    let over = beside(result.at).filter(|_| !desk.clauses.is_passive(act.at));
    let beneath = page.children_as(result.at, Dep::Conj).find(|&c| is_under(desk, act.at, c));
    let is_bound =
        bound(result.at) || over.is_some_and(|t| page.children_as(t, Dep::Advcl).any(|a| a == act.at)) || beneath.is_some();
    let same_head = page.head(result.at).is_some() && page.head(result.at) == page.head(act.at);
    let either_is_open = |a: &[Party], b: &[Party]| a.is_empty() || b.is_empty() || shares(desk, a, b);
    (is_bound || same_head) && either_is_open(&act.event.actors, &result.event.actors)
}

/// Whether `below` hangs on `above`, through no coordinated clause with a subject of its own.
fn is_under(desk: &Desk, below: usize, above: usize) -> bool {
    let page = desk.page;
    let own = |t: usize| page.dep(t) == Dep::Conj && page.children(t).any(|c| matches!(page.dep(c), Dep::Nsubj | Dep::Nsubjpass));
    let mut at = below;
    while let Some(head) = page.head(at).filter(|_| !own(at)) {
        if head == above {
            return true;
        }
        at = head;
    }
    false
}

/// The same thing counted twice with different numbers is two things.
fn clash(a: &Event, b: &Event) -> bool {
    a.counts.iter().any(|x| b.counts.iter().any(|y| x.what == y.what && x.n != y.n))
}

fn absorb(into: &mut Event, other: Event) {
    let same_sentence = into.evidence.sentence == other.evidence.sentence;
    into.confidence = into.confidence.max(other.confidence);
    if into.recipients.is_empty() || (same_sentence && !other.counts.is_empty() && into.recipients.len() < other.recipients.len())
    {
        into.recipients = other.recipients;
    }
    if into.actors.is_empty() {
        into.actors = other.actors;
    }
    into.place = into.place.take().or(other.place);
    into.time = into.time.take().or(other.time);
    for count in other.counts {
        if !into.counts.iter().any(|c| c.what == count.what && c.n == count.n) {
            into.counts.push(count);
        }
    }
    // Told for its own sake anywhere is told.
    if !other.doubts.iter().any(|d| d.field == "trigger") {
        into.doubts.retain(|d| d.field != "trigger");
    }
    into.mentions.push(Mention { span: other.evidence.span, sentence: other.evidence.sentence });
    into.mentions.extend(other.mentions);
    if into.status == Status::Occurred && other.status == Status::Ongoing {
        into.status = Status::Ongoing;
    }
    // A hedge on one telling is a hedge on the event.
    if into.status == Status::Occurred && other.status == Status::Possible && into.evidence.sentence != other.evidence.sentence {
        into.status = Status::Possible;
    }
}

/// Later tellings of an event go to its first as mentions.
pub(crate) fn told_once(desk: &Desk, drafts: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::new();
    for draft in drafts {
        match out.iter().rposition(|first| tells_again(desk, first, &draft)) {
            Some(i) => {
                // "Five soldiers were killed and eight farmers wounded": both suffered it.
                let results = [out[i].rule, draft.rule].iter().all(|&r| desk.pack.rules.list[r].outcome);
                let together = out[i].event.evidence.sentence == draft.event.evidence.sentence;
                let further = desk.pack.rules.list[draft.rule].outcome && is_anaphoric(desk, &draft);
                if (results && together || further) && !draft.event.counts.is_empty() {
                    let known = out[i].event.recipients.clone();
                    let more = draft.event.recipients.iter().filter(|r| !known.iter().any(|k| k.here == r.here)).cloned();
                    out[i].event.recipients.extend(more);
                }
                absorb(&mut out[i].event, draft.event);
            }
            None => out.push(draft),
        }
    }
    out
}

fn tells_again(desk: &Desk, first: &Draft, later: &Draft) -> bool {
    let (a, b) = (&first.event, &later.event);
    if a.kind == b.kind && (is_one_blow(desk, first, later) || is_its_noun(desk, first, later) || is_begun_by(desk, first, later))
    {
        return true;
    }
    if a.kind != b.kind || clash(a, b) {
        return false;
    }
    if is_same_toll(desk, a, b) {
        return true;
    }
    if !statuses_agree(a.status, b.status) {
        return false;
    }
    let times = match (&a.time, &b.time) {
        (Some(x), Some(y)) => x.value == y.value,
        _ => true,
    };
    let places = match (&a.place, &b.place) {
        (Some(x), Some(y)) => {
            let name = |p: &diurna_model::mention::Place| {
                desk.page.report.text[p.named.unwrap_or(p.here).begin..p.named.unwrap_or(p.here).end].to_lowercase()
            };
            let (x, y) = (name(x), name(y));
            Some(x.contains(&y) || y.contains(&x))
        }
        _ => None,
    };
    if !times || places == Some(false) {
        return false;
    }
    let side = |x: &[Party], y: &[Party]| if x.is_empty() || y.is_empty() { None } else { Some(shares(desk, x, y)) };
    // "Two guards were wounded in the attack": further victims of the one told just before.
    let victims = desk.pack.rules.list[later.rule].outcome && !b.counts.is_empty();
    let outcome = victims && near(a, b) && is_anaphoric(desk, later);
    if outcome || is_named_again(desk, first, later) {
        return side(&a.actors, &b.actors) != Some(false);
    }
    let joint = desk.pack.ontology.get(&a.kind).is_some_and(|k| k.joint);
    let (actors, recipients) = if joint {
        let all = |e: &Event| e.actors.iter().chain(&e.recipients).cloned().collect::<Vec<_>>();
        let (all_a, all_b) = (all(a), all(b));
        // "met the premier … met the generals": one and the same, with others each time.
        let adds = desk.clauses.is_verb(later.at) && a.evidence.sentence != b.evidence.sentence;
        let partners =
            all_a.is_empty() || all_b.is_empty() || includes(desk, &all_a, &all_b) || (!adds && includes(desk, &all_b, &all_a));
        (side(&all_a, &all_b).map(|shared| shared && partners), None)
    } else {
        let taken_up = || near(a, b) && b.recipients.iter().any(|y| a.recipients.iter().any(|x| is_taken_up(desk, x, y)));
        let recipients = side(&a.recipients, &b.recipients);
        (side(&a.actors, &b.actors), if recipients == Some(false) && taken_up() { Some(true) } else { recipients })
    };
    if actors == Some(false) || recipients == Some(false) {
        return false;
    }
    let again = usize::from(near(a, b) && is_anaphoric(desk, later));
    let agree = again + [actors, recipients, places].iter().filter(|s| **s == Some(true)).count();
    let near = near(a, b);
    let is_bare = b.actors.is_empty() && b.recipients.is_empty();
    let together = a.evidence.sentence == b.evidence.sentence;
    // "seized two tons of cocaine and arrested four men": two verbs of different rules tell two acts.
    let both_verbs = desk.clauses.is_verb(first.at) && desk.clauses.is_verb(later.at);
    let other_verb = both_verbs && first.rule != later.rule && again == 0;
    let coordinated = !joint || desk.page.dep(later.at) == Dep::Conj;
    if other_verb && (coordinated || !together) && recipients.is_none() && places.is_none() {
        return false;
    }
    // "arrested two men and seized a pistol from them": of one chain, and not told as blows of one attack.
    let in_blows = desk.pack.ontology.get(&b.kind).is_some_and(|k| k.in_blows);
    let in_chain = together && both_verbs && !in_blows && desk.page.dep(later.at) == Dep::Conj;
    if in_chain && other_verb && a.mode != b.mode {
        return false;
    }
    // "hailed the recovery of the town and thanked Iran": each verb has its own.
    if in_chain && a.recipients.is_empty() && !b.recipients.is_empty() && desk.page.child(first.at, Dep::Dobj).is_some() {
        return false;
    }
    // "He will visit the province on Monday": a clause with a day or place of its own tells something new.
    let brings = (a.time.is_none() && b.time.is_some()) || (a.place.is_none() && b.place.is_some());
    let is_new = brings && agree < 2 && desk.clauses.is_verb(later.at) && !together;
    // "The group claimed responsibility for the attack": the one told before, whose doer was open.
    let claims = !desk.clauses.is_verb(later.at)
        && is_definite(desk, later.at)
        && b.recipients.is_empty()
        && (a.actors.is_empty() || actors == Some(true));
    agree >= 2
        || claims
        || (agree == 1 && !is_new && (near || is_definite(desk, later.at)))
        || together
        || (is_bare && !desk.clauses.is_verb(later.at))
}

/// "15 farmers were reportedly killed … the militia killed 15 farmers": one toll told twice, hedged or not.
fn is_same_toll(desk: &Desk, a: &Event, b: &Event) -> bool {
    const TOLL: u64 = 3;
    let toll = a.counts.iter().any(|x| x.n.is_some_and(|n| n >= TOLL) && b.counts.iter().any(|y| x.what == y.what && x.n == y.n));
    let open = |x: &[Party], y: &[Party]| x.is_empty() || y.is_empty() || shares(desk, x, y);
    let hedged = |s: Status| matches!(s, Status::Occurred | Status::Ongoing | Status::Possible);
    toll && hedged(a.status) && hedged(b.status) && shares(desk, &a.recipients, &b.recipients) && open(&a.actors, &b.actors)
}

/// "will give 5 million in aid to the farmers": the noun below the verb tells what the verb does.
fn is_its_noun(desk: &Desk, verb: &Draft, noun: &Draft) -> bool {
    let page = desk.page;
    let is_below = desk.clauses.is_verb(verb.at) && !desk.clauses.is_verb(noun.at) && page.subtree(verb.at).contains(&noun.at);
    let is_plain = page.ancestors(noun.at).take_while(|&a| a != verb.at).all(|a| !desk.clauses.is_verb(a));
    let (a, b) = (&verb.event, &noun.event);
    let open = b.recipients.is_empty() || a.recipients.is_empty() || shares(desk, &a.recipients, &b.recipients);
    is_below && is_plain && b.actors.is_empty() && open && !clash(a, b)
}

/// "fired rockets at the town, hitting a school": verbs of one doer in one chain, of a type whose acts come in blows.
fn is_one_blow(desk: &Desk, first: &Draft, later: &Draft) -> bool {
    let page = desk.page;
    let in_blows = desk.pack.ontology.get(&later.event.kind).is_some_and(|k| k.in_blows);
    let rules = &desk.pack.rules.list;
    // "Five were killed and eight wounded": two results of one blow.
    let results = rules[first.rule].outcome && rules[later.rule].outcome && page.dep(later.at) == Dep::Conj;
    let apart = !results && page.children(later.at).any(|c| matches!(page.dep(c), Dep::Nsubj | Dep::Nsubjpass | Dep::Mark));
    if !in_blows || apart || !desk.clauses.is_verb(later.at) || first.event.status != later.event.status {
        return false;
    }
    if first.event.time.is_some() && later.event.time.is_some() && first.event.time != later.event.time {
        return false;
    }
    let mut at = later.at;
    while let Some(head) =
        page.head(at).filter(|_| page.dep(at) == Dep::Conj || (page.dep(at) == Dep::Advcl && page.token(at).tag == "VBG"))
    {
        if head == first.at {
            return true;
        }
        at = head;
    }
    false
}

/// "A man was stabbed … the victim was attacked by two men": a definite word for one person, after one who was new.
fn is_taken_up(desk: &Desk, first: &Party, later: &Party) -> bool {
    let page = desk.page;
    let heads = details::head_of(desk, first.here).zip(details::head_of(desk, later.here));
    let Some((new, known)) = heads.filter(|(new, known)| new < known) else { return false };
    let definite = |t: usize| {
        let small = &desk.pack.names.pronouns.definite;
        page.children_as(t, Dep::Det).any(|d| small.contains(&page.word(d).to_lowercase()))
    };
    let person = |t: usize| page.token(t).tag == "NN" && desk.mentions.is(page, t, Kind::Person);
    let new_one = page.children_as(new, Dep::Det).next().is_some() && !definite(new);
    person(new) && person(known) && new_one && definite(known)
}

/// "[the assault], which targeted the camp": a definite noun for a deed told just before, with nothing on it that says which.
fn is_named_again(desk: &Desk, first: &Draft, later: &Draft) -> bool {
    let page = desk.page;
    let which = |p: usize| desk.pack.verbs.aimed_at.contains(&page.word(p).to_lowercase());
    let told_apart = page.children_as(later.at, Dep::Prep).any(which)
        || page.children(later.at).any(|c| matches!(page.dep(c), Dep::Poss | Dep::Nummod))
        || page.token(later.at).tag.ends_with('S');
    let adjacent = later.event.evidence.sentence.saturating_sub(first.event.evidence.sentence) <= 1;
    is_definite(desk, later.at) && adjacent && !told_apart
}

/// "The siege began when the army encircled the fort": what the noun names and how it began.
fn is_begun_by(desk: &Desk, noun: &Draft, verb: &Draft) -> bool {
    let page = desk.page;
    let begins = desk.clauses.happens(noun.at).filter(|&b| page.head(verb.at) == Some(b) && page.dep(verb.at) == Dep::Advcl);
    let when = page.children(verb.at).any(|c| desk.pack.verbs.whens.contains(&page.word(c).to_lowercase()));
    begins.is_some() && when && !clash(&noun.event, &verb.event)
}

fn near(first: &Event, later: &Event) -> bool {
    later.evidence.sentence - first.evidence.sentence.min(later.evidence.sentence) <= 2
}

/// "[These strikes] hit two depots": the subject of the verb names an act of the same type that was told before.
fn is_anaphoric(desk: &Desk, later: &Draft) -> bool {
    let page = desk.page;
    let rules = &desk.pack.rules;
    let definite = &desk.pack.names.pronouns.definite;
    let names_it = |noun: usize| {
        let of_kind = rules.triggered_by(page.lemma(noun)).any(|t| rules.list[t.rule].kind == later.event.kind);
        of_kind && page.children_as(noun, Dep::Det).any(|d| definite.contains(&page.word(d).to_lowercase()))
    };
    // "three tanks were destroyed in the strike"
    let within =
        page.children_as(later.at, Dep::Prep).filter(|&p| desk.pack.verbs.occasions.contains(&page.word(p).to_lowercase()));
    let mut named = within.flat_map(|p| page.children_as(p, Dep::Pobj)).chain(desk.clauses.fillers(later.at, &[], "subject"));
    desk.clauses.is_verb(later.at) && named.any(names_it)
}

/// "the meeting": one already spoken of.
fn is_definite(desk: &Desk, at: usize) -> bool {
    let page = desk.page;
    let definite = &desk.pack.names.pronouns.definite;
    !desk.clauses.is_verb(at) && page.children_as(at, Dep::Det).any(|d| definite.contains(&page.word(d).to_lowercase()))
}

fn statuses_agree(a: Status, b: Status) -> bool {
    let told = |s: Status| matches!(s, Status::Occurred | Status::Ongoing);
    a == b || (told(a) && told(b))
}

fn includes(desk: &Desk, all: &[Party], some: &[Party]) -> bool {
    some.iter().all(|x| all.iter().any(|y| desk.same(x, y)))
}

fn shares(desk: &Desk, a: &[Party], b: &[Party]) -> bool {
    a.iter().any(|x| b.iter().any(|y| desk.same(x, y)))
}
