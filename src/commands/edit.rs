//! Editing in the browser while a site is watched: asks what is to be written, and writes it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::Language;
use crate::edit::reply::{EDIT, Editing, Outcome, Save, own_file};
use crate::edit::session::Posted;
use crate::host::save::{Refused, save};
use crate::host::serve::Ask;
use crate::preview::Snapshot;
use crate::preview::address::decode;
use crate::preview::own_page::OWN;
use crate::preview::reply::Reply;

/// How many saves can be taken back.
const MAX_SAVES: usize = 50;

/// A run that may edit.
pub(super) struct Editor {
    /// What only this run's pages know.
    secret: String,
    /// The last saves, the newest last.
    saves: RefCell<Vec<Save>>,
}

/// A reply, and the files that were written for it.
type Answer = (Reply, Option<BTreeSet<PathBuf>>);

impl Editor {
    /// Nothing is saved yet.
    pub fn new(secret: String) -> Self {
        Self {
            secret,
            saves: RefCell::default(),
        }
    }

    /// The answer to a question about forms; nothing for others.
    pub fn answer(
        &self,
        root: &Path,
        snapshot: &Snapshot<'_>,
        language: Language,
        ask: &Ask,
    ) -> Option<Answer> {
        let path = decode(&ask.path)?;
        let name = path.strip_prefix(OWN)?;
        if let Some(file) = own_file(name) {
            return Some((file, None));
        }
        let unit = name.strip_prefix(EDIT)?;
        let saves = self.saves.borrow().clone();
        let editing = Editing {
            compilation: snapshot.compilation,
            inputs: snapshot.inputs,
            language,
            secret: &self.secret,
            base_path: snapshot.base_path(),
            saves: &saves,
        };
        let Some(posted) = &ask.posted else {
            return Some((editing.get(unit, &ask.query)?, None));
        };
        Some(match editing.post(unit, posted)? {
            Outcome::Reply(reply) => (reply, None),
            Outcome::Save(saves, then) => self.save(root, &editing, (unit, posted), saves, &then),
            Outcome::Undo(last, then) => {
                let back = Save {
                    path: last.path.clone(),
                    old: Some(last.new.clone()),
                    new: last.old.clone().unwrap_or_default(),
                };
                let answer = self.save(root, &editing, (unit, posted), vec![back], &then);
                if answer.1.is_some() {
                    let mut saves = self.saves.borrow_mut();
                    saves.pop();
                    saves.retain(|save| *save != last);
                }
                answer
            }
        })
    }

    fn save(
        &self,
        root: &Path,
        editing: &Editing<'_>,
        (unit, posted): (&str, &Posted),
        saves: Vec<Save>,
        then: &str,
    ) -> Answer {
        let mut written = BTreeSet::new();
        for one in saves {
            match save(root, &one) {
                Ok(()) => {
                    written.insert(root.join(one.path.as_str()));
                    let mut saves = self.saves.borrow_mut();
                    saves.push(one);
                    let many = saves.len().saturating_sub(MAX_SAVES);
                    saves.drain(..many);
                }
                Err(Refused::Changed(now)) => {
                    let now = now.unwrap_or_default();
                    return (editing.conflict(unit, posted, &one, &now), Some(written));
                }
                Err(Refused::Failure(failure)) => {
                    let line = failure.told(editing.language) + "\n";
                    return (Reply::text(500, &line), Some(written));
                }
            }
        }
        (Reply::see(then), Some(written))
    }
}
