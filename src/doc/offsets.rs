//! From bytes to Unicode code points and back.

use super::ByteSpan;

/// Distance in bytes between two checkpoints of a [`CodePoints`] table.
const STEP: usize = 128;

/// Counts code points of one text: the JSON contract speaks of code points,
/// the program of bytes. Built in one pass, 4 bytes per 128 of text; a look-up
/// reads at most 128 bytes.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// `before[k]`: code points that start in the first `k * STEP` bytes.
    before: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Indexes `text`.
    pub fn new(text: &'t str) -> Self {
        let mut total = 0u32;
        let mut before = Vec::with_capacity(text.len() / STEP + 1);
        before.push(0);
        for block in text.as_bytes().chunks(STEP) {
            total += starts(block);
            before.push(total);
        }
        Self { text, before }
    }

    /// Number of code points before byte `at`.
    ///
    /// # Panics
    /// When `at` lies behind the end of the text.
    pub fn before(&self, at: usize) -> usize {
        let block = at / STEP;
        (self.before[block] + starts(&self.text.as_bytes()[block * STEP..at])) as usize
    }

    /// The span in code points, `(start, end)`, end exclusive.
    pub fn span(&self, span: ByteSpan) -> (usize, usize) {
        (self.before(span.start as usize), self.before(span.end as usize))
    }
}

/// Bytes of `block` that start a character.
fn starts(block: &[u8]) -> u32 {
    block.iter().map(|&b| u32::from((b as i8) >= -0x40)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_python_does() {
        let text = "é€🦀 a".repeat(100);
        let index = CodePoints::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(index.before(at), n);
        }
        assert_eq!(index.before(text.len()), text.chars().count());
    }

    #[test]
    fn empty_text() {
        assert_eq!(CodePoints::new("").span(ByteSpan::default()), (0, 0));
    }
}
