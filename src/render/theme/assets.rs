//! The assets of a theme: files that are published beside the pages, with a hash of their content in the
//! name.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

use crate::render::minify::{minify_css, minify_js};
use crate::render::theme::style_addresses;
use crate::text::inputs::Content;
use crate::text::path::SitePath;

/// The asset that gets the colours.
const STYLE_SHEET: &str = "site.css";

/// The built-in scripts that were minified, by their text: a site that is watched reads its theme often.
static SCRIPTS: LazyLock<Mutex<BTreeMap<Arc<str>, Vec<u8>>>> = LazyLock::new(Mutex::default);

/// A file that is published beside the pages.
pub struct Asset {
    /// Its path below `assets/` of the theme.
    pub source: String,
    /// Its published path, with a hash of its content in the name.
    pub path: SitePath,
    /// Its bytes as published.
    pub bytes: Vec<u8>,
}

/// The assets of the built-in layer and of the site's own, which goes before at the same path.
/// The colours stand at the top of the style sheet.
pub fn read_assets(
    [built_in, own]: [&BTreeMap<SitePath, Content>; 2],
    colours: &str,
) -> Vec<Asset> {
    let mut contents: BTreeMap<&str, Written<'_>> = BTreeMap::new();
    for (path, content) in built_in.iter().chain(own) {
        if let Some(source) = path.below("assets") {
            let is_built_in = built_in.get(path) == Some(content);
            contents.insert(
                source,
                Written {
                    content,
                    is_built_in,
                },
            );
        }
    }
    let mut made = BTreeMap::new();
    for source in contents.keys() {
        make(source, &contents, colours, &mut made);
    }
    made.into_values().flatten().collect()
}

/// An asset as it is written.
struct Written<'c> {
    content: &'c Content,
    /// Whether the built-in theme has the same.
    is_built_in: bool,
}

/// Makes an asset once, and before it those that a style sheet leads to, whose names hold hashes of them.
fn make<'c>(
    source: &'c str,
    contents: &BTreeMap<&'c str, Written<'c>>,
    colours: &str,
    made: &mut BTreeMap<&'c str, Option<Asset>>,
) {
    if made.contains_key(source) {
        return;
    }
    // Style sheets that import each other in a circle find nothing here yet.
    made.insert(source, None);
    let Some(&Written {
        content,
        is_built_in,
    }) = contents.get(source)
    else {
        return;
    };
    let asset = match content {
        Content::Text(text) if source.ends_with(".css") => {
            let colours = if source == STYLE_SHEET { colours } else { "" };
            let css = style_addresses::led(source, text, |to| {
                let (to, _) = contents.get_key_value(to)?;
                make(to, contents, colours, made);
                let asset = made.get(to)?.as_ref()?;
                asset.path.below("assets").map(str::to_owned)
            });
            asset(source, &Content::Text(format!("{colours}{css}").into()))
        }
        Content::Text(text) if is_built_in && source.ends_with(".js") => {
            named(source, minified_once(text))
        }
        content => asset(source, content),
    };
    made.insert(source, asset);
}

/// An asset with its published name: `site.css` becomes `assets/site.0a1b2c3d4e.css`.
fn asset(source: &str, content: &Content) -> Option<Asset> {
    let bytes = match content {
        Content::Text(text) if source.ends_with(".css") => minify_css(text),
        Content::Text(text) => text.as_bytes().to_vec(),
        Content::Bytes(bytes) => bytes.to_vec(),
        _ => return None,
    };
    named(source, bytes)
}

/// A built-in script as it is published.
fn minified_once(script: &Arc<str>) -> Vec<u8> {
    let mut known = SCRIPTS.lock().unwrap_or_else(PoisonError::into_inner);
    let small = known.entry(Arc::clone(script));
    small.or_insert_with(|| minify_js(script).into()).clone()
}

/// An asset of these bytes, with its published name.
fn named(source: &str, bytes: Vec<u8>) -> Option<Asset> {
    let hash = blake3::hash(&bytes).to_hex();
    let short = &hash.as_str()[..10];
    let (folder, name) = source
        .rsplit_once('/')
        .map_or(("", source), |(folder, name)| (folder, name));
    let slash = if folder.is_empty() { "" } else { "/" };
    let named = match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{short}.{extension}"),
        None => format!("{name}.{short}"),
    };
    let path = SitePath::new(&format!("assets/{folder}{slash}{named}"))?;
    Some(Asset {
        source: source.to_owned(),
        path,
        bytes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assets_name_holds_its_content() {
        let first = asset("img/a.svg", &Content::Text("<svg/>".into())).expect("a text");
        let other = asset("img/a.svg", &Content::Text("<svg></svg>".into())).expect("a text");
        assert!(
            first.path.as_str().starts_with("assets/img/a.")
                && first.path.as_str().ends_with(".svg")
        );
        assert_ne!(first.path, other.path);
        assert_eq!(first.path.file_name().len(), "a.".len() + 10 + ".svg".len());
    }
}
