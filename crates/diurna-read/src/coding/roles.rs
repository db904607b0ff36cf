//! Who fills a rule's roles, and whether its conditions hold. In: desk, rule, match. Out: [`Roles`]; `None` when nothing is filled.

use super::{Desk, Match, details};
use crate::clauses::Told;
use crate::mentions::Kind;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_model::mention::{Party, Place};
use diurna_model::reading::Status;
use diurna_pack::frames;
use diurna_pack::rules::{PartOfSpeech, Rule, Trigger};

#[derive(Default)]
pub(crate) struct Roles {
    pub actors: Vec<Party>,
    pub recipients: Vec<Party>,
    /// Tokens that head the recipients and whatever stands beside them: numbers are counted there.
    pub recipient_heads: Vec<usize>,
    pub place: Option<Place>,
    pub from: Option<Place>,
    pub to: Option<Place>,
}

/// Whether the rule's `when` and `never` let this match stand.
pub(crate) fn allowed(desk: &Desk, rule: &Rule, found: &Match) -> bool {
    let fillers = |slot: &str| fillers(desk, found, slot);
    let counted = |t: usize| desk.mentions.counted(t);
    // "some of its troops" are some, and troops; what bars them is what they are.
    let either = |c: &str, t: usize| is_named(desk, c, t) || counted(t).is_some_and(|t| is_named(desk, c, t));
    let core = |c: &str, t: usize| {
        let is_class = c.starts_with('{');
        is_named(desk, c, counted(t).filter(|_| is_class).unwrap_or(t))
    };
    let meets = |slot: &str, classes: &[String], is: &dyn Fn(&str, usize) -> bool| {
        if slot == "speaker" {
            let speaker = details::speaker(desk, found.span(desk.page));
            let words = |value: &str| {
                let here = speaker.as_ref().map(|s| s.here);
                here.is_some_and(|h| desk.page.tokens_in(h).any(|t| is_named(desk, value, t)))
            };
            return classes.iter().any(|c| match c.as_str() {
                "{none}" => speaker.is_none(),
                "{any}" => speaker.is_some(),
                value => words(value),
            });
        }
        let list = fillers(slot);
        classes.iter().any(|c| if c == "{none}" { list.is_empty() } else { list.iter().any(|&t| is(c, t)) })
    };
    let told = |status: &Status| rule.told.iter().any(|t| t == status.as_str());
    let as_told = rule.told.is_empty() || matches!(desk.clauses.told(found.at), Told::As(status) if told(&status));
    as_told
        && rule.when.iter().all(|(slot, classes)| meets(slot, classes, &either))
        && !rule.never.iter().any(|(slot, classes)| meets(slot, classes, &core))
}

pub(crate) fn roles(desk: &Desk, rule: &Rule, found: &Match) -> Option<Roles> {
    let frame = &desk.pack.frames.list[rule.frame];
    let list = if desk.clauses.is_verb(found.at) { &frame.verb } else { &frame.noun };
    let mut out = Roles::default();
    let mut used = Vec::new();
    for role in in_order(list) {
        let heads = fill(desk, rule, role, found, &used);
        used.extend(heads.iter().copied());
        match role.role.as_str() {
            "actor" => {
                out.actors = parties(desk, &heads);
                if out.actors.is_empty() && role.slots.iter().any(|s| s == "speaker") {
                    // "It is vital that both sides stop": in a release that says "we", whoever publishes it.
                    let said = details::speaker(desk, found.span(desk.page));
                    out.actors = said.or_else(|| desk.mentions.own_voice(desk.page, found.at)).into_iter().collect();
                }
            }
            "recipient" => {
                out.recipients = parties(desk, &heads);
                out.recipient_heads = heads;
            }
            "place" => out.place = heads.iter().find_map(|&h| place(desk, h)).or_else(|| ground(desk, rule, &heads)),
            "from" => out.from = heads.iter().find_map(|&h| place(desk, h)),
            "to" => out.to = heads.iter().find_map(|&h| place(desk, h)),
            _ => {}
        }
    }
    if out.actors.is_empty() {
        let doers = owning(desk, list, found, &used);
        out.actors = parties(desk, &doers);
        used.extend(doers);
    }
    // A pronoun that nobody can follow still stands for someone, unless it is "it".
    let filled = used.iter().any(|&t| !desk.mentions.is_vague(desk.page, t)) || !out.actors.is_empty();
    // "A probe is underway": a noun that a verb says to happen is told for its own sake.
    let happens = || desk.clauses.happens(found.at).is_some();
    (filled || rule.bare || happens()).then_some(out)
}

