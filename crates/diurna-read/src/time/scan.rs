//! Patterns of time expressions. In: a position in the page. Out: the tokens of the expression that begins there, and its reading.

use super::calendar::{Reading, near_year, shift, shift_months, weekday};
use crate::page::Page;
use diurna_lang::Dep;
use diurna_pack::times::Times;
use jiff::civil::Date;
use std::ops::Range;

pub(super) struct Scan<'p> {
    pub page: &'p Page<'p>,
    pub words: &'p Times,
    /// The tokens in small letters without full stops.
    pub lower: &'p [String],
    pub published: Option<Date>,
    /// End of the sentence.
    pub end: usize,
}

type Hit = (Range<usize>, Reading);

impl Scan<'_> {
    pub fn at(&self, at: usize) -> Option<Hit> {
        self.full_date(at)
            .or_else(|| self.quarter(at))
            .or_else(|| self.clock(at))
            .or_else(|| self.weekday(at))
            .or_else(|| self.near_day(at))
            .or_else(|| self.near_unit(at))
            .or_else(|| self.length(at))
            .or_else(|| self.month(at))
            .or_else(|| self.year(at))
            .or_else(|| self.word(at))
    }

    fn lower(&self, at: usize) -> &str {
        if at < self.end { &self.lower[at] } else { "" }
    }

    /// "February 24, 1955", "15 December", "April 2nd", "2016-12-23".
    fn full_date(&self, at: usize) -> Option<Hit> {
        if let Some(date) = self.iso(at) {
            return Some((at..at + 1, Reading::day(date)));
        }
        let day_first = self.day_number(at).and_then(|(day, next)| {
            let next = self.skip_joins(next, 1);
            Some((day, self.month_name(next)?, next + 1))
        });
        let month_first = || {
            let month = self.month_name(at)?;
            let (day, next) = self.day_number(at + 1)?;
            Some((day, month, next))
        };
        let (day, month, end) = day_first.or_else(month_first)?;
        if let Some((year, after)) = self.year_number(self.skip_joins(end, 1)) {
            return Some((at..after, Date::new(year, month, day).map_or(Reading::unknown("DATE"), Reading::day)));
        }
        let date = self.published.and_then(|p| Date::new(near_year(p, month, day), month, day).ok());
        Some((at..end, date.map_or(Reading::unknown("DATE"), Reading::day)))
    }

    fn iso(&self, at: usize) -> Option<Date> {
        let word = self.lower(at);
        (word.len() == 10 && word.as_bytes()[4] == b'-').then(|| word.parse().ok()).flatten()
    }

    /// A month, written as a name: "may" and "march" are others.
    fn month_name(&self, at: usize) -> Option<i8> {
        let month = self.words.months.get(self.lower(at)).copied()?;
        self.page.prepared_word(at).starts_with(char::is_uppercase).then_some(month)
    }

    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let word = self.lower(at);
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        let tail = &word[digits.len()..];
        let day: i8 = digits.parse().ok().filter(|d| (1..=31).contains(d))?;
        if !tail.is_empty() && !self.words.ordinal.contains(tail) {
            return None;
        }
        let next = at + 1;
        Some((day, if tail.is_empty() && self.words.ordinal.contains(self.lower(next)) { next + 1 } else { next }))
    }

    fn year_number(&self, at: usize) -> Option<(i16, usize)> {
        let word = self.lower(at);
        let year: i16 = word.parse().ok().filter(|y| (1000..2200).contains(y) && word.len() == 4)?;
        Some((year, at + 1))
    }

    fn skip_joins(&self, at: usize, most: usize) -> usize {
        if most > 0 && self.words.joins.contains(self.lower(at)) { at + 1 } else { at }
    }

    /// "the first quarter of 2009", "the third quarter of this year".
    fn quarter(&self, at: usize) -> Option<Hit> {
        let number = *self.words.ordinals.get(self.lower(at))?;
        let unit = if self.lower(at + 1) == "-" { at + 2 } else { at + 1 };
        if self.words.units.get(self.lower(unit)).is_none_or(|u| u != "Q") {
            return None;
        }
        let after = self.skip_joins(unit + 1, 1);
        let number = i8::try_from(number).ok()?;
        if let Some((year, end)) = self.year_number(after) {
            return Some((at..end, Reading::quarter(year, number)));
        }
        if let Some((tokens, reading)) = self.near_unit(after).filter(|_| after > unit + 1) {
            let year = reading.start.filter(|_| reading.value.as_ref().is_some_and(|v| v.len() == 4)).map(|s| s.year());
            return Some((at..tokens.end, year.map_or(Reading::unknown("DATE"), |y| Reading::quarter(y, number))));
        }
        Some((at..unit + 1, self.published.map_or(Reading::unknown("DATE"), |p| Reading::quarter(p.year(), number))))
    }

    /// "16:08 UTC", "2 p.m.": a time of the day of publication, if that is known.
    fn clock(&self, at: usize) -> Option<Hit> {
        let word = self.lower(at);
        let (hours, minutes) = match word.split_once(':') {
            Some((h, m)) if m.len() == 2 => (h.parse::<i32>().ok()?, m.parse::<i32>().ok()?),
            _ => (word.parse::<i32>().ok()?, -1),
        };
        let half = self.words.clock.get(self.lower(at + 1));
        if !(0..24).contains(&hours) || minutes > 59 || (minutes < 0 && half.is_none()) {
            return None;
        }
        let hours = half.map_or(hours, |add| hours % 12 + add);
        let mut end = if half.is_some() { at + 2 } else { at + 1 };
        let zone = self.words.zones.get(self.lower(end)).map(String::as_str);
        if zone.is_some() {
            end += 1;
        }
        let value = self.published.map(|p| format!("{p}T{hours:02}:{:02}{}", minutes.max(0), zone.unwrap_or("")));
        Some((
            at..end,
            Reading { kind: "TIME", value, start: self.published, until: self.published.and_then(|p| p.tomorrow().ok()) },
        ))
    }

    /// "Friday", "last Friday", "Thursday night".
    fn weekday(&self, at: usize) -> Option<Hit> {
        let led = self.step(at);
        let day = if led.is_some() { at + 1 } else { at };
        let number = *self.words.weekdays.get(self.lower(day))?;
        if !self.page.prepared_word(day).starts_with(char::is_uppercase) {
            return None;
        }
        if led.is_none() && self.lower(day + 1) == "," && self.full_date(day + 2).is_some() {
            return self.full_date(day + 2).map(|(tokens, reading)| (at..tokens.end, reading));
        }
        let future = led == Some(1) || (led.is_none() && self.is_future(day));
        let date = self.published.and_then(|p| {
            let date = weekday(p, number, future)?;
            if led == Some(-1) && date == p { shift(date, -7) } else { Some(date) }
        });
        Some(self.with_part(at..day + 1, date))
    }

    /// "yesterday", "today", "tomorrow morning".
    fn near_day(&self, at: usize) -> Option<Hit> {
        let days = *self.words.days.get(self.lower(at))?;
        Some(self.with_part(at..at + 1, self.published.and_then(|p| shift(p, days))))
    }

    /// A day, and the part of it named after it.
    fn with_part(&self, tokens: Range<usize>, date: Option<Date>) -> Hit {
        let day = date.map_or(Reading::unknown("DATE"), Reading::day);
        match self.words.parts.get(self.lower(tokens.end)) {
            Some(part) => {
                let value = day.value.as_ref().map(|v| format!("{v}T{part}"));
                (tokens.start..tokens.end + 1, Reading { kind: "TIME", value, ..day })
            }
            None => (tokens, day),
        }
    }

    /// -1 for "last", 1 for "next", 0 for "this".
    fn step(&self, at: usize) -> Option<i32> {
        let word = self.lower(at);
        let sets = [(&self.words.last, -1), (&self.words.this, 0), (&self.words.next, 1)];
        sets.iter().find(|(set, _)| set.contains(word)).map(|&(_, step)| step)
    }

    /// "last week", "this year", "next month", "last March", "the past three days".
    fn near_unit(&self, at: usize) -> Option<Hit> {
        let step = self.step(at)?;
        if let Some((tokens, length)) = self.length(at + 1).filter(|(_, r)| r.kind == "DURATION") {
            return Some((at..tokens.end, length));
        }
        if let Some(month) = self.month_name(at + 1) {
            return Some((
                at..at + 2,
                self.published.map_or(Reading::unknown("DATE"), |p| Reading::month(near_year(p, month, 1), month)),
            ));
        }
        if let Some(part) = self.words.parts.get(self.lower(at + 1)) {
            let date = self.published.and_then(|p| shift(p, step));
            let day = date.map_or(Reading::unknown("DATE"), Reading::day);
            return Some((at..at + 2, Reading { kind: "TIME", value: day.value.as_ref().map(|v| format!("{v}T{part}")), ..day }));
        }
        let unit = self.words.units.get(self.lower(at + 1))?;
        let tokens = at..at + 2;
        if self.lower(at + 1).ends_with('s') || (unit == "E" && step < 0) {
            return Some((tokens, Reading::of("DURATION", if unit == "E" { duration("10", "Y") } else { duration("X", unit) })));
        }
        let Some(p) = self.published else { return Some((tokens, Reading::unknown("DATE"))) };
        Some((tokens, stretch(p, unit, step).unwrap_or(Reading::unknown("DATE"))))
    }

    /// "two years", "fifty-year", "several days", "a week ago".
    fn length(&self, at: usize) -> Option<Hit> {
        let word = self.lower(at);
        let vague = self.words.vague_numbers.contains(word);
        let number = self.words.numbers.get(word).copied().or_else(|| word.parse().ok().filter(|n| (0..1000).contains(n)));
        if number.is_none() && !vague {
            return None;
        }
        let mut at_unit = at + 1;
        if self.lower(at_unit) == "-" {
            at_unit += 1;
        }
        let unit = self.words.units.get(self.lower(at_unit))?;
        // "a second", "one second" of an order of things, not of time.
        if unit == "TS" && number == Some(1) {
            return None;
        }
        let mut end = at_unit + 1;
        if self.words.ago.contains(self.lower(end)) {
            end += 1;
            let date = self.published.zip(number).and_then(|(p, n)| ago(p, unit, n));
            return Some((at..end, date.unwrap_or(Reading::unknown("DATE"))));
        }
        let (count, letter) = match (number, unit.as_str()) {
            (Some(n), "E") => ((n * 10).to_string(), "Y"),
            (Some(n), "C") => ((n * 100).to_string(), "Y"),
            (Some(n), letter) => (n.to_string(), letter),
            (None, "E" | "C") => ("X".to_owned(), "Y"),
            (None, letter) => ("X".to_owned(), letter),
        };
        Some((at..end, Reading::of("DURATION", duration(&count, letter))))
    }

    /// "March 2011", "March".
    fn month(&self, at: usize) -> Option<Hit> {
        let month = self.month_name(at)?;
        if let Some((year, end)) = self.year_number(self.skip_joins(at + 1, 1)) {
            return Some((at..end, Reading::month(year, month)));
        }
        // A first name or a verb: "May said", "March ahead". A month stands under a preposition or beside an adverb.
        let leans = matches!(self.page.dep(at), Dep::Pobj | Dep::Npadvmod | Dep::Nmod | Dep::Compound | Dep::Conj | Dep::Poss);
        let written_out = self.lower(at).len() > 2;
        if !leans || !written_out || self.is_name(at) {
            return None;
        }
        Some((at..at + 1, self.published.map_or(Reading::unknown("DATE"), |p| Reading::month(near_year(p, month, 15), month))))
    }

    fn is_name(&self, at: usize) -> bool {
        self.page.analysis.entities.iter().any(|e| e.tokens.contains(&at) && matches!(e.label, "PERSON" | "ORG"))
    }

    /// "2012", where a year can stand; "the 1990s"; "summer of 2012".
    fn year(&self, at: usize) -> Option<Hit> {
        if let Some(season) = self.words.seasons.get(self.lower(at)) {
            let (year, end) = self.year_number(self.skip_joins(at + 1, 1))?;
            return Some((at..end, Reading::of("DATE", format!("{year:04}-{season}"))));
        }
        if let Some(decade) = self.lower(at).strip_suffix('s').filter(|d| d.len() == 4 && d.ends_with('0')) {
            let year: i16 = decade.parse().ok()?;
            return Some((at..at + 1, Reading::of("DATE", format!("{}", year / 10))));
        }
        let (year, end) = self.year_number(at)?;
        let led = at > 0 && (self.words.before_year.contains(&self.lower[at - 1]) || self.step(at - 1).is_some());
        let dated = self.page.analysis.entities.iter().any(|e| e.tokens.contains(&at) && e.label == "DATE");
        ((led || dated) && (1900..2100).contains(&year) || dated && year >= 1500).then(|| (at..end, Reading::year(year)))
    }

    /// "annual", "recently".
    fn word(&self, at: usize) -> Option<Hit> {
        // "China Daily" is a name; "recently-announced" one word.
        if self.page.prepared_word(at).starts_with(char::is_uppercase) || self.page.joins_next(at) {
            return None;
        }
        if let Some(period) = self.words.sets.get(self.lower(at)) {
            return Some((at..at + 1, Reading::of("SET", period.clone())));
        }
        self.words.vague.contains(self.lower(at)).then(|| (at..at + 1, Reading::unknown("DATE")))
    }

    /// Whether the clause of a token tells what is to come.
    fn is_future(&self, at: usize) -> bool {
        let verb = self.page.ancestors(at).find(|&a| self.page.children_as(a, Dep::Aux).next().is_some());
        verb.is_some_and(|v| self.page.children_as(v, Dep::Aux).any(|a| self.words.future.contains(&self.lower[a])))
    }
}

