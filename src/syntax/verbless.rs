//! A full sentence without a finite verb, where a noun right behind a name could be one:
//! "Carrefour change de mains", "Eurazeo mise sur X". Treebanks hold few such names, so
//! taggers take the verb for a noun.

use super::lexicon::Lexicon;
use crate::doc::{Feats, Upos};

/// Makes the verb of a sentence that has none. In headlines without a full stop a verb needs what
/// it may govern behind it: "Air France grève" is none, "Eurazeo mise sur X" is.
pub(super) fn restore<'f>(
    lexicon: &Lexicon,
    forms: impl Iterator<Item = &'f str> + Clone,
    upos: &mut [Upos],
    feats: &mut [Feats],
) {
    let finite = |(u, f): (&Upos, &Feats)| {
        matches!(u, Upos::Verb | Upos::Aux) && !matches!(f.verb_form(), Some("Inf" | "Part" | "Ger"))
    };
    if upos.iter().zip(feats.iter()).any(finite) {
        return;
    }
    let full = forms.clone().last().is_some_and(ends);
    let mut before = "";
    let mut next = forms.clone().skip(1);
    for (i, form) in forms.enumerate() {
        let behind = next.next().unwrap_or("");
        let named = i > 0
            && before.starts_with(char::is_uppercase)
            && matches!(upos[i - 1], Upos::Propn | Upos::Noun | Upos::Adj | Upos::X | Upos::Num);
        // "Le Parquet national financier enquête sur": in a full sentence, behind any noun.
        let behind_noun = full
            && i > 1
            && matches!(upos[i - 1], Upos::Noun | Upos::Adj)
            && upos[i] == Upos::Noun
            && governed(behind);
        let named = named || behind_noun;
        let able = match upos[i] {
            Upos::Noun | Upos::Adj => full || governed(behind),
            // "mise 300 millions": a participle behind a name without a comma.
            Upos::Verb => governed(behind),
            // "X entre au capital"
            Upos::Adp => form == "entre" && matches!(behind, "à" | "au" | "aux" | "dans" | "en"),
            _ => false,
        };
        if named && able && form.starts_with(char::is_lowercase) {
            let verb = lexicon.readings(form).iter().map(|(r, _)| r).find(|r| {
                r.upos == Upos::Verb && r.feats.mood() == Some("Ind") && r.feats.person() == Some("3")
            });
            if let Some(verb) = verb {
                (upos[i], feats[i]) = (Upos::Verb, verb.feats);
                if upos[i - 1] != Upos::Num && before.starts_with(char::is_uppercase) {
                    (upos[i - 1], feats[i - 1]) = (Upos::Propn, Feats::default());
                }
                return;
            }
        }
        before = form;
    }
}

/// "frontalement" taken for a verb: an adverb, where the lexicon knows no verb of that form.
pub(super) fn adverbs<'f>(
    lexicon: &Lexicon,
    forms: impl Iterator<Item = &'f str>,
    upos: &mut [Upos],
    feats: &mut [Feats],
) {
    for (i, form) in forms.enumerate() {
        let verb = || lexicon.readings(form).iter().any(|(r, _)| r.upos == Upos::Verb);
        if upos[i] == Upos::Verb && form.ends_with("ement") && !verb() {
            (upos[i], feats[i]) = (Upos::Adv, Feats::default());
        }
    }
}

/// What a verb may have right behind it.
fn governed(form: &str) -> bool {
    form.starts_with(|c: char| c.is_ascii_digit())
        || matches!(
            form,
            "le" | "la"
                | "l'"
                | "l’"
                | "les"
                | "un"
                | "une"
                | "son"
                | "sa"
                | "ses"
                | "leur"
                | "à"
                | "au"
                | "sur"
                | "en"
        )
}

fn ends(form: &str) -> bool {
    matches!(form, "." | "!" | "?" | "»" | "…" | "\"" | "”")
}
