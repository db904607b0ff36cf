//! The table of who held which office when agrees with itself: no office that one alone can hold has two holders on one day, each row
//! has a code and a state or body that are known, and the states most in the news have holders of several.

use std::collections::BTreeMap;

const TABLE: &str = include_str!("../../../knowledge/names/people.tsv");
const STATES: &str = include_str!("../../../knowledge/names/states.tsv");

/// Offices of a state that one alone holds.
const SOLE: [&str; 18] = [
    "president",
    "prime minister",
    "chancellor",
    "king",
    "queen",
    "emir",
    "sultan",
    "emperor",
    "supreme leader",
    "foreign minister",
    "defense minister",
    "interior minister",
    "finance minister",
    "national security adviser",
    "army chief",
    "intelligence chief",
    "speaker of parliament",
    "secretary-general",
];

/// CAMEO's and PLOVER's sectors that a person's code ends with.
const SECTORS: [&str; 17] =
    ["GOV", "MIL", "REB", "OPP", "SPY", "COP", "LEG", "PAR", "CRM", "REL", "ELI", "JUD", "HRI", "REF", "HLH", "NGO", "KUR"];

struct Row {
    name: &'static str,
    code: &'static str,
    country: &'static str,
    office: &'static str,
    start: &'static str,
    end: &'static str,
}

fn rows() -> Vec<Row> {
    let mut lines = TABLE.lines().filter(|l| !l.starts_with('#'));
    let head: Vec<&str> = lines.next().expect("a head").split('\t').collect();
    let at = |name: &str| head.iter().position(|h| *h == name).expect("the column");
    let (name, code, country, office) = (at("name"), at("code"), at("country"), at("office"));
    let (start, end) = (at("start"), at("end"));
    let row = |line: &'static str| {
        let cells: Vec<&'static str> = line.split('\t').collect();
        Row {
            name: cells[name],
            code: cells[code],
            country: cells[country],
            office: cells[office],
            start: cells[start],
            end: if cells[end].is_empty() { "9999-12-31" } else { cells[end] },
        }
    };
    lines.map(row).collect()
}

fn by_office(rows: &[Row]) -> BTreeMap<(&str, &str), Vec<&Row>> {
    let mut all: BTreeMap<(&str, &str), Vec<&Row>> = BTreeMap::new();
    for row in rows.iter().filter(|r| SOLE.contains(&r.office)) {
        let of = if row.country.is_empty() { row.code } else { row.country };
        all.entry((of, row.office)).or_default().push(row);
    }
    for held in all.values_mut() {
        held.sort_by_key(|r| r.start);
    }
    all
}

#[test]
fn no_office_of_one_has_two_holders_on_a_day() {
    let rows = rows();
    assert!(rows.len() >= 2_000, "{}", rows.len());
    let mut wrong = Vec::new();
    for ((of, office), held) in by_office(&rows) {
        for pair in held.windows(2) {
            if pair[1].start < pair[0].end {
                wrong.push(format!(
                    "{of} {office}: {} until {}, {} from {}",
                    pair[0].name, pair[0].end, pair[1].name, pair[1].start
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_row_has_days_in_order_and_a_known_code() {
    let states: Vec<&str> = STATES.lines().filter_map(|l| l.split('\t').nth(1)).collect();
    for row in rows() {
        assert!(!row.start.is_empty() && row.start < row.end, "{} {} {}", row.name, row.start, row.end);
        let known = if row.country.is_empty() {
            row.code.starts_with("IGO") || row.code.starts_with("NGO") || row.code.starts_with("UAF")
        } else {
            states.contains(&row.country)
        };
        assert!(known, "{} {} {}", row.name, row.code, row.country);
        let sector = row.code.get(3..6).unwrap_or_default();
        assert!(row.country.is_empty() || SECTORS.contains(&sector), "{} {}", row.name, row.code);
    }
}

#[test]
fn states_in_the_news_have_holders_of_their_offices() {
    let rows = rows();
    let offices = by_office(&rows);
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for ((of, _), held) in &offices {
        if held.iter().any(|r| r.end > "2010-01-01") && of.len() == 3 {
            *counts.entry(of).or_default() += 1;
        }
    }
    assert!(counts.len() >= 120, "states with an office: {}", counts.len());
    assert!(counts.values().filter(|n| **n >= 2).count() >= 80, "{counts:?}");
}
