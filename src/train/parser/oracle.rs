//! What each step costs: how many gold arcs it puts out of reach (the dynamic
//! oracle of Goldberg and Nivre 2013), so that training also learns from states
//! that a perfect parser never meets.

use crate::syntax::parser::transition::{Action, State};

/// Costs of a shift, a left and a right arc in a state that allows them.
/// `heads` are projective, 0-based, the root's is the number of words.
pub fn costs(state: &State, heads: &[usize]) -> [usize; 3] {
    let next = state.next();
    let top = state.stack(0).expect("steps are chosen with a word on the stack");
    let open = |word: usize| state.node(word).head.is_none();
    // Dependents of the top that still wait.
    let waiting = (next..heads.len()).filter(|&w| heads[w] == top).count();
    // Heads behind the next word, the root included.
    let head_waits = heads[top] > next;
    let second = state.stack(1);
    let head_is_next = heads[top] == next;
    let left = waiting + usize::from(head_waits) + usize::from(second == Some(heads[top]));
    let right = waiting + usize::from(head_waits) + usize::from(head_is_next);
    let mut shift = 0;
    if next < heads.len() {
        for depth in 0..state.depth() {
            let word = state.stack(depth).expect("within the stack");
            shift += usize::from(heads[word] == next && open(word));
            shift += usize::from(depth > 0 && heads[next] == word);
        }
    }
    [shift, left, right]
}

/// Which of [`costs`] belongs to a step.
pub fn kind(action: Action) -> usize {
    match action {
        Action::Shift => 0,
        Action::Left(_) => 1,
        Action::Right(_) => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::DepRel;
    use crate::train::parser::projective::projectivise;
    use crate::train::shuffle::Random;

    /// A random projective tree.
    fn tree(words: usize, random: &mut Random) -> Vec<usize> {
        let root = random.draw() as usize % words;
        let mut order: Vec<usize> = (0..words).filter(|&w| w != root).collect();
        random.shuffle(&mut order);
        let mut heads = vec![words; words];
        let mut placed = vec![root];
        for word in order {
            heads[word] = placed[random.draw() as usize % placed.len()];
            placed.push(word);
        }
        projectivise(&mut heads);
        heads
    }

    fn action(kind: usize) -> Action {
        [Action::Shift, Action::Left(DepRel::Dep), Action::Right(DepRel::Dep)][kind]
    }

    #[test]
    fn a_path_without_cost_gives_the_gold_tree() {
        let mut random = Random::new(3);
        for words in 1..14 {
            let heads = tree(words, &mut random);
            let mut state = State::default();
            state.start(words);
            state.advance();
            while !state.is_done() {
                let allowed = state.allowed();
                let offers = [allowed.shift, allowed.left, allowed.right];
                let costs = costs(&state, &heads);
                let free: Vec<usize> = (0..3).filter(|&k| offers[k] && costs[k] == 0).collect();
                assert!(!free.is_empty(), "{heads:?}");
                state.apply(action(free[random.draw() as usize % free.len()]));
                state.advance();
            }
            let found: Vec<usize> = state.nodes().iter().map(|n| n.head.unwrap()).collect();
            assert_eq!(found, heads);
        }
    }

    #[test]
    fn costs_are_the_arcs_lost() {
        let mut random = Random::new(4);
        for words in 2..12 {
            let heads = tree(words, &mut random);
            let mut state = State::default();
            state.start(words);
            state.advance();
            let mut lost = 0;
            while !state.is_done() {
                let allowed = state.allowed();
                let offers: Vec<usize> = [allowed.shift, allowed.left, allowed.right]
                    .into_iter()
                    .enumerate()
                    .filter_map(|(k, offered)| offered.then_some(k))
                    .collect();
                let kind = offers[random.draw() as usize % offers.len()];
                lost += costs(&state, &heads)[kind];
                state.apply(action(kind));
                state.advance();
            }
            let wrong = state.nodes().iter().zip(&heads).filter(|(n, h)| n.head != Some(**h)).count();
            // The single root forces steps that the costs do not foresee.
            assert!(wrong >= lost, "{heads:?}: {wrong} wrong, {lost} counted");
            assert!(wrong <= lost + 2, "{heads:?}: {wrong} wrong, {lost} counted");
        }
    }
}
