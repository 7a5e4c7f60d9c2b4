//! What a browser gets: pages of the site with the script that keeps them fresh, the page of all
//! findings, and the state that the script asks for.
//!
//! The script is a file of its own and is named in the page's head, so it runs under the policy that
//! pages are made for. Bytes of the site are changed in no other way.

use std::sync::Arc;

use serde::Serialize;

use crate::diagnostic::Language;
use crate::diagnostic::settle::Finding;
use crate::preview::address::{decode, near};
use crate::preview::editor::Editor;
use crate::preview::own_page::{self, Link, OWN};
use crate::preview::{Page, Shown};
use crate::render::address::encode;

/// Where a browser hears of changes.
pub const EVENTS: &str = "/__basutbud/events";

const SCRIPT: &[u8] = include_bytes!("client/client.js");
const STYLE: &[u8] = include_bytes!("client/client.css");
const FINDINGS_SCRIPT: &[u8] = include_bytes!("client/findings.js");
const HTML: &str = "text/html; charset=utf-8";

/// An answer to a request, before anything of HTTP but its numbers.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The status.
    pub status: u16,
    /// The type of the body.
    pub content_type: &'static str,
    /// Where the browser should go instead.
    pub location: Option<String>,
    /// The body.
    pub body: Arc<[u8]>,
}

/// What the person at the browser is told in, and how files are opened.
#[derive(Clone, Debug)]
pub struct Desk {
    /// The language of findings.
    pub language: Language,
    /// The folder of the site, as the editor's links need it.
    pub root: String,
    /// The editor that links open.
    pub editor: Editor,
}

/// The answer to a request for a path with its query.
pub fn reply(shown: &mut Shown<'_>, desk: &Desk, path: &str, query: &str) -> Reply {
    let Some(decoded) = decode(path) else {
        return Reply::text(400, "bad request\n");
    };
    if let Some(own) = decoded.strip_prefix(OWN) {
        return own_file(shown, desk, own, query);
    }
    let base = shown.base_path().trim_start_matches('/').to_owned();
    let reply = match decoded.strip_prefix(&base) {
        _ if base.is_empty() => site_file(shown, desk, &decoded),
        Some("") => Reply::moved(&format!("{base}/")),
        Some(below) if below.starts_with('/') => site_file(shown, desk, &below[1..]),
        _ if decoded.is_empty() => Reply::moved(&format!("{base}/")),
        _ => missing(shown, desk, &decoded),
    };
    reply.with_query(query)
}

/// A file of the site, or what stands in for it.
fn site_file(shown: &mut Shown<'_>, desk: &Desk, url: &str) -> Reply {
    let (page, path) = shown.page(url);
    match page {
        Page::Fresh(bytes) | Page::Stale(bytes) | Page::Partial(bytes)
            if path.ends_with(".html") =>
        {
            let version = version(shown, &bytes);
            Reply::html(200, with_script(&bytes, &version, desk.language))
        }
        Page::Fresh(bytes) | Page::Stale(bytes) | Page::Partial(bytes) => Reply {
            status: 200,
            content_type: content_type(&path),
            location: None,
            body: bytes,
        },
        Page::Broken => Reply::html(500, own_page::broken(desk.language)),
        Page::Missing
            if !url.is_empty() && matches!(shown.page(&format!("{url}/")).0, Page::Fresh(_)) =>
        {
            let base = shown.base_path().trim_start_matches('/');
            let slash = if base.is_empty() { "" } else { "/" };
            Reply::moved(&format!("{base}{slash}{url}/"))
        }
        Page::Missing => missing(shown, desk, url),
    }
}

/// There is no such page; some that may be meant.
fn missing(shown: &Shown<'_>, desk: &Desk, asked: &str) -> Reply {
    let base = shown.base_path();
    let meant = near(asked, shown.pages()).into_iter().map(|path| Link {
        href: format!("{base}/{}", encode(path)),
        path,
    });
    let page = own_page::missing(desk.language, asked, base, meant.collect());
    Reply::html(404, page)
}

