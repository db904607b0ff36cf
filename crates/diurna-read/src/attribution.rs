//! Who says what. In: page, mentions, cues. Out: statements in text order of their cues.
//! Quotes are tied to their tags first; what they leave goes by the tree; sources without a verb come last.

mod content;
mod cues;
mod labels;
mod occasion;
mod quotes;
mod signed;
mod sources;
mod speakers;
mod tagged;

use crate::mentions::{Kind, Mentions};
use crate::page::Page;
use cues::Cue;
use diurna_lang::{Dep, Pos};
use diurna_model::Span;
use diurna_model::mention::Naming;
use diurna_model::reading::{Doubt, Evidence, SpeechKind, Statement};
use diurna_pack::speech::{Speech, Takes};
use quotes::Quote;
use sources::Sourced;
use tagged::Tie;

pub(crate) fn statements(page: &Page, mentions: &Mentions, speech: &Speech) -> Vec<Statement> {
    let attribution = Attribution {
        page,
        mentions,
        speech,
        quotes: quotes::quotes(&page.report.text),
        cues: cues::verbs(page, mentions, speech),
    };
    attribution.all()
}

struct Attribution<'a, 'r> {
    page: &'a Page<'r>,
    mentions: &'a Mentions,
    speech: &'a Speech,
    quotes: Vec<Quote>,
    cues: Vec<Cue>,
}

impl Attribution<'_, '_> {
    fn all(&self) -> Vec<Statement> {
        let ties = tagged::ties(self.page, self.speech, &self.quotes, &self.cues);
        let mut found = self.tagged(&ties);
        let taken: Vec<usize> =
            ties.iter().filter_map(|t| if let Tie::Behind(c) | Tie::Before(c) = t { Some(*c) } else { None }).collect();
        for (index, cue) in self.cues.iter().enumerate() {
            if !taken.contains(&index) {
                found.extend(self.by_tree(cue));
            }
        }
        let loose = self.quotes.iter().zip(&ties).filter(|(_, t)| matches!(t, Tie::Untagged | Tie::None)).map(|(q, _)| q);
        let without_verb = [
            sources::prepositions(self.page, self.mentions, self.speech),
            sources::nouns(self.page, self.mentions, self.speech),
            labels::all(self.page, self.mentions, self.speech),
            signed::quotes(self.page, self.mentions, self.speech, loose),
        ];
        found.extend(without_verb.into_iter().flatten().map(|s| self.sourced(s)));
        let cited = sources::cited(self.page, self.mentions, self.speech, &found);
        found.extend(cited.into_iter().map(|s| self.sourced(s)));
        found.sort_by_key(|s| (s.cue.begin, s.cue.end, s.content.begin));
        found.dedup_by(|b, a| a.cue == b.cue);
        leave_out_outer_sources(&mut found);
        self.first_persons(&mut found);
        self.untagged(&ties, &mut found);
        found.sort_by_key(|s| (s.cue.begin, s.cue.end, s.content.begin));
        found
    }

    /// Statements of quotes with a tag, each with the quotes that go on from it.
    fn tagged(&self, ties: &[Tie]) -> Vec<Statement> {
        let mut found = Vec::new();
        for (i, (quote, tie)) in self.quotes.iter().zip(ties).enumerate() {
            let (index, inverted) = match tie {
                Tie::Behind(cue) => (*cue, true),
                Tie::Before(cue) => (*cue, false),
                _ => continue,
            };
            let Some(cue) = self.cues.get(index) else { continue };
            let end = self.quotes.iter().zip(ties).filter(|(_, t)| **t == Tie::GoesOn(i)).map(|(q, _)| q.inner.end).max();
            let begin = if inverted { tagged::begin(self.page, quote) } else { quote.inner.begin };
            let content = self.tidy(Span::new(begin, end.unwrap_or(quote.inner.end).max(quote.inner.end)));
            if content.is_empty() {
                continue;
            }
            let rule = match (inverted, end.is_some()) {
                (_, true) => "statement.quote.split",
                (true, false) => "statement.quote.tag-behind",
                (false, false) => "statement.quote.tag-before",
            };
            let speaker = self.speaker(cue, inverted && !self.names_between(quote, cue));
            let kind = if begin < quote.inner.begin { SpeechKind::Mixed } else { SpeechKind::Direct };
            let mut statement = self.statement(speaker, cue.group(self.page), cue.verb, content, kind, rule);
            statement.occasion = occasion::of(self.page, self.mentions, self.speech, cue);
            found.push(statement);
        }
        found
    }

