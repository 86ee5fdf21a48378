//! Trains the lemmatizer.

use super::corpus::Example;
use super::perceptron::Perceptron;
use super::shuffle::Random;
use super::tagger::Options;
use crate::doc::Upos;
use crate::syntax::lemma::operation::{self, Case, Operations};
use crate::syntax::lemma::{Asked, FEATURES, KIND, best_class, features};
use crate::syntax::lexicon::Lexicon;
use crate::syntax::model_file::{self, Header};
use crate::syntax::script::{Script, Scripts};
use crate::syntax::tagger::Scorer;
use crate::syntax::tagger::words::WordView;
use crate::syntax::weights::Weights;
use std::collections::BTreeMap;

/// Trains on examples and gives the model's bytes.
pub fn train(lexicon: &Lexicon, examples: &[&Example], options: Options, corpora: &[String]) -> Vec<u8> {
    let operations = operations(examples);
    let numbers: BTreeMap<&(Case, usize, String), u16> = operations.iter().zip(0..).collect();
    let mut model = Perceptron::default();
    let classes = Operations::KNOWN + operations.len();
    let mut cases = Vec::new();
    each_word(examples, |asked, lemma| {
        let known = operation::known(lexicon, asked);
        let mut text = String::new();
        let mut right: Vec<u16> = Vec::new();
        for (n, choice) in known.iter().enumerate() {
            if operation::from_lexicon(lexicon, choice.script, asked, &mut text).as_deref() == Some(lemma) {
                right.push(n as u16);
            }
        }
        for case in Case::ALL {
            if let Some(&n) = numbers.get(&between(case, asked.form, lemma)) {
                right.push(Operations::KNOWN as u16 + n);
            }
        }
        let mut list = Vec::new();
        features::features(asked, &known, &mut list);
        cases.push((list, known, right));
    });
    let mut order: Vec<usize> = (0..cases.len()).collect();
    let mut random = Random::new(options.seed);
    let mut scores = vec![0; classes];
    for _ in 0..options.rounds {
        random.shuffle(&mut order);
        for &n in &order {
            let (features, known, right) = &cases[n];
            scores.fill(0);
            features.iter().for_each(|&f| model.add(f, &mut scores));
            let found = best_class(&scores, known);
            model.tick();
            if right.contains(&(found as u16)) {
                continue;
            }
            // The best of the right ones: the lexicon's, unless the model knows better.
            let best = right.iter().rev().max_by_key(|&&n| scores[usize::from(n)]);
            if let Some(&best) = best {
                model.correct(features, found as u16, best);
            }
        }
    }
    let weights = Weights::write(&model.average(16_000, options.least));
    let scripts = Scripts::write(operations.iter().map(|(_, strip, add)| Script { strip: *strip, add }));
    let case_bytes: Vec<u8> = operations.iter().map(|(case, ..)| *case as u8).collect();
    let header = Header {
        kind: KIND.into(),
        features: FEATURES,
        corpora: corpora.to_vec(),
        seed: options.seed,
        scores: Vec::new(),
    };
    let sections: [(&str, &[u8]); 4] = [
        ("scripts", &scripts),
        ("cases", &case_bytes),
        ("lemma.slots", &weights.0),
        ("lemma.pairs", &weights.1),
    ];
    model_file::write(&header, &sections)
}

/// All words that are not punctuation, with their gold lemma.
fn each_word(examples: &[&Example], mut visit: impl FnMut(&Asked, &str)) {
    for example in examples {
        for (i, lemma) in example.lemmas.iter().enumerate() {
            let before = i.checked_sub(1).map_or(&WordView::OUTSIDE, |l| &example.words[l]);
            let (upos, feats) = (example.upos[i], example.feats[i]);
            if upos != Upos::Punct && lemma != "_" {
                visit(
                    &Asked { form: &example.forms[i], view: &example.words[i], before, upos, feats },
                    lemma,
                );
            }
        }
    }
}

fn between(case: Case, form: &str, lemma: &str) -> (Case, usize, String) {
    let mut text = String::new();
    case.apply(form, &mut text);
    let script = Script::between(&text, lemma);
    (case, script.strip, script.add.to_owned())
}

/// The operations of the corpus, the frequent first; taking the form as it is, and
/// in small letters, before all.
fn operations(examples: &[&Example]) -> Vec<(Case, usize, String)> {
    let mut counts: BTreeMap<(Case, usize, String), usize> = BTreeMap::new();
    each_word(examples, |asked, lemma| {
        // The simplest operation: the one that changes least.
        let all = Case::ALL.map(|case| between(case, asked.form, lemma));
        let simplest = all.into_iter().min_by_key(|(_, strip, add)| strip + add.len());
        *counts.entry(simplest.expect("there are cases")).or_default() += 1;
    });
    for (case, bonus) in [(Case::Keep, 2), (Case::Lower, 1)] {
        *counts.entry((case, 0, String::new())).or_default() += bonus << 40;
    }
    let mut sorted: Vec<_> = counts.into_iter().collect();
    sorted.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    sorted.into_iter().map(|(operation, _)| operation).collect()
}
