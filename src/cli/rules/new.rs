//! `filature rules new`: the start of a pattern, out of a sentence.

use super::unknown;
use crate::cli::data::nearest;
use crate::cli::talk::Talk;
use crate::doc::{Document, EntityIdx, MentionKind, Modality};
use crate::pipeline::{Analysis, Pipeline};
use crate::relation::{PredicateKind, RelationType, Suggestion};
use anyhow::{Result, bail};
use clap::Args;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Arguments of `filature rules new`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  filature rules new acquires gober --sentence \"Danone a gobé Alpine.\" > my-rules/gober.toml
  filature rules new buys-from fournir --sentence \"Valeo fournit Renault.\" --subject Renault

The pattern goes to stdout, what is left to do to stderr. A file of patterns begins with its
relation: to add to one, leave out the first lines.")]
pub(super) struct New {
    /// What the pattern says: a relation of the ontology
    relation: String,
    /// Its name among the patterns of the relation
    id: String,
    /// A sentence that says the relation of two names
    #[arg(long, value_name = "TEXT")]
    sentence: String,
    /// The name in it that is the subject [default: the first that can be]
    #[arg(long, value_name = "NAME")]
    subject: Option<String>,
    /// The name in it that is the object [default: the next that can be]
    #[arg(long, value_name = "NAME")]
    object: Option<String>,
}

pub(super) fn run(args: &New, pipeline: &Pipeline, talk: &Talk) -> Result<()> {
    let Some(relation) = pipeline.ontology().get(&args.relation) else {
        return Err(unknown(pipeline.ontology(), &args.relation));
    };
    let id = format!("{}/{}", relation.name, args.id);
    if let Some(known) = pipeline.rules().patterns().frames.iter().find(|f| f.id == id) {
        bail!("there is a pattern `{id}` already, in {} line {}", known.file, known.line);
    }
    let document = Document::new("sentence", args.sentence.trim());
    let layers = pipeline.analyse(&document);
    let ends = ends(args, relation, &layers)?;
    let Analysis { tokens, tags, trees, entities, .. } = &layers;
    let found = pipeline.rules().suggest(&document, tokens, tags, trees.as_ref(), entities, ends);
    let [subject, object] = ends.map(|end| entities.entity(end).label.as_str());
    let Some(best) = found.first() else {
        bail!(
            "no verb and no noun of the sentence binds `{subject}` and `{object}`; \
             `filature explain` shows how it is read"
        );
    };
    let known = layers.facts.iter().find(|f| f.relation == args.relation && [f.subject, f.object] == ends);
    if let Some(fact) = known {
        talk.note(format!("`{}` finds this already", fact.evidence.rule));
    }
    for other in &found[1..] {
        let (predicate, subject, object) = (&other.predicate, &other.subject, &other.object);
        talk.note(format!("`{predicate}` binds them too: subject `{subject}`, object `{object}`"));
    }
    talk.note("add the verbs or nouns that say the same, and a sentence under `miss` that comes near");
    let text = skeleton(args, best, [subject, object]);
    Ok(io::stdout().write_all(text.as_bytes())?)
}

/// The two ends: those named, or the first two of the text whose types the relation allows.
fn ends(args: &New, relation: &RelationType, layers: &Analysis) -> Result<[EntityIdx; 2]> {
    let entities = &layers.entities;
    let mut told: Vec<EntityIdx> = Vec::new();
    for mention in entities.mentions.iter().filter(|m| m.kind == MentionKind::Name) {
        if !told.contains(&mention.entity) {
            told.push(mention.entity);
        }
    }
    let called = |name: &str| {
        let is = |e: &&EntityIdx| {
            let entity = entities.entity(**e);
            entity.label == name || entity.aliases.iter().any(|alias| alias == name)
        };
        told.iter().find(is).copied().ok_or_else(|| {
            let names = || told.iter().map(|&e| entities.entity(e).label.as_str());
            match nearest(name, names()) {
                Some(near) => {
                    anyhow::anyhow!("the sentence does not name `{name}`; a similar name: {near}")
                }
                None => anyhow::anyhow!(
                    "the sentence does not name `{name}`; it names: {}",
                    names().collect::<Vec<_>>().join(", ")
                ),
            }
        })
    };
    let subject = args.subject.as_deref().map(called).transpose()?;
    let object = args.object.as_deref().map(called).transpose()?;
    let kind = |e: EntityIdx| entities.entity(e).kind;
    for &s in told.iter().filter(|&&s| subject.is_none_or(|named| named == s)) {
        for &o in told.iter().filter(|&&o| object.is_none_or(|named| named == o)) {
            if s != o && relation.allows(kind(s), kind(o)) {
                return Ok([s, o]);
            }
        }
    }
    bail!("the sentence names no two entities that `{}` can join", relation.name)
}

/// The pattern file.
fn skeleton(args: &New, found: &Suggestion, [subject, object]: [&str; 2]) -> String {
    let sentence = args.sentence.trim().replace('\\', "\\\\").replace('"', "\\\"");
    let key = if found.kind == PredicateKind::Noun { "noun" } else { "verb" };
    let modality = match found.modality {
        Modality::Asserted => String::new(),
        other => format!("; {other}"),
    };
    let mut text = format!("relation = \"{}\"\n\n[[frame]]\nid = \"{}\"\n", args.relation, args.id);
    let _ = writeln!(text, "description = \"Like '{}'.\"", sentence.trim_end_matches('.'));
    let _ = writeln!(text, "{key} = [\"{}\"]", found.predicate);
    let _ = if found.subject == found.object {
        writeln!(text, "pair = \"{}\"", found.subject)
    } else {
        writeln!(text, "subject = \"{}\"\nobject = \"{}\"", found.subject, found.object)
    };
    let _ = writeln!(text, "confidence = 700");
    let _ = writeln!(text, "match = [\"{sentence} => {subject} > {object}{modality}\"]\nmiss = []");
    text
}
