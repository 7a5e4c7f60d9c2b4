//! What shared files do to pages: the base's units rendered with the base's theme, rule sets and
//! settings, and with the head's. So no page differs because of its unit.

use std::borrow::Cow;

use rayon::prelude::*;

use crate::compile::Compilation;
use crate::diff::{Fate, LookDifference};
use crate::render::address::PageKind;
use crate::render::{Renderer, Settings, read_theme};
use crate::text::inputs::Inputs;

/// A state of the site that can be rendered.
pub struct Rendered<'a> {
    /// What was read.
    pub inputs: &'a Inputs,
    /// What is known of it.
    pub compilation: &'a Compilation,
}

/// Compares the files of the theme and, where pages can differ, every page that both have. `after` has
/// the units of the base and the shared files and theme of the head.
pub fn compare(before: &Rendered<'_>, after: &Rendered<'_>) -> LookDifference {
    let mut look = LookDifference {
        files: files(before.inputs, after.inputs),
        ..LookDifference::default()
    };
    // Where a site is published is no matter of looks.
    let base_url = Some(before.compilation.catalog.site.base_url.clone());
    let settings = Settings {
        today: before.inputs.today,
        base_url,
        preview: None,
        ..Settings::default()
    };
    let (mut old_sources, mut new_sources) = (
        before.compilation.sources.clone(),
        after.compilation.sources.clone(),
    );
    let (old, new) = (
        renderer(before, &mut old_sources, &settings),
        renderer(after, &mut new_sources, &settings),
    );
    let renamed = assets(&old, &new, &mut look);
    let both: Vec<_> = old
        .pages()
        .iter()
        .filter(|page| {
            page.is_html() && !matches!(page.kind(), PageKind::Redirect | PageKind::Poster)
        })
        .filter_map(|page| {
            let other = new.find(page.path.as_str())?;
            Some((page, other))
        })
        .collect();
    let compared: Vec<Option<(bool, bool)>> = both
        .par_iter()
        .map(|(page, other)| {
            let before = old.render(page).ok()?;
            let Ok(after) = new.render(other) else {
                return Some((false, true));
            };
            Some((!is_same(&before, &after, &renamed), false))
        })
        .collect();
    for ((page, _), outcome) in both.iter().zip(compared) {
        let Some((different, failed)) = outcome else {
            continue;
        };
        look.compared += 1;
        look.failed += usize::from(failed);
        if different {
            look.different.push(page.url().to_owned());
        }
    }
    look
}

fn renderer<'a>(
    state: &Rendered<'a>,
    sources: &mut crate::text::Sources,
    settings: &Settings,
) -> Renderer<'a> {
    let compilation = state.compilation;
    let theme = read_theme(&compilation.catalog, state.inputs, sources, settings);
    Renderer::new(compilation.units(state.inputs), theme, settings.clone()).0
}

/// Files of the theme that differ.
fn files(before: &Inputs, after: &Inputs) -> Vec<(String, Fate)> {
    let (old, new) = (&before.theme, &after.theme);
    let gone = old.keys().filter(|path| !new.contains_key(*path));
    let gone = gone.map(|path| (path.to_string(), Fate::Gone));
    let here = new
        .iter()
        .filter_map(|(path, content)| match old.get(path) {
            None => Some((path.to_string(), Fate::Added)),
            Some(before) if before != content => Some((path.to_string(), Fate::Kept)),
            Some(_) => None,
        });
    let mut files: Vec<(String, Fate)> = here.chain(gone).collect();
    files.sort();
    files
}

/// Tells assets that differ, and gives the published names that pages may name instead of each other.
fn assets(
    old: &Renderer<'_>,
    new: &Renderer<'_>,
    look: &mut LookDifference,
) -> Vec<(String, String)> {
    let mut renamed = Vec::new();
    let pairs = |renderer: &Renderer<'_>| -> std::collections::BTreeMap<String, String> {
        let assets = renderer.assets();
        assets
            .map(|(published, source)| (source.to_owned(), published.to_owned()))
            .collect()
    };
    let (old, new) = (pairs(old), pairs(new));
    for (source, published) in &new {
        match old.get(source) {
            None => look.assets.push((source.clone(), Fate::Added)),
            Some(before) if before != published => {
                look.assets.push((source.clone(), Fate::Kept));
                renamed.push((before.clone(), published.clone()));
            }
            Some(_) => {}
        }
    }
    let gone = old.keys().filter(|source| !new.contains_key(*source));
    look.assets
        .extend(gone.map(|source| (source.clone(), Fate::Gone)));
    look.assets.sort();
    renamed
}

/// Whether two pages are the same but for the names of assets.
fn is_same(before: &[u8], after: &[u8], renamed: &[(String, String)]) -> bool {
    if before == after {
        return true;
    }
    if renamed.is_empty() {
        return false;
    }
    let mut before = String::from_utf8_lossy(before);
    for (old, new) in renamed {
        if before.contains(old.as_str()) {
            before = Cow::Owned(before.replace(old.as_str(), new));
        }
    }
    before.as_bytes() == after
}
