//! The answers of the editor: the page with a unit's form, and what is to be written when somebody saves.
//!
//! Nothing is written here, and nothing is kept: a form carries the text that it was made from.

use std::sync::Arc;

use serde::Serialize;

use crate::compile::Compilation;
use crate::compile::draft::{Draft, check_draft};
use crate::diagnostic::Language;
use crate::diagnostic::settle::Finding;
use crate::edit::choices::FormContext;
use crate::edit::form::form;
use crate::edit::item::{Section, Shown};
use crate::edit::page::{self, TextField, Versions, View};
use crate::edit::place::{path_at, put, shown};
use crate::edit::session::{Posted, after_act, carry, with_fields};
use crate::fix::unified_diff;
use crate::load::shape::unit::UNIT;
use crate::load::units::unit_file;
use crate::model::Catalog;
use crate::preview::reply::{Reply, json};
use crate::render::address::Links;
use crate::render::markdown::render;
use crate::render::picture_view::PictureView;
use crate::render::published::Published;
use crate::text::inputs::{Content, Inputs};
use crate::text::lines::with_line_ending;
use crate::text::path::SitePath;
use crate::toml_edits::change::set;
use crate::toml_edits::document::Document;

/// Where the forms of units are, below the program's own files.
pub const EDIT: &str = "edit/";

/// A file of forms, by its name below the program's own files.
pub fn own_file(name: &str) -> Option<Reply> {
    let (content_type, bytes) = match name {
        "edit.js" => ("text/javascript; charset=utf-8", page::SCRIPT),
        "edit.css" => ("text/css; charset=utf-8", page::STYLE),
        _ => return None,
    };
    Some(Reply {
        status: 200,
        content_type,
        location: None,
        body: bytes.into(),
    })
}

/// What an editor works on.
pub struct Editing<'a> {
    /// The site as it stands.
    pub compilation: &'a Compilation,
    /// Its texts.
    pub inputs: &'a Inputs,
    /// The language of forms.
    pub language: Language,
    /// What only this run's pages know.
    pub secret: &'a str,
    /// The path of the site without a slash at the end.
    pub base_path: &'a str,
    /// The last saves, the newest last.
    pub saves: &'a [Save],
}

/// What the bar of a unit's page offers.
#[derive(Serialize)]
struct Acts {
    /// Whether the last save of the unit can be taken back.
    undo: bool,
    /// Whether the page has been read through today.
    reviewed: bool,
}

/// A file that is to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Save {
    /// The file.
    pub path: SitePath,
    /// The text that it must have; nothing for a new file.
    pub old: Option<Arc<str>>,
    /// The new text.
    pub new: Arc<str>,
}

/// The files of a unit that gets another address.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Renaming {
    /// Its files at their new places.
    pub new: Vec<Save>,
    /// Files of other units that name it.
    pub named: Vec<Save>,
    /// Its files at their old places, which go.
    pub gone: Vec<Save>,
}

/// What comes of a request.
pub enum Outcome {
    /// It is answered.
    Reply(Reply),
    /// Files are to be written, and the browser is then sent to an address.
    Save(Vec<Save>, String),
    /// A unit gets another address, and the browser is then sent to an address.
    Rename(Renaming, String),
    /// The newest save of a file is to be taken back, and the browser is then sent to an address.
    Undo(Save, String),
}

/// The texts of a unit while they are edited.
pub(super) struct State {
    pub(super) path: SitePath,
    pub(super) base: String,
    draft: String,
    pub(super) texts: Vec<TextState>,
}

/// A text about the unit, in one language.
pub(super) struct TextState {
    tag: String,
    pub(super) path: SitePath,
    pub(super) base: Option<String>,
    draft: String,
}

impl<'a> Editing<'a> {
    /// The form of a unit.
    pub fn get(&self, unit: &str, query: &str) -> Option<Reply> {
        let state = self.state(unit)?;
        if query == "state" {
            return Some(json(&self.acts(unit, &state)));
        }
        let status = match (query, self.language) {
            ("saved", Language::English) => "Saved.",
            ("saved", Language::Swedish) => "Sparat.",
            ("undone", Language::English) => "The last save is undone.",
            ("undone", Language::Swedish) => "Det senaste sparandet är ångrat.",
            ("new", Language::English) => "The unit is there. Fill in what is lacking, and save.",
            ("new", Language::Swedish) => "Enheten finns nu. Fyll i det som saknas och spara.",
            ("renamed", Language::English) => "The address is another. The old one leads here.",
            ("renamed", Language::Swedish) => "Adressen är bytt. Den gamla leder hit.",
            _ => "",
        };
        Some(self.page(unit, &state, status))
    }

