//! `frames.toml`: how English puts an event. A frame says, for verbs and for nouns, which syntactic slots fill which role.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Slots that are no preposition. Any other slot is the lemma of a preposition ("against").
/// `subject` and `object` are logical: of a passive the agent and the grammatical subject.
/// `topic` is the subject of the clause below, `bidden` the same where the clause says what is to be done, and `aim` its object; `owner` whose the object of a verb is, and of a noun or adjective
/// whom or what it describes; `attendee` who acts on the occasion that a noun names; `speaker` whose statement it stands in.
/// `within` is whoever the object names on its way ("a curfew in [the province]").
pub const SLOTS: [&str; 13] =
    ["subject", "object", "dative", "poss", "mod", "comp", "topic", "bidden", "aim", "owner", "within", "attendee", "speaker"];
pub const ROLES: [&str; 6] = ["actor", "recipient", "place", "from", "to", "source"];

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Frames {
    pub list: Vec<Frame>,
}

/// Slots by role; the first slot that is filled (and fits) wins, unless the role's name ends in `+` in the file: then all are taken.
/// With `@` a state that is the event's place fills it too ("visited Ghana").
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Frame {
    pub name: String,
    pub verb: Roles,
    pub noun: Roles,
    /// What is judged or asked for may be a deed: who suffers it is no recipient, its doer is.
    pub of_deeds: bool,
}

pub type Roles = Vec<Role>;

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Role {
    pub role: String,
    pub slots: Vec<String>,
    /// Take every filled slot, not the first.
    pub all: bool,
    /// A state that is the event's place fills it too.
    pub of_place: bool,
}

impl Frames {
    pub fn index(&self, name: &str) -> Option<usize> {
        self.list.iter().position(|f| f.name == name)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    frame: Vec<Entry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    name: toml::Spanned<String>,
    #[allow(dead_code)]
    about: String,
    #[serde(default)]
    of_deeds: bool,
    #[serde(default)]
    verb: BTreeMap<toml::Spanned<String>, Vec<String>>,
    #[serde(default)]
    noun: BTreeMap<toml::Spanned<String>, Vec<String>>,
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Frames {
    let mut frames = Frames::default();
    for source in sources.iter().filter(|s| kind_of(s) == "frames.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        for entry in file.frame {
            let frame = Frame {
                verb: roles(entry.verb, source, findings),
                noun: roles(entry.noun, source, findings),
                name: entry.name.into_inner(),
                of_deeds: entry.of_deeds,
            };
            frames.list.retain(|f| f.name != frame.name);
            frames.list.push(frame);
        }
    }
    frames
}

fn roles(entries: BTreeMap<toml::Spanned<String>, Vec<String>>, source: &Source, findings: &mut Findings) -> Roles {
    let mut out = Vec::new();
    for (key, slots) in entries {
        let all = key.get_ref().ends_with('+');
        let of_place = key.get_ref().ends_with('@');
        let role = key.get_ref().trim_end_matches(['+', '@']).to_owned();
        if !ROLES.contains(&role.as_str()) {
            findings.add(
                source,
                key.span().start,
                format!("no role is called `{role}`"),
                format!("roles are {}", ROLES.join(", ")),
            );
        }
        out.push(Role { role, slots, all, of_place });
    }
    out
}
