//! What web servers are told beside the pages: permanent redirects from former addresses, types of files
//! that they may not know, how long files may be kept, headers for safety, the page for what is not
//! there, and that `.basutbud/` is nobody's business.
//!
//! The files for nginx, Apache and Caddy are included in the site's own block of the server's settings,
//! which says names, certificates and where the output lies. So a file is the same on every machine.

use std::fmt::Write as _;

use serde::Serialize;
use serde_json::json;

use crate::model::server::Server;
use crate::render::address::PageKind;
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::xml::escape;

/// The file that tells any program of redirects.
pub const REDIRECTS: &str = "redirects.json";

/// A file for a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerFile {
    /// Its name.
    pub name: &'static str,
    /// Its text.
    pub text: String,
}

/// A former address, and where it leads now.
#[derive(Debug, Serialize)]
struct Redirect {
    from: String,
    to: String,
    status: u16,
}

/// Types of files that servers may not know, by ending.
const TYPES: [(&str, &str); 5] = [
    ("atom", "application/atom+xml; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("ics", "text/calendar; charset=utf-8"),
    ("vcf", "text/vcard; charset=utf-8"),
    ("webmanifest", "application/manifest+json"),
];

/// Headers of every answer.
const HEADERS: [(&str, &str); 4] = [
    (
        "Content-Security-Policy",
        "default-src 'self'; base-uri 'self'; frame-ancestors 'none'",
    ),
    (
        "Permissions-Policy",
        "camera=(), geolocation=(self), microphone=()",
    ),
    ("Referrer-Policy", "strict-origin-when-cross-origin"),
    ("X-Content-Type-Options", "nosniff"),
];

/// What tells browsers to use HTTPS only, for a year; of this host alone.
const HSTS: (&str, &str) = ("Strict-Transport-Security", "max-age=31536000");

/// How long files may be kept whose names have a hash of what they hold.
const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// How long others may: they are asked for again.
const ASK_AGAIN: &str = "no-cache";

/// What all servers are told.
struct Facts {
    /// The path of the site's root, without a slash at the end.
    base: String,
    redirects: Vec<Redirect>,
    /// The pages for what is not there, each with the path below which it is shown; the one for the whole
    /// site first.
    not_found: Vec<(String, String)>,
    /// Headers of every answer.
    headers: Vec<(&'static str, &'static str)>,
}

impl Facts {
    fn of(data: &SiteData<'_>) -> Self {
        let links = &data.links;
        let mut redirects = Vec::new();
        let mut missing = Vec::new();
        for page in data.pages.all() {
            if page.kind() == PageKind::NotFound {
                let file = links.file(page.path.as_str());
                let folder = file.strip_suffix("404.html").unwrap_or(&file).to_owned();
                missing.push((folder, file));
            }
            let unit = page.unit().and_then(|at| data.catalog.units.get(at));
            if let Some(unit) = unit.filter(|_| page.kind() == PageKind::Redirect) {
                let route = routes::unit(unit.region(), unit.slug());
                redirects.push(Redirect {
                    from: links.file(page.url()),
                    to: links.page(page.subject().language, &route),
                    status: 301,
                });
            }
        }
        redirects.sort_by(|one, other| one.from.cmp(&other.from));
        missing.sort_by_key(|(folder, _)| folder.len());
        let hsts = data.catalog.site.hsts.then_some(HSTS);
        Self {
            base: links.base_path().to_owned(),
            redirects,
            not_found: missing,
            headers: HEADERS.into_iter().chain(hsts).collect(),
        }
    }
}

/// The names of the files for a server.
pub fn names(server: Server) -> Vec<&'static str> {
    let own: &[&str] = match server {
        Server::Nginx => &["nginx.conf"],
        Server::Apache => &["apache.conf"],
        Server::Caddy => &["Caddyfile"],
        Server::Iis => &["web.config"],
        Server::Netlify | Server::Cloudflare => &["_headers", "_redirects"],
        Server::Azure => &["staticwebapp.config.json"],
    };
    [&[REDIRECTS], own].concat()
}

