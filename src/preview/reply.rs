//! What a browser gets: pages of the site with the script that keeps them fresh, the program's own pages,
//! and what their scripts ask for.
//!
//! The script is a file of its own and is named in the page's head, so it runs under the policy that
//! pages are made for. Bytes of the site are changed in no other way.

use std::sync::Arc;

use serde::Serialize;

use crate::compile::code;
use crate::diagnostic::Language;
use crate::preview::address::{decode, near};
use crate::preview::context::PreviewContext;
use crate::preview::overview;
use crate::preview::own_page::{self, Link, OWN};
use crate::preview::state::state;
use crate::preview::{Page, Snapshot};
use crate::render::address::encode;

/// Where a browser hears of changes.
pub const EVENTS: &str = "/__basutbud/events";

const SCRIPT: &[u8] = include_bytes!("client/client.js");
const STYLE: &[u8] = include_bytes!("client/client.css");
const START_SCRIPT: &[u8] = include_bytes!("client/start.js");
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
            let version = snapshot.version(&bytes);
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
    match name {
        "client.js" => Reply::file("text/javascript; charset=utf-8", SCRIPT),
        "client.css" => Reply::file("text/css; charset=utf-8", STYLE),
        "start.js" => Reply::file("text/javascript; charset=utf-8", START_SCRIPT),
        "" => Reply::html(200, own_page::start(context.language, context.editing())),
        "findings.json" => json(&overview::findings(snapshot, context, query)),
        "units.json" => json(&overview::units(snapshot, context, query)),
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

/// A page with the script in its head; a page without a head gets it at the end.
pub fn with_script(page: &[u8], version: &str, language: Language) -> Vec<u8> {
    let tag = own_page::script(language, version);
    let end = b"</head>";
    let at = page.windows(end.len()).position(|part| part == end);
    let (before, after) = page.split_at(at.unwrap_or(page.len()));
    [before, tag.as_bytes(), after].concat()
}

/// A value as JSON.
pub fn json(value: &impl Serialize) -> Reply {
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

    /// A file of the program's own.
    pub fn file(content_type: &'static str, bytes: &[u8]) -> Self {
        Self {
            content_type,
            body: bytes.into(),
            ..Self::text(200, "")
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
        "webmanifest" => "application/manifest+json",
        "ics" => "text/calendar; charset=utf-8",
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
