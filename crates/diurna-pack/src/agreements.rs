//! `agreements.toml`: nouns that name an agreement, and the words around them that say how far it has come.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Agreements {
    /// Noun lemma → kind ("truce" → "ceasefire").
    pub nouns: BTreeMap<String, String>,
    /// Lemma of a word that governs or modifies the noun → status.
    pub status: BTreeMap<String, String>,
    /// Slots of the noun that its parties fill.
    pub parties: Vec<String>,
}

const STATUSES: [&str; 6] = ["proposed", "near", "agreed", "in force", "broken", "ended"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    kinds: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    status: BTreeMap<toml::Spanned<String>, Vec<String>>,
    #[serde(default)]
    parties: Vec<String>,
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Agreements {
    let mut agreements = Agreements::default();
    for source in sources.iter().filter(|s| kind_of(s) == "agreements.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        agreements.parties.extend(file.parties);
        for (kind, nouns) in file.kinds {
            agreements.nouns.extend(nouns.into_iter().map(|n| (n, kind.clone())));
        }
        for (status, words) in file.status {
            if !STATUSES.contains(&status.get_ref().as_str()) {
                let message = format!("no status of an agreement is called `{}`", status.get_ref());
                findings.add(source, status.span().start, message, format!("one of {}", STATUSES.join(", ")));
            }
            agreements.status.extend(words.into_iter().map(|w| (w, status.get_ref().clone())));
        }
    }
    agreements
}
