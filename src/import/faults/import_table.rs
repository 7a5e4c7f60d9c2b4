//! `import-table`: a file that is no table.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "import-table",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("import_table"),
};
