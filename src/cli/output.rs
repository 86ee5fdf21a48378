//! Where a graph is written, and in which formats.

use super::atomic::{self, AtomicFile};
use super::data::nearest;
use super::talk::Talk;
use crate::export::{self, Clusters, Format, Theme};
use crate::graph::Graph;
use crate::relation::Ontology;
use anyhow::{Context, Result, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// Options of every command that writes a graph.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Write the graph to this file instead of stdout, in the format of its ending; may be
    /// given several times
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    output: Vec<PathBuf>,
    /// Write in this format, whatever the ending [default: json]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Format>,
    /// Title of a picture [default: that of the only document, or their number]
    #[arg(long, value_name = "TEXT")]
    title: Option<String>,
    /// Ground of a picture
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    theme: ThemeArg,
    /// What a picture frames together
    #[arg(long, value_enum, default_value_t, hide_default_value = true)]
    clusters: ClustersArg,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ThemeArg {
    /// Dark ink on white
    #[default]
    Light,
    /// Light ink on black
    Dark,
}

#[derive(Clone, Copy, Debug, Default, ValueEnum)]
enum ClustersArg {
    /// Nothing
    #[default]
    None,
    /// What hangs together
    Component,
    /// What the same document alone speaks of
    Document,
}

fn formats() -> impl TypedValueParser<Value = Format> {
    let value = |format: Format| PossibleValue::new(format.name()).help(format.description());
    PossibleValuesParser::new(Format::ALL.map(value))
        .map(|name| Format::of_word(&name).expect("the parser lets only names of formats through"))
}

/// The files to write, checked before the long work.
#[derive(Debug)]
pub(super) struct Outputs<'a> {
    args: &'a OutputArgs,
    /// `None` is stdout.
    targets: Vec<(Option<&'a Path>, Format)>,
}

impl OutputArgs {
    /// Finds the format of each output, and whether it can be written.
    ///
    /// # Errors
    /// When an ending says no format, or a place cannot be written to.
    pub fn check(&self) -> Result<Outputs<'_>> {
        let mut targets = Vec::new();
        for path in &self.output {
            if targets.iter().any(|(other, _)| *other == Some(path.as_path())) {
                bail!("{}: expected different outputs, found this one twice", path.display());
            }
            if path == Path::new("-") {
                targets.push((None, self.format.unwrap_or(Format::Json)));
                continue;
            }
            let format = match self.format {
                Some(format) => format,
                None => format_of(path)?,
            };
            atomic::check(path)?;
            targets.push((Some(path.as_path()), format));
        }
        if targets.is_empty() {
            targets.push((None, self.format.unwrap_or(Format::Json)));
        }
        Ok(Outputs { args: self, targets })
    }
}

fn format_of(path: &Path) -> Result<Format> {
    let name = path.to_string_lossy();
    if let Some(format) = Format::of_name(&name) {
        return Ok(format);
    }
    let endings = Format::ALL.map(Format::extension);
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let near = nearest(&ending, endings).map_or(String::new(), |n| format!("; is .{n} meant?"));
    let known = endings.map(|ending| format!(".{ending}")).join(", ");
    bail!(
        "{}: the ending says no format: expected one of {known}{near}; or name one with --format",
        path.display()
    )
}

impl Outputs<'_> {
    /// Writes the graph to all of them. The files appear together, when all are written.
    ///
    /// # Errors
    /// When one cannot be written; then no file has changed.
    pub fn write(&self, graph: &Graph, ontology: &Ontology, talk: &Talk) -> Result<()> {
        let options = export::Options {
            theme: self.args.theme.into(),
            clusters: self.args.clusters.into(),
            title: self.args.title.clone(),
            ..export::Options::new(ontology)
        };
        let mut drafts = Vec::new();
        for &(path, format) in &self.targets {
            let loss = match path {
                None => {
                    let mut out = BufWriter::new(io::stdout());
                    let loss = export::write(graph, format, &options, &mut out)?;
                    out.flush()?;
                    loss
                }
                Some(path) => {
                    let mut draft = AtomicFile::create(path)?;
                    let loss = export::write(graph, format, &options, &mut draft)
                        .with_context(|| format!("{}: cannot be written", path.display()))?;
                    drafts.push(draft);
                    loss
                }
            };
            loss.0.into_iter().for_each(|lost| talk.note(format_args!("{format}: {lost}")));
        }
        drafts.into_iter().try_for_each(AtomicFile::commit)
    }
}

impl From<ThemeArg> for Theme {
    fn from(theme: ThemeArg) -> Self {
        match theme {
            ThemeArg::Light => Theme::Light,
            ThemeArg::Dark => Theme::Dark,
        }
    }
}

impl From<ClustersArg> for Clusters {
    fn from(clusters: ClustersArg) -> Self {
        match clusters {
            ClustersArg::None => Clusters::None,
            ClustersArg::Component => Clusters::Component,
            ClustersArg::Document => Clusters::Document,
        }
    }
}
