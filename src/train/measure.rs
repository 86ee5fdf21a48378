//! What trained models reach on the development parts of the treebanks, for their headers.

use super::{Sources, TrainError};
use crate::data::DataFiles;
use crate::doc::conllu::Layers;
use crate::eval::conllu::{ConlluScores, Score, evaluate};
use crate::syntax::model_file;
use crate::syntax::parser::{self, Parser};
use crate::syntax::tagging::Tagging;

/// Treebanks that models are measured on and never trained on, below the folder of sources.
pub const DEVELOPMENT: &[&str] = &["treebank/sequoia-dev.conllu", "treebank/gsd-dev.conllu"];

/// Scores by what they are of: `UPOS, treebank/gsd-dev.conllu` and `97.31`.
pub type Scores = Vec<(String, String)>;

/// Scores of tagger and lemmatizer on gold tokens; none where there is no development part.
///
/// # Errors
/// When a treebank cannot be read.
pub fn tagging(sources: &Sources, tagging: &Tagging) -> Result<Scores, TrainError> {
    measure(sources, tagging, None, |s| vec![("UPOS", s.upos), ("features", s.feats), ("lemmas", s.lemmas)])
}

/// Scores of the parser on gold tokens, with the tags of the tagger in force.
///
/// # Errors
/// When a treebank cannot be read, or a model of `data` is wrong.
pub fn parsing(sources: &Sources, data: &DataFiles) -> Result<Scores, TrainError> {
    let parser = Parser::new(data)?;
    measure(sources, &Tagging::new(data)?, Some(&parser), |s| vec![("UAS", s.uas), ("LAS", s.las)])
}

/// The model's bytes with these scores in their header.
///
/// # Panics
/// When the bytes are no model.
pub fn header(model: &[u8], scores: Scores) -> Vec<u8> {
    model_file::rescored(model, scores).expect("a model that was just written")
}

fn measure(
    sources: &Sources,
    tagging: &Tagging,
    parser: Option<&Parser>,
    wanted: fn(&ConlluScores) -> Vec<(&'static str, Score)>,
) -> Result<Scores, TrainError> {
    let mut scores = Vec::new();
    for &name in DEVELOPMENT.iter().filter(|name| sources.has(name)) {
        let gold = sources.treebank(name)?;
        let layers = Layers::new(name, &gold);
        let tags = tagging.tag(&layers.document, &layers.tokens);
        let (lexicon, classes) = (tagging.lexicon(), tagging.classes());
        let trees = parser.map(|p| {
            let worker = &mut parser::Worker::default();
            p.parse(lexicon, classes, &layers.document, &layers.tokens, &tags, |_| true, worker)
        });
        let found = evaluate(&gold, &layers.document, &layers.tokens, Some(&tags), trees.as_ref())
            .expect("the same text");
        let line = |(what, score): (&str, Score)| (format!("{what}, {name}"), format!("{:.2}", score.f1()));
        scores.extend(wanted(&found).into_iter().map(line));
    }
    Ok(scores)
}
