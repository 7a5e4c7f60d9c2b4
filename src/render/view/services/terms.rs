//! What a resident agrees to: the rule set's terms for a unit, filled in.

use crate::assess::facts::Facts;
use crate::assess::offering::Offering;
use crate::model::interned_str::InternedStr;
use crate::model::rule_set::Service;
use crate::render::locale::Locale;
use crate::render::view::localized::Localized;
use crate::render::view::serialized::Serialized;
use crate::render::view::services::offer::Offer;
use crate::text::Spanned;

/// What the resident of a unit agrees to, filled in. A sentence that lacks what it names is left out.
pub fn terms(
    offer: &Offer<'_, '_>,
    service: &Service,
    locale: &Locale,
) -> Option<Serialized<Localized<'static>>> {
    let rule_set = offer.rule_set.filter(|_| !service.texts.is_empty())?;
    let offering = Offering::new(offer.unit, offer.region, rule_set);
    let facts = Facts::new(offer.unit, offer.region, &offering);
    let terms = facts.terms(service)?;
    let english = terms.text_en.as_ref().map(Spanned::as_str);
    let said = Localized::glossed(terms.text.as_str(), english, locale);
    let values = [
        ("{unit}", Some(offer.unit.display_name())),
        (
            "{phone}",
            offer
                .unit
                .contact
                .phone
                .as_ref()
                .map(|phone| phone.written.as_str()),
        ),
        (
            "{municipality}",
            offer.unit.municipality.as_ref().map(InternedStr::as_str),
        ),
    ];
    let mut filled = String::new();
    for sentence in said.text.split_inclusive(". ") {
        let lacks =
            |(name, value): &(&str, Option<&str>)| value.is_none() && sentence.contains(name);
        if values.iter().any(lacks) {
            continue;
        }
        let fill = |text: String, (name, value): &(&str, Option<&str>)| match value {
            Some(value) => text.replace(name, value),
            None => text,
        };
        filled += &values.iter().fold(sentence.to_owned(), fill);
    }
    let said = Localized {
        text: filled.trim_end().to_owned().into(),
        ..said
    };
    (!said.text.is_empty()).then(|| Serialized::new(&said))
}
