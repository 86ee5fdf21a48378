//! Scores: CoNLL-U layers against a gold treebank, graphs against annotated documents.

pub mod conllu;
