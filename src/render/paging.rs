//! Long lists on several pages: which part of a list a page has, and the links between its pages.
//!
//! The first page has the list's own address, the others a number below it: `a-o/`, `a-o/2/`. So an
//! address never changes its meaning from list to page, and a list that grows keeps the ones it had.

use std::ops::Range;

use serde::Serialize;

use crate::render::address::PageAddress;
use crate::render::error::RenderResult;
use crate::render::site_data::SiteData;
use crate::render::view::localized::Localized;

/// How many entries a page of a list has at most.
pub const ENTRIES: usize = 200;

/// How many pages on either side of this one are linked beside the first and the last.
const AROUND: usize = 2;

/// The pages of a list, as one of them shows them.
#[derive(Debug, Serialize)]
pub struct Pager {
    /// "Sida 2 av 5"
    pub position: String,
    /// The page before.
    pub previous: Option<String>,
    /// The page after.
    pub next: Option<String>,
    /// Pages by number.
    pub pages: Vec<Numbered>,
}

/// A link to a page of a list.
#[derive(Debug, Serialize)]
pub struct Numbered {
    /// The page; nothing where pages are left out.
    pub href: Option<String>,
    /// Its number.
    pub number: usize,
    /// "Sida 2"
    pub label: String,
    /// Whether it is this one.
    pub current: bool,
}

/// How many pages a list has.
pub fn count(entries: usize) -> usize {
    entries.div_ceil(ENTRIES).max(1)
}

/// The entries of a page, counted from 0.
pub fn range(entries: usize, page: usize) -> Range<usize> {
    let from = (page * ENTRIES).min(entries);
    from..(from + ENTRIES).min(entries)
}

/// The route of a page of the list at a route.
pub fn route(list: &str, page: usize) -> String {
    match page {
        0 => list.to_owned(),
        page => format!("{list}{}/", page + 1),
    }
}

/// The links between the pages of a list; nothing for a list of one page.
pub fn pager(
    data: &SiteData<'_>,
    address: &PageAddress,
    list: &str,
    entries: usize,
) -> RenderResult<Option<Pager>> {
    let (language, locale) = data.language(address);
    let (here, count) = (address.subject().page, count(entries));
    if count == 1 {
        return Ok(None);
    }
    let link = |page: usize| data.links.page(language, &route(list, page));
    let mut pages = Vec::new();
    for page in 0..count {
        let near = page.abs_diff(here) <= AROUND || page == 0 || page + 1 == count;
        let label = || locale.say("list_page", &[("page", (page + 1).into())]);
        if near {
            pages.push(Numbered {
                href: Some(link(page)),
                number: page + 1,
                label: label()?,
                current: page == here,
            });
        } else if pages
            .last()
            .is_some_and(|last: &Numbered| last.href.is_some())
        {
            pages.push(Numbered {
                href: None,
                number: page + 1,
                label: String::new(),
                current: false,
            });
        }
    }
    Ok(Some(Pager {
        position: position(data, address, entries)?,
        previous: here.checked_sub(1).map(link),
        next: (here + 1 < count).then(|| link(here + 1)),
        pages,
    }))
}

/// The title of a page of a list: the list's, with which page it is.
pub fn title<'a>(
    data: &SiteData<'_>,
    address: &PageAddress,
    list: Localized<'a>,
    entries: usize,
) -> RenderResult<Localized<'a>> {
    if count(entries) == 1 {
        return Ok(list);
    }
    let (_, locale) = data.language(address);
    let values = [
        ("title", list.text.as_ref().into()),
        ("page", (address.subject().page + 1).into()),
        ("pages", count(entries).into()),
    ];
    let text = locale.say("list_page_title", &values)?;
    Ok(Localized {
        text: text.into(),
        lang: list.lang.clone(),
        dir: list.dir,
    })
}

/// "Sida 2 av 5"
fn position(data: &SiteData<'_>, address: &PageAddress, entries: usize) -> RenderResult<String> {
    let (_, locale) = data.language(address);
    let page = ("page", (address.subject().page + 1).into());
    locale.say("list_position", &[page, ("pages", count(entries).into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_parted_without_loss() {
        for entries in [0, 1, 199, 200, 201, 400, 10_001] {
            let pages = (0..count(entries)).map(|page| range(entries, page));
            let all: Vec<usize> = pages.flatten().collect();
            assert_eq!(all, (0..entries).collect::<Vec<_>>(), "{entries}");
        }
        assert_eq!((count(0), count(200), count(201)), (1, 1, 2));
    }

    #[test]
    fn the_first_page_has_the_address_of_the_list() {
        assert_eq!(route("kalmar/a-o/", 0), "kalmar/a-o/");
        assert_eq!(route("kalmar/a-o/", 1), "kalmar/a-o/2/");
    }
}
