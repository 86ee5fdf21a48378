//! The file of a trained model, its integer weights and the hash of its features: what
//! every stage with a model reads.

pub mod hash;
pub mod model_file;
pub mod weights;
