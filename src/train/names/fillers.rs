//! Names to put into texts: from lists, and made up, so that no list tells all.

use super::templates::Mark;
use crate::data::DataFiles;
use crate::entity::gazetteer::{Entry, industries, organizations};
use crate::train::gazetteer::listed_companies;
use crate::train::shuffle::Random;
use crate::train::{Sources, TrainError};
use std::collections::BTreeSet;

/// Lists of names.
#[derive(Debug, Default)]
pub(super) struct Fillers {
    companies: Vec<String>,
    kept: Vec<String>,
    words: Vec<String>,
    first: Vec<String>,
    last: Vec<String>,
    towns: Vec<String>,
}

const FEMININE: [&str; 26] = [
    "Allemagne",
    "Algérie",
    "Australie",
    "Autriche",
    "Belgique",
    "Bulgarie",
    "Chine",
    "Colombie",
    "Corée du Sud",
    "Côte d'Ivoire",
    "Égypte",
    "Espagne",
    "Estonie",
    "Finlande",
    "Grèce",
    "Hongrie",
    "Inde",
    "Indonésie",
    "Irlande",
    "Italie",
    "Norvège",
    "Pologne",
    "Suède",
    "Suisse",
    "Tunisie",
    "Turquie",
];
const MASCULINE: [&str; 18] = [
    "Brésil",
    "Cameroun",
    "Canada",
    "Chili",
    "Congo",
    "Danemark",
    "Gabon",
    "Japon",
    "Kenya",
    "Maroc",
    "Mexique",
    "Nigeria",
    "Portugal",
    "Qatar",
    "Royaume-Uni",
    "Sénégal",
    "Vietnam",
    "Mali",
];
const TAILS: [&str; 44] = [
    "Group",
    "Capital",
    "Energy",
    "Énergie",
    "Énergies",
    "Pharma",
    "Santé",
    "Industries",
    "France",
    "Technologies",
    "Bank",
    "Motors",
    "Partners",
    "Systems",
    "Systèmes",
    "Labs",
    "Foods",
    "Immobilier",
    "Assurances",
    "Telecom",
    "Media",
    "Robotics",
    "Therapeutics",
    "Biotech",
    "Holding",
    "Logistics",
    "Logistique",
    "Aerospace",
    "Mobility",
    "Transports",
    "Invest",
    "Ventures",
    "Solar",
    "Europe",
    "International",
    "Digital",
    "Studios",
    "AI",
    "Mining",
    "Steel",
    "Cosmétiques",
    "Distribution",
    "Ingénierie",
    "Semiconductors",
];
const HEADS: [&str; 16] = [
    "Groupe",
    "Banque",
    "Maison",
    "Compagnie",
    "Laboratoires",
    "Société",
    "Éditions",
    "Crédit",
    "Union",
    "Ateliers",
    "Domaines",
    "Fonderies",
    "Brasserie",
    "Grand",
    "Bio",
    "New",
];
/// What small firms call themselves before a surname, a town or a word.
const MAKERS: [&str; 48] = [
    "Ateliers",
    "Biscuiterie",
    "Boulangeries",
    "Brasserie",
    "Bétons",
    "Cafés",
    "Cars",
    "Cartonnerie",
    "Caves",
    "Chantiers",
    "Chocolaterie",
    "Conserverie",
    "Cycles",
    "Câbles",
    "Docks",
    "Domaine",
    "Fonderie",
    "Forges",
    "Garage",
    "Horlogerie",
    "Hôtels",
    "Huilerie",
    "Jouets",
    "Laiterie",
    "Maison",
    "Menuiserie",
    "Messageries",
    "Meubles",
    "Moulins",
    "Optique",
    "Papeterie",
    "Parfums",
    "Pharmacie",
    "Pneus",
    "Pompes",
    "Presses",
    "Pépinières",
    "Remorquage",
    "Roulements",
    "Salaisons",
    "Scierie",
    "Studio",
    "Tanneries",
    "Textiles",
    "Transports",
    "Vergers",
    "Verrerie",
    "Voyages",
];
const START: [&str; 40] = [
    "Vel", "Cor", "Nor", "Tal", "Mer", "Sol", "Ax", "Bru", "Dar", "Fen", "Gal", "Hel", "Ki", "Lu", "Mo",
    "Ny", "Or", "Pra", "Qui", "Ro", "Sa", "Ter", "U", "Va", "Wei", "Xa", "Yo", "Ze", "Al", "Be", "Ci",
    "Do", "Eu", "Flo", "Gra", "Ha", "Iso", "Jo", "Kre", "Éco",
];
const MIDDLE: [&str; 24] = [
    "va", "mi", "do", "ra", "len", "tis", "bo", "ne", "pha", "rou", "cti", "gue", "ri", "so", "ta", "xi",
    "lo", "cha", "ma", "di", "que", "vo", "ber", "na",
];
const END: [&str; 32] = [
    "lis", "tech", "nor", "va", "dis", "rex", "gen", "lia", "mar", "neo", "pay", "soft", "tel", "via",
    "zon", "co", "ro", "ka", "ix", "um", "elle", "ance", "is", "al", "or", "x", "ys", "bot", "shi", "hub",
    "ly", "ax",
];
/// Ends and beginnings of made-up surnames.
const SURNAMES: [(&str, &str); 4] = [("Le ", "Bou"), ("", "Mon"), ("", "Cha"), ("De ", "Ver")];

