//! Compiles the lexicon: DELA says what forms are, Lexique383 how frequent they
//! are, a list of verbs which take an object, a list of names what is a name.

use super::{Sources, TrainError};
use crate::doc::{Feats, Upos};
use crate::syntax::lexicon::{FEATURES, Flags, KIND, Reading};
use crate::syntax::model_file::{self, Header};
use crate::syntax::normal;
use crate::syntax::script::{Script, ScriptIdx, Scripts};
use fst::MapBuilder;
use std::collections::{BTreeMap, BTreeSet};

const DELA: &str = "dela/words.txt";
const LEXIQUE: &str = "lexique/lexique383_form_pos_freq.tsv";
const NAMES: &str = "proper-names/languagetool-added.txt";
const TRANSITIVE: &str = "verbs/transitive.json";
const INTRANSITIVE: &str = "verbs/intransitive.json";
const HUMANS: &str = "gazetteers/human_nouns_roles_dela.tsv";

/// A reading whose lemma is still spelled out.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    upos: Upos,
    feats: Feats,
    lemma: Option<String>,
    human: bool,
    etre: bool,
}

/// Folded form → what it can be.
type Entries = BTreeMap<String, Vec<Entry>>;
/// Folded form and part of speech → occurrences in a million words.
type Frequencies = BTreeMap<(String, Upos), f32>;

/// The bytes of the compiled lexicon.
///
/// # Errors
/// When a source is missing or not what it should be.
pub fn compile(sources: &Sources) -> Result<Vec<u8>, TrainError> {
    let frequencies = frequencies(&sources.text(LEXIQUE)?);
    let mut entries = Entries::new();
    add_dela(&mut entries, &sources.text(DELA)?);
    add_names(&mut entries, &sources.text(NAMES)?);
    add_attested(&mut entries, &frequencies);
    prefer_feminine_lemmas(&mut entries);
    let verbs = Verbs {
        transitive: json_words(sources, TRANSITIVE)?,
        intransitive: json_words(sources, INTRANSITIVE)?,
    };
    let human_nouns = human_nouns(&sources.text(HUMANS)?);
    for (form, list) in &mut entries {
        for e in list.iter_mut().filter(|e| e.upos == Upos::Noun) {
            e.human |= human_nouns.contains(e.lemma.as_deref().unwrap_or(form));
        }
    }
    let mut tables = Tables::default();
    let mut forms = BTreeMap::new();
    let mut plain: BTreeMap<String, Vec<(String, &[Entry])>> = BTreeMap::new();
    let mut key = String::new();
    for (form, list) in &entries {
        forms.insert(
            form.clone(),
            tables.set(form, [(form.as_str(), list.as_slice())], &frequencies, &verbs),
        );
        normal::plain(form, &mut key);
        // Rare forms are not guessed from capitals.
        let attested = list.iter().any(|e| frequencies.contains_key(&(form.clone(), e.upos)));
        if key != *form && attested {
            plain.entry(key.clone()).or_default().push((form.clone(), list));
        }
    }
    let plain: BTreeMap<String, u32> = plain
        .into_iter()
        .map(|(key, sets)| {
            let sets = sets.iter().map(|(form, list)| (form.as_str(), *list));
            let set = tables.set(&key, sets, &frequencies, &verbs);
            (key, set)
        })
        .collect();
    let names = [DELA, LEXIQUE, NAMES, TRANSITIVE, INTRANSITIVE, HUMANS];
    let header = Header {
        kind: KIND.into(),
        features: FEATURES,
        corpora: names.map(str::to_owned).into(),
        ..Header::default()
    };
    Ok(model_file::write(
        &header,
        &[
            ("forms", &automaton(&forms)),
            ("plain", &automaton(&plain)),
            ("starts", &tables.starts()),
            ("readings", &tables.readings()),
            ("feats", &tables.feats.0.iter().flat_map(|f| f.bits().to_le_bytes()).collect::<Vec<_>>()),
            ("scripts", &tables.scripts()),
        ],
    ))
}

fn automaton(map: &BTreeMap<String, u32>) -> Vec<u8> {
    let mut builder = MapBuilder::memory();
    for (key, value) in map {
        builder.insert(key, u64::from(*value)).expect("keys come in order");
    }
    builder.into_inner().expect("memory can be written to")
}

