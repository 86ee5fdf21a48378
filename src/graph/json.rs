//! The JSON contract: NetworkX node-link form, out and in.

mod contract;

use super::edge::{Edge, Evidence, Value};
use super::node::{Mention, Names, Node};
use super::{Copies, Document, Graph, SortedSet};
use crate::doc::{Confidence, Modality};
use contract as form;
use petgraph::stable_graph::NodeIndex;
use rust_decimal::Decimal;
use serde::Serialize;
use smol_str::{SmolStr, ToSmolStr};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// How the JSON is laid out. Both say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// One node or edge a line: for files, which people compare line by line.
    Lines,
    /// All on one line, without a line end: for JSON Lines.
    Line,
}

/// A graph file that cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum GraphError {
    /// Not the contract's JSON.
    #[error("expected a filature graph in JSON: {0}")]
    Json(#[from] serde_json::Error),
    /// JSON of another kind or version.
    #[error(
        "expected a graph of format `{}` version {}, found `{format}` version {version}",
        form::FORMAT,
        form::VERSION
    )]
    Version {
        /// `graph.format`.
        format: String,
        /// `graph.version`.
        version: u32,
    },
    /// JSON that says what cannot be.
    #[error("{place}: {message}")]
    Content {
        /// Which document, node or edge.
        place: String,
        /// What was expected and what was found.
        message: String,
    },
}

/// The JSON Schema of the contract, made from the types that are written and read.
pub fn schema() -> serde_json::Value {
    let mut schema = schemars::schema_for!(form::NodeLink);
    schema.insert("$id".to_owned(), "urn:filature:graph:1".into());
    schema.to_value()
}

impl Graph {
    /// The graph in JSON, a node or an edge a line.
    pub fn to_json(&self) -> String {
        let mut out = Vec::new();
        self.write_json(&mut out, Layout::Lines).expect("writing to memory does not fail");
        String::from_utf8(out).expect("JSON is UTF-8")
    }

    /// Writes the graph in JSON, an edge at a time.
    ///
    /// # Errors
    /// When writing fails.
    pub fn write_json(&self, out: &mut dyn Write, layout: Layout) -> io::Result<()> {
        let (open, next, close) = match layout {
            Layout::Lines => ("\n", ",\n", "\n"),
            Layout::Line => ("", ",", ""),
        };
        write!(out, "{{\"directed\":true,\"multigraph\":true,{open}\"graph\":")?;
        serde_json::to_writer(&mut *out, &self.header())?;
        let copies = Copies::of(self);
        write!(out, ",{open}\"nodes\":[{open}")?;
        list(out, next, self.nodes().map(node_out))?;
        write!(out, "{close}],{open}\"edges\":[{open}")?;
        let links = self.links();
        list(
            out,
            next,
            links.iter().map(|link| {
                let summary = link.edge.summary();
                let support = copies.support(&link.edge.documents());
                form::Edge {
                    source: link.source.id.clone(),
                    target: link.target.id.clone(),
                    key: link.key(),
                    relation: link.edge.relation.clone(),
                    modality: summary.modality,
                    confidence: summary.confidence.value(),
                    attributes: attributes_out(summary.attributes.iter().map(|(k, v)| (*k, *v))),
                    support: (support.documents > 1).then_some(form::Support {
                        documents: support.documents,
                        independent: support.independent,
                    }),
                    evidence: link.edge.evidence.iter().map(|e| evidence_out(e, Some(&summary))).collect(),
                }
            }),
        )?;
        write!(out, "{close}]}}{close}")
    }

    /// Reads a graph. What follows from other things in the file (labels, keys, support) is
    /// made anew, not believed.
    ///
    /// # Errors
    /// When it is not the contract's JSON, or says what cannot be, such as an edge without
    /// evidence or without its ends.
    pub fn from_json(json: &str) -> Result<Self, GraphError> {
        #[derive(serde::Deserialize)]
        struct Version {
            graph: Head,
        }
        #[derive(serde::Deserialize)]
        struct Head {
            format: String,
            version: u32,
        }
        // First the version: a file of another one may differ in anything else.
        let Version { graph: Head { format, version } } = serde_json::from_str(json)?;
        if format != form::FORMAT || version != form::VERSION {
            return Err(GraphError::Version { format, version });
        }
        let file: form::NodeLink = serde_json::from_str(json)?;
        let mut graph = Graph { generator: file.graph.generator, ..Graph::default() };
        for document in file.graph.documents {
            graph.add_document(document_in(document)?);
        }
        for node in file.nodes {
            graph.add_node(node_in(node)?);
        }
        for edge in file.edges {
            graph.read_edge(edge)?;
        }
        Ok(graph)
    }

