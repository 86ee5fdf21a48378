//! Prepositions of several words, and the verbs that build their past with "être".

use super::lexicon::Classes;
use super::unit::Layers;
use crate::doc::{Upos, WordIdx};
use smol_str::SmolStr;
use std::collections::{HashMap, HashSet};

/// The class of prepositions of several words, and that of verbs with "être".
const COMPOUND: &str = "preposition";
const ETRE: &str = "être-verb";
/// Nouns that taggers take for adjectives.
const NOUNS: &str = "noun-like-adjective";
/// Nouns that taggers take for verbs: "X, enseigne de Y".
const VERB_LIKE: &str = "noun-like-verb";
/// Adverbs that begin like a preposition.
const ADVERBS: &str = "adverbial";
/// Conjunctions of several words.
const CONJUNCTIONS: &str = "conjunction";
/// Nouns that bear no name: days and times, parts of idioms.
const NAMELESS: [&str; 2] = ["time-noun", "nameless-noun"];
/// Those that lead to a time passed, and to nothing else.
const AGO: &str = "ago";
/// Nouns for parties: companies, authorities.
const PARTIES: &str = "party-noun";

/// Reads prepositions off the words of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Prepositions {
    /// By first word: the words after it, the longest first, and the name.
    compound: HashMap<SmolStr, Vec<(Vec<SmolStr>, SmolStr)>>,
    etre: HashSet<SmolStr>,
    nouns: HashSet<SmolStr>,
    verb_like: HashSet<SmolStr>,
    parties: HashSet<SmolStr>,
    adverbials: HashSet<SmolStr>,
    nameless: HashSet<SmolStr>,
    ago: HashSet<SmolStr>,
    conjunctions: HashSet<SmolStr>,
}

impl Prepositions {
    pub(super) fn new(classes: &Classes) -> Self {
        let mut compound: HashMap<SmolStr, Vec<(Vec<SmolStr>, SmolStr)>> = HashMap::new();
        for name in [COMPOUND, ADVERBS, CONJUNCTIONS].into_iter().filter_map(|c| classes.get(c)).flatten() {
            // Contractions are two words: "au sein de" is "à le sein de".
            let words: Vec<&str> = name
                .split(' ')
                .flat_map(|word| match word {
                    "au" | "aux" => vec!["à", "le"],
                    "du" | "des" => vec!["de", "le"],
                    _ => vec![word],
                })
                .collect();
            let mut words = words.into_iter().map(SmolStr::new);
            let Some(first) = words.next() else { continue };
            compound.entry(first).or_default().push((words.collect(), name.clone()));
        }
        for list in compound.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.1.cmp(&b.1)));
        }
        let etre = classes.get(ETRE).into_iter().flatten().cloned().collect();
        let nouns = classes.get(NOUNS).into_iter().flatten().cloned().collect();
        let verb_like = classes.get(VERB_LIKE).into_iter().flatten().cloned().collect();
        let parties = classes.get(PARTIES).into_iter().flatten().cloned().collect();
        let adverbials = classes.get(ADVERBS).into_iter().flatten().cloned().collect();
        let nameless = NAMELESS.into_iter().filter_map(|c| classes.get(c)).flatten().cloned().collect();
        let ago = classes.get(AGO).into_iter().flatten().cloned().collect();
        let conjunctions = classes.get(CONJUNCTIONS).into_iter().flatten().cloned().collect();
        Self { compound, etre, nouns, verb_like, parties, adverbials, nameless, ago, conjunctions }
    }

    /// Whether the verb's past with "être" is no passive: "est entré".
    pub(super) fn takes_etre(&self, lemma: &str) -> bool {
        self.etre.contains(lemma)
    }

    /// Whether an adjective of this lemma may be the noun of its chunk: "sa filiale".
    pub(super) fn is_noun(&self, lemma: &str) -> bool {
        self.nouns.contains(lemma)
    }

    /// Whether a form that passes for a verb may be a noun behind a comma.
    pub(super) fn is_verb_like(&self, form: &str) -> bool {
        self.verb_like.contains(form)
    }

    /// Whether a phrase is an adverb: "par ailleurs".
    pub(super) fn is_adverbial(&self, name: &str) -> bool {
        self.adverbials.contains(name)
    }

    /// Whether a phrase joins nouns: "ainsi que".
    pub(super) fn is_conjunction(&self, name: &str) -> bool {
        self.conjunctions.contains(name)
    }

    /// Whether a noun of this lemma stands for a party: "le groupe".
    pub(super) fn is_party(&self, lemma: &str) -> bool {
        self.parties.contains(lemma)
    }

    /// Whether a noun of this lemma takes no name beside it: "lundi", "fois", "au point".
    pub(super) fn is_nameless(&self, lemma: &str) -> bool {
        self.nameless.contains(lemma)
    }

    /// Whether a preposition leads to a time passed: "il y a deux ans".
    pub(super) fn is_ago(&self, name: &str) -> bool {
        self.ago.contains(name)
    }

    /// The preposition that begins at a word, and its length in words.
    pub(super) fn at(&self, layers: &Layers, at: usize, end: usize) -> Option<(SmolStr, usize)> {
        let word = WordIdx::from(at);
        let form = layers.form(word).to_lowercase().replace('’', "'");
        if let Some(list) = self.compound.get(form.as_str()) {
            for (rest, name) in list {
                let fits = at + rest.len() < end
                    && rest.iter().enumerate().all(|(i, want)| {
                        let next = WordIdx::from(at + 1 + i);
                        plain(&layers.form(next).to_lowercase().replace('’', "'")) == *want
                            || layers.lemma(next) == *want
                    });
                if fits {
                    return Some((name.clone(), rest.len() + 1));
                }
            }
        }
        (layers.tag(word).upos == Upos::Adp && !form.ends_with("-là"))
            .then(|| (SmolStr::new(plain(&form)), 1))
    }
}

/// A preposition in full: `d'` is `de`.
fn plain(form: &str) -> &str {
    match form {
        "d'" | "d’" | "dʼ" | "du" | "des" => "de",
        "au" | "aux" => "à",
        "jusqu'" | "jusqu’" => "jusque",
        _ => form,
    }
}