    /// What the bar of the unit's page offers.
    fn acts(&self, unit: &str, state: &State) -> Acts {
        let known = self.compilation.catalog.unit(unit);
        let reviewed = known.and_then(|unit| unit.reviewed.as_ref());
        Acts {
            undo: self.can_undo(state),
            reviewed: reviewed.is_some_and(|day| day.value == self.inputs.today),
        }
    }

    /// Whether the file is as the last save of it left it.
    fn can_undo(&self, state: &State) -> bool {
        let last = self.saves.iter().rev().find(|save| save.path == state.path);
        last.is_some_and(|last| *last.new == state.base && last.old.is_some())
    }

    /// What a posted form brings about.
    pub fn post(&self, unit: &str, posted: &Posted) -> Option<Outcome> {
        let mut state = self.state(unit)?;
        let current = state.base.clone();
        if let (Some(base), Some(draft)) = (posted.carried("base"), posted.carried("draft")) {
            state.base = base;
            state.draft = draft;
        }
        for text in &mut state.texts {
            text.base = posted
                .carried(&format!("base.{}", text.tag))
                .or(text.base.take());
            if let Some(draft) = posted.get(&format!("about.{}", text.tag)) {
                let old = text.base.clone().unwrap_or_default();
                let same = old.replace("\r\n", "\n").trim_end() == draft.trim_end();
                text.draft = if same { old } else { markdown(draft, &old) };
            }
        }
        if let Some(raw) = posted.get("raw") {
            let same = state.draft.replace("\r\n", "\n") == raw;
            if !same {
                state.draft = with_line_ending(raw, &state.draft);
            }
        }
        let checked = self.check(&state);
        let context = self.context(&state, checked.as_ref())?;
        state.draft = with_fields(&state.draft, posted, &context);
        let act = posted.get("act").unwrap_or_default();
        let here = format!("/{}{EDIT}{unit}", crate::preview::own_page::OWN);
        match act {
            "save" => Some(Self::save(&state, format!("{here}?saved"))),
            "reviewed" => {
                let day = self.inputs.today.to_string();
                let path = ["reviewed".to_owned()];
                state.draft = set(&state.draft, &UNIT, &path, &day).unwrap_or(state.draft);
                Some(Self::save(&state, format!("{here}?saved")))
            }
            "undo" => {
                let last = self
                    .saves
                    .iter()
                    .rev()
                    .find(|save| save.path == state.path)?;
                let outcome = Outcome::Undo(last.clone(), format!("{here}?undone"));
                Some(if *last.new == current {
                    outcome
                } else {
                    Outcome::Reply(self.page(unit, &state, ""))
                })
            }
            _ => {
                let checked = self.check(&state);
                let changed = after_act(&state.draft, act, checked.as_ref(), &context);
                state.draft = changed.unwrap_or(state.draft);
                Some(Outcome::Reply(self.page(unit, &state, "")))
            }
        }
    }

    /// In place of saving, because the file is another by now: both versions, and a form of the newer one with
    /// the changes in it where they fit.
    pub fn conflict(&self, unit: &str, posted: &Posted, save: &Save, current: &str) -> Reply {
        let base = save.old.as_deref().unwrap_or_default();
        let versions = Versions {
            mine: unified_diff(&save.path, base, &save.new),
            theirs: unified_diff(&save.path, base, current),
        };
        let mut state = State {
            path: save.path.clone(),
            base: current.to_owned(),
            draft: current.to_owned(),
            texts: self.state(unit).map_or_else(Vec::new, |state| state.texts),
        };
        let is_unit = save.path.extension() == Some("toml");
        if is_unit {
            state.draft = merged(base, &save.new, current).unwrap_or_else(|| current.to_owned());
        } else {
            let Some(own) = self.state(unit) else {
                return Reply::text(409, "changed\n");
            };
            state.path = own.path;
            state.base = own.base.clone();
            state.draft = own.draft;
            for text in state.texts.iter_mut().filter(|text| text.path == save.path) {
                text.base = Some(current.to_owned());
                text.draft = posted
                    .get(&format!("about.{}", text.tag))
                    .unwrap_or(current)
                    .to_owned();
            }
        }
        let mut view = self.view(unit, &state, "");
        view.versions = Some(versions);
        page::form(409, self.language, view)
    }

