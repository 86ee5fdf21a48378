//! Shallow syntax: a sentence cut into noun chunks, verb groups and the words
//! between them. The binding of arguments rests on it, with a tree or without.

mod ahead;

use super::mend;
use super::prepositions::Prepositions;
use super::unit::{Chunks, Kind, Layers, Owner, Unit, Verbal};
use crate::doc::{MentionIdx, MentionKind, Sentence, Tag, Upos, ValueIdx, ValueKind, WordIdx, WordSpan};
use smol_str::SmolStr;

/// Cuts a sentence.
pub(super) fn chunk(layers: &Layers, prepositions: &Prepositions, sentence: &Sentence) -> Chunks {
    let first = sentence.words.start.index();
    let chunks = Chunks { units: Vec::with_capacity(sentence.words.len() / 2 + 1) };
    let end = sentence.words.end.index();
    let mut cutter = Cutter { layers: *layers, prepositions, at: first, end, chunks, pending: None };
    while cutter.at < cutter.end {
        cutter.step();
    }
    let mut chunks = cutter.chunks;
    mend::share_auxiliaries(layers, &mut chunks.units);
    mend::read_presents(layers, &mut chunks.units);
    mend::lend_names(layers, prepositions, &mut chunks.units);
    mend::lend_bare_names(layers, prepositions, &mut chunks.units);
    chunks
}

struct Cutter<'a> {
    layers: Layers<'a>,
    prepositions: &'a Prepositions,
    at: usize,
    end: usize,
    chunks: Chunks,
    /// A preposition that waits for its noun or infinitive, with its first word.
    pending: Option<(SmolStr, usize)>,
}

