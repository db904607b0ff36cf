//! A reading for a person in a hurry. In: a report as read. Out: who holds what, what happened, what is planned or called for, who
//! backs whom, what is agreed, who was moved, who was heard, whose words take
//! sides, and what stays doubtful. Sections with nothing in them are left out.

use crate::paint::Paint;
use diurna_model::mention::one_line;
use diurna_model::record::{
    AgreementRecord, CountRecord, EventRecord, FramingRecord, HoldingRecord, MovementRecord, PartyRecord, PlaceRecord,
    ReadingRecord, TieRecord, TimeRecord,
};
use std::collections::{BTreeMap, BTreeSet};

/// The summary of one report, with an empty line at its end.
pub fn write(record: &ReadingRecord, paint: Paint) -> String {
    let mut out = heading(record, paint);
    let events = |wanted: &[&str]| -> Vec<String> {
        record.events.iter().filter(|e| wanted.contains(&e.status.as_str())).map(|e| event(e, paint)).collect()
    };
    let sections = [
        ("Who holds what", record.holdings.iter().map(|h| holding(h, paint)).collect()),
        ("What happened", events(&["occurred", "ongoing"])),
        ("Planned or called for", events(&["planned", "possible"])),
        ("Said not to be so", events(&["negated"])),
        ("Who backs whom", record.ties.iter().map(|t| tie(t, paint)).collect()),
        ("Agreements", record.agreements.iter().map(|a| agreement(a, paint)).collect()),
        ("Who was moved", record.movements.iter().map(|m| movement(m, paint)).collect()),
        ("Who was heard", heard(record)),
        ("Whose words take sides", loaded(record, paint)),
        ("What stays doubtful", doubts(record)),
    ];
    let mut is_empty = true;
    for (title, lines) in sections.iter().filter(|(_, lines): &&(&str, Vec<String>)| !lines.is_empty()) {
        is_empty = false;
        out.push_str(&format!("\n{}\n", paint.head(title)));
        for line in lines {
            out.push_str(&paint.wrap("  ", "      ", line));
        }
    }
    if is_empty {
        out.push_str("\nNothing that Diurna keeps a record of.\n");
    }
    out.push('\n');
    out
}

fn heading(record: &ReadingRecord, paint: Paint) -> String {
    let report = &record.report;
    let title = one_line(report.title.as_deref().unwrap_or(&report.id));
    let mut facts = Vec::new();
    facts.push(report.publisher.clone().unwrap_or_else(|| "publisher unknown".into()));
    facts.push(report.published.clone().unwrap_or_else(|| "not dated".into()));
    if report.title.is_some() {
        facts.push(report.id.clone());
    }
    paint.wrap("", "", &paint.head(&title)) + &paint.wrap("", "", &paint.faint(&one_line(&facts.join(" · "))))
}

/// "ASSAULT airstrike  Russia → rebels · Aleppo · Friday (2016-12-23) · 12 killed · said by …".
fn event(event: &EventRecord, paint: Paint) -> String {
    let mut words = paint.strong(&event.kind);
    if let Some(mode) = &event.mode {
        words.push_str(&format!(" ({mode})"));
    }
    words.push_str(&format!(" “{}”: ", one_line(&event.trigger.text)));
    words.push_str(&sides(&event.actors, &event.recipients));
    let mut facts = vec![words];
    facts.extend(event.place.as_ref().map(place));
    facts.extend(event.time.as_ref().map(time));
    facts.extend(event.counts.iter().map(count));
    if event.status == "ongoing" || event.status == "possible" {
        facts.push(event.status.clone());
    }
    said(facts, &event.by, paint)
}

/// Who acts on whom. One party alone is shown on its own side; "?" stands where the words name nobody.
fn sides(actors: &[PartyRecord], recipients: &[PartyRecord]) -> String {
    match (actors.is_empty(), recipients.is_empty()) {
        (true, true) => "?".into(),
        (false, true) => names(actors),
        (true, false) => format!("? → {}", names(recipients)),
        (false, false) => format!("{} → {}", names(actors), names(recipients)),
    }
}

fn holding(holding: &HoldingRecord, paint: Paint) -> String {
    let place = holding.place.as_ref().map_or_else(|| "?".into(), place);
    let holder = holding.holder.as_ref().map_or_else(|| "?".into(), name);
    let mut facts = vec![format!("{}: {holder}", paint.strong(&place))];
    facts.extend(holding.lost_by.as_ref().map(|p| format!("lost by {}", name(p))));
    facts.extend(holding.since.as_ref().map(|t| format!("since {}", time(t))));
    said(facts, &holding.by, paint)
}

