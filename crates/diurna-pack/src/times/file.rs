//! The tables of `times.toml`, checked and laid together by word. In: sources. Out: [`Times`] and what is wrong, with its place.

use super::{Meaning, Phrase, Role, Scale, Sense, Times, Unit};
use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

type Table<V> = BTreeMap<String, V>;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    months: Table<Spanned<i8>>,
    weekdays: Table<Spanned<i8>>,
    seasons: Table<String>,
    parts: Table<String>,
    units: Table<Spanned<String>>,
    plural_units: Table<Spanned<String>>,
    days: Table<i32>,
    day_parts: Table<String>,
    sets: Table<String>,
    numbers: Table<i32>,
    multipliers: Table<i32>,
    ordinals: Table<i32>,
    clock: Table<i32>,
    hours: Table<String>,
    zones: Table<String>,
    decades: Table<i16>,
    roles: Table<Spanned<Vec<String>>>,
    vague: Table<String>,
    yearly: Table<Spanned<String>>,
    fixed: Table<String>,
    movable: Vec<String>,
    no_time: Vec<String>,
}

const SCALES: [(&str, Scale); 12] = [
    ("TS", Scale::Second),
    ("TM", Scale::Minute),
    ("TH", Scale::Hour),
    ("D", Scale::Day),
    ("WE", Scale::Weekend),
    ("W", Scale::Week),
    ("M", Scale::Month),
    ("Q", Scale::Quarter),
    ("H", Scale::HalfYear),
    ("Y", Scale::Year),
    ("E", Scale::Decade),
    ("C", Scale::Century),
];

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Times {
    let mut times = Times::default();
    for source in sources.iter().filter(|s| kind_of(s) == "times.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        check(source, &file, findings);
        add_words(&mut times, &file);
        add_units(&mut times, &file, source, findings);
        add_roles(&mut times, &file, source, findings);
        add_phrases(&mut times, file, source, findings);
    }
    for phrases in times.phrases.values_mut() {
        phrases.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then(a.rest.cmp(&b.rest)));
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
}

fn add_words(times: &mut Times, file: &File) {
    let mut add = |word: &str, sense: Sense| times.add(word, sense);
    file.months.iter().for_each(|(w, n)| add(w, Sense::Month(*n.get_ref())));
    file.weekdays.iter().for_each(|(w, n)| add(w, Sense::Weekday(*n.get_ref())));
    file.seasons.iter().for_each(|(w, s)| add(w, Sense::Season(s.clone())));
    file.parts.iter().for_each(|(w, p)| add(w, Sense::Part(p.clone())));
    file.numbers.iter().for_each(|(w, n)| add(w, Sense::Number(*n)));
    file.multipliers.iter().for_each(|(w, n)| add(w, Sense::Multiplier(*n)));
    file.ordinals.iter().for_each(|(w, n)| add(w, Sense::Ordinal(*n)));
    file.days.iter().filter(|(w, _)| !w.contains(' ')).for_each(|(w, n)| add(w, Sense::Day(*n, file.day_parts.get(w).cloned())));
    file.sets.iter().for_each(|(w, p)| add(w, Sense::Set(p.clone())));
    file.clock.iter().for_each(|(w, n)| add(w, Sense::Clock(*n)));
    file.hours.iter().for_each(|(w, h)| add(w, Sense::Hour(h.clone())));
    file.zones.iter().for_each(|(w, z)| add(w, Sense::Zone(z.clone())));
    file.decades.iter().for_each(|(w, n)| add(w, Sense::Decade(*n)));
}

fn add_units(times: &mut Times, file: &File, source: &Source, findings: &mut Findings) {
    for (table, many) in [(&file.units, false), (&file.plural_units, true)] {
        for (word, letters) in table {
            match unit(letters.get_ref(), many) {
                Some(unit) => times.add(word, Sense::Unit(unit)),
                None => {
                    let message = format!("`{word}` has the unknown unit `{}`", letters.get_ref());
                    let known = SCALES.map(|(letters, _)| letters).join(", ");
                    findings.add(
                        source,
                        letters.span().start,
                        message,
                        format!("one of {known}, with a figure before it for several"),
                    );
                }
            }
        }
    }
}

fn add_roles(times: &mut Times, file: &File, source: &Source, findings: &mut Findings) {
    for (name, words) in &file.roles {
        match Role::NAMES.iter().find(|(known, _)| known == name) {
            Some((_, role)) => words.get_ref().iter().for_each(|w| times.add(w, Sense::Role(*role))),
            None => {
                let known = Role::NAMES.iter().map(|(known, _)| *known).collect::<Vec<_>>().join(", ");
                findings.add(
                    source,
                    words.span().start,
                    format!("no grammar asks for the role `{name}`"),
                    format!("one of {known}"),
                );
            }
        }
    }
}

/// "W", "2W" for a fortnight.
fn unit(letters: &str, many: bool) -> Option<Unit> {
    let word = letters.trim_start_matches(|c: char| c.is_ascii_digit());
    let times = &letters[..letters.len() - word.len()];
    let times = if times.is_empty() { 1 } else { times.parse().ok()? };
    SCALES.iter().find(|(l, _)| *l == word).map(|&(_, scale)| Unit { scale, times, many })
}

fn add_phrases(times: &mut Times, file: File, source: &Source, findings: &mut Findings) {
    let mut add = |words: &str, meaning: Meaning| {
        // As texts are cut: "new year's" is four pieces, "9/11" and "last-minute" three.
        let cut = words.replace('\'', " ' ").replace('/', " / ").replace('-', " - ");
        let mut words = cut.split_whitespace().map(str::to_owned);
        let first = words.next().unwrap_or_default();
        let phrase = Phrase { rest: words.collect(), meaning };
        let phrases = times.phrases.entry(first).or_default();
        phrases.retain(|p| p.rest != phrase.rest);
        phrases.push(phrase);
    };
    file.vague.into_iter().for_each(|(words, value)| add(&words, Meaning::Vague(value)));
    file.fixed.into_iter().for_each(|(words, value)| add(&words, Meaning::Fixed(value)));
    file.movable.iter().for_each(|words| add(words, Meaning::Movable));
    file.no_time.iter().for_each(|words| add(words, Meaning::NoTime));
    file.days.iter().filter(|(words, _)| words.contains(' ')).for_each(|(words, n)| add(words, Meaning::Day(*n)));
    for (words, day) in &file.yearly {
        // A leap year, so that every day of a year is one.
        let date = format!("2000-{}", day.get_ref()).parse::<toml::value::Datetime>().ok().and_then(|d| d.date);
        match date.and_then(|d| Some((i8::try_from(d.month).ok()?, i8::try_from(d.day).ok()?))) {
            Some((month, day)) => add(words, Meaning::Yearly(month, day)),
            None => {
                let message = format!("`{words}` is on the day `{}`", day.get_ref());
                findings.add(source, day.span().start, message, "month and day, \"12-25\"");
            }
        }
    }
}
