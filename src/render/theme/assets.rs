//! The assets of a theme: files that are published beside the pages, with a hash of their content in the
//! name.

use std::collections::BTreeMap;

use crate::render::minify::minify_css;
use crate::render::theme::style_addresses;
use crate::text::inputs::Content;
use crate::text::path::SitePath;

/// The asset that gets the colours.
const STYLE_SHEET: &str = "site.css";

/// A file that is published beside the pages.
pub struct Asset {
    /// Its path below `assets/` of the theme.
    pub source: String,
    /// Its published path, with a hash of its content in the name.
    pub path: SitePath,
    /// Its bytes as published.
    pub bytes: Vec<u8>,
}

/// The assets of all layers, the site's own instead of the built-in ones of the same path.
/// The colours stand at the top of the style sheet.
pub fn read_assets(layers: [&BTreeMap<SitePath, Content>; 2], colours: &str) -> Vec<Asset> {
    let mut contents: BTreeMap<&str, &Content> = BTreeMap::new();
    for layer in layers {
        let assets = layer.iter();
        contents
            .extend(assets.filter_map(|(path, content)| Some((path.below("assets")?, content))));
    }
    let mut made = BTreeMap::new();
    for source in contents.keys() {
        make(source, &contents, colours, &mut made);
    }
    made.into_values().flatten().collect()
}

/// Makes an asset once, and before it those that a style sheet leads to, whose names hold hashes of them.
fn make<'c>(
    source: &'c str,
    contents: &BTreeMap<&'c str, &'c Content>,
    colours: &str,
    made: &mut BTreeMap<&'c str, Option<Asset>>,
) {
    if made.contains_key(source) {
        return;
    }
    // Style sheets that import each other in a circle find nothing here yet.
    made.insert(source, None);
    let Some(content) = contents.get(source) else {
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
