//! The shipped tagging models on sentences of our own.

use filature::data::DataFiles;
use filature::doc::{Document, Tags, Upos};
use filature::syntax::Models;
use filature::text::Segmenter;
use std::sync::LazyLock;

static STAGES: LazyLock<(Segmenter, Models)> = LazyLock::new(|| {
    let data = DataFiles::embedded();
    (Segmenter::new(&data).unwrap(), Models::new(&data).unwrap())
});

fn tag(text: &str) -> (Vec<String>, Tags) {
    let document = Document::new("test", text);
    let (segmenter, models) = &*STAGES;
    let tokens = segmenter.segment(&document);
    let forms = (0..tokens.words.len()).map(|n| tokens.form(&document.text, n.into()).to_owned());
    (forms.collect(), models.tag(&document, &tokens))
}

/// Checks `form/UPOS/lemma` of some words.
fn check(text: &str, expected: &[(&str, Upos, &str)]) {
    let (forms, tags) = tag(text);
    for (form, upos, lemma) in expected {
        let at = forms.iter().position(|f| f == form).unwrap_or_else(|| panic!("no {form} in {forms:?}"));
        let found = &tags.0[at];
        assert_eq!((found.upos, found.lemma.as_str()), (*upos, *lemma), "{form} in {text}");
    }
}

#[test]
fn business_news() {
    check(
        "La directrice du groupe détient 12 % des usines toulousaines.",
        &[
            ("directrice", Upos::Noun, "directrice"),
            ("groupe", Upos::Noun, "groupe"),
            ("détient", Upos::Verb, "détenir"),
            ("usines", Upos::Noun, "usine"),
            ("toulousaines", Upos::Adj, "toulousain"),
        ],
    );
}

/// The treebanks write numbers in two ways, but a text is written in one.
#[test]
fn one_text_is_tagged_one_way() {
    let written = |text: &str| -> Vec<bool> {
        let tags = tag(text).1.0;
        tags.iter().filter(|t| t.upos == Upos::Num).map(|t| t.feats.get("NumType").is_some()).collect()
    };
    let news = "Le groupe a vendu 12 usines en mars. La Commission a adopté 3 directives. Orbeo a racheté \
                trois filiales pour 40 millions d'euros. Le conseil général a voté 25 mesures. La patiente \
                a reçu 50 mg par jour pendant 6 semaines. L'usine emploie 340 salariés.";
    assert_eq!(written(news), [true; 8]);
    let notices = "La commune compte 340 habitants et deux églises. Né à Lyon, il a joué 25 matchs avec le \
                   club et marqué 7 buts. Cet album comporte 11 chansons. Le village est situé à 12 \
                   kilomètres de la mer. L'équipe a remporté 3 titres.";
    assert_eq!(written(notices), [false; 7]);
}

#[test]
fn curly_apostrophes_change_nothing() {
    let straight = tag("L'accord qu'il a signé n'engage pas l'État.").1;
    let curly = tag("L’accord qu’il a signé n’engage pas l’État.").1;
    assert_eq!(straight, curly);
}

#[test]
fn capitals_without_accents_find_their_word() {
    check("LA SOCIETE RACHETE UNE USINE", &[("SOCIETE", Upos::Noun, "société")]);
}

#[test]
fn patches_have_the_last_word() {
    check("Il a fermé les yeux sur le nouvel accord.", &[("yeux", Upos::Noun, "œil")]);
}

#[test]
fn long_and_odd_text_goes_through() {
    let long = "un contrat, ".repeat(400);
    for text in [long.as_str(), "", "🦀 東京 \u{200b} ½ œ Ǆ ﬁ ß İ", "’’’ “« »” — …"]
    {
        let (forms, tags) = tag(text);
        assert_eq!(forms.len(), tags.0.len());
        assert!(tags.0.iter().all(|t| !t.lemma.is_empty()));
    }
}
