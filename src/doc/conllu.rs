//! CoNLL-U: reading sentences as they stand in the file, and writing layers.
//!
//! Reading gives strings, nothing interpreted, so that a gold file is kept to
//! the letter; [`Layers`] turns them into the document's layers.

use super::{
    Arc, ByteSpan, Document, Sentence, SentenceIdx, Tag, Tags, Token, TokenIdx, Tokens, Trees, Word,
    WordIdx, WordSpan,
};
use smol_str::SmolStr;
use std::fmt::{self, Write};

/// A fault in a CoNLL-U file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {message}")]
pub struct ConlluError {
    /// 1-based.
    pub line: usize,
    /// What was expected and what was found.
    pub message: String,
}

/// A sentence as it stands in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConlluSentence {
    /// 1-based line of its first token.
    pub line: usize,
    /// Comment lines without `# `.
    pub comments: Vec<String>,
    /// Orthographic tokens in order.
    pub tokens: Vec<ConlluToken>,
    /// Syntactic words in order; empty nodes (`8.1`) are passed over.
    pub words: Vec<ConlluWord>,
}

/// An orthographic token: a line of its own, or a range line (`1-2`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ConlluToken {
    /// FORM.
    pub form: String,
    /// MISC, `_` when empty.
    pub misc: String,
    /// First of its words, 0-based in the sentence.
    pub first: usize,
    /// Number of its words, at least 1.
    pub count: usize,
}

/// A syntactic word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs)]
pub struct ConlluWord {
    pub form: String,
    pub lemma: String,
    pub upos: String,
    pub xpos: String,
    pub feats: String,
    /// 1-based; 0 for the root; `None` for `_`.
    pub head: Option<usize>,
    pub deprel: String,
    pub misc: String,
}

impl ConlluSentence {
    /// The value of a comment `# key = value`.
    pub fn comment(&self, key: &str) -> Option<&str> {
        self.comments.iter().find_map(|c| {
            let (k, v) = c.split_once('=')?;
            (k.trim() == key).then_some(v.trim())
        })
    }

    /// The text that the tokens spell, with `SpaceAfter=No` heeded.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (i, token) in self.tokens.iter().enumerate() {
            text.push_str(&token.form);
            if token.space_after() && i + 1 < self.tokens.len() {
                text.push(' ');
            }
        }
        text
    }
}

impl ConlluToken {
    /// Whether a space follows: MISC lacks `SpaceAfter=No`.
    pub fn space_after(&self) -> bool {
        !self.misc.split('|').any(|m| m == "SpaceAfter=No")
    }
}

/// Reads CoNLL-U.
///
/// # Errors
/// At the first line that has not ten columns, or whose ID or HEAD is no number in its place.
pub fn read(input: &str) -> Result<Vec<ConlluSentence>, ConlluError> {
    let mut sentences = Vec::new();
    let mut current = ConlluSentence::default();
    // Words of the current sentence that a range line has already claimed.
    let mut claimed = 0;
    for (number, line) in input.lines().enumerate() {
        let line = line.trim_end_matches('\r');
        let fault = |message: String| ConlluError { line: number + 1, message };
        if line.trim().is_empty() {
            finish(&mut current, claimed, &mut sentences).map_err(fault)?;
            claimed = 0;
            continue;
        }
        if let Some(comment) = line.strip_prefix('#') {
            current.comments.push(comment.trim().to_owned());
            continue;
        }
        if current.tokens.is_empty() {
            current.line = number + 1;
        }
        let columns: Vec<&str> = line.split('\t').collect();
        let [id, form, lemma, upos, xpos, feats, head, deprel, _deps, misc] = columns[..] else {
            return Err(fault(format!("expected 10 tab-separated columns, found {}", columns.len())));
        };
        if id.contains('.') {
            continue;
        }
        let expected = current.words.len() + 1;
        if let Some((from, to)) = id.split_once('-') {
            let range = from.parse::<usize>().ok().zip(to.parse::<usize>().ok());
            match range {
                Some((a, b)) if a == expected && b > a => {
                    claimed = b;
                    current.tokens.push(ConlluToken {
                        form: form.to_owned(),
                        misc: misc.to_owned(),
                        first: a - 1,
                        count: b + 1 - a,
                    });
                }
                _ => return Err(fault(format!("expected a range from {expected}, found ID `{id}`"))),
            }
            continue;
        }
        if id.parse() != Ok(expected) {
            return Err(fault(format!("expected ID {expected}, found `{id}`")));
        }
        let head = match head {
            "_" => None,
            n => Some(n.parse().map_err(|_| fault(format!("expected a number as HEAD, found `{n}`")))?),
        };
        if expected > claimed {
            current.tokens.push(ConlluToken {
                form: form.to_owned(),
                misc: misc.to_owned(),
                first: expected - 1,
                count: 1,
            });
        }
        current.words.push(ConlluWord {
            form: form.to_owned(),
            lemma: lemma.to_owned(),
            upos: upos.to_owned(),
            xpos: xpos.to_owned(),
            feats: feats.to_owned(),
            head,
            deprel: deprel.to_owned(),
            misc: misc.to_owned(),
        });
    }
    let line = input.lines().count();
    finish(&mut current, claimed, &mut sentences).map_err(|message| ConlluError { line, message })?;
    Ok(sentences)
}

