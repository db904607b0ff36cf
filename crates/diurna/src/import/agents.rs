//! Dictionaries of agents: `WORD {PLURAL} [~CODE]`, with sets of words `!SET! = A, B`. Out: rows of `names/sectors.tsv`. The reader goes
//! by lemmas, so plurals are not needed; a word has one sector, so of a longer code the first is taken and the rest is told.

use super::dictionary::Dictionary;
use super::{Left, Made, codes};
use diurna_pack::Pack;
use diurna_pack::names::WordKind;
use std::collections::{BTreeMap, BTreeSet};

pub fn read<'d>(dictionaries: impl Iterator<Item = &'d Dictionary>, pack: &Pack, left: &mut Vec<Left>) -> Made {
    let mut rows = String::from("word\tkind\tsector\toffice\tsource\n");
    let mut n = 0;
    let mut seen = BTreeSet::new();
    for dictionary in dictionaries {
        let sets = sets(dictionary, left);
        for (line, text) in dictionary.lines.iter().filter(|(_, text)| !is_set(text)) {
            let (words, sector) = match agent(text, &sets) {
                Ok(agent) => agent,
                Err(why) => {
                    left.push(dictionary.left(*line, text, why));
                    continue;
                }
            };
            let (sector, rest) = sector.split_at(SECTOR);
            if !rest.is_empty() {
                left.push(dictionary.left(*line, text, format!("taken as {sector}: a word has one sector, `{rest}` is lost")));
            }
            for word in words.into_iter().filter(|w| seen.insert(w.clone())) {
                rows.push_str(&format!("{word}\t{}\t{sector}\t\t{}:{line}\n", kind(&word, sector, pack), dictionary.file));
                n += 1;
            }
        }
    }
    ("names/sectors.tsv", rows, "words for actors", n)
}

/// Letters of a sector.
const SECTOR: usize = 3;

type Sets = BTreeMap<String, Vec<String>>;

fn is_set(text: &str) -> bool {
    text.starts_with('!') && text.contains('=')
}

fn sets(dictionary: &Dictionary, left: &mut Vec<Left>) -> Sets {
    let mut sets = Sets::new();
    for (line, text) in dictionary.lines.iter().filter(|(_, text)| is_set(text)) {
        let (name, members) = text.split_once('=').unwrap_or((text, ""));
        let name = name.trim();
        let members: Vec<String> = members.split([',', ' ']).map(|m| m.trim().to_owned()).filter(|m| !m.is_empty()).collect();
        if name.len() < 3 || !name.ends_with('!') || members.is_empty() {
            left.push(dictionary.left(*line, text, "a set is written !NAME! = WORD, WORD"));
        } else {
            sets.insert(name.to_owned(), members);
        }
    }
    sets
}

/// The words of a line, all those of its set, and its code without the tilde.
fn agent(text: &str, sets: &Sets) -> Result<(Vec<String>, String), String> {
    let (words, inside) = codes::brackets(text)?;
    let [code] = inside[..] else { return Err(if inside.is_empty() { "no code" } else { "several codes" }.to_owned()) };
    let code = code.strip_prefix('~').ok_or("an agent's code starts with ~")?.trim();
    if code.len() < SECTOR || !code.bytes().all(|b| b.is_ascii_uppercase()) {
        return Err(format!("`~{code}` is no code of capital letters"));
    }
    let words = match words.split_once('{') {
        None => words,
        Some((words, plural)) if plural.trim_end().ends_with('}') => words,
        Some(_) => return Err("a brace that does not close".to_owned()),
    };
    Ok((spelt(words.trim(), sets)?, code.to_owned()))
}

fn spelt(words: &str, sets: &Sets) -> Result<Vec<String>, String> {
    let all = match words.split_once('!') {
        None => vec![words.to_owned()],
        Some((before, rest)) => {
            let (name, after) = rest.split_once('!').ok_or("a set's name that does not end with !")?;
            let members = sets.get(&format!("!{name}!")).ok_or_else(|| format!("no set is called !{name}!"))?;
            members.iter().map(|m| format!("{before}{m}{after}")).collect()
        }
    };
    all.into_iter().map(|w| super::actors::name(&w).map(|w| w.to_lowercase())).collect()
}

/// A word for a kind of actor that the program knows says what the phrase is ("tank crew" as "crew").
fn kind(word: &str, sector: &str, pack: &Pack) -> &'static str {
    let last = word.rsplit(' ').next().unwrap_or(word);
    match pack.names.word(word).or_else(|| pack.names.word(last)).map(|w| w.kind) {
        Some(WordKind::Group) => "group",
        Some(WordKind::Organisation) => "organisation",
        Some(WordKind::Place) => "place",
        None if pack.import.groups.contains(sector) => "group",
        _ => "person",
    }
}
