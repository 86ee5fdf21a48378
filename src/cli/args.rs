//! Commands and options.

#[cfg(feature = "train")]
use super::train;
use super::{build, completions, eval, explain, extract, graphs, inspect, parse, rules, stats};
use crate::ingest::{Input, Reader};
use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Args, Parser, Subcommand};
use std::num::NonZero;
use std::path::{Path, PathBuf};

/// What stands under every command's help.
pub(super) const EXIT_CODES: &str = "\
Exit codes:
  0  done
  1  finished, but some input failed: each is named on stderr, the rest is written
  2  could not start: usage, data, models, rules or output path";

/// French news text in, a knowledge graph out: who signed with whom, who owns how much of
/// whom, who buys from whom. Every edge leads back to the exact characters that say it.
#[derive(Debug, Parser)]
#[command(name = "filature", version, after_help = EXIT_CODES, max_term_width = 100)]
#[command(propagate_version = true, arg_required_else_help = true, infer_long_args = false)]
pub(super) struct Cli {
    #[command(subcommand)]
    pub command: Command,
    #[command(flatten)]
    pub options: Options,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Build(build::Build),
    Extract(extract::Extract),
    Parse(parse::Parse),
    Inspect(inspect::Inspect),
    Explain(explain::Explain),
    Convert(graphs::Convert),
    View(graphs::View),
    Merge(graphs::Merge),
    Remove(graphs::Remove),
    Stats(stats::StatsArgs),
    Rules(rules::Rules),
    Eval(eval::Eval),
    Schema(stats::SchemaArgs),
    #[cfg(feature = "train")]
    Train(train::Train),
    Completions(completions::Completions),
}

/// Options of every command.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct Options {
    /// Say nothing on stderr but what failed
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Threads to work with [default: one a core]; the output is the same for any number
    #[arg(long, global = true, value_name = "N")]
    pub threads: Option<NonZero<usize>>,
    /// Data files of your own: each takes the place of the one with the same path in data/, or
    /// is added
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// Models of your own, in place of data/models
    #[arg(long, global = true, value_name = "DIR")]
    pub models: Option<PathBuf>,
    /// Rules of your own: pattern files beside those in data/patterns, or in place of those with
    /// the same name; an ontology.toml takes the place of data/ontology.toml
    #[arg(long, global = true, value_name = "DIR")]
    pub rules: Option<PathBuf>,
    /// Entities of your own (TOML): names to find, their types and ids, which names are one
    /// thing and which never
    #[arg(long, global = true, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub entities: Option<PathBuf>,
}

/// The documents that a command reads.
#[derive(Debug, Args)]
pub(super) struct Inputs {
    /// Files (.txt, .md, .jsonl), folders, or - for stdin
    #[arg(required = true, value_name = "INPUT", value_hint = clap::ValueHint::AnyPath)]
    pub inputs: Vec<PathBuf>,
}

impl Inputs {
    /// Reads them all, in order.
    pub fn reader(&self) -> Reader {
        reader(&self.inputs)
    }
}

/// Reads files, folders and `-`, in order.
pub(super) fn reader(paths: &[PathBuf]) -> Reader {
    let stdin = Path::new("-");
    let input = |path: &PathBuf| if path == stdin { Input::Stdin } else { Input::Path(path.clone()) };
    Reader::new(paths.iter().map(input))
}

/// Says what is wrong with the arguments, and ends.
pub(super) fn refuse(mut fault: clap::Error) -> ! {
    let named = match fault.get(ContextKind::InvalidSubcommand) {
        Some(ContextValue::String(name)) => Some(name.clone()),
        _ => None,
    };
    if fault.kind() == ErrorKind::InvalidSubcommand
        && let Some(name) = named.filter(|name| Path::new(name).exists())
    {
        let tip = StyledStr::from(format!("a command goes before its input: filature build {name}"));
        fault.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    fault.exit()
}
