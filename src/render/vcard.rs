//! A unit as a vCard 4.0 (RFC 6350), for the address book of a telephone.
//!
//! It holds what stays true for long: no hours, no notices, and nothing that is never published.

use crate::model::interned_str::InternedStr;
use crate::model::region::Region;
use crate::model::stated_phone::StatedPhone;
use crate::model::unit::{FunctionPhone, Unit, UnitContact};
use crate::render::content_lines::{ContentLines, escape};
use crate::render::dated::changed;
use crate::render::view::contact::is_web;
use crate::text::Spanned;

/// Where the card and its page are.
pub struct CardAddresses<'a> {
    /// The unit's page in the site's first language.
    pub page: &'a str,
    /// The same where the site has its permanent address: what names the card.
    pub uid: &'a str,
    /// The card itself.
    pub card: &'a str,
}

/// The card of a unit.
pub fn card(
    unit: &Unit,
    region: &Region,
    place: &CardAddresses<'_>,
    today: chrono::NaiveDate,
) -> String {
    let mut card = ContentLines::default();
    card.line("BEGIN:VCARD");
    card.line("VERSION:4.0");
    card.line("KIND:org");
    card.line(&format!("UID:{}", uri(place.uid)));
    card.line(&format!("SOURCE:{}", uri(place.card)));
    if let Some(day) = changed(unit, today) {
        card.line(&format!("REV:{}T000000Z", day.format("%Y%m%d")));
    }
    card.line(&format!("FN:{}", escape(unit.display_name())));
    card.line(&format!("ORG:{}", organisation(unit, region)));
    let unit_type = unit.unit_type.as_ref();
    if let Some(unit_type) = unit_type.and_then(|id| region.unit_type(id.as_str())) {
        card.line(&format!("CATEGORIES:{}", escape(&unit_type.listed.name)));
    }
    let UnitContact {
        phone,
        website,
        phones,
        span: _,
    } = &unit.contact;
    if let Some(number) = phone {
        card.line(&format!("TEL;PREF=1;{}", telephone(number)));
    }
    for (at, phone) in phones.iter().enumerate() {
        function_phone(&mut card, at + 1, phone);
    }
    if let Some(address) = address(unit) {
        card.line(&format!("ADR:{address}"));
    }
    if let Some([latitude, longitude]) = unit.visit.position() {
        card.line(&format!("GEO:geo:{latitude},{longitude}"));
    }
    for language in unit.languages.iter() {
        if is_tag(language.as_str()) {
            card.line(&format!("LANG:{}", language.as_str()));
        }
    }
    card.line(&format!("URL;PREF=1:{}", uri(place.page)));
    let website = website.as_ref().map(Spanned::as_str);
    if let Some(website) = website.filter(|website| is_web(website)) {
        card.line(&format!("URL:{}", uri(website)));
    }
    if let Some(summary) = &unit.summary {
        card.line(&format!("NOTE:{}", escape(summary.as_str())));
    }
    card.line("END:VCARD");
    card.text
}

/// The parts of the organisation: a private provider, else the region and its administration.
fn organisation(unit: &Unit, region: &Region) -> String {
    if let Some(name) = unit.provider_name() {
        return escape(name);
    }
    let administration = unit.administration.as_ref();
    let administration = administration.and_then(|id| region.administration(id.as_str()));
    match administration {
        Some(administration) => {
            format!("{};{}", escape(&region.name), escape(&administration.name))
        }
        None => escape(&region.name),
    }
}

/// A number with its kind of value: a short number is no `tel:` address, as it is dialled only here.
fn telephone(number: &StatedPhone) -> String {
    match &number.read {
        Ok(phone) if phone.e164().is_some() => {
            format!("TYPE=\"work,voice\";VALUE=uri:{}", phone.tel_uri())
        }
        _ => format!(
            "TYPE=\"work,voice\";VALUE=text:{}",
            escape(&number.display())
        ),
    }
}

/// A number for one function. The standard has no place for its label; address books read this one.
fn function_phone(card: &mut ContentLines, at: usize, phone: &FunctionPhone) {
    let FunctionPhone {
        label,
        number,
        // What stays true for long is here.
        hours: _,
        // Shown beside a service on the page.
        service: _,
        span: _,
    } = phone;
    let Some(number) = number else {
        return;
    };
    let number = telephone(number);
    match label {
        Some(label) => {
            card.line(&format!("item{at}.TEL;{number}"));
            card.line(&format!("item{at}.X-ABLABEL:{}", escape(label.as_str())));
        }
        None => card.line(&format!("TEL;{number}")),
    }
}

/// The visiting address in the seven parts of `ADR`.
fn address(unit: &Unit) -> Option<String> {
    let street = unit.visit.street.as_ref();
    let place = unit.locality.as_ref().or(unit.municipality.as_ref());
    if street.is_none() && place.is_none() {
        return None;
    }
    let text = |value: Option<&str>| value.map_or_else(String::new, escape);
    let (street, place) = (street.map(Spanned::as_str), place.map(InternedStr::as_str));
    Some(format!(";;{};{};;;Sverige", text(street), text(place)))
}

/// Whether a text has the form of a language tag.
fn is_tag(text: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric());
    text.split('-').all(part)
}

/// An address as a value: what would end the line or is no part of an address is percent-encoded.
pub(super) fn uri(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.chars() {
        let belongs = c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
        if !belongs {
            out.push_str(&crate::render::address::encode(c.encode_utf8(&mut [0; 4])));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_address_ends_its_line() {
        assert_eq!(
            uri("https://example.se/å b\r\n<END>:VCARD?a=1&b=%20"),
            "https://example.se/%C3%A5%20b%0D%0A%3CEND%3E:VCARD?a=1&b=%20"
        );
        assert!(is_tag("sv") && is_tag("zh-Hant") && !is_tag("sv\r\n") && !is_tag(""));
    }
}
