//! Who runs the unit and answers for its page, when the page was reviewed, and which rule set holds for
//! it. The person or function that `[responsible]` names is not among it, and never published.

use serde::Serialize;

use crate::model::region::Region;
use crate::model::rule_set::RuleSet;
use crate::model::unit::Unit;
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::localized::{Day, Localized};

/// The section on who runs the unit.
#[derive(Debug, Serialize)]
pub struct OwnerView<'a> {
    /// The region.
    pub region: Localized<'a>,
    /// The administration of the region.
    pub administration: Option<Localized<'a>>,
    /// Whether the unit is run privately.
    pub private: bool,
    /// The private provider.
    pub provider: Option<&'a str>,
    /// Agreements with the region.
    pub agreements: Vec<Localized<'a>>,
    /// The organisation that answers for what the page says: the private provider, else the
    /// administration, else the region.
    pub content_owner: Localized<'a>,
    /// Day somebody read the whole page and found it true.
    pub reviewed: Option<Day>,
    /// The rule set, for units it binds.
    pub rule_set: Option<RuleSetLink<'a>>,
}

/// A rule set and where it can be read.
#[derive(Debug, Serialize)]
pub struct RuleSetLink<'a> {
    /// Its title.
    pub title: Localized<'a>,
    /// First day in force.
    pub in_force: Day,
    /// The page of the base offering.
    pub href: String,
}

/// The section.
pub fn owner_view<'a>(
    unit: &'a Unit,
    region: &'a Region,
    rule_set: Option<(&'a RuleSet, String)>,
    locale: &Locale,
) -> RenderResult<OwnerView<'a>> {
    let administration = unit
        .administration
        .as_ref()
        .and_then(|id| region.administration(id.as_str()));
    let agreements = unit
        .agreements
        .iter()
        .filter_map(|id| region.agreement(id.as_str()));
    let rule_set = rule_set
        .map(|(rule_set, href)| {
            let title = Localized::content(&rule_set.title, locale);
            RenderResult::Ok(RuleSetLink {
                title,
                in_force: Day::new(rule_set.in_force, locale)?,
                href,
            })
        })
        .transpose()?;
    let region = Localized::glossed(&region.name, region.name_en.as_deref(), locale);
    let administration =
        administration.map(|it| Localized::glossed(&it.name, it.name_en.as_deref(), locale));
    let provider = unit.provider_name();
    let content_owner = match provider {
        Some(provider) if unit.is_private() => Localized::own(provider),
        _ => administration.clone().unwrap_or_else(|| region.clone()),
    };
    Ok(OwnerView {
        region,
        administration,
        content_owner,
        private: unit.is_private(),
        provider,
        agreements: agreements
            .map(|it| Localized::glossed(&it.name, it.name_en.as_deref(), locale))
            .collect(),
        reviewed: unit
            .reviewed
            .as_ref()
            .map(|day| Day::new(day.value, locale))
            .transpose()?,
        rule_set,
    })
}
