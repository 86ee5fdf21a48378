//! Which part of a graph is wanted.

use super::data::nearest;
use super::talk::Talk;
use crate::doc::{Confidence, EntityType, Modality};
use crate::graph::{Filter, Graph};
use crate::relation::Ontology;
use anyhow::{Result, bail};
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use jiff::civil::Date;

/// Options that take a part of a graph.
#[derive(Debug, Args)]
#[command(next_help_heading = "A part of the graph")]
pub(super) struct FilterArgs {
    /// Only this relation; may be given several times
    #[arg(long, value_name = "NAME")]
    relation: Vec<String>,
    /// Only nodes of this type; may be given several times
    #[arg(long = "type", value_name = "TYPE", value_parser = types())]
    types: Vec<EntityType>,
    /// Only edges of this modality; may be given several times
    #[arg(long, value_name = "MODALITY", value_parser = modalities())]
    modality: Vec<Modality>,
    /// Only edges at least this sure, from 0 to 1
    #[arg(long, value_name = "SHARE", value_parser = confidence)]
    min_confidence: Option<Confidence>,
    /// Only documents of this day or later
    #[arg(long, value_name = "YYYY-MM-DD")]
    since: Option<Date>,
    /// Only documents of this day or earlier
    #[arg(long, value_name = "YYYY-MM-DD")]
    until: Option<Date>,
    /// Only this node, by name or id, and what is near; may be given several times
    #[arg(long, value_name = "NAME")]
    around: Vec<String>,
    /// How many edges away is near
    #[arg(long, value_name = "N", default_value_t = 1, requires = "around")]
    depth: usize,
    /// Only the N nodes with most documents behind their edges
    #[arg(long, value_name = "N")]
    top: Option<usize>,
}

fn types() -> impl TypedValueParser<Value = EntityType> {
    PossibleValuesParser::new(EntityType::ALL.map(EntityType::as_str)).map(|name| {
        let known = EntityType::ALL.into_iter().find(|t| t.as_str() == name);
        known.expect("the parser lets only names of types through")
    })
}

fn modalities() -> impl TypedValueParser<Value = Modality> {
    PossibleValuesParser::new(Modality::ALL.map(Modality::as_str)).map(|name| {
        let known = Modality::ALL.into_iter().find(|m| m.as_str() == name);
        known.expect("the parser lets only names of modalities through")
    })
}

fn confidence(share: &str) -> Result<Confidence, String> {
    match share.parse::<f64>() {
        Ok(share) if (0.0..=1.0).contains(&share) => {
            Ok(Confidence::from_thousandths((share * 1000.0).round() as u16))
        }
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

impl FilterArgs {
    /// Whether the relations asked for exist.
    ///
    /// # Errors
    /// At the first that the ontology does not know.
    pub fn check(&self, ontology: &Ontology) -> Result<()> {
        let Some(unknown) = self.relation.iter().find(|name| ontology.get(name).is_none()) else {
            return Ok(());
        };
        let names: Vec<_> = ontology.relations().iter().map(|r| r.name.as_str()).collect();
        match nearest(unknown, names.iter().copied()) {
            Some(near) => bail!("there is no relation `{unknown}`; a similar one: {near}"),
            None => bail!("there is no relation `{unknown}`; known: {}", names.join(", ")),
        }
    }

    /// The part of the graph that is asked for.
    pub fn apply(&self, graph: Graph, talk: &Talk) -> Graph {
        let filter = Filter {
            relations: self.relation.clone(),
            types: self.types.clone(),
            modalities: self.modality.clone(),
            min_confidence: self.min_confidence,
            since: self.since,
            until: self.until,
            around: self.around.clone(),
            depth: self.depth,
            top: self.top,
        };
        let nothing = Filter { depth: self.depth, ..Filter::default() };
        if filter == nothing {
            return graph;
        }
        for name in self.around.iter().filter(|name| graph.find(name).is_empty()) {
            let near = nearest(name, graph.nodes().map(|node| node.label()));
            let near = near.map_or(String::new(), |n| format!("; a similar one: {n}"));
            talk.failure(format_args!("no node is called `{name}`{near}"));
        }
        graph.filter(&filter)
    }
}
