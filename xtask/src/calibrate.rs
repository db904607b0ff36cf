//! Judged development sets to `knowledge/confidence.toml`. In: `--eval DIR` with sets and scorers, `--bin PATH` of the program; perhaps
//! `--part rest|aside|all` to fit on (all), `--check PART` that is only measured, `--sets A,B`, `--doubts A,B` that count too,
//! `--rules` to see which rules err most, `--write FILE`. Out: how often records of each confidence were right, before and after.
//! Method: isotonic regression (Barlow et al. 1972) of right on the rule's confidence, each set weighing the same, one point a
//! block at its mean (Oron & Flournoy 2017), then a logistic regression for the blocks' levels and for what each doubt does to the odds.

use crate::wheel::Error;
use diurna_pack::confidence::Confidence;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

/// An event that the scorers judged.
#[derive(Debug, Clone, Deserialize)]
struct Judged {
    set: String,
    confidence: f64,
    doubts: Vec<String>,
    rule: String,
    right: bool,
}

#[derive(Default)]
struct Options {
    eval: Option<String>,
    bin: Option<String>,
    part: Option<String>,
    check: Option<String>,
    sets: Option<String>,
    doubts: Option<String>,
    write: Option<String>,
    rules: bool,
}

pub fn run(arguments: &[String]) -> Result<(), Error> {
    let options = options(arguments)?;
    let part = options.part.as_deref().unwrap_or("all");
    let records = judged(&options, part)?;
    if records.is_empty() {
        return Err("no judged events: the folder of --eval has none of the sets, or --sets names others".into());
    }
    let fit = Fit::new(&records);
    let confidence = fit.confidence();
    report(part, &records, &confidence);
    if options.rules {
        rules(&records);
    }
    if let Some(other) = &options.check {
        report(&format!("{other}, not fitted on"), &judged(&options, other)?, &confidence);
    }
    match &options.write {
        Some(file) => Ok(std::fs::write(file, fit.file(records.len()))?),
        None => {
            println!("\n{}", fit.file(records.len()));
            Ok(())
        }
    }
}

fn options(arguments: &[String]) -> Result<Options, Error> {
    let mut options = Options::default();
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let slot = match argument.as_str() {
            "--rules" => {
                options.rules = true;
                continue;
            }
            "--eval" => &mut options.eval,
            "--bin" => &mut options.bin,
            "--part" => &mut options.part,
            "--check" => &mut options.check,
            "--sets" => &mut options.sets,
            "--doubts" => &mut options.doubts,
            "--write" => &mut options.write,
            other => return Err(format!("calibrate: `{other}` is not known").into()),
        };
        *slot = Some(rest.next().ok_or_else(|| format!("{argument} needs a value"))?.clone());
    }
    Ok(options)
}

/// The part's records of the wanted sets, with those doubts that count. They are read without points: with their rules' confidence.
fn judged(options: &Options, part: &str) -> Result<Vec<Judged>, Error> {
    let (eval, bin) = (options.eval.as_ref().ok_or("--eval DIR is needed")?, options.bin.as_ref().ok_or("--bin PATH is needed")?);
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut command = Command::new("python3");
    command.arg(here.join("python/judged.py")).args([eval.as_str(), part, bin, "--pack"]).arg(here.join("data/uncalibrated"));
    let output = command.output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).trim().to_owned().into());
    }
    let among = |list: &Option<String>, word: &str| list.as_deref().is_some_and(|l| l.split(',').any(|w| w == word));
    let mut records = Vec::new();
    for line in String::from_utf8(output.stdout)?.lines() {
        let mut record: Judged = serde_json::from_str(line)?;
        record.doubts.retain(|d| among(&options.doubts, d));
        if options.sets.is_none() || among(&options.sets, &record.set) {
            records.push(record);
        }
    }
    Ok(records)
}

/// Rules shown, and the fewest records that say something of one.
const SHOWN: usize = 25;
const FEWEST: usize = 4;

/// The rules that made the most wrong records.
fn rules(records: &[Judged]) {
    let mut of: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for record in records {
        let (wrong, all) = of.entry(&record.rule).or_default();
        *wrong += usize::from(!record.right);
        *all += 1;
    }
    let mut list: Vec<_> = of.into_iter().filter(|(_, (wrong, all))| *wrong > 0 && *all >= FEWEST).collect();
    list.sort_by_key(|(name, (wrong, _))| (std::cmp::Reverse(*wrong), *name));
    println!("  rules with the most wrong records: right of all");
    for (name, (wrong, all)) in list.iter().take(SHOWN) {
        println!("    {name:40} {:4} of {all}", all - wrong);
    }
}

