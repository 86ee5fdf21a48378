//! The block of fields at the head of a Markdown file.

/// Reads the front matter between two lines `---` (`key: value`) or `+++`
/// (`key = value`) at the head of `text`, and blanks it.
///
/// Blanked means that each of its characters but line breaks becomes a space: the
/// fields are not taken for sentences, and the offsets of what follows are
/// still those of the file.
pub(super) fn take(text: &mut String) -> Fields {
    let Some(end) = end(text) else {
        return Fields::default();
    };
    let (head, body) = text.split_at(end);
    let fields = fields(head);
    let blank = |c: char| if matches!(c, '\n' | '\r') { c } else { ' ' };
    let blanked: String = head.chars().map(blank).chain(body.chars()).collect();
    *text = blanked;
    fields
}

/// The fields that are read, where they stand.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Fields {
    pub title: Option<String>,
    pub date: Option<String>,
    pub source: Option<String>,
}

/// Where the front matter's closing line ends, in bytes.
fn end(text: &str) -> Option<usize> {
    let mut at = 0;
    let mut fence = "";
    for (n, line) in text.split_inclusive('\n').enumerate() {
        at += line.len();
        let line = line.trim_end();
        match n {
            0 if matches!(line, "---" | "+++") => fence = line,
            0 => return None,
            _ if line == fence || (fence == "---" && line == "...") => return Some(at),
            _ => {}
        }
    }
    None
}

fn fields(head: &str) -> Fields {
    let mut fields = Fields::default();
    for line in head.lines() {
        let sign = if head.starts_with('+') { '=' } else { ':' };
        let Some((key, value)) = line.split_once(sign) else { continue };
        let place = match key.trim_end() {
            "title" => &mut fields.title,
            "date" => &mut fields.date,
            "source" => &mut fields.source,
            // Another field, or one that belongs to an indented block.
            _ => continue,
        };
        let value = unquoted(value.trim());
        if place.is_none() && !value.is_empty() {
            *place = Some(value);
        }
    }
    fields
}

/// The value without its quotes, or without the comment behind it.
fn unquoted(value: &str) -> String {
    for quote in ['"', '\''] {
        if let Some((inner, _)) = value.strip_prefix(quote).and_then(|v| v.rsplit_once(quote)) {
            return match quote {
                '"' => inner.replace("\\\"", "\""),
                _ => inner.replace("''", "'"),
            };
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(file: &str, title: &str, date: &str) {
        let mut text = file.to_owned();
        let fields = take(&mut text);
        assert_eq!(fields.title.as_deref().unwrap_or_default(), title);
        assert_eq!(fields.date.as_deref().unwrap_or_default(), date);
        assert_eq!(text.chars().count(), file.chars().count());
        let body = file.find("Né").unwrap();
        assert_eq!(text[text.find("Né").unwrap()..], file[body..]);
    }

    #[test]
    fn yaml_and_toml() {
        check(
            "---\ntitle: L’accord : où en est-on ?\ndate: 2026-03-12 # jeudi\n---\nNé à Brest.",
            "L’accord : où en est-on ?",
            "2026-03-12",
        );
        check("---\r\ntitle: 'L''été'\r\ntags:\r\n  date: non\r\n---\r\nNé.", "L'été", "");
        check(
            "+++\ntitle = \"La « une »\"\ndate = 2026-03-12T08:00:00Z\n+++\n\nNé.",
            "La « une »",
            "2026-03-12T08:00:00Z",
        );
    }

    #[test]
    fn no_front_matter() {
        for file in ["Né à Brest.", "---\ntitle: sans fin\nNé.", "\n---\ntitle: x\n---\nNé.", "--- \n"]
        {
            let mut text = file.to_owned();
            assert_eq!(take(&mut text), Fields::default());
            assert_eq!(text, file);
        }
    }
}
