//! Arguments read off the dependency tree, in the units that chunking made.
//!
//! A question that the tree cannot answer gets `None`; word order answers it then (`clause.rs`).

use super::bind::{Arg, Filler};
use super::clause::Clauses;
use super::confidence::Bond;
use super::slot::Slot;
use super::unit::Kind;
use crate::doc::{DepRel, Trees, Upos, WordIdx};

/// How many coordinations, controls or complements are climbed.
const CLIMB: usize = 6;
/// How deep complements of complements are looked for.
const NEST: usize = 3;

impl<'a> Clauses<'a> {
    /// The unit that holds a word.
    pub(super) fn unit_of(&self, word: WordIdx) -> Option<usize> {
        let at = *self.homes.get(word.index().checked_sub(self.first.index())?)?;
        (at != u32::MAX).then_some(at as usize)
    }

    fn noun_of(&self, word: WordIdx) -> Option<usize> {
        self.unit_of(word).filter(|&at| self.unit(at).kind == Kind::Noun)
    }

    fn children_where(&self, trees: &'a Trees, word: WordIdx, of: DepRel) -> impl Iterator<Item = WordIdx> {
        trees.children(word).iter().copied().filter(move |&c| trees.deprel(c).is_a(of))
    }

    /// The word of a unit that the tree hangs the others on.
    fn top(&self, trees: &Trees, at: usize) -> WordIdx {
        let unit = self.unit(at);
        let inside = |w: WordIdx| trees.head(w).is_some_and(|h| unit.words.has(h));
        let mut word = unit.head;
        while inside(word) {
            word = trees.head(word).expect("inside");
        }
        word
    }

    /// Whether the tree gives a noun a part of its own in the sentence, so that it is no member of a list.
    pub(super) fn tree_part(&self, at: usize) -> bool {
        let Some(trees) = self.trees else { return false };
        let word = self.top(trees, at);
        trees.deprel(word).is_a(DepRel::Nsubj)
    }

    /// The subject of a verb unit.
    pub(super) fn tree_subject(&self, verb: usize) -> Option<usize> {
        let trees = self.trees?;
        self.subject_word(trees, self.predicate_word(trees, verb), CLIMB).and_then(|w| self.noun_of(w))
    }

    /// The word that stands for a verb unit in the tree: what its copula or auxiliary hangs on.
    fn predicate_word(&self, trees: &Trees, verb: usize) -> WordIdx {
        let word = self.unit(verb).head;
        match (trees.deprel(word).universal(), trees.head(word)) {
            ("cop" | "aux", Some(head)) => head,
            _ => word,
        }
    }

    fn subject_word(&self, trees: &'a Trees, word: WordIdx, climb: usize) -> Option<WordIdx> {
        let climb = climb.checked_sub(1)?;
        // Of two, the nearest on the left: the other is a clause's of its own, before a colon.
        let mut all = self.children_where(trees, word, DepRel::Nsubj);
        let first = all.next();
        if let Some(own) = all.filter(|&c| c < word).last().or(first) {
            let relative = self.unit_of(own).filter(|_| self.is_relative(own));
            return match relative {
                Some(relative) => self.antecedent(relative).map(|at| self.unit(at).head),
                None => Some(own),
            };
        }
        let head = trees.head(word)?;
        match trees.deprel(word).universal() {
            // "X, dont les ventes reculent, passe": the comma ends the relative clause.
            "conj" if trees.deprel(head) == DepRel::AclRelcl && self.resumes(word) => None,
            "conj" => {
                let verbal = |w: WordIdx| matches!(self.layers.tag(w).upos, Upos::Verb | Upos::Aux);
                (verbal(head) || self.has_copula(trees, head))
                    .then(|| self.subject_word(trees, head, climb))
                    .flatten()
            }
            "xcomp" | "advcl" if self.non_finite(word) => {
                let controlled = self.classes.has("object-control", self.layers.lemma(head));
                let object = || self.children_where(trees, head, DepRel::Obj).next();
                controlled.then(object).flatten().or_else(|| self.subject_word(trees, head, climb))
            }
            // "en vue de fusionner avec Y, X gèle", "son projet de racheter Y"
            _ if self.unit_of(word).is_some_and(|at| self.unit(at).verb.infinitive) => {
                let verb =
                    trees.ancestors(word).take(CLIMB).find(|&w| self.layers.tag(w).upos == Upos::Verb)?;
                self.subject_word(trees, verb, climb)
            }
            _ => None,
        }
    }

