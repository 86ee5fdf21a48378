//! What one thread remembers of the words that it saw, from document to document: most words of a
//! text stood in it before, and what depends on the word alone need not be computed twice. With a
//! memory or without, the results are the same.

use super::classes::Classes;
use super::words::{Viewer, WordView, is_all_caps};
use super::{Tagger, UPOS_CLASSES};
use crate::doc::{Feats, Upos};
use crate::syntax::hash;
use crate::syntax::lexicon::Lexicon;
use smol_str::SmolStr;

/// One number for each part of speech: a sum of few weights, of 11 bits each.
#[derive(Clone, Copy, Debug, Default)]
pub struct Scores([i16; Upos::ALL.len()]);

/// Scores that a word gives to those from two before it to two behind it, itself in the middle.
pub type Shares = [Scores; 5];

/// Words seen before. For one lexicon and one tagger.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    viewer: Viewer,
    /// By hash of the form; a new word takes the place of the old one.
    words: Vec<Remembered>,
    /// Counts the words that came in.
    now: u64,
    /// What lies outside the sentence.
    outside: Option<Box<Shares>>,
    /// In the place of a word that was forgotten since.
    forgotten: Remembered,
}

/// Places in a memory: as many words as an article has, and a little more than are frequent.
const PLACES: usize = 1 << 12;

/// What is remembered of a word.
#[derive(Clone, Debug, Default)]
pub struct Remembered {
    form: SmolStr,
    /// Whether it opened the sentence, whether all stood in capitals.
    first: bool,
    all_caps: bool,
    /// When it came in; 0 for none.
    since: u64,
    view: WordView,
    shares: Shares,
    /// Scores of parts of speech behind a tag.
    pub after: Vec<(u64, Scores)>,
    /// Scores of the parts of morphology, as a part of speech behind a tag.
    pub morph: Vec<(Upos, u64, Box<[i16]>)>,
    /// Lemmas under part of speech and morphology.
    pub lemmas: Vec<(Upos, Feats, SmolStr)>,
}

/// A word of a sentence in the memory.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    place: u32,
    since: u64,
}

/// The words of a sentence, as a memory knows them.
#[derive(Clone, Debug, Default)]
pub struct Sentence {
    /// As features see them.
    pub views: Vec<WordView>,
    /// Where they lie in the memory.
    pub seen: Vec<Seen>,
    /// What each and the words around it give to its scores.
    pub sums: Vec<Scores>,
}

impl Scores {
    /// Of a sum of weights.
    pub fn of(scores: &[i32; UPOS_CLASSES]) -> Self {
        Self(std::array::from_fn(|n| scores[n] as i16))
    }

    /// Adds them to a sum.
    pub fn add_to(&self, sum: &mut [i32; UPOS_CLASSES]) {
        sum.iter_mut().zip(self.0).for_each(|(sum, score)| *sum += i32::from(score));
    }
}

impl Memory {
    /// Views the words of a sentence, and sums up what they give each other by themselves.
    pub fn sentence<'f>(
        &mut self,
        lexicon: &Lexicon,
        classes: &Classes,
        tagger: &Tagger,
        forms: impl Iterator<Item = &'f str> + Clone,
        out: &mut Sentence,
    ) {
        let count = forms.clone().count();
        let all_caps = is_all_caps(forms.clone());
        out.views.clear();
        out.seen.clear();
        out.sums.clear();
        out.sums.resize(count, Scores::default());
        for (i, form) in forms.enumerate() {
            let seen = self.see(lexicon, classes, tagger, form, i == 0, all_caps);
            let word = &self.words[seen.place as usize];
            give(&word.shares, i as isize, &mut out.sums);
            out.views.push(word.view);
            out.seen.push(seen);
        }
        let outside = self.outside.get_or_insert_with(|| Box::new(tagger.shares(&WordView::OUTSIDE)));
        for at in [-2, -1, count as isize, count as isize + 1] {
            give(outside, at, &mut out.sums);
        }
    }

    fn see(
        &mut self,
        lexicon: &Lexicon,
        classes: &Classes,
        tagger: &Tagger,
        form: &str,
        first: bool,
        all_caps: bool,
    ) -> Seen {
        if self.words.is_empty() {
            self.words.resize(PLACES, Remembered::default());
        }
        let key = hash::mix(hash::bytes(form.as_bytes()), u64::from(first) | u64::from(all_caps) << 1);
        let place = (key >> 32) as usize % PLACES;
        let word = &mut self.words[place];
        let known = word.since != 0
            && word.first == first
            && word.all_caps == all_caps
            && word.form.as_str() == form;
        if !known {
            self.now += 1;
            let view = self.viewer.view(lexicon, classes, form, first, all_caps);
            (word.form, word.first, word.all_caps) = (SmolStr::new(form), first, all_caps);
            (word.since, word.view, word.shares) = (self.now, view, tagger.shares(&view));
            word.forget();
        }
        Seen { place: place as u32, since: word.since }
    }

    /// What is remembered of a word; of one that another has displaced, nothing.
    pub fn recall(&mut self, seen: Seen) -> &mut Remembered {
        let word = &mut self.words[seen.place as usize];
        if word.since == seen.since {
            return word;
        }
        self.forgotten.forget();
        &mut self.forgotten
    }
}

impl Remembered {
    fn forget(&mut self) {
        self.after.clear();
        self.morph.clear();
        self.lemmas.clear();
    }
}

/// Adds a word's shares to the words around it.
fn give(shares: &Shares, at: isize, sums: &mut [Scores]) {
    for (offset, share) in (-2..).zip(shares) {
        if let Some(sum) = usize::try_from(at + offset).ok().and_then(|to| sums.get_mut(to)) {
            sum.0.iter_mut().zip(share.0).for_each(|(sum, share)| *sum += share);
        }
    }
}
