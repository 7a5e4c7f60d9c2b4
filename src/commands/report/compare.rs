//! The other rule set of `report --compare`: one of the site's, or a file such as a draft.

use std::path::{Component, Path};
use std::sync::Arc;

use chrono::NaiveDate;

use crate::assess::units::FullUnit;
use crate::commands::{Checked, all_units};
use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::code::Level;
use crate::diagnostic::{Text, say};
use crate::host::failure::{Failure, OrFail};
use crate::host::read;
use crate::host::terminal::Terminal;
use crate::model::Catalog;
use crate::model::name::nearest;
use crate::report::human;
use crate::report::overview::change::{Comparison, assessments, compare};
use crate::text::inputs::{Content, Inputs, MAX_FILE_BYTES};
use crate::text::path::SitePath;

/// A site as it would be if another rule set were in force.
pub struct Other {
    inputs: Inputs,
    compilation: Compilation,
    region: String,
    in_force: NaiveDate,
}

/// Which rule set is meant.
struct Wanted {
    region: String,
    in_force: NaiveDate,
    /// Its text, when it comes from a file.
    text: Option<String>,
}

/// Compiles the site as it would be if the named rule set were in force: on its first day, or on the run's
/// own where that has passed.
///
/// # Errors
/// When no rule set is meant by the name, the file cannot be read, or it has faults.
pub fn other(named: &str, checked: &Checked, terminal: &Terminal) -> Result<Other, Failure> {
    let catalog = &checked.compilation.catalog;
    let wanted = match known(named, catalog) {
        Some(wanted) => wanted,
        None => from_file(named, catalog, checked.inputs.today)?,
    };
    let folder = format!("content/{}/rules", wanted.region);
    let own = format!("{folder}/{}.toml", wanted.in_force);
    let inputs = as_if(&checked.inputs, &folder, &own, &wanted);
    let compilation = compile(&inputs, &Settings::default());
    refuse_faults(named, &own, &compilation, terminal)?;
    Ok(Other {
        inputs,
        compilation,
        region: wanted.region,
        in_force: wanted.in_force,
    })
}

impl Other {
    /// What it changes for the units of its region.
    ///
    /// # Errors
    /// When the rule set cannot be used for the region's faults.
    pub fn comparison<'a>(
        &'a self,
        now: &'a Compilation,
        units: &'a [Arc<FullUnit>],
    ) -> Result<Comparison<'a>, Failure> {
        let region = self.compilation.catalog.regions.get(&self.region);
        let region = region.filter(|region| !region.broken).or_fail(|| {
            let region = &self.region;
            say!(
                "content/{region}/region.toml cannot be used; see `basutbud check`",
                "content/{region}/region.toml går inte att använda; se `basutbud check`"
            )
        })?;
        let mut versions = region.rule_sets.iter();
        let rules = versions.find(|rules| rules.in_force == self.in_force && !rules.broken);
        let rules = rules.or_fail(|| {
            Text::fixed(
                "the rule set cannot be used; see `basutbud check`",
                "riktlinjen går inte att använda; se `basutbud check`",
            )
        })?;
        let then = &self.compilation;
        let later = all_units(then, &self.inputs)?;
        Ok(compare(
            units,
            (&now.catalog, assessments(units)),
            (&then.catalog, assessments(&later)),
            (region, rules),
            then.today,
        ))
    }
}

/// The rule set of the site with an id.
fn known(named: &str, catalog: &Catalog) -> Option<Wanted> {
    catalog.regions.values().find_map(|region| {
        let rules = region.rule_sets.iter().find(|rules| rules.id == named)?;
        Some(Wanted {
            region: region.id.clone(),
            in_force: rules.in_force,
            text: None,
        })
    })
}

