//! Features of the lemma. One file for trainer and predictor.

use super::Asked;
use super::operation::Choice;
use crate::syntax::hash::mix;

/// Features of a word, with the lemmas that the lexicon has for it.
pub fn features(asked: &Asked, known: &[Choice], out: &mut Vec<u64>) {
    let w = asked.view;
    let upos = asked.upos as u64;
    let mut template = 500u64;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(mix(template, upos), |h, &v| mix(h, v)));
    };
    let agreement = |n: usize| known.get(n).map_or(100, |c| c.agreement as i64 as u64);
    let band = |n: usize| known.get(n).map_or(100, |c| u64::from(c.band));
    let number = known.len() as u64;
    add(&[number]);
    add(&[number, agreement(0), agreement(1)]);
    add(&[number, band(0), band(1)]);
    add(&[w.shape]);
    add(&[w.shape, number]);
    add(&[w.low]);
    add(&[w.form]);
    add(&[w.low, asked.feats.bits()]);
    out.push(pair(asked));
    let mut template = 509u64;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(mix(template, upos), |h, &v| mix(h, v)));
    };
    if known.is_empty() {
        for suffix in w.suffix {
            add(&[suffix]);
        }
        add(&[w.suffix[3], asked.feats.bits()]);
        add(&[w.suffix[2], asked.feats.bits()]);
        add(&[w.suffix[1], asked.feats.bits()]);
        add(&[asked.feats.bits()]);
    }
}

/// The one feature that asks for the word before.
pub fn pair(asked: &Asked) -> u64 {
    mix(mix(mix(509, asked.upos as u64), asked.view.low), asked.before.low)
}
