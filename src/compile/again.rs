//! Compiling again after one file has changed, as an editor asks for at every key stroke.
//!
//! When the file is a unit's, only that unit is read, assessed and checked again, with the rules about
//! the whole site and the links of units that name it. Everything else is kept, because it does not
//! depend on the unit. The result is that of [`compile`] over the changed inputs, which is what a change
//! of any other file gets.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use rayon::prelude::*;

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
    let before = face(&compilation.catalog, at);
    forget(compilation, &reloaded.id, file);
    compilation.diagnostics.extend(reloaded.diagnostics);
    place(compilation, file, &reloaded.id, reloaded.unit);
    let at = position(&compilation.catalog, file);
    let after = face(&compilation.catalog, at);
    let mut ids = BTreeSet::from([reloaded.id.clone()]);
    if before != after {
        let names: BTreeSet<String> = [before, after]
            .into_iter()
            .flatten()
            .flat_map(|face| face.addresses)
            .collect();
        ids.extend(linked_to(compilation, &names));
    }
    check_again(compilation, &reloaded.id, &ids);
    true
}

/// What other units' findings may depend on.
#[derive(PartialEq)]
struct Face {
    name: String,
    span: Span,
    shown: bool,
    /// Last parts of addresses: the present one and former ones.
    addresses: Vec<String>,
}

impl Face {
    fn of(unit: &Unit, today: NaiveDate) -> Self {
        let former = unit.former_names.iter();
        let mut addresses: Vec<String> = former.map(|name| name.value.clone()).collect();
        addresses.push(unit.slug.clone());
        Self {
            name: unit.display_name().to_owned(),
            span: unit.span(),
            shown: unit.is_shown_on(today),
            addresses,
        }
    }
}

/// What could hide a letter of a name in a string of TOML.
const TOML_ESCAPES: [&str; 5] = ["\\u", "\\U", "\\x", "\\\n", "\\\r"];

/// The ids of units whose links may have come to mean something else: those that name one of some
/// addresses, or whose links are found at fault, as what was meant may be another unit now.
fn linked_to(compilation: &Compilation, addresses: &BTreeSet<String>) -> BTreeSet<String> {
    let names = |text: &str, hidden: &[&str]| {
        let mut needles = addresses.iter().map(String::as_str).chain(hidden.to_vec());
        needles.any(|needle| text.contains(needle))
    };
    let names_one = |unit: &&Unit| {
        let mut about = unit.about.values();
        names(&unit.source, &TOML_ESCAPES) || about.any(|text| names(&text.source, &["\\", "&"]))
    };
    let units = compilation.catalog.units.par_iter();
    let ids: Vec<String> = units
        .filter(names_one)
        .map(|unit| unit.id.clone())
        .collect();
    let faulty = compilation.diagnostics.iter();
    let faulty = faulty.filter(|diagnostic| rule_of(diagnostic).is_some_and(is_linked));
    let faulty = faulty.filter_map(|diagnostic| diagnostic.unit.clone());
    ids.into_iter().chain(faulty).collect()
}

fn rule_of(diagnostic: &Diagnostic) -> Option<&'static Rule> {
    RULES
        .iter()
        .find(|rule| std::ptr::eq(rule.code, diagnostic.code))
}

fn is_linked(rule: &Rule) -> bool {
    matches!(rule.run, Run::Linked(_))
}

/// Where the unit of a file stands in the catalog.
fn position(catalog: &Catalog, file: FileId) -> Option<usize> {
    catalog.units.iter().position(|unit| unit.file == file)
}

