//! Graph → files. Sees only the graph, and the ontology's words.

mod dot;
mod escape;
mod layout;
mod style;
mod svg;
mod words;

pub use style::Theme;

use crate::graph::{Graph, Layout};
use crate::relation::Ontology;
use std::fmt;
use std::io::{self, Write};

/// A file format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// The contract: node-link JSON.
    Json,
    /// Graphviz.
    Dot,
    /// A picture.
    Svg,
}

impl Format {
    /// All formats, in the order that help texts list them.
    pub const ALL: [Format; 3] = [Format::Json, Format::Dot, Format::Svg];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Dot => "dot",
            Format::Svg => "svg",
        }
    }

    /// The ending of its files, without the leading dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Json => "json",
            Format::Dot => "dot",
            Format::Svg => "svg",
        }
    }

    /// What opens it.
    pub fn description(self) -> &'static str {
        match self {
            Format::Json => "node-link JSON, the contract; NetworkX loads it",
            Format::Dot => "Graphviz, with French labels, a legend and tooltips",
            Format::Svg => "a picture, made without Graphviz",
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

/// What a format could not carry, a line each, for the user; empty when nothing was lost.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Loss(pub Vec<String>);

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
        Format::Dot => dot::write(graph, options, out).map(|()| Loss::default()),
        Format::Svg => svg::write(graph, options, out).map(|()| Loss::default()),
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
