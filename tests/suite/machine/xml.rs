//! Site maps and feeds: sound XML, and what their standards require.

use std::collections::BTreeSet;

use atom_syndication::Feed;
use roxmltree::{Document, Node};

use super::{Built, EXAMPLE, WORST};
use crate::harness::{TODAY, day};

const SITEMAP: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";
const XHTML: &str = "http://www.w3.org/1999/xhtml";
const ATOM: &str = "http://www.w3.org/2005/Atom";

/// The elements of a name in an element.
fn children<'a, 'd>(node: Node<'a, 'd>, space: &'a str, name: &'a str) -> Vec<Node<'a, 'd>> {
    let is = move |child: &Node<'a, 'd>| child.has_tag_name((space, name));
    node.children().filter(is).collect()
}

/// The text of the one element of a name in an element.
fn one<'a>(node: Node<'a, '_>, space: &'a str, name: &'a str) -> &'a str {
    let found = children(node, space, name);
    assert_eq!(found.len(), 1, "{name} in {:?}", node.tag_name());
    found[0].text().unwrap_or_default()
}

#[test]
fn the_site_map_lists_every_page_with_its_languages_and_days() {
    for site in [&*EXAMPLE, &*WORST] {
        let map = Document::parse(site.text("sitemap.xml")).expect("sound XML");
        let root = map.root_element();
        assert!(root.has_tag_name((SITEMAP, "urlset")));
        let mut listed = BTreeSet::new();
        let mut named = BTreeSet::new();
        for url in children(root, SITEMAP, "url") {
            let place = one(url, SITEMAP, "loc");
            assert!(place.starts_with("https://") && place.is_ascii(), "{place}");
            assert!(listed.insert(place.to_owned()), "{place} is there twice");
            for day_element in children(url, SITEMAP, "lastmod") {
                let stated = day(day_element.text().expect("a day"));
                assert!(stated <= day(TODAY), "{place}");
            }
            let others = children(url, XHTML, "link");
            let others: Vec<_> = others
                .iter()
                .filter_map(|it| it.attribute("href"))
                .collect();
            // A page is among its own languages, and the others name it in turn.
            assert!(others.contains(&place), "{place}");
            named.extend(others.into_iter().map(str::to_owned));
        }
        assert_eq!(listed, named);
        let pages = site.ending("index.html");
        let pages = pages.filter(|(_, page)| !page.contains("content=\"noindex\""));
        assert_eq!(listed.len(), pages.count());
    }
    let map = EXAMPLE.text("sitemap.xml");
    assert!(
        map.contains("/kalmar/strandvik/</loc><lastmod>2026-11-"),
        "no day"
    );
    assert!(map.contains("/kalmar/basutbud/</loc><lastmod>2026-02-18</lastmod>"));
}

/// The feeds of a site.
fn feeds(site: &Built) -> Vec<(&str, &str)> {
    let feeds: Vec<_> = site.ending(".atom").collect();
    assert!(!feeds.is_empty());
    feeds
}

#[test]
fn feeds_hold_what_the_standard_requires() {
    for site in [&*EXAMPLE, &*WORST] {
        let mut ids = BTreeSet::new();
        for (path, text) in feeds(site) {
            let feed = Document::parse(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            let root = feed.root_element();
            assert!(root.has_tag_name((ATOM, "feed")), "{path}");
            let author = children(root, ATOM, "author");
            assert!(!one(author[0], ATOM, "name").is_empty(), "{path}");
            let links = children(root, ATOM, "link");
            let itself = links.iter().find(|it| it.attribute("rel") == Some("self"));
            let itself = itself
                .and_then(|it| it.attribute("href"))
                .expect("its own address");
            assert!(itself.ends_with(path), "{itself}");
            let mut last = one(root, ATOM, "updated").to_owned();
            for entry in std::iter::once(root).chain(children(root, ATOM, "entry")) {
                let id = one(entry, ATOM, "id");
                assert!(
                    id.starts_with("https://") && ids.insert(id.to_owned()),
                    "{id}"
                );
                one(entry, ATOM, "title");
                let updated = one(entry, ATOM, "updated").to_owned();
                chrono::DateTime::parse_from_rfc3339(&updated).expect("a moment");
                assert!(
                    updated <= last,
                    "{path}: newer pages stand below older ones"
                );
                last = updated;
                let links = children(entry, ATOM, "link");
                let pages = links
                    .iter()
                    .filter(|it| it.attribute("rel") == Some("alternate"));
                assert_eq!(pages.count(), 1, "{id}");
            }
        }
    }
}

#[test]
fn a_reader_of_others_takes_feeds_and_their_pages_exist() {
    for (path, text) in feeds(&EXAMPLE) {
        let feed =
            Feed::read_from(text.as_bytes()).unwrap_or_else(|error| panic!("{path}: {error}"));
        assert!(!feed.entries().is_empty(), "{path}");
        for entry in feed.entries() {
            let page = entry.links()[0].href();
            let page = page
                .split_once("example.se/")
                .expect("a page of the site")
                .1;
            assert!(
                EXAMPLE.files.contains_key(&format!("{page}index.html")),
                "{page}"
            );
        }
    }
    let page = EXAMPLE.text("kalmar/index.html");
    assert!(page.contains("application/atom+xml") && page.contains("/kalmar/feed.atom"));
    let feed = Feed::read_from(EXAMPLE.text("en/kalmar/feed.atom").as_bytes()).expect("a feed");
    assert_eq!(feed.title().as_str(), "Changed contact pages in Kalmar län");
    assert!(feed.entries()[0].links()[0].href().contains("/en/kalmar/"));
}
