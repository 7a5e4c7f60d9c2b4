//! Addresses: which files a site has, and how pages link to each other.
//!
//! A *route* is the address of a page without language and host: `kalmar/strandvik/`, with a slash
//! at the end, empty for the home page. The same page in another language has the same route.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::text::path::SitePath;

/// When a file is published: assets before the pages that need them, lists after the pages they name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Style sheets and the like.
    Asset,
    /// Pages that stand alone.
    Page,
    /// Pages and files that list others.
    List,
}

impl Stage {
    /// In order of going live; earlier stages are live in full before later ones begin.
    pub const ALL: [Self; 3] = [Self::Asset, Self::Page, Self::List];
}

/// The kinds of page and file that a site has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// Style sheets and the like.
    Asset,
    /// The home page.
    Home,
    /// The start page of a region.
    Region,
    /// All units of a region.
    AToO,
    /// The municipalities of a region.
    Municipalities,
    /// The units of a municipality.
    Municipality,
    /// The units of a type.
    UnitType,
    /// The services of a region.
    Services,
    /// The units that offer a service.
    Service,
    /// The base offering of a region.
    RuleSet,
    /// The accessibility statement.
    Statement,
    /// The site's own pages.
    SitePage,
    /// The contact page of a unit.
    Unit,
    /// A unit's card for address books.
    Vcard,
    /// A unit's changed hours for calendars.
    Calendar,
    /// A sheet for a unit's door.
    Poster,
    /// `404.html`
    NotFound,
    /// A former address of a unit.
    Redirect,
    /// `sitemap.xml`
    Sitemap,
    /// `site.webmanifest`
    Manifest,
    /// `robots.txt`
    Robots,
    /// Settings of a host that looks for them among the published files.
    ServerFile,
    /// What the search of a region reads.
    Search,
    /// `units.json`
    UnitsJson,
    /// The schema of `units.json`.
    UnitsSchema,
    /// `units.csv`
    UnitsCsv,
    /// A region's units as FHIR, release 4.
    FhirR4,
    /// The same, release 5.
    FhirR5,
    /// A region's changed pages.
    Feed,
}

impl PageKind {
    /// Its name, in messages and for templates (`page.kind`).
    pub fn name(self) -> &'static str {
        match self {
            Self::Asset => "asset",
            Self::Home => "home",
            Self::Region => "region",
            Self::AToO => "a-to-o",
            Self::Municipalities => "municipalities",
            Self::Municipality => "municipality",
            Self::UnitType => "unit-type",
            Self::Services => "services",
            Self::Service => "service",
            Self::RuleSet => "rule-set",
            Self::Statement => "accessibility-statement",
            Self::SitePage => "page",
            Self::Unit => "unit",
            Self::Vcard => "vcard",
            Self::Calendar => "calendar",
            Self::Poster => "poster",
            Self::NotFound => "not-found",
            Self::Redirect => "redirect",
            Self::Sitemap => "sitemap",
            Self::Manifest => "manifest",
            Self::Robots => "robots",
            Self::ServerFile => "server-file",
            Self::Search => "search",
            Self::UnitsJson => "units.json",
            Self::UnitsSchema => "units.schema.json",
            Self::UnitsCsv => "units.csv",
            Self::FhirR4 => "fhir-r4",
            Self::FhirR5 => "fhir-r5",
            Self::Feed => "feed",
        }
    }

    /// When its pages are published.
    pub fn stage(self) -> Stage {
        match self {
            Self::Asset => Stage::Asset,
            Self::RuleSet
            | Self::Statement
            | Self::SitePage
            | Self::Unit
            | Self::Vcard
            | Self::Calendar
            | Self::Poster
            | Self::Manifest
            | Self::NotFound
            | Self::Redirect => Stage::Page,
            Self::Home
            | Self::Region
            | Self::AToO
            | Self::Municipalities
            | Self::Municipality
            | Self::UnitType
            | Self::Services
            | Self::Service
            | Self::Sitemap
            | Self::Robots
            | Self::ServerFile
            | Self::Search
            | Self::UnitsJson
            | Self::UnitsSchema
            | Self::UnitsCsv
            | Self::FhirR4
            | Self::FhirR5
            | Self::Feed => Stage::List,
        }
    }

    /// Whether its pages ask search engines to leave them out, also on a published site.
    pub fn is_hidden(self) -> bool {
        matches!(self, Self::NotFound | Self::Redirect | Self::Poster)
    }
}

