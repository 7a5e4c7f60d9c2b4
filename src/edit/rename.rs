//! Another address for a unit: its files get other names, the old address leads to the new one, and units that
//! name it name it anew.

use crate::diagnostic::{Text, say};
use crate::draft::new_unit::{is_free, slug_of};
use crate::edit::page;
use crate::edit::reply::{EDIT, Editing, Outcome, Renaming, Save, State};
use crate::edit::session::Posted;
use crate::load::shape::unit::UNIT;
use crate::preview::own_page::OWN;
use crate::text::path::SitePath;
use crate::text::toml_text::quoted;
use crate::toml_edits::change::set;
use crate::toml_edits::document::{Document, Node, NodeKind, parsed};

/// Where units get another address, below the program's own files.
pub const RENAME: &str = "rename/";

/// Why a unit whose file is no TOML gets no other address.
const UNREADABLE: Text = Text::fixed("the file has to be fixed first", "filen måste rättas först");

impl Editing<'_> {
    /// What comes of another address for a unit.
    pub fn rename(&self, unit: &str, posted: &Posted) -> Option<Outcome> {
        let state = self.state(unit)?;
        let wanted = posted.get("slug").unwrap_or_default();
        let is_current = posted.carried("base").as_deref() == Some(state.base.as_str());
        let renaming = if is_current {
            self.renaming(unit, &state, wanted)
        } else {
            Err(Text::fixed(
                "the file has changed since; look through the form and try again",
                "filen är ändrad sedan dess; se igenom formuläret och försök igen",
            ))
        };
        Some(match renaming {
            Ok((slug, renaming)) => {
                let region = unit.split_once('/')?.0;
                let then = format!("/{OWN}{EDIT}{region}/{slug}?renamed");
                Outcome::Rename(renaming, then)
            }
            Err(fault) => {
                let mut view = self.view(unit, &state, "");
                view.address_fault = fault.get(self.language).to_owned();
                wanted.clone_into(&mut view.slug);
                Outcome::Reply(page::form(200, self.language, view))
            }
        })
    }

    fn renaming(
        &self,
        unit: &str,
        state: &State,
        wanted: &str,
    ) -> Result<(String, Renaming), Text> {
        let slug = slug_of(wanted)?;
        let (region_id, old) = unit.split_once('/').unwrap_or_default();
        let catalog = &self.compilation.catalog;
        let known = catalog.unit(unit).zip(catalog.regions.get(region_id));
        let Some((summary, region)) = known else {
            return Err(UNREADABLE);
        };
        if slug == old {
            return Err(say!(
                "the address is `{region_id}/{slug}` already",
                "adressen är redan `{region_id}/{slug}`"
            ));
        }
        is_free(&slug, region, self.compilation, Some(unit))?;
        let former = summary.former_names.iter().map(|name| name.value.as_str());
        let full = format!("{region_id}/{slug}");
        let former = former.filter(|name| *name != slug && *name != full);
        let names: Vec<String> = former.chain([old]).map(quoted).collect();
        let raw = format!("[{}]", names.join(", "));
        let path = ["former_names".to_owned()];
        let text = set(&state.base, &UNIT, &path, &raw).ok_or(UNREADABLE)?;
        let mut renaming = Renaming::default();
        let mut take = |path: &SitePath, base: &str, new: &str| -> Result<(), Text> {
            let target = moved(path, old, &slug);
            let target = target.filter(|target| !self.inputs.content.contains_key(target));
            let target = target.ok_or_else(|| {
                say!(
                    "there is a file of that name beside {path} already",
                    "det finns redan en fil med det namnet bredvid {path}"
                )
            })?;
            renaming.new.push(Save {
                path: target,
                old: None,
                new: new.into(),
            });
            renaming.gone.push(Save {
                path: path.clone(),
                old: Some(base.into()),
                new: "".into(),
            });
            Ok(())
        };
        take(&state.path, &state.base, &text)?;
        for text in &state.texts {
            if let Some(base) = &text.base {
                take(&text.path, base, base)?;
            }
        }
        let names_it = |id: &str| id == unit;
        for other in &catalog.units {
            let related = other.related.iter().any(|id| names_it(id.as_str()));
            let answering = other.answering.iter().any(|id| names_it(id));
            if other.id == unit || !(related || answering) {
                continue;
            }
            let path = self.compilation.sources.path(other.file);
            let same_region = other.region() == region_id;
            if let Some(text) = self.text(path)
                && let Some(new) = renamed_in(&text, unit, &full, same_region.then_some(old))
            {
                renaming.named.push(Save {
                    path: path.clone(),
                    old: Some(text.into()),
                    new: new.into(),
                });
            }
        }
        Ok((slug, renaming))
    }
}

