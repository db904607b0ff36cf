//! The mechanisms of reading, on an invented world whose knowledge changes only with the mechanisms.

use diurna_lang::English;
use diurna_pack::Source;
use diurna_read::{Reader, suite};
use std::path::Path;

#[test]
fn every_sentence_of_the_invented_world_reads_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/world");
    let pack = Source::folder(&folder).and_then(|s| diurna_pack::compile(&s)).expect("the invented world compiles");
    let reader = Reader::new(English::load().expect("the model loads"), pack);
    let outcomes = suite::run(&reader, None);
    let failed: Vec<String> =
        outcomes.iter().filter_map(|o| o.result.as_ref().err().map(|e| format!("{}: {:?}: {e}", o.rule, o.text))).collect();
    assert!(failed.is_empty(), "{} of {} fail:\n{}", failed.len(), outcomes.len(), failed.join("\n"));
    assert!(outcomes.len() >= 18, "only {} sentences were read", outcomes.len());
}
