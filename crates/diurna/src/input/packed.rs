//! Files as they lie on the disk or packed. In: a path. Out: what kind of file it is, and its bytes unpacked as they are read.
//! Several packed parts in one file, one behind the other, are read as one.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

/// How a file is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Packing {
    Plain,
    Gzip,
    Zstandard,
}

/// "news.jsonl.gz" is packed JSON Lines.
pub(super) fn kind(path: &Path) -> (Packing, Option<String>) {
    let extension = |p: &Path| p.extension().map(|e| e.to_string_lossy().to_ascii_lowercase());
    let packing = match extension(path).as_deref() {
        Some("gz") => Packing::Gzip,
        Some("zst") => Packing::Zstandard,
        _ => return (Packing::Plain, extension(path)),
    };
    (packing, extension(Path::new(path.file_stem().unwrap_or_default())))
}

pub(super) fn open(path: &Path, packing: Packing) -> io::Result<Box<dyn BufRead + Send>> {
    let file = BufReader::new(File::open(path)?);
    Ok(match packing {
        Packing::Plain => Box::new(file),
        Packing::Gzip => Box::new(BufReader::new(flate2::bufread::MultiGzDecoder::new(file))),
        Packing::Zstandard => Box::new(BufReader::new(zstd::stream::read::Decoder::with_buffer(file)?)),
    })
}

/// All bytes of `from`, or `None` where there are more than `most`: a small packed file may unpack to any size.
pub(super) fn at_most(from: impl Read, most: u64) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    from.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= most).then_some(bytes))
}
