//! The numbered steps that a model knows: a shift, and each relation to the left and to the right.

use super::transition::{Action, Allowed};
use crate::doc::DepRel;

/// The steps, by number: 0 is the shift, then left and right arcs by turns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actions(Vec<DepRel>);

impl Actions {
    /// With these relations; `root` is never one of them.
    pub fn new(relations: impl IntoIterator<Item = DepRel>) -> Self {
        Self(relations.into_iter().filter(|&r| r != DepRel::Root).collect())
    }

    /// The relations, in order of their steps.
    pub fn relations(&self) -> &[DepRel] {
        &self.0
    }

    /// Number of steps.
    pub fn len(&self) -> usize {
        1 + 2 * self.0.len()
    }

    /// Whether there is no arc among them.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The step of this number.
    pub fn get(&self, number: usize) -> Action {
        match number.checked_sub(1) {
            None => Action::Shift,
            Some(n) if n % 2 == 0 => Action::Left(self.0[n / 2]),
            Some(n) => Action::Right(self.0[n / 2]),
        }
    }

    /// The number of a step; `None` where its relation is not among the model's.
    pub fn number(&self, action: Action) -> Option<usize> {
        let of = |relation| self.0.iter().position(|&r| r == relation);
        match action {
            Action::Shift => Some(0),
            Action::Left(relation) => of(relation).map(|n| 1 + 2 * n),
            Action::Right(relation) => of(relation).map(|n| 2 + 2 * n),
        }
    }

    /// Whether a state allows the step of this number.
    pub fn is_allowed(number: usize, allowed: Allowed) -> bool {
        match number {
            0 => allowed.shift,
            n if n % 2 == 1 => allowed.left,
            _ => allowed.right,
        }
    }

    /// The number of the best step that is allowed; the first among equals.
    pub fn best<S: Copy + PartialOrd>(&self, scores: &[S], allowed: Allowed) -> usize {
        let scores = &scores[..self.len()];
        // The best of each kind, without asking for each step whether it is allowed.
        let best_from = |first: usize| {
            let mut best = first;
            let mut number = first + 2;
            while number < scores.len() {
                best = if scores[number] > scores[best] { number } else { best };
                number += 2;
            }
            best
        };
        let mut best = allowed.shift.then_some(0);
        for (allowed, first) in [(allowed.left, 1), (allowed.right, 2)] {
            if allowed && first < scores.len() {
                let found = best_from(first);
                let better =
                    |b: usize| scores[found] > scores[b] || scores[found] == scores[b] && found < b;
                best = best.filter(|&b| !better(b)).or(Some(found));
            }
        }
        best.unwrap_or(usize::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_steps() {
        let actions = Actions::new([DepRel::Root, DepRel::Det, DepRel::Obj]);
        assert_eq!(actions.len(), 5);
        for number in 0..actions.len() {
            assert_eq!(actions.number(actions.get(number)), Some(number));
        }
        assert_eq!(actions.number(Action::Left(DepRel::Case)), None);
        let allowed = Allowed { shift: false, left: true, right: false };
        assert_eq!(actions.best(&[9.0, 1.0, 5.0, 3.0, 4.0], allowed), 3);
    }
}
