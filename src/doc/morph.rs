//! Universal Dependencies' inventories: parts of speech, relations, features.

use std::fmt;
use std::str::FromStr;

/// A label that Universal Dependencies (as used for French) does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown {kind} `{label}`")]
pub struct UnknownLabel {
    /// What was expected: "UPOS", "DEPREL" or "FEATS".
    pub kind: &'static str,
    /// What was found.
    pub label: String,
}

/// Declares a label inventory: an enum whose order is that of the list, with its names.
macro_rules! labels {
    ($(#[$doc:meta])* $name:ident, $kind:literal, $($variant:ident = $label:literal),+ $(,)?) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[repr(u8)]
        #[allow(missing_docs)]
        pub enum $name { $($variant),+ }

        impl $name {
            /// All labels, in order of their number.
            pub const ALL: &[$name] = &[$($name::$variant),+];

            /// The label as Universal Dependencies writes it.
            pub fn as_str(self) -> &'static str {
                const NAMES: &[&str] = &[$($label),+];
                NAMES[self as usize]
            }
        }

        impl FromStr for $name {
            type Err = UnknownLabel;
            fn from_str(label: &str) -> Result<Self, UnknownLabel> {
                match label {
                    $($label => Ok($name::$variant),)+
                    _ => Err(UnknownLabel { kind: $kind, label: label.to_owned() }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }
    };
}

labels! {
    /// Universal part of speech; `X` where none is known.
    Upos, "UPOS",
    Adj = "ADJ", Adp = "ADP", Adv = "ADV", Aux = "AUX", Cconj = "CCONJ", Det = "DET",
    Intj = "INTJ", Noun = "NOUN", Num = "NUM", Part = "PART", Pron = "PRON",
    Propn = "PROPN", Punct = "PUNCT", Sconj = "SCONJ", Sym = "SYM", Verb = "VERB", X = "X",
}

// Not derived: the enum comes out of a macro that knows no default.
#[allow(clippy::derivable_impls)]
impl Default for Upos {
    fn default() -> Self {
        Upos::X
    }
}

impl Upos {
    /// Nouns, names, pronouns and numbers: what can head a nominal phrase.
    pub fn is_nominal(self) -> bool {
        matches!(self, Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num)
    }
}

labels! {
    /// Dependency relation: the universal ones and the subtypes of the French treebanks.
    DepRel, "DEPREL",
    Acl = "acl", AclRelcl = "acl:relcl", Advcl = "advcl", AdvclCleft = "advcl:cleft",
    Advmod = "advmod", Amod = "amod", Appos = "appos", Aux = "aux", AuxCaus = "aux:caus",
    AuxPass = "aux:pass", AuxTense = "aux:tense", Case = "case", Cc = "cc", Ccomp = "ccomp",
    Clf = "clf", Compound = "compound", Conj = "conj", Cop = "cop", Csubj = "csubj",
    CsubjPass = "csubj:pass", Dep = "dep", DepComp = "dep:comp", Det = "det",
    Discourse = "discourse", Dislocated = "dislocated", Expl = "expl", ExplComp = "expl:comp",
    ExplPass = "expl:pass", ExplPv = "expl:pv", ExplSubj = "expl:subj", Fixed = "fixed",
    Flat = "flat", FlatForeign = "flat:foreign", FlatName = "flat:name", Goeswith = "goeswith",
    Iobj = "iobj", IobjAgent = "iobj:agent", List = "list", Mark = "mark", Nmod = "nmod",
    NmodAppos = "nmod:appos", Nsubj = "nsubj", NsubjCaus = "nsubj:caus",
    NsubjOuter = "nsubj:outer", NsubjPass = "nsubj:pass", Nummod = "nummod", Obj = "obj",
    ObjAgent = "obj:agent", ObjLvc = "obj:lvc", Obl = "obl", OblAgent = "obl:agent",
    OblArg = "obl:arg", OblMod = "obl:mod", Orphan = "orphan", Parataxis = "parataxis",
    ParataxisInsert = "parataxis:insert", ParataxisParenth = "parataxis:parenth",
    Punct = "punct", Reparandum = "reparandum", Root = "root", Vocative = "vocative",
    Xcomp = "xcomp",
}

impl DepRel {
    /// The relation without its subtype: `obl` for `obl:arg`.
    pub fn universal(self) -> &'static str {
        let label = self.as_str();
        label.split_once(':').map_or(label, |(universal, _)| universal)
    }

    /// Whether the relation is `other` or a subtype of it.
    pub fn is_a(self, other: DepRel) -> bool {
        self == other || self.universal() == other.as_str()
    }
}

/// One feature of the inventory: its name and values. A value's number in the
/// packed form is its position plus one; zero is "not given".
struct Feature {
    name: &'static str,
    values: &'static [&'static str],
    shift: u32,
    bits: u32,
}

/// Declares the features with their packed places, in UD's order (by name,
/// ignoring case), so that a set prints in order without sorting.
macro_rules! features {
    ($($constant:ident = $name:literal @ $shift:literal + $bits:literal : $($value:literal)+;)+) => {
        // Some are read by name alone.
        #[allow(non_camel_case_types, clippy::upper_case_acronyms, dead_code)]
        enum FeatureIdx { $($constant),+ }
        const FEATURES: &[Feature] = &[$(
            Feature { name: $name, values: &[$($value),+], shift: $shift, bits: $bits }
        ),+];
    };
}

features! {
    ABBR = "Abbr" @ 0 + 1: "Yes";
    CASE = "Case" @ 1 + 2: "Acc" "Dat" "Nom";
    DEFINITE = "Definite" @ 3 + 2: "Def" "Ind";
    DEGREE = "Degree" @ 5 + 2: "Cmp" "Pos" "Sup";
    EMPH = "Emph" @ 7 + 2: "No" "Yes";
    EXTPOS = "ExtPos" @ 9 + 5: "ADJ" "ADP" "ADV" "AUX" "CCONJ" "DET" "INTJ" "NOUN" "NUM" "PRON" "PROPN" "SCONJ" "VERB" "X";
    FOREIGN = "Foreign" @ 14 + 1: "Yes";
    GENDER = "Gender" @ 15 + 2: "Fem" "Masc";
    MOOD = "Mood" @ 17 + 3: "Cnd" "Imp" "Ind" "Sub";
    NUMBER = "Number" @ 20 + 2: "Plur" "Sing";
    NUMBER_PSOR = "Number[psor]" @ 22 + 2: "Plur" "Sing";
    NUMTYPE = "NumType" @ 24 + 3: "Card" "Frac" "Mult" "Ord";
    PERSON = "Person" @ 27 + 2: "1" "2" "3";
    PERSON_PSOR = "Person[psor]" @ 29 + 2: "1" "2" "3";
    POLARITY = "Polarity" @ 31 + 2: "Neg" "Pos";
    POLITE = "Polite" @ 33 + 2: "Form" "Infm";
    POSS = "Poss" @ 35 + 1: "Yes";
    PRONTYPE = "PronType" @ 36 + 4: "Art" "Dem" "Exc" "Ind" "Int" "Neg" "Prs" "Rcp" "Rel" "Tot";
    REFLEX = "Reflex" @ 40 + 1: "Yes";
    TENSE = "Tense" @ 41 + 3: "Fut" "Imp" "Past" "Pres";
    TYPO = "Typo" @ 44 + 1: "Yes";
    VERBFORM = "VerbForm" @ 45 + 3: "Fin" "Ger" "Inf" "Part";
    VOICE = "Voice" @ 48 + 2: "Act" "Pass";
}

/// Morphological features of a word, packed into 64 bits: comparing, hashing and
/// copying them costs one machine word. `Feats::default()` is the empty set (`_`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Feats(u64);

impl Feats {
    /// The packed form, for models; stable within a model format version.
    pub fn bits(self) -> u64 {
        self.0
    }

    /// From the packed form; `None` when it holds a value that no feature has.
    pub fn from_bits(bits: u64) -> Option<Self> {
        let feats = Self(bits);
        let known = FEATURES.iter().fold(0u64, |all, f| all | (((1u64 << f.bits) - 1) << f.shift));
        let valid = FEATURES.iter().all(|f| feats.raw(f) <= f.values.len());
        (bits & !known == 0 && valid).then_some(feats)
    }

    /// Whether no feature is given.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The value of a feature by its UD name, e.g. `get("Mood") == Some("Cnd")`.
    pub fn get(self, name: &str) -> Option<&'static str> {
        FEATURES.iter().find(|f| f.name == name).and_then(|f| self.value(f))
    }

    /// The same set with `name` set to `value`.
    ///
    /// # Errors
    /// When the inventory lacks the feature or the value.
    pub fn with(self, name: &str, value: &str) -> Result<Self, UnknownLabel> {
        let unknown = || UnknownLabel { kind: "FEATS", label: format!("{name}={value}") };
        let f = FEATURES.iter().find(|f| f.name == name).ok_or_else(unknown)?;
        let n = f.values.iter().position(|v| *v == value).ok_or_else(unknown)? as u64 + 1;
        let mask = ((1u64 << f.bits) - 1) << f.shift;
        Ok(Self(self.0 & !mask | n << f.shift))
    }

    fn raw(self, f: &Feature) -> usize {
        (self.0 >> f.shift) as usize & ((1 << f.bits) - 1)
    }

    fn value(self, f: &Feature) -> Option<&'static str> {
        self.raw(f).checked_sub(1).and_then(|n| f.values.get(n).copied())
    }

    fn at(self, f: FeatureIdx) -> Option<&'static str> {
        self.value(&FEATURES[f as usize])
    }
}

