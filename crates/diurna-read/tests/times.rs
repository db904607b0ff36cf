//! Time expressions in sentences of our own, with their types and values; and the times that events get.

use diurna_lang::English;
use diurna_model::{Published, Reading, Report};
use diurna_read::{Reader, embedded_pack};
use std::sync::OnceLock;

fn read(text: &str, published: &str) -> Reading {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER
        .get_or_init(|| Reader::new(English::load().expect("the embedded model"), embedded_pack().expect("the embedded pack")));
    let published = Published::parse(published);
    reader.read(&Report { id: "claim".to_owned(), text: text.to_owned(), published, ..Report::default() })
}

/// "words | type | value" of each time.
fn told(text: &str, published: &str) -> String {
    let reading = read(text, published);
    let line =
        |t: &diurna_model::mention::Time| format!("{} | {} | {}", t.span.of(text), t.kind, t.value.as_deref().unwrap_or("-"));
    let all: Vec<String> = reading.times.iter().map(line).collect();
    if all.is_empty() { "none".to_owned() } else { all.join(" ; ") }
}

#[test]
fn every_row_of_the_table_reads_as_it_says() {
    let (mut published, mut rows, mut wrong) = ("", 0, Vec::new());
    for line in include_str!("times.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        if let Some(day) = line.strip_prefix("@ ") {
            published = day;
            continue;
        }
        let (sentence, expected) = line.split_once(" => ").expect("a row has an arrow");
        let got = told(sentence, published);
        rows += 1;
        if got != expected {
            wrong.push(format!("{sentence}\n  is  {got}\n  not {expected}"));
        }
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 150, "only {rows} rows");
}

/// The time of the first event of a type: "words | value | start | until".
fn when(text: &str, published: &str, kind: &str) -> String {
    let reading = read(text, published);
    let Some(event) = reading.events.iter().find(|e| e.kind == kind) else { return "no event".to_owned() };
    let Some(time) = &event.time else { return "none".to_owned() };
    let day = |d: Option<jiff::civil::Date>| d.map_or("-".to_owned(), |d| d.to_string());
    format!("{} | {} | {} | {}", time.span.of(text), time.value.as_deref().unwrap_or("-"), day(time.start), day(time.until))
}

const DAY: &str = "2016-12-23";

#[test]
fn an_act_has_the_time_of_its_own_clause() {
    let text = "The rebels shelled the village on Tuesday, and the police arrested two farmers on Thursday.";
    assert_eq!(when(text, DAY, "ASSAULT"), "Tuesday | 2016-12-20 | 2016-12-20 | 2016-12-21");
    assert_eq!(when(text, DAY, "COERCE"), "Thursday | 2016-12-22 | 2016-12-22 | 2016-12-23");
}

#[test]
fn a_noun_of_an_act_has_the_day_that_belongs_to_it() {
    assert_eq!(when("Norway condemned Tuesday's attack on the village.", DAY, "ACCUSE"), "none");
    assert!(when("Norway condemned Tuesday's attack on the village.", DAY, "ASSAULT").starts_with("Tuesday | 2016-12-20"));
}

#[test]
fn the_day_of_words_is_not_that_of_what_they_are_about() {
    let text = "On Wednesday, Norway condemned the attack on the village.";
    assert!(when(text, DAY, "ACCUSE").starts_with("Wednesday"));
    assert_eq!(when(text, DAY, "ASSAULT"), "none");
    let text = "Norway said on Monday that it would send food to Ghana next week.";
    assert!(when(text, DAY, "AGREE").starts_with("Monday | 2016-12-19"));
}

#[test]
fn the_day_of_who_acts_and_of_what_is_done_besides_is_that_of_the_act() {
    assert!(when("Tuesday's attack killed twelve farmers.", DAY, "ASSAULT").starts_with("Tuesday | 2016-12-20"));
    let text = "The minister, speaking in Oslo on Friday, accused Ghana of shelling the village last month.";
    assert!(when(text, DAY, "ACCUSE").starts_with("Friday | 2016-12-23"));
    assert!(when(text, DAY, "ASSAULT").starts_with("last month | 2016-11"));
}

