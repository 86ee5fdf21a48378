//! Trainers and compilers of the files in `data/models` and of the confidence (cargo feature `train`):
//! from corpora and dictionaries to what the program that users run only reads.

pub mod articles;
pub mod choice;
pub mod confidence;
pub mod coref;
pub mod corpus;
pub mod gazetteer;
pub mod implicit;
pub mod jackknife;
pub mod lemma;
pub mod lexicon;
pub mod measure;
pub mod names;
pub mod news;
pub mod parser;
pub mod parsing;
pub mod perceptron;
pub mod raw;
pub mod shuffle;
pub mod sources;
pub mod tagger;
pub mod tagging;
pub mod text;

pub use sources::{Sources, TrainError};
