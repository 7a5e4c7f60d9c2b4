//! A row as values of keys: what can be taken, and findings for what cannot.

use std::borrow::Cow;

use toml::Value;

use crate::import::cell_value::{cell_value, is_unchanged};
use crate::import::context::Context;
use crate::import::faults::import_cell;
use crate::import::grid::{Cell, Row};
use crate::import::plan::{Column, Form, Plan};
use crate::import::problem::Problem;
use crate::import::refused::Refused;
use crate::import::site::Existing;
use crate::import::target::{self, Holds, Target};
use crate::import::value::{are_same, meant, of, pair};
use crate::import::words::one_line;
use crate::import::{address, coordinates, hours, municipalities, services};
use crate::model::name::fold;
use crate::toml_edits::get;

/// A value that a row has for a key.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The key.
    pub target: Target,
    /// The value.
    pub value: Value,
    /// Whether it only fills what nothing else does: it was taken out of another key's cell.
    pub origin: Origin,
}

/// Where a value comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A column of its own.
    Column,
    /// Another key's cell.
    Aside,
}

/// The values of a row that are not in the unit's file already.
pub fn proposals(row: &Row, context: &Context<'_>, problems: &mut Vec<Problem>) -> Vec<Proposal> {
    let places = places(row, context);
    let mut proposals = Vec::new();
    let mut axes: [Option<(usize, &Cell)>; 2] = [None, None];
    let mut system = None;
    for column in &context.plan.columns {
        let cell = row.cell(column.at);
        if cell.is_empty() || matches!(column.target.holds, Holds::Id) {
            continue;
        }
        if let Holds::Coordinate(axis) = column.target.holds {
            axes[axis] = Some((column.at, cell));
            system = column.form.or(system);
            continue;
        }
        let cell = translated(cell, column, context.plan);
        if cell.is_empty() {
            continue;
        }
        if column.form.is_none() && says_the_same(&cell, &column.target, context) {
            continue;
        }
        let mut refuse =
            |refused: Refused| problems.push(refusal(row, column.at, refused, context));
        if matches!(column.target.holds, Holds::Services) {
            for found in services::list(&cell, context) {
                match found {
                    Ok((target, value)) => proposals.push(Proposal {
                        target,
                        value,
                        origin: Origin::Column,
                    }),
                    Err(refused) => refuse(refused),
                }
            }
            continue;
        }
        match values(&cell, column, context, &places) {
            Ok(found) => proposals.extend(found),
            Err(refused) => refuse(refused),
        }
    }
    match axes {
        [Some((at, north)), Some((_, east))] => match coordinates(north, east, system) {
            Ok(value) => {
                let target = target::of("visit.coordinates");
                proposals.extend(target.map(|target| Proposal {
                    target,
                    value,
                    origin: Origin::Column,
                }));
            }
            Err(refused) => problems.push(refusal(row, at, refused, context)),
        },
        [Some((at, _)), None] | [None, Some((at, _))] => problems.push(refusal(
            row,
            at,
            Refused::fixed(
                "the other coordinate is missing",
                "den andra koordinaten saknas",
                "fill in both, or none",
                "fyll i båda, eller ingen",
            ),
            context,
        )),
        [None, None] => {}
    }
    proposals
}

/// Keys that the unit's file has and the row has empty cells for, of those that the source owns.
pub fn emptied(row: &Row, context: &Context<'_>) -> Vec<String> {
    let Some(unit) = context.unit else {
        return Vec::new();
    };
    let columns = context.plan.columns.iter().filter(|column| {
        let is_value = matches!(column.target.holds, Holds::Value(_));
        is_value && row.cell(column.at).is_empty() && context.plan.owns(&column.target)
    });
    let is_there = |target: &Target| {
        let target = own_key(target, context);
        get(&unit.table, &target.path).is_some_and(|value| !cell_value(&target, value).is_blank())
    };
    columns
        .filter(|column| is_there(&column.target))
        .map(|column| column.target.name())
        .collect()
}

