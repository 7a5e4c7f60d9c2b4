//! Brings a compilation up to date after some files have changed: what the language server does at every
//! key stroke, and watch mode after every save.
//!
//! Of units, and of texts beside them, only the changed ones are read, assessed and checked again, with
//! the rules about the whole site and the links of units that name them. Everything else stays, because it
//! does not depend on them. The result is that of [`compile`] over the changed inputs, which is what any
//! other change gets.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use crate::assess::assess_unit;
use crate::assess::units::{FullUnit, UnitStore};
use crate::compile::change::{Change, Extent};
use crate::compile::check::{is_linked, leads_elsewhere};
use crate::compile::dependents::UnitKeys;
use crate::compile::diagnostics::Diagnostics;
use crate::compile::{Compilation, Settings, codes, compile};
use crate::diagnostic::Diagnostic;
use crate::diagnostic::store::DiagnosticStore;
use crate::load::faults::{misplaced_file, unreadable_file};
use crate::load::units::{UnitFiles, read, unit_file};
use crate::model::unit::Unit;
use crate::model::{BrokenUnit, Catalog};
use crate::rules::{self, Rule};
use crate::text::FileId;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// More files than these are compiled as a whole.
const MAX_CHANGED: usize = 100;

/// Brings a compilation up to date with inputs of which the given files differ.
pub fn update(
    compilation: &mut Compilation,
    inputs: &Inputs,
    settings: &Settings,
    changed: &[SitePath],
) -> Change {
    match update_units(compilation, inputs, changed) {
        Some(change) => change,
        None => {
            *compilation = compile(inputs, settings);
            Change {
                extent: Extent::Whole,
                files: BTreeSet::new(),
            }
        }
    }
}

/// Updates units alone. Gives nothing where more has changed; the compilation is then not to be used.
fn update_units(
    compilation: &mut Compilation,
    inputs: &Inputs,
    changed: &[SitePath],
) -> Option<Change> {
    let same_files = inputs.content.len() == compilation.contents;
    let in_content = |path: &&SitePath| path.below("content").is_some();
    let changed: Vec<&SitePath> = changed.iter().filter(in_content).collect();
    let same_theme = inputs.theme.keys().eq(&compilation.theme);
    let same_files = same_files && same_theme;
    if inputs.today != compilation.today || !same_files || changed.len() > MAX_CHANGED {
        return None;
    }
    let mut units = BTreeSet::new();
    for path in changed {
        units.insert(replace_text(compilation, inputs, path)?);
    }
    let mut change = Change {
        extent: Extent::Nothing,
        files: BTreeSet::new(),
    };
    let mut stale = Stale::default();
    for file in units {
        let extent = read_again(compilation, inputs, file, &mut stale)?;
        change.extent = change.extent.max(extent);
    }
    if change.extent > Extent::Nothing {
        check_again(compilation, inputs, &mut stale);
    }
    change.files = stale.files;
    Some(change)
}

/// Replaces the text of a unit file, or of a text beside one, and gives the unit file.
fn replace_text(compilation: &mut Compilation, inputs: &Inputs, path: &SitePath) -> Option<FileId> {
    let Some(Content::Text(text)) = inputs.content.get(path) else {
        return None;
    };
    let (region, unit_path) = unit_file(path)?;
    compilation.catalog.regions.get(region)?;
    let changed = find(compilation, path)?;
    let unit = find(compilation, &unit_path)?;
    // What could not be read is in no list of files yet, and where a text belongs is found by all of them.
    let is_faulty = |file: FileId| {
        let mut found = compilation.diagnostics.own.in_file(file).into_iter();
        found.any(|it| unreadable_file::is_it(&it) || misplaced_file::is_it(&it))
    };
    let files = UnitFiles::around(unit, &compilation.sources, inputs);
    if is_faulty(changed) || files.all().any(is_faulty) {
        return None;
    }
    compilation.sources.replace(changed, text.clone());
    Some(unit)
}

