//! What a form consists of: sections, fields, weeks, lists and the findings in them. Data only.

use serde::Serialize;

use crate::edit::field::Control;

/// A part of the form.
#[derive(Clone, Debug, Serialize)]
pub struct Section {
    /// The key of the file that it is about, or `basic` for those without a table.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// A sentence on it.
    pub help: String,
    /// What the rule set asks for in it and is lacking: the id of the field, and its name.
    pub lacking: Vec<(String, String)>,
    /// What is in it.
    pub items: Vec<Item>,
    /// Findings about the section as a whole.
    pub findings: Vec<Shown>,
}

/// A field, a week, a list or a heading.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Item {
    /// What it is: a control, `week`, `list` or `group`.
    pub kind: String,
    /// The path of its key in the file, parts parted by slashes.
    pub name: String,
    /// The name as an id of the page.
    pub id: String,
    /// Its label.
    pub label: String,
    /// A sentence on it.
    pub help: String,
    /// Its text.
    pub value: String,
    /// Whether the file or the rule set wants it: `required`, `advised` or nothing.
    pub wanted: &'static str,
    /// What may be chosen, or is proposed.
    pub options: Vec<Choice>,
    /// The days of a week.
    pub days: Vec<DayRow>,
    /// The rows of a list.
    pub rows: Vec<Row>,
    /// What an answer brings.
    pub notes: Vec<String>,
    /// Buttons beside it: act and words.
    pub buttons: Vec<(String, String)>,
    /// Findings about it.
    pub findings: Vec<Shown>,
}

/// One of several values.
#[derive(Clone, Debug, Serialize)]
pub struct Choice {
    /// The value in the file.
    pub value: String,
    /// Its words.
    pub label: String,
}

/// A day of a week.
#[derive(Clone, Debug, Serialize)]
pub struct DayRow {
    /// The name of its field.
    pub name: String,
    /// The name as an id of the page.
    pub id: String,
    /// The day.
    pub label: &'static str,
    /// Its hours.
    pub hours: String,
    /// What is noted on them.
    pub note: String,
    /// `odd`, `even`, or nothing for every week.
    pub weeks: String,
}

/// One of a list of tables.
#[derive(Clone, Debug, Serialize)]
pub struct Row {
    /// The path of its table.
    pub name: String,
    /// The name as an id of the page.
    pub id: String,
    /// Its number, from 1.
    pub number: usize,
    /// Its fields.
    pub items: Vec<Item>,
    /// Findings about it as a whole.
    pub findings: Vec<Shown>,
}

/// A finding in a form.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// The same in words.
    pub word: &'static str,
    /// What was found.
    pub message: String,
    /// The next act.
    pub help: String,
    /// The code.
    pub code: &'static str,
    /// Buttons that fix it: act and words.
    pub buttons: Vec<(String, String)>,
}

/// All items of some sections, those in rows among them.
pub fn all_items(sections: &[Section]) -> Vec<&Item> {
    let mut all = Vec::new();
    for item in sections.iter().flat_map(|section| &section.items) {
        all.push(item);
        all.extend(item.rows.iter().flat_map(|row| &row.items));
    }
    all
}

/// The name of a control in templates.
pub fn kind_name(control: Control) -> &'static str {
    match control {
        Control::Text => "text",
        Control::Long => "long",
        Control::Date => "date",
        Control::Number => "number",
        Control::Numbers => "numbers",
        Control::Answer => "answer",
        Control::Choice => "choice",
        Control::Lines => "lines",
        Control::Day => "day",
        Control::Raw => "raw",
    }
}

/// The control of a name in templates.
pub fn control_named(kind: &str) -> Option<Control> {
    let all = [
        Control::Text,
        Control::Long,
        Control::Date,
        Control::Number,
        Control::Numbers,
        Control::Answer,
        Control::Choice,
        Control::Lines,
        Control::Day,
        Control::Raw,
    ];
    all.into_iter().find(|control| kind_name(*control) == kind)
}

/// A path as the name of a field: slashes inside its parts are escaped as in JSON pointers.
pub fn joined(path: &[String]) -> String {
    let parts = path
        .iter()
        .map(|part| part.replace('~', "~0").replace('/', "~1"));
    parts.collect::<Vec<_>>().join("/")
}

/// The path of a name.
pub fn split(name: &str) -> Vec<String> {
    let parts = name
        .split('/')
        .map(|part| part.replace("~1", "/").replace("~0", "~"));
    parts.collect()
}

/// A name as the id of an element: letters, digits, and hyphens.
pub fn id_of(name: &str) -> String {
    let safe = |c: char| {
        if c.is_ascii_alphanumeric() || c == '-' {
            c.to_string()
        } else {
            format!("_{:x}", u32::from(c))
        }
    };
    name.replace('/', "--").chars().map(safe).collect()
}
