//! `filature train`: makes the files in `data/models`, and the confidence (cargo feature `train`).

use super::args::EXIT_CODES;
use super::atomic::AtomicFile;
use super::talk::Talk;
use crate::data::DataFiles;
use crate::doc::{Document, Modality};
use crate::eval::graph::{GoldDocument, judge};
use crate::graph::Graph;
use crate::pipeline::Pipeline;
use crate::relation::{Calibration, IMPLICIT, Weights, implicit_terms};
use crate::train::confidence::{self, Case};
use crate::train::{
    Sources, articles, choice, coref, gazetteer, implicit, names, parser, parsing, tagger, tagging, text,
};
use anyhow::{Context, Result, anyhow};
use clap::{Args, ValueEnum};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Make the models anew from corpora and dictionaries
///
/// Deterministic: the same sources give the same bytes. data/README.md says what is expected in
/// the folder of sources and what the checksums of the shipped files are.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature train all --sources corpora --out data/models
  filature train tagger --sources corpora --out models
  filature train implicit --gold data/train/articles*.txt --out data/models
  filature train confidence --gold articles.jsonl sentences.jsonl --out data

{EXIT_CODES}"))]
pub(super) struct Train {
    /// What to make
    part: Part,
    /// Folder of corpora and dictionaries
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    #[arg(required_unless_present = "gold", default_value = ".", hide_default_value = true)]
    sources: PathBuf,
    /// Annotated documents, JSON lines or marked articles (.txt). For the confidence, those of the first
    /// file are of the kind that the program reads, those of the others may be easier
    #[arg(long, num_args = 1.., value_name = "GOLD", value_hint = clap::ValueHint::FilePath)]
    #[arg(required_if_eq_any([("part", "confidence"), ("part", "implicit")]))]
    gold: Vec<PathBuf>,
    /// Folder that the files are written to
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    out: PathBuf,
    /// Leave every Nth text of WiNER out of the names' training, beginning with the Kth: to measure on
    #[arg(long, value_name = "K/N", value_parser = super::eval::part)]
    without: Option<(usize, usize)>,
    /// The same of articles of our own
    #[arg(long, value_name = "K/N", value_parser = super::eval::part)]
    without_articles: Option<(usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// All the models, in the order in which one rests on another
    All,
    /// Sentence ends and articles: text-boundaries.tsv, text-articles.tsv
    Text,
    /// Lexicon, tagger and lemmatizer
    Tagger,
    /// Dependency parser, on tags of the lexicon in force
    Parser,
    /// Lists of names: gazetteer.bin
    Gazetteer,
    /// Names in the text, on the gazetteer and tagger in force: names.bin
    Names,
    /// Whom descriptions and pronouns stand for, on the names in force: coref.tsv
    Coref,
    /// Ends that sentences leave unsaid: implicit.tsv, from annotated documents
    Implicit,
    /// How sure a fact is: relations/confidence.toml, from annotated documents
    Confidence,
}

pub(super) fn run(args: &Train, talk: &Talk) -> Result<()> {
    let sources = Sources::new(&args.sources);
    let mut data = DataFiles::embedded();
    let begun = Instant::now();
    let progress = |what: &str| talk.note(format_args!("{:>5} s  {what}", begun.elapsed().as_secs()));
    let wants = |part: Part| args.part == part || args.part == Part::All;
    if wants(Part::Text) {
        progress("training the decisions of text");
        let models = text::train(&sources, &data, text::TextOptions::default())?;
        put(args, "models/text-boundaries.tsv", models.boundaries.as_bytes())?;
        put(args, "models/text-articles.tsv", models.articles.as_bytes())?;
    }
    if wants(Part::Tagger) {
        let trained = tagging::train(&sources, tagging::TREEBANKS, tagger::Options::default(), progress)?;
        for (name, bytes) in trained {
            put(args, name, &bytes)?;
            data.insert(name, bytes);
        }
    }
    if wants(Part::Parser) {
        let options = parser::Options::default();
        let (name, bytes) = parsing::train(&sources, parsing::TREEBANKS, &data, &options, progress)?;
        put(args, name, &bytes)?;
    }
    if wants(Part::Gazetteer) {
        progress("compiling the gazetteer");
        let (bytes, compiled) = gazetteer::compile(&sources, &data)?;
        progress(&format!("{} names, {} common words", compiled.names, compiled.words));
        put(args, gazetteer::FILE, &bytes)?;
        data.insert(gazetteer::FILE, bytes);
    }
    if wants(Part::Names) {
        let left_out =
            |o| names::Options { without: args.without, without_articles: args.without_articles, ..o };
        let options = left_out(names::Options::default());
        let (name, bytes) = names::train(&sources, &data, options, progress)?;
        put(args, name, &bytes)?;
        data.insert(name, bytes);
    }
    if wants(Part::Coref) {
        let (name, bytes) = coref::train(&data, progress)?;
        put(args, name, &bytes)?;
    }
    if args.part == Part::Implicit {
        data.insert(IMPLICIT, Vec::new());
        let pipeline = Pipeline::new(&data)?;
        let cases = questions(&args.gold, &pipeline)?;
        progress(&format!("{} questions", cases.len()));
        let terms = implicit_terms(pipeline.ontology(), pipeline.patterns());
        let weights = implicit::train(&terms, &cases, progress);
        put(args, IMPLICIT, weights.as_bytes())?;
    }
    if args.part == Part::Confidence {
        // What is learned must not depend on what was learned before.
        data.insert(Calibration::FILE, toml::to_string(&Weights::untrained())?.into_bytes());
        let cases = cases(&args.gold, &Pipeline::new(&data)?)?;
        let wrong = cases.iter().filter(|c| !c.right).count();
        progress(&format!("{} facts, {wrong} of them wrong", cases.len()));
        let options = confidence::Options::default();
        let (model, alone) = confidence::held_out(&cases, 5, options);
        progress(&format!("log loss on held-out articles {model:.4}, of their mean alone {alone:.4}"));
        put(args, Calibration::FILE, confidence::file(&confidence::fit(&cases, options)).as_bytes())?;
    }
    progress("done");
    Ok(())
}

/// Who is left unsaid in annotated documents.
fn questions(files: &[PathBuf], pipeline: &Pipeline) -> Result<Vec<choice::Case>> {
    let mut gold = Vec::new();
    for file in files {
        gold.extend(documents(file)?);
    }
    let cases = gold.iter().enumerate().flat_map(|(n, gold)| {
        let (layers, explanation) = pipeline.explain(&text_of(gold));
        implicit::cases(n, gold, &layers.entities, explanation.questions, pipeline.ontology())
    });
    Ok(cases.collect())
}

fn text_of(gold: &GoldDocument) -> Document {
    let mut text = Document::new(&gold.id, &*gold.text);
    text.date = gold.date.as_deref().and_then(|d| d.parse().ok());
    text
}

/// The facts that the program finds in annotated documents, each right or wrong.
fn cases(files: &[PathBuf], pipeline: &Pipeline) -> Result<Vec<Case>> {
    let mut cases = Vec::new();
    let mut document = 0;
    for (group, file) in files.iter().enumerate() {
        for gold in documents(file)? {
            document += 1;
            let text = text_of(&gold);
            let (layers, grounds) = pipeline.grounds(&text);
            let entities = &layers.entities;
            let graph =
                Graph::of_document(&text, &layers.tokens, entities, &layers.facts, pipeline.ontology());
            let graph: serde_json::Value = serde_json::from_str(&graph.to_json())?;
            let judged = judge(&gold, &graph);
            let edges = graph["edges"].as_array().map_or(&[][..], Vec::as_slice);
            for (fact, grounds) in layers.facts.iter().zip(grounds) {
                let ends = [fact.subject, fact.object].map(|e| entities.entity(e).id.as_str());
                let edge = edges.iter().position(|e| {
                    let told = [&e["source"], &e["target"]].map(|v| v.as_str().unwrap_or(""));
                    (told == ends || told == [ends[1], ends[0]])
                        && e["relation"] == fact.relation.as_str()
                        && (e["modality"] == "negated") == (fact.modality == Modality::Negated)
                });
                if let Some(right) = edge.and_then(|at| judged[at]) {
                    cases.push(Case { group, document, grounds, right });
                }
            }
        }
    }
    Ok(cases)
}

fn documents(file: &Path) -> Result<Vec<GoldDocument>> {
    let lines = fs::read_to_string(file).with_context(|| format!("{}: cannot be read", file.display()))?;
    if file.extension().is_some_and(|e| e == "txt") {
        return articles::gold(&lines).map_err(|(n, fault)| anyhow!("{}:{n}: {fault}", file.display()));
    }
    let full = lines.lines().enumerate().filter(|(_, l)| !l.trim().is_empty());
    full.map(|(n, line)| {
        serde_json::from_str(line)
            .map_err(|e| anyhow!("{}:{}: no annotated document: {e}", file.display(), n + 1))
    })
    .collect()
}

/// Writes the file of this name below `data/models` into the folder asked for.
fn put(args: &Train, name: &str, bytes: &[u8]) -> Result<()> {
    let path = args.out.join(name.trim_start_matches("models/"));
    let mut file = AtomicFile::create(&path)?;
    file.write_all(bytes).with_context(|| path.display().to_string())?;
    file.commit()
}
