//! `times.toml`: words of time. In: TOML. Out: [`Times`], the tables that time expressions are read by.
//! Refuses months, weekdays and units that the calendar does not have.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// Words of time, all in small letters. Values after TIMEX3.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Times {
    /// Month → 1 to 12.
    pub months: BTreeMap<String, i8>,
    /// Weekday → 1 (Monday) to 7.
    pub weekdays: BTreeMap<String, i8>,
    /// Season → its two letters ("SU").
    pub seasons: BTreeMap<String, String>,
    /// Part of a day → its two letters ("MO").
    pub parts: BTreeMap<String, String>,
    /// Unit → its letter, `T` before it below the day; E for ten years, C for a hundred.
    pub units: BTreeMap<String, String>,
    /// Day told from the day of publication → days to add.
    pub days: BTreeMap<String, i32>,
    /// Repeated time → its period.
    pub sets: BTreeMap<String, String>,
    pub numbers: BTreeMap<String, i32>,
    pub ordinals: BTreeMap<String, i32>,
    /// Mark of the half of a day → hours to add.
    pub clock: BTreeMap<String, i32>,
    pub ago: BTreeSet<String>,
    pub last: BTreeSet<String>,
    pub next: BTreeSet<String>,
    pub this: BTreeSet<String>,
    pub ordinal: BTreeSet<String>,
    pub joins: BTreeSet<String>,
    pub before_year: BTreeSet<String>,
    pub future: BTreeSet<String>,
    pub vague_numbers: BTreeSet<String>,
    /// Times without a value ("recently").
    pub vague: BTreeSet<String>,
    /// Time zone → what it adds to a value ("Z" for Greenwich).
    pub zones: BTreeMap<String, String>,
}

/// The file: like [`Times`], each table may be absent; numbers that can be wrong know their place.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    months: BTreeMap<String, toml::Spanned<i8>>,
    weekdays: BTreeMap<String, toml::Spanned<i8>>,
    seasons: BTreeMap<String, String>,
    parts: BTreeMap<String, String>,
    units: BTreeMap<String, toml::Spanned<String>>,
    days: BTreeMap<String, i32>,
    sets: BTreeMap<String, String>,
    numbers: BTreeMap<String, i32>,
    ordinals: BTreeMap<String, i32>,
    clock: BTreeMap<String, i32>,
    ago: Vec<String>,
    last: Vec<String>,
    next: Vec<String>,
    this: Vec<String>,
    ordinal: Vec<String>,
    joins: Vec<String>,
    before_year: Vec<String>,
    future: Vec<String>,
    vague_numbers: Vec<String>,
    vague: Vec<String>,
    zones: BTreeMap<String, String>,
}

const UNITS: [&str; 10] = ["TS", "TM", "TH", "D", "W", "M", "Q", "Y", "E", "C"];

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Times {
    let mut times = Times::default();
    for source in sources.iter().filter(|s| kind_of(s) == "times.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        check(source, &file, findings);
        times.months.extend(file.months.into_iter().map(|(word, n)| (word, n.into_inner())));
        times.weekdays.extend(file.weekdays.into_iter().map(|(word, n)| (word, n.into_inner())));
        times.units.extend(file.units.into_iter().map(|(word, unit)| (word, unit.into_inner())));
        times.seasons.extend(file.seasons);
        times.parts.extend(file.parts);
        times.days.extend(file.days);
        times.sets.extend(file.sets);
        times.numbers.extend(file.numbers);
        times.ordinals.extend(file.ordinals);
        times.clock.extend(file.clock);
        times.ago.extend(file.ago);
        times.last.extend(file.last);
        times.next.extend(file.next);
        times.this.extend(file.this);
        times.ordinal.extend(file.ordinal);
        times.joins.extend(file.joins);
        times.before_year.extend(file.before_year);
        times.future.extend(file.future);
        times.vague_numbers.extend(file.vague_numbers);
        times.vague.extend(file.vague);
        times.zones.extend(file.zones);
    }
    times
}

fn check(source: &Source, file: &File, findings: &mut Findings) {
    for (table, last, what) in [(&file.months, 12, "month"), (&file.weekdays, 7, "weekday")] {
        for (word, number) in table.iter().filter(|(_, n)| !(1..=last).contains(n.get_ref())) {
            let message = format!("`{word}` is {what} {}", number.get_ref());
            findings.add(source, number.span().start, message, format!("1 to {last}"));
        }
    }
    for (word, unit) in file.units.iter().filter(|(_, u)| !UNITS.contains(&u.get_ref().as_str())) {
        let message = format!("`{word}` has the unknown unit `{}`", unit.get_ref());
        findings.add(source, unit.span().start, message, format!("one of {}", UNITS.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thirteenth_month_is_told_with_its_place() {
        let mut findings = Findings::default();
        read(&[Source::new("times.toml", "[months]\njanuary = 13")], &mut findings);
        let error = findings.into_result(()).expect_err("no such month");
        assert_eq!((error.0[0].line, error.0[0].column), (2, 11));
    }
}
