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

#[test]
fn what_a_format_cannot_carry_is_told() {
    let losses = losses(&sample().graph());
    for format in ["json", "ttl", "nq", "jsonld", "html"] {
        assert_eq!(losses[format], Vec::<String>::new(), "{format} reports no loss");
    }
    for format in ["cytoscape", "graphml", "gexf", "cypher", "csv", "neo4j", "ladybug"] {
        let told = &losses[format];
        assert!(
            told.len() == 1 && told[0].contains("mention") && told[0].contains("left out"),
            "{format}: {told:?}"
        );
    }
    // A picture is to be looked at: nobody looks for the graph in it.
    for format in ["dot", "svg"] {
        assert_eq!(losses[format], Vec::<String>::new(), "{format} is a picture");
    }
    assert!(losses["ftm"].iter().any(|l| l.contains("mention")), "{:?}", losses["ftm"]);
    // Nothing is lost of nothing.
    let empty = Graph::default();
    assert!(self::losses(&empty).values().all(Vec::is_empty));
}
