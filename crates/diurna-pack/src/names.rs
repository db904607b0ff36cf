//! `names/*.tsv`, `places.tsv` and the gazetteer: who and where. In: tables people edit. Out: [`Names`], sorted for lookup by folded words.
//! Refuses rows with missing or wrong values, each with its place; it decides nothing about a text.

mod fold;
mod places;
pub(crate) mod table;

pub use fold::fold;
pub use places::{Place, PlaceRow};

use crate::diagnostic::Findings;
use crate::gazetteer::Gazetteer;
use crate::hashed::Hashed;
use crate::{Source, kind_of};
use places::Places;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use table::{Row, Table};

/// Everything known by name, and the words for those without one.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Names {
    actors: Vec<ActorRow>,
    /// Sorted by key; later rows of the sources first among equals.
    forms: Vec<Form>,
    /// What a person is called by alone, folded → rows.
    surnames: BTreeMap<String, Vec<u32>>,
    /// State, or code of the body, and office, as [`Names::holders`] asks for them → rows.
    offices: BTreeMap<String, Vec<u32>>,
    #[serde(with = "crate::hashed")]
    words: Hashed<Word>,
    /// Endings of words for an actor ("-monger"), the longest first.
    endings: Vec<(String, Word)>,
    places: Places,
    pub pronouns: Pronouns,
    pub place_words: PlaceWords,
}

/// Words about places, in lower case: `places.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceWords {
    /// "province", "town", "country": beside a name they say what kind of place it is.
    pub division: BTreeSet<String>,
    pub town: BTreeSet<String>,
    pub country: BTreeSet<String>,
    /// "in": between a place and the one it lies in.
    pub inside: BTreeSet<String>,
    /// "governor": of a division.
    pub governs: BTreeSet<String>,
    /// "capital": the seat of a state's government.
    pub capital: BTreeSet<String>,
    /// "there": stands for the place named before.
    pub there: BTreeSet<String>,
    /// "reach", "shell": verbs whose object is often a place.
    pub taking: BTreeSet<String>,
    /// "as" of "such as", "like": between a noun and one that it may mean.
    pub such: BTreeSet<String>,
    /// "mr": before a name it is a person's.
    pub honorifics: BTreeSet<String>,
    /// "northern": words for a part of a place.
    pub directions: BTreeSet<String>,
    /// Adjectives of what is no state ("European"), and the places they are of.
    pub adjectives: BTreeMap<String, String>,
    /// "-": behind the place that opens a report.
    pub dateline: BTreeSet<String>,
}

