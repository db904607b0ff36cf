//! Loaded words. In: desk, and the events coded from it. Out: [`Framing`]s in text order: whose word it is, and towards whom.
//! Nothing is coded from them. Refused: words inside official names, and senses that name neither a party nor an act.

use crate::coding::{Desk, by, head_of, parties};
use crate::mentions::Kind;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_model::mention::Party;
use diurna_model::reading::{Doubt, Event, Evidence, Framing};
use diurna_pack::framing::{Family, Is, Needs, Phrase, Towards};
use diurna_pack::rules::PartOfSpeech;
use diurna_pack::speech::Takes;
use std::cmp::Reverse;
use std::ops::Range;

pub(crate) fn framing(desk: &Desk, events: &[Event]) -> Vec<Framing> {
    let ear = Ear { desk, events };
    let mut out = Vec::new();
    let mut at = 0;
    while at < desk.page.len() {
        match ear.loaded(at) {
            Some((length, found)) => {
                out.extend(found);
                at += length;
            }
            None => at += 1,
        }
    }
    out
}

/// The name of a family's rule, as evidence gives it.
pub(crate) fn rule(family: &Family) -> String {
    format!("framing.{}", family.name)
}

struct Ear<'d, 'p> {
    desk: &'d Desk<'p>,
    events: &'d [Event],
}

/// A family's word in the text.
struct Word<'p> {
    tokens: Range<usize>,
    head: usize,
    family: &'p Family,
}

/// How many steps an apposition or coordination is followed.
const FOLLOW: usize = 4;

