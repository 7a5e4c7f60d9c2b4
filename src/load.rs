//! From texts to the domain: every source file becomes part of the [`Catalog`], or a finding, or both.
//!
//! Files are read independently of each other and in parallel; a fault in one never hides another.
//! This floor knows the form of files. Whether a unit keeps its duties is assessed further up.

mod condition;
pub mod faults;
mod file;
pub mod hours;
pub mod import_map;
mod levels;
mod limit;
pub mod literal;
pub mod pictures;
mod region;
mod rule_set;
pub mod shape;
mod site;
mod slip;
pub mod table;
pub mod theme;
mod unit;
pub mod units;
mod waiting;
mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use toml::de::DeTable;

use crate::diagnostic::settle::Levels;
use crate::diagnostic::{Diagnostic, Language, say};
use crate::load::faults::{
    invisible_character, leftover_file, misplaced_file, unknown_reference, unreadable_file,
    unusable_name,
};
use crate::load::file::{File, beside, language_of, markdown};
use crate::load::levels::Codes;
use crate::load::units::{RegionUnits, UnitFiles};
use crate::model::Catalog;
use crate::model::language::is_known;
use crate::model::picture::Picture;
use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::model::site::{Site, SitePage};
use crate::text::inputs::{Content, Inputs};
use crate::text::path::{SitePath, is_leftover};
use crate::text::{FileId, Sources, Span};

/// What loading gives.
pub struct Loaded {
    /// The domain, but for units.
    pub catalog: Catalog,
    /// All sources, by id; ids follow the order of paths.
    pub sources: Sources,
    /// The faults of form of all files but those of units.
    pub diagnostics: Vec<Diagnostic>,
    /// The files of each unit, by region and then by the unit's id.
    pub units: Vec<UnitFiles>,
}

/// The files of a site, by what they are.
#[derive(Default)]
struct Sorted {
    site: Option<File>,
    pages: Vec<File>,
    pictures: BTreeMap<SitePath, Picture>,
    regions: BTreeMap<String, RegionFiles>,
}

/// The files of one region's folder.
#[derive(Default)]
struct RegionFiles {
    region: Option<File>,
    rule_sets: Vec<File>,
    units: RegionUnits,
}

/// Finds the code with a name.
pub type KnownCode<'a> = &'a dyn Fn(&str) -> Option<&'static crate::diagnostic::code::Code>;

