//! Features of morphology, once the parts of speech are known. One file for
//! trainer and predictor.

use super::register::Register;
use super::upos_features::before;
use super::words::WordView;
use crate::doc::{Feats, Upos};
use crate::syntax::hash::mix;

/// Features of word `i`; the morphology of the words before it is found already.
pub fn features(
    words: &[WordView],
    tags: &[Upos],
    feats: &[Feats],
    i: usize,
    register: Register,
    out: &mut Vec<u64>,
) {
    behind(&words[i], tags[i] as u64, before(tags, i, 1), out);
    around(words, tags, feats, i, register, out);
}

/// Features that ask for more than the word and the tag before.
pub fn around(
    words: &[WordView],
    tags: &[Upos],
    feats: &[Feats],
    i: usize,
    register: Register,
    out: &mut Vec<u64>,
) {
    let at = |offset: isize| -> &WordView {
        i.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&WordView::OUTSIDE)
    };
    let tag =
        |offset: isize| i.checked_add_signed(offset).and_then(|i| tags.get(i)).map_or(0xFF, |t| *t as u64);
    let done = |back: usize| i.checked_sub(back).map_or(1 << 63, |i| feats[i].bits());
    let (l, w, r, rr) = (at(-1), at(0), at(1), at(2));
    let (u, t, n) = (tag(0), tag(-1), tag(1));
    let (f, ff) = (done(1), done(2));
    let mut add = |template: u64, values: &[u64]| out.push(feature(template, u, values));
    add(316, &[n]);
    add(317, &[t, n]);
    add(318, &[l.low]);
    add(319, &[r.low]);
    add(320, &[l.low, w.low]);
    add(321, &[w.low, r.low]);
    add(322, &[w.low, n]);
    add(324, &[w.verbal, l.low]);
    let mut template = 325u64;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(feature(template, u, values));
    };
    add(&[t, f]);
    add(&[t, f, w.nominal]);
    add(&[t, f, w.low]);
    add(&[t, f, w.verbal]);
    add(&[t, tag(-2), f, ff]);
    add(&[tag(-2), ff, w.nominal]);
    add(&[tag(-2), ff, w.verbal]);
    add(&[n, r.nominal]);
    add(&[n, r.nominal, w.nominal]);
    add(&[n, r.nominal, w.low]);
    add(&[n, r.suffix[1]]);
    add(&[n, r.suffix[2], w.low]);
    add(&[n, tag(2), rr.nominal, w.low]);
    add(&[n, tag(2), rr.suffix[1]]);
    // How the sentence is written.
    let s = u64::from(register.0);
    add(&[s]);
    add(&[s, w.low]);
    add(&[s, w.shape]);
    add(&[s, w.nominal]);
    add(&[s, w.suffix[1]]);
    add(&[s, t]);
    add(&[s, l.low]);
    // What it may agree with, further away: noun, determiner, auxiliary, verb.
    let nearest = |wanted: fn(Upos) -> bool| (0..i).rev().take(12).find(|&j| wanted(tags[j]));
    let noun = nearest(|t| matches!(t, Upos::Noun | Upos::Propn));
    let noun_feats = noun.map_or(1 << 63, |j| feats[j].bits());
    add(&[noun_feats]);
    add(&[noun_feats, w.nominal]);
    add(&[noun_feats, w.verbal]);
    add(&[noun_feats, t, w.nominal]);
    let determiner = nearest(|t| t == Upos::Det);
    let determiner_feats = determiner.map_or(1 << 63, |j| feats[j].bits());
    add(&[determiner_feats, w.nominal]);
    add(&[determiner_feats, w.suffix[1]]);
    let auxiliary = nearest(|t| t == Upos::Aux);
    let auxiliary_low = auxiliary.map_or(1, |j| words[j].low);
    let gap = auxiliary.map_or(0, |j| (i - j).min(4) as u64);
    add(&[auxiliary_low, gap, w.verbal]);
    add(&[auxiliary_low, gap]);
    let before = auxiliary.and_then(|j| j.checked_sub(1)).map_or(1, |j| words[j].low);
    add(&[auxiliary_low, before, gap]);
    let pronoun = nearest(|t| t == Upos::Pron);
    let (pronoun_low, pronoun_feats) = pronoun.map_or((1, 1 << 63), |j| (words[j].low, feats[j].bits()));
    add(&[pronoun_low, w.verbal]);
    add(&[pronoun_feats, w.nominal]);
    let next_noun = (i + 1..words.len()).take(4).find(|&j| tags[j] == Upos::Noun);
    let next_noun = next_noun.map_or(&WordView::OUTSIDE, |j| &words[j]);
    add(&[next_noun.nominal, w.low]);
    add(&[next_noun.nominal, w.nominal]);
    add(&[next_noun.suffix[2], w.low]);
}

/// Features of a word behind a tag, its own part of speech given: the same wherever it stands.
pub fn behind(w: &WordView, u: u64, t: u64, out: &mut Vec<u64>) {
    let mut add = |template: u64, values: &[u64]| out.push(feature(template, u, values));
    add(301, &[]);
    add(302, &[w.low]);
    add(303, &[w.form]);
    for (template, suffix) in (304..).zip(w.suffix) {
        add(template, &[suffix]);
    }
    add(309, &[w.prefix[2]]);
    add(310, &[w.shape]);
    add(311, &[w.nominal]);
    add(312, &[w.verbal]);
    add(313, &[w.lex, w.nominal]);
    add(314, &[w.suffix[1], w.nominal]);
    add(315, &[t]);
    add(323, &[w.low, t]);
    add(325, &[w.verbal, t]);
}

#[inline]
fn feature(template: u64, upos: u64, values: &[u64]) -> u64 {
    values.iter().fold(mix(template, upos), |h, &v| mix(h, v))
}
