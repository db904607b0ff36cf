//! One look at one place of a sentence. In: pieces, what is known of the day. Out: the time that begins there and where it ends.
//! The grammar is in the files beside this one; here is what they share, and the order in which they are asked.

use super::calendar::{Reading, Tense, near_year};
use super::pieces::{Kind, Piece};
use super::tense::tense;
use crate::page::Page;
use diurna_pack::times::{Meaning, Role, Scale, Sense, Times, Unit};
use jiff::civil::Date;

pub(super) struct Scan<'p> {
    pub page: &'p Page<'p>,
    pub words: &'p Times,
    pub pieces: &'p [Piece<'p>],
    pub published: Option<Date>,
    /// The calendar time told last, to which "that day" and "a week later" look back.
    pub told: Option<Told>,
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Told {
    pub start: Date,
    pub scale: Scale,
    /// Whether this sentence told it.
    pub here: bool,
}

/// What follows a time told, and its reading.
pub(super) type Hit = (usize, Reading);

/// Words read as a time, or known to be none.
pub(super) enum Found {
    Time(Hit),
    NoTime(usize),
}

impl<'p> Scan<'p> {
    pub fn at(&self, at: usize) -> Option<Found> {
        let piece = self.piece(at)?;
        if piece.senses.is_empty() && piece.phrases.is_empty() && piece.kind == Kind::Word {
            return None;
        }
        self.phrase(at).or_else(|| self.framed(at).or_else(|| self.core(at)).or_else(|| self.bare(at)).map(Found::Time))
    }

    /// A time without words before it that only shade it.
    pub fn core(&self, at: usize) -> Option<Hit> {
        let of_a_day = self.date(at).or_else(|| self.near_day(at)).or_else(|| self.weekday(at)).or_else(|| self.step(at));
        of_a_day
            .map(|(end, reading)| self.with_hours(end, reading))
            .or_else(|| self.clock(at))
            .or_else(|| self.quarter(at))
            .or_else(|| self.looking_back(at))
            .or_else(|| self.repeated(at))
            .or_else(|| self.length(at))
            .or_else(|| self.month(at))
            .or_else(|| self.year(at))
            .or_else(|| self.part_of_day(at))
    }

    /// "early March", "the end of 2009", "later on Friday", "the early hours of Monday": the same time, told more finely.
    fn framed(&self, at: usize) -> Option<Hit> {
        if self.is(at, Role::Early) && self.unit(at + 1).is_some_and(|u| u.scale == Scale::Hour && u.many)
            || self.is(at, Role::Small)
        {
            return self.small_hours(at);
        }
        let shades = [Role::Early, Role::Earlier, Role::Later].iter().any(|&r| self.is(at, r));
        let inner = if shades {
            let next = self.hyphen(at + 1);
            self.skip(self.skip(self.skip(next, Role::Link), Role::Within), Role::The)
        } else if self.is(at, Role::Edge) && self.is(at + 1, Role::Of) {
            self.skip(at + 2, Role::The)
        } else {
            return None;
        };
        let (end, reading) = self.core(inner).or_else(|| self.whole(inner))?;
        matches!(reading.kind, "DATE" | "TIME").then_some((end, reading))
    }

    fn small_hours(&self, at: usize) -> Option<Hit> {
        let hours = self.unit(at + 1).filter(|u| u.scale == Scale::Hour && u.many).map(|_| at + 2)?;
        let after = self.skip(self.skip(self.skip(hours, Role::Of), Role::Link), Role::The);
        let day = self.date(after).or_else(|| self.near_day(after)).or_else(|| self.weekday(after));
        let (end, day) = day.unwrap_or((hours, self.day_meant().map_or(Reading::unknown("DATE"), Reading::day)));
        Some((end, Reading::at(day.start, "MO")))
    }

    /// A fixed phrase: "these days", "Christmas Eve", "May Day"; and what only looks like a time.
    fn phrase(&self, at: usize) -> Option<Found> {
        let piece = self.piece(at)?;
        let found = piece.phrases.iter().find(|p| {
            let mut rest = p.rest.iter().enumerate();
            rest.all(|(i, word)| self.piece(at + 1 + i).is_some_and(|piece| piece.is_word(word)))
        })?;
        let end = at + 1 + found.rest.len();
        let named = piece.is_capital() || piece.kind != Kind::Word;
        let reading = match &found.meaning {
            Meaning::NoTime => return Some(Found::NoTime(end)),
            _ if self.joins_next(end - 1) || self.is_name(at) => return None,
            // "the past two weeks", "the future king"
            Meaning::Vague(_) if self.step(end - 1).is_some() || (self.is(at, Role::The) && !self.closes(end)) => return None,
            Meaning::Vague(value) => Reading::of("DATE", value.clone()),
            Meaning::Day(days) => self.days_from_published(*days),
            Meaning::Fixed(value) if named => fixed(value),
            Meaning::Movable if named => {
                let year = self.number_of_year(self.skip(end, Role::Of)).map_or(end, |(_, after)| after);
                return Some(Found::Time((year, Reading::unknown("DATE"))));
            }
            Meaning::Yearly(month, day) if named => return Some(Found::Time(self.yearly(at, end, *month, *day))),
            Meaning::Fixed(_) | Meaning::Movable | Meaning::Yearly(..) => return None,
        };
        Some(Found::Time((end, reading)))
    }