/// The target with the key under which the unit's file has a service.
fn own_key<'t>(target: &'t Target, context: &Context<'_>) -> Cow<'t, Target> {
    match services::own_key(target, context) {
        Ok(own) if own.path != target.path => Cow::Owned(own),
        _ => Cow::Borrowed(target),
    }
}

/// Whether a cell says what the unit's file says, in the form in which it is exported. Such a cell is
/// right as it is, even where its value is found by `check`.
fn says_the_same(cell: &Cell, target: &Target, context: &Context<'_>) -> bool {
    let Holds::Value(_) = target.holds else {
        return false;
    };
    let target = own_key(target, context);
    let current = context.unit.and_then(|unit| get(&unit.table, &target.path));
    current.is_some_and(|current| is_unchanged(cell, &target, current))
}

fn refusal(row: &Row, column: usize, refused: Refused, context: &Context<'_>) -> Problem {
    let mut problem = Problem::of_cell(
        &import_cell::CODE,
        row.number,
        column,
        refused.what,
        refused.act,
    );
    problem.unit = context.unit.map(|unit| unit.id.clone());
    problem
}

fn coordinates(north: &Cell, east: &Cell, form: Option<Form>) -> Result<Value, Refused> {
    let number = |cell: &Cell| match cell {
        Cell::Number(number, _) => Some(*number),
        cell => coordinates::number(&cell.shown()),
    };
    let numbers = number(north).zip(number(east));
    let (north, east) = numbers.ok_or_else(|| {
        Refused::fixed(
            "not a number",
            "inte ett tal",
            "write a number, such as `56.6634` or `6283000`",
            "skriv ett tal, till exempel `56,6634` eller `6283000`",
        )
    })?;
    Ok(pair(coordinates::degrees([north, east], stated(form))?))
}

fn stated(form: Option<Form>) -> Option<coordinates::System> {
    match form {
        Some(Form::Coordinates(system)) => Some(system),
        _ => None,
    }
}

/// The cell that a word stands for, where the map says so; spreadsheets lose leading zeros.
fn translated(cell: &Cell, column: &Column, plan: &Plan) -> Cell {
    let Some(all) = plan.values.get(&column.target.name()) else {
        return cell.clone();
    };
    let word = fold(&cell.shown());
    let number = |text: &str| text.parse::<u64>().ok();
    let found = all.get(&word).or_else(|| {
        let wanted = number(&word)?;
        let mut all = all.iter();
        all.find(|(word, _)| number(word) == Some(wanted))
            .map(|(_, meant)| meant)
    });
    found.map_or_else(|| cell.clone(), |found| meant(cell, found))
}

/// The places that the row and the unit name: municipality and locality.
fn places(row: &Row, context: &Context<'_>) -> Vec<String> {
    let keys = ["municipality", "locality"];
    let columns = context.plan.columns.iter();
    let columns = columns.filter(|column| keys.contains(&column.target.name().as_str()));
    let cells = columns.map(|column| translated(row.cell(column.at), column, context.plan));
    let mut places: Vec<String> = cells.map(|cell| one_line(&cell.shown())).collect();
    let named: Vec<&str> = places
        .iter()
        .filter_map(|place| municipalities::name_of(place))
        .collect();
    places.extend(named.into_iter().map(str::to_owned));
    for key in keys {
        let value = context.unit.and_then(|unit| unit.table.get(key)?.as_str());
        places.extend(value.map(str::to_owned));
    }
    places.retain(|place| !place.is_empty());
    places
}

