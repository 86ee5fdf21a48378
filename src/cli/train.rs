//! `filature train`: makes the files in `data/models` (cargo feature `train`).

use super::args::EXIT_CODES;
use super::atomic::AtomicFile;
use super::talk::Talk;
use crate::data::DataFiles;
use crate::train::{Sources, gazetteer, names, parser, parsing, tagger, tagging, text};
use anyhow::{Context, Result};
use clap::{Args, ValueEnum};
use std::io::Write;
use std::path::PathBuf;
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

{EXIT_CODES}"))]
pub(super) struct Train {
    /// What to make
    part: Part,
    /// Folder of corpora and dictionaries
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    sources: PathBuf,
    /// Folder that the files are written to
    #[arg(long, value_name = "DIR", value_hint = clap::ValueHint::DirPath)]
    out: PathBuf,
    /// Leave every Nth text of WiNER out of the names' training, beginning with the Kth: to measure on
    #[arg(long, value_name = "K/N", value_parser = super::eval::part)]
    without: Option<(usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// All of them, in the order in which one rests on another
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
        let options = names::Options { without: args.without, ..names::Options::default() };
        let (name, bytes) = names::train(&sources, &data, options, progress)?;
        put(args, name, &bytes)?;
    }
    progress("done");
    Ok(())
}

/// Writes the file of this name below `data/models` into the folder asked for.
fn put(args: &Train, name: &str, bytes: &[u8]) -> Result<()> {
    let path = args.out.join(name.trim_start_matches("models/"));
    let mut file = AtomicFile::create(&path)?;
    file.write_all(bytes).with_context(|| path.display().to_string())?;
    file.commit()
}