/// Records that share a value, or a block of such that had to be joined to rise.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Block {
    rule: f64,
    /// The highest confidence in it.
    last: f64,
    right: f64,
    weight: f64,
    n: usize,
}

struct Fit {
    blocks: Vec<Block>,
    /// Doubt → its shift of the log odds, and on how many records it stands.
    doubts: BTreeMap<String, (f64, usize)>,
}

/// Records a share is moved towards the mean by, so that no block says 0 or 1.
const PRIOR: f64 = 2.0;
/// Penalty on the shifts, in records.
const RIDGE: f64 = 1.0;
const STEPS: usize = 25;

impl Fit {
    fn new(records: &[Judged]) -> Fit {
        let weights = weights(records);
        let blocks = rising(records, &weights);
        let mut names: Vec<&String> = records.iter().flat_map(|r| &r.doubts).collect();
        names.sort();
        names.dedup();
        let (levels, shifts) = levels_and_shifts(records, &weights, &blocks, &names);
        let blocks = pooled(blocks.iter().zip(levels).map(|(b, right)| Block { right, ..*b }));
        let count = |name: &String| records.iter().filter(|r| r.doubts.contains(name)).count();
        let doubts = names.iter().zip(shifts).map(|(name, shift)| ((*name).clone(), (shift, count(name)))).collect();
        Fit { blocks, doubts }
    }

    fn confidence(&self) -> Confidence {
        let doubts = self.doubts.iter().map(|(name, (shift, _))| (name.clone(), *shift)).collect();
        Confidence::new(self.blocks.iter().map(|b| (b.rule, b.right)).collect(), doubts)
    }

    fn file(&self, records: usize) -> String {
        let head = "# From a rule's confidence to a record's: the share of such records that were right on development sets. Applied once, when an\n\
            # event is done. Without points a record has its rule's confidence.\n";
        let mut out = format!("{head}# Made by `cargo xtask calibrate` from {records} judged records. Do not edit; fit again.\n");
        for b in &self.blocks {
            out.push_str(&format!("\n[[point]]\nrule = {:.3}\nright = {:.3}\nn = {}\n", b.rule, b.right, b.n));
        }
        for (name, (shift, n)) in &self.doubts {
            out.push_str(&format!("\n[[doubt]]\nreason = {name:?}\nlogit = {shift:.3}\nn = {n}\n"));
        }
        out
    }
}

/// Each set weighs the same, all together as many as there are records.
fn weights(records: &[Judged]) -> Vec<f64> {
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    for record in records {
        *sizes.entry(&record.set).or_default() += 1;
    }
    let share = records.len() as f64 / sizes.len() as f64;
    records.iter().map(|r| share / sizes[r.set.as_str()] as f64).collect()
}

/// Pool adjacent violators: neighbours that fall are joined until all rise.
fn rising(records: &[Judged], weights: &[f64]) -> Vec<Block> {
    let mut order: Vec<usize> = (0..records.len()).collect();
    order.sort_by(|&a, &b| records[a].confidence.total_cmp(&records[b].confidence));
    let all: f64 = weights.iter().sum();
    let mean = records.iter().zip(weights).filter(|(r, _)| r.right).map(|(_, w)| w).sum::<f64>() / all;
    let mut blocks: Vec<Block> = Vec::new();
    for i in order {
        let one = Block {
            rule: records[i].confidence,
            last: records[i].confidence,
            right: f64::from(u8::from(records[i].right)),
            weight: weights[i],
            n: 1,
        };
        match blocks.last_mut().filter(|b| b.rule == one.rule) {
            Some(block) => *block = joined(block, &one),
            None => blocks.push(one),
        }
    }
    for block in &mut blocks {
        block.right = (block.right * block.weight + mean * PRIOR) / (block.weight + PRIOR);
    }
    pooled(blocks.into_iter())
}

fn pooled(blocks: impl Iterator<Item = Block>) -> Vec<Block> {
    let mut out: Vec<Block> = Vec::new();
    for mut block in blocks {
        while let Some(last) = out.pop_if(|last| last.right >= block.right) {
            block = joined(&last, &block);
        }
        out.push(block);
    }
    out
}

