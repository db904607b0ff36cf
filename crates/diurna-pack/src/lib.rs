//! Knowledge files in, one immutable [`Pack`] out. People edit TOML and TSV; [`compile`] checks all of it at once and gives
//! either a pack or every mistake with file, line, column and hint. The same function serves the build and users' own packs.

pub mod agreements;
mod classes;
pub mod confidence;
pub mod crosswalk;
mod diagnostic;
pub mod frames;
pub mod framing;
pub mod gazetteer;
mod hashed;
pub mod import;
pub mod names;
pub mod ontology;
pub mod quantities;
pub mod rules;
mod source;
pub mod speech;
pub mod times;
pub mod verbs;

pub use classes::Classes;
pub use diagnostic::{Diagnostic, Diagnostics};
pub use source::Source;

use diagnostic::Findings;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// All that Diurna knows besides the language: types, frames, rules, names, cues. Immutable, hashed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Pack {
    /// SHA-256 over the sources, and the gazetteer where there is one (first 16 hexadecimal digits).
    pub hash: String,
    pub ontology: ontology::Ontology,
    pub crosswalk: crosswalk::Crosswalk,
    pub classes: Classes,
    pub verbs: verbs::Verbs,
    pub frames: frames::Frames,
    pub rules: rules::Rules,
    pub confidence: confidence::Confidence,
    pub agreements: agreements::Agreements,
    pub quantities: quantities::Quantities,
    pub import: import::Import,
    pub names: names::Names,
    pub speech: speech::Speech,
    pub framing: framing::Framing,
    pub times: times::Times,
    /// What the pack was made from, so that a user's own files can be laid over it.
    sources: Vec<Source>,
}

/// Compiles knowledge files. Later files win over earlier ones of the same path; a rule wins over an earlier one of its name.
pub fn compile(sources: &[Source]) -> Result<Pack, Diagnostics> {
    let mut findings = Findings::default();
    let ontology = ontology::read(sources, &mut findings);
    let crosswalk = crosswalk::read(sources, &ontology, &mut findings);
    ontology::check(sources, &crosswalk, &mut findings);
    let classes = classes::read(sources, &mut findings);
    let verbs = verbs::read(sources, &mut findings);
    let frames = frames::read(sources, &mut findings);
    let rules = rules::read(sources, &ontology, &crosswalk, &frames, &classes, &mut findings);
    let confidence = confidence::read(sources, &mut findings);
    let agreements = agreements::read(sources, &mut findings);
    let quantities = quantities::read(sources, &mut findings);
    let import = import::read(sources, &frames, &mut findings);
    let names = names::read(sources, &mut findings);
    let speech = speech::read(sources, &mut findings);
    let framing = framing::read(sources, &mut findings);
    let times = times::read(sources, &mut findings);
    let pack = Pack {
        hash: hash(sources),
        ontology,
        crosswalk,
        classes,
        verbs,
        frames,
        rules,
        confidence,
        agreements,
        quantities,
        import,
        names,
        speech,
        framing,
        times,
        sources: sources.to_vec(),
    };
    findings.into_result(pack)
}

impl Pack {
    /// This pack with `added` laid over it.
    pub fn with(&self, added: &[Source]) -> Result<Pack, Diagnostics> {
        let mut all = self.sources.clone();
        all.extend(added.iter().map(|s| Source::new(format!("+{}", s.path), s.text.clone())));
        Ok(compile(&all)?.with_gazetteer(self.names.gazetteer()))
    }

    /// This pack with the places of a packed gazetteer.
    pub fn with_gazetteer(mut self, gazetteer: gazetteer::Gazetteer) -> Pack {
        self.hash = digest([self.hash.as_bytes(), &gazetteer.hash().to_le_bytes()]);
        self.names.set_gazetteer(gazetteer);
        self
    }

    /// This pack with a user's own places.
    pub fn with_places(mut self, added: Vec<names::Place>) -> Pack {
        self.hash = digest([self.hash.as_bytes(), format!("{added:?}").as_bytes()]);
        self.names.add_places(added);
        self
    }

    /// Bytes for embedding.
    pub fn to_bytes(&self) -> Result<Vec<u8>, postcard::Error> {
        postcard::to_stdvec(self)
    }

    pub fn from_bytes(bytes: &[u8]) -> Result<Pack, postcard::Error> {
        postcard::from_bytes(bytes)
    }
}

/// The part of a path that says what the file holds: "+rules/x.toml" → "rules/x.toml".
pub(crate) fn kind_of(source: &Source) -> &str {
    source.path.trim_start_matches('+')
}

fn hash(sources: &[Source]) -> String {
    let lengths: Vec<[u8; 8]> =
        sources.iter().flat_map(|s| [s.path.len(), s.text.len()]).map(|n| (n as u64).to_le_bytes()).collect();
    let parts = sources.iter().zip(lengths.chunks_exact(2));
    digest(parts.flat_map(|(s, lengths)| [&lengths[0][..], s.path.as_bytes(), &lengths[1][..], s.text.as_bytes()]))
}

/// The first 16 hexadecimal digits of the SHA-256 of `parts`.
fn digest<'p>(parts: impl IntoIterator<Item = &'p [u8]>) -> String {
    let mut hash = Sha256::new();
    parts.into_iter().for_each(|part| hash.update(part));
    hash.finalize()[..8].iter().map(|b| format!("{b:02x}")).collect()
}
