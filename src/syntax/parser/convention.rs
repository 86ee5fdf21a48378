//! Whose conventions tags follow. The treebanks that we learn from write morphology in two ways, and
//! do not agree either on what is an apposition, or on what a verb asks for; so the parser asks which
//! treebank a text's tags follow.

use crate::doc::{Tag, Upos};

/// One of two sets of conventions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Convention {
    /// Those of UD French Sequoia, FQB and our own treebank; also where nothing tells.
    #[default]
    Sequoia,
    /// Those of UD French GSD.
    Gsd,
}

impl Convention {
    /// Of tags whose [`evidence`] sums up to this.
    pub fn of(evidence: i32) -> Self {
        if evidence > 0 { Self::Gsd } else { Self::Sequoia }
    }
}

/// What tags say: above zero for GSD, below for Sequoia.
pub fn evidence(tags: &[Tag]) -> i32 {
    tags.iter().map(told).sum()
}

/// Only Sequoia counts with `NumType=Card`, only GSD tells who possesses and that a participle is
/// active.
fn told(tag: &Tag) -> i32 {
    let has = |name: &str| tag.feats.get(name).is_some();
    match tag.upos {
        Upos::Num if has("NumType") => -1,
        Upos::Num if has("Number") => 1,
        Upos::Det if has("Person[psor]") => 2,
        Upos::Det if has("Poss") => -2,
        Upos::Verb if tag.feats.get("VerbForm") == Some("Part") => match tag.feats.get("Voice") {
            Some("Act") => 2,
            None => -1,
            _ => 0,
        },
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn morphology_tells() {
        let tag = |upos, feats: &str| Tag { upos, feats: feats.parse().unwrap(), ..Tag::default() };
        let of = |tags: &[Tag]| Convention::of(evidence(tags));
        let noun = tag(Upos::Noun, "Gender=Fem|Number=Sing");
        assert_eq!(of(std::slice::from_ref(&noun)), Convention::Sequoia, "nothing tells");
        assert_eq!(of(&[noun.clone(), tag(Upos::Num, "Number=Plur")]), Convention::Gsd);
        assert_eq!(of(&[tag(Upos::Num, "NumType=Card"), noun]), Convention::Sequoia);
        let participle = tag(Upos::Verb, "Tense=Past|VerbForm=Part|Voice=Act");
        assert_eq!(of(&[tag(Upos::Num, "NumType=Card"), participle]), Convention::Gsd);
    }
}
