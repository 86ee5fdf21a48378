//! The types of the contract, field by field: what is written, what is read, and what the
//! schema is made from. Fields that DESIGN.md does not name are left out where they add
//! nothing.

use crate::doc::{EntityType, MentionKind, Modality};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use smol_str::SmolStr;
use std::collections::BTreeMap;

/// `graph.format`.
pub const FORMAT: &str = "filature-graph";
/// `graph.version`.
pub const VERSION: u32 = 1;

/// A filature knowledge graph in NetworkX node-link form.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[schemars(title = "filature-graph")]
pub struct NodeLink {
    /// Always true.
    pub directed: bool,
    /// Always true.
    pub multigraph: bool,
    /// About the graph as a whole.
    pub graph: Header,
    /// The entities, by type and name.
    pub nodes: Vec<Node>,
    /// The relations, by source, target and relation.
    pub edges: Vec<Edge>,
}

/// About the graph as a whole.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Header {
    /// `filature-graph`.
    pub format: String,
    /// Version of the contract: 1.
    pub version: u32,
    /// The program that made it, with its version.
    pub generator: SmolStr,
    /// The document's id, where the graph holds one alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<SmolStr>,
    /// The documents that the graph was made from, by id.
    pub documents: Vec<Document>,
}

/// A document that the graph was made from.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Document {
    /// Evidence and mentions refer to it.
    pub id: SmolStr,
    /// Headline.
    pub title: Option<String>,
    /// Day of publication: 2025-11-04.
    pub date: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// SHA-256 of the text as received.
    pub sha256: SmolStr,
    /// MinHash of the text's four-word shingles: what near-duplicates are told by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sketch: Option<String>,
}

/// An entity.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Node {
    /// Type and canonical name: organization/dell-technologies.
    pub id: SmolStr,
    /// Canonical name.
    pub label: SmolStr,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: EntityType,
    /// Other surface forms of the name, sorted.
    pub aliases: Vec<SmolStr>,
    /// What each document calls it, where several do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<Names>,
    /// Where it is mentioned, by document and place.
    pub mentions: Vec<Mention>,
}

/// What one document calls an entity.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Names {
    /// The document's id.
    pub document: SmolStr,
    /// Canonical name there.
    pub label: SmolStr,
    /// Other surface forms there, sorted.
    pub aliases: Vec<SmolStr>,
}

/// A stretch of text that stands for an entity.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The document's id.
    pub document: SmolStr,
    /// First Unicode code point.
    pub start: usize,
    /// First Unicode code point after it.
    pub end: usize,
    /// The words of the text.
    pub text: SmolStr,
    /// Name, nominal or pronoun.
    pub kind: MentionKind,
}

/// A relation between two entities.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Edge {
    /// Id of the subject.
    pub source: SmolStr,
    /// Id of the object.
    pub target: SmolStr,
    /// Sets it apart from other edges between the same nodes.
    pub key: SmolStr,
    /// The ontology's name of the relation.
    pub relation: SmolStr,
    /// How the text holds it.
    pub modality: Modality,
    /// How sure the program is, from 0 to 1.
    #[schemars(range(min = 0, max = 1))]
    pub confidence: f64,
    /// What is said about it, by the ontology's attribute names.
    pub attributes: BTreeMap<SmolStr, Value>,
    /// Documents behind it, where there are several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub support: Option<Support>,
    /// Where it is said, by document and place.
    #[schemars(length(min = 1))]
    pub evidence: Vec<Evidence>,
}

/// How many documents say so.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Support {
    /// All of them.
    pub documents: usize,
    /// Near-duplicates counted once.
    pub independent: usize,
}

/// One place where a document says so.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Evidence {
    /// The document's id.
    pub document: SmolStr,
    /// 0-based number of the sentence.
    pub sentence: usize,
    /// First Unicode code point of the quote.
    pub start: usize,
    /// First Unicode code point after the quote.
    pub end: usize,
    /// The words of the text.
    pub quote: SmolStr,
    /// The word or words that carry the relation.
    pub trigger: SmolStr,
    /// Id of the pattern.
    pub rule: SmolStr,
    /// Who is quoted as saying so.
    pub source: Option<SmolStr>,
    /// How this sentence holds it, where that is not the edge's modality.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modality: Option<Modality>,
    /// How sure the program is of this sentence, where that is not the edge's confidence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(range(min = 0, max = 1))]
    pub confidence: Option<f64>,
    /// What this sentence says about it, where that is not all that the edge's attributes say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<BTreeMap<SmolStr, Value>>,
}

/// What an attribute says.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// An amount of money.
    Money(Money),
    /// A share in percent.
    Number(#[schemars(with = "f64")] serde_json::Number),
    /// Words of the text, an ISO 8601 date or duration, or the id of a node.
    Text(SmolStr),
}

/// An amount in whole units of its currency.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
pub struct Money {
    /// The amount, or the lower bound of a range.
    #[schemars(with = "f64")]
    pub value: serde_json::Number,
    /// The upper bound of a range.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<f64>")]
    pub max: Option<serde_json::Number>,
    /// ISO 4217.
    pub currency: SmolStr,
}
