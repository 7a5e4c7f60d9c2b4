//! Reads `[levels]`, of a site and of a rule set.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::{Code, Level};
use crate::load::faults::unknown_key;
use crate::load::table::Table;
use crate::text::Span;

/// Finds the code with a name, and all their names.
#[derive(Clone, Copy)]
pub struct Codes<'a> {
    /// The code with a name.
    pub known: &'a dyn Fn(&str) -> Option<&'static Code>,
    /// The names.
    pub names: &'a [&'static str],
}

/// The lines of `[levels]`; a code that does not exist is a finding.
pub fn read(
    table: &Table<'_>,
    codes: Codes<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<(&'static Code, Level, Span)> {
    let Some(set) = table.table("levels") else {
        return Vec::new();
    };
    let mut levels = Vec::new();
    for (code, level) in set.entries() {
        match (codes.known)(&code.value) {
            Some(known) => {
                let level = level.get_ref().as_str().and_then(Level::parse);
                levels.extend(level.map(|level| (known, level, code.span)));
            }
            None => {
                let names = codes.names.iter().copied();
                let present = |code: &str| set.node(code).is_some();
                let fault = unknown_key::fault(code.span, &code.value, "levels", names, present);
                found.push(fault);
            }
        }
    }
    levels
}
