//! From words to tags: lexicon, tagger and lemmatizer in a row.

use super::lemma::{self, Asked, Lemmatizer};
use super::lexicon::Lexicon;
use super::tagger::classes::Classes;
use super::tagger::memory::{Memory, Sentence};
use super::tagger::words::WordView;
use super::tagger::{self, Tagger};
use super::verbless;
use crate::data::{DataError, DataFiles};
use crate::doc::{Document, Feats, Tag, Tags, Tokens, Upos};

/// All that tags words. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Tagging {
    lexicon: Lexicon,
    classes: Classes,
    tagger: Tagger,
    lemmatizer: Lemmatizer,
}

/// Memory and buffers for one thread, kept from document to document. For one [`Tagging`] alone.
#[derive(Clone, Debug, Default)]
pub struct Worker {
    memory: Memory,
    sentence: Sentence,
    upos: Vec<Upos>,
    feats: Vec<Feats>,
    tagger: tagger::Buffers,
    lemma: lemma::Buffers,
}

impl Tagging {
    /// Opens the models.
    ///
    /// # Errors
    /// When one is missing, damaged or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        Ok(Self::of(Lexicon::new(data)?, Tagger::new(data)?, Lemmatizer::new(data)?))
    }

    /// Of models that are open already: those of one fold of a corpus.
    pub fn of(lexicon: Lexicon, tagger: Tagger, lemmatizer: Lemmatizer) -> Self {
        Self { classes: Classes::new(&lexicon), lexicon, tagger, lemmatizer }
    }

    /// Tags all words of a document.
    pub fn tag(&self, document: &Document, tokens: &Tokens) -> Tags {
        self.tag_with(document, tokens, &mut Worker::default())
    }

    /// The same, with what a worker remembers of other documents.
    pub fn tag_with(&self, document: &Document, tokens: &Tokens, worker: &mut Worker) -> Tags {
        let mut tags = Vec::with_capacity(tokens.words.len());
        for sentence in &tokens.sentences {
            let forms = sentence.words.iter().map(|w| tokens.form(&document.text, w));
            self.tag_sentence(forms, worker, &mut tags);
        }
        Tags(tags)
    }

    /// Tags the words of one sentence.
    pub fn tag_sentence<'f>(
        &self,
        forms: impl Iterator<Item = &'f str> + Clone,
        worker: &mut Worker,
        tags: &mut Vec<Tag>,
    ) {
        let Worker { memory, sentence, upos, feats, tagger, lemma } = worker;
        memory.sentence(&self.lexicon, &self.classes, &self.tagger, forms.clone(), sentence);
        self.tagger.tag(sentence, memory, upos, feats, tagger);
        verbless::adverbs(&self.lexicon, forms.clone(), upos, feats);
        verbless::restore(&self.lexicon, forms.clone(), upos, feats);
        for (i, form) in forms.enumerate() {
            let views = &sentence.views;
            let before = i.checked_sub(1).map_or(&WordView::OUTSIDE, |l| &views[l]);
            let asked = Asked { form, view: &views[i], before, upos: upos[i], feats: feats[i] };
            let remembered = memory.recall(sentence.seen[i]);
            let lemma = self.lemmatizer.recall(&self.lexicon, &asked, remembered, lemma);
            tags.push(Tag { upos: upos[i], feats: feats[i], lemma });
        }
    }

    /// The lexicon's ambiguity classes.
    pub fn classes(&self) -> &Classes {
        &self.classes
    }

    /// What words can be.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }
}
