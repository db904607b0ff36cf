//! `ontology.toml`: the event types with their quad classes and default CAMEO codes.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The event types, in the order of the file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Ontology {
    pub types: Vec<EventType>,
    /// Sectors that act for their state: what one of them says of another, the state says of itself.
    pub state_sectors: BTreeSet<String>,
}

/// A type of event.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventType {
    pub name: String,
    /// verbal cooperation, material cooperation, verbal conflict, material conflict; empty for none
    pub quad: String,
    /// The CAMEO code of an event of this type when a rule gives none.
    pub cameo: Option<String>,
    /// Joint acts: every party is an actor when none stands out.
    #[serde(default)]
    pub joint: bool,
    /// Records that every event of the type gives besides itself ("holding", "movement").
    #[serde(default)]
    pub gives: Vec<String>,
    /// Of an act below ("refused to open the road"): takes its parties and stands for it, so that the act is no record of its own.
    #[serde(default)]
    pub of_acts: bool,
    /// Acts of one doer told in one chain of verbs are one event ("shelled the town, hitting a school").
    #[serde(default)]
    pub in_blows: bool,
    /// Told in the simple present ("supports the villages") it goes on.
    #[serde(default)]
    pub lasting: bool,
    /// What such an act is when its actor says that it will do it ("we will send grain").
    pub promised: Option<Turn>,
    /// What such an act is when its actor says that it will not.
    pub refused: Option<Turn>,
    pub about: String,
}

/// Another type that an act is coded as, by how it is told.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Turn {
    #[serde(rename = "type")]
    pub kind: String,
    pub cameo: String,
}

impl Ontology {
    pub fn get(&self, name: &str) -> Option<&EventType> {
        self.types.iter().find(|t| t.name == name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "type")]
    types: Vec<EventType>,
    #[serde(default)]
    state_sectors: Vec<String>,
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Ontology {
    let mut ontology = Ontology::default();
    for source in sources.iter().filter(|s| kind_of(s) == "ontology.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        ontology.state_sectors.extend(file.state_sectors);
        for kind in file.types {
            ontology.types.retain(|t| t.name != kind.name);
            ontology.types.push(kind);
        }
    }
    ontology
}