/// "Libya's arrest of the men": of a noun whose owner may suffer it ("the men's arrest") the owner does it where others do suffer it.
fn owning(desk: &Desk, list: &[frames::Role], found: &Match, used: &[usize]) -> Vec<usize> {
    let either = |r: &frames::Role| r.role == "recipient" && ["of", "poss"].iter().all(|s| r.slots.iter().any(|x| x == s));
    if desk.clauses.is_verb(found.at) || used.is_empty() || !list.iter().any(either) {
        return Vec::new();
    }
    let owners = slot_fillers(desk, found, "poss", false).into_iter();
    owners.filter(|t| !used.contains(t) && desk.mentions.is(desk.page, *t, Kind::Party)).collect()
}

/// "Won back a mile of the front": what changes hands is a place, however it is described.
fn ground(desk: &Desk, rule: &Rule, heads: &[usize]) -> Option<Place> {
    let page = desk.page;
    let gives = desk.pack.ontology.get(&rule.kind).is_some_and(|k| k.gives.iter().any(|g| g == "holding"));
    let head = heads.iter().copied().find(|&h| matches!(page.token(h).pos, Pos::Noun | Pos::Propn)).filter(|_| gives)?;
    // "six farms and a mile of rebel-held road": all of it, up to a clause or a comma.
    let stops = |t: &usize| matches!(page.dep(*t), Dep::Relcl | Dep::Acl | Dep::Advcl | Dep::Punct) && page.word(*t) != "-";
    let end = page.subtree(head).filter(|&t| t > head).find(stops).map_or(page.subtree(head).end, |t| page.subtree(t).start);
    let here = desk.mentions.phrase(page, head);
    let last = page.token(end.max(head + 1) - 1).span;
    Some(Place { here: Span::new(here.begin, last.end.max(here.end)), named: None, site: None })
}

/// Places first, so that a place is not taken for a party; then actors, then the rest.
fn in_order(list: &[frames::Role]) -> Vec<&frames::Role> {
    let rank = |r: &str| match r {
        "place" | "from" | "to" => 0,
        "actor" => 1,
        _ => 2,
    };
    let mut roles: Vec<&frames::Role> = list.iter().collect();
    roles.sort_by_key(|r| rank(&r.role));
    roles
}