/// Little words that stand for someone or open a phrase, in lower case: `names/pronouns.toml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pronouns {
    pub articles: BTreeSet<String>,
    /// Words that make a phrase one already spoken of ("the", "this").
    pub definite: BTreeSet<String>,
    /// "he", "she": one person.
    pub person: BTreeSet<String>,
    /// "it": one country, organisation or group.
    pub thing: BTreeSet<String>,
    /// "they": several.
    pub several: BTreeSet<String>,
    /// "I", "we": whoever speaks.
    pub speaker: BTreeSet<String>,
    /// "who", "which": whom the clause hangs on.
    pub relative: BTreeSet<String>,
    /// Prepositions before a place ("in", "near").
    pub before_place: BTreeSet<String>,
    /// Adjectives before a noun that name who acts ("a rebel attack"); other adjectives only say what kind ("a national strike").
    #[serde(default)]
    pub acting: BTreeSet<String>,
    /// "of": prepositions before the body that somebody belongs to.
    #[serde(default)]
    pub owned_by: BTreeSet<String>,
    /// The same, for words that name a member of a body ("a spokesman for the army").
    #[serde(default)]
    pub member_of: BTreeSet<String>,
    /// "in", "at": prepositions after which a place tells where somebody is at home ("demonstrators in Nairobi").
    #[serde(default)]
    pub at_home: BTreeSet<String>,
    /// "based", "loyal": participles and adjectives between somebody and what a preposition says of him.
    #[serde(default)]
    pub bound: BTreeSet<String>,
    /// Words joined before a name that part it from its noun ("pro-Russian").
    #[serde(default)]
    pub apart: BTreeSet<String>,
    /// Words joined after a name through which the noun is still of that name ("US-led"; not "US-backed").
    #[serde(default)]
    pub led: BTreeSet<String>,
    /// Lemmas that only count what stands after "of" ("thousands", "majority").
    #[serde(default)]
    pub quantities: BTreeSet<String>,
    /// Nouns that take up a state named before ("the country"), any body ("the group"), several of either ("the sides").
    #[serde(default)]
    pub states: BTreeSet<String>,
    #[serde(default)]
    pub bodies: BTreeSet<String>,
    #[serde(default)]
    pub sides: BTreeSet<String>,
    /// Nouns for fighters of whatever group ("the insurgents"), and the sectors of groups that fight.
    #[serde(default)]
    pub fighters: BTreeSet<String>,
    #[serde(default)]
    pub fighting: BTreeSet<String>,
    /// Who speaks for a body ("spokesman"), and the pronouns by which they mean it ("we").
    #[serde(default)]
    pub voices: BTreeSet<String>,
    #[serde(default)]
    pub collective: BTreeSet<String>,
    /// Words for who rules a state, whatever the office ("the Russian leader").
    #[serde(default)]
    pub rulers: BTreeSet<String>,
    /// Pronouns, titles and nouns for men and boys, and for women and girls.
    #[serde(default)]
    pub male: BTreeSet<String>,
    #[serde(default)]
    pub female: BTreeSet<String>,
    /// "two", "both": how many such a noun takes up.
    #[serde(default)]
    pub counting: BTreeMap<String, u64>,
    /// Prepositions before what somebody is judged for ("for its raid").
    #[serde(default)]
    pub reasons: BTreeSet<String>,
    /// Prepositions before who is judged ("sanctions on").
    #[serde(default)]
    pub targets: BTreeSet<String>,
    /// "al", "de": small words that open a surname.
    #[serde(default)]
    pub particles: BTreeSet<String>,
    /// "former": who no longer holds the office, and the sector of such persons.
    #[serde(default)]
    pub former: BTreeSet<String>,
    #[serde(default)]
    pub former_sector: Option<String>,
    /// Sectors of those who are at home where they act, as far as nothing else is said: protesters, gunmen, police.
    #[serde(default)]
    pub local_sectors: BTreeSet<String>,
    /// "an aide to the premier": whom somebody works for.
    #[serde(default)]
    pub served: BTreeSet<String>,
    /// Sectors of which a state's name tells that the report speaks of that state: its police, courts, parliament, opposition, rebels.
    #[serde(default)]
    pub domestic_sectors: BTreeSet<String>,
    /// Places with a state's name that lie on both sides: its border.
    #[serde(default)]
    pub shared_places: BTreeSet<String>,
    /// "south" of a town: beside it, and a scene with it.
    #[serde(default)]
    pub directions: BTreeSet<String>,
}

/// Someone with a name of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActorRow {
    pub name: String,
    pub kind: ActorKind,
    /// CAMEO actor code ("RUSGOV").
    pub code: Option<String>,
    /// ISO 3166-1 alpha-3.
    pub country: Option<String>,
    pub sector: Option<String>,
    /// The office under its usual name, for which the code and the days stand ("defense minister").
    pub office: Option<String>,
    /// The first day the code holds, and the day from which it no longer does ("2012-05-07").
    pub start: Option<String>,
    pub end: Option<String>,
}

impl ActorRow {
    /// Whether the code holds on a day ("2016-12-23").
    pub fn holds_on(&self, day: &str) -> bool {
        self.start.as_ref().is_none_or(|s| s.as_str() <= day) && self.end.as_ref().is_none_or(|e| day < e.as_str())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ActorKind {
    State,
    Organisation,
    Group,
    Person,
}

/// One way of writing an actor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// Folded words, one space between ("us", "al qaeda").
    pub key: String,
    pub actor: u32,
    pub how: How,
    /// Written with no small letters ("US"), so that a pronoun is not taken for it.
    pub capitals: bool,
}

/// What a form is to its actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum How {
    Name,
    /// "Syrian"
    Adjective,
    /// "Syrians"
    People,
    /// "Damascus", "Kremlin": the seat for the government.
    Metonym,
}

/// A word for an actor without a name, or for an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    pub kind: WordKind,
    /// CAMEO sector ("MIL").
    pub sector: Option<String>,
    /// The office under its usual name ("defense chief" → "defense minister"); the word itself where the table gives no other.
    pub office: String,
    /// Whether it belongs to the body it is said to be of, and has that one's sector ("member", "spokesman").
    pub of: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum WordKind {
    Person,
    Organisation,
    Group,
    Place,
    /// No actor, whatever its ending ("checklist").
    Thing,
}

impl Names {
    /// Every actor written so; `key` folded.
    pub fn forms(&self, key: &str) -> &[Form] {
        let start = self.forms.partition_point(|f| f.key.as_str() < key);
        let end = start + self.forms[start..].partition_point(|f| f.key == key);
        &self.forms[start..end]
    }

