//! Compiles the gazetteers and the common words into `models/gazetteer.bin`.

use super::{Sources, TrainError};
use crate::data::{DataError, DataFiles};
use crate::entity::fold::folded;
pub use crate::entity::gazetteer::FILE;
use crate::entity::gazetteer::{Common, Entry, MAGIC, industries, iso, organizations};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What was compiled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compiled {
    /// Names.
    pub names: usize,
    /// Common words.
    pub words: usize,
    /// Size of the file.
    pub bytes: usize,
}

/// Reads the folders `gazetteers`, `lexique` and `proper-names` of the sources and our own list of
/// organizations, and gives the compiled file.
///
/// # Errors
/// When a source cannot be read.
pub fn compile(sources: &Sources, data: &DataFiles) -> Result<(Vec<u8>, Compiled), TrainError> {
    let industries = industries(data)?;
    let words = common_words(sources)?;
    let list = organizations::rows(data, &industries)?;
    let mut all = BTreeMap::new();
    for row in &list {
        for name in &row.names {
            let known: &mut Entry = all.entry(folded(name)).or_default();
            *known = known.and(row.entry);
        }
    }
    let names = Names { all, words: &words }.read(sources, &industries)?;
    let (places, known) = organizations::pack(&list);
    let built = |map: Result<fst::Map<Vec<u8>>, fst::Error>| {
        map.map(|m| m.into_fst().into_inner())
            .map_err(|e| TrainError::Data(DataError::new(FILE, None, e.to_string())))
    };
    let first = built(fst::Map::from_iter(names.iter().map(|(k, e)| (k, e.0))))?;
    let second = built(fst::Map::from_iter(words.iter().map(|(k, c)| (k, c.0))))?;
    let third = built(fst::Map::from_iter(places))?;
    let mut file = format!("{MAGIC}\n").into_bytes();
    for part in [first, second, third, known] {
        file.extend((part.len() as u64).to_le_bytes());
        file.extend(part);
    }
    let compiled = Compiled { names: names.len(), words: words.len(), bytes: file.len() };
    Ok((file, compiled))
}

/// The rows of a source's table.
fn rows(sources: &Sources, name: &str) -> Result<Vec<Vec<String>>, TrainError> {
    let text = sources.text(name)?;
    let split = |line: &str| line.split('\t').map(str::to_owned).collect();
    Ok(text.trim_start_matches('\u{feff}').lines().map(split).collect())
}

/// Word forms of Lexique with their uses, and the nouns for humans of DELA.
fn common_words(sources: &Sources) -> Result<BTreeMap<String, Common>, TrainError> {
    let mut words: BTreeMap<String, Common> = BTreeMap::new();
    for row in rows(sources, "lexique/lexique383_form_pos_freq.tsv")? {
        let [form, pos, frequency] = row.as_slice() else { continue };
        let hundredths = (frequency.parse::<f64>().unwrap_or(0.0) * 100.0) as u64;
        let class = u64::from(64 - hundredths.leading_zeros()) / 2;
        let uses = match pos.split(':').next().unwrap_or("") {
            "NOM" => Common::NOUN,
            "ADJ" => Common::ADJECTIVE,
            "VER" | "AUX" => Common::VERB,
            _ => Common::FUNCTION,
        };
        let key = folded(form);
        if key.is_empty() || key.contains(' ') && !form.contains('-') {
            continue;
        }
        let known = words.entry(key).or_default();
        *known = Common((known.0 | uses) & !255 | known.frequency().max(class));
    }
    for row in rows(sources, "gazetteers/human_nouns_roles_dela.tsv")? {
        let key = folded(&row[0]);
        if !key.contains(' ') {
            let known = words.entry(key).or_default();
            *known = Common(known.0 | Common::HUMAN | Common::NOUN);
        }
    }
    Ok(words)
}

struct Names<'a> {
    all: BTreeMap<String, Entry>,
    words: &'a BTreeMap<String, Common>,
}

