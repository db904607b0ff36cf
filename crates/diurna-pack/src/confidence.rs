//! `confidence.toml`: how sure a record is, from its rule's confidence and its doubts, as a share of right records. Fitted on judged
//! records by `cargo xtask calibrate`. Refused: points that do not rise, shares that are none. Without points it changes nothing.

use crate::diagnostic::Findings;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Confidence {
    /// Rule's confidence → share of right records, rising in both.
    points: Vec<(f64, f64)>,
    /// What a doubt adds to the logarithm of the odds.
    doubts: BTreeMap<String, f64>,
}

impl Confidence {
    pub fn new(points: Vec<(f64, f64)>, doubts: BTreeMap<String, f64>) -> Confidence {
        Confidence { points, doubts }
    }

    /// The share of right records among those of a rule of this confidence with these doubts, in thousandths.
    pub fn of<'d>(&self, rule: f64, doubts: impl Iterator<Item = &'d str>) -> f64 {
        let Some(share) = self.on_line(rule) else { return rule };
        let shift: f64 = doubts.filter_map(|d| self.doubts.get(d)).sum();
        let odds = (share / (1.0 - share)).ln() + shift;
        (1000.0 / (1.0 + (-odds).exp())).round() / 1000.0
    }

    fn on_line(&self, rule: f64) -> Option<f64> {
        let (&(first, low), &(last, high)) = (self.points.first()?, self.points.last()?);
        if rule <= first {
            return Some(low);
        }
        if rule >= last {
            return Some(high);
        }
        self.points.windows(2).find(|w| rule <= w[1].0).map(|w| {
            let ((x, y), (x2, y2)) = (w[0], w[1]);
            y + (y2 - y) * (rule - x) / (x2 - x)
        })
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    point: Vec<Point>,
    #[serde(default)]
    doubt: Vec<Doubt>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Point {
    rule: toml::Spanned<f64>,
    right: toml::Spanned<f64>,
    #[allow(dead_code)]
    n: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Doubt {
    reason: String,
    logit: f64,
    #[allow(dead_code)]
    n: u64,
}

/// A user's file replaces the program's as a whole: points of two fits do not mix.
pub(crate) fn read(sources: &[Source], findings: &mut Findings) -> Confidence {
    let mut confidence = Confidence::default();
    for source in sources.iter().filter(|s| kind_of(s) == "confidence.toml") {
        let Some(file) = findings.toml::<File>(source) else { continue };
        confidence = Confidence::default();
        for point in file.point {
            let (rule, right) = (*point.rule.get_ref(), *point.right.get_ref());
            if !(right > 0.0 && right < 1.0) {
                findings.add(source, point.right.span().start, format!("{right} is no share"), "between 0 and 1, without them");
            }
            if confidence.points.last().is_some_and(|&(x, y)| rule <= x || right < y) {
                findings.add(source, point.rule.span().start, "points must rise", "order them by `rule`; `right` may not fall");
            }
            confidence.points.push((rule, right));
        }
        confidence.doubts = file.doubt.into_iter().map(|d| (d.reason, d.logit)).collect();
    }
    confidence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> Result<Confidence, crate::Diagnostics> {
        let mut findings = Findings::default();
        let confidence = read(&[Source::new("confidence.toml", text)], &mut findings);
        findings.into_result(confidence)
    }

    #[test]
    fn without_points_a_record_has_its_rules_confidence() {
        assert_eq!(of("").expect("empty").of(0.83, ["no-actor"].into_iter()), 0.83);
    }

    #[test]
    fn the_line_is_followed_and_doubts_shift_it() {
        let text = "[[point]]\nrule = 0.5\nright = 0.4\nn = 9\n[[point]]\nrule = 0.9\nright = 0.8\nn = 9\n[[doubt]]\nreason = 'no-actor'\nlogit = -1.0\nn = 9";
        let confidence = of(text).expect("sound");
        let at = |rule| confidence.of(rule, std::iter::empty());
        assert_eq!((at(0.1), at(0.5), at(0.7), at(0.9), at(1.0)), (0.4, 0.4, 0.6, 0.8, 0.8));
        assert_eq!(confidence.of(0.9, ["no-place", "no-actor"].into_iter()), 0.595);
    }

    #[test]
    fn points_that_fall_are_told_with_their_line() {
        let text = "[[point]]\nrule = 0.5\nright = 0.4\nn = 9\n[[point]]\nrule = 0.9\nright = 0.3\nn = 9\n[[point]]\nrule = 1\nright = 1.0\nn = 9";
        let error = of(text).expect_err("mistakes");
        assert_eq!(
            error.0.iter().map(|d| (d.line, d.message.as_str())).collect::<Vec<_>>(),
            [(6, "points must rise"), (11, "1 is no share")]
        );
    }
}