/// The id of a file of content; they are in order of paths.
fn find(compilation: &Compilation, path: &SitePath) -> Option<FileId> {
    let (mut low, mut high) = (0, compilation.contents);
    while low < high {
        let middle = low + (high - low) / 2;
        let file = FileId(u32::try_from(middle).ok()?);
        match compilation.sources.path(file).cmp(path) {
            std::cmp::Ordering::Equal => return Some(file),
            std::cmp::Ordering::Less => low = middle + 1,
            std::cmp::Ordering::Greater => high = middle,
        }
    }
    None
}

/// What must be checked again, and what that did.
#[derive(Default)]
struct Stale {
    /// The files of the units that were read again.
    units: BTreeSet<FileId>,
    /// Addresses that may have come to mean something else.
    addresses: BTreeSet<String>,
    /// Whether rules about the site may find something else.
    site: bool,
    /// The files of findings that went or came.
    files: BTreeSet<FileId>,
}

impl Stale {
    fn touch<'d>(&mut self, diagnostics: impl IntoIterator<Item = &'d Diagnostic>) {
        let files = diagnostics.into_iter().map(|one| one.primary.span.file);
        self.files.extend(files);
    }
}

/// Reads and assesses one unit again.
fn read_again(
    compilation: &mut Compilation,
    inputs: &Inputs,
    file: FileId,
    stale: &mut Stale,
) -> Option<Extent> {
    let sources = &compilation.sources;
    let (region, _) = unit_file(sources.path(file))?;
    let region = compilation.catalog.regions.get(region)?;
    let files = UnitFiles::around(file, sources, inputs);
    let read = read(&files, region, inputs, sources);
    let keys = |compilation: &Compilation| {
        let at = position(&compilation.catalog, file)?;
        let (unit, verdicts) = (&compilation.catalog.units[at], &compilation.assessments[at]);
        Some(UnitKeys::of(unit, verdicts, compilation.today))
    };
    let broken = |compilation: &Compilation, id: &str| {
        let mut units = compilation.catalog.broken_units.iter();
        units.find(|unit| unit.id == id).cloned()
    };
    let before = keys(compilation);
    let broken_before = broken(compilation, &read.id);
    stale.files.insert(file);
    remove_findings(compilation, &files, stale);
    stale.touch(&read.diagnostics);
    compilation.diagnostics.own.extend(read.diagnostics);
    replace_unit(compilation, file, &read.id, read.unit);
    let after = keys(compilation);
    let broken_after = broken(compilation, &read.id);
    if broken_before != broken_after {
        let both = [broken_before, broken_after].into_iter().flatten();
        let former = both.flat_map(|unit| unit.former_names);
        stale.addresses.extend(former);
    }
    stale.units.insert(file);
    let (before, after) = (before.as_ref(), after.as_ref());
    let links = [before, after].map(|keys| keys.map(|keys| &keys.link));
    let unique = [before, after].map(|keys| keys.map(|keys| &keys.unique));
    let lists = [before, after].map(|keys| keys.map(|keys| &keys.list));
    if links[0] != links[1] {
        let addresses = links.into_iter().flatten().flat_map(|link| &link.addresses);
        stale.addresses.extend(addresses.cloned());
    }
    stale.site |= links[0] != links[1] || unique[0] != unique[1];
    Some(if lists[0] == lists[1] {
        Extent::Units
    } else {
        Extent::Lists
    })
}

/// What could hide a letter of a name in a string of TOML.
const TOML_ESCAPES: [&str; 5] = ["\\u", "\\U", "\\x", "\\\n", "\\\r"];

