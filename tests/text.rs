//! Sentences, tokens and words of French press text, case by case.
//!
//! Expected: tokens parted by a space, sentences by ` ‖ `, the words of a
//! multiword token in brackets: `prix du[de+le] blé`. White space inside a
//! token is written `_`.

use filature::data::DataFiles;
use filature::doc::{Document, Tokens};
use filature::text::Segmenter;
use std::sync::LazyLock;

static SEGMENTER: LazyLock<Segmenter> =
    LazyLock::new(|| Segmenter::new(&DataFiles::embedded()).expect("the embedded lists are right"));

fn render(text: &str) -> String {
    let document = Document::new("t", text);
    let tokens = SEGMENTER.segment(&document);
    let sentences = tokens.sentences.iter().map(|s| {
        let token = |t: usize| render_token(text, &tokens, t);
        s.token_range().map(token).collect::<Vec<_>>().join(" ")
    });
    sentences.collect::<Vec<_>>().join(" ‖ ")
}

fn render_token(text: &str, tokens: &Tokens, t: usize) -> String {
    let token = &tokens.tokens[t];
    let mut out: String =
        token.span.of(text).chars().map(|c| if c.is_whitespace() { '_' } else { c }).collect();
    if token.words.len() > 1 {
        let words: Vec<_> = token.words.iter().map(|w| tokens.form(text, w)).collect();
        out.push_str(&format!("[{}]", words.join("+")));
    }
    out
}

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(render(text), expected, "in: {text}");
}

#[test]
fn elision() {
    check("L'usine d'Arras n'ouvre qu'en mai.", "L' usine d' Arras n' ouvre qu' en mai .");
    check("L’usine d’Arras n’ouvre qu’en mai.", "L’ usine d’ Arras n’ ouvre qu’ en mai .");
    check("Lʼusine sʼagrandit.", "Lʼ usine sʼ agrandit .");
    check("jusqu'ici, lorsqu'elle, puisqu'il", "jusqu' ici , lorsqu' elle , puisqu' il");
    check("quoiqu'on dise, c'était lui", "quoiqu' on dise , c' était lui");
    check("J'y vais, m'a-t-il écrit.", "J' y vais , m' a -t-il écrit .");
    check("D'ABORD L'ACIER", "D' ABORD L' ACIER");
    check("l' usine", "l' usine");
    check("le film d'« Arte »", "le film d' « Arte »");
    check("l'\"effet\" prix", "l' \" effet \" prix");
    check("l'État s'y engage", "l' État s' y engage");
    check("ce qu’a dit l’Élysée", "ce qu’ a dit l’ Élysée");
}

#[test]
fn apostrophes_that_stay() {
    check("aujourd'hui, aujourd’hui, Aujourd'hui", "aujourd'hui , aujourd’hui , Aujourd'hui");
    check("la presqu'île et les prud'hommes", "la presqu'île et les prud'hommes");
    check("quelqu'un et quelqu'une", "quelqu'un et quelqu'une");
    check("c'est-à-dire demain", "c'est-à-dire demain");
    check("le groupe D'Ieteren à N'Djamena", "le groupe D'Ieteren à N'Djamena");
    check("la marque O'Tacos et rock'n'roll", "la marque O'Tacos et rock'n'roll");
    check("si l'on veut", "si l'on veut");
    check("le Val-d'Oise et Villeneuve-d'Ascq", "le Val-d'Oise et Villeneuve-d'Ascq");
    check("le qu'en-dira-t-on", "le qu'en-dira-t-on");
    check("le mot 'clé' ici", "le mot ' clé ' ici");
}

#[test]
fn clitics() {
    check("Va-t-elle vendre ?", "Va -t-elle vendre ?");
    check("« Non », dit-elle.", "« Non » , dit -elle .");
    check("Peut-on signer ? Est-ce sûr ?", "Peut -on signer ? ‖ Est -ce sûr ?");
    check("Ont-ils signé ? Ont-elles signé ?", "Ont -ils signé ? ‖ Ont -elles signé ?");
    check("Puis-je ? Dois-tu ?", "Puis -je ? ‖ Dois -tu ?");
    check("Voulez-vous ? Allons-nous là-bas ?", "Voulez -vous ? ‖ Allons -nous là-bas ?");
    check("Donnez-le-moi", "Donnez -le -moi");
    check("Allez-vous-en", "Allez -vous -en");
    check("Parlons-en, allons-y", "Parlons -en , allons -y");
    check("assure-t-on, affirme-t-il, ajoutent-ils", "assure -t-on , affirme -t-il , ajoutent -ils");
    check("Y A-T-IL UN REPRENEUR", "Y A -T-IL UN REPRENEUR");
    check("celui-ci, celle-là, ceux-ci", "celui-ci , celle-là , ceux-ci");
    check("un rendez-vous, un prêt-à-porter", "un rendez-vous , un prêt-à-porter");
    check("lui-même, peut-être, là-bas", "lui-même , peut-être , là-bas");
    check("Saint-Cyr-en-Val et Bar-le-Duc", "Saint-Cyr-en-Val et Bar-le-Duc");
    check("ce chez-soi et son va-et-vient", "ce chez-soi et son va-et-vient");
    check("Rappelez-moi, dites-lui", "Rappelez -moi , dites -lui");
    check("semble‑t‑il", "semble ‑t‑il");
}

