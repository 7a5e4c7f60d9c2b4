//! Walks a folder of a site and reads its files while the walk goes on.

use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::bytes::content_from;
use super::stat_cache::{Known, StatCache};
use crate::cache::stat::FileStat;
use crate::host::terminal::shown;
use crate::load::is_of_units;
use crate::render::theme::THEME_FILE;
use crate::text::inputs::{Content, MAX_FILE_BYTES};
use crate::text::path::{SitePath, is_leftover};
use crate::text::visible::invisible;

/// A folder of the site that is read.
#[derive(Clone, Copy)]
pub(super) struct ReadFolder<'a> {
    pub root: &'a Path,
    pub folder: &'a str,
    /// What its files' paths begin with.
    pub prefix: &'a Path,
    /// How many files are held; of those after them the texts of units are not.
    pub max_texts: usize,
    /// What is known of files without reading them.
    pub cache: Option<&'a StatCache>,
}

/// A file of the site that was read, or is known.
pub(super) struct FileRead {
    pub path: SitePath,
    pub content: Content,
    /// Its stat, if that proves what it holds.
    pub stat: Option<FileStat>,
}

/// The files at and below a place inside a folder of the site.
pub(super) fn walk(part: ReadFolder<'_>, inside: &Path) -> Vec<FileRead> {
    let ReadFolder {
        root,
        folder,
        prefix,
        max_texts,
        cache,
    } = part;
    let base = root.join(folder);
    if folder != "content" && base.is_symlink() && !leads_inside(&base, &root.join("themes")) {
        let file = SitePath::new(THEME_FILE).map(|path| FileRead {
            path,
            content: link_not_followed(&base),
            stat: None,
        });
        return file.into_iter().collect();
    }
    let is_whole = inside.as_os_str().is_empty();
    let start = if is_whole {
        base.clone()
    } else {
        base.join(inside)
    };
    let walk = WalkDir::new(&start)
        .follow_links(false)
        .follow_root_links(is_whole)
        .sort_by_file_name();
    let found = walk.into_iter().filter_entry(is_wanted).enumerate();
    // Files are read while the walk goes on; the order of the walk is kept.
    let read = found.par_bridge().filter_map(|(nth, entry)| {
        let path = match &entry {
            Ok(found) if found.file_type().is_dir() => return None,
            Ok(found) => found.path(),
            // A folder that is not there is an empty one; the site's own file was checked before.
            Err(error) if is_missing(error) => return None,
            Err(error) => error.path().unwrap_or(&base),
        };
        let inside = path.strip_prefix(&base).ok()?;
        let (text, is_usable) = site_path(&prefix.join(inside));
        let name = SitePath::new(&text).or_else(|| SitePath::new(folder))?;
        let known = match (&entry, cache) {
            (Ok(found), Some(cache)) if is_usable => cache.look(&name, found),
            _ => Known::default(),
        };
        let mut content = match (known.digest, &entry) {
            (Some(hash), _) => Content::Unloaded { hash },
            (None, Ok(_)) if !is_usable => Content::UnusableName,
            (None, Ok(found)) => content_of(&base, found),
            (None, Err(error)) => Content::Unreadable {
                reason: reason(error),
            },
        };
        if folder != "content" && is_leftover(name.file_name()) {
            return None;
        }
        // Before all is read, so that there are never more texts in memory.
        if nth >= max_texts && is_of_units(&name) && matches!(content, Content::Text(_)) {
            content = content.unloaded();
        }
        let file = FileRead {
            path: name,
            content,
            stat: known.stat,
        };
        Some((nth, file))
    });
    let mut read: Vec<(usize, FileRead)> = read.collect();
    read.sort_unstable_by_key(|(nth, _)| *nth);
    read.into_iter().map(|(_, file)| file).collect()
}

/// A path of a site's file as text, and whether it is that path. Bytes that cannot be in a name, and
/// characters that nobody sees, are written as `%XX`: no two files fall together, and no name steers a
/// terminal or makes lines of its own in a log.
pub(super) fn site_path(path: &Path) -> (String, bool) {
    let names = path.components();
    site_path_of(names.map(|name| name.as_os_str().as_encoded_bytes()))
}

