//! What of a company's name tells who is meant: `Dell Technologies Inc.` is `Dell` wherever it stands.

use crate::data::{DataError, DataFiles, lines};
use crate::doc::{EntityType, node_id};
use crate::entity::fold::folded;
use crate::entity::gazetteer::{Entry, Gazetteer};
use smol_str::SmolStr;
use std::collections::HashMap;

const FILE: &str = "gazetteers/forms.tsv";
const CLASSES: [&str; 5] = ["legal", "tail", "near", "lead", "link"];

/// Words that names may have or lack.
#[derive(Debug)]
pub struct Forms {
    /// By folded word, a bit a class.
    words: HashMap<String, u8>,
}

impl Forms {
    /// Legal forms: "SA".
    pub const LEGAL: u8 = 1;
    /// Words at the end: "Group".
    pub const TAIL: u8 = 1 << 1;
    /// Words at the end that a name drops only where the shorter one stands beside it.
    pub const NEAR: u8 = 1 << 2;
    /// Words at the beginning: "Groupe".
    pub const LEAD: u8 = 1 << 3;
    /// Words without a letter in an acronym: "de".
    pub const LINK: u8 = 1 << 4;

    /// Reads the list.
    ///
    /// # Errors
    /// When it is missing or a line of it is wrong.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let mut words: HashMap<String, u8> = HashMap::new();
        for (n, line) in lines(&data.text(FILE)?) {
            let class = line.split_once('\t').map_or("", |(_, class)| class);
            let bit = CLASSES.iter().position(|c| *c == class).ok_or_else(|| {
                let known = CLASSES.join(", ");
                DataError::new(
                    FILE,
                    n,
                    format!("expected a word, a tab and a class of {known}; found `{line}`"),
                )
            })?;
            *words.entry(line.split('\t').next().unwrap_or("").to_owned()).or_default() |= 1 << bit;
        }
        Ok(Self { words })
    }

    /// Whether the folded word is of one of these classes.
    pub fn is(&self, word: &str, classes: u8) -> bool {
        self.words.get(word).is_some_and(|bits| bits & classes != 0)
    }

    /// The folded name without the legal forms at its end.
    pub fn bare<'n>(&self, name: &'n str) -> &'n str {
        let mut bare = name;
        while let Some((rest, _)) = bare.rsplit_once(' ').filter(|(_, last)| self.is(last, Self::LEGAL)) {
            bare = rest.trim_end_matches([',', ' ']);
        }
        let bare = bare.strip_suffix(" &").unwrap_or(bare);
        if bare.is_empty() { name } else { bare }
    }

    /// The name as written without the legal forms at its end: "Dell Technologies" of "Dell Technologies Inc.".
    pub fn without_legal<'n>(&self, name: &'n str) -> &'n str {
        let mut bare = name;
        while let Some((rest, last)) = bare.rsplit_once(' ') {
            let rest = rest.trim_end_matches([',', ' ']);
            // "Tarvel & Co" is said whole.
            if rest.is_empty() || rest.ends_with('&') || !self.is(&folded(last), Self::LEGAL) {
                break;
            }
            bare = rest;
        }
        bare
    }

    /// What an organization's folded name comes down to, the same for all its forms that can be
    /// told by the name alone: the first name of its family in the lists, or the name without
    /// legal forms and words for groups, where what is left can stand by itself.
    pub fn canonical(&self, gazetteer: &Gazetteer, name: &str) -> String {
        let bare = self.bare(name);
        // A family of several names is told by its first.
        let head = |name: &str| gazetteer.organization(name).map(|o| o.name).filter(|first| first != name);
        if let Some(known) = head(name).or_else(|| head(bare)) {
            return known;
        }
        let tail = bare
            .rsplit_once(' ')
            .filter(|(_, last)| self.is(last, Self::TAIL))
            .map(|(rest, _)| rest.strip_suffix(" &").unwrap_or(rest));
        let lead =
            bare.split_once(' ').filter(|(first, _)| self.is(first, Self::LEAD)).map(|(_, rest)| rest);
        match tail.or(lead).filter(|stem| stands_alone(gazetteer, stem)) {
            Some(stem) => self.canonical(gazetteer, stem),
            None => bare.to_owned(),
        }
    }

    /// The node's id: equal for names that come down to the same.
    pub fn id(&self, gazetteer: &Gazetteer, kind: EntityType, label: &str) -> SmolStr {
        match kind {
            EntityType::Organization => node_id(kind, &self.canonical(gazetteer, &folded(label))).into(),
            _ => node_id(kind, label).into(),
        }
    }
}

/// Whether a stem is a name by itself: a known firm, or no common word, place or first name.
fn stands_alone(gazetteer: &Gazetteer, stem: &str) -> bool {
    let entry = gazetteer.name(stem);
    // A club bears its town's name.
    if entry.is(Entry::COMPANY | Entry::MEDIA) || entry.is(Entry::BODY) && !entry.is(Entry::PLACE) {
        return true;
    }
    let said = |word: &str| gazetteer.word(word).known() || word.chars().count() < 3;
    let elsewhere = Entry::COUNTRY | Entry::CITY | Entry::REGION | Entry::FIRST_NAME;
    !stem.split(' ').all(said) && !entry.is(elsewhere)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_come_down_to_one() {
        let data = DataFiles::embedded();
        let (forms, gazetteer) = (Forms::new(&data).unwrap(), Gazetteer::new(&data).unwrap());
        let id = |name: &str| forms.id(&gazetteer, EntityType::Organization, name).to_string();
        let same = |a: &str, b: &str| assert_eq!(id(a), id(b), "{a}, {b}");
        let apart = |a: &str, b: &str| assert_ne!(id(a), id(b), "{a}, {b}");
        same("Dell", "Dell Technologies");
        same("Dell", "Dell Technologies Inc.");
        same("Velmont", "Groupe Velmont");
        same("Velmont", "Velmont Group S.A.");
        same("BCE", "Banque centrale européenne");
        same("Tarvel & Co", "Tarvel");
        apart("Orange", "Orange Bank");
        apart("Bain & Company", "Bain Capital");
        apart("Finistère Group", "Finistère");
        apart("Société Générale", "Générale");
        assert_ne!(forms.id(&gazetteer, EntityType::Place, "Orange"), id("Orange").as_str());
        assert_eq!(id("SA"), "organization/sa");
        assert_eq!(forms.without_legal("Dell Technologies, Inc."), "Dell Technologies");
        assert_eq!(forms.without_legal("Tarvel & Co"), "Tarvel & Co");
    }

    #[test]
    fn a_wrong_line_is_named() {
        let mut data = DataFiles::embedded();
        data.insert(FILE, b"inc\tlegal\ngroup\ttale\n".to_vec());
        let said = Forms::new(&data).unwrap_err().to_string();
        assert!(said.contains("forms.tsv:2") && said.contains("tail"), "{said}");
    }
}
