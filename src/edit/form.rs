//! The form of a unit: sections and fields, made from the table of keys, the unit's file as it stands, and
//! what its region and rule set say.

use crate::edit::choices::FormContext;
use crate::edit::field::control_of;
use crate::edit::item::Section;
use crate::edit::maker::Maker;
use crate::edit::services;
use crate::edit::words::{label, section_help, section_title};
use crate::load::shape::unit::UNIT;
use crate::load::shape::{Key, Kind};
use crate::toml_edits::document::Document;

/// Makes the form of a text.
pub fn form(text: &str, context: &FormContext<'_>) -> Option<Vec<Section>> {
    let document = Document::parse(text)?;
    let root = document.tree();
    let maker = Maker {
        text,
        root: &root,
        context,
        wanted: wanted(context),
    };
    Some(sections(&maker))
}

/// The parts in the order in which editors need them; the others follow in the order of the keys.
const FIRST: [&str; 5] = ["contact", "hours", "special_hours", "closures", "notices"];

/// The keys that the rule set wants on the unit's page, dotted.
fn wanted(context: &FormContext<'_>) -> Vec<(String, &'static str)> {
    let Some(rule_set) = context.rule_set else {
        return Vec::new();
    };
    let page = &rule_set.page;
    let required = page
        .required
        .iter()
        .map(|field| (field.value.clone(), "required"));
    let advised = page
        .advised
        .iter()
        .map(|field| (field.value.clone(), "advised"));
    required.chain(advised).collect()
}

fn sections(maker: &Maker<'_>) -> Vec<Section> {
    let is_plain = |key: &&Key| control_of(key.kind, key.name).is_some() && !is_list(key.kind);
    let plain = UNIT.keys.iter().filter(is_plain);
    let basic = Section {
        id: "basic".to_owned(),
        title: section_title("basic", maker.context.language).to_owned(),
        help: String::new(),
        lacking: Vec::new(),
        items: plain.flat_map(|key| maker.items(key, &[])).collect(),
        findings: Vec::new(),
    };
    let tables = UNIT.keys.iter().filter(|key| !is_plain(key));
    let mut sections: Vec<Section> = tables.map(|key| section(maker, key)).collect();
    let rank = |section: &Section| FIRST.iter().position(|first| *first == section.id);
    sections.sort_by_key(|section| rank(section).unwrap_or(FIRST.len()));
    sections.insert(FIRST.len().min(sections.len()), basic);
    sections
}

fn section(maker: &Maker<'_>, key: &'static Key) -> Section {
    let path = [key.name.to_owned()];
    let items = match key.name {
        "services" => services::services(maker),
        "activities" => services::activities(maker),
        _ => match key.kind {
            Kind::Table(shape) => maker.table(shape, &path),
            _ => maker.items(key, &[]),
        },
    };
    let title = section_title(key.name, maker.context.language);
    let (label, help) = label(key, maker.context.language);
    Section {
        id: key.name.to_owned(),
        title: if title.is_empty() {
            label
        } else {
            title.to_owned()
        },
        help: section_help(key.name, maker.context.language).map_or(help, str::to_owned),
        lacking: match key.name {
            "services" => services::lacking(maker, &items),
            _ => Vec::new(),
        },
        items,
        findings: Vec::new(),
    }
}

fn is_list(kind: &Kind) -> bool {
    matches!(kind, Kind::List(Kind::Table(_)))
}
