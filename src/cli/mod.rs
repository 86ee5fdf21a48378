//! The command line: joins the rooms, opens files, talks on stderr.
//!
//! stdout is data, stderr is talk. Exit code 0: done; 1: finished, but some input failed
//! (each named on stderr, the rest written); 2: could not start. A closed pipe is no error.

mod args;
mod atomic;
mod build;
mod completions;
mod data;
mod eval;
mod explain;
mod extract;
mod filter;
mod graphs;
mod inspect;
mod output;
mod parse;
mod rules;
mod stats;
mod stream;
mod talk;
#[cfg(feature = "train")]
mod train;

use anyhow::Context;
use args::{Cli, Command, Options};
use clap::Parser;
use std::io::ErrorKind;
use std::process::ExitCode;
use talk::Talk;

/// Runs the program on its arguments.
pub fn main() -> ExitCode {
    let cli = Cli::try_parse().unwrap_or_else(|fault| args::refuse(fault));
    let talk = Talk::new(cli.options.quiet);
    match run(cli, &talk) {
        Ok(()) => talk.exit_code(),
        Err(fault) if closed_pipe(&fault) => ExitCode::SUCCESS,
        Err(fault) => {
            talk.error(format_args!("{fault:#}"));
            ExitCode::from(2)
        }
    }
}

fn run(Cli { command, options }: Cli, talk: &Talk) -> anyhow::Result<()> {
    set_threads(&options)?;
    match command {
        Command::Build(args) => build::run(&args, &options, talk),
        Command::Extract(args) => extract::run(&args, &options, talk),
        Command::Parse(args) => parse::run(&args, &options, talk),
        Command::Inspect(args) => inspect::run(&args, &options, talk),
        Command::Explain(args) => explain::run(&args, &options, talk),
        Command::Convert(args) => graphs::convert(&args, &options, talk),
        Command::View(args) => graphs::view(&args, &options, talk),
        Command::Merge(args) => graphs::merge(&args, &options, talk),
        Command::Remove(args) => graphs::remove(&args, &options, talk),
        Command::Stats(args) => stats::stats(&args, &options, talk),
        Command::Schema(args) => stats::print_schema(&args),
        Command::Rules(args) => rules::run(&args, &options, talk),
        Command::Eval(args) => eval::run(&args, &options, talk),
        #[cfg(feature = "train")]
        Command::Train(args) => train::run(&args, talk),
        Command::Completions(args) => completions::run(&args),
    }
}

fn set_threads(options: &Options) -> anyhow::Result<()> {
    let Some(threads) = options.threads else { return Ok(()) };
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.get())
        .build_global()
        .context("the threads cannot be started; try a smaller --threads")
}

/// Whether someone downstream (`head`) has read enough.
fn closed_pipe(fault: &anyhow::Error) -> bool {
    let io = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<std::io::Error>().map(std::io::Error::kind)
    };
    fault.chain().any(|cause| io(cause) == Some(ErrorKind::BrokenPipe))
}
