//! What stands around a page: its head, header, breadcrumbs and footer.
//!
//! What is the same on every page of a language or a region is made once.

use std::sync::LazyLock;

use serde::Serialize;

use crate::model::region::Region;
use crate::render::address::PageAddress;
use crate::render::error::RenderResult;
use crate::render::fhir::Release;
use crate::render::json_ld::breadcrumbs::breadcrumbs;
use crate::render::locale::Locale;
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::Link;
use crate::render::view::chrome::{
    Alternate, LogoView, PageView, PreviewView, RegionView, ShareImageView, SiteView,
    publisher_view, shown_in, site_page_title,
};
use crate::render::view::contact::is_web;
use crate::render::view::finding::finding_views;
use crate::render::view::linked::urgent_text;
use crate::render::view::localized::{Day, Localized, gloss};
use crate::render::view::rule_set::contact_view;
use crate::render::view::shared::Shared;

/// How many characters search engines show of a title.
pub(crate) const LONGEST_TITLE: usize = 70;

/// What a page says of itself.
pub(crate) struct Head<'a> {
    /// Its title, without the site's.
    pub title: Localized<'a>,
    /// One sentence for lists of search results.
    pub description: Option<String>,
    /// The way from the home page.
    pub crumbs: Vec<Link<'a>>,
    /// Whether it is for nobody to find: no search engine, no other languages.
    pub hidden: bool,
    /// Its address, when that is another page's.
    pub canonical: Option<String>,
    /// Data for search engines.
    pub json_ld: Option<String>,
}

impl Default for Head<'_> {
    fn default() -> Self {
        Self {
            title: Localized::own(""),
            description: None,
            crumbs: Vec::new(),
            hidden: false,
            canonical: None,
            json_ld: None,
        }
    }
}

impl<'a> SiteData<'a> {
    /// Makes what stands around every page.
    pub(super) fn add_chrome(&mut self) -> RenderResult<()> {
        for language in 0..self.theme.locales.len() {
            let view = tera::Value::try_from_serializable(&self.site_view(language)?)?;
            self.sites.push(view);
        }
        for region in self.catalog.regions.values() {
            let languages = 0..self.theme.locales.len();
            let view = |language| {
                Ok(tera::Value::try_from_serializable(
                    &self.region_view(region, language)?,
                )?)
            };
            self.regions
                .push(languages.map(view).collect::<RenderResult<Vec<_>>>()?);
        }
        Ok(())
    }

    /// Makes what the pages of regions have in common.
    pub(super) fn add_shared(&mut self) {
        let of_region = |(at, region)| {
            let rule_set = self.rule_set(at);
            let locales = self.theme.locales.iter();
            locales
                .map(|locale| Shared::new(region, rule_set, locale))
                .collect()
        };
        let regions = self.catalog.regions.values().enumerate();
        self.shared = regions.map(of_region).collect();
    }

    /// What the pages of a page's region have in common, in the page's language.
    pub(crate) fn shared(&self, address: &PageAddress) -> &Shared {
        static NOTHING: LazyLock<Shared> = LazyLock::new(Shared::default);
        let (language, _) = self.language(address);
        let region = address.subject().region;
        let shared = region.and_then(|region| self.shared.get(region)?.get(language));
        shared.unwrap_or(&NOTHING)
    }

