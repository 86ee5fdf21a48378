//! Escaping, for all formats in one place.

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_format_keeps_its_quotes() {
        let nasty = "a\"b\\c&<d>'\n\u{1}é🦀";
        assert_eq!(dot(nasty), "a\\\"b\\\\c&amp;<d>'\\n é🦀");
    }
}
