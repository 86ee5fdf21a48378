//! Layers against a gold treebank, by the definitions of the CoNLL 2018 shared task.
//!
//! Gold and system need not agree on tokens: both are laid over the characters
//! of the text that are no white space. Sentences and tokens are right when the
//! range is; words are aligned by range, inside multiword tokens by the longest
//! common subsequence of their forms; tags and arcs count where their words, and the heads'
//! words, are aligned.

mod align;

use crate::doc::conllu::ConlluSentence;
use crate::doc::{Document, Tags, Tokens, Trees};
use align::{Layout, Row, align};
use std::collections::BTreeMap;
use std::fmt;

/// The text that a gold file stands for: its sentences in order, one space
/// between them, as a reader without paragraph marks would see it.
pub fn raw_text(gold: &[ConlluSentence]) -> String {
    let mut text = String::new();
    for sentence in gold {
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&sentence.text());
    }
    text
}

/// Gold and system cannot be compared: they are not over the same text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "expected the gold text, found another at its sign {at} (white space not counted): `{gold}` is `{system}`"
)]
pub struct TextMismatch {
    /// Signs before the difference.
    pub at: usize,
    /// The gold text from there.
    pub gold: String,
    /// The system's.
    pub system: String,
}

/// Counts behind one figure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// Items that are right.
    pub correct: usize,
    /// Items of the gold file.
    pub gold: usize,
    /// Items of the system.
    pub system: usize,
}

impl Score {
    /// Share of the system's items that are right, in percent; 0 without items.
    pub fn precision(self) -> f64 {
        percent(self.correct, self.system)
    }

    /// Share of the gold items that were found, in percent; 0 without items.
    pub fn recall(self) -> f64 {
        percent(self.correct, self.gold)
    }

    /// Harmonic mean of both, in percent.
    pub fn f1(self) -> f64 {
        percent(2 * self.correct, self.gold + self.system)
    }

    fn count(&mut self, is_gold: bool, is_system: bool, is_correct: bool) {
        self.gold += usize::from(is_gold);
        self.system += usize::from(is_system);
        self.correct += usize::from(is_correct);
    }
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 * 100.0 / whole as f64 }
}

/// All figures. Those of layers that the system did not give are zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConlluScores {
    /// Ranges of sentences.
    pub sentences: Score,
    /// Ranges of orthographic tokens.
    pub tokens: Score,
    /// Syntactic words.
    pub words: Score,
    /// Universal part of speech.
    pub upos: Score,
    /// The features that UD knows for all languages (UFeats of CoNLL 2018).
    pub ufeats: Score,
    /// The whole FEATS column.
    pub feats: Score,
    /// Lemmas.
    pub lemmas: Score,
    /// Heads.
    pub uas: Score,
    /// Heads and relations without subtype.
    pub las: Score,
    /// The same over content words alone.
    pub clas: Score,
    /// Heads and relations with subtype.
    pub las_subtypes: Score,
    /// Heads and relations for each relation with subtype, by its name.
    pub relations: BTreeMap<String, Score>,
}

/// Compares layers with a gold file over the same text.
///
/// # Errors
/// When the texts differ in more than white space.
pub fn evaluate(
    gold: &[ConlluSentence],
    document: &Document,
    tokens: &Tokens,
    tags: Option<&Tags>,
    trees: Option<&Trees>,
) -> Result<ConlluScores, TextMismatch> {
    let gold = Layout::of_gold(gold);
    let system = Layout::of_layers(document, tokens, tags, trees);
    compare_texts(&gold.signs, &system.signs)?;
    let mut scores = ConlluScores {
        sentences: ranges(&gold.sentences, &system.sentences),
        tokens: ranges(&gold.tokens, &system.tokens),
        ..ConlluScores::default()
    };
    let pairs = align(&gold, &system);
    let words = |correct| Score { correct, gold: gold.words.len(), system: system.words.len() };
    scores.words = words(pairs.len());
    let rows = || pairs.iter().map(|&(g, s)| (&gold.words[g], &system.words[s]));
    let matching = |right: fn(&Row, &Row) -> bool| words(rows().filter(|(g, s)| right(g, s)).count());
    if tags.is_some() {
        scores.upos = matching(|g, s| g.upos == s.upos);
        scores.ufeats = matching(|g, s| universal(&g.feats).eq(universal(&s.feats)));
        scores.feats = matching(|g, s| g.feats == s.feats);
        scores.lemmas = matching(|g, s| g.lemma == "_" || g.lemma == s.lemma);
    }
    if trees.is_some() {
        score_arcs(&mut scores, &gold, &system, &pairs);
    }
    Ok(scores)
}

