//! Trains the name model: WiNER's texts, POPCORN's names at low weight, and business news of
//! our own writing, with other names put in and as it stands.

mod fillers;
pub mod popcorn;
pub mod templates;

use super::articles;
use super::perceptron::Perceptron;
use super::shuffle::Random;
use super::tagging::Trained;
use super::{Sources, TrainError};
use crate::data::DataFiles;
use crate::doc::{ByteSpan, CodePoints};
use crate::entity::gazetteer::Gazetteer;
use crate::entity::lexicon::Lexicon;
use crate::entity::names::features::{features, history};
use crate::entity::names::labels::{KINDS, LABELS, NONE, Part, label};
use crate::entity::names::model::{FEATURES, FILE, KIND, Scores, best, stretches};
use crate::entity::names::{self, view};
use crate::entity::sheet::Sheet;
use crate::eval::names::{NamedText, read};
use crate::model::model_file::{self, Header};
use crate::model::weights::Weights;
use crate::syntax::tagger::Scorer;
use crate::syntax::tagging::Tagging;
use crate::text::Segmenter;
use std::collections::HashMap;

/// How the model is trained.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Trainings from nothing, of which the weights are averaged.
    pub runs: u64,
    /// Rounds over the texts.
    pub rounds: usize,
    /// Of a hundred features of a token, so many are not seen in a round: no single one is leant on.
    pub hidden: u64,
    /// Decides the order of texts, and the names that are put in.
    pub seed: u64,
    /// Weights that round to less are left out.
    pub least: i16,
    /// What a wrong label costs while training, in points: a margin.
    pub margin: i32,
    /// Features of fewer tokens are left out.
    pub seen: u32,
    /// Texts of our own writing.
    pub written: usize,
    /// Texts of POPCORN are visited in one of so many rounds.
    pub rare: usize,
    /// WiNER's texts that are left out, to measure on: every Nth from the Kth.
    pub without: Option<(usize, usize)>,
    /// The same of articles of our own.
    pub without_articles: Option<(usize, usize)>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            runs: 4,
            rounds: 10,
            hidden: 30,
            seed: 1,
            least: 320,
            margin: 12,
            seen: 2,
            written: 2000,
            rare: 4,
            without: None,
            without_articles: None,
        }
    }
}

/// The largest integer weight.
const LARGEST: i16 = 16_000;

/// WiNER's texts, below the folder of sources.
const WINER: &str = "winer/train.jsonl";

/// A stretch of tokens with its right labels.
struct Stretch {
    features: Vec<Vec<u64>>,
    gold: Vec<u8>,
    every: usize,
}

impl Stretch {
    /// The stretch without so many of a hundred features, drawn for each token.
    fn partly(&self, hidden: u64, random: &mut Random) -> Stretch {
        let mut seen = |features: &Vec<u64>| {
            features.iter().copied().filter(|_| random.draw() % 100 >= hidden).collect()
        };
        Stretch {
            features: self.features.iter().map(&mut seen).collect(),
            gold: self.gold.clone(),
            every: self.every,
        }
    }
}

/// Reads texts, tags them, and trains. `progress` hears what is being done.
///
/// # Errors
/// When a source is missing or not what it should be.
pub fn train(
    sources: &Sources,
    data: &DataFiles,
    options: Options,
    mut progress: impl FnMut(&str),
) -> Result<Trained, TrainError> {
    let reader = Reader::new(data)?;
    let mut stretches = Vec::new();
    let fault =
        |line: usize, message: String| TrainError::Source { path: sources.path(WINER), line, message };
    for (n, line) in sources.text(WINER)?.lines().enumerate() {
        if left_out(options.without, n) {
            continue;
        }
        reader.add(&read(line).map_err(|m| fault(n + 1, m))?, 1, &mut stretches);
    }
    progress(&format!("{} stretches of WiNER", stretches.len()));
    for text in popcorn::texts(sources, &reader.gazetteer)? {
        reader.add(&text, options.rare, &mut stretches);
    }
    progress(&format!("{} stretches with POPCORN", stretches.len()));
    for text in templates::texts(sources, data, options.written, options.seed)? {
        reader.add(&text, 1, &mut stretches);
    }
    let named = articles::all()?.into_iter().filter_map(|a| a.names().map(|names| (a, names)));
    let kept = named.enumerate().filter(|(n, _)| !left_out(options.without_articles, *n));
    for (_, (article, names)) in kept {
        let points = CodePoints::new(&article.document.text);
        let names = names.into_iter().map(|(start, end, kind)| {
            let (start, end) = points.span(ByteSpan { start: start as u32, end: end as u32 });
            (start, end, Some(kind))
        });
        let names = names.collect();
        reader.add(&NamedText::new(article.document, names), 1, &mut stretches);
    }
    progress(&format!("{} stretches with articles of our own", stretches.len()));
    Ok((FILE, model(stretches, options, &mut progress)))
}

