//! Reads a site from the disk: everything under `content/` and the site's theme, as one value.
//!
//! What cannot be read is kept as data and becomes a finding; only a missing site is a failure here.

pub mod bytes;
mod stat_cache;
mod walk;

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use blake3::{Hash, Hasher};
use chrono::NaiveDate;
use rayon::prelude::*;
use walkdir::WalkDir;

use crate::cache::sources::SourceStats;
use crate::diagnostic::Language;
use crate::diagnostic::{Text, say};
use crate::host::embedded;
use crate::host::failure::{Failure, OrFail};
use crate::load::{is_of_units, theme_name, tool_language};
use crate::publish::WORK;
use crate::text::digest::{of_files, put_file};
use crate::text::inputs::{Content, Inputs, Reader};
use crate::text::path::SitePath;

pub use stat_cache::StatCache;
use stat_cache::stats_of;
use walk::{FileRead, ReadFolder, content_of, is_missing, reason, site_path, walk};
pub(super) use walk::{is_wanted_path, site_path_of};

/// The file that marks a site's root.
pub const SITE_FILE: &str = "content/site.toml";

/// The folders that sources are read from.
const SOURCE_FOLDERS: [&str; 2] = ["content", "themes"];

/// The root of the site: the given folder, else the nearest one upwards that has `content/site.toml`.
pub fn find_root(given: Option<&Path>) -> Result<PathBuf, Failure> {
    if let Some(root) = given {
        if !root.join(SITE_FILE).exists() {
            let place = root.display();
            return Err(Failure::of(say!(
                "there is no site in {place}: it has no {SITE_FILE}. Name the site's folder with --root, \
                 or make a new one with `basutbud init`",
                "det finns ingen webbplats i {place}: {SITE_FILE} saknas. Ange webbplatsens mapp med \
                 --root, eller skapa en ny med `basutbud init`"
            )));
        }
        return Ok(root.to_owned());
    }
    let here = std::env::current_dir().or_fail(|| {
        Text::fixed(
            "the current folder cannot be found",
            "mappen du står i går inte att hitta",
        )
    })?;
    let root = here
        .ancestors()
        .find(|folder| folder.join(SITE_FILE).exists());
    let root = root.or_fail(|| {
        let place = here.display();
        say!(
            "neither {place} nor any folder above it has {SITE_FILE}. Go to the site's folder, name it \
             with --root, or make a new one with `basutbud init`",
            "varken {place} eller någon mapp ovanför har {SITE_FILE}. Gå till webbplatsens mapp, ange \
             den med --root, eller skapa en ny med `basutbud init`"
        )
    })?;
    Ok(root.to_owned())
}

/// The same folder by the one name that the system tells of changes under.
pub fn canonical(root: &Path) -> Result<PathBuf, Failure> {
    let place = root.display();
    fs::canonicalize(root)
        .or_fail(|| say!("{place} cannot be opened", "{place} går inte att öppna"))
}

/// Reads the site at `root` for a day. All texts stay in memory.
pub fn site(root: &Path, today: NaiveDate) -> Inputs {
    site_keeping(root, today, usize::MAX, None).inputs
}

/// A site that was read.
pub struct SiteRead {
    /// What it holds.
    pub inputs: Inputs,
    /// How its files can be known again.
    pub stats: SourceStats,
    /// How many files were not read, as their stat proves what they hold.
    pub known: usize,
    /// Everything that the build depends on but for files of units.
    pub rest: Hash,
}

/// Reads the site at `root` for a day, but for files of units that are known by their stat. The texts of
/// at most `max_texts` files of units stay in memory.
pub fn site_keeping(
    root: &Path,
    today: NaiveDate,
    max_texts: usize,
    cache: Option<&StatCache>,
) -> SiteRead {
    let part = ReadFolder {
        root,
        folder: "content",
        prefix: Path::new("content"),
        max_texts,
        cache,
    };
    let (mut content, mut stats) = (BTreeMap::new(), BTreeMap::new());
    for file in walk(part, Path::new("")) {
        if let Some(stat) = file.stat {
            stats.insert(file.path.clone(), stat);
        }
        content.insert(file.path, file.content);
    }
    let site_file = SitePath::new(SITE_FILE).and_then(|path| content.get(&path).cloned());
    let theme = match theme_folder(site_file.as_ref()) {
        Some(folder) => tree(root, folder.as_str(), Path::new("")),
        None => BTreeMap::new(),
    };
    let mut inputs = Inputs {
        content,
        theme,
        default_theme: embedded::default_theme(),
        today,
        reader: reader(root.to_owned()),
    };
    let (mut known, mut rest) = (0, Hash::from_bytes([0; 32]));
    if let Some(cache) = cache {
        rest = rest_of(&inputs, &cache.key);
        let unloaded = inputs.content.values().filter(|it| is_unloaded(it));
        known = unloaded.count();
        // Where anything but units is another, all units are checked anew, which needs their texts.
        if !cache.known.is_rest(&rest) && inputs.content.len() <= max_texts {
            read_unloaded(root, &mut inputs.content);
        }
    }
    let of_units = inputs
        .content
        .iter_mut()
        .filter(|(path, _)| is_of_units(path));
    let texts = of_units.filter(|(_, content)| matches!(content, Content::Text(_)));
    let over: Vec<_> = texts.skip(max_texts).collect();
    over.into_par_iter()
        .for_each(|(_, content)| *content = content.unloaded());
    SiteRead {
        stats: stats_of(&inputs.content, stats),
        inputs,
        known,
        rest,
    }
}