/// Numbers things in order of first use.
#[derive(Default)]
struct Numbered<T>(Vec<T>, BTreeMap<T, usize>);

impl<T: Ord + Clone> Numbered<T> {
    fn number(&mut self, item: &T) -> usize {
        if let Some(&n) = self.1.get(item) {
            return n;
        }
        self.0.push(item.clone());
        self.1.insert(item.clone(), self.0.len() - 1);
        self.0.len() - 1
    }
}

#[derive(Default)]
struct Tables {
    sets: Numbered<Vec<u64>>,
    feats: Numbered<Feats>,
    edits: Numbered<(usize, String)>,
}

impl Tables {
    /// The number of the set of all readings of some forms, whose lemmas are made from `key`.
    fn set<'a>(
        &mut self,
        key: &str,
        forms: impl IntoIterator<Item = (&'a str, &'a [Entry])>,
        frequencies: &Frequencies,
        verbs: &Verbs,
    ) -> u32 {
        let mut readings = Vec::new();
        for (form, list) in forms {
            for e in list {
                let frequency = frequencies.get(&(form.to_owned(), e.upos)).copied();
                let band = frequency.map_or(0, band);
                let script = e.lemma.as_ref().map(|lemma| {
                    let script = Script::between(key, lemma);
                    let n = self.edits.number(&(script.strip, script.add.to_owned()));
                    ScriptIdx(u16::try_from(n).expect("fewer scripts than 65,535"))
                });
                let lemma = e.lemma.as_deref().unwrap_or_default();
                let verb = e.upos == Upos::Verb;
                let flags = Flags {
                    human: e.human,
                    transitive: verb && verbs.transitive.contains(lemma),
                    intransitive: verb && verbs.intransitive.contains(lemma),
                    etre: e.etre,
                };
                let reading = Reading { upos: e.upos, feats: e.feats, band, flags, script };
                readings.push((u8::MAX - band, reading.pack(self.feats.number(&e.feats))));
            }
        }
        // Frequent readings first; the order among equals is that of the sources.
        readings.sort_by_key(|(rank, _)| *rank);
        let mut seen = BTreeSet::new();
        let packed: Vec<u64> = readings.into_iter().map(|(_, r)| r).filter(|r| seen.insert(*r)).collect();
        self.sets.number(&packed) as u32
    }

    fn starts(&self) -> Vec<u8> {
        let mut at = 0u32;
        let mut out = at.to_le_bytes().to_vec();
        for set in &self.sets.0 {
            at += set.len() as u32;
            out.extend(at.to_le_bytes());
        }
        out
    }

    fn readings(&self) -> Vec<u8> {
        self.sets.0.iter().flatten().flat_map(|bits| bits.to_le_bytes()).collect()
    }

    fn scripts(&self) -> Vec<u8> {
        Scripts::write(self.edits.0.iter().map(|(strip, add)| Script { strip: *strip, add }))
    }
}

/// Steps of four times: 1 up to 0.1 in a million, 7 from about 400 on.
fn band(frequency: f32) -> u8 {
    let mut band = 1;
    let mut limit = 0.1;
    while frequency > limit && band < 7 {
        band += 1;
        limit *= 4.0;
    }
    band
}

struct Verbs {
    transitive: BTreeSet<String>,
    intransitive: BTreeSet<String>,
}

fn fold(form: &str) -> String {
    let mut out = String::new();
    normal::fold(form, &mut out);
    out
}

fn add(entries: &mut Entries, form: &str, entry: Entry) {
    let list = entries.entry(fold(form)).or_default();
    match list.iter_mut().find(|e| e.upos == entry.upos && e.feats == entry.feats && e.lemma == entry.lemma)
    {
        Some(same) => same.human |= entry.human,
        None => list.push(entry),
    }
}

