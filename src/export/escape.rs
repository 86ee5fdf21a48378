//! Escaping, for all formats in one place.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt::Write;

/// What a loss report says of them.
pub(super) const REPLACED: &str = "replaced: the format holds no control characters";

/// Texts of one file in XML or DOT, neither of which holds every character: those that it does not hold
/// are replaced, and counted.
#[derive(Debug, Default)]
pub(super) struct Replacing(Cell<usize>);

impl Replacing {
    /// How many characters were replaced.
    pub(super) fn count(&self) -> usize {
        self.0.get()
    }

    /// Text in a double-quoted string of DOT where Graphviz expands escapes and entities
    /// (labels, tooltips, titles). Line ends become `\n`, other control characters spaces.
    pub(super) fn dot(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 2);
        for c in text.chars() {
            match c {
                '"' => out.push_str("\\\""),
                '\\' => out.push_str("\\\\"),
                '&' => out.push_str("&amp;"),
                '\n' => out.push_str("\\n"),
                '\t' => out.push(' '),
                '\r' => {}
                c if c.is_control() => out.push(self.instead(' ')),
                c => out.push(c),
            }
        }
        out
    }

    /// Text in XML, between tags or in a double-quoted attribute. Characters that XML 1.0
    /// cannot hold become U+FFFD.
    pub(super) fn xml<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let plain = |c: char| {
            !matches!(c, '<' | '>' | '&' | '"' | '\'' | '\u{FFFE}' | '\u{FFFF}')
                && (c >= ' ' && c != '\u{7f}')
        };
        if text.chars().all(plain) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len() + 16);
        for c in text.chars() {
            match c {
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                '&' => out.push_str("&amp;"),
                '"' => out.push_str("&quot;"),
                '\'' => out.push_str("&#39;"),
                // As references: a parser would normalise the bare characters of an attribute.
                '\t' | '\n' | '\r' => write!(out, "&#{};", u32::from(c)).expect("memory takes all"),
                '\u{FFFE}' | '\u{FFFF}' => out.push(self.instead('\u{FFFD}')),
                c if c < ' ' => out.push(self.instead('\u{FFFD}')),
                c => out.push(c),
            }
        }
        Cow::Owned(out)
    }

    fn instead(&self, c: char) -> char {
        self.0.set(self.0.get() + 1);
        c
    }
}

/// One of several texts with ` | ` between them: its own bars and backslashes have a backslash
/// before, so that the list can be parted again.
pub(super) fn list_item(text: &str) -> Cow<'_, str> {
    if text.contains(['|', '\\']) {
        Cow::Owned(text.replace('\\', "\\\\").replace('|', "\\|"))
    } else {
        Cow::Borrowed(text)
    }
}

/// An id as XML Schema wants its name tokens: letters, digits, `.` and `-` stay, `/` is `:`, and
/// whatever else there is stands between underscores by its number. No two ids become one.
pub(super) fn nmtoken(id: &str) -> String {
    let mut out = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            '/' => out.push(':'),
            'a'..='z' | 'A'..='Z' | '0'..='9' | '.' | '-' => out.push(c),
            // The letters that XML 1.0 lets a name begin with.
            '\u{C0}'..='\u{D6}'
            | '\u{D8}'..='\u{F6}'
            | '\u{F8}'..='\u{2FF}'
            | '\u{370}'..='\u{37D}'
            | '\u{37F}'..='\u{1FFF}'
            | '\u{3001}'..='\u{D7FF}' => out.push(c),
            _ => {
                let _ = write!(out, "_{:X}_", u32::from(c));
            }
        }
    }
    out
}

/// A field of comma-separated values, as RFC 4180 has them: quoted where needed.
pub(super) fn csv(text: &str) -> Cow<'_, str> {
    if text.contains(['"', ',', '\n', '\r']) {
        Cow::Owned(format!("\"{}\"", text.replace('"', "\"\"")))
    } else {
        Cow::Borrowed(text)
    }
}

/// A field of CSV for Neo4j. Inside quotes its LOAD CSV takes a backslash for an escape, and
/// so does neo4j-admin with `--legacy-style-quoting`; without quotes neither does.
pub(super) fn neo4j_csv(text: &str) -> Cow<'_, str> {
    match csv(text) {
        Cow::Owned(quoted) => Cow::Owned(quoted.replace('\\', "\\\\")),
        plain => plain,
    }
}

/// Text in a double-quoted literal of N-Triples, N-Quads and Turtle.
pub(super) fn ntriples(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => write!(out, "\\u{:04X}", u32::from(c)).expect("memory takes all"),
            c => out.push(c),
        }
    }
    out
}

/// Text in a single-quoted string of Cypher.
pub(super) fn cypher(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '\'' => out.push_str("\\'"),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_keeps_its_quotes() {
        let nasty = "a\"b\\c&<d>'\n\u{1}é🦀";
        let replacing = Replacing::default();
        assert_eq!(replacing.dot(nasty), "a\\\"b\\\\c&amp;<d>'\\n é🦀");
        assert_eq!(replacing.xml(nasty), "a&quot;b\\c&amp;&lt;d&gt;&#39;&#10;\u{FFFD}é🦀");
        assert_eq!(ntriples(nasty), "a\\\"b\\\\c&<d>'\\n\\u0001é🦀");
        assert_eq!(cypher("a'b\\c\n"), "a\\'b\\\\c\\n");
        assert_eq!(csv("a\"b,c\nd"), "\"a\"\"b,c\nd\"");
        assert_eq!(neo4j_csv("a\\\",b"), "\"a\\\\\"\",b\"");
        assert_eq!(neo4j_csv("a\\b"), "a\\b");
        assert!(matches!(replacing.xml("Crédit Agricole"), Cow::Borrowed(_)));
        assert_eq!(replacing.count(), 2);
        assert_eq!(list_item("a | b\\c"), "a \\| b\\\\c");
    }
}