    pub fn actor(&self, form: &Form) -> &ActorRow {
        &self.actors[form.actor as usize]
    }

    /// Persons of the table who are called so by their surname; `key` folded.
    pub fn persons(&self, key: &str) -> impl Iterator<Item = &ActorRow> {
        self.surnames.get(key).into_iter().flatten().map(|&row| &self.actors[row as usize])
    }

    /// Who held an office of a state ("RUS"), or of a body by its code ("IGONAT"), on a day ("2016-12-23").
    pub fn holders<'n, 'd>(&'n self, of: &str, office: &str, day: &'d str) -> impl Iterator<Item = &'n ActorRow> + use<'n, 'd> {
        let rows = self.offices.get(&format!("{of} {office}")).into_iter().flatten();
        rows.map(|&row| &self.actors[row as usize]).filter(move |row| row.holds_on(day))
    }

    /// Every place called so; `key` folded. The one with most people first.
    pub fn places(&self, key: &str) -> Vec<PlaceRow<'_>> {
        self.places.called(key)
    }

    /// Puts places beside those known; each under its name alone.
    pub(crate) fn add_places(&mut self, added: Vec<Place>) {
        added.into_iter().for_each(|place| self.places.add(place, std::iter::empty()));
        self.places.finish();
    }

    pub(crate) fn set_gazetteer(&mut self, gazetteer: Gazetteer) {
        self.places.gazetteer = gazetteer;
    }

    pub(crate) fn gazetteer(&self) -> Gazetteer {
        self.places.gazetteer
    }

    /// Whether a name or place of more words begins with `key`, so that a longer look is worth it.
    pub fn goes_on(&self, key: &str) -> bool {
        let longer = format!("{key} ");
        let at = self.forms.partition_point(|f| f.key.as_str() < longer.as_str());
        self.forms.get(at).is_some_and(|f| f.key.starts_with(&longer)) || self.places.goes_on(&longer)
    }

    /// The word for an actor or office ("foreign minister", "soldier"), in lower case.
    pub fn word(&self, lemma: &str) -> Option<&Word> {
        self.words.get(lemma)
    }

    /// The codes of all states.
    pub fn states(&self) -> BTreeSet<&str> {
        self.actors.iter().filter(|a| a.kind == ActorKind::State).filter_map(|a| a.country.as_deref()).collect()
    }

    /// The sectors that words have.
    pub fn sectors(&self) -> BTreeSet<&str> {
        self.words.values().filter_map(|w| w.sector.as_deref()).collect()
    }

    /// The word whose ending `lemma` has ("warmonger" by "-monger").
    pub fn word_by_ending(&self, lemma: &str) -> Option<&Word> {
        const SHORTEST_STEM: usize = 3;
        let ends = |ending: &str| lemma.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= SHORTEST_STEM);
        self.endings.iter().find(|(ending, _)| ends(ending)).map(|(_, word)| word)
    }

    /// The code of a state by its code or any of its names.
    pub fn state_code(&self, words: &str) -> Option<&str> {
        let is_state = |a: &&ActorRow| a.kind == ActorKind::State;
        let by_name = self.forms(&fold(words)).iter().filter(|f| f.how == How::Name).map(|f| self.actor(f)).find(is_state);
        let by_code = || self.actors.iter().filter(is_state).find(|a| a.country.as_deref() == Some(words));
        by_name.or_else(by_code).and_then(|a| a.country.as_deref())
    }

    /// The seat of a state's government, where a table of states and one of places name it.
    pub fn capital(&self, code: &str) -> Option<PlaceRow<'_>> {
        let own = |row: &PlaceRow| row.kind == "capital" && row.country == Some(code);
        self.state_forms(code, How::Metonym).find_map(|form| self.places(&form.key).into_iter().find(own))
    }

    /// Forms of one state, of one kind: the nouns of "SYR", its seats.
    pub fn state_forms<'n>(&'n self, code: &'n str, how: How) -> impl Iterator<Item = &'n Form> + 'n {
        self.forms.iter().filter(move |f| {
            let actor = self.actor(f);
            f.how == how && actor.kind == ActorKind::State && actor.country.as_deref() == Some(code)
        })
    }

    /// What a person of the row that comes next is called by alone: what the table says, else the last word of more than one.
    fn add_surname(&mut self, name: &str, surname: &str) {
        let (own, name) = (fold(surname), fold(name));
        let key = if own.is_empty() { name.rsplit_once(' ').map(|(_, last)| last) } else { Some(own.as_str()) };
        if let Some(key) = key {
            self.surnames.entry(key.to_owned()).or_default().push(self.actors.len() as u32);
        }
    }

    fn add_form(&mut self, words: &str, how: How) {
        let key = fold(words);
        let capitals = !words.chars().any(char::is_lowercase);
        if !key.is_empty() {
            self.forms.push(Form { key, actor: self.actors.len() as u32, how, capitals });
        }
    }
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Names {
    let mut names = Names::default();
    for source in sources {
        match kind_of(source) {
            "places.tsv" => names.places.read(source, findings),
            "places.toml" => names.place_words = findings.toml(source).unwrap_or_default(),
            "names/states.tsv" => states(&mut names, source, findings),
            "names/pronouns.toml" => names.pronouns = findings.toml(source).unwrap_or_default(),
            "names/sectors.tsv" => words(&mut names, source, findings),
            path if path.starts_with("names/") && path.ends_with(".tsv") => actors(&mut names, source, findings),
            _ => {}
        }
    }
    names.places.finish();
    names.endings.sort_by(|a, b| (b.0.len(), &a.0).cmp(&(a.0.len(), &b.0)));
    // The sort is stable, so of equal keys the one read last is asked first.
    names.forms.reverse();
    names.forms.sort_by(|a, b| a.key.cmp(&b.key));
    names
}

