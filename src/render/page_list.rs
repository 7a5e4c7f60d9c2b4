//! The files of a site: in the order in which they are published, and by path.

use rayon::prelude::*;

use crate::render::address::{PageAddress, Stage};

/// Two files with one address; the first is in the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The file that has the address.
    pub kept: PageAddress,
    /// The file that has not.
    pub dropped: PageAddress,
}

/// The files of a site, each path once.
#[derive(Default)]
pub struct PageList {
    /// By stage, then by path.
    pages: Vec<PageAddress>,
}

impl PageList {
    /// The list of these files. Of those that claim one path, the first has it; the others are given
    /// as clashes.
    pub fn new(mut listed: Vec<PageAddress>) -> (Self, Vec<Clash>) {
        // Stable: what was listed first comes first among those of a path.
        listed.par_sort_by(|one, other| one.path.cmp(&other.path));
        let mut clashes = Vec::new();
        listed.dedup_by(|later, first| {
            let same = later.path == first.path;
            if same {
                clashes.push(clash(first, later.clone()));
            }
            same
        });
        // No two are alike any more.
        listed.par_sort_unstable();
        listed.shrink_to_fit();
        (Self { pages: listed }, clashes)
    }

    /// Adds a file, unless its path is taken.
    pub fn add(&mut self, address: PageAddress) -> Option<Clash> {
        if let Some(kept) = self.at(address.path.as_str()) {
            return Some(clash(kept, address));
        }
        let place = self.pages.partition_point(|page| *page < address);
        // Few are added, so room for twice as many would be a waste.
        self.pages.reserve_exact(1);
        self.pages.insert(place, address);
        None
    }

    /// All files, in the order in which they are published.
    pub fn all(&self) -> &[PageAddress] {
        &self.pages
    }

    /// The file at a path.
    pub fn at(&self, path: &str) -> Option<&PageAddress> {
        let of_stage = |stage| {
            let at = self
                .pages
                .binary_search_by(|page| (page.stage, page.path.as_str()).cmp(&(stage, path)));
            at.ok().map(|at| &self.pages[at])
        };
        Stage::ALL.into_iter().find_map(of_stage)
    }
}

fn clash(kept: &PageAddress, dropped: PageAddress) -> Clash {
    Clash {
        kept: kept.clone(),
        dropped,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::address::{ListedPage, PageKind};
    use crate::text::path::SitePath;

    fn page(kind: PageKind, path: &str) -> PageAddress {
        let listed = ListedPage {
            path: SitePath::new(path).expect("a path"),
            unit: None,
            subject: Default::default(),
        };
        PageAddress::new(kind, listed)
    }

    #[test]
    fn files_are_found_by_path_and_the_first_of_two_has_it() {
        let (mut list, clashes) = PageList::new(vec![
            page(PageKind::Home, "index.html"),
            page(PageKind::Unit, "b/index.html"),
            page(PageKind::Asset, "assets/a.css"),
            page(PageKind::Unit, "a/index.html"),
            page(PageKind::Asset, "b/index.html"),
        ]);
        let order: Vec<&str> = list.all().iter().map(|page| page.path.as_str()).collect();
        assert_eq!(
            order,
            ["assets/a.css", "a/index.html", "b/index.html", "index.html"]
        );
        assert_eq!(
            clashes,
            [clash(
                &page(PageKind::Unit, "b/index.html"),
                page(PageKind::Asset, "b/index.html")
            )]
        );
        let kind_at = |list: &PageList, path: &str| list.at(path).map(PageAddress::kind);
        assert_eq!(kind_at(&list, "b/index.html"), Some(PageKind::Unit));
        assert_eq!(list.at("c/index.html"), None);
        assert_eq!(list.add(page(PageKind::SitePage, "a/b.html")), None);
        assert_eq!(kind_at(&list, "a/b.html"), Some(PageKind::SitePage));
        assert!(list.add(page(PageKind::Feed, "a/b.html")).is_some());
        assert!(list.all().is_sorted());
    }
}
