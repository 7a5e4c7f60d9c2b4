//! What people write as an address: taken apart, resolved inside the site, and held to what it must be.
//!
//! Every address and every mailbox in a source file is checked here, wherever it stands, and everything
//! that turns a written address into a published one begins with [`Href::read`].

use core::net::{Ipv4Addr, Ipv6Addr};

use percent_encoding::percent_decode_str;

use crate::diagnostic::{Text, say};
use crate::text::Spanned;

/// An address as it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Href<'a> {
    /// Nothing, or blanks only.
    Empty,
    /// `#nere`: a place on the same page.
    Fragment,
    /// With a scheme: `https://example.se`, `mailto:a@example.se`.
    Whole {
        /// What stands before the first colon.
        scheme: &'a str,
    },
    /// `//host` or with a backslash: away from the site, without saying how.
    Foreign,
    /// `/om/`: from the root of the site.
    Root(Inside<'a>),
    /// `../om/`, `entre.jpg`: from where it stands.
    Relative(Inside<'a>),
}

/// An address inside the site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Inside<'a> {
    /// The path as written, without the slash that stands first.
    pub path: &'a str,
    /// The query and the fragment, with `?` and `#`.
    pub rest: &'a str,
}

impl<'a> Href<'a> {
    /// Takes an address apart, as browsers would: blanks around it do not count.
    pub fn read(written: &'a str) -> Self {
        let written = written.trim();
        if written.is_empty() {
            return Self::Empty;
        }
        if written.starts_with('#') {
            return Self::Fragment;
        }
        if let Some(scheme) = scheme(written) {
            return Self::Whole { scheme };
        }
        if written.starts_with("//") || written.contains('\\') {
            return Self::Foreign;
        }
        let end = written.find(['?', '#']).unwrap_or(written.len());
        let (path, rest) = written.split_at(end);
        match path.strip_prefix('/') {
            Some(path) => Self::Root(Inside { path, rest }),
            None => Self::Relative(Inside { path, rest }),
        }
    }

    /// The parts of the path that it leads to, from the site's root, decoded: seen from a folder of the
    /// site, which is given in parts. Nothing for an address that leads out of the site.
    pub fn resolve(&self, folder: &[&str]) -> Option<Vec<String>> {
        let (mut parts, path): (Vec<String>, &str) = match self {
            Self::Root(inside) => (Vec::new(), inside.path),
            Self::Relative(inside) => {
                let folder = folder.iter().map(|part| (*part).to_owned());
                (folder.collect(), inside.path)
            }
            Self::Empty | Self::Fragment | Self::Whole { .. } | Self::Foreign => return None,
        };
        for part in path.split('/') {
            match &*percent_decode_str(part).decode_utf8().ok()? {
                "" | "." => {}
                ".." => drop(parts.pop()?),
                // Such a name is none of a file of ours, and no sound part of a path.
                part if part.contains(['/', '\\']) => return None,
                part => parts.push(part.to_owned()),
            }
        }
        Some(parts)
    }
}

/// `javascript`, `https` and the like; nothing for `sida.html` and `/a:b`.
fn scheme(address: &str) -> Option<&str> {
    let (scheme, _) = address.split_once(':')?;
    let sound = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    let is_one = scheme.starts_with(|c: char| c.is_ascii_alphabetic()) && scheme.chars().all(sound);
    // What hides a scheme from us may not hide it from a browser: "java\nscript:".
    let hides_one = !scheme.contains(['/', '?', '#']);
    (is_one || hides_one).then_some(scheme)
}

/// What an address in a source file is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum AddressKind {
    /// A page on the web.
    Page,
    /// Where the site itself is published.
    Site,
    /// A mailbox.
    Mailbox,
}

/// An address that a file other than a unit's states.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// What it is for.
    pub kind: AddressKind,
    /// As written, with the place of the whole value.
    pub text: Spanned<String>,
}

/// What is wrong with an address or a mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// What is wrong.
    pub message: Text,
    /// What it should have been, where that is nearly certain.
    pub better: Option<String>,
}

impl Fault {
    fn of(message: Text) -> Option<Self> {
        let better = None;
        Some(Self { message, better })
    }
}

/// What is wrong with the address of a page on the web.
pub fn page_fault(address: &str) -> Option<Fault> {
    if let Some(fault) = blanks_around(address, page_fault) {
        return Some(fault);
    }
    let Some(rest) = after_scheme(address) else {
        return Some(no_https(address));
    };
    let host = host_of(rest);
    unusable_characters(address).or_else(|| {
        if is_host(host) {
            return None;
        }
        Fault::of(say!(
            "`{host}` is no host name",
            "`{host}` är inget värdnamn"
        ))
    })
}

