//! `speech.toml`: the verbs, nouns and prepositions that hand a claim to a source, and what each of them governs.
//! In: knowledge files. Out: [`Speech`], asked by lemma. Refuses a cue without words and a governed thing it does not know.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a cue governs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Takes {
    /// "said the road was shut"
    Clause,
    /// "…," she wrote
    Quote,
    /// Its own infinitive, or an object and "to": "promised to help", "likened it to a siege".
    To,
    /// "urged the army to stop"
    ObjectTo,
    /// "accused A of …"
    Of,
    /// "blamed A for …"
    For,
    /// "asked A about B"
    About,
    /// "blamed A on B"
    On,
    /// "described A as …"
    As,
    /// "called the raid a crime"
    Naming,
    /// A bare noun phrase: "condemned the attack".
    Phrase,
    /// A bare noun phrase that names no party and no place: "backs the plan".
    Stance,
    /// A bare noun phrase, where a text or a record of something shows it: "the poll shows a tight race".
    Evidence,
    /// Its object is the person told: "told reporters that …".
    Told,
    /// So surely a verb of saying that position may mend a broken parse.
    Loose,
}

impl Takes {
    const NAMES: [(&'static str, Takes); 15] = [
        ("clause", Takes::Clause),
        ("quote", Takes::Quote),
        ("to", Takes::To),
        ("object-to", Takes::ObjectTo),
        ("of", Takes::Of),
        ("for", Takes::For),
        ("about", Takes::About),
        ("on", Takes::On),
        ("as", Takes::As),
        ("naming", Takes::Naming),
        ("phrase", Takes::Phrase),
        ("stance", Takes::Stance),
        ("evidence", Takes::Evidence),
        ("told", Takes::Told),
        ("loose", Takes::Loose),
    ];

    /// The word for it in knowledge files.
    pub fn as_str(self) -> &'static str {
        Takes::NAMES.iter().find(|(_, t)| *t == self).map_or("", |(name, _)| name)
    }

    fn parse(word: &str) -> Option<Takes> {
        Takes::NAMES.iter().find(|(name, _)| *name == word).map(|(_, t)| *t)
    }
}

/// Cue words, asked by the lemma of their first word.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Speech {
    /// Verb lemma → (further words as written, what it takes); longest first.
    pub verbs: BTreeMap<String, Vec<VerbCue>>,
    /// Nouns with a clause of their own ("the claim that …").
    pub nouns: BTreeSet<String>,
    /// Verbs whose object is somebody else's claim ("denied the claim that …").
    pub disowning: BTreeSet<String>,
    /// Labels of those who ask and answer ("q", "moderator").
    pub asking: BTreeSet<String>,
    /// Texts that a headline gives as its source ("Poll: …").
    pub headed: BTreeSet<String>,
    /// Nouns with an infinitive of their own ("its refusal to …").
    pub nouns_to: BTreeSet<String>,
    /// Nouns with what they are about, and by which prepositions ("criticism" → of).
    pub nouns_about: BTreeMap<String, BTreeSet<String>>,
    /// "according to", split into words.
    pub prepositions: Vec<Vec<String>>,
    /// Conjunctions of an aside: "as X put it".
    pub asides: BTreeSet<String>,
    /// Verbs whose object is the one quoted: "citing officials".
    pub citing: BTreeSet<String>,
    /// Conjunctions that open a clause and stay out of the content.
    pub that: BTreeSet<String>,
    /// Words that open an indirect question and stay in.
    pub question: BTreeSet<String>,
    /// Words of saying that say nothing ("that said", "let us say"), split into words.
    pub set_phrases: Vec<Vec<String>>,
    /// Conjunctions behind a comma with which the writer takes over ("although").
    pub conceding: BTreeSet<String>,
    /// Prepositions behind a comma that open what the writer adds ("with").
    pub absolute: BTreeSet<String>,
    /// Prepositions between a text and whose it is ("figures from the bank").
    pub issued: BTreeSet<String>,
    /// Subjects whose own thoughts inside their quote are no further statement.
    pub own: BTreeSet<String>,
    /// Forms of verbs of saying that open a sentence before their subject ("Said Lind: …").
    pub inverted: BTreeSet<String>,
    /// Nouns for a text that somebody issues ("a statement calling …"): whoever issues it speaks.
    pub documents: BTreeSet<String>,
    /// Nouns for what records something ("footage", "data").
    pub evidence: BTreeSet<String>,
    /// Nouns for an occasion or a medium of speech ("interview", "television"), and the prepositions that set it.
    pub occasions: BTreeSet<String>,
    pub occasion_prepositions: BTreeSet<String>,
    /// Prepositions before the one told ("said to reporters").
    pub to: BTreeSet<String>,
    /// Marks in brackets around a recorded speech ("begin recording").
    pub recording: BTreeSet<String>,
    /// Subjects that say nothing ("it seems", "there").
    pub impersonal: BTreeSet<String>,
}

impl Speech {
    /// Whether a noun, by its lemma, is a text or a record of something, and so may say what no person says here.
    pub fn is_text(&self, lemma: &str) -> bool {
        let lemma = lemma.to_lowercase();
        self.documents.contains(lemma.as_str()) || self.evidence.contains(lemma.as_str())
    }
}

/// One verb cue: "point out" has `more` = ["out"].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerbCue {
    pub more: Vec<String>,
    pub takes: BTreeSet<Takes>,
}

