//! `basutbud schema`

use crate::cli::{Common, SchemaArgs, SchemaKind};
use crate::commands::{Ending, checked};
use crate::compile::codes;
use crate::host::read;
use crate::host::terminal::Terminal;
use crate::report::schema::{self, SourceKind};

/// Writes the JSON Schema of one kind of file, with the ids of the site one stands in, if any.
pub fn run(arguments: &SchemaArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    let kind = match arguments.kind {
        SchemaKind::Unit => SourceKind::Unit,
        SchemaKind::Rules => SourceKind::Rules,
        SchemaKind::Region => SourceKind::Region,
        SchemaKind::Site => SourceKind::Site,
    };
    let names: Vec<&'static str> = codes().iter().map(|code| code.name).collect();
    let in_a_site = common.root.is_some() || read::find_root(None).is_ok();
    let text = if in_a_site {
        let checked = checked(common, &Default::default(), terminal)?;
        schema::render(kind, Some(&checked.compilation.catalog), &names)
    } else {
        schema::render(kind, None, &names)
    };
    terminal.say(&text);
    Ok(Ending::Clean)
}
