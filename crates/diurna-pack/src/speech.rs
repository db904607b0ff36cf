//! To be filled.

use crate::Source;
use crate::diagnostic::Findings;
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Speech {}

pub(crate) fn read(_sources: &[Source], _findings: &mut Findings) -> Speech {
    Speech::default()
}
