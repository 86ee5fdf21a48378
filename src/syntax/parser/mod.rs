//! The dependency parser: a greedy arc-hybrid derivation, each step scored by a
//! small recurrent network.

pub mod actions;
pub mod features;
mod file;
pub mod kernel;
pub mod network;
pub mod transition;
pub mod vocabulary;

use super::lexicon::Lexicon;
use super::tagger::classes::Classes;
use super::tagger::words::{Viewer, WordView};
use crate::data::{DataError, DataFiles};
use crate::doc::{Arc, DepRel, Document, Sentence, Tag, Tags, Tokens, Trees, Upos, WordIdx};
#[cfg(feature = "train")]
pub use file::write;

use actions::Actions;
use features::{WORD_FEATURES, WordKeys, word_keys};
use network::{Encoding, Network};
use transition::State;
use vocabulary::Vocabulary;

/// The model's name below `data/`.
pub const FILE: &str = "models/parser.bin";
/// Kind in the model file.
pub const KIND: &str = "parser";

/// A trained parser. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Parser {
    pub(crate) actions: Actions,
    pub(crate) vocabulary: Vocabulary,
    pub(crate) network: Network,
}

/// Buffers for one thread, kept from sentence to sentence.
#[derive(Clone, Debug, Default)]
pub struct Worker {
    viewer: Viewer,
    views: Vec<WordView>,
    rows: Vec<[u32; WORD_FEATURES]>,
    upos: Vec<Upos>,
    encoding: Encoding,
    state: State,
    hidden: Vec<f32>,
    scores: Vec<f32>,
}

impl Parser {
    /// Opens the model.
    ///
    /// # Errors
    /// When it is missing, damaged or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        file::read(FILE, data.bytes(FILE)?)
    }

    /// A tree for every sentence; for those not wanted a flat one, which costs nothing.
    pub fn parse(
        &self,
        lexicon: &Lexicon,
        classes: &Classes,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        wanted: impl Fn(usize) -> bool,
    ) -> Trees {
        let mut worker = Worker::default();
        let mut trees = Trees::with_capacity(tokens.words.len());
        let mut arcs = Vec::new();
        for (number, sentence) in tokens.sentences.iter().enumerate() {
            if !wanted(number) {
                flat(sentence, &mut arcs);
                trees.push(sentence, &arcs).expect("a flat tree is a tree");
                continue;
            }
            let forms = sentence.words.iter().map(|w| tokens.form(&document.text, w));
            let tags = &tags.0[sentence.words.start.index()..sentence.words.end.index()];
            self.parse_sentence(lexicon, classes, forms, tags, &mut worker);
            collect(&worker.state, sentence, &mut arcs);
            trees.push(sentence, &arcs).expect("every derivation ends in a tree");
        }
        trees
    }

    /// Derives the tree of one sentence, into the worker's state.
    fn parse_sentence<'f>(
        &self,
        lexicon: &Lexicon,
        classes: &Classes,
        forms: impl Iterator<Item = &'f str> + Clone,
        tags: &[Tag],
        worker: &mut Worker,
    ) {
        let Worker { viewer, views, rows, upos, .. } = worker;
        viewer.sentence(lexicon, classes, forms, views);
        rows.clear();
        upos.clear();
        for (view, tag) in views.iter().zip(tags) {
            rows.push(self.vocabulary.rows(&word_keys(lexicon, view, tag)));
            upos.push(tag.upos);
        }
        self.derive_into(worker);
    }

    /// Heads and relations of words given by their keys; the root's head is their number.
    pub fn derive(&self, keys: &[WordKeys], upos: &[Upos]) -> Vec<(usize, DepRel)> {
        let mut worker = Worker { upos: upos.to_vec(), ..Worker::default() };
        worker.rows.extend(keys.iter().map(|k| self.vocabulary.rows(k)));
        self.derive_into(&mut worker);
        let arc = |node: &transition::Node| {
            (node.head.expect("every word has a head"), node.deprel.expect("and a relation"))
        };
        worker.state.nodes().iter().map(arc).collect()
    }

    fn derive_into(&self, worker: &mut Worker) {
        let Worker { rows, upos, encoding, state, hidden, scores, .. } = worker;
        self.network.encode(rows, encoding);
        state.start(rows.len());
        state.advance();
        while !state.is_done() {
            let places = features::places(state);
            let structure = features::structure(state, upos);
            self.network.hidden(encoding, &places, &structure, hidden);
            self.network.scores(hidden, scores);
            let best = self.actions.best(scores, state.allowed());
            state.apply(self.actions.get(best));
            state.advance();
        }
    }
}

/// All words on the first.
fn flat(sentence: &Sentence, arcs: &mut Vec<Arc>) {
    arcs.clear();
    arcs.extend(sentence.words.iter().map(|word| {
        let root = word == sentence.words.start;
        let deprel = if root { DepRel::Root } else { DepRel::Dep };
        Arc { head: (!root).then_some(sentence.words.start), deprel }
    }));
}

/// The arcs of a finished derivation.
fn collect(state: &State, sentence: &Sentence, arcs: &mut Vec<Arc>) {
    let (words, first) = (state.nodes().len(), sentence.words.start.index());
    arcs.clear();
    arcs.extend(state.nodes().iter().map(|node| Arc {
        head: node.head.filter(|&h| h < words).map(|h| WordIdx::from(first + h)),
        deprel: node.deprel.unwrap_or(DepRel::Dep),
    }));
}
