//! Several parsers as one: at each step they vote by how likely each thinks each step to be.

use super::Trained;
use super::example::Example;
use super::network::Encoding;
use super::soften;
use crate::syntax::parser::actions::Actions;
use crate::syntax::parser::features;
use crate::syntax::parser::labels::{Bound, Doubt, Rivals};
use crate::syntax::parser::transition::{Node, State};
use std::thread;

/// A tree, and how sure of its relations the parsers were.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parse {
    /// The tree.
    pub tree: Vec<Bound>,
    /// One for each word.
    pub doubts: Vec<Doubt>,
}

/// The trees that parsers find together, `actions` being all steps that one of them knows. Two threads
/// share the sentences.
pub fn parse(parsers: &[&Trained], actions: &Actions, examples: &[Example]) -> Vec<Parse> {
    let rivals = &Rivals::new(actions);
    let all = |part: &[Example]| part.iter().map(|e| tree(parsers, actions, rivals, e)).collect::<Vec<_>>();
    let (one, other) = examples.split_at(examples.len() / 2);
    thread::scope(|scope| {
        let one = scope.spawn(|| all(one));
        let other = all(other);
        let mut trees = one.join().expect("nothing panics there that would not here");
        trees.extend(other);
        trees
    })
}

fn tree(parsers: &[&Trained], actions: &Actions, rivals: &Rivals, example: &Example) -> Parse {
    let encode = |parser: &&Trained| {
        let rows: Vec<_> = example.keys.iter().map(|k| parser.vocabulary.rows(k)).collect();
        let mut encoding = Encoding::default();
        parser.network.encode(&rows, &mut encoding);
        encoding
    };
    let encodings: Vec<Encoding> = parsers.iter().map(encode).collect();
    let (mut hidden, mut scores) = (Vec::new(), Vec::new());
    let mut votes = vec![0.0f32; actions.len()];
    let words = example.keys.len();
    let mut doubts = vec![Doubt::default(); words];
    let mut state = State::default();
    state.start(words);
    state.advance();
    while !state.is_done() {
        let allowed = state.allowed();
        let places = features::places(&state);
        let structure = features::structure(&state, &example.upos);
        votes.fill(0.0);
        for (parser, encoding) in parsers.iter().zip(&encodings) {
            parser.network.hidden(encoding, &places, &structure, &mut hidden);
            parser.network.scores(&hidden, &mut scores);
            soften(&mut scores, &parser.actions, allowed);
            for (n, share) in scores[..parser.actions.len()].iter().enumerate() {
                if let Some(n) = actions.number(parser.actions.get(n)) {
                    votes[n] += share;
                }
            }
        }
        let best = actions.best(&votes, allowed);
        if let (Some(word), Some((share, rival))) = (state.stack(0), rivals.best(best, &votes)) {
            doubts[word] = Doubt::of_shares(votes[best], share, rival);
        }
        state.apply(actions.get(best));
        state.advance();
    }
    let bound =
        |node: &Node| (node.head.expect("the derivation is done"), node.deprel.expect("with its head"));
    Parse { tree: state.nodes().iter().map(bound).collect(), doubts }
}