fn tie(tie: &TieRecord, paint: Paint) -> String {
    let mut facts = vec![format!("{} → {}: {}", name(&tie.from), name(&tie.to), paint.strong(&tie.kind))];
    facts.extend(tie.since.as_ref().map(|t| format!("since {}", time(t))));
    said(facts, &tie.by, paint)
}

fn agreement(agreement: &AgreementRecord, paint: Paint) -> String {
    let mut facts = vec![format!("{}, {}", paint.strong(&agreement.what), agreement.status)];
    if !agreement.parties.is_empty() {
        facts.push(names(&agreement.parties));
    }
    facts.extend(agreement.place.as_ref().map(place));
    said(facts, &agreement.by, paint)
}

fn movement(movement: &MovementRecord, paint: Paint) -> String {
    let who = one_line(&movement.who);
    let says_number = who.contains(|c: char| c.is_ascii_digit());
    let mut words = match number(movement.n, movement.low, movement.high) {
        Some(number) if !says_number => format!("{}{number} {who}", if movement.approximate { "some " } else { "" }),
        _ => who,
    };
    words = paint.strong(&words);
    if let Some(from) = &movement.from {
        words.push_str(&format!(" from {}", place(from)));
    }
    if let Some(to) = &movement.to {
        words.push_str(&format!(" to {}", place(to)));
    }
    let mut facts = vec![words];
    facts.extend(movement.since.as_ref().map(time));
    if movement.status != "occurred" {
        facts.push(movement.status.clone());
    }
    said(facts, &movement.by, paint)
}

/// Speakers in the order of their first word, with how often each is heard.
fn heard(record: &ReadingRecord) -> Vec<String> {
    let mut speakers: Vec<(String, usize)> = Vec::new();
    for statement in &record.statements {
        let speaker = statement.speaker.as_ref().map_or_else(|| "somebody not named".into(), name);
        match speakers.iter_mut().find(|(known, _)| *known == speaker) {
            Some((_, times)) => *times += 1,
            None => speakers.push((speaker, 1)),
        }
    }
    let words: Vec<String> =
        speakers.into_iter().map(|(who, n)| if n == 1 { who } else { format!("{who} ({n} times)") }).collect();
    if words.is_empty() { Vec::new() } else { vec![words.join("; ")] }
}

/// A line for each source and each party that it has loaded words for: "rebels: “thugs”, “bandits” · said by army".
fn loaded(record: &ReadingRecord, paint: Paint) -> Vec<String> {
    let mut lines: Vec<(&FramingRecord, Vec<String>)> = Vec::new();
    for framing in &record.framing {
        let alike = |known: &FramingRecord| (about(known), names(&known.by)) == (about(framing), names(&framing.by));
        let word = format!("“{}”", one_line(&framing.word.text));
        match lines.iter_mut().find(|(known, _)| alike(known)) {
            Some((_, words)) if words.iter().any(|w| w.eq_ignore_ascii_case(&word)) => {}
            Some((_, words)) => words.push(word),
            None => lines.push((framing, vec![word])),
        }
    }
    let line = |(framing, words): (&FramingRecord, Vec<String>)| {
        let whom = about(framing).map(|a| format!("{a}: ")).unwrap_or_default();
        said(vec![whom + &words.join(", ")], &framing.by, paint)
    };
    lines.into_iter().map(line).collect()
}

/// Whom a loaded word is about, if its words do not say so themselves.
fn about(framing: &FramingRecord) -> Option<String> {
    framing.towards.as_ref().map(name).filter(|n| !n.eq_ignore_ascii_case(&one_line(&framing.word.text)))
}

/// Each reason once, with the records it stands on: named when they are few, counted when they are many.
fn doubts(record: &ReadingRecord) -> Vec<String> {
    let mut events: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut others: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for event in &record.events {
        for reason in &event.doubts {
            events.entry(reason).or_default().push(format!("{} “{}”", event.kind, one_line(&event.trigger.text)));
        }
    }
    for doubt in &record.doubts {
        let list = doubt.record.as_deref().and_then(|r| r.split('/').next()).unwrap_or("the report");
        *others.entry(&doubt.reason).or_default().entry(list).or_default() += 1;
    }
    let reasons: BTreeSet<&str> = events.keys().chain(others.keys()).copied().collect();
    let line = |reason: &str| {
        let mut whose = events.get(reason).map(|named| few_or_count(named, record.events.len())).into_iter().collect::<Vec<_>>();
        whose.extend(others.get(reason).into_iter().flatten().map(|(list, n)| counted(list, *n)));
        format!("{}: {}", reason.replace('-', " "), whose.join("; "))
    };
    reasons.into_iter().map(line).collect()
}

