//! Where a graph is written, and in which formats.

use super::atomic::{self, AtomicFile};
use super::data::nearest;
use super::talk::Talk;
use crate::export::{self, Clusters, Format, Kit, Loss, Theme};
use crate::graph::Graph;
use crate::relation::Ontology;
use anyhow::{Context, Result, bail};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use std::cell::RefCell;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;

/// Options of every command that writes a graph.
#[derive(Debug, Args)]
pub(super) struct OutputArgs {
    /// Write the graph to this file instead of stdout, in the format of its ending; a folder
    /// for the formats of several files; may be given several times
    #[arg(short, long, value_name = "FILE", value_hint = clap::ValueHint::AnyPath)]
    output: Vec<PathBuf>,
    /// Write in this format, whatever the ending [default: json]
    #[arg(long, value_name = "FORMAT", value_parser = formats())]
    format: Option<Shape>,
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

/// A format of one file, or of several in a folder.
#[derive(Clone, Copy, Debug)]
enum Shape {
    File(Format),
    Folder(Kit),
}

impl Shape {
    fn all() -> impl Iterator<Item = Shape> {
        Format::ALL.into_iter().map(Shape::File).chain(Kit::ALL.into_iter().map(Shape::Folder))
    }

    fn name(self) -> &'static str {
        match self {
            Shape::File(format) => format.name(),
            Shape::Folder(kit) => kit.name(),
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Shape::File(format) => format.extension(),
            Shape::Folder(kit) => kit.name(),
        }
    }

    fn description(self) -> &'static str {
        match self {
            Shape::File(format) => format.description(),
            Shape::Folder(kit) => kit.description(),
        }
    }

    /// What the ending of a path asks for.
    fn of(path: &Path) -> Result<Shape> {
        let name = path.to_string_lossy();
        let file = || Format::of_name(&name).map(Shape::File);
        if let Some(shape) = file().or_else(|| Kit::of_name(&name).map(Shape::Folder)) {
            return Ok(shape);
        }
        let ending = path.extension().unwrap_or_default().to_string_lossy();
        let near = nearest(&ending, Shape::all().map(Shape::ending));
        let near = near.map_or(String::new(), |n| format!("; is .{n} meant?"));
        let known: Vec<_> = Shape::all().map(|shape| format!(".{}", shape.ending())).collect();
        bail!(
            "{}: the ending says no format: expected one of {}{near}; or name one with --format",
            path.display(),
            known.join(", ")
        )
    }
}

fn formats() -> impl TypedValueParser<Value = Shape> {
    let value = |shape: Shape| PossibleValue::new(shape.name()).help(shape.description());
    PossibleValuesParser::new(Shape::all().map(value)).map(|name| {
        let known = Shape::all().find(|shape| shape.name() == name);
        known.expect("the parser lets only names of formats through")
    })
}

/// Where one output goes.
#[derive(Debug)]
enum Target<'a> {
    Stdout(Format),
    File(&'a Path, Format),
    Folder(&'a Path, Kit),
}

/// The places to write to, checked before the long work.
#[derive(Debug)]
pub(super) struct Outputs<'a> {
    args: &'a OutputArgs,
    targets: Vec<Target<'a>>,
}

impl OutputArgs {
    /// Finds the format of each output, and whether it can be written.
    ///
    /// # Errors
    /// When an ending says no format, or a place cannot be written to.
    pub fn check(&self) -> Result<Outputs<'_>> {
        self.check_as(Format::Json)
    }

    /// The same, with what stdout takes when no format is named.
    pub fn check_as(&self, default: Format) -> Result<Outputs<'_>> {
        let mut targets = Vec::new();
        for (n, path) in self.output.iter().enumerate() {
            if self.output[..n].contains(path) {
                bail!("{}: expected different outputs, found this one twice", path.display());
            }
            targets.push(self.target(path, default)?);
        }
        if targets.is_empty() {
            targets.push(self.stdout(default)?);
        }
        Ok(Outputs { args: self, targets })
    }

    fn target<'a>(&self, path: &'a Path, default: Format) -> Result<Target<'a>> {
        if path == Path::new("-") {
            return self.stdout(default);
        }
        match self.format.map_or_else(|| Shape::of(path), Ok)? {
            Shape::File(format) => {
                atomic::check(path)?;
                Ok(Target::File(path, format))
            }
            Shape::Folder(kit) => {
                atomic::check_folder(path)?;
                Ok(Target::Folder(path, kit))
            }
        }
    }

    fn stdout<'a>(&self, default: Format) -> Result<Target<'a>> {
        match self.format {
            None => Ok(Target::Stdout(default)),
            Some(Shape::File(format)) => Ok(Target::Stdout(format)),
            Some(Shape::Folder(kit)) => {
                bail!("{kit} is a format of several files: name a folder for them with -o")
            }
        }
    }
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
        for target in &self.targets {
            let refused = |path: &Path| format!("{}: cannot be written", path.display());
            let (name, loss) = match *target {
                Target::Stdout(format) => {
                    let mut out = BufWriter::new(io::stdout());
                    let loss = export::write(graph, format, &options, &mut out)?;
                    out.flush()?;
                    (format.name(), loss)
                }
                Target::File(path, format) => {
                    let mut draft = AtomicFile::create(path)?;
                    let loss = export::write(graph, format, &options, &mut draft)
                        .with_context(|| refused(path))?;
                    drafts.push(draft);
                    (format.name(), loss)
                }
                Target::Folder(path, kit) => {
                    fs::create_dir_all(path).with_context(|| refused(path))?;
                    let (files, loss) =
                        folder(graph, kit, &options, path).with_context(|| refused(path))?;
                    drafts.extend(files);
                    (kit.name(), loss)
                }
            };
            loss.0.into_iter().for_each(|lost| talk.note(format_args!("{name}: {lost}")));
        }
        drafts.into_iter().try_for_each(AtomicFile::commit)
    }
}

/// A file of a kit while the exporter holds it too.
#[derive(Clone)]
struct Shared(Rc<RefCell<AtomicFile>>);

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.borrow_mut().flush()
    }
}

/// Writes the files of a kit as drafts.
fn folder(
    graph: &Graph,
    kit: Kit,
    options: &export::Options<'_>,
    path: &Path,
) -> Result<(Vec<AtomicFile>, Loss)> {
    let mut files: Vec<Shared> = Vec::new();
    let loss = export::write_kit(graph, kit, options, &mut |name| {
        let file = AtomicFile::create(&path.join(name)).map_err(io::Error::other)?;
        let file = Shared(Rc::new(RefCell::new(file)));
        files.push(file.clone());
        Ok(Box::new(file))
    })?;
    let files = files
        .into_iter()
        .map(|file| Rc::into_inner(file.0).expect("the exporter is done and holds no file").into_inner());
    Ok((files.collect(), loss))
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
