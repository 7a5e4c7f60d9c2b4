//! The links of a unit, with exact places: fields that hold an address, and links in its texts.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag};

use crate::model::site::MarkdownText;
use crate::model::unit::{Booking, Unit};
use crate::rules::place;
use crate::text::{Span, Spanned};

/// One link.
pub struct Link<'a> {
    /// The address as read.
    pub address: Cow<'a, str>,
    /// Where it stands.
    pub origin: Origin<'a>,
    unit: &'a Unit,
    /// The value in the unit's file with its quotes, or the address in a text.
    written: Span,
}

/// Where a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin<'a> {
    /// A field of the unit's file that must hold a whole address.
    Field,
    /// A text in a language.
    Text(&'a str),
}

impl Link<'_> {
    /// Its exact place, without quotes.
    pub fn place(&self) -> Span {
        match self.origin {
            Origin::Field => {
                let field = Spanned::new(self.address.clone().into_owned(), self.written);
                place::inside(self.unit, &field, 0..self.address.len())
            }
            Origin::Text(_) => self.written,
        }
    }

    /// Whether the address stands in the file as it is, without escapes, so that a fix may change it.
    pub fn is_verbatim(&self) -> bool {
        self.place().range().len() == self.address.len()
    }
}

/// The links of a unit's file and its texts.
pub fn of(unit: &Unit) -> Vec<Link<'_>> {
    let mut links = Vec::with_capacity(unit.services.len() + 8);
    in_fields(unit, &mut links);
    for (language, about) in &unit.about {
        in_text(unit, about, language, &mut links);
    }
    links
}

fn in_fields<'a>(unit: &'a Unit, links: &mut Vec<Link<'a>>) {
    let mut take = |address: &'a str, written: Span| {
        links.push(Link {
            address: Cow::Borrowed(address),
            origin: Origin::Field,
            unit,
            written,
        });
    };
    let services = unit.services.iter().filter_map(|entry| entry.url.as_ref());
    let extras = unit
        .extra_services
        .iter()
        .filter_map(|extra| extra.url.as_ref());
    for field in services.chain(extras).chain(&unit.contact.website) {
        take(&field.value, field.span);
    }
    for booking in unit
        .visits
        .iter()
        .flatten()
        .filter_map(|visit| visit.book.as_ref())
    {
        if let Booking::Url(url) = &booking.value {
            take(url, booking.span);
        }
    }
}

fn in_text<'a>(
    unit: &'a Unit,
    about: &'a MarkdownText,
    language: &'a str,
    links: &mut Vec<Link<'a>>,
) {
    let source = &*about.source;
    let signs = ["](", "]:", "<http", "<mailto", "]["];
    if !signs.into_iter().any(|sign| source.contains(sign)) {
        return;
    }
    for (event, range) in Parser::new(source).into_offset_iter() {
        let Event::Start(Tag::Link { dest_url, .. }) = event else {
            continue;
        };
        // The address stands last in an inline link; in others it is looked for in the whole link.
        let exact = source[range.clone()].rfind(&*dest_url);
        let part = match exact.filter(|_| !dest_url.is_empty()) {
            Some(at) => range.start + at..range.start + at + dest_url.len(),
            None => range,
        };
        links.push(Link {
            address: Cow::Owned(dest_url.into_string()),
            origin: Origin::Text(language),
            unit,
            written: Span::new(about.file, part),
        });
    }
}