fn joined(a: &Block, b: &Block) -> Block {
    let weight = a.weight + b.weight;
    let mean = |x: f64, y: f64| (x * a.weight + y * b.weight) / weight;
    let rule = if a.rule == b.rule { a.rule } else { mean(a.rule, b.rule) };
    Block { rule, last: b.last, right: mean(a.right, b.right), weight, n: a.n + b.n }
}

/// The share of each block's records without doubts, and a shift of the log odds for each doubt: Newton's steps on the logistic
/// likelihood, from the mean of all.
fn levels_and_shifts(records: &[Judged], weights: &[f64], blocks: &[Block], names: &[&String]) -> (Vec<f64>, Vec<f64>) {
    let size = blocks.len() + names.len();
    let base = logit(blocks.iter().map(|b| b.right * b.weight).sum::<f64>() / weights.iter().sum::<f64>());
    let row = |r: &Judged| -> Vec<f64> {
        let block = blocks.iter().position(|b| r.confidence <= b.last);
        let flags = (0..blocks.len()).map(|i| Some(i) == block).chain(names.iter().map(|n| r.doubts.contains(n)));
        flags.map(|flag| f64::from(u8::from(flag))).collect()
    };
    let mut beta = vec![0.0; size];
    for _ in 0..STEPS {
        let mut gradient: Vec<f64> = beta.iter().map(|b| -RIDGE * b).collect();
        let mut curve = vec![vec![0.0; size]; size];
        for (i, line) in curve.iter_mut().enumerate() {
            line[i] = RIDGE;
        }
        for (record, weight) in records.iter().zip(weights) {
            let x = row(record);
            let p = squash(base + x.iter().zip(&beta).map(|(x, b)| x * b).sum::<f64>());
            for i in 0..size {
                gradient[i] += weight * x[i] * (f64::from(u8::from(record.right)) - p);
                for j in 0..size {
                    curve[i][j] += weight * x[i] * x[j] * p * (1.0 - p);
                }
            }
        }
        for (b, step) in beta.iter_mut().zip(solved(curve, gradient)) {
            *b += step;
        }
    }
    let shifts = beta.split_off(blocks.len());
    (beta.into_iter().map(|b| squash(base + b)).collect(), shifts)
}

/// Gauss on a small positive definite system.
fn solved(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    for i in 0..b.len() {
        for j in i + 1..b.len() {
            let factor = a[j][i] / a[i][i];
            let above = a[i].clone();
            for (x, y) in a[j].iter_mut().zip(&above) {
                *x -= factor * y;
            }
            b[j] -= factor * b[i];
        }
    }
    for i in (0..b.len()).rev() {
        let rest: f64 = (i + 1..b.len()).map(|j| a[i][j] * b[j]).sum();
        b[i] = (b[i] - rest) / a[i][i];
    }
    b
}

fn logit(p: f64) -> f64 {
    (p / (1.0 - p)).ln()
}

