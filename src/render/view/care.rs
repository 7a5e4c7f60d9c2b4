//! How to seek care: referral, ages, languages.

use serde::Serialize;

use crate::model::practical::{Accepts, Care};
use crate::model::unit::Unit;
use crate::render::error::{RenderError, RenderResult};
use crate::render::locale::Locale;
use crate::render::view::localized::Localized;
use crate::text::Spanned;

/// The highest age there is in the directory; it means that there is no upper limit.
const NO_UPPER_LIMIT: u32 = 99;

/// The section on how to seek care.
#[derive(Debug, Serialize)]
pub struct CareView<'a> {
    /// Whether a referral is needed.
    pub referral: Option<Localized<'a>>,
    /// Whether new patients are received.
    pub accepts: Option<String>,
    /// How to choose the unit.
    pub choose: Option<Localized<'a>>,
    /// How long the wait is.
    pub waiting_time: Option<Localized<'a>>,
    /// What it costs.
    pub fees: Option<Localized<'a>>,
    /// How to get an interpreter.
    pub interpreter: Option<Localized<'a>>,
    /// Whom the unit receives.
    pub ages: Option<String>,
    /// Languages spoken, in words.
    pub languages: Option<String>,
}

/// The section; nothing when the unit says nothing of it.
pub fn care_view<'a>(unit: &'a Unit, locale: &Locale) -> RenderResult<Option<CareView<'a>>> {
    let Care {
        referral,
        ages,
        accepts,
        fees,
        choose,
        interpreter,
        waiting_time,
    } = &unit.care;
    let said = |text: &'a Option<Spanned<String>>| {
        let text = text.as_ref();
        text.map(|text| Localized::of_unit(unit, text, locale))
    };
    let name = |tag: &str| {
        locale
            .optional(&format!("language_name_{tag}"))
            .unwrap_or(tag)
            .to_owned()
    };
    let languages = unit.languages.iter().map(|tag| name(tag.as_str()));
    let languages: Vec<String> = languages.collect();
    let view = CareView {
        referral: said(referral),
        accepts: accepts
            .map(|accepts| {
                let key = match accepts {
                    Accepts::Yes => "accepts_yes",
                    Accepts::No => "accepts_no",
                    Accepts::Queue => "accepts_queue",
                };
                Ok::<_, RenderError>(locale.text(key)?.to_owned())
            })
            .transpose()?,
        choose: said(choose),
        waiting_time: said(waiting_time),
        fees: said(fees),
        interpreter: said(interpreter),
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
        accepts,
        choose,
        waiting_time,
        fees,
        interpreter,
        ages,
        languages,
    } = &view;
    let texts = [referral, choose, waiting_time, fees, interpreter];
    let words = [accepts, ages, languages];
    let empty = texts.iter().all(|it| it.is_none()) && words.iter().all(|it| it.is_none());
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
