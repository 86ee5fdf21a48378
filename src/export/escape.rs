//! Escaping, for all formats in one place.

use std::borrow::Cow;
use std::fmt::Write;

/// Text in a double-quoted string of DOT where Graphviz expands escapes and entities
/// (labels, tooltips, titles). Line ends become `\n`, other control characters spaces.
pub(super) fn dot(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '&' => out.push_str("&amp;"),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// Text in XML, between tags or in a double-quoted attribute. Characters that XML 1.0
/// cannot hold become U+FFFD.
pub(super) fn xml(text: &str) -> Cow<'_, str> {
    let plain = |c: char| {
        !matches!(c, '<' | '>' | '&' | '"' | '\'' | '\u{FFFE}' | '\u{FFFF}') && (c >= ' ' && c != '\u{7f}')
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
            '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            c if c < ' ' => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_keeps_its_quotes() {
        let nasty = "a\"b\\c&<d>'\n\u{1}é🦀";
        assert_eq!(dot(nasty), "a\\\"b\\\\c&amp;<d>'\\n é🦀");
        assert_eq!(xml(nasty), "a&quot;b\\c&amp;&lt;d&gt;&#39;&#10;\u{FFFD}é🦀");
        assert!(matches!(xml("Crédit Agricole"), Cow::Borrowed(_)));
    }
}
