//! Scores: CoNLL-U layers against a gold treebank, chains of mentions against annotated coreference.

pub mod conllu;
pub mod coref;
