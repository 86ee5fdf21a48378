//! Hand-kept words that tell types, trades and nationalities.

use super::fold::folded;
use super::gazetteer::{Entry, Gazetteer, iso};
use crate::data::{DataError, DataFiles, lines};
use std::collections::{HashMap, HashSet};

/// What a word beside a name tells, one bit each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cue(pub u32);

/// Names of the classes in `cues.tsv`; a class's bit is its position.
const CLASSES: [&str; 16] = [
    "title",
    "person",
    "place",
    "organization",
    "product",
    "other",
    "of-place",
    "at-place",
    "of-organization",
    "head",
    "court",
    "suffix",
    "speech",
    "deed",
    "seat",
    "institution",
];

/// Classes of `cues.tsv` whose words, folded, are only looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordSet {
    /// Who owns or made a firm: "fondateurs".
    Owner,
    /// A part of a state: "armée".
    StatePart,
    /// A first word of authorities' names: "tribunal".
    Authority,
    /// A form of a verb that says what its subject is: "est", "demeure".
    Copula,
    /// Who gets something in a deal: "acquéreur", "lauréat".
    Buyer,
    /// Whom a deal is about: "cible".
    Target,
    /// What is reckoned in money: "90 millions de dommages".
    Due,
    /// Behind which millions are no sum: "en compte 3 millions", "dont 5 millions".
    NoSum,
    /// An end of addresses of the web: "com".
    Site,
}

/// Names of these classes, in the order of [`WordSet`].
const SETS: [&str; 9] =
    ["owner", "state-part", "authority", "copula", "buyer", "target", "due", "no-sum", "site"];

impl Cue {
    /// "M.", "Mme".
    pub const TITLE: u32 = 1;
    /// Before places: "la ville X".
    pub const PLACE: u32 = 1 << 2;
    /// Before organizations: "le quotidien X".
    pub const ORGANIZATION: u32 = 1 << 3;
    /// Before products: "le logiciel X".
    pub const PRODUCT: u32 = 1 << 4;
    /// Before names that are no node: "l'indice X".
    pub const OTHER: u32 = 1 << 5;
    /// "le port de X".
    pub const OF_PLACE: u32 = 1 << 6;
    /// "basée à X".
    pub const AT_PLACE: u32 = 1 << 7;
    /// "le PDG de X".
    pub const OF_ORGANIZATION: u32 = 1 << 8;
    /// "Banque de X".
    pub const HEAD: u32 = 1 << 9;
    /// "tribunal de X".
    pub const COURT: u32 = 1 << 10;
    /// "X Capital".
    pub const SUFFIX: u32 = 1 << 11;
    /// "déclare".
    pub const SPEECH: u32 = 1 << 12;
    /// "rachète".
    pub const DEED: u32 = 1 << 13;
    /// "Bruxelles" for the Commission.
    pub const SEAT: u32 = 1 << 14;
    /// "diocèse de X", "fédération française de judo": small nouns that may open an institution's name.
    pub const INSTITUTION: u32 = 1 << 15;

    /// Whether it is of one of these classes.
    pub fn is(self, classes: u32) -> bool {
        self.0 & classes != 0
    }
}

/// What kind of organization a noun says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TradeClass {
    /// Any organization: "le groupe".
    Any,
    /// One of a trade: "l'avionneur".
    Trade,
    /// Rank or praise: "le géant".
    Rank,
    /// A part in a deal or a group: "l'acquéreur", "la filiale".
    Part,
    /// No company: "le syndicat".
    Body,
    /// A part of an organization: "l'usine".
    Unit,
}

/// A noun for organizations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trade {
    /// What it says.
    pub class: TradeClass,
    /// Feminine.
    pub feminine: bool,
    /// Numbers of the industries that it tells; none for any.
    pub industries: Vec<u8>,
    /// What one party is to the other, and the other to it: "partenaire", not "filiale".
    pub mutual: bool,
    /// Plural form.
    pub plural: bool,
    /// Number of the noun in the list, the same for singular and plural.
    pub noun: u16,
}

/// An adjective of a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demonym {
    /// The place's name.
    pub place: String,
    /// The place's country.
    pub country: Option<[u8; 2]>,
    /// The adjective of a country, not of a town or region.
    pub national: bool,
}

/// A noun for a person already named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// Whether it is feminine, where it tells.
    pub gender: Option<bool>,
}

/// What kind of place a noun says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ground {
    /// "la ville".
    Town,
    /// "le pays".
    Country,
    /// "la région", "l'île".
    Area,
}

