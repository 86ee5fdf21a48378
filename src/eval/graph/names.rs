//! Names made comparable.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name in small letters, without accents, outer punctuation and determiner.
pub(super) fn norm(name: &str) -> String {
    let plain: String = name
        .replace('’', "'")
        .nfkd()
        .filter(|&c| !is_combining_mark(c))
        .flat_map(char::to_lowercase)
        .collect();
    let spaced = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let bare = spaced.trim_matches(|c: char| " .,;:«»\"'()".contains(c));
    let determiners = ["l'", "d'", "le ", "la ", "les ", "un ", "une ", "the "];
    determiners.iter().find_map(|d| bare.strip_prefix(d)).unwrap_or(bare).to_owned()
}

#[cfg(test)]
mod tests {
    use super::norm;

    #[test]
    fn names_agree_whatever_their_dress() {
        assert_eq!(norm("L’Oréal"), "oreal");
        assert_eq!(norm("  Le  Monde. "), "monde");
        assert_eq!(norm("Société Générale"), "societe generale");
    }
}
