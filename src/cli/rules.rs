//! `filature rules`: the ontology and the patterns in force.

mod new;

use super::args::{EXIT_CODES, Options};
use super::data::{self, nearest};
use super::talk::Talk;
use crate::doc::{AttributeValue, Document, EntityIdx, Fact};
use crate::pipeline::{Analysis, Pipeline};
use crate::relation::{ECHO, Example, FactFinder, Frame, Ontology, RelationType, Told};
use anyhow::{Result, bail};
use clap::{Args, Subcommand};
use rayon::prelude::*;
use smol_str::SmolStr;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// List or check the relations and patterns in force, those of --rules included, or begin a pattern
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature rules list
  filature rules list acquires
  filature rules check --rules my-rules/
  filature rules new acquires gober --sentence \"Danone a gobé Alpine.\"

{EXIT_CODES}"))]
pub(super) struct Rules {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Debug, Subcommand)]
enum RulesCommand {
    /// Print the relations, or all patterns of some
    #[command(after_help = "Examples:\n  filature rules list\n  filature rules list acquires divests")]
    List {
        /// Relations whose patterns to print [default: the relations alone]
        #[arg(value_name = "RELATION")]
        relations: Vec<String>,
    },
    /// Run the examples of all patterns: what must match, and what must not; tell of patterns that
    /// never fire, or that only repeat an earlier one
    #[command(
        after_help = "Examples:\n  filature rules check\n  filature rules check --rules my-rules/\n\n\
        Exit code 1: some example fails; 2: a file is no pattern file."
    )]
    Check,
    /// Begin a pattern with a sentence: its predicate, and where the two ends stand around it
    New(new::New),
}

pub(super) fn run(args: &Rules, options: &Options, talk: &Talk) -> Result<()> {
    let data = data::load(options, talk)?;
    let faults = FactFinder::faults(&data);
    if !faults.is_empty() {
        faults.iter().for_each(|fault| talk.error(fault));
        let s = if faults.len() == 1 { "" } else { "s" };
        bail!("the rules hold {} fault{s}", faults.len());
    }
    match &args.command {
        RulesCommand::List { relations } => list(&FactFinder::new(&data)?, relations),
        RulesCommand::Check => check(&Pipeline::new(&data)?, talk),
        RulesCommand::New(args) => new::run(args, &Pipeline::new(&data)?, talk),
    }
}

fn list(rules: &FactFinder, relations: &[String]) -> Result<()> {
    let mut out = io::BufWriter::new(io::stdout());
    for name in relations {
        match rules.ontology().get(name) {
            Some(relation) => writeln!(out, "{}", heading(relation))?,
            None if name == ECHO => writeln!(out, "{ECHO}\n  {ECHO_IS}")?,
            None => return Err(unknown(rules.ontology(), name)),
        }
        for frame in rules.patterns().frames.iter().filter(|f| f.relation == name.as_str()) {
            let matches = frame.examples.iter().map(|e| format!("\n    + {}", e.text));
            let misses = frame.misses.iter().map(|e| format!("\n    - {}", e.text));
            let examples: String = matches.chain(misses).collect();
            writeln!(
                out,
                "\n  {}  ({}:{})\n    {}{examples}",
                frame.id, frame.file, frame.line, frame.description
            )?;
        }
    }
    if relations.is_empty() {
        let count = |name: &str| rules.patterns().frames.iter().filter(|f| f.relation == name).count();
        for relation in rules.ontology().relations() {
            writeln!(out, "{}\n  {} patterns", heading(relation), count(&relation.name))?;
        }
        writeln!(out, "{ECHO}\n  {ECHO_IS}\n  {} patterns", count(ECHO))?;
    }
    Ok(out.flush()?)
}

const ECHO_IS: &str = "No relation of its own: it gives a relation of the text before another party";

fn heading(relation: &RelationType) -> String {
    let ends =
        |types: &[crate::doc::EntityType]| types.iter().map(|t| t.as_str()).collect::<Vec<_>>().join("|");
    let arrow = if relation.symmetric { "↔" } else { "→" };
    let ends = format!("{} {arrow} {}", ends(&relation.subject), ends(&relation.object));
    let attributes = relation.attributes.join(", ");
    let attributes = if attributes.is_empty() { attributes } else { format!("  [{attributes}]") };
    format!("{}  {ends}{attributes}\n  {}", relation.name, relation.description)
}

fn unknown(ontology: &Ontology, name: &str) -> anyhow::Error {
    let names = ontology.relations().iter().map(|r| r.name.as_str());
    match nearest(name, names.clone()) {
        Some(near) => anyhow::anyhow!("there is no relation `{name}`; a similar one: {near}"),
        None => anyhow::anyhow!(
            "there is no relation `{name}`; known: {}",
            names.collect::<Vec<_>>().join(", ")
        ),
    }
}

/// What the examples of a frame say of it.
#[derive(Default)]
struct Verdict {
    /// Examples that fail.
    failures: Vec<String>,
    /// Whether it fires on some example of its own.
    fires: bool,
    /// The earlier frames that tell the facts of all its examples as well.
    shadows: Option<BTreeSet<SmolStr>>,
}

