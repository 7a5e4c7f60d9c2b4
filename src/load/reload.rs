//! Reads one unit again after its file, or a text beside it, has changed, without the rest of the site.
//!
//! What it gives is what [`load_looking`](crate::load::load_looking) would give for the same unit. Whether
//! a file is one that can be read alone is asked first, by [`unit_file`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::diagnostic::Diagnostic;
use crate::load::faults::unreadable_file;
use crate::load::{File, beside, language_of, markdown, unit, with_text};
use crate::model::Catalog;
use crate::model::region::Region;
use crate::model::site::MarkdownText;
use crate::model::unit::Unit;
use crate::text::inputs::Inputs;
use crate::text::path::SitePath;
use crate::text::{FileId, Sources, Span};

/// What reading a unit again gives.
pub struct Reloaded {
    /// Its id, `<region>/<stem>`.
    pub id: String,
    /// The unit; nothing when the file has faults of syntax, or is empty.
    pub unit: Option<Unit>,
    /// The faults of form.
    pub diagnostics: Vec<Diagnostic>,
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

/// Reads a unit file and the texts beside it that could be read.
pub fn unit(
    file: FileId,
    sources: &Sources,
    is_read: impl Fn(&SitePath) -> bool,
    region: &Region,
) -> Reloaded {
    let source = sources.get(file);
    let path = source.path.clone();
    let loaded = unit::load(
        &File {
            id: file,
            path: path.clone(),
            text: source.text.clone(),
        },
        region,
    );
    let id = loaded.unit.id.clone();
    let mut unit = loaded.complete.then_some(*loaded.unit);
    if let Some(unit) = &mut unit {
        unit.set_about(texts_beside(&path, sources, is_read));
    }
    Reloaded {
        id,
        unit,
        diagnostics: loaded.diagnostics,
    }
}

/// Reads again the rest of a unit of which only that is known what lists show.
///
/// # Errors
/// A finding, when one of its files is not what it was.
pub fn again(
    unit: &Unit,
    inputs: &Inputs,
    sources: &Sources,
    catalog: &Catalog,
) -> Result<Unit, Box<Diagnostic>> {
    let wanted = |id: FileId| {
        let file = File {
            id,
            path: sources.path(id).clone(),
            text: sources.get(id).text.clone(),
        };
        with_text(inputs, &file).map(Cow::into_owned)
    };
    let file = wanted(unit.file)?;
    let Some(region) = catalog.region_of(unit) else {
        return Err(Box::new(unreadable_file::changed(Span::whole(unit.file))));
    };
    let mut about = BTreeMap::new();
    for id in &unit.about_files {
        let file = wanted(*id)?;
        let (_, language) = language_of(file.path.stem());
        about.insert(language.to_owned(), markdown(&file));
    }
    let mut unit = *unit::load(&file, region).unit;
    unit.set_about(about);
    Ok(unit)
}

/// The "Om oss" texts beside a unit file, by language.
fn texts_beside(
    path: &SitePath,
    sources: &Sources,
    is_read: impl Fn(&SitePath) -> bool,
) -> BTreeMap<String, MarkdownText> {
    let place = path.without_extension();
    let beside = sources.files().filter(|(_, source)| {
        let path = &source.path;
        path.as_str().starts_with(place)
            && path.extension() == Some("md")
            && unit_file(path).is_some_and(|(_, unit)| unit.without_extension() == place)
            && is_read(path)
    });
    let text = |(file, source): (FileId, &crate::text::Source)| {
        let (_, language) = language_of(source.path.stem());
        let markdown = MarkdownText {
            file,
            source: source.text.clone(),
        };
        (language.to_owned(), markdown)
    };
    beside.map(text).collect()
}
