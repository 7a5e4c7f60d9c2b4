//! What a table is imported by: its columns with their places, from a map or from headings of ours.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::import::coordinates::System;
use crate::import::faults::{import_column, import_map};
use crate::import::grid::column_letters;
use crate::import::problem::Problem;
use crate::import::sheet::{Sheet, heading_text};
use crate::import::target::{self, Holds, Target};
use crate::load::import_map::{ImportMap, MappedColumn, Meant};
use crate::load::shape::Kind;
use crate::model::name::{fold, nearest};
use crate::text::Spanned;

/// How a table is imported.
#[derive(Debug)]
pub struct Plan {
    /// The region of new units, where it is stated.
    pub region: Option<String>,
    /// The key by which rows find their units.
    pub key: Target,
    /// Keys that may be overwritten; nothing for all.
    pub owned: Option<Vec<String>>,
    /// The folder of new units, with keys in braces.
    pub folder: String,
    /// The columns that go somewhere, in order.
    pub columns: Vec<Column>,
    /// The column that names the region of new units, in tables without a map.
    pub region_column: Option<usize>,
    /// What words mean: by key, then by the folded word.
    pub values: BTreeMap<String, BTreeMap<String, Meant>>,
    /// Headings of columns without a place.
    pub homeless: Vec<String>,
}

/// A column that goes somewhere.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its place in the table, from 0.
    pub at: usize,
    /// Where it goes.
    pub target: Target,
    /// The form of its cells.
    pub form: Option<Form>,
}

/// Forms that only a map can state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Hours of the directory.
    Directory,
    /// Coordinates.
    Coordinates(System),
    /// An address with its postcode and town.
    Address,
    /// A name with the place behind it.
    NameAndPlace,
}

impl Form {
    fn parse(word: &str) -> Option<Self> {
        Some(match word {
            "hsa" => Self::Directory,
            "rt90" => Self::Coordinates(System::Rt90),
            "sweref99" => Self::Coordinates(System::Sweref99),
            "wgs84" => Self::Coordinates(System::Wgs84),
            "address" => Self::Address,
            "name-place" => Self::NameAndPlace,
            _ => return None,
        })
    }
}

/// Columns without a place that are told one by one.
const MAX_TOLD: usize = 20;

impl Plan {
    /// Whether a key may be overwritten.
    pub fn owns(&self, target: &Target) -> bool {
        let owned = self.owned.as_ref();
        owned.is_none_or(|owned| owned.iter().any(|key| target.is_below(key)))
    }

    /// The plan for a table with a map, or without one. Faults of the map have places in its file.
    pub fn of(
        sheet: &Sheet,
        map: Option<&ImportMap>,
        problems: &mut Vec<Problem>,
        found: &mut Vec<Diagnostic>,
    ) -> Option<Self> {
        let columns = columns(sheet, map, problems, found);
        let has_id = columns
            .0
            .iter()
            .any(|column| matches!(column.target.holds, Holds::Id));
        let stated = map.and_then(|map| map.key.as_ref());
        let key = match stated {
            Some(stated) => key_of(stated, found)?,
            None => target::of(if has_id && map.is_none() {
                "id"
            } else {
                "hsa_id"
            })?,
        };
        let owned = map.map(|map| {
            let known = map.owned.iter().filter(|key| is_known_key(key, found));
            known.map(|key| key.value.clone()).collect()
        });
        let mut values = BTreeMap::new();
        for (key, words) in map.iter().flat_map(|map| &map.values) {
            let name = target::of(key).map_or_else(|| key.clone(), |target| target.name());
            values.insert(name, words.clone());
        }
        let folder = map.and_then(|map| map.folder.as_ref());
        let region = map.and_then(|map| map.region.as_ref());
        Some(Self {
            region: region.map(|region| region.value.clone()),
            key,
            owned,
            folder: folder
                .map(|folder| folder.value.clone())
                .unwrap_or_default(),
            columns: columns.0,
            region_column: sheet
                .headings
                .iter()
                .position(|heading| map.is_none() && heading == "region"),
            values,
            homeless: columns.1,
        })
    }

