//! What is said on stderr, and what the exit code will be.

use crate::ingest::{Note, ReadError};
use indicatif::{ProgressBar, ProgressStyle};
use std::cell::{Cell, OnceCell};
use std::fmt::{self, Display};
use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

/// Progress is shown from this many documents on.
const FEW: u64 = 8;

/// The voice of one run. Remembers whether some input failed.
pub(super) struct Talk {
    quiet: bool,
    terminal: bool,
    colours: bool,
    failed: Cell<bool>,
    documents: Cell<u64>,
    progress: OnceCell<ProgressBar>,
}

impl Talk {
    pub fn new(quiet: bool) -> Self {
        let terminal = io::stderr().is_terminal();
        Self {
            quiet,
            terminal,
            colours: terminal && colours_wanted(),
            failed: Cell::new(false),
            documents: Cell::new(0),
            progress: OnceCell::new(),
        }
    }

    /// Something that ended the run.
    pub fn error(&self, message: impl Display) {
        self.say("error", "31", message);
    }

    /// An input that failed, wholly or in part; the run goes on.
    pub fn failure(&self, message: impl Display) {
        self.failed.set(true);
        self.say("error", "31", message);
    }

    /// A word that `--quiet` forgoes.
    pub fn note(&self, message: impl Display) {
        if !self.quiet {
            self.say("note", "36", message);
        }
    }

    /// What reading had to say.
    pub fn reading(&self, notes: Vec<Note>, fault: Option<ReadError>) {
        notes.into_iter().for_each(|note| self.note(note));
        fault.into_iter().for_each(|fault| self.failure(fault));
    }

    /// One more document is done.
    pub fn step(&self) {
        let done = self.documents.get() + 1;
        self.documents.set(done);
        if self.quiet || !self.terminal || done < FEW {
            return;
        }
        self.progress.get_or_init(progress).set_position(done);
    }

    /// Takes the progress away.
    pub fn finish(&self) {
        if let Some(progress) = self.progress.get() {
            progress.finish_and_clear();
        }
    }

    /// 0, or 1 when some input failed.
    pub fn exit_code(&self) -> ExitCode {
        self.finish();
        ExitCode::from(u8::from(self.failed.get()))
    }

    fn say(&self, word: &str, colour: &str, message: impl Display) {
        let line = if self.colours {
            format!("\x1b[1;{colour}m{word}:\x1b[0m {message}")
        } else {
            format!("{word}: {message}")
        };
        let print = || {
            // A closed stderr leaves nobody to tell.
            let _ = writeln!(io::stderr(), "{line}");
        };
        match self.progress.get() {
            Some(progress) => progress.suspend(print),
            None => print(),
        }
    }
}

impl fmt::Debug for Talk {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Talk").field("quiet", &self.quiet).finish_non_exhaustive()
    }
}

/// Whether the user's environment allows colours (`NO_COLOR`, see no-color.org).
pub(super) fn colours_wanted() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

fn progress() -> ProgressBar {
    const TEMPLATE: &str = "{spinner} {pos} documents, {per_sec}, {elapsed}";
    let bar = ProgressBar::new_spinner();
    if let Ok(style) = ProgressStyle::with_template(TEMPLATE) {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}
