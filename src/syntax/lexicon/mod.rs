//! The lexicon: what each French word form can be. Compiled from DELA and
//! Lexique383 (see `data/README.md`) to automata that are searched where they lie.

mod reading;

pub use reading::{Flags, Reading};

use super::model_file::{ModelFile, Section};
use super::normal;
use super::script::{Script, ScriptIdx, Scripts};
use crate::data::{DataError, DataFiles};
use crate::doc::Feats;
use fst::Map;
use smol_str::SmolStr;

/// The compiled lexicon's name below `data/`.
pub const FILE: &str = "models/lexicon.bin";
/// Kind in the model file.
pub const KIND: &str = "lexicon";
/// Number of the layout that [`FILE`] has.
pub const FEATURES: u32 = 1;

/// Word forms with their readings. Immutable, shared by all threads.
#[derive(Clone, Debug)]
pub struct Lexicon {
    /// Folded form → number of its set of readings.
    forms: Map<Section>,
    /// Folded form without accents → the same, for forms that have accents.
    plain: Map<Section>,
    /// Where each set starts in `readings`, and one more for the end.
    starts: Section,
    readings: Section,
    feats: Vec<Feats>,
    scripts: Scripts,
}

/// The number of a set of readings that some forms share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SetIdx(pub u32);

/// All that a form can be, with the form as the lexicon knows it.
#[derive(Clone, Debug)]
pub struct Readings<'l> {
    lexicon: &'l Lexicon,
    form: SmolStr,
    set: Option<SetIdx>,
}

impl Lexicon {
    /// Opens the lexicon.
    ///
    /// # Errors
    /// When it is missing or damaged.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let file = ModelFile::open(FILE, data.bytes(FILE)?, KIND, FEATURES)?;
        let map = |name: &str| {
            let fault = |e: fst::Error| file.fault(format!("section `{name}`: {e}"));
            Map::new(file.section(name)?).map_err(fault)
        };
        let feats: Option<Vec<Feats>> = file
            .section("feats")?
            .chunks_exact(8)
            .map(|b| Feats::from_bits(u64::from_le_bytes(b.try_into().expect("eight bytes"))))
            .collect();
        let scripts = Scripts::read(file.section("scripts")?);
        Ok(Self {
            forms: map("forms")?,
            plain: map("plain")?,
            starts: file.section("starts")?,
            readings: file.section("readings")?,
            feats: feats.ok_or_else(|| file.fault("unknown morphological features"))?,
            scripts: scripts.ok_or_else(|| file.fault("unreadable edit scripts"))?,
        })
    }

    /// What `form` can be: looked up as it stands, in small letters, and, when it
    /// has a capital, without accents ("ETAT", "Etats").
    ///
    /// ```
    /// use filature::{data::DataFiles, doc::Upos, syntax::lexicon::Lexicon};
    /// let lexicon = Lexicon::new(&DataFiles::embedded()).unwrap();
    /// let readings = lexicon.readings("détenait");
    /// let (reading, lemma) = readings.iter().next().unwrap();
    /// assert_eq!((reading.upos, lemma.as_deref()), (Upos::Verb, Some("détenir")));
    /// ```
    pub fn readings(&self, form: &str) -> Readings<'_> {
        let (mut folded, mut plain) = (String::new(), String::new());
        normal::fold(form, &mut folded);
        let set = self.set(&folded);
        let form = if set.is_none() && form.starts_with(char::is_uppercase) {
            normal::plain(&folded, &mut plain);
            return Readings { lexicon: self, form: SmolStr::new(&plain), set: self.plain_set(&plain) };
        } else {
            SmolStr::new(&folded)
        };
        Readings { lexicon: self, form, set }
    }

    /// The readings of a folded form.
    #[inline]
    pub fn set(&self, folded: &str) -> Option<SetIdx> {
        self.forms.get(folded).map(|n| SetIdx(n as u32))
    }

    /// The readings of all forms that are `plain` without their accents.
    #[inline]
    pub fn plain_set(&self, plain: &str) -> Option<SetIdx> {
        self.plain.get(plain).map(|n| SetIdx(n as u32))
    }

    /// Number of sets of readings.
    pub fn sets(&self) -> usize {
        (self.starts.len() / 4).saturating_sub(1)
    }

    /// The readings of a set, the frequent ones first.
    pub fn of_set(&self, set: SetIdx) -> impl Iterator<Item = Reading> + Clone + '_ {
        let start = |n: usize| {
            let bytes = self.starts.get(4 * n..4 * n + 4)?;
            Some(u32::from_le_bytes(bytes.try_into().expect("four bytes")) as usize)
        };
        let n = set.0 as usize;
        let range = start(n).zip(start(n + 1)).map_or(0..0, |(a, b)| 8 * a..8 * b);
        let packed = self.readings.get(range).unwrap_or_default().chunks_exact(8);
        packed.filter_map(|b| {
            let bits = u64::from_le_bytes(b.try_into().expect("eight bytes"));
            Reading::unpack(bits, &self.feats)
        })
    }

    /// How a reading's lemma is made.
    pub fn script(&self, idx: ScriptIdx) -> Option<Script<'_>> {
        self.scripts.get(idx)
    }

    /// The lemma of a form under one of its readings; `None` where only the part
    /// of speech is known.
    pub fn lemma(&self, folded: &str, reading: &Reading) -> Option<SmolStr> {
        self.scripts.get(reading.script?)?.apply(folded)
    }
}

impl<'l> Readings<'l> {
    /// The form as the lexicon knows it.
    pub fn form(&self) -> &str {
        &self.form
    }

    /// Whether the lexicon lacks the form.
    pub fn is_empty(&self) -> bool {
        self.set.is_none()
    }

    /// Each reading with its lemma, the frequent ones first.
    pub fn iter(&self) -> impl Iterator<Item = (Reading, Option<SmolStr>)> + '_ {
        let readings = self.set.into_iter().flat_map(|set| self.lexicon.of_set(set));
        readings.map(|reading| (reading, self.lexicon.lemma(&self.form, &reading)))
    }
}
