//! `ontology.toml`: the event types with their quad classes and default CAMEO codes.

use crate::crosswalk::Crosswalk;
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
    /// Those of them that are the state itself.
    pub state_itself: BTreeSet<String>,
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
    /// Types that it answers: such an act, told as what is answered ("rejected the call"), is no record of its own.
    #[serde(default)]
    pub answers: Vec<String>,
    /// Types that it aims at: such an act in an infinitive below ("fighting to retake the town") is not done yet and no record of its own.
    #[serde(default)]
    pub aims: Vec<String>,
    /// What is done to a place is done to those who are said to hold it.
    #[serde(default)]
    pub on_holder: bool,
    /// Told in the simple present ("supports the villages") it goes on.
    #[serde(default)]
    pub lasting: bool,
    /// Done with words: it happens where it is spoken, not where what it is about would.
    #[serde(default)]
    pub spoken: bool,
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
    /// Also under a condition ("would attack if the talks failed").
    #[serde(default)]
    pub conditional: bool,
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
    #[serde(default)]
    state_itself: Vec<String>,
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Ontology {
    let mut ontology = Ontology::default();
    for source in sources.iter().filter(|s| kind_of(s) == "ontology.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        ontology.state_sectors.extend(file.state_sectors);
        ontology.state_itself.extend(file.state_itself);
        for kind in file.types {
            ontology.types.retain(|t| t.name != kind.name);
            ontology.types.push(kind);
        }
    }
    ontology
}

/// Every CAMEO code of the types must stand in the table.
pub(crate) fn check(sources: &[Source], crosswalk: &Crosswalk, findings: &mut Findings) {
    for source in sources.iter().filter(|s| kind_of(s) == "ontology.toml") {
        // A mistake in the file itself is told when it is read.
        let Ok(file) = toml::from_str::<Codes>(&source.text) else { continue };
        for kind in file.types {
            let turns = [kind.promised, kind.refused].into_iter().flatten().filter_map(|t| t.cameo);
            for code in kind.cameo.into_iter().chain(turns) {
                if let Some(hint) = crosswalk.missing(code.get_ref()) {
                    findings.add(source, code.span().start, format!("no CAMEO code is called `{}`", code.get_ref()), hint);
                }
            }
        }
    }
}

/// The codes alone, with their places.
#[derive(Deserialize)]
struct Codes {
    #[serde(rename = "type")]
    types: Vec<TypeCodes>,
}

#[derive(Deserialize)]
struct TypeCodes {
    cameo: Option<toml::Spanned<String>>,
    promised: Option<TurnCodes>,
    refused: Option<TurnCodes>,
}

#[derive(Deserialize)]
struct TurnCodes {
    cameo: Option<toml::Spanned<String>>,
}
