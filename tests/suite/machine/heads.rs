//! The heads of all pages: titles, descriptions, the way from the home page, and the pictures that others show.

use std::collections::BTreeMap;

use scraper::{Html, Selector};
use serde_json::Value;

use super::{Built, EXAMPLE, WORST};

/// How many characters search engines show of a title.
const LONGEST: usize = 70;

/// What elements say: their `content` or `href`, else their words.
fn select(page: &Html, selector: &str) -> Vec<String> {
    let parsed = Selector::parse(selector).expect("a selector");
    page.select(&parsed)
        .map(|element| {
            let content = element.attr("content").or(element.attr("href"));
            content.map_or_else(|| element.text().collect(), str::to_owned)
        })
        .collect()
}

fn select_language(page: &Html) -> String {
    page.root_element()
        .attr("lang")
        .unwrap_or_default()
        .to_owned()
}

/// Pages that search engines may show.
fn pages(site: &Built) -> Vec<(&str, Html)> {
    let pages = site
        .ending(".html")
        .map(|(path, text)| (path, Html::parse_document(text)));
    let found = pages.filter(|(_, page)| {
        select(page, "meta[name=robots]").is_empty()
            && select(page, "meta[http-equiv=refresh]").is_empty()
    });
    found.collect()
}

#[test]
fn titles_are_short_where_names_allow_and_no_two_pages_have_one() {
    let mut titles: BTreeMap<(String, String), &str> = BTreeMap::new();
    for (path, page) in pages(&EXAMPLE) {
        let title = select(&page, "title").concat();
        let [named] = &select(&page, "meta[property='og:title']")[..] else {
            panic!("{path} has no title for others");
        };
        assert!(title.starts_with(named.as_str()), "{path}: {title}");
        assert!(
            title.chars().count() <= LONGEST || title == *named,
            "{path}: {title}"
        );
        if let Some(other) = titles.insert((select_language(&page), title.clone()), path) {
            panic!("{path} and {other} have the title {title}");
        }
    }
    assert!(titles.len() > 300, "{}", titles.len());
    let long = titles
        .keys()
        .map(|(_, title)| title)
        .filter(|title| title.chars().count() > LONGEST);
    let long: Vec<&String> = long.collect();
    assert!(long.len() <= 6, "{long:#?}");
}

#[test]
fn every_page_has_a_description_and_a_picture() {
    for site in [&*EXAMPLE, &*WORST] {
        for (path, page) in pages(site) {
            let description = select(&page, "meta[name=description]").concat();
            assert!(description.chars().count() > 10, "{path}: {description:?}");
            let picture = select(&page, "meta[property='og:image']").concat();
            let (_, file) = picture
                .split_once(".example.se/")
                .expect("an address of the site");
            assert!(site.files.contains_key(file), "{path}: {picture}");
            for link in [
                "link[rel=manifest]",
                "link[rel=apple-touch-icon]",
                "link[rel=icon]",
            ] {
                let address = select(&page, link).concat();
                let file = address.trim_start_matches('/');
                assert!(site.files.contains_key(file), "{path}: {link} {address}");
            }
        }
    }
}

#[test]
fn the_way_to_a_page_is_told_as_it_is_shown() {
    let mut count = 0;
    for (path, page) in pages(&EXAMPLE) {
        let shown = select(&page, ".crumbs a");
        let scripts = select(&page, "script[type='application/ld+json']");
        let data = scripts
            .iter()
            .map(|text| serde_json::from_str::<Value>(text).expect("JSON"));
        let told: Vec<Value> = data
            .filter(|data| data["@type"] == "BreadcrumbList")
            .collect();
        if shown.is_empty() {
            assert!(told.is_empty(), "{path}");
            continue;
        }
        let items = told[0]["itemListElement"].as_array().expect("a list");
        let origin = "https://kontaktsidor.example.se";
        let addresses: Vec<String> = items
            .iter()
            .filter_map(|item| Some(item["item"].as_str()?.trim_start_matches(origin).to_owned()))
            .collect();
        assert_eq!(addresses, shown, "{path}");
        assert_eq!(items.len(), shown.len() + 1, "{path}");
        assert!(items[items.len() - 1]["item"].is_null(), "{path}");
        count += 1;
    }
    assert!(count > 300, "{count}");
}

#[test]
fn a_manifest_names_the_site_in_each_language_and_icons_that_are_there() {
    for (path, lang, home) in [
        ("site.webmanifest", "sv", "/"),
        ("en/site.webmanifest", "en", "/en/"),
    ] {
        let manifest: Value = serde_json::from_str(EXAMPLE.text(path)).expect("JSON");
        assert_eq!(manifest["lang"], lang);
        assert_eq!(manifest["start_url"], home);
        for icon in manifest["icons"].as_array().expect("icons") {
            let file = icon["src"]
                .as_str()
                .expect("an address")
                .trim_start_matches('/');
            assert!(EXAMPLE.files.contains_key(file), "{path}: {file}");
        }
    }
}
