//! Rows become units: those that are there change, others are new.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use toml::{Table, Value};

use crate::diagnostic::{Text, say};
use crate::import::cells::{Origin, Proposal, emptied, is_said, proposals};
use crate::import::context::Context;
use crate::import::faults::{import_cell, import_row};
use crate::import::grid::Row;
use crate::import::plan::Plan;
use crate::import::problem::Problem;
use crate::import::sheet::{Sheet, is_sum};
use crate::import::site::{Existing, SiteUnits, key_value};
use crate::import::target::Holds;
use crate::import::value::SHAPE;
use crate::import::{Import, Rewrite};
use crate::model::name::fold;
use crate::text::path::SitePath;
use crate::toml_edits::{get, put, set_value, whole_file};

/// A row with the unit that it is about.
struct Matched<'a> {
    row: &'a Row,
    /// The place of the unit; nothing for a new one.
    unit: Option<usize>,
    region: Option<String>,
    /// The id that the row states for a new unit.
    id: Option<String>,
}

/// What a row does.
struct Done {
    problems: Vec<Problem>,
    kept: Vec<String>,
    emptied: Vec<String>,
    outcome: Outcome,
}

enum Outcome {
    Unchanged,
    Changed(String),
    New(Table),
}

/// Imports the rows.
pub fn apply(
    sheet: &Sheet,
    plan: &Plan,
    site: &SiteUnits<'_>,
    import: &mut Import,
    problems: &mut Vec<Problem>,
) {
    let Some(matched) = matched(sheet, plan, site, problems) else {
        return;
    };
    let done: Vec<Done> = matched
        .par_iter()
        .map(|matched| row(matched, plan, site))
        .collect();
    let mut taken = site.taken.clone();
    let mut seen = BTreeSet::new();
    for (matched, done) in matched.iter().zip(done) {
        problems.extend(done.problems);
        for key in done.kept {
            *import.kept.entry(key).or_default() += 1;
        }
        for key in done.emptied {
            *import.emptied.entry(key).or_default() += 1;
        }
        let unit = matched.unit.and_then(|at| site.units.get(at));
        seen.extend(matched.unit);
        match (done.outcome, unit) {
            (Outcome::Changed(new), Some(unit)) => {
                import.changed.push(unit.id.clone());
                let old = Some(unit.text.clone());
                import.files.insert(unit.path.clone(), Rewrite { old, new });
            }
            (Outcome::New(table), _) => match new_place(matched, &table, plan, &mut taken) {
                Ok((id, path)) => {
                    import.new.push(id);
                    let new = whole_file(&table, SHAPE);
                    import.files.insert(path, Rewrite { old: None, new });
                }
                Err(problem) => problems.push(*problem),
            },
            _ => import.unchanged += 1,
        }
    }
    let regions: BTreeSet<&str> = matched
        .iter()
        .filter_map(|matched| matched.region.as_deref())
        .collect();
    let others = site
        .units
        .iter()
        .enumerate()
        .filter(|(at, _)| !seen.contains(at));
    let others = others.filter(|(_, unit)| regions.contains(unit.region()));
    import.only_in_site = others.map(|(_, unit)| unit.id.clone()).collect();
    import.new.sort();
    import.changed.sort();
}

