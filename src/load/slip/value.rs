//! A value as it was meant, written as its key expects it.

use toml::de::DeTable;

use crate::diagnostic::fix::Certainty::{self, Certain, Likely};
use crate::load::shape::{Kind, Shape};
use crate::load::slip::pieces::{split_values, unquoted};
use crate::load::slip::{date, key, pieces, week};
use crate::load::words;
use crate::model::name::nearest;
use crate::text::toml_text::quoted;

/// A value in TOML, and how sure it is that it is what was meant.
pub(super) type Meant = (String, Certainty);

/// The value that is meant where a key expects one of a kind. What is right as it stands stays as it is.
pub(super) fn read(kind: &'static Kind, written: &str) -> Option<Meant> {
    let written = written.trim();
    if is_sound(kind, written) {
        return Some((written.to_owned(), Certain));
    }
    let written = written.trim_end_matches([',', ';']).trim_end();
    if written.is_empty() {
        return None;
    }
    if week::is_day(kind) && !written.starts_with('{') {
        return week::day(written);
    }
    let bare = unquoted(written);
    match kind {
        // A value of another type is not what was meant, whatever it is put in.
        Kind::Text | Kind::Prose | Kind::Address(_) if is_toml(written) => None,
        Kind::Text | Kind::Prose | Kind::Address(_) => text(written),
        Kind::Flag => words::flag(bare).map(|flag| (flag.to_string(), Certain)),
        Kind::True => words::flag(bare)
            .filter(|flag| *flag)
            .map(|flag| (flag.to_string(), Certain)),
        Kind::Integer { min, max } => {
            let number = words::number(bare)?;
            (*min..=*max)
                .contains(&number)
                .then(|| (number.to_string(), Certain))
        }
        Kind::Number => match numbers(bare).as_slice() {
            [number] => Some((number.clone(), Certain)),
            _ => None,
        },
        Kind::Date => date::read(bare).map(|(day, certainty)| (day.to_string(), certainty)),
        Kind::Colour => {
            let digits = bare.trim_start_matches('#');
            let colour = format!("#{digits}");
            crate::model::colour::Colour::parse(&colour).map(|_| (quoted(&colour), Certain))
        }
        Kind::Language => {
            let tag = quoted(words::language(bare).unwrap_or(bare));
            is_sound(kind, &tag).then_some((tag, Certain))
        }
        Kind::Choice(choices) => match words::choice(bare, choices) {
            Some(choice) => Some((quoted(choice), Certain)),
            None => nearest(bare, choices.iter().copied()).map(|near| (quoted(near), Likely)),
        },
        Kind::List(item) => list(item, written),
        Kind::Tuple(length, item) => tuple(*length, item, bare),
        Kind::Table(shape) => table(key::Inside::Shape(shape), written),
        Kind::Map(item) => table(key::Inside::Map(item), written),
        Kind::Either(kinds) => either(kinds, written),
    }
}

/// Whether a value is TOML and what a key of a kind takes.
fn is_sound(kind: &'static Kind, written: &str) -> bool {
    let text = format!("v = {written}");
    let (table, errors) = DeTable::parse_recoverable(&text);
    let value = table.get_ref().get("v").filter(|_| errors.is_empty());
    value.is_some_and(|value| {
        crate::load::shape::is_value(kind, value)
            && (!week::is_day(kind) || week::is_sound_day(value.get_ref()))
            && (!week::is_week(kind) || week::is_sound_week(value.get_ref()))
    })
}

/// Whether a value is TOML and no text.
fn is_toml(written: &str) -> bool {
    let text = format!("v = {written}");
    let (table, errors) = DeTable::parse_recoverable(&text);
    let value = table.get_ref().get("v").filter(|_| errors.is_empty());
    value.is_some_and(|value| !value.get_ref().is_str())
}

/// One of several kinds, told apart by how the value begins.
fn either(kinds: &'static [Kind], written: &str) -> Option<Meant> {
    let rank = |kind: &Kind| match kind {
        Kind::Table(_) | Kind::Map(_) => written.contains('{') || written.ends_with('}'),
        Kind::List(_) | Kind::Tuple(..) => written.contains('[') || written.ends_with(']'),
        Kind::Flag | Kind::True => words::flag(unquoted(written)).is_some(),
        _ => false,
    };
    let likely = kinds.iter().filter(|kind| rank(kind));
    let scalars = kinds.iter().filter(|kind| {
        !matches!(
            kind,
            Kind::Table(_) | Kind::Map(_) | Kind::List(_) | Kind::Tuple(..)
        )
    });
    let is_week = kinds
        .iter()
        .any(|kind| matches!(kind, Kind::Map(day) if week::is_day(day)));
    // Hours in words say their days; the form of the HSA directory has signs of its own.
    let week = is_week.then(|| week::read(written)).flatten();
    let directory = is_week && !written.contains('#');
    likely
        .chain(scalars.filter(|_| !directory))
        .find_map(|kind| read(kind, written))
        .filter(|_| week.is_none())
        .or(week)
}

