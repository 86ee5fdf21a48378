//! `filature eval`: how good it is, against gold data.

use super::args::{EXIT_CODES, Options};
use super::data;
use super::talk::Talk;
use crate::doc::conllu::{self, ConlluSentence, Layers};
use crate::doc::{Document, Tags, Tokens, Trees};
use crate::eval::conllu::{evaluate, raw_text};
use crate::syntax::Models;
use crate::text::Segmenter;
use anyhow::{Context, Result, anyhow};
use clap::Args;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Measure the analysis against gold data
///
/// With --conllu: sentences, tokens, words, tags and trees by the definitions of the CoNLL 2018
/// shared task, three times: from raw text, with gold tokens, with gold tags.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature eval --conllu dev.conllu
  filature eval --conllu sequoia-dev.conllu gsd-dev.conllu --by-relation

{EXIT_CODES}"))]
pub(super) struct Eval {
    /// Gold trees in CoNLL-U; several files are measured together
    #[arg(long, required = true, num_args = 1.., value_name = "GOLD", value_hint = clap::ValueHint::FilePath)]
    conllu: Vec<PathBuf>,
    /// Show each dependency relation too
    #[arg(long, requires = "conllu")]
    by_relation: bool,
}

pub(super) fn run(args: &Eval, options: &Options, talk: &Talk) -> Result<()> {
    trees(&args.conllu, args.by_relation, options, talk)
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
