//! A second look at relations that are taken for each other: what a head asks for ("renoncer à un
//! projet") and what tells where, when or how; objects, direct and indirect. Much of it is a matter of
//! single heads and prepositions, of which a network sees too few; so a linear model decides anew
//! when the tree is built.

use crate::data::DataError;
use crate::doc::{DepRel, Tag, Upos};
use crate::syntax::compact::Compact;
use crate::syntax::hash::{bytes, mix};
use crate::syntax::model_file::ModelFile;

/// No fewer than there are relations.
pub const CLASSES: usize = 128;
const _: () = assert!(DepRel::ALL.len() <= CLASSES);

/// The weights, by relation.
#[derive(Clone, Debug)]
pub struct Labels(Compact<CLASSES>);

/// The weights' name in the parser's file.
pub const NAME: &str = "labels";

/// A word's head, the number of words for the root's, and its relation to it.
pub type Bound = (usize, DepRel);

/// Relations that are taken for each other.
const PAIRS: [(DepRel, DepRel); 10] = [
    (DepRel::OblArg, DepRel::OblMod),
    (DepRel::OblArg, DepRel::OblAgent),
    (DepRel::OblMod, DepRel::OblAgent),
    (DepRel::OblArg, DepRel::Iobj),
    (DepRel::OblMod, DepRel::Iobj),
    (DepRel::OblArg, DepRel::Obj),
    (DepRel::Obj, DepRel::Iobj),
    (DepRel::Obj, DepRel::ObjLvc),
    (DepRel::Obj, DepRel::ExplPv),
    (DepRel::ExplPass, DepRel::ExplPv),
];

/// Whether a relation is one of those that are taken for another.
pub fn is_doubtful(deprel: DepRel) -> bool {
    PAIRS.iter().any(|&(a, b)| deprel == a || deprel == b)
}

impl Labels {
    /// Opens the weights in a parser's file.
    ///
    /// # Errors
    /// When it lacks them.
    pub fn open(file: &ModelFile) -> Result<Self, DataError> {
        Ok(Self(Compact::open(file, NAME)?))
    }

    /// Decides the doubtful relations of a sentence.
    pub fn decide(&self, tree: &mut [Bound], tags: &[Tag], features: &mut Vec<u64>) {
        let mut known = None;
        for word in 0..tree.len() {
            let (head, deprel) = tree[word];
            let others = PAIRS.iter().filter_map(|&(a, b)| match deprel {
                d if d == a => Some(b),
                d if d == b => Some(a),
                _ => None,
            });
            if head < tree.len() && is_doubtful(deprel) {
                let (style, children) = &*known.get_or_insert_with(|| (style(tags), Children::of(tree)));
                self::features(tree, tags, children, *style, word, features);
                let mut scores = [0; CLASSES];
                self.0.add_all(features, &mut scores);
                let mut best = deprel;
                for other in others {
                    best = if scores[other as usize] > scores[best as usize] { other } else { best };
                }
                tree[word].1 = best;
            }
        }
    }
}

/// The dependents of each word of a sentence, in order.
#[derive(Clone, Debug)]
pub struct Children {
    first: Vec<usize>,
    words: Vec<usize>,
}

impl Children {
    /// Of a tree.
    pub fn of(tree: &[Bound]) -> Self {
        let mut first = vec![0; tree.len() + 2];
        tree.iter().for_each(|(head, _)| first[head + 1] += 1);
        (1..first.len()).for_each(|n| first[n] += first[n - 1]);
        let mut next = first.clone();
        let mut words = vec![0; tree.len()];
        for (word, (head, _)) in tree.iter().enumerate() {
            words[next[*head]] = word;
            next[*head] += 1;
        }
        Self { first, words }
    }

