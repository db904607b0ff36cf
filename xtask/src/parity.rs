//! Texts (lines of JSON with `text`) to how far the engine and spaCy 3.8.7 agree on them, by class, with the differences. Python is made
//! ready under `target/parity` unless `--reference FILE` gives what `xtask/python/reference.py` printed before for the same texts.

use crate::wheel::{Error, MODEL};
use diurna_lang::{Analysis, English};
use serde::Deserialize;
use std::collections::HashMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

const CLASSES: [&str; 8] = ["tokens", "tags", "pos", "heads+labels", "sentence starts", "entities", "lemmas", "entity spans"];
/// Differences shown of each class.
const SHOWN: usize = 12;

#[derive(Deserialize)]
struct Line {
    text: String,
}

/// Begin, end, tag, head, label, whether it starts a sentence, lemma, part of speech; offsets in characters.
#[derive(Deserialize)]
struct ReferenceToken(usize, usize, String, Option<usize>, String, bool, String, String);

#[derive(Deserialize)]
struct Reference {
    tokens: Vec<ReferenceToken>,
    entities: Vec<(usize, usize, String)>,
}

#[derive(Deserialize)]
struct Cost {
    cpu_seconds: f64,
    tokens: usize,
}

#[derive(Default)]
struct Tally {
    equal: usize,
    all: usize,
    differences: HashMap<String, usize>,
}

impl Tally {
    fn add(&mut self, equal: bool, difference: impl FnOnce() -> String) {
        self.all += 1;
        if equal {
            self.equal += 1;
        } else {
            *self.differences.entry(difference()).or_default() += 1;
        }
    }
}

pub fn run(arguments: &[String]) -> Result<(), Error> {
    let (mut files, mut reference) = (Vec::new(), None);
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--reference" => reference = Some(PathBuf::from(rest.next().ok_or("--reference needs a file")?)),
            file => files.push(file),
        }
    }
    let mut texts = Vec::new();
    for file in files {
        for line in std::fs::read_to_string(file)?.lines() {
            texts.push(serde_json::from_str::<Line>(line)?.text);
        }
    }
    let printed = match reference {
        Some(path) => std::fs::read_to_string(path)?,
        None => ask_spacy(&texts)?,
    };
    let lines: Vec<&str> = printed.lines().collect();
    if lines.len() != texts.len() + 1 {
        return Err(format!("{} texts, but the reference has {} lines", texts.len(), lines.len()).into());
    }
    compare(&texts, &lines)
}

