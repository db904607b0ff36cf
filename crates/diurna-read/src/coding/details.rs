//! Where, when, how many, and who says so. In: desk and a match. Out: the fields, or nothing where the words give none.

mod when;

use super::{Desk, Match, roles};
use crate::mentions::Kind;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_model::mention::{Naming, Party, Place};
use diurna_model::reading::Count;
use diurna_pack::rules::Rule;

pub(crate) use when::{time, time_of_saying};

/// Where it happened: a place after a locative preposition on the event's own words, on those it hangs on, or on its arguments; for what
/// is spoken only where it was spoken ("said in Moscow", not "called for a truce in Homs").
pub(crate) fn place(desk: &Desk, found: &Match, spoken: bool) -> Option<Place> {
    let page = desk.page;
    let light = desk.clauses.light(found.at).or_else(|| desk.clauses.happens(found.at));
    if spoken {
        let verbs = std::iter::once(found.at).chain(light).filter(|&t| desk.clauses.is_verb(t));
        return verbs.filter_map(|t| spoken_at(desk, t)).next();
    }
    let mut hosts = vec![found.at];
    hosts.extend(&found.words);
    hosts.extend(light);
    hosts.extend(page.children(found.at).filter(|&c| matches!(page.dep(c), Dep::Dobj | Dep::Nsubjpass | Dep::Acl)));
    if let Some(place) = hosts.iter().find_map(|&h| place_on(desk, h)) {
        return Some(place);
    }
    // "said fighting in Homs killed 12": the subject's own place; then the verb above ("was killed when …").
    let near = page.children(found.at).filter(|&c| matches!(page.dep(c), Dep::Nsubj | Dep::Conj)).find_map(|c| place_on(desk, c));
    let above = || {
        let above = page
            .head(found.at)
            .filter(|_| matches!(page.dep(found.at), Dep::Conj | Dep::Xcomp | Dep::Advcl | Dep::Acl | Dep::Dobj | Dep::Pobj))?;
        place_on(desk, above)
    };
    // "an offensive to retake the town"
    let aim = || {
        let aims = desk.clauses.fillers(found.at, &found.words, "aim").into_iter();
        let mut places = aims.filter(|&t| !desk.clauses.is_verb(found.at) && desk.mentions.is(page, t, Kind::Place));
        places.find_map(|t| roles::place(desk, t))
    };
    // "met the generals in Brussels": the parser gives the place to the last noun.
    let last = || {
        let of = page.children_as(found.at, Dep::Prep).flat_map(|p| page.children_as(p, Dep::Pobj));
        of.filter(|&noun| !desk.mentions.is(page, noun, Kind::Place)).find_map(|noun| place_on(desk, noun))
    };
    let told = aim().or(near).or_else(above).or_else(last).or_else(|| before_all(desk, found));
    told.or_else(|| struck(desk, found))
        .or_else(|| pointed_at(desk, found))
        .or_else(|| in_sentence(desk, found))
        .or_else(|| of_operation(desk, found))
}

/// "Near Homs, three strikes hit a depot": the place that opens the sentence, also where the parser takes it for a subject.
fn before_all(desk: &Desk, found: &Match) -> Option<Place> {
    let page = desk.page;
    let sentence = page.analysis.sentences.get(page.sentence_of(found.at))?.clone();
    let comma = sentence.clone().take_while(|&t| t < found.at).find(|&t| page.word(t) == ",")?;
    let sites = &desk.pack.verbs.sites;
    let name = sentence.start + 1..comma;
    if !sites.contains(&page.word(sentence.start).to_lowercase()) || name.clone().any(|t| desk.clauses.is_verb(t)) {
        return None;
    }
    // "In Chad, a raid near Mao": a state only sets the scene.
    let place = |t: &usize| desk.mentions.is(page, *t, Kind::Place) && !desk.mentions.is(page, *t, Kind::Country);
    if name.clone().any(|t| desk.mentions.is(page, t, Kind::Country)) {
        return None;
    }
    let known = name.clone().find(place).and_then(|t| roles::place(desk, t));
    let is_day = |span: Span| desk.times.iter().any(|t| t.span.overlaps(span));
    let proper = !name.is_empty() && name.clone().all(|t| page.token(t).pos == Pos::Propn);
    let unknown = || Place { here: page.span(name.clone()), named: None, site: None };
    let place = known.or_else(|| (proper && !is_day(page.span(name.clone()))).then(unknown))?;
    Some(Place { here: Span::new(place.here.begin.max(page.token(sentence.start + 1).span.begin), place.here.end), ..place })
}