/// Closes the current sentence, if it holds a word.
fn finish(
    current: &mut ConlluSentence,
    claimed: usize,
    sentences: &mut Vec<ConlluSentence>,
) -> Result<(), String> {
    let words = current.words.len();
    if claimed > words {
        return Err(format!("expected words up to {claimed} for the range above, found {words}"));
    }
    if let Some(head) = current.words.iter().filter_map(|w| w.head).find(|&h| h > words) {
        return Err(format!("expected heads up to {words}, found {head}"));
    }
    if words > 0 {
        sentences.push(std::mem::take(current));
    }
    Ok(())
}

/// A document and its layers, as a CoNLL-U file gives them.
#[derive(Clone, Debug)]
pub struct Layers {
    /// The text that the tokens spell, one sentence a line.
    pub document: Document,
    /// Gold sentences, tokens and words.
    pub tokens: Tokens,
    /// Gold tags; labels that UD does not know are left at their default.
    pub tags: Tags,
    /// Gold trees, when every sentence has one.
    pub trees: Option<Trees>,
}

impl Layers {
    /// Lays the sentences out as one document.
    pub fn new(id: &str, sentences: &[ConlluSentence]) -> Self {
        let mut text = String::new();
        let mut tokens = Tokens::default();
        let mut tags = Vec::new();
        let mut trees = Some(Trees::default());
        for sentence in sentences {
            let (first_token, first_word) = (tokens.tokens.len(), tokens.words.len());
            let begin = text.len();
            let mut end = begin;
            for token in &sentence.tokens {
                let start = text.len();
                text.push_str(&token.form);
                end = text.len();
                let word = first_word + token.first;
                for w in &sentence.words[token.first..token.first + token.count] {
                    let expansion =
                        (token.count > 1 || w.form != token.form).then(|| SmolStr::new(&w.form));
                    tokens.words.push(Word { token: TokenIdx::from(tokens.tokens.len()), expansion });
                }
                tokens.tokens.push(Token {
                    span: ByteSpan::new(start, end),
                    words: WordSpan::new(word, word + token.count),
                });
                if token.space_after() {
                    text.push(' ');
                }
            }
            text.truncate(end);
            text.push('\n');
            let sentence_layer = Sentence {
                span: ByteSpan::new(begin, end),
                tokens: (TokenIdx::from(first_token), TokenIdx::from(tokens.tokens.len())),
                words: WordSpan::new(first_word, tokens.words.len()),
            };
            tokens.sentences.push(sentence_layer);
            tags.extend(sentence.words.iter().map(|w| Tag {
                upos: w.upos.parse().unwrap_or_default(),
                feats: w.feats.parse().unwrap_or_default(),
                lemma: SmolStr::new(&w.lemma),
            }));
            trees = trees.and_then(|mut trees| {
                let arcs = arcs(sentence, first_word)?;
                trees.push(&sentence_layer, &arcs).ok()?;
                Some(trees)
            });
        }
        Self { document: Document::new(id, text), tokens, tags: Tags(tags), trees }
    }
}