/// The first slot that anybody fits fills the role; then, for want of a party, who stands behind what fills it.
fn fill(desk: &Desk, rule: &Rule, role: &frames::Role, found: &Match, used: &[usize]) -> Vec<usize> {
    let is_place = matches!(role.role.as_str(), "place" | "from" | "to");
    let is_ground = desk.pack.ontology.get(&rule.kind).is_some_and(|k| k.gives.iter().any(|g| g == "holding"));
    let is_time = |token: usize| desk.times.iter().any(|t| t.span.contains(desk.page.token(token).span));
    let fits = |token: usize| {
        let right = match rule.accept.iter().find(|(r, _)| *r == role.role) {
            Some((_, classes)) => classes.iter().any(|c| is_of(desk, c.trim_matches(['{', '}']), token)),
            // "Orun was liberated": what changes hands is a place, known or not.
            None if is_place && is_ground => {
                desk.mentions.is(desk.page, token, Kind::Place) || desk.mentions.is_nameless(desk.page, token)
            }
            None if is_place => desk.mentions.is(desk.page, token, Kind::Place),
            None => desk.mentions.is(desk.page, token, Kind::Party),
        };
        let refused = rule.refuse.iter().any(|(r, classes)| *r == role.role && classes.iter().any(|c| is_named(desk, c, token)));
        // "visited Ghana": the place is who is met.
        let is_host = || role.of_place && desk.mentions.is(desk.page, token, Kind::Country);
        right && !refused && (!used.contains(&token) || is_host()) && !is_time(token)
    };
    let far = is_place || role.role == "actor";
    let is_verb = desk.clauses.is_verb(found.at) && desk.page.child(found.at, Dep::Dobj).is_some();
    let mut out = Vec::new();
    for slot in &role.slots {
        let mut tokens = slot_fillers(desk, found, slot, is_place);
        let reaches = is_place
            || (far && slot == "by")
            || (role.role == "recipient" && (slot == "against" || (role.of_place && slot == "from")))
            // "extradited the son of a president to Spain": of a frame that asks first to whom.
            || (slot == "to" && role.slots.first().is_some_and(|first| first == "to") && is_verb);
        if tokens.is_empty() && reaches {
            tokens = desk.clauses.far_fillers(found.at, &found.words, slot);
        }
        if slot == "within" && out.is_empty() {
            // "froze the assets of six Haitian officials": the officials, not Haiti.
            let behind = role.slots.iter().filter(|s| *s != "within").flat_map(|slot| authors(desk, found, slot));
            out.extend(behind.filter(|&t| fits(t)));
            if !out.is_empty() {
                break;
            }
        }
        let named = slot == "within";
        // Of those that a clause below brings, the nearest to the act.
        if matches!(slot.as_str(), "helped" | "cause" | "promised") {
            let nearest = tokens.iter().copied().find(|&t| spread(desk, t).into_iter().any(fits));
            tokens = nearest.into_iter().collect();
        }
        out.extend(tokens.into_iter().flat_map(|t| spread(desk, t)).filter(|&t| fits(t) || (named && !used.contains(&t))));
        if out.is_empty() && role.role == "actor" && slot == "subject" {
            let behind = fillers(desk, found, slot).into_iter().flat_map(|t| wielders(desk, t));
            out.extend(behind.filter(|&t| fits(t)));
        }
        if !out.is_empty() && !role.all {
            break;
        }
    }
    if out.is_empty() && role.role == "recipient" {
        let slots = role.slots.iter().filter(|s| *s != "within");
        // "restrictions against [German] goods": one that only modifies is no party of its own, but whose the thing is.
        let free = |t: &usize| !used.contains(t) && !is_time(*t);
        out.extend(slots.clone().flat_map(|slot| authors(desk, found, slot)).filter(|t| free(t) && fits(*t)));
        if out.is_empty() {
            out.extend(slots.flat_map(|slot| owners(desk, found, slot, used)).filter(free).take(1));
        }
    }
    if out.is_empty() && role.role == "recipient" && role.slots.iter().any(|s| s == "object") {
        out.extend(named_object(desk, found).filter(|&t| fits(t) && desk.mentions.is(desk.page, t, Kind::Party)));
    }
    out.dedup();
    out
}

/// "dissolved [parliament]", "fired the [minister]": the trigger's own noun, if the act is on it and it is not the doer's own.
fn named_object(desk: &Desk, found: &Match) -> Option<usize> {
    let page = desk.page;
    // "ended the [state] of emergency": a noun that another word of the trigger says more of is no party.
    let goes_on = |t: usize| found.named.iter().any(|&w| page.head(w).is_some_and(|h| h == t || page.head(h) == Some(t)));
    let of_trigger = |t: &usize| found.named.contains(t) && !goes_on(*t);
    let is_own = |t: usize| page.child(t, Dep::Poss).is_some_and(|p| page.token(p).pos == Pos::Pron);
    let slots = ["object", "bidden"].into_iter();
    let mut objects = slots.flat_map(|s| desk.clauses.fillers(found.at, &found.words, s)).filter(of_trigger);
    objects.find(|&t| !is_own(t))
}

