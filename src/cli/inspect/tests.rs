//! Pages of hand-made layers.

use super::page::Page;
use super::{Stage, show};
use crate::doc::conllu::{self, Layers};
use crate::doc::{
    Approximation, AttributeValue, Attributes, Attribution, ByteSpan, Confidence, Duration, DurationUnit,
    Entities, Entity, EntityIdx, EntityType, Evidence, Fact, Finder, Mention, MentionIdx, MentionKind,
    Merge, Modality, Money, SameBecause, SentenceIdx, Tokens, Value, ValueKind, node_id,
};
use crate::pipeline::Analysis;
use insta::assert_snapshot;

const GOLD: &str = "\
1	Le	le	DET	_	Definite=Def|Gender=Masc|Number=Sing	2	det	_	_
2	groupe	groupe	NOUN	_	Gender=Masc|Number=Sing	5	nsubj	_	_
3	Armorlait	Armorlait	PROPN	_	_	2	appos	_	_
4	a	avoir	AUX	_	Mood=Ind|Tense=Pres	5	aux:tense	_	_
5	signé	signer	VERB	_	Tense=Past|VerbForm=Part	0	root	_	_
6	avec	avec	ADP	_	_	8	case	_	_
7-8	du	_	_	_	_	_	_	_	_
7	de	de	ADP	_	_	8	case	_	_
8	le	le	DET	_	_	5	obl:arg	_	_
9	Sodiaal	Sodiaal	PROPN	_	_	8	flat:name	_	SpaceAfter=No
10	.	.	PUNCT	_	_	5	punct	_	_

1	Elle	elle	PRON	_	_	3	nsubj	_	_
2	y	y	PRON	_	_	3	iobj	_	_
3	gagne	gagner	VERB	_	_	0	root	_	_
4	65	65	NUM	_	_	5	nummod	_	_
5	millions	million	NOUN	_	_	3	obj	_	_
6	d’	de	ADP	_	_	7	case	_	SpaceAfter=No
7	euros	euro	NOUN	_	_	5	nmod	_	SpaceAfter=No
8	.	.	PUNCT	_	_	3	punct	_	_

";

fn span(text: &str, words: &str) -> ByteSpan {
    let start = text.find(words).unwrap();
    ByteSpan::new(start, start + words.len())
}

fn mention(text: &str, tokens: &Tokens, words: &str, kind: MentionKind, entity: u32) -> Mention {
    let span = span(text, words);
    let words = tokens.words_in(span);
    Mention {
        span,
        sentence: tokens.sentence_of(words.start),
        words,
        head: words.start,
        kind,
        entity: EntityIdx(entity),
        finder: if kind == MentionKind::Name { Finder::Context } else { Finder::Coreference },
        confidence: Confidence::from_thousandths(900),
    }
}

fn entity(label: &str, mentions: &[u32]) -> Entity {
    Entity {
        kind: EntityType::Organization,
        id: node_id(EntityType::Organization, label).into(),
        label: label.into(),
        merges: if label == "Armorlait" {
            let because = SameBecause::LegalForm;
            vec![Merge { name: "Armorlait SA".into(), with: label.into(), because }]
        } else {
            vec![]
        },
        aliases: if label == "Armorlait" { vec!["Armorlait SA".into()] } else { vec![] },
        mentions: mentions.iter().map(|&m| MentionIdx(m)).collect(),
    }
}

fn value(text: &str, tokens: &Tokens, words: &str, kind: ValueKind) -> Value {
    let span = span(text, words);
    let words = tokens.words_in(span);
    let sentence = tokens.sentence_of(words.start);
    Value { span, sentence, words, kind, approximation: Approximation::About }
}

fn check(stage: Stage) -> String {
    let Layers { document, tokens, tags, trees } = Layers::new("lait", &conllu::read(GOLD).unwrap());
    let text = &document.text;
    let mention = |words, kind, entity| mention(text, &tokens, words, kind, entity);
    let money = Money { value: 65_000_000.into(), max: None, currency: "EUR".into() };
    let years = Duration { count: 3, unit: DurationUnit::Years };
    let entities = Entities {
        mentions: vec![
            mention("Le groupe Armorlait", MentionKind::Nominal, 0),
            mention("Armorlait", MentionKind::Name, 0),
            mention("Sodiaal", MentionKind::Name, 1),
            mention("Elle", MentionKind::Pronoun, 0),
        ],
        entities: vec![entity("Armorlait", &[0, 1, 3]), entity("Sodiaal", &[2])],
        values: vec![
            value(text, &tokens, "signé", ValueKind::Duration(years)),
            value(text, &tokens, "65 millions d’euros", ValueKind::Money(money.clone())),
        ],
    };
    let attributes = Attributes::from([
        ("amount".into(), AttributeValue::Money(money)),
        ("duration".into(), AttributeValue::Text("P3Y".into())),
    ]);
    let fact = Fact {
        subject: EntityIdx(0),
        relation: "signs-deal-with".into(),
        object: EntityIdx(1),
        modality: Modality::Planned,
        confidence: Confidence::from_thousandths(875),
        attributes,
        evidence: Evidence {
            sentence: SentenceIdx(0),
            span: tokens.sentences[0].span,
            trigger: span(text, "signé"),
            cue: None,
            rule: "signs-deal-with/signer".into(),
            attribution: Some(Attribution::Words(span(text, "Elle"))),
        },
    };
    let layers = Analysis { tokens, tags, trees, entities, facts: vec![fact] };
    let mut page = Page::new(&document, layers, false);
    page.heading();
    show(stage, &mut page);
    page.finish()
}

