//! Business news out of treebanks: noun phrases give way to names of companies, and behind a
//! name stands now and then what the press puts there. Treebanks hold few such names.

use super::shuffle::Random;
use super::{Sources, TrainError};
use crate::doc::conllu::{ConlluSentence, ConlluToken, ConlluWord};
use std::collections::BTreeSet;

/// What stands behind names, as small trees.
const INSERTIONS: &str = include_str!("../../data/train/insertions.txt");
/// Names of listed companies, and of people, below the folder of sources.
const COMPANIES: &str = "gazetteers/companies.tsv";
const PEOPLE: &str = "gazetteers/faker_names.tsv";
/// One company in so many is taken, so that the list mixes countries.
const EVERY: usize = 7;
/// Of a hundred noun phrases that may give way, and of a hundred names that may be followed.
const RENAMED: u64 = 60;
const FOLLOWED: u64 = 35;
/// Phrases given way to a name in one sentence.
const MOST: usize = 3;
/// The longest phrase that gives way, in words.
const LONGEST: usize = 5;

/// Names to put in, each as words.
#[derive(Debug)]
pub struct Names {
    companies: Vec<Vec<String>>,
    people: Vec<Vec<String>>,
    insertions: Vec<Vec<ConlluWord>>,
}

impl Names {
    /// Reads the names from the sources; the insertions are our own.
    ///
    /// # Errors
    /// When a list is missing.
    pub fn new(sources: &Sources) -> Result<Self, TrainError> {
        let words = |name: &str| -> Vec<String> { name.split(' ').map(str::to_owned).collect() };
        let mut companies = BTreeSet::new();
        for line in sources.text(COMPANIES)?.lines().skip(1).step_by(EVERY) {
            let mut name = words(line.split('\t').next().unwrap_or(""));
            while name.len() > 1 && name.last().is_some_and(|w| is_form(w)) {
                name.pop();
            }
            let fits =
                |w: &String| w.chars().all(char::is_alphanumeric) && w.starts_with(char::is_uppercase);
            if name.len() <= 3 && name.iter().all(fits) {
                companies.insert(name);
            }
        }
        let (mut first, mut last) = (Vec::new(), Vec::new());
        for line in sources.text(PEOPLE)?.lines() {
            let list = if line.contains("last") { &mut last } else { &mut first };
            let name = line.split('\t').find(|c| c.starts_with(char::is_uppercase));
            list.extend(name.map(str::to_owned));
        }
        let people = first.iter().zip(&last).map(|(f, l)| vec![f.clone(), l.clone()]).collect();
        let insertions = INSERTIONS.lines().filter(|l| !l.starts_with('#')).map(fragment).collect();
        Ok(Self { companies: companies.into_iter().collect(), people, insertions })
    }

    /// For every sentence where a phrase can give way, one with names, and its number.
    pub fn renamed(&self, sentences: &[ConlluSentence], seed: u64) -> Vec<(usize, ConlluSentence)> {
        let mut random = Random::new(seed);
        let renamed = |(n, s)| Some((n, self.rename(s, &mut random)?));
        sentences.iter().enumerate().filter_map(renamed).collect()
    }

    fn rename(&self, sentence: &ConlluSentence, random: &mut Random) -> Option<ConlluSentence> {
        let mut words = Words::new(sentence)?;
        let mut changed = 0;
        let mut at = 0;
        while at < words.0.len() && changed < MOST {
            if let Some((start, end)) = words.phrase(at)
                && random.draw() % 100 < RENAMED
            {
                let name = pick(&self.companies, random)?;
                let head = words.replace(start, end, at, name);
                changed += 1;
                if random.draw() % 100 < FOLLOWED {
                    let fragment = pick(&self.insertions, random)?;
                    words.follow(head, head + name.len(), fragment, self, random);
                }
                at = head + name.len();
            } else {
                at += 1;
            }
        }
        (changed > 0).then(|| words.sentence())
    }
}

/// "SA", "Inc.", "Group": what ends a company's official name.
fn is_form(word: &str) -> bool {
    let bare: String = word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    word.ends_with('.')
        || matches!(
            bare.as_str(),
            "sa" | "se"
                | "ag"
                | "plc"
                | "inc"
                | "ltd"
                | "limited"
                | "corp"
                | "corporation"
                | "company"
                | "co"
                | "nv"
                | "spa"
                | "ab"
                | "asa"
                | "oyj"
                | "as"
                | "kgaa"
                | "sca"
                | "llc"
                | "lp"
                | "bhd"
                | "berhad"
                | "tbk"
        )
}

