//! The entries of lists: rows of units, and municipalities and services with how many units they have.

use crate::model::region::{Region, UnitType};
use crate::model::rule_set::Service;
use crate::render::address::PageAddress;
use crate::render::index::Municipality;
use crate::render::locale::Locale;
use crate::render::paging;
use crate::render::routes;
use crate::render::search::day_number;
use crate::render::site_data::SiteData;
use crate::render::view::finder::{FinderView, Source};
use crate::render::view::listing::{Counted, Rows};
use crate::render::view::localized::{Localized, gloss};

/// The heading of a type's page.
pub(crate) fn type_heading<'a>(unit_type: &'a UnitType, locale: &Locale) -> Localized<'a> {
    let listed = &unit_type.listed;
    match &unit_type.plural {
        Some(plural) => Localized::glossed(plural, unit_type.plural_en.as_deref(), locale),
        None => Localized::glossed(&listed.name, listed.name_en.as_deref(), locale),
    }
}

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

    /// The first day of the hours in rows, where a list stands on one page and can be filtered there.
    pub(crate) fn list_filters(&self, entries: usize) -> Option<i64> {
        let first = self.index.days.first();
        let from = first.map_or(self.settings.today, |day| day.date);
        (entries > 1 && paging::count(entries) == 1).then(|| day_number(from))
    }

    /// The search of all regions that have units; nothing where none has.
    pub(crate) fn finder_of_all(&self, language: usize) -> Option<FinderView<'_>> {
        let regions = self.catalog.regions.values().zip(&self.index.regions);
        let with_units = regions.filter(|(_, index)| !index.units.is_empty());
        let regions: Vec<&Region> = with_units.map(|(region, _)| region).collect();
        let lists = match &regions[..] {
            [] => return None,
            [region] => routes::a_to_o(&region.id),
            _ => String::new(),
        };
        let sources = regions.iter().map(|region| Source {
            index: self.links.file(&routes::search(&region.id)),
            units: self.links.page(language, &routes::region(&region.id)),
            name: (regions.len() > 1).then_some(region.short_name.as_str()),
        });
        Some(FinderView {
            sources: sources.collect(),
            lists: self.links.page(language, &lists),
            urgent: None,
            municipalities: Vec::new(),
            types: Vec::new(),
            services: Vec::new(),
            languages: Vec::new(),
        })
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

    /// The types of a page's region that have units, in the order of its file.
    pub(crate) fn unit_types(&self, address: &PageAddress) -> Vec<Counted<'a>> {
        let (language, locale) = self.language(address);
        let Some((region, index)) = self.region(address) else {
            return Vec::new();
        };
        let there = region.types.iter().zip(&index.types);
        let there = there.filter(|(_, units)| !units.is_empty());
        let entry = |(unit_type, units): (&'a UnitType, &Vec<u32>)| {
            let listed = &unit_type.listed;
            let route = routes::unit_type(&region.id, listed.id.as_str());
            Counted {
                href: self.links.page(language, &route),
                name: type_heading(unit_type, locale),
                gloss: None,
                count: units.len(),
            }
        };
        there.map(entry).collect()
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
