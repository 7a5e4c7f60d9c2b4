//! A text that nobody has saved yet: what would be found of its unit, and how it would be assessed.

use std::sync::Arc;

use crate::assess::assess_unit;
use crate::assess::units::FullUnit;
use crate::compile::Compilation;
use crate::diagnostic::settle::{Finding, settle};
use crate::load::units::{UnitFiles, read, unit_file};
use crate::rules::findings_of;
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;
use crate::text::{FileId, Sources};

/// A unit as unsaved texts have it.
pub struct Draft {
    /// Its file.
    pub file: FileId,
    /// The sources, with the unsaved texts among them.
    pub sources: Sources,
    /// What is found of the unit, after policy. Rules about the whole site wait until the texts are saved.
    pub findings: Vec<Finding>,
    /// The unit with its verdicts; nothing while its file cannot be relied on.
    pub unit: Option<FullUnit>,
}

/// Checks a unit with unsaved texts of its files; nothing where the path is that of no unit's file.
pub fn check_draft(
    compilation: &Compilation,
    inputs: &Inputs,
    path: &SitePath,
    texts: &[(SitePath, Arc<str>)],
) -> Option<Draft> {
    let (region, unit_path) = unit_file(path)?;
    let region = compilation.catalog.regions.get(region)?;
    let file = compilation.sources.find(&unit_path)?;
    let mut sources = compilation.sources.clone();
    let mut inputs = inputs.clone();
    for (path, text) in texts {
        let content = Content::Text(text.clone());
        inputs.content.insert(path.clone(), content);
        match sources.find(path) {
            Some(file) => sources.replace(file, text.clone()),
            None => drop(sources.add(path.clone(), text.clone())),
        }
    }
    let files = UnitFiles::around(file, &sources, &inputs);
    let read = read(&files, region, &inputs, &sources);
    let mut diagnostics = read.diagnostics;
    let (catalog, today) = (&compilation.catalog, compilation.today);
    let unit = read.unit.ok().map(|unit| {
        let assessment = assess_unit(catalog, &unit, today);
        diagnostics.extend(findings_of(catalog, &unit, &assessment, today, |_| true));
        FullUnit {
            unit: *unit,
            assessment,
        }
    });
    let findings = settle(diagnostics, &compilation.levels, &sources).list;
    Some(Draft {
        file,
        sources,
        findings,
        unit,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compile::{Settings, compile};
    use crate::testing::inputs;

    #[test]
    fn a_draft_is_found_fault_with_as_a_saved_text_is() {
        let (mut inputs, _) = inputs("//- a.toml\nname = \"A\"\n");
        let path = SitePath::new("content/x/units/a.toml").expect("a sound path");
        let compilation = compile(&inputs, &Settings::default());
        let text: Arc<str> = "name = \"A\"\nokand = 1\nreviewed = 2019-01-01\n".into();
        let texts = [(path.clone(), text.clone())];
        let draft = check_draft(&compilation, &inputs, &path, &texts).expect("a unit");
        inputs.content.insert(path.clone(), Content::Text(text));
        let saved = compile(&inputs, &Settings::default());
        let file = saved.sources.find(&path).expect("the file");
        let said = |findings: &[Finding]| {
            let words = findings
                .iter()
                .map(|it| it.diagnostic.message.en.to_string());
            words.collect::<Vec<_>>()
        };
        assert_eq!(said(&draft.findings), said(&saved.findings_in(file).list));
        assert!(said(&draft.findings).iter().any(|it| it.contains("okand")));
    }
}
