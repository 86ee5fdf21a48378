//! The data files in force: embedded, and the user's in their place.

use super::args::Options;
use super::talk::Talk;
use crate::data::DataFiles;
use crate::entity::USER_FILE;
use anyhow::{Context, Result, bail};
use std::fs;
use std::path::Path;

/// Reads `--data`, `--models`, `--rules` and `--entities`; what is named later counts.
pub(super) fn load(options: &Options, talk: &Talk) -> Result<DataFiles> {
    let mut data = DataFiles::embedded();
    let known = data.names("");
    if let Some(folder) = &options.data {
        let add = |name: &str| Ok(name.to_owned());
        for name in insert(&mut data, folder, "--data", add)? {
            // Patterns are all read, whatever their names; other files only under theirs.
            if !name.starts_with("patterns/") && !known.contains(&name) {
                let near = nearest(&name, known.iter().map(String::as_str));
                let near = near.map_or(String::new(), |n| format!("; a similar one: {n}"));
                let path = folder.join(&name);
                talk.note(format_args!("{}: no data file has this path{near}", path.display()));
            }
        }
    }
    if let Some(folder) = &options.models {
        let models = insert(&mut data, folder, "--models", |name| Ok(format!("models/{name}")))?;
        if let Some(unknown) = models.iter().find(|name| !known.contains(name)) {
            let wanted: Vec<_> = known.iter().filter_map(|n| n.strip_prefix("models/")).collect();
            bail!(
                "{}: expected the model files {}, found {}",
                folder.display(),
                wanted.join(", "),
                unknown.trim_start_matches("models/")
            );
        }
    }
    if let Some(folder) = &options.rules {
        insert(&mut data, folder, "--rules", |name| match name {
            "ontology.toml" => Ok(name.to_owned()),
            name if name.ends_with(".toml") => Ok(format!("patterns/{name}")),
            name => bail!("{}: expected .toml files, found {name}", folder.display()),
        })?;
    }
    if let Some(file) = &options.entities {
        let bytes = fs::read(file).with_context(|| format!("--entities {}", file.display()))?;
        data.insert(USER_FILE, bytes);
    }
    Ok(data)
}

/// The nearest of the names, if one is near enough to be meant: a third of its letters differ at most.
pub(super) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let near = names.into_iter().map(|other| (strsim::damerau_levenshtein(name, other), other));
    let (distance, other) = near.min_by_key(|(distance, _)| *distance)?;
    (distance * 3 <= name.chars().count().max(other.chars().count())).then_some(other)
}

/// Puts all files below a folder in the data, each under the name that `rename` gives it.
/// Gives those names.
fn insert(
    data: &mut DataFiles,
    folder: &Path,
    option: &str,
    rename: impl Fn(&str) -> Result<String>,
) -> Result<Vec<String>> {
    let mut names = Vec::new();
    files(folder, "", &mut names).with_context(|| format!("{option} {}", folder.display()))?;
    if names.is_empty() {
        bail!("{option} {}: expected data files, found an empty folder", folder.display());
    }
    let mut inserted = Vec::new();
    for name in names {
        let path = folder.join(&name);
        let bytes = fs::read(&path).with_context(|| path.display().to_string())?;
        let name = rename(&name)?;
        data.insert(&name, bytes);
        inserted.push(name);
    }
    Ok(inserted)
}

/// Paths of the files below `folder`, with `/` on every system; hidden ones are not seen.
fn files(folder: &Path, above: &str, names: &mut Vec<String>) -> std::io::Result<()> {
    let mut entries: Vec<_> = fs::read_dir(folder)?.collect::<Result<_, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let own = entry.file_name().to_string_lossy().into_owned();
        if own.starts_with('.') {
            continue;
        }
        let name = format!("{above}{own}");
        if fs::metadata(entry.path())?.is_dir() {
            files(&entry.path(), &format!("{name}/"), names)?;
        } else {
            names.push(name);
        }
    }
    Ok(())
}
