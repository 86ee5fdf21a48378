//! Positions: bytes of the text, and indices of tokens, words, sentences,
//! mentions and entities. All are 0-based; all ranges are half-open.

use std::fmt;
use std::ops::Range;

/// A range of bytes of the document's text as received, `start..end`.
///
/// Both ends fall on character boundaries of that text. A document is at most
/// 4 GiB, so 32 bits suffice.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ByteSpan {
    /// First byte.
    pub start: u32,
    /// First byte after the range.
    pub end: u32,
}

impl ByteSpan {
    /// The range `start..end` of bytes.
    ///
    /// # Panics
    /// When a position does not fit in 32 bits, or `end < start`.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span ends at {end} before it starts at {start}");
        let fit = |n: usize| u32::try_from(n).expect("a document is at most 4 GiB");
        Self { start: fit(start), end: fit(end) }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the range holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as `usize`, for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words of `text` in this range.
    ///
    /// # Panics
    /// When the span belongs to another text and falls outside of it or inside a character.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies inside this range.
    pub fn contains(self, other: ByteSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share a byte.
    pub fn overlaps(self, other: ByteSpan) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: ByteSpan) -> ByteSpan {
        ByteSpan { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

impl fmt::Display for ByteSpan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Declares a 0-based index into one of the document's layers.
macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub u32);

        impl $name {
            /// The index as `usize`.
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }

        impl From<usize> for $name {
            /// # Panics
            /// When the index does not fit in 32 bits.
            fn from(n: usize) -> Self {
                Self(u32::try_from(n).expect("a layer has at most 2^32 items"))
            }
        }
    };
}

index! {
    /// Position of a [`Sentence`](super::Sentence) in its document.
    SentenceIdx
}
index! {
    /// Position of a [`Token`](super::Token) in its document.
    TokenIdx
}
index! {
    /// Position of a syntactic [`Word`](super::Word) in its document (not in its sentence).
    WordIdx
}
index! {
    /// Position of a [`Mention`](super::Mention) in its document.
    MentionIdx
}
index! {
    /// Position of an [`Entity`](super::Entity) in its document.
    EntityIdx
}
index! {
    /// Position of a [`Value`](super::Value) in its document.
    ValueIdx
}

/// A range of syntactic words of one document, `start..end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WordSpan {
    /// First word.
    pub start: WordIdx,
    /// First word after the range.
    pub end: WordIdx,
}

impl WordSpan {
    /// The words `start..end`.
    pub fn new(start: usize, end: usize) -> Self {
        debug_assert!(start <= end);
        Self { start: start.into(), end: end.into() }
    }

    /// Number of words.
    pub fn len(self) -> usize {
        self.end.index() - self.start.index()
    }

    /// Whether the range holds no word.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The range as `usize`, for slicing a layer of words.
    pub fn range(self) -> Range<usize> {
        self.start.index()..self.end.index()
    }

    /// The indices in order.
    pub fn iter(self) -> impl DoubleEndedIterator<Item = WordIdx> + Clone {
        (self.start.0..self.end.0).map(WordIdx)
    }

    /// Whether the word lies in the range.
    pub fn has(self, word: WordIdx) -> bool {
        self.start <= word && word < self.end
    }

    /// Whether `other` lies inside this range.
    pub fn contains(self, other: WordSpan) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two ranges share a word.
    pub fn overlaps(self, other: WordSpan) -> bool {
        self.start < other.end && other.start < self.end
    }
}
