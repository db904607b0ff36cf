//! Places by name. In: the rows of `places.tsv`, a user's own, and the packed gazetteer. Out: [`PlaceRow`]s by folded name.
//! Refuses coordinates off the globe.

use super::fold;
use super::table::Table;
use crate::Source;
use crate::diagnostic::Findings;
use crate::gazetteer::Gazetteer;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Places {
    rows: Vec<Place>,
    /// Folded names, sorted.
    keys: Vec<(String, u32)>,
    #[serde(skip)]
    pub gazetteer: Gazetteer,
}

/// A place of a table; degrees, WGS 84.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
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
    /// Whether it comes from a user, who knows what his reports are about.
    pub own: bool,
}

/// A place as it is looked up, wherever it is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlaceRow<'n> {
    pub name: &'n str,
    pub country: Option<&'n str>,
    pub admin1: Option<&'n str>,
    pub lat: f64,
    pub lon: f64,
    pub geonames: Option<u32>,
    pub population: u32,
    pub kind: &'n str,
    pub own: bool,
}

impl Places {
    pub fn read(&mut self, source: &Source, findings: &mut Findings) {
        const COLUMNS: [&str; 10] =
            ["name", "country", "admin1", "lat", "lon", "geonames", "population", "kind", "other names", "source"];
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
            let place = Place {
                name: name.to_owned(),
                country: row.optional("country"),
                admin1: row.optional("admin1"),
                lat,
                lon,
                geonames: row.number("geonames", findings),
                population: row.number("population", findings).unwrap_or(0),
                kind: row.get("kind").to_owned(),
                own: source.path.starts_with('+'),
            };
            self.add(place, row.list("other names"));
        }
    }

    pub fn add<'w>(&mut self, place: Place, other_names: impl Iterator<Item = &'w str>) {
        let number = self.rows.len() as u32;
        self.keys.push((fold(&place.name), number));
        self.keys.extend(other_names.map(|words| (fold(words), number)));
        self.rows.push(place);
    }

    pub fn finish(&mut self) {
        self.keys.sort();
        self.keys.dedup();
    }

    /// Those with most people first. A row of a table stands for the gazetteer's of the same place.
    pub fn called(&self, key: &str) -> Vec<PlaceRow<'_>> {
        let start = self.keys.partition_point(|k| k.0.as_str() < key);
        let own = self.keys[start..].iter().take_while(|k| k.0 == key).map(|k| self.rows[k.1 as usize].row());
        let mut found: Vec<PlaceRow<'_>> = own.collect();
        let listed = found.len();
        for row in self.gazetteer.called(key) {
            if !found[..listed].iter().any(|f| f.stands_for(&row)) {
                found.push(row);
            }
        }
        found.sort_by_key(|row| std::cmp::Reverse(row.population));
        found
    }

    pub fn goes_on(&self, longer: &str) -> bool {
        let at = self.keys.partition_point(|k| k.0.as_str() < longer);
        self.keys.get(at).is_some_and(|k| k.0.starts_with(longer)) || self.gazetteer.goes_on(longer)
    }
}

impl PlaceRow<'_> {
    /// Whether both are one place: by its id, or a division of one name in one country.
    fn stands_for(&self, row: &PlaceRow) -> bool {
        let division = self.kind == row.kind && self.kind == "admin1" && self.country == row.country;
        division || (row.geonames.is_some() && self.geonames == row.geonames)
    }
}

impl Place {
    fn row(&self) -> PlaceRow<'_> {
        PlaceRow {
            name: &self.name,
            country: self.country.as_deref(),
            admin1: self.admin1.as_deref(),
            lat: self.lat,
            lon: self.lon,
            geonames: self.geonames,
            population: self.population,
            kind: &self.kind,
            own: self.own,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "name\tcountry\tadmin1\tlat\tlon\tgeonames\tpopulation\tkind\tother names\tsource\n";

    #[test]
    fn of_places_with_one_name_the_largest_is_first() {
        let text = format!(
            "{HEAD}Tripoli\tLBN\t\t34.4\t35.8\t1\t229398\tcity\t\tx\nTripoli\tLBY\t\t32.9\t13.2\t2\t1150989\tcapital\tTarabulus\tx\n"
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
        places.read(&Source::new("places.tsv", format!("{HEAD}X\t\t\t134.4\t35.8\t\t\tcity\t\tx\n")), &mut findings);
        let error = findings.into_result(()).expect_err("a wrong latitude");
        assert_eq!((error.0[0].line, error.0[0].column), (2, 5));
    }

    #[test]
    fn a_row_of_a_table_stands_for_the_gazetteers_with_the_same_id() {
        let entry = |name: &str, id: u32, population: u32| crate::gazetteer::Entry {
            name: name.to_owned(),
            country: "SYR".to_owned(),
            admin1: None,
            lat: 36.9,
            lon: 38.3,
            geonames: id,
            population,
            kind: "city".to_owned(),
            keys: [fold(name)].into(),
        };
        let bytes = crate::gazetteer::pack(&[entry("Kobani", 7, 50_000), entry("Kobani", 8, 400)]);
        let gazetteer = Gazetteer::new(Box::leak(bytes.into_boxed_slice())).expect("its own bytes");
        let mut places = Places { gazetteer, ..Places::default() };
        let own = Place { name: "Kobani".to_owned(), geonames: Some(7), own: true, ..Place::default() };
        places.add(own, ["Kobane"].into_iter());
        places.finish();
        assert_eq!(
            places.called("kobani").iter().map(|p| (p.geonames, p.own)).collect::<Vec<_>>(),
            [(Some(8), false), (Some(7), true)]
        );
        assert!(places.goes_on("koban") && places.called("kobane").len() == 1);
    }
}
