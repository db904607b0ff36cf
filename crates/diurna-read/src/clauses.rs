//! Predicates and what fills their slots. In: page, pack. Out: [`Clauses`], asked by the token of a verb, noun or adjective.
//! Slots are logical: of a passive the agent is the subject and the grammatical subject the object; of a noun under a light verb
//! ("carried out an attack") the verb's subject. Shared arguments (coordination, infinitives, participles, relatives) are followed.

mod status;

use crate::page::Page;
use diurna_lang::{Dep, Pos};
use diurna_pack::Pack;

pub(crate) use status::Told;

pub(crate) struct Clauses<'p> {
    page: &'p Page<'p>,
    pack: &'p Pack,
}

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
    fn is_finite(&self, verb: usize) -> bool {
        let page = self.page;
        let tensed = |t: usize| matches!(page.token(t).tag, "VBD" | "VBZ" | "VBP" | "MD");
        tensed(verb) || page.children(verb).any(|c| matches!(page.dep(c), Dep::Aux | Dep::Auxpass) && tensed(c))
    }

    /// "supports": a finite verb in the present without auxiliaries.
    pub fn is_simple_present(&self, at: usize) -> bool {
        let present = matches!(self.page.token(at).tag, "VBZ" | "VBP");
        present && self.is_verb(at) && self.page.children_as(at, Dep::Aux).next().is_none()
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
    /// coordinated with it or hanging on it ("is committed to continuing to train [them]").
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
                Dep::Pcomp if page.head(head).is_some_and(|h| over.contains(&h)) => return true,
                Dep::Conj | Dep::Xcomp => at = head,
                _ => return false,
            }
        }
        false
    }

    /// The verb whose modal stands at `at`: "must [stop]".
    pub fn under_modal(&self, at: usize) -> Option<usize> {
        self.page.head(at).filter(|_| self.page.token(at).tag == "MD" && self.page.dep(at) == Dep::Aux)
    }

    pub fn is_verb(&self, at: usize) -> bool {
        matches!(self.page.token(at).pos, Pos::Verb | Pos::Aux)
    }

    /// "has been urging", "have attacked"
    pub fn is_perfect(&self, at: usize) -> bool {
        self.page.children_as(at, Dep::Aux).any(|c| self.page.lemma(c) == "have")
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
                .collect(),
            "owner" => self.object(at).into_iter().flat_map(|o| self.owners(o)).collect(),
            "aim" => self.of_verb(at, words, "comp").into_iter().flat_map(|c| self.object(c)).collect(),
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

    /// "an attack claimed by [the group]"
    fn claimed_by(&self, noun: usize) -> Vec<usize> {
        let page = self.page;
        let claims = page.children(noun).filter(|&c| matches!(page.dep(c), Dep::Acl | Dep::Relcl | Dep::Conj));
        let claims = claims.filter(|&c| self.pack.verbs.claiming.contains(page.lemma(c)));
        claims.flat_map(|c| page.children_as(c, Dep::Agent)).flat_map(|a| self.nouns_of(a)).collect()
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
                    Dep::Prep | Dep::Advmod | Dep::Prt => out.extend(
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
        out.extend(self.after("of", noun, &[]));
        if out.is_empty() {
            out.extend(modifiers(self.page, noun));
        }
        out
    }

    pub fn is_passive(&self, verb: usize) -> bool {
        let page = self.page;
        if page.children(verb).any(|c| matches!(page.dep(c), Dep::Auxpass | Dep::Nsubjpass | Dep::Agent)) {
            return true;
        }
        if page.token(verb).tag != "VBN" || page.children(verb).any(|c| matches!(page.dep(c), Dep::Aux | Dep::Nsubj | Dep::Dobj))
        {
            return false;
        }
        match page.dep(verb) {
            Dep::Acl | Dep::Advcl | Dep::Amod => true,
            Dep::Conj => page.head(verb).is_some_and(|h| self.is_verb(h) && self.is_passive(h)),
            _ => false,
        }
    }

    /// Logical subject.
    fn subject(&self, verb: usize, follow: usize) -> Vec<usize> {
        if !self.is_passive(verb) {
            return self.surface_subject(verb, follow);
        }
        let agents: Vec<usize> = self.page.children_as(verb, Dep::Agent).flat_map(|a| self.nouns_of(a)).collect();
        if !agents.is_empty() {
            return agents;
        }
        let hyphened = self.hyphened(verb);
        if hyphened.is_empty() { self.behind(verb) } else { hyphened }
    }

    /// "were killed at the hands of [the militia]"
    fn behind(&self, verb: usize) -> Vec<usize> {
        let page = self.page;
        let nouns = page.children_as(verb, Dep::Prep).flat_map(|p| page.children_as(p, Dep::Pobj));
        let of = nouns.filter(|&n| self.pack.verbs.agentive.contains(page.lemma(n)));
        of.flat_map(|n| self.after("of", n, &[])).collect()
    }

    /// "[rebel]-held", "[US]-backed": the doer before a participle.
    fn hyphened(&self, participle: usize) -> Vec<usize> {
        let page = self.page;
        let before = |c: &usize| *c < participle && page.word(participle - 1) == "-" && c + 2 == participle;
        let doers = page.children(participle).filter(|&c| !matches!(page.token(c).pos, Pos::Adv | Pos::Num | Pos::Punct));
        doers.filter(before).collect()
    }

    /// Logical object.
    fn object(&self, verb: usize) -> Vec<usize> {
        let page = self.page;
        if self.is_passive(verb) {
            return self.surface_subject(verb, FOLLOW);
        }
        let own: Vec<usize> = page.children_as(verb, Dep::Dobj).collect();
        if !own.is_empty() {
            return own;
        }
        if page.dep(verb) == Dep::Relcl && page.children(verb).any(|c| is_subject(page.dep(c)) && !is_relative(page, c)) {
            return page.head(verb).into_iter().collect();
        }
        // "shelled and bombed the town": the object stands after the last verb.
        let shared =
            page.children_as(verb, Dep::Conj).find(|&c| self.is_verb(c) && !page.children(c).any(|s| is_subject(page.dep(s))));
        shared.map_or_else(Vec::new, |c| page.children_as(c, Dep::Dobj).collect())
    }

    /// Grammatical subject, followed through shared subjects.
    fn surface_subject(&self, verb: usize, follow: usize) -> Vec<usize> {
        let page = self.page;
        let own: Vec<usize> = page.children(verb).filter(|&c| is_subject(page.dep(c))).collect();
        if let Some(&first) = own.first() {
            if is_relative(page, first) {
                return self.antecedent(verb).into_iter().collect();
            }
            return own;
        }
        let Some(head) = page.head(verb).filter(|_| follow > 0) else { return Vec::new() };
        match page.dep(verb) {
            Dep::Acl | Dep::Relcl | Dep::Amod => vec![head],
            // "is committed to", read as an adjective
            Dep::Acomp => self.surface_subject(head, follow - 1),
            Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Conj | Dep::Dep | Dep::Pcomp | Dep::Prep => {
                self.controller(verb, head, follow - 1)
            }
            _ => Vec::new(),
        }
    }

    /// Who does what a verb without a subject of its own says, by the verb above it.
    fn controller(&self, verb: usize, head: usize, follow: usize) -> Vec<usize> {
        let page = self.page;
        if page.dep(verb) == Dep::Pcomp || !self.is_verb(head) {
            // "accused them of killing", "ready to attack", "by shelling": through the preposition or adjective to its verb.
            let Some(above) = page.head(head) else { return Vec::new() };
            if matches!(page.token(head).pos, Pos::Noun | Pos::Propn) {
                return if page.dep(verb) == Dep::Conj { Vec::new() } else { vec![head] };
            }
            // "accused [the army] of shelling", where the parser gives "of" to the army.
            let by_object =
                |v: usize| self.pack.verbs.over.get(page.lemma(v)).is_some_and(|o| o.iter().any(|o| o.control == "object"));
            let is_accused = matches!(page.dep(above), Dep::Dobj | Dep::Nsubjpass) && page.head(above).is_some_and(by_object);
            if is_accused && page.dep(verb) == Dep::Pcomp {
                return vec![above];
            }
            return if self.is_verb(above) { self.controlled_by(above, follow) } else { Vec::new() };
        }
        match page.dep(verb) {
            Dep::Xcomp | Dep::Ccomp => self.controlled_by(head, follow),
            _ => self.surface_subject(head, follow),
        }
    }

    fn controlled_by(&self, above: usize, follow: usize) -> Vec<usize> {
        let page = self.page;
        let by_object = self.pack.verbs.over.get(page.lemma(above)).is_some_and(|o| o.iter().any(|o| o.control == "object"));
        if by_object {
            let object = if self.is_passive(above) {
                self.surface_subject(above, follow)
            } else {
                page.children_as(above, Dep::Dobj).collect()
            };
            if !object.is_empty() {
                return object;
            }
        }
        self.surface_subject(above, follow)
    }

    /// The noun that a relative clause is about.
    fn antecedent(&self, verb: usize) -> Option<usize> {
        let page = self.page;
        let mut at = verb;
        for _ in 0..FOLLOW {
            let head = page.head(at)?;
            if page.dep(at) == Dep::Relcl {
                return Some(head);
            }
            at = head;
        }
        None
    }

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

    /// "[The premier] spoke at a dinner with farmers": who acts on the occasion that the noun names.
    fn attendee(&self, noun: usize) -> Vec<usize> {
        let page = self.page;
        let verb = page.head(noun).filter(|_| page.dep(noun) == Dep::Pobj).and_then(|p| page.head(p));
        verb.filter(|&v| self.is_verb(v)).map_or_else(Vec::new, |v| self.subject(v, FOLLOW))
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
    fn claim_of(&self, noun: usize) -> Option<usize> {
        let page = self.page;
        let preposition = page.head(noun).filter(|_| page.dep(noun) == Dep::Pobj)?;
        let claimed = page.head(preposition)?;
        let verbs = &self.pack.verbs;
        let verb = if self.is_verb(claimed) { claimed } else { page.head(claimed)? };
        let object = page.children_as(verb, Dep::Dobj).any(|o| verbs.claimed.contains(&page.lemma(o).to_lowercase()));
        (object && verbs.claiming.contains(page.lemma(verb))).then_some(verb)
    }

    fn light_subject(&self, noun: usize) -> Vec<usize> {
        if let Some(claim) = self.claim_of(noun) {
            return self.subject(claim, FOLLOW);
        }
        let Some(verb) = self.light(noun) else { return Vec::new() };
        if self.is_light_passive(noun, verb) { Vec::new() } else { self.subject(verb, FOLLOW) }
    }

    fn light_object(&self, noun: usize) -> Vec<usize> {
        let Some(verb) = self.light(noun) else { return Vec::new() };
        if self.is_light_passive(noun, verb) { self.surface_subject(verb, FOLLOW) } else { Vec::new() }
    }

    fn is_light_passive(&self, noun: usize, verb: usize) -> bool {
        let lemma = self.page.lemma(verb);
        let verbs = &self.pack.verbs;
        verbs.light_passive.contains(lemma) && (!verbs.light_active.contains(lemma) || self.page.dep(noun) == Dep::Pobj)
    }

    /// "strikes targeting [the convoy]"
    fn targets(&self, noun: usize) -> Vec<usize> {
        let page = self.page;
        let participles =
            page.children(noun).filter(|&c| matches!(page.dep(c), Dep::Acl | Dep::Relcl) && page.lemma(c) == "target");
        participles.flat_map(|c| page.children_as(c, Dep::Dobj).collect::<Vec<_>>()).collect()
    }
}

/// "[Iraqi] unity", "[rebel] positions"
fn modifiers(page: &Page, noun: usize) -> Vec<usize> {
    page.children(noun).filter(|&c| matches!(page.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod)).collect()
}

fn is_subject(dep: Dep) -> bool {
    matches!(dep, Dep::Nsubj | Dep::Nsubjpass)
}

/// "who", "which", "that" as a subject: it stands for the noun before the clause.
fn is_relative(page: &Page, token: usize) -> bool {
    matches!(page.token(token).tag, "WDT" | "WP")
}
