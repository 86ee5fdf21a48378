//! Scores: CoNLL-U layers against a gold treebank, chains of mentions against annotated
//! coreference, graphs against annotated documents.

pub mod conllu;
pub mod coref;
pub mod graph;
