//! `fix` over random units: units of the example site, disturbed in ways that it can correct.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::process::{Command, Stdio};
use std::sync::{Arc, OnceLock};

use basutbud::assess::verdict::Assessment;
use basutbud::compile::{Compilation, Settings, compile};
use basutbud::fix::{fix, unified_diff};
use basutbud::host::read;
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use proptest::prelude::*;
use proptest::sample::Index;
use unicode_normalization::UnicodeNormalization;

use crate::harness::{TODAY, compiled, day, repository};
use crate::program::Program;

/// One disturbance of a unit's text; where there is nothing to disturb it does nothing.
#[derive(Clone, Debug)]
enum Disturbance {
    /// A service under one of its aliases.
    Alias(Index, Index),
    /// Phone numbers without blanks and hyphens.
    UngroupedPhones,
    /// Letters as a letter and a loose accent, in some lines.
    Decomposed(Index),
    /// Windows' line endings.
    CarriageReturns,
    /// A byte-order mark.
    ByteOrderMark,
    /// Comments at the end of some lines and between them.
    Comments(Index),
    /// Blank lines and indentation.
    Blanks(Index),
    /// A notice that is over.
    ExpiredNotice,
}

fn disturbances() -> impl Strategy<Value = Vec<Disturbance>> {
    let index = any::<Index>;
    let one = prop_oneof![
        3 => (index(), index()).prop_map(|(a, b)| Disturbance::Alias(a, b)),
        2 => Just(Disturbance::UngroupedPhones),
        2 => index().prop_map(Disturbance::Decomposed),
        1 => Just(Disturbance::CarriageReturns),
        1 => Just(Disturbance::ByteOrderMark),
        2 => index().prop_map(Disturbance::Comments),
        1 => index().prop_map(Disturbance::Blanks),
        1 => Just(Disturbance::ExpiredNotice),
    ];
    prop::collection::vec(one, 1..6)
}

/// The example site, with few units, so that a case takes little time.
struct Site {
    base: Inputs,
    units: Vec<(SitePath, Arc<str>)>,
    /// By region and key in `[services]`, the aliases in the rule set in force.
    aliases: BTreeMap<(String, String), Vec<String>>,
}

fn site() -> &'static Site {
    static SITE: OnceLock<Site> = OnceLock::new();
    SITE.get_or_init(|| {
        let mut base = read::site(repository(), day(TODAY));
        let is_unit =
            |path: &SitePath| path.as_str().contains("/units/") && path.extension() == Some("toml");
        let mut units = Vec::new();
        for (path, content) in &base.content {
            if let (true, Content::Text(text)) = (is_unit(path), content) {
                units.push((path.clone(), text.clone()));
            }
        }
        let compilation = compiled(&base);
        let mut aliases = BTreeMap::new();
        for region in compilation.catalog.regions.values() {
            let rule_set = region.rule_set_on(day(TODAY)).expect("a rule set in force");
            for service in &rule_set.services {
                let names = service.aliases.iter().map(|alias| alias.value.clone());
                let key = (region.id.clone(), service.id.value.clone());
                aliases.insert(key, names.collect());
            }
        }
        base.content
            .retain(|path, _| !path.as_str().contains("/units/"));
        Site {
            base,
            units,
            aliases,
        }
    })
}

impl Disturbance {
    fn apply(&self, text: &str, region: &str, site: &Site) -> String {
        match self {
            Self::Alias(which, alias) => under_alias(text, which, alias, |key| {
                site.aliases.get(&(region.to_owned(), key.to_owned()))
            }),
            Self::UngroupedPhones => without_groups(text),
            Self::Decomposed(at) => {
                let lines = by_line(text, at, |line| line.nfd().collect());
                // Keys are compared as they stand: only values and comments are disturbed.
                if lines.parse::<toml::Table>().is_ok() {
                    lines
                } else {
                    text.to_owned()
                }
            }
            Self::CarriageReturns => text.replace("\r\n", "\n").replace('\n', "\r\n"),
            Self::ByteOrderMark if !text.starts_with('\u{feff}') => format!("\u{feff}{text}"),
            Self::ByteOrderMark => text.to_owned(),
            Self::Comments(at) => by_line(text, at, |line| {
                let end = line.trim_end();
                if end.ends_with(['"', ']', '}', 'e']) && end.contains('=') && !end.contains('#') {
                    format!("{end} # å ä ö\u{301} \"=[{}", &line[end.len()..])
                } else {
                    line.to_owned()
                }
            }),
            Self::Blanks(at) => by_line(text, at, |line| format!("\t {line}")),
            // One is enough: where several end a file, the blank line above the first goes in a second round.
            Self::ExpiredNotice if text.contains("# gammalt") => text.to_owned(),
            Self::ExpiredNotice => {
                let newline = if text.contains("\r\n") { "\r\n" } else { "\n" };
                let lines = [
                    "",
                    "[[notices]] # gammalt",
                    "from = 2026-01-01",
                    "to = 2026-01-31",
                    "text = \"Stängt.\"",
                    "",
                ];
                format!("{text}{}", lines.join(newline))
            }
        }
    }
}

