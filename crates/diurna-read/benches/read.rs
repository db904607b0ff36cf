//! What reading costs over the language engine alone, how long the embedded pack takes to load, and a look into the gazetteer: `cargo bench -p diurna-read`.
//! The texts are the sentences of the rules, so that far more is found than in the news: an upper bound.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use diurna_lang::English;
use diurna_model::Report;
use diurna_read::{Reader, embedded_pack};
use std::hint::black_box;

fn read(criterion: &mut Criterion) {
    let reader = Reader::new(English::load().expect("the model loads"), embedded_pack().expect("the pack loads"));
    let sentences: Vec<String> = reader.pack().rules.list.iter().flat_map(|r| &r.yes).map(|y| y.text.clone()).collect();
    let reports: Vec<Report> =
        sentences.chunks(15).map(|few| Report { id: "bench".to_owned(), text: few.join("\n\n"), ..Report::default() }).collect();
    let words: usize = reports.iter().map(|r| reader.english().analyze(&r.text).tokens.len()).sum();
    let mut group = criterion.benchmark_group("report");
    group.throughput(Throughput::Elements(words as u64));
    group.bench_function("analyze", |b| {
        b.iter(|| reports.iter().for_each(|r| drop(black_box(reader.english().analyze(&r.text)))))
    });
    group.bench_function("read", |b| b.iter(|| reports.iter().for_each(|r| drop(black_box(reader.read(r))))));
    group.finish();
    // The pack with the gazetteer: what start-up costs beside the language engine.
    criterion.bench_function("load pack", |b| b.iter(embedded_pack));
    let pack = reader.pack();
    let keys = ["aleppo", "san jose", "tarabulus", "no such place", "new"];
    criterion.bench_function("look up five places", |b| b.iter(|| keys.map(|key| black_box(pack.names.places(key)).len())));
}

criterion_group!(benches, read);
criterion_main!(benches);
