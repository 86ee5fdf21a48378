//! `filature eval`: how good it is, against gold data.

use super::args::{EXIT_CODES, Options};
use super::data;
use super::talk::Talk;
use crate::doc::conllu::{self, ConlluSentence, Layers};
use crate::doc::{Document, Tags, Tokens, Trees};
use crate::eval::conllu::{evaluate, raw_text};
use crate::eval::coref::reports::{self, Measured};
use crate::eval::graph::{GoldDocument, GraphEvaluation};
use crate::eval::names::{self, NameEvaluation};
use crate::pipeline::Pipeline;
use crate::syntax::Models;
use crate::text::Segmenter;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Measure the analysis against gold data
///
/// With GOLD.jsonl, annotated documents one a line: nodes, relations, attributes and modality of
/// the graphs, with intervals by bootstrap and the reliability of the confidence.
///
/// With --conllu: sentences, tokens, words, tags and trees by the definitions of the CoNLL 2018
/// shared task, three times: from raw text, with gold tokens, with gold tags.
///
/// With --coref: chains of people, organizations and places that bear a name, against reports
/// annotated as in POPCORN: MUC, B³, CEAF-e and their mean, with the annotated mentions given
/// and from raw text, chains of one mention counted and left out.
///
/// With --ner: names by exact range and type, against texts annotated as in WiNER.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature eval gold.jsonl --errors
  filature eval --conllu dev.conllu
  filature eval --conllu sequoia-dev.conllu gsd-dev.conllu --by-relation
  filature eval --coref train.json --part 3/4
  filature eval --ner winer.jsonl --part 1/5

{EXIT_CODES}"))]
pub(super) struct Eval {
    /// Annotated documents, JSON Lines
    #[arg(value_name = "GOLD", value_hint = clap::ValueHint::FilePath)]
    #[arg(required_unless_present_any = ["conllu", "coref", "ner"])]
    #[arg(conflicts_with_all = ["conllu", "coref", "ner"])]
    gold: Option<PathBuf>,
    /// List every miss first, tab-separated
    #[arg(long, conflicts_with_all = ["conllu", "coref"])]
    errors: bool,
    /// Print the figures as one JSON object
    #[arg(long, requires = "gold")]
    json: bool,
    /// Gold trees in CoNLL-U; several files are measured together
    #[arg(long, num_args = 1.., value_name = "GOLD", value_hint = clap::ValueHint::FilePath)]
    #[arg(conflicts_with = "coref")]
    conllu: Vec<PathBuf>,
    /// Reports annotated with coreference, as JSON in POPCORN's format
    #[arg(long, value_name = "GOLD", value_hint = clap::ValueHint::FilePath)]
    coref: Option<PathBuf>,
    /// Texts annotated with names, JSON Lines in WiNER's format
    #[arg(long, value_name = "GOLD", value_hint = clap::ValueHint::FilePath)]
    #[arg(conflicts_with_all = ["conllu", "coref"])]
    ner: Option<PathBuf>,
    /// Only every Nth report or text, beginning with the Kth (reports in order of their keys)
    #[arg(long, conflicts_with_all = ["gold", "conllu"], value_name = "K/N", value_parser = part)]
    part: Option<(usize, usize)>,
    /// Show each dependency relation too
    #[arg(long, requires = "conllu")]
    by_relation: bool,
}

pub(super) fn run(args: &Eval, options: &Options, talk: &Talk) -> Result<()> {
    if let Some(file) = &args.gold {
        return graphs(file, args, options, talk);
    }
    if let Some(file) = &args.ner {
        return names_found(file, args, options, talk);
    }
    match &args.coref {
        Some(file) => coreference(file, args.part, options, talk),
        None => trees(&args.conllu, args.by_relation, options, talk),
    }
}

fn graphs(file: &Path, args: &Eval, options: &Options, talk: &Talk) -> Result<()> {
    let lines = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let pipeline = Pipeline::new(&data::load(options, talk)?)?;
    let mut evaluation = GraphEvaluation::default();
    for (n, line) in lines.lines().enumerate().filter(|(_, l)| !l.trim().is_empty()) {
        let gold: GoldDocument = serde_json::from_str(line)
            .map_err(|e| anyhow!("{}:{}: no annotated document: {e}", file.display(), n + 1))?;
        let mut document = Document::new(&gold.id, &*gold.text);
        document.date = gold.date.as_deref().and_then(|d| d.parse().ok());
        let graph = serde_json::from_str(&pipeline.graph(&document).to_json())?;
        evaluation.add(&gold, &graph);
    }
    let mut out = io::stdout();
    if args.errors {
        write!(out, "{}", evaluation.error_lines())?;
    }
    if args.json {
        writeln!(out, "{:#}", evaluation.to_json())?;
    } else {
        write!(out, "{evaluation}")?;
    }
    Ok(())
}

