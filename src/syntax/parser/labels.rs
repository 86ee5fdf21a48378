//! A second look at relations that are taken for each other: what a head asks for ("renoncer à un
//! projet") and what tells where, when or how; objects, direct and indirect. Much of it is a matter of
//! single heads and prepositions, of which a network sees too few; so a linear model decides anew
//! when the tree is built.

use super::actions::Actions;
use super::convention::Convention;
use super::transition::Action;
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
const PAIRS: &[(DepRel, DepRel)] = &[
    (DepRel::OblArg, DepRel::OblMod),
    (DepRel::OblArg, DepRel::OblAgent),
    (DepRel::OblMod, DepRel::OblAgent),
    (DepRel::OblArg, DepRel::Iobj),
    (DepRel::OblMod, DepRel::Iobj),
    (DepRel::OblArg, DepRel::Obj),
    (DepRel::OblMod, DepRel::Obj),
    (DepRel::Obj, DepRel::Iobj),
    (DepRel::Obj, DepRel::ObjLvc),
    (DepRel::Obj, DepRel::ExplPv),
    (DepRel::Obj, DepRel::Nsubj),
    (DepRel::Obj, DepRel::NsubjPass),
    (DepRel::Obj, DepRel::Xcomp),
    (DepRel::Nsubj, DepRel::NsubjPass),
    (DepRel::ExplPass, DepRel::ExplPv),
    (DepRel::ExplSubj, DepRel::Nsubj),
    (DepRel::Appos, DepRel::Nmod),
    (DepRel::Appos, DepRel::FlatName),
    (DepRel::Nmod, DepRel::FlatName),
    (DepRel::Nmod, DepRel::OblArg),
    (DepRel::Nmod, DepRel::OblMod),
    (DepRel::Nmod, DepRel::Amod),
    (DepRel::Nmod, DepRel::Nummod),
    (DepRel::Acl, DepRel::Amod),
    (DepRel::Acl, DepRel::Xcomp),
    (DepRel::Advcl, DepRel::Xcomp),
];

/// What a relation is taken for.
pub fn others(deprel: DepRel) -> impl Iterator<Item = DepRel> {
    PAIRS.iter().filter_map(move |&(a, b)| match deprel {
        d if d == a => Some(b),
        d if d == b => Some(a),
        _ => None,
    })
}

/// How sure the network was of a word's relation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// 0 where it was sure, or where there is no other; up to [`LEVELS`] the less sure, the more.
    pub level: u8,
    /// What else it may have been.
    pub rival: DepRel,
}

/// By how much scores are ahead of their rivals' on the levels of doubt, the last first.
const AHEAD: [f32; 5] = [0.5, 1.0, 2.0, 3.5, 5.0];
/// Levels of doubt.
pub const LEVELS: usize = AHEAD.len();

impl Default for Doubt {
    fn default() -> Self {
        Self { level: 0, rival: DepRel::Dep }
    }
}

impl Doubt {
    /// Of a score's distance from the best of its rivals'.
    pub fn of(ahead: f32, rival: DepRel) -> Self {
        Self { level: AHEAD.iter().filter(|&&bound| ahead < bound).count() as u8, rival }
    }

    /// The same of what the scores give as shares of a choice.
    pub fn of_shares(share: f32, rivals: f32, rival: DepRel) -> Self {
        // e to the power of what scores are ahead by.
        const TIMES: [f32; LEVELS] = [1.648_721_3, std::f32::consts::E, 7.389_056, 33.115_45, 148.413_16];
        Self { level: TIMES.iter().filter(|&&times| share < times * rivals).count() as u8, rival }
    }
}

/// For each step the steps that it may be taken for.
#[derive(Clone, Debug)]
pub struct Rivals(Vec<Vec<(usize, DepRel)>>);

impl Rivals {
    /// Of these steps.
    pub fn new(actions: &Actions) -> Self {
        let rivals = |number: usize| {
            let of = |deprel, arc: fn(DepRel) -> Action| -> Vec<_> {
                others(deprel).filter_map(|other| Some((actions.number(arc(other))?, other))).collect()
            };
            match actions.get(number) {
                Action::Shift => Vec::new(),
                Action::Left(deprel) => of(deprel, Action::Left),
                Action::Right(deprel) => of(deprel, Action::Right),
            }
        };
        Self((0..actions.len()).map(rivals).collect())
    }

