//! Slots: the places around a predicate where an argument may stand, and the
//! small language in which patterns name them.

use smol_str::SmolStr;
use std::fmt;

/// A place around a predicate, whatever the construction that fills it: the
/// subject of a verb is `Subject` in the active, the passive, a relative clause,
/// a participle or under a verb of control.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Slot {
    /// `subj`: who does it; the agent of a passive too.
    Subject,
    /// `obj`: the direct object; the subject of a passive too.
    Object,
    /// `self`: what a noun is said of: "X, filiale de Y", "X est une filiale", "sa filiale X".
    This,
    /// `poss`: the owner in "sa filiale", "leur coentreprise".
    Owner,
    /// `first`: the only name before the colon that opens a line of a list or a headline: "X : …".
    First,
    /// `topic`: the organization that the text speaks of most, for a noun without complement:
    /// "le directeur général".
    Topic,
    /// `before`: the name that a bracket or a comma follows: "X (Paris)", "X, du groupe Y".
    Before,
    /// `inside`: the first noun inside of a bracket.
    Inside,
    /// `own`: the name in the noun's own chunk: "délégué CGT"; of a name the one that it begins with.
    Own,
    /// `last`: the object of the last relation told, for a noun that names a part in it:
    /// "Le vendeur, X".
    Last,
    /// `mod`: a word beside the noun in its chunk: "maison mère", "les deux rivaux".
    Modifier,
    /// A preposition: `à`, `auprès de`.
    Preposition(SmolStr),
}

impl Slot {
    fn parse(name: &str) -> Slot {
        match name {
            "subj" => Slot::Subject,
            "obj" => Slot::Object,
            "self" => Slot::This,
            "poss" => Slot::Owner,
            "first" => Slot::First,
            "topic" => Slot::Topic,
            "last" => Slot::Last,
            "own" => Slot::Own,
            "before" => Slot::Before,
            "inside" => Slot::Inside,
            "mod" => Slot::Modifier,
            preposition => Slot::Preposition(SmolStr::new(preposition)),
        }
    }
}

impl fmt::Display for Slot {
    /// The name that pattern files give it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Slot::Subject => "subj",
            Slot::Object => "obj",
            Slot::This => "self",
            Slot::Owner => "poss",
            Slot::First => "first",
            Slot::Topic => "topic",
            Slot::Before => "before",
            Slot::Inside => "inside",
            Slot::Own => "own",
            Slot::Last => "last",
            Slot::Modifier => "mod",
            Slot::Preposition(preposition) => preposition,
        })
    }
}

/// One way of a slot expression: a slot, the nouns that may head it, and perhaps
/// a complement of that noun: `obj`, `obj:@share`, `dans:escarcelle>de`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The slot at the predicate.
    pub slot: Slot,
    /// Lemmas or `@classes` that its noun must have; empty for any.
    pub heads: Vec<SmolStr>,
    /// The preposition of that noun's complement, where that is the argument.
    pub complement: Option<SmolStr>,
    /// What must head that complement; empty for anything.
    pub complement_heads: Vec<SmolStr>,
}

/// Ways in order of preference: `obj | à | auprès de`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SlotExpr(pub Vec<Path>);

impl SlotExpr {
    /// Reads `slot[:lemma,lemma,@class][>preposition[:lemma,@class]] | …`.
    ///
    /// # Errors
    /// When a way is empty or a filter has no word.
    pub fn parse(text: &str) -> Result<Self, String> {
        text.split('|').map(|way| Path::parse(way.trim())).collect::<Result<_, _>>().map(SlotExpr)
    }
}

impl Path {
    fn parse(way: &str) -> Result<Path, String> {
        let filtered = |part: &'_ str| -> (SmolStr, Vec<SmolStr>) {
            match part.split_once(':') {
                Some((slot, heads)) => {
                    (slot.trim().into(), heads.split(',').map(|h| SmolStr::new(h.trim())).collect())
                }
                None => (part.trim().into(), Vec::new()),
            }
        };
        let (front, back) = match way.split_once('>') {
            Some((front, back)) => (front, Some(back)),
            None => (way, None),
        };
        let (slot, heads) = filtered(front);
        let (complement, complement_heads) = match back.map(filtered) {
            Some((preposition, heads)) => (Some(preposition), heads),
            None => (None, Vec::new()),
        };
        let mut words = heads.iter().chain(&complement_heads);
        if slot.is_empty() || words.any(SmolStr::is_empty) || complement.as_deref() == Some("") {
            return Err(format!(
                "expected `slot`, `slot:lemma` or `slot:lemma>preposition`, found `{way}`"
            ));
        }
        Ok(Path { slot: Slot::parse(&slot), heads, complement, complement_heads })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names() {
        for name in [
            "subj",
            "obj",
            "self",
            "poss",
            "first",
            "topic",
            "before",
            "inside",
            "own",
            "last",
            "mod",
            "auprès de",
        ] {
            assert_eq!(Slot::parse(name).to_string(), name);
        }
    }

    #[test]
    fn expressions() {
        let expr = SlotExpr::parse("obj | dans:escarcelle,@lap>de").unwrap();
        let bare = Path { slot: Slot::Object, heads: vec![], complement: None, complement_heads: vec![] };
        assert_eq!(expr.0[0], bare);
        assert_eq!(expr.0[1].slot, Slot::Preposition("dans".into()));
        assert_eq!(expr.0[1].heads, ["escarcelle", "@lap"]);
        assert_eq!(expr.0[1].complement.as_deref(), Some("de"));
        let typed = &SlotExpr::parse("obj:stock,@ware>de:#organization").unwrap().0[0];
        assert_eq!(typed.complement.as_deref(), Some("de"));
        assert_eq!(typed.complement_heads, ["#organization"]);
        assert!(SlotExpr::parse("obj>de:").is_err());
        assert!(SlotExpr::parse("obj | ").is_err());
        assert!(SlotExpr::parse("obj:").is_err());
    }
}