impl VerbCue {
    pub fn takes(&self, what: Takes) -> bool {
        self.takes.contains(&what)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    verbs: Vec<VerbEntry>,
    #[serde(default)]
    nouns: NounEntry,
    #[serde(default)]
    sources: SourceEntry,
    #[serde(default)]
    occasion: OccasionEntry,
    #[serde(default)]
    between: BetweenEntry,
    #[serde(default, rename = "self")]
    own: OwnEntry,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct VerbEntry {
    words: Vec<toml::Spanned<String>>,
    takes: Vec<toml::Spanned<String>>,
    #[serde(default, rename = "note")]
    _note: String,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct NounEntry {
    clause: Vec<String>,
    disowning: Vec<String>,
    to: Vec<String>,
    about: Vec<AboutEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AboutEntry {
    prepositions: Vec<String>,
    words: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SourceEntry {
    prepositions: Vec<String>,
    asides: Vec<String>,
    citing: Vec<String>,
    inverted: Vec<String>,
    asking: Vec<String>,
    headed: Vec<String>,
    issued: Vec<String>,
    documents: Vec<String>,
    evidence: Vec<String>,
    recording: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OccasionEntry {
    nouns: Vec<String>,
    prepositions: Vec<String>,
    to: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct BetweenEntry {
    set: Vec<String>,
    conceding: Vec<String>,
    absolute: Vec<String>,
    that: Vec<String>,
    question: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct OwnEntry {
    words: Vec<String>,
    impersonal: Vec<String>,
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Speech {
    let mut speech = Speech::default();
    for source in sources.iter().filter(|s| kind_of(s) == "speech.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        for entry in &file.verbs {
            add_verbs(&mut speech, source, entry, findings);
        }
        let words = |entry: &String| entry.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        speech.prepositions.extend(file.sources.prepositions.iter().map(words).filter(|w| !w.is_empty()));
        speech.nouns.extend(file.nouns.clause);
        speech.disowning.extend(file.nouns.disowning);
        speech.asking.extend(file.sources.asking);
        speech.headed.extend(file.sources.headed);
        speech.nouns_to.extend(file.nouns.to);
        for entry in file.nouns.about {
            for word in entry.words {
                speech.nouns_about.entry(word).or_default().extend(entry.prepositions.iter().cloned());
            }
        }
        speech.occasions.extend(file.occasion.nouns);
        speech.occasion_prepositions.extend(file.occasion.prepositions);
        speech.to.extend(file.occasion.to);
        speech.evidence.extend(file.sources.evidence);
        speech.asides.extend(file.sources.asides);
        speech.citing.extend(file.sources.citing);
        speech.inverted.extend(file.sources.inverted);
        speech.documents.extend(file.sources.documents);
        speech.recording.extend(file.sources.recording);
        speech.set_phrases.extend(file.between.set.iter().map(words).filter(|w| !w.is_empty()));
        speech.conceding.extend(file.between.conceding);
        speech.absolute.extend(file.between.absolute);
        speech.issued.extend(file.sources.issued);
        speech.that.extend(file.between.that);
        speech.question.extend(file.between.question);
        speech.own.extend(file.own.words);
        speech.impersonal.extend(file.own.impersonal);
    }
    for cues in speech.verbs.values_mut() {
        cues.sort_by(|a, b| b.more.len().cmp(&a.more.len()).then_with(|| a.more.cmp(&b.more)));
    }
    speech
}

fn add_verbs(speech: &mut Speech, source: &Source, entry: &VerbEntry, findings: &mut Findings) {
    let mut takes = BTreeSet::new();
    for word in &entry.takes {
        match Takes::parse(word.get_ref()) {
            Some(known) => drop(takes.insert(known)),
            None => {
                let names: Vec<&str> = Takes::NAMES.iter().map(|(name, _)| *name).collect();
                let message = format!("a cue cannot take `{}`", word.get_ref());
                findings.add(source, word.span().start, message, format!("one of {}", names.join(", ")));
            }
        }
    }
    for word in &entry.words {
        let mut parts = word.get_ref().split_whitespace().map(str::to_owned);
        let Some(lemma) = parts.next() else {
            findings.add(source, word.span().start, "a cue without words", "write the verb's lemma");
            continue;
        };
        let more: Vec<String> = parts.collect();
        let cues = speech.verbs.entry(lemma).or_default();
        match cues.iter_mut().find(|c| c.more == more) {
            Some(cue) => cue.takes.extend(takes.iter().copied()),
            None => cues.push(VerbCue { more, takes: takes.clone() }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<Speech, crate::Diagnostics> {
        let mut findings = Findings::default();
        let speech = read(&[Source::new("speech.toml", text)], &mut findings);
        findings.into_result(speech)
    }

    #[test]
    fn joins_the_groups_a_verb_stands_in_and_puts_longer_cues_first() {
        let text =
            "[[verbs]]\ntakes = ['clause']\nwords = ['point', 'point out']\n[[verbs]]\ntakes = ['as']\nwords = ['point out']\n";
        let speech = read_text(text).expect("no mistakes");
        let cues = &speech.verbs["point"];
        assert_eq!(cues[0].more, ["out"]);
        assert!(cues[0].takes(Takes::Clause) && cues[0].takes(Takes::As));
        assert!(!cues[1].takes(Takes::As));
    }

    #[test]
    fn names_every_mistake_with_its_place() {
        let mistakes = read_text("[[verbs]]\ntakes = ['clauze']\nwords = ['say', '']\n").expect_err("two mistakes");
        let shown = mistakes.to_string();
        assert!(shown.contains("speech.toml:2:10: a cue cannot take `clauze`"), "{shown}");
        assert!(shown.contains("speech.toml:3:17: a cue without words"), "{shown}");
    }
}
