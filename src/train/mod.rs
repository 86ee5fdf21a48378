//! Trainers and compilers of the files in `data/models` (cargo feature `train`).

pub mod gazetteer;
