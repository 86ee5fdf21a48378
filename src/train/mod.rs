//! Trainers and compilers: from the corpora and dictionaries to the files in `data/models`.
//! Cargo feature `train`; the program that users run only reads what is made here.

pub mod corpus;
pub mod gazetteer;
pub mod lemma;
pub mod lexicon;
pub mod perceptron;
pub mod shuffle;
pub mod sources;
pub mod tagger;

pub use sources::{Sources, TrainError};
