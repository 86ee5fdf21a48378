//! What stands around the place where a chunk is cut: a verb ahead, an insertion, a name behind.

use super::{Cutter, clitic, past_participle};
use crate::doc::{MentionKind, Upos, ValueIdx, ValueKind, WordIdx};
use crate::relation::unit::Kind;

impl Cutter<'_> {
    /// Whether a name stands ahead before any verb: "ainsi qu'au fonds X", not "ainsi que le montre X".
    pub(super) fn named_ahead(&self, from: usize) -> bool {
        const REACH: usize = 6;
        let ahead = (from..self.end.min(from + REACH)).take_while(|&i| {
            !matches!(self.layers.tag(WordIdx::from(i)).upos, Upos::Verb | Upos::Aux | Upos::Punct)
        });
        ahead.into_iter().any(|i| self.layers.names[i].is_some())
    }

    /// Whether a share or an amount stands right before.
    pub(super) fn behind_value(&self) -> bool {
        self.chunks.units.last().is_some_and(|u| {
            u.kind == Kind::Noun && u.value.is_some() && u.mention.is_none() && u.determined
        })
    }

    /// Whether a name and a comma stand right before: "X, que Y a repris".
    pub(super) fn behind_named(&self) -> bool {
        let [.., named, comma] = self.chunks.units.as_slice() else { return false };
        comma.kind == Kind::Comma
            && named.kind == Kind::Noun
            && named.mention.is_some_and(|m| self.layers.entities.mention(m).kind == MentionKind::Name)
    }

    /// Whether a name and a comma stand right before, and "de" right behind: "X, enseigne de Y".
    pub(super) fn apposed(&self) -> bool {
        let next = self.at + 1;
        let of = next < self.end && self.layers.lemma(WordIdx::from(next)) == "de";
        of && self.behind_named()
    }

    /// Where the insertion between two commas ends that begins here, when the participle follows:
    /// "a, il est vrai, cédé", "a, après des mois de tractations avec X, cédé".
    pub(super) fn insertion_at(&self, open: usize) -> Option<usize> {
        const LENGTH: usize = 16;
        let comma = |i: usize| i < self.end && self.layers.form(WordIdx::from(i)) == ",";
        let close = (open + 1..self.end.min(open + LENGTH)).find(|&i| comma(open) && comma(i))?;
        let mut behind = (close + 1..self.end.min(close + 4)).map(|i| self.layers.tag(WordIdx::from(i)));
        let verb = behind.find(|tag| tag.upos != Upos::Adv)?;
        (verb.upos == Upos::Verb && past_participle(verb)).then_some(close + 1)
    }

    /// Where an adverbial phrase between auxiliary and participle ends that begins here: short, of
    /// no name, and the participle follows.
    pub(super) fn adverbial(&self) -> Option<usize> {
        let tag = |i: usize| self.layers.tag(WordIdx::from(i));
        let end = (self.at + 1..self.end.min(self.at + 6)).find(|&i| tag(i).upos == Upos::Verb)?;
        let plain = (self.at..end).all(|i| {
            let within = matches!(
                tag(i).upos,
                Upos::Adp | Upos::Adv | Upos::Det | Upos::Noun | Upos::Adj | Upos::Num | Upos::Pron
            );
            within
                && self.layers.names[i]
                    .is_none_or(|m| self.layers.entities.mention(m).kind == MentionKind::Pronoun)
        });
        (plain && past_participle(tag(end))).then_some(end)
    }

    /// Whether clitics and adverbs from here on lead to a verb.
    pub(super) fn verb_ahead(&self) -> bool {
        for at in self.at..self.end.min(self.at + 8) {
            let word = WordIdx::from(at);
            let tag = self.layers.tag(word);
            match tag.upos {
                Upos::Verb | Upos::Aux => return true,
                Upos::Pron if clitic(tag, self.layers.form(word)) => {}
                Upos::Adv => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether adjectives from here on lead to a noun.
    pub(super) fn noun_ahead(&self) -> bool {
        let mut at = self.at;
        while at < self.end
            && self.layers.tag(WordIdx::from(at)).upos == Upos::Adj
            && !self.names_something(at)
        {
            at += 1;
        }
        let upos = (at < self.end).then(|| self.layers.tag(WordIdx::from(at)).upos);
        at < self.end
            && (self.names_something(at) || matches!(upos, Some(Upos::Noun | Upos::Propn | Upos::Num)))
    }

    /// Whether "de" or "chez" stands behind the word.
    pub(super) fn of_ahead(&self) -> bool {
        let next = WordIdx::from(self.at + 1);
        self.at + 1 < self.end && matches!(self.layers.form(next), "de" | "d'" | "d’" | "chez")
    }

    pub(super) fn followed_by_noun(&self) -> bool {
        let next = self.at + 1;
        next < self.end && self.layers.tag(WordIdx::from(next)).upos == Upos::Noun
    }

    /// Whether a duration begins at a word.
    pub(super) fn lasts(&self, at: usize) -> bool {
        let duration =
            |v: ValueIdx| matches!(self.layers.entities.values[v.index()].kind, ValueKind::Duration(_));
        at < self.end && self.layers.values[at].is_some_and(duration)
    }

    /// Whether a name begins with the word and its capital: "De Heus", "Sur Mesure".
    pub(super) fn opens_name(&self, at: usize) -> bool {
        let capital = self.layers.form(WordIdx::from(at)).starts_with(char::is_uppercase);
        capital
            && self.layers.names[at].is_some_and(|m| {
                let mention = self.layers.entities.mention(m);
                mention.kind == MentionKind::Name && mention.words.start.index() == at
            })
    }
}
