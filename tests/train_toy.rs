//! A toy corpus trains tagger, lemmatizer and parser end to end: from CoNLL-U to files that the
//! program opens, tags and parses with.
#![cfg(feature = "train")]

use filature::data::DataFiles;
use filature::doc::conllu::{self, ConlluSentence, Layers};
use filature::eval::conllu::evaluate;
use filature::syntax::lexicon::Lexicon;
use filature::syntax::parser::convention::Convention;
use filature::syntax::parser::network::Shape;
use filature::syntax::tagger::classes::Classes;
use filature::syntax::{
    Models, lemma as lemmatizer_file, model_file, parser as parser_file, tagger as tagger_file,
};
use filature::train::corpus::Example;
use filature::train::parser::example::Example as ParserExample;
use filature::train::parser::labels::Tree as LabelTree;
use filature::train::{jackknife, lemma, parser, tagger};

/// Who sells or buys what, and where: forms, lemmas, tags and trees.
fn toy() -> Vec<ConlluSentence> {
    let mut text = String::new();
    for subject in ["Orbeo", "Lumiris", "Nadir", "Solane", "Ternis"] {
        for (verb, lemma) in [("vend", "vendre"), ("achète", "acheter"), ("livre", "livrer")] {
            for (noun, singular, city) in [("usines", "usine", "Lyon"), ("camions", "camion", "Nantes")] {
                let gender = if singular == "usine" { "Fem" } else { "Masc" };
                text += &format!(
                    "# sent_id = toy\n1\t{subject}\t{subject}\tPROPN\t_\t_\t2\tnsubj\t_\t_\n\
                     2\t{verb}\t{lemma}\tVERB\t_\tMood=Ind|Number=Sing|Person=3|Tense=Pres|VerbForm=Fin\t0\troot\t_\t_\n\
                     3\tdes\tun\tDET\t_\tDefinite=Ind|Number=Plur|PronType=Art\t4\tdet\t_\t_\n\
                     4\t{noun}\t{singular}\tNOUN\t_\tGender={gender}|Number=Plur\t2\tobj\t_\t_\n\
                     5\tà\tà\tADP\t_\t_\t6\tcase\t_\t_\n\
                     6\t{city}\t{city}\tPROPN\t_\t_\t2\tobl:mod\t_\t_\n\
                     7\t.\t.\tPUNCT\t_\t_\t2\tpunct\t_\t_\n\n"
                );
            }
        }
    }
    conllu::read(&text).unwrap()
}

#[test]
fn a_toy_corpus_trains_tagger_and_parser() {
    let mut data = DataFiles::embedded();
    let lexicon = Lexicon::new(&data).unwrap();
    let classes = Classes::new(&lexicon);
    let (sentences, corpora) = (toy(), ["toy.conllu".to_owned()]);
    let examples: Vec<Example> = sentences.iter().map(|s| Example::new(&lexicon, &classes, s)).collect();
    let examples: Vec<&Example> = examples.iter().collect();
    let options = tagger::Options { rounds: 4, ..tagger::Options::default() };
    let origins: Vec<usize> = (0..sentences.len()).collect();
    let tags = jackknife::tags(&data, &sentences, &origins, 2, options, |_| ()).unwrap();
    data.insert(tagger_file::FILE, tagger::train(&examples, options, &corpora));
    data.insert(lemmatizer_file::FILE, lemma::train(&lexicon, &examples, options, &corpora));

    let pairs = sentences.iter().zip(&tags);
    let convention = Convention::Sequoia;
    let trees: Vec<_> =
        pairs.filter_map(|(s, t)| ParserExample::new(&lexicon, &classes, s, t, convention)).collect();
    assert_eq!(trees.len(), sentences.len());
    let options = parser::Options {
        rounds: 20,
        rate: 0.01,
        shape: Shape { input: 16, cells: 8, hidden: 16, actions: 0 },
        ..parser::Options::default()
    };
    let trained = parser::train(&trees, trees.len(), &options, |_, _, _| ());
    let scores = vec![("LAS, toy.conllu".to_owned(), "100.00".to_owned())];
    let found = parser::ensemble::parse(&[&trained], &trained.actions, &trees);
    let looked = trees.iter().zip(found).zip(&tags);
    let looked = looked.map(|((e, found), tags)| LabelTree { found, gold: e.tree(), tags, convention });
    let labels = parser::labels::train(&looked.collect::<Vec<_>>(), options.seed);
    let bytes = parser::file::write(&trained, &labels, &corpora, options.seed);
    let bytes = model_file::rescored(&bytes, scores.clone()).unwrap();
    let file = model_file::ModelFile::open(
        parser_file::FILE,
        bytes.clone().into(),
        parser_file::KIND,
        parser_file::features::FEATURES,
    );
    assert_eq!(file.unwrap().header().scores, scores);
    data.insert(parser_file::FILE, bytes);

    let models = Models::new(&data).unwrap();
    let gold = Layers::new("toy", &sentences);
    let tags = models.tag(&gold.document, &gold.tokens);
    let trees = models.parse(&gold.document, &gold.tokens, &tags);
    let scores = evaluate(&sentences, &gold.document, &gold.tokens, Some(&tags), trees.as_ref()).unwrap();
    for (what, score) in
        [("UPOS", scores.upos), ("features", scores.feats), ("lemmas", scores.lemmas), ("LAS", scores.las)]
    {
        assert_eq!(score.correct, score.gold, "{what}");
    }
}
