//! The list of organizations: names, countries, trades and seats, compiled or a user's.

use super::{Bytes, Entry, iso};
use crate::data::{DataError, DataFiles, lines};
use crate::entity::fold::folded;
use fst::Map;
use std::collections::{BTreeMap, HashMap};

/// The list below `data/`.
pub const FILE: &str = "gazetteers/organizations.tsv";

/// An organization of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its names as the list writes them.
    pub names: Vec<String>,
    /// Kind, country and first trade.
    pub entry: Entry,
    /// The rest.
    pub known: Known,
}

/// What is known of an organization of the list, besides its country.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// The name that stands first, folded.
    pub name: String,
    /// Its trades: positions in `industries.tsv`.
    pub industries: Vec<u8>,
    /// Folded names of the towns and regions by which the press calls it: "le géant de Redmond".
    pub seats: Vec<String>,
}

/// The rows of the list.
///
/// # Errors
/// When it is missing or a row is wrong: the line, what was expected, what was found.
pub fn rows(data: &DataFiles, industries: &[String]) -> Result<Vec<Row>, DataError> {
    let numbers: HashMap<&str, u8> =
        industries.iter().enumerate().map(|(i, name)| (name.as_str(), i as u8)).collect();
    let mut rows = Vec::new();
    for (n, line) in lines(&data.text(FILE)?) {
        let columns: Vec<&str> = line.split('\t').collect();
        let &[names, country, trades, seats] = columns.as_slice() else {
            let found =
                format!("expected 4 columns (names, country, trades, seats), found {}", columns.len());
            return Err(DataError::new(FILE, n, found));
        };
        let number = |trade: &str| {
            numbers
                .get(trade)
                .copied()
                .ok_or_else(|| DataError::new(FILE, n, format!("no trade `{trade}` in industries.tsv")))
        };
        let mut trades_told = trades.split('|').map(number).collect::<Result<Vec<u8>, _>>()?;
        let kinds = match trades {
            "Agency" | "Union" | "University" | "Club" | "State" => Entry::BODY,
            "Media" => Entry::MEDIA,
            _ => Entry::COMPANY,
        };
        let entry = Entry::pack(kinds, iso(country), trades_told[0], None);
        trades_told.retain(|&i| i != 0);
        rows.push(Row {
            names: names.split('|').map(str::to_owned).collect(),
            entry,
            known: Known {
                name: folded(names.split('|').next().unwrap_or(names)),
                industries: trades_told,
                seats: seats.split('|').filter(|s| *s != "-").map(folded).collect(),
            },
        });
    }
    Ok(rows)
}

/// The organizations by name; each is numbered by its row.
#[derive(Debug)]
pub(super) enum Organizations {
    /// Searched where they lie.
    Compiled {
        /// Folded names to where what is known of their organization begins.
        places: Map<Bytes>,
        /// What is known of all, as [`pack`] writes it.
        known: Bytes,
    },
    /// Read from a user's list.
    Listed {
        /// Folded names to numbers.
        numbers: BTreeMap<String, u32>,
        /// By number.
        known: Vec<Known>,
    },
}

impl Organizations {
    pub(super) fn compiled(places: Map<Bytes>, known: Bytes) -> Self {
        Self::Compiled { places, known }
    }

    pub(super) fn of_rows(rows: &[Row]) -> Self {
        let mut numbers = BTreeMap::new();
        for (n, row) in rows.iter().enumerate() {
            for name in &row.names {
                numbers.entry(folded(name)).or_insert(n as u32);
            }
        }
        Self::Listed { numbers, known: rows.iter().map(|r| r.known.clone()).collect() }
    }

    /// What numbers the organization of which this is a name.
    pub(super) fn number(&self, folded: &str) -> Option<u32> {
        match self {
            Self::Compiled { places, .. } => places.get(folded).map(|n| n as u32),
            Self::Listed { numbers, .. } => numbers.get(folded).copied(),
        }
    }

