//! Our own sentences against what spaCy 3.8.7 made of them: `python xtask/python/reference.py < tests/parity/sentences.jsonl`, without
//! its last line, is `tests/parity/expected.jsonl`.

use diurna_lang::{Analysis, English};
use serde_json::{Value, json};

#[test]
fn analysis_of_own_sentences_is_that_of_spacy() {
    let english = English::load().expect("the model loads");
    let sentences = include_str!("parity/sentences.jsonl");
    let expected = include_str!("parity/expected.jsonl");
    assert_eq!(sentences.lines().count(), expected.lines().count());
    for (sentence, expected) in sentences.lines().zip(expected.lines()) {
        let sentence: Value = serde_json::from_str(sentence).expect("a line of JSON");
        let expected: Value = serde_json::from_str(expected).expect("a line of JSON");
        let text = sentence["text"].as_str().expect("a text");
        let found = as_reference(text, &english.analyze(text));
        for (part, name) in [("tokens", "token"), ("entities", "entity")] {
            let (found, expected) = (found[part].as_array().expect("a list"), expected[part].as_array().expect("a list"));
            for (found, expected) in found.iter().zip(expected) {
                assert_eq!(found, expected, "{name} of {text:?}");
            }
            assert_eq!(found.len(), expected.len(), "{part} of {text:?}");
        }
    }
}

/// The analysis in the shape that `reference.py` prints; its offsets count characters.
fn as_reference(text: &str, analysis: &Analysis) -> Value {
    let characters = |byte: usize| text[..byte].chars().count();
    let tokens: Vec<Value> = analysis
        .tokens
        .iter()
        .enumerate()
        .map(|(at, token)| {
            let starts = analysis.sentences.iter().any(|sentence| sentence.start == at);
            let (begin, end) = (characters(token.span.begin), characters(token.span.end));
            json!([begin, end, token.tag, token.head, token.dep.as_str(), starts, token.lemma.as_str(), token.pos.as_str()])
        })
        .collect();
    let entities: Vec<Value> = analysis
        .entities
        .iter()
        .map(|entity| {
            let tokens = &analysis.tokens[entity.tokens.clone()];
            let (first, last) = (tokens[0].span, tokens[tokens.len() - 1].span);
            json!([characters(first.begin), characters(last.end), entity.label])
        })
        .collect();
    json!({ "tokens": tokens, "entities": entities })
}
