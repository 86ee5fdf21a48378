//! Dependency trees, arcs drawn beside the words.

use super::page::Page;
use crate::doc::{Sentence, Trees, WordIdx};

/// Each sentence with one word a line: arcs, form, part of speech, relation and head.
pub(super) fn trees(page: &mut Page<'_>) {
    let Some(trees) = page.layers.trees.clone() else {
        return page.line("no parser is loaded");
    };
    for (n, sentence) in page.layers.tokens.sentences.clone().iter().enumerate() {
        page.sentence_heading(n, sentence);
        for line in tree(page, &trees, sentence) {
            page.line(line);
        }
    }
}

fn tree(page: &Page<'_>, trees: &Trees, sentence: &Sentence) -> Vec<String> {
    let base = sentence.words.start.index();
    let heads: Vec<_> = sentence.words.iter().map(|w| trees.head(w).map(|h| h.index() - base)).collect();
    let form = |w: WordIdx| page.layers.tokens.form(&page.document.text, w);
    let wide = sentence.words.iter().map(|w| form(w).chars().count()).max().unwrap_or(0);
    let row = |(word, arcs): (WordIdx, String)| {
        let upos = page.layers.tags.of(word).upos;
        let head = trees.head(word).map_or(String::new(), |h| format!(" ← {}", form(h)));
        format!("  {arcs} {:<wide$}  {upos:<5}  {}{head}", form(word), trees.deprel(word))
    };
    sentence.words.iter().zip(draw(&heads)).map(row).collect()
}

/// Which ways a line leaves a cell.
const UP: u8 = 1;
const DOWN: u8 = 2;
const RIGHT: u8 = 4;
const LEFT: u8 = 8;

/// Draws arcs between lines of words, one drawing a word, all of one width. The arrow points at
/// the dependent; short arcs lie next to the words, the arcs over them further out.
fn draw(heads: &[Option<usize>]) -> Vec<String> {
    let mut arcs: Vec<_> =
        heads.iter().enumerate().filter_map(|(d, head)| Some((*head.as_ref()?, d))).collect();
    arcs.sort_by_key(|&(head, dependent)| (head.abs_diff(dependent), dependent));
    // How many columns are taken between each word and the next: arcs that meet at a word may
    // share a column, arcs that pass over the same gap may not.
    let mut taken = vec![0; heads.len()];
    let mut placed = Vec::new();
    for (head, dependent) in arcs {
        let (first, last) = (head.min(dependent), head.max(dependent));
        let gaps = &mut taken[first..last];
        let column = gaps.iter().max().copied().unwrap_or(0);
        gaps.fill(column + 1);
        placed.push((first, last, column));
    }
    let width = placed.iter().map(|(.., column)| column + 1).max().unwrap_or(0);
    let mut cells = vec![vec![0u8; width]; heads.len()];
    for (first, last, column) in placed {
        let at = width - 1 - column;
        cells[first][at] |= DOWN | RIGHT;
        cells[last][at] |= UP | RIGHT;
        cells[first + 1..last].iter_mut().for_each(|row| row[at] |= UP | DOWN);
        for end in [first, last] {
            cells[end][at + 1..].iter_mut().for_each(|cell| *cell |= LEFT | RIGHT);
        }
    }
    let row = |(row, head): (&Vec<u8>, &Option<usize>)| {
        let mut line: String = row.iter().map(|&cell| sign(cell)).collect();
        let reached = row.last().is_some_and(|cell| cell & RIGHT != 0);
        line.push(match (head, reached) {
            (Some(_), _) => '►',
            (None, true) => '─',
            (None, false) => ' ',
        });
        line
    };
    cells.iter().zip(heads).map(row).collect()
}

fn sign(cell: u8) -> char {
    const SIGNS: [char; 16] =
        [' ', '╵', '╷', '│', '╶', '╰', '╭', '├', '╴', '╯', '╮', '┤', '─', '┴', '┬', '┼'];
    SIGNS[usize::from(cell & (UP | DOWN | RIGHT | LEFT))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arcs() {
        // Le groupe de Lyon a signé .
        let heads = [Some(1), Some(5), Some(3), Some(1), Some(5), None, Some(5)];
        let expected = "
  ╭►
╭┬┴►
││╭►
│╰┴►
│ ╭►
╰─┼─
  ╰►";
        assert_eq!(format!("\n{}", draw(&heads).join("\n")), expected);
    }

    #[test]
    fn one_word() {
        assert_eq!(draw(&[None]), [" "]);
        assert!(draw(&[]).is_empty());
    }
}
