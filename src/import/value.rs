//! A cell as a value of a unit's file, where that is certain.

use toml::de::DeTable;
use toml::value::Datetime;
use toml::{Table, Value};

use crate::diagnostic::{Text, say};
use crate::import::grid::Cell;
use crate::import::refused::Refused;
use crate::import::target::Target;
use crate::import::words::{self, one_line};
use crate::import::{coordinates, hours};
use crate::load::import_map::Meant;
use crate::load::shape::unit::UNIT;
use crate::load::shape::{self, Kind, Shape};
use crate::model::name::{fold, nearest};
use crate::model::phone::Phone;
use crate::model::region::{Listed, Region};
use crate::text::FileId;
use crate::text::toml_text;
use crate::toml_edits::value_text;

/// A value of a key of which only the kind is known, and the region it is for.
pub fn of(
    cell: &Cell,
    target: &Target,
    kind: &Kind,
    region: Option<&Region>,
) -> Result<Value, Refused> {
    if let Cell::Fault(shown) = cell {
        return Err(no_value(shown));
    }
    let name = target.name();
    let value = if target.is_week() {
        hours::value(&cell.shown())?
    } else if name == "visit.coordinates" {
        pair(coordinates::degrees(
            coordinates::pair(&cell.shown())?,
            None,
        )?)
    } else if name == "contact.phone" {
        Value::String(phone(cell)?)
    } else if name == "hsa_id" {
        Value::String(one_line(&cell.shown()).to_uppercase())
    } else {
        let text = one_line(&cell.shown());
        match (name.as_str(), region) {
            ("type", Some(region)) => Value::String(listed(
                &text,
                region.types.iter().map(|known| &known.listed),
            )?),
            ("administration", Some(region)) => {
                Value::String(listed(&text, region.administrations.iter())?)
            }
            ("system", Some(region)) => Value::String(listed(
                &text,
                region.systems.iter().map(|known| &known.listed),
            )?),
            ("municipality", Some(region)) => Value::String(municipality(&text, region)?),
            ("agreements", Some(region)) => {
                let written = inline(&text).and_then(|list| list.as_array().cloned());
                let texts = |list: Vec<Value>| -> Vec<String> {
                    list.iter()
                        .filter_map(Value::as_str)
                        .map(str::to_owned)
                        .collect()
                };
                let all = written.map_or_else(|| words::list(cell), texts).into_iter();
                let all = all.map(|one| listed(&one, region.agreements.iter()).map(Value::String));
                Value::Array(all.collect::<Result<_, _>>()?)
            }
            _ => plain(cell, kind)?,
        }
    };
    checked(target, value)
}

/// Two numbers as a value.
pub fn pair([first, second]: [f64; 2]) -> Value {
    Value::Array(vec![Value::Float(first), Value::Float(second)])
}

fn no_value(shown: &str) -> Refused {
    Refused {
        what: say!(
            "`{shown}` is an error, or a formula that was never computed",
            "`{shown}` är ett fel, eller en formel som aldrig har räknats ut"
        ),
        act: Text::fixed(
            "open the workbook in Excel, fix the formula, and save",
            "öppna arbetsboken i Excel, rätta formeln och spara",
        ),
    }
}

