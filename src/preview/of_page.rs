//! What a page of a state is about: its unit, its findings, and the same page in other languages.

use crate::diagnostic::settle::Finding;
use crate::model::unit::UnitSummary;
use crate::preview::Snapshot;
use crate::preview::by_page::concerns;
use crate::render::address::PageAddress;

impl<'a> Snapshot<'a> {
    /// The findings that concern a page.
    pub fn findings_of(&self, path: &str) -> Vec<&Finding> {
        let page = self.renderer.find(path).filter(|page| page.is_html());
        let unit = match page.and_then(PageAddress::unit) {
            Some(unit) => self.catalog.units.get(unit).map(|unit| unit.id.as_str()),
            None => self.broken_unit_at(path),
        };
        let findings = self.findings();
        match (unit, page) {
            (Some(unit), _) => findings
                .filter(|finding| finding.diagnostic.unit.as_deref() == Some(unit))
                .collect(),
            (None, Some(page)) => {
                let sources = self.policy.sources;
                let here = concerns(page, &self.renderer, self.catalog, sources);
                findings.filter(|finding| here(finding)).collect()
            }
            (None, None) => Vec::new(),
        }
    }

    /// The name of a unit; its id where it has none that can be read.
    pub fn name_of<'u>(&self, unit: &'u str) -> &'u str
    where
        'a: 'u,
    {
        let known = self.catalog.unit(unit);
        known.map_or(unit, UnitSummary::display_name)
    }

    /// The page of the same unit in the other languages of the site: tag and address.
    pub fn other_languages(&self, path: &str) -> Vec<(&'a str, String)> {
        let (Some(page), Some(unit)) = (self.renderer.find(path), self.unit_at(path)) else {
            return Vec::new();
        };
        let languages = self.catalog.site.languages.iter().enumerate();
        let other = languages.map(|(at, tag)| match at {
            0 => (tag.value.as_str(), format!("{unit}/")),
            _ => (tag.value.as_str(), format!("{}/{unit}/", tag.value)),
        });
        other.filter(|(_, url)| page.url() != url).collect()
    }

    /// The address of the page of a unit in the main language.
    pub fn page_of(&self, unit: &str) -> Option<&str> {
        let page = self.renderer.find(&format!("{unit}/"))?;
        page.unit().is_some().then(|| page.url())
    }

    /// The unit whose page is at the path of a file, also while its own file is broken.
    pub fn unit_at(&self, path: &str) -> Option<&str> {
        let url = path.strip_suffix("index.html").unwrap_or(path);
        let page = self.renderer.find(url).and_then(PageAddress::unit);
        let unit = page.and_then(|unit| self.catalog.units.get(unit));
        unit.map(|unit| unit.id.as_str())
            .or_else(|| self.broken_unit_at(path))
    }

    /// The unit with a broken file whose page would be at a path.
    pub(super) fn broken_unit_at(&self, path: &str) -> Option<&'a str> {
        let languages = self.catalog.site.languages.iter().skip(1);
        let mut prefixes = languages.map(|tag| format!("{}/", tag.value));
        let folder = path.strip_suffix("/index.html")?;
        let other = prefixes.find_map(|prefix| folder.strip_prefix(&prefix));
        let broken = &self.catalog.broken_units;
        let unit = broken
            .iter()
            .find(|unit| unit.id == folder || Some(unit.id.as_str()) == other);
        unit.map(|unit| unit.id.as_str())
    }

    /// Names the bytes of a page but for the names of its style sheets, which are swapped in place.
    pub(super) fn version(&self, bytes: &[u8]) -> String {
        let mut text = String::from_utf8_lossy(bytes).into_owned();
        for (path, source) in self.style_sheets() {
            text = text.replace(path, source);
        }
        blake3::hash(text.as_bytes()).to_hex().as_str()[..16].to_owned()
    }
}
