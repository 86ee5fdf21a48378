//! The decisions that the small models of this room learn from: what a gold
//! treebank says at each place where the rules leave the answer open.

use super::Segmenter;
use super::contraction::contraction;
use super::features::{Sofar, View};
use super::linear::{Features, SEPARATOR};
use super::scanner::{Kind, Scanner};
use super::sentence::{Splitter, Verdict};
use crate::data::{DataError, DataFiles};
use crate::doc::conllu::ConlluSentence;
use std::collections::BTreeMap;

/// One decision: the names of its features, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decision {
    pub(crate) features: Vec<String>,
    pub(crate) answer: bool,
}

/// The decisions of gold sentences.
#[derive(Clone, Debug, Default)]
pub(crate) struct Decisions {
    /// Whether a sentence ends.
    pub(crate) boundaries: Vec<Decision>,
    /// Whether `du` or `des` is an article.
    pub(crate) articles: Vec<Decision>,
}

/// Collects the decisions in `text`, which the sentences spell with one space between them.
pub(crate) fn decisions(
    gold: &[ConlluSentence],
    text: &str,
    data: &DataFiles,
) -> Result<Decisions, DataError> {
    let segmenter = untrained(data)?;
    let (lexicon, model) = (&segmenter.lexicon, &segmenter.boundaries);
    let answers = Answers::new(gold);
    let scan = Scanner::new(text, lexicon).run();
    let splitter = Splitter::new(text, lexicon, model, &scan);
    let view = View { text, lexicon, tokens: &scan.tokens };
    let mut decisions = Decisions::default();
    let mut sofar = Sofar::new(0);
    for (t, token) in scan.tokens.iter().enumerate() {
        let ends_before = t > 0 && answers.ends.contains_key(&scan.tokens[t - 1].span.end);
        if t > 0 && splitter.judge(&mut sofar, t) == Verdict::Open {
            let mut names = Names::default();
            view.boundary(&sofar, t, &mut names);
            decisions.boundaries.push(Decision { features: names.0, answer: ends_before });
        }
        if ends_before {
            sofar = Sofar::new(t);
        }
        let may_be = contraction(token.span.of(text), lexicon).is_some_and(|c| c.or_article);
        let range = (token.span.start, token.span.end);
        if let Some(&words) = answers.words.get(&range).filter(|_| may_be) {
            let mut names = Names::default();
            view.article(sofar.first, t, &mut names);
            decisions.articles.push(Decision { features: names.0, answer: words == 1 });
        }
    }
    Ok(decisions)
}

/// Decisions of press text laid out in paragraphs, one a line: within a line that
/// ends in a mark no headline stands unmarked, so a capital there is a name's.
pub(crate) fn names_in_lines(text: &str, data: &DataFiles) -> Result<Vec<Decision>, DataError> {
    let segmenter = untrained(data)?;
    let (lexicon, model) = (&segmenter.lexicon, &segmenter.boundaries);
    let mut decisions = Vec::new();
    let is_paragraph = |line: &&str| line.len() > 80 && line.ends_with(['.', '!', '?', '»']);
    for line in text.lines().map(str::trim).filter(is_paragraph) {
        let scan = Scanner::new(line, lexicon).run();
        let splitter = Splitter::new(line, lexicon, model, &scan);
        let view = View { text: line, lexicon, tokens: &scan.tokens };
        let mut sofar = Sofar::new(0);
        for t in 1..scan.tokens.len() {
            match splitter.judge(&mut sofar, t) {
                Verdict::Ends => sofar = Sofar::new(t),
                Verdict::Open if matches!(scan.kinds[t - 1], Kind::Word | Kind::Other) => {
                    let mut names = Names::default();
                    view.boundary(&sofar, t, &mut names);
                    decisions.push(Decision { features: names.0, answer: false });
                }
                Verdict::Open | Verdict::GoesOn => {}
            }
        }
    }
    Ok(decisions)
}

/// A segmenter whose models know nothing.
fn untrained(data: &DataFiles) -> Result<Segmenter, DataError> {
    let mut lists = data.clone();
    for name in ["models/text-boundaries.tsv", "models/text-articles.tsv"] {
        lists.insert(name, Vec::new());
    }
    Segmenter::new(&lists)
}

/// Features by name.
#[derive(Default)]
struct Names(Vec<String>);

impl Features for Names {
    fn add(&mut self, parts: &[&str]) {
        self.0.push(parts.join(SEPARATOR));
    }
}

/// What the gold sentences say, by bytes of their text.
struct Answers {
    /// Ends of sentences.
    ends: BTreeMap<u32, ()>,
    /// Number of words of each token.
    words: BTreeMap<(u32, u32), usize>,
}

impl Answers {
    fn new(gold: &[ConlluSentence]) -> Self {
        let mut answers = Self { ends: BTreeMap::new(), words: BTreeMap::new() };
        let mut at = 0;
        for sentence in gold {
            let mut end = at;
            for token in &sentence.tokens {
                end = at + token.form.len() as u32;
                answers.words.insert((at, end), token.count);
                at = end + u32::from(token.space_after());
            }
            answers.ends.insert(end, ());
            at = end + 1;
        }
        answers
    }
}
