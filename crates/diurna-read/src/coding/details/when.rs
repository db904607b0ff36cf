//! When it happened. In: desk and a match. Out: the time that governs the event: its own clause's first, then that of the verb it
//! hangs on, then one set before the whole sentence, then that of the occasion on which its speaker speaks.
//! A year that tells which war is meant, a length that is an object, "now": no time of the event.

use super::head_of;
use crate::coding::{Desk, Match};
use diurna_lang::{Dep, Pos};
use diurna_model::mention::Time;
use diurna_pack::times::{Role, Sense};

/// How many verbs and nouns up a time is inherited from.
const ABOVE: usize = 3;

pub(crate) fn time(desk: &Desk, found: &Match) -> Option<Time> {
    let mut hosts = vec![found.at];
    hosts.extend(&found.words);
    hosts.extend(desk.clauses.light(found.at).or_else(|| desk.clauses.happens(found.at)));
    let time = on_hosts(desk, &hosts)
        .or_else(|| bounded(desk, &hosts))
        .or_else(|| beside(desk, found.at))
        .or_else(|| inherited(desk, found.at))
        .or_else(|| before_all(desk, found.at))
        .or_else(|| on_occasion(desk, found));
    time.map(of_the_calendar)
}

/// When the words were said that `at` stands in: the time of a promise is not that of what is promised.
pub(crate) fn time_of_saying(desk: &Desk, at: usize) -> Option<Time> {
    let token = desk.page.token(at).span;
    let over = desk.statements.iter().filter(|s| s.content.contains(token) && !s.cue.overlaps(token));
    let cue = head_of(desk, over.min_by_key(|s| s.content.len())?.cue)?;
    on_hosts(desk, &[cue]).or_else(|| beside(desk, cue)).or_else(|| inherited(desk, cue)).map(of_the_calendar)
}

/// A length tells how long, "recently" nothing that a calendar has: such a time of an event has no value.
fn of_the_calendar(time: Time) -> Time {
    let vague = time.kind == "DURATION" || time.value.as_ref().is_some_and(|v| v.ends_with("_REF"));
    Time { value: time.value.filter(|_| !vague), ..time }
}

/// The time on the first of `hosts` that has one; "I condemn the attack yesterday" dates the attack.
fn on_hosts(desk: &Desk, hosts: &[usize]) -> Option<Time> {
    let present = || hosts.first().is_some_and(|&h| desk.clauses.is_simple_present(h));
    written_on(desk, hosts).filter(|t| !(is_over(desk, t) && present()))
}

/// Whether a day was over when the report was published.
fn is_over(desk: &Desk, time: &Time) -> bool {
    let published = desk.page.report.published.as_ref().map(|p| p.date);
    let day = time.value.as_deref().and_then(|v| v.get(.."2016-12-23".len())).and_then(|v| v.parse().ok());
    day.zip(published).is_some_and(|(day, published): (jiff::civil::Date, _)| day < published)
}

fn written_on(desk: &Desk, hosts: &[usize]) -> Option<Time> {
    let first = *hosts.first()?;
    let page = desk.page;
    let bounds = page.span(page.analysis.sentences.get(page.sentence_of(first))?.clone());
    let here = desk.times.iter().filter(|t| bounds.contains(t.span));
    let ranked = here.filter_map(|t| {
        let head = head_of(desk, t.span).filter(|&h| dates(desk, t, h))?;
        let host = governed(desk, t, head, hosts)?;
        Some((hosts.iter().position(|&h| h == host)?, head, t))
    });
    // "days earlier, on 30 November"
    let (_, head, time) = ranked.min_by_key(|(rank, _, time)| (*rank, !is_day(desk, time)))?;
    Some(with_bound(desk, time, head))
}

/// Whether a time can date an act at all.
fn dates(desk: &Desk, time: &Time, head: usize) -> bool {
    let page = desk.page;
    let present = time.value.as_deref() == Some("PRESENT_REF");
    let adjective = time.value.as_ref().is_some_and(|v| v.ends_with("_REF")) && page.dep(head) == Dep::Amod;
    match time.kind.as_str() {
        "DATE" | "TIME" => !present && !adjective,
        // "sentenced to ten years", "spent two years", "a five-year plan"
        "DURATION" => {
            let to =
                page.head(head).filter(|_| page.dep(head) == Dep::Pobj).is_some_and(|p| page.word(p).eq_ignore_ascii_case("to"));
            matches!(page.dep(head), Dep::Pobj | Dep::Npadvmod | Dep::Advmod) && !to
        }
        _ => false,
    }
}