/// A file of the program's own.
fn own_file(shown: &mut Shown<'_>, desk: &Desk, name: &str, query: &str) -> Reply {
    let file = |content_type, bytes: &[u8]| Reply {
        status: 200,
        content_type,
        location: None,
        body: bytes.into(),
    };
    match name {
        "client.js" => file("text/javascript; charset=utf-8", SCRIPT),
        "client.css" => file("text/css; charset=utf-8", STYLE),
        "findings.js" => file("text/javascript; charset=utf-8", FINDINGS_SCRIPT),
        "" => Reply::html(200, own_page::findings(desk.language)),
        "findings.json" => json(&all_findings(shown, desk)),
        "state.json" => {
            let path = query.strip_prefix("path=").unwrap_or("/");
            json(&state(shown, desk, path))
        }
        _ => missing(shown, desk, &format!("{OWN}{name}")),
    }
}

/// What the script of a page asks for.
#[derive(Serialize)]
struct State<'a> {
    /// Names the bytes of the page but for the names of style sheets; nothing when there is none.
    version: Option<String>,
    /// Whether the page is an earlier one, because it cannot be made now.
    stale: bool,
    /// Published style sheets, by their paths in the theme.
    styles: Vec<(String, String)>,
    /// The findings of the page's unit.
    findings: Vec<Row<'a>>,
    /// Why the page cannot be made.
    obstacles: Vec<Row<'a>>,
    /// How many errors, warnings and notes the site has.
    counts: [usize; 3],
}

/// All findings, for their page.
#[derive(Serialize)]
struct AllFindings<'a> {
    counts: [usize; 3],
    findings: Vec<Row<'a>>,
}

/// A finding for the browser.
#[derive(Serialize)]
struct Row<'a> {
    severity: &'static str,
    word: &'static str,
    code: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    path: &'a str,
    line: usize,
    column: usize,
    /// Opens the place in the editor.
    editor: Option<String>,
    /// The page of its unit.
    page: Option<String>,
}

fn state<'s>(shown: &'s mut Shown<'_>, desk: &Desk, path: &str) -> State<'s> {
    let base = shown.base_path().trim_start_matches('/').to_owned();
    // The script sends the browser's own path, escaped once more as part of a query.
    let twice = decode(&format!("/{path}")).and_then(|path| decode(&format!("/{path}")));
    let url = twice.unwrap_or_default();
    let url = url.strip_prefix(&base).unwrap_or(&url);
    let url = if base.is_empty() {
        url
    } else {
        url.strip_prefix('/').unwrap_or(url)
    };
    let (page, file) = shown.page(url);
    let bytes = match &page {
        Page::Fresh(bytes) | Page::Stale(bytes) | Page::Partial(bytes) => Some(bytes.clone()),
        Page::Broken | Page::Missing => None,
    };
    let shown = &*shown;
    let stale = !matches!(page, Page::Fresh(_) | Page::Missing);
    let place = |(path, source): (&str, &str)| {
        (
            source.to_owned(),
            format!("{}/{}", shown.base_path(), encode(path)),
        )
    };
    let findings = rows(shown, desk, shown.findings_of(&file));
    let mut obstacles = Vec::new();
    if shown.is_gone() {
        obstacles.push(lacking_site(desk));
    } else if stale {
        obstacles = rows(shown, desk, shown.obstacles());
        obstacles.extend(rows(shown, desk, shown.findings_of(&file)));
    }
    State {
        version: bytes.map(|bytes| version(shown, &bytes)),
        stale,
        styles: shown.style_sheets().map(place).collect(),
        findings,
        obstacles,
        counts: counts(shown),
    }
}

/// The site's own file is lacking, so there is nothing to find anything in.
fn lacking_site<'s>(desk: &Desk) -> Row<'s> {
    let path = "content/site.toml";
    let (word, message) = match desk.language {
        Language::English => ("error", "there is no content/site.toml"),
        Language::Swedish => ("fel", "det finns ingen content/site.toml"),
    };
    Row {
        severity: "error",
        word,
        code: "site",
        message,
        help: None,
        path,
        line: 1,
        column: 1,
        editor: desk.editor.link(&desk.root, path, 1, 1),
        page: None,
    }
}

