//! Trains the parser.

pub mod adam;
pub mod example;
pub mod file;
pub mod gradient;
pub mod kernel;
pub mod labels;
pub mod network;
pub mod oracle;
pub mod projective;

use super::shuffle::Random;
use crate::doc::DepRel;
use crate::syntax::parser::actions::Actions;
use crate::syntax::parser::features::{self, LEXICAL, WORD_FEATURES};
use crate::syntax::parser::network::Shape;
use crate::syntax::parser::transition::{Action, Allowed, State};
use crate::syntax::parser::vocabulary::Vocabulary;
use adam::Moments;
use example::Example;
use gradient::{Pass, Step, chance, drop_mask};
use network::Network;
use oracle::{costs, kind};
use std::collections::BTreeMap;

/// How the parser is trained.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Decides first weights, order of sentences and what is dropped.
    pub seed: u64,
    /// Rounds over the corpus.
    pub rounds: usize,
    /// Sentences between two moves of the weights.
    pub batch: usize,
    /// The first rate of learning; it falls to zero in a straight line.
    pub rate: f32,
    /// Share of units dropped.
    pub drop: f32,
    /// Share of steps that follow the parser's own choice.
    pub explore: f32,
    /// Keys seen less often are unknown.
    pub least: usize,
    /// Sizes; the number of actions comes from the corpus.
    pub shape: Shape,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            seed: 1,
            rounds: 20,
            batch: 8,
            rate: 0.002,
            drop: 0.3,
            explore: 0.9,
            least: 2,
            shape: Shape { input: 96, cells: 64, hidden: 96, actions: 0 },
        }
    }
}

/// A parser as training makes it.
#[derive(Clone, Debug)]
pub struct Trained {
    /// The steps that it knows.
    pub actions: Actions,
    /// The keys that it knows.
    pub vocabulary: Vocabulary,
    /// The weights.
    pub network: Network,
}

/// Trains on examples; `progress` hears of each round and its loss a step.
pub fn train(
    examples: &[Example],
    options: &Options,
    mut progress: impl FnMut(usize, f32, &Trained),
) -> Trained {
    let mut trainer = Trainer::new(examples, options);
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let batches = options.rounds * order.len().div_ceil(options.batch);
    let mut moved = 0;
    for round in 0..options.rounds {
        trainer.random.shuffle(&mut order);
        let (mut loss, mut steps) = (0.0, 0);
        for batch in order.chunks(options.batch) {
            for &n in batch {
                let (l, s) = trainer.learn(n, round > 0);
                loss += l;
                steps += s;
            }
            moved += 1;
            let rate = options.rate * (1.0 - moved as f32 / (batches + 1) as f32);
            trainer.step(rate);
        }
        progress(round, loss / steps.max(1) as f32, &trainer.parser);
    }
    trainer.parser
}

/// A parser in the making.
struct Trainer<'e> {
    options: &'e Options,
    examples: &'e [Example],
    /// Projective heads, rows and counts of each example's words.
    heads: Vec<Vec<usize>>,
    rows: Vec<Vec<[u32; WORD_FEATURES]>>,
    counts: Vec<u32>,
    parser: Trained,
    gradient: Network,
    moments: Vec<Moments>,
    seen: Vec<bool>,
    random: Random,
    pass: Pass,
}

impl<'e> Trainer<'e> {
    fn new(examples: &'e [Example], options: &'e Options) -> Self {
        let mut relations: BTreeMap<DepRel, usize> = BTreeMap::new();
        let mut keys: BTreeMap<u64, usize> = BTreeMap::new();
        for example in examples {
            example.deprels.iter().for_each(|&r| *relations.entry(r).or_default() += 1);
            example.keys.iter().flatten().for_each(|&k| *keys.entry(k).or_default() += 1);
        }
        let actions = Actions::new(relations.into_keys());
        keys.retain(|_, count| *count >= options.least);
        let vocabulary = Vocabulary::new(keys.keys().copied().collect());
        let counts = [0; WORD_FEATURES].into_iter().chain(keys.values().map(|&c| c as u32)).collect();
        let shape = Shape { actions: actions.len().next_multiple_of(8), ..options.shape };
        let mut random = Random::new(options.seed);
        let network = first_weights(shape, vocabulary.len(), &mut random);
        let gradient = Network::zero(shape, vocabulary.len());
        let moments = network.tables().iter().map(|(_, t)| Moments::new(t.len())).collect();
        let rows = examples.iter().map(|e| e.keys.iter().map(|k| vocabulary.rows(k)).collect()).collect();
        let heads = examples.iter().map(|e| {
            let mut heads = e.heads.clone();
            projective::projectivise(&mut heads);
            heads
        });
        Self {
            heads: heads.collect(),
            seen: vec![false; vocabulary.len()],
            rows,
            counts,
            parser: Trained { actions, vocabulary, network },
            options,
            examples,
            gradient,
            moments,
            random,
            pass: Pass::default(),
        }
    }

