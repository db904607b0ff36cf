//! The other way round: entries in, the file's bytes out. The same entries give the same bytes, in whatever order they come.

use super::{BLOCK, HEAD, MARK, MOST, PEOPLE, STEPS};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};

/// A place to be packed; `keys` are its names, folded.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub name: String,
    /// ISO 3166-1 alpha-3.
    pub country: String,
    pub admin1: Option<String>,
    pub lat: f64,
    pub lon: f64,
    /// 0 for none.
    pub geonames: u32,
    pub population: u32,
    pub kind: String,
    pub keys: BTreeSet<String>,
}

/// The packed file.
pub fn pack(entries: &[Entry]) -> Vec<u8> {
    let mut entries: Vec<&Entry> = entries.iter().collect();
    entries.sort_by(|a, b| (&a.name, a.geonames, &a.kind, a.lat.to_bits()).cmp(&(&b.name, b.geonames, &b.kind, b.lat.to_bits())));
    let mut names = Names::default();
    let countries: BTreeSet<&str> = entries.iter().map(|e| e.country.as_str()).collect();
    let divisions: BTreeSet<&str> = entries.iter().filter_map(|e| e.admin1.as_deref()).collect();
    let kinds: BTreeSet<&str> = entries.iter().map(|e| e.kind.as_str()).collect();
    let place_of = |set: &BTreeSet<&str>, word: &str| set.range(..word).count();
    let division_numbers: BTreeMap<&str, usize> = divisions.iter().enumerate().map(|(n, &d)| (d, n + 1)).collect();
    let mut rows = Vec::new();
    for entry in &entries {
        put(&mut rows, names.offset(&entry.name), 3);
        put(&mut rows, steps(entry.lat, 180.0), 3);
        put(&mut rows, steps(entry.lon, 360.0), 3);
        put(&mut rows, entry.geonames as usize, 3);
        put(&mut rows, (entry.population / PEOPLE) as usize, 3);
        put(&mut rows, place_of(&countries, &entry.country), 1);
        put(&mut rows, entry.admin1.as_deref().map_or(0, |d| division_numbers[d]), 2);
        put(&mut rows, place_of(&kinds, &entry.kind), 1);
    }
    let (blocks, keys) = keys(&entries);
    let listed = |set: &BTreeSet<&str>, names: &mut Names| {
        let mut bytes = Vec::new();
        set.iter().for_each(|word| put(&mut bytes, names.offset(word), 3));
        bytes
    };
    let (divisions, kinds) = (listed(&divisions, &mut names), listed(&kinds, &mut names));
    let countries = countries.into_iter().collect::<String>().into_bytes();
    together([names.bytes, countries, divisions, kinds, rows, blocks, keys])
}

fn together(sections: [Vec<u8>; super::SECTIONS]) -> Vec<u8> {
    let mut ends = Vec::new();
    let mut end = HEAD;
    for section in &sections {
        end += section.len();
        put(&mut ends, end, 4);
    }
    let body = sections.concat();
    let hash = Sha256::new().chain_update(&ends).chain_update(&body).finalize();
    [&MARK[..], &hash[..8], &ends, &body].concat()
}

/// Where each block begins, and the blocks.
fn keys(entries: &[&Entry]) -> (Vec<u8>, Vec<u8>) {
    let mut rows_of: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, entry) in entries.iter().enumerate() {
        let fits = |key: &&String| !key.is_empty() && key.len() <= u8::MAX as usize;
        entry.keys.iter().filter(fits).for_each(|key| rows_of.entry(key).or_default().push(number));
    }
    let (mut blocks, mut keys) = (Vec::new(), Vec::new());
    let mut before = "";
    for (number, (key, mut rows)) in rows_of.into_iter().enumerate() {
        if number % BLOCK == 0 {
            put(&mut blocks, keys.len(), 4);
            before = "";
        }
        let shared = key.bytes().zip(before.bytes()).take_while(|(a, b)| a == b).count();
        rows.sort_by_key(|&row| std::cmp::Reverse(entries[row].population));
        rows.truncate(MOST);
        keys.extend([shared as u8, (key.len() - shared) as u8]);
        keys.extend(&key.as_bytes()[shared..]);
        keys.push(rows.len() as u8);
        rows.iter().for_each(|&row| put(&mut keys, row, 3));
        before = key;
    }
    (blocks, keys)
}

/// Names one after the other, each once.
#[derive(Default)]
struct Names {
    bytes: Vec<u8>,
    offsets: BTreeMap<String, usize>,
}

impl Names {
    fn offset(&mut self, name: &str) -> usize {
        if let Some(&known) = self.offsets.get(name) {
            return known;
        }
        let offset = self.bytes.len();
        let length = (0..=name.len().min(u8::MAX as usize)).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
        self.bytes.push(length as u8);
        self.bytes.extend(&name.as_bytes()[..length]);
        self.offsets.insert(name.to_owned(), offset);
        offset
    }
}

fn steps(angle: f64, span: f64) -> usize {
    ((angle + span / 2.0) / span * STEPS).round().clamp(0.0, STEPS) as usize
}

fn put(bytes: &mut Vec<u8>, number: usize, width: usize) {
    bytes.extend(&(number as u64).to_le_bytes()[..width]);
}