#[test]
fn multiword_tokens() {
    check("le cours du blé", "le cours du[de+le] blé");
    check("Il va au port et aux docks.", "Il va au[à+le] port et aux[à+les] docks .");
    check("Au port", "Au[À+le] port");
    check("AUX URNES", "AUX[À+LES] URNES");
    check("le contrat auquel il tient", "le contrat auquel[à+lequel] il tient");
    check("le plan duquel il parle", "le plan duquel[de+lequel] il parle");
    check("les sites auxquels on pense", "les sites auxquels[à+lesquels] on pense");
    check("les voies auxquelles il croit", "les voies auxquelles[à+lesquelles] il croit");
    check("les firmes desquelles il vient", "les firmes desquelles[de+lesquelles] il vient");
    check("les fonds desquels il vit", "les fonds desquels[de+lesquels] il vit");
}

#[test]
fn des_and_du_told_apart() {
    check("la hausse des prix", "la hausse des[de+les] prix");
    check("le directeur des ventes", "le directeur des[de+les] ventes");
    check("l'un des fondateurs", "l' un des[de+les] fondateurs");
    check("lors des négociations", "lors des[de+les] négociations");
    check("la plupart des salariés", "la plupart des[de+les] salariés");
    check("auprès des banques", "auprès des[de+les] banques");
    check("le ministre du Budget", "le ministre du[de+le] Budget");
    check("le groupe a des usines", "le groupe a des usines");
    check("Il existe des risques.", "Il existe des risques .");
    check("La firme a signé des accords.", "La firme a signé des accords .");
    check("Des usines ferment.", "Des usines ferment .");
    check("avec des partenaires", "avec des partenaires");
    check("dans des locaux neufs", "dans des locaux neufs");
    check("pour des raisons de coût", "pour des raisons de coût");
}

#[test]
fn hyphenated_names_and_compounds() {
    check("Saint-Gobain en Auvergne-Rhône-Alpes", "Saint-Gobain en Auvergne-Rhône-Alpes");
    check("le vice-président et l'ex-PDG", "le vice-président et l' ex-PDG");
    check("l’axe franco-allemand", "l’ axe franco-allemand");
    check("Sport\nLe match Lyon - Nantes a lieu mardi.", "Sport ‖ Le match Lyon - Nantes a lieu mardi .");
    check("dix-huit mois, vingt-et-un jours", "dix-huit mois , vingt-et-un jours");
    check("Jean-Marc et Marie-Ève", "Jean-Marc et Marie-Ève");
    check("Coca\u{2011}Cola", "Coca\u{2011}Cola");
    check("le groupe -- coté à Paris -- recule", "le groupe -- coté à Paris -- recule");
    check("et/ou", "et / ou");
    check("130 km/h", "130 km/h");
}

#[test]
fn numbers() {
    check("4 000 salariés", "4_000 salariés");
    check("4\u{a0}000\u{a0}euros", "4_000 euros");
    check("4\u{202f}000\u{202f}000", "4_000_000");
    check("12\u{2009}500 voix", "12_500 voix");
    check("4.000 et 9,7 et 1.234,56", "4.000 et 9,7 et 1.234,56");
    check("1 234,5 tonnes", "1_234,5 tonnes");
    check("en 2024 125 personnes", "en 2024 125 personnes");
    check("10'000 francs suisses", "10'000 francs suisses");
    check("06 12 34 56 78", "06 12 34 56 78");
    check("un recul de -2,5 points", "un recul de -2,5 points");
    check("le 12/05/2024, le 2024-05-12", "le 12/05/2024 , le 2024-05-12");
    check("la saison 2024-2025", "la saison 2024-2025");
    check("à 10:30", "à 10:30");
    check("à 10h30 ou 8h", "à 10 h 30 ou 8 h");
    check("20 % ou 20% ou 20\u{a0}%", "20 % ou 20 % ou 20 %");
    check("0,5%.", "0,5 % .");
    check("1,2,3", "1,2,3");
    check("une valeur de 3.5.", "une valeur de 3.5 .");
}

