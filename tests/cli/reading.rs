//! What goes in: files, folders, stdin, encodings, faults.

use crate::place::{ARTICLE, Place, ids, lines, slice};
use encoding_rs::{ISO_8859_15, WINDOWS_1252};

#[test]
fn faults_are_named_and_the_others_go_on() {
    let place = Place::new();
    place.write("1.txt", ARTICLE);
    place.write("empty.txt", " \n");
    place.write("report.txt", b"%PDF-1.7 \xe2\xe3");
    place.write("noise.txt", b"\x7fELF\x02\x00\x00\x00");
    place.write(
        "c.jsonl",
        "{\"id\": \"c1\", \"text\": \"Nexans.\"}\n{\"text\": \n{\"body\": \"x\"}\n\
         {\"id\": \"c4\", \"text\": \"Arkéa.\", \"date\": \"hier\", \"lang\": \"fr\"}\n[]\n{\"text\": 5}\n",
    );
    let run = place.run(&[
        "extract",
        "1.txt",
        "empty.txt",
        "missing.txt",
        "report.txt",
        "noise.txt",
        "c.jsonl",
        "nowhere/",
    ]);
    assert_eq!(run.err.lines().count(), 10, "{}", run.err);
    let out = run.says(
        1,
        &[
            "error: nowhere/: no such file or folder",
            "error: empty.txt: empty file",
            "error: missing.txt: no such file or folder",
            "error: report.txt: expected text, found a PDF document",
            "error: noise.txt: expected text, found binary data",
            "error: c.jsonl:2: invalid JSON at column ",
            "error: c.jsonl:3: expected a field `text`, found body",
            "error: c.jsonl:4: expected a date (YYYY-MM-DD) as `date`, found `hier`",
            "error: c.jsonl:5: expected a JSON object",
            "error: c.jsonl:6: expected a string as `text`, found a number",
        ],
    );
    assert_eq!(ids(&out), ["1", "c1", "c4"]);
}

#[test]
fn what_is_known_of_a_document_is_kept() {
    let place = Place::new();
    let line = r#"{"id": 7, "title": "Accord", "date": "2026-03-12T08:00:00Z", "source": "AFP", "text": "Nexans."}"#;
    place.write("c.jsonl", line);
    let graphs = lines(&place.run(&["extract", "c.jsonl"]).silent());
    let document = &graphs[0]["graph"]["documents"][0];
    for (key, value) in [("id", "7"), ("title", "Accord"), ("date", "2026-03-12"), ("source", "AFP")] {
        assert_eq!(document[key], value);
    }
}

#[test]
fn every_encoding_gives_the_same_graph() {
    let place = Place::with_article();
    let plain = place.run(&["extract", "a.txt"]).silent();
    let check = |bytes: Vec<u8>, encoding: Option<&str>| {
        place.write("b/a.txt", bytes);
        let run = place.run(&["extract", "b/a.txt"]);
        let quiet = place.run(&["extract", "--quiet", "b/a.txt"]).silent();
        assert_eq!(quiet, run.out);
        match encoding {
            Some(name) => run.says(0, &["note: b/a.txt: read as ", name]),
            None => run.silent(),
        }
    };
    let utf16 = |pair: fn(u16) -> [u8; 2], mark: &str| -> Vec<u8> {
        format!("{mark}{ARTICLE}").encode_utf16().flat_map(pair).collect()
    };
    assert_eq!(check(format!("\u{feff}{ARTICLE}").into(), None), plain);
    assert_eq!(check(utf16(u16::to_le_bytes, "\u{feff}"), Some("UTF-16LE")), plain);
    assert_eq!(check(utf16(u16::to_be_bytes, "\u{feff}"), Some("UTF-16BE")), plain);
    assert_eq!(check(utf16(u16::to_le_bytes, ""), Some("UTF-16LE")), plain);
    assert_eq!(check(WINDOWS_1252.encode(ARTICLE).0.into_owned(), Some("windows-1252")), plain);
    let straight = ARTICLE.replace('’', "'");
    place.write("a.txt", &straight);
    let plain = place.run(&["extract", "a.txt"]).silent();
    assert_eq!(check(ISO_8859_15.encode(&straight).0.into_owned(), Some("ISO-8859-15")), plain);
}

