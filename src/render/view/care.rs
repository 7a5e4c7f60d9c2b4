//! How to seek care: referral, ages, languages.

use serde::Serialize;

use crate::model::unit::{Care, Unit};
use crate::render::error::RenderResult;
use crate::render::locale::Locale;
use crate::render::view::localized::Localized;

/// The highest age there is in the directory; it means that there is no upper limit.
const NO_UPPER_LIMIT: u32 = 99;

/// The section on how to seek care.
#[derive(Debug, Serialize)]
pub struct CareView<'a> {
    /// Whether a referral is needed.
    pub referral: Option<Localized<'a>>,
    /// Whom the unit receives.
    pub ages: Option<String>,
    /// Languages spoken, in words.
    pub languages: Option<String>,
}

/// The section; nothing when the unit says nothing of it.
pub fn care_view<'a>(unit: &'a Unit, locale: &Locale) -> RenderResult<Option<CareView<'a>>> {
    let Care { referral, ages } = &unit.care;
    let name = |tag: &str| {
        locale
            .optional(&format!("language_name_{tag}"))
            .unwrap_or(tag)
            .to_owned()
    };
    let languages = unit.languages.iter().map(|tag| name(tag.as_str()));
    let languages: Vec<String> = languages.collect();
    let view = CareView {
        referral: referral
            .as_ref()
            .map(|referral| Localized::of_unit(unit, referral, locale)),
        ages: ages
            .as_ref()
            .map(|ages| ages_in_words(ages.value, locale))
            .transpose()?,
        languages: (!languages.is_empty())
            .then(|| locale.and(&languages))
            .transpose()?,
    };
    let CareView {
        referral,
        ages,
        languages,
    } = &view;
    let empty = referral.is_none() && ages.is_none() && languages.is_none();
    Ok((!empty).then_some(view))
}

/// An age span in words.
pub fn ages_in_words([from, to]: [u32; 2], locale: &Locale) -> RenderResult<String> {
    match (from, to) {
        (0, NO_UPPER_LIMIT..) => Ok(locale.text("ages_all")?.to_owned()),
        (from, NO_UPPER_LIMIT..) => locale.say("ages_from", &[("from", from.into())]),
        (0, to) => locale.say("ages_to", &[("to", to.into())]),
        (from, to) => locale.say("ages_between", &[("from", from.into()), ("to", to.into())]),
    }
}
