//! `filature extract`: one graph a document.

use super::args::{EXIT_CODES, Inputs, Options};
use super::talk::Talk;
use super::{data, stream};
use crate::graph::Layout;
use crate::pipeline::Pipeline;
use anyhow::Result;
use clap::Args;
use std::io::{self, Write};

/// Print one graph a document, as JSON Lines, in the order of the input
///
/// Documents are read and written as a stream, so that the input may be of any length.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature extract article.txt
  filature extract archive/ > graphs.jsonl
  zcat corpus.jsonl.gz | filature extract - | gzip > graphs.jsonl.gz

{EXIT_CODES}"))]
pub(super) struct Extract {
    #[command(flatten)]
    inputs: Inputs,
}

pub(super) fn run(args: &Extract, options: &Options, talk: &Talk) -> Result<()> {
    let pipeline = Pipeline::new(&data::load(options, talk)?)?;
    let line = |document: &_| {
        let mut line = Vec::new();
        let written = pipeline.graph(document).write_json(&mut line, Layout::Line);
        written.expect("writing to memory does not fail");
        line.push(b'\n');
        line
    };
    let mut out = io::stdout();
    for line in stream::results(args.inputs.reader(), talk, line) {
        out.write_all(&line)?;
    }
    Ok(())
}
