//! The command `actors`. In: reports. Out: for each who is named or spoken of, with code and office and why it is this one, and those
//! without a code with the doubt, so that a user can add the missing rows to a pack.

use crate::listing::{self, Listed, cell, json_line};
use crate::options::ListOptions;
use crate::paint::Paint;
use crate::read::{RunError, Tally};
use diurna_model::mention::{Actor, Entity, Office, one_line};
use diurna_model::{Reading, Report};
use diurna_pack::names::{ActorRow, Names, fold};
use diurna_read::Reader;
use serde::Serialize;
use std::collections::BTreeSet;
use std::io::Write;

/// All mentions of one actor in the same words.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Listing {
    words: String,
    #[serde(rename = "type")]
    kind: String,
    times: usize,
    name: Option<String>,
    code: Option<String>,
    country: Option<String>,
    sector: Option<String>,
    office: Option<String>,
    start: Option<String>,
    end: Option<String>,
    doubt: Option<&'static str>,
    why: String,
}

/// Actors in the order in which the report first speaks of them: with a code, and in doubt.
struct Actors {
    known: Vec<Listing>,
    unresolved: Vec<Listing>,
}

#[derive(Serialize)]
struct ReportActors<'r> {
    report: &'r str,
    actors: &'r [Listing],
    unresolved: &'r [Listing],
}

pub fn run(options: &ListOptions, out: &mut dyn Write, log: &mut dyn Write) -> Result<Tally, RunError> {
    let list = |report: &Report, reader: &Reader| listed(report, &reader.read(report), &reader.pack().names);
    listing::run(options, &HEAD, list, out, log)
}

impl Listed for Actors {
    fn table(&self, report: &Report, paint: Paint) -> String {
        table(report, &self.known, &self.unresolved, paint)
    }

    fn rows(&self, report: &Report) -> Vec<Vec<String>> {
        self.known.iter().chain(&self.unresolved).map(|l| row(report, l)).collect()
    }

    fn json_lines(&self, report: &Report) -> Result<Vec<u8>, serde_json::Error> {
        json_line(&ReportActors { report: &report.id, actors: &self.known, unresolved: &self.unresolved })
    }
}

fn listed(report: &Report, reading: &Reading, names: &Names) -> Actors {
    let mut all: Vec<Listing> = Vec::new();
    for entity in reading.entities.iter().filter(|e| is_actor(e)) {
        let new = listing(report, entity, names);
        match all.iter_mut().find(|old| (&old.words, &old.code, &old.name) == (&new.words, &new.code, &new.name)) {
            Some(old) => old.times += 1,
            None => all.push(new),
        }
    }
    let (known, unresolved) = all.into_iter().partition(|l| l.doubt.is_none());
    Actors { known, unresolved }
}

/// A town or a date is no actor; a state is.
fn is_actor(entity: &Entity) -> bool {
    match entity.kind.as_str() {
        "PERSON" | "ORG" | "NORP" => true,
        "GPE" | "LOC" | "FAC" => entity.actor.is_some(),
        _ => false,
    }
}

fn listing(report: &Report, entity: &Entity, names: &Names) -> Listing {
    let words = one_line(entity.span.of(&report.text));
    let Actor { name, code, country, sector, office, .. } = entity.actor.clone().unwrap_or_default();
    let (doubt, why) = match reason(report, entity, names, &words) {
        Ok(why) => (None, why),
        Err((doubt, why)) => (Some(doubt), why),
    };
    let Office { title, start, end } = office.unwrap_or(Office { title: None, start: None, end: None });
    Listing { words, kind: entity.kind.clone(), times: 1, name, code, country, sector, office: title, start, end, doubt, why }
}

/// Why this actor has this code; or the doubt, and what would settle it.
fn reason(report: &Report, entity: &Entity, names: &Names, words: &str) -> Result<String, (&'static str, String)> {
    let day = report.published.as_ref().map(|p| p.date.to_string());
    let Some(actor) = &entity.actor else { return Err(unknown(names, words, day.as_deref())) };
    // Of an office that is not held that day only the state is left.
    let code = actor.code.as_ref().filter(|c| actor.office.is_none() || Some(*c) != actor.country.as_ref());
    match (&actor.name, code, &actor.office) {
        (Some(name), Some(_), Some(office)) => Ok(held(name, office, day.as_deref())),
        (Some(name), Some(_), None) => Ok(format!("the names have it: {name}")),
        (Some(name), None, Some(office)) if day.is_none() => {
            Err(("no-publication-date", format!("{}; the report has no day", held(name, office, None))))
        }
        (Some(name), None, _) => Err(("no-office-on-the-day", format!("{name} has no row that holds on the report's day"))),
        (None, Some(_), _) if actor.country.is_none() && actor.code == actor.sector => {
            Err(("no-country", "its word tells a sector; nothing tells whose it is".to_owned()))
        }
        (None, Some(_), _) => Ok("state or body, and sector, from the words around it".to_owned()),
        (None, None, _) => Err(unknown(names, words, day.as_deref())),
    }
}

