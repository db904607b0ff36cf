//! The reader, made ready. In: perhaps a folder of knowledge. Out: a [`Reader`]. Refuses a folder with mistakes, with all of them.

use crate::gazetteer::{self, GazetteerError};
use crate::options::{GazetteerOption, PackOption};
use diurna_lang::{English, ModelError};
use diurna_pack::{Diagnostics, Pack, Source};
use diurna_read::{PackError, Reader, embedded_pack};
use std::io::Write;
use std::path::Path;
use std::thread;

#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    #[error(transparent)]
    Model(#[from] ModelError),
    #[error(transparent)]
    Pack(#[from] PackError),
    #[error(transparent)]
    Knowledge(#[from] Diagnostics),
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
    #[error("loading failed")]
    Panicked,
}

/// Loads language and knowledge side by side; `dir` is laid over the knowledge inside the program.
pub fn load(dir: Option<&Path>) -> Result<Reader, EngineError> {
    beside_language(|| pack(dir))
}

/// The same with the user's gazetteer, and how many of its rows cannot be used; `log` has a line for each.
pub fn load_with(of: &PackOption, places: &GazetteerOption, log: &mut dyn Write) -> Result<(Reader, usize), EngineError> {
    let (places, mut refused) = match &places.file {
        None => Default::default(),
        Some(file) => gazetteer::read(file)?,
    };
    let reader = beside_language(|| {
        let pack = pack(of.dir.as_deref())?;
        if places.is_empty() {
            return Ok(pack);
        }
        let (known, unknown) = gazetteer::in_states(places, &pack);
        refused.extend(unknown);
        Ok(pack.with_places(known))
    })?;
    refused.sort();
    for refusal in &refused {
        // When standard error is closed there is nobody left to tell.
        let _ = writeln!(log, "diurna: {refusal}");
    }
    Ok((reader, refused.len()))
}

fn beside_language(pack: impl FnOnce() -> Result<Pack, EngineError>) -> Result<Reader, EngineError> {
    thread::scope(|scope| {
        let english = scope.spawn(English::load);
        let pack = pack()?;
        let english = english.join().map_err(|_| EngineError::Panicked)??;
        Ok(Reader::new(english, pack))
    })
}

/// The knowledge inside the program with `dir` laid over it.
pub fn pack(dir: Option<&Path>) -> Result<Pack, EngineError> {
    let pack = embedded_pack()?;
    match dir {
        None => Ok(pack),
        Some(dir) => Ok(pack.with(&Source::folder(dir)?)?),
    }
}
