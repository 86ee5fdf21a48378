//! A folder to work in, and the program run in it.

use serde_json::Value;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use tempfile::TempDir;

/// A few sentences with names, a deal and an amount.
pub const ARTICLE: &str = "Nexans a signé un contrat de 310 millions d’euros avec Siemens Gamesa. \
    « C’est une œuvre commune », a déclaré Hélène Carvalho à Besançon.";

/// A folder that goes away with the test.
pub struct Place(TempDir);

/// What a run left.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Place {
    pub fn new() -> Self {
        Place(tempfile::tempdir().unwrap())
    }

    /// A place that holds `a.txt`.
    pub fn with_article() -> Self {
        let place = Place::new();
        place.write("a.txt", ARTICLE);
        place
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Names of all files and folders in it, hidden ones too, sorted.
    pub fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_filature"));
        command.args(args).current_dir(self.0.path()).stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        finish(self.command(args).output().unwrap())
    }

    /// Runs with `input` on stdin.
    pub fn pipe(&self, args: &[&str], input: impl AsRef<[u8]>) -> Run {
        let mut command = self.command(args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The inputs of these tests fit in the pipe.
        child.stdin.take().unwrap().write_all(input.as_ref()).unwrap();
        finish(child.wait_with_output().unwrap())
    }
}

fn finish(output: std::process::Output) -> Run {
    Run {
        code: output.status.code().expect("the program ends by itself"),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Run {
    /// Checks that all went well and nothing was said; gives stdout.
    pub fn silent(self) -> String {
        assert_eq!((self.code, self.err.as_str()), (0, ""));
        self.out
    }

    /// Checks the exit code and that stderr says all of `words`; gives stdout.
    #[track_caller]
    pub fn says(self, code: i32, words: &[&str]) -> String {
        assert_eq!(self.code, code, "{}", self.err);
        for words in words {
            assert!(self.err.contains(words), "expected {words:?} in:\n{}", self.err);
        }
        self.out
    }
}

/// JSON Lines.
pub fn lines(out: &str) -> Vec<Value> {
    out.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// The ids of the documents, a graph a line.
pub fn ids(out: &str) -> Vec<String> {
    lines(out).iter().map(|graph| graph["graph"]["document"].as_str().unwrap().to_owned()).collect()
}

/// The text's characters from `start` to `end`, as Python's `text[start:end]`.
pub fn slice(text: &str, range: &Value) -> String {
    let at = |key: &str| range[key].as_u64().unwrap() as usize;
    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
}

/// Where a sample article of the repository lies.
pub fn sample(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs").join(name);
    path.to_str().unwrap().to_owned()
}
