//! `filature parse`: CoNLL-U.

use super::args::{EXIT_CODES, Inputs, Options, reader};
use super::eval::sentences;
use super::talk::Talk;
use super::{data, stream};
use crate::doc::conllu::{self, ConlluSentence, Layers};
use crate::doc::{Document, SentenceIdx, Tags, Tokens, Trees};
use crate::syntax::Models;
use crate::text::Segmenter;
use anyhow::Result;
use clap::Args;
use rayon::prelude::*;
use std::io::{self, Write};
use std::path::Path;

/// Print sentences, tokens, tags and trees as CoNLL-U
///
/// A CoNLL-U file (.conllu) as input is taken as gold sentences and tokens: its tags and trees
/// are made anew.
#[derive(Debug, Args)]
#[command(after_help = format!("\
Examples:
  filature parse article.txt
  echo \"Dell a signé avec IREN.\" | filature parse -
  filature parse gold.conllu > predicted.conllu

{EXIT_CODES}"))]
pub(super) struct Parse {
    #[command(flatten)]
    inputs: Inputs,
}

/// The stages that a parse needs: no gazetteer, no pattern is loaded.
struct Parser {
    segmenter: Segmenter,
    models: Models,
}

pub(super) fn run(args: &Parse, options: &Options, talk: &Talk) -> Result<()> {
    let data = data::load(options, talk)?;
    let parser = Parser { segmenter: Segmenter::new(&data)?, models: Models::new(&data)? };
    let mut out = io::stdout();
    // Neighbours that are no CoNLL-U are read as one stream.
    for inputs in args.inputs.inputs.chunk_by(|a, b| !is_conllu(a) && !is_conllu(b)) {
        if let [gold] = inputs
            && is_conllu(gold)
        {
            parser.conllu(gold, talk, &mut out)?;
            continue;
        }
        for text in stream::results(reader(inputs), talk, |document| parser.document(document)) {
            out.write_all(text.as_bytes())?;
        }
    }
    Ok(())
}

fn is_conllu(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("conllu"))
}

impl Parser {
    fn document(&self, document: &Document) -> String {
        let tokens = self.segmenter.segment(document);
        let (tags, trees) = self.syntax(document, &tokens);
        let mut out = format!("# newdoc id = {}\n", document.id);
        write(&mut out, document, &tokens, &tags, trees.as_ref());
        out
    }

    fn syntax(&self, document: &Document, tokens: &Tokens) -> (Tags, Option<Trees>) {
        let tags = self.models.tag(document, tokens);
        let trees = self.models.parse(document, tokens, &tags);
        (tags, trees)
    }

    /// Parses gold sentences; their comments stay as they are.
    fn conllu(&self, path: &Path, talk: &Talk, out: &mut impl Write) -> Result<()> {
        /// Sentences worked on together.
        const TOGETHER: usize = 256;
        let sentences = match sentences(path) {
            Ok(sentences) => sentences,
            Err(fault) => {
                talk.failure(format_args!("{fault:#}"));
                return Ok(());
            }
        };
        let parts: Vec<String> = sentences.par_chunks(TOGETHER).map(|part| self.gold(part)).collect();
        parts.iter().try_for_each(|part| out.write_all(part.as_bytes()))?;
        Ok(())
    }

    fn gold(&self, sentences: &[ConlluSentence]) -> String {
        let gold = Layers::new("", sentences);
        let (tags, trees) = self.syntax(&gold.document, &gold.tokens);
        let mut written = String::new();
        write(&mut written, &gold.document, &gold.tokens, &tags, trees.as_ref());
        let mut out = String::with_capacity(written.len());
        for (sentence, lines) in sentences.iter().zip(written.split_inclusive("\n\n")) {
            sentence.comments.iter().for_each(|comment| out.extend(["# ", comment, "\n"]));
            let columns = lines.split_inclusive('\n').filter(|line| !line.starts_with('#'));
            out.extend(columns);
        }
        out
    }
}

fn write(out: &mut String, document: &Document, tokens: &Tokens, tags: &Tags, trees: Option<&Trees>) {
    for sentence in 0..tokens.sentences.len() {
        let written = conllu::write(out, document, tokens, Some(tags), trees, SentenceIdx::from(sentence));
        written.expect("writing to memory does not fail");
    }
}