fn is_unloaded(content: &Content) -> bool {
    matches!(content, Content::Unloaded { .. })
}

/// The hash of everything but the files of units.
fn rest_of(inputs: &Inputs, key: &Hash) -> Hash {
    let mut hasher = Hasher::new();
    hasher.update(key.as_bytes());
    for files in [&inputs.theme, &inputs.default_theme] {
        hasher.update(of_files(files).as_bytes());
    }
    for (path, content) in &inputs.content {
        if !is_of_units(path) {
            put_file(&mut hasher, path, &content.hash());
        }
    }
    hasher.finalize()
}

/// Reads the texts that are not in memory. What has gone meanwhile is as if it had never been there.
fn read_unloaded(root: &Path, content: &mut BTreeMap<SitePath, Content>) {
    let unloaded = content.iter().filter(|(_, content)| is_unloaded(content));
    let paths: Vec<SitePath> = unloaded.map(|(path, _)| path.clone()).collect();
    let read = paths.into_par_iter().map(|path| (file(root, &path), path));
    let read: Vec<(Option<Content>, SitePath)> = read.collect();
    for (now, path) in read {
        match now {
            Some(now) => content.insert(path, now),
            None => content.remove(&path),
        };
    }
}

/// Reads the texts that are not in memory.
fn reader(root: PathBuf) -> Reader {
    Reader::new(move |path| file(&root, path).unwrap_or(Content::Changed))
}

/// The published folder that a place lies in, as far as its own records tell.
pub fn published_folder(place: &Path) -> Option<PathBuf> {
    let there = place
        .ancestors()
        .find_map(|above| match above.as_os_str() {
            empty if empty.is_empty() => fs::canonicalize(".").ok(),
            _ => fs::canonicalize(above).ok(),
        })?;
    let mut folders = there.ancestors();
    let folder = folders.find(|folder| folder.join(WORK).is_dir())?;
    Some(folder.to_owned())
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

/// The bytes of a file that may be missing.
pub fn bytes(path: &Path) -> Option<Vec<u8>> {
    fs::read(path).ok()
}

/// Whether a folder is there, or a link to one.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The size of a file in bytes; nothing when it is no file.
pub fn size(path: &Path) -> Option<u64> {
    let metadata = fs::metadata(path).ok()?;
    metadata.is_file().then_some(metadata.len())
}

/// The files of a folder with an extension, by name: each text, or why there is none. Folders are passed
/// over, and so are names that are not Unicode.
///
/// # Errors
/// When the folder cannot be listed.
pub fn files_in(folder: &Path, extension: &str) -> io::Result<Vec<(String, io::Result<String>)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let wanted = path.extension().is_some_and(|it| it == extension) && !path.is_dir();
        if let Some(name) = path.file_name().and_then(OsStr::to_str)
            && wanted
        {
            files.push((name.to_owned(), text(&path)));
        }
    }
    files.sort_by(|(a, _), (b, _)| a.cmp(b));
    Ok(files)
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
        Ok(entry) => Some(content_of(&root.join("content"), &entry)),
        Err(error) if is_missing(&error) => None,
        Err(error) => Some(Content::Unreadable {
            reason: reason(&error),
        }),
    }
}

/// Whether a path leads to a file below `content/` that is no leftover of an editor.
pub fn is_part_of_a_site(path: &SitePath) -> bool {
    path.below("content").is_some() && is_wanted_path(path.parts())
}