/// A value by its kind alone.
fn plain(cell: &Cell, kind: &Kind) -> Result<Value, Refused> {
    let text = one_line(&cell.shown());
    let expected = || {
        let Text { en, sv } = kind.expected();
        Refused {
            what: say!("`{text}` is not {en}", "`{text}` är inte {sv}"),
            act: say!("write {en}", "skriv {sv}"),
        }
    };
    match kind {
        Kind::Text | Kind::Prose | Kind::Address(_) | Kind::Colour | Kind::Language => {
            Ok(Value::String(text))
        }
        Kind::Choice(all) => {
            let same = all.iter().find(|word| fold(word) == fold(&text));
            same.map(|word| Value::String((*word).to_owned()))
                .ok_or_else(expected)
        }
        Kind::Flag | Kind::True => words::flag(cell)
            .map(Value::Boolean)
            .ok_or_else(|| Refused {
                what: say!(
                    "`{text}` is neither yes nor no",
                    "`{text}` är varken ja eller nej"
                ),
                act: Text::fixed("write `ja` or `nej`", "skriv `ja` eller `nej`"),
            }),
        Kind::Integer { .. } => text.parse().map(Value::Integer).map_err(|_| expected()),
        Kind::Number => {
            let number = coordinates::number(&text);
            number.map(Value::Float).ok_or_else(expected)
        }
        Kind::Date => match words::date(cell) {
            Some(date) => date
                .to_string()
                .parse()
                .map(|day: Datetime| day.into())
                .map_err(|_| expected()),
            None => Err(Refused {
                what: say!(
                    "`{text}` is no day for certain",
                    "`{text}` är inte säkert någon dag"
                ),
                act: Text::fixed("write it as `2026-12-24`", "skriv den som `2026-12-24`"),
            }),
        },
        Kind::Tuple(2, Kind::Integer { .. }) => match words::ages(&text) {
            Some(ages) => Ok(ages.map(Value::Integer).to_vec().into()),
            None => inline(&text).ok_or_else(expected),
        },
        Kind::List(Kind::Table(_)) => inline(&text).ok_or_else(expected),
        Kind::List(item) => match inline(&text) {
            Some(list) => Ok(list),
            None => {
                let items = words::list(cell).into_iter();
                let items = items.map(|item_text| plain(&Cell::text(&item_text), item));
                Ok(Value::Array(items.collect::<Result<_, _>>()?))
            }
        },
        Kind::Tuple(_, item) => {
            let items = words::list(cell).into_iter();
            let items = items.map(|item_text| plain(&Cell::text(&item_text), item));
            Ok(Value::Array(items.collect::<Result<_, _>>()?))
        }
        Kind::Table(_) | Kind::Map(_) => inline(&text).ok_or_else(expected),
        Kind::Either(kinds) => {
            let inline = inline(&text);
            let found = inline.or_else(|| {
                let words = kinds
                    .iter()
                    .filter(|kind| !matches!(kind, Kind::Table(_) | Kind::Map(_)));
                let mut values = words.filter_map(|kind| plain(cell, kind).ok());
                values.next()
            });
            found.ok_or_else(expected)
        }
    }
}

/// A list or a table in the form of the file.
fn inline(text: &str) -> Option<Value> {
    if !text.starts_with(['[', '{']) {
        return None;
    }
    let mut table: Table = format!("x = {text}").parse().ok()?;
    table.remove("x")
}

/// A value that the form of the file takes.
fn checked(target: &Target, value: Value) -> Result<Value, Refused> {
    if matches!(value, Value::String(_)) && target.path.len() < 3 && !is_narrow(target) {
        return Ok(value);
    }
    let keys: Vec<String> = target.path.iter().map(|key| toml_text::key(key)).collect();
    let text = format!("{} = {}", keys.join("."), value_text(&value));
    let (table, _) = DeTable::parse_recoverable(&text);
    let mut found = Vec::new();
    shape::check(&table, &UNIT, FileId(0), false, &mut found);
    match found.into_iter().next() {
        None => Ok(value),
        Some(fault) => Err(Refused {
            what: fault.message,
            act: fault
                .help
                .unwrap_or_else(|| Text::fixed("fix the cell", "rätta cellen")),
        }),
    }
}

/// Whether not every text is a value of the key.
fn is_narrow(target: &Target) -> bool {
    let crate::import::target::Holds::Value(kind) = target.holds else {
        return false;
    };
    !matches!(kind, Kind::Text | Kind::Prose | Kind::Address(_))
}

/// A telephone number in the national form. Spreadsheets lose the zeros that it begins with.
fn phone(cell: &Cell) -> Result<String, Refused> {
    let text = one_line(&cell.shown());
    let parse = |text: &str| Phone::parse(text).ok().map(|phone| phone.display());
    let is_bare =
        text.len() > 6 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    let with_zeros = || {
        let zeros = ["0", "00"].into_iter().filter(|_| is_bare);
        let mut found = zeros.filter_map(|zeros| parse(&format!("{zeros}{text}")));
        found.next()
    };
    let error = match Phone::parse(&text) {
        Ok(phone) => return Ok(phone.display()),
        Err(error) => error,
    };
    if let Some(found) = with_zeros() {
        return Ok(found);
    }
    let several: Vec<String> = text
        .split(['/', ',', ';', '$'])
        .filter_map(|part| parse(part.trim()))
        .collect();
    if several.len() > 1 {
        let all = several.join(", ");
        return Err(Refused {
            what: say!("several numbers: {all}", "flera nummer: {all}"),
            act: Text::fixed(
                "leave the main number; write the others in the unit's file, under [[contact.phones]]",
                "låt huvudnumret stå; skriv de andra i enhetens fil, under [[contact.phones]]",
            ),
        });
    }
    let Text { en, sv } = error.words();
    let act = match error.suggestion() {
        Some(better) => say!("write `{better}`", "skriv `{better}`"),
        None => Text::fixed(
            "write one number, such as `0480-810 00`",
            "skriv ett nummer, till exempel `0480-810 00`",
        ),
    };
    Err(Refused {
        what: say!("`{text}`: {en}", "`{text}`: {sv}"),
        act,
    })
}

