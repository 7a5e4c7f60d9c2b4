//! Everything a compilation depends on, as one value: texts, assets, and the day.
//!
//! The host reads it; from here on nothing touches files or the clock. What could not be read is
//! kept as data too, so that it becomes a finding beside all the others.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use blake3::{Hash, Hasher};
use chrono::NaiveDate;

use crate::text::hashing::put;
use crate::text::path::SitePath;

/// Largest source file that is read: 1 MiB. A unit file is about 3 KB.
pub const MAX_FILE_BYTES: u64 = 1024 * 1024;

/// The content of one source file, or why there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// Text in UTF-8.
    Text(Arc<str>),
    /// Bytes that are copied as they are: an image, a font.
    Bytes(Arc<[u8]>),
    /// Text in UTF-8 that is not in memory; [`Inputs::load`] reads it.
    Unloaded {
        /// The hash of the same content with its text.
        hash: Hash,
    },
    /// Text that had changed when it was read again.
    Changed,
    /// Longer than [`MAX_FILE_BYTES`].
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
    },
    /// Not UTF-8.
    NotUtf8 {
        /// Offset of the first byte that is not UTF-8, from 0.
        offset: usize,
        /// What stands before that byte: it gives the line and column.
        before: Arc<str>,
        /// What it seems to be instead.
        encoding: Encoding,
    },
    /// The system would not let it be read.
    Unreadable {
        /// The system's own words.
        reason: String,
    },
    /// It, or a folder it lies in, has a name that is not UTF-8, or has a backslash or characters that
    /// nobody sees.
    UnusableName,
    /// A symbolic link that was not followed: it leads to a folder, to something hidden, or out of
    /// `content/` or its theme.
    LinkNotFollowed {
        /// Where it leads.
        target: String,
    },
}

/// What a file that is not UTF-8 seems to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Windows-1252 or ISO 8859-1: one byte for each character.
    OneByte,
    /// UTF-16: two bytes for most characters, as the word "Unicode" means in many programs.
    Utf16,
}

impl Content {
    /// The hash of what it holds, and of the way it was read; the same with and without its text in memory.
    #[must_use]
    pub fn hash(&self) -> Hash {
        let mut hasher = Hasher::new();
        let (way, bytes): (u8, &[u8]) = match self {
            Content::Text(text) => (0, text.as_bytes()),
            Content::Bytes(bytes) => (1, bytes),
            Content::Unloaded { hash } => return *hash,
            Content::TooLarge { bytes } => (2, &bytes.to_le_bytes()),
            Content::NotUtf8 {
                offset,
                before,
                encoding,
            } => {
                put(&mut hasher, &offset.to_le_bytes());
                put(&mut hasher, &[u8::from(*encoding == Encoding::Utf16)]);
                (3, before.as_bytes())
            }
            Content::Unreadable { reason } => (4, reason.as_bytes()),
            Content::LinkNotFollowed { target } => (5, target.as_bytes()),
            Content::Changed => (6, &[]),
            Content::UnusableName => (7, &[]),
        };
        hasher.update(&[way]);
        put(&mut hasher, bytes);
        hasher.finalize()
    }

    /// The same without its text.
    #[must_use]
    pub fn unloaded(&self) -> Self {
        Self::Unloaded { hash: self.hash() }
    }
}

/// Reads a file of `content/` whose text is not in memory.
#[derive(Clone)]
pub struct Reader(Arc<dyn Fn(&SitePath) -> Content + Send + Sync>);

impl Reader {
    /// A reader that calls `read`.
    pub fn new(read: impl Fn(&SitePath) -> Content + Send + Sync + 'static) -> Self {
        Self(Arc::new(read))
    }
}

/// There is nothing to read: every text is in memory.
impl Default for Reader {
    fn default() -> Self {
        Self::new(|_| Content::Changed)
    }
}

impl fmt::Debug for Reader {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Reader")
    }
}

/// The sources of a site and the day it is built for.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Files under `content/`, by path from the site's root.
    pub content: BTreeMap<SitePath, Content>,
    /// Files of the site's own theme, by path inside the theme folder (`templates/unit.html`).
    pub theme: BTreeMap<SitePath, Content>,
    /// Files of the theme inside the program, by the same kind of path.
    pub default_theme: BTreeMap<SitePath, Content>,
    /// The build's date: rule sets come into force, exemptions and notices end.
    pub today: NaiveDate,
    /// Reads the texts that are not in memory.
    pub reader: Reader,
}

impl Inputs {
    /// A file of `content/`, with its text where it has one. What is not in memory is read, and is
    /// [`Content::Changed`] unless it has the hash that it had.
    pub fn load(&self, path: &SitePath) -> Content {
        let Reader(read) = &self.reader;
        match self.content.get(path) {
            Some(Content::Unloaded { hash }) => match read(path) {
                content if content.hash() == *hash => content,
                _ => Content::Changed,
            },
            Some(loaded) => loaded.clone(),
            None => Content::Changed,
        }
    }
}