/// "In support of the operation to free Mosul, jets flew five strikes": the place of the operation that the sentence names.
fn of_operation(desk: &Desk, found: &Match) -> Option<Place> {
    let page = desk.page;
    let sentence = page.analysis.sentences.get(page.sentence_of(found.at))?.clone();
    let end = sentence.end;
    let operations = sentence.filter(|&t| desk.pack.verbs.operations.contains(page.lemma(t)) && page.dep(t) == Dep::Pobj);
    // Wherever the parser hangs it, the infinitive right behind the noun is its aim.
    let aimed = operations.map(|t| t + 2).filter(|&verb| verb < end && desk.clauses.is_infinitive(verb));
    let mut aims = aimed.flat_map(|verb| desk.clauses.fillers(verb, &[], "object"));
    aims.find(|&t| desk.mentions.is(page, t, Kind::Place)).and_then(|t| roles::place(desk, t))
}

/// The one town or region that the sentence puts anything in, for an act whose own words tell none; what is quoted is told apart.
fn in_sentence(desk: &Desk, found: &Match) -> Option<Place> {
    let page = desk.page;
    let sentence = page.analysis.sentences.get(page.sentence_of(found.at))?.clone();
    let at = |t: &usize| page.dep(*t) == Dep::Prep && desk.pack.verbs.sites.contains(&page.word(*t).to_lowercase());
    let quoted = page.in_quotes(found.at);
    let nouns = sentence.filter(at).filter(|&p| page.in_quotes(p) == quoted).flat_map(|p| page.children_as(p, Dep::Pobj));
    let is_site = |n: &usize| desk.mentions.is(page, *n, Kind::Place) && !desk.mentions.is(page, *n, Kind::Country);
    let mut places: Vec<Place> = nouns.filter(is_site).filter_map(|n| roles::place(desk, n)).collect();
    places.dedup_by(|a, b| a.here == b.here);
    if places.len() == 1 { places.pop() } else { None }
}

/// The place that a verb of speech hangs on.
fn spoken_at(desk: &Desk, verb: usize) -> Option<Place> {
    let page = desk.page;
    let at = |p: &usize| desk.pack.names.pronouns.at_home.contains(&page.word(*p).to_lowercase());
    let nouns = page.children_as(verb, Dep::Prep).filter(at).flat_map(|p| page.children_as(p, Dep::Pobj));
    nouns.filter(|&noun| desk.mentions.is(page, noun, Kind::Place)).find_map(|noun| roles::place(desk, noun))
}

/// "Bombed the town", "visited the Kurdish region": what the act is done to, if that is a place and no state.
fn struck(desk: &Desk, found: &Match) -> Option<Place> {
    let page = desk.page;
    let place = |t: &usize| desk.mentions.is(page, *t, Kind::Place) && !desk.mentions.is(page, *t, Kind::Country);
    let objects = page.children(found.at).filter(|&c| matches!(page.dep(c), Dep::Dobj | Dep::Nsubjpass));
    objects.filter(place).find_map(|t| roles::place(desk, t))
}

/// "Police rushed there": the place that the sentence, or the one before, last put something in.
fn pointed_at(desk: &Desk, found: &Match) -> Option<Place> {
    let page = desk.page;
    let there = |t: usize| desk.pack.names.place_words.there.contains(&page.word(t).to_lowercase());
    let pointer = page.children_as(found.at, Dep::Advmod).find(|&t| there(t))?;
    let sentence = page.sentence_of(pointer);
    let before = (0..pointer).rev().take_while(|&t| sentence - page.sentence_of(t) <= 1);
    before.filter(|&t| desk.pack.verbs.sites.contains(&page.word(t).to_lowercase())).find_map(|preposition| {
        let mut nouns = page.children_as(preposition, Dep::Pobj);
        nouns.find_map(|noun| place_on(desk, noun).or_else(|| roles::place(desk, noun)))
    })
}

fn place_on(desk: &Desk, host: usize) -> Option<Place> {
    let page = desk.page;
    for preposition in page.children_as(host, Dep::Prep) {
        let word = page.word(preposition).to_lowercase();
        // "urged the government of Chad": whose it is, not where.
        let owns = word == "of" && desk.mentions.is(page, host, Kind::Party);
        if owns || !desk.pack.verbs.locative.contains(&word) {
            continue;
        }
        // "a deal between Chad and Niger": who, not where.
        let joins = |noun: usize| desk.pack.verbs.opponents.contains(&word) && desk.mentions.is(page, noun, Kind::Country);
        for noun in page.children_as(preposition, Dep::Pobj).filter(|&noun| !joins(noun)) {
            // "in front of a bank in Lima": a side of something is no place, what stands behind may be.
            let is_side = desk.pack.verbs.sides.contains(page.lemma(noun)) && page.child(noun, Dep::Det).is_none();
            if desk.mentions.is(page, noun, Kind::Place) && !is_side {
                return roles::place(desk, noun);
            }
            // "near Orun": a name that nobody knows, after a word that puts it somewhere.
            let is_day = || desk.times.iter().any(|t| t.span.overlaps(page.token(noun).span));
            if desk.pack.verbs.sites.contains(&word) && desk.mentions.is_nameless(page, noun) && !is_day() {
                return Some(Place { here: desk.mentions.phrase(page, noun), named: None, site: None });
            }
            // "in the village of X", "in the outskirts of X"
            if let Some(place) = place_on(desk, noun) {
                return Some(place);
            }
        }
        // "from a base in X": prepositions in a chain
        if let Some(place) = place_on(desk, preposition) {
            return Some(place);
        }
    }
    None
}