/// Declares a shorthand for a feature that the stages ask for often.
macro_rules! shorthand {
    ($($(#[$doc:meta])* $method:ident = $feature:ident;)+) => {
        impl Feats {
            $($(#[$doc])*
            pub fn $method(self) -> Option<&'static str> {
                self.at(FeatureIdx::$feature)
            })+
        }
    };
}

shorthand! {
    /// `Fem` or `Masc`.
    gender = GENDER;
    /// `Plur` or `Sing`.
    number = NUMBER;
    /// `1`, `2` or `3`.
    person = PERSON;
    /// `Cnd`, `Imp`, `Ind` or `Sub`.
    mood = MOOD;
    /// `Fut`, `Imp`, `Past` or `Pres`.
    tense = TENSE;
    /// `Fin`, `Ger`, `Inf` or `Part`.
    verb_form = VERBFORM;
    /// `Def` or `Ind`.
    definite = DEFINITE;
    /// `Art`, `Dem`, `Prs`, `Rel` and so on.
    pron_type = PRONTYPE;
    /// `Act` or `Pass`.
    voice = VOICE;
    /// `Neg` or `Pos`.
    polarity = POLARITY;
}

impl FromStr for Feats {
    type Err = UnknownLabel;

    /// Reads CoNLL-U's column: `_` or `Name=Value|Name=Value`.
    fn from_str(column: &str) -> Result<Self, UnknownLabel> {
        if column == "_" || column.is_empty() {
            return Ok(Self::default());
        }
        column.split('|').try_fold(Self::default(), |feats, pair| {
            let (name, value) = pair
                .split_once('=')
                .ok_or_else(|| UnknownLabel { kind: "FEATS", label: pair.to_owned() })?;
            feats.with(name, value)
        })
    }
}

impl fmt::Display for Feats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return f.write_str("_");
        }
        let given = FEATURES.iter().filter_map(|feature| Some((feature.name, self.value(feature)?)));
        for (i, (name, value)) in given.enumerate() {
            let bar = if i == 0 { "" } else { "|" };
            write!(f, "{bar}{name}={value}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn feats_round_trip() {
        let column =
            "Gender=Masc|Number=Sing|Number[psor]=Plur|NumType=Ord|Person[psor]=3|VerbForm=Part|Voice=Pass";
        let feats: Feats = column.parse().unwrap();
        assert_eq!(feats.to_string(), column);
        assert_eq!(feats.get("Number[psor]"), Some("Plur"));
        assert_eq!(feats.voice(), Some("Pass"));
        assert_eq!(Feats::from_bits(feats.bits()), Some(feats));
        assert_eq!("_".parse::<Feats>().unwrap().to_string(), "_");
        assert!("Mood=Opt".parse::<Feats>().is_err());
        assert_eq!(Feats::from_bits(u64::MAX), None);
    }

    #[test]
    fn packed_places_do_not_overlap_and_hold_their_values() {
        let mut used = 0u64;
        for f in FEATURES {
            let mask = ((1u64 << f.bits) - 1) << f.shift;
            assert_eq!(used & mask, 0, "{}", f.name);
            assert!(f.values.len() < 1 << f.bits, "{}", f.name);
            used |= mask;
        }
        let lower: Vec<_> = FEATURES.iter().map(|f| f.name.to_lowercase()).collect();
        assert!(lower.is_sorted_by(|a, b| a.replace('[', "") <= b.replace('[', "")));
    }

    #[test]
    fn relations() {
        assert_eq!("obl:arg".parse(), Ok(DepRel::OblArg));
        assert!(DepRel::OblArg.is_a(DepRel::Obl) && !DepRel::Obl.is_a(DepRel::OblArg));
        assert!("obll".parse::<DepRel>().is_err());
        for r in DepRel::ALL {
            assert_eq!(r.as_str().parse(), Ok(*r));
        }
    }
}
