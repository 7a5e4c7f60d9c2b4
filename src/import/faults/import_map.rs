//! `import-map`: a map of columns that cannot be followed.

use crate::diagnostic::code::{Code, Group, Level, explanation};

/// The code.
pub static CODE: Code = Code {
    name: "import-map",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("import_map"),
};
