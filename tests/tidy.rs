//! Invariants of the house: who uses whom, who opens files, what is listed where.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Each room with the rooms that it may use. The stages meet only in `doc`.
const ROOMS: &[(&str, &[&str])] = &[
    ("data", &[]),
    ("doc", &[]),
    ("ingest", &["data", "doc"]),
    ("text", &["data", "doc"]),
    ("model", &["data"]),
    ("syntax", &["data", "doc", "model"]),
    ("entity", &["data", "doc", "model"]),
    ("relation", &["data", "doc", "model"]),
    // Which relations have no direction, and what they are called, is the ontology's to say.
    ("graph", &["doc", "relation::Ontology"]),
    ("export", &["doc", "graph", "relation::Ontology"]),
    ("pipeline", &["data", "doc", "text", "syntax", "entity", "relation", "graph"]),
    ("eval", &["data", "doc", "graph", "relation::Ontology"]),
    ("train", &["data", "doc", "model", "text", "syntax", "entity", "relation", "eval"]),
    (
        "cli",
        &[
            "data", "doc", "model", "ingest", "text", "syntax", "entity", "relation", "graph", "export",
            "pipeline", "eval", "train",
        ],
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, sorted.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { found.extend(files(&path)) } else { found.push(path) }
    }
    found.sort();
    found
}

/// The room that a source file stands in.
fn room(file: &Path) -> String {
    let below = file.strip_prefix(root().join("src")).unwrap().with_extension("");
    below.iter().next().unwrap().to_str().unwrap().to_owned()
}

/// The code of every room: file, room, text without comments and without the tests at its end.
fn sources() -> Vec<(String, String, String)> {
    let code = |text: &str| -> String {
        let program = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        let lines = program.lines().map(|l| if l.trim_start().starts_with("//") { "" } else { l });
        lines.collect::<Vec<_>>().join("\n")
    };
    let rust = files(&root().join("src")).into_iter().filter(|f| f.extension().is_some_and(|e| e == "rs"));
    rust.filter(|file| !file.ends_with("tests.rs"))
        .map(|file| {
            let text = fs::read_to_string(&file).unwrap();
            let name = file.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
            (name, room(&file), code(&text))
        })
        .collect()
}

/// The paths that code names below `crate::`, as far as two segments: `doc::Document`.
fn crate_paths(code: &str) -> BTreeSet<String> {
    let mut paths = BTreeSet::new();
    let mut rest = code;
    while let Some(at) = rest.find("crate::") {
        rest = &rest[at + "crate::".len()..];
        if let Some(list) = rest.strip_prefix('{') {
            // `crate::{doc::Tag, data::DataFiles}`: the items at depth one.
            let mut depth = 1;
            let mut item = String::new();
            for c in list.chars() {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    ',' if depth == 1 => {
                        paths.extend(segments(item.trim()));
                        item.clear();
                        continue;
                    }
                    _ => {}
                }
                if depth == 0 {
                    break;
                }
                item.push(c);
            }
            paths.extend(segments(item.trim()));
        } else {
            paths.extend(segments(rest));
        }
    }
    paths
}

/// `relation::{Ontology, Rule}` → `relation::Ontology`, `relation::Rule`.
fn segments(path: &str) -> Vec<String> {
    let word = |s: &str| -> String { s.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect() };
    let first = word(path);
    match path[first.len()..].strip_prefix("::") {
        Some(list) if list.starts_with('{') => {
            let inner = list[1..].split('}').next().unwrap();
            inner.split(',').map(|item| format!("{first}::{}", word(item.trim()))).collect()
        }
        Some(next) => vec![format!("{first}::{}", word(next))],
        None => vec![first],
    }
}

#[test]
fn crate_paths_are_found() {
    let code =
        "use crate::doc::{Tag, Tags};\nuse crate::{data::DataFiles, graph};\nlet x = crate::text::cut();";
    let found: Vec<_> = crate_paths(code).into_iter().collect();
    assert_eq!(found, ["data::DataFiles", "doc::Tag", "doc::Tags", "graph", "text::cut"]);
}