fn pick<'a, T>(list: &'a [T], random: &mut Random) -> Option<&'a T> {
    (!list.is_empty()).then(|| &list[(random.draw() % list.len() as u64) as usize])
}

/// Reads one line of the insertions.
fn fragment(line: &str) -> Vec<ConlluWord> {
    line.split(' ')
        .map(|word| {
            let column: Vec<&str> = word.split('|').collect();
            ConlluWord {
                form: column[0].into(),
                lemma: column[1].into(),
                upos: column[2].into(),
                xpos: "_".into(),
                feats: column[3].replace(',', "|"),
                head: column[4].parse().ok(),
                deprel: column[5].into(),
                misc: "_".into(),
            }
        })
        .collect()
}

fn proper(form: &str, deprel: &str) -> ConlluWord {
    ConlluWord {
        form: form.into(),
        lemma: form.into(),
        upos: "PROPN".into(),
        xpos: "_".into(),
        feats: "_".into(),
        head: None,
        deprel: deprel.into(),
        misc: "_".into(),
    }
}

/// The words of a sentence while it changes: heads are 0-based, the root's is `usize::MAX`;
/// beside each word whether it is part of a token of several.
struct Words(Vec<(ConlluWord, usize, bool)>);

impl Words {
    fn new(sentence: &ConlluSentence) -> Option<Self> {
        let mut bound = vec![false; sentence.words.len()];
        for token in sentence.tokens.iter().filter(|t| t.count > 1) {
            bound[token.first..token.first + token.count].fill(true);
        }
        let words = sentence.words.iter().zip(bound);
        words.map(|(w, b)| Some((w.clone(), w.head?.wrapping_sub(1), b))).collect::<Option<_>>().map(Words)
    }

    /// The phrase that the noun at `at` heads, without its preposition: short, of plain words,
    /// where a name could stand.
    fn phrase(&self, at: usize) -> Option<(usize, usize)> {
        let (word, ..) = &self.0[at];
        let relation = word.deprel.split(':').next().unwrap_or("");
        let place = matches!(relation, "nsubj" | "obj" | "nmod" | "obl" | "conj" | "appos");
        let agent =
            word.deprel != "obl:mod" || self.0.get(at.wrapping_sub(1)).is_some_and(|w| w.0.form == "par");
        if !place || !agent || !matches!(word.upos.as_str(), "NOUN" | "PROPN") {
            return None;
        }
        let below = |mut i: usize| {
            for _ in 0..self.0.len() {
                if i == at {
                    return true;
                }
                match self.0.get(i) {
                    Some((_, head, _)) if *head != usize::MAX => i = *head,
                    _ => return false,
                }
            }
            false
        };
        let inside: Vec<usize> = (0..self.0.len()).filter(|&i| below(i)).collect();
        let case = |i: &usize| {
            self.0[*i].1 == at && matches!(self.0[*i].0.deprel.as_str(), "case" | "cc" | "punct")
        };
        let core: Vec<usize> = inside.iter().copied().skip_while(case).collect();
        let (start, end) = (*core.first()?, *core.last()? + 1);
        let plain = core.iter().all(|&i| {
            let (w, _, bound) = &self.0[i];
            !bound && matches!(w.upos.as_str(), "DET" | "NOUN" | "PROPN" | "ADJ" | "ADP")
        });
        let definite = self.0[start].0.upos == "PROPN"
            || self.0[start].0.upos == "DET" && matches!(self.0[start].0.lemma.as_str(), "le" | "ce");
        (plain && definite && end - start == core.len() && core.len() <= LONGEST && start <= at)
            .then_some((start, end))
    }