    /// Whether a finite verb stands right behind a comma, and no list of verbs goes on behind it.
    fn resumes(&self, verb: WordIdx) -> bool {
        let Some(at) = self.unit_of(verb) else { return false };
        let comma = self.before(at).is_some_and(|i| self.unit(i).kind == Kind::Comma);
        let listed = || {
            let and = (at + 1..self.units().len()).find(|&i| self.unit(i).kind == Kind::And);
            and.and_then(|i| self.behind(i)).is_some_and(|i| self.unit(i).verb.finite.is_some())
        };
        comma && self.unit(at).verb.finite.is_some() && !listed()
    }

    fn has_copula(&self, trees: &'a Trees, word: WordIdx) -> bool {
        self.children_where(trees, word, DepRel::Cop).next().is_some()
    }

    fn non_finite(&self, word: WordIdx) -> bool {
        self.unit_of(word).is_some_and(|at| self.unit(at).verb.finite.is_none())
    }

    fn is_relative(&self, word: WordIdx) -> bool {
        self.unit_of(word).is_some_and(|at| self.unit(at).kind == Kind::Relative)
    }

    /// What the relative clause around a verb is said of.
    fn relative_head(&self, trees: &Trees, verb: WordIdx) -> Option<WordIdx> {
        let mut at = verb;
        for _ in 0..CLIMB {
            let head = trees.head(at)?;
            match trees.deprel(at) {
                DepRel::AclRelcl => return Some(head),
                d if d.is_a(DepRel::Conj) || d.is_a(DepRel::Xcomp) || d.is_a(DepRel::Ccomp) => at = head,
                _ => return None,
            }
        }
        None
    }

    /// The noun that a relative pronoun stands for.
    pub(super) fn tree_antecedent(&self, relative: usize) -> Option<usize> {
        let trees = self.trees?;
        let mut at = self.unit(relative).head;
        for _ in 0..CLIMB {
            let head = trees.head(at)?;
            if trees.deprel(at) == DepRel::AclRelcl {
                return self.noun_of(head);
            }
            at = head;
        }
        None
    }

    /// Whether a "que" that taggers take for a conjunction opens a clause that hangs on a noun:
    /// "la plateforme que X voulait racheter".
    pub(super) fn tree_relative(&self, que: usize) -> bool {
        let Some(trees) = self.trees else { return false };
        let verb = (que + 1..self.units().len()).find(|&i| self.unit(i).verb.finite.is_some());
        let hangs = |v: usize| {
            let word = self.unit(v).head;
            trees.deprel(word) == DepRel::AclRelcl
                && trees.head(word).and_then(|h| self.noun_of(h)).is_some_and(|n| n < que)
        };
        matches!(self.layers.form(self.unit(que).head), "que" | "qu'" | "qu’") && verb.is_some_and(hangs)
    }

    /// The noun that a participle without auxiliary is said of.
    pub(super) fn tree_modified(&self, participle: usize) -> Option<usize> {
        let trees = self.trees?;
        let mut at = self.unit(participle).head;
        for _ in 0..CLIMB {
            let head = trees.head(at)?;
            match trees.deprel(at).universal() {
                "acl" | "amod" => return self.noun_of(head),
                "conj" if self.unit_of(head).is_some_and(|u| self.unit(u).verb.participle) => at = head,
                "advcl" | "xcomp" => {
                    return self.subject_word(trees, head, CLIMB).and_then(|w| self.noun_of(w));
                }
                _ => return None,
            }
        }
        None
    }

    /// What governs an infinitive: the unit of a verb or a noun.
    pub(super) fn tree_governor(&self, infinitive: usize) -> Option<usize> {
        let trees = self.trees?;
        let mut at = self.unit(infinitive).head;
        for _ in 0..CLIMB {
            let head = trees.head(at)?;
            match trees.deprel(at).universal() {
                "conj" if self.unit_of(head).is_some_and(|u| self.unit(u).verb.infinitive) => at = head,
                "xcomp" | "ccomp" | "acl" | "advcl" | "obl" | "nmod" => {
                    return self.unit_of(head).filter(|&u| u < infinitive);
                }
                _ => return None,
            }
        }
        None
    }

