//! `verbs.toml`: verbs and nouns over other verbs ("agree to", "refuse to", "threaten to"), light verbs ("carry out an attack"),
//! auxiliaries of mood and hedges: what they make of the status of what they govern.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Verbs {
    /// Lemma → what it makes of its complement.
    pub over: BTreeMap<String, Vec<Over>>,
    /// Light verbs whose subject does what the noun says ("carry out", "launch").
    pub light_active: BTreeSet<String>,
    /// Light verbs whose subject suffers what the noun says ("come under", "suffer").
    pub light_passive: BTreeSet<String>,
    /// Verbs by which what a noun says comes about ("clashes broke out", "talks began").
    pub happening: BTreeSet<String>,
    /// Nouns through which a passive names its doer ("at the hands of").
    pub agentive: BTreeSet<String>,
    /// Participles that give an act to who takes it on themselves ("an attack claimed by the group").
    pub claiming: BTreeSet<String>,
    /// What is claimed with such a verb and "for" an act ("claimed responsibility for the bombing").
    pub claimed: BTreeSet<String>,
    /// What denies an infinitive below "have" ("has yet to sign").
    pub not_yet: BTreeSet<String>,
    /// Acts that take long ("operation"): begun, they go on.
    pub operations: BTreeSet<String>,
    /// Verbs and nouns by which such an act begins.
    pub beginnings: BTreeSet<String>,
    /// Prepositions before the act that something happened in ("were killed in the attack").
    pub occasions: BTreeSet<String>,
    /// Prepositions before the other side of a fight ("a clash with").
    pub opponents: BTreeSet<String>,
    /// Prepositions before what a deed is done to.
    pub aimed_at: BTreeSet<String>,
    /// Nouns for a side of something ("in front of").
    pub sides: BTreeSet<String>,
    /// Participles that say whose a thing is.
    pub owning: BTreeSet<String>,
    /// Verbs without an object and without a passive.
    pub intransitive: BTreeSet<String>,
    /// First words of prepositions that name a source or a ground ("according to"), not a goal.
    pub sourcing: BTreeSet<String>,
    /// Those of the locative prepositions after which a name that nobody knows is a place's.
    pub sites: BTreeSet<String>,
    /// Words before "of" and an act that was not done ("instead of attacking").
    pub instead: BTreeSet<String>,
    /// Words that open the clause of what happened ("killed when a bus left the road").
    pub whens: BTreeSet<String>,
    /// Subjects that stand for anybody ("you", "people"): what they do in the present is no event.
    pub anybody: BTreeSet<String>,
    /// What "be" says of an act that goes on ("a probe is underway").
    pub under_way: BTreeSet<String>,
    /// Verbs whose object a noun before them is aimed at ("strikes targeting the convoy").
    pub aiming: BTreeSet<String>,
    /// What somebody says in writing or before the public: whoever issues it says what its participle says ("a statement urging").
    pub documents: BTreeSet<String>,
    /// Verbs whose subject is the author of the document that is their object ("issued a statement").
    pub issuing: BTreeSet<String>,
    /// Participles that name who made what an act is about ("the proposal submitted by the bank").
    pub made: BTreeSet<String>,
    /// Participles that name whom a measure weighs on ("restrictions imposed on journalists").
    pub imposed: BTreeSet<String>,
    /// What one says to another ("the demands of the drivers"): whoever says it is the other side of its acceptance or refusal.
    pub spoken: BTreeSet<String>,
    /// Verbs of the purpose of help: whom they help is who is helped ("sent doctors to treat the wounded").
    pub helping: BTreeSet<String>,
    /// Verbs of the purpose of a protest: of whom or against whom they speak is who it is aimed at ("marched to demand").
    pub demanding: BTreeSet<String>,
    /// Verbs with a small clause of what somebody suffers ("the raid saw ten men killed").
    pub resulting: BTreeSet<String>,
    /// What is somebody's: an act on it is an act on whose it is ("froze the assets of ten officials").
    pub belongings: BTreeSet<String>,
    /// Modal lemma or form → status.
    pub modals: BTreeMap<String, String>,
    /// Adjectives before an event noun → status ("planned talks", "ongoing siege").
    pub modifiers: BTreeMap<String, String>,
    /// Conjunctions that make their clause conditional ("if", "unless").
    pub conditions: BTreeSet<String>,
    /// Those among them that only suppose: what their clause tells beside another is no act ("if the army attacks, …").
    pub suppositions: BTreeSet<String>,
    /// Adverbs and adjectives that hedge ("reportedly", "alleged").
    pub hedges: BTreeSet<String>,
    /// Sources that are nobody ("unconfirmed reports").
    pub vague_sources: BTreeSet<String>,
    /// Words that negate ("no", "never", "without").
    pub negators: BTreeSet<String>,
    /// Modals by which someone says what they will do ("will", "would"), and, negated, what they will not.
    pub volition: BTreeSet<String>,
    /// Words over an infinitive by which they say the same ("intends to", "is ready to").
    pub intentions: BTreeSet<String>,
    /// Modals that refuse only when negated ("cannot accept").
    pub refusal: BTreeSet<String>,
    /// Prepositions that bring the complement of a word ("agree to", "threat of"), not its time or place.
    pub complement: BTreeSet<String>,
    /// Prepositions that say where something happens.
    pub locative: BTreeSet<String>,
}

