//! Finds what style sheets lead to that is no asset of the theme, and style sheets that import each other in
//! a circle: the published name of each would hold a hash of the other's.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::render::faults::template_fault;
use crate::render::theme::style_addresses::{self, Target};
use crate::text::inputs::Content;
use crate::text::path::SitePath;
use crate::text::{FileId, Span};

/// A style sheet that is published.
struct Sheet<'a> {
    /// The number of its layer.
    layer: usize,
    path: &'a SitePath,
    text: &'a Arc<str>,
    /// Where its addresses stand, and where each leads.
    addresses: Vec<(Range<usize>, Target)>,
}

/// Checks the style sheets of all layers, the site's own instead of the built-in ones of the same path.
/// `source` adds a text of a layer to the sources.
pub(super) fn check(
    layers: &[&BTreeMap<SitePath, Content>],
    source: &mut dyn FnMut(usize, &SitePath, &Arc<str>) -> FileId,
    found: &mut Vec<Diagnostic>,
) {
    let all = layers.iter().flat_map(|files| files.keys());
    let assets: BTreeSet<&str> = all.filter_map(|path| path.below("assets")).collect();
    let sheets = style_sheets(layers);
    for (name, sheet) in &sheets {
        let fault = |target: &Target| match target {
            Target::Elsewhere => None,
            Target::Above => Some(Fault::Lost),
            Target::Asset(asset) if !assets.contains(asset.as_str()) => Some(Fault::Lost),
            Target::Asset(asset) if leads_to(&sheets, asset, name) => Some(Fault::Circle),
            Target::Asset(_) => None,
        };
        let addresses = sheet.addresses.iter();
        let faults = addresses.filter_map(|(place, target)| Some((place, fault(target)?)));
        let faults: Vec<(&Range<usize>, Fault)> = faults.collect();
        if faults.is_empty() {
            continue;
        }
        let file = source(sheet.layer, sheet.path, sheet.text);
        for (place, fault) in faults {
            let (message, help) = fault.words(&sheet.text[place.clone()]);
            let place = Span::new(file, place.clone());
            found.push(Diagnostic::new(&template_fault::CODE, place, message).with_help(help));
        }
    }
}

/// The style sheets by their paths below `assets/`.
fn style_sheets<'a>(layers: &[&'a BTreeMap<SitePath, Content>]) -> BTreeMap<&'a str, Sheet<'a>> {
    let mut sheets = BTreeMap::new();
    for (layer, files) in layers.iter().enumerate() {
        for (path, content) in *files {
            let (Some(name), Content::Text(text)) = (path.below("assets"), content) else {
                continue;
            };
            if !name.ends_with(".css") {
                continue;
            }
            let addresses = style_addresses::addresses(text).into_iter();
            let addresses = addresses.map(|place| {
                let target = style_addresses::target(name, &text[place.clone()]);
                (place, target)
            });
            let sheet = Sheet {
                layer,
                path,
                text,
                addresses: addresses.collect(),
            };
            sheets.insert(name, sheet);
        }
    }
    sheets
}

/// Whether an asset is a style sheet, or leads to it over others.
fn leads_to(sheets: &BTreeMap<&str, Sheet<'_>>, from: &str, to: &str) -> bool {
    let mut open = vec![from];
    let mut seen = BTreeSet::new();
    while let Some(asset) = open.pop() {
        if asset == to {
            return true;
        }
        if seen.insert(asset) {
            let sheet = sheets.get(asset).into_iter();
            open.extend(
                sheet
                    .flat_map(|sheet| &sheet.addresses)
                    .filter_map(|(_, target)| match target {
                        Target::Asset(asset) => Some(asset.as_str()),
                        _ => None,
                    }),
            );
        }
    }
    false
}

/// What is wrong with an address.
#[derive(Clone, Copy)]
enum Fault {
    Lost,
    Circle,
}

impl Fault {
    fn words(self, address: &str) -> (Text, Text) {
        match self {
            Self::Lost => (
                say!(
                    "the style sheet leads to `{address}`, which the theme does not have",
                    "stilmallen leder till `{address}`, som inte finns i temat"
                ),
                say!(
                    "put the file below `assets/` of the theme, or correct the address",
                    "lägg filen under temats `assets/`, eller rätta adressen"
                ),
            ),
            Self::Circle => (
                say!(
                    "the style sheet leads to `{address}`, which leads back to it",
                    "stilmallen leder till `{address}`, som leder tillbaka till den"
                ),
                say!(
                    "move what both need to a style sheet that leads to neither",
                    "flytta det som båda behöver till en stilmall som inte leder till någon av dem"
                ),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sheets: &[(&str, &str)]) -> Vec<String> {
        let file = |(name, text): &(&str, &str)| {
            let path = SitePath::new(&format!("assets/{name}")).expect("a sound path");
            (path, Content::Text((*text).into()))
        };
        let files: BTreeMap<SitePath, Content> = sheets.iter().map(file).collect();
        let (mut paths, mut found) = (Vec::new(), Vec::new());
        let mut source = |_, path: &SitePath, _: &Arc<str>| {
            paths.push(path.file_name().to_owned());
            FileId(u32::try_from(paths.len() - 1).expect("few"))
        };
        check(&[&files], &mut source, &mut found);
        let told = found.iter().map(|fault| {
            let path = &paths[fault.primary.span.file.0 as usize];
            format!("{path}: {}", fault.message.en)
        });
        told.collect()
    }

    #[test]
    fn circles_are_found_at_each_style_sheet_in_them() {
        let sheets = [
            ("a.css", "@import \"b.css\"; @import \"d.css\";"),
            ("b.css", "@import url(c/c.css);"),
            ("c/c.css", "@import \"../b.css\"; @import \"../d.css\";"),
            ("d.css", "p { background: url(e.png) }"),
            ("e.png", ""),
            ("f.css", "@import \"f.css\";"),
        ];
        assert_eq!(
            found(&sheets),
            [
                "b.css: the style sheet leads to `c/c.css`, which leads back to it",
                "c.css: the style sheet leads to `../b.css`, which leads back to it",
                "f.css: the style sheet leads to `f.css`, which leads back to it",
            ]
        );
    }

    #[test]
    fn what_leads_to_no_asset_is_found() {
        let sheets = [(
            "a.css",
            "p { background: url(e.png) } q { background: url(../x.png) }",
        )];
        assert_eq!(
            found(&sheets),
            [
                "a.css: the style sheet leads to `e.png`, which the theme does not have",
                "a.css: the style sheet leads to `../x.png`, which the theme does not have",
            ]
        );
        let built_in = crate::host::embedded::default_theme();
        let mut lost = Vec::new();
        check(&[&built_in], &mut |_, _, _| FileId(0), &mut lost);
        assert_eq!(lost, []);
    }
}