/// The values of a cell: one, or none where the file says it already, or one and what stood beside it.
fn values(
    cell: &Cell,
    column: &Column,
    context: &Context<'_>,
    places: &[String],
) -> Result<Vec<Proposal>, Refused> {
    let Holds::Value(kind) = column.target.holds else {
        return Ok(Vec::new());
    };
    let target = services::own_key(&column.target, context)?;
    let target = &target;
    let one = |value: Value| {
        vec![Proposal {
            target: target.clone(),
            value,
            origin: Origin::Column,
        }]
    };
    match target.path.as_slice() {
        [table, _] if table == "services" => {
            return Ok(services::value(cell, target, kind, context)?
                .map(one)
                .unwrap_or_default());
        }
        [table, question] if table == "activities" => services::check_question(question, context)?,
        _ => {}
    }
    let text = cell.shown();
    match column.form {
        Some(Form::Directory) if !text.contains('#') => {
            return Err(Refused::fixed(
                "no hours in the directory's form",
                "inga tider i katalogens form",
                "write `1-5#08:00#16:30`, or leave out `form`",
                "skriv `1-5#08:00#16:30`, eller ta bort `form`",
            ));
        }
        Some(Form::Coordinates(system)) if !matches!(cell, Cell::Fault(_)) => {
            let found = coordinates::degrees(coordinates::pair(&text)?, Some(system))?;
            return Ok(one(pair(found)));
        }
        Some(Form::Address) if !matches!(cell, Cell::Fault(_)) => {
            return Ok(of_address(&text, target, places, context.plan));
        }
        Some(Form::NameAndPlace) if !matches!(cell, Cell::Fault(_)) => {
            return Ok(one(Value::String(without_place(&text, places))));
        }
        _ => {}
    }
    let value = of(cell, target, kind, context.region)?;
    if is_default(target, &value, context) {
        return Ok(Vec::new());
    }
    let current = context.unit.and_then(|unit| get(&unit.table, &target.path));
    let is_told =
        target.is_week() && current.is_some_and(|current| hours::is_told_by(current, &value));
    Ok(if is_told { Vec::new() } else { one(value) })
}

fn of_address(text: &str, target: &Target, places: &[String], plan: &Plan) -> Vec<Proposal> {
    let address = address::parted(text, places);
    let proposal = |target: &Target, text: String, origin| Proposal {
        target: target.clone(),
        value: Value::String(text),
        origin,
    };
    if target.name() != "visit.street" {
        return vec![proposal(target, address.whole(), Origin::Column)];
    }
    let mut proposals = Vec::new();
    if !address.street.is_empty() {
        proposals.push(proposal(target, address.street.clone(), Origin::Column));
    }
    let postal = target::of("visit.postal_address");
    let has_column = plan
        .columns
        .iter()
        .any(|column| column.target.name() == "visit.postal_address");
    if let (Some(postal), Some(_), false) = (postal, &address.town, has_column) {
        proposals.push(proposal(&postal, address.whole(), Origin::Aside));
    }
    proposals
}

/// A name without the place behind its last comma, where that only repeats where the unit is.
fn without_place(text: &str, places: &[String]) -> String {
    let text = one_line(text);
    let parted = text.rsplit_once(',');
    let bare = parted.filter(|(name, place)| {
        let is_same = |known: &String| fold(known) == fold(place.trim());
        !name.trim().is_empty() && places.iter().any(is_same)
    });
    bare.map_or_else(|| text.clone(), |(name, _)| name.trim().to_owned())
}

/// Whether a key that is left out says the same as a value.
fn is_default(target: &Target, value: &Value, context: &Context<'_>) -> bool {
    let Some(flag) = value.as_bool() else {
        return false;
    };
    let is_stated = context
        .unit
        .is_some_and(|unit| get(&unit.table, &target.path).is_some());
    match target.name().as_str() {
        _ if is_stated => false,
        "patient_contact" | "publish" => flag,
        "provider.private" => flag == context.unit.is_some_and(|unit| unit.is_private),
        _ => false,
    }
}

/// Whether the unit's file says a value already.
pub fn is_said(proposal: &Proposal, unit: &Existing) -> bool {
    let current = get(&unit.table, &proposal.target.path);
    current.is_some_and(|current| are_same(&proposal.target, current, &proposal.value))
}
