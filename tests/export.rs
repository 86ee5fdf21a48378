//! The same small graph through every exporter. The files under `snapshots/` are for
//! reading: a change in one is a change that users see. `tests/consumers/run.sh` loads all
//! formats in the programs that they are made for.

mod support;

use filature::export::{self, Clusters, Format, Kit, Options, Theme};
use filature::graph::Graph;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::rc::Rc;
use support::*;

fn file(graph: &Graph, format: Format) -> String {
    let ontology = ontology();
    let mut out = Vec::new();
    export::write(graph, format, &Options::new(&ontology), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// A file that a kit writes to.
#[derive(Clone, Default)]
struct Shared(Rc<RefCell<Vec<u8>>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn kit(graph: &Graph, kit: Kit) -> BTreeMap<String, String> {
    let ontology = ontology();
    let mut files: BTreeMap<String, Shared> = BTreeMap::new();
    export::write_kit(graph, kit, &Options::new(&ontology), &mut |name| {
        Ok(Box::new(files.entry(name.to_owned()).or_default().clone()))
    })
    .unwrap();
    let read = |file: Shared| String::from_utf8(file.0.borrow().clone()).unwrap();
    files.into_iter().map(|(name, file)| (name, read(file))).collect()
}

#[test]
fn every_format_reads_as_it_did() {
    let graph = sample().graph();
    for format in Format::ALL {
        insta::assert_snapshot!(format.name(), file(&graph, format));
    }
    for of in Kit::ALL {
        for (name, text) in kit(&graph, of) {
            insta::assert_snapshot!(format!("{of}/{name}").replace('/', "-"), text);
        }
    }
}

#[test]
fn the_order_of_documents_leaves_no_trace() {
    let other = {
        let mut layers = Layers::new("b", "Alvéol vend Ormel à Tarande.");
        let a = layers.entity(filature::doc::EntityType::Organization, "Alvéol", &[]);
        let b = layers.entity(filature::doc::EntityType::Organization, "Ormel", &[]);
        layers.fact(a, "divests", b, filature::doc::Modality::Possible, &[]);
        layers.graph()
    };
    let (mut there, mut back) = (sample().graph(), other.clone());
    there.merge(other);
    back.merge(sample().graph());
    for format in Format::ALL {
        assert_eq!(file(&there, format), file(&back, format), "{format}");
    }
    for of in Kit::ALL {
        assert_eq!(kit(&there, of), kit(&back, of), "{of}");
    }
}

#[test]
fn an_empty_graph_is_a_file_all_the_same() {
    for format in Format::ALL {
        let text = file(&Graph::default(), format);
        // FollowTheMoney and N-Quads are lines, of which there are none.
        let lines = matches!(format, Format::FollowTheMoney | Format::NQuads);
        assert_eq!(text.is_empty(), lines, "{format}: {text}");
    }
}

#[test]
fn themes_and_frames() {
    let ontology = ontology();
    let graph = sample().graph();
    let draw = |theme: Theme, clusters: Clusters| {
        let options = Options { theme, clusters, ..Options::new(&ontology) };
        let mut out = Vec::new();
        export::write(&graph, Format::Dot, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(draw(Theme::Dark, Clusters::None).contains("bgcolor=\"#15181c\""));
    assert!(draw(Theme::Light, Clusters::Component).contains("label=\"Groupe 1\""));
    assert!(draw(Theme::Light, Clusters::Document).contains("subgraph cluster_0"));
    let picture = |theme: Theme, clusters: Clusters| {
        let options = Options { theme, clusters, ..Options::new(&ontology) };
        let mut out = Vec::new();
        export::write(&graph, Format::Svg, &options, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    };
    assert!(picture(Theme::Dark, Clusters::None).contains("#15181c"));
    assert!(picture(Theme::Light, Clusters::Component).contains(">Groupe 1</text>"));
    assert!(picture(Theme::Light, Clusters::Document).contains(">a-1</text>"));
    assert!(!picture(Theme::Light, Clusters::None).contains("stroke-dasharray=\"2 4\""));
}

#[test]
fn the_schema_knows_every_field_that_is_written() {
    let schema = filature::graph::schema().to_string();
    let json: serde_json::Value = serde_json::from_str(&sample().graph().to_json()).unwrap();
    for part in ["nodes", "edges"] {
        for field in json[part][0].as_object().unwrap().keys() {
            assert!(schema.contains(&format!("\"{field}\"")), "{field}");
        }
    }
}

/// What a format cannot carry, for a graph with a mention of everything.
fn losses(graph: &Graph) -> BTreeMap<&'static str, Vec<String>> {
    let ontology = ontology();
    let options = Options::new(&ontology);
    let mut out = BTreeMap::new();
    for format in Format::ALL {
        out.insert(format.name(), export::write(graph, format, &options, &mut io::sink()).unwrap().0);
    }
    for kit in Kit::ALL {
        let mut open = |_: &str| -> io::Result<Box<dyn Write>> { Ok(Box::new(io::sink())) };
        out.insert(kit.name(), export::write_kit(graph, kit, &options, &mut open).unwrap().0);
    }
    out
}

/// Numbers by the thing that is so many times lost.
fn told(lines: &[String]) -> BTreeMap<&str, usize> {
    let read = |line: &'_ str| -> Option<(usize, usize)> {
        let number = line.split(' ').next()?.parse().ok()?;
        Some((number, line.find(' ')? + 1))
    };
    let things = [
        "mention",
        "node",
        "document",
        "part",
        "quotation",
        "character",
        "separator",
        "denied relation",
        "attribute",
        "proof",
        "long name",
        "id",
    ];
    lines
        .iter()
        .map(|line| {
            let (number, at) = read(line).unwrap_or_else(|| panic!("no number: {line}"));
            let thing = things.iter().find(|thing| line[at..].starts_with(**thing));
            (*thing.unwrap_or_else(|| panic!("no known thing: {line}")), number)
        })
        .collect()
}

/// Beside copies under other names, what only a merged graph has, and characters that XML lacks.
#[test]
fn what_only_some_graphs_lose_is_told_too() {
    let mut other = Layers::new("b", "Le \u{1}groupe ALVÉOL\u{1f}\nrachète Tarande.");
    let a = other.entity(filature::doc::EntityType::Organization, "ALVÉOL", &["\u{1}groupe ALVÉOL\u{1f}"]);
    let b = other.entity(filature::doc::EntityType::Organization, "Tarande", &[]);
    other.fact(a, "acquires", b, filature::doc::Modality::Asserted, &[]);
    let mut graph = sample().graph();
    graph.merge(other.graph());
    let losses = losses(&graph);
    for format in ["json", "ttl", "nq", "jsonld", "html"] {
        assert_eq!(losses[format], Vec::<String>::new(), "{format} reports no loss");
    }
    for format in ["cytoscape", "cypher", "csv", "neo4j", "ladybug", "graphml", "gexf", "ftm"] {
        assert_eq!(told(&losses[format])["node"], 1, "{format}: {:?}", losses[format]);
        assert_eq!(told(&losses[format])["document"], 2, "{format}");
    }
    // Two in the alias, two in the quotation.
    for format in ["graphml", "gexf"] {
        let text = file(&graph, Format::of_word(format).unwrap());
        assert_eq!(told(&losses[format])["character"], 4, "{format}");
        assert_eq!(text.matches('\u{FFFD}').count(), 4, "{format}");
    }
    assert_eq!(told(&losses["neo4j"])["separator"], 2);
    assert!(told(&losses["dot"])["character"] > 0 && told(&losses["svg"])["character"] > 0);
}

#[test]
fn what_a_format_cannot_carry_is_told() {
    let graph = sample().graph();
    let losses = losses(&graph);
    // What carries all is proven where it is read back: in tests/graph.rs, tests/export_rdf.rs.
    for format in ["json", "ttl", "nq", "jsonld", "html"] {
        assert_eq!(losses[format], Vec::<String>::new(), "{format} reports no loss");
    }
    let mentions: usize = graph.nodes().map(|n| n.mentions.len()).sum();
    for format in ["cytoscape", "graphml", "gexf", "cypher", "csv", "neo4j", "ladybug"] {
        let numbers = told(&losses[format]);
        assert_eq!(numbers, [("mention", mentions), ("document", 1)].into(), "{format}");
    }
    for format in ["dot", "svg"] {
        assert_eq!(told(&losses[format]), [("part", 7)].into(), "{format}");
    }
    // Of six attributes, the share with its amount is an owner's; the seller and the years are not.
    let ftm = [
        ("denied relation", 1),
        ("attribute", 2),
        ("proof", 4),
        ("mention", mentions),
        ("id", 3),
        ("document", 1),
    ];
    assert_eq!(told(&losses["ftm"]), ftm.into());
    // Nothing is lost of nothing.
    let empty = Graph::default();
    assert!(self::losses(&empty).values().all(Vec::is_empty));
}

/// Says in every run of the tests what it leaves out, and how to catch up on it.
#[test]
#[ignore = "installs NetworkX, Graphviz, FollowTheMoney, Ladybug, Oxigraph, Cytoscape.js, jsdom, Neo4j: tests/consumers/run.sh"]
fn every_consumer_loads_its_format() {
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/consumers/run.sh");
    assert!(std::process::Command::new(script).status().unwrap().success());
}
