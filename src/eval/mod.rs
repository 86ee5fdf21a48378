//! Scores: CoNLL-U layers against a gold treebank, chains of mentions against annotated
//! coreference, names and graphs against annotated documents.

pub mod conllu;
pub mod coref;
pub mod graph;
pub mod names;