    /// The arguments that the tree gives a verb unit. Empty without a tree.
    pub(super) fn tree_verb_args(&self, at: usize, args: &mut Vec<Arg>) {
        let Some(trees) = self.trees else { return };
        let word = self.unit(at).head;
        let first = args.len();
        self.core(trees, at, word, args);
        self.complements(trees, word, None, NEST, Bond::Syntax, args);
        // "condamné à verser 3 millions à X"
        if self.classes.has("sentencing-verb", self.layers.lemma(word)) {
            for &child in trees.children(word) {
                if self.unit_of(child).is_some_and(|u| self.unit(u).verb.infinitive) {
                    self.complements(trees, child, None, NEST, Bond::Nested, args);
                }
            }
        }
        // "fabrique et vend des puces à X": what stands behind the last verb is said of both.
        let lacks_object = !args[first..].iter().any(|a| a.slot == Slot::Object);
        if lacks_object && !self.unit(at).verb.passive {
            for next in self.children_where(trees, word, DepRel::Conj) {
                if self.layers.tag(next).upos == Upos::Verb && self.close_pair(word, next) {
                    let mut shared = Vec::new();
                    if let Some(unit) = self.unit_of(next) {
                        self.core(trees, unit, next, &mut shared);
                        self.complements(trees, next, None, NEST, Bond::Syntax, &mut shared);
                    }
                    shared.retain(|a| a.slot != Slot::Subject);
                    shared.iter_mut().for_each(|a| a.bond = a.bond.max(Bond::Nested));
                    args.append(&mut shared);
                }
            }
        }
    }

    /// Whether only a conjunction, clitics or an auxiliary stand between two verbs.
    fn close_pair(&self, first: WordIdx, second: WordIdx) -> bool {
        (first.index() + 1..second.index()).all(|w| {
            let upos = self.layers.tag(WordIdx::from(w)).upos;
            matches!(upos, Upos::Cconj | Upos::Pron | Upos::Aux | Upos::Adv)
        })
    }

    /// Subject and objects, relative pronouns resolved.
    fn core(&self, trees: &'a Trees, at: usize, word: WordIdx, args: &mut Vec<Arg>) {
        let passive = self.unit(at).verb.passive;
        for &child in trees.children(word) {
            // A complement without preposition is the object, whatever the tree calls it: "voir le jour".
            // "signés Michelin": a name behind a passive says what it is.
            let called = passive
                && trees.deprel(child).is_a(DepRel::Xcomp)
                && self.noun_of(child).is_some_and(|u| self.named(u));
            let bare = (trees.deprel(child) == DepRel::OblArg || called)
                && self.noun_of(child).is_some_and(|u| u > at && self.unit(u).preposition.is_none());
            if trees.deprel(child).is_a(DepRel::Obj) || bare {
                let conjunction = self.layers.tag(child).upos == Upos::Sconj;
                let relative = conjunction || self.is_relative(child);
                let filler = if relative { self.relative_head(trees, word) } else { Some(child) };
                // A clause hung on the verb before: "critiquent X, que Y a repris".
                let near = || self.unit_of(child).filter(|_| relative).and_then(|r| self.antecedent(r));
                let filler = filler.and_then(|w| self.noun_of(w)).or_else(near);
                if let Some(unit) = filler.filter(|&u| u != at) {
                    let slot = if passive { Slot::This } else { Slot::Object };
                    args.push(Arg { slot, filler: Filler::Unit(unit), via: None, bond: Bond::Syntax });
                }
            }
        }
    }

    /// Prepositional complements of a word, and of its nouns: nearest first.
    fn complements(
        &self,
        trees: &'a Trees,
        word: WordIdx,
        via: Option<usize>,
        depth: usize,
        bond: Bond,
        args: &mut Vec<Arg>,
    ) {
        let Some(depth) = depth.checked_sub(1) else { return };
        let mut nested = Vec::new();
        for &child in trees.children(word) {
            let kind = trees.deprel(child).universal();
            let Some(unit) = self.unit_of(child) else { continue };
            if self.unit(unit).words.has(word) {
                // Inside the same chunk: what hangs on the name hangs on its noun.
                nested.push((child, via));
                continue;
            }
            if self.is_relative(child) {
                let preposition = match (self.unit(unit).preposition.clone(), self.layers.form(child)) {
                    (Some(p), _) => p,
                    (None, "dont" | "Dont") => "de".into(),
                    (None, "où") => "dans".into(),
                    _ => continue,
                };
                let verb = if via.is_none() { Some(word) } else { self.verb_over(trees, word) };
                if let Some(of) =
                    verb.and_then(|v| self.relative_head(trees, v)).and_then(|w| self.noun_of(w))
                {
                    let slot = Slot::Preposition(preposition);
                    args.push(Arg { slot, filler: Filler::Unit(of), via, bond });
                }
                continue;
            }
            match kind {
                "obl" | "nmod" | "iobj" => {
                    if let (Some(preposition), Kind::Noun) =
                        (&self.unit(unit).preposition, self.unit(unit).kind)
                    {
                        let slot = Slot::Preposition(preposition.clone());
                        args.push(Arg { slot, filler: Filler::Unit(unit), via, bond });
                    }
                    // "s'est séparé jeudi de X": no complement of the day.
                    nested.push((child, if self.dated(unit) { via } else { Some(unit) }));
                }
                "obj" => nested.push((child, Some(unit))),
                "nsubj" if via.is_none() && child.index() > word.index() => {
                    nested.push((child, Some(unit)))
                }
                _ => {}
            }
        }
        for (child, via) in nested {
            self.complements(trees, child, via, depth, bond.max(Bond::Nested), args);
        }
    }

