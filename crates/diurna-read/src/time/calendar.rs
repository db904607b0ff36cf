//! Stretches of the calendar and their TIMEX3 values. In: years, months, days, a day to count from. Out: [`Reading`].

use diurna_model::Span;
use diurna_model::mention::Time;
use diurna_pack::times::{Scale, Unit};
use jiff::civil::Date;

/// What a time expression says.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Reading {
    pub kind: &'static str,
    pub value: Option<String>,
    pub start: Option<Date>,
    pub until: Option<Date>,
}

impl Reading {
    pub fn into_time(self, span: Span) -> Time {
        Time { span, kind: self.kind.to_owned(), value: self.value, start: self.start, until: self.until }
    }

    pub fn unknown(kind: &'static str) -> Reading {
        Reading { kind, value: None, start: None, until: None }
    }

    pub fn of(kind: &'static str, value: String) -> Reading {
        Reading { kind, value: Some(value), start: None, until: None }
    }

    pub fn day(date: Date) -> Reading {
        Reading { kind: "DATE", value: Some(date.to_string()), start: Some(date), until: date.tomorrow().ok() }
    }

    /// The part (`MO`) or clock time of a day; of no day, the part alone has no value.
    pub fn at(day: Option<Date>, time: &str) -> Reading {
        let value = day.map(|d| format!("{d}T{time}"));
        Reading { kind: "TIME", value, start: day, until: day.and_then(|d| d.tomorrow().ok()) }
    }

    /// All of it from the first to the last.
    pub fn through(first: Reading, last: Reading) -> Reading {
        let value = first.value.zip(last.value).map(|(a, b)| format!("{a}/{b}"));
        Reading { kind: "DATE", value, start: first.start, until: last.until }
    }

    pub fn length(count: &str, unit: Unit) -> Reading {
        Reading::of("DURATION", length(count, unit))
    }

    pub fn week(date: Date) -> Reading {
        let week = date.iso_week_date();
        let monday = shift(date, 1 - i32::from(date.weekday().to_monday_one_offset()));
        let value = format!("{:04}-W{:02}", week.year(), week.week());
        Reading { kind: "DATE", value: Some(value), start: monday, until: monday.and_then(|m| shift(m, 7)) }
    }

    pub fn weekend(date: Date) -> Reading {
        let week = Reading::week(date);
        let saturday = week.start.and_then(|monday| shift(monday, 5));
        let until = saturday.and_then(|s| shift(s, 2));
        Reading { kind: "DATE", value: week.value.map(|v| format!("{v}-WE")), start: saturday, until }
    }

    pub fn quarter(year: i16, quarter: i8) -> Reading {
        Reading::months(format!("{year:04}-Q{quarter}"), year, quarter * 3 - 2, 3)
    }

    pub fn half(year: i16, half: i8) -> Reading {
        Reading::months(format!("{year:04}-H{half}"), year, half * 6 - 5, 6)
    }

    pub fn month(year: i16, month: i8) -> Reading {
        Reading::months(format!("{year:04}-{month:02}"), year, month, 1)
    }

    pub fn year(year: i16) -> Reading {
        Reading::months(format!("{year:04}"), year, 1, 12)
    }

    /// Ten years, from a year that ends in nought.
    pub fn decade(year: i16) -> Reading {
        Reading::months(format!("{:03}", year / 10), year, 1, 120)
    }

    /// A hundred years, from a year that ends in two noughts.
    pub fn century(year: i16) -> Reading {
        Reading::months(format!("{:02}", year / 100), year, 1, 1200)
    }

    fn months(value: String, year: i16, month: i8, count: i32) -> Reading {
        let start = Date::new(year, month, 1).ok();
        let until = start.and_then(|s| shift_months(s, count));
        Reading { kind: "DATE", value: Some(value), start, until }
    }

