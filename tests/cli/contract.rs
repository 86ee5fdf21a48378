//! Exit codes, help, hints, order, streams, closed pipes.

use crate::place::{ARTICLE, Place, ids, sample};
use std::io::{Read, Write};
use std::process::Stdio;

/// The commands, as the help names them.
fn commands() -> Vec<String> {
    let help = Place::new().run(&["--help"]).silent();
    let list = help.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap().to_owned();
    let names = list.lines().filter(|line| line.starts_with("  ") && !line.starts_with("   "));
    names.map(|line| line.split_whitespace().next().unwrap().to_owned()).filter(|n| n != "help").collect()
}

#[test]
fn every_command_shows_examples() {
    let place = Place::new();
    assert!(commands().len() >= 5);
    for command in commands() {
        let help = place.run(&[&command, "--help"]).silent();
        assert!(help.contains("Examples:\n  "), "{command}");
        let wanted = command == "completions" || help.contains("Exit codes:\n  0  done\n");
        assert!(wanted, "{command}");
    }
}

#[test]
fn usage_faults_end_with_2_and_a_hint() {
    let place = Place::with_article();
    place.run(&[]).says(2, &["Usage: filature"]);
    place.run(&["extrct", "a.txt"]).says(2, &["a similar subcommand exists: 'extract'"]);
    place.run(&["a.txt"]).says(2, &["a command goes before its input: filature build a.txt"]);
    place.run(&["build", "a.txt", "--formt", "dot"]).says(2, &["'--format'"]);
    place.run(&["build", "a.txt", "--format", "jsn"]).says(2, &["a similar value exists: 'json'"]);
    place.run(&["inspect", "token", "a.txt"]).says(2, &["'tokens'"]);
    place.run(&["extract"]).says(2, &["<INPUT>"]);
    place.run(&["extract", "--threads", "0", "a.txt"]).says(2, &["--threads"]);
}

#[test]
fn wrong_data_files_end_with_2() {
    let place = Place::with_article();
    place.write("mine/ontology.toml", "version = 1\nrelation = 3\n");
    place.run(&["extract", "--data", "mine", "a.txt"]).says(2, &["error: ontology.toml:2: "]);
    place.run(&["extract", "--rules", "mine", "a.txt"]).says(2, &["error: ontology.toml:2: "]);
    place.run(&["extract", "--data", "none", "a.txt"]).says(2, &["error: --data none: "]);
    place.write("bad/patterns.txt", "x");
    place
        .run(&["extract", "--rules", "bad", "a.txt"])
        .says(2, &["bad: expected .toml files, found patterns.txt"]);
    place.write("typo/ontologie.toml", "");
    place
        .run(&["extract", "--data", "typo", "a.txt"])
        .says(0, &["ontologie.toml: no data file has this path; a similar one: ontology.toml"]);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let place = Place::new();
    let texts: Vec<String> = ["eolien.txt", "lait.txt"]
        .iter()
        .map(|name| std::fs::read_to_string(sample(name)).unwrap())
        .collect();
    let mut corpus = String::new();
    for n in 0..200 {
        // Of very different lengths, so that threads finish in another order.
        let text = if n % 7 == 0 { texts[n % 2].repeat(1 + n % 5) } else { texts[n % 2].clone() };
        corpus += &serde_json::json!({"id": format!("d{n}"), "text": text}).to_string();
        corpus.push('\n');
    }
    place.write("c.jsonl", &corpus);
    for command in ["extract", "build", "parse"] {
        let one = place.run(&[command, "--threads", "1", "c.jsonl"]).silent();
        let four = place.run(&[command, "--threads", "4", "c.jsonl"]).silent();
        assert!(one == four, "{command}");
        if command == "extract" {
            let want: Vec<_> = (0..200).map(|n| format!("d{n}")).collect();
            assert_eq!(ids(&one), want);
        }
    }
}

#[test]
fn the_first_document_does_not_wait_for_the_second() {
    let place = Place::new();
    let mut child =
        place.command(&["extract", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    stdin.write_all(b"{\"id\": \"first\", \"text\": \"Nexans.\"}\n").unwrap();
    stdin.flush().unwrap();
    let mut first = Vec::new();
    let mut byte = [0];
    while first.last() != Some(&b'\n') {
        assert_eq!(stdout.read(&mut byte).unwrap(), 1);
        first.push(byte[0]);
    }
    assert_eq!(ids(std::str::from_utf8(&first).unwrap()), ["first"]);
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_is_no_error() {
    let place = Place::with_article();
    place.write("many.jsonl", "{\"text\": \"Nexans a signé avec Arkéa.\"}\n".repeat(500));
    let commands: [&[&str]; 8] = [
        &["extract", "many.jsonl"],
        &["build", "many.jsonl"],
        &["parse", "many.jsonl"],
        &["inspect", "tokens", "many.jsonl"],
        &["completions", "bash"],
        &["--help"],
        &["build", "--help"],
        &["--version"],
    ];
    for args in commands {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = place.command(args).stdout(writer).stderr(Stdio::piped()).output().unwrap();
        let err = String::from_utf8(output.stderr).unwrap();
        assert_eq!((output.status.code(), err.as_str()), (Some(0), ""), "{args:?}");
    }
}

#[test]
fn nobody_on_stderr_is_no_error_either() {
    let place = Place::with_article();
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    let output = place.command(&["extract", "missing.txt", "a.txt"]).stderr(writer).output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(ids(std::str::from_utf8(&output.stdout).unwrap()), ["a"]);
}

#[test]
fn no_colours_and_no_progress_off_a_terminal() {
    let place = Place::new();
    place.write("many.jsonl", format!("{}\n", serde_json::json!({"text": ARTICLE})).repeat(50));
    let run = place.run(&["inspect", "facts", "many.jsonl", "missing.txt"]);
    assert_eq!(run.err, "error: missing.txt: no such file or folder\n");
    assert!(!run.out.contains('\x1b'));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_ends_with_2() {
    let place = Place::with_article();
    for command in ["extract", "build", "parse"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = place.command(&[command, "a.txt"]).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}");
        assert!(String::from_utf8(output.stderr).unwrap().starts_with("error: "));
    }
}

#[test]
fn completions_for_every_shell() {
    let place = Place::new();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = place.run(&["completions", shell]).silent();
        assert!(script.contains("extract") && script.contains("threads"), "{shell}");
    }
}
