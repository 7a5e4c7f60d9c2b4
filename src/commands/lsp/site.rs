//! A site that an editor works on: read once, then kept up to date file by file.

use std::path::{Path, PathBuf};
use std::slice;

use chrono::NaiveDate;

use crate::compile::update::update;
use crate::compile::{Compilation, Settings, compile};
use crate::host::read;
use crate::text::FileId;
use crate::text::inputs::{Content, Inputs, MAX_FILE_BYTES};
use crate::text::path::{SitePath, is_leftover};

/// A site with what is known of it.
pub struct OpenSite {
    /// Its folder.
    pub root: PathBuf,
    /// What is known.
    pub compilation: Compilation,
    /// What it is compiled from.
    pub inputs: Inputs,
    settings: Settings,
}

impl OpenSite {
    /// Reads a site and compiles it.
    pub fn read(root: PathBuf, day: NaiveDate) -> Self {
        let settings = Settings::default();
        let inputs = read::site(&root, day);
        Self {
            compilation: compile(&inputs, &settings),
            root,
            inputs,
            settings,
        }
    }

    /// The file of a path in the file system, where it is or may become part of the site.
    pub fn inside(&self, path: &Path) -> Option<SitePath> {
        let inside = path.strip_prefix(&self.root).ok()?;
        let inside = inside.to_str()?.replace('\\', "/");
        let is_source =
            |path: &SitePath| read::is_part_of_a_site(path) && !is_leftover(path.file_name());
        SitePath::new(&inside).filter(is_source)
    }

    /// The file at a path.
    pub fn file(&self, path: &SitePath) -> Option<FileId> {
        self.compilation.sources.find(path)
    }

    /// Takes in what an editor holds of a file, saved or not.
    pub fn set_text(&mut self, path: &SitePath, text: &str) {
        let bytes = text.len() as u64;
        let content = match bytes > MAX_FILE_BYTES {
            true => Content::TooLarge { bytes },
            false => Content::Text(text.into()),
        };
        self.set(path, Some(content));
    }

    /// Takes in what is on the disk.
    pub fn set_from_disk(&mut self, path: &SitePath) {
        self.set(path, read::file(&self.root, path));
    }

    fn set(&mut self, path: &SitePath, content: Option<Content>) {
        let Self {
            compilation,
            inputs,
            settings,
            ..
        } = self;
        let before = match content {
            Some(content) => inputs.content.insert(path.clone(), content),
            None => inputs.content.remove(path),
        };
        if inputs.content.get(path) != before.as_ref() {
            update(compilation, inputs, settings, slice::from_ref(path));
        }
    }

    /// Brings the site to another day.
    pub fn set_day(&mut self, day: NaiveDate) {
        if self.inputs.today != day {
            self.inputs.today = day;
            self.compilation = compile(&self.inputs, &self.settings);
        }
    }
}
