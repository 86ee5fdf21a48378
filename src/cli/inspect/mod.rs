//! `filature inspect`: one layer of the analysis, made for reading.

mod entities;
mod facts;
mod page;
mod sentences;
mod tree;
mod values;

pub(super) use facts::fact_line;
pub(super) use page::{Ink, Page};

#[cfg(test)]
mod tests;

use super::args::{EXIT_CODES, Inputs, Options};
use super::talk::{Talk, colours_wanted};
use super::{data, stream};
use crate::pipeline::Pipeline;
use anyhow::Result;
use clap::{Args, ValueEnum};
use std::io::{self, IsTerminal, Write};

/// Look at what one stage found, laid out for reading
///
/// Offsets count Unicode code points, as in the graph's JSON: text[start:end] in Python.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature inspect tokens article.txt
  echo \"Dell a signé avec IREN.\" | filature inspect tree -
  filature inspect facts archive/ | less

{EXIT_CODES}"))]
pub(super) struct Inspect {
    /// The layer to show
    #[arg(value_enum)]
    stage: Stage,
    #[command(flatten)]
    inputs: Inputs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Stage {
    /// Sentences, numbered, with their ranges
    Sentences,
    /// Tokens, with the words of multiword tokens under them
    Tokens,
    /// Parts of speech, lemmas and morphology under the words
    Tags,
    /// Dependency trees, arcs drawn
    Tree,
    /// The text with its mentions in brackets, numbered by entity
    Mentions,
    /// Entities with their names
    Entities,
    /// Each entity with all its mentions, and what found them
    Coref,
    /// Amounts, shares, quantities, durations and dates
    Values,
    /// Facts, one a line
    Facts,
}

pub(super) fn run(args: &Inspect, options: &Options, talk: &Talk) -> Result<()> {
    let pipeline = Pipeline::new(&data::load(options, talk)?)?;
    let mut out = io::stdout();
    let colours = out.is_terminal() && colours_wanted();
    let pages = stream::results(args.inputs.reader(), talk, |document| {
        let mut page = Page::new(document, pipeline.analyse(document), colours);
        page.heading();
        show(args.stage, &mut page);
        page.finish()
    });
    for page in pages {
        out.write_all(page.as_bytes())?;
    }
    Ok(())
}

fn show(stage: Stage, page: &mut Page<'_>) {
    match stage {
        Stage::Sentences => sentences::sentences(page),
        Stage::Tokens => sentences::tokens(page),
        Stage::Tags => sentences::tags(page),
        Stage::Tree => tree::trees(page),
        Stage::Mentions => entities::mentions(page),
        Stage::Entities => entities::entities(page),
        Stage::Coref => entities::coreference(page),
        Stage::Values => values::values(page),
        Stage::Facts => facts::facts(page),
    }
}
