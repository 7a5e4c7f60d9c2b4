//! Files of known findings, for `check` and `build`: reading, writing, and what is told of them.

use std::path::Path;

use crate::diagnostic::settle::Findings;
use crate::diagnostic::{Language, Text, say};
use crate::host::failure::{Failure, OrFail};
use crate::host::terminal::{Terminal, shown};
use crate::host::{read, write};
use crate::report::baseline::{self, Baseline, may_be_baselined};
use crate::text::Sources;

/// Reads a baseline.
pub fn read(path: &Path) -> Result<Baseline, Failure> {
    let place = shown(path);
    let text = read::text(path).or_fail(|| {
        say!(
            "the baseline {place} cannot be read; `basutbud check --write-baseline {place}` makes it",
            "baslinjen {place} går inte att läsa; `basutbud check --write-baseline {place}` skapar den"
        )
    })?;
    Baseline::parse(&text).map_err(|Text { en, sv }| {
        Failure::of(say!(
            "{place} is no baseline: {en}",
            "{place} är ingen baslinje: {sv}"
        ))
    })
}

/// Writes the findings of a run as a baseline, and says how many it took.
pub fn write(
    path: &Path,
    findings: &Findings,
    sources: &Sources,
    terminal: &Terminal,
) -> Result<(), Failure> {
    write::file(path, baseline::render(findings, sources).as_bytes())?;
    let known = findings.list.iter().filter(|f| may_be_baselined(f)).count();
    let faults = findings.list.len() - known;
    let place = shown(path);
    terminal.tell(&match terminal.language {
        Language::English if known == 1 => format!("wrote 1 finding to {place}"),
        Language::English => format!("wrote {known} findings to {place}"),
        Language::Swedish if known == 1 => format!("skrev 1 anmärkning till {place}"),
        Language::Swedish => format!("skrev {known} anmärkningar till {place}"),
    });
    if faults > 0 {
        terminal.tell(&match terminal.language {
            Language::English if faults == 1 => {
                "1 fault of form cannot be in a baseline".to_owned()
            }
            Language::English => format!("{faults} faults of form cannot be in a baseline"),
            Language::Swedish => format!("{faults} fel i filernas form kan inte stå i en baslinje"),
        });
    }
    Ok(())
}

/// Says how many findings of a baseline are gone, and how to write it anew.
pub fn tell_fixed(fixed: usize, path: &Path, terminal: &Terminal) {
    if fixed == 0 {
        return;
    }
    let place = shown(path);
    let act = format!("basutbud check --write-baseline {place}");
    terminal.tell(&match (terminal.language, fixed) {
        (Language::English, 1) => {
            format!("1 finding in the baseline is fixed; write it anew with `{act}`")
        }
        (Language::English, _) => {
            format!("{fixed} findings in the baseline are fixed; write it anew with `{act}`")
        }
        (Language::Swedish, 1) => {
            format!("1 anmärkning i baslinjen är åtgärdad; skriv om den med `{act}`")
        }
        (Language::Swedish, _) => {
            format!("{fixed} anmärkningar i baslinjen är åtgärdade; skriv om den med `{act}`")
        }
    });
}
