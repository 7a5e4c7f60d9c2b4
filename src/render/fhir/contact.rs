//! Ways to reach an organisation or a unit in FHIR: `telecom` in release 4, `contact` with their
//! purposes in release 5.

use std::borrow::Cow;

use serde::Serialize;

use crate::model::region::Region;
use crate::model::stated_phone::StatedPhone;
use crate::model::unit::{FunctionPhone, Unit, UnitContact};
use crate::render::fhir::Release;
use crate::render::fhir::element::{Address, CodeableConcept};
use crate::render::view::contact::is_web;
use crate::text::Spanned;

/// A way to reach a unit, and what it is for.
#[derive(Debug)]
pub struct Contact<'a> {
    purpose: Option<&'a str>,
    system: &'static str,
    value: Cow<'a, str>,
}

/// The ways to reach a unit: its phones and its site.
pub fn of_unit(unit: &Unit) -> Vec<Contact<'_>> {
    let UnitContact {
        phone: main,
        website,
        phones,
        span: _,
    } = &unit.contact;
    let mut contacts = Vec::with_capacity(phones.len() + 2);
    contacts.extend(main.iter().map(|number| phone(None, number)));
    contacts.extend(phones.iter().filter_map(|it| {
        let FunctionPhone {
            label,
            number,
            // There is no element for the hours of a number.
            hours: _,
            // Shown beside a service on the page.
            service: _,
            span: _,
        } = it;
        let purpose = label.as_ref().map(|label| label.as_str());
        Some(phone(purpose, number.as_ref()?))
    }));
    contacts.extend(site(website.as_ref()));
    contacts
}

/// The way to reach a region: its site.
pub fn of_region(region: &Region) -> Option<Contact<'_>> {
    site(region.website.as_ref())
}

/// A number, as programs dial it where it can be read.
fn phone<'a>(purpose: Option<&'a str>, number: &StatedPhone) -> Contact<'a> {
    Contact {
        purpose,
        system: "phone",
        value: number.dialled().unwrap_or_else(|| number.display()).into(),
    }
}

/// A site on the web.
fn site(address: Option<&Spanned<String>>) -> Option<Contact<'_>> {
    let address = address.map(|address| address.as_str());
    let address = address.filter(|address| is_web(address))?;
    Some(Contact {
        purpose: None,
        system: "url",
        value: address.into(),
    })
}

/// The elements of a resource that say how it is reached, of which a release has one.
#[derive(Debug, Default, Serialize)]
pub struct Contacts<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    telecom: Vec<ContactPoint<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contact: Vec<ExtendedContactDetail<'a>>,
}

impl<'a> Contacts<'a> {
    /// Ways to reach it as a release has them.
    pub fn new(contacts: &'a [Contact<'a>], release: Release) -> Self {
        let mut elements = Self::default();
        match release {
            Release::R4 => elements.telecom = contacts.iter().map(ContactPoint::of).collect(),
            Release::R5 => {
                // An address may follow.
                elements.contact.reserve_exact(contacts.len() + 1);
                let details = contacts.iter().map(ExtendedContactDetail::of);
                elements.contact.extend(details);
            }
        }
        elements
    }

    /// Adds an address, where a release has it among them.
    pub fn add_address(&mut self, address: Address<'a>) {
        self.contact.push(ExtendedContactDetail {
            purpose: None,
            telecom: None,
            address: Some(address),
        });
    }
}

/// `ContactPoint`: a number or an address on the web.
#[derive(Clone, Copy, Debug, Serialize)]
struct ContactPoint<'a> {
    system: &'static str,
    value: &'a str,
    #[serde(rename = "use")]
    used: &'static str,
}

impl<'a> ContactPoint<'a> {
    fn of(contact: &'a Contact<'a>) -> Self {
        Self {
            system: contact.system,
            value: &contact.value,
            used: "work",
        }
    }
}

/// `ExtendedContactDetail` of release 5.
#[derive(Clone, Copy, Debug, Serialize)]
struct ExtendedContactDetail<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    purpose: Option<CodeableConcept<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    telecom: Option<[ContactPoint<'a>; 1]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<Address<'a>>,
}

impl<'a> ExtendedContactDetail<'a> {
    fn of(contact: &'a Contact<'a>) -> Self {
        Self {
            purpose: contact.purpose.map(CodeableConcept::text),
            telecom: Some([ContactPoint::of(contact)]),
            address: None,
        }
    }
}
