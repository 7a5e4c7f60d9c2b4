//! A form that is being filled in: what a browser posted becomes a new text of the unit's file.
//!
//! The form carries the text that it was made from and the draft, so the server keeps nothing. Fields that
//! say what the draft says change nothing; the others make the smallest edits.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

use crate::compile::draft::Draft;
use crate::edit::choices::FormContext;
use crate::edit::field::{Control, written};
use crate::edit::form::form;
use crate::edit::item::{Item, all_items, control_named, split};
use crate::edit::week::{self, DayText, WeekText};
use crate::load::shape::unit::UNIT;
use crate::model::hours::day_key::DayKey;
use crate::text::lines::with_line_ending;
use crate::text::toml_text::quoted;
use crate::toml_edits::change::{append, remove, remove_row, set, swap_rows};
use crate::toml_edits::document::{Document, Found, find, parsed};

/// What stays as it is in a text that a form carries.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b' ')
    .remove(b'=')
    .remove(b'.')
    .remove(b'-');

/// The fields that a browser posted, in their order.
#[derive(Clone, Debug, Default)]
pub struct Posted {
    fields: Vec<(String, String)>,
}

impl Posted {
    /// Reads a body of the type `application/x-www-form-urlencoded`; nothing where it is not text.
    pub fn parse(body: &[u8]) -> Option<Self> {
        let body = std::str::from_utf8(body).ok()?;
        let decode = |part: &str| {
            let part = part.replace('+', " ");
            let text = percent_decode_str(&part).decode_utf8().ok()?;
            // Browsers send every line break as two characters.
            Some(text.replace("\r\n", "\n"))
        };
        let pairs = body.split('&').filter(|pair| !pair.is_empty());
        let fields = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            Some((decode(name)?, decode(value)?))
        });
        let fields: Option<Vec<_>> = fields.collect();
        fields.map(|fields| Self { fields })
    }

    /// The value of a field; the last one where there are several.
    pub fn get(&self, name: &str) -> Option<&str> {
        let mut fields = self.fields.iter().rev();
        fields
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }

    /// A text that the form carries unseen.
    pub fn carried(&self, name: &str) -> Option<String> {
        let value = percent_decode_str(self.get(name)?).decode_utf8().ok()?;
        Some(value.into_owned())
    }
}

/// A text as a form carries it unseen: browsers change line breaks in what they send.
pub fn carry(text: &str) -> String {
    utf8_percent_encode(text, PLAIN).to_string()
}

/// The draft with what was written in the fields of its form.
pub fn with_fields(draft: &str, posted: &Posted, context: &FormContext<'_>) -> String {
    let Some(sections) = form(draft, context) else {
        return draft.to_owned();
    };
    let mut text = draft.to_owned();
    for item in all_items(&sections) {
        if let Some(new) = with_field(&text, item, posted, context) {
            text = new;
        }
    }
    text
}

/// The text with what was written in a field; nothing where that is what stands there.
fn with_field(
    text: &str,
    item: &Item,
    posted: &Posted,
    context: &FormContext<'_>,
) -> Option<String> {
    let path = split(&item.name);
    if item.kind == "week" {
        let week = posted_week(item, posted)?;
        return week::write(text, &UNIT, &path, &week, context.language);
    }
    let control = control_named(&item.kind)?;
    let value = posted.get(&item.name)?.trim_end();
    if value == item.value.trim_end() {
        return None;
    }
    let raw = match control {
        Control::Day if !value.trim().is_empty() => {
            let day = DayText {
                hours: value.to_owned(),
                ..DayText::default()
            };
            Some(week::day_raw(&day, None))
        }
        _ => written(control, value),
    };
    match raw {
        Some(raw) => set(text, &UNIT, &path, &raw),
        None => remove(text, &path),
    }
}

