//! Stretches of the calendar and their TIMEX3 values. In: years, months, days, a day to count from. Out: [`Reading`].

use diurna_model::Span;
use diurna_model::mention::Time;
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

    pub fn week(date: Date) -> Reading {
        let week = date.iso_week_date();
        let monday = shift(date, 1 - i32::from(date.weekday().to_monday_one_offset()));
        let value = format!("{:04}-W{:02}", week.year(), week.week());
        Reading { kind: "DATE", value: Some(value), start: monday, until: monday.and_then(|m| shift(m, 7)) }
    }

    pub fn month(year: i16, month: i8) -> Reading {
        let until = if month == 12 { Date::new(year + 1, 1, 1) } else { Date::new(year, month + 1, 1) };
        Reading {
            kind: "DATE",
            value: Some(format!("{year:04}-{month:02}")),
            start: Date::new(year, month, 1).ok(),
            until: until.ok(),
        }
    }

    pub fn quarter(year: i16, quarter: i8) -> Reading {
        let first = Date::new(year, quarter * 3 - 2, 1).ok();
        let until = if quarter == 4 { Date::new(year + 1, 1, 1) } else { Date::new(year, quarter * 3 + 1, 1) };
        Reading { kind: "DATE", value: Some(format!("{year:04}-Q{quarter}")), start: first, until: until.ok() }
    }

    pub fn year(year: i16) -> Reading {
        Reading {
            kind: "DATE",
            value: Some(format!("{year:04}")),
            start: Date::new(year, 1, 1).ok(),
            until: Date::new(year + 1, 1, 1).ok(),
        }
    }
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

/// The year meant by a day and month without one: that of publication, unless the day were then far ahead or far behind.
pub(super) fn near_year(published: Date, month: i8, day: i8) -> i16 {
    let days = |d: Date| i32::from(d.year()) * 365 + i32::from(d.day_of_year());
    let Ok(same) = Date::new(published.year(), month, day.min(28)) else { return published.year() };
    match days(same) - days(published) {
        ahead if ahead > 120 => published.year() - 1,
        behind if behind < -290 => published.year() + 1,
        _ => published.year(),
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
        assert_eq!(near_year(date("2017-01-03"), 12, 15), 2016);
        assert_eq!(near_year(date("2016-12-23"), 12, 15), 2016);
        assert_eq!(near_year(date("2016-12-23"), 1, 15), 2017);
    }

    #[test]
    fn months_and_weeks_are_half_open_stretches() {
        assert_eq!(Reading::month(2011, 12).until, Some(date("2012-01-01")));
        let week = Reading::week(date("2008-09-04"));
        assert_eq!((week.value.as_deref(), week.start), (Some("2008-W36"), Some(date("2008-09-01"))));
    }
}
