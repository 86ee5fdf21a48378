//! *filature* turns French news text into a knowledge graph: who signed with
//! whom, who owns how much of whom, who buys from whom; for how much, since
//! when, how sure, and who says so. Each edge leads back to the exact characters
//! that say it.
//!
//! ```
//! use filature::data::DataFiles;
//! use filature::doc::Document;
//! use filature::pipeline::Pipeline;
//!
//! let pipeline = Pipeline::new(&DataFiles::embedded())?;
//! let document = Document::new("dépêche", "Nexans a signé un contrat de 310 millions d’euros avec Siemens Gamesa.");
//! let graph = pipeline.graph(&document);
//! let links = graph.links();
//! assert_eq!(links[0].edge.relation, "signs-deal-with");
//! assert_eq!(links[0].source.id, "organization/nexans");
//! # Ok::<(), filature::data::DataError>(())
//! ```
//!
//! The way through, one direction:
//!
//! ```text
//!  file ─► ingest ─► text ─► syntax ─► entity ─► relation ─► graph ─► export ─► file
//!        Document  Tokens  Tags,Trees Entities    Facts      Graph
//! ```
//!
//! The stages meet in the types of [`doc`]; [`pipeline`] alone names them all.
//! [`ingest::Reader`] gives documents, [`pipeline::Pipeline`] lays its layers over one and
//! makes its [`graph::Graph`], [`graph::Graph::merge_all`] joins graphs, and [`export::write`]
//! writes them. Text never makes analysis fail; only files, models and rules can.

#![warn(missing_docs)]
#![forbid(unsafe_code)]

pub mod data;
pub mod doc;
pub mod ingest;
pub mod model;
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