/// The rows that are units, each with the one it is about. Nothing where the table has no column for that.
fn matched<'a>(
    sheet: &'a Sheet,
    plan: &Plan,
    site: &SiteUnits<'_>,
    problems: &mut Vec<Problem>,
) -> Option<Vec<Matched<'a>>> {
    let region = region_of(plan, site, sheet, problems)?;
    let key = plan.key.name();
    let Some(column) = plan.key_column() else {
        problems.push(Problem::of_row(
            &import_row::CODE,
            sheet.heading_row.number,
            say!(
                "no column goes to `{key}`, by which rows find their units",
                "ingen kolumn går till `{key}`, som rader hittar sina enheter med"
            ),
            Text::fixed(
                "name the column in the map, or another `key`; `basutbud import FILE --suggest` writes a map to start from",
                "ange kolumnen i kartan, eller en annan `key`; `basutbud import FIL --suggest` skriver en karta att börja med",
            ),
        ));
        return None;
    };
    let is_id = matches!(plan.key.holds, Holds::Id);
    let index = site.by_key(&plan.key, region.as_deref().filter(|_| !is_id));
    let mut first_rows: BTreeMap<String, u32> = BTreeMap::new();
    let mut matched = Vec::new();
    let rows = sheet
        .rows
        .iter()
        .filter(|row| !row.is_empty() && !is_sum(row));
    for row in rows {
        let cell = row.cell(column.at);
        let mut problem = |what, act| {
            problems.push(Problem::of_cell(
                &import_row::CODE,
                row.number,
                column.at,
                what,
                act,
            ))
        };
        if cell.is_empty() {
            let has_name = plan
                .columns
                .iter()
                .any(|column| column.target.name() == "name" && !row.cell(column.at).is_empty());
            if is_id && has_name {
                let stated = region_of_row(row, plan, site, problems);
                matched.push(Matched {
                    row,
                    unit: None,
                    region: stated.or_else(|| region.clone()),
                    id: None,
                });
            } else {
                problem(
                    say!(
                        "`{key}` is empty, so the row is no unit",
                        "`{key}` är tom, så raden är ingen enhet"
                    ),
                    Text::fixed(
                        "fill it in, or remove the row",
                        "fyll i den, eller ta bort raden",
                    ),
                );
            }
            continue;
        }
        let value = key_value(&cell.shown());
        if let Some(first) = first_rows.get(&value) {
            problem(
                say!(
                    "row {first} has the same `{key}`",
                    "rad {first} har samma `{key}`"
                ),
                Text::fixed("remove one of the rows", "ta bort en av raderna"),
            );
            continue;
        }
        first_rows.insert(value.clone(), row.number);
        let units = index.get(&value).map(Vec::as_slice).unwrap_or_default();
        let unit = match units {
            [] => None,
            [only] => Some(*only),
            several => {
                let ids: Vec<&str> = several
                    .iter()
                    .filter_map(|at| Some(site.units.get(*at)?.id.as_str()))
                    .collect();
                let ids = ids.join("`, `");
                problem(
                    say!(
                        "`{key}` is that of several units: `{ids}`",
                        "`{key}` är flera enheters: `{ids}`"
                    ),
                    Text::fixed(
                        "give the units different ones first",
                        "ge först enheterna olika",
                    ),
                );
                continue;
            }
        };
        let stated = is_id.then(|| cell.shown().trim().to_owned());
        let of_unit = unit.and_then(|at| Some(site.units.get(at)?.region().to_owned()));
        let of_id = stated
            .as_ref()
            .and_then(|id| Some(id.split_once('/')?.0.to_owned()));
        matched.push(Matched {
            row,
            unit,
            region: match of_unit.or(of_id) {
                Some(region) => Some(region),
                None => region_of_row(row, plan, site, problems).or_else(|| region.clone()),
            },
            id: stated.filter(|_| unit.is_none()),
        });
    }
    Some(matched)
}

/// The region that a row names for a new unit.
fn region_of_row(
    row: &Row,
    plan: &Plan,
    site: &SiteUnits<'_>,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    let column = plan.region_column?;
    let cell = row.cell(column);
    if cell.is_empty() {
        return None;
    }
    let (named, regions) = (cell.shown(), &site.catalog.regions);
    let is_named = |name: &str| fold(name) == fold(&named);
    let found = regions
        .values()
        .find(|region| is_named(&region.id) || is_named(&region.name));
    if found.is_none() {
        let ids: Vec<&str> = regions.keys().map(String::as_str).collect();
        let ids = ids.join("`, `");
        problems.push(Problem::of_cell(
            &import_cell::CODE,
            row.number,
            column,
            say!(
                "the site has no region `{named}`",
                "webbplatsen har ingen region `{named}`"
            ),
            say!("name one of `{ids}`", "ange en av `{ids}`"),
        ));
    }
    found.map(|region| region.id.clone())
}

/// The region of rows: the one that is named, or the only one. With ids of units rows say it themselves.
fn region_of(
    plan: &Plan,
    site: &SiteUnits<'_>,
    sheet: &Sheet,
    problems: &mut Vec<Problem>,
) -> Option<Option<String>> {
    let all: Vec<&str> = site.catalog.regions.keys().map(String::as_str).collect();
    let ids = all.join("`, `");
    let (what, act) = match (&plan.region, all.as_slice()) {
        (Some(region), all) if all.contains(&region.as_str()) => return Some(Some(region.clone())),
        (None, [only]) => return Some(Some((*only).to_owned())),
        (None, _) if matches!(plan.key.holds, Holds::Id) => return Some(None),
        (Some(region), _) => (
            say!(
                "the site has no region `{region}`",
                "webbplatsen har ingen region `{region}`"
            ),
            say!("name one of `{ids}`", "ange en av `{ids}`"),
        ),
        (None, _) => (
            Text::fixed(
                "it is not known which region the units are of",
                "det framgår inte vilken region enheterna hör till",
            ),
            say!(
                "name it with --region, or in the map: `{ids}`",
                "ange den med --region, eller i kartan: `{ids}`"
            ),
        ),
    };
    problems.push(Problem::of_row(
        &import_row::CODE,
        sheet.heading_row.number,
        what,
        act,
    ));
    None
}

/// What a row does to its unit.
fn row(matched: &Matched<'_>, plan: &Plan, site: &SiteUnits<'_>) -> Done {
    let region = matched
        .region
        .as_ref()
        .and_then(|region| site.catalog.regions.get(region));
    let unit = matched.unit.and_then(|at| site.units.get(at));
    let context = Context {
        plan,
        region: region.filter(|region| !region.broken),
        rule_set: region.and_then(|region| region.rule_set_on(site.today)),
        unit,
    };
    let mut problems = Vec::new();
    let proposals = proposals(matched.row, &context, &mut problems);
    let mut done = Done {
        problems,
        kept: Vec::new(),
        emptied: emptied(matched.row, &context),
        outcome: Outcome::Unchanged,
    };
    match unit {
        Some(unit) => change(unit, &proposals, matched.row, plan, &mut done),
        None => {
            let mut table = Table::new();
            for proposal in &proposals {
                if proposal.origin == Origin::Column || get(&table, &proposal.target.path).is_none()
                {
                    put(&mut table, &proposal.target.path, &proposal.value);
                }
            }
            done.outcome = Outcome::New(table);
        }
    }
    done
}