/// The files for a server, in the order of their names.
pub fn files(data: &SiteData<'_>, server: Server) -> Vec<ServerFile> {
    let facts = Facts::of(data);
    let redirects = serde_json::to_string_pretty(&facts.redirects).unwrap_or_default() + "\n";
    let own = match server {
        Server::Nginx => vec![nginx(&facts)],
        Server::Apache => vec![apache(&facts)],
        Server::Caddy => vec![caddy(&facts)],
        Server::Iis => vec![iis(&facts)],
        Server::Netlify | Server::Cloudflare => {
            vec![headers_file(&facts), redirects_file(&facts, server)]
        }
        Server::Azure => vec![azure(&facts)],
    };
    let texts = std::iter::once(redirects).chain(own);
    let files = names(server).into_iter().zip(texts);
    files
        .map(|(name, text)| ServerFile { name, text })
        .collect()
}

/// For a `server` block of nginx.
fn nginx(facts: &Facts) -> String {
    let base = &facts.base;
    let headers = |caching: &str, indent: &str| {
        let mut lines = String::new();
        for (name, value) in &facts.headers {
            let _ = writeln!(lines, "{indent}add_header {name} \"{value}\" always;");
        }
        let _ = writeln!(lines, "{indent}add_header Cache-Control \"{caching}\";");
        lines
    };
    let mut text = "# Made by basutbud. Include it in the site's server block:\n\
                    #   server {\n\
                    #       server_name kontakt.example.se;\n\
                    #       root /srv/kontakt/output;\n\
                    #       include /srv/kontakt/output-server/nginx.conf;\n\
                    #   }\n\
                    index index.html;\n\
                    absolute_redirect off;\n\
                    charset utf-8;\n"
        .to_owned();
    text += &headers(ASK_AGAIN, "");
    // Patterns go before paths, except those inside the path: so each language has them too.
    let patterns = |indent: &str| {
        let mut lines = format!(
            "{indent}location ~ /\\.(?!well-known/) {{\n{indent}    return 404;\n{indent}}}\n"
        );
        for (ending, kind) in TYPES {
            let _ = writeln!(
                lines,
                "{indent}location ~ \\.{ending}$ {{\n{indent}    types {{}}\n{indent}    default_type \"{kind}\";\n{indent}}}"
            );
        }
        lines
    };
    text += &patterns("");
    // A location's own headers go in place of those around it, so they are all said again.
    let _ = writeln!(
        text,
        "location ^~ {base}/assets/ {{\n{}}}",
        headers(FOR_EVER, "    ")
    );
    for (at, (folder, file)) in facts.not_found.iter().enumerate() {
        let _ = match at {
            0 => writeln!(text, "error_page 404 {file};"),
            _ => writeln!(
                text,
                "location {folder} {{\n    error_page 404 {file};\n{}}}",
                patterns("    ")
            ),
        };
    }
    for Redirect { from, to, status } in &facts.redirects {
        let _ = writeln!(
            text,
            "location = {from} {{\n    return {status} {to}$is_args$args;\n}}"
        );
    }
    text
}

/// For a `VirtualHost` of Apache.
fn apache(facts: &Facts) -> String {
    let base = &facts.base;
    let mut text = "# Made by basutbud. Include it in the site's virtual host; it needs mod_alias, mod_dir, mod_headers\n\
                    # and mod_mime:\n\
                    #   <VirtualHost *:443>\n\
                    #       ServerName kontakt.example.se\n\
                    #       DocumentRoot /srv/kontakt/output\n\
                    #       Include /srv/kontakt/output-server/apache.conf\n\
                    #   </VirtualHost>\n\
                    DirectoryIndex index.html\n\
                    AddDefaultCharset utf-8\n\
                    RedirectMatch 404 \"/\\.(?!well-known/)\"\n"
        .to_owned();
    for (name, value) in &facts.headers {
        let _ = writeln!(text, "Header always set {name} \"{value}\"");
    }
    let _ = writeln!(text, "Header set Cache-Control \"{ASK_AGAIN}\"");
    let _ = writeln!(
        text,
        "<LocationMatch \"^{}/assets/\">\n    Header set Cache-Control \"{FOR_EVER}\"\n</LocationMatch>",
        pattern(base)
    );
    for (ending, kind) in TYPES {
        let _ = writeln!(text, "AddType \"{kind}\" .{ending}");
    }
    for (at, (folder, file)) in facts.not_found.iter().enumerate() {
        let _ = match at {
            0 => writeln!(text, "ErrorDocument 404 {file}"),
            _ => writeln!(
                text,
                "<LocationMatch \"^{}\">\n    ErrorDocument 404 {file}\n</LocationMatch>",
                pattern(folder)
            ),
        };
    }
    for Redirect { from, to, status } in &facts.redirects {
        let _ = writeln!(
            text,
            "RedirectMatch {status} \"^{}$\" \"{to}\"",
            pattern(from)
        );
    }
    text
}

