//! How fast one thread analyses our own sentences: `cargo bench -p diurna-lang`.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use diurna_lang::English;
use std::hint::black_box;

fn analyze(criterion: &mut Criterion) {
    let english = English::load().expect("the model loads");
    let lines = include_str!("../tests/parity/sentences.jsonl").lines();
    let texts: Vec<String> = lines
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok()?["text"].as_str().map(String::from))
        .collect();
    // A dispatch of a few hundred words.
    let text = texts.join("\n\n").repeat(2);
    let words = english.analyze(&text).tokens.len();
    let mut group = criterion.benchmark_group("english");
    group.throughput(Throughput::Elements(words as u64));
    group.bench_function("analyze", |bencher| bencher.iter(|| english.analyze(black_box(&text))));
    group.finish();
    criterion.bench_function("load", |bencher| bencher.iter(English::load));
}

criterion_group!(benches, analyze);
criterion_main!(benches);