#[test]
fn what_comes_before_or_after_a_time_is_not_at_it() {
    let text = "Two days after the raid, the army shelled the village.";
    assert_eq!(when(text, DAY, "ASSAULT"), "Two days after the raid | - | - | -");
    assert_eq!(when("Before the vote on June 3, rebels attacked the village.", DAY, "ASSAULT"), "none");
    assert_eq!(when("The strikes came hours after Ghana threatened to attack Togo.", DAY, "THREATEN"), "none");
    assert_eq!(when("By Sunday, the army had retaken the town.", DAY, "CONTROL"), "By Sunday | 2016-12-18 | - | 2016-12-19");
}

#[test]
fn an_act_below_another_has_its_time() {
    let text = "The rebels fired rockets at the village on Monday, killing two farmers.";
    assert!(when(text, DAY, "ASSAULT").starts_with("Monday | 2016-12-19"));
    let text = "The minister will visit Ghana on January 3, where he will meet the president of Ghana.";
    assert!(when(text, DAY, "CONSULT").starts_with("January 3 | 2017-01-03"));
}

#[test]
fn what_goes_on_since_a_day_has_no_end() {
    let text = "The army has shelled the village since December 15.";
    assert_eq!(when(text, DAY, "ASSAULT"), "since December 15 | 2016-12-15 | 2016-12-15 | -");
}

#[test]
fn the_year_of_another_event_does_not_date_the_act() {
    for (text, words) in [
        ("The army has shelled the village since the war began in 2011.", "since the war began in 2011"),
        ("The army has shelled the village since the start of the siege.", "since the start of the siege"),
    ] {
        assert_eq!(when(text, DAY, "ASSAULT"), format!("{words} | - | - | -"));
    }
    assert_eq!(when("The police arrested a leader of the 2008 uprising.", DAY, "COERCE"), "none");
    assert_eq!(when("The police arrested a man wanted since 2005.", DAY, "COERCE"), "none");
    assert!(when("On Tuesday the police arrested a leader of the 2008 uprising.", DAY, "COERCE").starts_with("Tuesday"));
}

#[test]
fn a_length_is_a_time_only_beside_its_verb() {
    let text = "The army shelled the village over the past three days.";
    assert_eq!(when(text, DAY, "ASSAULT"), "past three days | - | 2016-12-20 | 2016-12-24");
    assert_eq!(when("The court sentenced the rebels to ten years in prison.", DAY, "COERCE"), "none");
    assert_eq!(when("The police arrested a 20-year-old man.", DAY, "COERCE"), "none");
}

#[test]
fn a_month_before_the_tag_is_of_what_is_told_and_a_day_of_the_telling() {
    let text = "In October, the agency said the army had shelled the village.";
    assert!(when(text, DAY, "ASSAULT").starts_with("October | 2016-10"));
    assert_eq!(when("On Tuesday, the agency said the army had shelled the village.", DAY, "ASSAULT"), "none");
}

#[test]
fn a_speech_act_is_of_the_occasion_of_its_speaker() {
    let text = "Erna Solberg condemned the attack on the village. \"It was a crime,\" Solberg said on Tuesday.";
    assert!(when(text, DAY, "ACCUSE").starts_with("Tuesday | 2016-12-20"));
}

#[test]
fn a_date_line_gives_the_day_where_the_metadata_do_not() {
    let text = "Port shut\n\nDecember 23, 2016\n\nThe port was shut on Thursday.";
    assert_eq!(told(text, "none"), "Thursday | DATE | 2016-12-22");
    assert_eq!(told(text, DAY), "Thursday | DATE | 2016-12-22");
    // Another day's line is a time that the report tells.
    assert!(told(text, "2017-01-02").starts_with("December 23, 2016"));
}

#[test]
fn odd_figures_and_cut_words_are_read_without_a_panic() {
    for text in [
        "",
        "'",
        "May",
        "On May",
        "99999999999 years ago",
        "the 0th century",
        "0000-00-00",
        "at 25:99",
        "2 to",
        "a",
        "the last",
        "é. ’90s’",
        "99/99/9999",
        "every",
        "half a",
        "1.2.3.4 p.m.",
        "the 9999 years ago",
        "40,000,000 centuries later",
        "mid-",
        "Q9 2010",
        "31 Feb. of",
    ] {
        read(text, DAY);
        read(&format!("It was {text}"), "9999-12-31");
        read(&format!("On Friday {text}, next {text} and last {text}."), "0001-01-01");
    }
}
