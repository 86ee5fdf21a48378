//! Graph → files. Sees only the graph, and the ontology's words.

mod csv;
mod curve;
mod cypher;
mod cytoscape;
mod dot;
mod escape;
mod frames;
mod ftm;
mod gexf;
mod graphml;
mod html;
mod ladybug;
mod layout;
mod loss;
mod neo4j;
mod rdf;
mod style;
mod svg;
mod table;
mod words;

pub use loss::Loss;
pub use style::Theme;

use crate::graph::{Graph, Layout};
use crate::relation::Ontology;
use std::fmt;
use std::io::{self, Write};

/// A format of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// The contract: node-link JSON.
    Json,
    /// Graphviz.
    Dot,
    /// A picture.
    Svg,
    /// A page to look around in.
    Html,
    /// Cytoscape.js elements.
    Cytoscape,
    /// GraphML.
    GraphMl,
    /// GEXF 1.3.
    Gexf,
    /// A Cypher script.
    Cypher,
    /// RDF in Turtle.
    Turtle,
    /// RDF in N-Quads.
    NQuads,
    /// RDF in JSON-LD.
    JsonLd,
    /// FollowTheMoney entities.
    FollowTheMoney,
}

impl Format {
    /// All formats, in the order that help texts list them.
    pub const ALL: [Format; 12] = [
        Format::Json,
        Format::Dot,
        Format::Svg,
        Format::Html,
        Format::Cytoscape,
        Format::GraphMl,
        Format::Gexf,
        Format::Cypher,
        Format::Turtle,
        Format::NQuads,
        Format::JsonLd,
        Format::FollowTheMoney,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Dot => "dot",
            Format::Svg => "svg",
            Format::Html => "html",
            Format::Cytoscape => "cytoscape",
            Format::GraphMl => "graphml",
            Format::Gexf => "gexf",
            Format::Cypher => "cypher",
            Format::Turtle => "ttl",
            Format::NQuads => "nq",
            Format::JsonLd => "jsonld",
            Format::FollowTheMoney => "ftm",
        }
    }

    /// The ending of its files, without the leading dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Dot => "dot",
            Format::Svg => "svg",
            Format::Html => "html",
            Format::Cytoscape => "cytoscape.json",
            Format::GraphMl => "graphml",
            Format::Gexf => "gexf",
            Format::Cypher => "cypher",
            Format::Turtle => "ttl",
            Format::NQuads => "nq",
            Format::JsonLd => "jsonld",
            Format::FollowTheMoney => "ftm",
        }
    }

    /// What opens it.
    pub fn description(self) -> &'static str {
        match self {
            Format::Json => "node-link JSON, the contract; NetworkX loads it",
            Format::Dot => "Graphviz, with French labels, a legend and tooltips",
            Format::Svg => "a picture, made without Graphviz",
            Format::Html => "one page to search, filter and read the sentences in; needs no network",
            Format::Cytoscape => "Cytoscape and Cytoscape.js",
            Format::GraphMl => "GraphML, for NetworkX, igraph, yEd",
            Format::Gexf => "GEXF 1.3, for Gephi, with dates and colours",
            Format::Cypher => "one script for Neo4j; running it twice changes nothing",
            Format::Turtle => "RDF in Turtle, with PROV-O and text selectors",
            Format::NQuads => "RDF in N-Quads, one named graph a document",
            Format::JsonLd => "RDF in JSON-LD",
            Format::FollowTheMoney => "FollowTheMoney entities, a line each",
        }
    }

    /// The format that a file's name asks for by its ending; of two that fit, the longer
    /// ending's.
    pub fn of_name(name: &str) -> Option<Format> {
        let name = name.trim_end_matches(['/', '\\']);
        let fits = |format: &Format| {
            let (ending, length) = (format.extension(), name.len());
            length > ending.len()
                && name.as_bytes()[length - ending.len() - 1] == b'.'
                && name.as_bytes()[length - ending.len()..].eq_ignore_ascii_case(ending.as_bytes())
        };
        Format::ALL.into_iter().filter(fits).max_by_key(|format| format.extension().len())
    }

    /// The format of this name.
    pub fn of_word(word: &str) -> Option<Format> {
        Format::ALL.into_iter().find(|format| format.name() == word)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// What an exporter may need beside the graph.
#[derive(Clone, Debug)]
pub struct Options<'o> {
    /// French labels and public terms of the relations.
    pub ontology: &'o Ontology,
    /// A picture's ground.
    pub theme: Theme,
    /// How a picture is grouped.
    pub clusters: Clusters,
    /// A picture's title; without it, that of the only document, or their number.
    pub title: Option<String>,
}

