//! Times told from the day of publication or from a time told before. In: a place in the pieces. Out: a [`Hit`] whose value is
//! unknown where the day to count from is.

use super::calendar::{Reading, Tense, moved, shift, stretch, weekday, year_of_month};
use super::scan::{Hit, Scan};
use diurna_lang::Pos;
use diurna_pack::times::{Role, Scale, Sense, Unit};
use jiff::civil::Date;

impl Scan<'_> {
    /// "yesterday", "tonight", "tomorrow".
    pub fn near_day(&self, at: usize) -> Option<Hit> {
        let (days, part) =
            self.sense(at, |s| if let Sense::Day(days, part) = s { Some((*days, part.as_deref())) } else { None })?;
        // "USA Today"
        if self.is_name(at) || self.joins_next(at) {
            return None;
        }
        let day = self.days_from_published(days);
        Some((at + 1, part.map_or(day.clone(), |part| Reading::at(day.start, part))))
    }

    /// "Friday", "Friday, May 3".
    pub fn weekday(&self, at: usize) -> Option<Hit> {
        let (number, end) = self.weekday_name(at)?;
        let dated = self.date(if self.mark(end, &[","]) { end + 1 } else { end });
        if dated.is_some() {
            return dated;
        }
        if self.is(at, Role::Unsure) {
            return None;
        }
        let future = match self.tense(at) {
            Tense::Future => true,
            Tense::Present => self.ends_with_stop(),
            Tense::Past | Tense::Open => false,
        };
        let day = self.published.and_then(|p| weekday(p, number, future));
        Some((end, day.map_or(Reading::unknown("DATE"), Reading::day)))
    }

    fn weekday_name(&self, at: usize) -> Option<(i8, usize)> {
        let number = self.sense(at, |s| if let Sense::Weekday(n) = s { Some(*n) } else { None })?;
        let named = self.piece(at)?.is_capital() && !self.is_name(at);
        let short = self.is(at, Role::Unsure) || self.piece(at)?.text.len() <= 5;
        let stop = short && self.mark(at + 1, &["."]) && self.piece(at + 2).is_some();
        named.then_some((number, if stop { at + 2 } else { at + 1 }))
    }

    /// A headline's present tense tells of what was.
    fn ends_with_stop(&self) -> bool {
        let last = self.pieces.len().saturating_sub(1);
        (last.saturating_sub(1)..=last).any(|i| self.mark(i, &["."]))
    }

    /// -1 for "last", 1 for "next", 0 for "this".
    pub fn step_of(&self, at: usize) -> Option<i32> {
        let steps = [(Role::Last, -1), (Role::Past, -1), (Role::This, 0), (Role::Next, 1), (Role::Coming, 1)];
        steps.iter().find(|(role, _)| self.is(at, *role)).map(|&(_, step)| step)
    }

    /// "last week", "this Thursday", "next March", "last night", "the past three days".
    pub fn step(&self, at: usize) -> Option<Hit> {
        // "may last days"
        if self.follows(at, Role::Future) || self.token(at).is_some_and(|t| self.page.token(t).pos == Pos::Verb) {
            return None;
        }
        let step = self.step_of(at)?;
        if step != 0
            && let Some(hit) = self.length_by_step(at, step)
        {
            return Some(hit);
        }
        self.weekday_by_step(at, step)
            .or_else(|| self.month_by_step(at, step))
            .or_else(|| self.part_by_step(at, step))
            .or_else(|| self.season_by_step(at, step))
            .or_else(|| self.unit_by_step(at, step))
    }

    /// "the past three days", "over the last year", "the coming weeks": a length that ends or begins with publication.
    fn length_by_step(&self, at: usize, step: i32) -> Option<Hit> {
        let (end, count, unit) = match self.count(at + 1) {
            Some((count, next)) => {
                let (unit, end) = self.counted(next)?;
                (end, count, unit)
            }
            None => {
                let next = self.fillers(at + 1);
                let unit = self.unit(next)?;
                let lasting = self.lead(at).is_some_and(|p| p.is(Role::Lasting)) && self.follows(at, Role::The);
                let stretched = lasting && !self.is(next + 1, Role::Of);
                let long = unit.many || self.is(at, Role::Past) || self.is(at, Role::Coming) || stretched;
                if !long || unit.scale == Scale::Weekend || self.joins_next(next) {
                    return None;
                }
                (next + 1, super::lengths::Count::one(unit.many), unit)
            }
        };
        let length = Reading::length(&count.text, unit);
        let far = self
            .published
            .zip(count.whole)
            .and_then(|(p, n)| moved(p, unit.scale, n.checked_mul(unit.times)?.checked_mul(step)?));
        let (start, until) = match (far, step) {
            (Some(far), -1) if far.day() == 1 && unit.scale >= Scale::Month => (None, None),
            (Some(far), -1) => (Some(far), self.published.and_then(|p| p.tomorrow().ok())),
            (Some(far), _) if unit.scale < Scale::Month => (self.published, far.tomorrow().ok()),
            _ => (None, None),
        };
        Some((end, Reading { start, until, ..length }))
    }

    fn weekday_by_step(&self, at: usize, step: i32) -> Option<Hit> {
        let (number, end) = self.weekday_name(at + 1)?;
        let day = self.published.and_then(|p| {
            let tense = self.tense(at);
            let day = weekday(p, number, step > 0 || (step == 0 && tense != Tense::Past))?;
            if step != 0 && day == p { shift(day, 7 * step) } else { Some(day) }
        });
        Some((end, day.map_or(Reading::unknown("DATE"), Reading::day)))
    }

    fn month_by_step(&self, at: usize, step: i32) -> Option<Hit> {
        let (month, end) = self.month_name(at + 1)?;
        let year = self.published.map(|p| match step {
            -1 if month >= p.month() => p.year() - 1,
            1 if month <= p.month() => p.year() + 1,
            -1 | 1 => p.year(),
            _ => year_of_month(p, month, self.tense(at)),
        });
        Some((end, year.map_or(Reading::unknown("DATE"), |y| Reading::month(y, month))))
    }

    fn part_by_step(&self, at: usize, step: i32) -> Option<Hit> {
        let part = self.part(at + 1).filter(|_| !self.joins_next(at + 1))?;
        // "the next morning" is that after the day told.
        let day = if step > 0 && self.follows(at, Role::The) {
            self.told_day().and_then(|d| shift(d, step))
        } else {
            self.published.and_then(|p| shift(p, step))
        };
        Some((at + 2, Reading::at(day, part)))
    }

    /// "this summer" is of this year; of "last summer" it depends on where one is.
    fn season_by_step(&self, at: usize, step: i32) -> Option<Hit> {
        let season = self.season(at + 1)?;
        let year = self.published.filter(|_| step == 0).map(|p| p.year());
        Some((at + 2, year.map_or(Reading::unknown("DATE"), |y| Reading::of("DATE", format!("{y:04}-{season}")))))
    }

    fn unit_by_step(&self, at: usize, step: i32) -> Option<Hit> {
        let fiscal = self.is(at + 1, Role::Fiscal);
        let at = if fiscal { at + 1 } else { at };
        let unit = self.unit(at + 1).filter(|u| !u.many && u.scale >= Scale::Day)?;
        if self.joins_next(at + 1) {
            return None;
        }
        if fiscal {
            return Some((at + 2, Reading::unknown("DATE")));
        }
        // "the last week of May" is no week of ours, "the last day of the talks" no day.
        if self.is(at + 2, Role::Of) {
            let inner = self.skip(at + 3, Role::The);
            return if step == 0 {
                None
            } else {
                self.core(inner).or_else(|| self.whole(inner)).map(|(end, _)| (end, Reading::unknown("DATE")))
            };
        }
        let then = step > 0 && unit.scale == Scale::Day && self.follows(at, Role::The);
        let day = if then { self.told_day() } else { self.published };
        let reading = day.and_then(|d| stretch(d, unit.scale, step * unit.times));
        Some((at + 2, reading.unwrap_or(Reading::unknown("DATE"))))
    }

    /// "that day", "the same month", "the following year", "the previous week": from the time told last.
    pub fn looking_back(&self, at: usize) -> Option<Hit> {
        let roles = [(Role::That, 0), (Role::Same, 0), (Role::Previous, -1), (Role::Following, 1)];
        let &(role, step) = roles.iter().find(|(role, _)| self.is(at, *role))?;
        let next = self.skip(at + 1, Role::Same);
        if self.joins_next(next) {
            return None;
        }
        if let Some(part) = self.part(next) {
            return Some((next + 1, Reading::at(self.told_day().and_then(|d| shift(d, step)), part)));
        }
        let unit = self.unit(next).filter(|u| u.scale >= Scale::Day)?;
        if unit.many {
            return (step != 0 && role != Role::Following).then(|| (next + 1, Reading::length("X", unit)));
        }
        // "the previous year" without a time told before it is that before this one.
        let day = self.told_within(unit.scale).or(if step < 0 && self.told.is_none() { self.published } else { None });
        let reading = day.and_then(|d| stretch(d, unit.scale, step * unit.times));
        // "the same month a year ago"
        if let (Some(day), Some((end, years))) = (day.filter(|_| role == Role::Same), self.years_before(next + 1)) {
            let then = moved(day, Scale::Year, -years).and_then(|d| Reading::around(d, unit.scale));
            return Some((end, then.unwrap_or(Reading::unknown("DATE"))));
        }
        Some((next + 1, reading.unwrap_or(Reading::unknown("DATE"))))
    }

    /// "a year ago", "last year" after a month or quarter: how many years back.
    fn years_before(&self, at: usize) -> Option<(usize, i32)> {
        let next = self.skip(at, Role::Of);
        if self.is(next, Role::Last) && self.unit(next + 1).is_some_and(|u| u.scale == Scale::Year && !u.many) {
            return Some((next + 2, 1));
        }
        let (count, next) = self.count(at)?;
        let (unit, end) = self.counted(next)?;
        let back = [Role::Ago, Role::Earlier, Role::Before].iter().any(|&r| self.is(end, r));
        (back && unit.scale == Scale::Year).then_some((end + 1, count.whole?))
    }

    /// "in the year", "the day before": a unit with its article alone; "earlier" alone.
    pub fn bare(&self, at: usize) -> Option<Hit> {
        if self.is(at, Role::Earlier) {
            let alone = self.closes(at + 1) && self.tense(at) == Tense::Past;
            return alone.then(|| (at + 1, Reading::of("DATE", "PAST_REF".to_owned())));
        }
        let at_unit = self.fillers(at);
        let unit = self.whole_unit(at_unit).filter(|_| self.follows(at, Role::The))?;
        if let Some(hit) = self.beside(at_unit + 1, unit) {
            return Some(hit);
        }
        let within = self.lead(at).is_some_and(|p| p.is(Role::Within));
        if within && !self.is(at_unit + 1, Role::Of) { self.whole(at) } else { None }
    }

    /// "the day before", "the year previous", "the week after the vote".
    fn beside(&self, at: usize, unit: Unit) -> Option<Hit> {
        let roles = [(Role::Before, -1), (Role::Earlier, -1), (Role::Previous, -1), (Role::After, 1), (Role::Later, 1)];
        let &(role, step) = roles.iter().find(|(role, _)| self.is(at, *role))?;
        // "the week before last"
        if role == Role::Before && self.is(at + 1, Role::Last) {
            let reading = self.published.and_then(|p| stretch(p, unit.scale, -2));
            return Some((at + 2, reading.unwrap_or(Reading::unknown("DATE"))));
        }
        // "the year after next"
        if role == Role::After && self.is(at + 1, Role::Next) {
            let reading = self.published.and_then(|p| stretch(p, unit.scale, 2));
            return Some((at + 2, reading.unwrap_or(Reading::unknown("DATE"))));
        }
        if !self.closes(at + 1) {
            return matches!(role, Role::Before | Role::After).then(|| (at + 1, Reading::unknown("DATE")));
        }
        let day = self.told_within(unit.scale).or(if step < 0 && self.told.is_none() { self.published } else { None });
        let reading = day.and_then(|d| stretch(d, unit.scale, step * unit.times));
        Some((at + 1, reading.unwrap_or(Reading::unknown("DATE"))))
    }

    fn whole_unit(&self, at: usize) -> Option<Unit> {
        let unit = self.unit(at).filter(|u| !u.many && u.times == 1 && u.scale >= Scale::Day && u.scale <= Scale::Year)?;
        (!self.joins_next(at)).then_some(unit)
    }

    /// "the year", "the week" as such: the one told in this sentence, else that of publication.
    pub fn whole(&self, at: usize) -> Option<Hit> {
        let at_unit = self.fillers(at);
        let unit = self.whole_unit(at_unit).filter(|_| self.follows(at, Role::The))?;
        let told = self.told.filter(|t| t.here && t.scale <= unit.scale).map(|t| t.start);
        let day = told.or(self.published);
        let reading = day.and_then(|d| match unit.scale {
            // "over the weekend": the one that has begun last, or the next one.
            Scale::Weekend if told.is_none() => weekday(d, 6, self.tense(at) == Tense::Future).map(Reading::weekend),
            scale => Reading::around(d, scale),
        });
        Some((at_unit + 1, reading.unwrap_or(Reading::unknown("DATE"))))
    }

    fn told_day(&self) -> Option<Date> {
        self.told_within(Scale::Day)
    }

    /// The time told last, if it is at least as fine as `scale`.
    pub fn told_within(&self, scale: Scale) -> Option<Date> {
        self.told.filter(|t| t.scale <= scale).map(|t| t.start)
    }
}
