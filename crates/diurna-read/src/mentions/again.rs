//! Descriptions that take up somebody told of before: "the navy" after "Mexico's navy", "the insurgents" after a group's name,
//! "his country". In: page, mentions, the head of the later phrase. Out: the token that heads the fuller naming; `None` if two fit.

use super::found::Found;
use super::{Kind, Mentions};
use crate::page::Page;
use diurna_lang::Dep;
use diurna_model::Span;
use diurna_model::mention::Party;
use diurna_pack::names::{ActorKind, How, WordKind, fold};

/// How many sentences back a fuller phrase may stand.
const BACK: usize = 8;
/// How many sentences back a group is still the one spoken of.
const NEAR: usize = 3;

/// "Two Danish aid workers were seized … the [workers]", "Mexico's navy … the [navy]": the one fuller phrase with the same noun.
pub(super) fn same_noun(page: &Page, mentions: &Mentions, head: usize) -> Option<usize> {
    mentions.word(head).filter(|w| !matches!(w.kind, WordKind::Place | WordKind::Thing))?;
    if !is_definite(page, mentions, head) || !is_bare(page, head) {
        return None;
    }
    let (lemma, sentence) = (page.lemma(head), page.sentence_of(head));
    let first = page.analysis.sentences.get(sentence.saturating_sub(BACK)).map_or(0, |s| s.start);
    let plural = |t: usize| page.token(t).tag.ends_with('S');
    let fits = |t: &usize| {
        page.lemma(*t).eq_ignore_ascii_case(lemma)
            && plural(*t) == plural(head)
            && !is_before_noun(page, *t)
            && mentions.is(page, *t, Kind::Party)
            && mentions.full_tokens(page, *t).len() > 1
    };
    let fuller: Vec<usize> = (first..head).filter(fits).collect();
    let words = |t: usize| fold(mentions.phrase(page, t).of(&page.prepared));
    let code = |t: usize| mentions.actor(page, t).and_then(|a| a.code);
    let (&one, others) = fuller.split_first()?;
    let same = |&t: &usize| words(t) == words(one) || (code(t).is_some_and(|c| c.len() > 3) && code(t) == code(one));
    others.iter().all(same).then_some(one)
}

/// "Boko Haram … the [insurgents]": the one armed group spoken of.
pub(super) fn the_fighters(page: &Page, mentions: &Mentions, head: usize) -> Option<usize> {
    let small = &mentions.pronouns;
    let called = small.fighters.contains(&page.lemma(head).to_lowercase()) && page.token(head).tag.ends_with('S');
    if !called || !is_definite(page, mentions, head) || !is_bare(page, head) {
        return None;
    }
    // "The front attacked the rebels": whom somebody acts on is somebody else.
    let acted_on = matches!(page.dep(head), Dep::Dobj | Dep::Pobj | Dep::Dative);
    let over: Vec<usize> = page.ancestors(head).filter(|_| acted_on).collect();
    let acts = |f: &Found| {
        let last = f.tokens.end - 1;
        page.dep(last) == Dep::Nsubj && page.head(last).is_some_and(|verb| over.contains(&verb))
    };
    let fights = |f: &&Found| {
        let sector = f.actor.as_ref().and_then(|a| a.sector.as_ref().or(a.code.as_ref()));
        !acts(f)
            && f.kind == Some(ActorKind::Group)
            && sector.is_some_and(|s| small.fighting.iter().any(|w| s.contains(w.as_str())))
    };
    one_before(page, mentions, head, NEAR, fights)
}

/// "[his] country", "[their] homeland": the state of who is meant.
pub(super) fn own_state(page: &Page, mentions: &Mentions, head: usize) -> Option<usize> {
    let small = &mentions.pronouns;
    let owner = page.child(head, Dep::Poss).filter(|_| small.states.contains(&page.lemma(head).to_lowercase()))?;
    let who = mentions.antecedent(page, owner)?;
    let country = mentions.party(page, who)?.actor?.country?;
    let is_it = |f: &&Found| {
        f.kind == Some(ActorKind::State) && f.how == Some(How::Name) && f.country.as_deref() == Some(country.as_str())
    };
    let named = mentions.found.iter().filter(|f| !f.label.is_empty()).filter(is_it).min_by_key(|f| f.tokens.start)?;
    Some(named.tokens.end - 1)
}

impl Mentions {
    /// "[the army]'s spokesman", "a spokeswoman for [the ministry]": the body for which the one named at `here` speaks.
    pub fn represented(&self, page: &Page, here: Span) -> Option<usize> {
        let small = &self.pronouns;
        let voice = page.tokens_in(here).find(|&t| small.voices.contains(&page.lemma(t).to_lowercase()))?;
        let is_body = |t: usize| [Kind::Organisation, Kind::Group, Kind::Country].iter().any(|&k| self.is(page, t, k));
        let before = page.tokens_in(here).take_while(|&t| t < voice).filter(|&t| is_body(t)).last();
        before.or_else(|| {
            let of = page.children_as(voice, Dep::Prep).filter(|&p| {
                let lower = page.word(p).to_lowercase();
                p > voice && (small.owned_by.contains(&lower) || small.member_of.contains(&lower))
            });
            of.filter_map(|p| page.child(p, Dep::Pobj)).find(|&t| is_body(t))
        })
    }