    /// Parses one sentence and adds up its errors; gives the loss and the number of steps.
    fn learn(&mut self, n: usize, explore: bool) -> (f32, usize) {
        let Self { options, random, pass, parser, gradient, .. } = self;
        let Trained { actions, network, .. } = parser;
        let example = &self.examples[n];
        let mut rows = self.rows[n].clone();
        for row in &mut rows {
            for (template, row) in row.iter_mut().enumerate() {
                let count = self.counts[*row as usize] as f32;
                let unknown = if template < LEXICAL { 0.1 + 0.25 / (0.25 + count) } else { 0.05 };
                if chance(random, unknown) {
                    *row = template as u32;
                }
                self.seen[*row as usize] = true;
            }
        }
        pass.forward(network, &rows, options.drop, random);
        let mut state = State::default();
        state.start(rows.len());
        state.advance();
        let (mut loss, mut steps) = (0.0, 0);
        let (mut hidden, mut scores, mut mask) = (Vec::new(), Vec::new(), Vec::new());
        while !state.is_done() {
            let allowed = state.allowed();
            let places = features::places(&state);
            let structure = features::structure(&state, &example.upos);
            network.hidden(&pass.encoding, &places, &structure, &mut hidden);
            drop_mask(&mut mask, hidden.len(), options.drop, random);
            hidden.iter_mut().zip(&mask).for_each(|(x, m)| *x *= m);
            network.scores(&hidden, &mut scores);
            let best = actions.best(&scores, allowed);
            let right = right_steps(&state, &self.heads[n], &example.deprels, actions, allowed);
            let error = soft_errors(&mut scores, actions, allowed, &right);
            loss += error;
            steps += 1;
            let step = Step { places, structure, hidden: hidden.clone(), error: scores.clone() };
            pass.back_step(network, &step, gradient);
            let follow = if right.contains(&best) || explore && chance(random, options.explore) {
                best
            } else {
                // The least wrong of the right ones: the network thinks best of it.
                let error = |&&a: &&usize| -scores[a];
                *right.iter().max_by(|a, b| error(a).total_cmp(&error(b))).expect("one step is right")
            };
            state.apply(actions.get(follow));
            state.advance();
        }
        pass.back(network, &rows, gradient);
        (loss, steps)
    }

    /// Moves the weights by what the batch has shown.
    fn step(&mut self, rate: f32) {
        let size = self.options.shape.input;
        let tables = self.parser.network.tables_mut();
        let gradients = self.gradient.tables_mut();
        for (((name, weights), (_, gradient)), moments) in
            tables.into_iter().zip(gradients).zip(&mut self.moments)
        {
            if name != "rows" {
                moments.step(0, weights, gradient, rate);
                continue;
            }
            for (row, seen) in self.seen.iter_mut().enumerate().filter(|(_, seen)| **seen) {
                let range = row * size..(row + 1) * size;
                moments.step(range.start, &mut weights[range.clone()], &mut gradient[range], rate);
                *seen = false;
            }
        }
    }
}

/// The steps that lose the fewest gold arcs, with gold relations.
fn right_steps(
    state: &State,
    heads: &[usize],
    deprels: &[DepRel],
    actions: &Actions,
    allowed: Allowed,
) -> Vec<usize> {
    let costs = costs(state, heads);
    let top = state.stack(0).expect("steps are chosen with a word on the stack");
    // The root as another word's dependent is wrong under any relation.
    let known = |r: &DepRel| actions.relations().contains(r);
    let deprel =
        [deprels[top], DepRel::Parataxis].into_iter().find(known).unwrap_or(actions.relations()[0]);
    let offers = [
        (allowed.shift, Action::Shift),
        (allowed.left, Action::Left(deprel)),
        (allowed.right, Action::Right(deprel)),
    ];
    let offers = || offers.iter().filter(|o| o.0).map(|o| o.1);
    let least = offers().map(|a| costs[kind(a)]).min().expect("one step is allowed");
    offers().filter(|&a| costs[kind(a)] == least).filter_map(|a| actions.number(a)).collect()
}

/// Turns scores into errors of a choice among the allowed actions that should fall
/// on any of the right ones; gives the loss.
fn soft_errors(scores: &mut [f32], actions: &Actions, allowed: Allowed, right: &[usize]) -> f32 {
    let possible = |a: usize| a < actions.len() && Actions::is_allowed(a, allowed);
    let most = (0..scores.len()).filter(|&a| possible(a)).fold(f32::MIN, |m, a| m.max(scores[a]));
    let mut sum = 0.0;
    for (a, score) in scores.iter_mut().enumerate() {
        *score = if possible(a) { exp(*score - most) } else { 0.0 };
        sum += *score;
    }
    scores.iter_mut().for_each(|p| *p /= sum);
    let share: f32 = right.iter().map(|&a| scores[a]).sum::<f32>().max(1e-9);
    right.iter().for_each(|&a| scores[a] -= scores[a].max(1e-9) / share);
    -share.ln()
}

