//! `cameo.tsv`: CAMEO's codes with their parents, classes, Goldstein's values and PLOVER's types. Refused: codes that are not two to
//! four digits, a missing parent, a code that stands twice, an unknown class or type, a value beyond Goldstein's scale.

use crate::diagnostic::Findings;
use crate::names::table::{Row, Table};
use crate::ontology::Ontology;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A CAMEO code.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Code {
    pub code: String,
    /// The code one digit shorter; roots have none.
    pub parent: Option<String>,
    /// What it covers, in our words.
    pub label: String,
    /// CAMEO's class; a record has its type's.
    pub quad: String,
    /// -10 (conflict) to 10 (cooperation); `None` where the published conversion has no value.
    pub goldstein: Option<f64>,
    /// The event type the code falls under, and its mode.
    pub kind: Option<String>,
    pub mode: Option<String>,
    /// Where each fact is from: letters that the table's head explains.
    pub source: String,
}

const COLUMNS: [&str; 8] = ["code", "parent", "label", "quad", "goldstein", "type", "mode", "source"];
const QUADS: [&str; 4] = ["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"];

pub(super) fn read(sources: &[Source], ontology: &Ontology, findings: &mut Findings) -> BTreeMap<String, Code> {
    let mut codes = BTreeMap::new();
    for source in sources.iter().filter(|s| kind_of(s) == "cameo.tsv") {
        let Some(table) = Table::new(source, &COLUMNS, findings) else { continue };
        let mut here = BTreeSet::new();
        for row in table.rows(findings) {
            let Some(code) = code(&row, ontology, findings) else { continue };
            if !here.insert(code.code.clone()) {
                row.wrong("code", format!("code {} stands twice", code.code), "keep one row", findings);
            }
            if let Some(parent) = code.parent.as_deref().filter(|p| !codes.contains_key(*p)) {
                row.wrong("parent", format!("no code is called {parent}"), "parents stand above what is under them", findings);
            }
            codes.insert(code.code.clone(), code);
        }
    }
    codes
}

fn code(row: &Row, ontology: &Ontology, findings: &mut Findings) -> Option<Code> {
    let code = row.needed("code", findings)?;
    if !(2..=4).contains(&code.len()) || !code.bytes().all(|b| b.is_ascii_digit()) {
        row.wrong("code", format!("`{code}` is no CAMEO code"), "two, three or four digits", findings);
        return None;
    }
    let parent = row.optional("parent");
    let above = (code.len() > 2).then(|| code[..code.len() - 1].to_owned());
    if parent != above {
        let hint = above.as_deref().map_or("a root has none".to_owned(), |a| format!("it is {a}"));
        row.wrong("parent", format!("`{}` is not the parent of {code}", row.get("parent")), &hint, findings);
    }
    let quad = row.needed("quad", findings)?;
    if !QUADS.contains(&quad) {
        row.wrong("quad", format!("no class is called `{quad}`"), &QUADS.join(", "), findings);
    }
    let goldstein: Option<f64> = row.number("goldstein", findings);
    if goldstein.is_some_and(|g| !(-10.0..=10.0).contains(&g)) {
        row.wrong("goldstein", "beyond Goldstein's scale", "-10 to 10", findings);
    }
    let kind = row.optional("type");
    if kind.as_deref().is_some_and(|k| ontology.get(k).is_none()) {
        row.wrong("type", format!("no event type is called `{}`", row.get("type")), "types stand in ontology.toml", findings);
    }
    Some(Code {
        code: code.to_owned(),
        parent,
        label: row.needed("label", findings)?.to_owned(),
        quad: quad.to_owned(),
        goldstein,
        kind,
        mode: row.optional("mode"),
        source: row.needed("source", findings)?.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "code\tparent\tlabel\tquad\tgoldstein\ttype\tmode\tsource\n";

    fn of(rows: &str) -> Result<BTreeMap<String, Code>, crate::Diagnostics> {
        let mut findings = Findings::default();
        let codes = read(&[Source::new("cameo.tsv", format!("{HEAD}{rows}"))], &Ontology::default(), &mut findings);
        findings.into_result(codes)
    }

    #[test]
    fn a_row_gives_what_the_table_says() {
        let codes =
            of("19\t\tfight\tmaterial conflict\t-10.0\t\t\tC\n190\t19\tforce\tmaterial conflict\t\t\t\tC\n").expect("sound");
        assert_eq!((codes["19"].goldstein, codes["190"].goldstein), (Some(-10.0), None));
        assert_eq!(codes["190"].parent.as_deref(), Some("19"));
    }

    #[test]
    fn every_mistake_is_told_with_its_line_and_column() {
        let rows = "19\t\tfight\tmaterial conflict\t-11\t\t\tC\n19\t\tfight\tloud conflict\t\t\t\tC\n1911\t191\tx\tmaterial conflict\t\tWAR\t\tC\nA1\t\tx\t\t\t\t\t\n";
        let error = of(rows).expect_err("mistakes");
        let told: Vec<String> = error.0.iter().map(|d| format!("{}:{} {}", d.line, d.column, d.message)).collect();
        assert_eq!(
            told,
            [
                "2:29 beyond Goldstein's scale",
                "3:1 code 19 stands twice",
                "3:11 no class is called `loud conflict`",
                "4:6 no code is called 191",
                "4:31 no event type is called `WAR`",
                "5:1 `A1` is no CAMEO code",
            ]
        );
    }
}