impl Cutter<'_> {
    fn step(&mut self) {
        let at = self.at;
        let word = WordIdx::from(at);
        let name = self.layers.names[at];
        let tag = self.layers.tag(word);
        if let Some((preposition, length)) = self.prepositions.at(&self.layers, at, self.end)
            && match self.prepositions.is_ago(&preposition) {
                true => self.lasts(at + length),
                false if self.prepositions.is_conjunction(&preposition) => self.named_ahead(at + length),
                false => name.is_none() || tag.upos == Upos::Adp && !self.opens_name(at),
            }
        {
            if self.prepositions.is_conjunction(&preposition) {
                self.at += length;
                self.push(Kind::And, at, word, |_| {});
                return;
            }
            if self.prepositions.is_adverbial(&preposition) {
                self.at += length;
                self.push(Kind::Other, at, word, |_| {});
                return;
            }
            self.pending = Some((preposition, at));
            self.at += length;
            return;
        }
        // "s'est séparé d'Airbus": no article stands before a name.
        if tag.upos == Upos::Det
            && matches!(self.layers.form(word), "d'" | "d’")
            && at + 1 < self.end
            && self.names_something(at + 1)
        {
            self.pending = Some(("de".into(), at));
            self.at += 1;
            return;
        }
        let form = self.layers.form(word);
        match tag.upos {
            _ if matches!(form, "–" | "—") => self.single(self.dash()),
            _ if self.names_something(at) => self.noun(),
            Upos::Verb if self.prepositions.is_verb_like(form) && self.apposed() => self.noun(),
            Upos::Verb | Upos::Aux => self.verb(),
            Upos::Pron if relative(tag, form) => self.single(Kind::Relative),
            Upos::Pron if clitic(tag, form) && self.verb_ahead() => self.verb(),
            Upos::Adv if matches!(form, "ne" | "n'" | "n’" | "N'" | "N’" | "Ne") && self.verb_ahead() => {
                self.verb()
            }
            Upos::Noun | Upos::Propn | Upos::Num | Upos::Sym | Upos::Det | Upos::X | Upos::Pron => {
                self.noun()
            }
            // "Ancien de la CDC, X"
            Upos::Adj if self.prepositions.is_noun(&tag.lemma) && self.of_ahead() => self.noun(),
            Upos::Adj if self.noun_ahead() || self.prepositions.is_noun(&tag.lemma) => self.noun(),
            // "les 7 % qu'il possède": behind a share it is a relative.
            Upos::Sconj
                if form.to_lowercase().starts_with("qu")
                    && (self.layers.names[at].is_some() || self.behind_value() || self.behind_named()) =>
            {
                self.single(Kind::Relative)
            }
            Upos::Sconj => self.single(Kind::Clause),
            Upos::Cconj if matches!(tag.lemma.as_str(), "et" | "ou" | "ni") || form == "&" => {
                self.single(Kind::And)
            }
            Upos::Cconj => self.single(Kind::Stop),
            // "contre X, puis contre Y"
            Upos::Adv if form == "puis" => self.single(Kind::And),
            Upos::Punct => self.single(punctuation(form)),
            Upos::Adv if form == "dont" => self.single(Kind::Relative),
            _ => self.single(Kind::Other),
        }
    }

    /// Whether a name or a value stands here, whatever the tagger says.
    fn names_something(&self, at: usize) -> bool {
        let name = self.layers.names[at];
        name.is_some_and(|m| self.layers.entities.mention(m).kind == MentionKind::Name)
            || self.layers.values[at].is_some()
    }

    fn single(&mut self, kind: Kind) {
        let word = WordIdx::from(self.at);
        let mention = self.layers.names[self.at];
        self.at += 1;
        // An adverb or a quote between a preposition and its noun leaves it waiting.
        let preposition = match kind {
            Kind::Other => None,
            _ => self.pending.take().map(|(p, _)| p),
        };
        self.push(kind, word.index(), word, |unit| {
            unit.mention = mention;
            unit.preposition = preposition;
        });
    }

    fn push(&mut self, kind: Kind, start: usize, head: WordIdx, fill: impl FnOnce(&mut Unit)) {
        let words = WordSpan::new(start, self.at);
        let mut unit = Unit {
            kind,
            words,
            head,
            preposition: None,
            mention: None,
            owner: Owner::None,
            value: None,
            determined: false,
            verb: Verbal::default(),
        };
        fill(&mut unit);
        self.chunks.units.push(unit);
    }

    /// A dash opens what the next one closes.
    fn dash(&self) -> Kind {
        let dashed = |u: &&Unit| matches!(self.layers.form(u.head), "–" | "—");
        match self.chunks.units.iter().rev().find(dashed) {
            Some(open) if open.kind == Kind::Open => Kind::Close,
            _ => Kind::Open,
        }
    }

    /// Passes over an insertion inside a verb group. One that names somebody leaves its units,
    /// which come before those of the verb: "a, via sa filiale Y, cédé".
    fn insert(&mut self, end: usize) {
        let named = self.layers.names[self.at..end]
            .iter()
            .flatten()
            .any(|&m| self.layers.entities.mention(m).kind == MentionKind::Name);
        if named {
            let outer = std::mem::replace(&mut self.end, end);
            while self.at < end {
                self.step();
            }
            self.end = outer;
        }
        self.at = end;
    }

    fn noun(&mut self) {
        let layers = self.layers;
        let start = self.at;
        let preposition = self.pending.take().map(|(p, _)| p);
        let mut head: Option<WordIdx> = None;
        let (mut mention, mut name_mention, mut value) = (None, None, None);
        let (mut owner, mut determined) = (Owner::None, false);
        while self.at < self.end && !matches!(layers.form(self.at.into()), "–" | "—") {
            let word = WordIdx::from(self.at);
            let tag = layers.tag(word);
            if let Some(v) = layers.values[self.at].filter(|&v| !is_quantity(&layers, v)) {
                if head.is_some() {
                    break;
                }
                value = Some(v);
                let words = layers.entities.values[v.index()].words;
                head = Some(WordIdx(words.end.0 - 1));
                self.at = words.end.index().clamp(self.at + 1, self.end);
                break;
            }
            if let Some(m) =
                layers.names[self.at].filter(|&m| layers.entities.mention(m).kind == MentionKind::Name)
            {
                // "met en vente X": a bare noun of an idiom takes no name.
                let idiom = matches!(preposition.as_deref(), Some("en" | "sous" | "hors" | "sur"))
                    && head.is_some()
                    && !determined;
                // "pour la première fois X", "met au point X": no day and no part of an idiom bears a name.
                let nameless = head.is_some_and(|h| self.prepositions.is_nameless(layers.lemma(h)));
                if name_mention.is_some() || idiom || nameless {
                    break;
                }
                name_mention = Some(m);
                let words = layers.entities.mention(m).words;
                head.get_or_insert(layers.entities.mention(m).head);
                self.at = words.end.index().clamp(self.at + 1, self.end);
                continue;
            }
            match tag.upos {
                Upos::Det if head.is_none() && name_mention.is_none() => {
                    determined = true;
                    if possessive(tag) {
                        owner = layers.names[self.at].map_or(Owner::Open, Owner::Mention);
                    }
                }
                Upos::Num if head.is_none() => {
                    value = value.or(layers.values[self.at]);
                }
                // "numéro deux"
                Upos::Num if layers.values[self.at].is_none() => {}
                // "sa filiale X": taggers see an adjective.
                // "sa filiale vétérinaire": the adjective behind it for a noun.
                Upos::Adj
                    if head.is_none()
                        && self.prepositions.is_noun(&tag.lemma)
                        && (tag.lemma.starts_with("filial") || !self.followed_by_noun()) =>
                {
                    head = Some(word);
                    mention = mention.or(layers.nominals[self.at]);
                }
                Upos::Adj => {}
                Upos::Noun | Upos::Propn | Upos::Sym | Upos::X => {
                    // A bare name behind a name begins another chunk only after punctuation.
                    value = value.or(layers.values[self.at]);
                    head.get_or_insert(word);
                    mention = mention.or(layers.nominals[self.at]);
                }
                Upos::Pron if self.at == start => {
                    head = Some(word);
                    mention = layers.names[self.at].or(layers.nominals[self.at]);
                    self.at += 1;
                    break;
                }
                // "l'un des clients"
                Upos::Pron
                    if head.is_none()
                        && self.at == start + 1
                        && matches!(layers.form(word), "un" | "une" | "autre") =>
                {
                    head = Some(word);
                    self.at += 1;
                    break;
                }
                // "l'organisation à but non lucratif X", "le très attendu X"
                Upos::Adv if head.is_none() && self.at > start => {}
                // "la société baptisée X" is a clause; "l'ancien dirigeant" is not.
                _ => break,
            }
            self.at += 1;
        }
        self.at = self.at.max(start + 1);
        // "la première", "ce dernier" stand for a name.
        if head.is_none() && mention.is_none() {
            let pronoun = |m: &MentionIdx| layers.entities.mention(*m).kind == MentionKind::Pronoun;
            mention = layers.names[self.at - 1].filter(pronoun);
        }
        let head = head.unwrap_or(WordIdx::from(self.at - 1));
        // "acquérir jusqu'à 10 %": an upper bound, no complement.
        let preposition = preposition.filter(|p| !(p == "jusqu' à" && value.is_some()));
        self.push(Kind::Noun, start, head, |unit| {
            unit.preposition = preposition;
            unit.mention = name_mention.or(mention);
            unit.owner = owner;
            unit.value = value;
            unit.determined = determined;
        });
    }

    fn verb(&mut self) {
        let layers = self.layers;
        let start = self.at;
        let preposition = self.pending.take().map(|(p, _)| p);
        let mut v = Verbal::default();
        let mut head: Option<WordIdx> = None;
        let (mut auxiliary, mut ne) = (None, None);
        let mut after = self.at;
        while self.at < self.end {
            let word = WordIdx::from(self.at);
            let tag = layers.tag(word);
            let form = layers.form(word);
            match tag.upos {
                // "s'est, il est vrai, offert": a tagger sees no auxiliary so far ahead.
                Upos::Verb
                    if head.is_none()
                        && matches!(tag.lemma.as_str(), "avoir" | "être")
                        && self.insertion_at(self.at + 1).is_some() =>
                {
                    if auxiliary.is_none() {
                        note_form(&mut v, tag, word, None);
                    }
                    auxiliary = Some(word);
                }
                Upos::Verb if head.is_none() => {
                    head = Some(word);
                    note_form(&mut v, tag, word, auxiliary);
                }
                Upos::Aux if head.is_none() => {
                    if auxiliary.is_none() {
                        note_form(&mut v, tag, word, None);
                    }
                    auxiliary = Some(word);
                }
                Upos::Pron if head.is_none() && clitic(tag, form) => {
                    let mention = layers.names[self.at];
                    match form.trim_end_matches(['\'', '’']).to_lowercase().as_str() {
                        "se" | "s" | "me" | "m" => v.reflexive = true,
                        "lui" | "leur" => (v.dative, v.open_dative) = (mention, mention.is_none()),
                        "en" => (v.genitive, v.open_genitive) = (mention, mention.is_none()),
                        "y" => {}
                        _ => (v.object, v.open_object) = (mention, mention.is_none()),
                    }
                }
                Upos::Pron if form.starts_with('-') => v.inverted = true,
                Upos::Adv if matches!(form.to_lowercase().as_str(), "ne" | "n'" | "n’") => {
                    ne = Some(word)
                }
                Upos::Adv => {
                    let lemma = form.to_lowercase();
                    if matches!(
                        lemma.as_str(),
                        "pas" | "jamais" | "plus" | "nullement" | "aucunement" | "guère" | "point"
                    ) && ne.is_some()
                    {
                        v.negation = Some(word);
                        v.no_more = lemma == "plus";
                    }
                }
                // "n'a, lui, pas encore signé", "a, de son côté, cédé"
                Upos::Punct if form == "," && head.is_none() && auxiliary.is_some() => {
                    match self.insertion_at(self.at) {
                        Some(end) => {
                            self.insert(end);
                            continue;
                        }
                        None => break,
                    }
                }
                // "a en outre cédé", "a à son tour cédé"
                Upos::Adp
                    if head.is_none()
                        && auxiliary.is_some_and(|a| v.reflexive || layers.lemma(a) == "avoir") =>
                {
                    match self.adverbial() {
                        Some(end) => {
                            self.at = end;
                            continue;
                        }
                        None => break,
                    }
                }
                // "n'a aucun", "n'a ni": the noun behind says so.
                _ => break,
            }
            self.at += 1;
            if (tag.upos != Upos::Adv) || v.negation == Some(word) {
                after = self.at;
            }
        }
        // Adverbs behind the verb stay in the group only if they negate.
        self.at = after.max(start + 1);
        v.copula = head.is_none();
        let only_ne = ne.filter(|_| v.negation.is_none());
        if let Some(ne) = only_ne {
            let exception = (self.at..self.end.min(self.at + 8))
                .any(|i| matches!(layers.form(WordIdx::from(i)), "que" | "qu'" | "qu’"));
            if !exception {
                v.negation = Some(ne);
            }
        }
        let head = head.or(auxiliary).unwrap_or(WordIdx::from(start));
        if let Some(aux) = auxiliary.filter(|&a| a != head) {
            let participle = layers.tag(head).feats.verb_form() == Some("Part");
            v.participle = false;
            // "s'est fait racheter par X"
            let suffered = v.reflexive && layers.lemma(aux) == "faire";
            v.reflexive &= !suffered;
            v.passive = suffered
                || participle
                    && layers.lemma(aux) == "être"
                    && !v.reflexive
                    && !self.prepositions.takes_etre(layers.lemma(head));
        } else if v.participle {
            v.passive = !self.prepositions.takes_etre(layers.lemma(head));
        }
        if v.participle || v.infinitive || v.gerund {
            v.finite = None;
        }
        self.push(Kind::Verb, start, head, |unit| {
            unit.preposition = preposition;
            unit.verb = v;
        });
    }
}

