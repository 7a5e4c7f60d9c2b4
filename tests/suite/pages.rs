//! Renders a whole site in memory and holds its pages to what every page owes.

use std::collections::{BTreeMap, BTreeSet};

use basutbud::compile::Compilation;
use basutbud::diagnostic::Diagnostic;
use basutbud::render::mark_check::MarkCheck;
use basutbud::render::{Renderer, Settings};
use basutbud::text::inputs::Inputs;
use rayon::prelude::*;

/// The files of a site, by path; what is wrong with the theme is added to the compilation's findings.
pub fn rendered(inputs: &Inputs, compilation: &mut Compilation) -> BTreeMap<String, Vec<u8>> {
    let settings = Settings {
        today: inputs.today,
        ..Settings::default()
    };
    let theme = compilation.read_theme(inputs, &settings);
    let (renderer, mut found) = Renderer::new(compilation.units(inputs), theme, settings);
    let sources = &compilation.sources;
    let made: Vec<(String, Result<Vec<u8>, Diagnostic>)> = renderer
        .pages()
        .par_iter()
        .map(|page| (page.path.to_string(), renderer.render(page)))
        .collect();
    let mut files = BTreeMap::new();
    let mut places = BTreeSet::new();
    let check = MarkCheck::new(&renderer, sources);
    for (path, result) in made {
        match result {
            Ok(bytes) => {
                let marks = renderer.find(&path).map(|page| check.faults(page, &bytes));
                for fault in marks.into_iter().flatten() {
                    if places.insert((fault.primary.span, fault.code.name)) {
                        found.push(fault);
                    }
                }
                files.insert(path, bytes);
            }
            // A fault of a template is met on many pages and told once.
            Err(fault) => {
                if places.insert((fault.primary.span, fault.code.name)) {
                    found.push(fault);
                }
            }
        }
    }
    compilation.diagnostics.extend(found);
    files
}

/// What is wrong with the pages of a site: every page has a language, a title, one heading of the first
/// level and a main part; links inside the site, which lies at the path `base` of its server, lead
/// somewhere, unless `dead` names them; nothing is
/// asked of another host.
pub fn page_faults(files: &BTreeMap<String, Vec<u8>>, base: &str, dead: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html")) {
        let Ok(html) = std::str::from_utf8(bytes) else {
            faults.push(format!("{path} is not UTF-8"));
            continue;
        };
        let mut owed = |holds: bool, what: &str| {
            if !holds {
                faults.push(format!("{path}: {what}"));
            }
        };
        owed(html.contains(" lang="), "no language");
        owed(html.matches("<title>").count() == 1, "not one title");
        let redirect =
            html.contains("http-equiv=refresh") || html.contains("http-equiv=\"refresh\"");
        if !redirect {
            owed(html.matches("<h1").count() == 1, "not one h1");
            owed(html.matches("<main").count() == 1, "not one main");
        }
        owed(
            !html.contains("<script src=http"),
            "a script of another host",
        );
        for link in links(html)
            .into_iter()
            .filter(|link| !dead.iter().any(|dead| dead == link))
        {
            owed(
                leads_somewhere(files, base, path, link),
                &format!("the link {link} leads nowhere"),
            );
        }
    }
    faults
}

/// The values of `href` and `src`, with or without quotes.
fn links(html: &str) -> Vec<&str> {
    let mut links = Vec::new();
    for attribute in [" href=", " src="] {
        for (at, _) in html.match_indices(attribute) {
            let value = &html[at + attribute.len()..];
            let link = match value.chars().next() {
                Some(quote @ ('"' | '\'')) => value[1..].split(quote).next(),
                _ => value.split([' ', '>']).next(),
            };
            links.extend(link);
        }
    }
    links
}

fn leads_somewhere(files: &BTreeMap<String, Vec<u8>>, base: &str, from: &str, link: &str) -> bool {
    let link = link.split(['#', '?']).next().unwrap_or_default();
    let outside = link.contains(':') || link.starts_with("//");
    if outside || link.is_empty() {
        return true;
    }
    if link.starts_with('/') && !link.starts_with(&format!("{base}/")) {
        return false;
    }
    let link = link.strip_prefix(base).unwrap_or(link);
    let mut parts: Vec<&str> = match link.strip_prefix('/') {
        Some(_) => Vec::new(),
        None => from
            .split('/')
            .rev()
            .skip(1)
            .collect::<Vec<_>>()
            .into_iter()
            .rev()
            .collect(),
    };
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let path = decoded(&parts.join("/"));
    let index = format!("{path}/index.html");
    files.contains_key(&path)
        || files.contains_key(index.trim_start_matches('/'))
        || (path.is_empty() && files.contains_key("index.html"))
}

/// A path without percent signs.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let hex = std::str::from_utf8(tail.get(..2).unwrap_or_default()).unwrap_or_default();
        match (first, u8::from_str_radix(hex, 16)) {
            (b'%', Ok(byte)) => {
                bytes.push(byte);
                rest = &tail[2..];
            }
            _ => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The `<main>` of a page, one tag a line, for snapshots that are read by people.
pub fn main_of(html: &[u8]) -> String {
    let html = String::from_utf8_lossy(html);
    let start = html.find("<main").unwrap_or(0);
    let end = html
        .find("</main>")
        .map_or(html.len(), |at| at + "</main>".len());
    let mut text = html[start..end].replace('<', "\n<");
    // A closing tag stays on the line of what it closes.
    text = text.replace("\n</", "</");
    text.trim().to_owned() + "\n"
}
