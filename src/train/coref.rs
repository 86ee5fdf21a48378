//! The weights by which a description or a pronoun finds whom it stands for: a choice among all
//! that were spoken of and nobody, fitted to articles of our own writing in which the mentions
//! are marked. A finding early in a text is evidence for later ones, so the articles are read
//! with the right answer given each time.

use super::TrainError;
use super::articles::{self, Article};
use super::choice::{self, Case, Options, Tally};
use crate::data::DataFiles;
use crate::doc::{Entities, EntityIdx};
use crate::entity::EntityFinder;
use crate::entity::coref::antecedent::{Anaphor, FILE, Judge, Question, TERMS};
use crate::entity::sheet::Sheet;
use crate::syntax::tagging::Tagging;
use crate::text::Segmenter;
use std::collections::BTreeMap;

/// What we hold before any article is read.
const PRIOR: &str = include_str!("../../data/train/coref-prior.tsv");
/// Its place below `data/`.
const PRIOR_FILE: &str = "train/coref-prior.tsv";

/// How the weights are fitted.
const OPTIONS: Options = Options { shared: 16.0, own: 32.0, rounds: 400 };

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
    let articles = articles::all()?;
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
# anaphor, feature, value, weight. Made by `filature train coref` from train/coref.txt and train/articles*.txt; do not edit.
";

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
        let ids = article.ids(entities);
        Self { article, number, sheet, ids, cases }
    }
}

impl Judge for Key<'_> {
    fn judge(&mut self, question: &Question) -> Option<(EntityIdx, u16)> {
        let span = self.sheet.pieces[question.head].span;
        let (start, end) = (span.start as usize, span.end as usize);
        let exact = || {
            let own = self.article.marks.iter().find(|m| (m.start, m.end) == (start, end));
            own.map(|m| m.id.as_str())
        };
        let id = match question.anaphor {
            // Who speaks is marked wherever the text names him.
            Anaphor::We | Anaphor::Me => exact().unwrap_or("-"),
            Anaphor::He | Anaphor::She | Anaphor::Owner | Anaphor::Oblique => exact()?,
            _ => self.article.marked(start, end)?,
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