/// What a verb over a verb does to it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Over {
    /// occurred, ongoing, planned, possible, negated, keep (the complement keeps its own), drop (no event of its own)
    pub status: String,
    /// Who does the complement's act: subject or object of the verb above.
    pub control: String,
    /// Goes on even where it is only announced ("will go on asking for").
    pub still: bool,
    /// What it makes of a whole clause below ("warned that it would attack"), where that is other than of an infinitive.
    pub clause: Option<String>,
    /// Holds only for the passive ("is thought to") or only for the active; both when absent.
    pub passive: Option<bool>,
}

fn subject() -> String {
    "subject".to_owned()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    over: Vec<OverEntry>,
    #[serde(default)]
    light_active: Vec<String>,
    #[serde(default)]
    light_passive: Vec<String>,
    #[serde(default)]
    happening: Vec<String>,
    #[serde(default)]
    under_way: Vec<String>,
    #[serde(default)]
    aiming: Vec<String>,
    #[serde(default)]
    documents: Vec<String>,
    #[serde(default)]
    issuing: Vec<String>,
    #[serde(default)]
    made: Vec<String>,
    #[serde(default)]
    imposed: Vec<String>,
    #[serde(default)]
    spoken: Vec<String>,
    #[serde(default)]
    helping: Vec<String>,
    #[serde(default)]
    demanding: Vec<String>,
    #[serde(default)]
    resulting: Vec<String>,
    #[serde(default)]
    belongings: Vec<String>,
    #[serde(default)]
    intentions: Vec<String>,
    #[serde(default)]
    agentive: Vec<String>,
    #[serde(default)]
    claiming: Vec<String>,
    #[serde(default)]
    claimed: Vec<String>,
    #[serde(default)]
    not_yet: Vec<String>,
    #[serde(default)]
    operations: Vec<String>,
    #[serde(default)]
    beginnings: Vec<String>,
    #[serde(default)]
    occasions: Vec<String>,
    #[serde(default)]
    opponents: Vec<String>,
    #[serde(default)]
    aimed_at: Vec<String>,
    #[serde(default)]
    sides: Vec<String>,
    #[serde(default)]
    owning: Vec<String>,
    #[serde(default)]
    intransitive: Vec<String>,
    #[serde(default)]
    sourcing: Vec<String>,
    #[serde(default)]
    sites: Vec<String>,
    #[serde(default)]
    instead: Vec<String>,
    #[serde(default)]
    whens: Vec<String>,
    #[serde(default)]
    anybody: Vec<String>,
    #[serde(default)]
    modals: BTreeMap<String, String>,
    #[serde(default)]
    modifiers: BTreeMap<String, String>,
    #[serde(default)]
    conditions: Vec<String>,
    #[serde(default)]
    suppositions: Vec<String>,
    #[serde(default)]
    hedges: Vec<String>,
    #[serde(default)]
    vague_sources: Vec<String>,
    #[serde(default)]
    negators: Vec<String>,
    #[serde(default)]
    volition: Vec<String>,
    #[serde(default)]
    refusal: Vec<String>,
    #[serde(default)]
    complement: Vec<String>,
    #[serde(default)]
    locative: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OverEntry {
    words: Vec<String>,
    status: toml::Spanned<String>,
    #[serde(default = "subject")]
    control: String,
    #[serde(default)]
    still: bool,
    clause: Option<String>,
    passive: Option<bool>,
}

const STATUSES: [&str; 7] = ["occurred", "ongoing", "planned", "possible", "negated", "keep", "drop"];

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Verbs {
    let mut verbs = Verbs::default();
    for source in sources.iter().filter(|s| kind_of(s) == "verbs.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        for entry in file.over {
            if !STATUSES.contains(&entry.status.get_ref().as_str()) {
                let message = format!("no status is called `{}`", entry.status.get_ref());
                findings.add(source, entry.status.span().start, message, format!("one of {}", STATUSES.join(", ")));
            }
            let over = Over {
                status: entry.status.into_inner(),
                control: entry.control,
                still: entry.still,
                clause: entry.clause,
                passive: entry.passive,
            };
            for word in entry.words {
                verbs.over.entry(word).or_default().push(over.clone());
            }
        }
        verbs.light_active.extend(file.light_active);
        verbs.light_passive.extend(file.light_passive);
        verbs.happening.extend(file.happening);
        verbs.agentive.extend(file.agentive);
        verbs.claiming.extend(file.claiming);
        verbs.claimed.extend(file.claimed);
        verbs.not_yet.extend(file.not_yet);
        verbs.operations.extend(file.operations);
        verbs.beginnings.extend(file.beginnings);
        verbs.occasions.extend(file.occasions);
        verbs.opponents.extend(file.opponents);
        verbs.aimed_at.extend(file.aimed_at);
        verbs.sides.extend(file.sides);
        verbs.owning.extend(file.owning);
        verbs.intransitive.extend(file.intransitive);
        verbs.sourcing.extend(file.sourcing);
        verbs.sites.extend(file.sites);
        verbs.instead.extend(file.instead);
        verbs.whens.extend(file.whens);
        verbs.anybody.extend(file.anybody);
        verbs.under_way.extend(file.under_way);
        verbs.aiming.extend(file.aiming);
        verbs.documents.extend(file.documents);
        verbs.issuing.extend(file.issuing);
        verbs.made.extend(file.made);
        verbs.imposed.extend(file.imposed);
        verbs.spoken.extend(file.spoken);
        verbs.helping.extend(file.helping);
        verbs.demanding.extend(file.demanding);
        verbs.resulting.extend(file.resulting);
        verbs.belongings.extend(file.belongings);
        verbs.intentions.extend(file.intentions);
        verbs.modals.extend(file.modals);
        verbs.modifiers.extend(file.modifiers);
        verbs.conditions.extend(file.conditions);
        verbs.suppositions.extend(file.suppositions);
        verbs.hedges.extend(file.hedges);
        verbs.vague_sources.extend(file.vague_sources);
        verbs.negators.extend(file.negators);
        verbs.volition.extend(file.volition);
        verbs.refusal.extend(file.refusal);
        verbs.complement.extend(file.complement);
        verbs.locative.extend(file.locative);
    }
    verbs
}
