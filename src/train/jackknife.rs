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
use crate::syntax::tagging::{BLOCK, Tagging, Worker};
use crate::syntax::{lemma as lemmatizer, tagger as tagger_file};
use std::thread;

/// The tags of each sentence, from a tagger and a lemmatizer trained on the other
/// folds. `origins` says from which sentence each was made, itself if from none: sentences of one
/// origin are in one fold, `origin % folds`. The lexicon comes from `data`.
///
/// # Errors
/// When the lexicon or the patches of `data` are wrong.
pub fn tags(
    data: &DataFiles,
    sentences: &[ConlluSentence],
    origins: &[usize],
    folds: usize,
    options: Options,
    mut progress: impl FnMut(&str),
) -> Result<Vec<Vec<Tag>>, TrainError> {
    let lexicon = Lexicon::new(data)?;
    let classes = Classes::new(&lexicon);
    let patches = lemmatizer::patches(data)?;
    let examples: Vec<Example> = sentences.iter().map(|s| Example::new(&lexicon, &classes, s)).collect();
    let mut tags = vec![Vec::new(); sentences.len()];
    let parts = |fold: usize| (0..sentences.len()).partition(|&n| origins[n] % folds == fold);
    let tag = &|fold: usize| -> Result<Vec<(usize, Vec<Tag>)>, TrainError> {
        let (own, others): (Vec<usize>, Vec<usize>) = parts(fold);
        let others: Vec<&Example> = others.into_iter().map(|n| &examples[n]).collect();
        let open = |bytes: Vec<u8>, kind, features| ModelFile::open(kind, bytes.into(), kind, features);
        let bytes = tagger::train(&others, options, &[]);
        let tagger = Tagger::read(&open(bytes, tagger_file::KIND, tagger_file::FEATURES)?)?;
        let bytes = lemma::train(&lexicon, &others, options, &[]);
        let file = open(bytes, lemmatizer::KIND, lemmatizer::FEATURES)?;
        let lemmatizer = Lemmatizer::read(&file, patches.clone())?;
        let tagging = Tagging::of(lexicon.clone(), tagger, lemmatizer);
        let mut worker = Worker::default();
        let mut tagged = Vec::with_capacity(own.len());
        // Neighbours are of one treebank: in use, they would be one text.
        for text in own.chunks(BLOCK) {
            let forms: Vec<_> =
                text.iter().map(|&n| examples[n].forms.iter().map(String::as_str)).collect();
            let mut found = Vec::new();
            tagging.tag_sentences(&forms, &mut worker, |tag| found.push(tag));
            let mut found = found.into_iter();
            tagged
                .extend(text.iter().map(|&n| (n, found.by_ref().take(examples[n].forms.len()).collect())));
        }
        Ok(tagged)
    };
    for pair in (0..folds).collect::<Vec<_>>().chunks(2) {
        progress(&format!("tagging folds {pair:?} of {folds}"));
        let tagged: Vec<_> = thread::scope(|scope| {
            let threads: Vec<_> = pair.iter().map(|&fold| scope.spawn(move || tag(fold))).collect();
            threads.into_iter().map(|t| t.join().expect("training does not panic")).collect()
        });
        for fold in tagged {
            fold?.into_iter().for_each(|(n, found)| tags[n] = found);
        }
    }
    Ok(tags)
}
