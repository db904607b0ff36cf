//! Ambiguous places in sentences of our own, with the one meant, or none; and the places that events get.

use diurna_lang::English;
use diurna_model::mention::Site;
use diurna_model::{Reading, Report};
use diurna_read::{Reader, embedded_pack};
use std::sync::OnceLock;

fn read(text: &str) -> Reading {
    static READER: OnceLock<Reader> = OnceLock::new();
    let reader = READER
        .get_or_init(|| Reader::new(English::load().expect("the embedded model"), embedded_pack().expect("the embedded pack")));
    reader.read(&Report { id: "claim".to_owned(), text: text.to_owned(), ..Report::default() })
}

/// Whether a place, or what is found instead, is what the table says; else what it is.
fn differs(text: &str, word: &str, expected: &str) -> Option<String> {
    let reading = read(text);
    let found = reading.places.iter().find(|p| p.here.of(text) == word);
    let Some(place) = found else { return (expected != "none").then(|| "none".to_owned()) };
    let Some(site) = &place.site else { return (!["unknown", "none"].contains(&expected)).then(|| "unknown".to_owned()) };
    let fits = match expected {
        "none" => site.kind == "part of a name",
        "unknown" => false,
        "doubt" => site.ambiguous,
        _ => is_told(site, expected),
    };
    let told = || format!("{} {:?} {:?} {} doubt {}", site.name, site.country, site.admin1, site.kind, site.ambiguous);
    (!fits).then(told)
}

/// "USA Texas", "LBN", "sea".
fn is_told(site: &Site, expected: &str) -> bool {
    let (country, division) = expected.split_once(' ').unwrap_or((expected, ""));
    let place = site.country.as_deref() == Some(country) && (division.is_empty() || site.admin1.as_deref() == Some(division));
    place || site.kind == expected || site.precision == expected
}

#[test]
fn every_row_of_the_table_is_the_place_it_says() {
    let (mut rows, mut undecided, mut wrong) = (0, 0, Vec::new());
    for line in include_str!("places.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [text, word, expected] = cells[..] else { panic!("a row has three cells: {line}") };
        rows += 1;
        undecided += usize::from(["none", "unknown", "doubt"].contains(&expected));
        wrong.extend(differs(text, word, expected).map(|is| format!("{text}\n  {word} is {is}, not {expected}")));
    }
    assert!(wrong.is_empty(), "{} of {rows} rows:\n{}", wrong.len(), wrong.join("\n"));
    assert!(rows >= 150 && undecided >= 25, "only {rows} rows, {undecided} of them undecided");
}

/// The words of the place of the first event of a type.
fn place_of<'t>(text: &'t str, kind: &str) -> &'t str {
    let reading = read(text);
    let event = reading.events.iter().find(|e| e.kind == kind).unwrap_or_else(|| panic!("no {kind} in {text}"));
    event.place.as_ref().map_or("none", |p| p.named.unwrap_or(p.here).of(text))
}

#[test]
fn an_act_is_where_it_happened_and_words_where_they_were_spoken() {
    let cases = [
        ("The rebels shelled the village of Oruz on Monday.", "ASSAULT", "Oruz"),
        ("The minister called for a ceasefire in Syria.", "REQUEST", "none"),
        ("Speaking on Monday, the envoy condemned the attack in Baghdad.", "ACCUSE", "none"),
        ("Chad and Niger signed a deal between Chad and Niger.", "AGREE", "none"),
        ("Rebels hid in the forest near Makurdi. Police attacked them there on Monday.", "ASSAULT", "Makurdi"),
    ];
    for (text, kind, place) in cases {
        assert_eq!(place_of(text, kind), place, "{text}");
    }
}

#[test]
fn a_capital_is_that_of_the_state_beside_it() {
    for (text, name) in [
        ("Protesters clashed with police in the Kenyan capital on Monday.", "Nairobi"),
        ("Gunmen attacked a hotel in the capital of Mali.", "Bamako"),
        ("Gunmen attacked a hotel in Somalia's capital.", "Mogadishu"),
    ] {
        let reading = read(text);
        let place = reading.events.iter().find_map(|e| e.place.as_ref()).unwrap_or_else(|| panic!("no place in {text}"));
        assert_eq!(place.site.as_ref().map(|s| s.name.as_str()), Some(name), "{text}");
    }
}

#[test]
fn a_place_beside_an_adjective_and_in_a_name_says_so() {
    let text = "British police spoke to the Bank of Texas in London.";
    let kinds: Vec<(&str, String)> = read(text)
        .places
        .iter()
        .map(|p| (p.here.of(text), p.site.as_ref().map_or("unknown".to_owned(), |s| s.kind.clone())))
        .collect();
    let told = |word: &str, kind: &str| kinds.contains(&(word, kind.to_owned()));
    assert!(told("British", "adjective") && told("London", "capital"), "{kinds:?}");
    assert!(!told("Texas", "admin1"), "{kinds:?}");
}
