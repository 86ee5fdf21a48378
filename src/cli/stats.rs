//! `filature stats` and `filature schema`.

use super::args::{EXIT_CODES, Options};
use super::filter::FilterArgs;
use super::talk::Talk;
use super::{data, graphs};
use crate::graph::{Graph, Stats, schema};
use crate::relation::Ontology;
use anyhow::Result;
use clap::Args;
use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::PathBuf;

/// Print figures of a graph: nodes, edges, parts, the best connected
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature stats graph.json
  filature stats graph.json --relation holds-stake-in --hubs 20

{EXIT_CODES}"))]
pub(super) struct StatsArgs {
    /// A graph in JSON, or - for stdin
    #[arg(value_name = "GRAPH", value_hint = clap::ValueHint::FilePath)]
    graph: PathBuf,
    /// How many of the best connected nodes to show
    #[arg(long, value_name = "N", default_value_t = 10)]
    hubs: usize,
    #[command(flatten)]
    filter: FilterArgs,
}

/// Print the JSON Schema of graphs
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature schema > filature-graph.schema.json

{EXIT_CODES}"))]
pub(super) struct SchemaArgs {}

pub(super) fn stats(args: &StatsArgs, options: &Options, talk: &Talk) -> Result<()> {
    args.filter.check(&Ontology::new(&data::load(options, talk)?)?)?;
    let graph = args.filter.apply(Graph::merge_all(graphs::read(&args.graph)?), talk);
    Ok(io::stdout().write_all(page(&graph, &graph.stats(args.hubs)).as_bytes())?)
}

pub(super) fn print_schema(_: &SchemaArgs) -> Result<()> {
    Ok(writeln!(io::stdout(), "{:#}", schema())?)
}

fn page(graph: &Graph, stats: &Stats<'_>) -> String {
    let mut page = String::new();
    let mut line = |name: &str, value: String| {
        // Writing to memory does not fail.
        let _ = writeln!(page, "{}", format!("{name:<24}{value}").trim_end());
    };
    let documents = &stats.documents;
    line("documents", format!("{} ({} without near-copies)", documents.documents, documents.independent));
    line("nodes", graph.node_count().to_string());
    for (kind, count) in &stats.types {
        line(&format!("  {kind}"), count.to_string());
    }
    line("mentions", stats.mentions.to_string());
    line("edges", graph.edge_count().to_string());
    for (relation, count) in &stats.relations {
        line(&format!("  {relation}"), count.to_string());
    }
    line("modality", String::new());
    for (modality, count) in &stats.modalities {
        line(&format!("  {modality}"), count.to_string());
    }
    line("evidence", stats.evidence.to_string());
    line("edges a node", format!("{}.{:02}", stats.mean_degree / 100, stats.mean_degree % 100));
    line("nodes without an edge", stats.isolated.to_string());
    let sizes: Vec<_> = stats.components.iter().take(10).map(usize::to_string).collect();
    let more = if stats.components.len() > sizes.len() { ", …" } else { "" };
    let sizes =
        if sizes.is_empty() { String::new() } else { format!(" ({}{more} nodes)", sizes.join(", ")) };
    line("connected parts", format!("{}{sizes}", stats.components.len()));
    line("rings", stats.rings.to_string());
    if !stats.hubs.is_empty() {
        line("best connected", "edges  documents".to_owned());
    }
    for hub in &stats.hubs {
        line(&format!("  {}", hub.node.label()), format!("{:>5}  {:>9}", hub.degree, hub.documents));
    }
    page
}
