//! A user's own gazetteer. In: a CSV file with the columns name, lat, lon, country and perhaps admin1, kind, population. Out: places, and a
//! [`Refusal`] for each row that cannot be used. A file without those columns is refused whole.

use diurna_pack::Pack;
use diurna_pack::names::Place;
use std::fmt;
use std::path::{Path, PathBuf};

const NEEDED: [&str; 4] = ["name", "lat", "lon", "country"];

#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    #[error("{}: cannot be read: {reason}", .file.display())]
    Unreadable { file: PathBuf, reason: csv::Error },
    #[error("{}:1: no column is called `{column}`; the first line names the columns name, lat, lon, country", .file.display())]
    Column { file: PathBuf, column: &'static str },
}

/// A row that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Refusal {
    file: PathBuf,
    line: u64,
    reason: String,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.reason)
    }
}

/// A place as the file gives it, its country in whatever words.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    at: Refusal,
    place: Place,
}

/// The rows of a file, and those that cannot be used.
pub fn read(file: &Path) -> Result<(Vec<Entry>, Vec<Refusal>), GazetteerError> {
    let unreadable = |reason| GazetteerError::Unreadable { file: file.to_owned(), reason };
    let mut table = csv::ReaderBuilder::new().trim(csv::Trim::All).from_path(file).map_err(unreadable)?;
    let head: Vec<String> =
        table.headers().map_err(unreadable)?.iter().map(|h| h.trim_start_matches('\u{feff}').to_lowercase()).collect();
    let column = |name: &str| head.iter().position(|h| h == name);
    if let Some(missing) = NEEDED.into_iter().find(|name| column(name).is_none()) {
        return Err(GazetteerError::Column { file: file.to_owned(), column: missing });
    }
    let (mut entries, mut refused) = (Vec::new(), Vec::new());
    for row in table.records() {
        let line = |position: Option<&csv::Position>| position.map_or(0, csv::Position::line);
        let refusal = |line: u64, reason: String| Refusal { file: file.to_owned(), line, reason };
        match row {
            Ok(row) => match place(|name| column(name).and_then(|at| row.get(at)).unwrap_or_default()) {
                Ok(place) => entries.push(Entry { at: refusal(line(row.position()), String::new()), place }),
                Err(reason) => refused.push(refusal(line(row.position()), reason)),
            },
            Err(error) => refused.push(refusal(line(error.position()), error.to_string())),
        }
    }
    Ok((entries, refused))
}

fn place<'r>(cell: impl Fn(&str) -> &'r str) -> Result<Place, String> {
    if cell("name").is_empty() {
        return Err("`name` is empty".to_owned());
    }
    let given = |name: &str| Some(cell(name)).filter(|c| !c.is_empty());
    let people = given("population").map(|text| text.parse::<u32>().map_err(|_| format!("`{text}` is no number of people")));
    Ok(Place {
        name: cell("name").to_owned(),
        country: given("country").map(str::to_owned),
        admin1: given("admin1").map(str::to_owned),
        lat: degrees("lat", cell("lat"), 90.0)?,
        lon: degrees("lon", cell("lon"), 180.0)?,
        geonames: None,
        population: people.transpose()?.unwrap_or(0),
        kind: given("kind").unwrap_or("city").to_owned(),
        own: true,
    })
}

fn degrees(column: &str, text: &str, limit: f64) -> Result<f64, String> {
    let angle: f64 = text.parse().map_err(|_| format!("`{text}` is no number of degrees for `{column}`"))?;
    if (-limit..=limit).contains(&angle) { Ok(angle) } else { Err(format!("{angle} is off the globe for `{column}`")) }
}

/// Those whose country the pack knows by its code or name (or that have none), and the others.
pub fn in_states(entries: Vec<Entry>, pack: &Pack) -> (Vec<Place>, Vec<Refusal>) {
    let (mut known, mut refused) = (Vec::new(), Vec::new());
    for Entry { at, place } in entries {
        match place.country.as_deref() {
            None => known.push(place),
            Some(words) => match pack.names.state_code(words) {
                Some(code) => known.push(Place { country: Some(code.to_owned()), ..place }),
                None => {
                    let reason =
                        format!("`{words}` is no country; give the code of ISO 3166-1 alpha-3, as SYR, or the English name");
                    refused.push(Refusal { reason, ..at });
                }
            },
        }
    }
    (known, refused)
}
