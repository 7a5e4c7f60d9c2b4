//! Whether the files of a build carry the marks of a preview: all pages of a preview, and none of a
//! published site.
//!
//! It reads what was made, not how, so that a theme of any kind is held to it. Findings point at the
//! likely line of the theme, or of the text that was copied.

use std::iter::once;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, say};
use crate::render::address::{PageAddress, PageKind};
use crate::render::faults::preview_leak;
use crate::render::faults::unmarked_preview;
use crate::render::locale::Locale;
use crate::render::marks::{BANNER, Marks};
use crate::render::renderer::Renderer;
use crate::render::site_data::SiteData;
use crate::text::inputs::{Content, Inputs};
use crate::text::lines::line_start;
use crate::text::path::SitePath;
use crate::text::{FileId, Sources, Span};

/// Looks at the files of one build.
pub struct MarkCheck<'r, 'a> {
    data: &'r SiteData<'a>,
    sources: &'r Sources,
    /// The longest part of the banner's words that is the same in every preview, in each language.
    banners: Vec<Vec<String>>,
}

impl<'r, 'a> MarkCheck<'r, 'a> {
    /// Gets ready to look at the files of a data.
    pub fn new(renderer: &'r Renderer<'a>, sources: &'r Sources) -> Self {
        let data = &renderer.data;
        let locales = data.theme.locales.iter();
        Self {
            data,
            sources,
            banners: locales.filter_map(banner_words).collect(),
        }
    }

    /// Whether pages that are made with the built-in templates may carry marks of a preview: where a
    /// file of the site has the words, or the site's address is none for others. Reads files that are
    /// not in memory: a fraction of what rendering all pages takes.
    pub fn may_find(&self, inputs: &Inputs) -> bool {
        let says = |path: &SitePath| {
            let content = inputs.load(path);
            let text = match &content {
                Content::Text(text) => text.as_bytes(),
                _ => return false,
            };
            let mut banners = self.banners.iter();
            banners.any(|words| find_words(text, words).is_some())
        };
        is_local(&self.data.catalog.site.base_url)
            || inputs.content.par_iter().any(|(path, _)| says(path))
    }

    /// What is wrong with the marks of a file, as it is published.
    pub fn faults(&self, address: &PageAddress, bytes: &[u8]) -> Vec<Diagnostic> {
        let is_preview = self.data.settings.preview.is_some();
        let faults = match (address.kind(), is_preview) {
            (PageKind::Robots, true) => self.shut_preview(bytes),
            (PageKind::Robots, false) => self.shut_site(bytes),
            _ if !address.is_html() => Vec::new(),
            (_, true) => self.unmarked(Marks::read(bytes)),
            (_, false) => self.leaks(address, bytes),
        };
        let page = address.url();
        let came_up = |fault: Diagnostic| {
            fault.with_help(say!(
                "it came up on `/{page}`; `basutbud explain` says how the built-in theme does it",
                "det märktes på `/{page}`; `basutbud explain` säger hur det inbyggda temat gör"
            ))
        };
        let mut faults: Vec<Diagnostic> = faults.into_iter().map(came_up).collect();
        if address.kind() == PageKind::Robots && !is_preview {
            faults.extend(self.local_address());
        }
        faults
    }

    /// A site that says it is published where only the machine that made it can see it. What the
    /// command line says is meant.
    fn local_address(&self) -> Option<Diagnostic> {
        let site = &self.data.catalog.site;
        let base_url = site.base_url.as_str();
        if self.data.settings.base_url.is_some() || !is_local(base_url) {
            return None;
        }
        let file = site.file?;
        let at = self.sources.get(file).text.find(base_url)?;
        let message = say!(
            "the site is published at an address of this machine only: `{base_url}`",
            "webbplatsen publiceras på en adress som bara finns på den här datorn: `{base_url}`"
        );
        let help = say!(
            "write the address that residents use as `base_url`; `--base-url` is for trying out",
            "skriv adressen som invånarna använder som `base_url`; `--base-url` är till för att pröva"
        );
        let span = Span::new(file, at..at + base_url.len());
        Some(Diagnostic::new(&preview_leak::CODE, span, message).with_help(help))
    }

