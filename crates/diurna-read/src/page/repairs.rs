//! Trees of reporting sentences that the model gets wrong, put right before anything reads them. In: analysis, cue words. Out: the same
//! analysis with other heads. Each repair is one operation and touches nothing but the words it names.

use diurna_lang::{Analysis, Dep, Pos, Token};
use diurna_pack::speech::{Speech, Takes};

pub(super) fn repair(analysis: &mut Analysis, speech: &Speech) {
    for at in 0..analysis.tokens.len() {
        charge_behind_agent(&mut analysis.tokens, speech, at);
        verb_read_as_noun(&mut analysis.tokens, speech, at);
    }
}

/// "was accused by the rebels of shelling the town": what somebody is charged with hangs on the verb, not on those who charge.
fn charge_behind_agent(tokens: &mut [Token], speech: &Speech, at: usize) {
    let preposition = &tokens[at];
    let (accuser, governs) = (preposition.head, governed_by(&preposition.lemma));
    let Some(takes) = governs.filter(|_| preposition.dep == Dep::Prep && accuser < at) else { return };
    let by = tokens[accuser].head;
    if tokens[accuser].dep != Dep::Pobj || tokens[by].dep != Dep::Agent {
        return;
    }
    let verb = tokens[by].head;
    let charges =
        speech.verbs.get(tokens[verb].lemma.to_lowercase().as_str()).is_some_and(|cues| cues.iter().any(|c| c.takes(takes)));
    let acts = tokens[at + 1..].iter().take(6).any(|t| t.head == at && t.dep == Dep::Pcomp);
    // "by the minister of justice" is one office; "of shelling", "as a crime", "for the raid" are charges.
    if charges && (acts || takes != Takes::Of) {
        tokens[at].head = verb;
    }
}

/// What a preposition of that word governs behind a cue.
fn governed_by(preposition: &str) -> Option<Takes> {
    [Takes::Of, Takes::For, Takes::As].into_iter().find(|t| t.as_str() == preposition)
}

/// "…, the news agency reports.": a plural noun with a subject of its own is the verb.
fn verb_read_as_noun(tokens: &mut [Token], speech: &Speech, at: usize) {
    let is_noun = tokens[at].tag == "NNS" && tokens[at].pos == Pos::Noun;
    let says =
        is_noun && speech.verbs.get(tokens[at].lemma.as_str()).is_some_and(|cues| cues.iter().any(|c| c.takes(Takes::Loose)));
    let has_subject = says && tokens[..at].iter().rev().take(12).any(|t| t.head == at && t.dep == Dep::Nsubj);
    if has_subject {
        tokens[at].tag = "VBZ";
        tokens[at].pos = Pos::Verb;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use diurna_lang::English;

    fn tree(text: &str) -> Analysis {
        let english = English::load().expect("the embedded model");
        let pack = crate::embedded_pack().expect("the embedded pack");
        let mut analysis = english.analyze(text);
        repair(&mut analysis, &pack.speech);
        analysis
    }

    fn word<'t>(text: &'t str, analysis: &'t Analysis, word: &str) -> (&'t Token, &'t str) {
        let token = analysis.tokens.iter().find(|t| t.span.of(text) == word).expect("the word");
        (token, analysis.tokens[token.head].span.of(text))
    }

    #[test]
    fn a_charge_hangs_on_the_verb_that_makes_it() {
        for (text, preposition, head) in [
            ("The army was accused by the rebels of shelling the town.", "of", "accused"),
            ("The plan was described by the mayor as a mistake.", "as", "described"),
            ("The clerk was praised by the minister of justice.", "of", "minister"),
            ("The raid was led by the head of police.", "of", "head"),
        ] {
            assert_eq!(word(text, &tree(text), preposition).1, head, "{text}");
        }
    }

    #[test]
    fn a_noun_with_a_subject_is_a_verb() {
        let text = "State television quoted the navy as saying several shells landed in the harbour, the news agency reports.";
        assert_eq!(word(text, &tree(text), "reports").0.tag, "VBZ");
        let text = "The army rejected the reports.";
        assert_eq!(word(text, &tree(text), "reports").0.tag, "NNS");
    }
}
