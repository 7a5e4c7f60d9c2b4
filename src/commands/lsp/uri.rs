//! Addresses of files, as editors write them, and paths.

use std::path::{Path, PathBuf};
use std::str::FromStr;

use lsp_types::Uri;
use percent_encoding::percent_decode_str;

use crate::render::address::encode;

/// The path of a `file:` address; nothing for other addresses, such as those of unsaved new files.
pub fn path_of(address: &str) -> Option<PathBuf> {
    let rest = address.strip_prefix("file://")?;
    let at = rest.find('/')?;
    let (host, path) = rest.split_at(at);
    let path = path.split(['?', '#']).next().unwrap_or(path);
    let path = percent_decode_str(path).decode_utf8().ok()?;
    if !host.is_empty() && host != "localhost" {
        return Some(PathBuf::from(format!("//{host}{path}")));
    }
    // `/c:/site` is the path `c:/site` of a system with drives.
    let bytes = path.as_bytes();
    let drive = bytes.len() > 2 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':';
    Some(PathBuf::from(if drive { &path[1..] } else { &*path }))
}

/// The address of a file; nothing for a path that is not absolute.
pub fn uri_of(path: &Path) -> Option<Uri> {
    let path = path.to_string_lossy().replace('\\', "/");
    let path = if path.starts_with('/') {
        path
    } else if path.as_bytes().get(1) == Some(&b':') {
        format!("/{path}")
    } else {
        return None;
    };
    Uri::from_str(&format!("file://{}", encode(&path))).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        for path in ["/site/content/åsa b.toml", "/a/100%.toml", "/a#b?c"] {
            let uri = uri_of(Path::new(path)).expect("an absolute path");
            assert_eq!(path_of(uri.as_str()), Some(PathBuf::from(path)));
        }
    }

    #[test]
    fn other_spellings() {
        let path = |address| path_of(address).map(|path| path.display().to_string());
        assert_eq!(path("file:///c%3A/a").as_deref(), Some("c:/a"));
        assert_eq!(path("file://localhost/a").as_deref(), Some("/a"));
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file:///a%zz").as_deref(), Some("/a%zz"));
        assert!(uri_of(Path::new("a/b")).is_none());
    }
}