fn all_findings<'s>(shown: &'s Shown<'_>, desk: &Desk) -> AllFindings<'s> {
    AllFindings {
        counts: counts(shown),
        findings: rows(shown, desk, shown.findings().collect()),
    }
}

fn counts(shown: &Shown<'_>) -> [usize; 3] {
    let counts = shown.counts();
    [counts.errors, counts.warnings, counts.notes]
}

fn rows<'s>(shown: &'s Shown<'_>, desk: &Desk, findings: Vec<&'s Finding>) -> Vec<Row<'s>> {
    let row = |finding: &'s Finding| {
        let diagnostic = &finding.diagnostic;
        let span = diagnostic.primary.span;
        let path = shown.sources().path(span.file).as_str();
        let start = shown.sources().position(span).0;
        let unit = diagnostic.unit.as_deref();
        let page = unit.and_then(|unit| shown.page_of(unit));
        Row {
            severity: finding.severity().name(),
            word: finding.severity().word(desk.language),
            code: diagnostic.code.name,
            message: diagnostic.message.get(desk.language),
            help: diagnostic.help.as_ref().map(|help| help.get(desk.language)),
            path,
            line: start.line,
            column: start.column,
            editor: desk.editor.link(&desk.root, path, start.line, start.column),
            page: page.map(|url| format!("{}/{}", shown.base_path(), encode(url))),
        }
    };
    findings.into_iter().map(row).collect()
}

/// Names the bytes of a page but for the names of its style sheets, which are swapped in place.
fn version(shown: &Shown<'_>, bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for (path, source) in shown.style_sheets() {
        text = text.replace(path, source);
    }
    blake3::hash(text.as_bytes()).to_hex().as_str()[..16].to_owned()
}

/// A page with the script in its head; a page without a head gets it at the end.
pub fn with_script(page: &[u8], version: &str, language: Language) -> Vec<u8> {
    let tag = own_page::script(language, version);
    let end = b"</head>";
    let at = page.windows(end.len()).position(|part| part == end);
    let (before, after) = page.split_at(at.unwrap_or(page.len()));
    [before, tag.as_bytes(), after].concat()
}

fn json(value: &impl Serialize) -> Reply {
    // These forms have string keys only, so writing them cannot fail.
    let body = serde_json::to_vec(value).unwrap_or_default();
    Reply {
        status: 200,
        content_type: "application/json; charset=utf-8",
        location: None,
        body: body.into(),
    }
}

impl Reply {
    /// A line of plain text.
    pub fn text(status: u16, line: &str) -> Self {
        Self {
            status,
            content_type: "text/plain; charset=utf-8",
            location: None,
            body: line.as_bytes().into(),
        }
    }

    fn html(status: u16, page: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            content_type: HTML,
            location: None,
            body: page.into().into(),
        }
    }

    /// The same with what was asked for behind the path, where the browser is sent on.
    fn with_query(mut self, query: &str) -> Self {
        if let Some(location) = self.location.as_mut().filter(|_| !query.is_empty()) {
            location.push('?');
            location.push_str(query);
        }
        self
    }

    /// Sends the browser to another path of the site.
    fn moved(path: &str) -> Self {
        Self {
            location: Some(format!("/{}", encode(path.trim_start_matches('/')))),
            ..Self::text(302, "moved\n")
        }
    }
}

/// The type of a file, by its ending.
pub fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => HTML,
        "css" => "text/css; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "json" => "application/json; charset=utf-8",
        "xml" => "application/xml; charset=utf-8",
        "atom" => "application/atom+xml; charset=utf-8",
        "vcf" => "text/vcard; charset=utf-8",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "pdf" => "application/pdf",
        _ => "application/octet-stream",
    }
}
