//! The command `places`. In: reports. Out: for each the places it names, those on the map with why it is this one, and those that are not,
//! so that a user can add the missing rows to a gazetteer.

use crate::listing::{self, Listed, cell, json_line};
use crate::options::ListOptions;
use crate::paint::Paint;
use crate::read::{RunError, Tally};
use diurna_model::mention::{Place, one_line};
use diurna_model::{Reading, Report};
use diurna_read::Reader;
use serde::Serialize;
use std::io::Write;

/// All that one report says of one place in one way.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct Listing {
    words: String,
    times: usize,
    name: Option<String>,
    country: Option<String>,
    admin1: Option<String>,
    lat: Option<f64>,
    lon: Option<f64>,
    geonames: Option<u32>,
    precision: Option<String>,
    kind: Option<String>,
    doubt: Option<&'static str>,
    why: Vec<&'static str>,
}

/// Places in the order in which the report first names them: with coordinates, and without.
struct Places {
    known: Vec<Listing>,
    unresolved: Vec<Listing>,
}

#[derive(Serialize)]
struct ReportPlaces<'r> {
    report: &'r str,
    places: &'r [Listing],
    unresolved: &'r [Listing],
}

pub fn run(options: &ListOptions, out: &mut dyn Write, log: &mut dyn Write) -> Result<Tally, RunError> {
    listing::run(options, &HEAD, |report, reader: &Reader| listed(report, &reader.read(report)), out, log)
}

impl Listed for Places {
    fn table(&self, report: &Report, paint: Paint) -> String {
        table(report, &self.known, &self.unresolved, paint)
    }

    fn rows(&self, report: &Report) -> Vec<Vec<String>> {
        self.known.iter().chain(&self.unresolved).map(|l| row(report, l)).collect()
    }

    fn json_lines(&self, report: &Report) -> Result<Vec<u8>, serde_json::Error> {
        json_line(&ReportPlaces { report: &report.id, places: &self.known, unresolved: &self.unresolved })
    }
}

fn listed(report: &Report, reading: &Reading) -> Places {
    let mut all: Vec<Listing> = Vec::new();
    for place in &reading.places {
        let new = listing(report, place);
        match all.iter_mut().find(|old| {
            Listing { times: 0, why: Vec::new(), ..(*old).clone() } == Listing { times: 0, why: Vec::new(), ..new.clone() }
        }) {
            Some(old) => old.times += 1,
            None => all.push(new),
        }
    }
    let (known, unresolved) = all.into_iter().partition(|l| l.lat.is_some());
    Places { known, unresolved }
}

fn listing(report: &Report, place: &Place) -> Listing {
    let site = place.site.as_ref();
    let unknown = || vec!["unknown here, or nothing that the report says tells which"];
    Listing {
        words: one_line(place.here.of(&report.text)),
        times: 1,
        name: site.map(|s| s.name.clone()),
        country: site.and_then(|s| s.country.clone()),
        admin1: site.and_then(|s| s.admin1.clone()),
        lat: site.and_then(|s| s.lat),
        lon: site.and_then(|s| s.lon),
        geonames: site.and_then(|s| s.geonames),
        precision: site.map(|s| s.precision.clone()),
        kind: site.map(|s| s.kind.clone()),
        doubt: place.doubt().map(|d| d.reason),
        why: site.map_or_else(unknown, |s| s.why.clone()),
    }
}

fn table(report: &Report, places: &[Listing], unresolved: &[Listing], paint: Paint) -> String {
    let mut out = listing::heading(report, paint);
    for listing in places {
        let at = |angle: Option<f64>| angle.map_or(String::new(), |a| format!("{a:.3}"));
        let times = if listing.times > 1 { format!(" (×{})", listing.times) } else { String::new() };
        let within = [
            listing.name.as_ref(),
            listing.admin1.as_ref().filter(|a| Some(*a) != listing.name.as_ref()),
            listing.country.as_ref(),
        ];
        let name = within.into_iter().flatten().map(String::as_str).collect::<Vec<_>>().join(", ");
        let kind = listing.kind.as_deref().unwrap_or_default();
        let line = format!("{}{times}  {name}  {}, {}  {kind}", paint.strong(&listing.words), at(listing.lat), at(listing.lon));
        out.push_str(&paint.wrap("  ", "      ", &line));
        let doubt = listing.doubt.map(|d| format!("{d}: ")).unwrap_or_default();
        out.push_str(&paint.wrap("      ", "      ", &paint.faint(&format!("{doubt}{}", listing.why.join("; ")))));
    }
    if !unresolved.is_empty() {
        out.push_str(&format!("\n  {}\n", paint.head("Not found")));
    }
    for listing in unresolved {
        let line = format!("{}  {}", paint.mark(&listing.words), paint.faint(&listing.why.join("; ")));
        out.push_str(&paint.wrap("  ", "      ", &line));
    }
    out.push('\n');
    out
}

const HEAD: [&str; 13] =
    ["report", "words", "times", "name", "country", "admin1", "lat", "lon", "geonames", "precision", "kind", "doubt", "why"];

fn row(report: &Report, listing: &Listing) -> Vec<String> {
    let number = |n: Option<f64>| n.map(|n| n.to_string()).unwrap_or_default();
    vec![
        report.id.clone(),
        listing.words.clone(),
        listing.times.to_string(),
        cell(listing.name.as_deref()),
        cell(listing.country.as_deref()),
        cell(listing.admin1.as_deref()),
        number(listing.lat),
        number(listing.lon),
        listing.geonames.map(|id| id.to_string()).unwrap_or_default(),
        cell(listing.precision.as_deref()),
        cell(listing.kind.as_deref()),
        cell(listing.doubt),
        listing.why.join("; "),
    ]
}
