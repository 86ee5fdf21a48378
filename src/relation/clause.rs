//! Clauses without a tree: which noun is the subject of a verb, what governs an
//! infinitive, what a participle is said of. Word order, commas and conjunctions decide.

use super::implicit::Firsts;
use super::lexicon::Classes;
use super::unit::{Chunks, Kind, Layers, Unit};
use crate::doc::{EntityIdx, EntityType, MentionKind, SentenceIdx, Trees, ValueKind, WordIdx};
use smol_str::SmolStr;

/// How far a chain of control is followed: "prévoit de renoncer à vendre".
const DEPTH: usize = 6;

/// A sentence's chunks with the questions that binding asks.
pub(super) struct Clauses<'a> {
    pub(super) layers: Layers<'a>,
    pub(super) chunks: &'a Chunks,
    pub(super) classes: &'a Classes,
    /// The document's trees, where it is parsed.
    pub(super) trees: Option<&'a Trees>,
    /// Per entity: the firm whose name it bears.
    pub(super) kin: &'a [Option<EntityIdx>],
    /// The organization that the text before speaks of most.
    pub(super) topic: Option<EntityIdx>,
    /// The authority that it speaks of most.
    pub(super) authority: Option<EntityIdx>,
    /// The ends of the last relation told in the sentences before, object first.
    pub(super) last: Option<[EntityIdx; 2]>,
    /// The relations told in the sentences before.
    pub(super) told: &'a [(EntityIdx, EntityIdx, SmolStr)],
    /// The first entity of each type that the document names.
    pub(super) firsts: Firsts,
    /// Which sentence of the document it is.
    pub(super) sentence: SentenceIdx,
    /// The sentence's first word; `homes` counts from there.
    pub(super) first: WordIdx,
    /// Per word of the sentence: the unit that holds it.
    pub(super) homes: &'a [u32],
}

