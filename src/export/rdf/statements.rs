//! What the graph says in RDF, subject by subject: all of it, so that a reader can make the
//! graph again.

use super::relations;
use crate::doc::{Confidence, Modality};
use crate::export::{Options, words};
use crate::graph::{Document, Evidence, Graph, Link, Mention, Names, Node, Value};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt::{self, Write};
use std::io;

/// Prefixes of all three formats.
pub(super) const PREFIXES: [(&str, &str); 10] = [
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("dcterms", "http://purl.org/dc/terms/"),
    ("schema", "https://schema.org/"),
    ("wdt", "http://www.wikidata.org/prop/direct/"),
    ("f", "urn:filature:term:"),
];

/// A resource with what is said of it.
pub(super) struct Subject {
    pub iri: String,
    /// Predicates are prefixed names, or `a`.
    pub properties: Vec<(String, Object)>,
    /// The document that says so, where it is one.
    pub graph: Option<String>,
}

/// The end of a triple.
pub(super) enum Object {
    Iri(String),
    /// A prefixed name.
    Name(String),
    Text(String),
    French(String),
    /// A text and its type's prefixed name.
    Typed(String, &'static str),
}

type Sink<'s> = dyn FnMut(Subject) -> io::Result<()> + 's;

/// Hands over all subjects: relations, documents, nodes, edges.
pub(super) fn statements(graph: &Graph, options: &Options<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    for name in relations(graph) {
        sink(relation(&name, options))?;
    }
    if graph.documents().len() + graph.node_count() > 0 {
        let mut of = Subject::new("urn:filature:graph".to_owned());
        of.add("a", Object::Name("prov:Collection".to_owned()));
        of.add("f:generator", Object::Text(graph.generator().to_owned()));
        sink(of)?;
    }
    documents(graph, sink)?;
    for node in graph.nodes() {
        self::node(node, sink)?;
    }
    for link in graph.links() {
        edge(graph, &link, sink)?;
    }
    Ok(())
}

fn node(node: &Node, sink: &mut Sink<'_>) -> io::Result<()> {
    let iri = resource(&node.id);
    let mut of = Subject::new(iri.clone());
    of.add("a", Object::Name(format!("schema:{}", class(node.kind.as_str()))));
    of.add("rdfs:label", Object::French(node.label().to_owned()));
    node.aliases().into_iter().for_each(|alias| of.add("skos:altLabel", Object::French(alias.to_owned())));
    sink(of)?;
    for names in &node.names {
        let Names { document, label, aliases } = names;
        let mut of = Subject::new(format!("{iri}#{}/names/{}", encode(document), mark(names)));
        of.graph = Some(document_iri(document));
        of.add("a", Object::Name("f:Naming".to_owned()));
        of.add("f:of", Object::Iri(iri.clone()));
        of.add("prov:wasQuotedFrom", Object::Iri(document_iri(document)));
        of.add("skos:prefLabel", Object::French(label.to_string()));
        aliases.into_iter().for_each(|alias| of.add("skos:altLabel", Object::French(alias.to_string())));
        sink(of)?;
    }
    for mention in &node.mentions {
        let Mention { document, start, end, text, kind } = mention;
        let mut of = Subject::new(format!("{iri}#{}/{start}-{end}/{}", encode(document), mark(mention)));
        of.add("a", Object::Name("f:Mention".to_owned()));
        of.add("f:of", Object::Iri(iri.clone()));
        of.add("f:kind", Object::Text(format!("{kind:?}").to_lowercase()));
        place(&mut of, document, *start, *end, text, sink)?;
    }
    Ok(())
}

fn relation(name: &str, options: &Options<'_>) -> Subject {
    let mut of = Subject::new(format!("urn:filature:term:{}", encode(name)));
    of.add("a", Object::Name("rdf:Property".to_owned()));
    of.add("rdfs:label", Object::French(words::relation(name, options).into_owned()));
    if let Some(known) = options.ontology.get(name) {
        of.add("rdfs:comment", Object::Text(known.description.clone()));
        known.wikidata.iter().for_each(|p| of.add("skos:closeMatch", Object::Name(format!("wdt:{p}"))));
        known.schema.iter().for_each(|p| of.add("skos:closeMatch", Object::Name(format!("schema:{p}"))));
    }
    of
}

/// A document and what is known of it. Where several texts bear one id, each is a resource of
/// its own, a version of what the evidence refers to: else their titles and days would mix.
fn documents(graph: &Graph, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut texts: BTreeMap<&str, Vec<&Document>> = BTreeMap::new();
    graph.documents().for_each(|document| texts.entry(&document.id).or_default().push(document));
    for (id, texts) in texts {
        let mut of = Subject::new(document_iri(id));
        of.add("a", Object::Name("schema:NewsArticle".to_owned()));
        of.add("dcterms:identifier", Object::Text(id.to_owned()));
        if let [only] = *texts {
            known(&mut of, only);
            sink(of)?;
            continue;
        }
        let mut versions: Vec<Subject> = Vec::new();
        for text in texts {
            let mut version = Subject::new(format!("{}#sha256/{}", of.iri, encode(&text.sha256)));
            of.add("dcterms:hasVersion", Object::Iri(version.iri.clone()));
            known(&mut version, text);
            versions.push(version);
        }
        sink(of)?;
        versions.into_iter().try_for_each(&mut *sink)?;
    }
    Ok(())
}

fn known(of: &mut Subject, document: &Document) {
    of.add("f:sha256", Object::Text(document.sha256.to_string()));
    document.title.iter().for_each(|t| of.add("dcterms:title", Object::French(t.clone())));
    document.source.iter().for_each(|s| of.add("dcterms:publisher", Object::Text(s.clone())));
    document.date.iter().for_each(|d| of.add("dcterms:issued", Object::Typed(d.to_string(), "xsd:date")));
    document.sketch.iter().for_each(|s| of.add("f:sketch", Object::Text(s.to_string())));
}

fn edge(graph: &Graph, link: &Link<'_>, sink: &mut Sink<'_>) -> io::Result<()> {
    let summary = link.edge.summary();
    let iri = format!("urn:filature:edge/{}", encode(&link.id()));
    let predicate = format!("f:{}", encode(&link.edge.relation));
    let mut of = Subject::new(iri.clone());
    of.add("a", Object::Name("rdf:Statement".to_owned()));
    of.add("rdf:subject", Object::Iri(resource(&link.source.id)));
    of.add("rdf:predicate", Object::Iri(format!("urn:filature:term:{}", encode(&link.edge.relation))));
    of.add("rdf:object", Object::Iri(resource(&link.target.id)));
    of.add("f:modality", Object::Text(summary.modality.to_string()));
    of.add("f:confidence", confidence(summary.confidence));
    for (name, value) in &summary.attributes {
        attribute(&mut of, graph, name, value);
    }
    for evidence in &link.edge.evidence {
        of.add("prov:wasDerivedFrom", Object::Iri(evidence_iri(&iri, evidence)));
    }
    sink(of)?;
    if summary.modality == Modality::Asserted {
        let mut of = Subject::new(resource(&link.source.id));
        of.add(&predicate, Object::Iri(resource(&link.target.id)));
        sink(of)?;
    }
    for evidence in &link.edge.evidence {
        self::evidence(graph, evidence_iri(&iri, evidence), evidence, sink)?;
        if evidence.modality == Modality::Asserted {
            let mut of = Subject::new(resource(&link.source.id));
            of.add(&predicate, Object::Iri(resource(&link.target.id)));
            of.graph = Some(document_iri(&evidence.document));
            sink(of)?;
        }
    }
    Ok(())
}

/// From what it is, not from its number: other evidence comes and goes.
fn evidence_iri(edge: &str, evidence: &Evidence) -> String {
    let Evidence { start, end, .. } = evidence;
    format!("{edge}#{}/{start}-{end}/{}", encode(&evidence.document), mark(evidence))
}

/// Tells apart what stands at one place of a document: its content in 48 bits.
fn mark(content: &impl fmt::Debug) -> String {
    let digest = Sha256::digest(format!("{content:?}").as_bytes());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

fn confidence(confidence: Confidence) -> Object {
    let thousandths = confidence.thousandths();
    Object::Typed(format!("{}.{:03}", thousandths / 1000, thousandths % 1000), "xsd:decimal")
}

fn evidence(graph: &Graph, iri: String, evidence: &Evidence, sink: &mut Sink<'_>) -> io::Result<()> {
    let mut of = Subject::new(iri);
    of.add("a", Object::Name("oa:SpecificResource".to_owned()));
    of.add("a", Object::Name("prov:Entity".to_owned()));
    of.add("prov:wasQuotedFrom", Object::Iri(document_iri(&evidence.document)));
    of.add("f:sentence", Object::Typed(evidence.sentence.to_string(), "xsd:integer"));
    of.add("f:trigger", Object::French(evidence.trigger.to_string()));
    of.add("f:rule", Object::Text(evidence.rule.to_string()));
    of.add("f:modality", Object::Text(evidence.modality.to_string()));
    of.add("f:confidence", confidence(evidence.confidence));
    evidence.source.iter().for_each(|who| of.add("f:source", Object::French(who.to_string())));
    for (name, value) in &evidence.attributes {
        attribute(&mut of, graph, name, value);
    }
    place(&mut of, &evidence.document, evidence.start, evidence.end, &evidence.quote, sink)
}

fn attribute(of: &mut Subject, graph: &Graph, name: &str, value: &Value) {
    let property = format!("f:{}", encode(name));
    match value {
        Value::Number(n) => of.add(&property, Object::Typed(n.to_string(), "xsd:decimal")),
        Value::Money { value, max, currency } => {
            of.add(&property, Object::Typed(value.to_string(), "xsd:decimal"));
            of.add(&format!("{property}Currency"), Object::Text(currency.to_string()));
            if let Some(max) = max {
                of.add(&format!("{property}Max"), Object::Typed(max.to_string(), "xsd:decimal"));
            }
        }
        Value::Text(id) if graph.node(id).is_some() => of.add(&property, Object::Iri(resource(id))),
        Value::Text(text) if name == "duration" => {
            of.add(&property, Object::Typed(text.to_string(), "xsd:duration"));
        }
        Value::Text(text) => of.add(&property, Object::Text(text.to_string())),
    }
}

/// Completes a subject that is a stretch of a document's text, and gives its selectors;
/// all in the document's graph.
fn place(
    of: &mut Subject,
    document: &str,
    start: usize,
    end: usize,
    text: &str,
    sink: &mut Sink<'_>,
) -> io::Result<()> {
    let said = Some(document_iri(document));
    let (position, quote) = (format!("{}-position", of.iri), format!("{}-quote", of.iri));
    of.add("oa:hasSource", Object::Iri(document_iri(document)));
    of.add("oa:hasSelector", Object::Iri(position.clone()));
    of.add("oa:hasSelector", Object::Iri(quote.clone()));
    sink(Subject {
        iri: of.iri.clone(),
        properties: std::mem::take(&mut of.properties),
        graph: said.clone(),
    })?;
    let mut selector = Subject { graph: said.clone(), ..Subject::new(position) };
    selector.add("a", Object::Name("oa:TextPositionSelector".to_owned()));
    let point = |n: usize| Object::Typed(n.to_string(), "xsd:nonNegativeInteger");
    selector.add("oa:start", point(start));
    selector.add("oa:end", point(end));
    sink(selector)?;
    let mut selector = Subject { graph: said, ..Subject::new(quote) };
    selector.add("a", Object::Name("oa:TextQuoteSelector".to_owned()));
    selector.add("oa:exact", Object::French(text.to_owned()));
    sink(selector)
}

impl Subject {
    fn new(iri: String) -> Self {
        Self { iri, properties: Vec::new(), graph: None }
    }

    fn add(&mut self, predicate: &str, object: Object) {
        self.properties.push((predicate.to_owned(), object));
    }
}

/// schema.org's class of a type.
fn class(kind: &str) -> &'static str {
    match kind {
        "organization" => "Organization",
        "person" => "Person",
        "place" => "Place",
        _ => "Product",
    }
}

fn resource(id: &str) -> String {
    format!("urn:filature:{}", encode(id))
}

fn document_iri(id: &str) -> String {
    format!("urn:filature:document/{}", encode(id))
}

/// Text in an IRI: ASCII other than unreserved characters and `/` is percent-encoded.
fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' | b'/' => {
                out.push(byte.into())
            }
            _ => write!(out, "%{byte:02X}").expect("memory takes all"),
        }
    }
    out
}
