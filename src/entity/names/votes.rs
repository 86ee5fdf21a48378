//! One string, one type: the mentions of a name in a document decide together.

use super::labels::KINDS;
use super::view::TokenView;
use crate::doc::EntityType;
use crate::model::hash::mix;
use std::collections::HashMap;
use std::ops::Range;

/// A name as the model found it.
#[derive(Clone, Debug)]
pub struct Found {
    /// Its sentence.
    pub sentence: usize,
    /// Its tokens.
    pub tokens: Range<usize>,
    /// Its kind.
    pub kind: u8,
    /// What the model gives each kind for these tokens.
    pub scores: [i32; KINDS],
}

/// Of a hundred points that another mention of the same string gives a kind, so many count.
const SAME: i64 = 70;
/// The same of the whole name of which a surname is the end.
const LONGER: i64 = 50;

/// What the mentions of one string lead by, for each kind.
type Leads = [i64; KINDS];

/// Gives each name the kind that is best for it, for the other mentions of its string, and for
/// the people whose names end so.
pub fn agree(views: &[TokenView], names: &mut [Found]) {
    let key = |tokens: Range<usize>| tokens.fold(0, |h, i| mix(h, views[i].low));
    let (mut same, mut longer) = (HashMap::<u64, (u32, Leads)>::new(), HashMap::<u64, Leads>::new());
    for name in names.iter() {
        let (count, leads) = same.entry(key(name.tokens.clone())).or_default();
        *count += 1;
        name.lead(leads);
        let (start, end) = (name.tokens.start, name.tokens.end);
        if end - start > 1 && name.kind == PERSON {
            name.lead(longer.entry(key(end - 1..end)).or_default());
        }
    }
    for name in names.iter_mut() {
        let key = key(name.tokens.clone());
        let (count, leads) = same[&key];
        let whole = longer.get(&key).filter(|_| name.tokens.len() == 1);
        if count == 1 && whole.is_none() {
            continue;
        }
        let mut own = Leads::default();
        name.lead(&mut own);
        let points =
            |k: usize| 100 * own[k] + SAME * (leads[k] - own[k]) + whole.map_or(0, |w| LONGER * w[k]);
        // Of equals the kind found stays.
        let found = usize::from(name.kind);
        name.kind = (0..KINDS).max_by_key(|&k| (points(k), k == found)).unwrap_or(found) as u8;
    }
}

const PERSON: u8 = EntityType::Person as u8;

impl Found {
    /// Adds what each kind leads the kind found by: nothing, or less.
    fn lead(&self, leads: &mut Leads) {
        let own = i64::from(self.scores[usize::from(self.kind)]);
        leads.iter_mut().zip(self.scores).for_each(|(l, score)| *l += i64::from(score) - own);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_doubtful_mention_follows_the_sure_ones() {
        let view = |low| TokenView { low, ..TokenView::default() };
        let views = [view(7), view(7), view(5), view(7), view(9)];
        let name = |tokens, kind: u8, scores| Found { sentence: 0, tokens, kind, scores };
        let mut names = [
            name(0..1, 0, [10, 8, 0, 0, 0]),
            name(1..2, 1, [0, 90, 0, 0, 0]),
            name(4..5, 0, [10, 8, 0, 0, 0]),
        ];
        agree(&views, &mut names);
        assert_eq!(names.clone().map(|n| n.kind), [1, 1, 0]);
        // The surname of a person of two words.
        let mut names = [name(0..1, 0, [10, 8, 0, 0, 0]), name(2..4, 1, [0, 90, 0, 0, 0])];
        agree(&views, &mut names);
        assert_eq!(names.map(|n| n.kind), [1, 1]);
    }
}
