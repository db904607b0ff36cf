//! Reading never fails: any bytes, and news text cut and glued in any way, are read or refused, without a panic.

use diurna::options::Format;
use diurna::paint::Paint;
use diurna::{conllu, engine, explain, header, json, read};
use diurna_model::{Published, Report};
use diurna_read::Reader;
use proptest::prelude::*;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

static READER: LazyLock<Reader> = LazyLock::new(|| engine::load(None).expect("the program holds what it needs"));

static PIECES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let files = fs::read_dir(folder).expect("samples").filter_map(Result::ok).map(|e| e.path());
    let mut texts: Vec<String> = files.filter(|p| p.extension().is_some_and(|e| e == "txt")).map(text).collect();
    texts.sort();
    texts.iter().flat_map(|t| t.split_inclusive([' ', '\n'])).map(str::to_owned).collect()
});

fn text(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("a sample is text")
}

/// Everything the program can write about a report.
fn all_outputs(report: &Report) {
    for format in [Format::Jsonl, Format::Brief, Format::Csv] {
        let bytes = read::render(&READER, report, format, Paint::PLAIN).expect("a reading can be written");
        assert!(String::from_utf8(bytes).is_ok());
    }
    explain::write(report, &READER.read(report), &READER.pack().crosswalk, Paint::PLAIN);
    conllu::write(report, &READER.english().analyze(&report.text));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok((report, _)) = json::report(&bytes) {
            all_outputs(&report);
        }
        let (report, _) = header::report("any".into(), &String::from_utf8_lossy(&bytes));
        all_outputs(&report);
    }

    #[test]
    fn any_characters_are_read(text in "\\PC{0,200}") {
        all_outputs(&Report { id: "any".into(), text, ..Report::default() });
    }

    #[test]
    fn news_cut_and_doubled_is_read(
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 1usize..30), 1..12),
        mark in prop::sample::select(vec!["", "\"", "”", "—", "\n\n", ", said ", "\u{200b}", "é", " . . ", "(", "2015-02-30 "]),
    ) {
        let mut text = String::new();
        for (at, length) in cuts {
            let start = at.index(PIECES.len());
            text.push_str(&PIECES[start..(start + length).min(PIECES.len())].concat());
            text.push_str(mark);
        }
        all_outputs(&Report { id: "cut".into(), text, published: Published::parse("2024-02-29"), ..Report::default() });
    }
}

#[test]
fn awkward_texts_are_read() {
    let deep = format!("He said {} that it was so.", "that he said ".repeat(400));
    for text in [
        "",
        " ",
        "\u{feff}",
        "\0\0",
        "\r\n\r\n",
        "\"",
        "“”",
        "a",
        &"x".repeat(20_000),
        &"“".repeat(500),
        &deep,
        &". ".repeat(2_000),
        "They meet on Friday,",
        "They met on 3 May",
        "at 5",
    ] {
        all_outputs(&Report { id: "awkward".into(), text: text.to_owned(), ..Report::default() });
    }
}
