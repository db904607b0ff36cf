//! A report in, its [`Reading`] out: events, statements and facts, each with the words it rests on and the doubts it leaves.
//! The layers are functions from those before them: page → mentions and times → clauses → statements → events → facts → loaded words.
//! Reading never fails; any text gives a reading.

mod attribution;
mod clauses;
mod coding;
mod framing;
mod mentions;
mod page;
pub mod suite;
mod time;

use diurna_lang::English;
use diurna_model::{Reading, Report};
use diurna_pack::Pack;
use diurna_pack::gazetteer::Gazetteer;

/// Reads reports. Immutable; one serves all threads.
pub struct Reader {
    english: English,
    pack: Pack,
}

impl Reader {
    pub fn new(english: English, pack: Pack) -> Reader {
        Reader { english, pack }
    }

    pub fn pack(&self) -> &Pack {
        &self.pack
    }

    pub fn english(&self) -> &English {
        &self.english
    }

    /// Everything the report's words say, as far as the pack knows it.
    pub fn read(&self, report: &Report) -> Reading {
        let page = page::Page::new(&self.english, &self.pack, report);
        let times = time::times(&page, &self.pack.times);
        let mentions = mentions::Mentions::new(&page, &self.pack);
        let clauses = clauses::Clauses::new(&page, &self.pack);
        let statements = attribution::statements(&page, &mentions, &self.pack.speech);
        coding::reading(&page, &self.pack, &mentions, times, &clauses, statements)
    }
}

/// The pack that was compiled from `knowledge/` when this was built, with the packed gazetteer, which is read in place.
pub fn embedded_pack() -> Result<Pack, PackError> {
    let pack = Pack::from_bytes(include_bytes!(concat!(env!("OUT_DIR"), "/pack.bin"))).map_err(|e| PackError(e.to_string()))?;
    let gazetteer = Gazetteer::new(include_bytes!("../../../knowledge/gazetteer/places.gaz"));
    Ok(pack.with_gazetteer(gazetteer.map_err(|e| PackError(e.to_string()))?))
}

/// The embedded pack cannot be read: the program was built wrongly.
#[derive(Debug, thiserror::Error)]
#[error("the embedded knowledge pack cannot be read: {0}")]
pub struct PackError(String);
