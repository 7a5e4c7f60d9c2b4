//! The list of pages for search engines, with the languages of each and the day it last changed.
//!
//! A site with more pages than one file may hold has several, and `sitemap.xml` lists those.

use std::fmt::Write;
use std::ops::Range;

use chrono::NaiveDate;

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::dated::changed;
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::xml::escape;
use crate::text::path::SitePath;

/// `sitemap.xml`, and `sitemap-1.xml` and so on where there are several.
pub static SITEMAP: PageMaker = PageMaker {
    kind: PageKind::Sitemap,
    list,
    make: Make::Streamed(make),
};

/// How many pages and bytes one file may hold, by the protocol of sitemaps.org.
const LIMITS: (usize, usize) = (50_000, 50 * 1024 * 1024);

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n";
const END: &str = "</urlset>\n";
const INDEX_HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
const INDEX_END: &str = "</sitemapindex>\n";

/// A file is handed on in pieces of about this many bytes.
const PIECE: usize = 64 * 1024;

/// The files, worked out when every other page of the site is known.
fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let parts = parts_of(data, &shown(data));
    let listed = |name: &str, item: usize, first: usize| {
        Some(ListedPage {
            path: SitePath::new(name)?,
            unit: None,
            subject: Subject {
                item,
                page: first,
                ..Subject::default()
            },
        })
    };
    let several = if parts.len() > 1 { &parts[..] } else { &[] };
    let several = several.iter().zip(1..);
    let several = several.filter_map(|(part, nth)| listed(&part_name(nth), nth, part.start));
    let first = listed(routes::SITEMAP, 0, 0);
    first.into_iter().chain(several).collect()
}

/// Where each of several files begins among the pages, as they were listed; nothing where there is one.
fn beginnings(data: &SiteData<'_>) -> Vec<usize> {
    let first_of = |part| {
        let file = data.pages.at(&part_name(part))?;
        (file.kind() == PageKind::Sitemap).then_some(file.subject().page)
    };
    (1..).map_while(first_of).collect()
}

/// The name of a file of several, from 1 on.
fn part_name(part: usize) -> String {
    format!("sitemap-{part}.xml")
}

fn make(
    data: &SiteData<'_>,
    address: &PageAddress,
    take: &mut dyn FnMut(&[u8]),
) -> RenderResult<()> {
    let pages = shown(data);
    let (part, beginnings) = (address.subject().item, beginnings(data));
    let ends = beginnings.iter().skip(1).copied().chain([pages.len()]);
    let mut parts = beginnings.iter().zip(ends).map(|(begin, end)| *begin..end);
    let part = match part.checked_sub(1) {
        None if beginnings.is_empty() => 0..pages.len(),
        None => {
            let parts: Vec<Range<usize>> = parts.collect();
            take(index(data, &pages, &parts).as_bytes());
            return Ok(());
        }
        Some(part) => parts.nth(part).unwrap_or(0..0),
    };
    let mut text = HEAD.to_owned();
    for page in &pages[part] {
        write_entry(&mut text, data, page, changed_day(data, page));
        if text.len() >= PIECE {
            take(text.as_bytes());
            text.clear();
        }
    }
    text.push_str(END);
    take(text.as_bytes());
    Ok(())
}

/// The pages that may be found, by address.
fn shown<'r>(data: &'r SiteData<'_>) -> Vec<&'r PageAddress> {
    let pages = data.pages.all().iter();
    let mut shown: Vec<&PageAddress> = pages
        .filter(|page| page.is_html() && !page.kind().is_hidden())
        .collect();
    shown.sort_by_key(|page| page.url());
    shown
}

/// Which pages stand in which file. Whether a page states a day is left out of account: the files must
/// not depend on what only the text of a unit says.
fn parts_of(data: &SiteData<'_>, pages: &[&PageAddress]) -> Vec<Range<usize>> {
    let (most, bytes) = LIMITS;
    let full = (0..pages.len()).step_by(most);
    let full = full.map(|begin| begin..pages.len().min(begin + most));
    let is_small = |part: Range<usize>| at_most(data, &pages[part]) <= bytes;
    if full.clone().all(is_small) {
        return full.collect();
    }
    let mut entry = String::new();
    let size = |page: &&PageAddress| {
        entry.clear();
        write_entry(&mut entry, data, page, Some(NaiveDate::MIN));
        entry.len()
    };
    parts(pages.iter().map(size), most, bytes - HEAD.len() - END.len())
}

/// More bytes than a file with these pages has. To write every entry for its size alone takes as long
/// as to make the file, and most sites are far from the limit.
fn at_most(data: &SiteData<'_>, pages: &[&PageAddress]) -> usize {
    let locales = &data.theme.locales;
    let tags = locales.iter().map(|locale| locale.tag.len());
    let tag = tags.max().unwrap_or(0);
    // A byte of a path is at most `%XX`, any other character at most `&quot;`. A page in another language
    // may have its tag before its path. The marks around an address are under 80 bytes.
    let host = data.links.absolute(&data.links.file("")).len();
    let links = 1 + locales.len();
    let path = |page: &PageAddress| 3 * (page.path.as_str().len() + tag + 1);
    let entry = |page: &&PageAddress| links * (6 * (host + tag) + path(page) + 80);
    HEAD.len() + END.len() + pages.iter().map(entry).sum::<usize>() + pages.len() * 80
}

