//! `import-cell`: a cell that cannot be taken for certain.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "import-cell",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("import_cell"),
};
