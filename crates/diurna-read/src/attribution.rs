//! Who says what. In: page, mentions, cues. Out: statements in text order of their cues.

use crate::mentions::Mentions;
use crate::page::Page;
use diurna_model::reading::Statement;
use diurna_pack::speech::Speech;

pub(crate) fn statements(_page: &Page, _mentions: &Mentions, _speech: &Speech) -> Vec<Statement> {
    Vec::new()
}