fn states(names: &mut Names, source: &Source, findings: &mut Findings) {
    const COLUMNS: [&str; 7] = ["name", "code", "other names", "adjectives", "people", "metonyms", "source"];
    let Some(table) = Table::new(source, &COLUMNS, findings) else { return };
    for row in table.rows(findings) {
        let Some(name) = row.needed("name", findings) else { continue };
        let Some(code) = country(&row, "code", findings) else { continue };
        names.add_form(name, How::Name);
        for (column, how) in
            [("other names", How::Name), ("adjectives", How::Adjective), ("people", How::People), ("metonyms", How::Metonym)]
        {
            for words in row.list(column) {
                names.add_form(words, how);
            }
        }
        names.actors.push(ActorRow {
            name: name.to_owned(),
            kind: ActorKind::State,
            code: Some(code.clone()),
            country: Some(code),
            sector: None,
            office: None,
            start: None,
            end: None,
        });
    }
}

fn actors(names: &mut Names, source: &Source, findings: &mut Findings) {
    const COLUMNS: [&str; 9] = ["name", "kind", "code", "country", "sector", "other names", "start", "end", "source"];
    let Some(table) = Table::new(source, &COLUMNS, findings) else { return };
    for row in table.rows(findings) {
        let Some(name) = row.needed("name", findings) else { continue };
        let kind = match row.get("kind") {
            "organisation" => ActorKind::Organisation,
            "group" => ActorKind::Group,
            "person" => ActorKind::Person,
            other => {
                row.wrong("kind", format!("no kind is called `{other}`"), "one of organisation, group, person", findings);
                continue;
            }
        };
        let country = if row.get("country").is_empty() { None } else { country(&row, "country", findings) };
        let (start, end) = (day(&row, "start", findings), day(&row, "end", findings));
        if start.is_some() && end.is_some() && start >= end {
            row.wrong("end", "ends before it starts", "`end` is the first day on which the code no longer holds", findings);
        }
        names.add_form(name, How::Name);
        for words in row.list("other names") {
            names.add_form(words, How::Name);
        }
        if kind == ActorKind::Person {
            names.add_surname(name, row.get("surname"));
        }
        let (code, sector, office) = (row.optional("code"), row.optional("sector"), row.optional("office"));
        if let (Some(of), Some(office)) = (country.as_ref().or(code.as_ref()), &office) {
            names.offices.entry(format!("{of} {office}")).or_default().push(names.actors.len() as u32);
        }
        names.actors.push(ActorRow { name: name.to_owned(), kind, code, country, sector, office, start, end });
    }
}

fn words(names: &mut Names, source: &Source, findings: &mut Findings) {
    let Some(table) = Table::new(source, &["word", "kind", "sector", "office", "source"], findings) else { return };
    for row in table.rows(findings) {
        let Some(word) = row.needed("word", findings) else { continue };
        let kind = match row.get("kind") {
            "person" => WordKind::Person,
            "organisation" => WordKind::Organisation,
            "group" => WordKind::Group,
            "place" => WordKind::Place,
            "thing" => WordKind::Thing,
            other => {
                let hint = "one of person, organisation, group, place, thing";
                row.wrong("kind", format!("no kind is called `{other}`"), hint, findings);
                continue;
            }
        };
        let of = match row.get("of") {
            "" => false,
            "of" => true,
            other => {
                row.wrong("of", format!("`{other}` is no value of `of`"), "`of`, or empty", findings);
                continue;
            }
        };
        let lower = word.to_lowercase();
        let office = row.optional("office").unwrap_or_else(|| lower.clone());
        let entry = Word { kind, sector: row.optional("sector"), office, of };
        match lower.strip_prefix('-') {
            Some(ending) => {
                names.endings.retain(|(e, _)| e != ending);
                names.endings.push((ending.to_owned(), entry));
            }
            None => {
                names.words.insert(lower, entry);
            }
        }
    }
}