#[test]
fn rooms_use_only_rooms_above_them() {
    let mut faults = Vec::new();
    for (file, room, code) in sources() {
        if matches!(room.as_str(), "lib" | "main") {
            continue;
        }
        let Some((_, allowed)) = ROOMS.iter().find(|(name, _)| *name == room) else {
            faults.push(format!("{file}: `{room}` is no room; list it in tests/tidy.rs"));
            continue;
        };
        for path in crate_paths(&code) {
            let other = path.split("::").next().unwrap();
            let is_room = ROOMS.iter().any(|(name, _)| *name == other);
            let fits = other == room || allowed.iter().any(|a| *a == other || path.starts_with(a));
            if is_room && !fits {
                faults.push(format!("{file}: `{room}` may not use `{path}`"));
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn only_ingest_cli_and_train_open_files() {
    const SIGNS: &[&str] =
        &["std::fs", "fs::", "File::", "OpenOptions", "stdin()", "std::net", "Command::new"];
    let mut faults = Vec::new();
    for (file, room, code) in sources() {
        if matches!(room.as_str(), "ingest" | "cli" | "train") {
            continue;
        }
        let names = SIGNS.iter().filter(|sign| word_starts(&code, sign));
        faults.extend(names.map(|sign| format!("{file}: `{sign}`")));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Whether `sign` stands in the code, not as the tail of a longer name.
fn word_starts(code: &str, sign: &str) -> bool {
    code.match_indices(sign).any(|(at, _)| !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
}

#[test]
fn only_the_command_line_and_the_trainers_print() {
    const SIGNS: &[&str] =
        &["println!", "print!", "eprintln!", "eprint!", "dbg!", "todo!", "unimplemented!"];
    let mut faults = Vec::new();
    for (file, room, code) in sources() {
        // A print that panics when nobody listens has no place in the command line either.
        let names = SIGNS.iter().filter(|sign| room != "train" && word_starts(&code, sign));
        faults.extend(names.map(|sign| format!("{file}: `{sign}`")));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn every_data_file_is_embedded_and_described() {
    let folder = root().join("data");
    let names: Vec<_> = files(&folder)
        .iter()
        .map(|file| file.strip_prefix(&folder).unwrap().to_string_lossy().replace('\\', "/"))
        .collect();
    let readme = fs::read_to_string(folder.join("README.md")).unwrap_or_default();
    let embedded = filature::data::DataFiles::embedded().names("");
    let mut faults = Vec::new();
    for name in &names {
        // Papers that go with the data, and what the trainers read.
        let paper = name.ends_with(".md") || name.contains("LICENSE");
        let source = ["train/", "treebank/", "gold/"].iter().any(|folder| name.starts_with(folder));
        if !paper && !source && !embedded.contains(name) {
            faults.push(format!("data/{name}: not embedded; list it in src/data.rs"));
        }
        if !paper && !readme.is_empty() && !described(&readme, name) {
            faults.push(format!("data/{name}: data/README.md does not say where it comes from"));
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Whether the README names the file, or a folder that holds it.
fn described(readme: &str, name: &str) -> bool {
    let folders = name.match_indices('/').map(|(at, _)| &name[..=at]);
    readme.contains(name) || folders.into_iter().any(|folder| readme.contains(&format!("`{folder}`")))
}

#[test]
fn commands_of_the_readme_exist() {
    let mut faults = Vec::new();
    for file in ["README.md", "ARCHITECTURE.md"] {
        let Ok(text) = fs::read_to_string(root().join(file)) else { continue };
        let mut fenced = false;
        for line in text.lines() {
            fenced ^= line.trim_start().starts_with("```");
            for command in commands(line, fenced) {
                let known = std::process::Command::new(env!("CARGO_BIN_EXE_filature"))
                    .args([&command, "--help"])
                    .output()
                    .is_ok_and(|output| output.status.success());
                if !known {
                    faults.push(format!("{file}: there is no `filature {command}`: {line}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// The commands that a line calls: what follows `` `filature `` anywhere, and in a fenced block
/// what follows `filature` or `cargo run … --`.
fn commands(line: &str, fenced: bool) -> Vec<String> {
    let word = |rest: &str| -> String {
        rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '-').collect()
    };
    let shell = line.trim_start().trim_start_matches("$ ");
    let mut found = Vec::new();
    for start in ["filature ", "`filature ", "cargo run "] {
        let calls: Vec<&str> = if start.starts_with('`') {
            line.split(start).skip(1).collect()
        } else if !fenced {
            Vec::new()
        } else {
            shell.split(['|', ';']).filter_map(|part| part.trim().strip_prefix(start)).collect()
        };
        for call in calls {
            let call = if start == "cargo run " { call.split(" -- ").nth(1).unwrap_or("") } else { call };
            let command = word(call);
            if !command.is_empty() && !command.starts_with('-') {
                found.push(command);
            }
        }
    }
    found
}

#[test]
fn commands_are_found_in_lines() {
    assert_eq!(commands("cargo run --release -- build a.txt -o a.dot", true), ["build"]);
    assert_eq!(commands("zcat c.gz | filature extract - | filature merge -", true), ["extract", "merge"]);
    assert_eq!(commands("the command `filature parse` prints", false), ["parse"]);
    assert!(commands("filature reads", false).is_empty());
}

/// A class of lemmas that neither code nor pattern nor ontology names decides nothing.
#[test]
fn every_class_of_lemmas_is_asked_for() {
    let read = |path: &PathBuf| fs::read_to_string(path).unwrap();
    let data = |folder: &str| files(&root().join("data").join(folder));
    let classes: Vec<PathBuf> =
        data("lexicon").into_iter().filter(|p| p.to_string_lossy().contains("/classes")).collect();
    let mut askers: Vec<String> = sources().into_iter().map(|(_, _, code)| code).collect();
    askers.extend(data("patterns").iter().chain(&classes).map(read));
    askers.push(read(&root().join("data/ontology.toml")));
    let ends = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric() && c != '-');
    let asked = |name: &str| {
        askers.iter().any(|text| {
            text.match_indices(name).any(|(at, _)| {
                let opens = text[..at].ends_with(['"', '@', '=']);
                opens && ends(text[at + name.len()..].chars().next())
            })
        })
    };
    let lines: Vec<String> =
        classes.iter().flat_map(|p| read(p).lines().map(String::from).collect::<Vec<_>>()).collect();
    let names = lines.iter().filter_map(|l| l.split_once(" = [")).map(|(name, _)| name.trim_matches('"'));
    let (mut count, mut idle) = (0, Vec::new());
    for name in names {
        count += 1;
        if !asked(name) {
            idle.push(name);
        }
    }
    assert!(count > 50, "{count}");
    assert!(idle.is_empty(), "no pattern and no code asks for {idle:?}");
}
