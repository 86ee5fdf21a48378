//! *filature* turns French news text into a knowledge graph: who signed with
//! whom, who owns how much of whom, who buys from whom; for how much, since
//! when, how sure, and who says so. Each edge leads back to the exact characters
//! that say it.
//!
//! The way through, one direction: [`ingest`] → [`text`] → [`syntax`] →
//! [`entity`] → [`relation`] → [`graph`] → [`export`]. The stages meet in the types
//! of [`doc`]; [`pipeline`] alone names them all.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod data;
pub mod doc;
pub mod ingest;
pub mod text;

pub mod syntax;

pub mod entity;

pub mod relation;

pub mod pipeline;

pub mod graph;

pub mod export;

pub mod eval;
#[cfg(feature = "train")]
pub mod train;

#[cfg(feature = "cli")]
pub mod cli;
