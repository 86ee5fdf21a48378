//! One call from the treebanks to the parser's file.

use super::news::Names;
use super::parser::ensemble::{self, Parse};
use super::parser::example::Example;
use super::parser::labels::Tree;
use super::parser::{self, Options};
use super::tagging::Trained;
use super::{Sources, TrainError, corpus, jackknife, measure, raw, tagger};
use crate::data::DataFiles;
use crate::doc::conllu::ConlluSentence;
use crate::doc::{DepRel, Tag};
use crate::syntax::lexicon::Lexicon;
use crate::syntax::parser as parser_file;
use crate::syntax::parser::actions::Actions;
use crate::syntax::parser::convention::{Convention, evidence};
use crate::syntax::parser::network::Shape;
use crate::syntax::tagger::classes::Classes;
use crate::syntax::tagging::BLOCK;
use std::collections::BTreeSet;

/// Treebanks that the parser is trained on, below the folder of sources.
pub const TREEBANKS: &[&str] = &[
    "treebank/sequoia-train.conllu",
    "treebank/gsd-train.conllu",
    "treebank/news-train.conllu",
    "treebank/fqb-train.conllu",
];

/// Those of them that hold questions, last in the list: no names are put there.
const QUESTIONS: &[&str] = &["treebank/fqb-train.conllu"];

/// Folds of the tagger that tags the treebanks, and its rounds over each.
const FOLDS: (usize, usize) = (4, 4);
/// Rounds of a parser that has not seen one of the folds.
const PART_ROUNDS: usize = 12;
/// Its sizes.
const PART_SHAPE: Shape = Shape { input: 96, cells: 64, hidden: 96, actions: 0 };

/// Tags the treebanks as a tagger would that has not seen them, and trains parsers on them, each
/// without one fold. How these parse their folds teaches the labels, and how they parse raw news
/// together teaches the parser, beside the treebanks. Lexicon, tagger and lemmatizer come from `data`.
/// `progress` hears what is being done.
///
/// # Errors
/// When a treebank is missing or not what it should be.
pub fn train(
    sources: &Sources,
    treebanks: &[&str],
    data: &DataFiles,
    options: &Options,
    mut progress: impl FnMut(&str),
) -> Result<Trained, TrainError> {
    let lexicon = Lexicon::new(data)?;
    let classes = Classes::new(&lexicon);
    let mut sentences = corpus::read(sources, treebanks)?;
    sentences.retain(has_tree);
    let questions = corpus::read(sources, QUESTIONS)?.into_iter().filter(has_tree).count();
    let statements = sentences.len().saturating_sub(questions);
    let given = sentences.len();
    let named = Names::new(sources)?.renamed(&sentences[..statements], options.seed);
    let origins: Vec<usize> = (0..given).chain(named.iter().map(|(n, _)| *n)).collect();
    sentences.extend(named.into_iter().map(|(_, sentence)| sentence));
    let (folds, rounds) = FOLDS;
    let tagging = tagger::Options { rounds, ..tagger::Options::default() };
    let tags = jackknife::tags(data, &sentences, &origins, folds, tagging, &mut progress)?;
    let conventions = conventions(&tags);
    let examples = sentences.iter().zip(tags.iter().zip(&conventions));
    let mut examples: Vec<Example> =
        examples.filter_map(|(s, (t, &c))| Example::new(&lexicon, &classes, s, t, c)).collect();
    let actions = actions(&examples);
    let parts = parts(&examples, &origins, options, &mut progress);
    let found = unseen(&parts, &actions, &examples[..given]);
    let trees = found.into_iter().enumerate().map(|(n, found)| {
        let gold = examples[n].tree();
        Tree { found, gold, tags: &tags[n], convention: conventions[n] }
    });
    let labels = parser::labels::train(&trees.collect::<Vec<_>>(), options.seed);
    let sure = examples.len();
    let raw = raw::examples(sources, data)?;
    progress(&format!("parsing {} sentences", raw.len()));
    let found = ensemble::parse(&parts.iter().collect::<Vec<_>>(), &actions, &raw);
    examples.extend(raw.into_iter().zip(&found).map(|(example, found)| example.with(&found.tree)));
    progress(&format!("training the parser on {} sentences", examples.len()));
    let trained = parser::train(&examples, sure, options, |round, loss, _| {
        progress(&format!("parser, round {} of {}: loss {loss:.4} a step", round + 1, options.rounds));
    });
    let names: Vec<String> = treebanks.iter().map(|&name| name.to_owned()).collect();
    let bytes = parser::file::write(&trained, &labels, &names, options.seed);
    let mut data = data.clone();
    data.insert(parser_file::FILE, bytes.clone());
    let scores = measure::parsing(sources, &data)?;
    Ok((parser_file::FILE, measure::header(&bytes, scores)))
}

/// The convention of each sentence as it would be found in a text of it and its neighbours, which are
/// of one treebank.
fn conventions(tags: &[Vec<Tag>]) -> Vec<Convention> {
    let of = |text: &[Vec<Tag>]| Convention::of(text.iter().map(|tags| evidence(tags)).sum());
    tags.chunks(BLOCK).flat_map(|text| vec![of(text); text.len()]).collect()
}

/// For each fold a parser that has not seen it.
fn parts(
    examples: &[Example],
    origins: &[usize],
    options: &Options,
    mut progress: impl FnMut(&str),
) -> Vec<parser::Trained> {
    let part = |fold: usize| {
        let others = (0..examples.len()).filter(|&n| origins[n] % FOLDS.0 != fold);
        let others: Vec<Example> = others.map(|n| examples[n].clone()).collect();
        let seed = options.seed + 1 + fold as u64;
        let options = Options { seed, rounds: PART_ROUNDS, shape: PART_SHAPE, ..*options };
        parser::train(&others, others.len(), &options, |round, loss, _| {
            progress(&format!("parser without fold {fold}, round {}: loss {loss:.4} a step", round + 1));
        })
    };
    (0..FOLDS.0).map(part).collect()
}

/// What the parser that has not seen it makes of each example.
fn unseen(parts: &[parser::Trained], actions: &Actions, examples: &[Example]) -> Vec<Parse> {
    let mut found = vec![Parse::default(); examples.len()];
    for (fold, part) in parts.iter().enumerate() {
        let own = || (fold..examples.len()).step_by(parts.len());
        let unseen: Vec<Example> = own().map(|n| examples[n].clone()).collect();
        let parsed = ensemble::parse(&[part], actions, &unseen);
        own().zip(parsed).for_each(|(n, parse)| found[n] = parse);
    }
    found
}

/// Whether the parser can learn from a sentence.
fn has_tree(sentence: &ConlluSentence) -> bool {
    sentence.words.iter().all(|w| w.head.is_some() && w.deprel.parse::<DepRel>().is_ok())
}

/// All steps that examples call for.
fn actions(examples: &[Example]) -> Actions {
    let relations: BTreeSet<DepRel> = examples.iter().flat_map(|e| e.deprels.iter().copied()).collect();
    Actions::new(relations)
}
