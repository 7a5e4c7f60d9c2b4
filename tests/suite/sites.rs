//! Whole sites: every case under `tests/sites/`, the example site, and the codes they raise.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use basutbud::compile::codes;
use basutbud::diagnostic::Language;
use basutbud::host::read;
use basutbud::import;
use basutbud::model::response::Limit;
use rayon::prelude::*;

use crate::harness::{Case, TODAY, cases, compiled, day, invariants, printed, repository};
use crate::pages::{page_faults, rendered};

/// All cases, read, compiled and rendered once for all tests.
static CASES: LazyLock<Vec<Case>> = LazyLock::new(|| {
    let folders = cases();
    folders
        .par_iter()
        .map(|folder| Case::load(folder))
        .collect()
});

#[test]
fn every_case_holds() {
    let only = std::env::var("CASE").ok();
    let mut report = String::new();
    for case in CASES.iter() {
        if only.as_ref().is_some_and(|only| *only != case.name) {
            continue;
        }
        for fault in case.faults() {
            report += &format!("{}: {fault}\n", case.name);
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

/// Raised by previews, which are no cases; `marking` has it.
const ONLY_IN_PREVIEWS: &str = "unmarked-preview";

/// Whether a code is raised by importing a table, which tests in `importing` do.
fn is_of_import(name: &str) -> bool {
    import::faults::CODES.iter().any(|code| code.name == name)
}

/// The codes a site raises, shown or not.
fn raised(compilation: &basutbud::compile::Compilation) -> BTreeSet<&'static str> {
    let found = compilation.diagnostics.iter();
    found.map(|diagnostic| diagnostic.code.name).collect()
}

#[test]
fn every_code_is_raised_by_some_case_and_kept_quiet_by_some_site() {
    let mut sites: BTreeMap<String, BTreeSet<&'static str>> = BTreeMap::new();
    for case in CASES.iter() {
        sites.insert(case.name.clone(), raised(&case.compilation));
    }
    let never: Vec<&str> = codes()
        .iter()
        .map(|code| code.name)
        .filter(|code| !sites.values().any(|raised| raised.contains(code)))
        .filter(|code| *code != ONLY_IN_PREVIEWS && !is_of_import(code))
        .collect();
    let example = compiled(&read::site(repository(), day(TODAY)));
    sites.insert("the example site".to_owned(), raised(&example));
    let always: Vec<&str> = codes()
        .iter()
        .map(|code| code.name)
        .filter(|code| sites.values().all(|raised| raised.contains(code)))
        .collect();
    assert!(never.is_empty(), "no case raises {never:#?}");
    assert!(always.is_empty(), "every site raises {always:#?}");
}

#[test]
fn the_example_site_has_nothing_denied() {
    let inputs = read::site(repository(), day(TODAY));
    let mut compilation = compiled(&inputs);
    let files = rendered(&inputs, &mut compilation);
    let findings = compilation.findings();
    assert!(
        !findings.denied(),
        "{}",
        printed(&compilation, Language::English)
    );
    let mut faults = invariants(&inputs, &Default::default(), &compilation);
    faults.extend(page_faults(&files, "", &[]));
    assert!(faults.is_empty(), "{faults:#?}");
    assert!(
        compilation.catalog.broken_units.is_empty(),
        "{:?}",
        compilation.catalog.broken_units
    );
}

#[test]
fn the_example_site_is_as_large_and_varied_as_it_should_be() {
    let inputs = read::site(repository(), day(TODAY));
    let compilation = compiled(&inputs);
    let units = &compilation.catalog.units;
    let full = compilation.units(&inputs).load_all().expect("in memory");
    let of = |region: &str| units.iter().filter(|unit| unit.region() == region).count();
    assert!(
        of("kalmar") >= 40 && of("vgr") >= 15,
        "{} and {}",
        of("kalmar"),
        of("vgr")
    );
    for (id, region) in &compilation.catalog.regions {
        for administration in &region.administrations {
            let name = &administration.id.value;
            let has_units = units.iter().any(|unit| {
                unit.region() == *id
                    && unit
                        .administration
                        .as_ref()
                        .is_some_and(|own| own.as_str() == *name)
            });
            assert!(has_units, "{id} has no unit of {name}");
        }
        let kinds: BTreeSet<_> = units
            .iter()
            .filter(|unit| unit.region() == *id)
            .filter_map(|unit| region.unit_type(unit.unit_type.as_ref()?)?.kind)
            .collect();
        assert_eq!(kinds.len(), 2, "{id} has clinics and wards");
        let private = |agreement: bool| {
            full.iter().any(|full| {
                let unit = &full.unit;
                unit.region() == *id && unit.is_private() && unit.agreements.is_empty() != agreement
            })
        };
        assert!(
            private(true) && private(false),
            "{id}: private with and without agreement"
        );
    }
    let outcomes: BTreeSet<&str> = full
        .iter()
        .flat_map(|full| &full.assessment.verdicts)
        .map(|verdict| verdict.outcome.name())
        .collect();
    for outcome in ["met", "exempt", "not-applicable", "out-of-scope"] {
        assert!(
            outcomes.contains(outcome),
            "no unit is {outcome}: {outcomes:?}"
        );
    }
}

#[test]
fn the_date_picks_the_version_of_the_rule_set() {
    let version = |date: &str| {
        let compilation = compiled(&read::site(repository(), day(date)));
        let unit = "kalmar/strandvik";
        let found = compilation.catalog.unit(unit).expect("the unit exists");
        let region = compilation.catalog.region_of(found).expect("its region");
        let rule_set = region.rule_set_on(day(date));
        let at = compilation.catalog.place_of(unit).expect("the unit exists");
        let assessment = &compilation.assessments[at];
        assert_eq!(rule_set.is_some(), assessment.in_scope, "{date}");
        (
            rule_set.map(|rule_set| rule_set.id.clone()),
            rule_set.and_then(|rule_set| Some(rule_set.response.as_ref()?.limit.value)),
        )
    };
    let some = |id: &str, days| (Some(id.to_owned()), Some(Limit::Days(days)));
    assert_eq!(version("2022-12-31"), (None, None));
    assert_eq!(version("2023-01-01"), some("kalmar/2023-01-01", 2));
    assert_eq!(version("2025-06-01"), some("kalmar/2023-01-01", 2));
    assert_eq!(version("2026-02-17"), some("kalmar/2023-01-01", 2));
    assert_eq!(version("2026-02-18"), some("kalmar/2026-02-18", 1));
    assert_eq!(version(TODAY), some("kalmar/2026-02-18", 1));
}
