//! The sentences a rule carries: what it must read, and what it must leave alone.

use serde::{Deserialize, Serialize};

/// A sentence the rule must read, and the fields it must give (only those named are compared).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Yes {
    pub text: String,
    /// The day the report appeared.
    pub published: Option<String>,
    pub actors: Option<Vec<String>>,
    pub recipients: Option<Vec<String>>,
    pub place: Option<String>,
    pub time: Option<String>,
    pub status: Option<String>,
    pub by: Option<Vec<String>>,
    /// The first count.
    pub n: Option<u64>,
    pub holder: Option<String>,
    pub lost_by: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub what: Option<String>,
}

/// A sentence the rule must not read, and why it looks as if it might.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct No {
    pub text: String,
    pub why: String,
}
