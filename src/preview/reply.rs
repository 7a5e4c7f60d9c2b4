//! What a browser gets: pages of the site with the script that keeps them fresh, the page of all
//! findings, and the state that the script asks for.
//!
//! The script is a file of its own and is named in the page's head, so it runs under the policy that
//! pages are made for. Bytes of the site are changed in no other way.

use std::sync::Arc;

use serde::Serialize;

use crate::compile::code;
use crate::diagnostic::Language;
use crate::diagnostic::settle::Finding;
use crate::preview::address::{decode, near};
use crate::preview::editor::Editor;
use crate::preview::own_page::{self, Link, OWN};
use crate::preview::{Page, Snapshot};
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
pub struct PreviewContext {
    /// The language of findings.
    pub language: Language,
    /// The folder of the site, as the editor's links need it.
    pub root: String,
    /// The editor that links open.
    pub editor: Editor,
    /// Where the forms of units are, below the program's own files; nothing where nothing may be written.
    pub forms: Option<&'static str>,
}

/// The answer to a request for a path with its query.
pub fn reply(
    snapshot: &mut Snapshot<'_>,
    context: &PreviewContext,
    path: &str,
    query: &str,
) -> Reply {
    let Some(decoded) = decode(path) else {
        return Reply::text(400, "bad request\n");
    };
    if let Some(own) = decoded.strip_prefix(OWN) {
        return own_file(snapshot, context, own, query);
    }
    let base = snapshot.base_path().trim_start_matches('/').to_owned();
    let reply = match decoded.strip_prefix(&base) {
        _ if base.is_empty() => site_file(snapshot, context, &decoded),
        Some("") => Reply::moved(&format!("{base}/")),
        Some(below) if below.starts_with('/') => site_file(snapshot, context, &below[1..]),
        _ if decoded.is_empty() => Reply::moved(&format!("{base}/")),
        _ => missing(snapshot, context, &decoded),
    };
    reply.with_query(query)
}

/// A file of the site, or what stands in for it.
fn site_file(snapshot: &mut Snapshot<'_>, context: &PreviewContext, url: &str) -> Reply {
    let (page, path) = snapshot.page(url);
    match page {
        Page::Fresh(bytes) | Page::Stale(bytes) | Page::Partial(bytes)
            if path.ends_with(".html") =>
        {
            let version = version(snapshot, &bytes);
            Reply::html(200, with_script(&bytes, &version, context.language))
        }
        Page::Fresh(bytes) | Page::Stale(bytes) | Page::Partial(bytes) => Reply {
            status: 200,
            content_type: content_type(&path),
            location: None,
            body: bytes,
        },
        Page::Broken => Reply::html(500, own_page::broken(context.language)),
        Page::Missing
            if !url.is_empty() && matches!(snapshot.page(&format!("{url}/")).0, Page::Fresh(_)) =>
        {
            let base = snapshot.base_path().trim_start_matches('/');
            let slash = if base.is_empty() { "" } else { "/" };
            Reply::moved(&format!("{base}{slash}{url}/"))
        }
        Page::Missing => missing(snapshot, context, url),
    }
}

/// There is no such page; some that may be meant.
fn missing(snapshot: &Snapshot<'_>, context: &PreviewContext, asked: &str) -> Reply {
    let base = snapshot.base_path();
    let meant = near(asked, snapshot.pages()).into_iter().map(|path| Link {
        href: format!("{base}/{}", encode(path)),
        path,
    });
    let page = own_page::missing(context.language, asked, base, meant.collect());
    Reply::html(404, page)
}

/// A file of the program's own.
fn own_file(
    snapshot: &mut Snapshot<'_>,
    context: &PreviewContext,
    name: &str,
    query: &str,
) -> Reply {
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
        "" => Reply::html(200, own_page::findings(context.language)),
        "findings.json" => json(&all_findings(snapshot, context)),
        "state.json" => {
            let path = query.strip_prefix("path=").unwrap_or("/");
            json(&state(snapshot, context, path))
        }
        _ => match name.strip_prefix("codes/").and_then(code) {
            Some(code) => Reply::html(200, own_page::explanation(context.language, code)),
            None => missing(snapshot, context, &format!("{OWN}{name}")),
        },
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
    findings: Vec<FindingRow<'a>>,
    /// Why the page cannot be made.
    obstacles: Vec<FindingRow<'a>>,
    /// How many errors, warnings and notes the site has.
    counts: [usize; 3],
    /// The form of the page's unit.
    form: Option<String>,
}

/// All findings, for their page.
#[derive(Serialize)]
struct AllFindings<'a> {
    counts: [usize; 3],
    findings: Vec<FindingRow<'a>>,
}