/// What fills a slot, without what cannot act in it.
fn slot_fillers(desk: &Desk, found: &Match, slot: &str, is_place: bool) -> Vec<usize> {
    let is = |token: usize, kind| desk.mentions.is(desk.page, token, kind);
    let mut tokens = fillers(desk, found, slot);
    // "a curfew in the province": only a state, organisation or group with a name stands for the object.
    if slot == "within" {
        let has_name = |t: usize| desk.page.token(t).pos == Pos::Propn && (is(t, Kind::Organisation) || is(t, Kind::Group));
        tokens.retain(|&t| is(t, Kind::Country) || has_name(t));
        tokens.truncate(1);
    }
    // "the Baghdad bombing", "the Oslo talks": a town before an event is where it was, not who did it.
    if slot == "mod" && !is_place {
        tokens.retain(|&t| !is(t, Kind::Place) || is(t, Kind::Country));
        // "a planned strike", "the biggest attack": only who can act does it.
        tokens.retain(|&t| desk.page.token(t).pos != Pos::Verb && is(t, Kind::Party));
        // "a Chadian troop rotation": the name says whose, the word beside it only of what kind.
        let has_name = |t: usize| is(t, Kind::Country) || is(t, Kind::Organisation) || is(t, Kind::Group) || is(t, Kind::Person);
        if tokens.iter().any(|&t| has_name(t)) {
            tokens.retain(|&t| has_name(t) || !is(t, Kind::Party));
        }
    }
    tokens
}

/// "turned down a plea filed by the party", "lifted restrictions imposed on journalists": the other side of a thing.
fn authors(desk: &Desk, found: &Match, slot: &str) -> Vec<usize> {
    let in_slot = desk.clauses.fillers(found.at, &found.words, slot);
    let of_slot = in_slot.into_iter().filter(|&t| !desk.clauses.is_verb(t));
    of_slot.flat_map(|t| desk.clauses.authors(t)).flat_map(|t| spread(desk, t)).collect()
}

/// "a probe into the minister's deals", "seized the rebels' arms": whose the thing in a slot is.
fn owners(desk: &Desk, found: &Match, slot: &str, used: &[usize]) -> Vec<usize> {
    let things = fillers(desk, found, slot).into_iter().filter(|t| !desk.clauses.is_verb(*t) && !used.contains(t));
    let named = |t: &usize| {
        let is = |kind| desk.mentions.is(desk.page, *t, kind);
        // "military exercises": of a sort, and nobody's.
        let is_noun = desk.page.token(*t).pos != Pos::Adj;
        is(Kind::Country) || (is_noun && (is(Kind::Organisation) || is(Kind::Group) || is(Kind::Person)))
    };
    // "the murder of a lawmaker" is not the lawmaker's.
    let page = desk.page;
    let is_deed = |t: usize| {
        let lemma = page.lemma(t).to_lowercase();
        let suffered = |t: &Trigger| {
            let frame = &desk.pack.frames.list[desk.pack.rules.list[t.rule].frame];
            frame.noun.iter().any(|r| r.role == "recipient" && r.slots.iter().any(|s| s == "of"))
        };
        desk.pack.rules.triggered_by(&lemma).any(|t| t.part == PartOfSpeech::Noun && suffered(t))
    };
    let of = |t: usize| page.dep(t) == Dep::Pobj && page.head(t).is_some_and(|p| page.word(p).eq_ignore_ascii_case("of"));
    let whose = |t: usize| desk.clauses.owners(t).into_iter().filter(move |&o| !(is_deed(t) && of(o)));
    things.flat_map(whose).filter(named).collect()
}

fn fillers(desk: &Desk, found: &Match, slot: &str) -> Vec<usize> {
    let mut tokens = desk.clauses.fillers(found.at, &found.words, slot);
    tokens.retain(|t| !found.named.contains(t));
    tokens.into_iter().map(|t| state_called(desk, t).unwrap_or(t)).collect()
}

/// "its neighbour [Chad]", "former colonial ruler [France]": a state named right behind what it is called, without a comma.
fn state_called(desk: &Desk, token: usize) -> Option<usize> {
    let page = desk.page;
    let behind = |&name: &usize| page.subtree(name).start == token + 1 && page.token(name).pos == Pos::Propn;
    let mut named = page.children_as(token, Dep::Appos).filter(behind);
    named.find(|&name| page.token(token).pos == Pos::Noun && desk.mentions.is(page, name, Kind::Country))
}