    fn verb_over(&self, trees: &Trees, word: WordIdx) -> Option<WordIdx> {
        trees.ancestors(word).take(NEST).find(|&w| self.layers.tag(w).upos == Upos::Verb)
    }

    /// What the tree says a noun is said of, and its own complements. Gives whether a tree was there.
    pub(super) fn tree_noun_args(&self, noun: usize, args: &mut Vec<Arg>) {
        let Some(trees) = self.trees else { return };
        let word = self.top(trees, noun);
        self.tree_this(trees, noun, word, args);
        self.complements(trees, word, None, NEST, Bond::Syntax, args);
        // "un accord conclu avec X", "le contrat que X a signé avec Y"
        for clause in self.children_where(trees, word, DepRel::Acl) {
            let Some(verb) = self.unit_of(clause).filter(|&v| self.unit(v).kind == Kind::Verb) else {
                continue;
            };
            let mut inner = Vec::new();
            self.verb_args(verb, &mut inner);
            // The agent is no subject of the noun; `par` names it.
            let participle = self.unit(verb).verb.participle;
            inner.retain(|a| a.filler != Filler::Unit(noun) && !(participle && a.slot == Slot::Subject));
            inner.iter_mut().for_each(|a| a.bond = a.bond.max(Bond::Nested));
            args.append(&mut inner);
        }
    }

    fn tree_this(&self, trees: &'a Trees, noun: usize, word: WordIdx, args: &mut Vec<Arg>) {
        let mut this = |w: WordIdx, one: bool, bond: Bond| {
            if let Some(unit) = self.noun_of(w).filter(|&u| u != noun) {
                let filler = if one { Filler::One(unit) } else { Filler::Unit(unit) };
                args.push(Arg { slot: Slot::This, filler, via: None, bond });
            }
        };
        let mut at = word;
        for _ in 0..CLIMB {
            if self.has_copula(trees, at)
                && let Some(subject) = self.subject_word(trees, at, CLIMB)
            {
                this(subject, false, Bond::Syntax);
            }
            let Some(head) = trees.head(at) else { break };
            match trees.deprel(at).universal() {
                "appos" => {
                    // "A et B, la branche de C": a singular is said of the last.
                    let singular = !self.plural(noun);
                    let last = self.children_where(trees, head, DepRel::Conj).filter(|&c| c < word).last();
                    this(last.filter(|_| singular).unwrap_or(head), singular, Bond::Syntax);
                    break;
                }
                "conj" if self.unit_of(head).is_some_and(|u| self.unit(u).mention.is_none()) => at = head,
                _ => break,
            }
        }
        for apposed in self.children_where(trees, word, DepRel::Appos) {
            if self.noun_of(apposed).is_some_and(|u| self.unit(u).mention.is_some()) {
                this(apposed, false, Bond::Fronted);
            }
        }
    }

    /// The named noun that a noun is an apposition of, or is said of by a copula.
    pub(super) fn tree_apposed_to(&self, at: usize) -> Option<usize> {
        let trees = self.trees?;
        let word = self.top(trees, at);
        let named = |w: WordIdx| self.noun_of(w).filter(|&u| u != at && self.unit(u).mention.is_some());
        if self.has_copula(trees, word) {
            return self.subject_word(trees, word, CLIMB).and_then(named);
        }
        let head = trees.head(word).filter(|_| trees.deprel(word).is_a(DepRel::Appos))?;
        named(head)
    }
}
