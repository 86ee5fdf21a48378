//! Tags as they will be in use, for training what comes after the tagger: each
//! sentence is tagged by a tagger that has not seen it.

use super::corpus::Example;
use super::tagger::Options;
use super::{TrainError, lemma, tagger};
use crate::data::DataFiles;
use crate::doc::Tag;
use crate::doc::conllu::ConlluSentence;
use crate::syntax::lemma::Lemmatizer;
use crate::syntax::lexicon::Lexicon;
use crate::syntax::model_file::ModelFile;
use crate::syntax::tagger::Tagger;
use crate::syntax::tagger::classes::Classes;
use crate::syntax::tagging::{Tagging, Worker};
use crate::syntax::{lemma as lemmatizer, tagger as tagger_file};

/// The tags of each sentence, from a tagger and a lemmatizer trained on the other
/// folds. Sentence `n` is in fold `n % folds`. The lexicon comes from `data`.
///
/// # Errors
/// When the lexicon or the patches of `data` are wrong.
pub fn tags(
    data: &DataFiles,
    sentences: &[ConlluSentence],
    folds: usize,
    options: Options,
    mut progress: impl FnMut(&str),
) -> Result<Vec<Vec<Tag>>, TrainError> {
    let lexicon = Lexicon::new(data)?;
    let classes = Classes::new(&lexicon);
    let patches = lemmatizer::patches(data)?;
    let examples: Vec<Example> = sentences.iter().map(|s| Example::new(&lexicon, &classes, s)).collect();
    let mut tags = vec![Vec::new(); sentences.len()];
    for fold in 0..folds {
        progress(&format!("tagging fold {} of {folds}", fold + 1));
        let others: Vec<&Example> =
            examples.iter().enumerate().filter(|(n, _)| n % folds != fold).map(|(_, e)| e).collect();
        let open = |bytes: Vec<u8>, kind, features| ModelFile::open(kind, bytes.into(), kind, features);
        let bytes = tagger::train(&others, options, &[]);
        let tagger = Tagger::read(&open(bytes, tagger_file::KIND, tagger_file::FEATURES)?)?;
        let bytes = lemma::train(&lexicon, &others, options, &[]);
        let file = open(bytes, lemmatizer::KIND, lemmatizer::FEATURES)?;
        let lemmatizer = Lemmatizer::read(&file, patches.clone())?;
        let tagging = Tagging::of(lexicon.clone(), tagger, lemmatizer);
        let mut worker = Worker::default();
        for n in (fold..sentences.len()).step_by(folds) {
            let forms = examples[n].forms.iter().map(String::as_str);
            tagging.tag_sentence(forms, &mut worker, &mut tags[n]);
        }
    }
    Ok(tags)
}
