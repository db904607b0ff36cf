//! The events of a reading as rows of a table. In: a report as read, and what its codes are called elsewhere. Out: CSV, one row an event; lists are joined with "; ".

use diurna_model::mention::one_line;
use diurna_model::record::{CountRecord, EventRecord, PartyRecord, ReadingRecord};
use diurna_model::{Reading, Report};
use diurna_pack::crosswalk::{Crosswalk, Elsewhere};

/// The columns, in order. Adding one at the end is a change users see; moving one is a version.
pub const COLUMNS: [&str; 43] = [
    "event",
    "report",
    "publisher",
    "published",
    "url",
    "type",
    "mode",
    "cameo",
    "quad",
    "status",
    "actors",
    "actor_codes",
    "recipients",
    "recipient_codes",
    "place",
    "place_name",
    "country",
    "admin1",
    "lat",
    "lon",
    "geonames",
    "precision",
    "time_words",
    "time_value",
    "start",
    "until",
    "by",
    "by_codes",
    "counts",
    "count_words",
    "trigger",
    "sentence",
    "sentence_words",
    "rule",
    "confidence",
    "doubts",
    "pack",
    "version",
    "cameo_root",
    "cameo_base",
    "goldstein",
    "acled_event",
    "acled_sub_event",
];

/// The first line of the table.
pub fn header() -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record(COLUMNS)?;
    finish(table)
}

/// The rows of one report.
pub fn rows(report: &Report, reading: &Reading, record: &ReadingRecord, crosswalk: &Crosswalk) -> Result<Vec<u8>, csv::Error> {
    let mut table = csv::Writer::from_writer(Vec::new());
    for (event, read) in record.events.iter().zip(&reading.events) {
        let sentence = reading.sentences.get(event.sentence).map(|s| one_line(s.of(&report.text)));
        table.write_record(row(record, event, sentence.unwrap_or_default(), crosswalk.of(read)))?;
    }
    finish(table)
}

fn finish(table: csv::Writer<Vec<u8>>) -> Result<Vec<u8>, csv::Error> {
    table.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

fn row(record: &ReadingRecord, event: &EventRecord, sentence: String, elsewhere: Elsewhere) -> Vec<String> {
    let report = &record.report;
    let (place, time) = (event.place.as_ref(), event.time.as_ref());
    let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    let words = |w: Option<&String>| w.cloned().unwrap_or_default();
    vec![
        event.id.clone(),
        report.id.clone(),
        words(report.publisher.as_ref()),
        words(report.published.as_ref()),
        words(report.url.as_ref()),
        event.kind.clone(),
        words(event.mode.as_ref()),
        words(event.cameo.as_ref()),
        words(event.quad.as_ref()),
        event.status.clone(),
        names(&event.actors),
        codes(&event.actors),
        names(&event.recipients),
        codes(&event.recipients),
        place.map(|p| one_line(&p.text)).unwrap_or_default(),
        words(place.and_then(|p| p.name.as_ref())),
        words(place.and_then(|p| p.country.as_ref())),
        words(place.and_then(|p| p.admin1.as_ref())),
        number(place.and_then(|p| p.lat)),
        number(place.and_then(|p| p.lon)),
        place.and_then(|p| p.geonames).map(|g| g.to_string()).unwrap_or_default(),
        words(place.and_then(|p| p.precision.as_ref())),
        time.map(|t| one_line(&t.text)).unwrap_or_default(),
        words(time.and_then(|t| t.value.as_ref())),
        words(time.and_then(|t| t.start.as_ref())),
        words(time.and_then(|t| t.until.as_ref())),
        names(&event.by),
        codes(&event.by),
        joined(event.counts.iter().map(count)),
        joined(event.counts.iter().map(|c| c.text.clone())),
        one_line(&event.trigger.text),
        event.sentence.to_string(),
        sentence,
        event.rule.clone(),
        event.confidence.to_string(),
        event.doubts.join("; "),
        record.pack.clone(),
        record.version.clone(),
        elsewhere.root.unwrap_or_default().to_owned(),
        elsewhere.base.unwrap_or_default().to_owned(),
        number(elsewhere.goldstein),
        elsewhere.acled_event.unwrap_or_default().to_owned(),
        elsewhere.acled_sub_event.unwrap_or_default().to_owned(),
    ]
}

/// "killed 12", "killed 10-", "killed -15", "killed 10-15"; "killed" alone when the number is not known.
fn count(count: &CountRecord) -> String {
    let what = &count.what;
    let end = |n: Option<u64>| n.map(|n| n.to_string()).unwrap_or_default();
    match (count.n, count.low, count.high) {
        (Some(n), _, _) => format!("{what} {n}"),
        (None, None, None) => what.clone(),
        (None, low, high) => format!("{what} {}-{}", end(low), end(high)),
    }
}

fn names(parties: &[PartyRecord]) -> String {
    joined(parties.iter().map(|p| p.text.clone()))
}

/// As many as there are parties, so that the lists can be read side by side; empty where a code is not known.
fn codes(parties: &[PartyRecord]) -> String {
    joined(parties.iter().map(|p| p.code.clone().unwrap_or_default()))
}

fn joined(words: impl Iterator<Item = String>) -> String {
    words.collect::<Vec<_>>().join("; ")
}