impl Names<'_> {
    fn read(
        mut self,
        sources: &Sources,
        industries: &[String],
    ) -> Result<BTreeMap<String, Entry>, TrainError> {
        let mut codes = HashMap::new();
        for row in rows(sources, "gazetteers/countries_fr.tsv")?.into_iter().skip(1) {
            let [code, _, common, official, _, _, capital, english] = row.as_slice() else { continue };
            let Some(code) = iso(code) else { continue };
            codes.insert(english.clone(), code);
            for name in [common, official] {
                self.add(name, Entry::pack(Entry::COUNTRY, None, 0, Some(code)));
            }
            self.add(capital, Entry::pack(Entry::CITY, None, 0, Some(code)));
        }
        self.companies(sources, &codes, industries)?;
        for row in rows(sources, "gazetteers/cities_fr.tsv")?.into_iter().skip(1) {
            let [french, name, _, code, population, kind] = row.as_slice() else { continue };
            let people = population.parse::<u64>().unwrap_or(0);
            let kinds = match kind.as_str() {
                "county" | "district" | "section" | "regency" => continue,
                _ if people >= 100_000 => Entry::CITY,
                _ => Entry::SMALL_CITY,
            };
            self.add(french, Entry::pack(kinds, None, 0, iso(code)));
            self.add(name, Entry::pack(kinds, None, 0, iso(code)));
        }
        for row in rows(sources, "gazetteers/world_cities_153k.tsv")? {
            let [name, country] = row.as_slice() else { continue };
            self.add(name, Entry::pack(Entry::SMALL_CITY, None, 0, codes.get(country).copied()));
        }
        self.people(sources)?;
        for row in rows(sources, "proper-names/languagetool-added.txt")? {
            if row.get(2).is_some_and(|tag| tag.starts_with('Z')) {
                self.add(&row[0], Entry(Entry::PROPER));
            }
        }
        Ok(self.all)
    }

    fn people(&mut self, sources: &Sources) -> Result<(), TrainError> {
        for row in rows(sources, "gazetteers/faker_names.tsv")? {
            let [_, list, name] = row.as_slice() else { continue };
            self.add(
                name,
                Entry(match list.as_str() {
                    "first_names_male" => Entry::FIRST_NAME | Entry::MALE,
                    "first_names_female" => Entry::FIRST_NAME | Entry::FEMALE,
                    _ => Entry::LAST_NAME,
                }),
            );
        }
        for row in rows(sources, "gazetteers/sigpwned_forenames.csv")?.into_iter().skip(1) {
            let columns: Vec<&str> = row[0].split(',').collect();
            let gender = if columns[9] == "F" { Entry::FEMALE } else { Entry::MALE };
            self.add(columns[11], Entry(Entry::FIRST_NAME | gender));
        }
        for row in rows(sources, "gazetteers/sigpwned_surnames.csv")?.into_iter().skip(1) {
            if let Some(name) = row[0].split(',').nth(5) {
                self.add(name, Entry(Entry::LAST_NAME));
            }
        }
        Ok(())
    }

    /// Listed companies: those with a market capitalisation, legal forms and share classes cut off.
    fn companies(
        &mut self,
        sources: &Sources,
        codes: &HashMap<String, [u8; 2]>,
        industries: &[String],
    ) -> Result<(), TrainError> {
        let forms = legal_forms();
        for row in rows(sources, "gazetteers/companies.tsv")?.into_iter().skip(1) {
            let [name, country, _, industry, _, cap, ..] = row.as_slice() else { continue };
            let kind = match cap.as_str() {
                "Large Cap" | "Mega Cap" => Entry::COMPANY,
                "" => continue,
                _ => Entry::SMALL_COMPANY,
            };
            let number = industries.iter().position(|i| i == industry).unwrap_or(0) as u8;
            let Some(name) = clean(name, &forms) else { continue };
            let key = folded(&name);
            // One word of the dictionary says nothing: `Action`, `Match`, `Vision`.
            let common = self.words.get(&key).is_some_and(|w| w.frequency() >= 3);
            if common && kind == Entry::SMALL_COMPANY || key.len() < 3 {
                continue;
            }
            let entry = Entry::pack(kind, codes.get(country).copied(), number, None);
            if let Some(short) = key.strip_suffix(" group").or(key.strip_suffix(" groupe"))
                && kind == Entry::COMPANY
                && short.len() > 3
            {
                self.add(short, entry);
            }
            self.add(&key, entry);
        }
        Ok(())
    }

    fn add(&mut self, name: &str, entry: Entry) {
        let key = folded(name);
        if key.is_empty() || key.chars().any(|c| c == ',' || c == '(') {
            return;
        }
        let known = self.all.entry(key).or_default();
        *known = known.and(entry);
    }
}

