//! Promises about every result, kept over the sample dispatches: same bytes at any thread count, quotes that stand in the text,
//! records that keep to the printed schema.

mod schema;

use serde_json::Value;
use std::path::PathBuf;
use std::process::{Command, Output};

fn samples() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

fn diurna(args: &[&str]) -> Output {
    let output = Command::new(env!("CARGO_BIN_EXE_diurna")).args(args).arg(samples()).output().expect("the program runs");
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

fn records() -> Vec<Value> {
    let output = diurna(&["read", "--format", "jsonl"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    text.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect()
}

#[test]
fn one_and_two_threads_and_two_runs_give_the_same_bytes() {
    for command in [&["read", "--format", "jsonl"][..], &["read"], &["read", "--format", "csv"], &["analyze"], &["explain"]] {
        let with = |threads: &'static str| diurna(&[command, &["--threads", threads]].concat()).stdout;
        let first = with("1");
        assert!(!first.is_empty(), "{command:?}");
        assert!(first == with("2"), "{command:?}: two threads differ from one");
        assert!(first == with("1"), "{command:?}: two runs differ");
    }
}

#[test]
fn every_quote_stands_in_the_text_where_it_says() {
    for record in records() {
        let text: Vec<char> = record["report"]["text"].as_str().expect("a text").chars().collect();
        check_quotes(&record, &text, "");
    }
}

/// Objects with `begin`, `end` and `text` quote the report; a party quotes with `as` when its name stands elsewhere.
fn check_quotes(value: &Value, text: &[char], path: &str) {
    match value {
        Value::Object(keys) => {
            if let (Some(begin), Some(end)) = (keys.get("begin").and_then(Value::as_u64), keys.get("end").and_then(Value::as_u64))
            {
                let quote: String = text[begin as usize..end as usize].iter().collect();
                let is_party = keys.contains_key("as");
                let given = keys.get("as").filter(|v| v.is_string()).unwrap_or(&keys["text"]);
                let given = given.as_str().expect("words");
                if is_party {
                    assert_eq!(one_line(&quote), one_line(given), "{path}");
                } else {
                    assert_eq!(quote, given, "{path}");
                }
            }
            keys.iter().for_each(|(key, value)| check_quotes(value, text, &format!("{path}/{key}")));
        }
        Value::Array(items) => items.iter().enumerate().for_each(|(i, value)| check_quotes(value, text, &format!("{path}/{i}"))),
        _ => {}
    }
}

fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn sentences_are_in_order_and_within_the_text() {
    for record in records() {
        let length = record["report"]["text"].as_str().expect("a text").chars().count() as u64;
        let mut last = 0;
        for sentence in record["sentences"].as_array().expect("a list") {
            let (begin, end) = (sentence[0].as_u64().expect("begin"), sentence[1].as_u64().expect("end"));
            assert!(last <= begin && begin < end && end <= length, "{sentence}");
            last = end;
        }
    }
}

#[test]
fn records_keep_to_the_printed_schema() {
    let output = Command::new(env!("CARGO_BIN_EXE_diurna")).arg("schema").output().expect("the program runs");
    let schema: Value = serde_json::from_slice(&output.stdout).expect("the schema is JSON");
    for record in records() {
        if let Err(wrong) = schema::check(&record, &schema) {
            panic!("{wrong}");
        }
    }
    assert!(
        schema::check(&serde_json::json!({"report": 1}), &schema).is_err(),
        "a check that lets everything pass checks nothing"
    );
}

#[test]
fn the_table_of_events_has_a_row_for_each_event() {
    let events: usize = records().iter().map(|r| r["events"].as_array().expect("a list").len()).sum();
    let output = diurna(&["read", "--format", "csv"]);
    let mut table = csv::Reader::from_reader(&output.stdout[..]);
    assert_eq!(table.headers().expect("a header").len(), diurna::events_csv::COLUMNS.len());
    assert_eq!(table.records().filter(|row| row.is_ok()).count(), events);
}

#[test]
fn conllu_has_ten_columns_and_one_root_or_more_a_sentence() {
    let output = diurna(&["analyze"]);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    for block in text.split("\n\n").filter(|b| !b.trim().is_empty()) {
        let rows: Vec<Vec<&str>> = block.lines().filter(|l| !l.starts_with('#')).map(|l| l.split('\t').collect()).collect();
        assert!(rows.iter().all(|row| row.len() == 10 && row.iter().all(|cell| !cell.is_empty())), "{block}");
        assert!(rows.iter().any(|row| row[6] == "0" && row[7] == "ROOT"), "{block}");
        for (i, row) in rows.iter().enumerate() {
            assert_eq!(row[0], (i + 1).to_string());
            assert!(row[6].parse::<usize>().is_ok_and(|head| head <= rows.len() && head != i + 1), "{block}");
        }
    }
}

#[test]
fn readme_shows_what_the_program_prints() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let readme = std::fs::read_to_string(root.join("README.md")).expect("README.md");
    let command = "read samples/minsk-ceasefire.txt`)";
    let (_, behind) = readme.split_once(command).expect("README names the command");
    let shown = behind.split("```\n").nth(1).expect("README shows the output");
    let output =
        Command::new(env!("CARGO_BIN_EXE_diurna")).args(["read", "samples/minsk-ceasefire.txt"]).current_dir(root).output();
    let printed = String::from_utf8(output.expect("the program runs").stdout).expect("UTF-8");
    assert_eq!(shown.trim_end(), printed.trim_end());
}
