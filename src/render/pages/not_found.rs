//! The page that servers show for an address that does not exist.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::chrome::Head;
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::locale::Locale;
use crate::render::site_data::SiteData;
use crate::render::view::finder::FinderView;
use crate::render::view::localized::Localized;

/// `404.html`, one per language.
pub static NOT_FOUND: PageMaker = PageMaker {
    kind: PageKind::NotFound,
    list,
    make: Make::Whole(render),
};

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let page = |language| {
        let path = data.links.output_file(language, "404.html")?;
        Some(ListedPage {
            path,
            unit: None,
            subject: Subject {
                language,
                ..Subject::default()
            },
        })
    };
    (0..data.theme.locales.len()).filter_map(page).collect()
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (_, locale) = data.language(address);
    let head = Head {
        title: Localized::own(locale.text("not_found_title")?),
        hidden: true,
        ..Head::default()
    };
    let mut context = data.context(address, head)?;
    context.insert("not_found", &view(data, address)?);
    data.write("404.html", &context)
}

/// What the page holds.
#[derive(Serialize)]
struct View<'a> {
    /// The search of all regions.
    finder: Option<FinderView<'a>>,
    /// The same words in the other languages: a server shows one page for all of them.
    others: Vec<Other<'a>>,
}

/// What the page says in another language.
#[derive(Serialize)]
struct Other<'a> {
    lang: &'a str,
    dir: &'a str,
    title: &'a str,
    lead: &'a str,
    home: String,
    home_label: &'a str,
}

fn view<'a>(data: &'a SiteData<'_>, address: &PageAddress) -> RenderResult<View<'a>> {
    let (own, _) = data.language(address);
    let other = |(language, locale): (usize, &'a Locale)| {
        Ok(Other {
            lang: &locale.tag,
            dir: locale.text("direction")?,
            title: locale.text("not_found_title")?,
            lead: locale.text("not_found_lead")?,
            home: data.links.page(language, ""),
            home_label: locale.text("not_found_home")?,
        })
    };
    let locales = data.theme.locales.iter().enumerate();
    let others = locales.filter(|(language, _)| *language != own).map(other);
    Ok(View {
        finder: data.finder_of_all(own),
        others: others.collect::<RenderResult<_>>()?,
    })
}
