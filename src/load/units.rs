//! Reads units: a unit's file and the texts beside it become a unit and the faults of form in them.
//!
//! One function serves a whole site, a unit that is wanted again, and a unit whose files have changed.

use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::load::faults::{invisible_character, misplaced_file, unreadable_file};
use crate::load::file::{File, beside, language_of, markdown};
use crate::load::pictures;
use crate::load::unit;
use crate::model::BrokenUnit;
use crate::model::region::Region;
use crate::model::site::MarkdownText;
use crate::model::unit::{Unit, UnitSummary};
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;
use crate::text::{FileId, Sources, Span};

/// The files of one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitFiles {
    /// The unit file.
    pub file: FileId,
    /// The texts beside it, one in each language.
    pub texts: Vec<FileId>,
}

impl UnitFiles {
    /// The files that a unit was read from.
    pub fn of(unit: &UnitSummary) -> Self {
        Self {
            file: unit.file,
            texts: unit.about_files.to_vec(),
        }
    }

    /// The unit file and the texts beside it, found among all sources.
    pub fn around(file: FileId, sources: &Sources, inputs: &Inputs) -> Self {
        let place = sources.path(file).without_extension();
        let is_text_of_unit = |path: &SitePath| {
            path.as_str().starts_with(place)
                && path.extension() == Some("md")
                && beside(path).0 == place
                && inputs.content.contains_key(path)
        };
        let texts = sources.files();
        let texts = texts.filter(|(_, source)| is_text_of_unit(&source.path));
        Self {
            file,
            texts: texts.map(|(text, _)| text).collect(),
        }
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = FileId> {
        std::iter::once(self.file).chain(self.texts.iter().copied())
    }
}

/// The files below a region's `units/`.
#[derive(Default)]
pub(super) struct RegionUnits {
    /// Unit files.
    pub(super) files: Vec<File>,
    /// The texts beside them.
    pub(super) texts: Vec<File>,
}

/// What reading a unit gives.
pub struct ReadUnit {
    /// `<region>/<stem>`
    pub id: String,
    /// The unit; what is known of it when its file has faults of syntax, is empty, or cannot be read.
    pub unit: Result<Box<Unit>, BrokenUnit>,
    /// The faults of form.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a unit of a region.
pub fn read(files: &UnitFiles, region: &Region, inputs: &Inputs, sources: &Sources) -> ReadUnit {
    let file = match load_file(files.file, inputs, sources) {
        Ok(file) => file,
        Err(fault) => {
            let id = format!("{}/{}", region.id, sources.path(files.file).stem());
            return ReadUnit {
                unit: Err(BrokenUnit {
                    id: id.clone(),
                    former_names: Vec::new(),
                }),
                id,
                diagnostics: vec![*fault],
            };
        }
    };
    let unit::LoadedUnit {
        mut unit,
        complete,
        mut diagnostics,
    } = unit::load(&file, region, inputs.today);
    let id = unit.id.clone();
    if !complete {
        return ReadUnit {
            id,
            unit: Err(broken(&unit)),
            diagnostics,
        };
    }
    let mut about: BTreeMap<String, MarkdownText> = BTreeMap::new();
    for text in &files.texts {
        match load_file(*text, inputs, sources) {
            Ok(text) if !text.is_read => drop(unit.unread.insert("about".to_owned())),
            Ok(text) => {
                let fault = invisible_character::of_markdown(text.id, &text.text);
                diagnostics.extend(fault.map(|fault| fault.with_unit(&id)));
                let (_, language) = language_of(text.path.stem());
                about.insert(language.to_owned(), markdown(&text));
            }
            Err(fault) => diagnostics.push(*fault),
        }
    }
    let shown = about.values().flat_map(pictures::shown_by);
    unit.pictures = shown.collect();
    unit.set_about(about);
    ReadUnit {
        id,
        unit: Ok(unit),
        diagnostics,
    }
}

/// What is known of a unit whose file cannot be relied on.
fn broken(unit: &UnitSummary) -> BrokenUnit {
    let former = unit.former_names.iter();
    BrokenUnit {
        id: unit.id.clone(),
        former_names: former.map(|name| name.value.clone()).collect(),
    }
}

/// A file with its text. One that cannot be read has its finding already, and what could be read of it.
///
/// # Errors
/// A finding, when the file has changed since it was read first.
fn load_file(id: FileId, inputs: &Inputs, sources: &Sources) -> Result<File, Box<Diagnostic>> {
    let path = sources.path(id).clone();
    if let Some(content) = inputs.content.get(&path)
        && unreadable_file::fault(Span::whole(id), content).is_some()
    {
        let text = sources.get(id).text.clone();
        let is_read = false;
        return Ok(File {
            id,
            path,
            text,
            is_read,
        });
    }
    match inputs.load(&path) {
        Content::Text(text) => Ok(File::whole(id, path, text)),
        other => {
            let place = Span::whole(id);
            let fault = unreadable_file::fault(place, &other);
            Err(Box::new(
                fault.unwrap_or_else(|| unreadable_file::changed(place)),
            ))
        }
    }
}

/// The region and the unit file that a path belongs to: itself, or the one that a text stands beside.
pub fn unit_file(path: &SitePath) -> Option<(&str, SitePath)> {
    let mut parts = path.parts();
    let (content, region, units) = (parts.next()?, parts.next()?, parts.next()?);
    if content != "content" || units != "units" || parts.next().is_none() {
        return None;
    }
    let file = match path.extension()? {
        "toml" => path.clone(),
        "md" => {
            let (place, _) = beside(path);
            SitePath::new(&format!("{place}.toml"))?
        }
        _ => return None,
    };
    Some((region, file))
}

/// The language of a text beside a unit file, by its name.
pub fn language_beside(text: &SitePath) -> &str {
    beside(text).1
}

/// The files of each unit of a region, in the order of the units' ids; a text without a unit is a finding.
pub(super) fn files_of_units(
    in_region: &RegionUnits,
    found: &mut Vec<Diagnostic>,
) -> Vec<UnitFiles> {
    let place = |file| UnitFiles {
        file,
        texts: Vec::new(),
    };
    let mut units: Vec<(&File, UnitFiles)> = in_region
        .files
        .iter()
        .map(|file| (file, place(file.id)))
        .collect();
    let stem_of = |file: &'_ File| file.path.without_extension().to_owned();
    let places: BTreeMap<String, usize> = in_region.files.iter().map(stem_of).zip(0..).collect();
    for text in &in_region.texts {
        let (place, _) = beside(&text.path);
        match places.get(place) {
            Some(at) => units[*at].1.texts.push(text.id),
            None => {
                let (stem, _) = language_of(text.path.stem());
                found.push(misplaced_file::no_unit(Span::whole(text.id), stem));
            }
        }
    }
    // Not the order of paths: folders do not count in ids.
    units.sort_by_key(|(file, _)| (file.path.stem(), file.id));
    units.into_iter().map(|(_, files)| files).collect()
}