/// A rule set from a file. Its name is the first day in force, or it is weighed as if in force at once.
fn from_file(named: &str, catalog: &Catalog, today: NaiveDate) -> Result<Wanted, Failure> {
    let path = Path::new(named);
    if !read::exists(path) {
        return Err(unknown(named, catalog));
    }
    let size = read::size(path);
    if size.is_some_and(|bytes| bytes > MAX_FILE_BYTES) {
        return Err(Failure::of(say!(
            "{named} is too large for a rule set: more than {MAX_FILE_BYTES} bytes",
            "{named} är för stor för en riktlinje: mer än {MAX_FILE_BYTES} byte"
        )));
    }
    let text = read::text(path).or_fail(|| {
        say!(
            "{named} cannot be read as a rule set",
            "{named} går inte att läsa som en riktlinje"
        )
    })?;
    let stem = path.file_stem().map(|stem| stem.to_string_lossy());
    let day = stem.and_then(|stem| stem.parse().ok());
    Ok(Wanted {
        region: region_of(path, catalog).or_fail(|| {
            let example = example(catalog);
            say!(
                "whose rule set {named} is cannot be told; put it in a folder with the region's name, such as {example}",
                "det går inte att veta vilken region riktlinjen {named} hör till; lägg den i en mapp med regionens namn, till exempel {example}"
            )
        })?,
        in_force: day.unwrap_or(today),
        text: Some(text),
    })
}

/// The region that a path names by one of its folders, the innermost that does; or the only one there is.
fn region_of(path: &Path, catalog: &Catalog) -> Option<String> {
    let folders = path.parent()?.components().rev();
    let names = folders.filter_map(|part| match part {
        Component::Normal(name) => name.to_str(),
        _ => None,
    });
    let named = names
        .into_iter()
        .find(|name| catalog.regions.contains_key(*name));
    let only = || match catalog.regions.len() {
        1 => catalog.regions.keys().next().map(String::as_str),
        _ => None,
    };
    named.or_else(only).map(str::to_owned)
}

fn example(catalog: &Catalog) -> String {
    let region = catalog.regions.keys().next();
    let region = region.map_or("region", String::as_str);
    format!("{region}/2027-01-01.toml")
}

fn unknown(named: &str, catalog: &Catalog) -> Failure {
    let all = catalog
        .regions
        .values()
        .flat_map(|region| &region.rule_sets);
    let ids: Vec<&str> = all.map(|rules| rules.id.as_str()).collect();
    Failure::of(match nearest(named, ids.iter().copied()) {
        Some(meant) => say!(
            "there is neither a rule set nor a file `{named}`; did you mean `{meant}`?",
            "det finns varken en riktlinje eller en fil `{named}`; menade du `{meant}`?"
        ),
        None if ids.is_empty() => say!(
            "there is neither a rule set nor a file `{named}`; the site has no rule sets",
            "det finns varken en riktlinje eller en fil `{named}`; webbplatsen har inga riktlinjer"
        ),
        None => {
            let ids = ids.join(", ");
            say!(
                "there is neither a rule set nor a file `{named}`; the site has {ids}",
                "det finns varken en riktlinje eller en fil `{named}`; webbplatsen har {ids}"
            )
        }
    })
}

/// The inputs with the wanted rule set as the region's newest, on its first day or later.
fn as_if(inputs: &Inputs, folder: &str, own: &str, wanted: &Wanted) -> Inputs {
    let mut inputs = inputs.clone();
    let later = |path: &SitePath| {
        let name = path.below(folder).map(|name| name.to_string());
        let day = name.and_then(|name| name.strip_suffix(".toml")?.parse::<NaiveDate>().ok());
        day.is_some_and(|day| day > wanted.in_force)
    };
    inputs.content.retain(|path, _| !later(path));
    if let (Some(text), Some(path)) = (&wanted.text, SitePath::new(own)) {
        let content = Content::Text(text.as_str().into());
        inputs.content.insert(path, content);
    }
    inputs.today = inputs.today.max(wanted.in_force);
    inputs
}

/// Refuses a rule set with denied findings: its verdicts could be wrong.
fn refuse_faults(
    named: &str,
    own: &str,
    compilation: &Compilation,
    terminal: &Terminal,
) -> Result<(), Failure> {
    let sources = &compilation.sources;
    let findings = compilation.findings();
    let denied = findings.list.iter().filter(|finding| {
        let file = finding.diagnostic.primary.span.file;
        finding.level == Level::Deny && sources.path(file).as_str() == own
    });
    let told: Vec<String> = denied
        .map(|finding| human::finding(finding, sources, terminal.language, terminal.style))
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    // A draft stands somewhere else than where it was put to be tried.
    let told = told.join("\n").replace(own, named);
    Err(Failure::of(say!(
        "the rule set {named} has faults; fix them first\n\n{told}",
        "riktlinjen {named} har fel; rätta dem först\n\n{told}"
    )))
}
