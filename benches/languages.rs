//! The languages of a site that `generate` made.

use std::fs;
use std::io;
use std::path::Path;

use toml::{Table, Value};

/// Leaves the site below `root` with these languages, of which the first is the main one.
///
/// # Errors
/// When `content/site.toml` cannot be read or written.
pub fn set(root: &Path, languages: &[&str]) -> io::Result<()> {
    let path = root.join("content/site.toml");
    let mut site: Table = fs::read_to_string(&path)?
        .parse()
        .map_err(io::Error::other)?;
    site.insert("languages".to_owned(), Value::from(languages.to_vec()));
    fs::write(path, site.to_string())
}