/// The path of a unit's file under another name: `strandvik.en.md` becomes `nyfjarden.en.md`.
fn moved(path: &SitePath, old: &str, new: &str) -> Option<SitePath> {
    let (folder, file) = path.as_str().rsplit_once('/')?;
    let ending = file
        .strip_prefix(old)
        .filter(|rest| rest.starts_with('.'))?;
    SitePath::new(&format!("{folder}/{new}{ending}"))
}

/// A file of another unit with the new id of one that it names; nothing where it does not name it.
fn renamed_in(text: &str, old: &str, new: &str, short: Option<&str>) -> Option<String> {
    let document = Document::parse(text)?;
    let mut places = Vec::new();
    for entry in document
        .sections
        .iter()
        .flat_map(|section| &section.entries)
    {
        let key = entry.key.last().map_or("", String::as_str);
        named(key, &entry.value, &mut places);
    }
    let mut changed = text.to_owned();
    let mut is_changed = false;
    for (key, node) in places.into_iter().rev() {
        let value = parsed(&text[node.range.clone()]);
        let value = value.as_ref().and_then(toml::Value::as_str);
        let is_it = match key {
            "related" => value == Some(old),
            "answered_by" => value.is_some() && (value == Some(old) || value == short),
            _ => false,
        };
        if is_it {
            changed.replace_range(node.range.clone(), &quoted(new));
            is_changed = true;
        }
    }
    is_changed.then_some(changed)
}

/// The values in a value that are neither lists nor tables, with their keys, in the order of the text.
fn named<'n>(key: &'n str, node: &'n Node, places: &mut Vec<(&'n str, &'n Node)>) {
    match &node.kind {
        NodeKind::Scalar => places.push((key, node)),
        NodeKind::List(nodes) => {
            for node in nodes {
                named(key, node, places);
            }
        }
        NodeKind::Table(entries) => {
            for entry in entries {
                let key = entry.key.last().map_or("", String::as_str);
                named(key, &entry.value, places);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_units_name_it_anew_and_nothing_else_changes() {
        let text = "name = \"x/a\"\nrelated = [\"x/b\", # b\n \"x/a\"]\n\n[[closures]]\nanswered_by = 'a'\n[[closures]]\nanswered_by = \"x/ab\"\n";
        let new = "name = \"x/a\"\nrelated = [\"x/b\", # b\n \"x/c\"]\n\n[[closures]]\nanswered_by = \"x/c\"\n[[closures]]\nanswered_by = \"x/ab\"\n";
        assert_eq!(
            renamed_in(text, "x/a", "x/c", Some("a")).as_deref(),
            Some(new)
        );
        assert_eq!(renamed_in(text, "x/q", "x/c", None), None);
    }

    #[test]
    fn texts_keep_their_language() {
        let path = SitePath::new("content/x/units/d/a.en.md").expect("sound");
        let moved = |old| moved(&path, old, "c").map(|path| path.to_string());
        assert_eq!(moved("a").as_deref(), Some("content/x/units/d/c.en.md"));
        assert_eq!(moved("a.e"), None);
    }
}
