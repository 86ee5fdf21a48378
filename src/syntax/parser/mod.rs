//! The dependency parser: a greedy arc-hybrid derivation, each step scored by a
//! small recurrent network.

pub mod actions;
pub mod convention;
pub mod features;
mod file;
pub mod kernel;
pub mod labels;
mod memory;
pub mod network;
pub mod transition;
pub mod vocabulary;

use super::lexicon::Lexicon;
use super::tagger::classes::Classes;
use crate::data::{DataError, DataFiles};
use crate::doc::{Arc, DepRel, Document, Sentence, Tag, Tags, Tokens, Trees, Upos, WordIdx};

use actions::Actions;
use convention::{Convention, evidence};
use labels::{Bound, Doubt, Labels, Rivals};
use memory::Memory;
use network::{Encoding, Network, Scores};
use std::ops::Range;
use transition::{Node, State};
use vocabulary::Vocabulary;

/// The model's name below `data/`.
pub const FILE: &str = "models/parser.bin";
/// Kind in the model file.
pub const KIND: &str = "parser";

/// A trained parser. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Parser {
    actions: Actions,
    vocabulary: Vocabulary,
    network: Network,
    labels: Labels,
    rivals: Rivals,
}

/// Words that go through the network together, or one sentence: each matrix is then read once for all.
const TOGETHER: usize = 256;

/// Memory and buffers for one thread, kept from document to document. For one [`Parser`] and one
/// lexicon alone.
#[derive(Clone, Debug, Default)]
pub struct Worker {
    memory: Memory,
    upos: Vec<Upos>,
    /// Words of each sentence of a group.
    ranges: Vec<Range<usize>>,
    encoding: Encoding,
    state: State,
    scores: Scores,
    doubts: Vec<Doubt>,
    tree: Vec<Bound>,
    features: Vec<u64>,
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
    #[allow(clippy::too_many_arguments)]
    pub fn parse(
        &self,
        lexicon: &Lexicon,
        classes: &Classes,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        wanted: impl Fn(usize) -> bool,
        worker: &mut Worker,
    ) -> Trees {
        let mut trees = Trees::with_capacity(tokens.words.len());
        let mut arcs = Vec::new();
        let mut rest = tokens.sentences.as_slice();
        let mut number = 0;
        let mut told = 0;
        while !rest.is_empty() {
            let mut words = 0;
            let fits = |s: &&Sentence| {
                words += s.words.len();
                words <= TOGETHER
            };
            let count = rest.iter().take_while(fits).count().max(1);
            let (group, others) = rest.split_at(count);
            // What the group's tags tell, and less and less what those before did.
            let words = group.iter().map(|s| s.words.start.index()..s.words.end.index());
            told = told / 2 + words.map(|words| evidence(&tags.0[words])).sum::<i32>();
            let convention = Convention::of(told);
            worker.clear();
            for (_, sentence) in group.iter().enumerate().filter(|(n, _)| wanted(number + n)) {
                let forms = sentence.words.iter().map(|w| tokens.form(&document.text, w));
                let tags = &tags.0[sentence.words.start.index()..sentence.words.end.index()];
                self.see(lexicon, classes, forms, tags, convention, worker);
            }
            self.network.encode(&worker.ranges, &mut worker.encoding);
            let mut seen = 0;
            for (n, sentence) in group.iter().enumerate() {
                if wanted(number + n) {
                    self.derive(seen, worker);
                    let tags = &tags.0[sentence.words.start.index()..sentence.words.end.index()];
                    self.label(tags, convention, worker);
                    collect(&worker.tree, sentence, &mut arcs);
                    seen += 1;
                } else {
                    flat(sentence, &mut arcs);
                }
                trees.push(sentence, &arcs).expect("every derivation ends in a tree");
            }
            (rest, number) = (others, number + count);
        }
        trees
    }

    /// Looks at the words of one sentence more.
    fn see<'f>(
        &self,
        lexicon: &Lexicon,
        classes: &Classes,
        forms: impl Iterator<Item = &'f str> + Clone,
        tags: &[Tag],
        convention: Convention,
        worker: &mut Worker,
    ) {
        let Worker { memory, upos, ranges, encoding, .. } = worker;
        let start = upos.len();
        memory.sentence(lexicon, classes, self, forms, tags, convention, &mut encoding.input);
        upos.extend(tags.iter().map(|tag| tag.upos));
        ranges.push(start..upos.len());
    }

    /// Derives the tree of a sentence of the group, into the worker's state.
    fn derive(&self, sentence: usize, worker: &mut Worker) {
        let Worker { upos, ranges, encoding, state, scores, doubts, .. } = worker;
        let range = ranges[sentence].clone();
        let upos = &upos[range.clone()];
        doubts.clear();
        doubts.resize(range.len(), Doubt::default());
        state.start(range.len());
        state.advance();
        while !state.is_done() {
            let places = features::places(state);
            let structure = features::structure(state, upos);
            let places = places.map(|place| place.map(|word| range.start + word));
            let scores = self.network.scores(encoding, &places, &structure, scores);
            let best = self.actions.best(scores, state.allowed());
            if let (Some(word), Some((score, rival))) = (state.stack(0), self.rivals.best(best, scores)) {
                doubts[word] = Doubt::of(self.network.ahead(scores[best] - score), rival);
            }
            state.apply(self.actions.get(best));
            state.advance();
        }
    }
}

impl Parser {
    /// Takes the finished tree out of the worker's state, and decides its doubtful relations.
    fn label(&self, tags: &[Tag], convention: Convention, worker: &mut Worker) {
        let Worker { state, tree, doubts, features, .. } = worker;
        let words = state.nodes().len();
        let bound = |node: &Node| (node.head.unwrap_or(words), node.deprel.unwrap_or(DepRel::Dep));
        tree.clear();
        tree.extend(state.nodes().iter().map(bound));
        self.labels.decide(tree, doubts, tags, convention, features);
    }
}

impl Worker {
    /// Forgets a group of sentences.
    fn clear(&mut self) {
        self.encoding.input.clear();
        self.upos.clear();
        self.ranges.clear();
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

/// The arcs of a tree.
fn collect(tree: &[Bound], sentence: &Sentence, arcs: &mut Vec<Arc>) {
    let first = sentence.words.start.index();
    arcs.clear();
    arcs.extend(tree.iter().map(|&(head, deprel)| Arc {
        head: Some(head).filter(|&h| h < tree.len()).map(|h| WordIdx::from(first + h)),
        deprel,
    }));
}
