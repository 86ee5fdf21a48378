//! Sentences of news without trees.

use super::parser::example::Example;
use super::{Sources, TrainError};
use crate::data::DataFiles;
use crate::eval::names::read;
use crate::syntax::parser::convention::{Convention, evidence};
use crate::syntax::tagging::{Tagging, Worker};
use crate::text::Segmenter;

/// Texts in JSON lines, below the folder of sources: WiNER's.
pub const TEXTS: &str = "winer/train.jsonl";

/// Words of sentences that are taken; shorter ones are titles and dates, longer ones lists.
const LENGTH: std::ops::RangeInclusive<usize> = 5..=60;

/// The sentences of the texts, tagged by the tagger of `data`.
///
/// # Errors
/// When there are no texts, or a model of `data` is wrong.
pub fn examples(sources: &Sources, data: &DataFiles) -> Result<Vec<Example>, TrainError> {
    let (segmenter, tagging) = (Segmenter::new(data)?, Tagging::new(data)?);
    let (lexicon, classes) = (tagging.lexicon(), tagging.classes());
    let mut worker = Worker::default();
    let mut examples = Vec::new();
    for (n, line) in sources.text(TEXTS)?.lines().enumerate() {
        let fault = |message| TrainError::Source { path: sources.path(TEXTS), line: n + 1, message };
        let document = read(line).map_err(fault)?.document;
        let tokens = segmenter.segment(&document);
        let tags = tagging.tag_with(&document, &tokens, &mut worker);
        let convention = Convention::of(evidence(&tags.0));
        for sentence in tokens.sentences.iter().filter(|s| LENGTH.contains(&s.words.len())) {
            let forms = sentence.words.iter().map(|w| tokens.form(&document.text, w));
            let tags = &tags.0[sentence.words.start.index()..sentence.words.end.index()];
            examples.push(Example::unparsed(lexicon, classes, forms, tags, convention));
        }
    }
    Ok(examples)
}
