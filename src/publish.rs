//! What publishing means, worked out without touching a file: which files are ours
//! ([`manifest::Manifest`]), and in which order the published folder is brought from what it was to what
//! it must be ([`plan::plan`]).
//!
//! The bytes of every file go live in one rename, which `host::publish` does. This module reads nothing,
//! writes nothing, knows no clock, and does not know what a file was rendered from.

mod lines;
pub mod manifest;
pub mod plan;

/// The folder inside the published one that holds our own working files. It holds nothing of the site; a
/// web server or a copy may leave it out.
pub const WORK: &str = ".basutbud";

/// Whether a path may be published: relative, `/`-separated, without `.`, `..`,
/// empty parts, backslashes or control characters, and outside [`WORK`].
#[must_use]
pub fn safe(path: &str) -> bool {
    let parts_fine = path.split('/').all(|part| !matches!(part, "" | "." | ".."));
    let characters_fine = !path.chars().any(|c| c.is_control() || c == '\\');
    parts_fine && characters_fine && path.split('/').next() != Some(WORK)
}

/// The folders a path lies in, outermost first, without the published folder itself.
pub fn ancestors(path: &str) -> impl DoubleEndedIterator<Item = &str> {
    path.match_indices('/').map(|(at, _)| &path[..at])
}

/// The folders that paths in order lie in, each once; outer folders come first.
pub fn folders<'p>(paths: impl Iterator<Item = &'p str>) -> impl Iterator<Item = &'p str> {
    let mut last = "";
    paths.flat_map(move |path| {
        let before = std::mem::replace(&mut last, path);
        // Paths inside one folder stand together.
        ancestors(path).filter(move |dir| !is_inside(before, dir))
    })
}

/// Whether a path lies in a folder.
fn is_inside(path: &str, dir: &str) -> bool {
    path.strip_prefix(dir)
        .is_some_and(|rest| rest.starts_with('/'))
}

/// The folder a path lies in; empty for the published folder itself.
#[must_use]
pub fn parent(path: &str) -> &str {
    path.rfind('/').map_or("", |at| &path[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unsafe_paths_are_told_apart() {
        for path in ["a", "a/b.html", "å ö/x", ".well-known/x", "a/.basutbud"] {
            assert!(safe(path), "{path}");
        }
        for path in [
            "",
            "/a",
            "a//b",
            "a/",
            "../a",
            "a/../b",
            "./a",
            "a\\b",
            "a\nb",
            ".basutbud",
            ".basutbud/x",
        ] {
            assert!(!safe(path), "{path}");
        }
    }

    #[test]
    fn folders_are_told_once_and_outer_ones_first() {
        let paths = ["a-b/x", "a.html", "a/b/c", "a/b/d", "a/e", "b"];
        let told: Vec<&str> = folders(paths.into_iter()).collect();
        assert_eq!(told, ["a-b", "a", "a/b"]);
    }
}
