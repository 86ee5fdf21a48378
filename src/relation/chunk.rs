//! Shallow syntax: a sentence cut into noun chunks, verb groups and the words
//! between them. The binding of arguments rests on it, with a tree or without.

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
    share_auxiliaries(layers, &mut chunks.units);
    read_presents(layers, &mut chunks.units);
    lend_names(layers, prepositions, &mut chunks.units);
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
        if (name.is_none() || tag.upos == Upos::Adp && !self.opens_name(at) || self.ago(at))
            && let Some((preposition, length)) = self.prepositions.at(&self.layers, at, self.end)
            && (!preposition.starts_with("il ") || self.ago(at))
        {
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

    /// Whether a name begins with the word and its capital: "De Heus", "Sur Mesure".
    fn opens_name(&self, at: usize) -> bool {
        let capital = self.layers.form(WordIdx::from(at)).starts_with(char::is_uppercase);
        capital
            && self.layers.names[at].is_some_and(|m| {
                let mention = self.layers.entities.mention(m);
                mention.kind == MentionKind::Name && mention.words.start.index() == at
            })
    }

    /// "il y a deux ans"
    fn ago(&self, at: usize) -> bool {
        let duration =
            |v: ValueIdx| matches!(self.layers.entities.values[v.index()].kind, ValueKind::Duration(_));
        at + 3 < self.end
            && self.layers.values[at + 3].is_some_and(duration)
            && self.layers.form(WordIdx::from(at + 1)) == "y"
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

    /// Whether a share or an amount stands right before.
    fn behind_value(&self) -> bool {
        self.chunks.units.last().is_some_and(|u| {
            u.kind == Kind::Noun && u.value.is_some() && u.mention.is_none() && u.determined
        })
    }

    /// Whether a name and a comma stand right before: "X, que Y a repris".
    fn behind_named(&self) -> bool {
        let [.., named, comma] = self.chunks.units.as_slice() else { return false };
        comma.kind == Kind::Comma
            && named.kind == Kind::Noun
            && named.mention.is_some_and(|m| self.layers.entities.mention(m).kind == MentionKind::Name)
    }

    /// Where the insertion between two commas ends that begins here, when the participle follows:
    /// "a, il est vrai, cédé", "a, après des mois de tractations avec X, cédé".
    fn insertion_at(&self, open: usize) -> Option<usize> {
        const LENGTH: usize = 16;
        let comma = |i: usize| i < self.end && self.layers.form(WordIdx::from(i)) == ",";
        let close = (open + 1..self.end.min(open + LENGTH)).find(|&i| comma(open) && comma(i))?;
        let mut behind = (close + 1..self.end.min(close + 4)).map(|i| self.layers.tag(WordIdx::from(i)));
        let verb = behind.find(|tag| tag.upos != Upos::Adv)?;
        (verb.upos == Upos::Verb && past_participle(verb)).then_some(close + 1)
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

    /// Where an adverbial phrase between auxiliary and participle ends that begins here: short, of
    /// no name, and the participle follows.
    fn adverbial(&self) -> Option<usize> {
        let tag = |i: usize| self.layers.tag(WordIdx::from(i));
        let end = (self.at + 1..self.end.min(self.at + 6)).find(|&i| tag(i).upos == Upos::Verb)?;
        let plain = (self.at..end).all(|i| {
            let within = matches!(
                tag(i).upos,
                Upos::Adp | Upos::Adv | Upos::Det | Upos::Noun | Upos::Adj | Upos::Num | Upos::Pron
            );
            within
                && self.layers.names[i]
                    .is_none_or(|m| self.layers.entities.mention(m).kind == MentionKind::Pronoun)
        });
        (plain && past_participle(tag(end))).then_some(end)
    }

    /// Whether clitics and adverbs from here on lead to a verb.
    fn verb_ahead(&self) -> bool {
        for at in self.at..self.end.min(self.at + 8) {
            let word = WordIdx::from(at);
            let tag = self.layers.tag(word);
            match tag.upos {
                Upos::Verb | Upos::Aux => return true,
                Upos::Pron if clitic(tag, self.layers.form(word)) => {}
                Upos::Adv => {}
                _ => return false,
            }
        }
        false
    }

    /// Whether adjectives from here on lead to a noun.
    fn noun_ahead(&self) -> bool {
        let mut at = self.at;
        while at < self.end
            && self.layers.tag(WordIdx::from(at)).upos == Upos::Adj
            && !self.names_something(at)
        {
            at += 1;
        }
        let upos = (at < self.end).then(|| self.layers.tag(WordIdx::from(at)).upos);
        at < self.end
            && (self.names_something(at) || matches!(upos, Some(Upos::Noun | Upos::Propn | Upos::Num)))
    }

    /// Whether "de" or "chez" stands behind the word.
    fn of_ahead(&self) -> bool {
        let next = WordIdx::from(self.at + 1);
        self.at + 1 < self.end && matches!(self.layers.form(next), "de" | "d'" | "d’" | "chez")
    }

    fn followed_by_noun(&self) -> bool {
        let next = self.at + 1;
        next < self.end && self.layers.tag(WordIdx::from(next)).upos == Upos::Noun
    }

    fn noun(&mut self) {
        let layers = self.layers;
        let start = self.at;
        let preposition = self.pending.take().map(|(p, _)| p);
        let mut head: Option<WordIdx> = None;
        let (mut mention, mut name_mention, mut value) = (None, None, None);
        let (mut owner, mut determined) = (Owner::None, false);
        while self.at < self.end {
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

/// "a fermé son usine et racheté X": a participle that "et" joins to a verb with its auxiliary has
/// tense and voice of that verb.
fn share_auxiliaries(layers: &Layers, units: &mut [Unit]) {
    for at in 2..units.len() {
        if !units[at].verb.participle || units[at].preposition.is_some() {
            continue;
        }
        let Some(first) = sharing(layers, units, at) else { continue };
        let Verbal { finite, infinitive, passive, .. } = units[first].verb;
        let own = &mut units[at].verb;
        (own.finite, own.infinitive, own.passive, own.participle) = (finite, infinitive, passive, false);
    }
}

/// "X, filiale de Y, construit l'usine": a participle takes no object; the form is a present.
fn read_presents(layers: &Layers, units: &mut [Unit]) {
    for at in 1..units.len().saturating_sub(1) {
        let unit = &units[at];
        let head = layers.tag(unit.head);
        let both = layers.form(unit.head).ends_with("it") && head.lemma.ends_with("re");
        let object = &units[at + 1];
        let bare = object.kind == Kind::Noun && object.preposition.is_none() && object.determined;
        let dated = object.mention.is_none()
            && object.value.is_some_and(|v| {
                matches!(
                    layers.entities.values[v.index()].kind,
                    ValueKind::Date(_) | ValueKind::Duration(_)
                )
            });
        if unit.verb.participle && both && bare && !dated && units[at - 1].kind == Kind::Comma {
            let head = unit.head;
            let verb = &mut units[at].verb;
            (verb.finite, verb.participle, verb.passive) = (Some(head), false, false);
        }
    }
}

/// The verb whose auxiliary the participle shares.
fn sharing(layers: &Layers, units: &[Unit], at: usize) -> Option<usize> {
    let link = (0..at).rev().find(|&i| units[i].kind != Kind::Other)?;
    let feats = layers.tag(units[at].head).feats;
    let next = units.get(at + 1);
    let object = next.is_some_and(|u| u.kind == Kind::Noun && u.preposition.is_none());
    let adjective = link.checked_sub(1).is_some_and(|i| layers.tag(units[i].head).upos == Upos::Adj);
    // "une usine moderne et située à Y", "X, basé à Y et coté": said of the noun.
    match units[link].kind {
        Kind::And if !adjective || object => {}
        Kind::Comma if object && list_closes(units, at) => {}
        _ => return None,
    }
    let first = (0..link)
        .rev()
        .find(|&i| !matches!(units[i].kind, Kind::Noun | Kind::Other | Kind::And | Kind::Comma))?;
    let verb = &units[first].verb;
    let compound = verb.finite.is_some_and(|f| f != units[first].head && layers.tag(f).upos == Upos::Aux);
    let active = compound && !verb.passive;
    let bare = !matches!(feats.number(), Some("Plur")) && !matches!(feats.gender(), Some("Fem"));
    let agent = next.is_some_and(|u| u.preposition.as_deref() == Some("par"));
    (units[first].kind == Kind::Verb && compound && (!active || bare && !agent)).then_some(first)
}

/// Whether "et" and another participle follow: "fermé A, recruté B et racheté C".
fn list_closes(units: &[Unit], at: usize) -> bool {
    let next = (at + 1..units.len()).find(|&i| !matches!(units[i].kind, Kind::Noun | Kind::Other));
    next.is_some_and(|i| units[i].kind == Kind::And && units.get(i + 1).is_some_and(|u| u.verb.participle))
}

/// "Le fournisseur d'infrastructures d'intelligence artificielle X": a name that ends a
/// complement without a determiner belongs to the noun that the complement describes.
fn lend_names(layers: &Layers, prepositions: &Prepositions, units: &mut [Unit]) {
    for i in 1..units.len() {
        let unit = &units[i];
        let named = unit.mention.filter(|&m| {
            let mention = layers.entities.mention(m);
            mention.kind == MentionKind::Name && !mention.words.has(unit.head)
        });
        let Some(mention) = named else { continue };
        let mut to = i;
        // "le groupe de services aux collectivités X": the field is no party of its own.
        let field = |u: &Unit| {
            !u.determined
                || matches!(u.preposition.as_deref(), Some("à" | "pour" | "dans" | "sur"))
                    && !prepositions.is_party(layers.lemma(u.head))
        };
        while to > 0
            && units[to].kind == Kind::Noun
            && (field(&units[to]) && to == i || !units[to].determined)
            && matches!(units[to].preposition.as_deref(), Some("de" | "en" | "à" | "pour" | "dans" | "sur"))
            && units[to - 1].kind == Kind::Noun
            && layers.tag(units[to - 1].head).upos == Upos::Noun
            && units[to - 1].mention.is_none_or(|m| layers.entities.mention(m).kind != MentionKind::Name)
        {
            to -= 1;
        }
        let party = prepositions.is_party(layers.lemma(units[to].head));
        if to != i && units[to].determined && (party || !units[i].determined) {
            units[i].mention = None;
            units[to].mention = Some(mention);
        }
    }
}