/// What is wrong with the address where a site is published: the beginning of all its addresses.
pub fn site_fault(address: &str) -> Option<Fault> {
    if let Some(fault) = blanks_around(address, site_fault) {
        return Some(fault);
    }
    let Some(rest) = after_scheme(address) else {
        return Some(no_https(address));
    };
    if let Some(fault) = unusable_characters(address) {
        return Some(fault);
    }
    if let Some(at) = address.find(['?', '#']) {
        let fault = say!(
            "`{address}` has a query or a fragment, so no address can follow it",
            "`{address}` har en fråga eller ett fragment, så ingen adress kan följa efter"
        );
        let before = &address[..at];
        let better = site_fault(before).is_none().then(|| before.to_owned());
        return Some(Fault {
            message: fault,
            better,
        });
    }
    let host = host_of(rest);
    let path = rest[host.len()..].trim_end_matches('/');
    let odd = |part: &str| matches!(part, "" | "." | "..");
    if path.split('/').skip(1).any(odd) {
        return Fault::of(say!(
            "the path of `{address}` has an empty part or dots only",
            "sökvägen i `{address}` har en tom del eller bara punkter"
        ));
    }
    if is_host(host) || is_local_host(host) {
        return None;
    }
    Fault::of(say!(
        "`{host}` is no host name",
        "`{host}` är inget värdnamn"
    ))
}

/// What is wrong with a mailbox.
pub fn mailbox_fault(mailbox: &str) -> Option<Fault> {
    if let Some(fault) = blanks_around(mailbox, mailbox_fault) {
        return Some(fault);
    }
    if let Some(rest) = mailbox.strip_prefix("mailto:") {
        let better = mailbox_fault(rest).is_none().then(|| rest.to_owned());
        let message = say!(
            "`{mailbox}` begins with `mailto:`",
            "`{mailbox}` börjar med `mailto:`"
        );
        return Some(Fault { message, better });
    }
    if is_mailbox(mailbox) {
        return None;
    }
    // What follows a question mark would add receivers and words to each letter.
    let before = mailbox.split_once('?').map(|(before, _)| before.to_owned());
    Some(Fault {
        message: say!(
            "`{mailbox}` is no mailbox",
            "`{mailbox}` är ingen e-postadress"
        ),
        better: before.filter(|before| is_mailbox(before)),
    })
}

/// What is wrong with an address, by what it is for.
pub fn fault(kind: AddressKind, address: &str) -> Option<Fault> {
    match kind {
        AddressKind::Page => page_fault(address),
        AddressKind::Site => site_fault(address),
        AddressKind::Mailbox => mailbox_fault(address),
    }
}

fn blanks_around(address: &str, fault: fn(&str) -> Option<Fault>) -> Option<Fault> {
    let trimmed = address.trim();
    (trimmed.len() != address.len()).then(|| Fault {
        message: say!(
            "the address has blanks around it",
            "adressen har mellanslag runt sig"
        ),
        better: fault(trimmed).is_none().then(|| trimmed.to_owned()),
    })
}

/// What follows `https://` or `http://`.
fn after_scheme(address: &str) -> Option<&str> {
    let after = |scheme: &str| {
        let (start, rest) = address.split_at_checked(scheme.len())?;
        start.eq_ignore_ascii_case(scheme).then_some(rest)
    };
    after("https://").or_else(|| after("http://"))
}

fn no_https(address: &str) -> Fault {
    if scheme(address).is_some() {
        let message = say!(
            "`{address}` is no address of a page",
            "`{address}` är ingen adress till en sida"
        );
        let better = None;
        return Fault { message, better };
    }
    let better = format!("https://{address}");
    let certain = address.starts_with("www.") && page_fault(&better).is_none();
    Fault {
        message: say!(
            "`{address}` has no `https://`",
            "`{address}` saknar `https://`"
        ),
        better: certain.then_some(better),
    }
}

/// Characters that no address has as they are.
fn unusable_characters(address: &str) -> Option<Fault> {
    if address.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Fault::of(say!(
            "an address has no blanks",
            "en adress har inga mellanslag"
        ));
    }
    let odd = address.chars().find(|c| "\\<>\"`".contains(*c))?;
    Fault::of(say!(
        "an address cannot have `{odd}` in it",
        "en adress kan inte ha `{odd}` i sig"
    ))
}

fn host_of(rest: &str) -> &str {
    rest.split(['/', '?', '#']).next().unwrap_or("")
}

/// A name that others can look up: labels with dots between, the last one of letters; with a port.
fn is_host(host: &str) -> bool {
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    is_domain(name) && is_port(port)
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit()) && port.parse::<u16>().is_ok_and(|port| port > 0)
}