    /// Puts a name in the place of a phrase; gives where it stands.
    fn replace(&mut self, start: usize, end: usize, at: usize, name: &[String]) -> usize {
        let (old, head, _) = self.0[at].clone();
        let new = name.iter().enumerate().map(|(i, form)| {
            let relation = if i == 0 { old.deprel.as_str() } else { "flat:name" };
            (proper(form, relation), if i == 0 { head } else { start }, false)
        });
        let moved = |i: usize| match i {
            usize::MAX => i,
            _ if i >= end => i - (end - start) + name.len(),
            _ if i >= start => start,
            _ => i,
        };
        let new: Vec<_> = new.collect();
        let new =
            new.into_iter().enumerate().map(|(i, w)| if i == 0 { w } else { (w.0, usize::MAX - 1, w.2) });
        self.0.splice(start..end, new);
        for (_, head, _) in &mut self.0 {
            *head = if *head == usize::MAX - 1 { start } else { moved(*head) };
        }
        start
    }

    /// Puts a fragment behind a name.
    fn follow(
        &mut self,
        name: usize,
        end: usize,
        fragment: &[ConlluWord],
        names: &Names,
        random: &mut Random,
    ) {
        // Where each word of the fragment comes to stand, names having several.
        let mut put: Vec<(ConlluWord, usize, bool)> = Vec::new();
        let mut places = Vec::with_capacity(fragment.len());
        let mut open = Vec::new();
        for word in fragment {
            places.push(end + put.len());
            let list = match word.form.as_str() {
                "{N}" => &names.companies,
                "{P}" => &names.people,
                _ => {
                    open.push((put.len(), word.head.unwrap_or(0)));
                    put.push((word.clone(), 0, false));
                    continue;
                }
            };
            let Some(parts) = pick(list, random) else { return };
            open.push((put.len(), word.head.unwrap_or(0)));
            let first = end + put.len();
            put.push((proper(&parts[0], &word.deprel), 0, false));
            put.extend(parts[1..].iter().map(|p| (proper(p, "flat:name"), first, false)));
        }
        for (i, head) in open {
            put[i].1 = if head == 0 { name } else { places[head - 1] };
        }
        let length = put.len();
        for (_, head, _) in &mut self.0 {
            if *head != usize::MAX && *head >= end {
                *head += length;
            }
        }
        self.0.splice(end..end, put);
    }

    /// The sentence, one token a word: training looks at words alone.
    fn sentence(self) -> ConlluSentence {
        let words: Vec<ConlluWord> = self
            .0
            .into_iter()
            .map(|(w, head, _)| ConlluWord { head: Some(head.wrapping_add(1)), ..w })
            .collect();
        let tokens = words
            .iter()
            .enumerate()
            .map(|(first, w)| ConlluToken { form: w.form.clone(), misc: "_".into(), first, count: 1 })
            .collect();
        ConlluSentence { words, tokens, ..ConlluSentence::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doc::conllu;

    fn names() -> Names {
        let words = |n: &str| n.split(' ').map(str::to_owned).collect();
        Names {
            companies: vec![words("Danone"), words("Crédit Mutuel Arkéa")],
            people: vec![words("Jean Martin")],
            insertions: INSERTIONS.lines().filter(|l| !l.starts_with('#')).map(fragment).collect(),
        }
    }

    const TEXT: &str = "\
1\tLe\tle\tDET\t_\t_\t2\tdet\t_\t_
2\tgroupe\tgroupe\tNOUN\t_\t_\t3\tnsubj\t_\t_
3\tachète\tacheter\tVERB\t_\t_\t0\troot\t_\t_
4\tla\tle\tDET\t_\t_\t5\tdet\t_\t_
5\tsociété\tsociété\tNOUN\t_\t_\t3\tobj\t_\t_
6\t.\t.\tPUNCT\t_\t_\t3\tpunct\t_\t_

";

    #[test]
    fn trees_stay_trees() {
        let sentences = conllu::read(TEXT).unwrap();
        let mut changed = 0;
        for seed in 0..200 {
            for (n, sentence) in names().renamed(&sentences, seed) {
                assert_eq!(n, 0);
                changed += 1;
                let layers = conllu::Layers::new("n", std::slice::from_ref(&sentence));
                assert!(layers.trees.is_some(), "{sentence:?}");
                let verb = sentence.words.iter().position(|w| w.form == "achète").unwrap();
                assert_eq!(sentence.words[verb].head, Some(0));
                assert!(sentence.words.iter().any(|w| w.upos == "PROPN" && w.head == Some(verb + 1)));
            }
        }
        assert!(changed > 100);
    }
}