    fn header(&self) -> form::Header {
        let documents: Vec<_> = self.documents().map(document_out).collect();
        form::Header {
            format: form::FORMAT.to_owned(),
            version: form::VERSION,
            generator: self.generator().into(),
            document: match &*documents {
                [only] => Some(only.id.clone()),
                _ => None,
            },
            documents,
        }
    }

    fn read_edge(&mut self, edge: form::Edge) -> Result<(), GraphError> {
        let place = format!("edge {} → {} ({})", edge.source, edge.target, edge.relation);
        let end = |id: &SmolStr| -> Result<NodeIndex, GraphError> {
            let missing = || fault(&place, format!("expected both ends among the nodes, found no `{id}`"));
            self.nodes.get(id).copied().ok_or_else(missing)
        };
        let (source, target) = (end(&edge.source)?, end(&edge.target)?);
        if edge.evidence.is_empty() {
            return Err(fault(&place, "expected evidence, found none"));
        }
        for evidence in &edge.evidence {
            let evidence = evidence_in(evidence, &edge).map_err(|message| fault(&place, message))?;
            let negated = evidence.modality == Modality::Negated;
            let evidence: SortedSet<Evidence> = std::iter::once(evidence).collect();
            self.add_edge(source, target, Edge { relation: edge.relation.clone(), negated, evidence });
        }
        Ok(())
    }
}

impl super::Link<'_> {
    /// The edge's evidence as the contract has it, with nothing left to the edge to say.
    pub fn evidence_json(&self) -> String {
        let evidence: Vec<_> = self.edge.evidence.iter().map(|e| evidence_out(e, None)).collect();
        serde_json::to_string(&evidence).expect("evidence is plain data")
    }
}

fn fault(place: &str, message: impl Into<String>) -> GraphError {
    GraphError::Content { place: place.to_owned(), message: message.into() }
}

fn list<T: Serialize>(out: &mut dyn Write, next: &str, items: impl Iterator<Item = T>) -> io::Result<()> {
    for (n, item) in items.enumerate() {
        if n > 0 {
            out.write_all(next.as_bytes())?;
        }
        serde_json::to_writer(&mut *out, &item)?;
    }
    Ok(())
}

fn document_out(document: &Document) -> form::Document {
    form::Document {
        id: document.id.clone(),
        title: document.title.clone(),
        date: document.date.map(|day| day.to_string()),
        source: document.source.clone(),
        sha256: document.sha256.clone(),
        sketch: document.sketch.map(|sketch| sketch.to_string()),
    }
}

fn document_in(document: form::Document) -> Result<Document, GraphError> {
    let place = format!("document {}", document.id);
    let date = document.date.map(|day| {
        day.parse().map_err(|_| fault(&place, format!("expected a date like 2025-11-04, found `{day}`")))
    });
    let sketch = document.sketch.map(|hex| hex.parse().map_err(|message: String| fault(&place, message)));
    Ok(Document {
        id: document.id,
        sha256: document.sha256,
        title: document.title,
        date: date.transpose()?,
        source: document.source,
        sketch: sketch.transpose()?,
    })
}

fn node_out(node: &Node) -> form::Node {
    // Where one document alone speaks of the node, label and aliases are its names.
    let alone = match &*node.names {
        [only] => !node.mentions.is_empty() && node.mentions.iter().all(|m| m.document == only.document),
        _ => false,
    };
    let names = node.names.iter().filter(|_| !alone).map(|names| form::Names {
        document: names.document.clone(),
        label: names.label.clone(),
        aliases: names.aliases.to_vec(),
    });
    form::Node {
        id: node.id.clone(),
        label: node.label().into(),
        kind: node.kind,
        aliases: node.aliases().into_iter().map(SmolStr::from).collect(),
        names: names.collect(),
        mentions: node
            .mentions
            .iter()
            .map(|m| form::Mention {
                document: m.document.clone(),
                start: m.start,
                end: m.end,
                text: m.text.clone(),
                kind: m.kind,
            })
            .collect(),
    }
}

