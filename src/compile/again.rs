//! Compiling again after one file has changed, as an editor asks for at every key stroke.
//!
//! When the file is a unit's, only that unit is read, assessed and checked again; everything else is
//! kept. The result is that of [`compile`] over the changed inputs, which is what any other file gets.
//! There is no cache that could be stale: what is kept does not depend on the unit.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::assess::assess_unit;
use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::Diagnostic;
use crate::load::reload;
use crate::model::Catalog;
use crate::model::unit::Unit;
use crate::rules::{self, RULES, Rule, Run};
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;
use crate::text::{FileId, Span};

/// Takes in the new content of a file, or that it is gone, and brings the compilation up to date.
pub fn recompile(
    compilation: &mut Compilation,
    inputs: &mut Inputs,
    settings: &Settings,
    path: &SitePath,
    content: Option<Content>,
) {
    let before = match content {
        Some(content) => inputs.content.insert(path.clone(), content),
        None => inputs.content.remove(path),
    };
    let after = inputs.content.get(path);
    if after == before.as_ref() {
        return;
    }
    let same_day = compilation.today == inputs.today;
    if let (Some(Content::Text(_)), Some(Content::Text(text)), true) = (&before, after, same_day)
        && recompile_unit(compilation, path, text.clone())
    {
        return;
    }
    *compilation = compile(inputs, settings);
}

/// Reads, assesses and checks one unit again, whose file or text has changed. Gives `false`, and has
/// changed nothing, when the file is not one of a unit's, or of no unit that is known.
pub fn recompile_unit(compilation: &mut Compilation, path: &SitePath, text: Arc<str>) -> bool {
    let Some((region, unit_path)) = reload::unit_file(path) else {
        return false;
    };
    let files = (
        compilation.sources.find(path),
        compilation.sources.find(&unit_path),
    );
    let (Some(changed), Some(file)) = files else {
        return false;
    };
    let Some(region) = compilation.catalog.regions.get(region) else {
        return false;
    };
    compilation.sources.replace(changed, text);
    let reloaded = reload::unit(file, &compilation.sources, region);
    let today = compilation.today;
    let at = position(&compilation.catalog, file);
    let face = |catalog: &Catalog, at: Option<usize>| {
        at.and_then(|at| catalog.units.get(at))
            .map(|unit| Face::of(unit, today))
    };
    let old_face = face(&compilation.catalog, at);
    forget(compilation, &reloaded.id, file);
    compilation.diagnostics.extend(reloaded.diagnostics);
    place(compilation, file, &reloaded.id, reloaded.unit);
    let at = position(&compilation.catalog, file);
    let same_face = face(&compilation.catalog, at) == old_face;
    check_again(compilation, &reloaded.id, same_face);
    true
}

/// What other units' findings may depend on.
#[derive(PartialEq)]
struct Face {
    name: String,
    span: Span,
    shown: bool,
    former_names: Vec<String>,
}

impl Face {
    fn of(unit: &Unit, today: NaiveDate) -> Self {
        let former = unit.former_names.iter();
        Self {
            name: unit.display_name().to_owned(),
            span: unit.span(),
            shown: unit.is_shown_on(today),
            former_names: former.map(|name| name.value.clone()).collect(),
        }
    }
}

/// Where the unit of a file stands in the catalog.
fn position(catalog: &Catalog, file: FileId) -> Option<usize> {
    catalog.units.iter().position(|unit| unit.file == file)
}

/// Drops the faults of form of a file, and what rules found about the unit with an id.
fn forget(compilation: &mut Compilation, id: &str, file: FileId) {
    let is_rule = |diagnostic: &Diagnostic| {
        let mut rules = RULES.iter();
        rules.any(|rule| rule.code.name == diagnostic.code.name)
    };
    compilation.diagnostics.retain(|diagnostic| {
        let about = diagnostic.unit.as_deref() == Some(id);
        let inside = diagnostic.primary.span.file == file;
        if !about && !inside {
            return true;
        }
        if is_rule(diagnostic) { !about } else { !inside }
    });
}

/// Puts the unit of a file where it belongs: among the units, or among the broken ones.
fn place(compilation: &mut Compilation, file: FileId, id: &str, unit: Option<Unit>) {
    let catalog = &mut compilation.catalog;
    let today = compilation.today;
    match (position(catalog, file), unit) {
        (Some(at), Some(unit)) => {
            catalog.units[at] = unit;
            compilation.assessments[at] = assess_unit(catalog, at, today);
        }
        (None, Some(unit)) => {
            if let Some(broken) = catalog.broken_units.iter().position(|other| other == id) {
                catalog.broken_units.remove(broken);
            }
            let at = catalog
                .units
                .partition_point(|other| (other.id.as_str(), other.file) < (id, file));
            catalog.units.insert(at, unit);
            let assessment = assess_unit(catalog, at, today);
            compilation.assessments.insert(at, assessment);
        }
        (Some(at), None) => {
            catalog.units.remove(at);
            catalog.broken_units.push(id.to_owned());
            compilation.assessments.remove(at);
        }
        (None, None) => {}
    }
    for (at, assessment) in compilation.assessments.iter_mut().enumerate() {
        assessment.unit = at;
    }
}

/// Runs the rules again: those about the units with an id (two files may claim one), those about the
/// whole site, and for every unit those that look at other units, when these see something new.
fn check_again(compilation: &mut Compilation, id: &str, same_face: bool) {
    let (catalog, assessments) = (&compilation.catalog, &compilation.assessments);
    let today = compilation.today;
    let is_linked = |rule: &Rule| matches!(rule.run, Run::Linked(_));
    let everywhere = |rule: &Rule| match rule.run {
        Run::Unit(_) => false,
        Run::Linked(_) => !same_face,
        Run::Site(_) => true,
    };
    let again: Vec<&str> = RULES
        .iter()
        .filter(|rule| everywhere(rule))
        .map(|rule| rule.code.name)
        .collect();
    let mut found = Vec::new();
    for assessment in assessments {
        if catalog.units[assessment.unit].id == id {
            let wanted = |rule: &Rule| same_face || !is_linked(rule);
            found.extend(rules::findings_of(catalog, assessment, today, wanted));
        }
    }
    if !same_face {
        found.extend(rules::linked_findings(catalog, assessments, today));
    }
    found.extend(rules::site_findings(catalog, assessments, today));
    let kept = &mut compilation.diagnostics;
    kept.retain(|diagnostic| !again.contains(&diagnostic.code.name));
    kept.extend(found);
}