fn squash(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Bands of the reliability table.
const BANDS: usize = 20;

fn report(title: &str, records: &[Judged], confidence: &Confidence) {
    let mut sets: Vec<&str> = records.iter().map(|r| r.set.as_str()).collect();
    sets.sort_unstable();
    sets.dedup();
    println!("{title}: {} records of {}", records.len(), sets.join(", "));
    let weights = weights(records);
    let after = |r: &Judged| confidence.of(r.confidence, r.doubts.iter().map(String::as_str));
    let before: Vec<f64> = records.iter().map(|r| r.confidence).collect();
    let after: Vec<f64> = records.iter().map(after).collect();
    for (name, said) in [("rule's confidence", &before), ("record's confidence", &after)] {
        let (brier, gap) = measures(records, &weights, said);
        println!("  {name}: Brier {brier:.4}, mean gap between said and right {gap:.4}");
        println!("    said            n   mean said   right");
        for (low, n, mean, right) in bands(records, &weights, said) {
            println!("    {low:.2} to {:.2} {n:5}   {mean:9.3} {right:7.3}", low + 1.0 / BANDS as f64);
        }
    }
}

/// Lower end, records, mean of what is said, share that is right; shares weigh the sets alike.
fn bands(records: &[Judged], weights: &[f64], said: &[f64]) -> Vec<(f64, usize, f64, f64)> {
    let mut sums = [(0usize, 0.0, 0.0, 0.0); BANDS];
    for ((record, weight), said) in records.iter().zip(weights).zip(said) {
        let band = &mut sums[((said * BANDS as f64) as usize).min(BANDS - 1)];
        *band = (band.0 + 1, band.1 + weight, band.2 + weight * said, band.3 + weight * f64::from(u8::from(record.right)));
    }
    let filled = sums.iter().enumerate().filter(|(_, b)| b.0 > 0);
    filled.map(|(i, (n, weight, said, right))| (i as f64 / BANDS as f64, *n, said / weight, right / weight)).collect()
}

/// Brier's score, and the mean gap over bands.
fn measures(records: &[Judged], weights: &[f64], said: &[f64]) -> (f64, f64) {
    let all: f64 = weights.iter().sum();
    let square = |r: &Judged, s: f64| (f64::from(u8::from(r.right)) - s).powi(2);
    let brier = records.iter().zip(weights).zip(said).map(|((r, w), s)| w * square(r, *s)).sum::<f64>() / all;
    let total = records.len().max(1) as f64;
    let gap =
        bands(records, weights, said).iter().map(|(_, n, mean, right)| *n as f64 * (mean - right).abs()).sum::<f64>() / total;
    (brier, gap)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn records(counts: &[(f64, &[&str], usize, usize)]) -> Vec<Judged> {
        let one = |confidence, doubts: &[&str], right| Judged {
            set: "s".into(),
            confidence,
            rule: String::new(),
            doubts: doubts.iter().map(|d| (*d).to_owned()).collect(),
            right,
        };
        let each = |&(c, d, right, wrong): &(f64, &[&str], usize, usize)| {
            (0..right + wrong).map(move |i| one(c, d, i < right)).collect::<Vec<_>>()
        };
        counts.iter().flat_map(each).collect()
    }

    #[test]
    fn shares_that_fall_are_joined_until_they_rise() {
        let records = records(&[(0.5, &[], 20, 80), (0.7, &[], 80, 20), (0.8, &[], 60, 40), (0.9, &[], 90, 10)]);
        let blocks = rising(&records, &weights(&records));
        let shown: Vec<(f64, usize)> = blocks.iter().map(|b| (b.rule, b.n)).collect();
        assert_eq!(shown, [(0.5, 100), (0.75, 200), (0.9, 100)]);
        assert!(blocks.is_sorted_by(|a, b| a.right < b.right));
        assert!((blocks[1].right - 0.7).abs() < 0.01);
    }

    #[test]
    fn what_is_said_after_the_fit_is_what_is_right() {
        let records =
            records(&[(0.9, &[], 90, 10), (0.9, &["no-actor"], 50, 50), (0.6, &[], 60, 40), (0.6, &["no-actor"], 15, 85)]);
        let confidence = Fit::new(&records).confidence();
        let said: Vec<f64> = records.iter().map(|r| confidence.of(r.confidence, r.doubts.iter().map(String::as_str))).collect();
        let (_, gap) = measures(&records, &weights(&records), &said);
        assert!(gap < 0.02, "{gap}");
        assert!(confidence.of(0.9, std::iter::empty()) > 0.85);
        assert!(confidence.of(0.9, ["no-actor"].into_iter()) < 0.55);
    }

    #[test]
    fn the_file_says_what_the_fit_says() {
        let records = records(&[(0.5, &[], 20, 80), (0.9, &["no-actor"], 70, 30), (0.9, &[], 95, 5)]);
        let fit = Fit::new(&records);
        let source = diurna_pack::Source::new("confidence.toml", fit.file(records.len()));
        let pack = diurna_pack::compile(&[source]).expect("it compiles");
        let (read, made) =
            (pack.confidence.of(0.7, ["no-actor"].into_iter()), fit.confidence().of(0.7, ["no-actor"].into_iter()));
        assert!((read - made).abs() <= 0.002, "{read} {made}");
    }

    #[test]
    fn each_set_weighs_the_same() {
        let mut records = records(&[(0.8, &[], 9, 0)]);
        records.push(Judged { set: "t".into(), confidence: 0.8, doubts: Vec::new(), rule: String::new(), right: false });
        assert!((rising(&records, &weights(&records))[0].right - 0.5).abs() < 1e-9);
    }
}