    /// Marks of a preview on a page that is published.
    fn leaks(&self, address: &PageAddress, bytes: &[u8]) -> Vec<Diagnostic> {
        let marks = Marks::read(bytes);
        let mut leaks = Vec::new();
        if marks.noindex && !address.kind().is_hidden() {
            leaks.push(Diagnostic::new(
                &preview_leak::CODE,
                self.in_theme("noindex", "page.noindex"),
                say!(
                    "a page that is published asks search engines to leave it out (`noindex`)",
                    "en sida som publiceras ber sökmotorer att utelämna den (`noindex`)"
                ),
            ));
        }
        if marks.banner {
            leaks.push(Diagnostic::new(
                &preview_leak::CODE,
                self.in_theme(BANNER, "site.preview"),
                say!(
                    "a page that is published has the banner of a preview (`{BANNER}`)",
                    "en sida som publiceras har förhandsvisningens meddelande överst på sidan (`{BANNER}`)"
                ),
            ));
            return leaks;
        }
        if let Some(words) = self
            .banners
            .iter()
            .find(|words| find_words(bytes, words).is_some())
        {
            let said = words.join(" ");
            leaks.push(Diagnostic::new(
                &preview_leak::CODE,
                self.in_texts(address, words),
                say!(
                    "a page that is published says that it is a preview: `{said}`",
                    "en sida som publiceras säger att den är en förhandsvisning: `{said}`"
                ),
            ));
        }
        leaks
    }

    /// Marks that a page of a preview lacks.
    fn unmarked(&self, marks: Marks) -> Vec<Diagnostic> {
        let lacking = |message| Diagnostic::new(&unmarked_preview::CODE, self.outermost(), message);
        let mut found = Vec::new();
        if !marks.noindex {
            found.push(lacking(say!(
                "a page of the preview does not ask search engines to leave it out (`noindex`)",
                "en sida i förhandsvisningen ber inte sökmotorer att utelämna den (`noindex`)"
            )));
        }
        if !marks.banner {
            found.push(lacking(say!(
                "a page of the preview does not say that it is one: no element has `{BANNER}`",
                "en sida i förhandsvisningen säger inte att den är en: inget element har `{BANNER}`"
            )));
        }
        found
    }

    /// A preview whose `noindex` nobody may see.
    fn shut_preview(&self, robots: &[u8]) -> Vec<Diagnostic> {
        let message = say!(
            "the preview's `robots.txt` keeps search engines from seeing `noindex`",
            "förhandsvisningens `robots.txt` hindrar sökmotorer från att se `noindex`"
        );
        let fault = |()| Diagnostic::new(&unmarked_preview::CODE, self.in_robots(), message);
        let shut = disallowed(robots).next().is_some();
        shut.then_some(()).map(fault).into_iter().collect()
    }

    /// A published site that search engines are kept out of.
    fn shut_site(&self, robots: &[u8]) -> Vec<Diagnostic> {
        let message = say!(
            "`robots.txt` keeps search engines out of the whole site that is published",
            "`robots.txt` stänger ute sökmotorer från hela webbplatsen som publiceras"
        );
        let fault = |()| Diagnostic::new(&preview_leak::CODE, self.in_robots(), message);
        let shut = disallowed(robots).any(|path| path == b"/");
        shut.then_some(()).map(fault).into_iter().collect()
    }

    /// The site's own templates, by name.
    fn templates(&self) -> impl Iterator<Item = (&'r str, FileId, &'r str)> {
        let files = self.data.theme.files.iter();
        files.filter_map(|(name, (file, text))| {
            Some((name.strip_prefix("site/")?, *file, text.as_ref()))
        })
    }

    /// Where the site's theme writes something on a line that does not ask for it to be meant.
    fn in_theme(&self, what: &str, asked: &str) -> Span {
        let mut places = Vec::new();
        for (_, file, text) in self.templates() {
            for (at, _) in text.match_indices(what) {
                let from = line_start(text, at);
                let to = text[at..].find('\n').map_or(text.len(), |end| at + end);
                let is_asked = text[from..to].contains(asked);
                places.push((is_asked, Span::new(file, at..at + what.len())));
            }
        }
        let first = places.into_iter().min_by_key(|(is_asked, _)| *is_asked);
        first.map_or_else(|| self.outermost(), |(_, span)| span)
    }