/// Whether text `n` is among those left out.
fn left_out(part: Option<(usize, usize)>, n: usize) -> bool {
    part.is_some_and(|(k, every)| n % every == k - 1)
}

/// The bytes of the model that these stretches make.
fn model(mut stretches: Vec<Stretch>, options: Options, progress: &mut impl FnMut(&str)) -> Vec<u8> {
    progress(&format!("training on {} stretches", stretches.len()));
    thin(&mut stretches, options.seen);
    let trained = fit(&stretches, options, progress);
    let header = Header {
        kind: KIND.into(),
        features: FEATURES,
        corpora: vec![WINER.into(), popcorn::FILE.into(), templates::FILE.into(), articles::NAMED.into()],
        seed: options.seed,
        scores: Vec::new(),
    };
    let (slots, pairs) = Weights::write(&trained.average(LARGEST, options.least));
    model_file::write(&header, &[("names.slots", &slots), ("names.pairs", &pairs)])
}

/// Makes stretches of texts.
struct Reader {
    segmenter: Segmenter,
    tagging: Tagging,
    gazetteer: Gazetteer,
    lexicon: Lexicon,
}

impl Reader {
    fn new(data: &DataFiles) -> Result<Self, TrainError> {
        let gazetteer = Gazetteer::new(data)?;
        let lexicon = Lexicon::new(data, &gazetteer)?;
        Ok(Self { segmenter: Segmenter::new(data)?, tagging: Tagging::new(data)?, gazetteer, lexicon })
    }

    fn add(&self, text: &NamedText, every: usize, out: &mut Vec<Stretch>) {
        let document = &text.document;
        let tokens = self.segmenter.segment(document);
        let tags = self.tagging.tag(document, &tokens);
        let sheet = Sheet::new(document, &tokens, &tags);
        let rules = names::by_rules(&sheet, &self.gazetteer, &self.lexicon);
        let views = view::views(&sheet, &self.gazetteer, &self.lexicon, &rules);
        let points = CodePoints::new(&document.text);
        let mut gold = vec![(0, 0); sheet.pieces.len()];
        // For each token the number of its name, from 1, and the name's kind.
        let mut names = text.names.iter().zip(1u32..).peekable();
        for (i, piece) in sheet.pieces.iter().enumerate() {
            let (start, end) = points.span(piece.span);
            while names.next_if(|(n, _)| n.1 <= start).is_some() {}
            if let Some(&(&(_, _, kind), number)) = names.peek().filter(|(n, _)| n.0 < end) {
                gold[i] = (number, kind.map_or(KINDS - 1, |k| k as usize));
            }
        }
        for (sentence, stretch) in stretches(&views, &sheet.sentences) {
            let range = &sheet.sentences[sentence];
            let inside = &views[range.clone()];
            let mut found = Vec::new();
            let features: Vec<Vec<u64>> = stretch
                .clone()
                .map(|i| {
                    features(inside, i - range.start, range.start, &mut found);
                    found.clone()
                })
                .collect();
            out.push(Stretch { features, gold: told(&gold[stretch]), every });
        }
    }
}

/// The labels of tokens of which the number and kind of the name are given; 0 for none.
fn told(names: &[(u32, usize)]) -> Vec<u8> {
    let same = |a: &(u32, usize), b: &(u32, usize)| a.0 == b.0;
    let name = |run: &[(u32, usize)]| -> Vec<u8> {
        let (number, kind) = run[0];
        let part = |n| if number == 0 { NONE } else { label(kind, Part::of(n, run.len())) };
        (0..run.len()).map(part).collect()
    };
    names.chunk_by(same).flat_map(name).collect()
}

/// Leaves out features that fewer tokens have: they tell of one text only.
fn thin(stretches: &mut [Stretch], seen: u32) {
    let mut counts: HashMap<u64, u32> = HashMap::new();
    for features in stretches.iter().flat_map(|s| &s.features) {
        features.iter().for_each(|f| *counts.entry(*f).or_default() += 1);
    }
    for features in stretches.iter_mut().flat_map(|s| &mut s.features) {
        features.retain(|f| counts[f] >= seen);
    }
}