#[test]
fn folders_are_read_in_order_of_their_paths() {
    let place = Place::new();
    for name in
        ["b.txt", "a/z.md", "a/b.txt", "c.JSONL", "a/photo.jpg", "a/data.csv", "x.csv", ".hidden.txt"]
    {
        let json = name.ends_with("JSONL");
        place.write(name, if json { "{\"text\": \"Nexans.\"}\n" } else { "Nexans." });
    }
    let run = place.run(&["extract", "."]);
    let out = run.says(0, &["note: .: 3 files passed by (2 .csv, 1 .jpg)"]);
    assert_eq!(ids(&out), ["a/b", "a/z", "b", "c-1"]);
    // Named, a file of any ending is text.
    assert_eq!(ids(&place.run(&["extract", "x.csv"]).silent()), ["x"]);
    place.write("d/x.csv", "a;b");
    place.run(&["extract", "d"]).says(1, &["error: d: expected .txt, .md or .jsonl files"]);
}

#[cfg(unix)]
#[test]
fn unreadable_folders_do_not_stop_the_others() {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    place.write("d/closed/a.txt", "Nexans.");
    place.write("d/open.txt", "Nexans.");
    let closed = place.path("d/closed");
    fs::set_permissions(&closed, Permissions::from_mode(0o000)).unwrap();
    if fs::read_dir(&closed).is_ok() {
        return println!("skipped: this user may read every folder");
    }
    let run = place.run(&["extract", "d"]);
    fs::set_permissions(&closed, Permissions::from_mode(0o755)).unwrap();
    assert_eq!(ids(&run.says(1, &["error: d/closed: cannot be read"])), ["open"]);
}

#[test]
fn links_to_folders_are_not_followed() {
    #[cfg(unix)]
    {
        let place = Place::new();
        place.write("d/a.txt", "Nexans.");
        std::os::unix::fs::symlink(place.path("d"), place.path("d/again")).unwrap();
        let out =
            place.run(&["extract", "d"]).says(0, &["note: d/again: a link to a folder is not followed"]);
        assert_eq!(ids(&out), ["a"]);
    }
}

#[test]
fn stdin_is_text_or_json_lines() {
    let place = Place::with_article();
    let named = place.run(&["extract", "a.txt"]).silent();
    let piped = place.pipe(&["extract", "-"], ARTICLE).silent();
    assert_eq!(piped.replace("\"stdin\"", "\"a\""), named);
    let json = "{\"text\": \"Nexans.\"}\n{\"id\": \"z\", \"text\": \"Arkéa.\"}\n";
    assert_eq!(ids(&place.pipe(&["extract", "-"], json).silent()), ["stdin-1", "z"]);
    place.pipe(&["extract", "-"], "").says(1, &["error: <stdin>: empty file"]);
}

#[test]
fn ids_are_given_once() {
    let place = Place::with_article();
    place.write("d/a.txt", "Nexans.");
    let run = place.run(&["extract", "a.txt", "d", "a.txt"]);
    let out = run.says(0, &["the id `a` is taken by an earlier document; this one becomes `a-3`"]);
    assert_eq!(ids(&out), ["a", "a-2", "a-3"]);
}

#[test]
fn offsets_of_markdown_are_those_of_the_file() {
    let place = Place::new();
    let file = format!("---\ntitle: Câbles\ndate: 2026-03-12\n---\n\n{ARTICLE}\n");
    place.write("a.md", &file);
    let graphs = lines(&place.run(&["extract", "a.md"]).silent());
    let graph = &graphs[0];
    assert_eq!(graph["graph"]["documents"][0]["title"], "Câbles");
    assert_eq!(graph["graph"]["documents"][0]["date"], "2026-03-12");
    let mentions: Vec<_> =
        graph["nodes"].as_array().unwrap().iter().flat_map(|n| n["mentions"].as_array().unwrap()).collect();
    assert!(!mentions.is_empty());
    for mention in mentions {
        assert_eq!(slice(&file, mention), mention["text"]);
    }
}
