//! `filature convert`, `merge` and `remove`: graphs in, a graph out.

use super::args::{EXIT_CODES, Options};
use super::data::{self, nearest};
use super::filter::FilterArgs;
use super::output::{OutputArgs, Outputs};
use super::talk::Talk;
use crate::export::Format;
use crate::graph::Graph;
use crate::relation::Ontology;
use anyhow::{Context, Result};
use clap::Args;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Write a graph, or a part of it, in other formats
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature convert graph.json -o graph.dot
  filature convert graph.json --around Nexans --depth 2 -o nexans.svg
  filature extract article.txt | filature convert - --format dot

{EXIT_CODES}"))]
pub(super) struct Convert {
    #[command(flatten)]
    part: PartArgs,
}

/// Write a graph as one page: search it, filter it, read the sentences behind it
///
/// The page holds all that it needs; a browser opens it from the disk, with no network.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature view graph.json -o page.html
  filature view graph.json --top 50 -o page.html

{EXIT_CODES}"))]
pub(super) struct View {
    #[command(flatten)]
    part: PartArgs,
}

/// A graph, or a part of it, and the files to write it into.
#[derive(Debug, Args)]
struct PartArgs {
    /// A graph in JSON, or - for stdin
    #[arg(value_name = "GRAPH", value_hint = clap::ValueHint::FilePath)]
    graph: PathBuf,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Make one graph of several
///
/// The order does not matter, nor does a graph given twice.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature merge monday.json tuesday.json -o week.json
  filature merge graphs.jsonl -o all.json

{EXIT_CODES}"))]
pub(super) struct Merge {
    /// Graphs in JSON, one a file or one a line, or - for stdin
    #[arg(required = true, value_name = "GRAPH", value_hint = clap::ValueHint::FilePath)]
    graphs: Vec<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

/// Take documents out of a graph, with all that only they say
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature remove graph.json --document article -o graph.json

{EXIT_CODES}"))]
pub(super) struct Remove {
    /// A graph in JSON, or - for stdin
    #[arg(value_name = "GRAPH", value_hint = clap::ValueHint::FilePath)]
    graph: PathBuf,
    /// Id of a document to take out; may be given several times
    #[arg(short, long, required = true, value_name = "ID")]
    document: Vec<String>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(super) fn convert(args: &Convert, options: &Options, talk: &Talk) -> Result<()> {
    args.part.write(args.part.output.check()?, options, talk)
}

pub(super) fn view(args: &View, options: &Options, talk: &Talk) -> Result<()> {
    args.part.write(args.part.output.check_as(Format::Html)?, options, talk)
}

impl PartArgs {
    fn write(&self, outputs: Outputs, options: &Options, talk: &Talk) -> Result<()> {
        let ontology = Ontology::new(&data::load(options, talk)?)?;
        self.filter.check(&ontology)?;
        let graph = self.filter.apply(Graph::merge_all(read(&self.graph)?), talk);
        outputs.write(&graph, &ontology, talk)
    }
}

pub(super) fn merge(args: &Merge, options: &Options, talk: &Talk) -> Result<()> {
    let outputs = args.output.check()?;
    let ontology = Ontology::new(&data::load(options, talk)?)?;
    let mut graphs = Vec::new();
    for path in &args.graphs {
        match read(path) {
            Ok(read) => graphs.extend(read),
            Err(fault) => talk.failure(format_args!("{fault:#}")),
        }
    }
    outputs.write(&Graph::merge_all(graphs), &ontology, talk)
}

pub(super) fn remove(args: &Remove, options: &Options, talk: &Talk) -> Result<()> {
    let outputs = args.output.check()?;
    let ontology = Ontology::new(&data::load(options, talk)?)?;
    let mut graph = Graph::merge_all(read(&args.graph)?);
    for id in &args.document {
        if !graph.remove_document(id) {
            let near = nearest(id, graph.documents().map(|d| d.id.as_str()));
            let near = near.map_or(String::new(), |n| format!("; a similar one: {n}"));
            talk.failure(format_args!("{}: holds no document `{id}`{near}", args.graph.display()));
        }
    }
    outputs.write(&graph, &ontology, talk)
}

/// The graphs of a file: one over all of it, or one a line.
pub(super) fn read(path: &Path) -> Result<Vec<Graph>> {
    let stdin = path == Path::new("-");
    let shown = if stdin { "<stdin>".to_owned() } else { path.display().to_string() };
    let text = if stdin { io::read_to_string(io::stdin()) } else { fs::read_to_string(path) };
    let text = text.with_context(|| format!("{shown}: cannot be read"))?;
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    // A line that is an object by itself: JSON Lines.
    if !serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok_and(|_| first.len() < text.trim().len())
    {
        return Ok(vec![Graph::from_json(&text).with_context(|| shown)?]);
    }
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(n, line)| Graph::from_json(line).with_context(|| format!("{shown}:{}", n + 1))).collect()
}