/// For a site's block in a Caddyfile.
fn caddy(facts: &Facts) -> String {
    let base = &facts.base;
    let mut text = "# Made by basutbud. Import it in the site's block:\n\
                    #   kontakt.example.se {\n\
                    #       root * /srv/kontakt/output\n\
                    #       import /srv/kontakt/output-server/Caddyfile\n\
                    #   }\n\
                    header {\n"
        .to_owned();
    for (name, value) in &facts.headers {
        let _ = writeln!(text, "\t{name} \"{value}\"");
    }
    let _ = writeln!(
        text,
        "}}\n@hidden {{\n\tpath */.*\n\tnot path /.well-known/*\n}}\nerror @hidden 404"
    );
    let _ = writeln!(
        text,
        "@assets path {base}/assets/*\nheader @assets Cache-Control \"{FOR_EVER}\""
    );
    let _ = writeln!(
        text,
        "@others not path {base}/assets/*\nheader @others Cache-Control \"{ASK_AGAIN}\""
    );
    for (ending, kind) in TYPES {
        let _ = writeln!(
            text,
            "@{ending} path *.{ending}\nheader @{ending} Content-Type \"{kind}\""
        );
    }
    for Redirect { from, to, status } in &facts.redirects {
        let _ = writeln!(text, "redir {from} {to} {status}");
    }
    text += "file_server\nhandle_errors {\n\t@missing expression {err.status_code} == 404\n\thandle @missing {\n";
    for (at, (folder, file)) in facts.not_found.iter().enumerate().rev() {
        let _ = match at {
            0 => writeln!(
                text,
                "\t\thandle {{\n\t\t\trewrite * {file}\n\t\t\tfile_server\n\t\t}}"
            ),
            _ => writeln!(
                text,
                "\t\thandle {folder}* {{\n\t\t\trewrite * {file}\n\t\t\tfile_server\n\t\t}}"
            ),
        };
    }
    text += "\t}\n}\n";
    text
}

