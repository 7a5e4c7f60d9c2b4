//! The default theme, which is inside the program.

use std::collections::BTreeMap;
use std::sync::Arc;

use rust_embed::RustEmbed;

use crate::text::inputs::Content;
use crate::text::path::SitePath;

#[derive(RustEmbed)]
#[folder = "themes/default/"]
struct DefaultTheme;

/// The files of the default theme, by path inside the theme. In development builds they are read from
/// the source tree, so that an edit shows without compiling.
pub fn default_theme() -> BTreeMap<SitePath, Content> {
    let mut files = BTreeMap::new();
    for name in DefaultTheme::iter() {
        let (Some(path), Some(file)) = (SitePath::new(&name), DefaultTheme::get(&name)) else {
            continue;
        };
        let content = match String::from_utf8(file.data.into_owned()) {
            Ok(text) => Content::Text(Arc::from(text)),
            Err(error) => Content::Bytes(Arc::from(error.into_bytes())),
        };
        files.insert(path, content);
    }
    files
}