fn fit(stretches: &[Stretch], options: Options, progress: &mut impl FnMut(&str)) -> Perceptron {
    let mut model = Perceptron::default();
    for run in 0..options.runs {
        model.restart();
        let mut random = Random::new(options.seed + run);
        let mut order: Vec<usize> = (0..stretches.len()).collect();
        for round in 0..options.rounds {
            random.shuffle(&mut order);
            let mut wrong = 0usize;
            for &n in &order {
                if (n + round).is_multiple_of(stretches[n].every) {
                    let seen = stretches[n].partly(options.hidden, &mut random);
                    wrong += usize::from(!learn(&mut model, &seen, options.margin));
                }
            }
            let round = round + 1;
            progress(&format!(
                "run {}, round {round} of {}: {wrong} stretches wrong",
                run + 1,
                options.rounds
            ));
        }
    }
    model
}

/// Labels a stretch and corrects the model where it errs; whether all was right.
fn learn(model: &mut Perceptron, stretch: &Stretch, margin: i32) -> bool {
    model.tick();
    let local = |(features, &gold): (&Vec<u64>, &u8)| {
        let mut local = [margin; LABELS];
        local[usize::from(gold)] = 0;
        features.iter().for_each(|&f| model.add(f, &mut local));
        local
    };
    let scores: Vec<Scores> = stretch.features.iter().zip(&stretch.gold).map(local).collect();
    let mut transitions = [[0; LABELS]; LABELS];
    for (label, row) in transitions.iter_mut().enumerate() {
        model.add(history(label), row);
    }
    let (mut back, mut found) = (Vec::new(), Vec::new());
    best(&scores, &transitions, &mut back, &mut found);
    update(model, stretch, &found);
    found == stretch.gold
}

/// Moves weights from the found labels to the right ones.
fn update(model: &mut Perceptron, stretch: &Stretch, found: &[u8]) {
    let (mut before, mut before_gold) = (0, 0);
    for ((features, &gold), &label) in stretch.features.iter().zip(&stretch.gold).zip(found) {
        if gold != label {
            model.correct(features, u16::from(label), u16::from(gold));
        }
        if (before, label) != (before_gold, gold) {
            model.shift(history(usize::from(before_gold)), u16::from(gold), 1);
            model.shift(history(usize::from(before)), u16::from(label), -1);
        }
        (before, before_gold) = (label, gold);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{Document, EntityType};
    use crate::entity::names::model::NameModel;

    /// Texts in which the word behind "chez" is a firm, whatever it is, and that behind "avec" a person.
    fn texts() -> Vec<NamedText> {
        let names = ["Brelmar", "Tosquin", "Ivarel", "Dulmont", "Pracey", "Guelnor", "Sambrel", "Quintois"];
        let text = |(n, name): (usize, &&str)| {
            let (before, kind) = match n % 2 {
                0 => ("Elle achète du blé chez ", EntityType::Organization),
                _ => ("Elle dîne ce soir avec ", EntityType::Person),
            };
            let start = before.chars().count();
            let document = Document::new("toy", format!("{before}{name} depuis longtemps."));
            NamedText { document, names: vec![(start, start + name.chars().count(), Some(kind))] }
        };
        names.iter().enumerate().map(text).collect()
    }

    fn trained() -> Vec<u8> {
        let reader = Reader::new(&DataFiles::embedded()).unwrap();
        let mut stretches = Vec::new();
        texts().iter().for_each(|t| reader.add(t, 1, &mut stretches));
        model(stretches, Options { least: 1, ..Options::default() }, &mut |_| ())
    }

    #[test]
    fn learns_from_a_few_texts_and_always_the_same() {
        let bytes = trained();
        assert_eq!(bytes, trained());
        let mut data = DataFiles::embedded();
        data.insert(FILE, bytes);
        let (reader, model) = (Reader::new(&data).unwrap(), NameModel::new(&data).unwrap());
        let kinds = |text: &str| -> Vec<(String, EntityType)> {
            let document = Document::new("new", text);
            let tokens = reader.segmenter.segment(&document);
            let tags = reader.tagging.tag(&document, &tokens);
            let sheet = Sheet::new(&document, &tokens, &tags);
            let found = names::find(&sheet, &reader.gazetteer, &reader.lexicon, &model);
            found.iter().map(|n| (sheet.span(&n.tokens).of(text).to_owned(), n.kind)).collect()
        };
        // A name that no list and no training text has.
        let firm = kinds("Elle achète du blé chez Vornelac depuis longtemps.");
        assert_eq!(firm, [("Vornelac".to_owned(), EntityType::Organization)]);
        let person = kinds("Elle dîne ce soir avec Vornelac depuis longtemps.");
        assert_eq!(person, [("Vornelac".to_owned(), EntityType::Person)]);
    }
}
