//! What `syntax/` gives: tags (part of speech, morphology, lemma) and trees.

use super::{DepRel, Feats, Sentence, Upos, WordIdx};
use smol_str::SmolStr;

/// Part of speech, morphology and lemma of one word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// Universal part of speech.
    pub upos: Upos,
    /// Morphological features.
    pub feats: Feats,
    /// Dictionary form; the form itself for names.
    pub lemma: SmolStr,
}

/// The layer of tags, one a word, in the order of [`Tokens::words`](super::Tokens).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tags(pub Vec<Tag>);

impl Tags {
    /// The word's tag.
    pub fn of(&self, word: WordIdx) -> &Tag {
        &self.0[word.index()]
    }
}

/// One word's place in its tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Arc {
    /// The word that it depends on, in the document's numbering; `None` for the root.
    pub head: Option<WordIdx>,
    /// The relation to the head; `root` for the root.
    pub deprel: DepRel,
}

/// The layer of dependency trees: one arc a word, one tree a sentence.
///
/// Each sentence's arcs form a tree: one root, no cycle, heads in the same
/// sentence. [`Trees::push`] holds that, so who reads a tree need not check it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trees {
    arcs: Vec<Arc>,
    /// Children of all words, sorted by head and then by position:
    /// those of word `w` are `children[first[w]..first[w + 1]]`.
    children: Vec<WordIdx>,
    first: Vec<u32>,
}

/// Why arcs do not form a tree. Positions are 0-based in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TreeError {
    /// Number of roots is not one.
    #[error("expected one root, found {0}")]
    Roots(usize),
    /// The head lies outside the sentence.
    #[error("the head of word {0} lies outside the sentence")]
    Outside(usize),
    /// Following heads never reaches the root.
    #[error("word {0} stands in a cycle")]
    Cycle(usize),
    /// Sentences must be added in order, each with one arc a word.
    #[error("expected arcs for {expected} words, found {found}")]
    Length {
        /// Words of the sentence.
        expected: usize,
        /// Arcs given.
        found: usize,
    },
}

impl Trees {
    /// No trees yet, room for `words` words.
    pub fn with_capacity(words: usize) -> Self {
        let mut first = Vec::with_capacity(words + 1);
        first.push(0);
        Self { arcs: Vec::with_capacity(words), children: Vec::with_capacity(words), first }
    }

    /// Adds the next sentence's tree.
    ///
    /// # Errors
    /// When the arcs do not form a tree over just this sentence.
    pub fn push(&mut self, sentence: &Sentence, arcs: &[Arc]) -> Result<(), TreeError> {
        let base = sentence.words.start.index();
        let n = sentence.words.len();
        if arcs.len() != n || base != self.arcs.len() {
            return Err(TreeError::Length { expected: n, found: arcs.len() });
        }
        check(sentence, arcs)?;
        if self.first.is_empty() {
            self.first.push(0);
        }
        // Counting sort of the words by head: children come out in order of position.
        let mut counts = vec![0u32; n];
        for arc in arcs {
            if let Some(head) = arc.head {
                counts[head.index() - base] += 1;
            }
        }
        let mut next = self.children.len() as u32;
        let mut cursor = Vec::with_capacity(n);
        for count in counts {
            cursor.push(next);
            next += count;
            self.first.push(next);
        }
        self.children.resize(next as usize, WordIdx(0));
        for (i, arc) in arcs.iter().enumerate() {
            if let Some(head) = arc.head {
                let slot = &mut cursor[head.index() - base];
                self.children[*slot as usize] = WordIdx::from(base + i);
                *slot += 1;
            }
        }
        self.arcs.extend_from_slice(arcs);
        Ok(())
    }

    /// Number of words covered so far.
    pub fn len(&self) -> usize {
        self.arcs.len()
    }

    /// Whether no word is covered.
    pub fn is_empty(&self) -> bool {
        self.arcs.is_empty()
    }