/// All of them, by folded form.
#[derive(Debug, Default)]
pub struct Lexicon {
    cues: HashMap<String, Cue>,
    /// Beginnings of the forms of verbs whose "à" leads to a party: "vend".
    givers: Vec<String>,
    /// By the places of [`SETS`].
    sets: [HashSet<String>; SETS.len()],
    /// Ends of medicines' names: "zumab".
    drug_endings: Vec<String>,
    trades: HashMap<String, Trade>,
    demonyms: HashMap<String, Demonym>,
    people: HashMap<String, Person>,
    grounds: HashMap<String, Ground>,
    /// First words of trades of several words.
    openers: HashMap<String, usize>,
}

impl Lexicon {
    /// Reads the lists.
    ///
    /// # Errors
    /// When a list is missing or a line of it is wrong.
    pub fn new(data: &DataFiles, gazetteer: &Gazetteer) -> Result<Self, DataError> {
        let mut all = Self::default();
        all.read_cues(data)?;
        all.read_trades(data, &gazetteer.industries)?;
        all.read_demonyms(data, gazetteer)?;
        for (_, line) in lines(&data.text("gazetteers/people.tsv")?) {
            let (noun, gender) = line.split_once('\t').unwrap_or((line, "u"));
            let gender = (gender != "u").then_some(gender == "f");
            all.people.insert(folded(noun), Person { gender });
        }
        const GROUNDS: &str = "gazetteers/grounds.tsv";
        for (n, line) in lines(&data.text(GROUNDS)?) {
            let (noun, kind) = line.split_once('\t').unwrap_or((line, ""));
            let ground = match kind {
                "town" => Ground::Town,
                "country" => Ground::Country,
                "area" => Ground::Area,
                _ => {
                    let found = format!("expected town, country or area after a tab, found `{kind}`");
                    return Err(DataError::new(GROUNDS, n, found));
                }
            };
            all.grounds.insert(folded(noun), ground);
        }
        Ok(all)
    }

    /// The kind of place that the folded noun says.
    pub fn ground(&self, word: &str) -> Option<Ground> {
        self.grounds.get(word).copied()
    }

    /// What the folded word tells of a name beside it.
    pub fn cue(&self, word: &str) -> Cue {
        self.cues.get(word).copied().unwrap_or_default()
    }

    /// Whether the folded word is a form of a verb, or its noun, whose "à" leads to a party: "vendre à X".
    pub fn gives(&self, word: &str) -> bool {
        // None begins with another, so that only the last one before the word can begin it.
        let behind = self.givers.partition_point(|giver| giver.as_str() <= word);
        behind > 0 && word.starts_with(self.givers[behind - 1].as_str())
    }

    /// Whether a folded word is of a class.
    pub fn has(&self, set: WordSet, word: &str) -> bool {
        self.sets[set as usize].contains(word)
    }

    /// Whether the folded word ends as medicines do: "pembrolizumab".
    pub fn is_drug(&self, word: &str) -> bool {
        self.drug_endings.iter().any(|end| word.len() > end.len() + 2 && word.ends_with(end.as_str()))
    }

    /// The trade that the folded words name.
    pub fn trade(&self, words: &str) -> Option<&Trade> {
        self.trades.get(words)
    }

    /// How many words the longest trade beginning with this folded word has; 0 for none.
    pub fn trade_reach(&self, word: &str) -> usize {
        self.openers.get(word.split(' ').next().unwrap_or(word)).copied().unwrap_or(0)
    }

    /// The noun for a person that this folded word is.
    pub fn person(&self, word: &str) -> Option<Person> {
        self.people.get(word).copied()
    }

    /// The place of which the folded word is the adjective.
    pub fn demonym(&self, word: &str) -> Option<&Demonym> {
        self.demonyms.get(word)
    }

    fn read_cues(&mut self, data: &DataFiles) -> Result<(), DataError> {
        const FILE: &str = "gazetteers/cues.tsv";
        for (n, line) in lines(&data.text(FILE)?) {
            let Some((word, class)) = line.split_once('\t') else {
                return Err(DataError::new(FILE, n, "expected a word, a tab and a class"));
            };
            // Parts of organizations are told by the descriptions, not here.
            if class == "body" {
                continue;
            }
            match class {
                "to-organization" => {
                    self.givers.push(word.to_owned());
                    continue;
                }
                "drug-ending" => {
                    self.drug_endings.push(word.to_owned());
                    continue;
                }
                _ => {}
            }
            if let Some(set) = SETS.iter().position(|s| *s == class) {
                self.sets[set].insert(word.to_owned());
                continue;
            }
            let bit = CLASSES.iter().position(|c| *c == class).ok_or_else(|| {
                DataError::new(FILE, n, format!("no class `{class}`; known: {}", CLASSES.join(", ")))
            })?;
            self.cues.entry(word.to_owned()).or_default().0 |= 1 << bit;
            if 1 << bit == Cue::PRODUCT {
                self.cues.entry(plural(word)).or_default().0 |= 1 << bit;
            }
        }
        self.givers.sort_unstable();
        self.givers.dedup_by(|later, first| later.starts_with(first.as_str()));
        Ok(())
    }