/// e to the `x` for `x` up to zero, by arithmetic that is the same everywhere.
fn exp(x: f32) -> f32 {
    let mut power = 1.0 + x.max(-80.0) / 1024.0;
    for _ in 0..10 {
        power *= power;
    }
    power
}

/// Small weights, the larger the fewer numbers they sum.
fn first_weights(shape: Shape, rows: usize, random: &mut Random) -> Network {
    let mut network = Network::zero(shape, rows);
    let Shape { input, cells, hidden, .. } = shape;
    for (name, table) in network.tables_mut() {
        let width = match name {
            "rows" => 0.1,
            "structure" => 0.05,
            "layer1" => (3.0 / input as f32).sqrt(),
            "layer2" => (3.0 / (2 * cells) as f32).sqrt(),
            "places" => (1.0 / (2 * cells) as f32).sqrt(),
            "output" => (3.0 / hidden as f32).sqrt(),
            _ => continue,
        };
        for weight in table {
            let unit = (random.draw() >> 40) as f32 / (1u32 << 24) as f32;
            *weight = width * (2.0 * unit - 1.0);
        }
    }
    network
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::DataFiles;
    use crate::doc::Sentence;
    use crate::doc::conllu::{self, Layers};
    use crate::syntax::lexicon::Lexicon;
    use crate::syntax::parser::{self, Parser};
    use crate::syntax::tagger::classes::Classes;

    /// A toy treebank: subjects, objects and places by turns.
    fn toy() -> Vec<conllu::ConlluSentence> {
        let mut text = String::new();
        for subject in ["Orbeo", "Lumiris", "Nadir", "Solane"] {
            for (verb, lemma) in [("vend", "vendre"), ("achète", "acheter"), ("livre", "livrer")] {
                text += &format!(
                    "1\t{subject}\t{subject}\tPROPN\t_\t_\t2\tnsubj\t_\t_\n\
                     2\t{verb}\t{lemma}\tVERB\t_\t_\t0\troot\t_\t_\n\
                     3\tdeux\tdeux\tNUM\t_\t_\t4\tnummod\t_\t_\n\
                     4\tusines\tusine\tNOUN\t_\t_\t2\tobj\t_\t_\n\
                     5\tà\tà\tADP\t_\t_\t6\tcase\t_\t_\n\
                     6\tLyon\tLyon\tPROPN\t_\t_\t2\tobl:mod\t_\t_\n\
                     7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
                );
            }
        }
        conllu::read(&text).unwrap()
    }

    #[test]
    fn a_toy_treebank_is_learnt_written_and_read() {
        let data = DataFiles::embedded();
        let lexicon = Lexicon::new(&data).unwrap();
        let classes = Classes::new(&lexicon);
        let sentences = toy();
        let layers = Layers::new("toy", &sentences);
        let gold = layers.trees.as_ref().unwrap();
        let examples = layers.tokens.sentences.iter().zip(&sentences).map(|(layer, sentence)| {
            let tags = &layers.tags.0[layer.words.start.index()..layer.words.end.index()];
            Example::new(&lexicon, &classes, sentence, tags).unwrap()
        });
        let examples: Vec<Example> = examples.collect();
        let options = Options {
            rounds: 30,
            rate: 0.01,
            shape: Shape { input: 16, cells: 8, hidden: 16, actions: 0 },
            ..Options::default()
        };
        let mut losses = Vec::new();
        let trained = train(&examples, &options, |_, loss, _| losses.push(loss));
        assert!(losses[29] < losses[0] / 4.0, "{losses:?}");

        let tags = |s: &Sentence| &layers.tags.0[s.words.start.index()..s.words.end.index()];
        let trees = examples.iter().zip(&layers.tokens.sentences).map(|(e, s)| (e.tree(), tags(s)));
        let trees: Vec<_> = trees.collect();
        let labels = labels::train(&trees, 1);
        let bytes = file::write(&trained, &labels, &["toy.conllu".into()], 1);
        let mut data = data;
        data.insert(parser::FILE, bytes.clone());
        let read = Parser::new(&data).unwrap();
        let (document, worker) = (&layers.document, &mut parser::Worker::default());
        let trees =
            read.parse(&lexicon, &classes, document, &layers.tokens, &layers.tags, |_| true, worker);
        assert_eq!(&trees, gold);

        let again = train(&examples, &options, |_, _, _| ());
        assert!(file::write(&again, &labels, &["toy.conllu".into()], 1) == bytes, "the seed alone decides");
    }

    #[test]
    fn exp_is_close_enough() {
        for n in 0..100 {
            let x = -0.1 * n as f32;
            assert!((exp(x) - x.exp()).abs() < 1e-3, "{x}");
        }
    }
}