#[test]
fn units_and_money() {
    check("12 M€ et 3 Md$", "12 M€ et 3 Md$");
    check("12M€, 3Md€, 500k€", "12 M€ , 3 Md€ , 500 k€");
    check("10€ ou $5 ou 7 £", "10 € ou $ 5 ou 7 £");
    check("20km de câble, 300MW", "20 km de câble , 300 MW");
    check("25 °C", "25 °C");
    check("25°C", "25 °C");
    check("120 m², 3 km²", "120 m² , 3 km²");
    check("1er, 2e, 3ème, XXe", "1er , 2e , 3ème , XXe");
    check("la 5G, la 4K, un A320neo", "la 5G , la 4K , un A320neo");
    check("le G20 et le CAC 40", "le G20 et le CAC 40");
    check("Le CA atteint 88,4 M€ en un an.", "Le CA atteint 88,4 M€ en un an .");
}

#[test]
fn addresses_and_handles() {
    check("voir https://www.exemple.fr/a?b=1.", "voir https://www.exemple.fr/a?b=1 .");
    check("(www.exemple.com)", "( www.exemple.com )");
    check("exemple.fr/economie, ici", "exemple.fr/economie , ici");
    check(
        "https://fr.exemple.org/wiki/Filature_(textile) décrit",
        "https://fr.exemple.org/wiki/Filature_(textile) décrit",
    );
    check("écrire à jean.petit@exemple.co.uk.", "écrire à jean.petit@exemple.co.uk .");
    check("@filature a cité #nouveaute !", "@filature a cité #nouveaute !");
    check("Il dit : http://exemple.fr, puis part.", "Il dit : http://exemple.fr , puis part .");
}

#[test]
fn abbreviations() {
    check("M. Petit et Mme Grand arrivent.", "M. Petit et Mme Grand arrivent .");
    check("MM. Petit et Grand.", "MM. Petit et Grand .");
    check("Le Dr. Petit signe.", "Le Dr. Petit signe .");
    check("Voir p. 12 et art. 5.", "Voir p. 12 et art. 5 .");
    check("Il vend p. ex. trois vis.", "Il vend p. ex. trois vis .");
    check("Il aime l'art. Elle peint.", "Il aime l' art . ‖ Elle peint .");
    check("env. 300 postes, av. J.-C., n° 5", "env. 300 postes , av. J.-C. , n° 5");
    check("Le n°12 paraît.", "Le n° 12 paraît .");
    check("vis, clous, etc. Le reste suit.", "vis , clous , etc. ‖ Le reste suit .");
    check("vis, clous, etc. qui restent", "vis , clous , etc. qui restent");
    check("en janv. 2024, en sept. 2025", "en janv. 2024 , en sept. 2025");
    check("Ils sont sept. Un part.", "Ils sont sept . ‖ Un part .");
    check("cf. le rapport", "cf. le rapport");
}

#[test]
fn companies_with_stops() {
    check("La S.A.S. Dupuis recrute.", "La S.A.S. Dupuis recrute .");
    check("Il dirige la S.A. Le groupe va bien.", "Il dirige la S.A. ‖ Le groupe va bien .");
    check("Foldex Inc. a vendu Grimp Corp. à Bolt Ltd.", "Foldex Inc. a vendu Grimp Corp. à Bolt Ltd.");
    check("Foldex Inc. Cette firme recule.", "Foldex Inc. ‖ Cette firme recule .");
    check("la firme Marlow Bros. de Londres", "la firme Marlow Bros. de Londres");
    check("J. P. Morgan et J.P. Morgan", "J. P. Morgan et J.P. Morgan");
    check("J.-P. Durand arrive.", "J.-P. Durand arrive .");
    check("Les U.S. Marines", "Les U.S. Marines");
    check("John F. Kennedy", "John F. Kennedy");
    check("Il choisit le plan B. Le plan A échoue.", "Il choisit le plan B . ‖ Le plan A échoue .");
    check("M. A. Le Goff préside.", "M. A. Le Goff préside .");
}

#[test]
fn names_with_punctuation() {
    check("Booking.com recrute.", "Booking.com recrute .");
    check("Node.js et Booking.Com", "Node.js et Booking.Com");
    check("Yahoo! Japan et Yahoo! recrutent.", "Yahoo! Japan et Yahoo! recrutent .");
    check("Canal+ et Disney+, puis C++", "Canal+ et Disney+ , puis C++");
    check("R&D chez AT&T", "R&D chez AT&T");
    check("Toys “R” Us ferme.", "Toys “ R ” Us ferme .");
    check("un(e) salarié(e), des traité(e)s", "un(e) salarié(e) , des traité(e)s");
    check("les salarié·es", "les salarié·es");
    check("version 3.5 de Vue.js", "version 3.5 de Vue.js");
}