    /// "…,” Brandt, her voice rising, told the panel": whether somebody stands between a quote and its cue.
    fn names_between(&self, quote: &Quote, cue: &Cue) -> bool {
        let between = Span::new(quote.outer.end, cue.span(self.page).begin.max(quote.outer.end));
        self.page.tokens_in(between).any(|t| matches!(self.page.token(t).pos, Pos::Propn | Pos::Noun | Pos::Pron))
    }

    /// The statement of a cue that tags no quote.
    fn by_tree(&self, cue: &Cue) -> Option<Statement> {
        let page = self.page;
        if self.is_own_thought(cue) || sources::cites(page, self.mentions, self.speech, cue.verb).is_some() {
            return None;
        }
        if let Some(aside) = sources::aside(page, self.speech, cue) {
            return Some(self.sourced(aside));
        }
        let said = content::of(page, self.mentions, self.speech, cue)?;
        let speaker = self.speaker(cue, speakers::set_off(page, cue).is_some());
        let finite = cues::is_finite(page, cue.verb);
        let nobody = speaker.is_none() && (!finite || cues::is_passive(page, cue.verb));
        let thought_in_passing = !finite && !cue.takes(Takes::Loose) && said.rule == content::CLAUSE;
        if nobody || thought_in_passing {
            return None;
        }
        if speaker.is_some_and(|s| said.rule.starts_with("statement.verb.") && !self.can_speak(s, &said)) {
            return None;
        }
        if speaker.is_some_and(|s| page.dep(s) == Dep::Expl || (said.tokens.contains(&s) && said.rule != content::AROUND)) {
            return None;
        }
        let content = self.widen(page.span(said.tokens));
        let kind = self.kind(content);
        let mut statement = self.statement(speaker, cue.group(page), cue.verb, content, kind, said.rule);
        let occasion = occasion::of(page, self.mentions, self.speech, cue).map(|o| self.before_content(o, content));
        statement.occasion = occasion.filter(|o| said.rule == content::AROUND || !content.overlaps(*o));
        Some(statement)
    }

    /// Storms and engines claim, refuse and demand without a word; whoever acts, a text or a name that nobody knows may speak.
    fn can_speak(&self, speaker: usize, said: &content::Content) -> bool {
        let page = self.page;
        let thin = [content::TO, content::OBJECT_TO, content::PHRASE, content::STANCE].contains(&said.rule);
        let text = self.speech.is_text(page.lemma(speaker));
        !thin || text || page.token(speaker).pos != Pos::Noun || self.mentions.is(page, speaker, Kind::Party)
    }

    /// An occasion without what is said, where the tree hangs that on it: "told reporters after the talks that …".
    fn before_content(&self, occasion: Span, content: Span) -> Span {
        if occasion.begin >= content.begin || occasion.end <= content.begin {
            return occasion;
        }
        let mut tokens = content::trim(self.page, self.page.tokens_in(Span::new(occasion.begin, content.begin)));
        while tokens.len() > 1 && self.speech.that.contains(&self.page.word(tokens.end - 1).to_lowercase()) {
            tokens.end -= 1;
        }
        if tokens.is_empty() { occasion } else { self.page.span(tokens) }
    }

    /// "I think" inside a quote is its speaker's own and no further source.
    fn is_own_thought(&self, cue: &Cue) -> bool {
        let span = cue.span(self.page);
        let quoted = self.quotes.iter().any(|q| q.inner.contains(span));
        let subject = self.page.child(cue.verb, Dep::Nsubj);
        let impersonal = subject
            .is_some_and(|s| self.speech.impersonal.contains(&self.page.word(s).to_lowercase()) && self.page.dep(s) == Dep::Expl);
        let thought = !cue.takes(Takes::Loose) && subject.is_some_and(|s| self.page.token(s).pos == Pos::Pron);
        impersonal
            || (quoted && thought)
            || (quoted && subject.is_none_or(|s| self.speech.own.contains(&self.page.word(s).to_lowercase())))
    }

