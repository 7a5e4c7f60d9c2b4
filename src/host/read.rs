//! Reads a site from the disk: everything under `content/` and the site's theme, as one value.
//!
//! What cannot be read is kept as data and becomes a finding; only a missing site is a failure here.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use crate::host::embedded;
use crate::load::theme_name;
use crate::text::inputs::{Content, Inputs, MAX_FILE_BYTES};
use crate::text::path::SitePath;

/// The file that marks a site's root.
pub const SITE_FILE: &str = "content/site.toml";

/// The root of the site: the given folder, else the nearest one upwards that has `content/site.toml`.
pub fn find_root(given: Option<&Path>) -> anyhow::Result<PathBuf> {
    if let Some(root) = given {
        if !root.join(SITE_FILE).exists() {
            bail!(
                "there is no site in {}: it has no {SITE_FILE}. Name the site's folder with --root, \
                 or make a new one with `basutbud init`",
                root.display()
            );
        }
        return Ok(root.to_owned());
    }
    let here = std::env::current_dir().context("the current folder cannot be found")?;
    match here
        .ancestors()
        .find(|folder| folder.join(SITE_FILE).exists())
    {
        Some(root) => Ok(root.to_owned()),
        None => bail!(
            "neither {} nor any folder above it has {SITE_FILE}. Go to the site's folder, name it \
             with --root, or make a new one with `basutbud init`",
            here.display()
        ),
    }
}

/// Reads the site at `root` for a day.
pub fn site(root: &Path, today: NaiveDate) -> Inputs {
    let content = tree(root, "content", Path::new("content"));
    let site_file = SitePath::new(SITE_FILE).and_then(|path| content.get(&path).cloned());
    let theme = match theme_folder(site_file.as_ref()) {
        Some(folder) => tree(root, folder.as_str(), Path::new("")),
        None => BTreeMap::new(),
    };
    Inputs {
        content,
        theme,
        default_theme: embedded::default_theme(),
        today,
    }
}

/// Whether something is there.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// The text of a file that a command names.
///
/// # Errors
/// When it is missing, may not be read, or is not UTF-8.
pub fn text(path: &Path) -> io::Result<String> {
    fs::read_to_string(path)
}

/// The folder of the theme that a site's own file names, from the site's root.
pub(super) fn theme_folder(site_file: Option<&Content>) -> Option<SitePath> {
    let named = match site_file {
        Some(Content::Text(text)) => theme_name(text),
        _ => None,
    };
    let name = named.unwrap_or_else(|| "default".to_owned());
    SitePath::new(&format!("themes/{name}"))
}

/// Reads one file of the site again; nothing when it is gone, or not part of a site.
pub fn file(root: &Path, path: &SitePath) -> Option<Content> {
    if !is_part_of_a_site(path) {
        return None;
    }
    let walk = WalkDir::new(root.join(path.as_str()))
        .follow_links(false)
        .follow_root_links(false)
        .max_depth(0);
    match walk.into_iter().next()? {
        Ok(entry) if entry.file_type().is_dir() => None,
        Ok(entry) => Some(content_of(root, &entry)),
        Err(error) if is_missing(&error) => None,
        Err(error) => Some(Content::Unreadable {
            reason: reason(&error),
        }),
    }
}

/// Whether a path leads to a file below `content/` that is no leftover of an editor.
pub fn is_part_of_a_site(path: &SitePath) -> bool {
    path.below("content").is_some() && path.parts().all(is_wanted_name)
}

/// All files below a folder of the site, by their path under `prefix`.
fn tree(root: &Path, folder: &str, prefix: &Path) -> BTreeMap<SitePath, Content> {
    let base = root.join(folder);
    let walk = WalkDir::new(&base).follow_links(false).sort_by_file_name();
    let mut found: Vec<(PathBuf, Result<DirEntry, walkdir::Error>)> = Vec::new();
    for entry in walk.into_iter().filter_entry(is_wanted) {
        match &entry {
            Ok(found_entry) if found_entry.file_type().is_dir() => {}
            Ok(found_entry) => found.push((found_entry.path().to_owned(), entry)),
            // A folder that is not there is an empty one; the site's own file was checked before.
            Err(error) if is_missing(error) => {}
            Err(error) => {
                let path = error.path().unwrap_or(&base).to_owned();
                found.push((path, entry));
            }
        }
    }
    let named = found.par_iter().filter_map(|(path, entry)| {
        let inside = path.strip_prefix(&base).ok()?;
        let text = prefix.join(inside).to_string_lossy().replace('\\', "/");
        let name = SitePath::new(&text).or_else(|| SitePath::new(folder))?;
        let content = match entry {
            Ok(entry) => content_of(root, entry),
            Err(error) => Content::Unreadable {
                reason: reason(error),
            },
        };
        Some((name, content))
    });
    named.collect::<Vec<_>>().into_iter().collect()
}

/// Hidden files and the leftovers of editors (`strandvik.toml~`, `.#strandvik.toml`, vim's `4913`) are
/// not part of a site.
fn is_wanted(entry: &DirEntry) -> bool {
    entry.depth() == 0 || is_wanted_name(&entry.file_name().to_string_lossy())
}

pub(super) fn is_wanted_name(name: &str) -> bool {
    !(name.starts_with('.') || name.ends_with('~') || name == "4913")
}

fn is_missing(error: &walkdir::Error) -> bool {
    error
        .io_error()
        .is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

fn reason(error: &walkdir::Error) -> String {
    error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string)
}

/// Reads one file. A link is followed to a file inside the site, and no further.
fn content_of(root: &Path, entry: &DirEntry) -> Content {
    let path = entry.path();
    if entry.path_is_symlink() {
        let target = fs::read_link(path)
            .unwrap_or_default()
            .display()
            .to_string();
        let inside = fs::canonicalize(root)
            .and_then(|root| Ok(fs::canonicalize(path)?.starts_with(root)))
            .unwrap_or(false);
        if !inside || !path.is_file() {
            return Content::LinkNotFollowed { target };
        }
    } else if !entry.file_type().is_file() {
        let reason = "it is no ordinary file".to_owned();
        return Content::Unreadable { reason };
    }
    match read(path) {
        Ok(content) => content,
        Err(error) => Content::Unreadable {
            reason: error.to_string(),
        },
    }
}

fn read(path: &Path) -> io::Result<Content> {
    let bytes = fs::metadata(path)?.len();
    if bytes > MAX_FILE_BYTES {
        return Ok(Content::TooLarge { bytes });
    }
    Ok(content_from(path, fs::read(path)?))
}

/// What the bytes of a file are, by its ending.
pub(super) fn content_from(path: &Path, bytes: Vec<u8>) -> Content {
    let is_text = path
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ending| TEXT_ENDINGS.contains(&ending));
    if !is_text {
        return Content::Bytes(Arc::from(bytes));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Content::Text(Arc::from(text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..offset]);
            Content::NotUtf8 {
                offset,
                before: Arc::from(&*before),
            }
        }
    }
}

/// Endings of files that are read as text.
const TEXT_ENDINGS: [&str; 10] = [
    "toml", "md", "html", "xml", "txt", "css", "js", "svg", "ftl", "json",
];
