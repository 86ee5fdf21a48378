//! From words to tags: lexicon, tagger and lemmatizer in a row.

use super::lemma::{self, Asked, Lemmatizer};
use super::lexicon::Lexicon;
use super::tagger::classes::Classes;
use super::tagger::memory::{Memory, Sentence};
use super::tagger::words::WordView;
use super::tagger::{self, Tagger};
use super::verbless;
use crate::data::{DataError, DataFiles};
use crate::doc::{self, Document, Feats, Tag, Tags, Tokens, Upos};

/// Sentences that say together in which register they are.
pub const BLOCK: usize = 16;

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
    /// The sentences of a block.
    block: Vec<Sentence>,
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
        let forms = |s: &doc::Sentence| s.words.iter().map(|w| tokens.form(&document.text, w));
        let sentences: Vec<_> = tokens.sentences.iter().map(forms).collect();
        self.tag_sentences(&sentences, worker, |tag| tags.push(tag));
        Tags(tags)
    }

    /// Tags the words of sentences that follow each other in a text; `give` gets the tags in order.
    ///
    /// One text is written one way: what the register is, the sentences of a block say together. A
    /// block that the text's end cuts short hears the one before as well.
    pub fn tag_sentences<'f>(
        &self,
        sentences: &[impl Iterator<Item = &'f str> + Clone],
        worker: &mut Worker,
        mut give: impl FnMut(Tag),
    ) {
        let Worker { memory, block, upos, feats, tagger, lemma } = worker;
        block.resize_with(BLOCK.max(block.len()), Sentence::default);
        let mut before = 0;
        for sentences in sentences.chunks(BLOCK) {
            let mut score = 0;
            for (forms, sentence) in sentences.iter().zip(&mut *block) {
                memory.sentence(&self.lexicon, &self.classes, &self.tagger, forms.clone(), sentence);
                score += self.tagger.register_score(&sentence.views, tagger);
            }
            let missing = (BLOCK - sentences.len()) as i32;
            let register = self.tagger.register(score + before / BLOCK as i32 * missing);
            before = score;
            for (forms, sentence) in sentences.iter().zip(&*block) {
                self.tagger.tag(sentence, register, memory, upos, feats, tagger);
                verbless::adverbs(&self.lexicon, forms.clone(), upos, feats);
                verbless::restore(&self.lexicon, forms.clone(), upos, feats);
                for (i, form) in forms.clone().enumerate() {
                    let views = &sentence.views;
                    let before = i.checked_sub(1).map_or(&WordView::OUTSIDE, |l| &views[l]);
                    let asked = Asked { form, view: &views[i], before, upos: upos[i], feats: feats[i] };
                    let remembered = memory.recall(sentence.seen[i]);
                    let lemma = self.lemmatizer.recall(&self.lexicon, &asked, remembered, lemma);
                    give(Tag { upos: upos[i], feats: feats[i], lemma });
                }
            }
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