fn country(row: &Row, column: &str, findings: &mut Findings) -> Option<String> {
    let code = row.get(column);
    if code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Some(code.to_owned());
    }
    row.wrong(column, format!("`{code}` is no country code"), "three capital letters of ISO 3166-1 alpha-3, as SYR", findings);
    None
}

fn day(row: &Row, column: &str, findings: &mut Findings) -> Option<String> {
    let text = row.optional(column)?;
    let shape =
        text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
    if !shape {
        row.wrong(column, format!("`{text}` is no day"), "write it as 2012-05-07", findings);
        return None;
    }
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATES: &str = "name\tcode\tother names\tadjectives\tpeople\tmetonyms\tsource\nUnited States\tUSA\tUS|U.S.\tAmerican\tAmericans\tWhite House\tx\n";

    fn read_one(path: &str, text: &str) -> Result<Names, crate::Diagnostics> {
        let mut findings = Findings::default();
        let names = read(&[Source::new(path, text)], &mut findings);
        findings.into_result(names)
    }

    #[test]
    fn finds_a_state_by_each_of_its_forms() {
        let names = read_one("names/states.tsv", STATES).expect("a sound table");
        for (key, how) in [("united states", How::Name), ("american", How::Adjective), ("white house", How::Metonym)] {
            assert_eq!(names.forms(key).first().map(|f| f.how), Some(how), "{key}");
        }
        assert!(names.goes_on("white") && !names.goes_on("black"));
        assert!(names.forms("us")[0].capitals);
    }

    #[test]
    fn tells_where_a_country_code_is_wrong() {
        let error = read_one("names/states.tsv", &STATES.replace("\tUSA\t", "\tus\t")).expect_err("a wrong code");
        assert_eq!((error.0[0].line, error.0[0].column), (2, 15));
    }

    #[test]
    fn knows_a_word_by_its_longest_ending() {
        let text = "word\tkind\tsector\toffice\tof\tsource\n-monger\tperson\tBUS\t\t\tx\n-ironmonger\tthing\t\t\t\tx\nmember\tperson\t\t\tof\tx\n";
        let names = read_one("names/sectors.tsv", text).expect("a sound table");
        assert_eq!(names.word_by_ending("warmonger").map(|w| w.kind), Some(WordKind::Person));
        assert_eq!(names.word_by_ending("old ironmonger").map(|w| w.kind), Some(WordKind::Thing));
        assert!(names.word_by_ending("monger").is_none() && names.word("member").is_some_and(|w| w.of));
    }

    const HOLDERS: &str = "name\tkind\tcode\tcountry\tsector\toffice\tsurname\tother names\tstart\tend\tsource\n\
        Ada Berg\tperson\tNORGOV\tNOR\t\tpremier\t\t\t2001-02-03\t2005-02-03\tx\n\
        Li Jun\tperson\tNORGOV\tNOR\t\tpremier\tLi\t\t2005-02-03\t\tx\n";

    #[test]
    fn knows_who_held_an_office_on_a_day() {
        let names = read_one("names/people.tsv", HOLDERS).expect("a sound table");
        let holder = |day| names.holders("NOR", "premier", day).map(|r| r.name.as_str()).collect::<Vec<_>>();
        assert_eq!((holder("2001-02-02"), holder("2005-02-02")), (vec![], vec!["Ada Berg"]));
        assert_eq!(holder("2005-02-03"), ["Li Jun"]);
        assert_eq!(names.persons("li").count() + names.persons("berg").count(), 2);
        assert_eq!(names.persons("jun").count(), 0);
    }

    #[test]
    fn tells_of_an_unknown_kind_and_a_wrong_day() {
        let text = "name\tkind\tcode\tcountry\tsector\tother names\tstart\tend\tsource\nA\tcity\t\t\t\t\t\t\tx\nB\tperson\t\t\t\t\t5 May\t\tx\n";
        let error = read_one("names/mine.tsv", text).expect_err("two mistakes");
        assert_eq!(error.0.iter().map(|d| (d.line, d.column)).collect::<Vec<_>>(), [(2, 3), (3, 14)]);
    }
}