    /// The column of the key.
    pub fn key_column(&self) -> Option<&Column> {
        let name = self.key.name();
        self.columns
            .iter()
            .find(|column| column.target.name() == name)
    }
}

/// Whether a dotted key is one of a unit's, or a table above some.
fn is_known_key(key: &Spanned<String>, found: &mut Vec<Diagnostic>) -> bool {
    let begin = format!("{}.", key.value);
    let is_known = target::of(&key.value).is_some()
        || target::all().iter().any(|name| name.starts_with(&begin));
    if !is_known {
        found.push(unknown_key(key));
    }
    is_known
}

fn key_of(key: &Spanned<String>, found: &mut Vec<Diagnostic>) -> Option<Target> {
    let target = target::of(&key.value);
    let is_text = |target: &Target| matches!(target.holds, Holds::Id | Holds::Value(Kind::Text));
    let usable = target.filter(is_text);
    if usable.is_none() {
        found.push(unknown_key(key));
    }
    usable
}

/// A key of no unit file.
fn unknown_key(key: &Spanned<String>) -> Diagnostic {
    let name = &key.value;
    let all = target::all();
    let meant = nearest(name, all.iter().map(String::as_str)).or_else(|| {
        let last = |known: &&String| known.rsplit('.').next() == name.rsplit('.').next();
        all.iter().find(last).map(String::as_str)
    });
    let help = match meant {
        Some(meant) => say!("did you mean `{meant}`?", "menade du `{meant}`?"),
        None => Text::fixed(
            "the keys of unit files are in docs/reference.md",
            "nycklarna i enhetsfiler står i docs/reference.md",
        ),
    };
    let message = say!(
        "unit files have no key `{name}` for a column",
        "enhetsfiler har inget fält `{name}` för en kolumn"
    );
    Diagnostic::new(&import_map::CODE, key.span, message).with_help(help)
}

type Columns = (Vec<Column>, Vec<String>);

fn columns(
    sheet: &Sheet,
    map: Option<&ImportMap>,
    problems: &mut Vec<Problem>,
    found: &mut Vec<Diagnostic>,
) -> Columns {
    let mut columns: Vec<Column> = Vec::new();
    let mut homeless = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let row = sheet.heading_row.number;
    for (at, heading) in sheet.headings.iter().enumerate() {
        if let Some(first) = seen.get(heading.as_str()).filter(|_| !heading.is_empty()) {
            let letters = column_letters(*first);
            problems.push(Problem::of_cell(
                &import_column::CODE,
                row,
                at,
                say!(
                    "column {letters} has the same heading",
                    "kolumn {letters} har samma rubrik"
                ),
                Text::fixed(
                    "give the two columns different headings; the first is taken",
                    "ge de två kolumnerna olika rubriker; den första används",
                ),
            ));
            continue;
        }
        seen.insert(heading, at);
        let place = match map {
            Some(map) => of_map(heading, map, found),
            None => {
                Some(target::of_heading(heading).map(|known| known.map(|target| (target, None))))
            }
        };
        match place {
            // The finding about the map says it.
            None | Some(Some(None)) => {}
            Some(Some(Some((target, form)))) => {
                let name = target.name();
                let twice = places.get(&name).and_then(|first| columns.get(*first));
                if let Some(first) = twice.filter(|other| !are_two_parts(&other.target, &target)) {
                    let letters = column_letters(first.at);
                    problems.push(Problem::of_cell(
                        &import_column::CODE,
                        row,
                        at,
                        say!(
                            "column {letters} goes to `{name}` too",
                            "kolumn {letters} går också till `{name}`"
                        ),
                        Text::fixed(
                            "leave one of them out with `false`; the first is taken",
                            "utelämna en av dem med `false`; den första används",
                        ),
                    ));
                    continue;
                }
                places.entry(name).or_insert(columns.len());
                columns.push(Column { at, target, form });
            }
            Some(None) => {
                let is_used = sheet.rows.iter().any(|row| !row.cell(at).is_empty());
                if is_used {
                    homeless.push((at, heading.clone()));
                }
            }
        }
    }
    tell(&homeless, row, map, problems);
    let named = homeless
        .into_iter()
        .map(|(at, heading)| match heading.is_empty() {
            true => column_letters(at),
            false => heading,
        });
    (columns, named.collect())
}