/// Who stands behind a thing that acts: "[rebel] rockets hit the school", "[the army]'s shells", "rockets fired by [the army]", "trucks
/// of [the agency]".
fn wielders(desk: &Desk, thing: usize) -> Vec<usize> {
    let page = desk.page;
    if desk.mentions.is(page, thing, Kind::Party) {
        return Vec::new();
    }
    let own = desk.clauses.fillers(thing, &[], "poss");
    let mods = desk.clauses.fillers(thing, &[], "mod").into_iter().filter(|&m| {
        desk.mentions.is(page, m, Kind::Party)
            && (!desk.mentions.is(page, m, Kind::Place) || desk.mentions.is(page, m, Kind::Country))
    });
    let by = page
        .children_as(thing, Dep::Acl)
        .flat_map(|a| page.children_as(a, Dep::Agent))
        .flat_map(|a| page.children_as(a, Dep::Pobj));
    let of = desk.clauses.fillers(thing, &[], "of");
    own.into_iter().chain(mods).chain(by).chain(of).collect()
}

/// The place that a phrase names: "the city of Aleppo" and "the capital, Astana" give the name.
pub(crate) fn place(desk: &Desk, head: usize) -> Option<Place> {
    let page = desk.page;
    if let Some(capital) = desk.mentions.capital(page, head) {
        return Some(capital);
    }
    // "the town of Maaret": a name after the word is that of the place, in the gazetteer or not.
    let is_name = |t: &usize| {
        let after_of = page.head(*t).is_some_and(|p| page.dep(p) == Dep::Prep && page.word(p).eq_ignore_ascii_case("of"));
        page.token(*t).pos == Pos::Propn && (desk.mentions.is(page, *t, Kind::Place) || after_of)
    };
    if page.token(head).pos != Pos::Propn {
        // "the Saranda forest area of Odisha": the narrower has a name of its own.
        let own = page.children_as(head, Dep::Compound).find(|&t| page.token(t).pos == Pos::Propn);
        if own.is_some() && desk.mentions.is(page, head, Kind::Place) && !page.children_as(head, Dep::Appos).any(|t| is_name(&t))
        {
            let here = desk.mentions.phrase(page, head);
            let known = desk.mentions.place(page, head).filter(|p| p.site.is_some() && p.named.is_some_and(|n| here.contains(n)));
            return known.or(Some(Place { here, named: None, site: None }));
        }
        let next = page.children_as(head, Dep::Prep).filter(|&p| p == head + 1).flat_map(|p| page.children_as(p, Dep::Pobj));
        let named = next.chain(page.children_as(head, Dep::Appos)).find(is_name);
        if let Some(name) = named {
            // A name that the gazetteer lacks is still the place's.
            let unknown = || {
                desk.mentions.is(page, head, Kind::Place).then(|| Place { here: page.token(name).span, named: None, site: None })
            };
            return desk.mentions.place(page, name).or_else(unknown).or_else(|| desk.mentions.place(page, head));
        }
    }
    desk.mentions.place(page, head)
}

/// A filler with what is coordinated with it: "civilians, aid workers and 3 soldiers".
fn spread(desk: &Desk, token: usize) -> Vec<usize> {
    let page = desk.page;
    let mut out = vec![token];
    let mut next = 0;
    while let Some(&at) = out.get(next) {
        let beside = page.children_as(at, Dep::Conj).filter(|&c| !desk.clauses.is_verb(c));
        out.extend(beside.map(|c| state_called(desk, c).unwrap_or(c)));
        // "with Chad, Niger, and a few Gulf states": a list whose first comma was read as an apposition.
        let listed =
            page.children_as(at, Dep::Appos).filter(|&c| page.children(c).any(|x| matches!(page.dep(x), Dep::Cc | Dep::Conj)));
        out.extend(listed);
        // "the government of Chad and the national army": the parser gives the second to what the first is of.
        let of = page.children_as(at, Dep::Prep).filter(|&p| page.word(p).eq_ignore_ascii_case("of"));
        let owned = of.flat_map(|p| page.children_as(p, Dep::Pobj)).filter(|&o| page.child(o, Dep::Det).is_none());
        let beside = owned.flat_map(|o| page.children_as(o, Dep::Conj)).filter(|&c| page.child(c, Dep::Det).is_some());
        out.extend(beside);
        next += 1;
    }
    out
}

