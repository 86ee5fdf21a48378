//! Forms as the models and the lexicon see them. The document keeps its text as
//! received; the press writes curly apostrophes where the treebanks and the
//! dictionaries write straight ones, and both waver between `œ` and `oe`.

use unicode_normalization::char::decompose_canonical;

/// Writes `form` with straight apostrophes, quotes and dashes into `out`.
pub fn straighten(form: &str, out: &mut String) {
    out.clear();
    if form.is_ascii() {
        out.push_str(form);
    } else {
        out.extend(form.chars().map(straight));
    }
}

/// Writes `form` in small letters into `out`, with `œ` and `æ` as two letters.
pub fn fold(form: &str, out: &mut String) {
    out.clear();
    if form.is_ascii() {
        out.push_str(form);
        out.make_ascii_lowercase();
        return;
    }
    for c in form.chars().map(straight) {
        match c {
            'œ' | 'Œ' => out.push_str("oe"),
            'æ' | 'Æ' => out.push_str("ae"),
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
}

/// Writes `folded` without its accents into `out`: the key of capitals that lost them.
pub fn plain(folded: &str, out: &mut String) {
    out.clear();
    for c in folded.chars() {
        if c.is_ascii() {
            out.push(c);
        } else {
            decompose_canonical(c, |c| {
                if !('\u{300}'..='\u{36F}').contains(&c) {
                    out.push(c);
                }
            });
        }
    }
}

fn straight(c: char) -> char {
    match c {
        '’' | '‘' | 'ʼ' | '′' | '´' => '\'',
        '“' | '”' | '„' | '″' => '"',
        '‐' | '‑' => '-',
        '–' | '—' | '―' => '-',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(f: fn(&str, &mut String), form: &str) -> String {
        let mut out = String::from("left over");
        f(form, &mut out);
        out
    }

    #[test]
    fn press_writes_as_treebanks() {
        assert_eq!(run(straighten, "L’"), "L'");
        assert_eq!(run(straighten, "Vice‑présidente"), "Vice-présidente");
        assert_eq!(run(fold, "Aujourd’HUI"), "aujourd'hui");
        assert_eq!(run(fold, "Œuvres"), "oeuvres");
        assert_eq!(run(plain, "société"), "societe");
        assert_eq!(run(plain, "reçu 東京 ½"), "recu 東京 ½");
    }
}
