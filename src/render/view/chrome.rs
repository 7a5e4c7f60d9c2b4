//! What stands around every page: head, header, breadcrumbs, footer.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::model::site::{Publisher, SitePage};
use crate::render::locale::{CONTENT_LANGUAGE, Locale};
use crate::render::markdown::split_title;
use crate::render::view::Link;
use crate::render::view::linked::LinkedText;
use crate::render::view::localized::{Day, Localized};
use crate::render::view::rule_set::ContactView;
use crate::text::visible::without_invisible;

/// The site; made once per language.
#[derive(Debug, Serialize)]
pub struct SiteView<'a> {
    /// Its title.
    pub title: Localized<'a>,
    /// The home page.
    pub home: String,
    /// The logo, when the theme has one.
    pub logo: Option<LogoView>,
    /// The picture that other sites show beside links to pages.
    pub share_image: Option<ShareImageView>,
    /// The icon on the start screen of a telephone.
    pub touch_icon: Option<String>,
    /// What a browser needs to put the site on a start screen.
    pub manifest: Option<String>,
    /// The colour of the band at the top, on light and on dark pages.
    pub brand: [Option<String>; 2],
    /// Who publishes it.
    pub publisher: Option<PublisherView<'a>>,
    /// The site's own pages in this language.
    pub pages: Vec<Link<'a>>,
    /// The accessibility statement.
    pub statement: Option<String>,
    /// Regions.
    pub regions: Vec<Link<'a>>,
    /// Where to turn when care is closed.
    pub urgent: LinkedText,
    /// The open data.
    pub json: String,
    /// The open data as a table.
    pub csv: String,
    /// What the banner of a preview says, when it is one.
    pub preview: Option<PreviewView<'a>>,
}

/// Which preview a page belongs to.
#[derive(Debug, Serialize)]
pub struct PreviewView<'a> {
    /// Its name.
    pub name: &'a str,
    /// The day it is made for.
    pub date: Day,
}

/// The logo at the top of every page.
#[derive(Debug, Serialize)]
pub struct LogoView {
    /// Its file.
    pub href: String,
    /// What it says.
    pub alt: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// The picture that other sites show beside links to pages.
#[derive(Debug, Serialize)]
pub struct ShareImageView {
    /// Its file, with the host.
    pub absolute: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// Who publishes the site.
#[derive(Debug, Serialize)]
pub struct PublisherView<'a> {
    /// Name.
    pub name: &'a str,
    /// Function mailbox.
    pub email: Option<&'a str>,
    /// Own site.
    pub url: Option<&'a str>,
}

/// A region and the ways into it; made once per language.
#[derive(Debug, Serialize)]
pub struct RegionView<'a> {
    /// The folder's name.
    pub id: &'a str,
    /// "Region Kalmar län"
    pub name: Localized<'a>,
    /// English gloss on English pages.
    pub gloss: Option<Localized<'a>>,
    /// "Kalmar län"
    pub short_name: Localized<'a>,
    /// Its start page.
    pub href: String,
    /// Units A to Ö.
    pub a_to_o: String,
    /// Municipalities.
    pub municipalities: String,
    /// Services.
    pub services: String,
    /// Its units as a FHIR bundle of release 4.
    pub fhir_r4: String,
    /// Its units as a FHIR bundle of release 5.
    pub fhir_r5: String,
    /// The feed of changed pages.
    pub feed: Option<String>,
    /// The title of the feed.
    pub feed_title: String,
    /// The base offering, when the region has a rule set.
    pub rule_set: Option<String>,
    /// Where to turn when care is closed.
    pub urgent: LinkedText,
    /// The region's own site.
    pub website: Option<&'a str>,
    /// Who decides names.
    pub naming_contact: Option<ContactView<'a>>,
}

/// One page: what its head and header need.
#[derive(Debug, Serialize)]
pub struct PageView<'a> {
    /// The name of its kind.
    pub kind: &'static str,
    /// Its title, without the site's.
    pub title: Localized<'a>,
    /// One sentence for lists of search results.
    pub description: Option<String>,
    /// Its link.
    pub href: String,
    /// The same with the host.
    pub canonical: String,
    /// The same page in every language it has, this one included.
    pub alternates: Vec<Alternate>,
    /// Where to send readers of other languages, with the host.
    pub default_language: Option<String>,
    /// The way from the home page, without this page.
    pub crumbs: Vec<Link<'a>>,
    /// Whether search engines are to leave it out.
    pub noindex: bool,
    /// Whether the title has room for the site's behind it.
    pub names_site: bool,
    /// Data for search engines, safe inside a script element.
    pub json_ld: Option<String>,
    /// The way from the home page for search engines, likewise.
    pub breadcrumbs: Option<String>,
}

/// A page in one language.
#[derive(Debug, Serialize)]
pub struct Alternate {
    /// The language's tag.
    pub lang: String,
    /// The language's name in itself.
    pub name: String,
    /// The language as Open Graph names it.
    pub og_locale: String,
    /// Its link.
    pub href: String,
    /// The same with the host.
    pub absolute: String,
    /// Whether it is the page itself.
    pub current: bool,
}

/// The publisher as templates see it.
pub fn publisher_view(publisher: &Publisher) -> PublisherView<'_> {
    PublisherView {
        name: &publisher.name,
        email: publisher.email.as_deref(),
        url: publisher.url.as_deref(),
    }
}

/// The title of a page of the site's own: its first heading, else its name.
pub fn site_page_title<'a>(page: &'a SitePage, locale: &Locale) -> Localized<'a> {
    let (title, _) = split_title(&page.text.source);
    let title = without_invisible(title.unwrap_or(&page.slug));
    Localized::foreign(title, &page.language, locale)
}

/// The pages that are shown in a language, as indices: each in the language that its readers want most,
/// of those it is written in. A page in no language they are known to read is left out.
pub fn shown_in(pages: &[SitePage], locale: &Locale) -> Vec<usize> {
    let mut best: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (at, page) in pages.iter().enumerate() {
        let content = (page.language == CONTENT_LANGUAGE).then_some(usize::MAX);
        let Some(rank) = locale.rank(&page.language).or(content) else {
            continue;
        };
        let found = best.entry(&page.slug).or_insert((rank, at));
        *found = (rank, at).min(*found);
    }
    best.into_values().map(|(_, at)| at).collect()
}
