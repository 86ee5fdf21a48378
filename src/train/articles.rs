//! Articles of our own writing in which mentions are marked, and the relations that they state.

use super::TrainError;
use crate::doc::{Document, Entities, EntityIdx, MentionKind};

/// The files, by their place below `data/`; in the first no relations are told.
const FILES: [(&str, &str); 2] = [
    ("train/coref.txt", include_str!("../../data/train/coref.txt")),
    ("train/articles.txt", include_str!("../../data/train/articles.txt")),
];

/// An article with its mentions.
pub(super) struct Article {
    pub(super) document: Document,
    pub(super) marks: Vec<Mark>,
    pub(super) relations: Vec<Told>,
}

/// Bytes of the text that stand for somebody.
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Ids joined by `+`; `-` for nobody that the text names.
    pub(super) id: String,
}

/// A relation that an article states.
pub(super) struct Told {
    pub(super) subject: String,
    pub(super) relation: String,
    pub(super) object: String,
    /// A careful reader may leave it out.
    pub(super) optional: bool,
}

/// All articles of all files.
///
/// # Errors
/// When one is not what it should be: the file and the line.
pub(super) fn all() -> Result<Vec<Article>, TrainError> {
    let mut all = Vec::new();
    for (path, text) in FILES {
        all.extend(articles(text).map_err(|(line, message)| TrainError::Source {
            path: path.into(),
            line,
            message,
        })?);
    }
    Ok(all)
}

/// Reads articles: `=== id register date`, then text with `[words|id]`.
fn articles(file: &str) -> Result<Vec<Article>, (usize, String)> {
    let mut out = Vec::new();
    let mut body = String::new();
    let mut relations = Vec::new();
    let mut head: Option<(usize, &str)> = None;
    for (n, line) in file.lines().map(Some).chain([None]).enumerate() {
        let next = match line {
            Some(line) => line.strip_prefix("=== "),
            None => Some(""),
        };
        match (next, line) {
            (Some(next), _) => {
                if let Some((at, head)) = head {
                    let read = article(head, body.trim()).map_err(|m| (at, m))?;
                    out.push(Article { relations: std::mem::take(&mut relations), ..read });
                }
                body.clear();
                head = Some((n + 1, next));
            }
            // `= id name; name` is for readers and tests.
            (None, Some(line)) if head.is_some() && line.starts_with("= ") => {}
            (None, Some(line)) if head.is_some() && line.starts_with('>') => {
                relations.push(told(line).ok_or_else(|| {
                    (n + 1, format!("expected `> subject relation object …`, found `{line}`"))
                })?);
            }
            (None, Some(line)) if head.is_some() || line.starts_with('#') || line.is_empty() => {
                body.push_str(line);
                body.push('\n');
            }
            _ => return Err((n + 1, "expected `=== id register date` before the first text".into())),
        }
    }
    Ok(out)
}

fn article(head: &str, marked: &str) -> Result<Article, String> {
    let id = head.split(' ').next().unwrap_or(head);
    let date = head.rsplit(' ').next().and_then(|d| d.parse().ok());
    let mut text = String::with_capacity(marked.len());
    let (mut open, mut marks) = (Vec::new(), Vec::new());
    let mut rest = marked;
    while let Some(at) = rest.find(['[', '|', ']']) {
        text.push_str(&rest[..at]);
        let c = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        if c == b'[' {
            open.push(text.len());
            continue;
        }
        let closed = rest.split_once(']').filter(|_| c == b'|').zip(open.pop());
        let Some(((id, after), start)) = closed else {
            let near: String = text.chars().rev().take(30).collect::<Vec<_>>().into_iter().rev().collect();
            return Err(format!("a mark that does not read `[words|id]` behind `{near}`"));
        };
        marks.push(Mark { start, end: text.len(), id: id.into() });
        rest = after;
    }
    text.push_str(rest);
    if !open.is_empty() {
        return Err(format!("{} marks are never closed", open.len()));
    }
    let mut document = Document::new(id, text);
    document.date = date;
    Ok(Article { document, marks, relations: Vec::new() })
}

/// `> o1 acquires o2 planned amount=3EUR`; `>?` for an optional one.
fn told(line: &str) -> Option<Told> {
    let optional = line.starts_with(">?");
    let mut words = line.trim_start_matches(['>', '?', ' ']).split(' ');
    let mut next = || words.next().filter(|w| !w.is_empty()).map(str::to_owned);
    Some(Told { subject: next()?, relation: next()?, object: next()?, optional })
}

impl Article {
    /// The id of each entity that the program found, where its names are marked: the one that most
    /// of its names have.
    pub(super) fn ids(&self, entities: &Entities) -> Vec<Option<&str>> {
        let id = |e: usize| {
            let names = entities.mentions.iter().filter(|m| m.entity == EntityIdx::from(e));
            let mut ids: Vec<&str> = names
                .filter(|m| m.kind == MentionKind::Name)
                .filter_map(|m| self.marked(m.span.start as usize, m.span.end as usize))
                .collect();
            ids.sort_unstable();
            let most = ids.chunk_by(|a, b| a == b).max_by_key(|c| c.len())?;
            Some(most[0])
        };
        (0..entities.entities.len()).map(id).collect()
    }

    /// The id of the smallest mark around a range of bytes.
    pub(super) fn marked(&self, start: usize, end: usize) -> Option<&str> {
        let around = self.marks.iter().filter(|m| m.start <= start && end <= m.end);
        around.min_by_key(|m| m.end - m.start).map(|m| m.id.as_str())
    }
}