/// Sets what the unit's file does not say.
fn change(unit: &Existing, proposals: &[Proposal], row: &Row, plan: &Plan, done: &mut Done) {
    let mut text: Option<String> = None;
    for proposal in proposals {
        let (target, value) = (&proposal.target, &proposal.value);
        if is_said(proposal, unit) {
            continue;
        }
        let is_there = get(&unit.table, &target.path).is_some();
        if is_there && (proposal.origin == Origin::Aside || !plan.owns(target)) {
            done.kept.push(target.name());
            continue;
        }
        let old = text.as_deref().unwrap_or(&unit.text);
        match set_value(old, SHAPE, &target.path, value) {
            Some(new) => text = Some(new),
            None => {
                let key = target.name();
                let mut problem = Problem::of_row(
                    &import_cell::CODE,
                    row.number,
                    say!(
                        "`{key}` cannot be set without moving other lines",
                        "`{key}` går inte att sätta utan att flytta andra rader"
                    ),
                    Text::fixed("change it in the unit's file", "ändra den i enhetens fil"),
                );
                problem.unit = Some(unit.id.clone());
                done.problems.push(problem);
            }
        }
    }
    if let Some(text) = text {
        done.outcome = Outcome::Changed(text);
    }
}

/// The id and the file of a new unit: named after it, and where that is taken, after its place or its id
/// in the directory too.
fn new_place(
    matched: &Matched<'_>,
    table: &Table,
    plan: &Plan,
    taken: &mut BTreeSet<String>,
) -> Result<(String, SitePath), Box<Problem>> {
    let problem = |what, act| {
        Box::new(Problem::of_row(
            &import_row::CODE,
            matched.row.number,
            what,
            act,
        ))
    };
    let text = |key: &str| table.get(key).and_then(Value::as_str);
    let (Some(name), Some(region)) = (text("name"), &matched.region) else {
        let key = plan.key.name();
        let value = plan
            .key_column()
            .map(|column| matched.row.cell(column.at).shown().into_owned());
        let value = value.unwrap_or_default();
        return Err(problem(
            say!(
                "no unit has `{key}` {value}, and the row has no name for a new one",
                "ingen enhet har `{key}` {value}, och raden har inget namn för en ny"
            ),
            Text::fixed(
                "fix the key, or import the units first",
                "rätta nyckeln, eller importera enheterna först",
            ),
        ));
    };
    let stated = matched
        .id
        .as_deref()
        .and_then(|id| id.rsplit_once('/'))
        .map(|(_, slug)| slug.to_owned());
    let place = text("locality")
        .or_else(|| text("municipality"))
        .unwrap_or_default();
    let tail = text("hsa_id")
        .and_then(|id| id.rsplit('-').next())
        .unwrap_or_default();
    let candidates = [
        stated.unwrap_or_else(|| slug::slugify(name)),
        slug::slugify(format!("{name} {place}")),
        slug::slugify(format!("{name} {tail}")),
    ];
    let free = candidates.into_iter().find(|slug| {
        !slug.is_empty() && slug.len() <= 100 && !taken.contains(&format!("{region}/{slug}"))
    });
    let folder = folder(&plan.folder, table);
    let placed = free.and_then(|slug| {
        let path = SitePath::new(&format!("content/{region}/units/{folder}{slug}.toml"))?;
        Some((format!("{region}/{slug}"), path))
    });
    let Some((id, path)) = placed else {
        return Err(problem(
            say!(
                "`{name}` gives no free name for a file",
                "`{name}` ger inget ledigt filnamn"
            ),
            Text::fixed("give the unit another name", "ge enheten ett annat namn"),
        ));
    };
    taken.insert(id.clone());
    Ok((id, path))
}

/// The folder of a new unit, with a stroke at its end: `{administration}` is the unit's own. A part without
/// a value is left out.
fn folder(pattern: &str, table: &Table) -> String {
    let mut folder = String::new();
    for part in pattern.split('/') {
        let mut name = part.to_owned();
        while let Some((before, key, after)) = braces(&name) {
            let path: Vec<String> = key.split('.').map(str::to_owned).collect();
            let value = get(table, &path)
                .and_then(Value::as_str)
                .unwrap_or_default();
            name = format!("{before}{value}{after}");
        }
        let name = slug::slugify(name);
        if !name.is_empty() {
            folder += &format!("{name}/");
        }
    }
    folder
}

fn braces(text: &str) -> Option<(String, String, String)> {
    let (before, rest) = text.split_once('{')?;
    let (key, after) = rest.split_once('}')?;
    Some((before.to_owned(), key.to_owned(), after.to_owned()))
}
