//! Units of a sentence: noun chunks, verb groups and the words between them, and the layers
//! of the document that they are read from.

use crate::doc::{
    Document, Entities, MentionIdx, Sentence, Tag, Tags, Tokens, ValueIdx, WordIdx, WordSpan,
};
use smol_str::SmolStr;

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A noun chunk without its complements: "la filiale allemande".
    Noun,
    /// A verb group: clitics, auxiliaries, adverbs, verb.
    Verb,
    /// A relative pronoun.
    Relative,
    /// A conjunction that opens a clause: "que", "si", "alors que".
    Clause,
    /// "et", "ou", "ni", "ainsi que".
    And,
    /// A comma.
    Comma,
    /// An opening bracket, or a dash.
    Open,
    /// A closing bracket.
    Close,
    /// A semicolon, a colon, an end of a sentence inside quotes.
    Stop,
    /// An adverb, an adjective that stands alone, a quote.
    Other,
}

/// A chunk of the sentence.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    pub(super) kind: Kind,
    pub(super) words: WordSpan,
    /// The noun, or the verb that carries the meaning.
    pub(super) head: WordIdx,
    /// The preposition before it: of a noun, a relative pronoun or an infinitive.
    pub(super) preposition: Option<SmolStr>,
    /// The entity that it names, by itself or by the name beside it.
    pub(super) mention: Option<MentionIdx>,
    /// The owner behind its "son", "leur".
    pub(super) owner: Owner,
    /// The value that it is.
    pub(super) value: Option<ValueIdx>,
    /// Whether it has a determiner.
    pub(super) determined: bool,
    /// The parts of a verb group.
    pub(super) verb: Verbal,
}

/// A possessive determiner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Owner {
    /// None.
    None,
    /// One that coreference left open.
    Open,
    /// One that stands for an entity.
    Mention(MentionIdx),
}

/// What the words around a verb say about it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Verbal {
    /// The word that carries tense and mood: the first auxiliary, or the verb.
    pub(super) finite: Option<WordIdx>,
    pub(super) infinitive: bool,
    /// A participle without auxiliary.
    pub(super) participle: bool,
    pub(super) gerund: bool,
    /// Passive by its auxiliary, or a past participle without one.
    pub(super) passive: bool,
    pub(super) reflexive: bool,
    /// "être" with a noun or an adjective.
    pub(super) copula: bool,
    /// The word of the negation, and whether it is "plus".
    pub(super) negation: Option<WordIdx>,
    pub(super) no_more: bool,
    /// Clitics that stand for an argument.
    pub(super) object: Option<MentionIdx>,
    pub(super) dative: Option<MentionIdx>,
    pub(super) genitive: Option<MentionIdx>,
    /// Such clitics that coreference left open.
    pub(super) open_object: bool,
    pub(super) open_dative: bool,
    pub(super) open_genitive: bool,
    /// The subject pronoun behind the verb: "a-t-il".
    pub(super) inverted: bool,
}

/// The chunks of a sentence.
#[derive(Debug, Default)]
pub(super) struct Chunks {
    pub(super) units: Vec<Unit>,
}

impl Chunks {
    /// Per word of the sentence: the unit that holds it; `u32::MAX` for none.
    pub(super) fn homes(&self, sentence: &Sentence) -> Vec<u32> {
        let base = sentence.words.start.index();
        let mut homes = vec![u32::MAX; sentence.words.len()];
        for (at, unit) in self.units.iter().enumerate() {
            // A verb group spans the insertion whose units come before it.
            for home in unit.words.range().map(|word| word - base) {
                homes[home] = homes[home].min(at as u32);
            }
        }
        homes
    }
}

/// The layers of a document, as binding needs them.
#[derive(Clone, Copy)]
pub(super) struct Layers<'a> {
    pub(super) document: &'a Document,
    pub(super) tokens: &'a Tokens,
    pub(super) tags: &'a Tags,
    pub(super) entities: &'a Entities,
    /// Per word: the outermost name or pronoun over it.
    pub(super) names: &'a [Option<MentionIdx>],
    /// Per word: the description that it heads.
    pub(super) nominals: &'a [Option<MentionIdx>],
    /// Per word: the value that it begins.
    pub(super) values: &'a [Option<ValueIdx>],
}

impl<'a> Layers<'a> {
    pub(super) fn tag(&self, word: WordIdx) -> &'a Tag {
        self.tags.of(word)
    }

    pub(super) fn lemma(&self, word: WordIdx) -> &'a str {
        self.tags.of(word).lemma.as_str()
    }

    pub(super) fn form(&self, word: WordIdx) -> &'a str {
        self.tokens.form(&self.document.text, word)
    }
}