impl<'p> Ear<'_, 'p> {
    /// The longest loaded phrase that begins at `at`: how many tokens it has, and a record for each party it is about.
    fn loaded(&self, at: usize) -> Option<(usize, Vec<Framing>)> {
        let page = self.desk.page;
        let known = &self.desk.pack.framing;
        let (lemma, word) = (page.lemma(at).to_lowercase(), page.word(at).to_lowercase());
        let as_written = if word == lemma { &[] } else { known.beginning_with(&word) };
        let all = known.beginning_with(&lemma).iter().chain(as_written);
        let mut phrases: Vec<&Phrase> = all.filter(|p| self.stands(p, at)).collect();
        // "a criminal regime" is a quality of the regime, "criminals" are a party.
        phrases
            .sort_by_key(|p| (Reverse(p.more.len()), Reverse(known.family(p).is == Is::Quality), known.family(p).is == Is::Deed));
        phrases.into_iter().find_map(|phrase| {
            let tokens = at..at + 1 + phrase.more.len();
            let head = head_of(self.desk, page.span(tokens.clone()))?;
            let word = Word { tokens, head, family: known.family(phrase) };
            let meant = self.meant(&word).filter(|_| !self.is_in_name(&word.tokens, phrase.proper))?;
            Some((word.tokens.len(), self.records(&word, meant)))
        })
    }

    fn stands(&self, phrase: &Phrase, at: usize) -> bool {
        let page = self.desk.page;
        let is = |token: usize, word: &str| {
            let either = [page.word(token), page.lemma(token)];
            either.iter().any(|w| w.eq_ignore_ascii_case(word) || (*w == "’s" && word == "'s"))
        };
        phrase.more.iter().enumerate().all(|(i, word)| {
            let token = at + 1 + i;
            token < page.len() && page.sentence_of(token) == page.sentence_of(at) && is(token, word)
        })
    }

    fn records(&self, word: &Word, meant: Vec<Party>) -> Vec<Framing> {
        let page = self.desk.page;
        let span = page.span(word.tokens.clone());
        let record = |towards: Option<Party>| Framing {
            doubts: if towards.is_none() { vec![Doubt { field: "towards", reason: "no-party" }] } else { Vec::new() },
            towards,
            by: by(self.desk, span),
            evidence: Evidence { span, sentence: page.sentence_of(word.head), rule: rule(word.family) },
        };
        if meant.is_empty() { vec![record(None)] } else { meant.into_iter().map(|p| record(Some(p))).collect() }
    }

    /// Whom the word is about: nobody that the words tell is an empty list; no loaded word at all is `None`.
    fn meant(&self, word: &Word) -> Option<Vec<Party>> {
        let page = self.desk.page;
        // "counter-terrorism", "anti-regime"
        let begin = page.token(word.tokens.start).span.begin;
        if page.prepared[..begin].ends_with(['-', '–', '/']) || self.is_innocent(word) {
            return None;
        }
        match word.family.is {
            Is::Party => self.party(word),
            Is::Quality => self.whose(self.bearer(word.head)?),
            Is::Deed => self.deed(word),
        }
    }

    /// "[terrorists] fled", "[terrorist] groups", "call them [terrorists]".
    fn party(&self, word: &Word) -> Option<Vec<Party>> {
        let page = self.desk.page;
        let last = word.tokens.end.saturating_sub(1);
        // "regime-held"
        if page.joins_next(last) {
            return Some(parties(self.desk, &[word.head]));
        }
        if !matches!(page.token(word.head).pos, Pos::Noun | Pos::Propn | Pos::Adj) {
            return None;
        }
        if let Some(noun) = self.modified(word.head) {
            // "a robber tale" calls nobody a robber.
            return self.whose(noun).filter(|_| word.family.needs != Some(Needs::Party));
        }
        match self.called(word.head) {
            Some(target) => Some(self.whose(target).unwrap_or_default()),
            None if word.family.needs == Some(Needs::Party) => None,
            None => Some(parties(self.desk, &[word.head])),
        }
    }

    /// "the [liberation] of the town by the army", "the army [liberated] the town", "was [martyred]".
    fn deed(&self, word: &Word) -> Option<Vec<Party>> {
        let page = self.desk.page;
        let at = word.head;
        if !matches!(page.token(at).pos, Pos::Noun | Pos::Verb) || self.modified(at).is_some_and(|n| !self.can_be_meant(n)) {
            return None;
        }
        let meant = match word.family.towards {
            Towards::Doer => self.doers(word.tokens.clone(), at, word.family.of_doer),
            Towards::Sufferer => self.sufferers(at),
        };
        let somebody = || self.concerns_somebody(word, !meant.is_empty());
        (word.family.needs != Some(Needs::Party) || somebody()).then_some(meant)
    }

    /// The noun before which a word stands: "terrorist [groups]", "the brutal [regime]".
    fn modified(&self, token: usize) -> Option<usize> {
        let page = self.desk.page;
        let mut at = token;
        for _ in 0..FOLLOW {
            // "A gallant horse won": the parser may hang a whole phrase on a verb.
            let Some(over) = page.head(at).filter(|&h| !self.desk.clauses.is_verb(h)) else { break };
            match page.dep(at) {
                Dep::Amod | Dep::Compound | Dep::Nmod => at = over,
                // "a brutal and cowardly attack"
                Dep::Conj if page.dep(over) == Dep::Amod => at = over,
                _ => break,
            }
        }
        (at != token).then_some(at)
    }

    /// What a quality is said of.
    fn bearer(&self, token: usize) -> Option<usize> {
        let page = self.desk.page;
        let verb = page.head(token).filter(|_| page.dep(token) == Dep::Advmod);
        let before = verb.filter(|&v| self.desk.clauses.is_verb(v)).or_else(|| self.modified(token));
        // "called them criminals", "is a savage": a noun, and so a party's name.
        let article = token.checked_sub(1).is_some_and(|t| page.dep(t) == Dep::Det);
        let is_noun = article || matches!(page.token(token).tag, "NNS" | "NNPS");
        before.or_else(|| self.called(token).filter(|_| !is_noun))
    }

    /// Who or what is said to be what `token` says: "[they] are bandits", "called [them] bandits", "[X], a traitor".
    fn called(&self, token: usize) -> Option<usize> {
        let page = self.desk.page;
        let mut at = token;
        for _ in 0..FOLLOW {
            let over = page.head(at)?;
            match page.dep(at) {
                Dep::Conj => at = over,
                Dep::Attr | Dep::Acomp => {
                    // "It is heroic to forgive": nobody is.
                    let is_idle =
                        page.children(over).chain(page.children(at)).any(|c| matches!(page.dep(c), Dep::Xcomp | Dep::Ccomp));
                    let subject = self.desk.clauses.fillers(over, &[], "subject").first().copied();
                    return subject.filter(|&s| !(is_idle && page.word(s).eq_ignore_ascii_case("it")));
                }
                Dep::Oprd => return self.twin(at).or_else(|| self.object(over)),
                Dep::Appos => return Some(over),
                Dep::Pobj if page.word(over).eq_ignore_ascii_case("as") => return self.object(page.head(over)?),
                Dep::Dobj if self.gives_names(over) => return self.twin(at),
                _ => return None,
            }
        }
        None
    }

    /// Whom a verb is about: its object, or the noun that its relative clause describes ("[the group], which Israel calls …").
    fn object(&self, verb: usize) -> Option<usize> {
        let page = self.desk.page;
        let object = self.desk.clauses.fillers(verb, &[], "object").first().copied();
        let relative = object.is_none_or(|o| matches!(page.token(o).tag, "WDT" | "WP"));
        if relative && page.dep(verb) == Dep::Relcl { page.head(verb) } else { object }
    }

    /// "branded [the rebels] terrorists", "called [the raid] barbaric": the parser takes the first noun for a part of the second.
    fn twin(&self, noun: usize) -> Option<usize> {
        let page = self.desk.page;
        let plural = |c: usize| matches!(page.token(c).tag, "NNS" | "NNPS") && self.is_party(c);
        page.children_as(noun, Dep::Compound).find(|&c| plural(c) || (page.token(c).pos == Pos::Noun && self.is_act(c)))
    }

    fn gives_names(&self, verb: usize) -> bool {
        let cues = self.desk.pack.speech.verbs.get(self.desk.page.lemma(verb));
        cues.is_some_and(|cues| cues.iter().any(|c| c.takes(Takes::Naming)))
    }

    /// The party that `target` is, or whose act it is; `None` when it is neither.
    fn whose(&self, target: usize) -> Option<Vec<Party>> {
        if self.is_party(target) {
            return Some(parties(self.desk, &[target]));
        }
        let meant = if self.is_act(target) || self.may_be_act(target) {
            self.doers(target..target + 1, target, false)
        } else {
            Vec::new()
        };
        (self.is_act(target) || !meant.is_empty()).then_some(meant)
    }

    fn is_party(&self, token: usize) -> bool {
        self.desk.mentions.is(self.desk.page, token, Kind::Party)
    }

    fn can_be_meant(&self, token: usize) -> bool {
        self.is_act(token) || self.is_party(token)
    }

    /// A word that codes an event, here or by a rule of its own, or that names a deed in a loaded way.
    fn is_act(&self, token: usize) -> bool {
        let page = self.desk.page;
        let lemma = page.lemma(token).to_lowercase();
        let part = match page.token(token).pos {
            Pos::Verb => PartOfSpeech::Verb,
            Pos::Noun => PartOfSpeech::Noun,
            _ => return false,
        };
        let known = &self.desk.pack.framing;
        self.told(token).next().is_some()
            || self.desk.pack.rules.triggered_by(&lemma).any(|t| t.part == part && t.rest.is_empty())
            || known.beginning_with(&lemma).iter().any(|p| p.more.is_empty() && known.family(p).is == Is::Deed)
    }

    /// A verb, or a noun of which a rule or a verb makes an act: one if somebody does it ("carried out a barbaric campaign").
    fn may_be_act(&self, token: usize) -> bool {
        let page = self.desk.page;
        let of_rule = |t: usize| self.desk.pack.rules.triggered_by(page.lemma(t)).any(|r| r.part == PartOfSpeech::Noun);
        let noun = page.token(token).pos == Pos::Noun && (self.desk.clauses.light(token).is_some() || of_rule(token));
        noun || self.desk.clauses.is_verb(token)
    }

    /// Events that the word at `token` tells, alone or with the verb that carries it ("launched an [attack]").
    fn told(&self, token: usize) -> impl Iterator<Item = &Event> {
        let light = self.desk.clauses.light(token);
        let tells = move |span: Span| {
            let head = head_of(self.desk, span).filter(|_| span.contains(self.desk.page.token(token).span));
            head.is_some_and(|h| h == token || light == Some(h))
        };
        self.events.iter().filter(move |e| tells(e.evidence.span) || e.mentions.iter().any(|m| tells(m.span)))
    }

    /// Who does the deed that the words name.
    fn doers(&self, words: Range<usize>, at: usize, of_doer: bool) -> Vec<Party> {
        if let Some(event) = self.told(at).find(|e| !e.actors.is_empty()) {
            return event.actors.clone();
        }
        if self.desk.clauses.is_verb(at) {
            return self.parties_in(&words, at, "subject").or_else(|| self.accused(at)).unwrap_or_default();
        }
        let of_it = || ["poss", "by"].into_iter().find_map(|slot| self.parties_in(&words, at, slot));
        let further = || ["mod", "subject"].into_iter().find_map(|slot| self.parties_in(&words, at, slot));
        let of = || self.parties_in(&words, at, "of").filter(|_| of_doer);
        let called = || self.called(at).filter(|&t| self.is_act(t)).and_then(|t| self.whose(t));
        of_it().or_else(|| self.accused(at)).or_else(further).or_else(of).or_else(called).unwrap_or_default()
    }

    fn sufferers(&self, at: usize) -> Vec<Party> {
        if let Some(event) = self.told(at).find(|e| !e.recipients.is_empty()) {
            return event.recipients.clone();
        }
        // "the martyred fighters"
        if let Some(noun) = self.modified(at).filter(|&n| self.is_party(n)) {
            return parties(self.desk, &[noun]);
        }
        ["object", "of", "poss"].into_iter().find_map(|slot| self.parties_in(&(at..at + 1), at, slot)).unwrap_or_default()
    }

    /// The parties in a slot of the deed at `at`, outside the loaded words.
    fn parties_in(&self, words: &Range<usize>, at: usize, slot: &str) -> Option<Vec<Party>> {
        let clauses = self.desk.clauses;
        let mut heads = clauses.fillers(at, &[], slot);
        if heads.is_empty() && slot == "by" {
            heads = self.by_afar(at);
        }
        // "Islamic terrorism" is no act of a faith; "Russian aggression" is Russia's.
        let kinds = [Kind::Country, Kind::Organisation, Kind::Group, Kind::Person];
        let tells = |t: usize| {
            slot != "mod"
                || self.desk.page.dep(t) != Dep::Amod
                || kinds.iter().any(|k| self.desk.mentions.is(self.desk.page, t, *k))
        };
        heads.retain(|t| self.is_party(*t) && !words.contains(t) && tells(*t));
        Some(parties(self.desk, &heads)).filter(|p| !p.is_empty())
    }

    /// "condemned the occupation of the valley by [the militia]": the parser gives "by" to the valley, or to the active verb above.
    fn by_afar(&self, deed: usize) -> Vec<usize> {
        let page = self.desk.page;
        let near = self.desk.clauses.far_fillers(deed, &[], "by");
        if !near.is_empty() {
            return near;
        }
        let over = match page.dep(deed) {
            Dep::Dobj => page.head(deed),
            Dep::Pobj => page.head(deed).and_then(|p| page.head(p)),
            _ => None,
        };
        let is_by = |p: &usize| *p > deed && page.word(*p).eq_ignore_ascii_case("by");
        let behind = over.into_iter().flat_map(|verb| page.children_as(verb, Dep::Prep)).filter(is_by);
        behind.flat_map(|p| page.children_as(p, Dep::Pobj)).collect()
    }

    /// "accused [Turkey] of aggression", "blamed [Turkey] for the massacre".
    fn accused(&self, deed: usize) -> Option<Vec<Party>> {
        let page = self.desk.page;
        let preposition = page.head(deed).filter(|_| matches!(page.dep(deed), Dep::Pobj | Dep::Pcomp))?;
        // The parser may give "of" to the accused: "accused [the occupiers of aggression]".
        let over = page.head(preposition)?;
        let verb = if page.dep(over) == Dep::Dobj { page.head(over)? } else { over };
        let cues = self.desk.pack.speech.verbs.get(page.lemma(verb))?;
        let charges = cues.iter().any(|c| c.takes(Takes::Of) || c.takes(Takes::For));
        let object = self.object(verb).filter(|&o| charges && self.is_party(o))?;
        Some(parties(self.desk, &[object])).filter(|p| !p.is_empty())
    }

    /// Whether somebody or some place suffers the deed; of one that names nothing it is done to, whether somebody does it.
    fn concerns_somebody(&self, word: &Word, is_done: bool) -> bool {
        let fillers = |slots: &[&str]| -> Vec<usize> {
            let all = slots.iter().flat_map(|slot| self.desk.clauses.fillers(word.head, &[], slot));
            all.filter(|t| !word.tokens.contains(t)).collect()
        };
        let somebody = |t: usize| {
            let counted = self.desk.mentions.counted(t).unwrap_or(t);
            self.is_party(t) || self.desk.mentions.is(self.desk.page, counted, Kind::Place)
        };
        let done_to = fillers(&["object", "of"]);
        if !done_to.is_empty() {
            return done_to.into_iter().any(somebody);
        }
        is_done || fillers(&["poss", "by", "mod", "subject", "in", "on", "against"]).into_iter().any(somebody)
    }

    /// Whether what stands around the word shows that it is not loaded.
    fn is_innocent(&self, word: &Word) -> bool {
        let page = self.desk.page;
        let outside = |t: &usize| !word.tokens.contains(t);
        let beside: Vec<usize> = self.beside(word.head).into_iter().filter(outside).collect();
        let is_barred = |t: usize| word.family.never.contains(&page.lemma(t).to_lowercase());
        let over = page.head(word.head).filter(outside);
        if beside.iter().copied().chain(over).any(is_barred) {
            return true;
        }
        let somebody = |t: usize| self.is_party(t) || self.desk.mentions.is(page, t, Kind::Place);
        match word.family.needs {
            Some(Needs::Owner) => !self.is_owned(word.head),
            Some(Needs::NoThing) => {
                let thing = |&t: &usize| page.token(t).pos == Pos::Noun && page.dep(t) != Dep::Appos && !somebody(t);
                let known = &self.desk.pack.framing;
                beside.iter().any(|t| thing(t) && known.beginning_with(&page.lemma(*t).to_lowercase()).is_empty())
            }
            Some(Needs::Party) | None => false,
        }
    }

    /// Whether somebody's name stands with a word: "the Kyiv [gang]", "the general's [gang]", "the gang of General Toure".
    fn is_owned(&self, head: usize) -> bool {
        let page = self.desk.page;
        let kinds = [Kind::Country, Kind::Place, Kind::Person, Kind::Organisation];
        let named = |t: usize| kinds.iter().any(|k| self.desk.mentions.is(page, t, *k));
        let before = page.children(head).any(|c| page.dep(c) == Dep::Poss || (page.dep(c) == Dep::Compound && named(c)));
        before || self.desk.clauses.fillers(head, &[], "of").into_iter().any(named)
    }

    /// What qualifies a word: before it, and behind its prepositions.
    fn beside(&self, head: usize) -> Vec<usize> {
        let page = self.desk.page;
        let mut out: Vec<usize> = page
            .children(head)
            .filter(|&c| {
                matches!(page.dep(c), Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss | Dep::Dobj | Dep::Nsubj | Dep::Nsubjpass)
            })
            .collect();
        out.extend(page.children_as(head, Dep::Prep).flat_map(|p| page.children_as(p, Dep::Pobj)));
        out
    }

    /// "the Palestine [Liberation] Organization": a word of a name is nobody's judgement.
    fn is_in_name(&self, tokens: &Range<usize>, proper: bool) -> bool {
        let page = self.desk.page;
        let is_capital = |t: usize| page.prepared_word(t).starts_with(char::is_uppercase);
        if !tokens.clone().any(is_capital) {
            return false;
        }
        let opens = tokens.start == 0
            || page.sentence_of(tokens.start - 1) != page.sentence_of(tokens.start)
            || (page.token(tokens.start - 1).pos == Pos::Punct && page.word(tokens.start - 1) != ",");
        if !opens && !proper {
            return true;
        }
        let span = page.span(tokens.clone());
        let named = self.desk.mentions.entities.iter().map(|e| e.span);
        let mut names = named.chain(page.analysis.entities.iter().map(|e| page.span(e.tokens.clone())));
        // "Nazi Germany" is a name; "the Nazi regime" is none.
        names.any(|name| name.contains(span) && page.tokens_in(name).any(|t| !tokens.contains(&t) && is_capital(t)))
    }
}