    fn get(&self, word: usize) -> &[usize] {
        &self.words[self.first[word]..self.first[word + 1]]
    }
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

/// Features of a word's relation to its head. One function for trainer and predictor: they see heads
/// and tags, and no relations.
pub fn features(
    tree: &[Bound],
    tags: &[Tag],
    children: &Children,
    style: u64,
    word: usize,
    out: &mut Vec<u64>,
) {
    let head = tree[word].0;
    let upos = |w: usize| tags.get(w).map_or(99, |t| t.upos as u64);
    let lemma = |w: usize| tags.get(w).map_or(1, |t| bytes(t.lemma.as_bytes()));
    let is = |w: usize, list: &[Upos]| list.contains(&tags[w].upos);
    let of = |w: usize, name: &str| tags[w].feats.get(name).map_or(0, |v| bytes(v.as_bytes()));
    let right = u64::from(word > head);
    let distance = word.abs_diff(head).min(7) as u64;
    let (own, siblings) = (children.get(word), children.get(head));
    let others = || siblings.iter().copied().filter(|&s| s != word);
    let case = own
        .iter()
        .filter(|&&d| d < word && is(d, &[Upos::Adp, Upos::Sconj]))
        .take(2)
        .fold(0, |h, &d| mix(h, lemma(d)));
    let bare = |s: usize| {
        is(s, &[Upos::Noun, Upos::Pron, Upos::Propn])
            && !children.get(s).iter().any(|&d| d < s && is(d, &[Upos::Adp]))
    };
    let objects = others().filter(|&s| s > head && bare(s)).count().min(2) as u64;
    let subjects = others().filter(|&s| s < head && bare(s)).count().min(2) as u64;
    let reflexive = siblings
        .iter()
        .any(|&s| s < head && is(s, &[Upos::Pron]) && matches!(tags[s].lemma.as_str(), "se" | "soi"));
    let reflexive = u64::from(reflexive);
    let aux = siblings.iter().filter(|&&s| is(s, &[Upos::Aux])).fold(0, |h, &s| mix(h, lemma(s)));
    let determiner = own.iter().find(|&&d| is(d, &[Upos::Det])).map_or(0, |&d| lemma(d));
    let comma = u64::from(
        word > 0 && is(word - 1, &[Upos::Punct]) || own.iter().any(|&d| d < word && is(d, &[Upos::Punct])),
    );
    let nearer = others().filter(|&s| {
        (s > head) == (word > head)
            && s.abs_diff(head) < word.abs_diff(head)
            && !is(s, &[Upos::Punct, Upos::Det, Upos::Adp, Upos::Aux, Upos::Adv])
    });
    let nearer = nearer.count().min(2) as u64;
    let kinds = own.iter().fold(0u64, |bits, &d| bits | 1 << tags[d].upos as u64);
    let (wl, hl, wu, hu) = (lemma(word), lemma(head), upos(word), upos(head));
    let form = mix(of(head, "VerbForm"), of(head, "Voice"));
    let above = upos(tree[head].0);
    let before = word.checked_sub(1).map_or(98, upos);
    out.clear();
    let mut template = 800u64;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(template, |h, &v| mix(h, v)));
    };
    add(&[wu, hu, right]);
    add(&[wl]);
    add(&[hl]);
    add(&[wu, hu, right, case]);
    add(&[hl, case, right]);
    add(&[hl, case]);
    add(&[wl, case]);
    add(&[wl, hl]);
    add(&[wl, hl, case]);
    add(&[case, hu, form]);
    add(&[case, determiner, hu]);
    add(&[wu, hu, right, comma]);
    add(&[wl, comma, hu]);
    add(&[hl, case, objects]);
    add(&[case, hu, objects, reflexive]);
    add(&[hl, case, reflexive]);
    add(&[wu, hu, right, objects, subjects]);
    add(&[wl, hu, right, subjects, objects]);
    add(&[hl, wu, right, u64::from(case == 0)]);
    add(&[hl, wu, right, aux, reflexive]);
    add(&[wu, hu, right, aux, form, case]);
    add(&[of(word, "VerbForm"), case, hu, right]);
    add(&[before, wu, hu]);
    add(&[before, wu, upos(word + 1), hu]);
    add(&[nearer, wu, hu, right]);
    add(&[nearer, case, hu, right]);
    add(&[nearer, case, hl]);
    add(&[nearer, hl, right]);
    add(&[determiner, wu, hu, right, comma]);
    add(&[determiner, wl, case]);
    add(&[kinds, wu, hu, right]);
    add(&[distance, wu, hu, right, case]);
    add(&[of(word, "PronType"), of(word, "Person"), hu, right, subjects]);
    add(&[above, hu, wu, right]);
    add(&[case, objects, right]);
    add(&[style, wu, hu, right]);
    add(&[style, case, hu]);
    add(&[style, wu, hu, right, comma, u64::from(distance == 1)]);
    add(&[style, wl, hu]);
    add(&[style, hl, case]);
    add(&[style, case, wl]);
    add(&[style, hu, right, nearer]);
    add(&[style, wu, hu, distance, case]);
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
        let children = Children::of(&tree);
        assert_eq!((children.get(0), children.get(2), children.get(1)), (&[2][..], &[1][..], &[][..]));
        let (mut a, mut b) = (Vec::new(), Vec::new());
        features(&tree, &tags("à"), &children, 0, 2, &mut a);
        features(&tree, &tags("pour"), &children, 0, 2, &mut b);
        assert!((15..30).contains(&a.iter().zip(&b).filter(|(a, b)| a == b).count()));
    }
}