    /// The word's head and relation.
    pub fn arc(&self, word: WordIdx) -> Arc {
        self.arcs[word.index()]
    }

    /// The word's head, `None` for the root.
    pub fn head(&self, word: WordIdx) -> Option<WordIdx> {
        self.arcs[word.index()].head
    }

    /// The word's relation to its head.
    pub fn deprel(&self, word: WordIdx) -> DepRel {
        self.arcs[word.index()].deprel
    }

    /// The word's dependents, in order of the text.
    pub fn children(&self, word: WordIdx) -> &[WordIdx] {
        let w = word.index();
        &self.children[self.first[w] as usize..self.first[w + 1] as usize]
    }

    /// The root of a sentence; `None` for an empty one.
    pub fn root(&self, sentence: &Sentence) -> Option<WordIdx> {
        sentence.words.iter().find(|&w| self.head(w).is_none())
    }

    /// The words from `word`'s head up to the root.
    pub fn ancestors(&self, word: WordIdx) -> impl Iterator<Item = WordIdx> + '_ {
        std::iter::successors(self.head(word), |&w| self.head(w))
    }
}

/// Whether the arcs form one tree over the sentence.
fn check(sentence: &Sentence, arcs: &[Arc]) -> Result<(), TreeError> {
    let base = sentence.words.start.index();
    let roots = arcs.iter().filter(|a| a.head.is_none()).count();
    if roots != 1 && !arcs.is_empty() {
        return Err(TreeError::Roots(roots));
    }
    if let Some(i) = arcs.iter().position(|a| a.head.is_some_and(|h| !sentence.words.has(h))) {
        return Err(TreeError::Outside(i));
    }
    // 0: unseen; otherwise the number of the walk that met the word first.
    let mut seen = vec![0usize; arcs.len()];
    for i in 0..arcs.len() {
        let mut at = i;
        while seen[at] == 0 {
            seen[at] = i + 1;
            match arcs[at].head {
                Some(head) => at = head.index() - base,
                None => break,
            }
        }
        if seen[at] == i + 1 && arcs[at].head.is_some() {
            return Err(TreeError::Cycle(i));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::{ByteSpan, TokenIdx, WordSpan};

    fn sentence(start: usize, len: usize) -> Sentence {
        Sentence {
            span: ByteSpan::default(),
            tokens: (TokenIdx::from(start), TokenIdx::from(start + len)),
            words: WordSpan::new(start, start + len),
        }
    }

    fn arcs(heads: &[Option<u32>]) -> Vec<Arc> {
        heads.iter().map(|h| Arc { head: h.map(WordIdx), deprel: DepRel::Dep }).collect()
    }

    #[test]
    fn children_in_order_across_sentences() {
        let mut trees = Trees::default();
        trees.push(&sentence(0, 3), &arcs(&[Some(1), None, Some(1)])).unwrap();
        trees.push(&sentence(3, 2), &arcs(&[None, Some(3)])).unwrap();
        assert_eq!(trees.children(WordIdx(1)), [WordIdx(0), WordIdx(2)]);
        assert_eq!(trees.children(WordIdx(3)), [WordIdx(4)]);
        assert_eq!(trees.root(&sentence(3, 2)), Some(WordIdx(3)));
        assert!(trees.children(WordIdx(4)).is_empty());
    }

    #[test]
    fn refuses_what_is_no_tree() {
        let refuse = |heads: &[Option<u32>]| {
            Trees::default().push(&sentence(0, heads.len()), &arcs(heads)).unwrap_err()
        };
        assert_eq!(refuse(&[None, None]), TreeError::Roots(2));
        assert_eq!(refuse(&[Some(1), Some(0)]), TreeError::Roots(0));
        assert_eq!(refuse(&[None, Some(2), Some(1)]), TreeError::Cycle(1));
        assert_eq!(refuse(&[None, Some(7)]), TreeError::Outside(1));
    }
}