/// Whoever the words at `heads` name, each once.
pub(crate) fn parties(desk: &Desk, heads: &[usize]) -> Vec<Party> {
    let mut out: Vec<Party> = Vec::new();
    for &head in heads {
        // Coordinated heads are listed already; a description may still stand for several ("the two sides").
        let found = if let Some(speaker) = speaking(desk, head) {
            vec![speaker]
        } else if desk.page.children_as(head, Dep::Conj).next().is_some() {
            desk.mentions.party(desk.page, head).into_iter().collect()
        } else {
            desk.mentions.parties(desk.page, head)
        };
        for party in found {
            let id = |p: &Party| p.actor.as_ref().and_then(|a| a.id.clone());
            let twice =
                |p: &Party| (p.here == party.here && p.naming == party.naming) || (id(p).is_some() && id(p) == id(&party));
            if !out.iter().any(twice) {
                out.push(party);
            }
        }
    }
    out
}

/// "We" and "I" inside somebody's words: whoever says them.
fn speaking(desk: &Desk, head: usize) -> Option<Party> {
    let here = desk.page.token(head).span;
    if !desk.mentions.is_speaker_pronoun(desk.page, head) {
        return None;
    }
    let said = details::by(desk, here).into_iter().next()?;
    // "We killed ten," the army's spokesman said: the army did.
    let body = desk.mentions.represented(desk.page, said.here).filter(|_| desk.mentions.is_collective(desk.page, head));
    Some(body.and_then(|b| desk.mentions.party(desk.page, b)).unwrap_or(said).again(here))
}

/// A condition's value: `{class}` or a lemma.
fn is_named(desk: &Desk, value: &str, token: usize) -> bool {
    match value.strip_prefix('{').and_then(|v| v.strip_suffix('}')) {
        Some(class) => is_of(desk, class, token),
        None => desk.page.lemma(token).eq_ignore_ascii_case(value),
    }
}

/// Whether the phrase at `token` is of a class, one of the reader's own or a word list.
pub(crate) fn is_of(desk: &Desk, class: &str, token: usize) -> bool {
    let page = desk.page;
    let kind = |k| desk.mentions.is(page, token, k);
    match class {
        "any" => true,
        "none" => false,
        "party" => kind(Kind::Party),
        "place" => kind(Kind::Place),
        "person" => kind(Kind::Person),
        "country" => kind(Kind::Country),
        "org" => kind(Kind::Organisation),
        "group" => kind(Kind::Group),
        "people" => kind(Kind::People),
        "clause" => page.token(token).pos == Pos::Verb,
        "infinitive" => desk.clauses.is_infinitive(token),
        // "that Belarus open the crossing": asked for, not told.
        "subjunctive" => {
            let bare = matches!(page.token(token).tag, "VB" | "VBP");
            let alone = !page.children(token).any(|c| matches!(page.dep(c), Dep::Aux | Dep::Auxpass));
            let singular = |s: usize| matches!(page.token(s).tag, "NN" | "NNP");
            bare && alone && page.child(token, Dep::Nsubj).is_some_and(singular)
        }
        "number" => page.token(token).pos == Pos::Num || page.child(token, Dep::Nummod).is_some(),
        "money" => page.analysis.entities.iter().any(|e| e.label == "MONEY" && e.tokens.contains(&token)),
        list => {
            let has = |t: usize| desk.pack.classes.has(list, &page.lemma(t).to_lowercase());
            // "kidnapped two men and freed them": what the pronoun stands for counts.
            has(token) || desk.mentions.antecedent(page, token).is_some_and(has)
        }
    }
}
