//! Which addresses the site has, asked for links in texts before any page is made.

use chrono::NaiveDate;

use crate::model::Catalog;
use crate::model::unit::UnitSummary;
use crate::render::paging;

/// The site's files that are no pages.
const FILES: [&str; 5] = [
    "sitemap.xml",
    "robots.txt",
    "units.csv",
    "units.json",
    "units.schema.json",
];
/// Files of a region that are no pages.
const REGION_FILES: [&str; 3] = ["feed.atom", "fhir-r4.json", "fhir-r5.json"];
/// Where the accessibility statement stands.
const STATEMENT: &str = "tillganglighet";

/// A site on a day.
#[derive(Clone, Copy)]
pub struct OwnPages<'a> {
    /// Everything that was loaded.
    pub catalog: &'a Catalog,
    /// The build's date.
    pub today: NaiveDate,
}

impl<'a> OwnPages<'a> {
    /// The folder that pages in a language stand below: nothing, `en`.
    pub fn folder_of(self, language: &str) -> Option<&'a str> {
        let mut others = self.catalog.site.languages.iter().skip(1);
        let other = others.find(|tag| tag.value == language);
        other.map(|tag| tag.value.as_str())
    }

    /// Whether there is a page or a file at a path, given in parts from the site's root.
    pub fn has(self, parts: &[String]) -> bool {
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let parts = match parts.as_slice() {
            [before @ .., "index.html"] => before,
            all => all,
        };
        let below = match parts {
            [first, below @ ..] if self.folder_of(first).is_some() => below,
            all => all,
        };
        // It may be a language that `site.toml` names where it cannot be read.
        let may_be_language = below.len() == parts.len()
            && self.catalog.site.broken
            && below.first().is_some_and(|part| part.len() == 2);
        may_be_language || self.is_page(below) || self.is_numbered_page(below)
    }

    /// Whether the theme has a file that is published, by its path from the site's root.
    pub fn has_asset(self, parts: &[String]) -> bool {
        parts.first().is_some_and(|first| first == "assets")
            && self.catalog.site.assets.contains(&parts[1..].join("/"))
    }

    /// Whether it is a later page of a long list. How many a list has is known when pages are made; none
    /// has more than all units of the region need.
    fn is_numbered_page(self, parts: &[&str]) -> bool {
        let (id, number) = match *parts {
            [id, "a-o", number] | [id, "kommun" | "tjanst" | "typ", _, number] => (id, number),
            _ => return false,
        };
        let units = self.catalog.units.iter();
        let shown = units.filter(|unit| unit.region() == id && unit.is_shown_on(self.today));
        let last = paging::count(shown.count());
        let is_one = (2..=last).any(|page| page.to_string() == number);
        is_one && self.is_page(&parts[..parts.len() - 1])
    }

    fn is_page(self, parts: &[&str]) -> bool {
        let catalog = self.catalog;
        let is_shown = |unit: &UnitSummary| unit.is_shown_on(self.today);
        let region = |id: &str| catalog.regions.get(id);
        match *parts {
            [] => true,
            [one] if FILES.contains(&one) => true,
            [STATEMENT] if catalog.site.statement.is_some() => true,
            [one] => {
                let is_unread = catalog.site.broken_pages.iter().any(|slug| slug == one);
                region(one).is_some()
                    || is_unread
                    || catalog.site.pages.iter().any(|page| page.slug == one)
            }
            [id, "basutbud" | "a-o"] => region(id).is_some(),
            [id, file] if REGION_FILES.contains(&file) => region(id).is_some(),
            [id, slug] => {
                let unit = catalog.unit(&format!("{id}/{slug}"));
                let redirect = |unit: &UnitSummary| {
                    is_shown(unit) && unit.former_addresses().any(|former| former == (id, slug))
                };
                let mut broken = catalog.broken_units.iter();
                unit.is_some_and(is_shown)
                    || catalog.units.iter().any(redirect)
                    || broken.any(|unit| unit.has_address(id, slug))
            }
            [id, "kommun", slug] => region(id).is_some_and(|region| {
                let mut municipalities = region.municipalities.iter();
                let is_one = municipalities.any(|name| slug::slugify(&name.value) == slug);
                is_one || !region.knows("municipalities")
            }),
            [id, "typ", unit_type] => region(id).is_some_and(|region| {
                let mut units = catalog.units.iter().filter(|unit| unit.region() == id);
                let is_one = units.any(|unit| {
                    is_shown(unit)
                        && unit
                            .unit_type
                            .as_ref()
                            .is_some_and(|it| it.as_str() == unit_type)
                });
                is_one || !region.knows("types")
            }),
            [id, "tjanst", service] => region(id).is_some_and(|region| {
                let mut versions = region.rule_sets.iter();
                let is_one = versions.any(|rules| rules.service(service).is_some());
                is_one || !region.rules_know("services")
            }),
            [id, slug, file] => {
                let unit = catalog.unit(&format!("{id}/{slug}"));
                let mut broken = catalog.broken_units.iter();
                let has_page =
                    unit.is_some_and(is_shown) || broken.any(|unit| unit.has_address(id, slug));
                let files = [".vcf", ".ics"];
                let is_own = |ending: &&str| file.strip_suffix(*ending) == Some(slug);
                (file == "affisch" || files.iter().any(is_own)) && has_page
            }
            _ => false,
        }
    }
}
