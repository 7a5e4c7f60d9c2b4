//! Tables as the page's templates take them: cells in words, with what is known of them.

use serde::Serialize;

use crate::assess::verdict::Outcome;
use crate::report::table::{Cell, Table};
use crate::report::words::Words;

/// Most rows of a table on the page; the other forms have them all.
pub const MOST_ROWS: usize = 200;

/// A table. One that is too long is cut, and says so.
#[derive(Serialize)]
pub struct TableView {
    /// Unique on the page.
    id: String,
    caption: String,
    look: OutcomeStyle,
    columns: Vec<ColumnView>,
    rows: Vec<Vec<CellView>>,
    cut: Option<String>,
    /// The sentence in place of a table without rows.
    none: &'static str,
}

/// How outcomes are shown.
#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum OutcomeStyle {
    /// In words.
    Words,
    /// As signs, with slim headings: for the matrix.
    Signs,
}

#[derive(Serialize)]
struct ColumnView {
    title: String,
    swedish: bool,
}

#[derive(Serialize)]
struct CellView {
    kind: CellKind,
    text: String,
    outcome: Option<OutcomeView>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum CellKind {
    Words,
    /// Swedish whatever the page's language.
    Name,
    Number,
    Date,
}

/// An outcome with its class in the style sheet and its sign where words have no room.
#[derive(Clone, Copy, Serialize)]
pub struct OutcomeView {
    class: &'static str,
    sign: &'static str,
    text: &'static str,
    /// The pattern that its part of a bar is filled with.
    fill: Option<&'static str>,
}

impl OutcomeView {
    /// How an outcome is shown.
    pub fn of(outcome: Outcome, words: Words) -> Self {
        let (class, sign, fill) = match outcome {
            Outcome::Met => ("met", "✓", None),
            Outcome::Exempt => ("exempt", "○", Some("lines")),
            Outcome::Unmet => ("unmet", "✗", Some("hatch")),
            Outcome::Undetermined => ("open", "?", Some("dots")),
            Outcome::NotApplicable => ("none", "–", None),
            Outcome::OutOfScope => ("none", "·", None),
        };
        Self {
            class,
            sign,
            text: words.outcome(outcome),
            fill,
        }
    }
}

impl TableView {
    /// A table with its id on the page.
    pub fn new(id: String, table: &Table, look: OutcomeStyle, words: Words) -> Self {
        let columns = table.columns.iter().map(|column| ColumnView {
            title: column.title.clone(),
            swedish: column.swedish,
        });
        let rows = table.rows.iter().take(MOST_ROWS);
        let row = |row: &Vec<Cell>| row.iter().map(|it| CellView::of(it, words)).collect();
        Self {
            id,
            caption: table.title.clone(),
            look,
            columns: columns.collect(),
            rows: rows.map(row).collect(),
            cut: cut(table.rows.len(), words),
            none: words.none(""),
        }
    }

    /// The same with a sentence in its place where it has no rows.
    pub fn or_else(self, none: &'static str) -> Self {
        Self { none, ..self }
    }

    /// The same with outcomes in words.
    pub fn plain(id: String, table: &Table, words: Words) -> Self {
        Self::new(id, table, OutcomeStyle::Words, words)
    }
}

/// The sentence below a list that is too long to be shown whole.
pub fn cut(all: usize, words: Words) -> Option<String> {
    (all > MOST_ROWS).then(|| words.cut(MOST_ROWS, all))
}

impl CellView {
    fn of(cell: &Cell, words: Words) -> Self {
        let (kind, text) = match cell {
            Cell::Empty => (CellKind::Words, String::new()),
            Cell::Words(text) => (CellKind::Words, text.clone()),
            Cell::Name(text) => (CellKind::Name, text.clone()),
            Cell::Count(count) => (CellKind::Number, words.count(*count)),
            Cell::Days(days) => (CellKind::Number, days.to_string()),
            Cell::Share(share) => (CellKind::Number, words.share(*share)),
            Cell::Date(date) => (CellKind::Date, date.to_string()),
            Cell::Outcome(outcome) => {
                let outcome = OutcomeView::of(*outcome, words);
                return Self {
                    kind: CellKind::Words,
                    text: outcome.text.to_owned(),
                    outcome: Some(outcome),
                };
            }
        };
        Self {
            kind,
            text,
            outcome: None,
        }
    }
}
