//! `filature completions`.

use super::args::Cli;
use anyhow::Result;
use clap::{Args, CommandFactory};
use clap_complete::Shell;
use std::io::{self, Write};

/// Print completions for a shell
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  filature completions bash > ~/.local/share/bash-completion/completions/filature
  filature completions fish > ~/.config/fish/completions/filature.fish")]
pub(super) struct Completions {
    /// The shell that reads them
    shell: Shell,
}

pub(super) fn run(args: &Completions) -> Result<()> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "filature", &mut script);
    Ok(io::stdout().write_all(&script)?)
}
