//! Times of the clock and parts of the day. In: a place in the pieces. Out: a [`Hit`] of the kind TIME.

use super::calendar::Reading;
use super::pieces::Kind;
use super::scan::{Hit, Scan};
use diurna_pack::times::{Role, Scale, Sense};

/// What a clock shows.
enum Clock<'p> {
    Named(&'p str),
    /// `open`: whether it may be before noon or after.
    Figures {
        hours: i32,
        minutes: i32,
        zone: &'p str,
        open: bool,
    },
}

impl Clock<'_> {
    /// Its value; the part of the day settles which half is meant.
    fn told(&self, part: Option<&str>) -> String {
        match self {
            Clock::Named(time) => (*time).to_owned(),
            Clock::Figures { hours, minutes, zone, open } => {
                let late = *open && matches!(part, Some("AF" | "EV")) || *open && *hours >= 6 && part == Some("NI");
                let hours = if late { hours + 12 } else { *hours };
                format!("{hours:02}:{minutes:02}{zone}")
            }
        }
    }
}

impl Scan<'_> {
    /// "16:08 UTC", "2 p.m.", "3.30pm", "1500 GMT", "noon", with the day if it is told beside it.
    pub fn clock(&self, at: usize) -> Option<Hit> {
        let (time, end) = self.clock_time(at)?;
        let (day, end) = match self.day_beside(end) {
            Some((end, day)) => (day.start, end),
            None => (self.day_meant(), end),
        };
        let (part, end) = self.part_beside(end).map_or((None, end), |(part, end)| (Some(part), end));
        Some((end, Reading::at(day, &time.told(part))))
    }

    /// "6 o'clock [in the evening]", "Tuesday [evening]", "[this afternoon]".
    fn part_beside(&self, at: usize) -> Option<(&str, usize)> {
        let next = if self.is(at, Role::This) { at + 1 } else { self.skip(self.skip(at, Role::Setting), Role::The) };
        self.part(next).filter(|_| !self.joins_next(next)).map(|part| (part, next + 1))
    }

    /// "2 p.m. [Tuesday]", "noon [on June 17]".
    fn day_beside(&self, at: usize) -> Option<Hit> {
        let next = self.skip(if self.mark(at, &[","]) { at + 1 } else { at }, Role::Link);
        let next = self.skip(next, Role::The);
        let day =
            self.date(next).or_else(|| self.near_day(next)).or_else(|| self.weekday(next)).or_else(|| self.looking_back(next))?;
        let known = day.1.kind == "DATE" && day.1.scale().is_none_or(|s| s == Scale::Day);
        known.then_some(day)
    }

    /// What follows a day: "Thursday [night]", "June 17 [at 7 a.m.]".
    pub fn with_hours(&self, end: usize, day: Reading) -> Hit {
        let whole = day.kind == "DATE" && day.scale().is_none_or(|s| s == Scale::Day);
        if !whole || day.value.as_ref().is_some_and(|v| v.ends_with("REF")) {
            return (end, day);
        }
        let early = self.skip(end, Role::Early);
        if let Some(part) = self.part(early).filter(|_| !self.joins_next(early)) {
            return (early + 1, Reading::at(day.start, part));
        }
        let next = self.skip(if self.mark(end, &[","]) { end + 1 } else { end }, Role::Link);
        match self.clock_time(next) {
            Some((time, end)) => {
                let (part, end) = self.part_beside(end).map_or((None, end), |(part, end)| (Some(part), end));
                (end, Reading::at(day.start, &time.told(part)))
            }
            None => (end, day),
        }
    }

    fn clock_time(&self, at: usize) -> Option<(Clock<'_>, usize)> {
        if let Some(time) = self.sense(at, |s| if let Sense::Hour(time) = s { Some(time.as_str()) } else { None }) {
            let plain = !self.joins_next(at) && !self.piece(at)?.is_capital();
            return plain.then_some((Clock::Named(time), at + 1));
        }
        let (hours, minutes, next) = self.figures(at)?;
        let half = self.sense(next, |s| if let Sense::Clock(add) = s { Some(*add) } else { None });
        let after = if half.is_some() { next + 1 } else { next };
        let zone = self.zone(after);
        let hours = match half {
            Some(_) if hours > 12 => return None,
            Some(add) if add >= 0 => hours % 12 + add,
            _ => hours,
        };
        let sure = half.is_some()
            || (minutes.is_some() && (self.piece(at)?.kind == Kind::Figure || zone.is_some() || self.mark(at + 1, &[":"])));
        // "3.30" alone is a figure, "1500" alone a number, "16:08" a time.
        let bare = half.is_none() && zone.is_none() && !self.mark(at + 1, &[":"]);
        if !sure || bare || hours > 24 {
            return None;
        }
        let (zone, end) = zone.unwrap_or(("", after));
        let open = half.is_none_or(|add| add < 0) && hours < 12;
        Some((Clock::Figures { hours, minutes: minutes.unwrap_or(0), zone, open }, end))
    }

    /// Hours and minutes in figures.
    fn figures(&self, at: usize) -> Option<(i32, Option<i32>, usize)> {
        let piece = self.piece(at)?;
        let (hours, minutes, next) = match piece.kind {
            Kind::Figure => {
                let (h, m) = piece.text.split_once('.')?;
                (h.parse().ok()?, Some(m).filter(|m| m.len() == 2)?.parse().ok(), at + 1)
            }
            Kind::Digits if piece.text.len() == 4 => {
                let (h, m) = piece.text.split_at(2);
                (h.parse().ok()?, m.parse().ok(), at + 1)
            }
            Kind::Digits if piece.text.len() <= 2 => {
                let close = |i: usize| self.piece(i).is_some_and(|p| !p.spaced);
                let minutes = self.piece(at + 2).filter(|p| p.kind == Kind::Digits && p.text.len() == 2);
                let minutes = minutes.filter(|_| self.mark(at + 1, &[":"]) && close(at + 1) && close(at + 2));
                let minutes = minutes.and_then(|p| p.text.parse().ok());
                (piece.text.parse().ok()?, minutes, if minutes.is_some() { at + 3 } else { at + 1 })
            }
            _ => return None,
        };
        (minutes.is_none_or(|m: i32| m < 60)).then_some((hours, minutes, next))
    }

    fn zone(&self, at: usize) -> Option<(&str, usize)> {
        let zone = self.sense(at, |s| if let Sense::Zone(zone) = s { Some(zone.as_str()) } else { None })?;
        self.piece(at)?.is_capital().then_some((zone, at + 1))
    }

    /// "the evening of May 3", "in the morning", "at dawn".
    pub fn part_of_day(&self, at: usize) -> Option<Hit> {
        let part = self.part(at).filter(|_| !self.joins_next(at))?;
        if self.is(at + 1, Role::Of) {
            let after = self.skip(at + 2, Role::The);
            let day = self.date(after).or_else(|| self.near_day(after)).or_else(|| self.weekday(after));
            return day.map(|(end, day)| (end, Reading::at(day.start, part)));
        }
        let before = self.follows(at, Role::The) && (self.is(at + 1, Role::Before) || self.is(at + 1, Role::After));
        if before {
            let step = if self.is(at + 1, Role::Before) { -1 } else { 1 };
            let day = self.told_within(Scale::Day).and_then(|d| super::calendar::shift(d, step)).filter(|_| self.closes(at + 2));
            return Some((at + 2, Reading::at(day, part)));
        }
        let within = self.follows(at, Role::The) && self.lead(at).is_some_and(|p| p.is(Role::Within));
        let led = within || self.follows(at, Role::Link) || self.is_shaded(at);
        led.then(|| (at + 1, Reading::at(self.day_meant(), part)))
    }
}
