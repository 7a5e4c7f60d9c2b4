//! Paths inside a site: relative, `/`-separated, without `.` or `..`.
//!
//! The same value names a source file, a template and a published file on every platform.

use std::fmt;
use std::sync::Arc;

use crate::text::visible::has_invisible;

/// Whether a file's name is one that systems and editors leave behind. Such files are no part of a site.
pub fn is_leftover(name: &str) -> bool {
    let of_systems = ["desktop.ini", "thumbs.db", ".ds_store"];
    let is_hash = |name: &str| name.len() > 2 && name.starts_with('#') && name.ends_with('#');
    of_systems
        .iter()
        .any(|known| name.eq_ignore_ascii_case(known))
        || name.starts_with("~$")
        || name.starts_with(".#")
        || name.ends_with(".bak")
        || name.ends_with(".orig")
        || is_hash(name)
}

/// A path from the site's root (or the output's root), such as `content/kalmar/region.toml`. Copies share
/// its text: inputs, sources and units in reading all name the same files.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SitePath(Arc<str>);

impl SitePath {
    /// Checks and keeps a path. Gives nothing for an absolute path, an empty part, `.` or `..`, and nothing
    /// for one with characters that nobody sees: paths are shown as they are.
    pub fn new(path: &str) -> Option<Self> {
        let sound =
            |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains('\\');
        let is_visible = !path.contains(['\t', '\n', '\r']) && !has_invisible(path);
        (is_visible && path.split('/').all(sound)).then(|| Self(path.into()))
    }

    /// The path as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The parts between slashes.
    pub fn parts(&self) -> impl DoubleEndedIterator<Item = &str> {
        self.0.split('/')
    }

    /// What stands before the last part; nothing for a path of one part.
    pub fn folder(&self) -> &str {
        self.as_str()
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
    }

    /// The last part.
    pub fn file_name(&self) -> &str {
        self.0.rsplit('/').next().unwrap_or(&self.0)
    }

    /// The last part without its ending (`strandvik` of `…/strandvik.toml`).
    pub fn stem(&self) -> &str {
        let name = self.file_name();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// What follows the last dot of the last part.
    pub fn extension(&self) -> Option<&str> {
        self.file_name()
            .rsplit_once('.')
            .map(|(_, extension)| extension)
    }

    /// The whole path without its ending.
    pub fn without_extension(&self) -> &str {
        let ending = self.extension().map_or(0, |extension| extension.len() + 1);
        &self.0[..self.0.len() - ending]
    }

    /// The path below `folder`, when it lies there.
    pub fn below(&self, folder: &str) -> Option<&str> {
        self.0.strip_prefix(folder)?.strip_prefix('/')
    }
}

impl fmt::Display for SitePath {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_could_leave_the_site() {
        for bad in [
            "",
            "/etc",
            "a//b",
            "../a",
            "a/..",
            "a/./b",
            "a\\..\\b",
            "a\nb",
            "a\u{202e}b",
        ] {
            assert!(SitePath::new(bad).is_none(), "{bad}");
        }
    }

    #[test]
    fn takes_a_path_apart() {
        let path = SitePath::new("content/kalmar/units/åsa.en.md").expect("a sound path");
        assert_eq!(
            (path.stem(), path.extension(), path.file_name()),
            ("åsa.en", Some("md"), "åsa.en.md")
        );
        assert_eq!(path.below("content/kalmar"), Some("units/åsa.en.md"));
        assert_eq!(path.below("content/kal"), None);
    }

    #[test]
    fn what_systems_and_editors_leave_behind_is_known() {
        for name in [
            "desktop.ini",
            "Desktop.ini",
            "Thumbs.db",
            ".DS_Store",
            "~$enheter.xlsx",
            "strandvik.toml.bak",
            "strandvik.bak",
            "strandvik.toml.orig",
            "#strandvik.toml#",
            ".#strandvik.toml",
        ] {
            assert!(is_leftover(name), "{name}");
        }
        for name in [
            "strandvik.toml",
            "bak.toml",
            "orig.md",
            "#.md",
            "##",
            ".gitignore",
        ] {
            assert!(!is_leftover(name), "{name}");
        }
    }
}