/// The week that was posted; nothing where no day was.
fn posted_week(item: &Item, posted: &Posted) -> Option<WeekText> {
    let mut week = WeekText::default();
    let mut is_posted = false;
    for (row, text) in item.days.iter().zip(&mut week) {
        let part = |name: String, old: &str| {
            let value = posted.get(&name).map(|value| value.trim().to_owned());
            (value.is_some(), value.unwrap_or_else(|| old.to_owned()))
        };
        let (has_hours, hours) = part(row.name.clone(), &row.hours);
        let (has_note, note) = part(format!("{}.note", row.name), &row.note);
        let (has_weeks, weeks) = part(format!("{}.weeks", row.name), &row.weeks);
        is_posted |= has_hours || has_note || has_weeks;
        if !hours.is_empty() {
            *text = DayText { hours, note, weeks };
        }
    }
    is_posted.then_some(week)
}

/// The draft after a button of the form was used, other than those that save.
pub fn after_act(
    draft: &str,
    act: &str,
    checked: Option<&Draft>,
    context: &FormContext<'_>,
) -> Option<String> {
    let (act, rest) = act.split_once(':')?;
    let row = || {
        let path = split(rest);
        let (at, list) = path.split_last()?;
        Some((list.to_vec(), at.parse::<usize>().ok()?))
    };
    match act {
        "add" => append(draft, &UNIT, &split(rest)),
        "remove" => {
            let (list, at) = row()?;
            remove_row(draft, &list, at)
        }
        "up" => {
            let (list, at) = row()?;
            swap_rows(draft, &list, at.checked_sub(1)?, at)
        }
        "down" => {
            let (list, at) = row()?;
            swap_rows(draft, &list, at, at + 1)
        }
        "copy" => copied(draft, &split(rest), context),
        "fix" => fixed(draft, rest.parse().ok()?, checked?),
        "exempt" => {
            let list = ["exemptions".to_owned()];
            let text = append(draft, &UNIT, &list)?;
            let at = rows(&text, &list)?.checked_sub(1)?.to_string();
            let path = [list[0].clone(), at, "service".to_owned()];
            set(&text, &UNIT, &path, &quoted(rest))
        }
        "expand" => {
            let path = split(rest);
            let document = Document::parse(draft)?;
            let root = document.tree();
            let Some(Found::Node(node)) = find(&root, &path) else {
                return None;
            };
            let raw = &draft[node.range.clone()];
            parsed(raw).filter(|value| value.is_str())?;
            set(draft, &UNIT, &path, &format!("{{ url = {raw} }}"))
        }
        _ => None,
    }
}

fn rows(text: &str, path: &[String]) -> Option<usize> {
    let document = Document::parse(text)?;
    let root = document.tree();
    match find(&root, path)? {
        Found::List(rows) => Some(rows.len()),
        Found::Node(node) => match &node.kind {
            crate::toml_edits::document::NodeKind::List(nodes) => Some(nodes.len()),
            _ => None,
        },
        Found::Table(_) => None,
    }
}

/// The hours of a day at the end of a path on the other days from Monday to Friday too.
fn copied(draft: &str, path: &[String], context: &FormContext<'_>) -> Option<String> {
    let (day, week_path) = path.split_last()?;
    let mut week = week::read(draft, week_path, context.language)?;
    let from = DayKey::ALL.iter().position(|it| it.key() == day)?;
    let text = week[from].clone();
    week[..5].fill(text);
    week::write(draft, &UNIT, week_path, &week, context.language)
}

/// The draft with the fix of one of its findings.
fn fixed(draft: &str, at: usize, checked: &Draft) -> Option<String> {
    let finding = checked.findings.get(at)?;
    let fix = finding.diagnostic.fix.as_ref()?;
    let mut edits: Vec<_> = fix.edits.iter().collect();
    if edits.iter().any(|edit| edit.span.file != checked.file) {
        return None;
    }
    edits.sort_by_key(|edit| edit.span.start);
    let mut text = draft.to_owned();
    for edit in edits.into_iter().rev() {
        let range = checked.sources.clamp(edit.span);
        let new = with_line_ending(&edit.replacement, draft);
        text.get(range.clone())?;
        text.replace_range(range, &new);
    }
    Some(text)
}