    fn read_trades(&mut self, data: &DataFiles, industries: &[String]) -> Result<(), DataError> {
        const FILE: &str = "gazetteers/trades.tsv";
        for (n, line) in lines(&data.text(FILE)?) {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[noun, gender, class, told] = columns.as_slice() else {
                let found = format!(
                    "expected 4 columns (noun, gender, class, industries), found {}",
                    columns.len()
                );
                return Err(DataError::new(FILE, n, found));
            };
            let mutual = class == "part";
            let class = match class {
                "org" => TradeClass::Any,
                "trade" => TradeClass::Trade,
                "rank" => TradeClass::Rank,
                "part" | "branch" => TradeClass::Part,
                "body" => TradeClass::Body,
                "unit" => TradeClass::Unit,
                _ => return Err(DataError::new(FILE, n, format!("no class `{class}`"))),
            };
            // Names of industries hold commas themselves: look for each name in the column.
            let numbers = industries.iter().enumerate().skip(1);
            let told: Vec<u8> =
                numbers.filter(|(_, name)| told.contains(name.as_str())).map(|(i, _)| i as u8).collect();
            let singular = Trade {
                class,
                feminine: gender == "f",
                industries: told,
                mutual,
                plural: false,
                noun: n as u16,
            };
            let key = folded(noun);
            let first = key.split(' ').next().unwrap_or(&key);
            let reach = self.openers.entry(first.to_owned()).or_default();
            *reach = (*reach).max(key.split(' ').count());
            let plural = plural(first);
            let reach = *reach;
            let opener = self.openers.entry(plural.clone()).or_default();
            *opener = (*opener).max(reach);
            self.trades
                .entry(plural + &key[first.len()..])
                .or_insert(Trade { plural: true, ..singular.clone() });
            self.trades.insert(key, singular);
        }
        Ok(())
    }

    fn read_demonyms(&mut self, data: &DataFiles, gazetteer: &Gazetteer) -> Result<(), DataError> {
        const FILE: &str = "gazetteers/demonyms.tsv";
        for (n, line) in lines(&data.text(FILE)?) {
            let columns: Vec<&str> = line.split('\t').collect();
            let &[masculine, feminine, place, country] = columns.as_slice() else {
                let found = format!(
                    "expected 4 columns (masculine, feminine, place, country), found {}",
                    columns.len()
                );
                return Err(DataError::new(FILE, n, found));
            };
            let demonym = Demonym {
                place: place.to_owned(),
                country: iso(country),
                national: gazetteer.name(&folded(place)).is(Entry::COUNTRY),
            };
            for form in [masculine, feminine] {
                let key = folded(form);
                self.demonyms.entry(plural(&key)).or_insert_with(|| demonym.clone());
                self.demonyms.entry(key).or_insert_with(|| demonym.clone());
            }
        }
        Ok(())
    }
}

/// The plural of a noun or adjective, as far as spelling rules give it.
fn plural(singular: &str) -> String {
    match singular {
        s if s.ends_with(['s', 'x', 'z']) => s.to_owned(),
        s if s.ends_with("al") => format!("{}aux", &s[..s.len() - 2]),
        s if s.ends_with("au") || s.ends_with("eu") => format!("{s}x"),
        s => format!("{s}s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_trades_and_nationalities() {
        let data = DataFiles::embedded();
        let lexicon = Lexicon::new(&data, &Gazetteer::new(&data).unwrap()).unwrap();
        let aircraft = lexicon.trade("avionneur").unwrap();
        assert!(!aircraft.feminine && !aircraft.industries.is_empty());
        assert!(lexicon.trade("societes").unwrap().plural);
        assert_eq!(lexicon.trade_reach("compagnie"), 2);
        assert_eq!(lexicon.demonym("lyonnaises").unwrap().place, "Lyon");
        assert!(lexicon.cue("pdg").is(Cue::OF_ORGANIZATION));
        assert!(lexicon.cue("m").is(Cue::TITLE));
        assert!(lexicon.gives("vendra") && lexicon.gives("vente") && !lexicon.gives("venir"));
        assert!(lexicon.givers.windows(2).all(|pair| pair[0] < pair[1] && !pair[1].starts_with(&pair[0])));
    }
}
