//! What editors have changed, as a page of watch mode: the site as it stands against the last commit, or
//! without git against the files as they were found.

use std::cell::RefCell;
use std::path::Path;

use chrono::NaiveDate;

use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::{Language, Text, say};
use crate::diff::compare::{SiteState, compare};
use crate::diff::html::{STYLE, Served, serve};
use crate::diff::{Difference, LookDifference};
use crate::host::git;
use crate::preview::Snapshot;
use crate::preview::context::{CHANGES, PreviewContext};
use crate::preview::own_page::OWN;
use crate::preview::reply::Reply;
use crate::rules::incomplete_accessibility_statement::only_warn;
use crate::text::inputs::Inputs;

/// The style sheet, below the program's own files.
const STYLE_FILE: &str = "changes.css";

/// The state that changes are told from.
struct Base {
    /// The last commit; nothing where there is none.
    head: Option<String>,
    /// The commit that the files are of; nothing where they are as they were found.
    commit: Option<String>,
    /// The day it was compiled for.
    day: NaiveDate,
    inputs: Inputs,
    compilation: Compilation,
}

/// Tells what has been changed since a run began, or since the last commit.
pub(super) struct ChangesPage {
    /// The files as they were found.
    found: Inputs,
    base: RefCell<Option<Base>>,
}

impl ChangesPage {
    /// Changes since these files.
    pub fn since(found: &Inputs) -> Self {
        Self {
            found: found.clone(),
            base: RefCell::default(),
        }
    }

    /// The answer to a question about changes; nothing for others.
    pub fn answer(
        &self,
        (root, settings): (&Path, &Settings),
        snapshot: &Snapshot<'_>,
        context: &PreviewContext,
        name: &str,
    ) -> Option<Reply> {
        if name == STYLE_FILE {
            return Some(Reply::file("text/css; charset=utf-8", STYLE.as_bytes()));
        }
        let unit = name.strip_prefix(CHANGES)?;
        let is_known = |unit: &str| {
            let catalog = &snapshot.compilation.catalog;
            catalog.unit(unit).is_some() || catalog.broken_units.iter().any(|it| it.id == unit)
        };
        if !unit.is_empty() && !is_known(unit) {
            return None;
        }
        self.renew(root, settings, snapshot.inputs.today);
        let base = self.base.borrow();
        let base = base.as_ref()?;
        let name = match &base.commit {
            Some(commit) => {
                let short = &commit[..commit.len().min(10)];
                say!(
                    "the last commit ({short})",
                    "den senast sparade versionen i git ({short})"
                )
            }
            None => Text::fixed(
                "the files as they were when watch started",
                "filerna som de var när watch startades",
            ),
        };
        let head = Text::fixed("the files as they are now", "filerna som de är nu");
        let state = |name, inputs, compilation| SiteState {
            name,
            inputs,
            compilation,
        };
        let mut difference = compare(
            &state(name, &base.inputs, &base.compilation),
            &state(head, snapshot.inputs, snapshot.compilation),
            settings,
        );
        let mut links = vec![pick(context, "/", "To the site", "Till webbplatsen")];
        if unit.is_empty() {
            let words = ("Units and findings", "Enheter och anmärkningar");
            links.push(pick(context, &format!("/{OWN}"), words.0, words.1));
        } else {
            only_unit(&mut difference, unit);
            let page = format!("{}/{unit}/", snapshot.base_path());
            links[0] = pick(context, &page, "To the page", "Till sidan");
            let all = format!("/{OWN}{CHANGES}");
            let words = ("All that is changed", "Allt som är ändrat");
            links.push(pick(context, &all, words.0, words.1));
        }
        let served = Served {
            stylesheet: format!("/{OWN}{STYLE_FILE}"),
            links,
        };
        let page = serve(&difference, context.language, snapshot.base_path(), served);
        Some(Reply::html(200, page))
    }

    /// Takes in the last commit, where it is another than before.
    fn renew(&self, root: &Path, settings: &Settings, day: NaiveDate) {
        let head = git::find(root, "HEAD").ok();
        let object = head.as_ref().map(|head| head.object.clone());
        let is_same = |base: &Base| base.head == object && base.day == day;
        if self.base.borrow().as_ref().is_some_and(is_same) {
            return;
        }
        let state = head.and_then(|head| git::state(root, "HEAD", &head, day).ok());
        let (commit, inputs) = match state {
            Some(state) => (object.clone(), state.inputs),
            // No git, no commit yet, or a site that git does not know.
            None => (None, self.found.clone()),
        };
        let inputs = Inputs {
            today: day,
            ..inputs
        };
        let mut compilation = compile(&inputs, settings);
        compilation.diagnostics.change_of_site(only_warn);
        *self.base.borrow_mut() = Some(Base {
            head: object,
            commit,
            day,
            inputs,
            compilation,
        });
    }
}

/// Leaves of a difference what is about one unit.
fn only_unit(difference: &mut Difference, unit: &str) {
    difference.units.retain(|it| it.id == unit);
    difference.findings.clear();
    difference.rules.clear();
    difference.effects.clear();
    difference.settings.clear();
    difference.look = LookDifference::default();
}

fn pick(context: &PreviewContext, address: &str, en: &str, sv: &str) -> (String, String) {
    let words = match context.language {
        Language::English => en,
        Language::Swedish => sv,
    };
    (address.to_owned(), words.to_owned())
}