/// Changes every second to ninth line.
fn by_line(text: &str, at: &Index, change: impl Fn(&str) -> String) -> String {
    let step = at.index(8) + 2;
    let lines = text.split_inclusive('\n').enumerate();
    lines
        .map(|(n, line)| {
            if n % step == 0 {
                change(line)
            } else {
                line.to_owned()
            }
        })
        .collect()
}

fn under_alias<'s>(
    text: &str,
    which: &Index,
    alias: &Index,
    aliases_of: impl Fn(&str) -> Option<&'s Vec<String>>,
) -> String {
    let Some((before, services)) = text.split_once("[services]") else {
        return text.to_owned();
    };
    let table = services.split("\n[").next().unwrap_or_default();
    let mut keys: Vec<(&str, &Vec<String>)> = Vec::new();
    for line in table.lines() {
        let Some((key, _)) = line.split_once('=') else {
            continue;
        };
        match aliases_of(key.trim()) {
            Some(names) if !names.is_empty() => keys.push((key, names)),
            _ => {}
        }
    }
    if keys.is_empty() {
        return text.to_owned();
    }
    let (key, names) = keys[which.index(keys.len())];
    let name = alias.get(names);
    let services = services.replacen(&format!("\n{key}="), &format!("\n\"{name}\" ="), 1);
    format!("{before}[services]{services}")
}

fn without_groups(text: &str) -> String {
    let line = |line: &str| -> String {
        let is_number =
            line.trim_start().starts_with("phone ") || line.trim_start().starts_with("number ");
        match line.split_once('"') {
            Some((key, rest)) if is_number => match rest.split_once('"') {
                Some((number, end)) => {
                    let plain: String = number.chars().filter(char::is_ascii_digit).collect();
                    format!("{key}\"{plain}\"{end}")
                }
                None => line.to_owned(),
            },
            _ => line.to_owned(),
        }
    };
    text.split_inclusive('\n').map(line).collect()
}

/// The site with one unit.
fn inputs(path: &SitePath, text: &str) -> Inputs {
    let mut inputs = site().base.clone();
    let content = Content::Text(Arc::from(text));
    inputs.content.insert(path.clone(), content);
    inputs
}

/// What a compilation finds, by code; fixes may move places.
fn found(compilation: &Compilation) -> BTreeMap<&'static str, usize> {
    let mut counts = BTreeMap::new();
    for finding in &compilation.findings().list {
        *counts.entry(finding.diagnostic.code.name).or_default() += 1;
    }
    counts
}

/// The verdicts, without the places of what they refer to.
fn verdicts(compilation: &Compilation, inputs: &Inputs) -> Vec<String> {
    let one = |assessment: &Assessment| {
        let mut text = format!("{}", assessment.in_scope);
        for verdict in &assessment.verdicts {
            let _ = write!(
                text,
                "\n{:?} {:?} {} {:?} {:?}",
                verdict.subject,
                verdict.obligation,
                verdict.offered,
                verdict.outcome,
                verdict.causes
            );
        }
        text
    };
    let units = compilation.units(inputs).load_all().expect("in memory");
    units.iter().map(|full| one(&full.assessment)).collect()
}

