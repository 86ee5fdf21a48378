//! One call from the sources to lexicon, tagger and lemmatizer.

use super::corpus::{self, Example};
use super::tagger::Options;
use super::{Sources, TrainError, lemma, lexicon, measure, tagger};
use crate::data::DataFiles;
use crate::syntax::lexicon::Lexicon;
use crate::syntax::tagger::classes::Classes;
use crate::syntax::tagging::Tagging;
use crate::syntax::{lemma as lemmatizer, lexicon as lexicon_file, tagger as tagger_file};

/// Treebanks that the tagger is trained on, below the folder of sources.
pub const TREEBANKS: &[&str] =
    &["treebank/sequoia-train.conllu", "treebank/gsd-train.conllu", "treebank/news-train.conllu"];

/// A trained file: its name below `data/`, and its bytes.
pub type Trained = (&'static str, Vec<u8>);

/// Compiles the lexicon, then trains tagger and lemmatizer on `treebanks`.
/// `progress` hears what is being done.
///
/// # Errors
/// When a source is missing or not what it should be.
pub fn train(
    sources: &Sources,
    treebanks: &[&str],
    options: Options,
    mut progress: impl FnMut(&str),
) -> Result<Vec<Trained>, TrainError> {
    progress("compiling the lexicon");
    let compiled = lexicon::compile(sources)?;
    let mut data = DataFiles::embedded();
    data.insert(lexicon_file::FILE, compiled.clone());
    let lexicon = Lexicon::new(&data)?;
    let classes = Classes::new(&lexicon);
    let sentences = corpus::read(sources, treebanks)?;
    let examples: Vec<Example> = sentences.iter().map(|s| Example::new(&lexicon, &classes, s)).collect();
    let examples: Vec<&Example> = examples.iter().collect();
    let names: Vec<String> = treebanks.iter().map(|&name| name.to_owned()).collect();
    progress(&format!("training the tagger on {} sentences", examples.len()));
    let tagger = tagger::train(&examples, options, &names);
    progress("training the lemmatizer");
    let lemmatizer = lemma::train(&lexicon, &examples, options, &names);
    data.insert(tagger_file::FILE, tagger.clone());
    data.insert(lemmatizer::FILE, lemmatizer.clone());
    progress("measuring");
    let scores = measure::tagging(sources, &Tagging::new(&data)?)?;
    let (of_lemmas, of_tags) = scores.into_iter().partition(|(what, _)| what.starts_with("lemmas"));
    let (tagger, lemmatizer) = (measure::header(&tagger, of_tags), measure::header(&lemmatizer, of_lemmas));
    Ok(vec![(lexicon_file::FILE, compiled), (tagger_file::FILE, tagger), (lemmatizer::FILE, lemmatizer)])
}
