//! Predicates and what fills their slots. In: page, pack. Out: [`Clauses`], asked by the token of a verb, noun or adjective.
//! Slots are logical: of a passive the agent is the subject and the grammatical subject the object; of a noun under a light verb
//! ("carried out an attack") the verb's subject. Shared arguments (coordination, infinitives, participles, relatives) are followed.

mod light;
mod standing;
mod status;
mod subjects;

use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_pack::Pack;

pub(crate) use standing::Standing;
pub(crate) use status::Told;

pub(crate) struct Clauses<'p> {
    page: &'p Page<'p>,
    pack: &'p Pack,
}

/// How far an argument is followed through verbs that share it; longer chains are parse faults.
const FOLLOW: usize = 6;

impl<'p> Clauses<'p> {
    pub fn new(page: &'p Page<'p>, pack: &'p Pack) -> Clauses<'p> {
        Clauses { page, pack }
    }

    /// Tokens that head what fills `slot` of the predicate at `at`, whose further words are `words`.
    pub fn fillers(&self, at: usize, words: &[usize], slot: &str) -> Vec<usize> {
        let mut found = match self.under_modal(at) {
            Some(verb) if slot == "comp" => vec![verb],
            Some(verb) => self.of_verb(verb, words, slot),
            None if self.is_verb(at) => self.of_verb(at, words, slot),
            None => self.of_noun(at, words, slot),
        };
        found.retain(|t| *t != at);
        found
    }

    /// What stands after `preposition` on the predicate's arguments, where the parser often hangs it ("the siege of X by Y",
    /// "fled to X from Y").
    pub fn far_fillers(&self, at: usize, words: &[usize], preposition: &str) -> Vec<usize> {
        let page = self.page;
        let mut hosts: Vec<usize> = page.children_as(at, Dep::Dobj).collect();
        hosts.extend(words);
        hosts.extend(page.children_as(at, Dep::Prep).flat_map(|p| self.nouns_of(p)));
        let mut found: Vec<usize> = hosts.into_iter().flat_map(|h| self.after(preposition, h, &[])).collect();
        found.retain(|t| *t != at);
        found
    }

    pub fn is_verb(&self, at: usize) -> bool {
        matches!(self.page.token(at).pos, Pos::Verb | Pos::Aux)
    }

    fn of_verb(&self, at: usize, words: &[usize], slot: &str) -> Vec<usize> {
        let page = self.page;
        match slot {
            "subject" => self.subject(at, FOLLOW),
            "object" => self.object(at),
            "dative" => page.children_as(at, Dep::Dative).flat_map(|d| self.nouns_of(d)).collect(),
            "comp" => page.children(at).filter(|&c| matches!(page.dep(c), Dep::Xcomp | Dep::Ccomp)).collect(),
            "topic" => self
                .of_verb(at, words, "comp")
                .into_iter()
                .flat_map(|c| page.children(c).filter(|&s| is_subject(page.dep(s))))
                .chain(words.iter().filter(|&&w| page.token(w).pos == Pos::Noun).flat_map(|&w| self.told_of(w)))
                .collect(),
            "owner" => self.object(at).into_iter().flat_map(|o| self.owners(o)).collect(),
            "bidden" => {
                let asked = self.of_verb(at, words, "comp").into_iter();
                let to_act = asked.filter(|&c| page.token(c).tag == "VB" || page.child(c, Dep::Mark).is_some());
                to_act.flat_map(|c| page.children(c).filter(|&s| is_subject(page.dep(s)))).collect()
            }
            "aim" => {
                let of_words = words.iter().flat_map(|&w| self.below(w));
                self.of_verb(at, words, "comp").into_iter().chain(of_words).flat_map(|c| self.object(c)).collect()
            }
            "within" => self.object(at).into_iter().chain(words.iter().copied()).flat_map(|o| self.within(o)).collect(),
            "mod" if page.dep(at) == Dep::Amod => self.hyphened(at),
            "poss" | "mod" => words.iter().flat_map(|&w| self.of_noun(w, &[], slot)).collect(),
            preposition => self.after(preposition, at, words),
        }
    }

    fn of_noun(&self, at: usize, words: &[usize], slot: &str) -> Vec<usize> {
        let page = self.page;
        match slot {
            "subject" if page.dep(at) == Dep::Acomp => page.head(at).map_or_else(Vec::new, |verb| self.subject(verb, FOLLOW)),
            "subject" if page.token(at).pos == Pos::Adj => self.described(at),
            "subject" => self.light_subject(at),
            "owner" => self.described(at),
            "aim" => self.below(at).into_iter().flat_map(|c| self.object(c)).collect(),
            "object" => self.light_object(at),
            "poss" => page.children_as(at, Dep::Poss).collect(),
            "mod" => page
                .children(at)
                .filter(|&c| matches!(page.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Npadvmod))
                .collect(),
            "comp" => self.below(at),
            "targeting" => self.targets(at),
            "dative" => self.light(at).map_or_else(Vec::new, |l| self.of_verb(l, &[], "dative")),
            "attendee" => self.attendee(at),
            "topic" => self.told_of(at),
            preposition => {
                let mut own = self.after(preposition, at, words);
                if own.is_empty() && preposition == "by" {
                    own = self.claimed_by(at);
                }
                let over = self.light(at).or_else(|| self.happens(at)).filter(|_| own.is_empty());
                over.map_or(own, |verb| self.after(preposition, verb, &[]))
            }
        }
    }

    /// The infinitive of a noun or adjective: "an operation to [liberate] X", "ready to [talk]".
    fn below(&self, at: usize) -> Vec<usize> {
        let page = self.page;
        let clause =
            |c: &usize| matches!(page.dep(*c), Dep::Acl | Dep::Relcl | Dep::Ccomp | Dep::Xcomp) && page.token(*c).tag == "VB";
        page.children(at).filter(clause).collect()
    }

    /// "It is vital for [the parties] to talk", "the demand that [the army] leave": who is to act in the clause below.
    fn told_of(&self, at: usize) -> Vec<usize> {
        let page = self.page;
        let outer = page.head(at).filter(|&h| page.lemma(h) == "be" && page.dep(at) == Dep::Acomp);
        let clauses = page.children(at).chain(outer.into_iter().flat_map(|h| page.children(h)));
        let clauses = clauses.filter(|&c| matches!(page.dep(c), Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Acl) && c > at);
        let subjects = clauses.flat_map(|c| page.children(c).filter(|&s| is_subject(page.dep(s))));
        let found: Vec<usize> = subjects.collect();
        if found.is_empty() { self.after("for", at, &[]) } else { found }
    }

    /// What stands after `preposition` on the predicate, on its further words, or on an object that the parser gave it to.
    fn after(&self, preposition: &str, at: usize, words: &[usize]) -> Vec<usize> {
        let page = self.page;
        let mut hosts = vec![at];
        hosts.extend(words);
        if self.is_verb(at) {
            hosts.extend(page.children_as(at, Dep::Dobj));
            hosts.extend(page.children_as(at, Dep::Prt));
        }
        let mut out = Vec::new();
        for host in hosts {
            for child in page.children(host) {
                let lemma = page.word(child).to_lowercase();
                match page.dep(child) {
                    Dep::Prep | Dep::Agent | Dep::Dative if lemma == preposition => out.extend(self.nouns_of(child)),
                    // "into" is sometimes read as "in" + "to"; "out of", "away from": the second word hangs on the first.
                    Dep::Prep | Dep::Advmod | Dep::Prt if !self.pack.verbs.sourcing.contains(&lemma) => out.extend(
                        page.children_as(child, Dep::Prep)
                            .filter(|&c| page.word(c).eq_ignore_ascii_case(preposition))
                            .flat_map(|c| self.nouns_of(c)),
                    ),
                    _ => {}
                }
            }
            if words.contains(&host) && page.word(host).eq_ignore_ascii_case(preposition) {
                out.extend(self.nouns_of(host));
            }
        }
        out.dedup();
        out
    }

    /// The objects of a preposition; of a bare dative the noun itself.
    fn nouns_of(&self, preposition: usize) -> Vec<usize> {
        let page = self.page;
        if !matches!(page.token(preposition).pos, Pos::Adp | Pos::Part | Pos::Sconj | Pos::Verb | Pos::Adv) {
            return vec![preposition];
        }
        page.children(preposition).filter(|&c| matches!(page.dep(c), Dep::Pobj | Dep::Pcomp)).collect()
    }

    /// Nouns that a noun phrase names on its way: "[German] goods", "the ban on [the party]", "a curfew in [the province]".
    fn within(&self, noun: usize) -> Vec<usize> {
        let page = self.page;
        let mut out = Vec::new();
        let mut open = vec![noun];
        while let Some(at) = open.pop() {
            for child in page.children(at) {
                match page.dep(child) {
                    Dep::Poss | Dep::Pobj | Dep::Amod | Dep::Compound | Dep::Nmod => out.push(child),
                    Dep::Prep => {}
                    _ => continue,
                }
                open.push(child);
            }
        }
        out.retain(|&t| !self.is_verb(t));
        out.sort_unstable();
        out
    }

    /// Whom or what a noun or adjective says something of: "[Idlib], a stronghold of X", "[militias] loyal to X", "the group's
    /// leader, [Y]", "commander [Y] of X".
    fn described(&self, at: usize) -> Vec<usize> {
        let page = self.page;
        let Some(head) = page.head(at) else { return Vec::new() };
        match page.dep(at) {
            Dep::Appos | Dep::Amod | Dep::Acl | Dep::Relcl => return vec![head],
            Dep::Compound if page.token(head).pos == Pos::Propn => return vec![head],
            Dep::Attr if page.lemma(head) == "be" => return self.surface_subject(head, FOLLOW),
            Dep::Conj if !self.is_verb(head) => return self.described(head),
            _ => {}
        }
        page.children_as(at, Dep::Appos).filter(|&c| page.token(c).pos == Pos::Propn).collect()
    }

    /// Whose a thing is: "[the rebels]' camp", "the camp of [the rebels]", "[rebel] camps".
    pub fn owners(&self, noun: usize) -> Vec<usize> {
        let mut out: Vec<usize> = self.page.children_as(noun, Dep::Poss).collect();
        out.extend(["of", "by", "from"].iter().flat_map(|of| self.after(of, noun, &[])));
        if out.is_empty() {
            out.extend(modifiers(self.page, noun));
        }
        out
    }
}

/// "[Iraqi] unity", "[rebel] positions"
fn modifiers(page: &Page, noun: usize) -> Vec<usize> {
    page.children(noun).filter(|&c| matches!(page.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod)).collect()
}

fn is_subject(dep: Dep) -> bool {
    matches!(dep, Dep::Nsubj | Dep::Nsubjpass)
}