    /// A day of every year, of the year that is told or meant.
    fn yearly(&self, at: usize, end: usize, month: i8, day: i8) -> Hit {
        if let Some((year, end)) = self.number_of_year(end) {
            return (end, Date::new(year, month, day).map_or(Reading::unknown("DATE"), Reading::day));
        }
        let date = self.published.and_then(|p| Date::new(near_year(p, month, day, self.tense(at)), month, day).ok());
        (end, date.map_or(Reading::unknown("DATE"), Reading::day))
    }

    pub fn days_from_published(&self, days: i32) -> Reading {
        let day = self.published.and_then(|p| super::calendar::shift(p, days));
        day.map_or(Reading::unknown("DATE"), Reading::day)
    }

    /// The day that a clock time is of: one told in the same sentence, else that of publication.
    pub fn day_meant(&self) -> Option<Date> {
        let told = self.told.filter(|t| t.here && t.scale == Scale::Day).map(|t| t.start);
        told.or(self.published)
    }

    pub fn piece(&self, at: usize) -> Option<&'p Piece<'p>> {
        self.pieces.get(at)
    }

    pub fn is(&self, at: usize, role: Role) -> bool {
        self.piece(at).is_some_and(|p| p.is(role))
    }

    /// Whether the piece before `at` has the role.
    pub fn follows(&self, at: usize, role: Role) -> bool {
        at > 0 && self.is(at - 1, role)
    }

    pub fn skip(&self, at: usize, role: Role) -> usize {
        if self.is(at, role) { at + 1 } else { at }
    }

    pub fn sense<T>(&self, at: usize, pick: impl Fn(&'p Sense) -> Option<T>) -> Option<T> {
        self.piece(at)?.senses.iter().find_map(pick)
    }

    pub fn unit(&self, at: usize) -> Option<Unit> {
        self.sense(at, |s| if let Sense::Unit(unit) = s { Some(*unit) } else { None })
    }

    pub fn part(&self, at: usize) -> Option<&'p str> {
        self.sense(at, |s| if let Sense::Part(part) = s { Some(part.as_str()) } else { None })
    }

    pub fn mark(&self, at: usize, marks: &[&str]) -> bool {
        self.piece(at).is_some_and(|p| p.kind == Kind::Mark && marks.contains(&p.text))
    }

    /// After a hyphen that joins two words ("mid-2010"), else `at`.
    pub fn hyphen(&self, at: usize) -> usize {
        if self.joins_next(at.wrapping_sub(1)) { at + 1 } else { at }
    }

    /// Whether a hyphen joins the piece to the next one.
    pub fn joins_next(&self, at: usize) -> bool {
        let hyphen = at.wrapping_add(1);
        let close = |i: usize| self.piece(i).is_some_and(|p| !p.spaced);
        self.mark(hyphen, &["-", "–", "‑"]) && close(hyphen) && close(hyphen + 1)
    }

    /// Whether no further word belongs to what ends before `at`: a mark, a joining word or the end of the sentence follows.
    pub fn closes(&self, at: usize) -> bool {
        self.piece(at).is_none_or(|p| p.kind == Kind::Mark || p.is(Role::And) || p.is(Role::Link))
    }

    pub fn token(&self, at: usize) -> Option<usize> {
        let begin = self.piece(at)?.span.begin;
        let token = self.page.analysis.tokens.partition_point(|t| t.span.end <= begin);
        (token < self.page.len()).then_some(token)
    }

    pub fn tense(&self, at: usize) -> Tense {
        if self.lead(at).is_some_and(|p| p.is(Role::Since)) {
            return Tense::Past;
        }
        self.token(at).map_or(Tense::Open, |t| tense(self.page, self.words, t))
    }

    /// Whether "early", "late" or "mid-" stands before it.
    pub fn is_shaded(&self, at: usize) -> bool {
        self.follows(at, Role::Early) || (at > 1 && self.joins_next(at - 2) && self.is(at - 2, Role::Early))
    }

    /// The word before a time and its article.
    pub fn lead(&self, at: usize) -> Option<&'p Piece<'p>> {
        let article = self.follows(at, Role::The) || self.follows(at, Role::Early);
        self.piece(at.checked_sub(if article { 2 } else { 1 })?)
    }

    /// Whether the word stands in the name of somebody or something.
    pub fn is_name(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let named = |label: &str| matches!(label, "PERSON" | "ORG" | "WORK_OF_ART" | "FAC" | "PRODUCT" | "GPE" | "LOC");
        self.page.analysis.entities.iter().any(|e| e.tokens.contains(&token) && named(e.label))
    }

    pub fn is_dated(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        self.page.analysis.entities.iter().any(|e| e.tokens.contains(&token) && matches!(e.label, "DATE" | "EVENT" | "LAW"))
    }
}

/// A day, month or year of history from its value.
fn fixed(value: &str) -> Reading {
    let mut numbers = value.split('-').map(|n| n.parse::<i16>().ok());
    let small = |n: Option<Option<i16>>| n.flatten().and_then(|n| i8::try_from(n).ok());
    let Some(year) = numbers.next().flatten() else { return Reading::unknown("DATE") };
    match (small(numbers.next()), small(numbers.next())) {
        (Some(month), Some(day)) => Date::new(year, month, day).map_or(Reading::unknown("DATE"), Reading::day),
        (Some(month), None) => Reading::month(year, month),
        _ => Reading::year(year),
    }
}
