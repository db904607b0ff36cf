//! How a predicate stands in its sentence: told for its own sake or in passing, under a modal, as the content of another.

use super::{Clauses, FOLLOW};
use diurna_lang::Dep;

/// How an act stands in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Standing {
    /// By the verb of the sentence or of what somebody says in it.
    Told,
    /// By a clause with a tense that hangs on another.
    Beside,
    /// By a participle, gerund or infinitive.
    InPassing,
    /// By a noun that no verb says to happen.
    Named,
}

impl Clauses<'_> {
    /// How the predicate stands in its sentence: told for its own sake, or in passing.
    pub fn standing(&self, at: usize) -> Standing {
        let page = self.page;
        let verb = if self.is_verb(at) { Some(at) } else { self.light(at).or_else(|| self.happens(at)) };
        let Some(mut verb) = verb else { return Standing::Named };
        for _ in 0..FOLLOW {
            let Some(head) = page.head(verb) else { return Standing::Told };
            match page.dep(verb) {
                Dep::Conj | Dep::Ccomp | Dep::Xcomp | Dep::Parataxis | Dep::Dep if self.is_verb(head) => verb = head,
                _ if self.is_finite(verb) => return Standing::Beside,
                _ => return Standing::InPassing,
            }
        }
        Standing::Told
    }

    /// A verb group with a tense or a modal.
    pub(super) fn is_finite(&self, verb: usize) -> bool {
        let page = self.page;
        let tensed = |t: usize| matches!(page.token(t).tag, "VBD" | "VBZ" | "VBP" | "MD");
        tensed(verb) || page.children(verb).any(|c| matches!(page.dep(c), Dep::Aux | Dep::Auxpass) && tensed(c))
    }

    /// "supports": a finite verb in the present without auxiliaries.
    pub fn is_simple_present(&self, at: usize) -> bool {
        let present = matches!(self.page.token(at).tag, "VBZ" | "VBP");
        present && self.is_verb(at) && self.page.children_as(at, Dep::Aux).next().is_none()
    }

    /// "has been urging", "have attacked"
    pub fn is_perfect(&self, at: usize) -> bool {
        self.page.children_as(at, Dep::Aux).any(|c| self.page.lemma(c) == "have")
    }

    /// The verb that carries the tense and mood of the predicate at `at`: itself, its light verb, or the first of a coordination.
    pub fn group_of(&self, at: usize) -> Option<usize> {
        let page = self.page;
        let mut verb = if self.is_verb(at) { at } else { self.light(at)? };
        for _ in 0..FOLLOW {
            let own = page.children(verb).any(|c| matches!(page.dep(c), Dep::Aux | Dep::Neg));
            match page.head(verb).filter(|&h| !own && page.dep(verb) == Dep::Conj && self.is_verb(h)) {
                Some(first) => verb = first,
                None => break,
            }
        }
        Some(verb)
    }

    /// Whether the verb `below` is what a predicate of the words `over` is about: its infinitive or gerund, that of its noun, one
    /// coordinated with it or hanging on it ("is ready to go on to [train] them").
    pub fn is_content(&self, below: usize, over: &[usize]) -> bool {
        let page = self.page;
        let mut at = below;
        for _ in 0..FOLLOW {
            let Some(head) = page.head(at).filter(|_| self.is_verb(at)) else { return false };
            let infinitive = page.token(at).tag == "VB";
            let of_noun = || page.dep(head) == Dep::Dobj && page.head(head).is_some_and(|h| over.contains(&h));
            match page.dep(at) {
                Dep::Xcomp | Dep::Ccomp | Dep::Acl | Dep::Relcl if infinitive && (over.contains(&head) || of_noun()) => {
                    return true;
                }
                // "ruled out negotiating with them"
                Dep::Xcomp if page.token(at).tag == "VBG" && over.contains(&head) => return true,
                Dep::Pcomp if page.head(head).is_some_and(|h| over.contains(&h)) => return true,
                Dep::Conj | Dep::Xcomp => at = head,
                // "refused to let the ferry dock": what is let is part of it.
                Dep::Ccomp if infinitive => at = head,
                _ => return false,
            }
        }
        false
    }

    /// The verb whose modal stands at `at`: "must [stop]".
    pub fn under_modal(&self, at: usize) -> Option<usize> {
        self.page.head(at).filter(|_| self.page.token(at).tag == "MD" && self.page.dep(at) == Dep::Aux)
    }
}
