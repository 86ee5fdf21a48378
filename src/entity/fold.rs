//! One spelling for what readers take as one name: lower case, no accents, plain
//! apostrophes, hyphens as spaces. Used by the gazetteer's compiler and by look-up alike.

use unicode_normalization::UnicodeNormalization;

/// Appends the folded form of `text` to `out`; runs of white space and hyphens give one space.
///
/// ```
/// # use filature::entity::fold::folded;
/// assert_eq!(folded("L’Oréal  S.A."), "l'oreal s.a");
/// assert_eq!(folded("Saint-Gobain"), "saint gobain");
/// assert_eq!(folded("Booking.com"), "booking.com");
/// ```
pub fn fold_into(text: &str, out: &mut String) {
    let start = out.len();
    if text.is_ascii() {
        text.bytes().for_each(|b| push(char::from(b), start, out));
    } else {
        for c in text.chars() {
            match plain(c) {
                Some(p) => push(p, start, out),
                None => c.nfkd().flat_map(char::to_lowercase).for_each(|c| push(c, start, out)),
            }
        }
    }
    // A full stop counts inside a name only: `S.A.` and `S.A` are one.
    while out.len() > start && out.ends_with(['.', ' ']) {
        out.pop();
    }
}

/// The folded form of `text`.
pub fn folded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

fn push(c: char, start: usize, out: &mut String) {
    match c {
        'A'..='Z' => out.push(c.to_ascii_lowercase()),
        '\u{2019}' | '\u{02bc}' | '`' => out.push('\''),
        '-' | '\u{2010}' | '\u{2011}' | '\u{2013}' => space(start, out),
        '\u{0153}' => out.push_str("oe"),
        '\u{00e6}' => out.push_str("ae"),
        '\u{2122}' | '\u{00ae}' => {}
        _ if c.is_whitespace() => space(start, out),
        _ if unicode_normalization::char::is_combining_mark(c) => {}
        _ => out.push(c),
    }
}

fn space(start: usize, out: &mut String) {
    if out.len() > start && !out.ends_with(' ') {
        out.push(' ');
    }
}

/// The letters of French without a detour through decomposition.
fn plain(c: char) -> Option<char> {
    Some(match c {
        '\0'..='\u{7f}' | '\u{2010}'..='\u{2019}' | '\u{0153}' | '\u{00e6}' | '\u{2122}' | '\u{00ae}' => c,
        'à' | 'â' | 'ä' | 'á' | 'À' | 'Â' | 'Ä' | 'Á' => 'a',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' => 'e',
        'î' | 'ï' | 'í' | 'Î' | 'Ï' | 'Í' => 'i',
        'ô' | 'ö' | 'ó' | 'Ô' | 'Ö' | 'Ó' => 'o',
        'û' | 'ù' | 'ü' | 'ú' | 'Û' | 'Ù' | 'Ü' | 'Ú' => 'u',
        'ç' | 'Ç' => 'c',
        'ñ' | 'Ñ' => 'n',
        'Œ' => '\u{0153}',
        'Æ' => '\u{00e6}',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_readers_take_as_one() {
        assert_eq!(folded("ÉNERGIE"), folded("énergie"));
        assert_eq!(folded("Œuvre"), "oeuvre");
        assert_eq!(folded("Ørsted"), "ørsted");
        assert_eq!(folded("Škoda"), "skoda");
        assert_eq!(folded(" - "), "");
        assert_eq!(folded("Metropolis™"), "metropolis");
    }
}
