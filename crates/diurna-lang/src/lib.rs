//! English text to an analysis.