    fn save(state: &State, then: String) -> Outcome {
        let mut saves = Vec::new();
        if state.base != state.draft {
            saves.push(Save {
                path: state.path.clone(),
                old: Some(state.base.as_str().into()),
                new: state.draft.as_str().into(),
            });
        }
        for text in &state.texts {
            let is_new = text.base.is_none() && text.draft.trim().is_empty();
            if !is_new && text.base.as_deref() != Some(text.draft.as_str()) {
                saves.push(Save {
                    path: text.path.clone(),
                    old: text.base.as_deref().map(Into::into),
                    new: text.draft.as_str().into(),
                });
            }
        }
        Outcome::Save(saves, then)
    }

    /// The texts of a unit as they stand.
    pub(super) fn state(&self, unit: &str) -> Option<State> {
        let (region, stem) = unit.split_once('/')?;
        let sources = &self.compilation.sources;
        let is_unit = |path: &SitePath| {
            let of_region = unit_file(path).is_some_and(|(of, file)| of == region && file == *path);
            of_region && path.stem() == stem
        };
        let path = sources
            .files()
            .map(|(_, source)| &source.path)
            .find(|path| is_unit(path))?;
        let base = self.text(path)?;
        let languages = self.compilation.catalog.site.languages.iter().enumerate();
        let texts = languages.filter_map(|(at, tag)| {
            let place = path.without_extension();
            let path = match at {
                0 => format!("{place}.md"),
                _ => format!("{place}.{}.md", tag.value),
            };
            let path = SitePath::new(&path)?;
            let base = self.text(&path);
            Some(TextState {
                tag: tag.value.clone(),
                draft: base.clone().unwrap_or_default(),
                path,
                base,
            })
        });
        Some(State {
            path: path.clone(),
            draft: base.clone(),
            base,
            texts: texts.collect(),
        })
    }

    pub(super) fn text(&self, path: &SitePath) -> Option<String> {
        self.inputs.content.get(path)?;
        match self.inputs.load(path) {
            Content::Text(text) => Some(text.to_string()),
            _ => None,
        }
    }

    fn check(&self, state: &State) -> Option<Draft> {
        let mut texts: Vec<(SitePath, Arc<str>)> =
            vec![(state.path.clone(), state.draft.as_str().into())];
        let is_there = |text: &&TextState| text.base.is_some() || !text.draft.trim().is_empty();
        for text in state.texts.iter().filter(is_there) {
            texts.push((text.path.clone(), text.draft.as_str().into()));
        }
        check_draft(self.compilation, self.inputs, &state.path, &texts)
    }

    fn context<'c>(&'c self, state: &State, checked: Option<&'c Draft>) -> Option<FormContext<'c>> {
        let (region, _) = unit_file(&state.path)?;
        let region = self.compilation.catalog.regions.get(region)?;
        Some(FormContext {
            catalog: &self.compilation.catalog,
            today: self.compilation.today,
            language: self.language,
            region,
            rule_set: region.rule_set_on(self.compilation.today),
            unit: checked.and_then(|draft| draft.unit.as_ref()),
        })
    }

    fn page(&self, unit: &str, state: &State, status: &str) -> Reply {
        page::form(200, self.language, self.view(unit, state, status))
    }

    pub(super) fn view(&self, unit: &str, state: &State, status: &str) -> View {
        let checked = self.check(state);
        let context = self.context(state, checked.as_ref());
        let sections = context.and_then(|context| form(&state.draft, &context));
        let raw = sections.is_none().then(|| state.draft.clone());
        let mut sections = sections.unwrap_or_default();
        let findings = checked.as_ref().map_or(&[][..], |draft| &draft.findings);
        let (top, in_texts) = self.distribute(&mut sections, state, checked.as_ref());
        let name = self
            .compilation
            .catalog
            .unit(unit)
            .and_then(|unit| unit.name.as_ref());
        View {
            unit: unit.to_owned(),
            name: name.map_or_else(|| unit.to_owned(), |name| name.value.clone()),
            file: state.path.to_string(),
            page: format!("{}/{unit}/", self.base_path),
            secret: self.secret.to_owned(),
            base: carry(&state.base),
            draft: carry(&state.draft),
            texts: state.texts.iter().zip(in_texts).map(text_field).collect(),
            is_changed: state.base != state.draft,
            can_undo: self.can_undo(state),
            slug: state.path.stem().to_owned(),
            address_fault: String::new(),
            count: findings.len(),
            findings: top,
            status: status.to_owned(),
            versions: None,
            sections,
            raw,
        }
    }

