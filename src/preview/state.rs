//! What the script of a page asks for: which bytes the page has now, its findings, and what can be done
//! from there.

use serde::Serialize;

use crate::preview::address::decode;
use crate::preview::context::{CHANGES, PreviewContext};
use crate::preview::finding_row::{FindingRow, lacking_site, rows};
use crate::preview::own_page::OWN;
use crate::preview::{Page, Snapshot};
use crate::render::address::encode;

/// The state of a page.
#[derive(Serialize)]
pub(super) struct State<'a> {
    /// Names the bytes of the page but for the names of style sheets; nothing when there is none.
    version: Option<String>,
    /// Whether the page is an earlier one, because it cannot be made now.
    stale: bool,
    /// Published style sheets, by their paths in the theme.
    styles: Vec<(String, String)>,
    /// The findings that concern the page.
    findings: Vec<FindingRow<'a>>,
    /// Why the page cannot be made.
    obstacles: Vec<FindingRow<'a>>,
    /// Whether units may be edited.
    edit: bool,
    /// What can be done with the page's unit, where units may be edited.
    unit: Option<UnitActs<'a>>,
}

/// What can be done with the unit of a page.
#[derive(Serialize)]
struct UnitActs<'a> {
    /// Its form.
    form: String,
    /// What has been changed of it.
    changes: String,
    /// The same page in the other languages of the site: tag and address.
    languages: Vec<(&'a str, String)>,
}

/// The state of the page at a path that the script sends.
pub(super) fn state<'s>(
    snapshot: &'s mut Snapshot<'_>,
    context: &PreviewContext,
    path: &str,
) -> State<'s> {
    let base = snapshot.base_path().trim_start_matches('/').to_owned();
    // The script sends the browser's own path, escaped once more as part of a query.
    let twice = decode(&format!("/{path}")).and_then(|path| decode(&format!("/{path}")));
    let url = twice.unwrap_or_default();
    let url = url.strip_prefix(&base).unwrap_or(&url);
    let url = if base.is_empty() {
        url
    } else {
        url.strip_prefix('/').unwrap_or(url)
    };
    let (page, file) = snapshot.page(url);
    let bytes = match &page {
        Page::Fresh(bytes) | Page::Stale(bytes) | Page::Partial(bytes) => Some(bytes.clone()),
        Page::Broken | Page::Missing => None,
    };
    let snapshot = &*snapshot;
    let stale = !matches!(page, Page::Fresh(_) | Page::Missing);
    let address = |path: &str| format!("{}/{}", snapshot.base_path(), encode(path));
    let styles = snapshot.style_sheets();
    let mut obstacles = Vec::new();
    if snapshot.is_gone() {
        obstacles.push(lacking_site(context));
    } else if stale {
        let mut found = snapshot.obstacles();
        for finding in snapshot.findings_of(&file) {
            if !found.iter().any(|one| std::ptr::eq(*one, finding)) {
                found.push(finding);
            }
        }
        obstacles = rows(snapshot, context, found);
    }
    let unit = snapshot.unit_at(&file).and_then(|unit| {
        let languages = snapshot.other_languages(&file);
        Some(UnitActs {
            form: context.form_of(unit)?,
            changes: format!("/{OWN}{CHANGES}{}", encode(unit)),
            languages: languages
                .into_iter()
                .map(|(tag, url)| (tag, address(&url)))
                .collect(),
        })
    });
    State {
        version: bytes.map(|bytes| snapshot.version(&bytes)),
        stale,
        styles: styles
            .map(|(path, source)| (source.to_owned(), address(path)))
            .collect(),
        findings: rows(snapshot, context, snapshot.findings_of(&file)),
        obstacles,
        edit: context.forms.is_some(),
        unit,
    }
}