/// The listed companies that have a market capitalisation, as news writes them.
///
/// # Errors
/// When the list cannot be read.
pub fn listed_companies(sources: &Sources) -> Result<Vec<String>, TrainError> {
    let forms = legal_forms();
    let mut found = Vec::new();
    for row in rows(sources, "gazetteers/companies.tsv")?.into_iter().skip(1) {
        let [name, _, _, _, _, cap, ..] = row.as_slice() else { continue };
        let name = if cap.is_empty() { None } else { clean(name, &forms) };
        // Names in capitals throughout are a list's spelling.
        let shouted = |n: &str| n.len() > 5 && !n.chars().any(char::is_lowercase);
        found.extend(name.filter(|n| n.len() > 2 && n.split(' ').count() <= 4 && !shouted(n)));
    }
    Ok(found)
}

/// Legal forms at the end of listed companies' names, folded, without full stops.
fn legal_forms() -> HashSet<&'static str> {
    "sa se nv ag plc inc corp corporation co ltd limited llc lp sas sasu sarl spa ab asa oyj as a/s bhd berhad pcl tbk \
     kgaa kg gmbh sca sce scop pjsc ojsc jsc pao public company incorporated holdings holding societe anonyme \
     europeenne en commandite par actions (publ) adr class a b c reit trust the publ sab cv de spolka akcyjna oy \
     pt p.t kk k.k societa per azioni aktiengesellschaft sa/nv ltda saa sociedad anonima s.a s.e n.v s.p.a a.s s.a.b \
     s.a.s p.l.c o.n inh na"
        .split_whitespace()
        .collect()
}

/// A listed company's name as news writes it; `None` where share classes and tickers leave nothing sure.
fn clean(name: &str, forms: &HashSet<&str>) -> Option<String> {
    let name = name.split(" - ").next().unwrap_or(name).split(',').next().unwrap_or(name);
    if name.contains("SP.ADR") || name.contains("O.N") || name.contains('/') || name.contains(" DL-") {
        return None;
    }
    let mut words: Vec<&str> = name.split_whitespace().collect();
    while words.len() > 1 {
        let last = folded(words[words.len() - 1]);
        if !forms.contains(last.trim_matches(['(', ')'])) {
            break;
        }
        words.pop();
    }
    if words.len() > 1 && words[0] == "The" {
        words.remove(0);
    }
    Some(words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lose_their_legal_forms() {
        let forms = legal_forms();
        let check = |name: &str, expected: Option<&str>| {
            assert_eq!(clean(name, &forms).as_deref(), expected, "{name}");
        };
        check("Dassault Systemes SE", Some("Dassault Systemes"));
        check("Perfect World Co., Ltd.", Some("Perfect World"));
        check("XMReality AB (publ)", Some("XMReality"));
        check("The Kroger Co.", Some("Kroger"));
        check("ACCOR SP.ADR NEW 1/5/O.N", None);
        check("SE", Some("SE"));
    }
}