/// Runs all examples; each that fails is named, and each pattern that is of no use.
fn check(pipeline: &Pipeline, talk: &Talk) -> Result<()> {
    let frames = &pipeline.rules().patterns().frames;
    let verdicts: Vec<Verdict> =
        (0..frames.len()).into_par_iter().map(|at| verdict(pipeline, frames, at)).collect();
    let mut failed = 0;
    for (frame, verdict) in frames.iter().zip(&verdicts) {
        verdict.failures.iter().for_each(|failure| talk.failure(failure));
        failed += verdict.failures.len();
        let place = format!("{}:{}: {}", frame.file, frame.line, frame.id);
        if frame.examples.is_empty() {
            talk.note(format!("{place}: has no example that it must match"));
        } else if !verdict.fires {
            talk.note(format!("{place}: never fires on its own examples"));
        } else if let Some(by) = verdict.shadows.as_ref().and_then(BTreeSet::first) {
            talk.note(format!("{place}: says nothing that {by} does not say before it, by its examples"));
        }
    }
    let count: usize = frames.iter().map(|f| f.examples.len() + f.misses.len()).sum();
    Ok(writeln!(io::stdout(), "{} patterns, {count} examples, {failed} failed", frames.len())?)
}

/// Runs the examples of a frame.
fn verdict(pipeline: &Pipeline, frames: &[Frame], at: usize) -> Verdict {
    let frame = &frames[at];
    let symmetric = |relation: &str| pipeline.ontology().get(relation).is_some_and(|r| r.symmetric);
    let own = |fact: &&Fact| frame.relation == ECHO || fact.relation == frame.relation;
    let mut verdict = Verdict::default();
    let mut judge = |example: &Example| {
        let (layers, explanation) = pipeline.explain(&Document::new("example", example.text.as_str()));
        let mut same = layers.facts.iter().filter(own);
        let wrong = match &example.expected {
            Some(expected) => {
                let mut told = explanation.told.iter().filter(|t| t.rule == frame.id);
                let echoed = || layers.facts.iter().any(|f| f.evidence.rule == frame.id);
                let mine = told.clone().next().is_some();
                verdict.fires |= mine || echoed();
                let before = |t: &&Told| frames[..at].iter().any(|f| f.id == t.rule);
                let also: BTreeSet<SmolStr> = told
                    .next()
                    .into_iter()
                    .flat_map(|own| {
                        let alike = move |t: &&Told| {
                            t.relation == own.relation && t.ends == own.ends && t.modality == own.modality
                        };
                        explanation.told.iter().filter(alike).filter(before).map(|t| t.rule.clone())
                    })
                    .collect();
                verdict.shadows = Some(match verdict.shadows.take() {
                    Some(known) => known.intersection(&also).cloned().collect(),
                    None => also,
                });
                if same.any(|fact| says(&layers, fact, symmetric(&fact.relation), expected)) {
                    return None;
                }
                "is missed"
            }
            None => {
                same.find(|fact| fact.evidence.rule == frame.id)?;
                "matches, and must not"
            }
        };
        let found: Vec<_> = layers.facts.iter().map(|fact| shown(&layers, fact)).collect();
        let found = if found.is_empty() { "nothing".to_owned() } else { found.join("; ") };
        Some(format!(
            "{}:{}: {}: “{}” {wrong}; found {found}",
            frame.file, frame.line, frame.id, example.text
        ))
    };
    let failures = frame.examples.iter().chain(&frame.misses).filter_map(&mut judge).collect();
    Verdict { failures, ..verdict }
}

/// Whether the fact has the ends, the modality and the attributes that are expected. Which end of
/// a symmetric relation is which says nothing.
fn says(
    layers: &Analysis,
    fact: &Fact,
    symmetric: bool,
    (subject, object, more): &(String, String, Vec<String>),
) -> bool {
    let called = |at: EntityIdx, name: &str| {
        let entity = layers.entities.entity(at);
        entity.label == name || entity.aliases.iter().any(|alias| alias == name)
    };
    let ends = called(fact.subject, subject) && called(fact.object, object);
    let turned = symmetric && called(fact.subject, object) && called(fact.object, subject);
    (ends || turned)
        && more.iter().all(|wanted| match wanted.split_once('=') {
            Some((name, value)) => fact
                .attributes
                .get(name.trim())
                .is_some_and(|v| attribute(layers, v).contains(value.trim())),
            None => fact.modality.as_str() == wanted.trim(),
        })
}

fn attribute(layers: &Analysis, value: &AttributeValue) -> String {
    match value {
        AttributeValue::Money(money) => format!("{} {}", money.value, money.currency),
        AttributeValue::Percent(percent) => percent.to_string(),
        AttributeValue::Text(words) => words.to_string(),
        AttributeValue::Entity(at) => layers.entities.entity(*at).label.to_string(),
    }
}

fn shown(layers: &Analysis, fact: &Fact) -> String {
    let label = |at| &layers.entities.entity(at).label;
    let attributes: String =
        fact.attributes.iter().map(|(name, v)| format!(" {name}={}", attribute(layers, v))).collect();
    let (s, o) = (label(fact.subject), label(fact.object));
    format!("{s} {} {o} {}{attributes}", fact.relation, fact.modality)
}
