//! `framing.toml`: loaded words for parties and acts, in families, each family with its sentences.
//! In: knowledge files. Out: [`Framing`], asked by the first word of a phrase. Refuses a family without words, without a `yes` or a `no`,
//! and words that stand twice.

use crate::diagnostic::Findings;
use crate::hashed::Hashed;
use crate::rules::No;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a family's words are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Is {
    /// Nouns that name the party itself: "terrorists", "the regime".
    Party,
    /// What is said of a party or an act: "brutal", "so-called".
    Quality,
    /// Nouns and verbs for an act: "liberation", "neutralise".
    Deed,
}

/// Towards whom the name of a deed is loaded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Towards {
    /// "liberated the town", "aggression"
    #[default]
    Doer,
    /// "was martyred"
    Sufferer,
}

/// What must stand beside a word that has innocent senses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Needs {
    /// A party whose it is: "the Kyiv clique", no clique of schoolboys.
    Owner,
    /// No thing that qualifies it: "the regime", no sanctions regime.
    NoThing,
    /// Somebody or a place that the deed is done by or to ("cleansed the village", not the pipes); somebody who is called so ("called them
    /// rats").
    Party,
}

/// Loaded words, asked by their first word.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Framing {
    pub families: Vec<Family>,
    #[serde(with = "crate::hashed")]
    by_first: Hashed<Vec<Phrase>>,
}

impl Framing {
    /// Phrases that begin with `word` (a lemma or the word as it stands, small letters), the longest first.
    pub fn beginning_with(&self, word: &str) -> &[Phrase] {
        self.by_first.get(word).map_or(&[], Vec::as_slice)
    }

    pub fn family(&self, phrase: &Phrase) -> &Family {
        &self.families[phrase.family]
    }
}

/// The words behind the first, and the family they belong to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phrase {
    pub more: Vec<String>,
    /// Written with a capital anyway ("Nazi"): no sign of a name.
    pub proper: bool,
    family: usize,
}

/// Words that load alike.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Family {
    pub name: String,
    pub is: Is,
    pub towards: Towards,
    /// "the aggression of X" is X's; else what stands after "of" is what the deed is done to.
    pub of_doer: bool,
    pub needs: Option<Needs>,
    /// Lemmas beside the word that make it innocent: "theology" beside "liberation".
    pub never: BTreeSet<String>,
    pub yes: Vec<Loaded>,
    pub no: Vec<No>,
    pub file: String,
    pub line: usize,
}

/// A sentence with a word of the family, and what must be read (only what is named is compared).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loaded {
    pub text: String,
    pub word: String,
    pub towards: Option<String>,
    pub by: Option<Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    family: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: toml::Spanned<String>,
    #[serde(default, rename = "about")]
    _about: String,
    is: Is,
    #[serde(default)]
    towards: Towards,
    #[serde(default)]
    of_doer: bool,
    needs: Option<Needs>,
    words: Vec<toml::Spanned<String>>,
    #[serde(default)]
    never: BTreeSet<String>,
    #[serde(default)]
    yes: Vec<Loaded>,
    #[serde(default)]
    no: Vec<No>,
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Framing {
    let mut families: BTreeMap<String, (Family, Vec<Cut>)> = BTreeMap::new();
    for source in sources.iter().filter(|s| kind_of(s) == "framing.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        let mut stood = BTreeSet::new();
        for entry in file.family {
            let at = entry.name.span().start;
            let name = entry.name.get_ref().clone();
            let words = phrases(&entry, source, &mut stood, findings);
            let made = family(entry, source, findings);
            let is_override = source.path.starts_with('+');
            if families.insert(name.clone(), (made, words)).is_some() && !is_override {
                findings.add(source, at, format!("family `{name}` stands twice"), "rename one, or join them");
            }
        }
    }
    index(families)
}

fn family(entry: Entry, source: &Source, findings: &mut Findings) -> Family {
    let at = entry.name.span().start;
    let name = entry.name.into_inner();
    for (lacks, what) in [(entry.yes.is_empty(), "a `yes` sentence"), (entry.no.is_empty(), "a `no` sentence")] {
        if lacks {
            let hint = "every family shows where its words are loaded and where they are not";
            findings.add(source, at, format!("family `{name}` lacks {what}"), hint);
        }
    }
    if entry.words.is_empty() {
        findings.add(source, at, format!("family `{name}` has no words"), "give `words`");
    }
    Family {
        name,
        is: entry.is,
        towards: entry.towards,
        of_doer: entry.of_doer,
        needs: entry.needs,
        never: entry.never,
        yes: entry.yes,
        no: entry.no,
        file: source.path.clone(),
        line: source.text[..at].matches('\n').count() + 1,
    }
}

