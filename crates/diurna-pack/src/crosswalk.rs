//! `cameo.tsv` and `acled.toml`: what a record is called in other ontologies. In: tables people edit. Out: [`Crosswalk`], asked with a
//! CAMEO code or an event. Refused: codes without parent, codes that stand twice, unknown types, classes and names; it never guesses.

mod acled;
mod cameo;

pub use cameo::Code;

use crate::Source;
use crate::diagnostic::Findings;
use crate::ontology::Ontology;
use acled::Acled;
use diurna_model::reading::Event;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// CAMEO's codes, and the way from a record to ACLED's types.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Crosswalk {
    codes: BTreeMap<String, Code>,
    acled: Acled,
}

/// What an event is called elsewhere. A field is `None` where its own fields do not say.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Elsewhere<'c> {
    /// CAMEO's two digits, and the three of GDELT's "base code".
    pub root: Option<&'c str>,
    pub base: Option<&'c str>,
    /// -10 to 10
    pub goldstein: Option<f64>,
    pub acled_event: Option<&'c str>,
    pub acled_sub_event: Option<&'c str>,
}

impl Crosswalk {
    /// All codes, in order.
    pub fn codes(&self) -> impl Iterator<Item = &Code> {
        self.codes.values()
    }

    pub fn code(&self, code: &str) -> Option<&Code> {
        self.codes.get(code)
    }

    /// The codes above `code`, the root first, and itself.
    pub fn line(&self, code: &str) -> Vec<&Code> {
        let mut line: Vec<&Code> =
            std::iter::successors(self.code(code), |c| c.parent.as_deref().and_then(|p| self.code(p))).collect();
        line.reverse();
        line
    }

    /// What `event` is called in CAMEO's hierarchy, on Goldstein's scale and in ACLED.
    pub fn of(&self, event: &Event) -> Elsewhere<'_> {
        let line = event.cameo.as_deref().map(|code| self.line(code)).unwrap_or_default();
        let digits = |n: usize| line.iter().find(|c| c.code.len() == n).map(|c| c.code.as_str());
        let acled = self.acled.of(event);
        Elsewhere {
            root: digits(2),
            base: digits(3),
            goldstein: line.last().and_then(|c| c.goldstein),
            acled_event: acled.map(|row| row.event.as_str()),
            acled_sub_event: acled.and_then(|row| row.sub_event.as_deref()),
        }
    }

    /// ACLED's event and sub-event types of `code`, with what else must hold ("actors armed; recipients civilian").
    pub fn acled_of(&self, code: &str) -> Vec<(String, String)> {
        self.acled.of_code(code)
    }

    /// A hint against a code that the table lacks; `None` when it is there, or when there is no table to look into.
    pub(crate) fn missing(&self, code: &str) -> Option<String> {
        if self.codes.is_empty() || self.codes.contains_key(code) {
            return None;
        }
        let known = (2..code.len()).rev().filter_map(|n| code.get(..n)).find(|c| self.codes.contains_key(*c));
        Some(match known {
            Some(parent) => {
                let below = self.codes().filter(|c| c.parent.as_deref() == Some(parent)).map(|c| c.code.as_str());
                format!("codes stand in cameo.tsv; under {parent} it has {}", below.collect::<Vec<_>>().join(" "))
            }
            None => "codes stand in cameo.tsv: two, three or four digits in quotes, as \"020\"".to_owned(),
        })
    }
}

pub(crate) fn read(sources: &[Source], ontology: &Ontology, findings: &mut Findings) -> Crosswalk {
    Crosswalk { codes: cameo::read(sources, ontology, findings), acled: acled::read(sources, findings) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile;

    fn sources(rule_code: &str, type_code: &str) -> [Source; 4] {
        let types = format!("[[type]]\nname = 'ASSAULT'\nquad = 'material conflict'\ncameo = '{type_code}'\nabout = 'x'\n");
        let rule = format!(
            "[[rule]]\nname = 'a'\ntype = 'ASSAULT'\nframe = 'transitive'\ncameo = '{rule_code}'\nverbs = ['strike']\n\
             yes = [{{ text = 'A struck B.' }}]\nno = [{{ text = 'A struck gold.', why = 'x' }}]\n"
        );
        let codes = "code\tparent\tlabel\tquad\tgoldstein\ttype\tmode\tsource\n\
            19\t\tfight\tmaterial conflict\t-10\tASSAULT\t\tC\n190\t19\tforce\tmaterial conflict\t-10\tASSAULT\t\tC\n";
        let frames = "[[frame]]\nname = 'transitive'\nabout = 'x'\nverb = { actor = ['subject'] }\n";
        [("cameo.tsv", codes), ("frames.toml", frames), ("ontology.toml", &types), ("rules/a.toml", &rule)]
            .map(|(path, text)| Source::new(path, text))
    }

    #[test]
    fn the_line_of_a_code_starts_with_its_root() {
        let pack = compile(&sources("190", "19")).expect("sound");
        let line: Vec<&str> = pack.crosswalk.line("190").iter().map(|c| c.code.as_str()).collect();
        assert_eq!(line, ["19", "190"]);
        assert!(pack.crosswalk.line("999").is_empty());
    }

    #[test]
    fn codes_of_rules_and_types_that_the_table_lacks_are_told_with_place_and_hint() {
        let error = compile(&sources("199", "xx")).expect_err("two mistakes");
        let told: Vec<String> = error.0.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "ontology.toml:4:9: no CAMEO code is called `xx` (codes stand in cameo.tsv: two, three or four digits in quotes, as \"020\")",
                "rules/a.toml:5:9: no CAMEO code is called `199` (codes stand in cameo.tsv; under 19 it has 190)",
            ]
        );
    }
}
