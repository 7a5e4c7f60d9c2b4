//! `import-row`: a row that is no unit for certain.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "import-row",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("import_row"),
};
