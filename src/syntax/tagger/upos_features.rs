//! Features of the part of speech. One file for trainer and predictor: nothing
//! else keeps them in step so surely.

use super::register::Register;
use super::words::WordView;
use crate::doc::Upos;
use crate::syntax::hash::mix;

/// Features of a word that need no tag: computed once.
pub fn fixed(words: &[WordView], i: usize, out: &mut Vec<u64>) {
    let at = |offset: isize| -> &WordView {
        i.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&WordView::OUTSIDE)
    };
    let (ll, l, w, r, rr) = (at(-2), at(-1), at(0), at(1), at(2));
    let mut template = 0u64;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(template, |h, &v| mix(h, v)));
    };
    add(&[]);
    add(&[w.low]);
    add(&[w.form]);
    add(&[l.low]);
    add(&[r.low]);
    add(&[ll.low]);
    add(&[rr.low]);
    add(&[l.low, w.low]);
    add(&[w.low, r.low]);
    add(&[l.low, w.low, r.low]);
    for suffix in w.suffix {
        add(&[suffix]);
    }
    for prefix in w.prefix {
        add(&[prefix]);
    }
    add(&[w.suffix[2], w.shape]);
    add(&[w.shape]);
    add(&[w.shape, w.lex]);
    add(&[w.shape, l.shape, r.shape]);
    add(&[w.lex]);
    add(&[l.lex]);
    add(&[r.lex]);
    add(&[ll.lex]);
    add(&[rr.lex]);
    add(&[l.lex, w.lex]);
    add(&[w.lex, r.lex]);
    add(&[l.lex, w.lex, r.lex]);
    add(&[w.lex, r.lex, rr.lex]);
    add(&[ll.lex, l.lex, w.lex]);
    add(&[r.lex, rr.lex]);
    add(&[l.low, w.lex]);
    add(&[w.lex, r.low]);
    add(&[w.low, r.lex]);
    add(&[w.lex, rr.low]);
    add(&[w.lex, w.nominal]);
    add(&[w.lex, w.verbal]);
    add(&[w.lex, w.suffix[2]]);
    add(&[w.nominal, l.nominal]);
    add(&[w.nominal, r.nominal]);
    add(&[w.lex, w.verbal, r.lex]);
    add(&[w.lex, w.suffix[1], r.suffix[1]]);
    add(&[w.lex, w.suffix[1], l.suffix[1]]);
    add(&[r.suffix[2]]);
    add(&[l.suffix[2]]);
}

/// Features that ask how the sentence is written.
pub fn style(w: &WordView, register: Register, out: &mut Vec<u64>) {
    let mut template = 150u64;
    for value in [w.low, w.lex, w.shape] {
        template += 1;
        out.push(mix(mix(template, u64::from(register.0)), value));
    }
}

/// Features that look at the tags found to the left.
pub fn history(words: &[WordView], i: usize, tags: &[Upos], out: &mut Vec<u64>) {
    let tag = |back: usize| i.checked_sub(back).map_or(OUTSIDE, |i| tags[i] as u64);
    let (w, r) = (&words[i], words.get(i + 1).unwrap_or(&WordView::OUTSIDE));
    let l = i.checked_sub(1).map_or(&WordView::OUTSIDE, |l| &words[l]);
    let (t, tt, ttt) = (tag(1), tag(2), tag(3));
    let mut template = 100u64;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(template, |h, &v| mix(h, v)));
    };
    add(&[t]);
    add(&[t, tt]);
    add(&[t, tt, ttt]);
    add(&[t, w.low]);
    add(&[t, w.lex]);
    add(&[t, tt, w.lex]);
    add(&[t, tt, w.low]);
    add(&[t, w.lex, r.lex]);
    add(&[t, r.lex]);
    add(&[t, w.suffix[2]]);
    add(&[t, w.shape]);
    add(&[t, l.low, w.lex]);
    add(&[t, r.low]);
    add(&[tt, w.lex]);
    add(&[t, w.low, r.lex]);
}

/// Features of the second pass, which sees the first pass's tags on both sides.
pub fn both_sides(words: &[WordView], i: usize, tags: &[Upos], out: &mut Vec<u64>) {
    let tag = |offset: isize| {
        i.checked_add_signed(offset).and_then(|i| tags.get(i)).map_or(OUTSIDE, |t| *t as u64)
    };
    let w = &words[i];
    let r = words.get(i + 1).unwrap_or(&WordView::OUTSIDE);
    let (own, n, nn) = (tag(0), tag(1), tag(2));
    let (t, tt) = (tag(-1), tag(-2));
    let mut template = 200u64;
    let mut add = |values: &[u64]| {
        template += 1;
        out.push(values.iter().fold(template, |h, &v| mix(h, v)));
    };
    add(&[own]);
    add(&[own, w.lex]);
    add(&[own, w.low]);
    add(&[n]);
    add(&[n, nn]);
    add(&[n, w.low]);
    add(&[n, w.lex]);
    add(&[n, nn, w.lex]);
    add(&[n, nn, tag(3)]);
    add(&[t, n]);
    add(&[t, n, w.lex]);
    add(&[t, n, w.low]);
    add(&[tt, t, n, nn]);
    add(&[n, r.low]);
    add(&[n, r.low, w.lex]);
    add(&[n, w.suffix[2]]);
}

/// Stands for the tag of what lies outside the sentence.
const OUTSIDE: u64 = 0xFF;
