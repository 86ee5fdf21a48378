//! Graphs against annotated documents: nodes, triples, attributes, modality.
//!
//! A predicted node stands for the gold entity with which it shares a name. A triple is subject,
//! relation, object and polarity, `negated` or not; symmetric relations have no direction. What
//! the gold marks optional is left out of both sides.

mod bootstrap;
mod compare;
mod names;
mod report;

use serde::Deserialize;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub use bootstrap::Interval;
pub use report::Reliability;

/// One annotated document, a line of a gold file.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldDocument {
    /// The document's id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// Its date in ISO 8601.
    #[serde(default)]
    pub date: Option<String>,
    /// What it names.
    pub entities: Vec<GoldEntity>,
    /// What it says.
    pub relations: Vec<GoldRelation>,
}

/// An entity with all its names.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldEntity {
    /// Within the document.
    pub id: String,
    /// organization, person, place or product.
    #[serde(rename = "type")]
    pub kind: String,
    /// Every form of the name.
    pub names: Vec<String>,
    /// Neither rewarded nor punished.
    #[serde(default)]
    pub optional: bool,
}

/// A relation between two entities.
#[derive(Clone, Debug, Deserialize)]
pub struct GoldRelation {
    /// Subject, an entity's id.
    pub s: String,
    /// Relation.
    pub r: String,
    /// Object, an entity's id.
    pub o: String,
    /// asserted, planned, possible or negated.
    pub modality: String,
    /// Attributes by name.
    #[serde(default)]
    pub attrs: Map<String, Value>,
    /// Neither rewarded nor punished.
    #[serde(default)]
    pub optional: bool,
}

/// Right, wrong and missed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// In both.
    pub right: usize,
    /// Predicted alone.
    pub wrong: usize,
    /// In the gold alone.
    pub missed: usize,
}

impl Tally {
    /// Right among predicted; 0 where nothing is predicted.
    pub fn precision(&self) -> f64 {
        ratio(self.right, self.right + self.wrong)
    }

    /// Right among gold; 0 where there is none.
    pub fn recall(&self) -> f64 {
        ratio(self.right, self.right + self.missed)
    }

    /// The harmonic mean of the two.
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn add(&mut self, other: Tally) {
        self.right += other.right;
        self.wrong += other.wrong;
        self.missed += other.missed;
    }
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

/// Tallies by type, relation or attribute.
pub type Tallies = BTreeMap<String, Tally>;

/// The figures of one document or of several.
#[derive(Clone, Debug, Default)]
pub struct GraphScores {
    /// By type of entity.
    pub nodes: Tallies,
    /// By relation.
    pub relations: Tallies,
    /// By attribute, of the triples that are right.
    pub attributes: Tallies,
    /// Unordered pairs of entities, whatever the relation.
    pub pairs: Tally,
    /// Triples of the right modality, and of another, among the right ones.
    pub modality: Tally,
    /// Confidence in thousandths of each triple that counts, and whether it is right.
    pub confidences: Vec<(u16, bool)>,
}

impl GraphScores {
    /// Adds another document's figures.
    pub fn add(&mut self, other: &GraphScores) {
        let parts = [
            (&mut self.nodes, &other.nodes),
            (&mut self.relations, &other.relations),
            (&mut self.attributes, &other.attributes),
        ];
        for (mine, theirs) in parts {
            for (name, tally) in theirs {
                mine.entry(name.clone()).or_default().add(*tally);
            }
        }
        self.pairs.add(other.pairs);
        self.modality.add(other.modality);
        self.confidences.extend_from_slice(&other.confidences);
    }
}

/// The sum of some tallies.
pub fn micro(tallies: &Tallies) -> Tally {
    let mut sum = Tally::default();
    tallies.values().for_each(|t| sum.add(*t));
    sum
}

/// Scores of documents one by one, with what was missed and what was wrong.
#[derive(Clone, Debug, Default)]
pub struct GraphEvaluation {
    documents: Vec<GraphScores>,
    /// A line an error: document, kind, what, tabs between.
    pub errors: Vec<String>,
}

/// Whether each edge of a graph is right, in their order; `None` for what the annotation leaves open.
pub fn judge(gold: &GoldDocument, graph: &Value) -> Vec<Option<bool>> {
    compare::judge(gold, graph)
}

impl GraphEvaluation {
    /// Compares a document's graph, in the JSON contract, with its annotation.
    pub fn add(&mut self, gold: &GoldDocument, graph: &Value) {
        let scores = compare::document(gold, graph, &mut self.errors);
        self.documents.push(scores);
    }

    /// The figures of all documents.
    pub fn scores(&self) -> GraphScores {
        let mut sum = GraphScores::default();
        self.documents.iter().for_each(|d| sum.add(d));
        sum
    }
}