/// Reads again what may have changed: files and folders that are there, or are there no longer.
/// Gives the same as reading the whole site, and whether that differs from before.
pub fn again(root: &Path, inputs: &mut Inputs, changed: &BTreeSet<PathBuf>) -> Vec<SitePath> {
    let site_file = SitePath::new(SITE_FILE);
    let site_file_of = |inputs: &Inputs| Some(inputs.content.get(site_file.as_ref()?)?.clone());
    let theme_before = theme_folder(site_file_of(inputs).as_ref());
    let content = ReadFolder {
        root,
        folder: "content",
        prefix: Path::new("content"),
        max_texts: usize::MAX,
        cache: None,
    };
    let mut differing = content.again(&mut inputs.content, changed);
    let theme = theme_folder(site_file_of(inputs).as_ref());
    let Some(folder) = &theme else {
        inputs.theme = BTreeMap::new();
        return differing;
    };
    let part = ReadFolder {
        root,
        folder: folder.as_str(),
        prefix: Path::new(""),
        max_texts: usize::MAX,
        cache: None,
    };
    if theme == theme_before {
        differing.extend(part.again(&mut inputs.theme, changed));
    } else {
        inputs.theme = tree(root, folder.as_str(), Path::new(""));
    }
    differing
}

/// Whether something could not be read for want of what will be there again: descriptors or memory. It says
/// nothing of the site.
pub fn failed_for_now(inputs: &Inputs, paths: &[SitePath]) -> bool {
    let of = |path| [inputs.content.get(path), inputs.theme.get(path)];
    paths
        .iter()
        .flat_map(of)
        .flatten()
        .any(|content| matches!(content, Content::Unreadable { reason } if is_momentary(reason)))
}

/// Whether the system's words on a failure tell of a lack that passes.
fn is_momentary(reason: &str) -> bool {
    // EAGAIN, ENOMEM, ENFILE, EMFILE
    let codes = ["11", "12", "23", "24"];
    let mut codes = codes.iter();
    codes.any(|code| reason.ends_with(&format!("(os error {code})")))
}

/// Whether there are symbolic links among a site's sources.
pub fn has_links(root: &Path) -> bool {
    let folders = SOURCE_FOLDERS.iter();
    let mut entries = folders.flat_map(|folder| WalkDir::new(root.join(folder)));
    entries.any(|entry| entry.is_ok_and(|entry| entry.path_is_symlink()))
}

impl ReadFolder<'_> {
    /// Reads again what changed in this folder, and gives the paths that differ.
    fn again(
        self,
        files: &mut BTreeMap<SitePath, Content>,
        changed: &BTreeSet<PathBuf>,
    ) -> Vec<SitePath> {
        let base = self.root.join(self.folder);
        let mut differing = Vec::new();
        for path in changed {
            // A folder above this one may have come, gone or been moved.
            if base.starts_with(path) {
                let now = tree(self.root, self.folder, self.prefix);
                let paths: BTreeSet<&SitePath> = files.keys().chain(now.keys()).collect();
                let differs = |path: &&SitePath| files.get(*path) != now.get(*path);
                differing = paths.into_iter().filter(differs).cloned().collect();
                *files = now;
                return differing;
            }
            let Ok(inside) = path.strip_prefix(&base) else {
                continue;
            };
            let (text, _) = site_path(&self.prefix.join(inside));
            if !is_wanted_path(text.split('/')) {
                continue;
            }
            let below = format!("{text}/");
            let is_here =
                |path: &SitePath| path.as_str() == text || path.as_str().starts_with(&below);
            let Some(first) = SitePath::new(&text) else {
                continue;
            };
            let mut before = BTreeMap::new();
            while let Some((path, _)) = files.range(&first..).find(|(path, _)| is_here(path)) {
                let path = path.clone();
                before.extend(files.remove(&path).map(|content| (path, content)));
            }
            let now = contents(walk(self, inside));
            let paths: BTreeSet<&SitePath> = before.keys().chain(now.keys()).collect();
            let differs = paths
                .into_iter()
                .filter(|path| before.get(*path) != now.get(*path));
            differing.extend(differs.cloned());
            files.extend(now);
        }
        differing
    }
}

/// All files below a folder of the site, by their path under `prefix`.
fn tree(root: &Path, folder: &str, prefix: &Path) -> BTreeMap<SitePath, Content> {
    let part = ReadFolder {
        root,
        folder,
        prefix,
        max_texts: usize::MAX,
        cache: None,
    };
    contents(walk(part, Path::new("")))
}

fn contents(files: Vec<FileRead>) -> BTreeMap<SitePath, Content> {
    let files = files.into_iter();
    files.map(|file| (file.path, file.content)).collect()
}

#[cfg(test)]
mod tests;

/// The language of findings and messages that the site chooses which a command would work on.
pub fn site_language(root: Option<&Path>) -> Option<Language> {
    let root = find_root(root).ok()?;
    let text = std::fs::read_to_string(root.join("content/site.toml")).ok()?;
    tool_language(&text)
}
