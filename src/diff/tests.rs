//! Tests of what differs, on small sites.

use super::compare::{SiteState, compare};
use super::phrases::{lost_address, same, standing};
use super::{Cause, ChangeKind, Difference, Fate, FindingKind, UnitDifference};
use crate::compile::{Settings, compile};
use crate::diagnostic::code::Level;
use crate::testing::inputs;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

fn between(base: &Inputs, head: &Inputs) -> Difference {
    let settings = Settings::default();
    let (before, after) = (compile(base, &settings), compile(head, &settings));
    let site = |name, inputs, compilation| SiteState {
        name: same(name),
        inputs,
        compilation,
    };
    compare(
        &site("base", base, &before),
        &site("head", head, &after),
        &settings,
    )
}

/// The difference between two sets of units.
fn units(base: &str, head: &str) -> Difference {
    between(&inputs(base).0, &inputs(head).0)
}

/// The same inputs with something else in one file.
fn with(inputs: &Inputs, path: &str, old: &str, new: &str) -> Inputs {
    let path = SitePath::new(path).expect("a path");
    let mut inputs = inputs.clone();
    let Some(Content::Text(text)) = inputs.content.get(&path).cloned() else {
        panic!("{path} is there");
    };
    assert!(text.contains(old), "{path} has {old}");
    let text = text.replacen(old, new, 1);
    inputs.content.insert(path, Content::Text(text.into()));
    inputs
}

fn only(difference: &Difference) -> &UnitDifference {
    assert_eq!(difference.units.len(), 1, "{:#?}", difference.units);
    &difference.units[0]
}

/// A unit that meets its duties.
const SOUND: &str = "publish = true\n[activities]\nforskriver = false\nger-rad = false\n\
    [services]\nkontakta-oss = \"https://e.example/k\"\nomboka = \"https://e.example/o\"\n\
    [booking]\nweeks_ahead = 5\n";

const RULES: &str = "content/x/rules/2026-01-01.toml";

#[test]
fn units_are_known_by_hsa_id_even_when_they_change_places() {
    let file = |stem: &str, id: &str, name: &str| {
        format!("//- {stem}.toml\nname = \"{name}\"\nhsa_id = \"SE2321000131-{id}\"\n")
    };
    let base = file("a", "E1", "Ett") + &file("b", "E2", "Två");
    let head = file("a", "E2", "Två") + &file("b", "E1", "Ett");
    let swapped = units(&base, &head);
    let told: Vec<_> = swapped
        .units
        .iter()
        .map(|unit| {
            (
                unit.name.as_str(),
                unit.former_id.as_deref(),
                unit.id.as_str(),
            )
        })
        .collect();
    assert_eq!(
        told,
        [("Två", Some("x/b"), "x/a"), ("Ett", Some("x/a"), "x/b")]
    );
    assert!(swapped.units.iter().all(|unit| unit.findings.is_empty()));
    // With the same id twice, files are told apart by their places.
    let base = file("a", "E1", "Ett") + &file("b", "E1", "Två");
    let head = file("a", "E1", "Ett") + &file("b", "E1", "Tre");
    assert_eq!(only(&units(&base, &head)).fate, Fate::Kept);
}

#[test]
fn a_corrected_name_makes_no_finding_new() {
    let base = "//- a.toml\nname = \"Ett\"\n";
    let renamed = units(base, "//- a.toml\nname = \"Två\"\n");
    let unit = only(&renamed);
    assert!(unit.findings.is_empty(), "{:#?}", unit.findings);
    assert!(!renamed.denies());
}

#[test]
fn comments_and_other_names_of_a_service_are_no_change() {
    let base = format!("//- a.toml\n{SOUND}");
    let head = base.replace("kontakta-oss =", "# en rad\n\"Kontakta oss\" =");
    let same = units(&base, &head);
    let changes = same.units.iter().flat_map(|unit| &unit.changes);
    assert_eq!(changes.count(), 0);
    let verdicts = same.units.iter().flat_map(|unit| &unit.verdicts);
    assert_eq!(verdicts.count(), 0);
}

#[test]
fn a_lost_service_is_told_to_residents_and_to_those_who_check() {
    let base = format!("//- a.toml\n{SOUND}");
    let head = base.replace("kontakta-oss = \"https://e.example/k\"\n", "");
    let difference = units(&base, &head);
    let unit = only(&difference);
    let lost = &unit.changes[0];
    assert_eq!(
        (lost.kind(), lost.service.as_deref()),
        (ChangeKind::Lost, Some("kontakta-oss"))
    );
    let verdict = &unit.verdicts[0];
    assert_eq!(standing(verdict.before.as_ref()).en, "met");
    assert_eq!(standing(verdict.after.as_ref()).en, "unmet (not offered)");
    assert_eq!(verdict.cause, Cause::Unit);
    assert!(difference.denies());
    let counts = difference.counts();
    assert_eq!((counts.services_lost, counts.became_unmet), (1, 1));
}