    /// The day, week, month … that `date` lies in.
    pub fn around(date: Date, scale: Scale) -> Option<Reading> {
        let year = date.year();
        Some(match scale {
            Scale::Second | Scale::Minute | Scale::Hour => return None,
            Scale::Day => Reading::day(date),
            Scale::Weekend => Reading::weekend(date),
            Scale::Week => Reading::week(date),
            Scale::Month => Reading::month(year, date.month()),
            Scale::Quarter => Reading::quarter(year, (date.month() + 2) / 3),
            Scale::HalfYear => Reading::half(year, (date.month() + 5) / 6),
            Scale::Year => Reading::year(year),
            Scale::Decade => Reading::decade(year - year.rem_euclid(10)),
            Scale::Century => Reading::century(year - year.rem_euclid(100)),
        })
    }

    /// The finest scale that the reading is sure of.
    pub fn scale(&self) -> Option<Scale> {
        let days = self.start?.until(self.until?).ok()?.get_days();
        Some(match days {
            ..=1 => Scale::Day,
            2..=7 => Scale::Week,
            8..=31 => Scale::Month,
            32..=92 => Scale::Quarter,
            _ => Scale::Year,
        })
    }
}

/// "P3D", "PT2H", "P10Y" for a decade, "PXY" for some years.
fn length(count: &str, unit: Unit) -> String {
    let times = |n: i32| match count.parse::<i32>() {
        Ok(count) => count.saturating_mul(n).to_string(),
        Err(_) => count.to_owned(),
    };
    let count = times(unit.times);
    match unit.scale {
        Scale::Second => format!("PT{count}S"),
        Scale::Minute => format!("PT{count}M"),
        Scale::Hour => format!("PT{count}H"),
        Scale::Day => format!("P{count}D"),
        Scale::Weekend => format!("P{count}WE"),
        Scale::Week => format!("P{count}W"),
        Scale::Month => format!("P{count}M"),
        Scale::Quarter => format!("P{count}Q"),
        Scale::HalfYear => format!("P{}M", times(6)),
        Scale::Year => format!("P{count}Y"),
        Scale::Decade if count.parse::<i32>().is_err() => format!("P{count}DE"),
        Scale::Century if count.parse::<i32>().is_err() => format!("P{count}CE"),
        Scale::Decade => format!("P{}Y", times(10)),
        Scale::Century => format!("P{}Y", times(100)),
    }
}

/// The day, week, month … `steps` after (before, if negative) that of `date`.
pub(super) fn stretch(date: Date, scale: Scale, steps: i32) -> Option<Reading> {
    Reading::around(moved(date, scale, steps)?, scale)
}

/// A day `steps` units after `date`: of months and years the first of that month.
pub(super) fn moved(date: Date, scale: Scale, steps: i32) -> Option<Date> {
    match scale {
        Scale::Second | Scale::Minute | Scale::Hour => None,
        Scale::Day => shift(date, steps),
        Scale::Weekend | Scale::Week => shift(date, steps.checked_mul(7)?),
        Scale::Month => shift_months(date, steps),
        Scale::Quarter => shift_months(date, steps.checked_mul(3)?),
        Scale::HalfYear => shift_months(date, steps.checked_mul(6)?),
        Scale::Year => shift_months(date, steps.checked_mul(12)?),
        Scale::Decade => shift_months(date, steps.checked_mul(120)?),
        Scale::Century => shift_months(date, steps.checked_mul(1200)?),
    }
}

/// `steps` units after (before, if negative) `date`, as fine as such words are meant: "a week ago" is a day, "two decades ago" a year.
pub(super) fn away(date: Date, unit: Unit, steps: i32) -> Option<Reading> {
    let steps = steps.checked_mul(unit.times)?;
    let scale = match unit.scale {
        Scale::Week => Scale::Day,
        Scale::Decade | Scale::Century => Scale::Year,
        other => other,
    };
    Reading::around(moved(date, unit.scale, steps)?, scale)
}

/// The day `days` after (before, if negative) `date`.
pub(super) fn shift(date: Date, days: i32) -> Option<Date> {
    let span = jiff::Span::new().try_days(days).ok()?;
    date.checked_add(span).ok()
}

/// The first day of the month `months` after that of `date`.
pub(super) fn shift_months(date: Date, months: i32) -> Option<Date> {
    let count = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 + months;
    Date::new(i16::try_from(count.div_euclid(12)).ok()?, i8::try_from(count.rem_euclid(12) + 1).ok()?, 1).ok()
}

