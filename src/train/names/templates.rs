//! Business news of our own writing, with other names put in the place of the marked ones.

use super::fillers::Fillers;
use crate::data::{DataFiles, lines};
use crate::doc::{Document, EntityType};
use crate::eval::names::NamedText;
use crate::train::shuffle::Random;
use crate::train::{Sources, TrainError};
use std::collections::BTreeMap;

/// The texts, below `data/`.
pub const FILE: &str = "train/names.txt";

const TEXTS: &str = include_str!("../../../data/train/names.txt");

/// Of a hundred marked names, so many give way.
const CHANGED: u64 = 85;

/// What a mark says of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    Organization,
    Person,
    Surname,
    Town,
    Feminine,
    Masculine,
    Product,
    Other,
}

impl Mark {
    fn kind(self) -> Option<EntityType> {
        Some(match self {
            Mark::Organization => EntityType::Organization,
            Mark::Person | Mark::Surname => EntityType::Person,
            Mark::Town | Mark::Feminine | Mark::Masculine => EntityType::Place,
            Mark::Product => EntityType::Product,
            Mark::Other => return None,
        })
    }
}

/// As many texts as asked for, each of one to three of those written.
///
/// # Errors
/// When a list of names is missing.
pub fn texts(
    sources: &Sources,
    data: &DataFiles,
    count: usize,
    seed: u64,
) -> Result<Vec<NamedText>, TrainError> {
    let fillers = Fillers::new(sources, data)?;
    let written: Vec<&str> = lines(TEXTS).map(|(_, line)| line).collect();
    let mut random = Random::new(seed);
    let text = |n: usize| {
        let mut writer = Writer {
            fillers: &fillers,
            random: Random::new(seed ^ (n as u64 + 1) << 20),
            ..Writer::default()
        };
        let parts = 1 + random.draw() % 3;
        for part in 0..parts {
            if part > 0 {
                writer.push(if random.draw().is_multiple_of(2) { " " } else { "\n\n" });
            }
            writer.line(written[(random.draw() % written.len() as u64) as usize]);
        }
        NamedText { document: Document::new(format!("written-{n}"), writer.text), names: writer.names }
    };
    Ok((0..count).map(text).collect())
}

/// Writes one text.
struct Writer<'f> {
    fillers: &'f Fillers,
    random: Random,
    text: String,
    chars: usize,
    names: Vec<(usize, usize, Option<EntityType>)>,
    /// What stands for each name.
    given: BTreeMap<(Mark, String), String>,
}

impl Default for Writer<'_> {
    fn default() -> Self {
        static NONE: Fillers = Fillers::EMPTY;
        Self {
            fillers: &NONE,
            random: Random::new(0),
            text: String::new(),
            chars: 0,
            names: Vec::new(),
            given: BTreeMap::new(),
        }
    }
}

impl Writer<'_> {
    fn push(&mut self, text: &str) {
        self.text.push_str(text);
        self.chars += text.chars().count();
    }

    /// Takes a word back that was just written.
    fn pop(&mut self, end: &str) -> bool {
        let found = self.text.ends_with(end);
        if found {
            self.text.truncate(self.text.len() - end.len());
            self.chars -= end.chars().count();
        }
        found
    }

    fn line(&mut self, line: &str) {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once('[') {
            self.push(&before.replace(" | ", "\n"));
            let (marked, behind) = after.split_once(']').unwrap_or((after, ""));
            self.name(marked);
            rest = behind;
        }
        self.push(&rest.replace(" | ", "\n"));
    }

    fn name(&mut self, marked: &str) {
        let (kept, marked) = marked.strip_prefix('=').map_or((false, marked), |m| (true, m));
        let (mark, name) = match marked.split_once(':') {
            Some(("p", name)) => (Mark::Person, name),
            Some(("s", name)) => (Mark::Surname, name),
            Some(("l", name)) => (Mark::Town, name),
            Some(("n", name)) => (Mark::Feminine, name),
            Some(("m", name)) => (Mark::Masculine, name),
            Some(("g", name)) => (Mark::Product, name),
            Some(("x", name)) => (Mark::Other, name),
            _ => (Mark::Organization, marked),
        };
        let given = if kept || mark == Mark::Other { name.to_owned() } else { self.given(mark, name) };
        self.elide(name, &given);
        let start = self.chars;
        self.push(&given);
        self.names.push((start, self.chars, mark.kind()));
    }

    /// "de" or "d'", "que" or "qu'" before the name, as its first letter asks.
    fn elide(&mut self, name: &str, given: &str) {
        if vowel(name) == vowel(given) {
            return;
        }
        for (long, short) in [("de ", "d'"), ("que ", "qu'"), ("De ", "D'"), ("Que ", "Qu'")] {
            let (from, to) = if vowel(given) { (long, short) } else { (short, long) };
            if self.pop(from) {
                self.push(to);
                return;
            }
        }
    }

    fn given(&mut self, mark: Mark, name: &str) -> String {
        if let Some(given) = self.given.get(&(mark, name.to_owned())) {
            return given.clone();
        }
        let short = match mark {
            Mark::Surname => self.surname(name),
            Mark::Organization => self.short(name),
            _ => None,
        };
        let given = short.unwrap_or_else(|| {
            if self.random.draw() % 100 >= CHANGED {
                return name.to_owned();
            }
            let article = self.text.ends_with("l'") || self.text.ends_with("L'");
            let (fillers, random) = (self.fillers, &mut self.random);
            let mut found = fillers.name(mark, random);
            // "l'Espagne", "la Suède": another country of the same article.
            let country = matches!(mark, Mark::Feminine | Mark::Masculine);
            for _ in 0..20 {
                if !country || vowel(&found) == vowel(name) && (!article || vowel(&found)) {
                    break;
                }
                found = fillers.name(mark, random);
            }
            let shouted = name.chars().count() > 3 && !name.chars().any(char::is_lowercase);
            if shouted && mark != Mark::Product { found.to_uppercase() } else { found }
        });
        self.given.insert((mark, name.to_owned()), given.clone());
        given
    }

    /// The surname of the person whose name ends so.
    fn surname(&self, name: &str) -> Option<String> {
        let full =
            self.given.iter().find(|((mark, full), _)| *mark == Mark::Person && full.ends_with(name))?;
        full.1.split_once(' ').map(|(_, surname)| surname.to_owned())
    }

    /// The short form of the organization whose name begins or ends so.
    fn short(&self, name: &str) -> Option<String> {
        let (_, given) = self.given.iter().find(|((mark, full), _)| {
            *mark == Mark::Organization
                && full.len() > name.len() + 1
                && full.split(' ').any(|word| word == name)
        })?;
        let mut words = given.split(' ');
        let first = words.next()?;
        let head =
            matches!(first, "Groupe" | "Banque" | "Maison" | "Compagnie" | "Laboratoires" | "La" | "Le");
        Some(if head { words.next().unwrap_or(first) } else { first }.to_owned())
    }
}

/// Whether a name begins with a vowel.
fn vowel(name: &str) -> bool {
    name.chars().next().is_some_and(|c| "AEIOUÉÈÊÂÎÔaeioué".contains(c))
}