    /// The rival of a step that has the highest score, with its score; the first among equals.
    pub fn best<S: Copy + PartialOrd>(&self, number: usize, scores: &[S]) -> Option<(S, DepRel)> {
        let mut best: Option<(S, DepRel)> = None;
        for &(rival, deprel) in &self.0[number] {
            if best.is_none_or(|(score, _)| scores[rival] > score) {
                best = Some((scores[rival], deprel));
            }
        }
        best
    }
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
    pub fn decide(
        &self,
        tree: &mut [Bound],
        doubts: &[Doubt],
        tags: &[Tag],
        convention: Convention,
        features: &mut Vec<u64>,
    ) {
        if doubts.iter().all(|doubt| doubt.level == 0) {
            return;
        }
        let children = Children::of(tree);
        // What the network took them for: decisions do not depend on each other.
        let mut decided = Vec::new();
        for word in 0..tree.len() {
            let (head, deprel) = tree[word];
            if head < tree.len() && doubts[word].level > 0 {
                self::features(tree, doubts[word], tags, &children, convention, word, features);
                let mut scores = [0; CLASSES];
                self.0.add_all(features, &mut scores);
                let mut best = deprel;
                for other in others(deprel) {
                    best = if scores[other as usize] > scores[best as usize] { other } else { best };
                }
                decided.push((word, best));
            }
        }
        decided.into_iter().for_each(|(word, deprel)| tree[word].1 = deprel);
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

/// What the other dependents of a head are to it, as bits.
fn role(deprel: DepRel) -> u64 {
    match deprel {
        DepRel::Nsubj => 1,
        DepRel::NsubjPass => 2,
        DepRel::Obj => 4,
        DepRel::OblArg | DepRel::Iobj => 8,
        DepRel::OblMod => 16,
        DepRel::Xcomp | DepRel::Ccomp => 32,
        DepRel::AuxPass => 64,
        DepRel::Cop => 128,
        DepRel::Appos => 256,
        DepRel::FlatName => 512,
        DepRel::ExplSubj => 1024,
        DepRel::OblAgent => 2048,
        _ => 0,
    }
}

/// Features of a word's relation to its head. One function for trainer and predictor: of relations they
/// see only the word's own, as the network has it.
pub fn features(
    tree: &[Bound],
    doubt: Doubt,
    tags: &[Tag],
    children: &Children,
    convention: Convention,
    word: usize,
    out: &mut Vec<u64>,
) {
    let (head, found) = tree[word];
    let (found, level, rival) = (found as u64, u64::from(doubt.level), doubt.rival as u64);
    let style = convention as u64;
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
    let roles = others().fold(0u64, |bits, s| bits | role(tree[s].1));
    // The sign before the phrase: a comma, a bracket.
    let first = own.iter().copied().find(|&d| !is(d, &[Upos::Punct])).map_or(word, |d| d.min(word));
    let mark = first.checked_sub(1).filter(|&b| is(b, &[Upos::Punct])).map_or(0, lemma);
    let of_head = children.get(head).iter().find(|&&d| is(d, &[Upos::Det]));
    let head_determiner = of_head.map_or(0, |&d| lemma(d));
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
    add(&[wu, hu, right, case]);
    add(&[hl, case]);
    add(&[wl, case]);
    add(&[wl, hl]);
    add(&[wl, hl, case]);
    add(&[case, hu, form]);
    add(&[case, determiner, hu]);
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
    add(&[nearer, case, hu, right]);
    add(&[nearer, case, hl]);
    add(&[nearer, hl, right]);
    add(&[kinds, wu, hu, right]);
    add(&[distance, wu, hu, right, case]);
    add(&[of(word, "PronType"), of(word, "Person"), hu, right, subjects]);
    add(&[style, wu, hu, right]);
    add(&[style, case, hu]);
    add(&[style, wu, hu, right, comma, u64::from(distance == 1)]);
    add(&[style, wl, hu]);
    add(&[style, hl, case]);
    add(&[style, case, wl]);
    add(&[style, wu, hu, distance, case]);
    add(&[found, rival, level]);
    add(&[found, rival, level, style]);
    add(&[found, level, hl, right]);
    add(&[found, level, case]);
    add(&[found, style, wu, hu, right]);
    add(&[found, wl]);
    add(&[found, case, hl]);
    add(&[found, style, case, hu]);
    add(&[found, style, comma, wu, hu, distance]);
    add(&[found, roles]);
    add(&[found, roles, hl]);
    add(&[found, roles, case, hu, right]);
    add(&[found, style, mark, wu, hu]);
    add(&[style, mark, wu, hu, determiner, u64::from(distance == 1)]);
    add(&[style, mark, wl, hu]);
    add(&[style, mark, hl, wu]);
    add(&[found, wu, hu, aux, form, right]);
    add(&[found, hl, aux, reflexive, right]);
    add(&[found, style, nearer, case, hu, right]);
    add(&[found, style, above, hu, wu, right]);
    add(&[found, style, head_determiner, determiner, wu, hu]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_and_shares_give_one_doubt() {
        for ahead in [0.1, 0.6, 1.5, 2.5, 4.0, 4.9, 5.1, 20.0] {
            let doubt = Doubt::of(ahead, DepRel::Obj);
            assert_eq!(doubt, Doubt::of_shares(0.9, 0.9 / f32::exp(ahead), DepRel::Obj), "{ahead}");
        }
        assert_eq!([0.1, 1.5, 20.0].map(|ahead| Doubt::of(ahead, DepRel::Obj).level), [5, 3, 0]);
    }

    #[test]
    fn rivals_are_steps_to_the_same_side() {
        let actions = Actions::new([DepRel::Obj, DepRel::Det, DepRel::Iobj]);
        let rivals = Rivals::new(&actions);
        let number = |action| actions.number(action).unwrap();
        let mut scores = [0; 7];
        scores[number(Action::Right(DepRel::Iobj))] = 5;
        scores[number(Action::Left(DepRel::Iobj))] = 9;
        assert_eq!(rivals.best(number(Action::Right(DepRel::Obj)), &scores), Some((5, DepRel::Iobj)));
        assert_eq!(rivals.best(number(Action::Right(DepRel::Det)), &scores), None);
        assert_eq!(rivals.best(number(Action::Shift), &scores), None);
    }

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
        features(&tree, Doubt::default(), &tags("à"), &children, Convention::Sequoia, 2, &mut a);
        features(&tree, Doubt::default(), &tags("pour"), &children, Convention::Sequoia, 2, &mut b);
        assert!((15..30).contains(&a.iter().zip(&b).filter(|(a, b)| a == b).count()));
    }
}
