//! Where in a form a finding belongs: the field whose key it points at, the row, the section, or the top.

use crate::diagnostic::Language;
use crate::diagnostic::settle::Finding;
use crate::edit::item::{Section, Shown, joined};
use crate::toml_edits::document::{Document, Node, NodeKind};

/// The path of what stands at an offset of a text.
pub fn path_at(document: &Document<'_>, offset: usize) -> Vec<String> {
    let mut lists: Vec<(&[String], usize)> = Vec::new();
    let mut found = Vec::new();
    for (at, section) in document.sections.iter().enumerate() {
        if section.is_list {
            match lists.iter_mut().find(|(path, _)| *path == section.path) {
                Some((_, count)) => *count += 1,
                None => lists.push((&section.path, 0)),
            }
        }
        if at > 0 && offset < document.section_start(at) {
            break;
        }
        found = Vec::new();
        for (depth, part) in section.path.iter().enumerate() {
            found.push(part.clone());
            let list = lists
                .iter()
                .find(|(path, _)| *path == &section.path[..=depth]);
            found.extend(list.map(|(_, row)| row.to_string()));
        }
        let mut entries = section.entries.iter();
        let entry = entries
            .find(|entry| entry.key_range.start <= offset && offset <= entry.value.range.end);
        if let Some(entry) = entry {
            found.extend(entry.key.iter().cloned());
            within(&entry.value, offset, &mut found);
            return found;
        }
    }
    found
}

/// Goes on with the path inside a value.
fn within(node: &Node, offset: usize, path: &mut Vec<String>) {
    match &node.kind {
        NodeKind::Scalar => {}
        NodeKind::List(nodes) => {
            let holds = |node: &&Node| node.range.start <= offset && offset <= node.range.end;
            let at = nodes.iter().position(|node| holds(&node));
            if let Some(at) = at.filter(|at| matches!(nodes[*at].kind, NodeKind::Table(_))) {
                path.push(at.to_string());
                within(&nodes[at], offset, path);
            }
        }
        NodeKind::Table(entries) => {
            let mut entries = entries.iter();
            let entry = entries
                .find(|entry| entry.key_range.start <= offset && offset <= entry.value.range.end);
            if let Some(entry) = entry {
                path.extend(entry.key.iter().cloned());
                within(&entry.value, offset, path);
            }
        }
    }
}

/// Puts a finding beside the field of a path. Gives it back where there is no place for it.
pub fn put(sections: &mut [Section], path: &[String], shown: Shown) -> Option<Shown> {
    let name = joined(path);
    let is_at = |part: &str| name == part || name.starts_with(&format!("{part}/"));
    let mut best: Option<(usize, &mut Vec<Shown>)> = None;
    for section in sections.iter_mut() {
        if is_at(&section.id) && best.is_none() {
            best = Some((0, &mut section.findings));
        }
        for item in &mut section.items {
            for row in &mut item.rows {
                if is_at(&row.name) {
                    let within = row.items.iter_mut().find(|item| is_at(&item.name));
                    let findings = match within {
                        Some(item) => &mut item.findings,
                        None => &mut row.findings,
                    };
                    findings.push(shown);
                    return None;
                }
            }
            let length = item.name.len();
            if is_at(&item.name) && best.as_ref().is_none_or(|(best, _)| *best <= length) {
                best = Some((length, &mut item.findings));
            }
        }
    }
    match best {
        Some((_, findings)) => {
            findings.push(shown);
            None
        }
        None => Some(shown),
    }
}

/// A finding as a form shows it; `at` is its place among those of the draft.
pub fn shown(
    finding: &Finding,
    at: usize,
    can_fix: impl Fn(&Finding) -> bool,
    language: Language,
) -> Shown {
    let diagnostic = &finding.diagnostic;
    let mut buttons = Vec::new();
    if let Some(fix) = diagnostic.fix.as_ref().filter(|_| can_fix(finding)) {
        let title = capitalized(fix.title.get(language));
        buttons.push((format!("fix:{at}"), title));
    }
    if diagnostic.code.name == "unmet-obligation"
        && let Some(service) = &diagnostic.service
    {
        let words = match language {
            Language::English => "Add an exemption",
            Language::Swedish => "Lägg till undantag",
        };
        buttons.push((format!("exempt:{service}"), words.to_owned()));
    }
    let help = diagnostic.help.as_ref();
    Shown {
        severity: finding.severity().name(),
        word: finding.severity().word(language),
        message: diagnostic.message.get(language).to_owned(),
        help: help.map_or("", |help| help.get(language)).to_owned(),
        code: diagnostic.code.name,
        buttons,
    }
}

fn capitalized(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + chars.as_str()
}
