//! Dictionaries of actors: `NAME_ [CODE days]`, `+SYNONYM_`, further codes on lines of their own. Out: rows of `names/*.tsv`, one for
//! each code; a bare country code makes its names names of that state. A dictionary does not say what kind of actor a name is: the
//! code, the dates and the last word decide, by `import.toml`.

use super::codes::{self, Coded};
use super::dictionary::Dictionary;
use super::{Left, Made};
use diurna_pack::Pack;
use diurna_pack::names::WordKind;
use std::collections::BTreeSet;

/// The two tables that actors go to.
pub struct Actors {
    pub actors: Made,
    pub states: Made,
}

struct Entry {
    line: usize,
    names: Vec<String>,
    codes: Vec<Coded>,
    text: String,
}

pub fn read<'d>(dictionaries: impl Iterator<Item = &'d Dictionary>, pack: &Pack, left: &mut Vec<Left>) -> Actors {
    let mut rows = String::from("name\tkind\tcode\tcountry\tsector\tother names\tstart\tend\tsource\n");
    let mut states = String::from("name\tcode\tother names\tadjectives\tpeople\tmetonyms\tsource\n");
    let known = Known { pack, states: pack.names.states(), sectors: pack.names.sectors() };
    let (mut n, mut m) = (0, 0);
    for dictionary in dictionaries {
        for entry in entries(dictionary, left) {
            let source = format!("{}:{}", dictionary.file, entry.line);
            let (name, others) = (&entry.names[0], entry.names[1..].join("|"));
            for coded in &entry.codes {
                let (country, sector) = known.parts(&coded.code);
                if let (Some(code), 3, None, None) = (&country, coded.code.len(), coded.start, coded.end) {
                    states.push_str(&format!("{name}\t{code}\t{others}\t\t\t\t{source}\n"));
                    m += 1;
                    continue;
                }
                let kind = known.kind(&coded.code, coded.start.or(coded.end).is_some(), name);
                let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
                let cells = [
                    name.as_str(),
                    kind,
                    &coded.code,
                    country.as_deref().unwrap_or(""),
                    sector.as_deref().unwrap_or(""),
                    &others,
                    &day(coded.start),
                    &day(coded.end),
                    &source,
                ];
                rows.push_str(&(cells.join("\t") + "\n"));
                n += 1;
            }
        }
    }
    Actors { actors: ("names/imported.tsv", rows, "actors", n), states: ("names/states.tsv", states, "names of states", m) }
}

fn entries(dictionary: &Dictionary, left: &mut Vec<Left>) -> Vec<Entry> {
    let mut out: Vec<Entry> = Vec::new();
    for (line, text) in &dictionary.lines {
        let mut leave = |why: String| left.push(dictionary.left(*line, text, why));
        let (words, inside) = match codes::brackets(text) {
            Ok(parts) => parts,
            Err(why) => {
                leave(why);
                continue;
            }
        };
        let is_synonym = words.starts_with('+');
        if words.is_empty() || is_synonym {
            let Some(entry) = out.last_mut() else {
                leave("a synonym or code without a name above it".to_owned());
                continue;
            };
            if is_synonym {
                match name(words.trim_start_matches('+')) {
                    Ok(name) => entry.names.push(name),
                    Err(why) => leave(why),
                }
            }
        } else {
            match name(words) {
                Ok(name) => out.push(Entry { line: *line, names: vec![name], codes: Vec::new(), text: text.clone() }),
                Err(why) => {
                    leave(why);
                    continue;
                }
            }
        }
        let Some(entry) = out.last_mut() else { continue };
        for content in inside {
            match codes::dated(content) {
                Ok(coded) => entry.codes.push(coded),
                Err(why) => leave(why),
            }
        }
    }
    for entry in out.iter().filter(|e| e.codes.is_empty()) {
        if !left.iter().any(|l| l.file == dictionary.file && l.line == entry.line) {
            left.push(dictionary.left(entry.line, &entry.text, "a name without a code"));
        }
    }
    out.retain(|e| !e.codes.is_empty());
    out
}

/// Short names of one word are written in capitals, so that "us" is not taken for "US".
const SHORT: usize = 3;

/// "UNITED_NATIONS_" → "United Nations".
pub fn name(words: &str) -> Result<String, String> {
    let spaced = words.replace('_', " ");
    let list: Vec<&str> = spaced.split_whitespace().collect();
    let wrong = |c: char| !(c.is_alphanumeric() || "'’.,&-/()".contains(c));
    if let Some(c) = list.iter().flat_map(|w| w.chars()).find(|c| wrong(*c)) {
        return Err(format!("`{c}` in a name"));
    }
    match list[..] {
        [] => Err("an empty name".to_owned()),
        [word] if word.chars().count() <= SHORT => Ok(word.to_uppercase()),
        _ => Ok(list.iter().map(|w| capital(w)).collect::<Vec<_>>().join(" ")),
    }
}

/// "MCKINLEY-SMITH" → "Mckinley-Smith".
fn capital(word: &str) -> String {
    let mut out = String::new();
    let mut is_first = true;
    for c in word.chars() {
        if is_first {
            out.extend(c.to_uppercase())
        } else {
            out.extend(c.to_lowercase())
        }
        is_first = !c.is_alphanumeric() && c != '\'' && c != '’';
    }
    out
}

struct Known<'p> {
    pack: &'p Pack,
    states: BTreeSet<&'p str>,
    sectors: BTreeSet<&'p str>,
}

impl Known<'_> {
    /// The country and the sector of a code: "AFGGOV" → AFG, GOV.
    fn parts(&self, code: &str) -> (Option<String>, Option<String>) {
        let chunk = |from: usize| code.get(from..from + 3).map(str::to_owned);
        let first = &code[..3];
        let iso = self.pack.import.countries.get(first).map_or(first, String::as_str);
        if self.states.contains(iso) {
            return (Some(iso.to_owned()), chunk(3));
        }
        (None, chunk(0).filter(|_| self.sectors.contains(first)))
    }

    fn kind(&self, code: &str, is_dated: bool, name: &str) -> &'static str {
        let import = &self.pack.import;
        let has =
            |list: &BTreeSet<String>| (0..code.len() / 3).any(|i| code.get(i * 3..i * 3 + 3).is_some_and(|c| list.contains(c)));
        let last = name.rsplit(' ').next().unwrap_or("").to_lowercase();
        match self.pack.names.word(&last).map(|w| w.kind) {
            _ if is_dated => "person",
            Some(WordKind::Group) => "group",
            Some(WordKind::Organisation) => "organisation",
            Some(WordKind::Person) => "person",
            _ if has(&import.groups) => "group",
            _ if has(&import.organisations) => "organisation",
            _ => "person",
        }
    }
}