fn compare_texts(gold: &str, system: &str) -> Result<(), TextMismatch> {
    let same = |&(g, s): &(char, char)| g == s;
    let at = gold.chars().zip(system.chars()).take_while(same).count();
    let rest = |text: &str| -> String { text.chars().skip(at).take(20).collect() };
    let mismatch = TextMismatch { at, gold: rest(gold), system: rest(system) };
    if mismatch.gold.is_empty() && mismatch.system.is_empty() { Ok(()) } else { Err(mismatch) }
}

/// How many ranges both have; both are sorted.
fn ranges(gold: &[(usize, usize)], system: &[(usize, usize)]) -> Score {
    let correct = gold.iter().filter(|range| system.binary_search(range).is_ok()).count();
    Score { correct, gold: gold.len(), system: system.len() }
}

fn score_arcs(scores: &mut ConlluScores, gold: &Layout, system: &Layout, pairs: &[(usize, usize)]) {
    let mut system_of = vec![None; gold.words.len()];
    let mut gold_of = vec![None; system.words.len()];
    for &(g, s) in pairs {
        system_of[g] = Some(s);
        gold_of[s] = Some(g);
    }
    for (g, word) in gold.words.iter().enumerate() {
        let other = system_of[g].map(|s| &system.words[s]);
        // Roots match roots; other heads match when their words are aligned.
        let attached = other.is_some_and(|o| match (word.head, o.head) {
            (None, None) => true,
            (Some(head), Some(other)) => gold_of[other] == Some(head),
            _ => false,
        });
        let label = |strip: fn(&str) -> &str| {
            attached && other.is_some_and(|o| strip(&word.deprel) == strip(&o.deprel))
        };
        let (stripped, full) = (label(stem), label(|l| l));
        scores.uas.count(true, false, attached);
        scores.las.count(true, false, stripped);
        scores.las_subtypes.count(true, false, full);
        scores.clas.count(is_content(&word.deprel), false, stripped && is_content(&word.deprel));
        scores.relations.entry(word.deprel.clone()).or_default().count(true, false, full);
    }
    for word in &system.words {
        for score in [&mut scores.uas, &mut scores.las, &mut scores.las_subtypes] {
            score.count(false, true, false);
        }
        scores.clas.count(false, is_content(&word.deprel), false);
        scores.relations.entry(word.deprel.clone()).or_default().count(false, true, false);
    }
}

/// A relation without its subtype.
fn stem(deprel: &str) -> &str {
    deprel.split(':').next().unwrap_or(deprel)
}

/// Whether CLAS counts the relation: no function word, no punctuation.
fn is_content(deprel: &str) -> bool {
    const FUNCTION: [&str; 9] = ["aux", "case", "cc", "clf", "cop", "det", "mark", "punct", "_"];
    !FUNCTION.contains(&stem(deprel))
}

/// The features of a FEATS column that CoNLL 2018 compares.
fn universal(feats: &str) -> impl Iterator<Item = &str> {
    const UNIVERSAL: [&str; 21] = [
        "PronType", "NumType", "Poss", "Reflex", "Foreign", "Abbr", "Gender", "Animacy", "Number", "Case",
        "Definite", "Degree", "VerbForm", "Mood", "Tense", "Aspect", "Voice", "Evident", "Polarity",
        "Person", "Polite",
    ];
    feats.split('|').filter(|f| f.split_once('=').is_some_and(|(name, _)| UNIVERSAL.contains(&name)))
}

