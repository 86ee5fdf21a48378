//! Features of the part of speech. One file for trainer and predictor: nothing
//! else keeps them in step so surely.

use super::register::Register;
use super::words::WordView;
use crate::doc::Upos;
use crate::syntax::hash::mix;

/// Features of a word that need no tag: those of single words, then those of words together.
pub fn fixed(words: &[WordView], i: usize, out: &mut Vec<u64>) {
    let at = |offset: isize| -> &WordView {
        i.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&WordView::OUTSIDE)
    };
    alone(at(0), out);
    OFFSETS.iter().for_each(|&offset| beside(offset, at(offset), out));
    together(words, i, out);
}

/// Where the words around stand whose own features count.
pub const OFFSETS: [isize; 4] = [-2, -1, 1, 2];

/// Features of the word by itself: the same wherever it stands.
pub fn alone(w: &WordView, out: &mut Vec<u64>) {
    let mut add = |template: u64, values: &[u64]| out.push(feature(template, values));
    add(1, &[]);
    add(2, &[w.low]);
    add(3, &[w.form]);
    for (template, suffix) in (11..).zip(w.suffix) {
        add(template, &[suffix]);
    }
    for (template, prefix) in (16..).zip(w.prefix) {
        add(template, &[prefix]);
    }
    add(20, &[w.suffix[2], w.shape]);
    add(21, &[w.shape]);
    add(22, &[w.shape, w.lex]);
    add(24, &[w.lex]);
    add(39, &[w.lex, w.nominal]);
    add(40, &[w.lex, w.verbal]);
    add(41, &[w.lex, w.suffix[2]]);
}

/// Features that a word gives another one, from which it stands at an offset.
pub fn beside(offset: isize, w: &WordView, out: &mut Vec<u64>) {
    let (low, lex, suffix) = match offset {
        -1 => (4, 25, Some(48)),
        1 => (5, 26, Some(47)),
        -2 => (6, 27, None),
        _ => (7, 28, None),
    };
    out.push(feature(low, &[w.low]));
    out.push(feature(lex, &[w.lex]));
    out.extend(suffix.map(|template| feature(template, &[w.suffix[2]])));
}

/// Features of words together.
pub fn together(words: &[WordView], i: usize, out: &mut Vec<u64>) {
    let at = |offset: isize| -> &WordView {
        i.checked_add_signed(offset).and_then(|i| words.get(i)).unwrap_or(&WordView::OUTSIDE)
    };
    let (ll, l, w, r, rr) = (at(-2), at(-1), at(0), at(1), at(2));
    let mut add = |template: u64, values: &[u64]| out.push(feature(template, values));
    add(8, &[l.low, w.low]);
    add(9, &[w.low, r.low]);
    add(10, &[l.low, w.low, r.low]);
    add(23, &[w.shape, l.shape, r.shape]);
    add(29, &[l.lex, w.lex]);
    add(30, &[w.lex, r.lex]);
    add(31, &[l.lex, w.lex, r.lex]);
    add(32, &[w.lex, r.lex, rr.lex]);
    add(33, &[ll.lex, l.lex, w.lex]);
    add(34, &[r.lex, rr.lex]);
    add(35, &[l.low, w.lex]);
    add(36, &[w.lex, r.low]);
    add(37, &[w.low, r.lex]);
    add(38, &[w.lex, rr.low]);
    add(42, &[w.nominal, l.nominal]);
    add(43, &[w.nominal, r.nominal]);
    add(44, &[w.lex, w.verbal, r.lex]);
    add(45, &[w.lex, w.suffix[1], r.suffix[1]]);
    add(46, &[w.lex, w.suffix[1], l.suffix[1]]);
}

#[inline]
fn feature(template: u64, values: &[u64]) -> u64 {
    values.iter().fold(template, |h, &v| mix(h, v))
}

/// Features that ask how the sentence is written.
pub fn style(w: &WordView, register: Register, out: &mut Vec<u64>) {
    let mut template = 150u64;
    for value in [w.low, w.lex, w.shape] {
        template += 1;
        out.push(mix(mix(template, u64::from(register.0)), value));
    }
}

/// Features that look at the tags found to the left: those of the word behind the last tag, then
/// those of more.
pub fn history(words: &[WordView], i: usize, tags: &[Upos], out: &mut Vec<u64>) {
    after(before(tags, i, 1), &words[i], out);
    path(words, i, tags, out);
}

/// The tag `back` words before word `i`, as features see it.
pub fn before(tags: &[Upos], i: usize, back: usize) -> u64 {
    i.checked_sub(back).map_or(OUTSIDE, |i| tags[i] as u64)
}

/// Features of a word behind a tag: the same wherever the two stand.
pub fn after(t: u64, w: &WordView, out: &mut Vec<u64>) {
    let mut add = |template: u64, values: &[u64]| out.push(feature(template, values));
    add(101, &[t]);
    add(104, &[t, w.low]);
    add(105, &[t, w.lex]);
    add(110, &[t, w.suffix[2]]);
    add(111, &[t, w.shape]);
}

/// Features of several tags, or of a tag and other words.
pub fn path(words: &[WordView], i: usize, tags: &[Upos], out: &mut Vec<u64>) {
    let (w, r) = (&words[i], words.get(i + 1).unwrap_or(&WordView::OUTSIDE));
    let l = i.checked_sub(1).map_or(&WordView::OUTSIDE, |l| &words[l]);
    let [t, tt, ttt] = [1, 2, 3].map(|back| before(tags, i, back));
    let mut add = |template: u64, values: &[u64]| out.push(feature(template, values));
    add(102, &[t, tt]);
    add(103, &[t, tt, ttt]);
    add(106, &[t, tt, w.lex]);
    add(107, &[t, tt, w.low]);
    add(108, &[t, w.lex, r.lex]);
    add(109, &[t, r.lex]);
    add(112, &[t, l.low, w.lex]);
    add(113, &[t, r.low]);
    add(114, &[tt, w.lex]);
    add(115, &[t, w.low, r.lex]);
}

/// Stands for the tag of what lies outside the sentence.
const OUTSIDE: u64 = 0xFF;
