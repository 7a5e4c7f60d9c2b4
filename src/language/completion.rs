//! What may stand at a place: keys of the table, ids and standard names, words of a choice.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::assess::verdict::Outcome;
use crate::compile::{Compilation, codes};
use crate::diagnostic::Language;
use crate::language::form::{FileKind, fields, header, words};
use crate::language::hover::about_key;
use crate::language::meaning::FileContext;
use crate::language::place::{self, DocumentPlace, Role};
use crate::load::shape::translated::SEPARATOR;
use crate::load::shape::walk::{keys_at, kind_at};
use crate::load::shape::{Key, Kind};
use crate::model::hours::day_key::parse_day_keys;
use crate::model::hours::stated::HoursKind;
use crate::model::language::CONTENT_LANGUAGE;
use crate::model::region::Listed;
use crate::text::FileId;
use crate::text::inputs::Inputs;

/// Most proposals at once: units of a large site.
const MOST: usize = 300;

/// Days as `[hours]` names them.
const DAYS: [&str; 10] = [
    "mon-fri",
    "mon",
    "tue",
    "wed",
    "thu",
    "fri",
    "sat",
    "sun",
    "holiday-eve",
    "holiday",
];

/// What a proposal is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A key.
    Key,
    /// A table.
    Table,
    /// An id or name that is defined elsewhere.
    Reference,
    /// A word of a choice.
    Word,
}

/// Something that may stand at a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// What is shown in the list.
    pub label: String,
    /// What is written.
    pub text: String,
    /// What it replaces.
    pub range: Range<usize>,
    /// What it is.
    pub sort: Sort,
    /// A few words beside it.
    pub detail: Option<String>,
    /// More words, in Markdown.
    pub documentation: Option<String>,
    /// Whether it is wanted more than others: a duty that is not met yet, a key that must be there.
    pub wanted: bool,
}

/// What may stand at an offset.
pub fn completion(
    compilation: &Compilation,
    inputs: &Inputs,
    file: FileId,
    offset: usize,
    language: Language,
) -> Vec<Proposal> {
    let Some(file_context) = FileContext::new(compilation, inputs, file) else {
        return Vec::new();
    };
    let place = place::at(file_context.text(), offset);
    let context = CompletionContext {
        file: file_context,
        place,
        language,
    };
    match context.place.role {
        Role::Key => context.keys(),
        Role::Header => context.headers(),
        Role::Value => context.values(),
        Role::Comment => Vec::new(),
    }
}

/// Whether the keys of a unit's table at a path are days.
fn names_days(path: &[&str]) -> bool {
    match path {
        ["hours", "periods" | "functions"] => false,
        ["hours", _] | ["hours", "periods", _] => true,
        ["hours", "functions", "hours"] | ["contact", "phones", "hours"] | ["help", "hours"] => {
            true
        }
        _ => false,
    }
}

/// Whether the value of a unit's key at a path is the hours of a day.
fn is_hours_of_a_day(path: &[&str]) -> bool {
    match path {
        ["special_hours", kind] => HoursKind::ALL.iter().any(|known| known.key() == *kind),
        [.., day, "hours"] if parse_day_keys(day).is_ok() => true,
        [before @ .., _] => names_days(before),
        [] => false,
    }
}

/// What is needed to propose.
struct CompletionContext<'a> {
    file: FileContext<'a>,
    place: DocumentPlace,
    language: Language,
}

