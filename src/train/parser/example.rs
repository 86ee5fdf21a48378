//! A sentence as the parser's trainer sees it.

use crate::doc::conllu::ConlluSentence;
use crate::doc::{DepRel, Tag, Upos};
use crate::syntax::lexicon::Lexicon;
use crate::syntax::parser::convention::Convention;
use crate::syntax::parser::features::{WordKeys, word_keys};
use crate::syntax::parser::labels::Bound;
use crate::syntax::tagger::classes::Classes;
use crate::syntax::tagger::words::Viewer;

/// A sentence with its tags as a tagger finds them, and its gold tree.
#[derive(Clone, Debug)]
pub struct Example {
    /// What is seen of each word.
    pub keys: Vec<WordKeys>,
    /// Parts of speech, as found.
    pub upos: Vec<Upos>,
    /// Gold heads, 0-based; the root's is the number of words.
    pub heads: Vec<usize>,
    /// Gold relations.
    pub deprels: Vec<DepRel>,
}

impl Example {
    /// The gold tree.
    pub fn tree(&self) -> Vec<Bound> {
        self.heads.iter().copied().zip(self.deprels.iter().copied()).collect()
    }

    /// `None` where the sentence lacks a tree.
    pub fn new(
        lexicon: &Lexicon,
        classes: &Classes,
        sentence: &ConlluSentence,
        tags: &[Tag],
        convention: Convention,
    ) -> Option<Self> {
        let forms = sentence.words.iter().map(|w| w.form.as_str());
        let words = sentence.words.len();
        let head = |head: usize| head.checked_sub(1).unwrap_or(words);
        Some(Self {
            heads: sentence.words.iter().map(|w| w.head.map(head)).collect::<Option<_>>()?,
            deprels: sentence.words.iter().map(|w| w.deprel.parse().ok()).collect::<Option<_>>()?,
            ..Self::unparsed(lexicon, classes, forms, tags, convention)
        })
    }

    /// Without a tree.
    pub fn unparsed<'f>(
        lexicon: &Lexicon,
        classes: &Classes,
        forms: impl Iterator<Item = &'f str> + Clone,
        tags: &[Tag],
        convention: Convention,
    ) -> Self {
        let mut views = Vec::new();
        Viewer::default().sentence(lexicon, classes, forms, &mut views);
        Self {
            keys: views.iter().zip(tags).map(|(v, t)| word_keys(lexicon, v, t, convention)).collect(),
            upos: tags.iter().map(|t| t.upos).collect(),
            heads: Vec::new(),
            deprels: Vec::new(),
        }
    }

    /// The same words with another tree.
    pub fn with(self, tree: &[Bound]) -> Self {
        let (heads, deprels) = tree.iter().copied().unzip();
        Self { heads, deprels, ..self }
    }
}