/// A text in straight quotes, with typographic ones inside.
pub(super) fn text(written: &str) -> Option<Meant> {
    let inner = unquoted(written);
    if inner.trim().is_empty() {
        return None;
    }
    let straight = inner.matches('"').count();
    // `"a", "b"` is a list rather than one text.
    let is_list = inner.contains("\", \"") || inner.contains("\",\"");
    let mut certainty = if straight % 2 == 1 || is_list {
        Likely
    } else {
        Certain
    };
    let mut text = String::with_capacity(inner.len());
    let mut characters = inner.chars().peekable();
    while let Some(c) = characters.next() {
        match c {
            '\\' if characters.peek() == Some(&'"') => {}
            '\\' => {
                if characters.peek() == Some(&'\\') {
                    characters.next();
                } else if matches!(characters.peek(), Some('n' | 't' | 'u' | 'r')) {
                    certainty = Likely;
                }
                text.push('\\');
            }
            '"' => text.push('”'),
            _ if c.is_whitespace() || c.is_control() => text.push(' '),
            _ => text.push(c),
        }
    }
    let text = text.trim();
    // What looks like other values in braces is no text.
    let is_table = text.starts_with('{') || text.starts_with('[');
    (!is_table).then(|| (basic(text), certainty))
}

/// A text in double quotes.
fn basic(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\"))
}

/// The numbers of a text, with a comma or a point before decimals.
fn numbers(text: &str) -> Vec<String> {
    let mut numbers = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let minus = rest[..at].ends_with('-') && !rest[..at].ends_with("--");
        let number = &rest[at..];
        let digits =
            |text: &str| text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let whole = digits(number);
        let after = &number[whole..];
        let decimals = after.strip_prefix([',', '.']).map_or(0, digits);
        let sign = if minus { "-" } else { "" };
        let whole_part = number[..whole].trim_start_matches('0');
        let whole_part = if whole_part.is_empty() {
            "0"
        } else {
            whole_part
        };
        if decimals > 0 {
            let decimal = &after[1..=decimals];
            numbers.push(format!("{sign}{whole_part}.{decimal}"));
            rest = &after[1 + decimals..];
        } else {
            numbers.push(format!("{sign}{whole_part}"));
            rest = after;
        }
    }
    numbers
}

/// So many numbers, such as a pair of coordinates or of ages.
fn tuple(length: usize, item: &'static Kind, written: &str) -> Option<Meant> {
    // Degrees with minutes are no decimals.
    if written.contains(['\'', '"', '′', '″']) && matches!(item, Kind::Number) {
        return tuple(length, item, &written.replace('"', ""))
            .filter(|_| !written.contains(['\'', '′', '″']));
    }
    let read: Vec<String> = match item {
        Kind::Number => numbers(written),
        Kind::Integer { .. } => {
            let digits = written.split(|c: char| !c.is_ascii_digit());
            digits
                .filter(|it| !it.is_empty())
                .map(str::to_owned)
                .collect()
        }
        _ => return None,
    };
    let sound = read.len() == length && read.iter().all(|number| is_sound(item, number));
    sound.then(|| (format!("[{}]", read.join(", ")), Certain))
}

/// A list, with or without its brackets, commas and quotes.
fn list(item: &'static Kind, written: &str) -> Option<Meant> {
    let bracketed = written.starts_with('[') || written.ends_with(']');
    let inner = written.trim_start_matches('[').trim_end_matches(']').trim();
    let is_words = matches!(item, Kind::Choice(_) | Kind::Language);
    let whole = unquoted(inner);
    let one_text = !bracketed && inner.starts_with('"') && whole.matches('"').count() == 0;
    let inner = if is_words && inner.matches('"').count() <= 2 {
        whole
    } else {
        inner
    };
    let values = match item {
        Kind::Table(_) if inner.is_empty() => return None,
        Kind::Table(_) => split_values(inner, &[',']),
        _ if one_text && !is_words => vec![inner],
        _ => split_values(inner, &[',', ';', '\n']),
    };
    let mut certainty = if one_text && inner.contains(',') && !is_words {
        Likely
    } else {
        Certain
    };
    let mut read = Vec::new();
    for value in values
        .into_iter()
        .flat_map(|value| and_separated(value, is_words))
    {
        if value.starts_with('#') {
            return None;
        }
        let (text, sure) = self::read(item, value)?;
        certainty = certainty.min(sure);
        read.push(text);
    }
    (!read.is_empty()).then(|| (format!("[{}]", read.join(", ")), certainty))
}

fn and_separated(value: &str, is_words: bool) -> Vec<&str> {
    if is_words {
        value
            .split(" och ")
            .flat_map(|part| part.split(" and "))
            .map(str::trim)
            .collect()
    } else {
        vec![value]
    }
}

/// A table in braces.
fn table(inside: key::Inside, written: &str) -> Option<Meant> {
    let braced = written.starts_with('{') || written.ends_with('}');
    if !braced || written.contains("\n#") || written.contains(" # ") {
        return None;
    }
    let inner = written.trim_start_matches('{').trim_end_matches('}').trim();
    if inner.is_empty() {
        return None;
    }
    let mut certainty = Certain;
    let mut pairs: Vec<String> = Vec::new();
    for part in split_values(inner, &[',', ';', '\n']) {
        let pair = pieces::split(part)?;
        let (name, kind, sure) = inside.key(pair.key)?;
        let (value, sure_value) = read(kind, pair.value)?;
        certainty = certainty.min(sure).min(sure_value);
        pairs.push(format!("{name} = {value}"));
    }
    Some((format!("{{ {} }}", pairs.join(", ")), certainty))
}

/// The table in which a text stands alone: the one key of it that must be there.
pub(super) fn table_of(shape: &'static Shape, written: &str) -> Option<(&'static str, Meant)> {
    let mut required = shape.keys.iter().filter(|key| key.required);
    let (only, more) = (required.next()?, required.next());
    if more.is_some() {
        return None;
    }
    Some((only.name, read(only.kind, written)?))
}