impl CompletionContext<'_> {
    fn proposal(&self, label: impl Into<String>, text: impl Into<String>, sort: Sort) -> Proposal {
        Proposal {
            label: label.into(),
            text: text.into(),
            range: self.place.range.clone(),
            sort,
            detail: None,
            documentation: None,
            wanted: false,
        }
    }

    fn path(&self) -> Vec<&str> {
        self.place.path.iter().map(String::as_str).collect()
    }

    /// What follows a key: an equals sign, unless one stands there already.
    fn key_text(&self, key: &str) -> String {
        let rest = self.file.text().get(self.place.range.end..);
        let rest = rest.unwrap_or_default().trim_start_matches([' ', '\t']);
        match rest.starts_with(['=', '.']) {
            true => key.to_owned(),
            false => format!("{key} = "),
        }
    }

    fn keys(&self) -> Vec<Proposal> {
        let taken = place::siblings(self.file.text(), &self.place);
        let path = self.path();
        let mut found = match (self.file.kind, path.as_slice()) {
            (FileKind::Unit, ["services"]) => self.services(&taken),
            (FileKind::Unit, ["activities"]) => self.activities(&taken),
            (FileKind::Site, ["levels"]) => self.codes(&taken),
            (FileKind::Unit, path) if names_days(path) => {
                let days = DAYS.iter().filter(|day| !taken.contains(**day));
                days.map(|day| self.proposal(*day, self.key_text(day), Sort::Key))
                    .collect()
            }
            _ => Vec::new(),
        };
        let known = keys_at(self.file.kind.shape(), &self.place.path);
        found.extend(self.translations(&known, &taken));
        let here = known.into_iter().filter(|key| !taken.contains(key.name));
        let at_root = self.place.path.is_empty();
        found.extend(
            here.filter(|key| !(at_root && header(key).is_some()))
                .map(|key| self.key(key)),
        );
        if self.place.begins_line {
            found.extend(self.tables(false));
        }
        found
    }

    /// The texts that are there, in the site's other languages.
    fn translations(&self, known: &[&Key], taken: &BTreeSet<String>) -> Vec<Proposal> {
        let languages = &self.file.compilation.catalog.site.languages;
        let others = || {
            let tags = languages.iter().map(|tag| tag.as_str());
            tags.filter(|tag| *tag != CONTENT_LANGUAGE)
        };
        let texts = known
            .iter()
            .filter(|key| matches!(key.kind, Kind::Prose) && taken.contains(key.name));
        let all = texts.flat_map(|key| {
            others().map(move |tag| (*key, format!("{}{SEPARATOR}{tag}", key.name)))
        });
        let is_known = |name: &str| known.iter().any(|key| key.name == name);
        all.filter(|(_, name)| !taken.contains(name) && !is_known(name))
            .map(|(key, name)| {
                let (detail, documentation) = self.words_on(key);
                Proposal {
                    detail,
                    documentation,
                    ..self.proposal(name.clone(), self.key_text(&name), Sort::Key)
                }
            })
            .collect()
    }

    fn key(&self, key: &Key) -> Proposal {
        let (detail, documentation) = self.words_on(key);
        Proposal {
            detail,
            documentation,
            wanted: key.required,
            ..self.proposal(key.name, self.key_text(key.name), Sort::Key)
        }
    }

    fn words_on(&self, key: &Key) -> (Option<String>, Option<String>) {
        let purpose = match self.language {
            Language::English => key.en,
            Language::Swedish => key.sv,
        };
        (
            Some(purpose.to_owned()),
            Some(about_key(key, self.language)),
        )
    }

    /// The tables of the file that are not there yet, or may be there again, as headers.
    fn tables(&self, in_header: bool) -> Vec<Proposal> {
        let taken = place::roots(self.file.text(), &self.place);
        let keys = keys_at(self.file.kind.shape(), &[]).into_iter();
        keys.filter_map(|key| {
            let header = header(key)?;
            if taken.contains(key.name) && !header.starts_with("[[") {
                return None;
            }
            let (detail, documentation) = self.words_on(key);
            let text = if in_header {
                key.name.to_owned()
            } else {
                header.clone()
            };
            Some(Proposal {
                detail,
                documentation,
                ..self.proposal(header, text, Sort::Table)
            })
        })
        .collect()
    }

    fn headers(&self) -> Vec<Proposal> {
        if self.place.path.is_empty() {
            return self.tables(true);
        }
        let keys = keys_at(self.file.kind.shape(), &self.place.path).into_iter();
        keys.filter(|key| header(key).is_some())
            .map(|key| Proposal {
                text: key.name.to_owned(),
                sort: Sort::Table,
                ..self.key(key)
            })
            .collect()
    }

    /// Services that are not offered yet, each by id and by standard name; unmet duties first.
    fn services(&self, taken: &BTreeSet<String>) -> Vec<Proposal> {
        let Some(rules) = self.file.rule_set else {
            return Vec::new();
        };
        let given: BTreeSet<&str> = taken
            .iter()
            .filter_map(|name| Some(rules.resolve(name)?.0.id.value.as_str()))
            .collect();
        let mut found = Vec::new();
        for service in &rules.services {
            let (id, name) = (&service.id.value, &service.name.value);
            if given.contains(id.as_str()) {
                continue;
            }
            let summary = match (&service.summary_en, self.language) {
                (Some(en), Language::English) => Some(en),
                _ => service.summary.as_ref(),
            };
            let wanted = self
                .file
                .verdict(service)
                .is_some_and(|verdict| verdict.outcome == Outcome::Unmet);
            let quoted = format!("\"{name}\"");
            for (label, key, other) in [(id, id, name), (name, &quoted, id)] {
                found.push(Proposal {
                    detail: Some(other.clone()),
                    documentation: summary.cloned(),
                    wanted,
                    ..self.proposal(label, self.key_text(key), Sort::Reference)
                });
            }
        }
        found
    }

    fn activities(&self, taken: &BTreeSet<String>) -> Vec<Proposal> {
        let activities = self.file.rule_set.map(|rules| rules.activities.as_slice());
        let activities = activities.unwrap_or_default().iter();
        activities
            .filter(|activity| !taken.contains(&activity.id.value))
            .map(|activity| {
                let question = match (&activity.question_en, self.language) {
                    (Some(en), Language::English) => en,
                    _ => &activity.question,
                };
                let id = &activity.id.value;
                Proposal {
                    detail: Some(question.clone()),
                    ..self.proposal(id, self.key_text(id), Sort::Reference)
                }
            })
            .collect()
    }

    fn codes(&self, taken: &BTreeSet<String>) -> Vec<Proposal> {
        let codes = codes().iter();
        let free = codes.filter(|code| !code.fixed && !taken.contains(code.name));
        free.map(|code| Proposal {
            detail: Some(code.explanation.get(self.language).what.to_owned()),
            ..self.proposal(code.name, self.key_text(code.name), Sort::Reference)
        })
        .collect()
    }

    fn values(&self) -> Vec<Proposal> {
        let path = self.path();
        let mut found = match self.file.kind {
            FileKind::Unit => self.unit_values(&path),
            FileKind::RuleSet => self.rule_set_values(&path),
            FileKind::Site | FileKind::Region => Vec::new(),
        };
        let kind = kind_at(self.file.kind.shape(), &self.place.path);
        let words = kind.map(words).unwrap_or_default().into_iter();
        found.extend(words.map(|word| {
            let label = word.trim_matches('"').to_owned();
            self.proposal(label, word, Sort::Word)
        }));
        found.truncate(MOST);
        found
    }

    fn reference(&self, id: &str, detail: Option<&str>) -> Proposal {
        Proposal {
            detail: detail.map(str::to_owned),
            ..self.proposal(id, format!("\"{id}\""), Sort::Reference)
        }
    }

    fn listed<'l>(&self, list: impl IntoIterator<Item = &'l Listed>) -> Vec<Proposal> {
        let list = list.into_iter();
        list.map(|listed| self.reference(&listed.id.value, Some(&listed.name)))
            .collect()
    }

    /// Types, administrations, agreements, systems and municipalities, by the key that names them.
    fn of_region(&self, key: &str) -> Vec<Proposal> {
        let Some(region) = self.file.region else {
            return Vec::new();
        };
        match key {
            "type" => self.listed(region.types.iter().map(|unit_type| &unit_type.listed)),
            "administration" => self.listed(&region.administrations),
            "agreement" | "agreements" => self.listed(&region.agreements),
            "system" => self.listed(region.systems.iter().map(|system| &system.listed)),
            "municipality" => {
                let names = region.municipalities.iter();
                names
                    .map(|name| self.reference(&name.value, None))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn unit_values(&self, path: &[&str]) -> Vec<Proposal> {
        let rules = self.file.rule_set;
        match path {
            path if is_hours_of_a_day(path) => {
                let words = ["closed", "around the clock", "by appointment"].into_iter();
                let proposal = |word: &str| self.proposal(word, format!("\"{word}\""), Sort::Word);
                words.map(proposal).collect()
            }
            ["exemptions", "service"] => {
                let services = self.service_ids();
                let groups = rules.map_or(&[][..], |rules| &rules.one_of).iter();
                let groups =
                    groups.map(|group| self.reference(&group.id.value, group.name.as_deref()));
                services.into_iter().chain(groups).collect()
            }
            ["exemptions", "reason"] | ["visits", "exempt"] => self.reasons(),
            ["visits", "name"] => {
                let names = rules.map_or(&[][..], |rules| &rules.visit_names).iter();
                names
                    .map(|name| self.reference(&name.name.value, name.name_en.as_deref()))
                    .collect()
            }
            ["visits", "book"] => ["bokningslank", "bokningsunderlag"]
                .map(|word| self.proposal(word, format!("\"{word}\""), Sort::Word))
                .to_vec(),
            ["related"] => {
                let own = self.file.unit.map(|unit| unit.id.as_str());
                let units = self.file.compilation.catalog.units.iter();
                let near = units.filter(|unit| {
                    Some(unit.id.as_str()) != own && unit.id.contains(&self.place.word)
                });
                near.take(MOST)
                    .map(|unit| self.reference(&unit.id, Some(unit.display_name())))
                    .collect()
            }
            [key] => self.of_region(key),
            _ => Vec::new(),
        }
    }

    fn rule_set_values(&self, path: &[&str]) -> Vec<Proposal> {
        match path {
            ["services", "satisfied_by"] | ["one_of", "services"] => self.service_ids(),
            ["services", "exceptions"] => self.reasons(),
            ["page", "required" | "advised"] => {
                let fields = fields(FileKind::Unit.shape());
                let fields = fields.iter();
                fields.map(|field| self.reference(field, None)).collect()
            }
            [.., "activity"] => {
                let activities = self
                    .file
                    .rule_set
                    .map_or(&[][..], |rules| &rules.activities);
                activities
                    .iter()
                    .map(|one| self.reference(&one.id.value, Some(&one.question)))
                    .collect()
            }
            [_, .., key] | [key] => self.of_region(key),
            [] => Vec::new(),
        }
    }

    fn service_ids(&self) -> Vec<Proposal> {
        let services = self.file.rule_set.map_or(&[][..], |rules| &rules.services);
        services
            .iter()
            .map(|service| self.reference(&service.id.value, Some(&service.name.value)))
            .collect()
    }

    fn reasons(&self) -> Vec<Proposal> {
        let reasons = self.file.rule_set.map_or(&[][..], |rules| &rules.reasons);
        reasons
            .iter()
            .map(|reason| self.reference(&reason.id.value, Some(&reason.text)))
            .collect()
    }
}