/// Notes what the first verb of a group says about tense, mood and form.
fn note_form(v: &mut Verbal, tag: &Tag, word: WordIdx, auxiliary: Option<WordIdx>) {
    if auxiliary.is_some() {
        return;
    }
    match (tag.feats.verb_form(), tag.feats.tense()) {
        (Some("Inf"), _) => v.infinitive = true,
        (Some("Part"), Some("Pres")) | (Some("Ger"), _) => v.gerund = true,
        (Some("Part"), _) => v.participle = true,
        _ => v.finite = Some(word),
    }
}

fn past_participle(tag: &Tag) -> bool {
    tag.feats.verb_form() == Some("Part") && tag.feats.tense() != Some("Pres")
}

fn is_quantity(layers: &Layers, value: ValueIdx) -> bool {
    matches!(layers.entities.values[value.index()].kind, ValueKind::Quantity { .. })
}

fn relative(tag: &Tag, form: &str) -> bool {
    tag.feats.pron_type() == Some("Rel")
        || matches!(
            form.to_lowercase().as_str(),
            "qui" | "dont" | "où" | "lequel" | "laquelle" | "lesquels" | "lesquelles"
        )
        || (form.to_lowercase().starts_with("qu") && tag.lemma == "que")
}

fn clitic(tag: &Tag, form: &str) -> bool {
    let form = form.to_lowercase();
    let form = form.trim_end_matches(['\'', '’']);
    matches!(
        form,
        "se" | "s" | "le" | "la" | "l" | "les" | "lui" | "leur" | "en" | "y" | "me" | "m" | "nous" | "vous"
    ) && tag.upos == Upos::Pron
        && !matches!(form, "nous" | "vous")
}

fn possessive(tag: &Tag) -> bool {
    tag.feats.get("Poss").is_some() || matches!(tag.lemma.as_str(), "son" | "leur" | "notre" | "nos")
}

fn punctuation(form: &str) -> Kind {
    match form {
        "," => Kind::Comma,
        "(" | "[" | "–" | "—" => Kind::Open,
        ")" | "]" => Kind::Close,
        ";" | ":" | "." | "!" | "?" | "…" => Kind::Stop,
        _ => Kind::Other,
    }
}