    /// What is known of an organization.
    pub(super) fn known(&self, number: u32) -> Option<Known> {
        match self {
            Self::Compiled { known, .. } => unpack(known.get(number as usize..)?),
            Self::Listed { known, .. } => known.get(number as usize).cloned(),
        }
    }
}

/// The two parts of the compiled file: folded names with the place of their organization, and what is
/// known of each: its name, its trades, the number of its seats and these, strings and lists with their
/// length in a byte before them.
pub fn pack(rows: &[Row]) -> (BTreeMap<String, u64>, Vec<u8>) {
    let mut places = BTreeMap::new();
    let mut known = Vec::new();
    for row in rows {
        let place = known.len() as u64;
        for name in &row.names {
            places.entry(folded(name)).or_insert(place);
        }
        known.push(row.known.name.len() as u8);
        known.extend(row.known.name.as_bytes());
        known.push(row.known.industries.len() as u8);
        known.extend(&row.known.industries);
        known.push(row.known.seats.len() as u8);
        for seat in &row.known.seats {
            known.push(seat.len() as u8);
            known.extend(seat.as_bytes());
        }
    }
    (places, known)
}

/// Reads what [`pack`] wrote of one organization.
fn unpack(mut bytes: &[u8]) -> Option<Known> {
    fn take<'b>(bytes: &mut &'b [u8], n: usize) -> Option<&'b [u8]> {
        let (head, rest) = bytes.split_at_checked(n)?;
        *bytes = rest;
        Some(head)
    }
    fn list<'b>(bytes: &mut &'b [u8]) -> Option<&'b [u8]> {
        let length = usize::from(take(bytes, 1)?[0]);
        take(bytes, length)
    }
    let text = |bytes: &[u8]| Some(std::str::from_utf8(bytes).ok()?.to_owned());
    let name = text(list(&mut bytes)?)?;
    let industries = list(&mut bytes)?.to_vec();
    let mut seats = Vec::new();
    for _ in 0..take(&mut bytes, 1)?[0] {
        seats.push(text(list(&mut bytes)?)?);
    }
    Some(Known { name, industries, seats })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::gazetteer::{Gazetteer, industries};

    /// `models/gazetteer.bin` holds what the list says: whoever changes the list compiles it anew.
    #[test]
    fn the_compiled_list_is_the_list() {
        let data = DataFiles::embedded();
        let gazetteer = Gazetteer::new(&data).unwrap();
        let rows = rows(&data, &industries(&data).unwrap()).unwrap();
        let listed = Organizations::of_rows(&rows);
        for row in &rows {
            for name in &row.names {
                let key = folded(name);
                let entry = gazetteer.name(&key);
                assert!(entry.is(Entry::ORGANIZATION), "{name}");
                let known = listed.known(listed.number(&key).unwrap());
                assert_eq!(gazetteer.organization(&key), known, "{name}");
            }
        }
    }

    #[test]
    fn a_users_list_takes_its_place() {
        let mut data = DataFiles::embedded();
        data.insert(FILE, "Zébulon|Zeb\tFR\tSoftware|Media\tDieppe|Normandie\n".as_bytes().to_vec());
        let gazetteer = Gazetteer::new(&data).unwrap();
        assert_eq!(gazetteer.family("zeb"), gazetteer.family("zebulon"));
        let known = gazetteer.organization("zeb").unwrap();
        assert_eq!(known.seats, ["dieppe", "normandie"]);
        assert_eq!(known.industries.len(), 2);
        assert_eq!(gazetteer.name("zebulon").seat(), Some(*b"FR"));
        data.insert(FILE, "Zébulon\tFR\tMagic\t-\n".as_bytes().to_vec());
        let message = Gazetteer::new(&data).unwrap_err().to_string();
        assert!(message.contains("no trade `Magic`"), "{message}");
    }
}