/// The sentence's arcs in the document's numbering; `None` when one is not given.
fn arcs(sentence: &ConlluSentence, first_word: usize) -> Option<Vec<Arc>> {
    let arc = |w: &ConlluWord| {
        let head = w.head?;
        let head = head.checked_sub(1).map(|h| WordIdx::from(first_word + h));
        Some(Arc { head, deprel: w.deprel.parse().ok()? })
    };
    sentence.words.iter().map(arc).collect()
}

/// Writes one sentence of a document, with a blank line after it. Columns of
/// layers that are not given are `_`.
///
/// # Errors
/// When `out` cannot be written to.
pub fn write(
    out: &mut impl Write,
    document: &Document,
    tokens: &Tokens,
    tags: Option<&Tags>,
    trees: Option<&Trees>,
    sentence: SentenceIdx,
) -> fmt::Result {
    let s = &tokens.sentences[sentence.index()];
    writeln!(out, "# sent_id = {}-{}", document.id, sentence.index() + 1)?;
    // A line break inside a sentence would end the comment.
    let text = s.span.of(&document.text).split_whitespace();
    out.write_str("# text =")?;
    text.into_iter().try_for_each(|part| write!(out, " {part}"))?;
    out.write_char('\n')?;
    let base = s.words.start.index();
    for t in s.token_range() {
        let token = &tokens.tokens[t];
        let misc = if tokens.space_after(TokenIdx::from(t)) { "_" } else { "SpaceAfter=No" };
        let first = token.words.start.index() - base + 1;
        let several = token.words.len() > 1;
        if several {
            let form = token.span.of(&document.text);
            writeln!(
                out,
                "{first}-{}\t{form}\t_\t_\t_\t_\t_\t_\t_\t{misc}",
                first + token.words.len() - 1
            )?;
        }
        for w in token.words.iter() {
            let form = tokens.form(&document.text, w);
            write!(out, "{}\t{form}", w.index() - base + 1)?;
            match tags {
                Some(tags) => {
                    let tag = tags.of(w);
                    let lemma = if tag.lemma.is_empty() { "_" } else { tag.lemma.as_str() };
                    write!(out, "\t{lemma}\t{}\t_\t{}", tag.upos, tag.feats)?;
                }
                None => out.write_str("\t_\t_\t_\t_")?,
            }
            match trees {
                Some(trees) => {
                    let head = trees.head(w).map_or(0, |h| h.index() - base + 1);
                    write!(out, "\t{head}\t{}\t_", trees.deprel(w))?;
                }
                None => out.write_str("\t_\t_\t_")?,
            }
            writeln!(out, "\t{}", if several { "_" } else { misc })?;
        }
    }
    out.write_char('\n')
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = "\
# sent_id = a-1
# text = Cap du Nord.
1	Cap	cap	NOUN	_	Gender=Masc|Number=Sing	0	root	_	_
2-3	du	_	_	_	_	_	_	_	_
2	de	de	ADP	_	_	4	case	_	_
3	le	le	DET	_	Definite=Def	4	det	_	_
4	Nord	Nord	PROPN	_	_	1	nmod	_	SpaceAfter=No
5	.	.	PUNCT	_	_	1	punct	_	_

";

    #[test]
    fn reads_and_writes_the_same() {
        let sentences = read(SAMPLE).unwrap();
        assert_eq!(sentences[0].text(), "Cap du Nord.");
        assert_eq!(sentences[0].comment("text"), Some("Cap du Nord."));
        let layers = Layers::new("a", &sentences);
        let mut out = String::new();
        let (tags, trees) = (Some(&layers.tags), layers.trees.as_ref());
        write(&mut out, &layers.document, &layers.tokens, tags, trees, SentenceIdx(0)).unwrap();
        assert_eq!(out, SAMPLE);
    }

    #[test]
    fn says_where_a_file_is_wrong() {
        let fault = |input: &str| read(input).unwrap_err().to_string();
        assert_eq!(fault("1\ta\n"), "line 1: expected 10 tab-separated columns, found 2");
        assert_eq!(fault(&SAMPLE.replace("\n4\t", "\n7\t")), "line 7: expected ID 4, found `7`");
        assert_eq!(fault(&SAMPLE.replace("4\tcase", "9\tcase")), "line 9: expected heads up to 5, found 9");
    }
}