#[test]
fn what_the_rules_do_is_told_apart_from_what_the_unit_does() {
    let (base, _) = inputs(&format!("//- a.toml\n{SOUND}//- b.toml\n{SOUND}"));
    let stricter = with(&base, RULES, "weeks_ahead = 4", "weeks_ahead = 8");
    let by_rules = between(&base, &stricter);
    assert_eq!(by_rules.units.len(), 2);
    for unit in &by_rules.units {
        assert!(!unit.touched && !unit.stands_alone(), "{unit:#?}");
        assert_eq!(unit.verdicts[0].cause, Cause::Shared);
        assert_eq!(unit.findings[0].cause, Cause::Shared);
    }
    let effect = &by_rules.effects[0];
    assert_eq!((effect.service.as_str(), effect.units.len()), ("omboka", 2));
    assert_eq!(
        by_rules.rules[0].keys[0].key,
        "services[omboka].weeks_ahead"
    );
    assert!(by_rules.denies());

    // Under the old rules three weeks are too few as well: the unit is the cause.
    let unit = "content/x/units/a.toml";
    let both = with(&stricter, unit, "weeks_ahead = 5", "weeks_ahead = 3");
    let both = between(&base, &both);
    let cause = |id: &str| {
        let unit = both.units.iter().find(|unit| unit.id == id);
        unit.expect("it differs").verdicts[0].cause
    };
    assert_eq!((cause("x/a"), cause("x/b")), (Cause::Unit, Cause::Shared));
}

#[test]
fn a_level_that_is_raised_makes_a_known_finding_heavier() {
    let (base, _) = inputs(&format!("//- a.toml\n{SOUND}"));
    let site = "content/site.toml";
    let levels = "languages = [\"sv\", \"en\"]\n[levels]\nmissing-page-field = \"warn\"";
    let (head, languages) = (base, "languages = [\"sv\", \"en\"]");
    let base = with(&head, site, languages, levels);
    let difference = between(&base, &head);
    let heavier: Vec<_> = difference
        .all_findings()
        .filter(|finding| finding.kind == FindingKind::Heavier)
        .collect();
    assert!(!heavier.is_empty());
    assert!(heavier.iter().all(|it| it.level == Level::Deny));
    assert!(difference.denies());
    assert!(!between(&head, &base).denies());
}

#[test]
fn a_former_address_without_a_redirect_is_told() {
    let unit = "hsa_id = \"SE2321000131-E1\"\n";
    let base = format!("//- a.toml\n{unit}");
    let renamed = units(&base, &format!("//- b.toml\n{unit}"));
    assert_eq!(only(&renamed).lost_address.as_deref(), Some("x/a/"));
    let kept = units(
        &base,
        &format!("//- b.toml\n{unit}former_names = [\"a\"]\n"),
    );
    assert_eq!(only(&kept).lost_address, None);
}

#[test]
fn the_advice_on_a_former_address_in_another_region_is_accepted() {
    let region = "//- content/y/region.toml\nname = \"Region Y\"\nmunicipalities = [\"Orten\"]\n";
    let unit = "hsa_id = \"SE2321000131-E1\"\n";
    let base = format!("{region}//- a.toml\n{unit}");
    let with_line = |line: &str| format!("{region}//- content/y/units/a.toml\n{line}{unit}");
    let moved = units(&base, &with_line(""));
    let address = only(&moved).lost_address.clone().expect("a lost address");
    let words = lost_address(&address, &only(&moved).id);
    let advice = words.en.split('"').nth(1).expect("a name");
    assert_eq!(advice, "x/a");
    let kept = units(
        &base,
        &with_line(&format!("former_names = [\"{advice}\"]\n")),
    );
    assert_eq!(only(&kept).lost_address, None);
    let added = kept
        .all_findings()
        .filter(|finding| finding.kind == FindingKind::New);
    let of_names = |code: &&str| matches!(*code, "unusable-name" | "duplicate-address");
    assert_eq!(
        added.map(|finding| finding.code).filter(of_names).count(),
        0
    );
}

#[test]
fn a_broken_unit_is_neither_new_nor_gone() {
    let sound = format!("//- a.toml\n{SOUND}");
    let broken = "//- a.toml\nname = \"Ett\n";
    for (base, head) in [(sound.as_str(), broken), (broken, sound.as_str())] {
        let difference = units(base, head);
        assert!(difference.units.is_empty(), "{:#?}", difference.units);
        assert_eq!(difference.uncompared[0].path, "content/x/units/a.toml");
    }
}

#[test]
fn without_a_rule_set_that_can_be_read_no_duty_is_said_to_change() {
    let (base, _) = inputs(&format!("//- a.toml\n{SOUND}"));
    let broken = with(&base, RULES, "[[services]]", "[[services]");
    let difference = between(&base, &broken);
    assert!(difference.units.iter().all(|it| it.verdicts.is_empty()));
    assert_eq!(difference.uncompared[0].path, RULES);
    assert!(difference.denies());
}