/// More events than this are counted and no longer named.
const FEW: usize = 3;

fn few_or_count(named: &[String], all: usize) -> String {
    if named.len() <= FEW { named.join(", ") } else { format!("{} of {all} events", named.len()) }
}

/// "1 tie", "2 holdings", "the report".
fn counted(list: &str, n: usize) -> String {
    match n {
        _ if list == "the report" => list.to_owned(),
        _ if list == "framing" => counted("loaded words", n),
        1 => format!("1 {}", list.trim_end_matches('s')),
        n => format!("{n} {list}"),
    }
}

/// The facts side by side, and who says so; the publisher stands in the heading.
fn said(facts: Vec<String>, by: &[PartyRecord], paint: Paint) -> String {
    let mut words = facts.join(" · ");
    if !by.is_empty() {
        let by: Vec<String> = by.iter().map(name).collect();
        words.push_str(&format!(" · {}", paint.faint(&format!("said by {}", by.join(", citing ")))));
    }
    words
}

fn name(party: &PartyRecord) -> String {
    one_line(&party.text)
}

fn names(parties: &[PartyRecord]) -> String {
    parties.iter().map(name).collect::<Vec<_>>().join(", ")
}

fn place(place: &PlaceRecord) -> String {
    let words = one_line(&place.text);
    match &place.country {
        Some(country) if place.precision.as_deref() != Some("country") => format!("{words} ({country})"),
        _ => words,
    }
}

/// The words, and the day they mean when they do not give it themselves.
fn time(time: &TimeRecord) -> String {
    let words = one_line(&time.text);
    match &time.value {
        Some(value) if *value != words => format!("{words} ({value})"),
        _ => words,
    }
}

fn count(count: &CountRecord) -> String {
    match number(count.n, count.low, count.high) {
        Some(number) => format!("{number} {}", count.what),
        None => format!("{}: {}", count.what, one_line(&count.text)),
    }
}

fn number(n: Option<u64>, low: Option<u64>, high: Option<u64>) -> Option<String> {
    Some(match (n, low, high) {
        (_, Some(low), Some(high)) if low != high => format!("{} to {}", grouped(low), grouped(high)),
        (_, Some(low), None) => format!("at least {}", grouped(low)),
        (_, None, Some(high)) => format!("up to {}", grouped(high)),
        (Some(n), _, _) | (None, Some(n), Some(_)) => grouped(n),
        (None, None, None) => return None,
    })
}

/// "34000" → "34,000".
fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_model::record::SpanRecord;
    use diurna_model::{Reading, Report};

    #[test]
    fn numbers_say_what_their_words_say() {
        assert_eq!(number(Some(34_000), None, None).as_deref(), Some("34,000"));
        assert_eq!(number(Some(12), Some(12), None).as_deref(), Some("at least 12"));
        assert_eq!(number(None, Some(10), Some(1_500)).as_deref(), Some("10 to 1,500"));
        assert_eq!(number(Some(7), Some(7), Some(7)).as_deref(), Some("7"));
        assert_eq!(number(None, None, None), None);
    }

    #[test]
    fn loaded_words_of_one_source_for_one_party_share_a_line() {
        let party = |text: &str| PartyRecord {
            text: text.into(),
            here: None,
            begin: 0,
            end: 0,
            name: None,
            code: None,
            country: None,
            sector: None,
            id: None,
        };
        let framing = |word: &str, towards: &str, by: &[&str]| FramingRecord {
            word: SpanRecord { begin: 0, end: 0, text: word.into() },
            towards: Some(party(towards)),
            by: by.iter().map(|b| party(b)).collect(),
            sentence: 0,
        };
        let report = Report { id: "r".into(), text: "Hello.".into(), ..Report::default() };
        let mut record = ReadingRecord::new(&report, &Reading::default(), "p", "v");
        record.framing = vec![
            framing("thugs", "rebels", &["army"]),
            framing("bandits", "rebels", &["army"]),
            framing("Thugs", "rebels", &["army"]),
            framing("terrorists", "terrorists", &[]),
        ];
        assert_eq!(loaded(&record, Paint::PLAIN), ["rebels: “thugs”, “bandits” · said by army", "“terrorists”"]);
    }

    #[test]
    fn a_report_that_tells_nothing_says_so() {
        let report = Report { id: "r".into(), text: "Hello.".into(), ..Report::default() };
        let record = ReadingRecord::new(&report, &Reading::default(), "p", "v");
        assert_eq!(
            write(&record, Paint::PLAIN),
            "r\npublisher unknown · not dated\n\nNothing that Diurna keeps a record of.\n\n"
        );
    }
}