fn ask_spacy(texts: &[String]) -> Result<String, Error> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folder = root.join("target/parity");
    let python = folder.join("bin/python");
    if !python.exists() {
        checked(Command::new("python3").args(["-m", "venv"]).arg(&folder))?;
        checked(Command::new(&python).args(["-m", "pip", "install", "--quiet", "spacy==3.8.7", "click", MODEL.package]))?;
    }
    let mut child = Command::new(&python)
        .arg(root.join("xtask/python/reference.py"))
        .env("OMP_NUM_THREADS", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()?;
    // The script reads all before it prints.
    let mut input = child.stdin.take().ok_or("no pipe to Python")?;
    for text in texts {
        writeln!(input, "{}", serde_json::json!({ "text": text }))?;
    }
    drop(input);
    let output = child.wait_with_output()?;
    if !output.status.success() {
        return Err("spaCy failed".into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

fn checked(command: &mut Command) -> Result<(), Error> {
    if command.status()?.success() { Ok(()) } else { Err(format!("{command:?} failed").into()) }
}

fn compare(texts: &[String], lines: &[&str]) -> Result<(), Error> {
    let start = cpu_seconds();
    let english = English::load()?;
    let loaded = cpu_seconds();
    let analyses: Vec<Analysis> = texts.iter().map(|text| english.analyze(text)).collect();
    let spent = cpu_seconds() - loaded;
    let mut tallies: [Tally; 8] = Default::default();
    for ((text, line), analysis) in texts.iter().zip(lines).zip(&analyses) {
        compare_text(text, &serde_json::from_str(line)?, analysis, &mut tallies);
    }
    for (name, tally) in CLASSES.iter().zip(&tallies) {
        println!("{name}: {:.3} % ({} of {})", 100.0 * tally.equal as f64 / tally.all.max(1) as f64, tally.equal, tally.all);
        let mut differences: Vec<_> = tally.differences.iter().collect();
        differences.sort_by_key(|&(difference, count)| (std::cmp::Reverse(*count), difference));
        for (difference, count) in differences.into_iter().take(SHOWN) {
            println!("  {count} {difference}");
        }
    }
    let cost: Cost = serde_json::from_str(lines[texts.len()])?;
    let (theirs, ours) = (cost.tokens as f64 / cost.cpu_seconds, cost.tokens as f64 / spent);
    println!("words a CPU-second: engine {ours:.0}, spaCy {theirs:.0}, ratio {:.2}; load {:.2} s", ours / theirs, loaded - start);
    Ok(())
}

fn compare_text(text: &str, reference: &Reference, analysis: &Analysis, tallies: &mut [Tally; 8]) {
    let mut bytes: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    bytes.push(text.len());
    let by_span: HashMap<(usize, usize), usize> =
        analysis.tokens.iter().enumerate().map(|(at, token)| ((token.span.begin, token.span.end), at)).collect();
    let span = |token: &ReferenceToken| (bytes[token.0], bytes[token.1]);
    let starts: std::collections::HashSet<usize> = analysis.sentences.iter().map(|sentence| sentence.start).collect();
    let our_entities = entity_marks(analysis.tokens.len(), analysis.entities.iter().map(|e| (e.tokens.clone(), e.label)));
    let their_ranges = reference.entities.iter().map(|(begin, end, label)| {
        let first = reference.tokens.partition_point(|token| token.0 < *begin);
        (first..reference.tokens.partition_point(|token| token.0 < *end), label.as_str())
    });
    let their_entities = entity_marks(reference.tokens.len(), their_ranges);
    for (at, token) in reference.tokens.iter().enumerate() {
        let word = &text[bytes[token.0]..bytes[token.1]];
        let found = by_span.get(&span(token)).copied();
        tallies[0].add(found.is_some(), || format!("{word:?} near {:?}", around(text, span(token))));
        let Some(number) = found else { continue };
        let ours = &analysis.tokens[number];
        tallies[1].add(ours.tag == token.2, || format!("{word:?} {} {}", token.2, ours.tag));
        tallies[2].add(ours.pos.as_str() == token.7, || format!("{word:?} {} {}", token.7, ours.pos.as_str()));
        let their_head = token.3.map(|head| span(&reference.tokens[head]));
        let our_head = &analysis.tokens[ours.head].span;
        let same = their_head == Some((our_head.begin, our_head.end)) && ours.dep.as_str() == token.4;
        tallies[3].add(same, || format!("{word:?} {} {} to {:?}", token.4, ours.dep.as_str(), our_head.of(text)));
        tallies[4].add(starts.contains(&number) == token.5, || format!("{word:?} near {:?}", around(text, span(token))));
        let (theirs, our) = (&their_entities[at], &our_entities[number]);
        tallies[5].add(theirs == our, || format!("{word:?} {theirs} {our}"));
        tallies[6].add(ours.lemma == token.6.as_str(), || format!("{word:?} {} {}", token.6, ours.lemma));
    }
    for (begin, end, label) in &reference.entities {
        let (begin, end) = (bytes[*begin], bytes[*end]);
        let found = analysis.entities.iter().any(|entity| {
            let tokens = &analysis.tokens[entity.tokens.clone()];
            entity.label == label && tokens[0].span.begin == begin && tokens[tokens.len() - 1].span.end == end
        });
        tallies[7].add(found, || format!("{:?} {label}", &text[begin..end]));
    }
}

/// "B-GPE", "I-GPE" or nothing, a token each.
fn entity_marks<'l>(count: usize, entities: impl Iterator<Item = (std::ops::Range<usize>, &'l str)>) -> Vec<String> {
    let mut marks = vec![String::new(); count];
    for (range, label) in entities {
        for at in range.clone() {
            marks[at] = format!("{}-{label}", if at == range.start { 'B' } else { 'I' });
        }
    }
    marks
}

fn around(text: &str, span: (usize, usize)) -> &str {
    let begin = (0..=span.0.saturating_sub(12)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    let end = ((span.1 + 12).min(text.len())..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    &text[begin..end]
}

/// CPU-seconds of this process, from Linux's /proc; 0 elsewhere. Wall time says nothing on a busy machine.
fn cpu_seconds() -> f64 {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = stat.rsplit(')').next().unwrap_or("");
    after_name.split_whitespace().skip(11).take(2).filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / 100.0
}
