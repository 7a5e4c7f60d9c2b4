//! The files of a unit in a state of the site: their texts and paths.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::compile::Compilation;
use crate::load::units::language_beside;
use crate::model::unit::UnitSummary;
use crate::text::{FileId, Sources};

/// Whether the files of two units say the same, letter by letter.
pub fn same_texts(
    (before, old): (&UnitSummary, &Sources),
    (after, new): (&UnitSummary, &Sources),
) -> bool {
    let text = |file: FileId, sources: &Sources| sources.get(file).text.clone();
    texts_of(old, before) == texts_of(new, after) && text(before.file, old) == text(after.file, new)
}

/// The texts beside a unit's file, by language.
fn texts_of(sources: &Sources, unit: &UnitSummary) -> BTreeMap<String, Arc<str>> {
    let texts = unit.about_files.iter();
    let text = |file: &FileId| {
        let language = language_beside(sources.path(*file)).to_owned();
        (language, sources.get(*file).text.clone())
    };
    texts.map(text).collect()
}

/// The files of a unit: its own under "", its texts by language.
pub fn files_of(compilation: &Compilation, unit: &UnitSummary) -> BTreeMap<String, String> {
    let path = |file| compilation.sources.path(file).to_string();
    let texts = unit.about_files.iter();
    let texts = texts.map(|file| {
        let language = language_beside(compilation.sources.path(*file));
        (language.to_owned(), path(*file))
    });
    texts.chain([(String::new(), path(unit.file))]).collect()
}
