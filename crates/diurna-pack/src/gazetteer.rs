//! The packed gazetteer: the bytes of a file that [`pack`] wrote in, rows by folded name out. Nothing is parsed or copied at start:
//! names are found by a binary search over the first keys of blocks, and read where they lie. It refuses bytes of another shape.
//!
//! Layout, little endian: a mark, the ends of the sections, and the sections. Names (UTF-8, each after its length), countries (three
//! letters), divisions and kinds (where their names lie), rows (19 bytes), blocks (where each begins) and keys: the length of what a key
//! shares with the one before, the rest of it, and the rows called so, those with most people first.

mod packing;

pub use packing::{Entry, pack};

use crate::names::PlaceRow;

const MARK: &[u8; 8] = b"DIURGAZ1";
const SECTIONS: usize = 7;
const HEAD: usize = MARK.len() + 8 + SECTIONS * 4;
const ROW: usize = 19;
/// Keys a block.
const BLOCK: usize = 16;
/// Places with one name, at most.
const MOST: usize = 255;

/// Bytes read in place; an empty one knows no place.
#[derive(Debug, Clone, Copy, Default)]
pub struct Gazetteer {
    names: &'static [u8],
    countries: &'static [u8],
    divisions: &'static [u8],
    kinds: &'static [u8],
    rows: &'static [u8],
    blocks: &'static [u8],
    keys: &'static [u8],
    hash: u64,
}

/// The bytes are no gazetteer, or one of another version.
#[derive(Debug, thiserror::Error)]
#[error("the packed gazetteer has another shape")]
pub struct GazetteerError;

impl Gazetteer {
    pub fn new(bytes: &'static [u8]) -> Result<Gazetteer, GazetteerError> {
        if bytes.get(..MARK.len()) != Some(MARK) || bytes.len() < HEAD {
            return Err(GazetteerError);
        }
        let mut sections = [&bytes[..0]; SECTIONS];
        let mut start = HEAD;
        for (number, section) in sections.iter_mut().enumerate() {
            let end = number_at(bytes, MARK.len() + 8 + number * 4, 4);
            *section = bytes.get(start..end).ok_or(GazetteerError)?;
            start = end;
        }
        let [names, countries, divisions, kinds, rows, blocks, keys] = sections;
        let hash = number_at(bytes, MARK.len(), 8) as u64;
        Ok(Gazetteer { names, countries, divisions, kinds, rows, blocks, keys, hash })
    }

    /// Of the file's content, for the pack's own hash.
    pub fn hash(&self) -> u64 {
        self.hash
    }

    /// How many places it knows.
    pub fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Every place called so, those with most people first; `key` folded.
    pub fn called(&self, key: &str) -> impl Iterator<Item = PlaceRow<'static>> + use<> {
        let gazetteer = *self;
        let rows = gazetteer.first_from(key).filter(|(found, _)| found == key.as_bytes()).map_or(&[][..], |(_, rows)| rows);
        rows.chunks_exact(3).map(move |row| gazetteer.row(number_at(row, 0, 3)))
    }

    /// Whether a key begins so.
    pub fn goes_on(&self, beginning: &str) -> bool {
        self.first_from(beginning).is_some_and(|(found, _)| found.starts_with(beginning.as_bytes()))
    }

    /// The first key that does not stand before `key`, with its rows.
    fn first_from(&self, key: &str) -> Option<(Vec<u8>, &'static [u8])> {
        let key = key.as_bytes();
        // The last block that does not open behind `key` holds it, or else the next one opens with what follows it.
        let (mut low, mut high) = (0, self.blocks.len() / 4);
        while low < high {
            let middle = (low + high) / 2;
            if self.opening(middle)? <= key { low = middle + 1 } else { high = middle }
        }
        let mut at = number_at(self.blocks, low.saturating_sub(1) * 4, 4);
        let mut found = Vec::new();
        while at < self.keys.len() {
            let (shared, own) = (*self.keys.get(at)? as usize, *self.keys.get(at + 1)? as usize);
            let count = at + 2 + own;
            found.truncate(shared);
            found.extend(self.keys.get(at + 2..count)?);
            at = count + 1 + *self.keys.get(count)? as usize * 3;
            if found.as_slice() >= key {
                return Some((found, self.keys.get(count + 1..at)?));
            }
        }
        None
    }

    /// The first key of a block.
    fn opening(&self, block: usize) -> Option<&'static [u8]> {
        let at = number_at(self.blocks, block * 4, 4);
        self.keys.get(at + 2..at + 2 + *self.keys.get(at + 1)? as usize)
    }

    fn row(&self, number: usize) -> PlaceRow<'static> {
        let field = |at: usize, width: usize| number_at(self.rows, number * ROW + at, width);
        let country = field(15, 1);
        let division = field(16, 2);
        PlaceRow {
            name: self.name(field(0, 3)),
            lat: degrees(field(3, 3), 180.0),
            lon: degrees(field(6, 3), 360.0),
            geonames: Some(field(9, 3) as u32).filter(|&id| id > 0),
            population: field(12, 3) as u32 * PEOPLE,
            country: self.countries.get(country * 3..country * 3 + 3).and_then(|code| std::str::from_utf8(code).ok()),
            admin1: division.checked_sub(1).map(|d| self.name(number_at(self.divisions, d * 3, 3))),
            kind: self.name(number_at(self.kinds, field(18, 1) * 3, 3)),
            own: false,
        }
    }

    fn name(&self, at: usize) -> &'static str {
        let length = self.names.get(at).map_or(0, |&length| length as usize);
        self.names.get(at + 1..at + 1 + length).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default()
    }
}

