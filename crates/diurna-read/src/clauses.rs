//! Predicates with their arguments and status.
use crate::page::Page;
use diurna_pack::Pack;
pub(crate) struct Clauses {}
impl Clauses {
    pub fn new(_page: &Page, _pack: &Pack) -> Clauses {
        Clauses {}
    }
}
