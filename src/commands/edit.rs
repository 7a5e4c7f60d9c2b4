//! Editing in the browser while a site is watched: asks what is to be written, and writes it.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::diagnostic::Language;
use crate::edit::new_unit::NEW;
use crate::edit::rename::RENAME;
use crate::edit::reply::{EDIT, Editing, Outcome, Renaming, Save, own_file};
use crate::edit::session::Posted;
use crate::host::save::{Refused, rename, save};
use crate::host::serve::Ask;
use crate::preview::Snapshot;
use crate::preview::address::{decode, parameter};
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
        let saves = self.saves.borrow().clone();
        let editing = Editing {
            compilation: snapshot.compilation,
            inputs: snapshot.inputs,
            language,
            secret: &self.secret,
            base_path: snapshot.base_path(),
            saves: &saves,
        };
        let (unit, outcome, posted) = match (name, &ask.posted) {
            (NEW, None) => {
                let region = parameter(&ask.query, "region");
                return Some((editing.new_form(&region), None));
            }
            (NEW, Some(posted)) => ("", editing.create(posted), posted),
            (_, None) => {
                let unit = name.strip_prefix(EDIT)?;
                return Some((editing.get(unit, &ask.query)?, None));
            }
            (_, Some(posted)) => match name.strip_prefix(RENAME) {
                Some(unit) => (unit, editing.rename(unit, posted)?, posted),
                None => {
                    let unit = name.strip_prefix(EDIT)?;
                    (unit, editing.post(unit, posted)?, posted)
                }
            },
        };
        Some(match outcome {
            Outcome::Reply(reply) => (reply, None),
            Outcome::Save(saves, then) => self.save(root, &editing, (unit, posted), saves, &then),
            Outcome::Rename(renaming, then) => renamed(root, &editing, &renaming, &then),
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
                // There was none when the form was made.
                Err(Refused::Changed(_)) if one.old.is_none() && unit.is_empty() => {
                    return (Reply::text(409, told_taken(editing.language)), None);
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

/// Gives a unit's files other names.
fn renamed(root: &Path, editing: &Editing<'_>, renaming: &Renaming, then: &str) -> Answer {
    let Renaming { new, named, gone } = renaming;
    let files = new.iter().chain(named).chain(gone);
    let touched = files.map(|one| root.join(one.path.as_str())).collect();
    let reply = match rename(root, renaming) {
        Ok(()) => Reply::see(then),
        Err(Refused::Changed(_)) => Reply::text(409, told_taken(editing.language)),
        Err(Refused::Failure(failure)) => {
            Reply::text(500, &(failure.told(editing.language) + "\n"))
        }
    };
    (reply, Some(touched))
}

const fn told_taken(language: Language) -> &'static str {
    match language {
        Language::English => {
            "The files have changed meanwhile, and nothing has been written. Go back, load the page anew and try again.\n"
        }
        Language::Swedish => {
            "Filerna har ändrats under tiden, och inget är skrivet. Gå tillbaka, ladda om sidan och försök igen.\n"
        }
    }
}