/// "Sergei Shoigu, defense minister from 2012-11-06 until 2024-05-12, on 2016-12-23"
fn held(name: &str, office: &Office, day: Option<&str>) -> String {
    let title = office.title.as_ref().map(|t| format!(", {t}")).unwrap_or_default();
    let from = office.start.as_ref().map(|s| format!(" from {s}")).unwrap_or_default();
    let until = office.end.as_ref().map(|e| format!(" until {e}")).unwrap_or_default();
    let on = day.map(|d| format!(", on {d}")).unwrap_or_default();
    format!("{name}{title}{from}{until}{on}")
}

/// No row of the names fits: none is called so, or more than one, or none on that day.
fn unknown(names: &Names, words: &str, day: Option<&str>) -> (&'static str, String) {
    let key = fold(words);
    let last = key.rsplit(' ').next().unwrap_or_default();
    let rows: Vec<&ActorRow> = names.persons(&key).chain(names.persons(last).filter(|_| last != key)).collect();
    let called: BTreeSet<&str> = rows.iter().map(|r| r.name.as_str()).collect();
    let current: BTreeSet<&str> = rows.iter().filter(|r| day.is_some_and(|d| r.holds_on(d))).map(|r| r.name.as_str()).collect();
    let list = |names: &BTreeSet<&str>| names.iter().copied().collect::<Vec<_>>().join(", ");
    if last != key || called.is_empty() {
        return ("unknown-actor", "no row of the names is called so, and no word tells a state or sector".to_owned());
    }
    match (day, current.len()) {
        (None, _) => ("no-publication-date", format!("perhaps {}; the report has no day", list(&called))),
        (Some(_), 0) => ("no-office-on-the-day", format!("{} held no office on that day", list(&called))),
        (Some(_), 1) => ("no-state-named", format!("perhaps {}; the report names no state of his", list(&current))),
        (Some(_), _) => ("ambiguous-name", format!("each held an office on that day: {}", list(&current))),
    }
}

fn table(report: &Report, actors: &[Listing], unresolved: &[Listing], paint: Paint) -> String {
    let mut out = listing::heading(report, paint);
    for listing in actors {
        out.push_str(&paint.wrap("  ", "      ", &line(listing, paint)));
        out.push_str(&paint.wrap("      ", "      ", &paint.faint(&listing.why)));
    }
    if !unresolved.is_empty() {
        out.push_str(&format!("\n  {}\n", paint.head("In doubt")));
    }
    for listing in unresolved {
        out.push_str(&paint.wrap("  ", "      ", &line(listing, paint)));
        let doubt = listing.doubt.unwrap_or_default();
        out.push_str(&paint.wrap("      ", "      ", &paint.faint(&format!("{doubt}: {}", listing.why))));
    }
    out.push('\n');
    out
}

fn line(listing: &Listing, paint: Paint) -> String {
    let times = if listing.times > 1 { format!(" (×{})", listing.times) } else { String::new() };
    let code = listing.code.as_deref().unwrap_or("–");
    let name = listing.name.as_ref().filter(|n| **n != listing.words).map(|n| format!("  {n}")).unwrap_or_default();
    let office = listing.office.as_ref().map(|o| format!(", {o}")).unwrap_or_default();
    format!("{}{times}  {code}{name}{office}", paint.strong(&listing.words))
}

const HEAD: [&str; 13] =
    ["report", "words", "type", "times", "name", "code", "country", "sector", "office", "start", "end", "doubt", "why"];

fn row(report: &Report, listing: &Listing) -> Vec<String> {
    vec![
        report.id.clone(),
        listing.words.clone(),
        listing.kind.clone(),
        listing.times.to_string(),
        cell(listing.name.as_deref()),
        cell(listing.code.as_deref()),
        cell(listing.country.as_deref()),
        cell(listing.sector.as_deref()),
        cell(listing.office.as_deref()),
        cell(listing.start.as_deref()),
        cell(listing.end.as_deref()),
        cell(listing.doubt),
        listing.why.clone(),
    ]
}
