//! `quantities.toml`: number words with their values, and the words around a number that make it a bound or a guess.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Quantities {
    /// "twelve" → 12
    pub ones: BTreeMap<String, u64>,
    /// "thousand" → 1000: multiplies what stands before it.
    pub scales: BTreeMap<String, u64>,
    /// Words of a lower bound ("least", "more", "over").
    pub low: BTreeSet<String>,
    /// Words of an upper bound ("up", "most").
    pub high: BTreeSet<String>,
    /// Words of a guess ("about", "some").
    pub about: BTreeSet<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    ones: BTreeMap<String, u64>,
    #[serde(default)]
    scales: BTreeMap<String, u64>,
    #[serde(default)]
    low: Vec<String>,
    #[serde(default)]
    high: Vec<String>,
    #[serde(default)]
    about: Vec<String>,
}

impl Quantities {
    /// The value of number words in order ("two", "hundred" → 200; "34,000" → 34000); `None` when any is no number.
    pub fn value<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> Option<u64> {
        let (mut total, mut current, mut any) = (0_u64, None::<u64>, false);
        for word in words {
            let word = word.to_lowercase();
            any = true;
            if let Some(&scale) = self.scales.get(&word) {
                let scaled = current.unwrap_or(1).checked_mul(scale)?;
                if scale < 1000 {
                    current = Some(scaled);
                } else {
                    total = total.checked_add(scaled)?;
                    current = None;
                }
                continue;
            }
            let value = self.ones.get(&word).copied().or_else(|| digits(&word))?;
            current = Some(current.unwrap_or(0).checked_add(value)?);
        }
        if any { total.checked_add(current.unwrap_or(0)) } else { None }
    }
}

/// "34,000" or "12"; decimals and anything else are refused.
fn digits(word: &str) -> Option<u64> {
    let groups: Vec<&str> = word.split(',').collect();
    let well =
        groups[1..].iter().all(|g| g.len() == 3) && groups.iter().all(|g| !g.is_empty() && g.bytes().all(|b| b.is_ascii_digit()));
    if well { groups.concat().parse().ok() } else { None }
}

pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Quantities {
    let mut quantities = Quantities::default();
    for source in sources.iter().filter(|s| kind_of(s) == "quantities.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        quantities.ones.extend(file.ones);
        quantities.scales.extend(file.scales);
        quantities.low.extend(file.low);
        quantities.high.extend(file.high);
        quantities.about.extend(file.about);
    }
    quantities
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Quantities {
        let text = "ones = { two = 2, thirty = 30 }\nscales = { hundred = 100, thousand = 1000, dozen = 12 }";
        let mut findings = Findings::default();
        let quantities = read(&[Source::new("quantities.toml", text)], &mut findings);
        assert!(findings.into_result(()).is_ok());
        quantities
    }

    #[test]
    fn reads_words_and_digits() {
        let q = sample();
        for (words, value) in
            [("34,000", 34_000), ("two hundred", 200), ("thirty two", 32), ("two dozen", 24), ("two thousand 5", 2005)]
        {
            assert_eq!(q.value(words.split(' ')), Some(value), "{words}");
        }
    }

    #[test]
    fn refuses_what_is_no_whole_number() {
        let q = sample();
        for words in ["", "1.5", "34,00", "3-4", "several", "18446744073709551615 thousand"] {
            assert_eq!(q.value(words.split(' ').filter(|w| !w.is_empty())), None, "{words}");
        }
    }
}