/// One file of the site. There are more of them than of anything else, so numbers are kept small.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PageAddress {
    /// When it is published.
    pub stage: Stage,
    /// Its path in the output: `kalmar/strandvik/index.html`.
    pub path: SitePath,
    kind: PageKind,
    language: u16,
    unit: u32,
    region: u32,
    item: u32,
    page: u32,
}

/// In place of an index that is not there.
const NONE: u32 = u32::MAX;

fn small<N: TryFrom<usize>>(index: usize) -> N {
    let small = N::try_from(index);
    small.unwrap_or_else(|_| panic!("bug: no site has {index} of anything"))
}

/// What a page shows, in the terms of its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subject {
    /// Index into the languages of the site.
    pub language: usize,
    /// Index into the regions, for pages below one.
    pub region: Option<usize>,
    /// A unit, a municipality, a service …: the kind knows.
    pub item: usize,
    /// Which page of a list it is, from 0.
    pub page: usize,
}

/// A page that a kind has.
pub struct ListedPage {
    /// Its file.
    pub path: SitePath,
    /// The unit it is about.
    pub unit: Option<usize>,
    /// What it shows.
    pub subject: Subject,
}

impl PageAddress {
    /// The address of a page that a kind has.
    pub(crate) fn new(kind: PageKind, listed: ListedPage) -> Self {
        let ListedPage {
            path,
            unit,
            subject,
        } = listed;
        Self {
            stage: kind.stage(),
            path,
            kind,
            language: small(subject.language),
            unit: unit.map_or(NONE, small),
            region: subject.region.map_or(NONE, small),
            item: small(subject.item),
            page: small(subject.page),
        }
    }

    /// The unit it is about, as an index into the catalog.
    pub fn unit(&self) -> Option<usize> {
        (self.unit != NONE).then_some(self.unit as usize)
    }

    /// What it shows.
    pub(crate) fn subject(&self) -> Subject {
        Subject {
            language: usize::from(self.language),
            region: (self.region != NONE).then_some(self.region as usize),
            item: self.item as usize,
            page: self.page as usize,
        }
    }

    /// What it is.
    pub fn kind(&self) -> PageKind {
        self.kind
    }

    /// The path a browser asks for, below the site's root: `kalmar/strandvik/`.
    pub fn url(&self) -> &str {
        let path = self.path.as_str();
        match path.strip_suffix("index.html") {
            Some(folder) if folder.is_empty() || folder.ends_with('/') => folder,
            _ => path,
        }
    }

    /// Whether it is a page for people, as opposed to a file for programs.
    pub fn is_html(&self) -> bool {
        self.path.extension() == Some("html")
    }
}

/// Where the site is published and how its languages are told apart: enough to link anywhere.
#[derive(Clone, Debug, Default)]
pub struct Links {
    /// `https://kontakt.example.se`, nothing where the site does not say.
    origin: String,
    /// The path of the site's root without a slash at the end; empty at the top of a host.
    base_path: String,
    /// What comes before the route, by language: nothing, `en/`.
    prefixes: Vec<String>,
}

