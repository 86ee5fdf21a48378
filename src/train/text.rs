//! Trains the two small models of `text/`: averaged perceptrons, written as lists
//! of features and whole weights.

use super::{Sources, TrainError};
use crate::data::{DataError, DataFiles};
use crate::doc::conllu::ConlluSentence;
use crate::eval::conllu::raw_text;
use crate::text::train::{Decision, decisions, names_in_lines};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How to train.
#[derive(Clone, Copy, Debug)]
pub struct TextOptions {
    /// Times that the decisions are gone through.
    pub epochs: u64,
    /// Times that all this is done from zero; the weights are the mean.
    pub passes: u32,
    /// Start of the shuffle.
    pub seed: u64,
    /// Features seen in fewer decisions are left out.
    pub min_count: u32,
}

impl Default for TextOptions {
    fn default() -> Self {
        Self { passes: 15, epochs: 20, seed: 1, min_count: 1 }
    }
}

/// The two models as the text of their files, `models/text-boundaries.tsv` and
/// `models/text-articles.tsv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextModels {
    /// Whether a sentence ends where no rule says so.
    pub boundaries: String,
    /// Whether `du` or `des` is an article.
    pub articles: String,
}

/// Treebanks that the models are trained on, below the folder of sources, and whether
/// each is a transcript of speech.
const TREEBANKS: &[(&str, bool)] = &[
    ("treebank/sequoia-train.conllu", false),
    ("treebank/gsd-train.conllu", false),
    ("treebank/fqb-train.conllu", false),
    ("treebank/rhapsodie-spoken-train.conllu", true),
    ("treebank/parisstories-spoken-train.conllu", true),
];

/// Press articles, in JSON Lines with a field `text`.
const PRESS: &str = "winer/train.jsonl";

/// Reads the sources and trains.
///
/// # Errors
/// When a source or a word list of `data` is missing or wrong.
pub fn train(sources: &Sources, data: &DataFiles, options: TextOptions) -> Result<TextModels, TrainError> {
    let treebank = |&(source, speech): &(&str, bool)| {
        Ok(Treebank { name: stem(source), sentences: sources.treebank(source)?, speech })
    };
    let treebanks = TREEBANKS.iter().map(treebank).collect::<Result<Vec<_>, TrainError>>()?;
    let article =
        |(n, line): (usize, &str)| {
            let article: serde_json::Value = serde_json::from_str(line).map_err(|e| {
                TrainError::Source { path: sources.path(PRESS), line: n + 1, message: e.to_string() }
            })?;
            Ok(article["text"].as_str().unwrap_or_default().to_owned())
        };
    let texts = sources.text(PRESS)?.lines().enumerate().map(article).collect::<Result<_, TrainError>>()?;
    let press = Press { name: "winer-train".to_owned(), texts };
    Ok(train_text(&treebanks, &[press], data, options)?)
}

/// `sequoia-train` of `treebank/sequoia-train.conllu`.
fn stem(source: &str) -> String {
    let name = source.rsplit('/').next().unwrap_or(source);
    name.split('.').next().unwrap_or(name).to_owned()
}

/// Trains on treebanks and on press articles. Transcripts of speech teach articles
/// alone: they have no sentences of the written kind. Articles teach where no sentence ends.
///
/// # Errors
/// When a word list of `data` is wrong.
pub fn train_text(
    treebanks: &[Treebank],
    press: &[Press],
    data: &DataFiles,
    options: TextOptions,
) -> Result<TextModels, DataError> {
    let (mut boundaries, mut articles) = (Vec::new(), Vec::new());
    for treebank in treebanks {
        let found = decisions(&treebank.sentences, &raw_text(&treebank.sentences), data)?;
        articles.extend(found.articles);
        if !treebank.speech {
            boundaries.extend(found.boundaries);
        }
    }
    for source in press {
        for text in &source.texts {
            boundaries.extend(names_in_lines(text, data)?);
        }
    }
    let written = treebanks.iter().filter(|t| !t.speech).map(|t| t.name.as_str());
    let written = written.chain(press.iter().map(|p| p.name.as_str())).collect::<Vec<_>>().join(", ");
    let all = treebanks.iter().map(|t| t.name.as_str()).collect::<Vec<_>>().join(", ");
    let file = |what: &str, sources: &str, decisions: &[Decision]| {
        let mut out = format!(
            "# {what}: features and weights of an averaged perceptron.\n\
             # Trained on {} decisions of {sources}\n\
             # (licences: see data/README.md),\n\
             # {} passes of {} epochs, seed {}.\n",
            decisions.len(),
            options.passes,
            options.epochs,
            options.seed
        );
        for (feature, weight) in perceptron(decisions, options) {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{feature}\t{weight}");
        }
        out
    };
    Ok(TextModels {
        boundaries: file("Whether a sentence ends where no rule says so", &written, &boundaries),
        articles: file("Whether `du` or `des` is an article", &all, &articles),
    })
}

/// Sentences to learn from.
#[derive(Clone, Debug)]
pub struct Treebank {
    /// As the model's header names it.
    pub name: String,
    /// In the order of the file.
    pub sentences: Vec<ConlluSentence>,
    /// Whether it is a transcript of speech.
    pub speech: bool,
}

