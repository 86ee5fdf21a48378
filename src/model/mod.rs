//! The file of a trained model, its integer weights and the hash of its features: what
//! every stage with a model reads; and the choice among answers by a few named features.

pub mod choice;
pub mod compact;
pub mod hash;
pub mod model_file;
pub mod weights;
