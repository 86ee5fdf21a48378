//! Trains the parser.

pub mod adam;
pub mod ensemble;
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
use crate::syntax::hash::mix;
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
use std::ops::Range;
use std::thread;

/// How the parser is trained.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Decides first weights, order of sentences and what is dropped.
    pub seed: u64,
    /// Rounds over the examples.
    pub rounds: usize,
    /// Of examples that are not surely right, one in so many is learnt from in a round.
    pub rare: usize,
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
            rare: 2,
            batch: 8,
            rate: 0.002,
            drop: 0.3,
            explore: 0.9,
            least: 2,
            shape: Shape { input: 96, cells: 80, hidden: 128, actions: 0 },
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

/// Trains on examples, of which the first `sure` are gold; `progress` hears of each round and its loss
/// a step.
pub fn train(
    examples: &[Example],
    sure: usize,
    options: &Options,
    mut progress: impl FnMut(usize, f32, &Trained),
) -> Trained {
    let mut trainer = Trainer::new(examples, options);
    let mut unsure: Vec<usize> = (sure..examples.len()).collect();
    let drawn = unsure.len() / options.rare;
    let batches = options.rounds * (sure + drawn).div_ceil(options.batch);
    let mut moved = 0;
    let mut random = Random::new(options.seed);
    for round in 0..options.rounds {
        random.shuffle(&mut unsure);
        let mut order: Vec<usize> = (0..sure).chain(unsure[..drawn].iter().copied()).collect();
        random.shuffle(&mut order);
        let (mut loss, mut steps) = (0.0, 0);
        for batch in order.chunks(options.batch) {
            let (l, s) = trainer.learn(batch, round);
            loss += l;
            steps += s;
            moved += 1;
            let rate = options.rate * (1.0 - moved as f32 / (batches + 1) as f32);
            trainer.step(rate);
        }
        progress(round, loss / steps.max(1) as f32, &trainer.lessons.parser);
    }
    trainer.lessons.parser
}

/// A parser in the making.
struct Trainer<'e> {
    lessons: Lessons<'e>,
    /// Each learns every other sentence of a batch, in a thread of its own.
    pupils: [Pupil; 2],
    moments: Vec<Moments>,
}

/// What does not change within a batch.
struct Lessons<'e> {
    options: &'e Options,
    examples: &'e [Example],
    /// Projective heads, rows and counts of each example's words.
    heads: Vec<Vec<usize>>,
    rows: Vec<Vec<[u32; WORD_FEATURES]>>,
    counts: Vec<u32>,
    parser: Trained,
}

/// What some sentences of a batch have shown.
struct Pupil {
    gradient: Network,
    /// Rows of the embedding table that the gradient speaks of.
    seen: Vec<bool>,
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
        let network = first_weights(shape, vocabulary.len(), &mut Random::new(options.seed));
        let pupil = || Pupil {
            gradient: Network::zero(shape, vocabulary.len()),
            seen: vec![false; vocabulary.len()],
            pass: Pass::default(),
        };
        let pupils = [pupil(), pupil()];
        let moments = network.tables().iter().map(|(_, t)| Moments::new(t.len())).collect();
        let rows = examples.iter().map(|e| e.keys.iter().map(|k| vocabulary.rows(k)).collect()).collect();
        let heads = examples.iter().map(|e| {
            let mut heads = e.heads.clone();
            projective::projectivise(&mut heads);
            heads
        });
        let (heads, parser) = (heads.collect(), Trained { actions, vocabulary, network });
        Self { lessons: Lessons { options, examples, heads, rows, counts, parser }, pupils, moments }
    }

    /// Parses the sentences of a batch and adds up their errors; gives the loss and the number of steps.
    /// Who learns which sentence is fixed, and each sentence has its own chance, so the weights
    /// are the same however the threads run.
    fn learn(&mut self, batch: &[usize], round: usize) -> (f32, usize) {
        let Self { lessons, pupils: [one, other], .. } = self;
        let lessons = &*lessons;
        let all = |pupil: &mut Pupil, first: usize| {
            pupil.pass.start_batch();
            let (mut loss, mut steps) = (0.0, 0);
            for &n in batch.iter().skip(first).step_by(2) {
                let (l, s) = lessons.learn(pupil, n, round);
                loss += l;
                steps += s;
            }
            (loss, steps)
        };
        let (one, other) = thread::scope(|scope| {
            let other = scope.spawn(|| all(other, 1));
            (all(one, 0), other.join().expect("nothing panics there that would not here"))
        });
        (one.0 + other.0, one.1 + other.1)
    }

    /// Moves the weights by what the batch has shown.
    fn step(&mut self, rate: f32) {
        let Self { lessons, pupils: [one, other], moments } = self;
        let size = lessons.options.shape.input;
        let tables = lessons.parser.network.tables_mut();
        let gradients = one.gradient.tables_mut().into_iter().zip(other.gradient.tables_mut());
        for (((name, weights), ((_, gradient), (_, more))), moments) in
            tables.into_iter().zip(gradients).zip(moments)
        {
            let len = weights.len();
            let mut step = |range: Range<usize>| {
                let gradients = [&mut gradient[range.clone()], &mut more[range.clone()]];
                moments.step(range.start, &mut weights[range], gradients, rate);
            };
            if name != "rows" {
                step(0..len);
                continue;
            }
            for (row, (seen, also)) in one.seen.iter_mut().zip(&mut other.seen).enumerate() {
                if *seen || *also {
                    step(row * size..(row + 1) * size);
                    (*seen, *also) = (false, false);
                }
            }
        }
    }
}

