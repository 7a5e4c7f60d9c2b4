//! Reads response times: a number of days or of hours.

use crate::diagnostic::{Diagnostic, say};
use crate::load::faults::{conflicting_keys, missing_field};
use crate::load::table::Table;
use crate::model::response::Limit;
use crate::text::Spanned;

/// The `days` or `hours` of a table that needs one of them, at its line. `path` names the table.
pub fn read(table: &Table<'_>, path: &str, found: &mut Vec<Diagnostic>) -> Option<Spanned<Limit>> {
    match (table.span_of("days"), table.span_of("hours")) {
        (Some(days), Some(hours)) => {
            found.push(conflicting_keys::fault(("days", days), ("hours", hours)));
        }
        (None, None) => found.push(missing_field::because(
            table.span,
            &format!("{path}.days"),
            say!(
                "add `days = …`, working days after the day of arrival, or `hours = …`",
                "lägg till `days = …`, arbetsdagar efter ankomstdagen, eller `hours = …`"
            ),
        )),
        _ => {}
    }
    let days = table.number("days").map(|days| days.map(Limit::Days));
    days.or_else(|| table.number("hours").map(|hours| hours.map(Limit::Hours)))
}