fn are_two_parts(one: &Target, other: &Target) -> bool {
    match (one.holds, other.holds) {
        (Holds::Coordinate(one), Holds::Coordinate(other)) => one != other,
        _ => false,
    }
}

/// Tells of columns without a place.
fn tell(
    homeless: &[(usize, String)],
    row: u32,
    map: Option<&ImportMap>,
    problems: &mut Vec<Problem>,
) {
    let act = match map {
        Some(_) => Text::fixed(
            "write the column in the map, with a key or with `false`",
            "skriv kolumnen i kartan, med ett fält eller med `false`",
        ),
        None => Text::fixed(
            "`basutbud import FILE --suggest` writes a map of columns to start from",
            "`basutbud import FIL --suggest` skriver en karta över kolumner att börja med",
        ),
    };
    for (at, _) in homeless.iter().take(MAX_TOLD) {
        let what = Text::fixed("the column has no place", "kolumnen har ingen plats");
        problems.push(Problem::of_cell(
            &import_column::CODE,
            row,
            *at,
            what,
            act.clone(),
        ));
    }
    if let Some(more) = homeless.len().checked_sub(MAX_TOLD + 1) {
        let more = more + 1;
        problems.push(Problem::of_row(
            &import_column::CODE,
            row,
            say!(
                "{more} more columns have no place",
                "{more} kolumner till har ingen plats"
            ),
            act,
        ));
    }
}

type Place = Option<(Target, Option<Form>)>;

/// Where the map puts a column: `Some(None)` where it does not say, `None` where what it says is wrong.
fn of_map(heading: &str, map: &ImportMap, found: &mut Vec<Diagnostic>) -> Option<Option<Place>> {
    let same = |column: &&MappedColumn| heading_text(&column.heading.value) == heading;
    let folded = |column: &&MappedColumn| fold(&column.heading.value) == fold(heading);
    let mut all = map.columns.iter();
    let column = all.find(same).or_else(|| map.columns.iter().find(folded));
    let Some(column) = column.filter(|_| !heading.is_empty()) else {
        return Some(None);
    };
    let Some(to) = &column.to else {
        return Some(Some(None));
    };
    let Some(mut target) = target::of(&to.value) else {
        found.push(unknown_key(to));
        return None;
    };
    if let (Some(part), "visit.coordinates") = (&column.part, target.name().as_str()) {
        target.holds = Holds::Coordinate(usize::from(part == "east"));
    }
    let form = column.form.as_deref().and_then(Form::parse);
    Some(Some(Some((target, form))))
}

/// Columns of the map that the table does not have.
pub fn missing_columns(sheet: &Sheet, map: &ImportMap) -> Vec<Diagnostic> {
    let has = |column: &&MappedColumn| {
        let mut headings = sheet.headings.iter();
        headings.any(|heading| fold(heading) == fold(&column.heading.value))
    };
    let missing = map
        .columns
        .iter()
        .filter(|column| column.to.is_some() && !has(column));
    let told = missing.map(|column| {
        let heading = &column.heading.value;
        let message = say!(
            "the table has no column `{heading}`",
            "tabellen har ingen kolumn `{heading}`"
        );
        let all = sheet.headings.iter().map(String::as_str);
        let help = match nearest(heading, all) {
            Some(meant) => say!("did you mean `{meant}`?", "menade du `{meant}`?"),
            None => Text::fixed(
                "remove the line, or fix the heading",
                "ta bort raden, eller rätta rubriken",
            ),
        };
        Diagnostic::new(&import_column::CODE, column.heading.span, message).with_help(help)
    });
    told.collect()
}