    /// The site's template that writes whole pages, as far as can be told.
    fn outermost(&self) -> Span {
        let writes_pages = |text: &str| text.contains("<html");
        let whole = self
            .templates()
            .find(|(_, _, text)| writes_pages(text))
            .or_else(|| self.templates().next());
        let file = whole.map(|(_, file, _)| file).or(self.data.somewhere);
        Span::whole(file.unwrap_or(FileId(0)))
    }

    /// The site's own `robots.txt`.
    fn in_robots(&self) -> Span {
        let own = self.templates().find(|(name, ..)| *name == "robots.txt");
        own.map_or_else(|| self.outermost(), |(_, file, _)| Span::whole(file))
    }

    /// Where a page's own texts hold words; otherwise the theme.
    fn in_texts(&self, address: &PageAddress, words: &[String]) -> Span {
        if let Some(place) = address.unit().and_then(|at| self.in_unit(at, words)) {
            return place;
        }
        let catalog = self.data.catalog;
        let mut files: Vec<FileId> = Vec::new();
        if address.kind() == PageKind::SitePage {
            let page = catalog.site.pages.get(address.subject().item);
            files.extend(page.map(|page| page.text.file));
        }
        files.extend(self.templates().map(|(_, file, _)| file));
        let place = |file: FileId| {
            let text = self.sources.get(file).text.as_bytes();
            Some(Span::new(file, find_words(text, words)?))
        };
        let found = files.into_iter().find_map(place);
        found.unwrap_or_else(|| self.outermost())
    }

    /// Where a unit's own file or a text beside it holds words.
    fn in_unit(&self, at: usize, words: &[String]) -> Option<Span> {
        let full = self.data.full_unit(at).ok()?;
        let unit = &full.unit;
        let about = unit.about.values().map(|text| (text.file, &text.source));
        let mut texts = once((unit.file, &unit.source)).chain(about);
        texts.find_map(|(file, text)| Some(Span::new(file, find_words(text.as_bytes(), words)?)))
    }
}

/// Whether an address leads to the machine that asks for it.
fn is_local(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split('/').next().unwrap_or_default();
    let host = match authority.strip_prefix('[') {
        Some(address) => address.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    let host = host.to_ascii_lowercase();
    let is_this = matches!(host.as_str(), "localhost" | "::1" | "0.0.0.0");
    is_this || host.ends_with(".localhost") || host.starts_with("127.")
}

/// The values of `Disallow` lines that are not empty.
fn disallowed(robots: &[u8]) -> impl Iterator<Item = &[u8]> {
    let lines = robots.split(|byte| *byte == b'\n');
    let values = lines.filter_map(|line| {
        let at = line.iter().position(|byte| *byte == b':')?;
        let (key, value) = (line[..at].trim_ascii(), line[at + 1..].trim_ascii());
        key.eq_ignore_ascii_case(b"disallow").then_some(value)
    });
    values.filter(|value| !value.is_empty() && !value.starts_with(b"#"))
}

/// The longest run of words of the banner that no value and no escaped sign interrupts; nothing where
/// it is too short to mean anything.
fn banner_words(locale: &Locale) -> Option<Vec<String>> {
    const FEWEST: usize = 4;
    const VALUE: &str = "\u{1}";
    let values = [("name", VALUE.into()), ("date", VALUE.into())];
    let said = locale.say("preview_banner", &values).ok()?;
    let interrupts = |c: char| c.is_control() || "&<>\"'/\u{2068}\u{2069}".contains(c);
    let longest = said.split(interrupts).max_by_key(|part| part.len())?;
    let words = longest.trim_start_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
    (words.len() >= FEWEST).then_some(words)
}

/// Where words stand in a text one after another, whatever blanks are between them.
fn find_words(text: &[u8], words: &[String]) -> Option<std::ops::Range<usize>> {
    let (first, others) = words.split_first()?;
    memchr::memmem::find_iter(text, first.as_bytes()).find_map(|start| {
        let mut at = start + first.len();
        for word in others {
            let blanks = text[at..]
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace());
            let blanks = blanks.count();
            let rest = &text[at + blanks..];
            if blanks == 0 || !rest.starts_with(word.as_bytes()) {
                return None;
            }
            at += blanks + word.len();
        }
        Some(start..at)
    })
}
