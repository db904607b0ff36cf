//! Nouns that tell an act through a verb of little meaning of its own ("carried out an attack", "clashes broke out", "claimed
//! responsibility for"). In: page, pack. Out: the verb, and who acts or suffers by it.

use super::{Clauses, FOLLOW};
use diurna_lang::Dep;

impl Clauses<'_> {
    /// The light verb over a noun: "carry out [an attack]", "[an attack] was launched", "come under [attack]".
    pub fn light(&self, noun: usize) -> Option<usize> {
        let page = self.page;
        let verbs = &self.pack.verbs;
        let is_light = |v: usize| {
            self.is_verb(v) && (verbs.light_active.contains(page.lemma(v)) || verbs.light_passive.contains(page.lemma(v)))
        };
        if let Some(below) = page.children_as(noun, Dep::Acl).find(|&c| is_light(c) && page.token(c).tag == "VBN") {
            return Some(below);
        }
        let head = page.head(noun)?;
        match page.dep(noun) {
            Dep::Dobj | Dep::Nsubjpass | Dep::Attr => is_light(head).then_some(head),
            Dep::Pobj => {
                let verb = page.head(head)?;
                (is_light(verb) && verbs.light_passive.contains(page.lemma(verb))).then_some(verb)
            }
            Dep::Conj => self.light(head),
            _ => None,
        }
    }

    /// The verb by which a noun comes about: "[clashes] broke out between X and Y", "the talks began".
    pub fn happens(&self, noun: usize) -> Option<usize> {
        let page = self.page;
        let head = page.head(noun).filter(|_| page.dep(noun) == Dep::Nsubj)?;
        let verbs = &self.pack.verbs;
        let goes_on =
            || page.lemma(head) == "be" && page.children(head).any(|c| verbs.under_way.contains(&page.word(c).to_lowercase()));
        (self.is_verb(head) && (verbs.happening.contains(page.lemma(head)) || goes_on())).then_some(head)
    }

    /// "[The group] claimed responsibility for the bombing": the verb of the claim.
    pub(super) fn claim_of(&self, noun: usize) -> Option<usize> {
        let page = self.page;
        let preposition = page.head(noun).filter(|_| page.dep(noun) == Dep::Pobj)?;
        let claimed = page.head(preposition)?;
        let verbs = &self.pack.verbs;
        let verb = if self.is_verb(claimed) { claimed } else { page.head(claimed)? };
        let object = page.children_as(verb, Dep::Dobj).any(|o| verbs.claimed.contains(&page.lemma(o).to_lowercase()));
        // "No group claimed responsibility": nobody did.
        let nobody = page.children_as(verb, Dep::Nsubj).any(|s| {
            let words = page.children_as(s, Dep::Det).chain([s]);
            words.into_iter().any(|w| verbs.negators.contains(&page.word(w).to_lowercase()))
        });
        (object && !nobody && verbs.claiming.contains(page.lemma(verb))).then_some(verb)
    }

    pub(super) fn light_subject(&self, noun: usize) -> Vec<usize> {
        if let Some(claim) = self.claim_of(noun) {
            return self.subject(claim, FOLLOW);
        }
        let Some(verb) = self.light(noun) else { return Vec::new() };
        if self.is_light_passive(noun, verb) { Vec::new() } else { self.subject(verb, FOLLOW) }
    }

    pub(super) fn light_object(&self, noun: usize) -> Vec<usize> {
        let Some(verb) = self.light(noun) else { return Vec::new() };
        if self.is_light_passive(noun, verb) { self.surface_subject(verb, FOLLOW) } else { Vec::new() }
    }

    pub(super) fn is_light_passive(&self, noun: usize, verb: usize) -> bool {
        let lemma = self.page.lemma(verb);
        let verbs = &self.pack.verbs;
        verbs.light_passive.contains(lemma) && (!verbs.light_active.contains(lemma) || self.page.dep(noun) == Dep::Pobj)
    }

    /// "[The premier] spoke at a dinner with farmers": who acts on the occasion that the noun names.
    pub(super) fn attendee(&self, noun: usize) -> Vec<usize> {
        let page = self.page;
        let verb = page.head(noun).filter(|_| page.dep(noun) == Dep::Pobj).and_then(|p| page.head(p));
        verb.filter(|&v| self.is_verb(v)).map_or_else(Vec::new, |v| self.subject(v, FOLLOW))
    }

    /// "strikes targeting [the convoy]"
    pub(super) fn targets(&self, noun: usize) -> Vec<usize> {
        let page = self.page;
        let participles = page.children(noun).filter(|&c| matches!(page.dep(c), Dep::Acl | Dep::Relcl));
        let aimed = participles.filter(|&c| self.pack.verbs.aiming.contains(page.lemma(c)));
        aimed.flat_map(|c| page.children_as(c, Dep::Dobj).collect::<Vec<_>>()).collect()
    }

    /// "an attack claimed by [the group]"
    pub(super) fn claimed_by(&self, noun: usize) -> Vec<usize> {
        let page = self.page;
        let claims = page.children(noun).filter(|&c| matches!(page.dep(c), Dep::Acl | Dep::Relcl | Dep::Conj));
        let claims = claims.filter(|&c| self.pack.verbs.claiming.contains(page.lemma(c)));
        claims.flat_map(|c| page.children_as(c, Dep::Agent)).flat_map(|a| self.nouns_of(a)).collect()
    }
}
