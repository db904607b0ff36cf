//! `places.tsv`: the gazetteer. In: its rows. Out: [`Places`], asked by folded name. Refuses coordinates off the globe.

use super::fold;
use super::table::Table;
use crate::Source;
use crate::diagnostic::Findings;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Places {
    rows: Vec<PlaceRow>,
    /// Sorted by key, then by people, most first.
    keys: Vec<(String, u32)>,
}

/// A place of the gazetteer; degrees, WGS 84.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct PlaceRow {
    pub name: String,
    /// ISO 3166-1 alpha-3; `None` for what lies in many or none.
    pub country: Option<String>,
    pub admin1: Option<String>,
    pub lat: f64,
    pub lon: f64,
    pub geonames: Option<u32>,
    pub population: u32,
    /// country, admin1, region, capital, city …
    pub kind: String,
}

impl Places {
    pub fn read(&mut self, source: &Source, findings: &mut Findings) {
        const COLUMNS: [&str; 9] = ["name", "country", "admin1", "lat", "lon", "geonames", "population", "kind", "other names"];
        let Some(table) = Table::new(source, &COLUMNS, findings) else { return };
        for row in table.rows(findings) {
            let Some(name) = row.needed("name", findings) else { continue };
            let Some(lat) = row.needed("lat", findings).and_then(|_| row.number::<f64>("lat", findings)) else { continue };
            let Some(lon) = row.needed("lon", findings).and_then(|_| row.number::<f64>("lon", findings)) else { continue };
            for (column, value, limit) in [("lat", lat, 90.0), ("lon", lon, 180.0)] {
                if !(-limit..=limit).contains(&value) {
                    row.wrong(column, format!("{value} is off the globe"), "degrees, north and east positive", findings);
                }
            }
            let number = self.rows.len() as u32;
            for words in std::iter::once(name).chain(row.list("other names")) {
                self.keys.push((fold(words), number));
            }
            self.rows.push(PlaceRow {
                name: name.to_owned(),
                country: row.optional("country"),
                admin1: row.optional("admin1"),
                lat,
                lon,
                geonames: row.number("geonames", findings),
                population: row.number("population", findings).unwrap_or(0),
                kind: row.get("kind").to_owned(),
            });
        }
    }

    pub fn finish(&mut self) {
        let rows = &self.rows;
        self.keys.sort_by(|a, b| {
            (&a.0, std::cmp::Reverse(rows[a.1 as usize].population), a.1).cmp(&(
                &b.0,
                std::cmp::Reverse(rows[b.1 as usize].population),
                b.1,
            ))
        });
        self.keys.dedup();
    }

    pub fn called(&self, key: &str) -> Vec<&PlaceRow> {
        let start = self.keys.partition_point(|k| k.0.as_str() < key);
        self.keys[start..].iter().take_while(|k| k.0 == key).map(|k| &self.rows[k.1 as usize]).collect()
    }

    pub fn goes_on(&self, longer: &str) -> bool {
        let at = self.keys.partition_point(|k| k.0.as_str() < longer);
        self.keys.get(at).is_some_and(|k| k.0.starts_with(longer))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "name\tcountry\tadmin1\tlat\tlon\tgeonames\tpopulation\tkind\tother names\n";

    #[test]
    fn of_places_with_one_name_the_largest_is_first() {
        let text = format!(
            "{HEAD}Tripoli\tLBN\t\t34.4\t35.8\t1\t229398\tcity\t\nTripoli\tLBY\t\t32.9\t13.2\t2\t1150989\tcapital\tTarabulus\n"
        );
        let (mut places, mut findings) = (Places::default(), Findings::default());
        places.read(&Source::new("places.tsv", text), &mut findings);
        places.finish();
        assert!(findings.into_result(()).is_ok());
        assert_eq!(places.called("tripoli").iter().map(|p| p.geonames).collect::<Vec<_>>(), [Some(2), Some(1)]);
        assert_eq!(places.called("tarabulus").len(), 1);
    }

    #[test]
    fn tells_where_a_latitude_is_off_the_globe() {
        let (mut places, mut findings) = (Places::default(), Findings::default());
        places.read(&Source::new("places.tsv", format!("{HEAD}X\t\t\t134.4\t35.8\t\t\tcity\t\n")), &mut findings);
        let error = findings.into_result(()).expect_err("a wrong latitude");
        assert_eq!((error.0[0].line, error.0[0].column), (2, 5));
    }
}
