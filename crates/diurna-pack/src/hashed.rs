//! Tables that are asked for every word: hashed in memory, sorted in the pack's bytes, so that the same knowledge gives the same bytes.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::collections::BTreeMap;

/// From a lemma or folded name to what is known of it.
pub type Hashed<V> = FxHashMap<String, V>;

pub(crate) fn serialize<V: Serialize, S: Serializer>(table: &Hashed<V>, serializer: S) -> Result<S::Ok, S::Error> {
    table.iter().collect::<BTreeMap<_, _>>().serialize(serializer)
}

pub(crate) fn deserialize<'de, V: Deserialize<'de>, D: Deserializer<'de>>(deserializer: D) -> Result<Hashed<V>, D::Error> {
    Hashed::deserialize(deserializer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Held(#[serde(with = "super")] Hashed<u32>);

    #[test]
    fn the_bytes_do_not_depend_on_the_order_of_filling() {
        let words = ["tank", "truce", "town", "talks", "tax"];
        let made = |words: &mut dyn Iterator<Item = &str>| Held(words.map(|w| (w.to_owned(), w.len() as u32)).collect());
        let (there, back) = (made(&mut words.into_iter()), made(&mut words.into_iter().rev()));
        let bytes = postcard::to_stdvec(&there).expect("it serialises");
        assert_eq!(bytes, postcard::to_stdvec(&back).expect("it serialises"));
        assert_eq!(postcard::from_bytes::<Held>(&bytes).expect("it reads back"), there);
    }
}