/// People are counted in units of this many, so that the largest city fits.
const PEOPLE: u32 = 4;
const STEPS: f64 = 16_777_215.0;

/// An angle from its 24 bits: north pole or antimeridian at either end.
fn degrees(steps: usize, span: f64) -> f64 {
    let exact = steps as f64 / STEPS * span - span / 2.0;
    (exact * 10_000.0).round() / 10_000.0
}

/// Little endian; 0 beyond the end.
fn number_at(bytes: &[u8], at: usize, width: usize) -> usize {
    bytes.get(at..at + width).unwrap_or_default().iter().rev().fold(0, |sum, &byte| sum << 8 | byte as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(name: &str, country: &str, population: u32, others: &[&str]) -> Entry {
        Entry {
            name: name.to_owned(),
            country: country.to_owned(),
            admin1: Some("North".to_owned()),
            lat: 36.2012,
            lon: -179.9999,
            geonames: 170_063,
            population,
            kind: "city".to_owned(),
            keys: std::iter::once(name).chain(others.iter().copied()).map(crate::names::fold).collect(),
        }
    }

    fn packed(entries: &[Entry]) -> Gazetteer {
        Gazetteer::new(Box::leak(pack(entries).into_boxed_slice())).expect("its own bytes")
    }

    #[test]
    fn finds_every_name_of_many_blocks_and_no_other() {
        let names: Vec<String> = (0..200).map(|n| format!("Place {n:03}")).collect();
        let entries: Vec<Entry> = names.iter().map(|n| entry(n, "SYR", 8, &[])).collect();
        let gazetteer = packed(&entries);
        assert_eq!(gazetteer.len(), 200);
        for name in &names {
            let found: Vec<_> = gazetteer.called(&crate::names::fold(name)).collect();
            assert_eq!(found.iter().map(|r| r.name).collect::<Vec<_>>(), [name]);
        }
        for absent in ["", "a", "place", "place 0000", "place 1995", "zz"] {
            assert_eq!(gazetteer.called(absent).count(), 0, "{absent:?}");
        }
        assert!(
            gazetteer.goes_on("place ")
                && gazetteer.goes_on("place 19")
                && !gazetteer.goes_on("place 2")
                && !gazetteer.goes_on("b")
        );
    }

    #[test]
    fn keeps_every_field_and_puts_the_largest_first() {
        let gazetteer = packed(&[entry("Tripoli", "LBN", 229_396, &[]), entry("Tripoli", "LBY", 1_150_988, &["Tarābulus"])]);
        let found: Vec<_> = gazetteer.called("tripoli").collect();
        assert_eq!(
            found.iter().map(|r| (r.country, r.population)).collect::<Vec<_>>(),
            [(Some("LBY"), 1_150_988), (Some("LBN"), 229_396)]
        );
        let one = gazetteer.called("tarabulus").next().expect("by its other name");
        assert_eq!(
            (one.lat, one.lon, one.geonames, one.admin1, one.kind),
            (36.2012, -179.9999, Some(170_063), Some("North"), "city")
        );
    }

    #[test]
    fn other_bytes_are_refused_and_an_empty_one_knows_nothing() {
        assert!(Gazetteer::new(b"DIURGAZ1").is_err() && Gazetteer::new(b"").is_err());
        let mut cut = pack(&[entry("A", "SYR", 1, &[])]);
        cut.truncate(cut.len() - 1);
        assert!(Gazetteer::new(Box::leak(cut.into_boxed_slice())).is_err());
        assert_eq!(Gazetteer::default().called("a").count(), 0);
        assert!(!Gazetteer::default().goes_on(""));
    }
}
