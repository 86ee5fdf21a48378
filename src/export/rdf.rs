//! RDF: Turtle, N-Quads with one named graph a document, JSON-LD.
//!
//! An edge is a reified statement with its attributes; its evidence is a resource of
//! Web Annotation with text position and quote selectors, derived, as PROV-O says, from
//! the document. An asserted edge is also a plain triple.

mod statements;

use super::escape::ntriples as escape;
use super::{Loss, Options};
use crate::graph::Graph;
use serde_json::{Map, Value, json};
use statements::{Object, PREFIXES, Subject, statements};
use std::collections::BTreeSet;
use std::io::{self, Write};

/// Turtle: a paragraph a subject.
pub(super) fn turtle(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    for (prefix, iri) in PREFIXES {
        writeln!(out, "@prefix {prefix}: <{iri}> .")?;
    }
    statements(graph, options, &mut |subject: Subject| {
        write!(out, "\n<{}>", subject.iri)?;
        let last = subject.properties.len();
        for (n, (predicate, object)) in subject.properties.iter().enumerate() {
            let end = if n + 1 == last { " ." } else { " ;" };
            write!(out, "\n  {predicate} ")?;
            match object {
                Object::Iri(iri) => write!(out, "<{iri}>")?,
                Object::Name(name) => write!(out, "{name}")?,
                Object::Text(text) => write!(out, "\"{}\"", escape(text))?,
                Object::French(text) => write!(out, "\"{}\"@fr", escape(text))?,
                Object::Typed(text, kind) => write!(out, "\"{}\"^^{kind}", escape(text))?,
            }
            write!(out, "{end}")?;
        }
        writeln!(out)
    })?;
    Ok(Loss::default())
}

/// N-Quads: what a document says stands in the graph of that document, what all say
/// together in the default graph.
pub(super) fn quads(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    statements(graph, options, &mut |subject: Subject| {
        let place = subject.graph.as_ref().map_or(String::new(), |iri| format!("<{iri}> "));
        for (predicate, object) in &subject.properties {
            write!(out, "<{}> <{}> ", subject.iri, expand(predicate))?;
            match object {
                Object::Iri(iri) => write!(out, "<{iri}>")?,
                Object::Name(name) => write!(out, "<{}>", expand(name))?,
                Object::Text(text) => write!(out, "\"{}\"", escape(text))?,
                Object::French(text) => write!(out, "\"{}\"@fr", escape(text))?,
                Object::Typed(text, kind) => write!(out, "\"{}\"^^<{}>", escape(text), expand(kind))?,
            }
            writeln!(out, " {place}.")?;
        }
        Ok(())
    })?;
    Ok(Loss::default())
}

/// JSON-LD: a context, and a list of subjects.
pub(super) fn jsonld(graph: &Graph, options: &Options<'_>, out: &mut dyn Write) -> io::Result<Loss> {
    let context: Map<String, Value> =
        PREFIXES.iter().map(|(prefix, iri)| ((*prefix).to_owned(), json!(iri))).collect();
    write!(out, "{{\"@context\":{},\n\"@graph\":[", Value::Object(context))?;
    let mut next = "\n";
    statements(graph, options, &mut |subject: Subject| {
        let mut object = Map::new();
        object.insert("@id".to_owned(), subject.iri.into());
        for (predicate, value) in subject.properties {
            let (name, value) = match value {
                Object::Name(kind) if predicate == "a" => ("@type".to_owned(), json!(kind)),
                Object::Name(name) => (predicate, json!({ "@id": name })),
                Object::Iri(iri) => (predicate, json!({ "@id": iri })),
                Object::Text(text) => (predicate, json!(text)),
                Object::French(text) => (predicate, json!({ "@value": text, "@language": "fr" })),
                Object::Typed(text, kind) => (predicate, json!({ "@value": text, "@type": kind })),
            };
            match object.entry(name).or_insert_with(|| json!([])) {
                Value::Array(values) => values.push(value),
                _ => unreachable!("only @id is no list"),
            }
        }
        write!(out, "{next}")?;
        serde_json::to_writer(&mut *out, &object)?;
        next = ",\n";
        Ok(())
    })?;
    writeln!(out, "\n]}}")?;
    Ok(Loss::default())
}

/// A prefixed name in full.
fn expand(name: &str) -> String {
    if name == "a" {
        return "http://www.w3.org/1999/02/22-rdf-syntax-ns#type".to_owned();
    }
    let full = name.split_once(':').and_then(|(prefix, local)| {
        let (_, iri) = PREFIXES.iter().find(|(known, _)| *known == prefix)?;
        Some(format!("{iri}{local}"))
    });
    full.unwrap_or_else(|| name.to_owned())
}

/// Relations in the graph, by name.
fn relations(graph: &Graph) -> BTreeSet<String> {
    graph.links().iter().map(|link| link.edge.relation.to_string()).collect()
}
