//! What one thread remembers of the words that it parsed, from document to document: the sum of a
//! word's embeddings is the same wherever it stands with the same tag. With a memory or without,
//! the results are the same.

use super::Parser;
use super::convention::Convention;
use super::features::word_keys;
use crate::doc::Tag;
use crate::syntax::hash;
use crate::syntax::lexicon::Lexicon;
use crate::syntax::tagger::classes::Classes;
use crate::syntax::tagger::words::{Viewer, is_all_caps};
use smol_str::SmolStr;

/// Words parsed before. For one lexicon and one parser.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    viewer: Viewer,
    /// By hash of form and tag; a new word takes the place of the old one.
    words: Vec<Remembered>,
}

/// Places in a memory.
const PLACES: usize = 1 << 12;

#[derive(Clone, Debug, Default)]
struct Remembered {
    form: SmolStr,
    /// Whether it opened the sentence, whether all stood in capitals.
    first: bool,
    all_caps: bool,
    tag: Tag,
    convention: Convention,
    /// The sum of its embeddings; none in a free place.
    input: Vec<i16>,
}

impl Memory {
    /// Appends what the network takes in of each word of a sentence.
    #[allow(clippy::too_many_arguments)]
    pub fn sentence<'f>(
        &mut self,
        lexicon: &Lexicon,
        classes: &Classes,
        parser: &Parser,
        forms: impl Iterator<Item = &'f str> + Clone,
        tags: &[Tag],
        convention: Convention,
        out: &mut Vec<i16>,
    ) {
        let Self { viewer, words } = self;
        if words.is_empty() {
            words.resize(PLACES, Remembered::default());
        }
        let all_caps = is_all_caps(forms.clone());
        for (i, (form, tag)) in forms.zip(tags).enumerate() {
            let first = i == 0;
            let told = tag.feats.bits() << 8 | tag.upos as u64;
            let key = hash::mix(hash::bytes(form.as_bytes()), told);
            let word = &mut words[(key >> 32) as usize % PLACES];
            let known = !word.input.is_empty()
                && (word.first, word.all_caps) == (first, all_caps)
                && word.form.as_str() == form
                && word.convention == convention
                && word.tag == *tag;
            if !known {
                let view = viewer.view(lexicon, classes, form, first, all_caps);
                let rows = parser.vocabulary.rows(&word_keys(lexicon, &view, tag, convention));
                (word.form, word.first, word.all_caps) = (SmolStr::new(form), first, all_caps);
                (word.tag, word.convention) = (tag.clone(), convention);
                parser.network.embed(&rows, &mut word.input);
            }
            out.extend_from_slice(&word.input);
        }
    }
}