impl Links {
    /// Links of a site published at an address, in languages of which the first has no prefix.
    pub fn new<'a>(base_url: &str, languages: impl IntoIterator<Item = &'a str>) -> Self {
        let base = base_url.trim_end_matches('/');
        let host_at = base.find("://").map_or(0, |at| at + 3);
        let path_at = base[host_at..]
            .find('/')
            .map_or(base.len(), |at| host_at + at);
        let (origin, path) = if host_at == 0 {
            ("", base)
        } else {
            base.split_at(path_at)
        };
        let prefix = |(at, tag): (usize, &str)| {
            if at == 0 {
                String::new()
            } else {
                format!("{tag}/")
            }
        };
        let prefixes = languages.into_iter().enumerate().map(prefix).collect();
        Self {
            origin: origin.to_owned(),
            base_path: path.to_owned(),
            prefixes,
        }
    }

    /// The path of the site's root on its host, without a slash at the end; empty at the top.
    pub fn base_path(&self) -> &str {
        &self.base_path
    }

    /// The link to a route in a language: `/en/kalmar/strandvik/`.
    pub fn page(&self, language: usize, route: &str) -> String {
        self.link(&[self.prefix(language), route])
    }

    /// The link to a file: `/assets/site.css`.
    pub fn file(&self, path: &str) -> String {
        self.link(&[path])
    }

    /// A link to a path in parts.
    fn link(&self, parts: &[&str]) -> String {
        let length: usize = parts.iter().map(|part| part.len()).sum();
        let mut link = String::with_capacity(self.base_path.len() + 1 + length);
        link.push_str(&self.base_path);
        link.push('/');
        for part in parts {
            push_encoded(&mut link, part);
        }
        link
    }

    /// A link of this site with its host, as search engines want it.
    pub fn absolute(&self, link: &str) -> String {
        format!("{}{link}", self.origin)
    }

    /// The file of a route in a language; nothing for a route that is no sound path.
    pub fn output(&self, language: usize, route: &str) -> Option<SitePath> {
        SitePath::new(&format!("{}{route}index.html", self.prefix(language)))
    }

    /// A file that exists once per language: `404.html`, `en/404.html`.
    pub fn output_file(&self, language: usize, name: &str) -> Option<SitePath> {
        SitePath::new(&format!("{}{name}", self.prefix(language)))
    }

    /// The path of a file in another language; nothing for a file that has no language.
    pub fn translated(&self, path: &str, from: usize, to: usize) -> Option<String> {
        Some(format!(
            "{}{}",
            self.prefix(to),
            path.strip_prefix(self.prefix(from))?
        ))
    }

    /// The route of a page, from its address below the site's root in a language.
    pub fn route<'u>(&self, language: usize, url: &'u str) -> &'u str {
        url.strip_prefix(self.prefix(language)).unwrap_or(url)
    }

    /// What stands before routes in a language.
    fn prefix(&self, language: usize) -> &str {
        self.prefixes.get(language).map_or("", String::as_str)
    }
}

/// A path with everything escaped that may not stand in an address.
pub fn encode(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    push_encoded(&mut encoded, path);
    encoded
}

/// What is escaped in the path of an address.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC
    .remove(b'-')
    .remove(b'.')
    .remove(b'_')
    .remove(b'~')
    .remove(b'/');

/// Adds a path to an address.
fn push_encoded(encoded: &mut String, path: &str) {
    encoded.extend(utf8_percent_encode(path, ESCAPED));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_language_has_no_prefix() {
        let links = Links::new("https://example.se", ["sv", "en"]);
        assert_eq!(links.page(0, "kalmar/strandvik/"), "/kalmar/strandvik/");
        assert_eq!(links.page(1, ""), "/en/");
        assert_eq!(
            links.output(1, "kalmar/").expect("a sound path").as_str(),
            "en/kalmar/index.html"
        );
        assert_eq!(
            links.output(0, "").expect("a sound path").as_str(),
            "index.html"
        );
        assert!(links.output(0, "kalmar//").is_none());
    }

    #[test]
    fn a_site_may_lie_below_the_top_of_a_host() {
        let links = Links::new("https://example.se/kontakt/", ["sv"]);
        assert_eq!(links.page(0, "kalmar/"), "/kontakt/kalmar/");
        assert_eq!(
            links.absolute(&links.page(0, "kalmar/")),
            "https://example.se/kontakt/kalmar/"
        );
        assert_eq!(Links::new("", ["sv"]).page(0, ""), "/");
    }

    #[test]
    fn addresses_are_escaped() {
        assert_eq!(encode("kalmar/åsa b&c/"), "kalmar/%C3%A5sa%20b%26c/");
    }

    #[test]
    fn an_address_takes_little_room() {
        assert!(size_of::<PageAddress>() <= 40);
    }

    #[test]
    fn numbers_come_back_as_they_were() {
        let subject = Subject {
            language: 1,
            region: Some(20),
            item: 100_000,
            page: 3,
        };
        for (unit, subject) in [(Some(7), subject), (None, Subject::default())] {
            let path = SitePath::new("a/index.html").expect("a sound path");
            let listed = ListedPage {
                path,
                unit,
                subject,
            };
            let address = PageAddress::new(PageKind::Unit, listed);
            assert_eq!((address.unit(), address.subject()), (unit, subject));
        }
    }

    #[test]
    fn browsers_ask_for_folders() {
        let at = |path: &str| {
            let listed = ListedPage {
                path: SitePath::new(path).expect("a sound path"),
                unit: None,
                subject: Subject::default(),
            };
            PageAddress::new(PageKind::SitePage, listed)
        };
        assert_eq!(at("kalmar/index.html").url(), "kalmar/");
        assert_eq!(at("index.html").url(), "");
        assert_eq!(at("404.html").url(), "404.html");
        assert_eq!(at("a/notindex.html").url(), "a/notindex.html");
    }
}
