//! Articles of our own writing in which mentions are marked.

use super::TrainError;
use crate::doc::{Document, Entities, EntityIdx, EntityType, MentionKind};
use crate::eval::graph::{GoldDocument, GoldEntity, GoldRelation};
use serde_json::Map;

/// The files, by their place below `data/`.
const FILES: [(&str, &str); 8] = [
    ("train/coref.txt", include_str!("../../data/train/coref.txt")),
    (NAMED, include_str!("../../data/train/articles.txt")),
    ("train/articles-more.txt", include_str!("../../data/train/articles-more.txt")),
    ("train/articles-press.txt", include_str!("../../data/train/articles-press.txt")),
    ("train/articles-long.txt", include_str!("../../data/train/articles-long.txt")),
    ("train/articles-styles.txt", include_str!("../../data/train/articles-styles.txt")),
    ("train/articles-newsroom.txt", include_str!("../../data/train/articles-newsroom.txt")),
    ("train/articles-trade.txt", include_str!("../../data/train/articles-trade.txt")),
];

/// The file whose articles list their names.
pub(super) const NAMED: &str = "train/articles.txt";

/// An article with its mentions.
pub(super) struct Article {
    pub(super) document: Document,
    pub(super) marks: Vec<Mark>,
    /// Ids with the forms of their names; none where an article does not list them.
    forms: Vec<Named>,
    /// What the article states, as far as it is listed.
    stated: Vec<GoldRelation>,
}

/// Somebody with the forms of their name.
struct Named {
    id: String,
    forms: Vec<String>,
    /// Whether the node may be left out.
    optional: bool,
}

/// Bytes of the text that stand for somebody.
pub(super) struct Mark {
    pub(super) start: usize,
    pub(super) end: usize,
    /// Ids joined by `+`; `-` for nobody that the text names.
    pub(super) id: String,
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
    let (mut forms, mut stated) = (Vec::new(), Vec::new());
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
                    out.push(Article {
                        forms: std::mem::take(&mut forms),
                        stated: std::mem::take(&mut stated),
                        ..read
                    });
                }
                body.clear();
                head = Some((n + 1, next));
            }
            (None, Some(line)) if head.is_some() && line.starts_with("= ") => {
                forms.push(
                    named(line)
                        .ok_or_else(|| (n + 1, format!("expected `= id name; name`, found `{line}`")))?,
                );
            }
            (None, Some(line)) if head.is_some() && line.starts_with('>') => {
                let fault = || (n + 1, format!("expected `> subject relation object`, found `{line}`"));
                stated.push(relation(line).ok_or_else(fault)?);
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
    Ok(Article { document, marks, forms: Vec::new(), stated: Vec::new() })
}

/// `= o1 Crédit Agricole; CASA`; `= o1? …` for a node that may be left out.
fn named(line: &str) -> Option<Named> {
    let (id, forms) = line.strip_prefix("= ")?.split_once(' ')?;
    let mut forms: Vec<String> = forms.split(';').map(|f| f.trim().to_owned()).collect();
    // The longest first: what is looked for in a mark is the whole name.
    forms.sort_by_key(|f| std::cmp::Reverse(f.len()));
    Some(Named { id: id.trim_end_matches('?').to_owned(), forms, optional: id.ends_with('?') })
}

/// `> o1 signs-deal-with o2 planned amount=380000000EUR`; `>?` where the article leaves it open.
fn relation(line: &str) -> Option<GoldRelation> {
    let listed = line.strip_prefix('>')?;
    let optional = listed.starts_with('?');
    let mut words = listed.trim_start_matches('?').split_whitespace();
    let (s, r, o) = (words.next()?.into(), words.next()?.into(), words.next()?.into());
    let modality = words.next().filter(|w| !w.contains('=')).unwrap_or("asserted").into();
    Some(GoldRelation { s, r, o, modality, attrs: Map::new(), optional })
}

/// The type that the first letter of an id tells.
fn kind(id: &str) -> Option<EntityType> {
    match id.chars().next()? {
        'o' => Some(EntityType::Organization),
        'p' => Some(EntityType::Person),
        'l' => Some(EntityType::Place),
        'g' => Some(EntityType::Product),
        _ => None,
    }
}

/// Reads marked articles as annotated documents, without attributes.
///
/// # Errors
/// When one is not what it should be: the line, from 1, and what was expected.
pub fn gold(file: &str) -> Result<Vec<GoldDocument>, (usize, String)> {
    let gold = |a: Article| GoldDocument {
        id: a.document.id.to_string(),
        text: a.document.text.to_string(),
        date: a.document.date.map(|d| d.to_string()),
        entities: a.forms.into_iter().filter_map(entity).collect(),
        relations: a.stated,
    };
    Ok(articles(file)?.into_iter().map(gold).collect())
}

fn entity(named: Named) -> Option<GoldEntity> {
    let kind = kind(&named.id)?.as_str().into();
    Some(GoldEntity { id: named.id, kind, names: named.forms, optional: named.optional })
}

/// Where words stand in a mark, between what is no letter or digit.
fn standing(text: &str, words: &str) -> Option<usize> {
    let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let free = |&(at, _): &(usize, &str)| {
        !letter(text[..at].chars().next_back()) && !letter(text[at + words.len()..].chars().next())
    };
    text.match_indices(words).find(free).map(|(at, _)| at)
}

impl Article {
    /// The names in the text with their types, in bytes; `None` where the article does not list them.
    pub(super) fn names(&self) -> Option<Vec<(usize, usize, EntityType)>> {
        let name = |mark: &Mark| {
            let kind = kind(&mark.id)?;
            let Named { forms, .. } = self.forms.iter().find(|n| n.id == mark.id)?;
            let words = &self.document.text[mark.start..mark.end];
            let (at, form) = forms.iter().find_map(|f| Some((standing(words, f)?, f)))?;
            Some((mark.start + at, mark.start + at + form.len(), kind))
        };
        (!self.forms.is_empty()).then(|| self.marks.iter().filter_map(name).collect())
    }

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