    fn speaker(&self, cue: &Cue, inverted: bool) -> Option<usize> {
        let page = self.page;
        let quoted = self.quotes.iter().any(|q| q.inner.contains(cue.span(page)));
        let barred = |t: usize| !quoted && self.quotes.iter().any(|q| q.outer.contains(page.token(t).span));
        if let Some(speaker) = self.issuer(cue).or_else(|| self.pressed(cue)) {
            return Some(speaker);
        }
        // "The plan “is dead,” said Lind as he left": the plan is no subject of a verb that a quote ends before.
        let at_once = inverted && cue.tokens.start.checked_sub(1).is_some_and(|t| quotes::closes(page.word(t)));
        let told = |s: usize| cue.takes(Takes::Told) && !at_once && s > cue.verb && page.dep(s) == Dep::Dobj;
        let stands = |s: &usize| !barred(*s) && !told(*s) && (!at_once || *s > cue.verb);
        // "“My boat,” wrote the captain": the quote's last noun may be a subject too.
        let other = || page.children_as(cue.verb, Dep::Nsubj).find(stands);
        if let Some(speaker) = speakers::by_tree(page, cue.shares.unwrap_or(cue.verb)).filter(stands).or_else(other) {
            return Some(speakers::named_last(page, speaker, cue.tokens.start));
        }
        if !cue.takes(Takes::Loose) || cues::is_passive(page, cue.verb) || !(inverted || cues::is_finite(page, cue.verb)) {
            return None;
        }
        speakers::by_position(page, cue.verb, content::sentence(page, cue.verb), barred, inverted)
    }

    /// "I think …" in somebody's words: what that one thinks.
    fn first_persons(&self, found: &mut [Statement]) {
        let page = self.page;
        let own = |s: &Statement| {
            let first = s.speaker.as_ref().map(|p| page.tokens_in(p.here).start).filter(|&t| t < page.len());
            first.is_some_and(|t| self.mentions.is_speaker_pronoun(page, t))
        };
        for inner in 0..found.len() {
            let cue = found[inner].cue;
            let outer =
                found.iter().filter(|s| s.content.contains(cue) && s.cue != cue && !own(s)).min_by_key(|s| s.content.len());
            let outer = outer.and_then(|s| s.speaker.clone()).filter(|_| own(&found[inner]));
            let here = found[inner].speaker.as_ref().map(|p| p.here);
            if let (Some(speaker), Some(here)) = (outer, here) {
                found[inner].speaker = Some(speaker.plain().again(here));
            }
        }
    }

    /// "The board put out a note warning …", "… wept at a meeting announcing …": the board's words.
    fn issuer(&self, cue: &Cue) -> Option<usize> {
        let page = self.page;
        let document = page.head(cue.verb).filter(|_| page.dep(cue.verb) == Dep::Acl && page.token(cue.verb).tag == "VBG")?;
        let issued = match page.dep(document) {
            Dep::Dobj => page.head(document)?,
            Dep::Pobj => page.head(document).and_then(|preposition| page.head(preposition))?,
            _ => return None,
        };
        let lemma = page.lemma(document).to_lowercase();
        let known = self.speech.documents.contains(lemma.as_str()) || self.speech.occasions.contains(lemma.as_str());
        speakers::by_tree(page, issued).filter(|_| known)
    }

    /// "forced him to admit …": who is forced admits.
    fn pressed(&self, cue: &Cue) -> Option<usize> {
        let page = self.page;
        let presses = page.head(cue.verb).filter(|_| page.dep(cue.verb) == Dep::Xcomp)?;
        let object = page.child(presses, Dep::Dobj).filter(|&o| o > presses && o < cue.verb)?;
        let person = self.mentions.is(page, object, Kind::Person) || self.mentions.is(page, object, Kind::People);
        person.then_some(object)
    }

    fn sourced(&self, sourced: Sourced) -> Statement {
        let content = self.widen(sourced.content);
        let kind = self.kind(content);
        self.statement(sourced.speaker, sourced.cue, sourced.at, content, kind, sourced.rule)
    }

