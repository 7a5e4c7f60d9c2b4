//! From what people write as an address to what is published in its place.

use std::borrow::Cow;

use crate::model::Catalog;
use crate::model::href::Href;
use crate::model::site::MarkdownText;
use crate::render::address::Links;
use crate::render::picture_view::PictureView;
use crate::text::path::SitePath;

/// What written addresses are published as: those from the site's root get the path where the site lies,
/// and files that are published under another name get that name. Others stay as they are.
pub struct Published<'a> {
    /// Where the site is published.
    pub links: &'a Links,
    /// The page's folder in parts, from the site's root: what addresses without a slash begin from.
    pub folder: &'a [&'a str],
    /// The published path of a file, by its path in parts; nothing for what is published as it is.
    pub file: &'a dyn Fn(&[String]) -> Option<&'a SitePath>,
    /// The pictures of the site.
    pub catalog: &'a Catalog,
}

impl<'a> Published<'a> {
    /// The picture beside a text that an address in it leads to; nothing where it leads elsewhere.
    pub fn picture(&self, text: &MarkdownText, address: &str) -> Option<PictureView> {
        let picture = self.catalog.picture(text, address)?;
        Some(match &picture.published {
            None => PictureView::OnlyWords,
            Some(picture) => PictureView::Shown {
                href: self.links.file(picture.path.as_str()),
                size: picture.size,
            },
        })
    }

    /// What is published for a written address.
    pub fn address<'w>(&self, written: &'w str) -> Cow<'w, str> {
        let href = Href::read(written);
        let (Href::Root(inside) | Href::Relative(inside)) = href else {
            return Cow::Borrowed(written);
        };
        let file = href
            .resolve(self.folder)
            .and_then(|parts| (self.file)(&parts));
        match (file, href) {
            (Some(file), _) => Cow::Owned(self.links.file(file.as_str()) + inside.rest),
            (None, Href::Root(_)) if !self.links.base_path().is_empty() => {
                Cow::Owned(format!("{}{}", self.links.base_path(), written.trim()))
            }
            (None, _) => Cow::Borrowed(written),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_inside_the_site_get_its_path_and_files_their_published_name() {
        let links = Links::new("https://x.example.se/12/", ["sv"]);
        let logo = SitePath::new("assets/logo.0a1b.svg").expect("a sound path");
        let published = Published {
            links: &links,
            folder: &["om"],
            file: &|parts| (parts.join("/") == "assets/logo.svg").then_some(&logo),
            catalog: &Catalog::default(),
        };
        for (written, expected) in [
            ("/om/", "/12/om/"),
            ("/", "/12/"),
            (" /om/?a#b", "/12/om/?a#b"),
            ("../kontakt/", "../kontakt/"),
            ("#nere", "#nere"),
            ("https://a.se/om/", "https://a.se/om/"),
            ("mailto:a@b.se", "mailto:a@b.se"),
            ("/assets/logo.svg#del", "/12/assets/logo.0a1b.svg#del"),
            ("../assets/logo.svg", "/12/assets/logo.0a1b.svg"),
        ] {
            assert_eq!(published.address(written), expected, "{written}");
        }
    }

    #[test]
    fn at_the_top_of_a_host_addresses_stay_as_they_are() {
        let links = Links::new("https://example.se", ["sv"]);
        let published = Published {
            links: &links,
            folder: &[],
            file: &|_| None,
            catalog: &Catalog::default(),
        };
        assert_eq!(published.address("/om/"), "/om/");
    }
}
