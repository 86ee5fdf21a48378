//! Which obliques a head asks for ("renoncer à un projet") and which tell where, when or how. Most of
//! it is a matter of single heads and prepositions, of which a network sees too few; so a linear
//! model decides anew when the tree is built.

use crate::data::DataError;
use crate::doc::{DepRel, Tag, Upos};
use crate::syntax::compact::Compact;
use crate::syntax::hash::{bytes, mix};
use crate::syntax::model_file::ModelFile;

/// The weights. Class 0 is `obl:mod`, class 1 `obl:arg`.
#[derive(Clone, Debug)]
pub struct Obliques(Compact<2>);

/// The weights' name in the parser's file.
pub const NAME: &str = "oblique";

/// A word's head, the number of words for the root's, and its relation to it.
pub type Bound = (usize, DepRel);

impl Obliques {
    /// Opens the weights in a parser's file.
    ///
    /// # Errors
    /// When it lacks them.
    pub fn open(file: &ModelFile) -> Result<Self, DataError> {
        Ok(Self(Compact::open(file, NAME)?))
    }

    /// Decides all obliques of a sentence.
    pub fn decide(&self, tree: &mut [Bound], tags: &[Tag], features: &mut Vec<u64>) {
        let mut known = None;
        for word in 0..tree.len() {
            if is_oblique(tree, word) {
                let style = *known.get_or_insert_with(|| style(tags));
                self::features(tree, tags, style, word, features);
                let mut scores = [0; 2];
                self.0.add_all(features, &mut scores);
                tree[word].1 = if scores[1] > scores[0] { DepRel::OblArg } else { DepRel::OblMod };
            }
        }
    }
}

/// Whether there is something to decide.
pub fn is_oblique(tree: &[Bound], word: usize) -> bool {
    let (head, deprel) = tree[word];
    matches!(deprel, DepRel::OblArg | DepRel::OblMod) && head < tree.len()
}

/// Which treebank's morphology the tags follow, as far as they tell: the treebanks do not agree
/// on what a head asks for.
pub fn style(tags: &[Tag]) -> u64 {
    let told = tags.iter().find_map(|tag| {
        let has = |name: &str, value: &str| tag.feats.get(name) == Some(value);
        match tag.upos {
            Upos::Num if has("NumType", "Card") => Some(1),
            Upos::Num if has("Number", "Plur") => Some(2),
            Upos::Det if tag.feats.get("Person[psor]").is_some() => Some(2),
            Upos::Verb | Upos::Aux if has("Voice", "Act") => Some(2),
            Upos::Verb if has("VerbForm", "Part") && tag.feats.get("Voice").is_none() => Some(1),
            _ => None,
        }
    });
    told.unwrap_or(0)
}

/// Features of an oblique. One function for trainer and predictor.
pub fn features(tree: &[Bound], tags: &[Tag], style: u64, word: usize, out: &mut Vec<u64>) {
    let head = tree[word].0;
    let lemma = |word: usize| bytes(tags[word].lemma.as_bytes());
    let (mut preposition, mut reflexive, mut object, mut nearer) = (0, 0, 0, 0u64);
    for (other, &(its_head, deprel)) in tree.iter().enumerate() {
        if its_head == word && other < word && matches!(deprel.universal(), "case" | "mark") {
            preposition = mix(preposition, lemma(other));
        }
        if its_head == head && other != word {
            reflexive |= u64::from(deprel.universal() == "expl");
            object |= u64::from(matches!(deprel.universal(), "obj" | "xcomp" | "ccomp"));
            let between = (other > head) == (word > head) && other.abs_diff(head) < word.abs_diff(head);
            let counts = !matches!(tags[other].upos, Upos::Punct | Upos::Adv | Upos::Aux);
            nearer += u64::from(between && counts);
        }
    }
    let nearer = nearer.min(2);
    let right = u64::from(word > head);
    let (of_head, own, upos) = (lemma(head), lemma(word), tags[head].upos as u64);
    out.clear();
    let mut template = 800u64;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(template, |h, &v| mix(h, v)));
    };
    add(&[of_head, preposition, reflexive]);
    add(&[of_head, preposition]);
    add(&[preposition, own]);
    add(&[preposition, upos, nearer, right]);
    add(&[preposition, of_head, own]);
    add(&[of_head, nearer, right]);
    add(&[style, preposition]);
    add(&[style, of_head, preposition]);
    add(&[style, upos, right, nearer]);
    add(&[preposition, object, right]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_preposition_counts() {
        let tag = |upos, lemma: &str| Tag { upos, lemma: lemma.into(), ..Tag::default() };
        let tags = |preposition| {
            [tag(Upos::Verb, "renoncer"), tag(Upos::Adp, preposition), tag(Upos::Noun, "projet")]
        };
        let tree = [(3, DepRel::Root), (2, DepRel::Case), (0, DepRel::OblMod)];
        assert!(is_oblique(&tree, 2) && !is_oblique(&tree, 0));
        let (mut a, mut b) = (Vec::new(), Vec::new());
        features(&tree, &tags("à"), 0, 2, &mut a);
        features(&tree, &tags("pour"), 0, 2, &mut b);
        // All but head and place.
        assert_eq!(a.iter().zip(&b).filter(|(a, b)| a == b).count(), 2);
    }
}
