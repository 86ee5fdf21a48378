//! Known names and common words: two automata compiled by `train::gazetteer`, and the hand-kept lists.

pub mod organizations;

use super::fold::folded;
use crate::data::{DataError, DataFiles, lines};
use fst::Map;
use std::borrow::Cow;
use std::collections::BTreeMap;

use organizations::{Known, Organizations, Row};

/// The compiled file below `data/`.
pub const FILE: &str = "models/gazetteer.bin";

/// The compiled file's first line.
pub const MAGIC: &str = "filature-gazetteer 2";

/// Bytes of an automaton: embedded, or the user's.
type Bytes = Cow<'static, [u8]>;

/// What is known about a name, packed into the 64 bits that the automaton gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Entry(pub u64);

/// Declares the kinds of a name, one bit each.
macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident = $bit:literal;)+) => {
        impl Entry { $($(#[$doc])* pub const $name: u64 = 1 << $bit;)+ }
    };
}

kinds! {
    /// A company known to readers: large, or on the hand-kept list.
    COMPANY = 0;
    /// A small listed company.
    SMALL_COMPANY = 1;
    /// Agencies, authorities, unions, universities, clubs.
    BODY = 2;
    /// Newspapers, agencies, channels.
    MEDIA = 3;
    /// Countries.
    COUNTRY = 4;
    /// Towns of some size, or with a French name of their own.
    CITY = 5;
    /// Towns of the long list: evidence only beside other evidence.
    SMALL_CITY = 6;
    /// Regions, departments, continents, seas, sites.
    REGION = 7;
    /// First names.
    FIRST_NAME = 8;
    /// Family names.
    LAST_NAME = 9;
    /// Names that are no node: indices, events, abbreviations.
    OTHER = 10;
    /// Proper names of a spelling checker, of unknown type.
    PROPER = 11;
    /// The first name is a man's.
    MALE = 12;
    /// The first name is a woman's.
    FEMALE = 13;
}

impl Entry {
    /// Any organization of the lists.
    pub const ORGANIZATION: u64 = Self::COMPANY | Self::SMALL_COMPANY | Self::BODY | Self::MEDIA;
    /// Organizations that need no more evidence than capitals.
    pub const SURE_ORGANIZATION: u64 = Self::COMPANY | Self::BODY | Self::MEDIA;
    /// Any place of the lists.
    pub const PLACE: u64 = Self::COUNTRY | Self::CITY | Self::SMALL_CITY | Self::REGION;
    /// Places that need no more evidence than capitals.
    pub const SURE_PLACE: u64 = Self::COUNTRY | Self::CITY | Self::REGION;

    const KIND_BITS: u32 = 16;
    const COUNTRY_BITS: u32 = 10;

    /// Packs kinds, the organization's country and industry, and the place's country.
    pub fn pack(kinds: u64, seat: Option<[u8; 2]>, industry: u8, place: Option<[u8; 2]>) -> Self {
        let code = |c: Option<[u8; 2]>| {
            c.map_or(0, |[a, b]| u64::from(a - b'A' + 1) << 5 | u64::from(b - b'A' + 1))
        };
        Self(
            kinds
                | code(seat) << Self::KIND_BITS
                | code(place) << (Self::KIND_BITS + Self::COUNTRY_BITS)
                | u64::from(industry) << (Self::KIND_BITS + 2 * Self::COUNTRY_BITS),
        )
    }

    /// Whether it is of one of these kinds.
    pub fn is(self, kinds: u64) -> bool {
        self.0 & kinds != 0
    }

    /// ISO 3166-1 code of the organization's country.
    pub fn seat(self) -> Option<[u8; 2]> {
        decode(self.0 >> Self::KIND_BITS)
    }

    /// ISO 3166-1 code of the country that the place is, or lies in.
    pub fn place(self) -> Option<[u8; 2]> {
        decode(self.0 >> (Self::KIND_BITS + Self::COUNTRY_BITS))
    }

    /// Position in `industries.tsv`; 0 for none.
    pub fn industry(self) -> u8 {
        (self.0 >> (Self::KIND_BITS + 2 * Self::COUNTRY_BITS)) as u8
    }

    /// Both entries' kinds; countries and industry of the first that gives them.
    pub fn and(self, other: Entry) -> Entry {
        let kinds = (self.0 | other.0) & ((1 << Self::KIND_BITS) - 1);
        let industry = if self.industry() != 0 { self.industry() } else { other.industry() };
        Entry::pack(kinds, self.seat().or(other.seat()), industry, self.place().or(other.place()))
    }
}

fn decode(code: u64) -> Option<[u8; 2]> {
    let letter = |n: u64| b'A' + (n & 31) as u8 - 1;
    (code & 1023 != 0).then(|| [letter(code >> 5), letter(code)])
}

/// How a lower-case word is used, packed: frequency class and parts of speech.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Common(pub u64);

impl Common {
    /// Reads as a noun.
    pub const NOUN: u64 = 1 << 8;
    /// Reads as an adjective.
    pub const ADJECTIVE: u64 = 1 << 9;
    /// Reads as a verb.
    pub const VERB: u64 = 1 << 10;
    /// Adverbs, pronouns, determiners, conjunctions, prepositions.
    pub const FUNCTION: u64 = 1 << 11;
    /// Names humans: trades, posts, kinship.
    pub const HUMAN: u64 = 1 << 12;

    /// Logarithm of its frequency: 0 below one in a hundred million words, 4 for one in a million and so on.
    pub fn frequency(self) -> u64 {
        self.0 & 255
    }

    /// Whether it reads as one of these.
    pub fn is(self, uses: u64) -> bool {
        self.0 & uses != 0
    }

    /// Whether the word is in the lexicon at all.
    pub fn known(self) -> bool {
        self.0 != 0
    }
}

/// The names and words known. Immutable, searched where they lie.
#[derive(Debug)]
pub struct Gazetteer {
    compiled: Map<Bytes>,
    kept: Map<Vec<u8>>,
    words: Map<Bytes>,
    organizations: Organizations,
    /// Names of industries by number.
    pub industries: Vec<String>,
}

impl Gazetteer {
    /// Opens the compiled automata and reads the hand-kept lists.
    ///
    /// # Errors
    /// When a file is missing, damaged or of another version.
    pub fn new(data: &DataFiles) -> Result<Self, DataError> {
        let fault = |message: String| DataError::new(FILE, None, message);
        let [names, words, families, known] = split(data.bytes(FILE)?).map_err(fault)?;
        let map = |bytes| Map::new(bytes).map_err(|e: fst::Error| fault(e.to_string()));
        let industries = industries(data)?;
        let (own, rows) = match data.is_embedded(organizations::FILE) {
            true => (Organizations::compiled(map(families)?, known), Vec::new()),
            false => {
                let rows = organizations::rows(data, &industries)?;
                (Organizations::of_rows(&rows), rows)
            }
        };
        Ok(Self {
            compiled: map(names)?,
            kept: kept(data, &rows)?,
            words: map(words)?,
            organizations: own,
            industries,
        })
    }

    /// What is known of a name in folded spelling.
    pub fn name(&self, folded: &str) -> Entry {
        let compiled = self.compiled.get(folded.as_bytes()).unwrap_or(0);
        let kept = self.kept.get(folded.as_bytes()).unwrap_or(0);
        Entry(kept).and(Entry(compiled))
    }

    /// How a word in folded spelling is used in lower case.
    pub fn word(&self, folded: &str) -> Common {
        Common(self.words.get(folded).unwrap_or(0))
    }

    /// The number of the organization of the list of which this is a name.
    pub fn family(&self, folded: &str) -> Option<u32> {
        self.organizations.number(folded)
    }

    /// What is known of the organization of the list of which this is a name.
    pub fn organization(&self, folded: &str) -> Option<Known> {
        self.organizations.known(self.family(folded)?)
    }

    /// The names that begin `pieces`: calls `found(n, entry)` for every `n` such that the first `n` pieces
    /// together are a name. Pieces are folded tokens, each with whether white space stands before it.
    pub fn prefixes<'a>(
        &self,
        pieces: impl Iterator<Item = (&'a str, bool)> + Clone,
        mut found: impl FnMut(usize, Entry),
    ) {
        walk(&self.compiled, pieces.clone(), &mut found);
        walk(&self.kept, pieces, &mut found);
    }
}

/// Follows the pieces through an automaton as far as they lead.
fn walk<'a, D: AsRef<[u8]>>(
    map: &Map<D>,
    pieces: impl Iterator<Item = (&'a str, bool)>,
    found: &mut impl FnMut(usize, Entry),
) {
    let fst = map.as_fst();
    let mut node = fst.root();
    let mut value = fst::raw::Output::zero();
    for (n, (piece, spaced)) in pieces.enumerate() {
        if piece.is_empty() {
            return;
        }
        let gap: &[u8] = if n > 0 && spaced { b" " } else { b"" };
        for &byte in gap.iter().chain(piece.as_bytes()) {
            let Some(at) = node.find_input(byte) else { return };
            let step = node.transition(at);
            value = value.cat(step.out);
            node = fst.node(step.addr);
        }
        if node.is_final() {
            found(n + 1, Entry(value.cat(node.final_output()).value()));
        }
    }
}

/// The four parts of the compiled file, each but the magic line with its length in 8 bytes before it.
fn split(bytes: Bytes) -> Result<[Bytes; 4], String> {
    let head = MAGIC.len() + 1;
    if !bytes.starts_with(MAGIC.as_bytes()) || bytes.get(head - 1) != Some(&b'\n') {
        let found: String = String::from_utf8_lossy(&bytes[..bytes.len().min(24)]).into_owned();
        return Err(format!(
            "expected a file that starts with `{MAGIC}`, found `{found}`; compile it anew"
        ));
    }
    let mut at = head;
    let mut next = || {
        let length = u64::from_le_bytes(*bytes.get(at..)?.first_chunk::<8>()?);
        let start = at + 8;
        at = start.checked_add(usize::try_from(length).ok()?).filter(|end| *end <= bytes.len())?;
        Some(start..at)
    };
    let mut part = || next().ok_or("the file is cut short; compile it anew");
    let ranges = [part()?, part()?, part()?, part()?];
    Ok(ranges.map(|range| match &bytes {
        Cow::Borrowed(b) => Cow::Borrowed(&b[range]),
        Cow::Owned(b) => Cow::Owned(b[range].to_vec()),
    }))
}

/// Names of industries, by number.
///
/// # Errors
/// When the list is missing.
pub fn industries(data: &DataFiles) -> Result<Vec<String>, DataError> {
    Ok(lines(&data.text("gazetteers/industries.tsv")?).map(|(_, l)| l.to_owned()).collect())
}

/// The other hand-kept lists as an automaton, with the organizations of a user.
fn kept(data: &DataFiles, organizations: &[Row]) -> Result<Map<Vec<u8>>, DataError> {
    let mut all: BTreeMap<String, Entry> = BTreeMap::new();
    let mut add = |name: &str, entry: Entry| {
        let known = all.entry(folded(name)).or_default();
        *known = known.and(entry);
    };
    for row in organizations {
        row.names.iter().for_each(|name| add(name, row.entry));
    }
    const PLACES: &str = "gazetteers/places.tsv";
    for (n, line) in lines(&data.text(PLACES)?) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[name, country, kind] = columns.as_slice() else {
            let found = format!("expected 3 columns (name, country, kind), found {}", columns.len());
            return Err(DataError::new(PLACES, n, found));
        };
        let kinds = match kind {
            "country" => Entry::COUNTRY,
            "city" => Entry::CITY,
            _ => Entry::REGION,
        };
        add(name, Entry::pack(kinds, None, 0, iso(country)));
    }
    for (_, line) in lines(&data.text("gazetteers/first_names.txt")?) {
        let (name, gender) = line.split_once('\t').unwrap_or((line, "u"));
        let gender = match gender {
            "m" => Entry::MALE,
            "f" => Entry::FEMALE,
            _ => Entry::MALE | Entry::FEMALE,
        };
        add(name, Entry(Entry::FIRST_NAME | gender));
    }
    for (_, line) in lines(&data.text("gazetteers/others.tsv")?) {
        add(line, Entry(Entry::OTHER));
    }
    let map = Map::from_iter(all.iter().map(|(k, e)| (k, e.0)));
    map.map_err(|e| DataError::new("gazetteers", None, e.to_string()))
}

/// The two letters of a country code; `None` for `-`.
pub fn iso(code: &str) -> Option<[u8; 2]> {
    let bytes: [u8; 2] = code.as_bytes().try_into().ok()?;
    bytes.iter().all(u8::is_ascii_uppercase).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_what_they_are_given() {
        let e = Entry::pack(Entry::COMPANY | Entry::CITY, iso("FR"), 42, iso("US"));
        assert_eq!((e.seat(), e.industry(), e.place()), (Some(*b"FR"), 42, Some(*b"US")));
        assert!(e.is(Entry::CITY) && !e.is(Entry::COUNTRY));
        let both = Entry::pack(Entry::BODY, None, 7, iso("DE")).and(e);
        assert_eq!((both.seat(), both.industry(), both.place()), (Some(*b"FR"), 7, Some(*b"DE")));
        assert_eq!(iso("-"), None);
    }

    #[test]
    fn finds_every_name_that_begins_the_words() {
        let gazetteer = Gazetteer::new(&DataFiles::embedded()).unwrap();
        let mut found = Vec::new();
        let pieces = [("banque", true), ("de", true), ("france", true), ("a", true)];
        gazetteer.prefixes(pieces.iter().copied(), |n, e| found.push((n, e.is(Entry::BODY))));
        assert!(found.contains(&(3, true)), "{found:?}");
        assert!(gazetteer.name("redmond").is(Entry::CITY));
        assert!(gazetteer.name("microsoft").is(Entry::COMPANY));
        assert!(gazetteer.word("groupe").is(Common::NOUN));
        assert_eq!(gazetteer.family("bce"), gazetteer.family("banque centrale europeenne"));
        let known = gazetteer.organization("microsoft").unwrap();
        assert!(known.seats.contains(&"redmond".to_owned()) && !known.industries.is_empty(), "{known:?}");
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        let mut data = DataFiles::embedded();
        data.insert("models/gazetteer.bin", b"something else".to_vec());
        let message = Gazetteer::new(&data).unwrap_err().to_string();
        assert!(message.contains("expected a file that starts with `filature-gazetteer 2`"), "{message}");
    }
}
