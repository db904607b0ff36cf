//! Lengths of time, what is counted from a day by them, and what comes again and again. In: a place in the pieces. Out: a [`Hit`].

use super::calendar::{Reading, away};
use super::pieces::Kind;
use super::scan::{Hit, Scan};
use diurna_lang::{Dep, Pos};
use diurna_pack::times::{Role, Scale, Sense, Unit};

/// How many: "3", "2.5", "X" for some; whole if it can be reckoned with.
#[derive(Debug, Clone)]
pub(super) struct Count {
    pub text: String,
    pub whole: Option<i32>,
    /// Whether it is no more than the article.
    article: bool,
}

impl Count {
    fn of(whole: i32) -> Count {
        Count { text: whole.to_string(), whole: Some(whole), article: false }
    }

    fn some() -> Count {
        Count { text: "X".to_owned(), whole: None, article: false }
    }

    /// What a unit without a number counts.
    pub fn one(many: bool) -> Count {
        if many { Count::some() } else { Count::of(1) }
    }
}

impl Scan<'_> {
    /// "two years", "a few days", "fifty-year", "a week ago", "two days later", "years of war".
    pub fn length(&self, at: usize) -> Option<Hit> {
        if self.is(at, Role::Recent) {
            return Some(self.recent(at));
        }
        if let Some(hit) = self.half(at) {
            return Some(hit);
        }
        let Some((count, next)) = self.count(at) else { return self.uncounted(at) };
        let (unit, end) = match self.last_of_range(&count, next) {
            Some((_, after)) => self.counted(after)?,
            None => self.counted(next)?,
        };
        let ordinal = unit.scale == Scale::Second && count.whole == Some(1);
        // "a quarter", "three quarters of the crop"
        let share =
            unit.scale == Scale::Quarter && (count.whole == Some(1) || (count.whole == Some(3) && self.is(end, Role::Of)));
        // "a | month-long truce", "a | decades-old feud": the article is the noun's.
        // "a year-end interview", "a weekend meeting"
        let of_noun = count.article && (unit.many || self.joins_next(end - 1) || unit.scale == Scale::Weekend);
        if ordinal || share || of_noun || unit.scale == Scale::HalfYear {
            return None;
        }
        // "two to three weeks"
        if let Some((last, _)) = self.last_of_range(&count, next) {
            let value = [&count, &last].map(|c| Reading::length(&c.text, unit).value.unwrap_or_default()).join("/");
            return Some((end, Reading::of("DURATION", value)));
        }
        Some(self.reckoned(end, &count, unit).unwrap_or_else(|| self.plain(at, end, &count, unit)))
    }

    /// A length that nothing counts from; "24 hours a day" comes again and again.
    fn plain(&self, at: usize, end: usize, count: &Count, unit: Unit) -> Hit {
        if let Some((end, period)) = self.per(end) {
            return (end, Reading { kind: "SET", ..Reading::length("1", period) });
        }
        let kind = if count.article && self.is_rate(at, end - 1) { "SET" } else { "DURATION" };
        (self.tail(end), Reading { kind, ..Reading::length(&count.text, unit) })
    }

    /// "a week ago", "three days later", "a year earlier", "two days before": a day, reckoned from publication or the time told last.
    fn reckoned(&self, end: usize, count: &Count, unit: Unit) -> Option<Hit> {
        let is = |role| self.is(end, role);
        let closed = self.closes(end + 1);
        if is(Role::Ago) || (is(Role::Back) && closed) {
            let reading = self.published.zip(count.whole).and_then(|(p, n)| away(p, unit, -n));
            let some = count.whole.is_none().then(|| Reading::of("DATE", "PAST_REF".to_owned()));
            return Some((end + 1, reading.or(some).unwrap_or(Reading::unknown("DATE"))));
        }
        if is(Role::Hence) {
            let reading = self.published.zip(count.whole).and_then(|(p, n)| away(p, unit, n));
            return Some((end + 1, reading.unwrap_or(Reading::unknown("DATE"))));
        }
        let back = is(Role::Earlier) || is(Role::Before) || is(Role::Previous);
        let on = is(Role::Later) || is(Role::After) || is(Role::Following);
        let counted = (is(Role::Earlier) || is(Role::Later)) && !self.is(end + 1, Role::Than) || ((back || on) && closed);
        if !counted {
            return None;
        }
        let told = self.told.map(|t| t.start).or(if back { self.published } else { None });
        let n = count.whole.map(|n| if back { -n } else { n });
        let reading = told.zip(n).and_then(|(day, n)| away(day, unit, n));
        // Hours after a day are of that day, as far as one can know.
        Some((end + 1, reading.unwrap_or(Reading::unknown("DATE"))))
    }

    /// "years of war", "for weeks", "days after", "decades-old": some.
    fn uncounted(&self, at: usize) -> Option<Hit> {
        let unit = self.unit(at)?;
        let tail = self.tail(at + 1);
        if tail > at + 1 {
            return Some((tail, Reading::length(&Count::one(unit.many).text, unit)));
        }
        // "the year-ago quarter"
        let joined = self.hyphen(at + 1);
        if joined > at + 1 && !unit.many && (self.is(joined, Role::Ago) || self.is(joined, Role::Earlier)) {
            let reading = self.published.and_then(|p| away(p, unit, -1));
            return Some((joined + 1, reading.unwrap_or(Reading::unknown("DATE"))));
        }
        if !unit.many || self.joins_next(at) {
            return None;
        }
        if self.is(at + 1, Role::Ago) {
            return Some((at + 2, Reading::of("DATE", "PAST_REF".to_owned())));
        }
        if (self.is(at + 1, Role::Earlier) || self.is(at + 1, Role::Later)) && !self.is(at + 2, Role::Than) {
            return Some((at + 2, Reading::unknown("DATE")));
        }
        // "days or weeks", "for weeks", "spent months"
        let second = self.follows(at, Role::And) && at > 1 && self.unit(at - 2).is_some_and(|u| u.many);
        let led = second || self.follows(at, Role::Lasting) || self.follows(at, Role::For) || self.is_spent(at);
        let followed = [Role::After, Role::Before, Role::Of].iter().any(|&r| self.is(at + 1, r));
        let share = unit.scale == Scale::Quarter || unit.scale == Scale::Second;
        let named = self.follows(at, Role::The) && !self.is(at + 1, Role::After);
        (!share && !named && (led || followed)).then(|| (at + 1, Reading::length("X", unit)))
    }

    /// A unit that a verb takes without any word before it.
    fn is_spent(&self, at: usize) -> bool {
        let page = self.page;
        let bare = |t: usize| matches!(page.dep(t), Dep::Dobj | Dep::Npadvmod) && page.subtree(t).start == t;
        self.token(at).is_some_and(|t| bare(t) && page.head(t).is_some_and(|h| h < t && page.token(h).pos == Pos::Verb))
    }

    /// "recent years", "recent".
    fn recent(&self, at: usize) -> Hit {
        let end = if self.unit(at + 1).is_some_and(|u| u.many) { at + 2 } else { at + 1 };
        (end, Reading::of("DATE", "PAST_REF".to_owned()))
    }

    /// "half an hour", "a half-century".
    fn half(&self, at: usize) -> Option<Hit> {
        let half = self.skip(at, Role::A);
        if !self.is(half, Role::Half) {
            return None;
        }
        let unit = self.hyphen(self.skip(half + 1, Role::A));
        let scale = self.unit(unit).filter(|u| !u.many)?.scale;
        let value = match scale {
            Scale::Minute => "PT30S",
            Scale::Hour => "PT30M",
            Scale::Day => "PT12H",
            Scale::Year => "P6M",
            Scale::Decade => "P5Y",
            Scale::Century => "P50Y",
            _ => return None,
        };
        Some((self.tail(unit + 1), Reading::of("DURATION", value.to_owned())))
    }

    /// "-old", " old", "-long" after a length.
    fn tail(&self, end: usize) -> usize {
        let next = self.hyphen(end);
        match self.is(next, Role::Old) || (next > end && self.is(next, Role::Long)) {
            true => next + 1,
            false => end,
        }
    }

    /// Number words and figures before a unit. The article is one.
    pub fn count(&self, at: usize) -> Option<(Count, usize)> {
        let (count, next) = self.count_alone(at)?;
        if self.is(next, Role::And) && self.is(next + 1, Role::A) && self.is(next + 2, Role::Half) {
            return count.whole.map(|n| (Count { text: format!("{n}.5"), whole: None, article: false }, next + 3));
        }
        Some((count, next))
    }

    fn count_alone(&self, at: usize) -> Option<(Count, usize)> {
        let piece = self.piece(at)?;
        match piece.kind {
            Kind::Digits => return Some((Count::of(piece.text.parse().ok().filter(|n| *n < 100_000)?), at + 1)),
            Kind::Figure => return figure(piece.text).map(|count| (count, at + 1)),
            Kind::Mark => return None,
            Kind::Word => {}
        }
        if piece.is(Role::VagueNumber) {
            return Some((Count::some(), self.skip(at + 1, Role::Of)));
        }
        let article = piece.is(Role::A);
        let first = self.number_word(at).map_or(if article { Some((1, at + 1)) } else { None }, Some)?;
        if article && self.is(at + 1, Role::VagueNumber) {
            return Some((Count::some(), self.skip(at + 2, Role::Of)));
        }
        // "a couple of days", "a hundred years"; but "a | five-year plan"
        if article && let Some((n, next)) = self.number_word(at + 1) {
            if self.joins_next(next - 1) {
                return None;
            }
            let (n, next) = self.multiplied(n, next);
            return Some((Count::of(n), self.skip(next, Role::Of)));
        }
        let (n, next) = self.multiplied(first.0, first.1);
        Some((Count { article: article && next == at + 1, ..Count::of(n) }, next))
    }

    /// "seven", "twenty-five", "hundred".
    fn number_word(&self, at: usize) -> Option<(i32, usize)> {
        let word = |i: usize| self.sense(i, |s| if let Sense::Number(n) = s { Some(*n) } else { None });
        let multiplier = |i: usize| self.sense(i, |s| if let Sense::Multiplier(n) = s { Some(*n) } else { None });
        let Some(n) = word(at) else { return multiplier(at).map(|n| (n, at + 1)) };
        let ones = self.hyphen(at + 1);
        match word(ones).filter(|one| n >= 20 && n % 10 == 0 && n < 100 && (1..10).contains(one)) {
            Some(one) => Some((n + one, ones + 1)),
            None => Some((n, at + 1)),
        }
    }

    fn multiplied(&self, mut n: i32, mut next: usize) -> (i32, usize) {
        while let Some(by) = self.sense(next, |s| if let Sense::Multiplier(by) = s { Some(*by) } else { None }) {
            let Some(more) = n.checked_mul(by).filter(|n| *n < 100_000) else { break };
            (n, next) = (more, next + 1);
        }
        (n, next)
    }

    /// The second number of "two to three weeks": no smaller than the first ("in 2014 to ten years").
    fn last_of_range(&self, first: &Count, at: usize) -> Option<(Count, usize)> {
        let last = self.is(at, Role::To).then(|| self.count(at + 1)).flatten();
        last.filter(|(last, _)| !last.article && last.whole >= first.whole)
    }

    /// The unit that a number counts, over "consecutive" and "trading".
    pub fn counted(&self, at: usize) -> Option<(Unit, usize)> {
        let at = self.fillers(self.hyphen(at));
        Some((self.unit(at)?, at + 1))
    }

    pub fn fillers(&self, mut at: usize) -> usize {
        while self.is(at, Role::Filler) {
            at += 1;
        }
        at
    }

    /// "a day", "per week", "each month" after a length.
    fn per(&self, at: usize) -> Option<(usize, Unit)> {
        let each = self.is(at, Role::A) || self.is(at, Role::Per) || self.is(at, Role::Every);
        let unit = self.unit(at + 1).filter(|u| each && !u.many)?;
        Some((at + 2, unit))
    }

    /// "15 a year", "$10 a month", "once a week": the article's unit comes again and again.
    fn is_rate(&self, article: usize, unit: usize) -> bool {
        // "12-an-hour"
        let joined = article > 1 && self.joins_next(article - 2);
        let Some(before) = article.checked_sub(if joined { 2 } else { 1 }).and_then(|i| self.piece(i)) else { return false };
        let counted = matches!(before.kind, Kind::Digits | Kind::Figure)
            || before.is(Role::Rate)
            || before.senses.iter().any(|s| matches!(s, Sense::Number(_) | Sense::Multiplier(_)));
        counted || self.token(unit).is_some_and(|t| self.shares_out(t))
    }

    /// "the [flights] a week": a unit beside a noun that a number counts.
    fn shares_out(&self, unit: usize) -> bool {
        let page = self.page;
        let head = page.head(unit).filter(|_| page.dep(unit) == Dep::Npadvmod);
        head.is_some_and(|h| {
            matches!(page.token(h).pos, Pos::Noun | Pos::Num | Pos::Sym)
                && (page.token(h).pos == Pos::Num || page.child(h, Dep::Nummod).is_some())
        })
    }

    /// "daily", "every two weeks", "each Friday", "per month", "a third straight day".
    pub fn repeated(&self, at: usize) -> Option<Hit> {
        if let Some(period) = self.sense(at, |s| if let Sense::Set(period) = s { Some(period.clone()) } else { None }) {
            // "China Daily" is a name; "weekly-announced" one word.
            let named = self.piece(at)?.is_capital() && (at > 0 || self.is_name(at)) && !period.starts_with("XXXX-WXX");
            return (!named && !self.joins_next(at)).then(|| (at + 1, Reading::of("SET", period)));
        }
        if self.is(at, Role::Per) {
            let unit = self.unit(at + 1).filter(|u| !u.many)?;
            return Some((at + 2, Reading { kind: "SET", ..Reading::length("1", unit) }));
        }
        if self.is(at, Role::Every) {
            return self.every(at + 1);
        }
        self.running(at)
    }

    fn every(&self, at: usize) -> Option<Hit> {
        let set = |value: String| Reading::of("SET", value);
        if let Some(day) = self.sense(at, |s| if let Sense::Weekday(n) = s { Some(*n) } else { None }) {
            return Some((at + 1, set(format!("XXXX-WXX-{day}"))));
        }
        if let Some((month, end)) = self.month_name(at) {
            return Some((end, set(format!("XXXX-{month:02}"))));
        }
        if let Some(part) = self.part(at) {
            return Some((at + 1, set(format!("XXXX-XX-XXT{part}"))));
        }
        if let Some(season) = self.season(at) {
            return Some((at + 1, set(format!("XXXX-{season}"))));
        }
        let (count, next) = if self.is(at, Role::Other) {
            (Count::of(2), at + 1)
        } else if let Some((n, next)) = self.ordinal(at) {
            (Count::of(n), next)
        } else {
            self.count(at).unwrap_or((Count::of(1), at))
        };
        let (unit, end) = self.counted(next)?;
        Some((end, Reading { kind: "SET", ..Reading::length(&count.text, unit) }))
    }

    /// "for a third straight day": the day told, or that of publication.
    fn running(&self, at: usize) -> Option<Hit> {
        let (_, next) = self.ordinal(at)?;
        let unit = self.unit(next + 1).filter(|u| self.is(next, Role::Running) && !u.many && u.scale >= Scale::Day)?;
        let day = self.told_within(unit.scale).or(self.published);
        Some((next + 2, day.and_then(|d| Reading::around(d, unit.scale)).unwrap_or(Reading::unknown("DATE"))))
    }
}

/// "1,400" is whole, "2.5" is not.
fn figure(text: &str) -> Option<Count> {
    let grouped = text.contains(',').then(|| text.replace(',', "").parse().ok());
    match grouped {
        Some(whole) => whole.filter(|n| *n < 100_000).map(Count::of),
        None => text.parse::<f64>().ok().map(|_| Count { text: text.to_owned(), whole: None, article: false }),
    }
}