/// The token of a span that hangs on none of its others.
pub(crate) fn head_of(desk: &Desk, span: Span) -> Option<usize> {
    let tokens = desk.page.tokens_in(span);
    tokens.clone().find(|&t| desk.page.head(t).is_none_or(|h| !tokens.contains(&h)))
}

/// Numbers on the recipients, as what the rule counts.
pub(crate) fn counts(desk: &Desk, rule: &Rule, heads: &[usize]) -> Vec<Count> {
    let Some(what) = &rule.count else { return Vec::new() };
    heads.iter().filter_map(|&h| count(desk, what, h)).collect()
}

/// The number on a noun ("at least 12 people", "some 900 families", "12 of them").
pub(crate) fn count(desk: &Desk, what: &str, head: usize) -> Option<Count> {
    let page = desk.page;
    let number = if page.token(head).pos == Pos::Num { head } else { page.child(head, Dep::Nummod)? };
    let words: Vec<usize> = page.subtree(number).filter(|&t| t == number || page.head(t) == Some(number)).collect();
    let q = &desk.pack.quantities;
    let is_number = |t: &usize| {
        page.token(*t).pos == Pos::Num
            || q.ones.contains_key(&page.word(*t).to_lowercase())
            || q.scales.contains_key(&page.word(*t).to_lowercase())
    };
    let n = q.value(words.iter().filter(|t| is_number(t)).map(|&t| page.word(t)))?;
    // "up to 16 soldiers": the bound may hang on the verb.
    let near = (number.saturating_sub(2)..number).filter(|&t| page.sentence_of(t) == page.sentence_of(number));
    let around = page.subtree(head).filter(|&t| t <= number).chain(near);
    let around: Vec<String> = around.map(|t| page.word(t).to_lowercase()).collect();
    let has = |set: &std::collections::BTreeSet<String>| around.iter().any(|w| set.contains(w));
    let first = words.first().copied().unwrap_or(number).min(number);
    let (low, high) = (has(&q.low), has(&q.high));
    Some(Count {
        what: what.to_owned(),
        n: Some(n),
        low: (!high || low).then_some(n).filter(|_| !has(&q.about) || low),
        high: (!low || high).then_some(n).filter(|_| !has(&q.about) || high),
        approximate: has(&q.about),
        span: page.span(first..head.max(number) + 1),
    })
}

/// Whose words a span is in, a publisher speaking for itself too.
pub(crate) fn speaker(desk: &Desk, span: Span) -> Option<Party> {
    let over = desk.statements.iter().filter(|s| s.content.contains(span) && !s.cue.overlaps(span));
    over.filter(|s| s.speaker.is_some()).min_by_key(|s| s.content.len())?.speaker.clone().map(Party::plain)
}

/// The speakers of the statements that a record stands in, nearest first. A publisher speaking for itself is nobody else.
pub(crate) fn by(desk: &Desk, trigger: Span) -> Vec<Party> {
    let text = &desk.page.report.text;
    let mut out: Vec<Party> = Vec::new();
    for speaker in over(desk, trigger) {
        // "No group claimed it": nobody said so.
        let nobody =
            speaker.here.of(text).split(' ').next().is_some_and(|w| desk.pack.verbs.negators.contains(&w.to_lowercase()));
        let own = matches!(speaker.naming, Naming::Publisher(_)) || nobody || is_vague(desk, speaker);
        if !own && !out.iter().any(|p| p.name_in(text) == speaker.name_in(text)) {
            out.push(speaker.clone().plain());
        }
    }
    out
}

/// Whether only sources that are nobody tell of it: "according to unconfirmed reports".
pub(crate) fn is_rumoured(desk: &Desk, trigger: Span) -> bool {
    let mut speakers = over(desk, trigger).into_iter().peekable();
    speakers.peek().is_some() && speakers.all(|s| is_vague(desk, s))
}

fn over<'d>(desk: &Desk<'d>, trigger: Span) -> Vec<&'d Party> {
    let mut over: Vec<_> = desk.statements.iter().filter(|s| s.content.contains(trigger) && !s.cue.overlaps(trigger)).collect();
    over.sort_by_key(|s| s.content.len());
    over.into_iter().filter_map(|s| s.speaker.as_ref()).collect()
}

/// "reports", "rumours" of nobody's: a plural that no name and no owner stands with.
fn is_vague(desk: &Desk, speaker: &Party) -> bool {
    let page = desk.page;
    let Some(head) = page.tokens_in(speaker.clone().plain().here).next_back() else { return false };
    let plural = page.token(head).tag == "NNS" && desk.pack.verbs.vague_sources.contains(page.lemma(head));
    let owned = page.children(head).any(|c| matches!(page.dep(c), Dep::Poss | Dep::Compound | Dep::Prep | Dep::Acl));
    plural && !owned && speaker.actor.is_none()
}
