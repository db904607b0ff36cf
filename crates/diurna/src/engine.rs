//! The reader, made ready. In: perhaps a folder of knowledge. Out: a [`Reader`]. Refuses a folder with mistakes, with all of them.

use diurna_lang::{English, ModelError};
use diurna_pack::{Diagnostics, Pack, Source};
use diurna_read::{PackError, Reader, embedded_pack};
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
    #[error("loading failed")]
    Panicked,
}

/// Loads language and knowledge side by side; `dir` is laid over the knowledge inside the program.
pub fn load(dir: Option<&Path>) -> Result<Reader, EngineError> {
    thread::scope(|scope| {
        let english = scope.spawn(English::load);
        let pack = pack(dir)?;
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
