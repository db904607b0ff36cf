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
        // "hastened the recall of engineers from X": the parser gives "from" to the engineers.
        let of: Vec<usize> = hosts.iter().flat_map(|&h| self.after("of", h, &[])).collect();
        hosts.extend(of);
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
            "bidden" => self.bidden(at, words),
            "helped" => self.helped(at, words),
            "cause" => self.cause(at, words),
            "promised" => self.promised(at),
            "aim" => {
                let of_words = words.iter().flat_map(|&w| self.below(w));
                self.of_verb(at, words, "comp").into_iter().chain(of_words).flat_map(|c| self.object(c)).collect()
            }
            "within" => {
                let named = self.object(at).into_iter().chain(words.iter().copied()).flat_map(|o| self.within(o));
                named.chain(self.after("in", at, &[])).collect()
            }
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
            "promised" => self.promised(at),
            "targeting" => self.targets(at),
            "helped" => self.helped(at, words),
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

    /// "asked that [the army] leave", "called for [the army] to leave", "the demand that [the army] leave": who is to act.
    fn bidden(&self, at: usize, words: &[usize]) -> Vec<usize> {
        let page = self.page;
        let asked = self.of_verb(at, words, "comp").into_iter();
        let to_act = asked.filter(|&c| page.token(c).tag == "VB" || page.child(c, Dep::Mark).is_some());
        let beside = page.children_as(at, Dep::Advcl).filter(|&c| self.is_bidden(c));
        // "insisted on its demand that [the army] leave"
        let behind = words.iter().filter(|&&w| page.token(w).pos == Pos::Adp).flat_map(|&w| self.nouns_of(w));
        let nouns = words.iter().copied().chain(behind);
        let of_words = nouns.flat_map(|w| page.children_as(w, Dep::Acl)).filter(|&c| page.token(c).tag.starts_with("VB"));
        let clauses = to_act.chain(beside).chain(of_words);
        clauses.flat_map(|c| page.children(c).filter(move |&s| is_subject(page.dep(s)) && c > at)).collect()
    }

    /// "to [leave]": a verb with "to" before it.
    pub fn is_infinitive(&self, verb: usize) -> bool {
        let page = self.page;
        page.token(verb).tag == "VB" && page.has_to(verb)
    }

    /// "for the king [to step down]": an infinitive with a subject of its own.
    pub fn is_bidden(&self, clause: usize) -> bool {
        let page = self.page;
        page.dep(clause) == Dep::Advcl && self.is_infinitive(clause) && page.children(clause).any(|c| is_subject(page.dep(c)))
    }

    /// "sent doctors to treat [the wounded]", "gave millions to fight hunger in [Niger]": whom the purpose of help helps.
    fn helped(&self, at: usize, words: &[usize]) -> Vec<usize> {
        let page = self.page;
        let things = if self.is_verb(at) { self.object(at) } else { Vec::new() };
        let hosts: Vec<usize> = things.into_iter().chain(words.iter().copied()).chain([at]).collect();
        let purpose = |c: &usize| self.is_infinitive(*c) && self.pack.verbs.helping.contains(page.lemma(*c));
        let clauses = hosts.into_iter().flat_map(|h| page.children(h)).filter(|&c| c > at).filter(purpose);
        clauses.flat_map(|c| self.beneficiaries(c)).collect()
    }

    /// "marched to demand help from [the ministry]", "blocked roads, protesting the arrests by [the police]": against whom, or of
    /// whom, the clause of the purpose speaks.
    fn cause(&self, at: usize, words: &[usize]) -> Vec<usize> {
        let page = self.page;
        // Wherever the parser hangs it: "closed the lane that leads to the mill to denounce the sale".
        let clauses = page.subtree(at).filter(|&c| {
            c > at
                && matches!(page.dep(c), Dep::Xcomp | Dep::Advcl | Dep::Acl | Dep::Ccomp | Dep::Conj)
                && matches!(page.token(c).tag, "VB" | "VBG")
                && self.pack.verbs.demanding.contains(page.lemma(c))
        });
        let mut out = Vec::new();
        for clause in clauses.chain(words.iter().copied().filter(|&w| self.pack.verbs.demanding.contains(page.lemma(w)))) {
            let things = self.object(clause);
            out.extend(self.bidden(clause, &[]));
            out.extend(["against", "from", "of", "on", "at", "over", "to"].iter().flat_map(|p| self.after(p, clause, &[])));
            out.extend(
                things
                    .iter()
                    .flat_map(|&t| ["from", "by", "against", "for", "with", "at"].map(|p| self.after(p, t, &[])))
                    .flatten(),
            );
            out.extend(things.iter().flat_map(|&t| self.authors(t)));
            out.extend(things);
            let owners = out.iter().flat_map(|&t| page.children_as(t, Dep::Poss));
            let owners: Vec<usize> = owners.filter(|&o| page.token(o).pos != Pos::Pron).collect();
            out.extend(owners);
            // "to ask for the boats taken by [the navy]": deeper down, who is named by what is done.
            let below = page.subtree(clause).filter(|&t| t > clause && matches!(page.dep(t), Dep::Prep | Dep::Agent));
            let named = below.filter(|&t| ["from", "by", "against"].iter().any(|p| page.word(t).eq_ignore_ascii_case(p)));
            out.extend(named.flat_map(|t| self.nouns_of(t)));
        }
        out
    }

    /// "offered to send troops to [Chad]", "agreed to help [Chad]": to whom the promised act goes.
    fn promised(&self, at: usize) -> Vec<usize> {
        let page = self.page;
        let acts = self.of_verb(at, &[], "comp").into_iter().filter(|&c| page.token(c).tag == "VB");
        // "consented on Friday to reopen": away from its verb the parser takes what is promised for a purpose.
        let has_object = page.child(at, Dep::Dobj).is_some() || page.child(at, Dep::Dative).is_some();
        let apart = page.children_as(at, Dep::Advcl).filter(|&c| !has_object && c > at && self.is_infinitive(c));
        let acts = acts.chain(apart.filter(|&c| !page.children(c).any(|s| is_subject(page.dep(s)))));
        // "committed to helping [Chad]"
        let gerunds = page.children_as(at, Dep::Prep).flat_map(|p| page.children_as(p, Dep::Pcomp));
        let acts = acts.chain(gerunds);
        let towards = |c: usize| {
            let mut out = self.of_verb(c, &[], "dative");
            out.extend(["to", "for", "with", "into"].iter().flat_map(|p| self.after(p, c, &[])));
            let things = self.object(c);
            // "to reopen its border with [Chad]"
            out.extend(things.iter().flat_map(|&t| ["between", "with"].map(|p| self.after(p, t, &[]))).flatten());
            let helps = self.pack.verbs.helping.contains(page.lemma(c));
            out.extend(if helps { self.beneficiaries(c) } else { self.helped(c, &[]) });
            out
        };
        acts.flat_map(towards).collect()
    }

    /// Whom a verb of help helps: its object, who acts in the clause below it, or the land that either names.
    fn beneficiaries(&self, verb: usize) -> Vec<usize> {
        let page = self.page;
        let below = page.children(verb).filter(|&c| matches!(page.dep(c), Dep::Ccomp | Dep::Xcomp));
        let acting = below.flat_map(|c| page.children(c).filter(|&s| is_subject(page.dep(s))));
        let mut out: Vec<usize> = acting.chain(self.object(verb)).chain(self.after("for", verb, &[])).collect();
        let lands: Vec<usize> = ["in", "to"].iter().flat_map(|p| self.after(p, verb, &[])).collect();
        out.extend(lands);
        out
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

    /// Who made a thing or bears it: "the proposal submitted by [the bank]", "charges by [the clergy]", "restrictions imposed on
    /// [journalists]", "the demands of [the drivers]".
    pub fn authors(&self, noun: usize) -> Vec<usize> {
        let page = self.page;
        let verbs = &self.pack.verbs;
        let mut out = self.after("by", noun, &[]);
        for participle in page.children_as(noun, Dep::Acl).filter(|&c| page.token(c).tag == "VBN") {
            if verbs.made.contains(page.lemma(participle)) {
                out.extend(page.children_as(participle, Dep::Agent).flat_map(|a| self.nouns_of(a)));
            }
            if verbs.imposed.contains(page.lemma(participle)) {
                out.extend(["on", "upon", "against"].iter().flat_map(|p| self.after(p, participle, &[])));
            }
        }
        if out.is_empty() && (verbs.spoken.contains(page.lemma(noun)) || verbs.belongings.contains(page.lemma(noun))) {
            out.extend(["of", "from"].iter().flat_map(|p| self.after(p, noun, &[])));
        }
        out
    }

    /// Whose a thing is: "[the rebels]' camp", "the camp of [the rebels]", "[rebel] camps".
    pub fn owners(&self, noun: usize) -> Vec<usize> {
        let mut out: Vec<usize> = self.page.children_as(noun, Dep::Poss).collect();
        // "accounts belonging to the cartel"
        let owned = self.page.children_as(noun, Dep::Acl).filter(|&c| self.pack.verbs.owning.contains(self.page.lemma(c)));
        out.extend(owned.flat_map(|c| self.after("to", c, &[]).into_iter().chain(self.after("by", c, &[]))));
        // "the army's treatment of the villagers" is the army's.
        if out.is_empty() {
            out.extend(["of", "by", "from"].iter().flat_map(|of| self.after(of, noun, &[])));
        }
        if out.is_empty() {
            // "branded as theft [Chad]'s sale of the mine": the object behind, which the parser takes for an apposition.
            let behind = self.page.children_as(noun, Dep::Appos).filter(|&a| a > noun && self.page.token(noun + 1).tag != ",");
            out.extend(behind.flat_map(|a| self.page.children_as(a, Dep::Poss)));
        }
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