/// The units whose links may have come to mean something else: those that name one of some addresses, or
/// whose links have findings, as what was meant may be another unit now. By their index in the catalog.
fn linked_to(
    compilation: &Compilation,
    inputs: &Inputs,
    addresses: &BTreeSet<String>,
) -> Vec<usize> {
    let names = |text: &str, hidden: &[&str]| {
        let mut needles = addresses.iter().map(String::as_str).chain(hidden.to_vec());
        needles.any(|needle| text.contains(needle))
    };
    let file_names =
        |file: FileId, hidden: &[&str]| match inputs.load(compilation.sources.path(file)) {
            Content::Text(text) => names(&text, hidden),
            _ => false,
        };
    let links = &compilation.diagnostics.links;
    let has_findings: BTreeSet<FileId> = links.files().collect();
    let units = compilation.catalog.units.par_iter().enumerate();
    let linked = units.filter(|(at, unit)| {
        let files = UnitFiles::of(unit);
        let mut texts = files.texts.iter();
        compilation.leads_elsewhere[*at]
            && (files.all().any(|file| has_findings.contains(&file))
                || file_names(unit.file, &TOML_ESCAPES)
                || texts.any(|text| file_names(*text, &["\\", "&"])))
    });
    linked.map(|(at, _)| at).collect()
}

/// Where the unit of a file stands in the catalog.
fn position(catalog: &Catalog, file: FileId) -> Option<usize> {
    catalog.units.iter().position(|unit| unit.file == file)
}

/// Removes what was found in the files of a unit.
fn remove_findings(compilation: &mut Compilation, files: &UnitFiles, stale: &mut Stale) {
    let Diagnostics { own, links, .. } = &mut compilation.diagnostics;
    for file in files.all() {
        stale.touch(&own.remove_file(file));
        stale.touch(&links.remove_file(file));
    }
}

/// Puts the unit of a file where it belongs: among the units, or among the broken ones.
fn replace_unit(
    compilation: &mut Compilation,
    file: FileId,
    id: &str,
    unit: Result<Box<Unit>, BrokenUnit>,
) {
    let place = position(&compilation.catalog, file);
    if let Some(at) = place {
        compilation.catalog.units.remove(at);
        compilation.assessments.remove(at);
        compilation.full.remove(at);
        compilation.leads_elsewhere.remove(at);
    }
    let broken = &mut compilation.catalog.broken_units;
    let known = broken.iter().position(|other| other.id == id);
    let unit = match (unit, place, known) {
        (Ok(unit), None, Some(at)) => {
            broken.remove(at);
            unit
        }
        (Ok(unit), ..) => unit,
        (Err(unit), Some(_), _) => return broken.push(unit),
        (Err(unit), None, Some(at)) => {
            broken[at] = unit;
            return;
        }
        (Err(_), None, None) => return,
    };
    let units = &compilation.catalog.units;
    let at = units.partition_point(|other| (other.id.as_str(), other.file) < (id, file));
    let assessment = assess_unit(&compilation.catalog, &unit, compilation.today);
    compilation.catalog.units.insert(at, unit.general.clone());
    compilation
        .assessments
        .insert(at, assessment.summary.clone());
    compilation
        .leads_elsewhere
        .insert(at, leads_elsewhere(&unit));
    let full = FullUnit {
        unit: *unit,
        assessment,
    };
    compilation.full.insert(at, Some(Arc::new(full)));
}

