//! A page of text in the making: offsets, colours, columns.

use crate::doc::{ByteSpan, CodePoints, Document, Sentence};
use crate::pipeline::Analysis;
use std::fmt::{self, Write};

/// Lines of columns are broken before this many characters.
const WIDTH: usize = 100;

/// What is shown of one document.
pub(in crate::cli) struct Page<'d> {
    pub document: &'d Document,
    pub layers: Analysis,
    offsets: CodePoints<'d>,
    colours: bool,
    out: String,
}

/// How a word stands out on a terminal.
#[derive(Clone, Copy)]
pub(in crate::cli) enum Ink {
    Strong,
    Faint,
    Name,
    Relation,
}

impl<'d> Page<'d> {
    pub fn new(document: &'d Document, layers: Analysis, colours: bool) -> Self {
        let offsets = CodePoints::new(&document.text);
        Self { document, layers, offsets, colours, out: String::new() }
    }

    pub fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    /// The document's id, date and title.
    pub fn heading(&mut self) {
        let Document { id, title, date, .. } = self.document;
        let mut line = self.ink(Ink::Strong, id);
        let date = date.map(|date| date.to_string());
        for part in [date.as_deref(), title.as_deref()].into_iter().flatten() {
            line += " · ";
            line += part;
        }
        self.line(line);
    }

    /// A line of the page.
    pub fn line(&mut self, line: impl fmt::Display) {
        let start = self.out.len();
        // Writing to memory does not fail.
        let _ = write!(self.out, "{line}");
        let end = self.out.trim_end().len().max(start);
        self.out.truncate(end);
        self.out.push('\n');
    }

    /// The line that starts a sentence: its number and range.
    pub fn sentence_heading(&mut self, number: usize, sentence: &Sentence) {
        let heading = format!("[{}] {}", number + 1, self.range(sentence.span));
        let heading = self.ink(Ink::Faint, &heading);
        self.line(heading);
    }

    /// The words in colour, where there are colours.
    pub fn ink(&self, ink: Ink, words: &str) -> String {
        if !self.colours {
            return words.to_owned();
        }
        let code = match ink {
            Ink::Strong => "1",
            Ink::Faint => "2",
            Ink::Name => "36",
            Ink::Relation => "33",
        };
        format!("\x1b[{code}m{words}\x1b[0m")
    }

    /// The range in code points.
    pub fn range(&self, span: ByteSpan) -> String {
        let (start, end) = self.offsets.span(span);
        format!("{start}..{end}")
    }

    /// The words of a range, line breaks made spaces.
    pub fn quote(&self, span: ByteSpan) -> String {
        one_line(span.of(&self.document.text))
    }

    /// Columns of cells, one cell a row, broken into lines that fit. Rows that are empty
    /// in all columns of a line are left out.
    pub fn columns(&mut self, columns: &[Vec<String>]) {
        let width = |column: &Vec<String>| column.iter().map(|c| c.chars().count()).max().unwrap_or(0);
        let mut rest = columns;
        while !rest.is_empty() {
            let mut used = 0;
            let fit = rest.iter().take_while(|column| {
                used += width(column) + 2;
                used <= WIDTH
            });
            let (line, after) = rest.split_at(fit.count().max(1));
            rest = after;
            let rows = line.iter().map(Vec::len).max().unwrap_or(0);
            for row in 0..rows {
                let cell = |column: &'_ Vec<String>| column.get(row).cloned().unwrap_or_default();
                if line.iter().all(|column| cell(column).is_empty()) {
                    continue;
                }
                let cells: String =
                    line.iter().map(|column| format!("  {:<1$}", cell(column), width(column))).collect();
                let ink = if row == 0 { Ink::Strong } else { Ink::Faint };
                let cells = self.ink(ink, cells.trim_end());
                self.line(cells);
            }
            if !rest.is_empty() && rows > 1 {
                self.line("");
            }
        }
    }
}

/// The text with each run of white space made one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "1 name", "2 names".
pub(super) fn counted(n: usize, thing: &str) -> String {
    format!("{n} {thing}{}", if n == 1 { "" } else { "s" })
}