fn node_in(node: form::Node) -> Result<Node, GraphError> {
    let place = format!("node {}", node.id);
    if node.id.split_once('/').is_none_or(|(kind, name)| kind != node.kind.as_str() || name.is_empty()) {
        return Err(fault(&place, format!("expected an id that starts with its type, `{}/`", node.kind)));
    }
    let mentions: SortedSet<Mention> = node
        .mentions
        .into_iter()
        .map(|m| Mention { document: m.document, start: m.start, end: m.end, text: m.text, kind: m.kind })
        .collect();
    let names: SortedSet<Names> = if node.names.is_empty() {
        let aliases: SortedSet<SmolStr> = node.aliases.into_iter().collect();
        let of = |m: &Mention| Names {
            document: m.document.clone(),
            label: node.label.clone(),
            aliases: aliases.clone(),
        };
        mentions.iter().map(of).collect()
    } else {
        let read = |n: form::Names| Names {
            document: n.document,
            label: n.label,
            aliases: n.aliases.into_iter().collect(),
        };
        node.names.into_iter().map(read).collect()
    };
    if names.is_empty() {
        return Err(fault(&place, "expected mentions or names, found neither"));
    }
    Ok(Node { id: node.id, kind: node.kind, names, mentions })
}

/// Evidence is written without what it shares with its edge, where one is given.
fn evidence_out(evidence: &Evidence, edge: Option<&super::Summary<'_>>) -> form::Evidence {
    let attributes = || evidence.attributes.iter().map(|(name, value)| (name.as_str(), value));
    let same = edge.is_some_and(|edge| edge.attributes.iter().map(|(k, v)| (*k, *v)).eq(attributes()));
    let modality = edge.is_none_or(|edge| edge.modality != evidence.modality);
    let confidence = edge.is_none_or(|edge| edge.confidence != evidence.confidence);
    form::Evidence {
        document: evidence.document.clone(),
        sentence: evidence.sentence,
        start: evidence.start,
        end: evidence.end,
        quote: evidence.quote.clone(),
        trigger: evidence.trigger.clone(),
        rule: evidence.rule.clone(),
        source: evidence.source.clone(),
        modality: modality.then_some(evidence.modality),
        confidence: confidence.then(|| evidence.confidence.value()),
        attributes: (!same).then(|| attributes_out(attributes())),
    }
}

fn evidence_in(evidence: &form::Evidence, edge: &form::Edge) -> Result<Evidence, String> {
    let confidence = evidence.confidence.unwrap_or(edge.confidence);
    if !(0.0..=1.0).contains(&confidence) {
        return Err(format!("expected a confidence from 0 to 1, found {confidence}"));
    }
    let attributes = evidence.attributes.as_ref().unwrap_or(&edge.attributes);
    let attributes: Result<_, String> =
        attributes.iter().map(|(name, value)| Ok((name.clone(), value_in(value)?))).collect();
    Ok(Evidence {
        document: evidence.document.clone(),
        start: evidence.start,
        end: evidence.end,
        sentence: evidence.sentence,
        rule: evidence.rule.clone(),
        trigger: evidence.trigger.clone(),
        source: evidence.source.clone(),
        modality: evidence.modality.unwrap_or(edge.modality),
        confidence: Confidence::from_thousandths((confidence * 1000.0).round() as u16),
        attributes: attributes?,
        quote: evidence.quote.clone(),
    })
}

fn attributes_out<'v>(
    attributes: impl Iterator<Item = (&'v str, &'v Value)>,
) -> BTreeMap<SmolStr, form::Value> {
    attributes.map(|(name, value)| (name.into(), value_out(value))).collect()
}

fn value_out(value: &Value) -> form::Value {
    match value {
        Value::Number(n) => form::Value::Number(number_out(n)),
        Value::Money { value, max, currency } => form::Value::Money(form::Money {
            value: number_out(value),
            max: max.as_ref().map(number_out),
            currency: currency.clone(),
        }),
        Value::Text(text) => form::Value::Text(text.clone()),
    }
}

fn value_in(value: &form::Value) -> Result<Value, String> {
    Ok(match value {
        form::Value::Number(n) => Value::Number(number_in(n)?),
        form::Value::Money(money) => Value::Money {
            value: number_in(&money.value)?,
            max: money.max.as_ref().map(number_in).transpose()?,
            currency: money.currency.clone(),
        },
        form::Value::Text(text) => Value::Text(text.clone()),
    })
}

/// A whole number where it is one.
fn number_out(number: &Decimal) -> serde_json::Number {
    let number = number.normalize();
    let whole = (number.scale() == 0).then(|| i64::try_from(number.mantissa()).ok()).flatten();
    match whole {
        Some(whole) => whole.into(),
        None => {
            let nearest: f64 = number.to_string().parse().expect("a decimal is a number");
            serde_json::Number::from_f64(nearest).expect("a decimal is finite")
        }
    }
}

fn number_in(number: &serde_json::Number) -> Result<Decimal, String> {
    let text = number.to_smolstr();
    let decimal = text.parse().or_else(|_| Decimal::from_scientific(&text));
    decimal.map(Value::exact).map_err(|_| format!("expected a number of at most 28 digits, found {number}"))
}