/// The same of the bytes of the names in it.
pub(in crate::host) fn site_path_of<'n>(names: impl Iterator<Item = &'n [u8]>) -> (String, bool) {
    let (mut text, mut is_usable) = (String::new(), true);
    for name in names {
        if !text.is_empty() {
            text.push('/');
        }
        is_usable &= put_name(&mut text, name);
    }
    (text, is_usable)
}

fn put_name(text: &mut String, name: &[u8]) -> bool {
    let mut is_usable = true;
    for chunk in name.utf8_chunks() {
        let valid = chunk.valid();
        let mut invisible = invisible(valid).map(|found| found.at).peekable();
        for (at, character) in valid.char_indices() {
            let is_bad = invisible.next_if_eq(&at).is_some();
            if is_bad || matches!(character, '\\' | '\t' | '\n' | '\r') {
                is_usable = false;
                put_bytes(text, character.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                text.push(character);
            }
        }
        is_usable &= chunk.invalid().is_empty();
        put_bytes(text, chunk.invalid());
    }
    is_usable
}

fn put_bytes(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        text.push_str(&format!("%{byte:02X}"));
    }
}

/// Hidden files and the leftovers of editors (`strandvik.toml~`, `.#strandvik.toml`, vim's `4913`) are
/// not part of a site.
fn is_wanted(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    entry.depth() == 0
        || is_wanted_name(&name)
        || (is_leftover(&name) && !entry.file_type().is_dir())
}

/// Whether the parts of a path lead to a file that is part of a site, or to a leftover that is noted.
pub(in crate::host) fn is_wanted_path<'p>(parts: impl DoubleEndedIterator<Item = &'p str>) -> bool {
    let mut parts = parts.rev();
    let last = parts.next().unwrap_or_default();
    (is_wanted_name(last) || is_leftover(last)) && parts.all(is_wanted_name)
}

fn is_wanted_name(name: &str) -> bool {
    !(name.starts_with('.') || name.ends_with('~') || name == "4913")
}

pub(super) fn is_missing(error: &walkdir::Error) -> bool {
    error
        .io_error()
        .is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

pub(super) fn reason(error: &walkdir::Error) -> String {
    error
        .io_error()
        .map_or_else(|| error.to_string(), ToString::to_string)
}

/// Reads one file of `content/` or of a theme, whose folder is `base`. A link is followed to a file below
/// the same folder, and no further: what a link shows is published.
pub(super) fn content_of(base: &Path, entry: &DirEntry) -> Content {
    let path = entry.path();
    if is_leftover(&entry.file_name().to_string_lossy()) {
        return Content::Bytes(Arc::from([]));
    }
    if entry.path_is_symlink() {
        if !leads_inside(path, base) || !path.is_file() {
            return link_not_followed(path);
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

/// Whether a link leads to something below a folder that is no hidden file and in no hidden folder.
fn leads_inside(link: &Path, folder: &Path) -> bool {
    let (Ok(target), Ok(folder)) = (fs::canonicalize(link), fs::canonicalize(folder)) else {
        return false;
    };
    let Ok(inside) = target.strip_prefix(folder) else {
        return false;
    };
    let mut names = inside.components();
    names.all(|name| is_wanted_name(&name.as_os_str().to_string_lossy()))
}

fn link_not_followed(link: &Path) -> Content {
    let target = fs::read_link(link).unwrap_or_default();
    let target = shown(&target);
    Content::LinkNotFollowed { target }
}

fn read(path: &Path) -> io::Result<Content> {
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > MAX_FILE_BYTES {
        return Ok(Content::TooLarge { bytes: size });
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or_default());
    // Through `take`, since a file by itself would be asked for its size and place once more.
    file.take(u64::MAX).read_to_end(&mut bytes)?;
    Ok(content_from(path, bytes))
}
