//! Who says what, in sentences of our own. In: `saying.txt`. Out: a failure for each case whose statements are not those it names.
//! A `todo` case that reads well is a failure too: it is done and its mark should go.

use diurna_lang::English;
use diurna_model::Report;
use diurna_model::reading::Statement;
use diurna_read::{Reader, embedded_pack};
use std::sync::OnceLock;

const NOBODY: &str = "none";

/// A text and its statements, each "speaker | cue | content" or "speaker | cue | content | kind". No statements: a trap.
struct Case {
    line: usize,
    text: String,
    /// Why the reader cannot do it yet.
    todo: Option<String>,
    wanted: Vec<String>,
}

fn cases() -> Vec<Case> {
    let mut out: Vec<Case> = Vec::new();
    for (n, line) in include_str!("saying.txt").lines().enumerate() {
        match line.strip_prefix("  => ") {
            Some(statement) => out.last_mut().expect("statements stand below their text").wanted.push(statement.to_owned()),
            None if line.is_empty() || line.starts_with('#') => {}
            None => out.push(case(n + 1, line)),
        }
    }
    for case in &mut out {
        assert!(!case.wanted.is_empty(), "saying.txt:{}: a text with nothing wanted", case.line);
        case.wanted.retain(|w| w != NOBODY);
    }
    out
}

fn case(line: usize, words: &str) -> Case {
    let (todo, text) = match words.strip_prefix("todo [").map(|w| w.split_once("] ").expect("a todo names its cause")) {
        Some((cause, text)) => (Some(cause.to_owned()), text),
        None => (None, words),
    };
    Case { line, text: text.replace("\\n", "\n"), todo, wanted: Vec::new() }
}

/// The statements of a text as a case writes them, with their kinds.
fn told(text: &str) -> Vec<String> {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER
        .get_or_init(|| Reader::new(English::load().expect("the embedded model"), embedded_pack().expect("the embedded pack")));
    let report = Report { id: "saying".to_owned(), text: text.to_owned(), ..Report::default() };
    let line = |s: &Statement| {
        let speaker = s.speaker.as_ref().map_or("-".to_owned(), |p| p.name_in(text));
        let content = s.content.of(text).replace('\n', "\\n");
        format!("{speaker} | {} | {content} | {}", s.cue.of(text), s.kind.as_str())
    };
    reader.read(&report).statements.iter().map(line).collect()
}

/// Each wanted statement is told once and nothing besides; a kind counts where the case names one.
fn same(wanted: &[String], told: &[String]) -> bool {
    let mut rest: Vec<&str> = told.iter().map(String::as_str).collect();
    for want in wanted {
        let is = |got: &&str| got == want || got.rsplit_once(" | ").is_some_and(|(bare, _)| bare == want);
        let Some(at) = rest.iter().position(is) else { return false };
        rest.remove(at);
    }
    rest.is_empty()
}

fn lines(statements: &[String], label: &str) -> String {
    let all = if statements.is_empty() { vec![NOBODY.to_owned()] } else { statements.to_vec() };
    all.iter().map(|s| format!("\n    {label} {s}")).collect()
}

#[test]
fn every_sentence_tells_who_says_what() {
    let (cases, mut wrong) = (cases(), Vec::new());
    for case in &cases {
        let told = told(&case.text);
        let place = format!("saying.txt:{}: {}", case.line, case.text.replace('\n', "\\n"));
        match (same(&case.wanted, &told), &case.todo) {
            (true, Some(cause)) => wrong.push(format!("{place}\n    reads well now: take \"todo [{cause}]\" away")),
            (false, None) => wrong.push(format!("{place}{}{}", lines(&case.wanted, "wanted"), lines(&told, "found "))),
            _ => {}
        }
    }
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

#[test]
fn a_third_of_the_cases_are_traps() {
    let cases = cases();
    let traps = cases.iter().filter(|c| c.wanted.is_empty()).count();
    assert!(cases.len() >= 200, "only {} cases", cases.len());
    assert!(3 * traps >= cases.len(), "only {traps} traps in {} cases", cases.len());
}

#[test]
fn no_sentence_stands_twice() {
    let mut texts: Vec<String> = cases().into_iter().map(|c| c.text).collect();
    texts.sort();
    assert!(texts.windows(2).all(|w| w[0] != w[1]), "{:?}", texts.windows(2).find(|w| w[0] == w[1]));
}