fn duration(count: &str, unit: &str) -> String {
    match unit.strip_prefix('T') {
        Some(small) => format!("PT{count}{small}"),
        None => format!("P{count}{unit}"),
    }
}

/// The week, month, quarter or year `step` after that of `published`.
fn stretch(published: Date, unit: &str, step: i32) -> Option<Reading> {
    match unit {
        "D" => shift(published, step).map(Reading::day),
        "W" => shift(published, 7 * step).map(Reading::week),
        "M" => shift_months(published, step).map(|d| Reading::month(d.year(), d.month())),
        "Q" => shift_months(published, 3 * step).map(|d| Reading::quarter(d.year(), (d.month() + 2) / 3)),
        "Y" => Some(Reading::year(published.year() + i16::try_from(step).ok()?)),
        "E" => Some(Reading::of("DATE", (published.year() / 10 + i16::try_from(step).ok()?).to_string())),
        _ => None,
    }
}

/// `n` units before `published`, as fine as the unit is.
fn ago(published: Date, unit: &str, n: i32) -> Option<Reading> {
    match unit {
        "W" => shift(published, n.checked_mul(-7)?).map(Reading::day),
        "E" => stretch(published, "Y", n.checked_mul(-10)?),
        "C" => stretch(published, "Y", n.checked_mul(-100)?),
        _ => stretch(published, unit, -n),
    }
}
