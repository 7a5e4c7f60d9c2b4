//! The files of a site: in the order in which they are published, and by path.

use rayon::prelude::*;

use crate::render::Clash;
use crate::render::address::{PageAddress, Stage};

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
    use crate::render::pages::{Listed, PAGES};
    use crate::text::path::SitePath;

    fn page(stage: Stage, path: &str, kind: usize) -> PageAddress {
        let listed = Listed {
            path: SitePath::new(path).expect("a path"),
            unit: None,
            subject: Default::default(),
        };
        PageAddress::new(stage, kind, listed)
    }

    #[test]
    fn files_are_found_by_path_and_the_first_of_two_has_it() {
        let (mut list, clashes) = PageList::new(vec![
            page(Stage::List, "index.html", 3),
            page(Stage::Page, "b/index.html", 1),
            page(Stage::Asset, "assets/a.css", 0),
            page(Stage::Page, "a/index.html", 1),
            page(Stage::Asset, "b/index.html", 0),
        ]);
        let order: Vec<&str> = list.all().iter().map(|page| page.path.as_str()).collect();
        assert_eq!(
            order,
            ["assets/a.css", "a/index.html", "b/index.html", "index.html"]
        );
        assert_eq!(
            clashes,
            [clash(
                &page(Stage::Page, "b/index.html", 1),
                page(Stage::Asset, "b/index.html", 0)
            )]
        );
        assert_eq!(
            list.at("b/index.html").map(|page| page.kind()),
            Some(PAGES[1].name)
        );
        assert_eq!(list.at("c/index.html"), None);
        assert_eq!(list.add(page(Stage::Page, "a/b.html", 2)), None);
        assert_eq!(
            list.at("a/b.html").map(|page| page.kind()),
            Some(PAGES[2].name)
        );
        assert!(list.add(page(Stage::List, "a/b.html", 5)).is_some());
        assert!(list.all().is_sorted());
    }
}
