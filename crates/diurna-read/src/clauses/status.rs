//! Whether what a predicate says happened, from its tense, modals, negation, hedges and the words over it.

use super::{Clauses, FOLLOW, is_subject};
use diurna_lang::{Dep, Pos};
use diurna_model::reading::Status;
use diurna_pack::verbs::Over;

/// How a predicate is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    As(Status),
    /// Demanded, feared or otherwise no event of its own ("urged them to withdraw").
    Dropped,
}

impl Clauses<'_> {
    pub fn told(&self, at: usize) -> Told {
        if self.is_verb(at) { self.verb_told(at, FOLLOW) } else { self.noun_told(at) }
    }

    fn verb_told(&self, verb: usize, follow: usize) -> Told {
        let own = self.own(verb);
        if own == Told::Dropped || own == Told::As(Status::Negated) || follow == 0 {
            return own;
        }
        match self.above(verb, follow) {
            Some(Told::As(Status::Occurred)) | None => own,
            Some(Told::As(Status::Ongoing)) if own != Told::As(Status::Occurred) => own,
            Some(above) => above,
        }
    }

    /// What anybody does at any time ("people who attack a church", "if you fund a school"): a truth in general, no event.
    pub fn is_general(&self, at: usize) -> bool {
        let page = self.page;
        let Some(verb) = self.group_of(at) else { return false };
        let past = page.token(verb).tag == "VBD"
            || page.children_as(verb, Dep::Aux).any(|c| matches!(page.token(c).tag, "VBD" | "VBZ" | "VBP"));
        let present = matches!(page.token(verb).tag, "VBP" | "VBZ" | "VB" | "VBG");
        let anybody = |&s: &usize| {
            let bare = page.token(s).pos == Pos::Pron
                || !page.children(s).any(|c| matches!(page.dep(c), Dep::Det | Dep::Poss | Dep::Nummod | Dep::Amod));
            bare && self.pack.verbs.anybody.contains(&page.lemma(s).to_lowercase())
        };
        present && !past && self.subject(verb, FOLLOW).iter().any(anybody)
    }

    /// What the verb group itself tells.
    fn own(&self, verb: usize) -> Told {
        let page = self.page;
        let verbs = &self.pack.verbs;
        let mut own = Status::Occurred;
        let (mut negated, mut conditional) = (false, false);
        let (mut be, mut past, mut been) = (false, false, false);
        for child in page.children(verb) {
            let word = page.word(child).to_lowercase();
            match page.dep(child) {
                Dep::Neg => negated = true,
                Dep::Advmod if verbs.negators.contains(&word) => negated = true,
                Dep::Advmod | Dep::Acomp if verbs.hedges.contains(&word) => own = Status::Possible,
                Dep::Mark if verbs.suppositions.contains(&word) && page.dep(verb) == Dep::Advcl => return Told::Dropped,
                Dep::Mark | Dep::Advmod if verbs.conditions.contains(&word) => {
                    own = Status::Possible;
                    conditional = true;
                }
                Dep::Aux if page.token(child).tag == "MD" => match verbs.modals.get(&word).map(String::as_str) {
                    Some("drop") => return Told::Dropped,
                    Some(status) => own = Status::parse(status).unwrap_or(own),
                    None => {}
                },
                Dep::Aux if page.lemma(child) == "be" => {
                    be = true;
                    past |= page.token(child).tag == "VBD";
                    been |= page.token(child).tag == "VBN";
                }
                Dep::Nsubj | Dep::Nsubjpass | Dep::Dobj => {
                    negated |= page.children_as(child, Dep::Det).any(|d| verbs.negators.contains(&page.word(d).to_lowercase()));
                }
                _ => {}
            }
        }
        let had = page.children_as(verb, Dep::Aux).any(|c| page.lemma(c) == "have" && page.token(c).tag == "VBD");
        if negated {
            // "if we do not feed it": a condition is no fact, negated or not.
            return Told::As(if conditional { Status::Possible } else { Status::Negated });
        }
        if own == Status::Occurred && page.token(verb).tag == "VBG" && be && !past && !(been && had) {
            own = Status::Ongoing;
        }
        Told::As(own)
    }

    /// What the words over a verb make of it; `None` when it stands on its own.
    fn above(&self, verb: usize, follow: usize) -> Option<Told> {
        let page = self.page;
        let head = page.head(verb)?;
        let infinitive = self.is_infinitive(verb);
        match page.dep(verb) {
            // "is to deliver": what somebody is to do is planned.
            Dep::Xcomp if infinitive && page.lemma(head) == "be" => Some(match self.verb_told(head, follow - 1) {
                Told::As(Status::Occurred | Status::Ongoing) => Told::As(Status::Planned),
                told => told,
            }),
            // "has yet to sign"
            Dep::Xcomp
                if page.children(head).any(|c| self.pack.verbs.not_yet.contains(&page.word(c).to_lowercase()))
                    && page.lemma(head) == "have" =>
            {
                Some(Told::As(Status::Negated))
            }
            Dep::Xcomp => Some(self.over(head, infinitive, follow)),
            // "it is vital that the army leave"
            Dep::Ccomp | Dep::Advcl if self.is_needed(head) && page.children_as(verb, Dep::Mark).next().is_some() => {
                Some(Told::Dropped)
            }
            // "it is likely that the army left"
            Dep::Ccomp if self.is_uncertain(head) && page.children_as(verb, Dep::Mark).next().is_some() => {
                Some(Told::As(Status::Possible))
            }
            // "No one was hurt, a bomb went off": two clauses side by side, whatever the tree says.
            Dep::Ccomp if !infinitive && self.is_verb(head) && self.over_of(head).is_none() => None,
            Dep::Ccomp => {
                let told = self.over(head, infinitive, follow);
                // "Ghana accused Togo of spying, a charge Lome denied": the parser hangs the sentence on the last verb.
                let is_whole = verb < head && page.children(verb).any(|c| is_subject(page.dep(c)));
                if is_whole && told == Told::As(Status::Negated) {
                    return None;
                }
                // "said it had attacked": the words over a whole clause change it only when they doubt it.
                (infinitive || told != Told::As(Status::Planned)).then_some(told)
            }
            Dep::Pcomp => {
                if self.pack.verbs.negators.contains(&page.word(head).to_lowercase()) {
                    return Some(Told::As(Status::Negated));
                }
                let above = page.head(head)?;
                // "instead of attacking"
                let mut before = page.children_as(head, Dep::Advmod).chain([above]);
                if before.any(|w| self.pack.verbs.instead.contains(&page.word(w).to_lowercase())) {
                    return Some(Told::Dropped);
                }
                Some(self.over(above, false, follow))
            }
            // "met to discuss the war": a purpose is no event of its own.
            Dep::Advcl if infinitive => Some(Told::Dropped),
            // "was said to have fired rockets, hitting a school": a participle shares the mood of its verb.
            Dep::Advcl if page.token(verb).tag == "VBG" && !page.children(verb).any(|c| page.dep(c) == Dep::Mark) => {
                if self.is_verb(head) { self.shared(head, follow - 1) } else { None }
            }
            // "began the operation to free the town"
            Dep::Acl | Dep::Relcl if infinitive && self.is_begun(head) => Some(Told::As(Status::Ongoing)),
            Dep::Acl if infinitive => Some(self.over(head, true, follow)),
            // "the demand that the army leave"
            Dep::Acl if self.is_demanded(verb, head) => Some(Told::Dropped),
            // "denied reports that it had attacked"
            Dep::Acl if page.children_as(verb, Dep::Mark).next().is_some() => self.noun_above(head),
            Dep::Conj if self.is_verb(head) && !page.children(verb).any(|c| is_subject(page.dep(c))) => {
                let has_own = page.children(verb).any(|c| matches!(page.dep(c), Dep::Aux | Dep::Neg));
                if has_own { self.above(head, follow - 1) } else { self.shared(head, follow - 1) }
            }
            _ => None,
        }
    }

    /// "is vital", "is necessary": a judgement on what ought to be.
    fn is_needed(&self, copula: usize) -> bool {
        let judged = self.page.children_as(copula, Dep::Acomp).any(|a| self.over_of(a).is_some_and(|o| o.status == "drop"));
        judged && self.page.lemma(copula) == "be"
    }

    /// "is likely", "was possible": a judgement on whether it is so.
    fn is_uncertain(&self, copula: usize) -> bool {
        let doubts = |a: usize| {
            self.pack.verbs.hedges.contains(self.page.lemma(a)) || self.over_of(a).is_some_and(|o| o.status == "possible")
        };
        self.page.lemma(copula) == "be" && self.page.children_as(copula, Dep::Acomp).any(doubts)
    }

    /// Whether the clause of `verb` is what a noun asks for.
    fn is_demanded(&self, verb: usize, noun: usize) -> bool {
        let page = self.page;
        page.token(noun).pos == Pos::Noun
            && page.children_as(verb, Dep::Mark).next().is_some()
            && self.over_of(noun).is_some_and(|o| o.status == "drop")
    }

    /// "will attack and destroy": the second verb shares what stands over the first, but not its being no act.
    fn shared(&self, head: usize, follow: usize) -> Option<Told> {
        match self.verb_told(head, follow) {
            Told::As(Status::Negated | Status::Ongoing) => None,
            told => Some(told),
        }
    }

    /// What `head` (a verb, adjective or noun) makes of the clause below it.
    fn over(&self, head: usize, infinitive: bool, follow: usize) -> Told {
        let told_head =
            if self.is_verb(head) && follow > 0 { self.verb_told(head, follow - 1) } else { Told::As(Status::Occurred) };
        let default = if infinitive && !self.is_verb(head) { Told::As(Status::Planned) } else { Told::As(Status::Occurred) };
        let made = match self.over_of(head) {
            Some(over) => match over.clause.as_deref().filter(|_| !infinitive).unwrap_or(&over.status) {
                "drop" => Told::Dropped,
                "keep" => Told::As(Status::Occurred),
                status => Status::parse(status).map_or(default, Told::As),
            },
            None => default,
        };
        let still = self.over_of(head).is_some_and(|o| o.still);
        match (made, told_head) {
            (_, Told::Dropped) => Told::Dropped,
            (made, Told::As(Status::Planned)) if still => made,
            (Told::As(Status::Occurred | Status::Ongoing), head) if head != Told::As(Status::Occurred) => head,
            (Told::As(Status::Negated), Told::As(Status::Negated)) => Told::As(Status::Occurred),
            (made, _) => made,
        }
    }

    fn over_of(&self, head: usize) -> Option<&Over> {
        let list = self.pack.verbs.over.get(self.page.lemma(head))?;
        let passive = self.is_verb(head) && self.is_passive(head);
        list.iter().find(|o| o.passive == Some(passive)).or_else(|| list.iter().find(|o| o.passive.is_none()))
    }

    fn noun_told(&self, noun: usize) -> Told {
        let page = self.page;
        let verbs = &self.pack.verbs;
        let mut own = Status::Occurred;
        for child in page.children(noun) {
            let word = page.word(child).to_lowercase();
            match page.dep(child) {
                Dep::Det | Dep::Neg if verbs.negators.contains(&word) => return Told::As(Status::Negated),
                Dep::Amod | Dep::Compound => {
                    if let Some(status) = verbs.modifiers.get(&word).and_then(|s| Status::parse(s)) {
                        own = status;
                    } else if verbs.hedges.contains(&word) {
                        own = Status::Possible;
                    }
                }
                _ => {}
            }
        }
        // "is not willing", "would be ready"
        if let Some(copula) = page.head(noun).filter(|&h| page.dep(noun) == Dep::Acomp && self.is_verb(h)) {
            let told = self.verb_told(copula, FOLLOW);
            return if told == Told::As(Status::Occurred) { Told::As(own) } else { told };
        }
        if let Some(light) = self.light(noun).filter(|l| self.page.head(*l) != Some(noun)) {
            let mut told = self.verb_told(light, FOLLOW);
            if told == Told::As(Status::Planned) && self.over_of(light).is_some_and(|o| o.still) {
                told = Told::As(Status::Ongoing);
            }
            if told == Told::As(Status::Occurred) && own == Status::Occurred && self.is_begun(noun) {
                return Told::As(Status::Ongoing);
            }
            return if told == Told::As(Status::Occurred) { Told::As(own) } else { told };
        }
        match self.noun_above(noun) {
            Some(Told::As(Status::Occurred)) | None => Told::As(own),
            Some(told) => told,
        }
    }

    /// An operation told as begun and not as ended goes on.
    fn is_begun(&self, noun: usize) -> bool {
        let page = self.page;
        let verbs = &self.pack.verbs;
        // "the beginning of a new phase of the campaign"
        let begun_by_noun = page.ancestors(noun).take(4).any(|a| verbs.beginnings.contains(page.lemma(a)));
        let light = self.light(noun).filter(|&v| verbs.beginnings.contains(page.lemma(v)));
        verbs.operations.contains(page.lemma(noun))
            && (light.is_some_and(|v| self.verb_told(v, 2) == Told::As(Status::Occurred)) || begun_by_noun)
    }

    /// "planned an attack", "called for talks", "the talks will be held", "the threat of attacks".
    fn noun_above(&self, noun: usize) -> Option<Told> {
        let page = self.page;
        let head = page.head(noun)?;
        match page.dep(noun) {
            Dep::Dobj => Some(self.over(head, false, FOLLOW)),
            Dep::Nsubjpass => {
                self.over_of(head).map(|_| self.over(head, false, FOLLOW)).or_else(|| Some(self.verb_told(head, FOLLOW)))
            }
            Dep::Nsubj if self.happens(noun).is_some() && page.lemma(head) == "be" => match self.verb_told(head, FOLLOW) {
                // "a probe is underway"
                Told::As(Status::Occurred) => Some(Told::As(Status::Ongoing)),
                told => Some(told),
            },
            Dep::Nsubj if self.happens(noun).is_some() || self.pack.verbs.light_active.contains(page.lemma(head)) => {
                Some(self.verb_told(head, FOLLOW))
            }
            Dep::Pobj if self.pack.verbs.complement.contains(&page.word(head).to_lowercase()) => {
                // "calls for a truce and for the withdrawal": the second preposition hangs on the first.
                let beside = page.head(head).filter(|&p| page.dep(head) == Dep::Conj && page.token(p).pos == Pos::Adp);
                let above = page.head(beside.unwrap_or(head))?;
                // "did not respond to the attack" says nothing of the attack; "did not agree to talks" does.
                self.over_of(above).map(|_| self.over(above, false, FOLLOW))
            }
            Dep::Conj if !self.is_verb(head) => self.noun_above(head),
            _ => None,
        }
    }
}