impl Fillers {
    pub(super) const EMPTY: Fillers = Fillers {
        companies: Vec::new(),
        kept: Vec::new(),
        words: Vec::new(),
        first: Vec::new(),
        last: Vec::new(),
        towns: Vec::new(),
    };

    /// Reads the lists.
    ///
    /// # Errors
    /// When one is missing.
    pub(super) fn new(sources: &Sources, data: &DataFiles) -> Result<Self, TrainError> {
        let mut all = Self { companies: listed_companies(sources)?, ..Self::default() };
        for row in organizations::rows(data, &industries(data)?)? {
            if row.entry.is(Entry::COMPANY) {
                all.kept.extend(row.names.into_iter().take(2));
            }
        }
        for line in sources.text("lexique/lexique383_form_pos_freq.tsv")?.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [form, pos, frequency] = columns[..] else { continue };
            let fits = (pos.starts_with("NOM") || pos.starts_with("ADJ"))
                && (2.0..80.0).contains(&frequency.parse::<f64>().unwrap_or(0.0))
                && (4..10).contains(&form.chars().count())
                && form.chars().all(char::is_alphabetic);
            if fits {
                all.words.push(capital(form));
            }
        }
        let (mut first, mut last) = (BTreeSet::new(), BTreeSet::new());
        for line in sources.text("gazetteers/faker_names.tsv")?.lines() {
            let columns: Vec<&str> = line.split('\t').collect();
            let [_, list, name] = columns[..] else { continue };
            (if list.contains("last") { &mut last } else { &mut first }).insert(name.to_owned());
        }
        for line in sources.text("gazetteers/sigpwned_forenames.csv")?.lines().skip(1) {
            first.extend(line.split(',').nth(11).map(str::to_owned));
        }
        for line in sources.text("gazetteers/sigpwned_surnames.csv")?.lines().skip(1) {
            last.extend(line.split(',').nth(5).map(str::to_owned));
        }
        let proper = |name: &String| name.starts_with(char::is_uppercase) && name.chars().count() > 1;
        all.first = first.into_iter().filter(proper).collect();
        all.last = last.into_iter().filter(proper).collect();
        let mut abroad = 0;
        for line in sources.text("gazetteers/world_cities_153k.tsv")?.lines() {
            let Some((name, country)) = line.split_once('\t') else { continue };
            abroad += 1;
            if name.starts_with(char::is_uppercase)
                && !name.contains(['(', ',', '/'])
                && (country == "France" || abroad % 12 == 0)
            {
                all.towns.push(name.to_owned());
            }
        }
        for line in sources.text("gazetteers/cities_fr.tsv")?.lines().skip(1) {
            let columns: Vec<&str> = line.split('\t').collect();
            let [name, _, _, _, population, kind] = columns[..] else { continue };
            let large = population.parse::<u64>().is_ok_and(|n| n >= 300_000);
            if large && matches!(kind, "city" | "capital") && name.starts_with(char::is_uppercase) {
                // Large towns are named more often.
                all.towns.extend(std::iter::repeat_n(name.to_owned(), 12));
            }
        }
        Ok(all)
    }

    /// A name of this kind.
    pub(super) fn name(&self, mark: Mark, random: &mut Random) -> String {
        match mark {
            Mark::Organization | Mark::Other => self.organization(random),
            Mark::Person => self.person(random),
            Mark::Surname => self.surname(random),
            Mark::Town => pick(&self.towns, random).clone(),
            Mark::Feminine => (*pick(&FEMININE, random)).to_owned(),
            Mark::Masculine => (*pick(&MASCULINE, random)).to_owned(),
            Mark::Product => self.product(random),
        }
    }

    fn organization(&self, random: &mut Random) -> String {
        match random.draw() % 100 {
            0..22 => pick(&self.companies, random).clone(),
            22..42 => pick(&self.kept, random).clone(),
            42..52 => self.small_firm(random),
            _ => self.made_up(random),
        }
    }

    fn small_firm(&self, random: &mut Random) -> String {
        let maker = *pick(&MAKERS, random);
        match random.draw() % 10 {
            0..4 => format!("{maker} {}", self.surname(random)),
            4..6 => format!("{maker} {}", coined(random)),
            6 => format!("{maker} de {}", pick(&self.towns, random)),
            7 => format!("{maker} du {}", pick(&self.words, random)),
            8 => format!("{} {}", pick(&self.words, random), pick(&self.words, random)),
            _ => format!("{} et {}", pick(&self.words, random), pick(&self.words, random)),
        }
    }

    fn base(&self, random: &mut Random) -> String {
        match random.draw() % 10 {
            0..5 => coined(random),
            5..7 => self.surname(random),
            7..9 => pick(&self.words, random).clone(),
            _ => pick(&self.first, random).clone(),
        }
    }

    fn made_up(&self, random: &mut Random) -> String {
        let base = self.base(random);
        match random.draw() % 100 {
            0..40 => base,
            40..62 => format!("{base} {}", pick(&TAILS, random)),
            62..68 => format!("{} {base}", pick(&HEADS, random)),
            68..72 => format!("{base} & {}", self.base(random)),
            72..74 => format!("{base} et Fils"),
            74..76 => format!("{base} & Co"),
            76..79 => format!("{base}.{}", pick(&["ai", "com", "io", "fr"], random)),
            79..82 => {
                let small = pick(&["i", "e", "my", "easy"], random);
                format!("{small}{base}")
            }
            82..89 => acronym(random),
            89..92 => {
                format!("{}{}", base, pick(&["Tech", "Pay", "Bio", "Lab", "Soft", "Net", "Car"], random))
            }
            92..93 => format!("{base}+"),
            93..94 => format!("{}{base}", 1 + random.draw() % 9),
            94..96 => format!("{base} {}", 2 + random.draw() % 98),
            96..98 => format!("{}-{base}", coined(random)),
            _ => format!("{} {base}", pick(&self.first, random)),
        }
    }

    fn surname(&self, random: &mut Random) -> String {
        match random.draw() % 20 {
            0..15 => pick(&self.last, random).clone(),
            15 => format!("{}-{}", pick(&self.last, random), pick(&self.last, random)),
            16 => {
                let particle = pick(&["de ", "de La ", "Le ", "El ", "van ", "von ", "d'"], random);
                format!("{particle}{}", pick(&self.last, random))
            }
            _ => {
                let (head, start) = pick(&SURNAMES, random);
                let (middle, end) = (
                    pick(&MIDDLE, random),
                    pick(&["rd", "t", "et", "ier", "in", "ov", "ski", "ez"], random),
                );
                format!("{head}{start}{middle}{end}")
            }
        }
    }

    fn person(&self, random: &mut Random) -> String {
        let first = pick(&self.first, random);
        let surname = self.surname(random);
        match random.draw() % 30 {
            0 => format!("{}. {surname}", first.chars().next().unwrap_or('A')),
            1 => format!("{first} {}", surname.to_uppercase()),
            2..4 => format!("{first}-{} {surname}", pick(&self.first, random)),
            4 => format!("{first} {}. {surname}", pick(&["A", "D", "J", "W"], random)),
            _ => format!("{first} {surname}"),
        }
    }

    fn product(&self, random: &mut Random) -> String {
        let letters = acronym(random);
        let number = 1 + random.draw() % 999;
        match random.draw() % 20 {
            0..3 => format!("{}{number}", &letters[..1]),
            3..5 => format!("{}-{}", &letters[..2], number % 100),
            5 => format!("{}{number}neo", &letters[..1]),
            6..8 => format!("{} {}", coined(random), number % 20),
            8..13 => coined(random),
            13..16 => pick(&self.words, random).clone(),
            16 => format!("{} Pro", coined(random)),
            17 => format!("{}+", coined(random)),
            18 => format!(
                "{} {}",
                pick(&self.words, random),
                pick(&["One", "Max", "OS", "Plus", "X"], random)
            ),
            _ => format!("{} {}", pick(&self.first, random), number % 10),
        }
    }
}

fn pick<'l, T>(list: &'l [T], random: &mut Random) -> &'l T {
    &list[(random.draw() % list.len() as u64) as usize]
}

fn coined(random: &mut Random) -> String {
    let mut word = String::from(*pick(&START, random));
    if random.draw().is_multiple_of(2) {
        word.push_str(pick::<&str>(&MIDDLE, random));
    }
    word + pick::<&str>(&END, random)
}

fn acronym(random: &mut Random) -> String {
    let letters = 2 + random.draw() % 4;
    (0..letters).map(|_| char::from(b'A' + (random.draw() % 26) as u8)).collect()
}

fn capital(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}
