//! One call from the treebanks to the parser's file.

use super::news::Names;
use super::parser::{self, Options, example::Example, labels::Tree};
use super::tagging::Trained;
use super::{Sources, TrainError, corpus, jackknife, measure, tagger};
use crate::data::DataFiles;
use crate::doc::conllu::ConlluSentence;
use crate::syntax::lexicon::Lexicon;
use crate::syntax::parser as parser_file;
use crate::syntax::parser::labels::Bound;
use crate::syntax::tagger::classes::Classes;

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

/// Tags the treebanks as a tagger would that has not seen them, then trains the
/// parser on them. The lexicon comes from `data`. `progress` hears what is being done.
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
    let statements = sentences.len() - corpus::read(sources, QUESTIONS)?.len().min(sentences.len());
    let given = sentences.len();
    let named = Names::new(sources)?.renamed(&sentences[..statements], options.seed);
    sentences.extend(named);
    let (folds, rounds) = FOLDS;
    let tagging = tagger::Options { rounds, ..tagger::Options::default() };
    let tags = jackknife::tags(data, &sentences, folds, tagging, &mut progress)?;
    let examples = sentences.iter().zip(&tags);
    let examples: Vec<Example> =
        examples.filter_map(|(s, t)| Example::new(&lexicon, &classes, s, t)).collect();
    let trees: Vec<Tree> =
        sentences[..given].iter().zip(&tags).filter_map(|(s, t)| Some((bound(s)?, &t[..]))).collect();
    let labels = parser::labels::train(&trees, options.seed);
    progress(&format!("training the parser on {} sentences", examples.len()));
    let trained = parser::train(&examples, options, |round, loss, _| {
        progress(&format!("parser, round {} of {}: loss {loss:.4} a step", round + 1, options.rounds));
    });
    let names: Vec<String> = treebanks.iter().map(|&name| name.to_owned()).collect();
    let bytes = parser::file::write(&trained, &labels, &names, options.seed);
    let mut data = data.clone();
    data.insert(parser_file::FILE, bytes.clone());
    let scores = measure::parsing(sources, &data)?;
    Ok((parser_file::FILE, measure::header(&bytes, scores)))
}

/// The gold tree of a sentence.
fn bound(sentence: &ConlluSentence) -> Option<Vec<Bound>> {
    let words = sentence.words.len();
    let head = |head: Option<usize>| Some(head?.checked_sub(1).unwrap_or(words));
    sentence.words.iter().map(|w| Some((head(w.head)?, w.deprel.parse().ok()?))).collect()
}
