//! Words → part of speech, morphology, lemma, dependency tree.

pub mod lemma;
pub mod lexicon;
pub mod normal;
pub mod parser;
mod pool;
pub mod script;
pub mod tagger;
pub mod tagging;
mod verbless;

pub use crate::model::{compact, hash, model_file, weights};

use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Tags, Tokens, Trees};
use lexicon::Lexicon;
use parser::Parser;
use pool::Pool;
use tagging::Tagging;

/// The trained models, with the lexicon. Immutable, shared by all threads.
#[derive(Debug)]
pub struct Models {
    tagging: Tagging,
    parser: Parser,
    taggers: Pool<tagging::Worker>,
    parsers: Pool<parser::Worker>,
}

impl Models {
    /// Loads or maps the model files.
    ///
    /// # Errors
    /// When a model is missing, damaged or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let (tagging, parser) = (Tagging::new(data)?, Parser::new(data)?);
        Ok(Self { tagging, parser, taggers: Pool::default(), parsers: Pool::default() })
    }

    /// Part of speech, morphology and lemma of every word.
    pub fn tag(&self, document: &Document, tokens: &Tokens) -> Tags {
        self.taggers.work(|worker| self.tagging.tag_with(document, tokens, worker))
    }

    /// A tree for every sentence.
    pub fn parse(&self, document: &Document, tokens: &Tokens, tags: &Tags) -> Option<Trees> {
        self.parse_some(document, tokens, tags, |_| true)
    }

    /// Trees for the sentences that are wanted, by their number; the others get a flat one.
    pub fn parse_some(
        &self,
        document: &Document,
        tokens: &Tokens,
        tags: &Tags,
        wanted: impl Fn(usize) -> bool,
    ) -> Option<Trees> {
        let (lexicon, classes) = (self.tagging.lexicon(), self.tagging.classes());
        let parse =
            |worker: &mut _| self.parser.parse(lexicon, classes, document, tokens, tags, wanted, worker);
        Some(self.parsers.work(parse))
    }

    /// What words can be, for tools that explain and correct.
    pub fn lexicon(&self) -> &Lexicon {
        self.tagging.lexicon()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Segmenter;

    #[test]
    fn what_was_seen_before_changes_nothing() {
        let data = DataFiles::embedded();
        let segmenter = Segmenter::new(&data).unwrap();
        let texts = [
            "LA BANQUE POSTALE RACHÈTE LA BANQUE",
            "La banque détient 12 % de la société. Société de la banque, elle la détient depuis mars.",
            "Une société détenue par la banque a renoncé à son projet de banque à Lyon.",
        ];
        let run = |models: &Models, text: &str| {
            let document = Document::new("a", text);
            let tokens = segmenter.segment(&document);
            let tags = models.tag(&document, &tokens);
            let trees = models.parse(&document, &tokens, &tags);
            (tags, trees)
        };
        let used = Models::new(&data).unwrap();
        texts.iter().for_each(|text| drop(run(&used, text)));
        for text in texts {
            assert_eq!(run(&used, text), run(&Models::new(&data).unwrap(), text), "{text}");
        }
    }
}
