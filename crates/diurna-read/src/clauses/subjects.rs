//! Logical subjects and objects of verbs, followed through passives, relatives, participles and verbs that share an argument.
//! In: page, pack. Out: the tokens that head them; nothing where the words name nobody.

use super::{Clauses, FOLLOW, is_subject};
use crate::page::Page;
use diurna_lang::{Dep, Pos};

impl Clauses<'_> {
    pub fn is_passive(&self, verb: usize) -> bool {
        let page = self.page;
        let helper = || page.children_as(verb, Dep::Auxpass).next().is_some();
        if self.pack.verbs.intransitive.contains(page.lemma(verb)) && !helper() {
            return false;
        }
        if page.children(verb).any(|c| matches!(page.dep(c), Dep::Auxpass | Dep::Nsubjpass | Dep::Agent)) {
            return true;
        }
        // "a raid that left [ten men] wounded": something is done to the subject of the small clause.
        let suffered = page.dep(verb) == Dep::Ccomp
            && matches!(page.token(verb).tag, "VBN" | "VBD")
            && !page.children(verb).any(|c| matches!(page.dep(c), Dep::Aux | Dep::Dobj | Dep::Mark | Dep::Ccomp))
            && page.head(verb).is_some_and(|h| h < verb && self.pack.verbs.resulting.contains(page.lemma(h)));
        if suffered {
            return true;
        }
        // "Five were killed and eight wounded": the second shares the helper of the first.
        let helped = page.token(verb).tag == "VBN"
            && page.dep(verb) == Dep::Conj
            && !page.children(verb).any(|c| matches!(page.dep(c), Dep::Aux | Dep::Dobj))
            && page.head(verb).is_some_and(|h| self.is_verb(h) && self.is_passive(h));
        if helped {
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
    pub(super) fn subject(&self, verb: usize, follow: usize) -> Vec<usize> {
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

    /// "suffered at the hands of [the militia]"
    pub(super) fn behind(&self, verb: usize) -> Vec<usize> {
        let page = self.page;
        let nouns = page.children_as(verb, Dep::Prep).flat_map(|p| page.children_as(p, Dep::Pobj));
        let of = nouns.filter(|&n| self.pack.verbs.agentive.contains(page.lemma(n)));
        of.flat_map(|n| self.after("of", n, &[])).collect()
    }

    /// "[rebel]-held", "[US]-backed": the doer before a participle.
    pub(super) fn hyphened(&self, participle: usize) -> Vec<usize> {
        let page = self.page;
        let before = |c: &usize| *c < participle && page.word(participle - 1) == "-" && c + 2 == participle;
        let doers = page.children(participle).filter(|&c| !matches!(page.token(c).pos, Pos::Adv | Pos::Num | Pos::Punct));
        doers.filter(before).collect()
    }

    /// Logical object.
    pub(super) fn object(&self, verb: usize) -> Vec<usize> {
        let page = self.page;
        if self.is_passive(verb) {
            return self.surface_subject(verb, FOLLOW);
        }
        let mut own: Vec<usize> = page.children_as(verb, Dep::Dobj).collect();
        if own.is_empty() {
            own =
                page.children_as(verb, Dep::Ccomp).flat_map(|c| page.children(c)).filter(|&s| self.raised(s).is_some()).collect();
        }
        if own.is_empty() {
            let told = page.children_as(verb, Dep::Dative).flat_map(|d| page.children_as(d, Dep::Appos));
            own = told.filter(|&o| self.second_object(o).is_some()).collect();
        }
        if own.is_empty() {
            own = self.after_bound(verb);
        }
        if own.is_empty() {
            own = self.name_behind(verb);
        }
        if !own.is_empty() {
            return own;
        }
        // "a talk at which he praised": the noun stands for the preposition's object, not the verb's.
        let by_preposition = || {
            let nouns = page.children_as(verb, Dep::Prep).flat_map(|p| page.children_as(p, Dep::Pobj));
            nouns.into_iter().any(|n| is_relative(page, n))
        };
        let has_subject = page.children(verb).any(|c| is_subject(page.dep(c)) && !is_relative(page, c));
        if page.dep(verb) == Dep::Relcl && has_subject && !by_preposition() {
            return page.head(verb).into_iter().collect();
        }
        // "shelled and bombed the town": the object stands after the last verb.
        let shared =
            page.children_as(verb, Dep::Conj).find(|&c| self.is_verb(c) && !page.children(c).any(|s| is_subject(page.dep(s))));
        shared.map_or_else(Vec::new, |c| page.children_as(c, Dep::Dobj).collect())
    }

    /// "declared [a curfew] to begin at nine": the verb whose object the parser takes for the subject of the infinitive.
    pub fn raised(&self, noun: usize) -> Option<usize> {
        let page = self.page;
        let clause = page.head(noun).filter(|_| page.dep(noun) == Dep::Nsubj)?;
        let is_time =
            self.pack.verbs.happening.contains(page.lemma(clause)) || self.pack.verbs.beginnings.contains(page.lemma(clause));
        let infinitive = self.is_infinitive(clause);
        page.head(clause).filter(|_| is_time && infinitive && page.dep(clause) == Dep::Ccomp)
    }

    /// "denied the envoy [a visa]": the verb whose object the parser takes for an apposition of whom it is denied.
    pub fn second_object(&self, noun: usize) -> Option<usize> {
        let page = self.page;
        let told = page.head(noun).filter(|&h| page.dep(noun) == Dep::Appos && page.dep(h) == Dep::Dative && h < noun)?;
        let apart = (told + 1..noun).any(|t| page.dep(t) == Dep::Punct);
        let has_object = |verb: &usize| page.child(*verb, Dep::Dobj).is_some();
        page.head(told).filter(|verb| !apart && self.is_verb(*verb) && !has_object(verb))
    }

    /// "killed up to [16 soldiers]": a bound before a number that the parser takes for a particle and a preposition.
    fn after_bound(&self, verb: usize) -> Vec<usize> {
        let page = self.page;
        let bounds =
            page.children(verb).filter(|&c| c > verb && self.pack.quantities.high.contains(&page.word(c).to_lowercase()));
        let counted =
            |to: usize| page.children_as(to, Dep::Pobj).find(|&n| page.child(n, Dep::Nummod).is_some_and(|x| x == to + 1));
        let to = bounds.map(|b| b + 1).filter(|&t| t < page.len() && page.dep(t) == Dep::Prep);
        to.filter_map(counted).collect()
    }

    /// "shelled [Haifa]": a name right behind the verb that the parser takes for an adverb. A day is told apart by who asks.
    fn name_behind(&self, verb: usize) -> Vec<usize> {
        let page = self.page;
        let stray = |c: &usize| {
            matches!(page.dep(*c), Dep::Advmod | Dep::Npadvmod)
                && (page.token(*c).pos == Pos::Propn || page.prepared_word(*c).starts_with(char::is_uppercase))
                && page.subtree(*c).start == verb + 1
        };
        page.children(verb).filter(stray).collect()
    }

    /// Grammatical subject, followed through shared subjects.
    pub(super) fn surface_subject(&self, verb: usize, follow: usize) -> Vec<usize> {
        let page = self.page;
        let own: Vec<usize> = page.children(verb).filter(|&c| is_subject(page.dep(c)) && !self.is_setting(c)).collect();
        if let Some(&first) = own.first() {
            // "told them that rebels had burned it", where "that" was read as a relative beside the subject.
            let named: Vec<usize> = own.iter().copied().filter(|&s| !is_relative(page, s)).collect();
            if is_relative(page, first) && !named.is_empty() {
                return named;
            }
            if is_relative(page, first) {
                return self.antecedent(verb).map(|noun| self.who(first, noun)).into_iter().collect();
            }
            return own;
        }
        if let Some(stray) = self.stray_subject(verb) {
            return vec![stray];
        }
        let Some(head) = page.head(verb).filter(|_| follow > 0) else { return Vec::new() };
        match page.dep(verb) {
            Dep::Acl | Dep::Relcl if page.token(verb).tag == "VB" && self.pack.verbs.operations.contains(page.lemma(head)) => {
                self.who_runs(head, follow - 1)
            }
            Dep::Acl if page.token(verb).tag == "VBG" && self.pack.verbs.documents.contains(page.lemma(head)) => {
                self.who_issues(head, follow - 1)
            }
            Dep::Acl | Dep::Relcl | Dep::Amod => vec![head],
            // "is committed to", read as an adjective
            Dep::Acomp => self.surface_subject(head, follow - 1),
            Dep::Xcomp | Dep::Ccomp | Dep::Advcl | Dep::Conj | Dep::Dep | Dep::Pcomp | Dep::Prep => {
                self.controller(verb, head, follow - 1)
            }
            _ => Vec::new(),
        }
    }

    /// "[Near Homs], three strikes hit a depot": a place before the sentence that the parser takes for a subject.
    fn is_setting(&self, subject: usize) -> bool {
        let page = self.page;
        let phrase = page.subtree(subject);
        let opens = phrase.start != subject && page.analysis.sentences.iter().any(|s| s.start == phrase.start);
        let behind = page.analysis.tokens.get(phrase.end).is_some_and(|t| t.tag == ",");
        opens && behind && self.pack.verbs.sites.contains(&page.word(phrase.start).to_lowercase())
    }

    /// "[Nauru] turned down the offer": a name right before a verb with a tense that the parser takes for an adverb or a part of it.
    fn stray_subject(&self, verb: usize) -> Option<usize> {
        let page = self.page;
        let stray = |c: &usize| {
            *c < verb
                && page.token(*c).pos == Pos::Propn
                && matches!(page.dep(*c), Dep::Npadvmod | Dep::Compound | Dep::Dep | Dep::Nmod)
        };
        let name = page.children(verb).rfind(stray)?;
        let between = (name + 1..verb).all(|t| matches!(page.dep(t), Dep::Aux | Dep::Auxpass | Dep::Neg | Dep::Advmod));
        (between && self.is_finite(verb) && page.token(verb).pos == Pos::Verb).then_some(name)
    }

    /// "[the ministry] issued a statement accusing", "said [the mayor] in a letter urging", "a report by [the agency] blaming"; the
    /// document itself where nobody is named.
    fn who_issues(&self, document: usize, follow: usize) -> Vec<usize> {
        let page = self.page;
        let mut out: Vec<usize> = page.children_as(document, Dep::Poss).collect();
        out.extend(["by", "from"].iter().flat_map(|p| self.after(p, document, &[])));
        if !out.is_empty() {
            return out;
        }
        let above = match page.dep(document) {
            Dep::Dobj | Dep::Nsubjpass => page.head(document),
            Dep::Pobj => page.head(document).and_then(|p| page.head(p)),
            _ => None,
        };
        let issuer = above.filter(|&v| self.is_verb(v) && self.pack.verbs.issuing.contains(page.lemma(v)));
        let found = issuer.map_or_else(Vec::new, |v| self.subject(v, follow));
        if found.is_empty() { vec![document] } else { found }
    }

    /// "[the army] began the last phase of the effort to free the town", "[their] campaign to retake it".
    fn who_runs(&self, operation: usize, follow: usize) -> Vec<usize> {
        let page = self.page;
        let mut at = operation;
        for _ in 0..FOLLOW {
            let owners: Vec<usize> = page.children_as(at, Dep::Poss).collect();
            if !owners.is_empty() {
                return owners;
            }
            if let Some(verb) = self.light(at) {
                return self.surface_subject(verb, follow);
            }
            let above = page.head(at).filter(|_| page.dep(at) == Dep::Pobj).and_then(|of| page.head(of));
            match above.filter(|&a| page.token(a).pos == Pos::Noun) {
                Some(above) => at = above,
                None => break,
            }
        }
        Vec::new()
    }

    /// Who does what a verb without a subject of its own says, by the verb above it.
    pub(super) fn controller(&self, verb: usize, head: usize, follow: usize) -> Vec<usize> {
        let page = self.page;
        if page.dep(verb) == Dep::Pcomp || !self.is_verb(head) {
            // "accused them of killing", "ready to attack", "by shelling": through the preposition or adjective to its verb.
            let Some(above) = page.head(head) else { return Vec::new() };
            if matches!(page.token(head).pos, Pos::Noun | Pos::Propn) {
                return if page.dep(verb) == Dep::Conj { Vec::new() } else { vec![head] };
            }
            // "accused [the army] of shelling", where the parser gives "of" to the army.
            let is_object = matches!(page.dep(above), Dep::Dobj | Dep::Nsubjpass);
            let is_accused = is_object && page.head(above).is_some_and(|v| self.is_controlled_by_object(v));
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

    pub(super) fn controlled_by(&self, above: usize, follow: usize) -> Vec<usize> {
        let page = self.page;
        if self.is_controlled_by_object(above) {
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

    /// "accused them of killing": who does what stands below is the verb's object.
    fn is_controlled_by_object(&self, verb: usize) -> bool {
        let over = self.pack.verbs.over.get(self.page.lemma(verb));
        over.is_some_and(|o| o.iter().any(|o| o.control == "object"))
    }

    /// "[Rebels] in Homs, who had been besieged": "who" stands for those in a place, where the parser gives the clause to the place.
    fn who(&self, relative: usize, noun: usize) -> usize {
        let page = self.page;
        let in_place = page.token(relative).tag == "WP"
            && page.dep(noun) == Dep::Pobj
            && page.analysis.entities.iter().any(|e| e.tokens.contains(&noun) && matches!(e.label, "GPE" | "LOC" | "FAC"));
        let above = page.head(noun).filter(|_| in_place).and_then(|preposition| page.head(preposition));
        above.filter(|&h| matches!(page.token(h).pos, Pos::Noun | Pos::Propn)).unwrap_or(noun)
    }

    /// The noun that a relative clause is about.
    pub(super) fn antecedent(&self, verb: usize) -> Option<usize> {
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
}

/// "who", "which", "that" as a subject: it stands for the noun before the clause.
fn is_relative(page: &Page, token: usize) -> bool {
    matches!(page.token(token).tag, "WDT" | "WP")
}