/// The first of `hosts` above a time, if neither another verb nor a noun that the time belongs to stands between.
fn governed(desk: &Desk, time: &Time, head: usize, hosts: &[usize]) -> Option<usize> {
    let page = desk.page;
    let of_time = |t: usize| time.span.contains(page.token(t).span);
    // "hours after Ghana left": of what came after, not of the leaving.
    let marked = Some(page.tokens_in(time.span).end).filter(|&t| {
        t < page.len() && page.dep(t) == Dep::Mark && (has_role(desk, t, Role::After) || has_role(desk, t, Role::Before))
    });
    let clause = marked.and_then(|mark| page.head(mark));
    let mut at = match clause.filter(|&c| page.ancestors(head).any(|a| a == c)) {
        Some(clause) => page.head(clause)?,
        None => head,
    };
    while !hosts.contains(&at) {
        let up = page.head(at)?;
        if hosts.contains(&up) {
            return Some(up);
        }
        if desk.clauses.is_verb(up) {
            return None;
        }
        let owned = matches!(page.dep(at), Dep::Compound | Dep::Amod | Dep::Nmod | Dep::Poss | Dep::Nummod | Dep::Appos);
        // "the 2008 crisis" is only named; "in the June vote" and "in a Friday statement" date what is done in them.
        if owned && !of_time(up) && !is_setting(desk, up) {
            return None;
        }
        // "the leader of the June vote"; "before the vote on June 3"
        let bound = !of_time(at) && [Role::Before, Role::After, Role::Since, Role::Until].iter().any(|&r| has_role(desk, up, r));
        let of = has_role(desk, up, Role::Of) && page.head(up).is_none_or(|n| !hosts.contains(&n) && !of_time(n));
        if page.dep(at) == Dep::Pobj && (bound || of) {
            return None;
        }
        at = up;
    }
    Some(at)
}

/// Whether a noun stands after "in", "at", "on", "during".
fn is_setting(desk: &Desk, noun: usize) -> bool {
    let preposition = desk.page.head(noun).filter(|_| desk.page.dep(noun) == Dep::Pobj);
    preposition.is_some_and(|p| has_role(desk, p, Role::Setting))
}

/// "since", "until" and "by" belong to a time and leave one end of it open; before and after a day are not that day.
fn with_bound(desk: &Desk, time: &Time, head: usize) -> Time {
    let page = desk.page;
    // "two days after the raid": of all of it, no value.
    let after = page.head(head).filter(|&p| p > head && matches!(page.dep(head), Dep::Npadvmod | Dep::Advmod));
    if let Some(after) = after.filter(|&p| has_role(desk, p, Role::After) || has_role(desk, p, Role::Before)) {
        let span = diurna_model::Span::new(time.span.begin, page.span(after..page.subtree(after).end).end);
        return Time { span, kind: "DATE".to_owned(), value: None, start: None, until: None };
    }
    let preposition = page.head(head).filter(|&p| page.dep(head) == Dep::Pobj && page.token(p).span.end <= time.span.begin);
    let Some(preposition) = preposition else { return time.clone() };
    let is = |role| has_role(desk, preposition, role);
    let from = |begin: usize| diurna_model::Span::new(begin, time.span.end);
    let begin = page.token(preposition).span.begin;
    let time = time.clone();
    match time.kind.as_str() {
        "DATE" | "TIME" if is(Role::Since) => Time { span: from(begin), until: None, ..time },
        "DATE" | "TIME" if is(Role::Until) => Time { span: from(begin), start: None, ..time },
        "DATE" | "TIME" if is(Role::Before) => Time { value: None, start: None, until: time.start, ..time },
        "DATE" | "TIME" if is(Role::After) => Time { value: None, start: time.until, until: None, ..time },
        _ => time,
    }
}

/// "since the war began in 2011", "since the start of the siege", "during the first phase": words for a time that the calendar
/// does not have; the year in them is that of the war.
fn bounded(desk: &Desk, hosts: &[usize]) -> Option<Time> {
    let page = desk.page;
    let sentence = page.analysis.sentences.get(page.sentence_of(*hosts.first()?))?.clone();
    let words = sentence.filter(|&t| {
        let below = || page.children(t).find(|&c| matches!(page.dep(c), Dep::Pobj | Dep::Pcomp));
        has_role(desk, t, Role::Since)
            || (has_role(desk, t, Role::During)
                && below().is_some_and(|noun| desk.pack.times.has_role(page.lemma(noun), Role::Phase)))
    });
    let mut spans = words.filter_map(|word| {
        let clause = if page.dep(word) == Dep::Mark { page.head(word)? } else { word };
        let host = std::iter::successors(page.head(clause), |&t| page.head(t))
            .find(|t| hosts.contains(t) || desk.clauses.is_verb(*t))?;
        // "since he is ill" gives a reason: a time since then needs "has been".
        let sure = clause == word || page.children_as(host, Dep::Aux).any(|a| page.lemma(a) == "have");
        let end = page.subtree(clause).end;
        (hosts.contains(&host) && sure && end > word + 1)
            .then(|| if has_role(desk, word, Role::Since) { word..end } else { word + 1..end })
    });
    let span = page.span(spans.next()?);
    Some(Time { span, kind: "DATE".to_owned(), value: None, start: None, until: None })
}

