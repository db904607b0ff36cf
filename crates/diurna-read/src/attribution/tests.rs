//! Sentences of our own for each mechanism: speaker, cue and content. In: text. Out: "speaker | cue | content | kind" a statement.

use crate::{Reader, embedded_pack};
use diurna_lang::English;
use diurna_model::Report;
use std::sync::OnceLock;

fn reader() -> &'static Reader {
    static READER: OnceLock<Reader> = OnceLock::new();
    READER.get_or_init(|| Reader::new(English::load().expect("model"), embedded_pack().expect("pack")))
}

fn told(text: &str) -> Vec<String> {
    let report = Report { id: "t".to_owned(), text: text.to_owned(), ..Report::default() };
    let reading = reader().read(&report);
    let shown = |s: &diurna_model::reading::Statement| {
        let speaker = s.speaker.as_ref().map_or("-".to_owned(), |p| p.name_in(text));
        format!("{speaker} | {} | {} | {}", s.cue.of(text), s.content.of(text), s.kind.as_str())
    };
    reading.statements.iter().map(shown).collect()
}

#[track_caller]
fn reads(text: &str, wanted: &[&str]) {
    assert_eq!(told(text), wanted, "{text}");
}

#[test]
fn takes_the_clause_behind_a_verb_of_saying() {
    reads("The mayor said the bridge was closed on Monday.", &["mayor | said | the bridge was closed on Monday | indirect"]);
    reads("The army said that rebels had shelled the town.", &["army | said | rebels had shelled the town | indirect"]);
}

#[test]
fn leaves_the_person_told_out() {
    reads("The mayor told reporters that the bridge was closed.", &["mayor | told | the bridge was closed | indirect"]);
}

#[test]
fn takes_the_clause_before_a_tag() {
    reads("The bridge was closed, the mayor said.", &["mayor | said | The bridge was closed | indirect"]);
}

#[test]
fn takes_a_quote_with_its_tag_behind() {
    reads("“The bridge is closed,” the mayor said.", &["mayor | said | The bridge is closed | direct"]);
    reads("“The bridge is closed,” said the mayor.", &["mayor | said | The bridge is closed | direct"]);
}

#[test]
fn keeps_a_split_quote_in_one_statement() {
    let text = "“The bridge is closed,” the mayor said. “We will open it soon.”";
    reads(text, &["mayor | said | The bridge is closed,” the mayor said. “We will open it soon | direct"]);
}

#[test]
fn takes_a_quote_behind_a_colon_or_a_comma() {
    reads("The mayor said: “The bridge is closed.”", &["mayor | said | The bridge is closed | direct"]);
    reads("The mayor said, “The bridge is closed.”", &["mayor | said | The bridge is closed | direct"]);
}

#[test]
fn supplies_a_missing_opening_mark() {
    reads("The bridge is closed,” the mayor said.", &["mayor | said | The bridge is closed | direct"]);
}

#[test]
fn a_partly_quoted_clause_is_mixed_and_a_scare_quote_is_no_speech() {
    reads("The mayor said the attack was “horrible.”", &["mayor | said | the attack was “horrible | mixed"]);
    reads("The “old bridge” fell into the river.", &[]);
}

#[test]
fn takes_what_a_source_is_named_for() {
    reads("According to the mayor, the bridge was closed.", &["mayor | According to | the bridge was closed | indirect"]);
    reads("The bridge was closed, according to the mayor.", &["mayor | according to | The bridge was closed | indirect"]);
}

#[test]
fn takes_accusations_demands_and_descriptions_from_behind_the_cue() {
    reads("Syria accused Israel of bombing the airport.", &["Syria | accused | Israel of bombing the airport | indirect"]);
    reads("The mayor urged residents to leave the town.", &["mayor | urged | residents to leave the town | indirect"]);
    reads("The mayor described the attack as a crime.", &["mayor | described | the attack as a crime | indirect"]);
}

#[test]
fn a_participle_speaks_for_the_subject_of_its_clause() {
    let text = "The mayor addressed a conference, saying that the bridge was closed.";
    reads(text, &["mayor | saying | the bridge was closed | indirect"]);
}

#[test]
fn a_speaker_is_brought_in_with_its_article_and_description() {
    let text = "The dockers’ union, founded in 1920, said the port was shut.";
    let report = Report { id: "t".to_owned(), text: text.to_owned(), ..Report::default() };
    let reading = reader().read(&report);
    let here: Vec<&str> = reading.statements.iter().filter_map(|s| s.speaker.as_ref()).map(|p| p.here.of(text)).collect();
    assert_eq!(here, ["The dockers’ union, founded in 1920"]);
    let text = "The union said the port was shut.";
    let report = Report { id: "t".to_owned(), text: text.to_owned(), ..Report::default() };
    let here = reader().read(&report).statements[0].speaker.as_ref().map(|p| p.here.of(text));
    assert_eq!(here, Some("The union"));
}

#[test]
fn nested_sources_are_statements_of_their_own() {
    let text = "The mayor said the army believed the bridge was safe.";
    reads(
        text,
        &["mayor | said | the army believed the bridge was safe | indirect", "army | believed | the bridge was safe | indirect"],
    );
}

#[test]
fn keeps_where_and_to_whom_it_was_said() {
    for (text, occasion) in [
        ("The mayor said in an interview with the Courier that the road was open.", Some("in an interview with the Courier")),
        ("The mayor told reporters that the road was open.", Some("reporters")),
        ("The mayor told reporters after the meeting that they had agreed on a price.", Some("reporters after the meeting")),
        ("At a meeting with farmers, the mayor said the road was open.", Some("At a meeting with farmers")),
        ("“The road is open,” the mayor said on state television.", Some("on state television")),
        ("The mayor said on Monday the road was open.", None),
    ] {
        let report = Report { id: "t".to_owned(), text: text.to_owned(), ..Report::default() };
        let reading = reader().read(&report);
        let told = reading.statements.first().and_then(|s| s.occasion).map(|o| o.of(text));
        assert_eq!(told, occasion, "{text}");
    }
}

#[test]
fn any_text_gives_statements() {
    for text in [
        "",
        "”",
        "said",
        "said:",
        "“,” said",
        "(A)",
        "ABCD:",
        "as",
        "According to",
        "“said",
        "é: “é” said é.",
        "\n\nsaid\n\n",
        "X said, “",
    ] {
        told(text);
    }
}