/// Drops the faults of form of a file, and what rules found about the unit with an id.
fn forget(compilation: &mut Compilation, id: &str, file: FileId) {
    compilation.diagnostics.retain(|diagnostic| {
        let about = diagnostic.unit.as_deref() == Some(id);
        let inside = diagnostic.primary.span.file == file;
        if !about && !inside {
            return true;
        }
        if rule_of(diagnostic).is_some() {
            !about
        } else {
            !inside
        }
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

/// Runs the rules again: those about the units with an id (two files may claim one), those about links
/// of the units with some ids, and those about the whole site.
fn check_again(compilation: &mut Compilation, id: &str, linked: &BTreeSet<String>) {
    let (catalog, assessments) = (&compilation.catalog, &compilation.assessments);
    let today = compilation.today;
    let mut found = rules::site_findings(catalog, assessments, today);
    for assessment in assessments {
        let own = &catalog.units[assessment.unit].id;
        if own == id {
            found.extend(rules::findings_of(catalog, assessment, today, |_| true));
        } else if linked.contains(own) {
            found.extend(rules::findings_of(catalog, assessment, today, is_linked));
        }
    }
    let kept = &mut compilation.diagnostics;
    kept.retain(
        |diagnostic| match rule_of(diagnostic).map(|rule| &rule.run) {
            Some(Run::Site(_)) => false,
            Some(Run::Linked(_)) => !diagnostic
                .unit
                .as_ref()
                .is_some_and(|unit| linked.contains(unit)),
            _ => true,
        },
    );
    kept.extend(found);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::testing;

    /// Units that link to each other, claim the same id, and have texts beside them.
    const SITE: &str = r#"
//- a.toml
name = "Första"
related = ["x/b", "x/c"]
former_names = ["forr"]
[contact]
phone = "0980-31 92 01"
website = "/x/forr-b/"
[activities]
forskriver = true
[services]
kontakta-oss = "/x/b/"
"Receptförnyelse" = "https://a.se"
//- a.md
Vi svarar inom tre dagar. Se [andra](/x/b/).
//- b.toml
name = "Andra"
hsa_id = "SE2321000131-a"
related = ["x/a"]
publish = true
former_names = ["forr-b"]
[activities]
ger-rad = true
[services]
chatt = { only_by = ["phone"] }
//- b.en.md
Welcome. See [first](../a/).
//- inre/b.toml
hsa_id = "SE2321000131-b"
type = "avdelning"
[services]
chatt = "https://a.se"
//- c.toml
closes = 2027-01-01
visits = []
"#;

    /// Lines that are put in somewhere.
    const LINES: [&str; 12] = [
        "publish = false\n",
        "name = \"Ny\"\n",
        "name = \"\n",
        "former_names = [\"forr-b\", \"b\"]\n",
        "related = [\"x/a\", \"x/d\"]\n",
        "hsa_id = \"SE2321000131-a\"\n",
        "closes = 2020-01-01\n",
        "[services]\n",
        "fornya-recept = \"https://a.se\"\n",
        "[[exemptions]]\nservice = \"omboka\"\n",
        "# å\n",
        "nonsense\n",
    ];

    fn edited(text: &str, kind: u8, at: usize, line: usize) -> String {
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let at = at % (lines.len() + 1);
        let (before, after) = (lines[..at].concat(), lines[at..].concat());
        match kind {
            0 => before + LINES[line % LINES.len()] + &after,
            1 => before + &lines.get(at + 1..).unwrap_or_default().concat(),
            2 => before,
            _ => String::new(),
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is edited: the same findings and verdicts as compiling everything anew.
        #[test]
        fn equals_a_whole_compilation(
            edits in prop::collection::vec((0usize..7, 0u8..8, 0usize..40, 0usize..12), 1..8)
        ) {
            let (start, _) = testing::inputs(SITE);
            let settings = Settings::default();
            let mut inputs = start.clone();
            let mut compilation = compile(&inputs, &settings);
            let files: Vec<&SitePath> = start
                .content
                .keys()
                .filter(|path| path.as_str().contains("/units/"))
                .collect();
            for (file, kind, at, line) in edits {
                let path = files[file % files.len()];
                let current = match inputs.content.get(path) {
                    Some(Content::Text(text)) => text.to_string(),
                    _ => String::new(),
                };
                let content = match kind {
                    // Back to how it was, or gone altogether.
                    4 | 5 => start.content.get(path).cloned(),
                    6 => None,
                    kind => Some(Content::Text(edited(&current, kind % 4, at, line).into())),
                };
                recompile(&mut compilation, &mut inputs, &settings, path, content);
                let whole = compile(&inputs, &settings);
                prop_assert_eq!(&compilation.findings().list, &whole.findings().list);
                prop_assert_eq!(compilation.findings().counts, whole.findings().counts);
                prop_assert_eq!(&compilation.assessments, &whole.assessments);
                let sorted = |mut ids: Vec<String>| { ids.sort(); ids };
                prop_assert_eq!(
                    sorted(compilation.catalog.broken_units.clone()),
                    sorted(whole.catalog.broken_units.clone())
                );
                let units = |catalog: &Catalog| format!("{:?}", catalog.units);
                prop_assert_eq!(units(&compilation.catalog), units(&whole.catalog));
            }
        }
    }

    #[test]
    fn only_units_are_compiled_alone() {
        let (inputs, _) = testing::inputs(SITE);
        let mut compilation = compile(&inputs, &Settings::default());
        let mut alone = |path: &str| {
            let path = SitePath::new(path).expect("a sound path");
            recompile_unit(&mut compilation, &path, "".into())
        };
        assert!(alone("content/x/units/a.toml"));
        assert!(alone("content/x/units/b.en.md"));
        assert!(alone("content/x/units/inre/b.toml"));
        assert!(!alone("content/x/units/ny.toml"));
        assert!(!alone("content/x/region.toml"));
        assert!(!alone("content/x/rules/2026-01-01.toml"));
        assert!(!alone("content/site.toml"));
    }
}