/// A finding for the browser.
#[derive(Serialize)]
struct FindingRow<'a> {
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

fn state<'s>(snapshot: &'s mut Snapshot<'_>, context: &PreviewContext, path: &str) -> State<'s> {
    let base = snapshot.base_path().trim_start_matches('/').to_owned();
    // The script sends the browser's own path, escaped once more as part of a query.
    let twice = decode(&format!("/{path}")).and_then(|path| decode(&format!("/{path}")));
    let url = twice.unwrap_or_default();
    let url = url.strip_prefix(&base).unwrap_or(&url);
    let url = if base.is_empty() {
        url
    } else {
        url.strip_prefix('/').unwrap_or(url)
    };
    let (page, file) = snapshot.page(url);
    let bytes = match &page {
        Page::Fresh(bytes) | Page::Stale(bytes) | Page::Partial(bytes) => Some(bytes.clone()),
        Page::Broken | Page::Missing => None,
    };
    let snapshot = &*snapshot;
    let stale = !matches!(page, Page::Fresh(_) | Page::Missing);
    let place = |(path, source): (&str, &str)| {
        (
            source.to_owned(),
            format!("{}/{}", snapshot.base_path(), encode(path)),
        )
    };
    let findings = rows(snapshot, context, snapshot.findings_of(&file));
    let mut obstacles = Vec::new();
    if snapshot.is_gone() {
        obstacles.push(lacking_site(context));
    } else if stale {
        obstacles = rows(snapshot, context, snapshot.obstacles());
        obstacles.extend(rows(snapshot, context, snapshot.findings_of(&file)));
    }
    State {
        version: bytes.map(|bytes| version(snapshot, &bytes)),
        stale,
        styles: snapshot.style_sheets().map(place).collect(),
        findings,
        obstacles,
        counts: counts(snapshot),
        form: context
            .forms
            .and_then(|forms| Some(format!("/{OWN}{forms}{}", snapshot.unit_at(&file)?))),
    }
}

/// The site's own file is lacking, so there is nothing to find anything in.
fn lacking_site<'s>(context: &PreviewContext) -> FindingRow<'s> {
    let path = "content/site.toml";
    let (word, message) = match context.language {
        Language::English => ("error", "there is no content/site.toml"),
        Language::Swedish => ("fel", "det finns ingen content/site.toml"),
    };
    FindingRow {
        severity: "error",
        word,
        code: "site",
        message,
        help: None,
        path,
        line: 1,
        column: 1,
        editor: context.editor.link(&context.root, path, 1, 1),
        page: None,
    }
}

fn all_findings<'s>(snapshot: &'s Snapshot<'_>, context: &PreviewContext) -> AllFindings<'s> {
    AllFindings {
        counts: counts(snapshot),
        findings: rows(snapshot, context, snapshot.findings().collect()),
    }
}

fn counts(snapshot: &Snapshot<'_>) -> [usize; 3] {
    let counts = snapshot.counts();
    [counts.errors, counts.warnings, counts.notes]
}

fn rows<'s>(
    snapshot: &'s Snapshot<'_>,
    context: &PreviewContext,
    findings: Vec<&'s Finding>,
) -> Vec<FindingRow<'s>> {
    let row = |finding: &'s Finding| {
        let diagnostic = &finding.diagnostic;
        let span = diagnostic.primary.span;
        let path = snapshot.sources().path(span.file).as_str();
        let start = snapshot.sources().position(span).0;
        let unit = diagnostic.unit.as_deref();
        let page = unit.and_then(|unit| snapshot.page_of(unit));
        FindingRow {
            severity: finding.severity().name(),
            word: finding.severity().word(context.language),
            code: diagnostic.code.name,
            message: diagnostic.message.get(context.language),
            help: diagnostic
                .help
                .as_ref()
                .map(|help| help.get(context.language)),
            path,
            line: start.line,
            column: start.column,
            editor: context
                .editor
                .link(&context.root, path, start.line, start.column),
            page: page.map(|url| format!("{}/{}", snapshot.base_path(), encode(url))),
        }
    };
    findings.into_iter().map(row).collect()
}

/// Names the bytes of a page but for the names of its style sheets, which are swapped in place.
fn version(snapshot: &Snapshot<'_>, bytes: &[u8]) -> String {
    let mut text = String::from_utf8_lossy(bytes).into_owned();
    for (path, source) in snapshot.style_sheets() {
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

    /// A page.
    pub fn html(status: u16, page: impl Into<Vec<u8>>) -> Self {
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

    /// Sends the browser to look at an address after it has posted something.
    pub fn see(address: &str) -> Self {
        Self {
            location: Some(address.to_owned()),
            ..Self::text(303, "see there\n")
        }
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
