//! The list of all codes of the program.

use std::sync::LazyLock;

use crate::diagnostic::code::Code;
use crate::import;
use crate::load;
use crate::render;
use crate::rules;

/// Every code of the program, by name.
pub fn codes() -> &'static [&'static Code] {
    static CODES: LazyLock<Vec<&'static Code>> = LazyLock::new(all_codes);
    &CODES
}

fn all_codes() -> Vec<&'static Code> {
    let mut codes = [
        load::faults::CODES,
        render::faults::CODES,
        import::faults::CODES,
    ]
    .concat();
    codes.extend(rules::RULES.iter().map(|rule| rule.code));
    codes.sort_by_key(|code| code.name);
    codes
}

/// The code with a name.
pub fn code(name: &str) -> Option<&'static Code> {
    let at = codes().binary_search_by_key(&name, |code| code.name).ok()?;
    Some(codes()[at])
}
