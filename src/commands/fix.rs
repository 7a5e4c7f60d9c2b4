//! `basutbud fix`: certain fixes, byte by byte, comments and layout kept.

use crate::cli::{Common, FixArgs};
use crate::commands::{Ending, checked};
use crate::compile::Settings;
use crate::diagnostic::code::{Group, Level};
use crate::diagnostic::settle::Finding;
use crate::diagnostic::{Language, say};
use crate::fix::{fix, unified_diff};
use crate::host::failure::Failure;
use crate::host::terminal::Terminal;
use crate::host::write;
use crate::report::{human, summary};
use crate::text::inputs::Content;

/// Applies every certain fix, or shows what it would do.
pub fn run(arguments: &FixArgs, common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    let settings = Settings::default();
    let checked = checked(common, &Default::default(), usize::MAX, terminal)?;
    let fixed = fix(&checked.inputs, &settings);
    if let Some(path) = fixed.refused.first() {
        return Err(Failure::of(say!(
            "the fixes for {path} would have broken it, so nothing was changed; this is a fault of basutbud",
            "rättningarna skulle ha förstört {path}, så inget ändrades; det är ett fel i basutbud"
        )));
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
    let left = fixed.compilation.findings();
    let is_unread = |finding: &&Finding| {
        let group = finding.diagnostic.code.group;
        finding.level == Level::Deny && group == Group::Structure
    };
    for finding in left.list.iter().filter(is_unread) {
        let sources = &fixed.compilation.sources;
        terminal.tell(&human::finding(
            finding,
            sources,
            terminal.language,
            terminal.style,
        ));
    }
    let line = summary::fixes(fixed.fixes, fixed.files.len(), terminal.language);
    let unchanged = match (arguments.dry_run, terminal.language) {
        (false, _) => "",
        (true, Language::English) => "; nothing was changed",
        (true, Language::Swedish) => "; inget ändrades",
    };
    let left = summary::findings(&left.counts, terminal.language);
    let left = match terminal.language {
        Language::English => format!("left: {left}"),
        Language::Swedish => format!("kvar: {left}"),
    };
    terminal.tell(&format!("{line}{unchanged}; {left}"));
    Ok(Ending::Clean)
}