/// The bytes that all fixes of a round leave alone are the same before and after.
fn outside_is_the_same(before: &str, after: &str, compilation: &Compilation) -> Result<(), String> {
    let findings = compilation.findings();
    let edits = findings
        .list
        .iter()
        .filter_map(|finding| finding.diagnostic.fix.as_ref());
    let mut ranges: Vec<_> = edits
        .flat_map(|fix| &fix.edits)
        .map(|edit| compilation.sources.clamp(edit.span))
        .collect();
    ranges.sort_by_key(|range| (range.start, range.end));
    let (mut kept, mut at) = (Vec::new(), 0);
    for range in ranges {
        kept.push(&before[at..range.start.max(at)]);
        at = at.max(range.end);
    }
    kept.push(&before[at..]);
    // The pieces between the edits follow each other in the new text, the first and last at its ends.
    let mut rest = after;
    for (n, piece) in kept.iter().enumerate() {
        let found = if n == 0 {
            rest.starts_with(piece).then_some(0)
        } else if n + 1 == kept.len() {
            rest.ends_with(piece).then(|| rest.len() - piece.len())
        } else {
            rest.find(piece)
        };
        match found {
            Some(start) => rest = &rest[start + piece.len()..],
            None => return Err(format!("piece {n} is not kept, {} bytes", piece.len())),
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn fix_corrects_and_harms_nothing(unit in any::<Index>(), disturbances in disturbances()) {
        let site = site();
        let (path, original) = unit.get(&site.units);
        let region = path.parts().nth(1).expect("the region's folder");
        let mut text = original.to_string();
        for disturbance in &disturbances {
            text = disturbance.apply(&text, region, site);
        }
        let before = inputs(path, &text);
        let first = compile(&before, &Settings::default());
        let fixed = fix(&before, &Settings::default());
        prop_assert!(fixed.refused.is_empty(), "{:?}\n{text}", fixed.refused);
        prop_assert!(fixed.files.keys().all(|changed| changed == path));
        let new = fixed.files.get(path).map_or(text.as_str(), |new| new);

        let after = inputs(path, new);
        let second = compile(&after, &Settings::default());
        prop_assert_eq!(verdicts(&first, &before), verdicts(&second, &after), "{}", new);
        let (old_codes, new_codes) = (found(&first), found(&second));
        for (code, count) in &new_codes {
            prop_assert!(old_codes.get(code) >= Some(count), "{code} is new in\n{new}");
        }
        prop_assert!(fix(&after, &Settings::default()).files.is_empty(), "not stable:\n{new}");
        if let Err(reason) = outside_is_the_same(&text, new, &first) {
            prop_assert!(false, "{reason}\n{}", unified_diff(path, &text, new));
        }
        prop_assert_eq!(text.starts_with('\u{feff}'), new.starts_with('\u{feff}'));
        prop_assert_eq!(text.contains("\r\n"), new.contains("\r\n"));
    }
}

#[test]
fn the_diff_of_a_dry_run_is_a_patch() {
    let unit = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
    let disturbed = || {
        let program = Program::init();
        program.replace(unit, "fornya-recept = \"", "Receptförnyelse\" = \"");
        program.replace(unit, "Receptförnyelse\"", "\"Receptförnyelse\"");
        program.replace(unit, "0980-31 92 00", "0980319200");
        program
    };
    let (patched, fixed) = (disturbed(), disturbed());
    let before = patched.read(unit);
    let dry = patched.run(&["fix", "--dry-run"]).exits(0);
    assert_eq!(patched.read(unit), before);
    patched.write("fix.patch", &dry.out);
    let patch = Command::new("patch")
        .args(["-p1", "--input", "fix.patch"])
        .current_dir(patched.path(""))
        .stdin(Stdio::null())
        .output()
        .expect("patch is installed");
    assert!(patch.status.success(), "{patch:?}\n{}", dry.out);
    fixed.run(&["fix"]).exits(0);
    assert_ne!(patched.read(unit), before);
    assert_eq!(patched.read(unit), fixed.read(unit));
    fixed.run(&["fix"]).exits(0);
    assert_eq!(patched.read(unit), fixed.read(unit));
}

#[test]
fn a_line_that_stands_twice_goes_once() {
    let unit = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
    let program = Program::init();
    let sound = program.read(unit);
    let line = sound
        .lines()
        .find(|line| line.starts_with("hsa_id"))
        .expect("an id");
    let plain = line.split('#').next().unwrap_or(line).trim_end();
    program.replace(unit, line, &format!("{line}\n{plain}"));
    let broken = program.run(&["check"]).exits(1);
    assert!(broken.out.contains("error[syntax]"), "{}", broken.out);
    program.run(&["fix"]).exits(0);
    assert_eq!(program.read(unit), sound);
    program.run(&["check"]).exits(0);
}
