//! `times.toml`: words of time. In: TOML. Out: [`Times`], what each word and each fixed phrase can say, asked by the word.
//! Refuses months, weekdays, days and units that the calendar does not have, and roles that no grammar asks for.

mod file;

use crate::hashed::{self, Hashed};
use serde::{Deserialize, Serialize};

pub(crate) use file::read;

/// Words of time in small letters, without full stops. Values after TIMEX3.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Times {
    /// All that a word can say.
    #[serde(with = "hashed")]
    words: Hashed<Vec<Sense>>,
    /// First word → phrases that begin with it, the longest first.
    #[serde(with = "hashed")]
    phrases: Hashed<Vec<Phrase>>,
}

impl Times {
    pub fn senses(&self, word: &str) -> &[Sense] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    pub fn phrases(&self, first: &str) -> &[Phrase] {
        self.phrases.get(first).map_or(&[], Vec::as_slice)
    }

    fn add(&mut self, word: &str, sense: Sense) {
        let senses = self.words.entry(word.to_owned()).or_default();
        if !senses.contains(&sense) {
            senses.push(sense);
        }
    }

    pub fn has_role(&self, word: &str, role: Role) -> bool {
        self.senses(word).contains(&Sense::Role(role))
    }
}

/// One thing that a word of time can say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sense {
    /// 1 to 12
    Month(i8),
    /// 1 (Monday) to 7
    Weekday(i8),
    /// Two letters ("SU").
    Season(String),
    /// Part of a day, two letters ("MO").
    Part(String),
    Unit(Unit),
    Number(i32),
    /// "hundred": what the number before it is times.
    Multiplier(i32),
    Ordinal(i32),
    /// A day told from the day of publication: days to add, and its part ("tonight").
    Day(i32, Option<String>),
    /// Repeated time, with its period.
    Set(String),
    /// Mark of the half of a day: hours to add.
    Clock(i32),
    /// Clock time that is a word ("noon").
    Hour(String),
    /// Time zone, with what it adds to a value ("Z" for Greenwich).
    Zone(String),
    /// "nineties": the first of its ten years within a century.
    Decade(i16),
    Role(Role),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    /// The words after the first.
    pub rest: Vec<String>,
    pub meaning: Meaning,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Meaning {
    /// PAST_REF, PRESENT_REF, FUTURE_REF
    Vague(String),
    /// A day of every year, by month and day.
    Yearly(i8, i8),
    /// A day, month or year of history, as its TIMEX3 value.
    Fixed(String),
    /// A day that the year moves, or that differs from land to land: a time whose value is unknown.
    Movable,
    /// Days to add to the day of publication.
    Day(i32),
    /// No time, though its words look like one.
    NoTime,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Scale {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    HalfYear,
    Year,
    Decade,
    Century,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unit {
    pub scale: Scale,
    /// Two for "fortnight".
    pub times: i32,
    pub many: bool,
}

macro_rules! roles {
    ($($(#[$doc:meta])* $role:ident = $name:literal),+ $(,)?) => {
        /// What a word does in a time expression.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        pub enum Role { $($(#[$doc])* $role),+ }

        impl Role {
            pub(crate) const NAMES: &[(&str, Role)] = &[$(($name, Role::$role)),+];
        }
    };
}

roles! {
    /// "two weeks [ago]"
    Ago = "ago",
    /// "two days [back]", at the end of a clause
    Back = "back",
    /// "two weeks [hence]"
    Hence = "hence",
    /// "[last] week"
    Last = "last",
    /// "the [past] two weeks": always a length up to now
    Past = "past",
    Next = "next",
    /// "the [coming] days": a length from now on
    Coming = "coming",
    This = "this",
    That = "that",
    Same = "same",
    /// "the [previous] month", told from the time told last
    Previous = "previous",
    Following = "following",
    Earlier = "earlier",
    Later = "later",
    Before = "before",
    After = "after",
    Than = "than",
    Every = "every",
    /// "every [other] week"
    Other = "other",
    Per = "per",
    /// "[twice] a week": a repetition before a unit
    Rate = "rate",
    The = "the",
    A = "a",
    Of = "of",
    And = "and",
    /// "Tuesday [at] 3 p.m.", "early [on] Monday"
    Link = "link",
    /// "3 [to] 5 May"
    To = "to",
    /// "April 2[nd]"
    OrdinalTail = "ordinal-tail",
    /// "1990[s]"
    DecadeTail = "decade-tail",
    /// A bare year stands after these.
    YearLead = "year-lead",
    /// A bare month whose name is also another word stands after these.
    MonthLead = "month-lead",
    /// "[over] the last year": what follows is a length
    Lasting = "lasting",
    /// "[for] years": an uncounted unit is some of them
    For = "for",
    /// "[in] the year": what follows may be a bare unit
    Within = "within",
    VagueNumber = "vague-number",
    Half = "half",
    /// "two [consecutive] quarters"
    Filler = "filler",
    /// "the third [straight] day"
    Running = "running",
    /// "[early] March"
    Early = "early",
    /// "the [end] of May"
    Edge = "edge",
    Fiscal = "fiscal",
    /// "20-year-[old]", "two years [old]"
    Old = "old",
    /// "month-[long]"
    Long = "long",
    /// "the [wee] hours of Friday"
    Small = "small",
    /// "in [recent] years"
    Recent = "recent",
    /// Time words that are as often other words: times only beside another ("may 3", not "may go").
    Unsure = "unsure",
    /// Auxiliaries of what is to come.
    Future = "future",
    /// Verbs under which what follows is to come.
    Planning = "planning",
    /// "[since] the war began": what follows bounds an act that goes on
    Since = "since",
    /// "[until] Monday"
    Until = "until",
    /// "[in] the June vote": what is done in it is of its time
    Setting = "setting",
    /// "visited it on Monday, [where] he met …": the clause is of the same time
    Whence = "whence",
    /// "[during] the first phase"
    During = "during",
    /// "during the first [phase]"
    Phase = "phase",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Source, diagnostic::Findings};

    fn read_one(text: &str) -> Result<Times, crate::Diagnostics> {
        let mut findings = Findings::default();
        let times = read(&[Source::new("times.toml", text)], &mut findings);
        findings.into_result(times)
    }

    #[test]
    fn a_thirteenth_month_is_told_with_its_place() {
        let error = read_one("[months]\njanuary = 13").expect_err("no such month");
        assert_eq!((error.0[0].line, error.0[0].column), (2, 11));
    }

    #[test]
    fn an_unknown_unit_role_or_day_is_told() {
        for text in ["[units]\nmoon = \"L\"", "[roles]\nsoonish = [\"by\"]", "[yearly]\n\"leap day\" = \"02-30\""] {
            assert_eq!(read_one(text).expect_err(text).0[0].line, 2, "{text}");
        }
    }

    #[test]
    fn a_word_says_all_that_it_can() {
        let times = read_one("[units]\nsecond = \"TS\"\n[ordinals]\nsecond = 2").expect("it compiles");
        assert_eq!(times.senses("second").len(), 2);
        assert!(times.senses("third").is_empty());
    }

    #[test]
    fn the_longest_phrase_comes_first() {
        let times = read_one("[vague]\n\"the future\" = \"FUTURE_REF\"\n\"the future perfect\" = \"\"").expect("it compiles");
        assert_eq!(times.phrases("the").iter().map(|p| p.rest.len()).collect::<Vec<_>>(), [2, 1]);
    }
}