fn names_found(file: &Path, args: &Eval, options: &Options, talk: &Talk) -> Result<()> {
    let lines = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let pipeline = Pipeline::new(&data::load(options, talk)?)?;
    let mut evaluation = NameEvaluation::default();
    let (from, step) = args.part.unwrap_or((1, 1));
    let lines = lines.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    for (n, line) in lines.skip(from - 1).step_by(step) {
        let gold = names::read(line).map_err(|e| anyhow!("{}:{}: {e}", file.display(), n + 1))?;
        evaluation.add(&gold, &pipeline.entities(&gold.document));
    }
    let mut out = io::stdout();
    if args.errors {
        write!(out, "{}", evaluation.error_lines())?;
    }
    write!(out, "{evaluation}")?;
    Ok(())
}

/// `2/4`: the second of every four.
pub(super) fn part(text: &str) -> Result<(usize, usize), String> {
    let (k, n) = text.split_once('/').ok_or("expected two numbers, as in 2/4")?;
    let number = |n: &str| n.parse::<usize>().map_err(|e| format!("`{n}`: {e}"));
    let (k, n) = (number(k)?, number(n)?);
    if k == 0 || k > n {
        return Err(format!("expected a part from 1 to {n}, found {k}"));
    }
    Ok((k, n))
}

fn coreference(file: &Path, part: Option<(usize, usize)>, options: &Options, talk: &Talk) -> Result<()> {
    let json = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    let (from, step) = part.unwrap_or((1, 1));
    let reports = reports::read(&json).map_err(|e| anyhow!("{}: {e}", file.display()))?;
    let pipeline = Pipeline::new(&data::load(options, talk)?)?;
    let mut measured = Measured::default();
    let mut count = 0;
    for report in reports.iter().skip(from - 1).step_by(step) {
        measured.add(report, &pipeline.entities(&report.document));
        count += 1;
    }
    let mut out = io::stdout();
    writeln!(out, "{count} reports")?;
    for (title, scores) in [
        ("Mentions given", measured.gold_mentions),
        ("Mentions given, chains of two and more", measured.gold_mentions_linked),
        ("From raw text", measured.end_to_end),
        ("From raw text, chains of two and more", measured.end_to_end_linked),
    ] {
        writeln!(out, "\n{title}\n{scores}")?;
    }
    Ok(())
}

fn trees(files: &[PathBuf], by_relation: bool, options: &Options, talk: &Talk) -> Result<()> {
    let mut gold = Vec::new();
    for file in files {
        gold.extend(sentences(file)?);
    }
    let data = data::load(options, talk)?;
    let models = Models::new(&data)?;
    let print = |title: &str, document: &Document, tokens: &Tokens, tags: &Tags, trees: Option<&Trees>| {
        let scores = evaluate(&gold, document, tokens, Some(tags), trees)?;
        let mut out = io::stdout();
        writeln!(out, "{title}\n{scores}")?;
        if by_relation && trees.is_some() {
            writeln!(out, "{}", scores.relations_table())?;
        }
        anyhow::Ok(())
    };

    let raw = Document::new("gold", raw_text(&gold));
    let tokens = Segmenter::new(&data)?.segment(&raw);
    let tags = models.tag(&raw, &tokens);
    let parsed = models.parse(&raw, &tokens, &tags);
    print("From raw text", &raw, &tokens, &tags, parsed.as_ref())?;

    let Layers { document, tokens, tags: gold_tags, .. } = Layers::new("gold", &gold);
    let tags = models.tag(&document, &tokens);
    let parsed = models.parse(&document, &tokens, &tags);
    print("With gold tokens", &document, &tokens, &tags, parsed.as_ref())?;

    if let Some(parsed) = models.parse(&document, &tokens, &gold_tags) {
        print("With gold tags", &document, &tokens, &gold_tags, Some(&parsed))?;
    }
    Ok(())
}

/// The sentences of a CoNLL-U file.
pub(super) fn sentences(path: &Path) -> Result<Vec<ConlluSentence>> {
    let text = fs::read_to_string(path).with_context(|| format!("{}: cannot be read", path.display()))?;
    let sentences =
        conllu::read(&text).map_err(|e| anyhow!("{}:{}: {}", path.display(), e.line, e.message))?;
    if sentences.is_empty() {
        return Err(anyhow!("{}: expected sentences in CoNLL-U, found none", path.display()));
    }
    Ok(sentences)
}
