//! Slips of people who have never heard of TOML: following the first advice leaves no error at that place.
//! The table `tests/slips/slips.toml` has what is written and what it becomes.

use std::sync::Arc;

use basutbud::diagnostic::code::Severity;
use basutbud::diagnostic::fix::Certainty;
use basutbud::diagnostic::settle::Finding;
use basutbud::host::read;
use basutbud::text::inputs::{Content, Inputs};
use basutbud::text::path::SitePath;
use serde::Deserialize;

use crate::harness::{TODAY, compiled, day, fixed, repository};

#[derive(Deserialize)]
struct Table {
    slip: Vec<Slip>,
}

#[derive(Deserialize)]
struct Slip {
    /// The header that it stands under; empty for the top of the file, `end` for its end.
    under: String,
    written: String,
    mended: String,
    #[serde(default = "sure")]
    sure: bool,
    #[serde(default)]
    moved: bool,
    /// How lines of the unit begin that the slip takes the place of, besides those of its own keys.
    #[serde(default)]
    instead_of: Vec<String>,
}

fn sure() -> bool {
    true
}

const UNIT: &str = include_str!("../slips/unit.toml");
const FILE: &str = "content/kalmar/units/exempel.toml";

/// The unit with some lines under a header, in place of the lines that say the same.
fn unit(slip: &Slip, lines: &str) -> String {
    let lists = slip.under.starts_with("[[");
    let keys = slip
        .mended
        .lines()
        .map(|line| line.split([' ', '.']).next());
    let keys: Vec<String> = keys.flatten().map(|key| format!("{key} ")).collect();
    let mut header = "";
    let mut kept = String::new();
    for line in UNIT.lines() {
        if line.starts_with('[') {
            header = line;
        }
        let here = header == slip.under && !lists;
        let said = here && keys.iter().any(|key| line.starts_with(key.as_str()));
        let given = slip
            .instead_of
            .iter()
            .any(|start| line.starts_with(start.as_str()));
        if !said && !given {
            kept += line;
            kept += "\n";
        }
    }
    match slip.under.as_str() {
        "" => format!("{lines}\n{kept}"),
        "end" => format!("{kept}\n{lines}\n"),
        list if lists => format!("{kept}\n{list}\n{lines}\n"),
        header => {
            let header = format!("{header}\n");
            kept.replace(&header, &format!("{header}{lines}\n"))
        }
    }
}

/// The example site with one unit.
fn site(unit: &str, base: &Inputs) -> Inputs {
    let mut site = base.clone();
    let path = SitePath::new(FILE).expect("a path");
    site.content.insert(path, Content::Text(Arc::from(unit)));
    site
}

fn base() -> Inputs {
    let mut base = read::site(repository(), day(TODAY));
    let of_units = |path: &SitePath| path.as_str().contains("/units/");
    base.content.retain(|path, _| !of_units(path));
    base
}

/// The errors of the unit, in the order in which they are shown.
fn errors(site: &Inputs) -> Vec<Finding> {
    let findings = compiled(site).findings();
    let errors = findings
        .list
        .into_iter()
        .filter(|finding| finding.severity() == Severity::Error);
    errors
        .filter(|finding| finding.diagnostic.unit.is_some())
        .collect()
}

fn told(errors: &[Finding]) -> String {
    let told = errors.iter().map(|finding| {
        let help = finding
            .diagnostic
            .help
            .as_ref()
            .map_or("", |help| &*help.sv);
        format!("{}; {help}", finding.diagnostic.message.sv)
    });
    told.collect::<Vec<_>>().join(" | ")
}

/// What is wrong with how a slip is mended.
fn fault(slip: &Slip, base: &Inputs) -> Result<(), String> {
    let written = site(&unit(slip, &slip.written), base);
    let found = errors(&written);
    let first = found.first().ok_or("no error is found")?;
    let fix = first
        .diagnostic
        .fix
        .as_ref()
        .ok_or_else(|| format!("no fix: {}", told(&found)))?;
    let certain = fix.certainty == Certainty::Certain;
    if certain != slip.sure {
        return Err(format!("{} is {}", fix.title.sv, fix.certainty.name()));
    }
    let after = fixed(&written, fix, &compiled(&written).sources);
    let path = SitePath::new(FILE).expect("a path");
    let Some(Content::Text(text)) = after.content.get(&path) else {
        return Err("the unit is gone".to_owned());
    };
    let expected = unit(slip, &slip.mended);
    let is_mended = if slip.moved {
        text.contains(&slip.mended)
    } else {
        **text == *expected
    };
    if !is_mended {
        return Err(format!(
            "{}:\n{}",
            fix.title.sv,
            basutbud::fix::unified_diff(&path, &expected, text)
        ));
    }
    let left = errors(&after);
    if left.is_empty() {
        Ok(())
    } else {
        Err(format!("still wrong: {}", told(&left)))
    }
}

#[test]
fn the_first_advice_ends_each_slip() {
    let base = base();
    let none = errors(&site(UNIT, &base));
    assert!(none.is_empty(), "{}", told(&none));
    let table: Table =
        toml::from_str(include_str!("../slips/slips.toml")).expect("a table of slips");
    assert!(table.slip.len() >= 120, "{} slips", table.slip.len());
    let faults = table.slip.iter().filter_map(|slip| {
        let fault = fault(slip, &base).err()?;
        Some(format!("{}\n    {fault}", slip.written))
    });
    let faults: Vec<String> = faults.collect();
    assert!(
        faults.is_empty(),
        "{} of {}:\n{}",
        faults.len(),
        table.slip.len(),
        faults.join("\n")
    );
}