    /// Puts the findings at their fields. Gives those about the file as a whole, and those of each text.
    fn distribute(
        &self,
        sections: &mut [Section],
        state: &State,
        checked: Option<&Draft>,
    ) -> (Vec<Shown>, Vec<Vec<Shown>>) {
        let mut top = Vec::new();
        let mut in_texts: Vec<Vec<Shown>> = state.texts.iter().map(|_| Vec::new()).collect();
        let Some(checked) = checked else {
            return (top, in_texts);
        };
        let document = Document::parse(&state.draft);
        let can_fix = |finding: &Finding| {
            let edits = finding.diagnostic.fix.iter().flat_map(|fix| &fix.edits);
            edits.into_iter().all(|edit| edit.span.file == checked.file)
        };
        let mut findings: Vec<(usize, &Finding)> = checked.findings.iter().enumerate().collect();
        findings.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity()));
        for (at, finding) in findings {
            let span = finding.diagnostic.primary.span;
            let shown = shown(finding, at, can_fix, self.language);
            let path = checked.sources.path(span.file);
            if let Some(nth) = state.texts.iter().position(|text| text.path == *path) {
                in_texts[nth].push(shown);
                continue;
            }
            let range = checked.sources.clamp(span);
            let place = document
                .as_ref()
                .map(|document| path_at(document, range.start));
            let place = place.filter(|place| !place.is_empty() && !range.is_empty());
            match place {
                Some(place) => top.extend(put(sections, &place, shown)),
                None => top.push(shown),
            }
        }
        (top, in_texts)
    }
}

fn text_field((text, findings): (&TextState, Vec<Shown>)) -> TextField {
    TextField {
        tag: text.tag.clone(),
        file: text.path.to_string(),
        base: text.base.as_deref().map(carry),
        value: text.draft.clone(),
        preview: preview(&text.draft),
        findings,
    }
}

/// A text as the page will show it; of pictures their words.
fn preview(text: &str) -> String {
    let published = Published {
        links: &Links::default(),
        folder: &[],
        file: &|_| None,
        catalog: &Catalog::default(),
    };
    let only_words = |_: &str| Some(PictureView::OnlyWords);
    render(text, 2, &published, &only_words).html
}

/// A text that was written in the form, as a file: with the line endings of the old one and one at its end.
fn markdown(draft: &str, old: &str) -> String {
    let draft = draft.trim_end();
    if draft.is_empty() {
        return String::new();
    }
    with_line_ending(&format!("{draft}\n"), old)
}

/// The newer text with the lines that were changed in the other one; nothing where both changed the same.
fn merged(base: &str, mine: &str, theirs: &str) -> Option<String> {
    let base_lines: Vec<&str> = base.split_inclusive('\n').collect();
    let hunks = |other: &str| -> Vec<(usize, usize, String)> {
        let other: Vec<&str> = other.split_inclusive('\n').collect();
        let ops = similar::capture_diff_slices(similar::Algorithm::Myers, &base_lines, &other);
        let changed = ops
            .into_iter()
            .filter(|op| op.tag() != similar::DiffTag::Equal);
        changed
            .map(|op| {
                let (old, new) = (op.old_range(), op.new_range());
                (old.start, old.end, other[new].concat())
            })
            .collect()
    };
    let (mine, theirs) = (hunks(mine), hunks(theirs));
    let touches = |a: &(usize, usize, String), b: &(usize, usize, String)| a.0 <= b.1 && b.0 <= a.1;
    if mine
        .iter()
        .any(|mine| theirs.iter().any(|theirs| touches(mine, theirs)))
    {
        return None;
    }
    let mut all = [mine, theirs].concat();
    all.sort_by_key(|hunk| hunk.0);
    let mut text = String::new();
    let mut at = 0;
    for (start, end, new) in all {
        text.push_str(&base_lines[at..start].concat());
        text.push_str(&new);
        at = end;
    }
    text.push_str(&base_lines[at..].concat());
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_of_two_are_put_together_unless_they_meet() {
        let base = "a\nb\nc\nd\ne\n";
        assert_eq!(
            merged(base, "A\nb\nc\nd\ne\n", "a\nb\nc\nd\nE\nf\n").as_deref(),
            Some("A\nb\nc\nd\nE\nf\n")
        );
        assert_eq!(merged(base, "A\nb\nc\nd\ne\n", "B\nb\nc\nd\ne\n"), None);
        assert_eq!(merged(base, base, "x\n").as_deref(), Some("x\n"));
    }
}
