//! From a unit's file to its published page.

use std::ops::Range;

use crate::compile::Compilation;
use crate::language::meaning::FileContext;
use crate::render::address::Links;
use crate::render::routes;
use crate::text::FileId;
use crate::text::inputs::Inputs;

/// A part of a file that leads to an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentLink {
    /// The part.
    pub range: Range<usize>,
    /// The address.
    pub target: String,
}

/// The links of a file: a unit's name leads to its page. None where the site does not say its address
/// or the unit has no page.
pub fn links(compilation: &Compilation, inputs: &Inputs, file: FileId) -> Vec<DocumentLink> {
    let unit = FileContext::new(compilation, inputs, file).and_then(|context| context.unit);
    let site = &compilation.catalog.site;
    let Some(unit) = unit.filter(|unit| unit.is_shown_on(compilation.today)) else {
        return Vec::new();
    };
    let Some(name) = unit.name.as_ref().filter(|_| !site.base_url.is_empty()) else {
        return Vec::new();
    };
    let languages = site.languages.iter().map(|tag| tag.value.as_str());
    let links = Links::new(&site.base_url, languages);
    let page = links.page(0, &routes::unit(unit.region(), unit.slug()));
    vec![DocumentLink {
        range: compilation.sources.clamp(name.span),
        target: links.absolute(&page),
    }]
}