#[test]
fn glued_sentences() {
    check("selon l'Agence France.L'accord tient.", "selon l' Agence France . ‖ L' accord tient .");
    check(
        "ses outils d’IA.Au total, rien.",
        "ses outils d’ IA . ‖ Au[Au+le] total , rien .".replace("Au[Au+le]", "Au[À+le]").as_str(),
    );
    check("ses filiales.« Nous vendons », dit-il.", "ses filiales . ‖ « Nous vendons » , dit -il .");
    check("« Nous vendons. »Ce plan tient.", "« Nous vendons . » ‖ Ce plan tient .");
    check("Est-ce fini ?Non !Oui.", "Est -ce fini ? ‖ Non ! ‖ Oui .");
    check("Le site ferme en 2024.Le groupe part.", "Le site ferme en 2024 . ‖ Le groupe part .");
    check("le chiffre est de 3.5.Le reste suit", "le chiffre est de 3.5 . ‖ Le reste suit");
    check("Il part…Elle reste.", "Il part … ‖ Elle reste .");
    check("la fin (provisoire).Ensuite, rien.", "la fin ( provisoire ) . ‖ Ensuite , rien .");
    check("Elle dirige la S.A.Le groupe va.", "Elle dirige la S.A. ‖ Le groupe va .");
}

#[test]
fn quotes_and_brackets() {
    check("« Il part. Elle reste. » Le site ferme.", "« Il part . ‖ Elle reste . » ‖ Le site ferme .");
    check("« Fini ! » lance-t-il.", "« Fini ! » lance -t-il .");
    check("Il a dit : « Non. » Puis il part.", "Il a dit : « Non . » ‖ Puis il part .");
    check("Il a crié « Stop ! » et part.", "Il a crié « Stop ! » et part .");
    check("\"Il part.\" Elle reste.", "\" Il part . \" ‖ Elle reste .");
    check("Il a dit “non”. Fin.", "Il a dit “ non ” . ‖ Fin .");
    check("« Le “grand” jour », dit-il.", "« Le “ grand ” jour » , dit -il .");
    check("« Il part. Elle reste", "« Il part . ‖ Elle reste");
    check("Il vend (sans joie). Elle aussi.", "Il vend ( sans joie ) . ‖ Elle aussi .");
    check("Il vend. (Elle aussi.) Fin.", "Il vend . ‖ ( Elle aussi . ) ‖ Fin .");
    check("Il vend (voir p. 3) tout.", "Il vend ( voir p. 3 ) tout .");
}

#[test]
fn marks_and_ellipses() {
    check("Il hésite... puis signe.", "Il hésite ... puis signe .");
    check("Il hésite… puis signe.", "Il hésite … puis signe .");
    check("Vraiment ?! Oui.", "Vraiment ? ! ‖ Oui .");
    check("Quoi ! Il signe !", "Quoi ! ‖ Il signe !");
    check("vis, clous...", "vis , clous ...");
    check("Signé; payé: livré", "Signé ; payé : livré");
}

#[test]
fn lines_and_lists() {
    check("Le titre tombe\nLa suite vient.", "Le titre tombe ‖ La suite vient .");
    check("Un titre\n\nle texte\r\n\r\nla fin", "Un titre ‖ le texte ‖ la fin");
    check(
        "Trois sites :\n- Arras ;\n- Lens ;\n- Douai.",
        "Trois sites : ‖ - Arras ; ‖ - Lens ; ‖ - Douai .",
    );
    check("• Arras\n• Lens", "• Arras ‖ • Lens");
    check("1. Le premier site\n2. Le second", "1 . Le premier site ‖ 2 . Le second");
    check("\n\n  Le site ferme.  \n\n", "Le site ferme .");
    check("a) Le site ferme ; b) rien.", "a ) Le site ferme ; b ) rien .");
    check("", "");
    check(" \n\t\u{a0}", "");
}

#[test]
fn wrapped_text_is_joined() {
    check(
        "Le groupe de négoce a fait savoir mardi que\nses ventes avaient reculé de cinq pour cent\n\
         au premier trimestre. Il maintient pourtant\nses objectifs pour toute la présente année.\n\nFin",
        "Le groupe de négoce a fait savoir mardi que ses ventes avaient reculé de cinq pour cent \
         au[à+le] premier trimestre . ‖ Il maintient pourtant ses objectifs pour toute la présente année . ‖ Fin",
    );
}

#[test]
fn other_scripts_and_signs() {
    check("le café 東京 ouvre", "le café 東 京 ouvre");
    check("bravo 👩\u{200d}💻 !", "bravo 👩\u{200d}💻 !");
    check("cafe\u{301} noir", "cafe\u{301} noir");
    check("\u{feff}Le site", "Le site");
    check("© Agence → ici", "© Agence → ici");
}

#[test]
fn names_are_not_cut_from_sentences_that_stand_on_lines() {
    check(
        "Fusion annoncée\nLes marques Linge Blanc et JSW Steel, filiales du groupe, ferment.",
        "Fusion annoncée ‖ Les marques Linge Blanc et JSW Steel , filiales du[de+le] groupe , ferment .",
    );
}
