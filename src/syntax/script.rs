//! Edit scripts: how a form becomes its lemma. "détenait" strips `ait` and adds
//! `ir`; one script serves all verbs that go the same way.

use super::model_file::Section;
use smol_str::SmolStr;

/// The number of a script in its table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScriptIdx(pub u16);

/// What to strip from the end of a form and what to put there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Script<'a> {
    /// Bytes to strip.
    pub strip: usize,
    /// What comes in their place.
    pub add: &'a str,
}

impl<'a> Script<'a> {
    /// The script that makes `lemma` out of `form`.
    pub fn between(form: &str, lemma: &'a str) -> Self {
        let same = form.bytes().zip(lemma.bytes()).take_while(|(a, b)| a == b).count();
        let cut = (0..=same).rev().find(|&at| form.is_char_boundary(at) && lemma.is_char_boundary(at));
        let cut = cut.expect("zero is a boundary");
        Self { strip: form.len() - cut, add: &lemma[cut..] }
    }

    /// The lemma of `form`; `None` when the form is too short for the script.
    pub fn apply(&self, form: &str) -> Option<SmolStr> {
        let stem = form.get(..form.len().checked_sub(self.strip)?)?;
        let len = stem.len() + self.add.len();
        if len == 0 {
            return None;
        }
        // Lemmas of up to 23 bytes live in the `SmolStr` itself.
        let mut buffer = [0u8; 23];
        match buffer.get_mut(..len) {
            Some(lemma) => {
                lemma[..stem.len()].copy_from_slice(stem.as_bytes());
                lemma[stem.len()..].copy_from_slice(self.add.as_bytes());
                std::str::from_utf8(lemma).ok().map(SmolStr::new_inline)
            }
            None => Some(SmolStr::new(format!("{stem}{}", self.add))),
        }
    }
}

/// A table of scripts as it lies in a model: one a line, `strip` and `add` with
/// a tab between.
#[derive(Clone, Debug)]
pub struct Scripts {
    section: Section,
    /// Strip, and where its addition lies in the section.
    scripts: Vec<(u32, u32, u32)>,
}

impl Scripts {
    /// Reads a table; `None` when it is none.
    pub fn read(section: Section) -> Option<Self> {
        let text = std::str::from_utf8(&section).ok()?;
        let mut scripts = Vec::new();
        let mut at = 0;
        for line in text.lines() {
            let (strip, add) = line.split_once('\t')?;
            let end = at + line.len();
            scripts.push((strip.parse().ok()?, (end - add.len()) as u32, end as u32));
            at = end + 1;
        }
        Some(Self { section, scripts })
    }

    /// The script of this number; `None` when the table has none.
    pub fn get(&self, idx: ScriptIdx) -> Option<Script<'_>> {
        let &(strip, start, end) = self.scripts.get(usize::from(idx.0))?;
        let add = std::str::from_utf8(&self.section[start as usize..end as usize]).ok()?;
        Some(Script { strip: strip as usize, add })
    }

    /// Number of scripts.
    pub fn len(&self) -> usize {
        self.scripts.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.scripts.is_empty()
    }

    /// A table's bytes.
    pub fn write<'a>(scripts: impl IntoIterator<Item = Script<'a>>) -> Vec<u8> {
        let lines = scripts.into_iter().map(|s| format!("{}\t{}\n", s.strip, s.add));
        lines.collect::<String>().into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_lemmas() {
        for (form, lemma) in [
            ("détenait", "détenir"),
            ("chevaux", "cheval"),
            ("ira", "aller"),
            ("été", "être"),
            ("accord", "accord"),
            ("anticonstitutionnellement", "anticonstitutionnel"),
        ] {
            assert_eq!(Script::between(form, lemma).apply(form).unwrap(), lemma);
        }
        let script = Script::between("détenait", "détenir");
        assert_eq!((script.strip, script.add), (3, "ir"));
    }

    #[test]
    fn a_form_too_short_has_no_lemma() {
        let script = Script { strip: 3, add: "ir" };
        assert_eq!(script.apply("ai"), None);
        // Would cut `é` in two.
        assert_eq!(Script { strip: 1, add: "er" }.apply("né"), None);
        assert_eq!(Script { strip: 2, add: "" }.apply("ab"), None);
    }
}
