//! One document from a file, or from an object of JSON Lines.

use super::front_matter;
use super::{Decoded, MAX_DOCUMENT, Note, Place, ReadError, decode};
use crate::doc::Document;
use jiff::civil::Date;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::io::Read;

/// A document, with the faults and notes that do not keep it from being read.
#[derive(Debug)]
pub(super) struct Article {
    pub document: Document,
    pub place: Place,
    pub faults: Vec<ReadError>,
    pub notes: Vec<Note>,
}

/// Reads a whole file as one document.
pub(super) fn from_file(
    input: impl Read,
    place: Place,
    id: String,
    markdown: bool,
) -> Result<Article, ReadError> {
    let mut bytes = Vec::new();
    if let Err(source) = input.take(MAX_DOCUMENT as u64 + 1).read_to_end(&mut bytes) {
        return Err(ReadError::Io { place, source });
    }
    if bytes.len() > MAX_DOCUMENT {
        return Err(ReadError::TooLong(place));
    }
    let Decoded { mut text, encoding, replaced } = match decode(bytes) {
        Ok(decoded) => decoded,
        Err((found, advice)) => return Err(ReadError::Binary { place, found, advice }),
    };
    let mut notes = Vec::new();
    notes.extend(encoding.map(|encoding| Note::Decoded { place: place.clone(), encoding }));
    notes.extend((replaced > 0).then(|| Note::Replaced { place: place.clone(), count: replaced }));
    let fields = if markdown { front_matter::take(&mut text) } else { Default::default() };
    if text.trim().is_empty() {
        return Err(ReadError::Empty(place));
    }
    let mut faults = Vec::new();
    let date = fields.date.and_then(|found| day(&found, &place, &mut faults));
    let document = Document { id, title: fields.title, date, source: fields.source, text };
    Ok(Article { document, place, faults, notes })
}

/// What is read of an object; other fields are passed by.
#[derive(Deserialize)]
struct Fields {
    text: Option<Value>,
    id: Option<Value>,
    title: Option<Value>,
    date: Option<Value>,
    source: Option<Value>,
}

/// Reads one line of JSON Lines. `id` is its id if it has none of its own.
pub(super) fn from_json(line: &str, place: Place, id: String) -> Result<Article, ReadError> {
    if !line.trim_start().starts_with('{') {
        let found: String = line.trim().chars().take(20).collect();
        let message = format!("expected a JSON object with a field `text`, found `{found}`");
        return Err(ReadError::Json { place, message });
    }
    let fields: Fields = match serde_json::from_str(line) {
        Ok(fields) => fields,
        Err(e) => return Err(ReadError::Json { message: json_message(&e), place }),
    };
    let text = match fields.text {
        Some(Value::String(text)) => text,
        Some(other) => {
            let message = format!("expected a string as `text`, found {}", kind(&other));
            return Err(ReadError::Json { place, message });
        }
        None => {
            let all: Map<String, Value> = serde_json::from_str(line).unwrap_or_default();
            return Err(ReadError::NoText { place, found: all.into_iter().map(|(k, _)| k).collect() });
        }
    };
    let mut faults = Vec::new();
    let id = scalar(fields.id, "id", &place, &mut faults).unwrap_or(id);
    let title = scalar(fields.title, "title", &place, &mut faults);
    let source = scalar(fields.source, "source", &place, &mut faults);
    let date = scalar(fields.date, "date", &place, &mut faults);
    let date = date.and_then(|found| day(&found, &place, &mut faults));
    Ok(Article { document: Document { id, title, date, source, text }, place, faults, notes: Vec::new() })
}

/// What serde_json says, with the column alone: the line is always its first.
fn json_message(e: &serde_json::Error) -> String {
    let message = e.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    format!("invalid JSON at column {}: {message}", e.column())
}

/// A string or a number as a string; a fault where it is something else.
fn scalar(
    value: Option<Value>,
    name: &'static str,
    place: &Place,
    faults: &mut Vec<ReadError>,
) -> Option<String> {
    match value? {
        Value::String(s) => Some(s).filter(|s| !s.trim().is_empty()),
        Value::Number(n) => Some(n.to_string()),
        other => {
            let (place, found) = (place.clone(), kind(&other).to_owned());
            faults.push(ReadError::Field { place, name, expected: "a string", found });
            None
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// The day of `2025-11-04`, alone or with a time behind it.
fn day(found: &str, place: &Place, faults: &mut Vec<ReadError>) -> Option<Date> {
    let found = found.trim();
    let day = found.get(..10).and_then(|day| day.parse().ok());
    let alone = found.get(10..).is_some_and(|rest| rest.is_empty() || rest.starts_with(['T', 't', ' ']));
    let date = day.filter(|_| alone);
    if date.is_none() {
        let (place, found) = (place.clone(), format!("`{found}`"));
        faults.push(ReadError::Field { place, name: "date", expected: "a date (YYYY-MM-DD)", found });
    }
    date
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn json(line: &str) -> Result<Article, String> {
        from_json(line, Place::line("c.jsonl", 3), "c-3".into()).map_err(|e| e.to_string())
    }

    #[test]
    fn object() {
        let line = r#"{"id": 7, "text": "Né\nà Brest.", "title": "T", "date": "2025-11-04T09:30:00+01:00", "source": null, "tags": [1]}"#;
        let Article { document, faults, .. } = json(line).unwrap();
        assert_eq!((document.id.as_str(), document.text.as_str()), ("7", "Né\nà Brest."));
        assert_eq!(document.date, Some(date(2025, 11, 4)));
        assert_eq!((document.title.as_deref(), document.source), (Some("T"), None));
        assert!(faults.is_empty());
        assert_eq!(json(r#"{"text": ""}"#).unwrap().document.id, "c-3");
    }

    #[test]
    fn faults_say_what_was_found() {
        let check = |line: &str, message: &str| assert_eq!(json(line).unwrap_err(), message);
        check("{\"text\": ", "c.jsonl:3: invalid JSON at column 9: EOF while parsing a value");
        check("[1]", "c.jsonl:3: expected a JSON object with a field `text`, found `[1]`");
        check(r#"{"body": "x", "id": 1}"#, "c.jsonl:3: expected a field `text`, found body, id");
        check(r#"{"text": 4}"#, "c.jsonl:3: expected a string as `text`, found a number");
        for found in ["4 novembre 2025", "2025-13-01", "2025-11-045", "é"] {
            let article = json(&format!(r#"{{"text": "x", "date": "{found}"}}"#)).unwrap();
            assert_eq!(article.document.date, None);
            let want = format!(
                "c.jsonl:3: expected a date (YYYY-MM-DD) as `date`, found `{found}`; the document is read without it"
            );
            assert_eq!(article.faults[0].to_string(), want);
        }
    }

    #[test]
    fn markdown() {
        let file = "---\ntitle: Accord\ndate: 2026-03-12\n---\nNé à Brest.\n";
        let article = from_file(file.as_bytes(), Place::file("a.md"), "a".into(), true).unwrap();
        assert_eq!(article.document.title.as_deref(), Some("Accord"));
        assert_eq!(article.document.date, Some(date(2026, 3, 12)));
        assert_eq!(article.document.text.find("Né"), file.find("Né"));
        let empty = from_file("---\ntitle: x\n---\n".as_bytes(), Place::file("b.md"), "b".into(), true);
        assert_eq!(empty.unwrap_err().to_string(), "b.md: empty file, expected text");
    }
}