    /// Whole-sentence quotes without a tag: the last speaker's, with doubt.
    fn untagged(&self, ties: &[Tie], found: &mut Vec<Statement>) {
        for (quote, _) in self.quotes.iter().zip(ties).filter(|(_, t)| **t == Tie::Untagged) {
            let content = self.tidy(quote.inner);
            if found.iter().any(|s| s.content.overlaps(content) && s.content.contains(content)) {
                continue;
            }
            let before =
                found.iter().filter(|s| s.cue.begin < quote.outer.begin && !self.quotes.iter().any(|q| q.inner.contains(s.cue)));
            let Some(last) = before.max_by_key(|s| s.cue.begin) else { continue };
            let cue = Span::new(quote.outer.begin, quote.inner.begin);
            let sentence = self.page.tokens_in(quote.inner).start;
            let evidence =
                Evidence { span: cue, sentence: self.sentence_number(sentence), rule: "statement.quote.untagged".to_owned() };
            let doubts = vec![Doubt { field: "speaker", reason: "untagged-quote" }];
            let speaker = last.speaker.clone();
            found.push(Statement { speaker, cue, content, kind: SpeechKind::Direct, occasion: None, evidence, doubts });
        }
    }

    fn statement(&self, speaker: Option<usize>, cue: Span, at: usize, content: Span, kind: SpeechKind, rule: &str) -> Statement {
        let mut doubts = Vec::new();
        let issuer = speaker.and_then(|s| speakers::issuer(self.page, self.mentions, self.speech, s));
        let speaker = speakers::party(self.page, self.mentions, issuer.or(speaker), &mut doubts).map(|mut party| {
            // "Said Lind": the tree takes the verb for a part of the name.
            if party.here.begin < cue.end && cue.end < party.here.end && party.naming == Naming::Here {
                party.here = self.tidy(Span::new(cue.end, party.here.end));
            }
            match (speakers::relative(self.page, at), speaker) {
                (Some(pronoun), _) => party.again(self.page.token(pronoun).span),
                (None, Some(head)) => party.described(speakers::described(self.page, head, cue, content)),
                (None, None) => party,
            }
        });
        let evidence = Evidence { span: cue, sentence: self.sentence_number(at), rule: rule.to_owned() };
        Statement { speaker, cue, content, kind, occasion: None, evidence, doubts }
    }

    fn sentence_number(&self, token: usize) -> usize {
        if token < self.page.len() { self.page.sentence_of(token) } else { 0 }
    }

    /// A content that ends inside a quote of its own runs to the quote's end; one that begins inside runs from its start.
    fn widen(&self, content: Span) -> Span {
        let mut wide = content;
        for quote in &self.quotes {
            let ends_inside = quote.inner.begin < wide.end && wide.end < quote.inner.end && wide.begin <= quote.inner.begin;
            if ends_inside {
                wide.end = quote.inner.end;
            }
        }
        self.tidy(wide)
    }

    fn kind(&self, content: Span) -> SpeechKind {
        let quoted: usize = self
            .quotes
            .iter()
            .filter(|q| q.inner.overlaps(content))
            .map(|q| q.inner.end.min(content.end) - q.inner.begin.max(content.begin))
            .sum();
        match quoted {
            0 => SpeechKind::Indirect,
            n if n * 10 >= content.len() * 9
                && self.quotes.iter().any(|q| q.inner.contains(content))
                && !self.is_inside_other_speech(content) =>
            {
                SpeechKind::Direct
            }
            _ => SpeechKind::Mixed,
        }
    }

    fn is_inside_other_speech(&self, content: Span) -> bool {
        self.quotes.iter().any(|q| q.inner.contains(content) && q.inner.len() > content.len() + 12)
    }

    /// Without white space, outer marks, closing full stop or comma.
    fn tidy(&self, content: Span) -> Span {
        let words = content.of(&self.page.report.text);
        let front = words.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '”' | '—' | '–'));
        let begin = content.begin + (words.len() - front.len());
        let back = front
            .trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '“' | '"' | '”' | '.' | ',' | ';' | ':' | '—' | '–'));
        Span::new(begin, begin + back.len())
    }
}

/// "Lind said it was over, according to Kamm": Kamm is the source of Lind's saying, and no part of what Lind said.
fn leave_out_outer_sources(found: &mut [Statement]) {
    let outer: Vec<(Span, Span)> = found
        .iter()
        .filter(|s| matches!(s.evidence.rule.as_str(), sources::PREPOSITION | content::BEFORE))
        .map(|s| (s.cue, s.content))
        .collect();
    for inner in found.iter_mut() {
        let of = outer
            .iter()
            .find(|(cue, content)| inner.content.contains(*cue) && content.contains(inner.cue) && content.end <= cue.begin);
        if let Some((_, content)) = of {
            inner.content.end = content.end.max(inner.content.begin);
        }
    }
}

#[cfg(test)]
mod tests;