/// Runs the rules again: those about the units that were read, those about links of the units that name
/// them, and those about the whole site.
fn check_again(compilation: &mut Compilation, inputs: &Inputs, stale: &mut Stale) {
    let read = stale.units.iter();
    let read: Vec<usize> = read
        .filter_map(|file| position(&compilation.catalog, *file))
        .collect();
    let units = compilation.units(inputs);
    let mut own = Vec::new();
    for at in &read {
        let has_links = compilation.leads_elsewhere[*at];
        own.extend(findings(&units, *at, |rule| {
            !(has_links && is_linked(rule))
        }));
    }
    let mut linked: BTreeSet<usize> = read.into_iter().collect();
    if !stale.addresses.is_empty() {
        linked.extend(linked_to(compilation, inputs, &stale.addresses));
    }
    linked.retain(|at| compilation.leads_elsewhere[*at]);
    let links = linked
        .iter()
        .flat_map(|at| findings(&units, *at, is_linked));
    let links: Vec<Diagnostic> = links.collect();
    let site = stale
        .site
        .then(|| rules::site_findings(&compilation.catalog, compilation.today));

    let files: Vec<UnitFiles> = linked
        .iter()
        .map(|at| UnitFiles::of(&compilation.catalog.units[*at]))
        .collect();
    let diagnostics = &mut compilation.diagnostics;
    for file in files.iter().flat_map(UnitFiles::all) {
        stale.touch(&diagnostics.links.remove_file(file));
    }
    stale.touch(own.iter().chain(&links));
    diagnostics.own.extend(own);
    diagnostics.links.extend(links);
    if let Some(site) = site {
        let before: Vec<Diagnostic> = diagnostics.site.iter().collect();
        let mut after = DiagnosticStore::new(codes());
        after.extend(site);
        if before != after.iter().collect::<Vec<_>>() {
            stale.touch(before.iter());
            stale.touch(after.iter().collect::<Vec<_>>().iter());
        }
        diagnostics.site = after;
    }
}

/// What some rules find of a unit.
fn findings(units: &UnitStore<'_>, at: usize, wanted: impl Fn(&Rule) -> bool) -> Vec<Diagnostic> {
    match units.load(at) {
        Ok(full) => {
            let FullUnit { unit, assessment } = &*full;
            rules::findings_of(units.catalog, unit, assessment, units.inputs.today, wanted)
        }
        Err(fault) => vec![*fault],
    }
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
Vi svarar inom tre dagar. Se [andra](/x/b/) och [förr](/x/forr-b/).
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
        #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever is edited: the same findings and verdicts as compiling everything anew.
        #[test]
        fn equals_a_whole_compilation(
            saves in prop::collection::vec(
                prop::collection::vec((0usize..7, 0u8..8, 0usize..40, 0usize..12), 1..4),
                1..6,
            )
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
            for edits in saves {
                let mut changed = Vec::new();
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
                    match content {
                        Some(content) => inputs.content.insert(path.clone(), content),
                        None => inputs.content.remove(path),
                    };
                    changed.push(path.clone());
                }
                update(&mut compilation, &inputs, &settings, &changed);
                let whole = compile(&inputs, &settings);
                prop_assert_eq!(&compilation.findings().list, &whole.findings().list);
                prop_assert_eq!(compilation.findings().counts, whole.findings().counts);
                prop_assert_eq!(&compilation.assessments, &whole.assessments);
                let sorted = |mut units: Vec<BrokenUnit>| { units.sort(); units };
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
        let (start, _) = testing::inputs(SITE);
        let settings = Settings::default();
        let extent = |path: &str, text: &str| {
            let path = SitePath::new(path).expect("a sound path");
            let mut inputs = start.clone();
            let mut compilation = compile(&inputs, &settings);
            inputs
                .content
                .insert(path.clone(), Content::Text(text.into()));
            update(&mut compilation, &inputs, &settings, &[path]).extent
        };
        let units = "content/x/units";
        assert_eq!(extent(&format!("{units}/a.toml"), ""), Extent::Lists);
        assert_eq!(extent(&format!("{units}/b.en.md"), ""), Extent::Units);
        assert_eq!(
            extent(&format!("{units}/inre/b.toml"), "x = 1"),
            Extent::Lists
        );
        assert_eq!(extent(&format!("{units}/ny.toml"), ""), Extent::Whole);
        assert_eq!(extent("content/x/region.toml", ""), Extent::Whole);
        assert_eq!(extent("content/x/rules/2026-01-01.toml", ""), Extent::Whole);
        assert_eq!(extent("content/site.toml", ""), Extent::Whole);
    }
}
