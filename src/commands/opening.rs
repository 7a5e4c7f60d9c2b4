//! Pages of the program's own in watch mode beside forms: what is changed, and places that are opened in the
//! person's editor.
//!
//! What a page asks for with GET may be asked by any page in the browser, so these addresses hold a secret
//! of the run, which only its own pages can read.

use std::cell::RefCell;
use std::path::Path;

use crate::commands::changes::ChangesPage;
use crate::compile::Settings;
use crate::diagnostic::Language;
use crate::host::open::open_place;
use crate::host::serve::{Ask, is_secret};
use crate::preview::Snapshot;
use crate::preview::address::{decode, parameter};
use crate::preview::context::{OPEN, PreviewContext};
use crate::preview::editor::TextEditor;
use crate::preview::own_page::OWN;
use crate::preview::reply::Reply;
use crate::text::inputs::Inputs;

/// What answers them.
pub(super) struct OwnPages {
    /// What is changed, where units are edited.
    changes: RefCell<Option<ChangesPage>>,
    opener: Opener,
}

impl OwnPages {
    /// Nothing is edited yet.
    pub fn new(opener: Opener) -> Self {
        Self {
            changes: RefCell::default(),
            opener,
        }
    }

    /// Changes are told from these files, where there is no commit.
    pub fn found(&self, inputs: &Inputs) {
        self.changes.replace(Some(ChangesPage::since(inputs)));
    }

    /// The answer to a question about changes, or to open a place; nothing for others.
    pub fn answer(
        &self,
        site: (&Path, &Settings),
        snapshot: &Snapshot<'_>,
        context: &PreviewContext,
        ask: &Ask,
    ) -> Option<Reply> {
        let opener = &self.opener;
        if let Some(opened) = opener.answer(site.0, snapshot, context.language, ask) {
            return Some(opened);
        }
        let path = decode(&ask.path)?;
        let name = path.strip_prefix(OWN).filter(|_| ask.posted.is_none())?;
        let changes = self.changes.borrow();
        changes.as_ref()?.answer(site, snapshot, context, name)
    }
}

/// What opens places.
pub(super) struct Opener {
    /// The person's editor.
    pub editor: TextEditor,
    /// What only this run's pages know.
    pub secret: String,
}

impl Opener {
    /// The answer to a question to open a place; nothing for others.
    pub fn answer(
        &self,
        root: &Path,
        snapshot: &Snapshot<'_>,
        language: Language,
        ask: &Ask,
    ) -> Option<Reply> {
        if decode(&ask.path)?.strip_prefix(OWN)? != OPEN || ask.posted.is_some() {
            return None;
        }
        if !is_secret(&parameter(&ask.query, "secret"), &self.secret) {
            return Some(Reply::text(
                403,
                "this is of another run; load the page anew\n",
            ));
        }
        let wanted = parameter(&ask.query, "path");
        let known = snapshot.sources().files();
        let mut known = known.map(|(_, source)| source.path.as_str());
        let Some(path) = known.find(|path| *path == wanted) else {
            return Some(Reply::text(404, "there is no such file\n"));
        };
        let number = |name| parameter(&ask.query, name).parse().unwrap_or(1);
        let opened = open_place(
            &self.editor,
            &root.join(path),
            number("line"),
            number("column"),
        );
        Some(match opened {
            Ok(()) => Reply::text(
                200,
                match language {
                    Language::English => "Opened in the editor.\n",
                    Language::Swedish => "Öppnad i redigeraren.\n",
                },
            ),
            Err(failure) => Reply::text(500, &(failure.told(language) + "\n")),
        })
    }
}
