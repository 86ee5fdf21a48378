//! `filature build`: all documents → one graph.

use super::args::{EXIT_CODES, Inputs, Options};
use super::filter::FilterArgs;
use super::output::OutputArgs;
use super::talk::Talk;
use super::{data, stream};
use crate::graph::Graph;
use crate::pipeline::Pipeline;
use anyhow::Result;
use clap::Args;

/// Make one graph of all documents
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature build article.txt -o article.dot -o article.json
  filature build archive/ > graph.json
  pdftotext article.pdf - | filature build - --format dot | dot -Tsvg > article.svg

{EXIT_CODES}"))]
pub(super) struct Build {
    #[command(flatten)]
    inputs: Inputs,
    #[command(flatten)]
    output: OutputArgs,
    #[command(flatten)]
    filter: FilterArgs,
}

pub(super) fn run(args: &Build, options: &Options, talk: &Talk) -> Result<()> {
    let outputs = args.output.check()?;
    let pipeline = Pipeline::new(&data::load(options, talk)?)?;
    args.filter.check(pipeline.ontology())?;
    let graphs = stream::results(args.inputs.reader(), talk, |document| pipeline.graph(document));
    let graph = args.filter.apply(Graph::merge_all(graphs), talk);
    outputs.write(&graph, pipeline.ontology(), talk)
}
