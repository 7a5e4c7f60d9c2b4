//! The entries of lists: rows of units, and municipalities and services with how many units they have.

use crate::model::rule_set::Service;
use crate::render::address::PageAddress;
use crate::render::index::Municipality;
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::listing::{Counted, Rows};
use crate::render::view::localized::{Localized, gloss};

impl<'a> SiteData<'a> {
    /// Makes rows of units on a page.
    pub(crate) fn rows(&self, address: &PageAddress) -> Rows<'a, '_> {
        let (language, locale) = self.language(address);
        Rows {
            catalog: self.catalog,
            shared: self.shared(address),
            links: &self.links,
            made: &self.rows[language],
            language,
            locale,
        }
    }

    /// The municipalities of a page's region that have units.
    pub(crate) fn municipalities(&self, address: &PageAddress) -> Vec<Counted<'_>> {
        let (language, _) = self.language(address);
        let Some((region, index)) = self.region(address) else {
            return Vec::new();
        };
        let entry = |municipality| {
            let Municipality { name, units, .. }: &Municipality = municipality;
            let route = routes::municipality(&region.id, municipality);
            Counted {
                href: self.links.page(language, &route),
                name: Localized::own(name.as_str()),
                gloss: None,
                count: units.len(),
            }
        };
        index.municipalities.iter().map(entry).collect()
    }

    /// The services of a page's region, in the rule set's order.
    pub(crate) fn services(&self, address: &PageAddress) -> Vec<Counted<'a>> {
        let (language, locale) = self.language(address);
        let Some((region, index)) = self.region(address) else {
            return Vec::new();
        };
        let rule_set = address
            .subject()
            .region
            .and_then(|region| self.rule_set(region));
        let services = rule_set.map_or(&[][..], |rule_set| &rule_set.services);
        let entry = |(at, service): (usize, &'a Service)| Counted {
            href: self
                .links
                .page(language, &routes::service(&region.id, &service.id.value)),
            name: Localized::content(service.name.as_str(), locale),
            gloss: gloss(service.name_en.as_deref(), locale),
            count: index.services.get(at).map_or(0, Vec::len),
        };
        services.iter().enumerate().map(entry).collect()
    }
}
