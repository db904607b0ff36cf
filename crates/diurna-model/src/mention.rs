//! What a report's words name: entities, parties, places, times. Each knows its span; what is unknown is `None`.

use crate::Span;
use crate::reading::Doubt;
use jiff::civil::Date;

/// Words that name something, of one of the language engine's kinds or a generic actor.
#[derive(Debug, Clone, PartialEq)]
pub struct Entity {
    pub span: Span,
    /// PERSON, ORG, GPE, LOC, FAC, NORP, EVENT …
    pub kind: String,
    pub actor: Option<Actor>,
}

/// A row of the names: who a mention is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    pub id: Option<String>,
    pub name: Option<String>,
    pub code: Option<String>,
    pub country: Option<String>,
    pub sector: Option<String>,
    /// The office the row stands for.
    pub office: Option<Office>,
}

/// An office held from a day until another ("2012-11-06"); empty: from when or until when no row says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Office {
    /// "defense minister"; `None` for a row of several offices.
    pub title: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
}

/// Who takes part in something or says something, at one place of the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Party {
    /// The words used here ("He", "the Russian defense chief").
    pub here: Span,
    pub naming: Naming,
    pub actor: Option<Actor>,
}

/// Where the fullest name of a party stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Naming {
    /// The words used here are the name.
    Here,
    /// The name stands elsewhere in the report ("He" → "Interior Minister Oto Lind").
    At(Span),
    /// "We" of a release without a name: the report's publisher.
    Publisher(String),
}

impl Party {
    /// The same party, called by other words at `here`.
    pub fn again(self, here: Span) -> Party {
        let naming = match self.naming {
            Naming::Here => Naming::At(self.here),
            other => other,
        };
        Party { here, naming, actor: self.actor }
    }

    /// The same party with all the words that bring it in here: "the mayor", "Oto Lind, the mayor of …".
    pub fn described(self, words: Span) -> Party {
        if words.contains(self.here) && words != self.here { self.again(words) } else { self }
    }

    /// The same party by its name alone, where the words used here hold it.
    pub fn plain(self) -> Party {
        match self.naming {
            Naming::At(name) if self.here.contains(name) => Party { here: name, naming: Naming::Here, actor: self.actor },
            _ => self,
        }
    }

    /// The party's fullest name in `text`, line breaks as one space.
    pub fn name_in(&self, text: &str) -> String {
        match &self.naming {
            Naming::Here => one_line(self.here.of(text)),
            Naming::At(span) => one_line(span.of(text)),
            Naming::Publisher(name) => name.clone(),
        }
    }
}

/// `words` with every run of white space as one space.
pub fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where something is: the words, and the place they mean if the gazetteer has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    pub here: Span,
    /// The place's name when `here` only describes it ("the northwestern city").
    pub named: Option<Span>,
    pub site: Option<Site>,
}

impl Place {
    /// Why it has no coordinates, or may have others.
    pub fn doubt(&self) -> Option<Doubt> {
        match &self.site {
            None => Some(Doubt { field: "name", reason: "place-not-in-gazetteer" }),
            Some(site) => site.ambiguous.then_some(Doubt { field: "name", reason: "ambiguous-place" }),
        }
    }
}

/// A row of the gazetteer. `lat` and `lon` in degrees, WGS 84.
#[derive(Debug, Clone, PartialEq)]
pub struct Site {
    pub name: String,
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub lat: Option<f64>,
    pub lon: Option<f64>,
    pub geonames: Option<u32>,
    /// exact, city, admin1, country
    pub precision: String,
    pub kind: String,
    /// Another place of that name fits about as well.
    pub ambiguous: bool,
    /// Why this one.
    pub why: Vec<&'static str>,
}

/// A time expression with its TIMEX3 value and, where it is a stretch of the calendar, the days it covers (half open).
#[derive(Debug, Clone, PartialEq)]
pub struct Time {
    pub span: Span,
    /// DATE, TIME, DURATION, SET
    pub kind: String,
    pub value: Option<String>,
    pub start: Option<Date>,
    pub until: Option<Date>,
}