/// How a picture is grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Clusters {
    /// Not at all.
    #[default]
    None,
    /// What hangs together in one frame.
    Component,
    /// What the same document alone speaks of in one frame.
    Document,
}

impl<'o> Options<'o> {
    /// No title of its own, on white, without frames.
    pub fn new(ontology: &'o Ontology) -> Self {
        Self { ontology, theme: Theme::default(), clusters: Clusters::default(), title: None }
    }
}

/// A format of several files, in a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kit {
    /// Nodes and edges in CSV.
    Csv,
    /// Neo4j.
    Neo4j,
    /// Ladybug.
    Ladybug,
}

impl Kit {
    /// All kits, in the order that help texts list them.
    pub const ALL: [Kit; 3] = [Kit::Csv, Kit::Neo4j, Kit::Ladybug];

    /// Its name on the command line, and the ending of its folders.
    pub fn name(self) -> &'static str {
        match self {
            Kit::Csv => "csv",
            Kit::Neo4j => "neo4j",
            Kit::Ladybug => "ladybug",
        }
    }

    /// What opens it.
    pub fn description(self) -> &'static str {
        match self {
            Kit::Csv => "nodes.csv and edges.csv, for spreadsheets and Gephi",
            Kit::Neo4j => "files for neo4j-admin and LOAD CSV, with the scripts",
            Kit::Ladybug => "schema and COPY FROM files",
        }
    }

    /// The kit that a folder's name asks for by its ending, or that is named so itself.
    pub fn of_name(name: &str) -> Option<Kit> {
        let name = name.trim_end_matches(['/', '\\']);
        let ending = name.rsplit(['.', '/', '\\']).next()?;
        Kit::ALL.into_iter().find(|kit| kit.name() == ending)
    }
}

impl fmt::Display for Kit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// Opens a file of a kit by its name. The exporter opens none itself.
pub type Open<'f> = dyn FnMut(&str) -> io::Result<Box<dyn Write>> + 'f;

/// Writes the graph in a format.
///
/// # Errors
/// When writing fails.
pub fn write(
    graph: &Graph,
    format: Format,
    options: &Options<'_>,
    out: &mut dyn Write,
) -> io::Result<Loss> {
    match format {
        Format::Json => graph.write_json(out, Layout::Lines).map(|()| Loss::default()),
        Format::Dot => dot::write(graph, options, out),
        Format::Svg => svg::write(graph, options, out),
        Format::Html => html::write(graph, options, out).map(|()| Loss::default()),
        Format::Cytoscape => cytoscape::write(graph, options, out),
        Format::GraphMl => graphml::write(graph, options, out),
        Format::Gexf => gexf::write(graph, options, out),
        Format::Cypher => cypher::write(graph, options, out),
        Format::Turtle => rdf::turtle(graph, options, out),
        Format::NQuads => rdf::quads(graph, options, out),
        Format::JsonLd => rdf::jsonld(graph, options, out),
        Format::FollowTheMoney => ftm::write(graph, options, out),
    }
}

/// Writes the graph as a kit, each file through `open`.
///
/// # Errors
/// When opening or writing fails.
pub fn write_kit(graph: &Graph, kit: Kit, options: &Options<'_>, open: &mut Open<'_>) -> io::Result<Loss> {
    match kit {
        Kit::Csv => csv::write(graph, options, open),
        Kit::Neo4j => neo4j::write(graph, options, open),
        Kit::Ladybug => ladybug::write(graph, options, open),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_asks_for_its_format() {
        assert_eq!(Format::of_name("graphs/a.dot"), Some(Format::Dot));
        assert_eq!(Format::of_name("A.JSON"), Some(Format::Json));
        assert_eq!(Format::of_name("dot"), None);
        assert_eq!(Format::of_name("é.txt"), None);
        for format in Format::ALL {
            assert_eq!(Format::of_word(format.name()), Some(format));
            assert_eq!(Format::of_name(&format!("a.{}", format.extension())), Some(format));
        }
    }
}