    /// Whoever speaks as "we" in a report outside quotation marks, for what stands outside them too.
    pub fn own_voice(&self, page: &Page, at: usize) -> Option<Party> {
        if page.in_quotes(at) {
            return None;
        }
        let we =
            (0..page.len()).find(|&t| self.is_speaker_pronoun(page, t) && self.is_collective(page, t) && !page.in_quotes(t))?;
        self.party(page, we)
    }

    /// "We", "our": more than the one who speaks.
    pub fn is_collective(&self, page: &Page, token: usize) -> bool {
        self.pronouns.collective.contains(&page.word(token).to_lowercase())
    }
}

/// "The government and the rebels met. Both [sides] left happy": those of a coordination that has as many members.
pub(super) fn coordinated(page: &Page, mentions: &Mentions, head: usize, wanted: usize) -> Vec<usize> {
    let sentence = page.sentence_of(head);
    let first = page.analysis.sentences.get(sentence.saturating_sub(1)).map_or(0, |s| s.start);
    let all = |t: usize| -> Vec<usize> {
        let heads = mentions.heads(page, t);
        let named = heads.len() == wanted && heads.iter().all(|&h| h < head && mentions.is(page, h, Kind::Party));
        if named { heads } else { Vec::new() }
    };
    (first..head).rev().filter(|&t| page.dep(t) != Dep::Conj).map(all).find(|heads| !heads.is_empty()).unwrap_or_default()
}

/// The last naming before `head` of the only one that fits.
fn one_before(page: &Page, mentions: &Mentions, head: usize, back: usize, fits: impl Fn(&&Found) -> bool) -> Option<usize> {
    let sentence = page.sentence_of(head);
    let near = |f: &&Found| f.tokens.end <= head && sentence - page.sentence_of(f.tokens.start) <= back;
    let mut names: Vec<&Found> = mentions.found.iter().filter(|f| !f.label.is_empty()).filter(near).filter(fits).collect();
    let called = |f: &Found| {
        f.actor.as_ref().and_then(|a| a.id.clone()).unwrap_or_else(|| fold(page.span(f.tokens.clone()).of(&page.prepared)))
    };
    names.sort_by_key(|f| f.tokens.start);
    let last = names.pop()?;
    names.iter().all(|f| called(f) == called(last)).then_some(last.tokens.end - 1)
}

fn is_definite(page: &Page, mentions: &Mentions, head: usize) -> bool {
    page.children_as(head, Dep::Det).any(|d| mentions.pronouns.definite.contains(&page.word(d).to_lowercase()))
}

/// Nothing before it but an article, and nothing behind that says which.
fn is_bare(page: &Page, head: usize) -> bool {
    page.children(head).all(|c| {
        !matches!(
            page.dep(c),
            Dep::Amod | Dep::Compound | Dep::Nmod | Dep::Poss | Dep::Nummod | Dep::Relcl | Dep::Acl | Dep::Appos
        ) && (page.dep(c) != Dep::Prep || !page.word(c).eq_ignore_ascii_case("of"))
    })
}

fn is_before_noun(page: &Page, token: usize) -> bool {
    matches!(page.dep(token), Dep::Compound | Dep::Amod | Dep::Nmod) && page.head(token).is_some_and(|h| h > token)
}

#[cfg(test)]
mod tests {
    use crate::mentions::tests::each;

    #[test]
    fn takes_up_the_one_fuller_phrase_and_nobody_if_two_fit() {
        let cases = [
            ("Mexico's navy sank a boat. The navy held its crew.", ("navy", "Mexico's navy")),
            ("Four students left. The students sang.", ("students", "Four students")),
            ("Chadian troops met Malian troops. The troops ate.", ("troops", "troops")),
            ("The envoy of Peru spoke. The envoy left.", ("envoy", "envoy of Peru")),
            ("Police came. The police left.", ("police", "police")),
            ("Boko Haram burned a farm. The insurgents fled.", ("insurgents", "Boko Haram")),
            ("Boko Haram and al-Shabaab met. The insurgents fled.", ("insurgents", "insurgents")),
            ("Boko Haram burned a farm. Some insurgents fled.", ("insurgents", "Some insurgents")),
            ("Boko Haram attacked the rebels.", ("rebels", "rebels")),
            ("The army and the rebels met. Both sides left.", ("sides", "army")),
            ("The president of Kenya, Daniel Moi, spoke. His country agreed.", ("country", "Kenya")),
        ];
        each(&cases, |page, mentions, at, (word, name)| {
            let party = mentions.parties(page, at(word)).into_iter().next().expect("somebody");
            assert_eq!(party.name_in(&page.report.text), *name, "{}", page.report.text);
        });
    }
}