impl fmt::Display for ConlluScores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{:<14} {:>9} {:>9} {:>9}", "", "precision", "recall", "F1")?;
        let rows = [
            ("sentences", self.sentences),
            ("tokens", self.tokens),
            ("words", self.words),
            ("UPOS", self.upos),
            ("UFeats", self.ufeats),
            ("features", self.feats),
            ("lemmas", self.lemmas),
            ("UAS", self.uas),
            ("LAS", self.las),
            ("CLAS", self.clas),
            ("LAS, subtypes", self.las_subtypes),
        ];
        for (name, score) in rows.into_iter().filter(|(_, score)| score.system > 0) {
            line(f, name, score)?;
        }
        Ok(())
    }
}

impl ConlluScores {
    /// The figures of each relation, one a line, most frequent first.
    pub fn relations_table(&self) -> String {
        let mut rows: Vec<_> = self.relations.iter().collect();
        rows.sort_by_key(|(_, score)| std::cmp::Reverse(score.gold));
        let mut out = String::new();
        for (name, score) in rows {
            // Writing to a string cannot fail.
            let _ = line(&mut out, name, *score);
        }
        out
    }
}

fn line(out: &mut impl fmt::Write, name: &str, score: Score) -> fmt::Result {
    writeln!(out, "{name:<14} {:>9.2} {:>9.2} {:>9.2}", score.precision(), score.recall(), score.f1())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::conllu::{Layers, read};

    const GOLD: &str = "\
1-2	Du	_	_	_	_	_	_	_	_
1	De	de	ADP	_	_	3	case	_	_
2	le	le	DET	_	Definite=Def	3	det	_	_
3	blé	blé	NOUN	_	Number=Sing	4	obl:mod	_	_
4	arrive	arriver	VERB	_	Mood=Ind	0	root	_	SpaceAfter=No
5	.	.	PUNCT	_	_	4	punct	_	_

1	Bien	bien	ADV	_	_	0	root	_	_

";

    fn scores(system: &str) -> ConlluScores {
        let layers = Layers::new("s", &read(system).unwrap());
        let gold = read(GOLD).unwrap();
        let trees = layers.trees.as_ref();
        evaluate(&gold, &layers.document, &layers.tokens, Some(&layers.tags), trees).unwrap()
    }

    #[test]
    fn gold_against_itself_is_perfect() {
        let s = scores(GOLD);
        for score in [s.sentences, s.tokens, s.words, s.upos, s.feats, s.lemmas, s.uas, s.las, s.clas] {
            assert_eq!(score.f1(), 100.0);
        }
        assert_eq!(s.relations["obl:mod"], Score { correct: 1, gold: 1, system: 1 });
    }

    #[test]
    fn one_word_for_two_costs_both_and_their_arcs() {
        let s = scores(
            "\
1	Du	du	DET	_	_	2	det	_	_
2	blé	blé	NOUN	_	Number=Plur	3	obl:arg	_	_
3	arrive	arriver	VERB	_	Mood=Ind	0	root	_	SpaceAfter=No
4	.	.	PUNCT	_	_	3	punct	_	_
5	Bien	bien	ADV	_	_	3	advmod	_	_

",
        );
        assert_eq!(s.sentences, Score { correct: 0, gold: 2, system: 1 });
        assert_eq!(s.tokens, Score { correct: 5, gold: 5, system: 5 });
        assert_eq!(s.words, Score { correct: 4, gold: 6, system: 5 });
        assert_eq!(s.feats.correct, 3);
        assert_eq!(s.las, Score { correct: 3, gold: 6, system: 5 });
        assert_eq!(s.las_subtypes.correct, 2);
        assert_eq!(s.clas, Score { correct: 2, gold: 3, system: 3 });
    }

    #[test]
    fn words_inside_a_range_are_aligned_by_form() {
        let s = scores(&GOLD.replace("2	le	le", "2	LE	le"));
        assert_eq!(s.words.correct, 6);
        let s = scores(&GOLD.replace("2	le	le", "2	la	le"));
        assert_eq!(s.words.correct, 5);
    }

    #[test]
    fn another_text_is_refused() {
        let layers = Layers::new("s", &read(&GOLD.replace("blé", "riz")).unwrap());
        let found = evaluate(&read(GOLD).unwrap(), &layers.document, &layers.tokens, None, None);
        let mismatch = found.unwrap_err();
        assert_eq!((mismatch.at, mismatch.gold.as_str()), (2, "bléarrive.Bien"));
    }
}
