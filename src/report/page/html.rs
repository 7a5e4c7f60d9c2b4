//! Pieces of HTML: names in their language, tables.

use crate::assess::verdict::Outcome;
use crate::report::table::{Cell, Column, Table};
use crate::report::words::Words;
use crate::text::html::escape;

/// A Swedish name, marked as such on an English page.
pub fn name(text: &str, words: Words) -> String {
    let safe = escape(text);
    match words.tag() {
        "sv" => safe,
        _ => format!("<span lang=\"sv\">{safe}</span>"),
    }
}

/// The class of an outcome in the style sheet.
pub fn class(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "met",
        Outcome::Exempt => "exempt",
        Outcome::Unmet => "unmet",
        Outcome::Undetermined => "open",
        Outcome::NotApplicable | Outcome::OutOfScope => "none",
    }
}

/// The sign of an outcome where words have no room; the words are there for those who listen.
pub fn sign(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Met => "✓",
        Outcome::Exempt => "○",
        Outcome::Unmet => "✗",
        Outcome::Undetermined => "?",
        Outcome::NotApplicable => "–",
        Outcome::OutOfScope => "·",
    }
}

/// How a table is shown.
#[derive(Clone, Copy)]
pub struct Look<'a> {
    /// The table's id, unique on the page.
    pub id: &'a str,
    /// How outcomes are shown.
    pub outcomes: Outcomes,
    /// Most rows that are shown.
    pub most: usize,
}

/// How outcomes are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcomes {
    /// In words.
    Words,
    /// As signs, with slim headings: for the matrix.
    Signs,
}

/// A table that scrolls by itself where it is wider than the page. A table that is too long is cut, and
/// says so.
pub fn table(table: &Table, look: Look<'_>, words: Words) -> String {
    let Look { id, most, .. } = look;
    let class = match look.outcomes {
        Outcomes::Words => "",
        Outcomes::Signs => " class=\"matrix\"",
    };
    let mut html = format!(
        "<div class=\"scroll\" role=\"group\" aria-labelledby=\"{id}-caption\" tabindex=\"0\">\
         <table{class}><caption id=\"{id}-caption\">{}</caption>\n<thead><tr>",
        escape(&table.title)
    );
    for column in &table.columns {
        html += &head(column, words);
    }
    html += "</tr></thead>\n<tbody>\n";
    for row in table.rows.iter().take(most) {
        html += "<tr>";
        for (at, cell) in row.iter().enumerate() {
            match at {
                0 => html += &format!("<th scope=\"row\">{}</th>", content(cell, words)),
                _ => html += &data(cell, look.outcomes, words),
            }
        }
        html += "</tr>\n";
    }
    html += "</tbody></table></div>\n";
    html += &cut(table.rows.len(), most, words);
    html
}

/// The sentence below what is too long to be shown whole.
pub fn cut(all: usize, most: usize, words: Words) -> String {
    if all <= most {
        return String::new();
    }
    let (shown, all) = (words.count(most), words.count(all));
    let told = match words.tag() {
        "sv" => format!(
            "Här visas {shown} av {all} rader. Alla finns i CSV och XLSX: <code>basutbud report --format xlsx --out rapport.xlsx</code>."
        ),
        _ => format!(
            "{shown} of {all} rows are shown here. All of them are in the CSV and XLSX forms: <code>basutbud report --format xlsx --out report.xlsx</code>."
        ),
    };
    format!("<p class=\"cut\">{told}</p>\n")
}

fn head(column: &Column, words: Words) -> String {
    let title = escape(&column.title);
    match (column.swedish, words.tag()) {
        (true, "en") => format!("<th scope=\"col\" lang=\"sv\"><span>{title}</span></th>"),
        _ => format!("<th scope=\"col\"><span>{title}</span></th>"),
    }
}

fn data(cell: &Cell, outcomes: Outcomes, words: Words) -> String {
    match (cell, outcomes) {
        (Cell::Outcome(outcome), Outcomes::Signs) => format!(
            "<td class=\"{}\"><span aria-hidden=\"true\">{}</span><span class=\"heard\">{}</span></td>",
            class(*outcome),
            sign(*outcome),
            words.outcome(*outcome)
        ),
        (Cell::Outcome(outcome), Outcomes::Words) => {
            format!(
                "<td class=\"{}\">{}</td>",
                class(*outcome),
                words.outcome(*outcome)
            )
        }
        (Cell::Count(_) | Cell::Days(_) | Cell::Share(_), _) => {
            format!("<td class=\"number\">{}</td>", content(cell, words))
        }
        (Cell::Date(_), _) => format!("<td class=\"date\">{}</td>", content(cell, words)),
        _ => format!("<td>{}</td>", content(cell, words)),
    }
}

/// What stands in a cell.
fn content(cell: &Cell, words: Words) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Words(text) => escape(text),
        Cell::Name(text) => name(text, words),
        Cell::Count(count) => words.count(*count),
        Cell::Days(days) => days.to_string(),
        Cell::Share(share) => words.share(*share),
        Cell::Date(date) => format!("<time datetime=\"{date}\">{date}</time>"),
        Cell::Outcome(outcome) => words.outcome(*outcome).to_owned(),
    }
}
