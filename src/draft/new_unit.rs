//! A new unit in a site: where its file goes, and its draft with the duties that its own answers give.

use std::sync::Arc;

use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::{Language, Text, say};
use crate::draft::unit::{Answers, Context, draft};
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::model::unit::UnitSummary;
use crate::rules::duplicate_address::REGION_PAGES;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// The name of a file or folder for a name.
///
/// # Errors
/// In words, when the name gives none.
pub fn slug_of(name: &str) -> Result<String, Text> {
    let slug = slug::slugify(name);
    if slug.is_empty() || slug.len() > 100 {
        return Err(say!(
            "`{name}` gives no name for a file: it needs letters or digits, at most 100",
            "`{name}` ger inget filnamn: det behövs bokstäver eller siffror, högst 100"
        ));
    }
    Ok(slug)
}

/// Whether an address of a region is free for a unit; `own` is the id of a unit that it may belong to.
///
/// # Errors
/// In words, when it belongs to another unit or to a page of the site.
pub fn is_free(
    slug: &str,
    region: &Region,
    compilation: &Compilation,
    own: Option<&str>,
) -> Result<(), Text> {
    let id = &region.id;
    let taken = |other: &UnitSummary| {
        let former = other.former_names.iter();
        let mut former = former.map(|former| former.value.as_str());
        let full = format!("{id}/{slug}");
        let is_former =
            former.any(|former| former == full || (other.region() == region.id && former == slug));
        let is_own = other.region() == region.id && other.slug() == slug;
        Some(other.id.as_str()) != own && (is_own || is_former)
    };
    if let Some(other) = compilation.catalog.units.iter().find(|unit| taken(unit)) {
        let file = compilation.sources.path(other.file);
        return Err(say!(
            "the address `{id}/{slug}` belongs to {file}; give the unit another name",
            "adressen `{id}/{slug}` tillhör {file}; ge enheten ett annat namn"
        ));
    }
    if REGION_PAGES.contains(&slug) {
        return Err(say!(
            "the address `{id}/{slug}` belongs to a page of the site; give the unit another name",
            "adressen `{id}/{slug}` tillhör en av webbplatsens sidor; ge enheten ett annat namn"
        ));
    }
    Ok(())
}

/// Where the unit's file goes: beside no other unit of the same address.
///
/// # Errors
/// In words, when the name gives no address or the address is taken.
pub fn free_path(
    name: &str,
    region: &Region,
    compilation: &Compilation,
    inputs: &Inputs,
) -> Result<SitePath, Text> {
    let slug = slug_of(name)?;
    is_free(&slug, region, compilation, None)?;
    let path = format!("content/{}/units/{slug}.toml", region.id);
    match SitePath::new(&path) {
        Some(path) if !inputs.content.contains_key(&path) => Ok(path),
        _ => Err(say!(
            "{path} exists already; give the unit another name",
            "{path} finns redan; ge enheten ett annat namn"
        )),
    }
}

/// The draft, with the duties that its own answers give.
pub fn with_duties(
    answers: &Answers,
    (region, rule_set): (&Region, Option<&RuleSet>),
    (compilation, inputs): (&Compilation, &Inputs),
    path: &SitePath,
    language: Language,
) -> String {
    let context = Context {
        region,
        rule_set,
        sources: &compilation.sources,
        language,
    };
    let plain = draft(answers, context, None);
    let mut inputs = inputs.clone();
    let content = Content::Text(Arc::from(plain));
    inputs.content.insert(path.clone(), content);
    let compilation = compile(&inputs, &Settings::default());
    let id = format!("{}/{}", region.id, path.stem());
    let place = compilation.catalog.place_of(&id);
    let unit = place.and_then(|at| compilation.units(&inputs).load(at).ok());
    draft(answers, context, unit.as_ref().map(|unit| &unit.assessment))
}
