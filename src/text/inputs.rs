//! Everything a compilation depends on, as one value: texts, assets, and the day.
//!
//! The host reads it; from here on nothing touches files or the clock. What could not be read is
//! kept as data too, so that it becomes a finding beside all the others.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use blake3::Hash;
use chrono::NaiveDate;

use crate::text::digest::of_content;
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
    /// Text in UTF-8 that is not held, but read again whenever it is wanted, by [`Inputs::wanted`].
    NotHeld {
        /// Its digest, the same as that of the text.
        digest: Hash,
    },
    /// Text that was another when it was read again.
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
    },
    /// The system would not let it be read.
    Unreadable {
        /// The system's own words.
        reason: String,
    },
    /// A symbolic link that was not followed: it leads out of the site, or to a folder.
    LinkNotFollowed {
        /// Where it leads.
        target: String,
    },
}

impl Content {
    /// The same without its text, which is to be read again.
    #[must_use]
    pub fn not_held(&self) -> Self {
        Self::NotHeld {
            digest: of_content(self),
        }
    }
}

/// Reads a file of `content/` again.
#[derive(Clone)]
pub struct ReadAgain(pub Arc<dyn Fn(&SitePath) -> Content + Send + Sync>);

impl fmt::Debug for ReadAgain {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ReadAgain")
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
    /// How texts that are not held are read again. Where there is something, texts of units are not held.
    pub read_again: Option<ReadAgain>,
}

impl Inputs {
    /// Whether the texts of units are not held, as the site is a large one.
    pub fn is_large(&self) -> bool {
        self.read_again.is_some()
    }

    /// A file of `content/` with its text, which is read again if it is not held.
    pub fn wanted(&self, path: &SitePath) -> Content {
        match (self.content.get(path), &self.read_again) {
            (Some(Content::NotHeld { digest }), Some(ReadAgain(read))) => match read(path) {
                again if of_content(&again) == *digest => again,
                _ => Content::Changed,
            },
            (Some(Content::NotHeld { .. }) | None, _) => Content::Changed,
            (Some(held), _) => held.clone(),
        }
    }
}