fn add_dela(entries: &mut Entries, text: &str) {
    for line in text.lines() {
        let mut columns = line.split('|');
        let (Some(form), Some(lemma), Some(codes)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let lemma = if lemma.is_empty() { form } else { lemma };
        let mut codes = codes.split(':');
        let mut class = codes.next().unwrap_or_default().split('+');
        let category = class.next().unwrap_or_default();
        let marks: Vec<&str> = class.collect();
        let has = |mark: &str| marks.contains(&mark);
        let upos = match category {
            "N" if has("NPropre") => Upos::Propn,
            "N" => Upos::Noun,
            "A" => Upos::Adj,
            "ADV" => Upos::Adv,
            "V" => Upos::Verb,
            "PREP" | "PREPDET" | "PREPADJ" => Upos::Adp,
            "CONJC" => Upos::Cconj,
            "CONJS" => Upos::Sconj,
            "DET" if has("Dnum") => Upos::Num,
            "DET" => Upos::Det,
            "PRO" | "PRON" | "PREPPRO" => Upos::Pron,
            "INTJ" => Upos::Intj,
            "X" | "XI" => Upos::X,
            _ => continue,
        };
        let entry = |feats: Feats| Entry {
            upos,
            feats,
            lemma: (upos != Upos::Propn).then(|| lemma.to_owned()),
            human: has("Hum") || has("HumColl") || has("Profession"),
            etre: upos == Upos::Verb && has("AE"),
        };
        let mut inflected = false;
        for feats in codes.filter_map(|code| features(upos, code)) {
            inflected = true;
            add(entries, form, entry(feats));
            if matches!(lemma, "être" | "avoir") && upos == Upos::Verb {
                add(entries, form, Entry { upos: Upos::Aux, ..entry(feats) });
            }
        }
        if !inflected {
            add(entries, form, entry(Feats::default()));
        }
    }
}

/// DELA's inflection codes in the terms of Universal Dependencies.
fn features(upos: Upos, code: &str) -> Option<Feats> {
    let mut feats = Feats::default();
    let mut set = |name: &str, value: &str| {
        feats = feats.with(name, value).expect("the inventory has it");
    };
    let mut rest = code;
    if upos == Upos::Verb {
        let (mood, tense, form) = match code.chars().next()? {
            'W' => (None, None, "Inf"),
            'G' => (None, Some("Pres"), "Part"),
            'K' => (None, Some("Past"), "Part"),
            'P' => (Some("Ind"), Some("Pres"), "Fin"),
            'I' => (Some("Ind"), Some("Imp"), "Fin"),
            'J' => (Some("Ind"), Some("Past"), "Fin"),
            'F' => (Some("Ind"), Some("Fut"), "Fin"),
            'C' => (Some("Cnd"), Some("Pres"), "Fin"),
            'S' => (Some("Sub"), Some("Pres"), "Fin"),
            'T' => (Some("Sub"), Some("Imp"), "Fin"),
            'Y' => (Some("Imp"), Some("Pres"), "Fin"),
            _ => return None,
        };
        mood.into_iter().for_each(|m| set("Mood", m));
        tense.into_iter().for_each(|t| set("Tense", t));
        set("VerbForm", form);
        rest = &code[1..];
    }
    for c in rest.chars() {
        match c {
            '1' => set("Person", "1"),
            '2' => set("Person", "2"),
            '3' => set("Person", "3"),
            'm' => set("Gender", "Masc"),
            'f' => set("Gender", "Fem"),
            's' => set("Number", "Sing"),
            'p' => set("Number", "Plur"),
            'n' => {}
            _ => return None,
        }
    }
    Some(feats)
}

/// Names and new words: form, lemma, class with gender (m, f, e) and number (s, p, sp).
fn add_names(entries: &mut Entries, text: &str) {
    for line in text.lines() {
        let mut columns = line.split('\t');
        let (Some(form), Some(lemma), Some(class)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let mut class = class.split(' ');
        let upos = match class.next() {
            Some("Z" | "S") => Upos::Propn,
            Some("N") => Upos::Noun,
            Some("J") => Upos::Adj,
            _ => continue,
        };
        let code: String = class.filter(|c| matches!(*c, "m" | "f" | "s" | "p")).collect();
        let Some(feats) = features(upos, &code) else { continue };
        // The lemma of a name is the name as written.
        let lemma = (upos != Upos::Propn).then(|| lemma.to_owned());
        add(entries, form, Entry { upos, feats, lemma, human: false, etre: false });
    }
}

/// Parts of speech that Lexique attests and DELA lacks; their lemma is not known.
fn add_attested(entries: &mut Entries, frequencies: &Frequencies) {
    for (form, upos) in frequencies.keys() {
        let list = entries.entry(form.clone()).or_default();
        // Lexique's nouns and adjectives shade into each other; DELA is to be trusted there.
        if list.iter().any(|e| e.upos == *upos) || (!list.is_empty() && *upos == Upos::X) {
            continue;
        }
        let feats = Feats::default();
        list.push(Entry { upos: *upos, feats, lemma: None, human: false, etre: false });
    }
    entries.retain(|_, list| !list.is_empty());
}

/// Lexique's parts of speech; those of one form add up.
fn frequencies(text: &str) -> Frequencies {
    let mut out = Frequencies::new();
    for line in text.lines() {
        let mut columns = line.split('\t');
        let (Some(form), Some(pos), Some(frequency)) = (columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let Ok(frequency) = frequency.parse::<f32>() else { continue };
        let upos: &[Upos] = match pos {
            "NOM" => &[Upos::Noun],
            "VER" => &[Upos::Verb],
            "AUX" => &[Upos::Aux],
            "ADJ" => &[Upos::Adj],
            "ADJ:num" => &[Upos::Num],
            "ADJ:dem" | "ADJ:ind" | "ADJ:int" | "ADJ:pos" | "ART:def" | "ART:ind" => &[Upos::Det],
            "ADV" => &[Upos::Adv],
            "PRE" => &[Upos::Adp],
            "CON" => &[Upos::Cconj, Upos::Sconj],
            "ONO" => &[Upos::Intj],
            p if p.starts_with("PRO") => &[Upos::Pron],
            _ => continue,
        };
        // Compounds with spaces are several words here.
        if !form.contains(' ') {
            upos.iter().for_each(|u| *out.entry((fold(form), *u)).or_default() += frequency);
        }
    }
    // Lexique's conjunctions are of both kinds: keep the kind that it cannot tell out.
    let coordinating = ["et", "ou", "mais", "ni", "car", "or", "donc", "soit", "puis"];
    out.retain(|(form, upos), _| match upos {
        Upos::Cconj => coordinating.contains(&form.as_str()),
        Upos::Sconj => !coordinating.contains(&form.as_str()),
        _ => true,
    });
    out
}

/// Universal Dependencies gives a feminine noun its feminine lemma ("directrice"),
/// DELA the masculine one: the singular of the same noun and gender replaces it.
fn prefer_feminine_lemmas(entries: &mut Entries) {
    let gender = |e: &Entry| (e.feats.gender(), e.feats.number());
    let mut singular: BTreeMap<String, String> = BTreeMap::new();
    let nouns = |list: &[Entry]| list.iter().filter(|e| e.upos == Upos::Noun).cloned().collect::<Vec<_>>();
    for (form, list) in entries.iter() {
        for e in nouns(list).iter().filter(|e| gender(e) == (Some("Fem"), Some("Sing"))) {
            let lemma = e.lemma.as_deref().unwrap_or_default();
            if lemma != form && form.ends_with('e') {
                singular.entry(lemma.to_owned()).or_insert_with(|| form.clone());
            }
        }
    }
    for list in entries.values_mut() {
        for e in list.iter_mut().filter(|e| e.upos == Upos::Noun && e.feats.gender() == Some("Fem")) {
            if let Some(feminine) = e.lemma.as_ref().and_then(|l| singular.get(l)) {
                e.lemma = Some(feminine.clone());
            }
        }
        let mut seen = BTreeSet::new();
        list.retain(|e| seen.insert(e.clone()));
    }
}

/// The words of a source that is a JSON array of strings.
fn json_words(sources: &Sources, name: &str) -> Result<BTreeSet<String>, TrainError> {
    serde_json::from_str(&sources.text(name)?).map_err(|e| TrainError::Source {
        path: sources.path(name),
        line: e.line(),
        message: e.to_string(),
    })
}

/// Nouns for people that are one word.
fn human_nouns(text: &str) -> BTreeSet<String> {
    let forms = text.lines().filter_map(|line| line.split('\t').nth(1));
    forms.filter(|lemma| !lemma.contains(' ')).map(str::to_owned).collect()
}