/// Entries of some sizes in parts that are no larger than they may be.
fn parts(
    sizes: impl Iterator<Item = usize>,
    most_entries: usize,
    most_bytes: usize,
) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut bytes = 0;
    for (at, size) in sizes.enumerate() {
        match parts.last_mut() {
            Some(part) if part.len() < most_entries && bytes + size <= most_bytes => {
                part.end = at + 1;
                bytes += size;
            }
            _ => {
                parts.push(at..at + 1);
                bytes = size;
            }
        }
    }
    parts
}

/// A page with its languages.
fn write_entry(
    text: &mut String,
    data: &SiteData<'_>,
    page: &PageAddress,
    changed: Option<NaiveDate>,
) {
    let absolute = |url: &str| escape(&data.links.absolute(&data.links.file(url)));
    let own = absolute(page.url());
    // Writing to a string cannot fail.
    let _ = write!(text, "<url><loc>{own}</loc>");
    if let Some(day) = changed {
        let _ = write!(text, "<lastmod>{day}</lastmod>");
    }
    for (language, locale) in data.theme.locales.iter().enumerate() {
        if let Some(other) = data.in_language(page, language) {
            let tag = escape(&locale.tag);
            let url = match other.path == page.path {
                true => own.clone(),
                false => absolute(other.url()),
            };
            let _ = write!(
                text,
                "<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{url}\"/>"
            );
        }
    }
    text.push_str("</url>\n");
}

/// The list of several files.
fn index(data: &SiteData<'_>, pages: &[&PageAddress], parts: &[Range<usize>]) -> String {
    let mut text = INDEX_HEAD.to_owned();
    for (at, part) in parts.iter().enumerate() {
        let url = data.links.file(&part_name(at + 1));
        let url = escape(&data.links.absolute(&url));
        let days = pages[part.clone()].iter();
        let newest = days.filter_map(|page| changed_day(data, page)).max();
        let newest = newest.map_or_else(String::new, |day| format!("<lastmod>{day}</lastmod>"));
        let _ = writeln!(text, "<sitemap><loc>{url}</loc>{newest}</sitemap>");
    }
    text.push_str(INDEX_END);
    text
}

/// The day a page last changed, where its content states one: a unit's page, a base offering.
fn changed_day(data: &SiteData<'_>, page: &PageAddress) -> Option<NaiveDate> {
    let today = data.settings.today;
    match page.kind() {
        PageKind::Unit => changed(data.catalog.units.get(page.unit()?)?, today),
        PageKind::RuleSet => Some(data.rule_set(page.subject().region?)?.in_force),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::tests::fixture::with_renderer;

    #[test]
    fn no_file_is_larger_than_the_protocol_allows() {
        let sizes = || [10, 10, 10, 25, 10].into_iter();
        assert_eq!(parts(sizes(), 50, 1000).len(), 1);
        assert_eq!(parts(sizes(), 2, 1000), [0..2, 2..4, 4..5]);
        assert_eq!(parts(sizes(), 50, 30), [0..3, 3..4, 4..5]);
        assert!(parts(std::iter::empty(), 2, 2).is_empty());
    }

    #[test]
    fn a_file_is_never_larger_than_it_is_taken_to_be() {
        with_renderer(|renderer| {
            let data = &renderer.data;
            let pages = shown(data);
            let mut text = HEAD.to_owned();
            for page in &pages {
                write_entry(&mut text, data, page, Some(NaiveDate::MIN));
            }
            text.push_str(END);
            assert!(text.len() <= at_most(data, &pages));
        });
    }

    #[test]
    fn several_files_are_listed_with_the_newest_day_of_each() {
        with_renderer(|renderer| {
            let data = &renderer.data;
            let pages = shown(data);
            let of = |kind: PageKind| pages.iter().position(|page| page.kind() == kind);
            let unit = of(PageKind::Unit).expect("a page of a unit");
            let text = index(data, &pages, &[0..unit, unit..pages.len()]);
            let files: Vec<&str> = text.lines().filter(|line| line.contains("<loc>")).collect();
            let start = "<sitemap><loc>https://kontakt.example.se/sitemap-";
            assert_eq!(files.len(), 2, "{text}");
            assert!(
                files[0].starts_with(&format!("{start}1.xml</loc>")),
                "{text}"
            );
            let newest = "<lastmod>2026-11-20</lastmod></sitemap>";
            let last = format!("{start}2.xml</loc>{newest}");
            assert_eq!(files[1], last, "{text}");
        });
    }

    #[test]
    fn the_year_of_the_smallest_day_is_no_shorter_than_that_of_any() {
        assert!(NaiveDate::MIN.to_string().len() >= "2026-11-21".len());
    }
}