/// A path as a regular expression that it alone fits.
fn pattern(path: &str) -> String {
    let mut pattern = String::with_capacity(path.len());
    for character in path.chars() {
        if !(character.is_ascii_alphanumeric() || "/-_".contains(character)) {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern
}

/// `web.config` for the site's folder in Internet Information Services.
fn iis(facts: &Facts) -> String {
    let folder = |path: &str| escape(path.trim_matches('/'));
    let mut text = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n\
                    <!-- Made by basutbud. Copy it into the folder that is published. -->\n\
                    <configuration>\n  <system.webServer>\n    <staticContent>\n"
        .to_owned();
    for (ending, kind) in TYPES {
        let _ = writeln!(
            text,
            "      <remove fileExtension=\".{ending}\" />\n      <mimeMap fileExtension=\".{ending}\" mimeType=\"{kind}\" />"
        );
    }
    text += "      <clientCache cacheControlMode=\"NoControl\" cacheControlCustom=\"no-cache\" />\n    </staticContent>\n    <httpProtocol>\n      <customHeaders>\n";
    for (name, value) in &facts.headers {
        let value = escape(value);
        let _ = writeln!(text, "        <add name=\"{name}\" value=\"{value}\" />");
    }
    text += "      </customHeaders>\n    </httpProtocol>\n    <security>\n      <requestFiltering>\n        <hiddenSegments>\n          <add segment=\".basutbud\" />\n        </hiddenSegments>\n      </requestFiltering>\n    </security>\n";
    for (_, file) in facts.not_found.iter().take(1) {
        text += &errors(file, "    ");
    }
    text += "  </system.webServer>\n";
    let _ = writeln!(
        text,
        "  <location path=\"{}\">\n    <system.webServer>\n      <staticContent>\n        <clientCache cacheControlMode=\"NoControl\" cacheControlCustom=\"{FOR_EVER}\" />\n      </staticContent>\n    </system.webServer>\n  </location>",
        folder(&format!("{}/assets", facts.base))
    );
    for (path, file) in facts.not_found.iter().skip(1) {
        let _ = writeln!(
            text,
            "  <location path=\"{}\">\n    <system.webServer>\n{}    </system.webServer>\n  </location>",
            folder(path),
            errors(file, "      ")
        );
    }
    for Redirect { from, to, .. } in &facts.redirects {
        let _ = writeln!(
            text,
            "  <location path=\"{}\">\n    <system.webServer>\n      <httpRedirect enabled=\"true\" destination=\"{}\" exactDestination=\"true\" httpResponseStatus=\"Permanent\" />\n    </system.webServer>\n  </location>",
            folder(from),
            escape(to)
        );
    }
    text + "</configuration>\n"
}

/// The page for what is not there, in the terms of Internet Information Services.
fn errors(file: &str, indent: &str) -> String {
    let file = escape(file);
    format!(
        "{indent}<httpErrors errorMode=\"Custom\" existingResponse=\"Replace\">\n{indent}  <remove statusCode=\"404\" />\n{indent}  <error statusCode=\"404\" path=\"{file}\" responseMode=\"ExecuteURL\" />\n{indent}</httpErrors>\n"
    )
}

/// `_headers`, as Netlify and Cloudflare Pages read it.
fn headers_file(facts: &Facts) -> String {
    let base = &facts.base;
    let mut text = format!("{base}/*\n");
    for (name, value) in &facts.headers {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let _ = writeln!(text, "{base}/assets/*\n  Cache-Control: {FOR_EVER}");
    for (ending, kind) in TYPES {
        let _ = writeln!(text, "{base}/*.{ending}\n  Content-Type: {kind}");
    }
    text
}

/// `_redirects`. Netlify must be told that a redirect goes before the page that is there as well.
fn redirects_file(facts: &Facts, server: Server) -> String {
    let base = &facts.base;
    let force = match server {
        Server::Netlify => "!",
        _ => "",
    };
    let mut text = String::new();
    for Redirect { from, to, status } in &facts.redirects {
        let _ = writeln!(text, "{from} {to} {status}{force}");
    }
    if server == Server::Netlify {
        let _ = writeln!(text, "{base}/.basutbud/* {base}/404.html 404!");
        for (folder, file) in facts.not_found.iter().rev() {
            let _ = writeln!(text, "{folder}* {file} 404");
        }
    } else {
        let _ = writeln!(text, "{base}/.basutbud/* {base}/ 302");
    }
    text
}

/// `staticwebapp.config.json` of Azure, which has one page for what is not there.
fn azure(facts: &Facts) -> String {
    let base = &facts.base;
    let mut routes = vec![
        json!({ "route": format!("{base}/.basutbud/*"), "statusCode": 404 }),
        json!({ "route": format!("{base}/assets/*"), "headers": { "Cache-Control": FOR_EVER } }),
    ];
    for Redirect { from, to, status } in &facts.redirects {
        routes.push(json!({ "route": from, "redirect": to, "statusCode": status }));
    }
    let mut headers = serde_json::Map::new();
    for (name, value) in &facts.headers {
        headers.insert((*name).to_owned(), (*value).into());
    }
    headers.insert("Cache-Control".to_owned(), ASK_AGAIN.into());
    let mut types = serde_json::Map::new();
    for (ending, kind) in TYPES {
        types.insert(format!(".{ending}"), kind.into());
    }
    let mut document = json!({
        "routes": routes,
        "globalHeaders": headers,
        "mimeTypes": types,
    });
    if let Some((_, file)) = facts.not_found.first() {
        document["responseOverrides"] = json!({ "404": { "rewrite": file } });
    }
    format!("{document:#}\n")
}
