//! The graphs under `graphs/` are those that the program makes of the articles beside them.
//!
//! After a change that is meant, `UPDATE_SAMPLES=1 cargo test --test samples` writes them anew;
//! what changed is then to be read in the diff.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The formats in which each sample's graph is kept.
const ENDINGS: [&str; 3] = ["json", "dot", "svg"];

#[test]
fn samples_are_fresh() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("graphs");
    let update = std::env::var_os("UPDATE_SAMPLES").is_some();
    let made = tempfile::tempdir().unwrap();
    let mut stale = Vec::new();
    for article in articles(&folder) {
        let built = ENDINGS.map(|ending| made.path().join("graph").with_extension(ending));
        build(&article, &built);
        for (ending, built) in ENDINGS.iter().zip(built) {
            let kept = article.with_extension(ending);
            let new = fs::read_to_string(built).unwrap();
            let old = fs::read_to_string(&kept).unwrap_or_default();
            if new != old && update {
                fs::write(&kept, new).unwrap();
            } else if new != old {
                stale.push(format!("{}\n{}", kept.display(), difference(&old, &new)));
            }
        }
    }
    assert!(
        stale.is_empty(),
        "these differ from what the program makes; if that is meant, run\n  \
         UPDATE_SAMPLES=1 cargo test --test samples\n\n{}",
        stale.join("\n")
    );
}

fn articles(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: &PathBuf| path.extension().is_some_and(|e| e == "txt" || e == "md");
    let mut articles: Vec<_> = paths.filter(text).filter(|path| !path.ends_with("README.md")).collect();
    articles.sort();
    assert!(articles.len() >= 3, "expected three sample articles in {}", folder.display());
    articles
}

fn build(article: &Path, outputs: &[PathBuf]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_filature"));
    command.arg("build").arg(article);
    for output in outputs {
        command.arg("-o").arg(output);
    }
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// The lines that only one of the two has, at most a few.
fn difference(old: &str, new: &str) -> String {
    const SHOWN: usize = 12;
    const WIDTH: usize = 160;
    let only = |sign: char, a: &str, b: &str| -> Vec<String> {
        let others: std::collections::HashSet<&str> = b.lines().collect();
        let lines = a.lines().filter(|line| !others.contains(line));
        lines.map(|line| format!("  {sign} {}", line.chars().take(WIDTH).collect::<String>())).collect()
    };
    let mut lines = only('-', old, new);
    lines.extend(only('+', new, old));
    let more = lines.len().saturating_sub(SHOWN);
    lines.truncate(SHOWN);
    if more > 0 {
        lines.push(format!("  … and {more} lines more"));
    }
    lines.join("\n")
}