/// Where the words around a time put it, seen from the day of publication.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tense {
    Past,
    Present,
    Future,
    Open,
}

/// The year meant by a day and month without one: the nearest that the tense allows. Past tenses tell of days soon to come too
/// ("the vote was due on June 3"), so a few weeks ahead are left to them.
pub(super) fn near_year(published: Date, month: i8, day: i8, tense: Tense) -> i16 {
    let days = |d: Date| i32::from(d.year()) * 365 + i32::from(d.day_of_year());
    let Ok(same) = Date::new(published.year(), month, day.min(28)) else { return published.year() };
    let (ahead, behind) = match tense {
        Tense::Past => (40, -365),
        Tense::Present | Tense::Open => (120, -290),
        Tense::Future => (335, -30),
    };
    match days(same) - days(published) {
        n if n > ahead => published.year() - 1,
        n if n < behind => published.year() + 1,
        _ => published.year(),
    }
}

/// The year of a month without one. The month of publication itself may be meant by any tense.
pub(super) fn year_of_month(published: Date, month: i8, tense: Tense) -> i16 {
    match tense {
        Tense::Past if month > published.month() => published.year() - 1,
        Tense::Future if month < published.month() => published.year() + 1,
        Tense::Past | Tense::Future => published.year(),
        Tense::Present | Tense::Open => near_year(published, month, 15, tense),
    }
}

/// The last weekday of that number up to `published` (the day itself included), or the first after it.
pub(super) fn weekday(published: Date, number: i8, future: bool) -> Option<Date> {
    let back = i32::from(published.weekday().to_monday_one_offset() - number).rem_euclid(7);
    shift(published, if future && back > 0 { 7 - back } else { -back })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().expect("a day")
    }

    #[test]
    fn a_weekday_is_the_last_one_up_to_publication() {
        assert_eq!(weekday(date("2016-12-23"), 5, false), Some(date("2016-12-23")));
        assert_eq!(weekday(date("2016-12-23"), 4, false), Some(date("2016-12-22")));
        assert_eq!(weekday(date("2016-12-23"), 1, true), Some(date("2016-12-26")));
    }

    #[test]
    fn a_december_day_in_a_january_report_is_of_the_year_before() {
        assert_eq!(near_year(date("2017-01-03"), 12, 15, Tense::Open), 2016);
        assert_eq!(near_year(date("2016-12-23"), 12, 15, Tense::Past), 2016);
        assert_eq!(near_year(date("2016-12-23"), 1, 15, Tense::Open), 2017);
    }

    #[test]
    fn tense_decides_the_year_of_a_month() {
        assert_eq!(year_of_month(date("2009-06-05"), 10, Tense::Future), 2009);
        assert_eq!(year_of_month(date("2009-06-05"), 10, Tense::Past), 2008);
        assert_eq!(year_of_month(date("2009-06-05"), 3, Tense::Future), 2010);
    }

    #[test]
    fn stretches_are_half_open() {
        assert_eq!(Reading::month(2011, 12).until, Some(date("2012-01-01")));
        let week = Reading::week(date("2008-09-04"));
        assert_eq!((week.value.as_deref(), week.start), (Some("2008-W36"), Some(date("2008-09-01"))));
        let weekend = Reading::weekend(date("2008-09-04"));
        assert_eq!((weekend.value.as_deref(), weekend.start), (Some("2008-W36-WE"), Some(date("2008-09-06"))));
        assert_eq!(Reading::half(2010, 2).start, Some(date("2010-07-01")));
        assert_eq!(
            (Reading::decade(1990).value.as_deref(), Reading::decade(1990).until),
            (Some("199"), Some(date("2000-01-01")))
        );
    }

    #[test]
    fn steps_beyond_the_calendar_have_no_value() {
        let years = Unit { scale: Scale::Century, times: 1, many: true };
        assert_eq!(away(date("2016-12-23"), years, -i32::MAX), None);
        assert_eq!(shift(date("2016-12-23"), i32::MAX), None);
    }
}
