//! `basutbud schema`

use std::path::Path;

use crate::cli::{Common, SchemaArgs, SchemaKind};
use crate::commands::{Ending, checked};
use crate::compile::codes;
use crate::host::failure::Failure;
use crate::host::terminal::{Terminal, shown};
use crate::host::{read, write};
use crate::model::Catalog;
use crate::report::schema::{self, SourceKind};

/// Writes the JSON Schema of one kind of file, or of all, with the ids of the site one stands in, if any.
pub fn run(
    arguments: &SchemaArgs,
    common: &Common,
    terminal: &Terminal,
) -> Result<Ending, Failure> {
    let in_a_site = common.root.is_some() || read::find_root(None).is_ok();
    let site = if in_a_site {
        Some(checked(common, &Default::default(), usize::MAX, terminal)?)
    } else {
        None
    };
    let catalog = site.as_ref().map(|site| &site.compilation.catalog);
    if let Some(kind) = arguments.kind {
        terminal.say(&text(kind_of(kind), catalog));
    }
    if let Some(folder) = &arguments.write {
        write_all(folder, catalog)?;
        for kind in SourceKind::ALL {
            let path = folder.join(format!("{}.json", kind.name()));
            terminal.tell(&shown(&path));
        }
    }
    Ok(Ending::Clean)
}

/// Writes the schemas of all kinds of file into a folder, which is made when it is not there.
pub fn write_all(folder: &Path, catalog: Option<&Catalog>) -> Result<(), Failure> {
    write::folder(folder)?;
    for kind in SourceKind::ALL {
        let path = folder.join(format!("{}.json", kind.name()));
        write::file(&path, text(kind, catalog).as_bytes())?;
    }
    Ok(())
}

fn text(kind: SourceKind, catalog: Option<&Catalog>) -> String {
    let names: Vec<&'static str> = codes().iter().map(|code| code.name).collect();
    schema::render(kind, catalog, &names)
}

const fn kind_of(kind: SchemaKind) -> SourceKind {
    match kind {
        SchemaKind::Unit => SourceKind::Unit,
        SchemaKind::Rules => SourceKind::Rules,
        SchemaKind::Region => SourceKind::Region,
        SchemaKind::Site => SourceKind::Site,
        SchemaKind::Theme => SourceKind::Theme,
        SchemaKind::Import => SourceKind::Import,
    }
}
