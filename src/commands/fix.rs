//! `basutbud fix`

use anyhow::bail;

use crate::cli::{Common, FixArgs};
use crate::commands::{Ending, checked};
use crate::compile::Settings;
use crate::diagnostic::Language;
use crate::fix::{fix, unified_diff};
use crate::host::terminal::Terminal;
use crate::host::write;
use crate::text::inputs::Content;

/// Applies every certain fix, or shows what it would do.
pub fn run(arguments: &FixArgs, common: &Common, terminal: &Terminal) -> anyhow::Result<Ending> {
    let settings = Settings::default();
    let checked = checked(common, &Default::default(), terminal)?;
    let fixed = fix(&checked.inputs, &settings);
    if let Some(path) = fixed.refused.first() {
        bail!(
            "the fixes for {path} would have broken it, so nothing was changed; this is a fault of basutbud"
        );
    }
    for (path, new) in &fixed.files {
        let Some(Content::Text(old)) = checked.inputs.content.get(path) else {
            continue;
        };
        if arguments.dry_run {
            terminal.say(&unified_diff(path, old, new));
        } else {
            write::replace(
                &checked.root.join(path.as_str()),
                old.as_bytes(),
                new.as_bytes(),
            )?;
            terminal.tell(path.as_str());
        }
    }
    let (fixes, files) = (fixed.fixes, fixed.files.len());
    terminal.tell(&match (terminal.language, arguments.dry_run) {
        (Language::English, true) => format!("{fixes} fixes in {files} files; nothing was changed"),
        (Language::English, false) => format!("{fixes} fixes in {files} files"),
        (Language::Swedish, true) => format!("{fixes} rättningar i {files} filer; inget ändrades"),
        (Language::Swedish, false) => format!("{fixes} rättningar i {files} filer"),
    });
    Ok(Ending::Clean)
}