/// The id of something that the region lists, by id or name.
fn listed<'r>(
    text: &str,
    all: impl Iterator<Item = &'r Listed> + Clone,
) -> Result<String, Refused> {
    let wanted = fold(text);
    let mut known = all.clone();
    let found = known.find(|it| fold(it.id.as_str()) == wanted || fold(&it.name) == wanted);
    if let Some(found) = found {
        return Ok(found.id.value.clone());
    }
    let ids: Vec<&str> = all.clone().map(|it| it.id.as_str()).collect();
    let names = all.flat_map(|it| [it.id.as_str(), it.name.as_str()]);
    Err(unknown(text, nearest(text, names), &ids))
}

fn municipality(text: &str, region: &Region) -> Result<String, Refused> {
    let named = |name: &str| {
        let mut all = region.municipalities.iter();
        all.find(|known| fold(known.as_str()) == fold(name))
            .map(|known| known.value.clone())
    };
    let bare = text.strip_suffix(" kommun").unwrap_or(text);
    if let Some(found) = named(bare).or_else(|| named(bare.strip_suffix('s')?)) {
        return Ok(found);
    }
    let of_code = crate::import::municipalities::name_of(text);
    if let Some(found) = of_code.and_then(named) {
        return Ok(found);
    }
    let names: Vec<&str> = region
        .municipalities
        .iter()
        .map(|name| name.as_str())
        .collect();
    Err(unknown(
        text,
        nearest(text, names.iter().copied()).or(of_code),
        &names,
    ))
}

/// A word that the region does not know.
fn unknown(text: &str, meant: Option<&str>, all: &[&str]) -> Refused {
    let shown: Vec<String> = all.iter().take(12).map(|id| format!("`{id}`")).collect();
    let shown = shown.join(", ");
    let (en, sv) = match meant {
        Some(meant) => (
            format!("did you mean `{meant}`?"),
            format!("menade du `{meant}`?"),
        ),
        None => (
            format!("the region has {shown}"),
            format!("regionen har {shown}"),
        ),
    };
    Refused {
        what: say!(
            "the region does not know `{text}`",
            "regionen känner inte till `{text}`"
        ),
        act: say!(
            "{en}; give the word a meaning under [values] in the map, or add it to region.toml",
            "{sv}; ge ordet en betydelse under [values] i kartan, eller lägg till det i region.toml"
        ),
    }
}

/// The cell that a word of the source stands for.
pub fn meant(cell: &Cell, meant: &Meant) -> Cell {
    match (cell, meant) {
        (_, Meant::Text(text)) => Cell::text(text),
        (_, Meant::Flag(flag)) => Cell::Flag(*flag),
    }
}

/// Whether two values of a key say the same.
pub fn are_same(target: &Target, one: &Value, other: &Value) -> bool {
    if target.is_week() {
        return hours::are_same(one, other);
    }
    match (one, other) {
        (Value::String(one), Value::String(other)) if target.name() == "contact.phone" => {
            let shown = |text: &str| {
                Phone::parse(text).map_or_else(|_| text.to_owned(), |phone| phone.display())
            };
            shown(one) == shown(other)
        }
        (Value::String(one), Value::String(other)) => one_line(one) == one_line(other),
        (Value::Array(one), Value::Array(other)) if target.name() == "visit.coordinates" => {
            // A hundred-thousandth of a degree is a metre.
            let is_near = |(one, other)| matches!((decimal(one), decimal(other)), (Some(a), Some(b)) if (a - b).abs() < 1e-5);
            one.len() == other.len() && one.iter().zip(other).all(is_near)
        }
        _ => one == other,
    }
}

fn decimal(value: &Value) -> Option<f64> {
    match value {
        #[expect(clippy::cast_precision_loss, reason = "degrees and metres are small")]
        Value::Integer(number) => Some(*number as f64),
        Value::Float(number) => Some(*number),
        _ => None,
    }
}

/// The form of unit files, for those who set keys.
pub static SHAPE: &Shape = &UNIT;