impl Lessons<'_> {
    /// Parses one sentence and adds up its errors; gives the loss and the number of steps.
    fn learn(&self, pupil: &mut Pupil, n: usize, round: usize) -> (f32, usize) {
        let Self { options, parser: Trained { actions, network, .. }, .. } = self;
        let Pupil { gradient, seen, pass } = pupil;
        let random = &mut Random::new(mix(mix(options.seed, round as u64), n as u64));
        let explore = round > 0;
        let example = &self.examples[n];
        let mut rows = self.rows[n].clone();
        for row in &mut rows {
            for (template, row) in row.iter_mut().enumerate() {
                let count = self.counts[*row as usize] as f32;
                let unknown = if template < LEXICAL { 0.1 + 0.25 / (0.25 + count) } else { 0.05 };
                if chance(random, unknown) {
                    *row = template as u32;
                }
                seen[*row as usize] = true;
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
    soften(scores, actions, allowed);
    let share: f32 = right.iter().map(|&a| scores[a]).sum::<f32>().max(1e-9);
    right.iter().for_each(|&a| scores[a] -= scores[a].max(1e-9) / share);
    -share.ln()
}

/// Turns scores into shares of one among the allowed actions.
fn soften(scores: &mut [f32], actions: &Actions, allowed: Allowed) {
    let possible = |a: usize| a < actions.len() && Actions::is_allowed(a, allowed);
    let most = (0..scores.len()).filter(|&a| possible(a)).fold(f32::MIN, |m, a| m.max(scores[a]));
    let mut sum = 0.0;
    for (a, score) in scores.iter_mut().enumerate() {
        *score = if possible(a) { exp(*score - most) } else { 0.0 };
        sum += *score;
    }
    scores.iter_mut().for_each(|p| *p /= sum);
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
    use crate::syntax::parser::convention::Convention;
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
            Example::new(&lexicon, &classes, sentence, tags, Convention::Sequoia).unwrap()
        });
        let examples: Vec<Example> = examples.collect();
        let options = Options {
            rounds: 30,
            rate: 0.01,
            shape: Shape { input: 16, cells: 8, hidden: 16, actions: 0 },
            ..Options::default()
        };
        let mut losses = Vec::new();
        let trained = train(&examples, examples.len(), &options, |_, loss, _| losses.push(loss));
        assert!(losses[29] < losses[0] / 4.0, "{losses:?}");

        let found = ensemble::parse(&[&trained, &trained], &trained.actions, &examples);
        let gold_trees: Vec<_> = examples.iter().map(Example::tree).collect();
        assert!(found.iter().map(|f| &f.tree).eq(&gold_trees), "two of one mind");
        let convention = Convention::Sequoia;
        let tags = |s: &Sentence| &layers.tags.0[s.words.start.index()..s.words.end.index()];
        let trees = found.into_iter().zip(gold_trees).zip(&layers.tokens.sentences);
        let trees = trees.map(|((found, gold), s)| labels::Tree { found, gold, tags: tags(s), convention });
        let labels = labels::train(&trees.collect::<Vec<_>>(), 1);
        let bytes = file::write(&trained, &labels, &["toy.conllu".into()], 1);
        let mut data = data;
        data.insert(parser::FILE, bytes.clone());
        let read = Parser::new(&data).unwrap();
        let (document, worker) = (&layers.document, &mut parser::Worker::default());
        let trees =
            read.parse(&lexicon, &classes, document, &layers.tokens, &layers.tags, |_| true, worker);
        assert_eq!(&trees, gold);

        let again = train(&examples, examples.len(), &options, |_, _, _| ());
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
