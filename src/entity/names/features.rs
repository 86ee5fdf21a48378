//! Features of the name model. One file for trainer and predictor: nothing else keeps them in
//! step so surely.

use super::view::TokenView;
use crate::model::hash::mix;

/// Between the numbers of templates: far apart, since what a template begins with is often a small number
/// itself, and two templates of neighbouring numbers would give the same feature.
const STEP: u64 = 0x9E37_79B9_7F4A_7C15;

/// Features of token `i` of a sentence.
pub fn features(views: &[TokenView], i: usize, base: usize, out: &mut Vec<u64>) {
    let at = |offset: isize| -> &TokenView {
        i.checked_add_signed(offset).and_then(|i| views.get(i)).unwrap_or(&TokenView::OUTSIDE)
    };
    let (ll, l, w, r, rr) = (at(-2), at(-1), at(0), at(1), at(2));
    let of = |n: u32| views.get((n as usize).wrapping_sub(base)).unwrap_or(&TokenView::OUTSIDE);
    // The words before and behind the run of capitals.
    let (from, to) = w.run;
    let before = of(from.wrapping_sub(1));
    let (behind, second) = (of(to), of(to + 1));
    let place = u64::from(to - from).min(4) << 3 | u64::from(i + base - from as usize != 0) << 1;
    let place = place | u64::from(i + base + 1 != to as usize);
    out.clear();
    let mut template = 0u64;
    let mut add = |values: &[u64]| {
        template = template.wrapping_add(STEP);
        out.push(values.iter().fold(template, |h, &v| mix(h, v)));
    };
    add(&[]);
    add(&[w.low]);
    add(&[l.low]);
    add(&[r.low]);
    add(&[ll.low]);
    add(&[rr.low]);
    add(&[l.low, w.low]);
    add(&[w.low, r.low]);
    add(&[ll.low, l.low, w.shape]);
    add(&[w.shape]);
    add(&[l.shape, w.shape]);
    add(&[w.shape, r.shape]);
    add(&[l.shape, w.shape, r.shape]);
    add(&[w.suffix[0], w.shape]);
    add(&[w.suffix[1], w.shape]);
    add(&[w.suffix[2], w.shape]);
    add(&[w.prefix, w.shape]);
    add(&[l.suffix[1]]);
    add(&[r.suffix[1]]);
    add(&[w.listed, w.shape & 0x7F]);
    add(&[l.listed, w.listed]);
    add(&[w.listed, r.listed]);
    add(&[w.listed, l.low]);
    add(&[w.within]);
    add(&[w.within, w.rule]);
    add(&[w.common, w.shape & 0x87F]);
    add(&[w.common, r.common, w.shape & 0x7F]);
    add(&[l.common, w.common]);
    add(&[w.hint]);
    add(&[l.hint, w.shape & 0x7F]);
    add(&[r.hint, w.shape & 0x7F]);
    add(&[ll.hint, l.hint]);
    add(&[w.upos, w.shape & 0x7F]);
    add(&[l.upos, w.upos, r.upos]);
    add(&[l.upos, ll.upos, w.shape & 0x7F]);
    add(&[r.upos, rr.upos, w.shape & 0x7F]);
    add(&[w.rule]);
    add(&[w.rule, w.sure]);
    add(&[l.rule, w.rule]);
    add(&[w.rule, r.rule]);
    add(&[l.rule, w.rule, r.rule]);
    add(&[w.rule, w.low]);
    add(&[w.rule, l.low]);
    add(&[w.rule, w.listed]);
    add(&[w.rule, w.elsewhere]);
    add(&[w.elsewhere]);
    add(&[w.elsewhere, w.shape & 0x7F, w.common]);
    add(&[place, before.low]);
    add(&[place, behind.low]);
    add(&[place, before.hint, w.listed]);
    add(&[place, behind.upos, second.upos]);
    add(&[place, behind.low, second.low]);
    add(&[w.outer, place & 3]);
    add(&[w.outer_hint, w.rule]);
    add(&[w.outer_hint, w.listed, place]);
    add(&[w.outer, w.rule]);
    add(&[behind.hint, second.hint, w.rule]);
    let (first, last) = (of(from), of(to.wrapping_sub(1)));
    add(&[first.listed, last.listed, place]);
    add(&[first.low, place]);
    add(&[last.low, place]);
    add(&[last.hint, first.hint, place]);
    add(&[last.suffix[1], place]);
    add(&[w.before, place]);
    add(&[w.before, w.rule]);
    add(&[w.behind, place]);
    add(&[w.behind, w.rule]);
    add(&[w.before & !7, w.listed]);
    // A name that goes on in small letters.
    let far = w.since.min(6);
    add(&[w.head, far, w.upos]);
    add(&[w.head, w.low]);
    add(&[w.head_hint, far, w.upos, l.upos]);
    add(&[w.head_hint, w.low]);
    add(&[l.rule, l.low, w.low]);
    // The same behind a small noun.
    let noun = u64::from(w.noun != 0);
    add(&[noun, w.noun_since, w.upos, w.shape & 0x7F]);
    add(&[w.noun, w.noun_since.min(1), w.shape & 0x7F]);
    add(&[w.noun, w.low]);
    add(&[noun, w.noun_since.min(3), l.low, w.shape & 0x7F]);
    add(&[noun, w.noun_since, r.low, rr.shape & 0x7F]);
    // Each kind that lists know, by itself.
    let mut kinds = |set: u64, value: u64| {
        template = template.wrapping_add(STEP);
        let kinds = (0..12).filter(|bit| set >> bit & 1 != 0);
        out.extend(kinds.map(|bit| mix(mix(template, bit), value)));
    };
    kinds(w.listed, w.shape & 0x7F);
    kinds(w.within.saturating_sub(1) >> 2, w.within.saturating_sub(1) & 3);
    kinds(first.listed, place);
    kinds(last.listed, place);
    let mut add = |values: &[u64]| {
        template = template.wrapping_add(STEP);
        out.push(values.iter().fold(template, |h, &v| mix(h, v)));
    };
    // Business news and other news name things differently.
    add(&[w.topic]);
    add(&[w.topic, w.rule, w.sure]);
    add(&[w.topic, w.rule, w.shape & 0x7F]);
    add(&[w.topic, w.rule, w.elsewhere]);
    add(&[w.topic, w.listed, w.rule]);
    add(&[w.topic, w.common, w.shape & 0x7F]);
    add(&[w.topic, l.rule, w.rule, r.rule]);
    add(&[w.topic, l.low, w.rule]);
    // What a word or a list tells of names, in business news and elsewhere.
    let business = u64::from(w.topic >= 2);
    add(&[business, w.low]);
    add(&[business, l.low, w.shape & 0x7F]);
    add(&[business, r.low, w.shape & 0x7F]);
    add(&[business, w.listed, w.shape & 0x7F]);
    add(&[business, l.listed, w.listed]);
    add(&[business, w.within, w.rule]);
    add(&[business, w.hint, w.rule]);
    add(&[business, l.hint, w.rule]);
    add(&[business, w.rule, w.low]);
    add(&[business, before.low, place]);
    add(&[business, behind.low, place]);
    add(&[business, first.low, place]);
    add(&[business, last.low, place]);
    add(&[business, w.outer, w.rule]);
    add(&[business, w.head, w.low]);
    add(&[business, w.noun, w.noun_since.min(1), w.shape & 0x7F]);
    add(&[business, w.noun, w.low]);
    add(&[business, w.before, w.rule]);
}

/// The feature of the label before.
pub fn history(label: usize) -> u64 {
    mix(1 << 32, label as u64)
}