/// Press articles to learn from, one paragraph a line.
#[derive(Clone, Debug)]
pub struct Press {
    /// As the model's header names it.
    pub name: String,
    /// The articles.
    pub texts: Vec<String>,
}

/// Averaged weights in hundredths, those that round to zero left out, by feature.
fn perceptron(decisions: &[Decision], options: TextOptions) -> BTreeMap<&str, i64> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for feature in decisions.iter().flat_map(|d| &d.features) {
        *counts.entry(feature).or_default() += 1;
    }
    let kept = counts.into_iter().filter(|&(_, n)| n >= options.min_count).map(|(feature, _)| feature);
    let names: Vec<&str> = kept.collect();
    let index = |feature: &String| names.binary_search(&feature.as_str()).ok();
    let rows: Vec<(Vec<usize>, bool)> =
        decisions.iter().map(|d| (d.features.iter().filter_map(index).collect(), d.answer)).collect();
    let mut total = vec![0i64; names.len()];
    let mut state = options.seed;
    // Several passes from zero, each in its own order, are steadier than one.
    for _ in 0..options.passes {
        for (sum, weight) in total.iter_mut().zip(pass(&rows, names.len(), options.epochs, &mut state)) {
            *sum += weight;
        }
    }
    let average = |f: usize| total[f] / i64::from(options.passes);
    names
        .iter()
        .enumerate()
        .map(|(f, &name)| (name, average(f)))
        .filter(|&(_, w)| w.abs() >= SMALLEST)
        .collect()
}

/// Weights nearer to zero, in hundredths, are left out.
const SMALLEST: i64 = 40;

/// Averaged weights in hundredths after going through the rows a number of times.
fn pass(rows: &[(Vec<usize>, bool)], features: usize, epochs: u64, state: &mut u64) -> Vec<i64> {
    let mut weights = vec![0i64; features];
    // Sum over time of each weight, kept lazily: total = weight * now - corrections.
    let mut corrections = vec![0i64; features];
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut now = 1i64;
    for _ in 0..epochs {
        shuffle(&mut order, state);
        for &row in &order {
            let (features, answer) = &rows[row];
            let sum: i64 = features.iter().map(|&f| weights[f]).sum();
            // A margin, in updates, steadies the rare features.
            let wrong = if *answer { sum <= MARGIN } else { sum >= -MARGIN };
            if wrong {
                let step = if *answer { 1 } else { -1 };
                for &f in features {
                    weights[f] += step;
                    corrections[f] += step * now;
                }
            }
            now += 1;
        }
    }
    weights.iter().zip(corrections).map(|(w, c)| (w * now - c) * 100 / now).collect()
}

/// Decisions nearer to zero than this are still learnt from.
const MARGIN: i64 = 8;

/// Fisher-Yates with a 64-bit linear congruential generator (Knuth's MMIX constants).
fn shuffle(order: &mut [usize], state: &mut u64) {
    for i in (1..order.len()).rev() {
        *state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        order.swap(i, (*state >> 33) as usize % (i + 1));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::Document;
    use crate::doc::conllu::read;
    use crate::text::Segmenter;

    /// Sentences of the same two patterns: `vend des` article, `prix des` contraction.
    fn toy() -> Vec<ConlluSentence> {
        let mut out = String::new();
        for (i, noun) in ["livres", "robes", "vélos", "tables", "lampes"].iter().enumerate() {
            out.push_str(&format!("1\tElle\t_\t_\t_\t_\t_\t_\t_\t_\n2\tvend\t_\t_\t_\t_\t_\t_\t_\t_\n3\tdes\t_\t_\t_\t_\t_\t_\t_\t_\n4\t{noun}\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n"));
            out.push_str(&format!("1\tLe\t_\t_\t_\t_\t_\t_\t_\t_\n2\tprix\t_\t_\t_\t_\t_\t_\t_\t_\n3-4\tdes\t_\t_\t_\t_\t_\t_\t_\t_\n3\tde\t_\t_\t_\t_\t_\t_\t_\t_\n4\tles\t_\t_\t_\t_\t_\t_\t_\t_\n5\t{noun}\t_\t_\t_\t_\t_\t_\t_\t_\n\n"));
            out.push_str(&format!(
                "1\tChapitre\t_\t_\t_\t_\t_\t_\t_\t_\n2\t{i}\t_\t_\t_\t_\t_\t_\t_\t_\n\n"
            ));
        }
        read(&out).unwrap()
    }

    #[test]
    fn learns_both_decisions_from_a_toy_treebank() {
        let treebank = Treebank { name: "toy".to_owned(), sentences: toy(), speech: false };
        let train = || {
            train_text(std::slice::from_ref(&treebank), &[], &DataFiles::embedded(), TextOptions::default())
        };
        let models = train().unwrap();
        assert_eq!(models, train().unwrap());
        let mut data = DataFiles::embedded();
        data.insert("models/text-boundaries.tsv", models.boundaries.into_bytes());
        data.insert("models/text-articles.tsv", models.articles.into_bytes());
        let document =
            Document::new("t", "Il vend des pommes. Le prix des pommes Chapitre 12 Le prix des noix");
        let tokens = Segmenter::new(&data).unwrap().segment(&document);
        let words: Vec<_> = tokens.sentences.iter().map(|s| s.words.len()).collect();
        assert_eq!(words, [5, 5, 2, 5]);
    }
}