/// The day told with who or what acted ("Tuesday's attack killed …"), or with what was done besides ("speaking in Oslo on Friday").
fn beside(desk: &Desk, at: usize) -> Option<Time> {
    let page = desk.page;
    let subjects = || page.children(at).filter(|&c| matches!(page.dep(c), Dep::Nsubj | Dep::Nsubjpass));
    let spoken = |c: &usize| page.token(*c).tag == "VBG" && matches!(page.dep(*c), Dep::Advcl | Dep::Acl) && *c < at;
    let with = subjects().chain(subjects().flat_map(|s| page.children(s).filter(spoken))).chain(page.children(at).filter(spoken));
    with.filter(|_| desk.clauses.is_verb(at)).find_map(|host| on_hosts(desk, &[host]).filter(|t| is_day(desk, t)))
}

/// The time of the verb that an act hangs on: "will visit on May 3, where he will meet …", "fired on Monday, killing two".
fn inherited(desk: &Desk, at: usize) -> Option<Time> {
    let judged = desk.page.head(at).filter(|&h| desk.page.dep(at) == Dep::Dobj && desk.clauses.is_simple_present(h));
    let dated = judged.and_then(|verb| written_on(desk, &[verb])).filter(|t| is_over(desk, t));
    dated.or_else(|| {
        std::iter::successors(above(desk, at), |&t| above(desk, t)).take(ABOVE).find_map(|host| on_hosts(desk, &[host]))
    })
}

fn above(desk: &Desk, at: usize) -> Option<usize> {
    let page = desk.page;
    let head = page.head(at)?;
    // "condemned the attack on Tuesday": the day is that of the words.
    let speaks = |verb: usize| desk.statements.iter().any(|s| s.cue.overlaps(page.token(verb).span));
    // "…, where he will meet", "…, when the rebels fled"
    let led = || page.children(at).any(|c| c < at && has_role(desk, c, Role::Whence));
    match page.dep(at) {
        Dep::Dobj if speaks(head) => None,
        Dep::Pobj if !is_setting(desk, at) && page.head(head).is_some_and(speaks) => None,
        Dep::Xcomp | Dep::Conj | Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass => Some(head),
        Dep::Pobj => page.head(head).or(Some(head)),
        Dep::Advcl if page.token(at).tag == "VBG" || led() => Some(head),
        Dep::Relcl if led() => std::iter::once(head).chain(page.ancestors(head)).find(|&t| desk.clauses.is_verb(t)),
        _ => None,
    }
}

/// "In December, the agency said an aircraft had …", "In the past 24 hours, he said, …": what the whole sentence is set in. A day
/// before "said" is that of saying, unless the tag only stands between.
fn before_all(desk: &Desk, at: usize) -> Option<Time> {
    let page = desk.page;
    let sentence = page.analysis.sentences.get(page.sentence_of(at))?.clone();
    let told = page.ancestors(at).find(|&a| page.dep(a) == Dep::Root && desk.clauses.is_verb(a))?;
    let speaks = desk.statements.iter().any(|s| s.cue.overlaps(page.token(told).span) && s.content.contains(page.token(at).span));
    // Words before it: "also in the past …".
    const LEAD: usize = 3;
    let lead = page.span(sentence.start..(sentence.start + LEAD + 1).min(sentence.end));
    let time = desk.times.iter().find(|t| lead.contains(diurna_model::Span::new(t.span.begin, t.span.begin + 1)))?;
    let head = head_of(desk, time.span).filter(|&h| h < told && dates(desk, time, h))?;
    let aside = page.word((told + 1).min(page.len() - 1)) == ",";
    (speaks && (aside || !is_day(desk, time)) && governed(desk, time, head, &[told]).is_some())
        .then(|| with_bound(desk, time, head))
}

/// A weekday, a date, a part of a day: no month, year or length.
fn is_day(desk: &Desk, time: &Time) -> bool {
    let page = desk.page;
    let senses = page.tokens_in(time.span).flat_map(|t| desk.pack.times.senses(&page.word(t).to_lowercase()));
    let named = senses.into_iter().any(|s| matches!(s, Sense::Weekday(_) | Sense::Day(..) | Sense::Part(_)));
    let numbered = page.tokens_in(time.span).any(|t| page.token(t).pos == Pos::Num && page.word(t).len() <= 2);
    time.kind == "TIME" || named || (time.kind == "DATE" && numbered)
}

/// A speech act without a time is of the occasion on which the same speaker speaks in the sentence before or after it.
fn on_occasion(desk: &Desk, found: &Match) -> Option<Time> {
    let page = desk.page;
    let text = &page.report.text;
    let own = desk.statements.iter().find(|s| s.cue.overlaps(page.token(found.at).span))?;
    let speaker = own.speaker.as_ref()?;
    let here = page.sentence_of(found.at);
    let near = [here.wrapping_sub(1), here + 1];
    let beside = near.into_iter().flat_map(|n| desk.statements.iter().filter(move |s| s.evidence.sentence == n));
    let mut same = beside.filter(|s| s.speaker.as_ref().is_some_and(|p| p.name_in(text) == speaker.name_in(text)));
    same.find_map(|s| {
        let cue = head_of(desk, s.cue)?;
        let time = on_hosts(desk, &[cue]).or_else(|| inherited(desk, cue))?;
        is_day(desk, &time).then_some(time)
    })
}

fn has_role(desk: &Desk, token: usize, role: Role) -> bool {
    desk.pack.times.has_role(&desk.page.word(token).to_lowercase(), role)
}