/// Loads the site, its regions and their rule sets, and finds the files of units, which
/// [`units::read`] reads. Codes that `site.toml` gives levels are looked up in `known_code`.
pub fn load(
    inputs: &Inputs,
    levels: &mut Levels,
    known_code: KnownCode<'_>,
    code_names: &[&'static str],
) -> Loaded {
    let mut sources = Sources::default();
    let mut diagnostics = Vec::new();
    let sorted = sort_files(inputs, &mut sources, &mut diagnostics);

    let mut catalog = Catalog {
        pictures: sorted.pictures,
        ..Catalog::default()
    };
    if let Some(file) = &sorted.site {
        catalog.site = site::load(file, levels, known_code, code_names, &mut diagnostics);
    }
    let theme = inputs.default_theme.keys().chain(inputs.theme.keys());
    let assets = theme.filter_map(|path| path.below("assets"));
    catalog.site.assets = assets.map(str::to_owned).collect();
    if let Some(span) = catalog.site.theme_span
        && catalog.site.theme != site::DEFAULT_THEME
        && !catalog.site.broken
        && inputs.theme.is_empty()
    {
        diagnostics.push(unknown_reference::no_theme(span, &catalog.site.theme));
    }
    for file in &sorted.pages {
        diagnostics.extend(invisible_character::of_markdown(file.id, &file.text));
        let (slug, _) = language_of(file.path.stem());
        if !unusable_name::is_usable(slug) {
            diagnostics.push(unusable_name::fault(Span::whole(file.id), slug));
        }
    }
    check_languages(sorted.pages.iter(), &catalog.site, &mut diagnostics);
    let (read, unread): (Vec<&File>, Vec<&File>) =
        sorted.pages.iter().partition(|file| file.is_read);
    waiting::say_of_site(&catalog.site, &mut diagnostics);
    catalog.site.pages = read.into_iter().map(site_page).collect();
    let slug = |file: &File| language_of(file.path.stem()).0.to_owned();
    catalog.site.broken_pages = unread.into_iter().map(slug).collect();

    let mut units = Vec::new();
    for (id, files) in sorted.regions {
        let Some(file) = &files.region else {
            let orphans = files
                .rule_sets
                .iter()
                .chain(&files.units.files)
                .chain(&files.units.texts);
            let places: Vec<Span> = orphans.map(|file| Span::whole(file.id)).collect();
            if let Some((first, others)) = places.split_first() {
                diagnostics.push(misplaced_file::no_region(*first, &id, others.len()));
            }
            continue;
        };
        if !unusable_name::is_usable(&id) {
            diagnostics.push(unusable_name::fault(Span::whole(file.id), &id));
        }
        let mut region = region::load(file, &id, &mut diagnostics);
        let codes = Codes {
            known: known_code,
            names: code_names,
        };
        region.rule_sets = load_rule_sets(&files.rule_sets, &region, codes, &mut diagnostics);
        if let Some(rule_set) = region.rule_set_on(inputs.today) {
            levels.set_by_region(&id, &rule_set.levels);
        }
        region::check_systems(&region, &mut diagnostics);
        waiting::say_of_region(&region, &mut diagnostics);
        check_languages(files.units.texts.iter(), &catalog.site, &mut diagnostics);
        units.extend(units::files_of_units(&files.units, &mut diagnostics));
        catalog.regions.insert(id, region);
    }
    Loaded {
        catalog,
        sources,
        diagnostics,
        units,
    }
}

/// Gives every file an id and sorts them by what they are. What has no place is a finding.
fn sort_files(inputs: &Inputs, sources: &mut Sources, found: &mut Vec<Diagnostic>) -> Sorted {
    let mut sorted = Sorted::default();
    // The files of the theme will follow.
    let theme = inputs.theme.len() + inputs.default_theme.len();
    sources.reserve(inputs.content.len() + theme);
    let no_text: Arc<str> = Arc::from("");
    for (path, content) in &inputs.content {
        let text: Arc<str> = match content {
            Content::Text(text) => text.clone(),
            Content::NotUtf8 { before, .. } => before.clone(),
            _ => no_text.clone(),
        };
        let id = sources.add(path.clone(), text.clone());
        if pictures::is_picture(path) && !is_leftover(path.file_name()) {
            let picture = pictures::read(id, path, content, found);
            sorted.pictures.insert(path.clone(), picture);
            continue;
        }
        let place = match content {
            Content::NotUtf8 { offset, .. } => Span::new(id, *offset..*offset),
            _ => Span::whole(id),
        };
        let fault = unreadable_file::fault(place, content);
        let is_read = fault.is_none();
        let file = File {
            id,
            path: path.clone(),
            text,
            is_read,
        };
        if is_leftover(path.file_name()) {
            found.push(leftover_file::fault(place, path.file_name()));
            continue;
        }
        let misplaced = sorted.place(file);
        found.extend(fault.or(misplaced));
    }
    sorted
}

impl Sorted {
    /// Puts a file where its path says it belongs; a finding when that is nowhere.
    fn place(&mut self, file: File) -> Option<Diagnostic> {
        let path = file.path.clone();
        let parts: Vec<&str> = path.parts().skip(1).collect();
        let here = Span::whole(file.id);
        match (parts.as_slice(), path.extension()) {
            (["site.toml"], _) => self.site = Some(file),
            (["pages", _], Some("md")) => self.pages.push(file),
            ([region, "region.toml"], _) => self.region(region).region = Some(file),
            ([region, "rules", _], Some("toml")) => self.region(region).rule_sets.push(file),
            ([region, "units", .., _], Some("toml")) => self.region(region).units.files.push(file),
            ([region, "units", .., _], Some("md")) => self.region(region).units.texts.push(file),
            ([_, "units", ..], _) => {
                return Some(misplaced_file::fault(
                    here,
                    say!(
                        "below `units/` there are unit files (.toml), their texts (.md) and pictures (.jpg, .png, .svg, .webp, .gif, .avif)",
                        "under `units/` finns bara enhetsfiler (.toml), deras texter (.md) och bilder (.jpg, .png, .svg, .webp, .gif, .avif)"
                    ),
                ));
            }
            _ => {
                return Some(misplaced_file::fault(
                    here,
                    say!(
                        "below `content/` there are site.toml, pages/*.md, and per region region.toml, rules/*.toml and units/**",
                        "under `content/` finns site.toml, pages/*.md och per region region.toml, rules/*.toml och units/**"
                    ),
                ));
            }
        }
        None
    }

    fn region(&mut self, id: &str) -> &mut RegionFiles {
        self.regions.entry(id.to_owned()).or_default()
    }
}

/// Whether a file lies where only units' files and the texts beside them do.
pub fn is_of_units(path: &SitePath) -> bool {
    path.parts().nth(2) == Some("units") && matches!(path.extension(), Some("toml" | "md"))
}

/// The versions of a region's rule set, oldest first.
fn load_rule_sets(
    files: &[File],
    region: &Region,
    codes: Codes<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<RuleSet> {
    let mut rule_sets: Vec<RuleSet> = files
        .iter()
        .filter_map(|file| rule_set::load(file, region, codes, found))
        .collect();
    rule_sets.sort_by_key(|rule_set| rule_set.in_force);
    rule_sets
}

/// Finds texts whose names say no language, or one that another text beside them has.
fn check_languages<'f>(
    texts: impl Iterator<Item = &'f File>,
    site: &Site,
    found: &mut Vec<Diagnostic>,
) {
    let of_site: Vec<&str> = site
        .languages
        .iter()
        .map(|tag| tag.value.as_str())
        .collect();
    let mut seen: BTreeMap<(&str, &str), FileId> = BTreeMap::new();
    for text in texts {
        let (place, tag) = beside(&text.path);
        let here = Span::whole(text.id);
        let (stem, _) = language_of(text.path.stem());
        if !is_known(tag) && !of_site.contains(&tag) {
            found.push(misplaced_file::no_language(here, stem, tag, &of_site));
        }
        if let Some(other) = seen.insert((place, tag), text.id) {
            let other = Span::whole(other);
            found.push(misplaced_file::same_language(here, other, stem, tag));
        }
    }
}

/// One of the site's own pages.
fn site_page(file: &File) -> SitePage {
    let (slug, language) = language_of(file.path.stem());
    SitePage {
        slug: slug.to_owned(),
        language: language.to_owned(),
        text: markdown(file),
    }
}

/// The language of findings and messages that a site chooses, for runs in which nothing else says.
pub fn tool_language(site_file: &str) -> Option<Language> {
    let (table, _) = DeTable::parse_recoverable(site_file);
    match table.get_ref().get("language")?.get_ref().as_str()? {
        "sv" => Some(Language::Swedish),
        "en" => Some(Language::English),
        _ => None,
    }
}

/// The theme a site names, read before anything else because it decides which files are read.
/// `None` when none is named; faults of the file are found when it is loaded.
pub fn theme_name(site_file: &str) -> Option<String> {
    let (table, _) = DeTable::parse_recoverable(site_file);
    table
        .get_ref()
        .get("theme")?
        .get_ref()
        .as_str()
        .map(str::to_owned)
}
