//! The weights by which a description or a pronoun finds whom it stands for: a choice among all
//! that were spoken of and nobody, fitted to articles of our own writing in which the mentions
//! are marked. A finding early in a text is evidence for later ones, so the articles are read
//! with the right answer given each time.

use super::TrainError;
use super::choice::{self, Case, Options, Tally};
use crate::data::DataFiles;
use crate::doc::{Document, Entities, EntityIdx, MentionKind};
use crate::entity::EntityFinder;
use crate::entity::coref::antecedent::{Anaphor, FILE, Judge, Question, TERMS};
use crate::entity::sheet::Sheet;
use crate::syntax::tagging::Tagging;
use crate::text::Segmenter;
use std::collections::BTreeMap;

/// Articles with their mentions marked.
const TEXTS: &str = include_str!("../../data/train/coref.txt");
/// Their place below `data/`.
const TEXTS_FILE: &str = "train/coref.txt";
/// What we hold before any article is read.
const PRIOR: &str = include_str!("../../data/train/coref-prior.tsv");
/// Its place below `data/`.
const PRIOR_FILE: &str = "train/coref-prior.tsv";

/// How the weights are fitted.
const OPTIONS: Options = Options { shared: 8.0, own: 16.0, rounds: 400 };

/// Fits the weights and gives the file. `progress` hears how well articles held out are answered.
///
/// # Errors
/// When the marked articles are not what they should be, or a model is missing.
pub fn train(
    data: &DataFiles,
    mut progress: impl FnMut(&str),
) -> Result<(&'static str, Vec<u8>), TrainError> {
    let mut data = data.clone();
    // What is learned must not depend on what was learned before.
    data.insert(FILE, Vec::new());
    let articles = articles(TEXTS).map_err(|(line, message)| TrainError::Source {
        path: TEXTS_FILE.into(),
        line,
        message,
    })?;
    let cases = cases(&data, &articles)?;
    progress(&format!("{} articles, {} questions", articles.len(), cases.len()));
    let prior = choice::held(&TERMS.read(PRIOR_FILE, PRIOR)?);
    const FOLDS: usize = 5;
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for fold in 0..FOLDS {
        let (inside, outside): (Vec<&Case>, Vec<&Case>) =
            cases.iter().partition(|c| c.document % FOLDS != fold);
        let weights = choice::fit(&TERMS, &inside, &prior, OPTIONS);
        for case in outside {
            let answer = choice::answer(&TERMS, &weights, case, 0.0);
            let kind = Anaphor::ALL[usize::from(case.scopes[1]) - 1];
            for name in [kind.name(), "all"] {
                tallies.entry(name).or_default().count(case, answer);
            }
        }
    }
    for (name, tally) in &tallies {
        progress(&format!("held out: {name:10} {}", tally.told()));
    }
    let all: Vec<&Case> = cases.iter().collect();
    let weights = choice::rounded(&choice::fit(&TERMS, &all, &prior, OPTIONS));
    Ok((FILE, format!("{HEAD}{}", TERMS.write(&weights)).into_bytes()))
}

const HEAD: &str = "\
# Log-odds, in 256ths, that an entity is the one that a description or a pronoun stands for:
# anaphor, feature, value, weight. Made by `filature train coref` from train/coref.txt; do not edit.
";

/// An article with its mentions.
struct Article {
    document: Document,
    marks: Vec<Mark>,
}

/// Bytes of the text that stand for somebody.
struct Mark {
    start: usize,
    end: usize,
    /// Ids joined by `+`; `-` for nobody that the text names.
    id: String,
}

/// Reads articles: `=== id register date`, then text with `[words|id]`.
fn articles(file: &str) -> Result<Vec<Article>, (usize, String)> {
    let mut out = Vec::new();
    let mut body = String::new();
    let mut head: Option<(usize, &str)> = None;
    for (n, line) in file.lines().map(Some).chain([None]).enumerate() {
        let next = match line {
            Some(line) => line.strip_prefix("=== "),
            None => Some(""),
        };
        match (next, line) {
            (Some(next), _) => {
                if let Some((at, head)) = head {
                    out.push(article(head, body.trim()).map_err(|m| (at, m))?);
                }
                body.clear();
                head = Some((n + 1, next));
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
    Ok(Article { document, marks })
}

/// All questions of the articles that their marks answer.
fn cases(data: &DataFiles, articles: &[Article]) -> Result<Vec<Case>, TrainError> {
    let segmenter = Segmenter::new(data)?;
    let tagging = Tagging::new(data)?;
    let finder = EntityFinder::new(data)?;
    let mut cases = Vec::new();
    for (n, article) in articles.iter().enumerate() {
        let tokens = segmenter.segment(&article.document);
        let tags = tagging.tag(&article.document, &tokens);
        let sheet = Sheet::new(&article.document, &tokens, &tags);
        let mut entities = finder.named(&sheet);
        let mut key = Key::new(article, &sheet, &entities, n, &mut cases);
        finder.bind(&sheet, &mut key, &mut entities);
    }
    Ok(cases)
}

/// Answers by the marks, and keeps the questions.
struct Key<'a> {
    article: &'a Article,
    number: usize,
    sheet: &'a Sheet<'a>,
    /// The id of each entity that the program found, where its names are marked.
    ids: Vec<Option<&'a str>>,
    cases: &'a mut Vec<Case>,
}

impl<'a> Key<'a> {
    fn new(
        article: &'a Article,
        sheet: &'a Sheet<'a>,
        entities: &Entities,
        number: usize,
        cases: &'a mut Vec<Case>,
    ) -> Self {
        let id = |e: usize| {
            let names = entities.mentions.iter().filter(|m| m.entity == EntityIdx::from(e));
            let mut ids: Vec<&str> = names
                .filter(|m| m.kind == MentionKind::Name)
                .filter_map(|m| marked(article, m.span.start as usize, m.span.end as usize))
                .collect();
            ids.sort_unstable();
            // The one that most of its names have.
            let most = ids.chunk_by(|a, b| a == b).max_by_key(|c| c.len())?;
            Some(most[0])
        };
        let ids = (0..entities.entities.len()).map(id).collect();
        Self { article, number, sheet, ids, cases }
    }
}

/// The id of the smallest mark around a range of bytes.
fn marked(article: &Article, start: usize, end: usize) -> Option<&str> {
    let around = article.marks.iter().filter(|m| m.start <= start && end <= m.end);
    around.min_by_key(|m| m.end - m.start).map(|m| m.id.as_str())
}

impl Judge for Key<'_> {
    fn judge(&mut self, question: &Question) -> Option<(EntityIdx, u16)> {
        let span = self.sheet.pieces[question.head].span;
        let (start, end) = (span.start as usize, span.end as usize);
        let exact =
            matches!(question.anaphor, Anaphor::He | Anaphor::She | Anaphor::Owner | Anaphor::Oblique);
        let id = match exact {
            true => {
                let own = self.article.marks.iter().find(|m| (m.start, m.end) == (start, end));
                own.map(|m| m.id.as_str())?
            }
            false => marked(self.article, start, end)?,
        };
        let nobody = question.answers.len() - 1;
        let right = match id {
            "-" => nobody,
            // An entity that was not found cannot be learned from.
            id => question
                .answers
                .iter()
                .position(|(e, _)| e.is_some_and(|e| self.ids[e.index()] == Some(id)))?,
        };
        self.cases.push(Case {
            document: self.number,
            scopes: question.anaphor.scopes().to_vec(),
            answers: question.answers.iter().map(|a| a.1.clone()).collect(),
            right: vec![right],
        });
        question.answers[right].0.map(|e| (e, 900))
    }
}
