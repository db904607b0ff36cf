//! `import.toml`: what dictionaries of older coders leave open and an import must decide. Refused: a frame that is not there.

use crate::diagnostic::Findings;
use crate::frames::Frames;
use crate::{Source, kind_of};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Import {
    /// The frame of an imported verb's rule.
    pub frame: String,
    /// The confidence of a rule that no sentence has proved.
    pub confidence: f64,
    /// Parts of a code that make its actor an organisation, or a group.
    pub organisations: BTreeSet<String>,
    pub groups: BTreeSet<String>,
    /// Country codes of the dictionaries → ISO 3166-1 alpha-3.
    pub countries: BTreeMap<String, String>,
}

pub(crate) fn read(sources: &[Source], frames: &Frames, findings: &mut Findings) -> Import {
    let mut import = Import::default();
    for source in sources.iter().filter(|s| kind_of(s) == "import.toml") {
        let Some(read) = findings.toml::<Import>(source) else { continue };
        if frames.index(&read.frame).is_none() {
            findings.add(source, 0, format!("no frame is called `{}`", read.frame), "frames stand in frames.toml");
        }
        import = read;
    }
    import
}
