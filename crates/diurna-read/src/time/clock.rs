//! Times of the clock and parts of the day. In: a place in the pieces. Out: a [`Hit`] of the kind TIME.

use super::calendar::Reading;
use super::pieces::Kind;
use super::scan::{Hit, Scan};
use diurna_pack::times::{Role, Scale, Sense};

impl Scan<'_> {
    /// "16:08 UTC", "2 p.m.", "3.30pm", "1500 GMT", "noon", with the day if it is told beside it.
    pub fn clock(&self, at: usize) -> Option<Hit> {
        let (time, end) = self.clock_time(at)?;
        if let Some((end, day)) = self.day_beside(end) {
            return Some((end, Reading::at(day.start, &time)));
        }
        Some((end, Reading::at(self.day_meant(), &time)))
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
        match self.clock_time(next).filter(|_| next > end || self.piece(next).is_some_and(|p| p.kind == Kind::Digits)) {
            Some((time, end)) => (end, Reading::at(day.start, &time)),
            None => (end, day),
        }
    }

    fn clock_time(&self, at: usize) -> Option<(String, usize)> {
        if let Some(time) = self.sense(at, |s| if let Sense::Hour(time) = s { Some(time.clone()) } else { None }) {
            return (!self.joins_next(at) && !self.piece(at)?.is_capital()).then_some((time, at + 1));
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
        let (suffix, end) = zone.unwrap_or(("", after));
        Some((format!("{hours:02}:{:02}{suffix}", minutes.unwrap_or(0)), end))
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