    /// The site as templates see it.
    fn site_view(&self, language: usize) -> RenderResult<SiteView<'_>> {
        let catalog = self.catalog;
        let locale = &self.theme.locales[language];
        let own = &catalog.site.pages;
        let pages = shown_in(own, locale).into_iter().map(|at| Link {
            href: self.links.page(language, &routes::site_page(&own[at])),
            name: site_page_title(&own[at], locale),
        });
        let regions = catalog.regions.values().map(|region| Link {
            href: self.links.page(language, &routes::region(&region.id)),
            name: Localized::content(&region.short_name, locale),
        });
        let date = Day::new(self.settings.today, locale)?;
        Ok(SiteView {
            title: self.site_title(locale),
            home: self.links.page(language, ""),
            logo: self.theme.logo.as_ref().map(|logo| LogoView {
                href: self.links.file(&logo.path),
                alt: Localized::glossed(&logo.alt, logo.alt_en.as_deref(), locale)
                    .text
                    .into_owned(),
                width: logo.width,
                height: logo.height,
            }),
            share_image: self.theme.share_image.as_ref().map(|image| ShareImageView {
                absolute: self.links.absolute(&self.links.file(&image.path)),
                width: image.width,
                height: image.height,
            }),
            touch_icon: self
                .theme
                .touch_icon
                .as_ref()
                .map(|icon| self.links.file(&icon.path)),
            manifest: self
                .links
                .output_file(language, routes::MANIFEST)
                .map(|path| self.links.file(path.as_str())),
            brand: self.theme.brand.map(|colour| Some(colour?.to_string())),
            publisher: catalog.site.publisher.as_ref().map(publisher_view),
            pages: pages.collect(),
            statement: catalog
                .site
                .statement
                .as_ref()
                .map(|_| self.links.page(language, routes::STATEMENT)),
            regions: regions.collect(),
            urgent: urgent_text(None, locale)?,
            json: self.links.file(routes::UNITS_JSON),
            csv: self.links.file(routes::UNITS_CSV),
            preview: self
                .settings
                .preview
                .as_deref()
                .map(|name| PreviewView { name, date }),
        })
    }

    /// A region as templates see it.
    fn region_view(&self, region: &'a Region, language: usize) -> RenderResult<RegionView<'a>> {
        let locale = &self.theme.locales[language];
        let link = |route: String| self.links.page(language, &route);
        let website = region.website.as_ref().map(|website| website.as_str());
        let feed = self.links.output_file(language, &routes::feed(&region.id));
        Ok(RegionView {
            id: &region.id,
            name: Localized::content(&region.name, locale),
            gloss: gloss(region.name_en.as_deref(), locale),
            short_name: Localized::content(&region.short_name, locale),
            href: link(routes::region(&region.id)),
            a_to_o: link(routes::a_to_o(&region.id)),
            municipalities: link(routes::municipalities(&region.id)),
            services: link(routes::services(&region.id)),
            fhir_r4: self.links.file(&routes::fhir(&region.id, Release::R4)),
            fhir_r5: self.links.file(&routes::fhir(&region.id, Release::R5)),
            feed: feed.map(|path| self.links.file(path.as_str())),
            feed_title: locale.say(
                "feed_title",
                &[("region", region.short_name.as_str().into())],
            )?,
            rule_set: (!region.rule_sets.is_empty()).then(|| link(routes::rule_set(&region.id))),
            urgent: urgent_text(region.urgent.as_ref(), locale)?,
            website: website.filter(|website| is_web(website)),
            naming_contact: region
                .naming_contact
                .as_ref()
                .map(|contact| contact_view(contact, locale)),
        })
    }

    /// The title of the site.
    pub(crate) fn site_title(&self, locale: &Locale) -> Localized<'a> {
        let site = &self.catalog.site;
        Localized::glossed(&site.title, site.title_en.as_deref(), locale)
    }

    /// The way from the home page to a page: home, its region, and what lies between.
    pub(crate) fn crumbs<'l>(
        &self,
        address: &PageAddress,
        between: &[Link<'l>],
    ) -> RenderResult<Vec<Link<'l>>>
    where
        'a: 'l,
    {
        let (language, locale) = self.language(address);
        let mut crumbs = vec![Link {
            href: self.links.page(language, ""),
            name: Localized::own(locale.text("home")?.to_owned()),
        }];
        if let Some((region, _)) = self.region(address) {
            crumbs.push(Link {
                href: self.links.page(language, &routes::region(&region.id)),
                name: Localized::content(&region.short_name, locale),
            });
        }
        crumbs.extend_from_slice(between);
        Ok(crumbs)
    }

    /// What every template of a page can use.
    pub(crate) fn context(
        &self,
        address: &PageAddress,
        head: Head<'_>,
    ) -> RenderResult<tera::Context> {
        let (language, locale) = self.language(address);
        let href = self.links.file(address.url());
        let canonical = head.canonical.unwrap_or_else(|| self.links.absolute(&href));
        let mut alternates = Vec::new();
        if !head.hidden {
            for (at, other) in self.theme.locales.iter().enumerate() {
                let Some(page) = self.in_language(address, at) else {
                    continue;
                };
                let href = self.links.file(page.url());
                alternates.push(Alternate {
                    lang: other.tag.clone(),
                    name: other.text("language_own_name")?.to_owned(),
                    og_locale: other.text("og_locale")?.to_owned(),
                    absolute: self.links.absolute(&href),
                    href,
                    current: at == language,
                });
            }
        }
        let site_title = self.site_title(locale);
        let length = |text: &str| text.chars().count();
        let titles = length(&head.title.text) + length(" – ") + length(&site_title.text);
        let crumbs = head.crumbs.iter();
        let crumbs = crumbs.map(|crumb| (&*crumb.name.text, self.links.absolute(&crumb.href)));
        let page = PageView {
            names_site: titles <= LONGEST_TITLE,
            breadcrumbs: breadcrumbs(crumbs, &head.title.text),
            kind: address.kind().name(),
            title: head.title,
            description: head.description,
            href,
            canonical,
            default_language: alternates
                .first()
                .map(|first: &Alternate| first.absolute.clone()),
            alternates,
            crumbs: head.crumbs,
            noindex: head.hidden || self.settings.preview.is_some(),
            json_ld: head.json_ld,
        };
        let mut context = tera::Context::new();
        context.insert_value("lang", tera::Value::from(locale.tag.as_str()));
        context.insert_value("text", locale.plain.clone());
        let in_preview = self.settings.preview.is_some();
        let findings = self.findings.get(self.route(address));
        let findings = findings.filter(|_| in_preview);
        let findings = findings.map(|findings| finding_views(findings, locale));
        let findings = findings.unwrap_or_default();
        context.insert_value("findings", tera::Value::try_from_serializable(&findings)?);
        context.insert_value("page", tera::Value::try_from_serializable(&page)?);
        if let Some(site) = self.sites.get(language) {
            context.insert_value("site", site.clone());
        }
        let region = address
            .subject()
            .region
            .and_then(|region| self.regions.get(region)?.get(language));
        if let Some(region) = region {
            context.insert_value("region", region.clone());
        }
        Ok(context)
    }
}

/// A page from a template, with one value of its own under a name.
pub(crate) fn html<V: Serialize>(
    data: &SiteData<'_>,
    address: &PageAddress,
    template: &str,
    head: Head<'_>,
    name: &'static str,
    view: &V,
) -> RenderResult<Vec<u8>> {
    let mut context = data.context(address, head)?;
    context.insert_value(name, tera::Value::try_from_serializable(view)?);
    data.write(template, &context)
}