impl<'a> Clauses<'a> {
    pub(super) fn unit(&self, at: usize) -> &'a Unit {
        &self.chunks.units[at]
    }

    pub(super) fn units(&self) -> &'a [Unit] {
        &self.chunks.units
    }

    /// How many organizations and persons the sentence names.
    pub(super) fn parties(&self) -> u8 {
        let mentions =
            self.units().iter().filter_map(|u| u.mention).map(|m| self.layers.entities.mention(m));
        let named = mentions.filter(|m| m.kind == MentionKind::Name).map(|m| m.entity);
        let mut parties: Vec<EntityIdx> = named
            .filter(|&e| {
                let kind = self.layers.entities.entity(e).kind;
                matches!(kind, EntityType::Organization | EntityType::Person)
            })
            .collect();
        parties.sort();
        parties.dedup();
        u8::try_from(parties.len()).unwrap_or(u8::MAX)
    }

    pub(super) fn lemma(&self, at: usize) -> &'a str {
        self.layers.lemma(self.unit(at).head)
    }

    /// A noun chunk without preposition that can be subject or object: no date, no adverbial.
    pub(super) fn bare(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.kind == Kind::Noun && unit.preposition.is_none() && !self.when(unit)
    }

    /// Whether the chunk says when, not what.
    pub(super) fn when(&self, unit: &Unit) -> bool {
        let date = |v: crate::doc::ValueIdx| {
            matches!(
                self.layers.entities.values[v.index()].kind,
                ValueKind::Date(_) | ValueKind::Duration(_)
            )
        };
        unit.mention.is_none()
            && (unit.value.is_some_and(date) || self.classes.has("time-noun", self.layers.lemma(unit.head)))
    }

    /// Whether the chunk is a day or a date that takes no complement: "jeudi", "la semaine dernière",
    /// but not "la fin".
    pub(super) fn dated(&self, at: usize) -> bool {
        let unit = self.unit(at);
        let qualified = || unit.words.end.index() > unit.head.index() + 1;
        self.when(unit) && (unit.value.is_some() || !unit.determined || qualified())
    }

    pub(super) fn finite(&self, at: usize) -> bool {
        let unit = self.unit(at);
        unit.kind == Kind::Verb && unit.verb.finite.is_some()
    }

    /// Whether a verb has an infinitive: "renonce à racheter Y" says itself what of.
    pub(super) fn governs(&self, verb: usize) -> bool {
        let near = (verb + 1..self.units().len()).take(4).take_while(|&i| self.unit(i).kind != Kind::Comma);
        near.into_iter().any(|i| self.unit(i).verb.infinitive && self.governor(i) == Some(verb))
    }

    /// The unit before, passing over adverbs, quotes and adjectives.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&i| self.unit(i).kind != Kind::Other)
    }

    /// The unit before, passing over days as well: "est devenu jeudi une filiale".
    pub(super) fn before_dates(&self, at: usize) -> Option<usize> {
        (0..at).rev().find(|&i| {
            let unit = self.unit(i);
            unit.kind != Kind::Other && !(unit.kind == Kind::Noun && self.dated(i))
        })
    }

    /// The unit behind, passing over adverbs, quotes and adjectives.
    pub(super) fn behind(&self, at: usize) -> Option<usize> {
        (at + 1..self.units().len()).find(|&i| self.unit(i).kind != Kind::Other)
    }

    /// The noun that the chain of complements ending at `at` begins with.
    pub(super) fn chain_top(&self, at: usize) -> usize {
        let mut top = at;
        while self.unit(top).preposition.is_some() && top > 0 && self.unit(top - 1).kind == Kind::Noun {
            top -= 1;
        }
        top
    }

    /// The last complement of the chain that begins at `at`: "la filiale (de X) (en Y)".
    pub(super) fn chain_end(&self, at: usize) -> usize {
        let mut end = at;
        while end + 1 < self.units().len()
            && self.unit(end + 1).kind == Kind::Noun
            && self.unit(end + 1).preposition.is_some()
        {
            end += 1;
        }
        end
    }

    /// The subject of a verb unit.
    pub(super) fn subject(&self, verb: usize) -> Option<usize> {
        self.subject_within(verb, DEPTH)
    }

    fn subject_within(&self, verb: usize, depth: usize) -> Option<usize> {
        let depth = depth.checked_sub(1)?;
        let tree = self.tree_subject(verb).map(|subject| self.whole_subject(subject, verb));
        // No subject stands beyond a colon or behind a preposition, but for want of another.
        let colon = |i: usize| matches!(self.layers.form(self.unit(i).head), ":" | ";");
        let beyond = |s: usize| s < verb && (self.unit(s).preposition.is_some() || (s..verb).any(colon));
        match tree.filter(|&s| beyond(s)) {
            Some(far) => self.ordered_subject(verb, depth).filter(|&s| !beyond(s)).or(Some(far)),
            None => tree.or_else(|| self.ordered_subject(verb, depth)),
        }
    }

    /// The subject by word order alone.
    fn ordered_subject(&self, verb: usize, depth: usize) -> Option<usize> {
        let v = &self.unit(verb).verb;
        if v.infinitive || (v.gerund && self.unit(verb).preposition.is_some()) {
            return self.controlled(verb, depth);
        }
        if v.finite.is_none() {
            return self.modified(verb);
        }
        self.left_subject(verb, depth).or_else(|| self.right_subject(verb))
    }

    /// "X, le petit poucet des pneus, doit": the name, where a tree takes the apposition.
    fn whole_subject(&self, subject: usize, verb: usize) -> usize {
        let apposed = || {
            let open = self.before(subject).filter(|&i| self.unit(i).kind == Kind::Comma)?;
            let closed = self.before(verb).is_some_and(|i| self.unit(i).kind == Kind::Comma && i > subject);
            let unnamed = subject < verb && self.unit(subject).mention.is_none();
            self.before(open).filter(|&i| closed && unnamed && self.bare(i) && self.named(i))
        };
        apposed().unwrap_or_else(|| self.list_start(subject, verb))
    }

    /// "X, un groupe de Lyon, et Y ont": a verb in the plural has the whole list for its subject.
    fn list_start(&self, subject: usize, verb: usize) -> usize {
        let plural = |word: WordIdx| self.layers.tag(word).feats.number() == Some("Plur");
        let whole = subject > verb
            || !self.unit(verb).verb.finite.is_some_and(plural)
            || plural(self.unit(subject).head)
            || !self.after_and(subject);
        if whole {
            return subject;
        }
        let first = self.first_member(subject);
        let apposed = || {
            let close = self.before(subject).and_then(|and| self.before(and))?;
            let open = (0..close).rev().find(|&i| self.unit(i).kind == Kind::Comma)?;
            let kind = |k: Kind| self.unit(close).kind == k;
            self.before(open).filter(|&i| kind(Kind::Comma) && self.bare(i) && self.named(i))
        };
        if first == subject { apposed().unwrap_or(subject) } else { first }
    }

    /// The subject of a finite verb, on its left.
    fn left_subject(&self, verb: usize, depth: usize) -> Option<usize> {
        let mut at = verb;
        while at > 0 {
            at -= 1;
            let unit = self.unit(at);
            match unit.kind {
                Kind::Relative
                    if self.layers.form(unit.head).eq_ignore_ascii_case("qui")
                        && unit.preposition.is_none() =>
                {
                    return self.antecedent(at);
                }
                // A subject between "que" and the verb would have been met.
                Kind::Relative | Kind::Clause | Kind::Stop => return None,
                Kind::Noun if self.bare(at) => {
                    // "X rachète Y et cède Z": the noun is the object of a verb before.
                    if let Some(other) = self.coordinated_verb(at, verb) {
                        return self.subject_within(other, depth);
                    }
                    return Some(self.first_member(at));
                }
                Kind::Comma => {
                    if let Some(open) = self.insertion_start(at) {
                        at = open;
                    }
                }
                Kind::Close => {
                    while at > 0 && self.unit(at).kind != Kind::Open {
                        at -= 1;
                    }
                }
                Kind::Verb if unit.verb.finite.is_some() => return self.subject_within(at, depth),
                _ => {}
            }
        }
        None
    }

    /// The verb that a noun left of `verb` depends on, when "et" or a comma coordinates the two verbs.
    fn coordinated_verb(&self, noun: usize, verb: usize) -> Option<usize> {
        let between_is_and = (noun + 1..verb).any(|i| matches!(self.unit(i).kind, Kind::And | Kind::Stop));
        if !between_is_and || self.behind(noun).is_some_and(|i| i == verb) {
            return None;
        }
        // "A et B rachètent": what stands between is a noun.
        let last = self.before(verb)?;
        if self.unit(last).kind == Kind::Noun {
            return None;
        }
        (0..noun).rev().find(|&i| self.finite(i))
    }

    /// Where the insertion that a comma closes begins: "X, filiale de Y, rachète".
    fn insertion_start(&self, close: usize) -> Option<usize> {
        let open = (0..close).rev().find(|&i| self.unit(i).kind == Kind::Comma)?;
        let before = self.before(open)?;
        matches!(self.unit(before).kind, Kind::Noun | Kind::Close | Kind::Relative).then_some(open)
    }

    /// An inverted subject: "détenait jusque-là X", "a annoncé Y".
    fn right_subject(&self, verb: usize) -> Option<usize> {
        let next = (verb + 1..self.units().len()).find(|&i| {
            let unit = self.unit(i);
            unit.kind != Kind::Other && !(unit.kind == Kind::Noun && self.when(unit))
        })?;
        self.bare(next).then_some(next)
    }

    /// "Détenue à 34 % par Y, la PME X cherche": the noun behind the comma that closes it.
    pub(super) fn fronted(&self, at: usize) -> Option<usize> {
        let mut i = at + 1;
        while i < self.units().len() {
            match self.unit(i).kind {
                Kind::Comma => {
                    let next = self.behind(i)?;
                    if self.bare(next) && !self.lists_on(i) {
                        return Some(next);
                    }
                }
                Kind::Verb if self.finite(i) => return None,
                Kind::Stop | Kind::Relative => return None,
                _ => {}
            }
            i += 1;
        }
        None
    }

    /// Whether a comma stands in a list that "et" closes before a verb comes: "A, B et C".
    fn lists_on(&self, comma: usize) -> bool {
        let Some(next) = self.behind(comma) else { return false };
        let end = self.chain_end(next);
        self.behind(end).is_some_and(|i| self.unit(i).kind == Kind::And)
            && self
                .before(comma)
                .is_some_and(|i| self.unit(i).kind == Kind::Noun && self.unit(i).mention.is_some())
            && self
                .behind(end)
                .and_then(|i| self.behind(i))
                .and_then(|i| self.behind(self.chain_end(i)))
                .is_some_and(|i| self.unit(i).kind == Kind::Comma)
    }

    /// What governs an infinitive: the verb, or the noun, on its left.
    pub(super) fn governor(&self, infinitive: usize) -> Option<usize> {
        if let Some(found) = self.tree_governor(infinitive) {
            return Some(found);
        }
        let mut at = infinitive;
        while let Some(i) = at.checked_sub(1) {
            at = i;
            match self.unit(i).kind {
                Kind::Verb if self.unit(i).verb.participle && !self.unit(i).verb.passive => {}
                Kind::Verb => return Some(i),
                Kind::Noun if self.classes.has("event-noun", self.lemma(i)) => return Some(i),
                Kind::Stop | Kind::Relative => return None,
                _ => {}
            }
        }
        None
    }

    /// The subject that an infinitive or a gerund takes from its governor.
    fn controlled(&self, infinitive: usize, depth: usize) -> Option<usize> {
        match self.governor(infinitive) {
            Some(g) if self.unit(g).kind == Kind::Verb => {
                if self.classes.has("object-control", self.lemma(g)) {
                    let object = (g + 1..infinitive).find(|&i| self.unit(i).kind == Kind::Noun);
                    if object.is_some() {
                        return object;
                    }
                }
                self.subject_within(g, depth)
            }
            Some(noun) => {
                // "le projet de X de racheter Y", "X a signé un accord pour céder Y".
                let verb = (0..noun).rev().find(|&i| self.unit(i).kind == Kind::Verb);
                verb.and_then(|v| self.subject_within(v, depth)).or_else(|| {
                    (noun + 1..infinitive)
                        .find(|&i| self.unit(i).kind == Kind::Noun && self.unit(i).mention.is_some())
                })
            }
            // "Pour diriger X, le choix", "En vue de fusionner avec Y, X gèle".
            None => self.fronted(infinitive),
        }
    }
}
