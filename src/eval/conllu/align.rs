//! Laying gold and system over the same characters, and pairing their words.

use crate::doc::conllu::ConlluSentence;
use crate::doc::{Document, SentenceIdx, Tags, Tokens, Trees};

/// One side of the comparison. Ranges count characters that are no white space.
#[derive(Debug, Default)]
pub(super) struct Layout {
    /// Those characters.
    pub(super) signs: String,
    pub(super) sentences: Vec<(usize, usize)>,
    pub(super) tokens: Vec<(usize, usize)>,
    pub(super) words: Vec<Row>,
    /// Length of `signs` in characters.
    len: usize,
}

/// A syntactic word with its columns.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// Of its token.
    range: (usize, usize),
    /// Whether it shares its token with others.
    is_part: bool,
    /// Lower case.
    form: String,
    pub(super) upos: String,
    pub(super) feats: String,
    pub(super) lemma: String,
    /// Position of its head among all words; `None` for a root.
    pub(super) head: Option<usize>,
    pub(super) deprel: String,
}

impl Layout {
    pub(super) fn of_gold(sentences: &[ConlluSentence]) -> Self {
        let mut layout = Self::default();
        for sentence in sentences {
            let (start, base) = (layout.len, layout.words.len());
            for token in &sentence.tokens {
                let range = layout.token(&token.form);
                for word in &sentence.words[token.first..token.first + token.count] {
                    layout.words.push(Row {
                        range,
                        is_part: token.count > 1,
                        form: word.form.to_lowercase(),
                        upos: word.upos.clone(),
                        feats: word.feats.clone(),
                        lemma: word.lemma.clone(),
                        head: word.head.and_then(|h| h.checked_sub(1)).map(|h| base + h),
                        deprel: word.deprel.clone(),
                    });
                }
            }
            layout.sentences.push((start, layout.len));
        }
        layout
    }

    pub(super) fn of_layers(
        document: &Document,
        tokens: &Tokens,
        tags: Option<&Tags>,
        trees: Option<&Trees>,
    ) -> Self {
        let mut layout = Self::default();
        for s in (0..tokens.sentences.len()).map(SentenceIdx::from) {
            let sentence = &tokens.sentences[s.index()];
            let start = layout.len;
            for token in &tokens.tokens[sentence.token_range()] {
                let range = layout.token(token.span.of(&document.text));
                for w in token.words.iter() {
                    let mut row = Row {
                        range,
                        is_part: token.words.len() > 1,
                        form: tokens.form(&document.text, w).to_lowercase(),
                        ..Row::default()
                    };
                    if let Some(tag) = tags.map(|t| t.of(w)) {
                        row.upos = tag.upos.to_string();
                        row.feats = tag.feats.to_string();
                        row.lemma = tag.lemma.to_string();
                    }
                    if let Some(arc) = trees.map(|t| t.arc(w)) {
                        row.head = arc.head.map(|h| h.index());
                        row.deprel = arc.deprel.to_string();
                    }
                    layout.words.push(row);
                }
            }
            layout.sentences.push((start, layout.len));
        }
        layout
    }

    /// Adds a token's characters and gives their range.
    fn token(&mut self, form: &str) -> (usize, usize) {
        let start = self.len;
        for c in form.chars().filter(|c| !c.is_whitespace()) {
            self.signs.push(c);
            self.len += 1;
        }
        let range = (start, self.len);
        self.tokens.push(range);
        range
    }
}

/// Pairs the words of gold and system that are the same.
pub(super) fn align(gold: &Layout, system: &Layout) -> Vec<(usize, usize)> {
    let (gold, system) = (&gold.words, &system.words);
    let mut pairs = Vec::with_capacity(gold.len());
    let (mut g, mut s) = (0, 0);
    while g < gold.len() && s < system.len() {
        if gold[g].is_part || system[s].is_part {
            // A single word of the one side that starts before the other's multiword token has no partner.
            if gold[g].is_part && !system[s].is_part && system[s].range.0 < gold[g].range.0 {
                s += 1;
            } else if !gold[g].is_part && gold[g].range.0 < system[s].range.0 {
                g += 1;
            }
            let (g_end, s_end) = stretch(gold, system, g, s);
            common(&gold[g..g_end], &system[s..s_end], |i, j| pairs.push((g + i, s + j)));
            (g, s) = (g_end, s_end);
        } else if gold[g].range == system[s].range {
            pairs.push((g, s));
            (g, s) = (g + 1, s + 1);
        } else if gold[g].range.0 <= system[s].range.0 {
            g += 1;
        } else {
            s += 1;
        }
    }
    pairs
}

/// The ends of the words, from `g` and `s` on, that lie in one stretch of
/// characters that multiword tokens of either side hold together.
fn stretch(gold: &[Row], system: &[Row], g: usize, s: usize) -> (usize, usize) {
    let (mut g_end, mut s_end) = (g, s);
    let holder = gold.get(g).filter(|w| w.is_part).or(system.get(s));
    let Some(mut end) = holder.map(|w| w.range.1) else { return (g, s) };
    loop {
        let inside = |word: Option<&Row>| {
            word.is_some_and(|w| if w.is_part { w.range.0 < end } else { w.range.1 <= end })
        };
        if !inside(gold.get(g_end)) && !inside(system.get(s_end)) {
            return (g_end, s_end);
        }
        let gold_first = match (gold.get(g_end), system.get(s_end)) {
            (Some(a), Some(b)) => a.range.0 <= b.range.0,
            (gold, _) => gold.is_some(),
        };
        let word = if gold_first { &gold[g_end] } else { &system[s_end] };
        if word.is_part {
            end = end.max(word.range.1);
        }
        *(if gold_first { &mut g_end } else { &mut s_end }) += 1;
    }
}

/// Calls `pair` for each pair of a longest common subsequence of forms, from the first.
fn common(gold: &[Row], system: &[Row], mut pair: impl FnMut(usize, usize)) {
    // longest[i][j]: length over gold[i..] and system[j..].
    let mut longest = vec![vec![0usize; system.len() + 1]; gold.len() + 1];
    for i in (0..gold.len()).rev() {
        for j in (0..system.len()).rev() {
            longest[i][j] = match gold[i].form == system[j].form {
                true => longest[i + 1][j + 1] + 1,
                false => longest[i + 1][j].max(longest[i][j + 1]),
            };
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < gold.len() && j < system.len() {
        if gold[i].form == system[j].form {
            pair(i, j);
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
}