fn is_domain(name: &str) -> bool {
    let top = name.rsplit_once('.').map(|(_, top)| top);
    let is_top = |top: &str| {
        top.starts_with("xn--") || (top.chars().count() > 1 && top.chars().all(char::is_alphabetic))
    };
    top.is_some_and(is_top) && name.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

/// A host of one's own machine or net: one name, or numbers.
fn is_local_host(host: &str) -> bool {
    if let Some((number, port)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        let port = port
            .strip_prefix(':')
            .unwrap_or(if port.is_empty() { "443" } else { "" });
        return number.parse::<Ipv6Addr>().is_ok() && is_port(port);
    }
    let (name, port) = host.split_once(':').unwrap_or((host, "443"));
    let is_number = name.parse::<Ipv4Addr>().is_ok();
    (is_number || is_label(name)) && is_port(port)
}

/// A mailbox as people have them; nothing that a `mailto:` would read as more than one receiver.
fn is_mailbox(mailbox: &str) -> bool {
    let Some((name, host)) = mailbox.split_once('@') else {
        return false;
    };
    let sound = |c: char| c.is_alphanumeric() || ".+-_'".contains(c);
    name.split('.').all(|part| !part.is_empty())
        && name.chars().all(sound)
        && is_domain(host)
        && mailbox.len() <= 254
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_taken_apart_as_browsers_do() {
        let inside = |path, rest| Inside { path, rest };
        for (written, expected) in [
            ("", Href::Empty),
            (" ", Href::Empty),
            ("#nere", Href::Fragment),
            ("https://a.se", Href::Whole { scheme: "https" }),
            ("tel:112", Href::Whole { scheme: "tel" }),
            (
                "java\nscript:x",
                Href::Whole {
                    scheme: "java\nscript",
                },
            ),
            ("//evil", Href::Foreign),
            ("\\\\evil", Href::Foreign),
            ("/om/?a#b", Href::Root(inside("om/", "?a#b"))),
            ("/a:b", Href::Root(inside("a:b", ""))),
            ("../om/", Href::Relative(inside("../om/", ""))),
            ("?a", Href::Relative(inside("", "?a"))),
        ] {
            assert_eq!(Href::read(written), expected, "{written}");
        }
    }

    #[test]
    fn addresses_inside_the_site_are_resolved() {
        for (written, expected) in [
            ("/om/", Some("om")),
            ("", None),
            ("../b", Some("x/b")),
            ("bild%20ett.jpg", Some("x/a/bild ett.jpg")),
            ("/", Some("")),
            ("../../..", None),
            ("/a%2fb", None),
            ("/%ff", None),
            ("https://a.se/", None),
        ] {
            let parts = Href::read(written).resolve(&["x", "a"]);
            let path = parts.map(|parts| parts.join("/"));
            assert_eq!(path.as_deref(), expected, "{written}");
        }
    }

    #[test]
    fn a_site_is_published_at_the_beginning_of_addresses() {
        for sound in [
            "https://example.se",
            "https://x.example.se/12/",
            "http://localhost:8080",
            "http://127.0.0.1:8000/prov",
            "http://[::1]:80",
            "https://intra/",
            "HTTPS://åkerö.se",
        ] {
            assert_eq!(site_fault(sound), None, "{sound}");
        }
        for faulty in [
            "example.se",
            "https://",
            "https://x.se/?a",
            "https://x.se/#a",
            "ftp://x.se",
            "javascript:alert(1)//",
            "//evil",
            "https://a b",
            " https://a.se",
            "https://a.se/..",
            "https://a.se//b",
            "https://user@a.se",
            "https://a.se:0",
            "https://a.se:x",
            "https://a.se/\\b",
            "https://[::1",
            "",
        ] {
            assert!(site_fault(faulty).is_some(), "{faulty}");
        }
        let better = |address| site_fault(address).and_then(|fault| fault.better);
        assert_eq!(better("https://x.se/?a").as_deref(), Some("https://x.se/"));
        assert_eq!(better(" https://x.se").as_deref(), Some("https://x.se"));
    }

    #[test]
    fn a_mailbox_is_one() {
        for sound in [
            "etjanster@regionkalmar.se",
            "a.b+c_d-e@sub.example.se",
            "åsa@åkerö.se",
        ] {
            assert_eq!(mailbox_fault(sound), None, "{sound}");
        }
        for faulty in [
            "a@example.se?bcc=b@example.se",
            "a@example.se,b@example.se",
            "a@example.se%0Abcc:b",
            "a b@example.se",
            "a@b@c.se",
            "a@localhost",
            "@example.se",
            ".a@example.se",
            "example.se",
            "mailto:a@example.se",
            "a&b@example.se",
            "A <a@example.se>",
        ] {
            assert!(mailbox_fault(faulty).is_some(), "{faulty}");
        }
        let better = |address| mailbox_fault(address).and_then(|fault| fault.better);
        assert_eq!(better("a@b.se?bcc=x").as_deref(), Some("a@b.se"));
        assert_eq!(better("mailto:a@b.se").as_deref(), Some("a@b.se"));
    }
}
