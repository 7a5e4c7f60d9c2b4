//! `<region>/feed.atom`: the pages of units that changed last, as an Atom feed (RFC 4287) in each
//! language.
//!
//! Ids are the pages' addresses below the site's permanent one, so that they are the same in a preview.

use std::fmt::Write;

use chrono::NaiveDate;

use crate::model::unit::Unit;
use crate::render::address::{Links, ListedPage, PageAddress, PageKind, Subject};
use crate::render::dated::{changed, moment};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::locale::{CONTENT_LANGUAGE, Locale};
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::localized::Localized;
use crate::render::xml::escape;
use crate::text::Spanned;

/// Feeds.
pub static FEED: PageMaker = PageMaker {
    kind: PageKind::Feed,
    list,
    make: Make::Whole(render),
};

/// How many pages a feed tells of.
const MOST: usize = 100;

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let mut files = Vec::new();
    for (at, region) in data.catalog.regions.values().enumerate() {
        for language in 0..data.theme.locales.len() {
            let path = data.links.output_file(language, &routes::feed(&region.id));
            files.extend(path.map(|path| ListedPage {
                path,
                unit: None,
                subject: Subject {
                    language,
                    region: Some(at),
                    item: 0,
                    page: 0,
                },
            }));
        }
    }
    files
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let Some((region, index)) = data.region(address) else {
        return Ok(Vec::new());
    };
    let today = data.settings.today;
    let units = index.units.iter();
    let mut units: Vec<(NaiveDate, usize)> = units
        .filter_map(|at| {
            Some((
                changed(&data.catalog.units[*at as usize], today)?,
                *at as usize,
            ))
        })
        .collect();
    // The list is in alphabetical order, which stays among the pages of a day.
    units.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    units.truncate(MOST);

    let rule_set = address.subject().region.and_then(|at| data.rule_set(at));
    let newest = units.first().map(|(day, _)| *day);
    let updated = newest.or(rule_set.map(|rule_set| rule_set.in_force));
    let links = Around {
        links: &data.links,
        permanent: &Links::new(
            &data.catalog.site.base_url,
            data.theme.locales.iter().map(|it| it.tag.as_str()),
        ),
        language,
        locale,
    };
    let route = routes::region(&region.id);
    let title = locale.say(
        "feed_title",
        &[("region", region.short_name.as_str().into())],
    )?;
    let itself = data.links.file(address.url());
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <id>{}</id>\n<title>{}</title>\n<updated>{}</updated>\n\
         <author><name>{}</name></author>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{}\"/>\n{}\n",
        escape(&locale.tag),
        escape(
            &links
                .permanent
                .absolute(&links.permanent.file(address.url()))
        ),
        escape(&title),
        moment(updated.unwrap_or(today)),
        escape(&region.name),
        escape(&data.links.absolute(&itself)),
        links.page(&route),
    );
    for (day, at) in units {
        write_entry(&mut text, &links, &data.full_unit(at)?.unit, day, today);
    }
    text.push_str("</feed>\n");
    Ok(text.into_bytes())
}

/// What addresses and words depend on.
struct Around<'a> {
    links: &'a Links,
    permanent: &'a Links,
    language: usize,
    locale: &'a Locale,
}

impl Around<'_> {
    /// A link to a page.
    fn page(&self, route: &str) -> String {
        let url = self.links.absolute(&self.links.page(self.language, route));
        let tag = escape(&self.locale.tag);
        format!(
            "<link rel=\"alternate\" type=\"text/html\" hreflang=\"{tag}\" href=\"{}\"/>",
            escape(&url)
        )
    }
}

/// A page that changed: its notices that hold, else what the unit helps with.
fn write_entry(
    text: &mut String,
    around: &Around<'_>,
    unit: &Unit,
    day: NaiveDate,
    today: NaiveDate,
) {
    let route = routes::unit(unit.region(), unit.slug());
    let permanent = around.permanent;
    let id = permanent.absolute(&permanent.page(around.language, &route));
    let lang = match around.locale.is(CONTENT_LANGUAGE) {
        true => String::new(),
        false => format!(" xml:lang=\"{CONTENT_LANGUAGE}\""),
    };
    let notices = unit.notices.iter();
    let notices = notices.filter(|notice| notice.is_current(today));
    let mut texts: Vec<&Spanned<String>> = notices.filter_map(|it| it.text.as_ref()).collect();
    if texts.is_empty() {
        texts.extend(&unit.summary);
    }
    let own = texts.iter();
    let own: Vec<Localized<'_>> = own
        .map(|text| Localized::of_unit(unit, text, around.locale))
        .collect();
    // One element has one language.
    let is_own = own.iter().all(|text| text.lang.is_none());
    let (words, lang_of_words): (Vec<&str>, &str) = match is_own {
        true => (own.iter().map(|text| &*text.text).collect(), ""),
        false => (texts.iter().map(|text| text.as_str()).collect(), &lang),
    };
    let summary = match words.is_empty() {
        true => String::new(),
        false => format!(
            "<summary{lang_of_words}>{}</summary>",
            escape(&words.join(" "))
        ),
    };
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "<entry><id>{}</id><title{lang}>{}</title><updated>{}</updated>{}{summary}</entry>",
        escape(&id),
        escape(unit.display_name()),
        moment(day),
        around.page(&route),
    );
}
