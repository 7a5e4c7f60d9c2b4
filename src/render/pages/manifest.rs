//! `site.webmanifest`: what a browser needs to put the site on a start screen, in each language.

use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind, Subject};
use crate::render::error::RenderResult;
use crate::render::kind::{Make, PageMaker};
use crate::render::routes;
use crate::render::site_data::SiteData;

/// Manifests.
pub static MANIFEST: PageMaker = PageMaker {
    kind: PageKind::Manifest,
    list,
    make: Make::Whole(render),
};

/// The icon of the browser's tab.
const ICON: &str = "icon.svg";

#[derive(Serialize)]
struct Manifest<'a> {
    name: &'a str,
    lang: &'a str,
    dir: &'a str,
    start_url: String,
    scope: String,
    display: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    theme_color: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    background_color: Option<String>,
    icons: Vec<Icon>,
}

#[derive(Serialize)]
struct Icon {
    src: String,
    sizes: String,
    #[serde(rename = "type")]
    media_type: &'static str,
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    let languages = 0..data.theme.locales.len();
    let file = |language| {
        let path = data.links.output_file(language, routes::MANIFEST)?;
        let subject = Subject {
            language,
            ..Subject::default()
        };
        Some(ListedPage {
            path,
            unit: None,
            subject,
        })
    };
    languages.filter_map(file).collect()
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let theme = &data.theme;
    let title = data.site_title(locale);
    let svg = theme.assets.iter().find(|asset| asset.source == ICON);
    let svg = svg.map(|asset| Icon {
        src: data.links.file(asset.path.as_str()),
        sizes: "any".to_owned(),
        media_type: "image/svg+xml",
    });
    let png = theme.touch_icon.as_ref().map(|icon| Icon {
        src: data.links.file(&icon.path),
        sizes: format!("{}x{}", icon.width, icon.height),
        media_type: "image/png",
    });
    let home = data.links.page(language, "");
    let manifest = Manifest {
        name: &title.text,
        lang: &locale.tag,
        dir: locale.text("direction")?,
        start_url: home.clone(),
        scope: home,
        display: "browser",
        theme_color: theme.brand[0].map(|colour| colour.to_string()),
        background_color: theme.page.map(|colour| colour.to_string()),
        icons: svg.into_iter().chain(png).collect(),
    };
    Ok(serde_json::to_vec(&manifest)?)
}
