//! The arc-hybrid transition system (Kuhlmann, Gómez-Rodríguez and Satta 2011).
//!
//! Words wait in order, the artificial root behind the last. A *shift* puts the
//! next word on the stack, a *left* arc hangs the top of the stack on the next
//! word, a *right* arc hangs it on the one below. The last word on the stack becomes
//! the root, so every derivation ends in one tree with one root, after two steps a word.

use crate::doc::DepRel;

/// One step of a derivation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// The next word goes onto the stack.
    Shift,
    /// The top of the stack depends on the next word.
    Left(DepRel),
    /// The top of the stack depends on the word below it.
    Right(DepRel),
}

/// Which steps a state allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// [`Action::Shift`].
    pub shift: bool,
    /// [`Action::Left`], with any relation but `root`.
    pub left: bool,
    /// [`Action::Right`], likewise.
    pub right: bool,
}

/// What is known of a word that others may hang on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Node {
    /// Its head, once found; the number of words for the root's.
    pub head: Option<usize>,
    /// Its relation to the head, once found.
    pub deprel: Option<DepRel>,
    /// Its first dependent to the left, the farthest so far.
    pub left: Option<usize>,
    /// Its last dependent to the right.
    pub right: Option<usize>,
    /// Numbers of dependents so far, to the left and to the right.
    pub count: [u8; 2],
    /// Which kinds of dependent it has; see `kind_bit`.
    pub kinds: u8,
}

/// A sentence in the middle of its derivation.
#[derive(Clone, Debug, Default)]
pub struct State {
    nodes: Vec<Node>,
    stack: Vec<usize>,
    next: usize,
}

impl State {
    /// Starts over with a sentence of `words` words.
    pub fn start(&mut self, words: usize) {
        self.nodes.clear();
        self.nodes.resize(words, Node::default());
        self.stack.clear();
        self.next = 0;
    }

    /// Whether every word has its head.
    pub fn is_done(&self) -> bool {
        self.stack.is_empty() && self.next == self.nodes.len()
    }

    /// Takes the steps that leave no choice; afterwards [`State::allowed`] offers at
    /// least one, or the sentence is done.
    pub fn advance(&mut self) {
        let words = self.nodes.len();
        if self.stack.is_empty() && self.next < words {
            self.apply(Action::Shift);
        }
        if self.next == words && self.stack.len() == 1 {
            self.apply(Action::Left(DepRel::Root));
        }
    }

    /// What may come next, after [`State::advance`].
    pub fn allowed(&self) -> Allowed {
        let waiting = self.next < self.nodes.len();
        Allowed { shift: waiting, left: waiting, right: self.stack.len() > 1 }
    }

    /// Takes a step.
    ///
    /// # Panics
    /// When the state does not allow it.
    pub fn apply(&mut self, action: Action) {
        match action {
            Action::Shift => {
                self.stack.push(self.next);
                self.next += 1;
            }
            Action::Left(deprel) => {
                let word = self.stack.pop().expect("a word on the stack");
                self.attach(word, self.next, deprel);
            }
            Action::Right(deprel) => {
                let word = self.stack.pop().expect("a word on the stack");
                let head = *self.stack.last().expect("a word below it");
                self.attach(word, head, deprel);
            }
        }
    }

    fn attach(&mut self, word: usize, head: usize, deprel: DepRel) {
        let node = &mut self.nodes[word];
        (node.head, node.deprel) = (Some(head), Some(deprel));
        if let Some(node) = self.nodes.get_mut(head) {
            let side = usize::from(word > head);
            node.count[side] = node.count[side].saturating_add(1);
            *(if side == 0 { &mut node.left } else { &mut node.right }) = Some(word);
            node.kinds |= kind_bit(deprel);
        }
    }

    /// The word at `depth` below the top of the stack.
    pub fn stack(&self, depth: usize) -> Option<usize> {
        self.stack.len().checked_sub(depth + 1).map(|at| self.stack[at])
    }

    /// Number of words on the stack.
    pub fn depth(&self) -> usize {
        self.stack.len()
    }

    /// The next word; the number of words when only the root waits.
    pub fn next(&self) -> usize {
        self.next
    }

    /// What is known of a word.
    pub fn node(&self, word: usize) -> &Node {
        &self.nodes[word]
    }

    /// All words with what is known of them.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }
}

/// The kind of a dependent, as a bit: what a head usually has once at most.
fn kind_bit(deprel: DepRel) -> u8 {
    match deprel.universal() {
        "nsubj" | "csubj" => 1,
        "obj" | "ccomp" | "xcomp" => 2,
        "obl" | "iobj" => 4,
        "cop" | "aux" => 8,
        "case" | "mark" => 16,
        "det" | "nummod" => 32,
        "cc" | "conj" => 64,
        "nmod" | "acl" | "appos" => 128,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Heads after a derivation; the root's is the number of words.
    fn derive(words: usize, actions: &[Action]) -> Vec<Option<usize>> {
        let mut state = State::default();
        state.start(words);
        state.advance();
        for &action in actions {
            state.apply(action);
            state.advance();
        }
        assert!(state.is_done());
        state.nodes().iter().map(|n| n.head).collect()
    }

    #[test]
    fn builds_a_tree() {
        use Action::{Left, Right, Shift};
        // "Airbus livre un avion": the verb is the root.
        let actions = [Left(DepRel::Nsubj), Shift, Left(DepRel::Det), Shift, Right(DepRel::Obj)];
        assert_eq!(derive(4, &actions), [Some(1), Some(4), Some(3), Some(1)]);
    }

    #[test]
    fn any_derivation_ends_in_one_root_after_two_steps_a_word() {
        for seed in 0..200u64 {
            let words = 1 + seed as usize % 9;
            let mut state = State::default();
            state.start(words);
            let mut steps = 0;
            let mut dice = seed;
            state.advance();
            while !state.is_done() {
                let Allowed { shift, left, right } = state.allowed();
                let offers = [
                    (shift, Action::Shift),
                    (left, Action::Left(DepRel::Dep)),
                    (right, Action::Right(DepRel::Dep)),
                ];
                let offers: Vec<Action> = offers.into_iter().filter(|o| o.0).map(|o| o.1).collect();
                dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                state.apply(offers[(dice >> 33) as usize % offers.len()]);
                state.advance();
                steps += 1;
                assert!(steps <= 2 * words, "seed {seed}");
            }
            let roots = state.nodes().iter().filter(|n| n.head == Some(words)).count();
            assert_eq!(roots, 1, "seed {seed}");
        }
    }

    #[test]
    fn an_empty_sentence_is_done() {
        assert!(derive(0, &[]).is_empty());
    }
}
