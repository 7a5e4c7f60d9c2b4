//! `import-column`: a column that has no place.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "import-column",
    group: Group::Structure,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("import_column"),
};
