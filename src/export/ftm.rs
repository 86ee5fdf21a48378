//! FollowTheMoney entities, a line each, for investigators: companies, people, addresses,
//! assets; ownership, employment and other links; an article for each document.

use super::loss::{Loss, mentions, merged};
use super::{Options, words};
use crate::doc::{EntityType, Modality};
use crate::graph::{Graph, Link, Value};
use serde_json::{Map, json};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::io::{self, Write};

/// Characters of a name, at most.
const NAME: usize = 384;

pub(super) fn write(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    for document in graph.documents() {
        let title = document.title.as_deref().unwrap_or(&document.id);
        let mut properties = Properties::default();
        properties.add("title", title);
        properties.add("fileName", &document.id);
        document.date.iter().for_each(|day| properties.add("date", &day.to_string()));
        document.source.iter().for_each(|source| properties.add("publisher", source));
        entity(&document_id(&document.id), "Article", properties, out)?;
    }
    let mut cut = 0;
    for node in graph.nodes() {
        let schema = match node.kind {
            // The one schema that may own, be owned and employ.
            EntityType::Organization => "Company",
            EntityType::Person => "Person",
            EntityType::Place => "Address",
            EntityType::Product => "Asset",
        };
        let mut properties = Properties::default();
        properties.add("name", &name(node.label()));
        if node.kind == EntityType::Place {
            properties.add("full", &name(node.label()));
        }
        let names = std::iter::once(node.label()).chain(node.aliases());
        cut += names.clone().filter(|full| name(full) != *full).count();
        names.clone().skip(1).for_each(|alias| properties.add("alias", &name(alias)));
        names.filter(|full| name(full) != *full).for_each(|full| properties.add("summary", full));
        node.documents().into_iter().for_each(|id| properties.add("proof", &document_id(id)));
        entity(&id(&node.id), schema, properties, out)?;
    }
    let (mut denied, mut worded, mut evidence) = (0, 0, 0);
    for link in graph.links() {
        denied += usize::from(link.edge.negated);
        evidence += link.edge.evidence.len();
        worded += self::link(graph, &link, options, out)?;
    }
    let mut loss = Loss::default();
    loss.add(denied, "denied relation", "written as a link of no type with the status `negated`");
    loss.add(worded, "attribute", "left to the words of the description");
    loss.add(evidence, "proof", "written as a quotation, without place, rule and confidence");
    loss.add(cut, "long name", "cut: the summary has it whole");
    loss.add(mentions(graph), "mention", "left out");
    let renamed = graph.nodes().filter(|n| merged(n)).count();
    loss.add(renamed, "node", "named without saying which document uses which name");
    loss.add(graph.node_count(), "id", "written as a digest");
    loss.add(graph.documents().len(), "document", "written without digest and sketch");
    Ok(loss)
}

/// Gives back how many attributes stand in its description alone.
fn link(graph: &Graph, link: &Link<'_>, options: &Options<'_>, out: &mut dyn Write) -> io::Result<usize> {
    let summary = link.edge.summary();
    let (source, target) = (id(&link.source.id), id(&link.target.id));
    let (from, to) = (link.source.kind, link.target.kind);
    let owner = matches!(from, EntityType::Organization | EntityType::Person);
    let asset = matches!(to, EntityType::Organization | EntityType::Product);
    let mut properties = Properties::default();
    let schema = match &*link.edge.relation {
        "holds-stake-in" | "acquires" if owner && asset && !link.edge.negated => {
            properties.add("owner", &source);
            properties.add("asset", &target);
            "Ownership"
        }
        "subsidiary-of" if !link.edge.negated && to == EntityType::Organization => {
            properties.add("owner", &target);
            properties.add("asset", &source);
            "Ownership"
        }
        "works-for"
            if from == EntityType::Person && to == EntityType::Organization && !link.edge.negated =>
        {
            properties.add("employee", &source);
            properties.add("employer", &target);
            "Employment"
        }
        _ => {
            properties.add("subject", &source);
            properties.add("object", &target);
            "UnknownLink"
        }
    };
    let role = match summary.attributes.get("role") {
        Some(Value::Text(role)) => role.to_string(),
        _ => words::relation(&link.edge.relation, options).into_owned(),
    };
    properties.add("role", &role);
    if summary.modality != Modality::Asserted {
        properties.add("status", summary.modality.as_str());
    }
    let mut worded = 0;
    for (name, value) in &summary.attributes {
        match (*name, value, schema) {
            ("role", Value::Text(_), _) => {}
            ("date", Value::Text(day), _) if is_date(day) => properties.add("date", day),
            ("stake", Value::Number(stake), "Ownership") => {
                properties.add("percentage", &format!("{}\u{a0}%", stake.to_string().replace('.', ",")));
            }
            ("amount", Value::Money { value, max, currency }, "Ownership") => {
                properties.add("sharesValue", &value.to_string());
                properties.add("sharesCurrency", currency);
                // The upper bound has no property.
                worded += usize::from(max.is_some());
            }
            _ => worded += 1,
        }
    }
    properties.add("summary", &words::edge_label(link, options));
    properties.add("recordId", &link.id());
    properties.add("description", &words::edge_facts(graph, link, options));
    for evidence in &link.edge.evidence {
        properties.add("description", &words::quotation(evidence));
        properties.add("proof", &document_id(&evidence.document));
    }
    entity(&id(&link.id()), schema, properties, out)?;
    Ok(worded)
}

/// Values by property; none empty, none twice.
#[derive(Default)]
struct Properties(BTreeMap<&'static str, Vec<String>>);

impl Properties {
    fn add(&mut self, name: &'static str, value: &str) {
        let values = self.0.entry(name).or_default();
        if !value.trim().is_empty() && !values.iter().any(|held| held == value) {
            values.push(value.to_owned());
        }
    }
}

fn entity(id: &str, schema: &str, properties: Properties, out: &mut dyn Write) -> io::Result<()> {
    let properties: Map<String, serde_json::Value> = properties
        .0
        .into_iter()
        .filter(|(_, values)| !values.is_empty())
        .map(|(name, values)| (name.to_owned(), json!(values)))
        .collect();
    serde_json::to_writer(&mut *out, &json!({ "id": id, "schema": schema, "properties": properties }))?;
    writeln!(out)
}

/// A year, a month or a day: 2025, 2025-11, 2025-11-04.
fn is_date(text: &str) -> bool {
    let day = |text: &str| text.parse::<jiff::civil::Date>().is_ok();
    match text.len() {
        4 => day(&format!("{text}-01-01")),
        7 => day(&format!("{text}-01")),
        10 => day(text),
        _ => false,
    }
}

/// A name as long as this format lets one be.
fn name(full: &str) -> std::borrow::Cow<'_, str> {
    match full.char_indices().nth(NAME) {
        None => full.into(),
        Some(_) => full.chars().take(NAME - 1).chain(['…']).collect::<String>().into(),
    }
}

/// Ids of this format are letters, digits, dots and hyphens.
fn id(content: &str) -> String {
    let digest = Sha256::digest(content.as_bytes());
    let hex: String = digest.iter().take(20).map(|byte| format!("{byte:02x}")).collect();
    format!("filature-{hex}")
}

fn document_id(document: &str) -> String {
    id(&format!("document/{document}"))
}
