//! `filature explain`: what was found, by which pattern, and what nearly matched.

use super::args::{EXIT_CODES, Inputs, Options};
use super::inspect::{Ink, Page, fact_line};
use super::talk::{Talk, colours_wanted};
use super::{data, stream};
use crate::pipeline::Pipeline;
use crate::relation::{Bond, Explanation, Outcome};
use anyhow::Result;
use clap::Args;
use std::io::{self, IsTerminal, Write};

/// Tell sentence by sentence what was found, by which pattern, and what nearly matched
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature explain article.txt
  echo \"Dell n'a pas signé avec IREN.\" | filature explain -

{EXIT_CODES}"))]
pub(super) struct Explain {
    #[command(flatten)]
    inputs: Inputs,
}

pub(super) fn run(args: &Explain, options: &Options, talk: &Talk) -> Result<()> {
    let pipeline = Pipeline::new(&data::load(options, talk)?)?;
    let mut out = io::stdout();
    let colours = out.is_terminal() && colours_wanted();
    let pages = stream::results(args.inputs.reader(), talk, |document| {
        let (layers, explanation) = pipeline.explain(document);
        let mut page = Page::new(document, layers, colours);
        page.heading();
        explain(&mut page, &explanation);
        page.finish()
    });
    for page in pages {
        out.write_all(page.as_bytes())?;
    }
    Ok(())
}

fn explain(page: &mut Page<'_>, explanation: &Explanation) {
    for (n, sentence) in page.layers.tokens.sentences.clone().iter().enumerate() {
        page.sentence_heading(n, sentence);
        let quote = page.quote(sentence.span);
        page.line(format_args!("  {quote}"));
        let facts = page.layers.facts.clone();
        let here = facts.iter().zip(&explanation.grounds);
        for (fact, grounds) in here.filter(|(fact, _)| fact.evidence.sentence.index() == n) {
            let line = fact_line(page, fact);
            page.line(format_args!("  +{line}"));
            if let Some(cue) = fact.evidence.cue {
                let cue = page.quote(cue);
                page.line(format_args!("      {} by “{cue}”", fact.modality));
            }
            for (end, name) in grounds.ends.iter().zip(["subject", "object"]) {
                if end.bond == Bond::Implicit {
                    page.line(format_args!("      the {name} is left unsaid here"));
                }
            }
        }
        for miss in explanation.near_misses.iter().filter(|miss| sentence.span.contains(miss.trigger)) {
            let why = match miss.outcome {
                Outcome::Lacks(slot) => format!("finds no {slot}"),
                Outcome::Barred => "is barred by its `without`".to_owned(),
                Outcome::Signature => "would join types that the ontology does not allow".to_owned(),
            };
            let line = format!("  - “{}” {} {why}", page.quote(miss.trigger), miss.rule);
            let line = page.ink(Ink::Faint, &line);
            page.line(line);
        }
    }
}
