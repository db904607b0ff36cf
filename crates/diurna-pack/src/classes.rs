//! `classes.toml`: named sets of lemmas that rules refer to in braces (`{weapon}`). A class may include others.

use crate::diagnostic::Findings;
use crate::hashed::Hashed;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Classes that the reader decides itself from mentions and syntax, not from word lists.
pub const BUILTIN: [&str; 14] = [
    "party",
    "place",
    "person",
    "country",
    "org",
    "group",
    "people",
    "money",
    "number",
    "clause",
    "infinitive",
    "subjunctive",
    "any",
    "none",
];

/// Word classes: which classes a lemma belongs to.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Classes {
    #[serde(with = "crate::hashed")]
    of_word: Hashed<Vec<u16>>,
    names: Vec<String>,
}

impl Classes {
    pub fn has(&self, class: &str, lemma: &str) -> bool {
        let Some(list) = self.of_word.get(lemma) else { return false };
        list.iter().any(|&c| self.names[c as usize] == class)
    }

    /// Whether `class` is a word list or one of the reader's own.
    pub fn is_known(&self, class: &str) -> bool {
        BUILTIN.contains(&class) || self.names.iter().any(|n| n == class)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    class: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: toml::Spanned<String>,
    #[serde(default)]
    includes: Vec<toml::Spanned<String>>,
    #[serde(default)]
    words: Vec<String>,
    /// What the class is for.
    #[serde(default)]
    #[allow(dead_code)]
    about: String,
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Classes {
    let mut words: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for source in sources.iter().filter(|s| kind_of(s) == "classes.toml" || kind_of(s).starts_with("classes/")) {
        let Some(file) = findings.toml::<File>(source) else { continue };
        for entry in file.class {
            if BUILTIN.contains(&entry.name.get_ref().as_str()) {
                let message = format!("class `{}` is the reader's own", entry.name.get_ref());
                findings.add(source, entry.name.span().start, message, "choose another name");
                continue;
            }
            let mut list = entry.words;
            for other in entry.includes {
                match words.get(other.get_ref()) {
                    Some(more) => list.extend(more.iter().cloned()),
                    None => {
                        let message = format!("class `{}` is not known here", other.get_ref());
                        findings.add(source, other.span().start, message, "a class can include those above it");
                    }
                }
            }
            words.entry(entry.name.into_inner()).or_default().extend(list);
        }
    }
    let mut classes = Classes::default();
    for (number, (name, list)) in words.into_iter().enumerate() {
        classes.names.push(name);
        for word in list {
            let of = classes.of_word.entry(word).or_default();
            if !of.contains(&(number as u16)) {
                of.push(number as u16);
            }
        }
    }
    classes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_takes_the_words_of_those_it_includes() {
        let text = "[[class]]\nname='gun'\nwords=['rifle']\n[[class]]\nname='weapon'\nincludes=['gun']\nwords=['bomb']";
        let mut findings = Findings::default();
        let classes = read(&[Source::new("classes.toml", text)], &mut findings);
        assert!(findings.into_result(()).is_ok());
        assert!(classes.has("weapon", "rifle") && classes.has("gun", "rifle") && !classes.has("gun", "bomb"));
    }

    #[test]
    fn an_unknown_include_is_told_with_its_line() {
        let mut findings = Findings::default();
        read(&[Source::new("classes.toml", "[[class]]\nname='gun'\nincludes=['x']")], &mut findings);
        let error = findings.into_result(()).expect_err("unknown class");
        assert_eq!((error.0[0].line, error.0[0].column), (3, 11));
    }
}
