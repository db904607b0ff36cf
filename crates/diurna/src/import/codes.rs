//! What stands in brackets: codes and the days for which they hold. In: the rest of a line. Out: codes with start (inclusive) and end
//! (exclusive). Refused, with why: open brackets, empty codes, days that are none.

use jiff::civil::Date;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coded {
    pub code: String,
    pub start: Option<Date>,
    pub end: Option<Date>,
}

/// The words before the first bracket, and each bracket's content.
pub fn brackets(line: &str) -> Result<(&str, Vec<&str>), String> {
    let (words, mut rest) = match line.find('[') {
        None => return Ok((line.trim(), Vec::new())),
        Some(at) => (line[..at].trim(), &line[at..]),
    };
    let mut inside = Vec::new();
    while let Some(open) = rest.strip_prefix('[') {
        let (content, after) = open.split_once(']').ok_or("a bracket that does not close")?;
        inside.push(content.trim());
        rest = after.trim_start();
    }
    if rest.is_empty() { Ok((words, inside)) } else { Err(format!("`{rest}` after the code")) }
}

/// "USAGOV 930120-010120": the code, and its days.
pub fn dated(content: &str) -> Result<Coded, String> {
    let mut parts = content.splitn(2, char::is_whitespace);
    let code = parts.next().unwrap_or("").to_owned();
    let days: String = parts.next().unwrap_or("").split_whitespace().collect();
    if code.len() < 3 || !code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(format!("`{code}` is no actor code of capital letters"));
    }
    let (start, end) = if days.is_empty() {
        (None, None)
    } else if let Some(day) = days.strip_prefix('<') {
        (None, Some(self::day(day)?))
    } else if let Some(day) = days.strip_prefix('>') {
        (Some(after(self::day(day)?)?), None)
    } else {
        let (first, last) = days.split_once('-').ok_or_else(|| format!("`{days}` is no range of days"))?;
        (Some(self::day(first)?), Some(after(self::day(last)?)?))
    };
    if start.zip(end).is_some_and(|(start, end)| start >= end) {
        return Err(format!("`{days}` ends before it starts"));
    }
    Ok(Coded { code, start, end })
}

/// Years of two digits above this are of the last century.
const LAST_CENTURY: i16 = 30;

/// YYYYMMDD or YYMMDD.
fn day(text: &str) -> Result<Date, String> {
    let wrong = || format!("`{text}` is no day (YYMMDD or YYYYMMDD)");
    if !text.bytes().all(|b| b.is_ascii_digit()) || !matches!(text.len(), 6 | 8) {
        return Err(wrong());
    }
    let (year, rest) = text.split_at(text.len() - 4);
    let number = |t: &str| t.parse::<i16>().map_err(|_| wrong());
    let year = match (year.len(), number(year)?) {
        (2, y) if y > LAST_CENTURY => 1900 + y,
        (2, y) => 2000 + y,
        (_, y) => y,
    };
    let small = |t: &str| t.parse::<i8>().map_err(|_| wrong());
    Date::new(year, small(&rest[..2])?, small(&rest[2..])?).map_err(|_| wrong())
}

fn after(day: Date) -> Result<Date, String> {
    day.tomorrow().map_err(|_| format!("{day} has no day after it"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_become_half_open_and_meet() {
        let of = |text: &str| dated(text).map(|c| (c.start.map(|d| d.to_string()), c.end.map(|d| d.to_string())));
        let day = |text: &str| Some(text.to_owned());
        assert_eq!(of("XXAGOV"), Ok((None, None)));
        assert_eq!(of("XXAELI <930120"), Ok((None, day("1993-01-20"))));
        assert_eq!(of("XXAGOV 930120-20010120"), Ok((day("1993-01-20"), day("2001-01-21"))));
        assert_eq!(of("XXAELI > 010120"), Ok((day("2001-01-21"), None)));
    }

    #[test]
    fn what_is_no_code_and_no_day_is_refused_with_why() {
        for (text, why) in [
            ("---", "no actor code"),
            ("XXAGOV 931320-940101", "no day"),
            ("XXAGOV 93-94", "no day"),
            ("XXAGOV 1993", "no range"),
            ("XXAGOV 940101-930101", "ends before"),
        ] {
            let error = dated(text).expect_err(text);
            assert!(error.contains(why), "{text}: {error}");
        }
        assert!(brackets("A [XXA").is_err());
        assert_eq!(brackets("A_ [XXA] [XXB]"), Ok(("A_", vec!["XXA", "XXB"])));
    }
}