/// A phrase as the reader cuts it, in small letters, and whether it was written with a capital.
type Cut = (Vec<String>, bool);

/// The entry's words, cut at white space; a hyphen is a word, and so is "'s".
fn phrases(entry: &Entry, source: &Source, stood: &mut BTreeSet<(Is, Vec<String>)>, findings: &mut Findings) -> Vec<Cut> {
    let mut out = Vec::new();
    for words in &entry.words {
        let cut: Vec<String> =
            words.get_ref().replace('-', " - ").replace("'s", " 's").split_whitespace().map(str::to_lowercase).collect();
        if cut.is_empty() {
            findings.add(source, words.span().start, "a loaded word without words", "write a lemma, or several words");
        } else if !stood.insert((entry.is, cut.clone())) {
            findings.add(source, words.span().start, format!("`{}` stands twice", words.get_ref()), "leave one");
        } else {
            out.push((cut, words.get_ref().starts_with(char::is_uppercase)));
        }
    }
    out
}

fn index(named: BTreeMap<String, (Family, Vec<Cut>)>) -> Framing {
    let mut framing = Framing::default();
    for (number, (family, phrases)) in named.into_values().enumerate() {
        framing.families.push(family);
        for (words, proper) in phrases {
            let mut words = words.into_iter();
            let Some(first) = words.next() else { continue };
            framing.by_first.entry(first).or_default().push(Phrase { more: words.collect(), proper, family: number });
        }
    }
    for phrases in framing.by_first.values_mut() {
        phrases.sort_by(|a, b| b.more.len().cmp(&a.more.len()).then_with(|| a.more.cmp(&b.more)));
    }
    framing
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Framing, crate::Diagnostics> {
        let mut findings = Findings::default();
        let framing = read(&[Source::new("framing.toml", text)], &mut findings);
        findings.into_result(framing)
    }

    const PROOF: &str = "yes = [{ text = 'a', word = 'a' }]\nno = [{ text = 'b', why = 'c' }]\n";

    #[test]
    fn cuts_phrases_at_hyphens_and_puts_longer_ones_first() {
        let text = format!("[[family]]\nname = 'x'\nis = 'quality'\nwords = ['so', 'so-called', \"people's army\"]\n{PROOF}");
        let framing = read_text(&text).expect("no mistakes");
        let phrases = framing.beginning_with("so");
        assert_eq!((phrases[0].more.join(" ").as_str(), phrases[1].more.len()), ("- called", 0));
        assert_eq!(framing.family(&phrases[0]).line, 2);
        assert_eq!(framing.beginning_with("people")[0].more, ["'s", "army"]);
        assert!(framing.beginning_with("called").is_empty());
    }

    #[test]
    fn names_every_mistake_with_its_place() {
        let family =
            |name: &str, words: &str, proof: &str| format!("[[family]]\nname = '{name}'\nis = 'party'\nwords = {words}\n{proof}");
        let text = family("x", "['thug', 'thug', ' ']", "no = [{ text = 'b', why = 'c' }]\n") + &family("y", "[]", PROOF);
        let shown = read_text(&text).expect_err("four mistakes").to_string();
        for part in [
            "2:8: family `x` lacks a `yes`",
            "4:18: `thug` stands twice",
            "4:26: a loaded word without",
            "7:8: family `y` has no words",
        ] {
            assert!(shown.contains(&format!("framing.toml:{part}")), "{part} in {shown}");
        }
        let unknown =
            read_text(&format!("[[family]]\nname = 'x'\nis = 'person'\nwords = ['thug']\n{PROOF}")).expect_err("a mistake");
        assert!(unknown.to_string().contains("framing.toml:3:6: unknown variant `person`"), "{unknown}");
    }

    #[test]
    fn a_users_family_replaces_the_programs() {
        let own = format!("[[family]]\nname = 'x'\nis = 'party'\nwords = ['thug']\n{PROOF}");
        let users = own.replace("thug", "goon");
        let mut findings = Findings::default();
        let framing = read(&[Source::new("framing.toml", own), Source::new("+framing.toml", users)], &mut findings);
        let framing = findings.into_result(framing).expect("no mistakes");
        assert!(framing.beginning_with("thug").is_empty() && framing.beginning_with("goon").len() == 1);
    }
}