#[test]
fn sentences() {
    assert_snapshot!(check(Stage::Sentences), @r"
    lait
       1  0..44   Le groupe Armorlait a signé avec du Sodiaal.
       2  45..78  Elle y gagne 65 millions d’euros.
    ");
}

#[test]
fn tokens() {
    assert_snapshot!(check(Stage::Tokens), @r"
    lait
    [1] 0..44
      Le  groupe  Armorlait  a  signé  avec  du     Sodiaal  .
                                             de+le
    [2] 45..78
      Elle  y  gagne  65  millions  d’  euros  .
    ");
}

#[test]
fn tags() {
    assert_snapshot!(check(Stage::Tags), @r"
    lait
    [1] 0..44
      Le             groupe     Armorlait  a         signé      avec  de   le   Sodiaal  .
      DET            NOUN       PROPN      AUX       VERB       ADP   ADP  DET  PROPN    PUNCT
      le             groupe     Armorlait  avoir     signer     avec  de   le   Sodiaal  .
      Def.Masc.Sing  Masc.Sing             Ind.Pres  Past.Part
    [2] 45..78
      Elle  y     gagne   65   millions  d’   euros  .
      PRON  PRON  VERB    NUM  NOUN      ADP  NOUN   PUNCT
      elle  y     gagner  65   million   de   euro   .
    ");
}

#[test]
fn tree() {
    assert_snapshot!(check(Stage::Tree), @r"
    lait
    [1] 0..44
         ╭► Le         DET    det ← groupe
        ╭┼► groupe     NOUN   nsubj ← signé
        │╰► Armorlait  PROPN  appos ← groupe
        │╭► a          AUX    aux:tense ← signé
      ╭┬┴┴─ signé      VERB   root
      ││╭─► avec       ADP    case ← le
      │││╭► de         ADP    case ← le
      │╰┴┼► le         DET    obl:arg ← signé
      │  ╰► Sodiaal    PROPN  flat:name ← le
      ╰───► .          PUNCT  punct ← signé
    [2] 45..78
       ╭─► Elle      PRON   nsubj ← gagne
       │╭► y         PRON   iobj ← gagne
      ╭┼┴─ gagne     VERB   root
      ││╭► 65        NUM    nummod ← millions
      │├┴► millions  NOUN   obj ← gagne
      ││╭► d’        ADP    case ← euros
      │╰┴► euros     NOUN   nmod ← millions
      ╰──► .         PUNCT  punct ← gagne
    ");
}

#[test]
fn mentions() {
    assert_snapshot!(check(Stage::Mentions), @r"
    lait
       1  [0 Le groupe [0 Armorlait]] a signé avec du [1 Sodiaal].
       2  [0 Elle] y gagne 65 millions d’euros.

       0  organization/armorlait
       1  organization/sodiaal
    ");
}

#[test]
fn entities() {
    assert_snapshot!(check(Stage::Entities), @r"
    lait
    organization/armorlait  Armorlait = Armorlait SA  (1 name, 1 nominal, 1 pronoun)
                              Armorlait SA = Armorlait: they differ by a legal form
    organization/sodiaal    Sodiaal  (1 name)
    ");
}

#[test]
fn coreference() {
    assert_snapshot!(check(Stage::Coref), @r"
    lait
    organization/armorlait
      [1] 0..19        nominal  coreference 0.90  Le groupe Armorlait
      [1] 10..19       name     context     0.90  Armorlait
      [2] 45..49       pronoun  coreference 0.90  Elle
    organization/sodiaal
      [1] 36..43       name     context     0.90  Sodiaal
    ");
}

#[test]
fn values() {
    assert_snapshot!(check(Stage::Values), @r"
    lait
      [1] 22..27       duration  about P3Y                          signé
      [2] 58..77       money     about 65000000 EUR                 65 millions d’euros
    ");
}

#[test]
fn facts() {
    assert_snapshot!(check(Stage::Facts), @r"
    lait
      [1] Armorlait signs-deal-with Sodiaal  planned 0.88  amount=65000000 EUR  duration=“P3Y”  source=Elle  “signé” signs-deal-with/signer
    ");
}
