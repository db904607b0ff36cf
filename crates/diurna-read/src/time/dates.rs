//! Dates that name their day, month, year, decade or century. In: a place in the pieces. Out: a [`Hit`].

use super::calendar::{Reading, Tense, near_year, year_of_month};
use super::pieces::Kind;
use super::scan::{Hit, Scan};
use diurna_lang::Dep;
use diurna_pack::times::{Role, Scale, Sense};
use jiff::civil::Date;

const DASHES: [&str; 3] = ["-", "–", "/"];

impl Scan<'_> {
    /// A day of the calendar, or several in a row.
    pub fn date(&self, at: usize) -> Option<Hit> {
        self.numeric(at).or_else(|| self.day_first(at)).or_else(|| self.month_first(at)).or_else(|| self.month_and_year(at))
    }

    /// "2016-12-23", "23/12/2016", "23.12.2016". Which of two small numbers is the month nobody knows.
    fn numeric(&self, at: usize) -> Option<Hit> {
        let piece = self.piece(at)?;
        if piece.kind == Kind::Figure {
            let numbers: Vec<i16> = piece.text.split('.').map(str::parse).collect::<Result<_, _>>().ok()?;
            let [day, month, year] = numbers[..] else { return None };
            return calendar_day(year, month, day).map(|day| (at + 1, day));
        }
        let joined = (1..5).all(|i| self.piece(at + i).is_some_and(|p| !p.spaced));
        let same = DASHES.iter().any(|dash| self.mark(at + 1, &[dash]) && self.mark(at + 3, &[dash]));
        if !joined || !same {
            return None;
        }
        let number = |i: usize| self.digits(at + i);
        let ((a, long), (b, _), (c, year_long)) = (number(0)?, number(2)?, number(4)?);
        if long == 4 {
            return calendar_day(a, b, c).map(|day| (at + 5, day));
        }
        if year_long != 4 || !self.mark(at + 1, &["/", "-"]) {
            return None;
        }
        let day = match (calendar_day(c, b, a), calendar_day(c, a, b)) {
            (Some(day), None) | (None, Some(day)) => day,
            (Some(day), Some(other)) if day == other => day,
            (Some(_), Some(_)) => Reading::unknown("DATE"),
            (None, None) => return None,
        };
        Some((at + 5, day))
    }

    /// "15 December", "the 2nd of April, 1955", "3 to 5 May".
    fn day_first(&self, at: usize) -> Option<Hit> {
        let (day, next) = self.day_number(at)?;
        let through = self.is(next, Role::To).then(|| self.day_number(next + 1)).flatten();
        let (last, next) = through.map_or((None, next), |(last, next)| (Some(last), next));
        let (month, end) = self.month_name(self.skip(next, Role::Of))?;
        Some(self.in_year(at, month, day, last, end))
    }

    /// "December 15", "Feb. 24, 1955", "April 2nd", "May 3-5".
    fn month_first(&self, at: usize) -> Option<Hit> {
        let (month, next) = self.month_name(at)?;
        let (day, end) = self.day_number(self.skip(next, Role::The))?;
        let through = self.is(end, Role::To).then(|| self.day_number(end + 1)).flatten();
        let (last, end) = through.filter(|&(last, _)| last > day).map_or((None, end), |(last, end)| (Some(last), end));
        // "May 3:30" is no day of May, "May 100" neither.
        let clock = self.mark(end, &[":"]) && self.piece(end).is_some_and(|p| !p.spaced) && self.digits(end + 1).is_some();
        (!clock).then(|| self.in_year(at, month, day, last, end))
    }

    /// The days of a month in the year told after it, or in the one meant.
    fn in_year(&self, at: usize, month: i8, day: i8, last: Option<i8>, end: usize) -> Hit {
        let told = self.year_after(end);
        let near = || self.published.map(|p| near_year(p, month, day, self.tense(at)));
        let (year, end) = told.unwrap_or_else(|| (near(), end));
        let of = |day: i8| year.and_then(|y| Date::new(y, month, day).ok()).map_or(Reading::unknown("DATE"), Reading::day);
        (end, last.map_or_else(|| of(day), |last| Reading::through(of(day), of(last))))
    }

    /// "March 2011", "March of last year".
    fn month_and_year(&self, at: usize) -> Option<Hit> {
        let (month, next) = self.month_name(at)?;
        let (year, end) = self.year_after(next)?;
        Some((end, year.map_or(Reading::unknown("DATE"), |y| Reading::month(y, month))))
    }

    /// ", 2011", "of 2011", "of last year" after a day or month. Of a step from a day unknown the year is.
    fn year_after(&self, at: usize) -> Option<(Option<i16>, usize)> {
        let named = self.number_of_year(self.comma_or_of(at)).map(|(year, end)| (Some(year), end));
        named.or_else(|| self.year_by_step(at))
    }

    /// "of last year", "this year": the year, told by a step from that of publication.
    fn year_by_step(&self, at: usize) -> Option<(Option<i16>, usize)> {
        let at = self.skip(at, Role::Of);
        let steps = self.step_of(at)?;
        self.unit(at + 1).filter(|u| u.scale == Scale::Year && !u.many)?;
        let year = self.published.and_then(|p| p.year().checked_add(i16::try_from(steps).ok()?));
        Some((year, at + 2))
    }

    fn comma_or_of(&self, at: usize) -> usize {
        if self.mark(at, &[","]) { at + 1 } else { self.skip(at, Role::Of) }
    }

    /// "March" alone, where it is no first name, verb or modal.
    pub fn month(&self, at: usize) -> Option<Hit> {
        let (month, end) = self.month_name(at)?;
        // "between March and May"
        let beside = (self.follows(at, Role::And) || self.follows(at, Role::To)) && at > 1 && self.month_name(at - 2).is_some();
        let led = beside || self.lead(at).is_some_and(|p| p.is(Role::MonthLead)) || self.is_shaded(at);
        let token = self.token(at)?;
        let leans = matches!(self.page.dep(token), Dep::Pobj | Dep::Npadvmod | Dep::Nmod | Dep::Compound | Dep::Conj | Dep::Poss);
        let allowed = led || (leans && !self.is(at, Role::Unsure));
        if !allowed || self.is_name(at) || self.joins_next(end - 1) {
            return None;
        }
        let reading = self.published.map(|p| Reading::month(year_of_month(p, month, self.tense(at)), month));
        Some((end, reading.unwrap_or(Reading::unknown("DATE"))))
    }

    /// "2012" where a year can stand, "2005-08", "summer of 2012", "the 1990s", "the 19th century".
    pub fn year(&self, at: usize) -> Option<Hit> {
        if let Some(season) = self.season(at) {
            if let Some((year, end)) = self.year_after(at + 1) {
                return Some((end, year.map_or(Reading::unknown("DATE"), |y| Reading::of("DATE", format!("{y:04}-{season}")))));
            }
            // "in spring", "over the summer": of which year depends on where one is.
            let led = self.lead(at).is_some_and(|p| p.is(Role::Within)) && !self.is_name(at);
            return led.then(|| (at + 1, Reading::unknown("DATE")));
        }
        self.decade(at).or_else(|| self.century(at)).or_else(|| self.fiscal_year(at)).or_else(|| self.year_alone(at))
    }

    fn year_alone(&self, at: usize) -> Option<Hit> {
        let (year, end) = self.number_of_year(at)?;
        if let Some((last, after)) = self.last_year(year, end) {
            return Some((after, Reading::through(Reading::year(year), Reading::year(last))));
        }
        let led = self.lead(at).is_some_and(|p| p.is(Role::YearLead)) || self.is_shaded(at);
        let dated = self.is_dated(at);
        let likely = (1900..2100).contains(&year) && (dated || led) || (dated && year >= 1500);
        (likely && !self.counts(at)).then(|| (end, Reading::year(year)))
    }

    /// "2008 shells" are counted; "the 2008 elections" are of their year.
    fn counts(&self, at: usize) -> bool {
        let page = self.page;
        let counted = self.token(at).filter(|&t| page.dep(t) == Dep::Nummod).and_then(|t| page.head(t));
        let named = |noun: usize| page.children(noun).any(|c| matches!(page.dep(c), Dep::Det | Dep::Poss));
        counted.is_some_and(|noun| page.token(noun).tag == "NNS" && !named(noun))
    }

    /// The second year of "2005-2008", "2010-11", "2005/06".
    fn last_year(&self, first: i16, at: usize) -> Option<(i16, usize)> {
        let joined = [at, at + 1].iter().all(|&i| self.piece(i).is_some_and(|p| !p.spaced));
        let (number, length) = self.digits(at + 1).filter(|_| joined && self.mark(at, &DASHES))?;
        let last = if length == 2 { first - first.rem_euclid(100) + number } else { number };
        (matches!(length, 2 | 4) && last > first && last < 2200).then_some((last, at + 2))
    }

    /// "1990s", "1990's", "the '90s", "the nineties": of a century untold, the last one.
    fn decade(&self, at: usize) -> Option<Hit> {
        let led = |at: usize| self.follows(at, Role::The) || self.is_shaded(at) || self.follows(at, Role::Of);
        if let Some(year) = self.sense(at, |s| if let Sense::Decade(year) = s { Some(*year) } else { None }) {
            return led(at).then(|| (at + 1, Reading::decade(1900 + year)));
        }
        let apostrophe = |i: usize| self.mark(i, &["'", "’", "‘"]);
        let figure = if apostrophe(at) { at + 1 } else { at };
        let (number, length) = self.digits(figure)?;
        let tail = if apostrophe(figure + 1) { figure + 2 } else { figure + 1 };
        let joined = (figure + 1..=tail).all(|i| self.piece(i).is_some_and(|p| !p.spaced));
        if number % 10 != 0 || !joined || !self.is(tail, Role::DecadeTail) || self.joins_next(tail) {
            return None;
        }
        match length {
            4 if figure == at && (1000..2200).contains(&number) => Some((tail + 1, Reading::decade(number))),
            2 if number >= 30 && (led(at) || (figure > at && led(figure))) => Some((tail + 1, Reading::decade(1900 + number))),
            _ => None,
        }
    }

    /// "the 19th century", "nineteenth-century".
    fn century(&self, at: usize) -> Option<Hit> {
        let (number, next) = self.ordinal(at)?;
        let unit = self.hyphen(next);
        self.unit(unit).filter(|u| u.scale == Scale::Century)?;
        let year = i16::try_from(number).ok()?.checked_sub(1)?.checked_mul(100)?;
        (1..30).contains(&number).then(|| (unit + 1, Reading::century(year)))
    }

    /// "fiscal 2009", "fiscal year 2009", "FY2009": when it begins is its owner's affair.
    fn fiscal_year(&self, at: usize) -> Option<Hit> {
        if !self.is(at, Role::Fiscal) {
            return None;
        }
        let next = if self.unit(at + 1).is_some_and(|u| u.scale == Scale::Year) { at + 2 } else { at + 1 };
        let (year, end) = self.number_of_year(next)?;
        Some((end, Reading::of("DATE", format!("FY{year:04}"))))
    }

    /// "the first quarter of 2009", "third-quarter", "Q3 2010", "the first half of this year".
    pub fn quarter(&self, at: usize) -> Option<Hit> {
        let (number, unit, named) = self.quarter_name(at)?;
        let half = unit.1;
        let of_year = self.comma_or_of(unit.0);
        let year = self.year_after(unit.0).or_else(|| self.year_in_the(of_year));
        let make = |year: i16| if half { Reading::half(year, number) } else { Reading::quarter(year, number) };
        if let Some((year, end)) = year {
            return Some((end, year.map_or(Reading::unknown("DATE"), make)));
        }
        if self.is(of_year, Role::Fiscal) || half || !named {
            return None;
        }
        // "last year's fourth quarter"
        let told = self.told.filter(|t| t.here && t.scale == Scale::Year).map(|t| t.start.year());
        let meant = self.published.map(|p| {
            let begun = p.month() > (number - 1) * 3;
            match self.tense(at) {
                Tense::Past if !begun => p.year() - 1,
                Tense::Future if p.month() > number * 3 => p.year() + 1,
                _ => p.year(),
            }
        });
        Some((unit.0, told.or(meant).map_or(Reading::unknown("DATE"), make)))
    }

    /// Number, what follows and whether it is a half, and whether the words can stand without a year.
    fn quarter_name(&self, at: usize) -> Option<(i8, (usize, bool), bool)> {
        // "Q3"
        if let Some(unit) = self.unit(at)
            && unit.scale == Scale::Quarter
            && let Some((number, 1)) = self.digits(at + 1)
            && self.piece(at + 1).is_some_and(|p| !p.spaced)
        {
            return (1..=4).contains(&number).then_some((number as i8, (at + 2, false), true));
        }
        let (number, next) = self.ordinal(at)?;
        let at_unit = self.hyphen(next);
        let number = i8::try_from(number).ok()?;
        match self.unit(at_unit) {
            Some(u) if u.scale == Scale::Quarter && !u.many && (1..=4).contains(&number) => {
                Some((number, (at_unit + 1, false), true))
            }
            None if self.is(at_unit, Role::Half) && (1..=2).contains(&number) => Some((number, (at_unit + 1, true), false)),
            _ => None,
        }
    }

    /// "of the year": the one told in this sentence, else that of publication.
    fn year_in_the(&self, at: usize) -> Option<(Option<i16>, usize)> {
        let unit = self.skip(at, Role::The);
        self.unit(unit).filter(|u| unit > at && u.scale == Scale::Year && !u.many)?;
        let told = self.told.filter(|t| t.here).map(|t| t.start);
        Some((told.or(self.published).map(|d| d.year()), unit + 1))
    }

    /// A month, written as a name: "may" and "march" are others. A full stop belongs to it if a day or year follows.
    pub fn month_name(&self, at: usize) -> Option<(i8, usize)> {
        let month = self.sense(at, |s| if let Sense::Month(month) = s { Some(*month) } else { None })?;
        if !self.piece(at)?.is_capital() {
            return None;
        }
        let stop = self.mark(at + 1, &["."]) && self.piece(at + 1).is_some_and(|p| !p.spaced);
        let figure = self.piece(at + 2).is_some_and(|p| p.kind == Kind::Digits);
        Some((month, if stop && figure { at + 2 } else { at + 1 }))
    }

    fn day_number(&self, at: usize) -> Option<(i8, usize)> {
        let (number, length) = self.digits(at)?;
        let day = i8::try_from(number).ok().filter(|d| (1..=31).contains(d) && length <= 2)?;
        let glued = self.piece(at + 1).is_some_and(|p| !p.spaced && p.kind == Kind::Word);
        match self.is(at + 1, Role::OrdinalTail) {
            true => Some((day, at + 2)),
            // "15Mar" joins what follows, "3pm" is no day.
            false if glued && self.month_name(at + 1).is_none() => None,
            false => Some((day, at + 1)),
        }
    }

    /// "third", "3rd".
    pub fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
        if let Some(number) = self.sense(at, |s| if let Sense::Ordinal(n) = s { Some(*n) } else { None }) {
            return Some((number, at + 1));
        }
        let (number, _) = self.digits(at).filter(|_| self.is(at + 1, Role::OrdinalTail))?;
        Some((i32::from(number), at + 2))
    }

    pub fn season(&self, at: usize) -> Option<&str> {
        self.sense(at, |s| if let Sense::Season(season) = s { Some(season.as_str()) } else { None })
    }

    pub fn number_of_year(&self, at: usize) -> Option<(i16, usize)> {
        let (year, length) = self.digits(at)?;
        let glued = self.piece(at + 1).is_some_and(|p| !p.spaced && p.kind == Kind::Word);
        (length == 4 && (1000..2200).contains(&year) && !glued).then_some((year, at + 1))
    }

    /// A whole number in digits, and how many they are.
    pub fn digits(&self, at: usize) -> Option<(i16, usize)> {
        let piece = self.piece(at).filter(|p| p.kind == Kind::Digits && p.text.len() <= 4)?;
        Some((piece.text.parse().ok()?, piece.text.len()))
    }
}

fn calendar_day(year: i16, month: i16, day: i16) -> Option<Reading> {
    let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1000..2200).contains(&year).then(|| Reading::day(date))
}
