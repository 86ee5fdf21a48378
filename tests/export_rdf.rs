//! RDF read back by Oxigraph: whatever is in the graph is in each of its three formats, and
//! queries have the rows that they must have.

mod support;

use filature::doc::*;
use filature::export::{self, Format, Options};
use filature::graph::Graph;
use oxigraph::io::{JsonLdProfileSet, RdfFormat, RdfParser};
use oxigraph::model::{GraphName, NamedOrBlankNode, Quad, Term};
use oxigraph::sparql::{QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use proptest::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use support::*;

const FORMATS: [(Format, RdfFormat); 3] = [
    (Format::Turtle, RdfFormat::Turtle),
    (Format::NQuads, RdfFormat::NQuads),
    (Format::JsonLd, RdfFormat::JsonLd { profile: JsonLdProfileSet::empty() }),
];

const CLASSES: [(&str, &str); 4] = [
    ("organization", "schema:Organization"),
    ("person", "schema:Person"),
    ("place", "schema:Place"),
    ("product", "schema:Product"),
];

fn quads(graph: &Graph, (format, parsed): &(Format, RdfFormat)) -> Vec<Quad> {
    let ontology = ontology();
    let mut out = Vec::new();
    let loss = export::write(graph, *format, &Options::new(&ontology), &mut out).unwrap();
    assert_eq!(loss, export::Loss::default(), "{format} says that it loses something");
    let read = RdfParser::from_format(*parsed).for_slice(&out);
    read.collect::<Result<_, _>>().unwrap_or_else(|e| panic!("{format}: {e}"))
}

/// All that is said of each subject, whatever the graph that says it.
struct Said(BTreeMap<String, Vec<(String, Term)>>);

impl Said {
    fn of(quads: &[Quad]) -> Self {
        let mut said: BTreeMap<String, Vec<(String, Term)>> = BTreeMap::new();
        for quad in quads {
            let NamedOrBlankNode::NamedNode(subject) = &quad.subject else { panic!("{quad}") };
            said.entry(subject.as_str().to_owned())
                .or_default()
                .push((short(quad.predicate.as_str()), quad.object.clone()));
        }
        Self(said)
    }

    /// Subjects of a class.
    fn all<'s>(&'s self, class: &'s str) -> impl Iterator<Item = &'s str> {
        let is = move |(p, o): &(String, Term)| p == "rdf:type" && short(&word(o)) == class;
        self.0.iter().filter(move |(_, said)| said.iter().any(is)).map(|(iri, _)| iri.as_str())
    }

    fn list(&self, iri: &str, predicate: &str) -> Vec<String> {
        let said = self.0.get(iri).into_iter().flatten();
        said.filter(|(p, _)| p == predicate).map(|(_, o)| word(o)).collect()
    }

    fn one(&self, iri: &str, predicate: &str) -> Option<String> {
        let mut all = self.list(iri, predicate).into_iter();
        let first = all.next();
        assert_eq!(all.next(), None, "{iri} has one {predicate}");
        first
    }

    fn must(&self, iri: &str, predicate: &str) -> String {
        self.one(iri, predicate).unwrap_or_else(|| panic!("{iri} has a {predicate}"))
    }

    /// Document, start, end and words of a stretch of text.
    fn place(&self, iri: &str) -> Map<String, Value> {
        let selectors = self.list(iri, "oa:hasSelector");
        let from = |predicate: &str| selectors.iter().find_map(|s| self.one(s, predicate)).unwrap();
        let number = |predicate: &str| from(predicate).parse::<usize>().unwrap();
        let document = self.must(&self.must(iri, "oa:hasSource"), "dcterms:identifier");
        let place = json!({"document": document, "start": number("oa:start"), "end": number("oa:end"), "words": from("oa:exact")});
        place.as_object().unwrap().clone()
    }

    /// Whatever stands under a name of this program's, but for those of all evidence.
    fn attributes(&self, iri: &str) -> Map<String, Value> {
        let mut out = Map::new();
        let known = ["sentence", "trigger", "rule", "modality", "confidence", "source"];
        let said = |name: &str| self.one(iri, &format!("f:{name}"));
        for (predicate, object) in &self.0[iri] {
            let Some(name) = predicate.strip_prefix("f:").filter(|n| !known.contains(n)) else { continue };
            if name.ends_with("Currency") || name.ends_with("Max") {
                continue;
            }
            let number = |text: &str| serde_json::from_str::<Value>(text).unwrap();
            let value = match object {
                Term::NamedNode(node) => json!(id(node.as_str())),
                Term::Literal(literal) if short(literal.datatype().as_str()) == "xsd:decimal" => {
                    let value = number(literal.value());
                    match (said(&format!("{name}Currency")), said(&format!("{name}Max"))) {
                        (None, _) => value,
                        (Some(currency), None) => json!({"value": value, "currency": currency}),
                        (Some(currency), Some(max)) => {
                            json!({"value": value, "max": number(&max), "currency": currency})
                        }
                    }
                }
                other => json!(word(other)),
            };
            out.insert(name.to_owned(), value);
        }
        out
    }

    /// The graph again, by way of the contract's JSON.
    fn graph(&self) -> Graph {
        let documents: Vec<Value> = self
            .all("schema:NewsArticle")
            .flat_map(|iri| {
                let versions = self.list(iri, "dcterms:hasVersion");
                let texts = if versions.is_empty() { vec![iri.to_owned()] } else { versions };
                let id = self.must(iri, "dcterms:identifier");
                let document = move |text: String| {
                    json!({"id": id, "sha256": self.must(&text, "f:sha256"), "title": self.one(&text, "dcterms:title"),
                           "date": self.one(&text, "dcterms:issued"), "source": self.one(&text, "dcterms:publisher"),
                           "sketch": self.one(&text, "f:sketch")})
                };
                texts.into_iter().map(document)
            })
            .collect();
        let mut parts: BTreeMap<String, (Vec<Value>, Vec<Value>)> = BTreeMap::new();
        for naming in self.all("f:Naming") {
            let document = self.must(&self.must(naming, "prov:wasQuotedFrom"), "dcterms:identifier");
            let names = json!({"document": document, "label": self.must(naming, "skos:prefLabel"), "aliases": self.list(naming, "skos:altLabel")});
            parts.entry(self.must(naming, "f:of")).or_default().0.push(names);
        }
        for mention in self.all("f:Mention") {
            let mut place = self.place(mention);
            let words = place.remove("words").unwrap();
            place.extend([
                ("text".to_owned(), words),
                ("kind".to_owned(), json!(self.must(mention, "f:kind"))),
            ]);
            parts.entry(self.must(mention, "f:of")).or_default().1.push(place.into());
        }
        let nodes: Vec<Value> = CLASSES
            .iter()
            .flat_map(|&(kind, class)| self.all(class).map(move |iri| (iri, kind)))
            .map(|(iri, kind)| {
                let (names, mentions) = &parts[iri];
                json!({"id": id(iri), "label": self.must(iri, "rdfs:label"), "type": kind,
                       "aliases": self.list(iri, "skos:altLabel"), "names": names, "mentions": mentions})
            })
            .collect();
        let edges: Vec<Value> = self
            .all("rdf:Statement")
            .map(|iri| {
                let relation = id(&self.must(iri, "rdf:predicate")).trim_start_matches("term:").to_owned();
                let evidence: Vec<Value> = self
                    .list(iri, "prov:wasDerivedFrom")
                    .iter()
                    .map(|proof| {
                        let mut said = self.place(proof);
                        let quote = said.remove("words").unwrap();
                        let number = |text: String| serde_json::from_str::<Value>(&text).unwrap();
                        said.extend(
                            json!({"quote": quote, "sentence": number(self.must(proof, "f:sentence")), "trigger": self.must(proof, "f:trigger"),
                                   "rule": self.must(proof, "f:rule"), "source": self.one(proof, "f:source"),
                                   "modality": self.must(proof, "f:modality"), "confidence": number(self.must(proof, "f:confidence")),
                                   "attributes": self.attributes(proof)})
                            .as_object()
                            .unwrap()
                            .clone(),
                        );
                        said.into()
                    })
                    .collect();
                json!({"source": id(&self.must(iri, "rdf:subject")), "target": id(&self.must(iri, "rdf:object")), "key": relation,
                       "relation": relation, "modality": self.must(iri, "f:modality"), "attributes": self.attributes(iri),
                       "confidence": serde_json::from_str::<Value>(&self.must(iri, "f:confidence")).unwrap(), "evidence": evidence})
            })
            .collect();
        let generator = self.one("urn:filature:graph", "f:generator").unwrap_or_default();
        let graph = json!({"format": "filature-graph", "version": 1, "generator": generator, "documents": documents});
        let all =
            json!({"directed": true, "multigraph": true, "graph": graph, "nodes": nodes, "edges": edges});
        Graph::from_json(&all.to_string()).unwrap()
    }
}

/// An IRI with its prefix.
fn short(iri: &str) -> String {
    let prefixes = [
        ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ("skos", "http://www.w3.org/2004/02/skos/core#"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("oa", "http://www.w3.org/ns/oa#"),
        ("dcterms", "http://purl.org/dc/terms/"),
        ("schema", "https://schema.org/"),
        ("f", "urn:filature:term:"),
    ];
    let known = prefixes.iter().find_map(|(p, full)| Some(format!("{p}:{}", iri.strip_prefix(full)?)));
    known.unwrap_or_else(|| iri.to_owned())
}

fn word(term: &Term) -> String {
    match term {
        Term::NamedNode(node) => node.as_str().to_owned(),
        Term::Literal(literal) => literal.value().to_owned(),
        other => panic!("{other}"),
    }
}

/// The id behind an IRI of ours.
fn id(iri: &str) -> String {
    let coded = iri.strip_prefix("urn:filature:").unwrap().as_bytes();
    let (mut bytes, mut at) = (Vec::new(), 0);
    while at < coded.len() {
        if coded[at] == b'%' {
            let hex = std::str::from_utf8(&coded[at + 1..at + 3]).unwrap();
            bytes.push(u8::from_str_radix(hex, 16).unwrap());
            at += 3;
        } else {
            bytes.push(coded[at]);
            at += 1;
        }
    }
    String::from_utf8(bytes).unwrap()
}

fn there_and_back(graph: &Graph) {
    for format in &FORMATS {
        let quads = quads(graph, format);
        assert_eq!(Said::of(&quads).graph().to_json(), graph.to_json(), "{}", format.0);
        if format.0 == Format::NQuads {
            let places: BTreeSet<_> = quads
                .iter()
                .filter_map(|q| match &q.graph_name {
                    GraphName::NamedNode(node) => Some(id(node.as_str())),
                    _ => None,
                })
                .collect();
            let documents = graph.documents().map(|d| format!("document/{}", d.id));
            assert_eq!(places, documents.collect(), "a named graph a document");
        }
    }
}

/// A sentence after another: the same edge twice with different attributes, at one place.
fn twice() -> Layers {
    let mut layers = Layers::new("b\"/é {1}", "Alvéol a 10 puis 20 % de \u{1}Boréal|SA\\x.\n");
    layers.document.title = Some("Titre \"a\"".into());
    layers.document.source = Some("Agence <b>".into());
    let a = layers.entity(EntityType::Organization, "Alvéol", &["\u{1}Boréal|SA\\x", "puis", "a | b"]);
    let b = layers.entity(EntityType::Organization, "Boréal", &["Boréal|SA\\x"]);
    layers.fact(a, "holds-stake-in", b, Modality::Asserted, &[("stake", percent("10"))]);
    layers.fact(a, "holds-stake-in", b, Modality::Asserted, &[("stake", percent("20"))]).confidence =
        Confidence::from_thousandths(707);
    layers
}

#[test]
fn every_reader_gives_back_everything() {
    let mut all = sample().graph();
    there_and_back(&all);
    all.merge(twice().graph());
    there_and_back(&all);
    // Another text under the same id, with other names.
    let mut other = Layers::new("a-1", "ALVÉOL et Boréal, encore.");
    other.document.title = Some("Un autre".into());
    let a = other.entity(EntityType::Organization, "ALVÉOL", &[]);
    let b = other.entity(EntityType::Organization, "Boréal", &[]);
    other.fact(a, "signs-deal-with", b, Modality::Possible, &[]);
    all.merge(other.graph());
    there_and_back(&all);
    there_and_back(&Graph::default());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn whatever_the_texts(label in "\\PC{1,12}", alias in any::<String>(), title in any::<String>(), id in "\\PC{1,8}") {
        let mut layers = Layers::new(&id, &format!("{label} et {alias}"));
        layers.document.title = Some(title);
        let a = layers.entity(EntityType::Product, &label, &[&alias]);
        let b = layers.entity(EntityType::Person, "et", &[]);
        layers.fact(a, "signs-deal-with", b, Modality::Planned, &[("product", text(&alias))]);
        let graph = layers.graph();
        prop_assume!(Graph::from_json(&graph.to_json()).is_ok());
        there_and_back(&graph);
    }
}

#[test]
fn who_holds_what_share_of_whom_says_which_sentence() {
    // The one that users are told.
    let readme = include_str!("../README.md");
    let query = readme.split("```sparql\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let mut all = sample().graph();
    all.merge(twice().graph());
    for format in &FORMATS {
        let store = Store::new().unwrap();
        store.extend(quads(&all, format)).unwrap();
        let mut query = SparqlEvaluator::new().parse_query(query).unwrap();
        query.dataset_mut().set_default_graph_as_union();
        let QueryResults::Solutions(rows) = query.on_store(&store).execute().unwrap() else { panic!() };
        let rows: Vec<Vec<String>> = rows
            .map(|row| row.unwrap().values().iter().map(|t| word(t.as_ref().unwrap())).collect())
            .collect();
        let text = "Alvéol a 10 puis 20 % de \u{1}Boréal|SA\\x.\n";
        let boreal = "Été : Boréal détiendra 27,5 % d'Alvéol, dit Line Roche 🦀.";
        assert_eq!(
            rows,
            [
                ["Alvéol", "10", "Boréal", "asserted", "0.93", "b\"/é {1}", "0", "39", text],
                ["Alvéol", "20", "Boréal", "asserted", "0.707", "b\"/é {1}", "0", "39", text],
                ["Boréal", "27.5", "Alvéol", "planned", "0.93", "a-1", "0", "57", boreal],
            ],
            "{}",
            format.0
        );
    }
}
