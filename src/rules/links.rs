//! Links with exact places: fields of a unit that hold an address, and links and pictures in texts.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::model::href::AddressKind;
use crate::model::site::MarkdownText;
use crate::model::unit::{Booking, Unit};
use crate::rules::place;
use crate::text::{Span, Spanned, markdown};

/// One link.
pub struct Link<'a> {
    /// The address as read.
    pub address: Cow<'a, str>,
    /// What it is for.
    pub kind: AddressKind,
    /// Where it stands.
    pub origin: Origin,
    unit: &'a Unit,
    /// The value in the unit's file with its quotes, or the address in a text.
    written: Span,
}

/// Where a link stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A field of the unit's file that must hold a whole address.
    Field,
    /// A text.
    Text,
}

impl Link<'_> {
    /// Its exact place, without quotes.
    pub fn place(&self) -> Span {
        match self.origin {
            Origin::Field => {
                let field = Spanned::new(self.address.clone().into_owned(), self.written);
                place::inside(self.unit, &field, 0..self.address.len())
            }
            Origin::Text => self.written,
        }
    }

    /// Whether the address stands in the file as it is, without escapes, so that a fix may change it.
    pub fn is_verbatim(&self) -> bool {
        self.place().range().len() == self.address.len()
    }
}

/// The addresses and mailboxes in a unit's file, which must be whole.
pub fn in_file(unit: &Unit) -> Vec<Link<'_>> {
    let mut links = Vec::with_capacity(unit.services.len() + 8);
    in_fields(unit, &mut links);
    let mailbox = unit.responsible.as_ref().and_then(|it| it.email.as_ref());
    links.extend(mailbox.map(|mailbox| Link {
        address: Cow::Borrowed(mailbox.as_str()),
        kind: AddressKind::Mailbox,
        origin: Origin::Field,
        unit,
        written: mailbox.span,
    }));
    links
}

/// The links of a unit's file and its texts.
pub fn of(unit: &Unit) -> Vec<Link<'_>> {
    let mut links = in_file(unit);
    links.retain(|link| link.kind != AddressKind::Mailbox);
    for about in unit.about.values() {
        let written = in_text(about).into_iter();
        let own = written.filter(|link| link.kind == TextLinkKind::Link);
        links.extend(own.map(|link| Link {
            address: Cow::Owned(link.address.into_string()),
            kind: AddressKind::Page,
            origin: Origin::Text,
            unit,
            written: link.place,
        }));
    }
    links
}

fn in_fields<'a>(unit: &'a Unit, links: &mut Vec<Link<'a>>) {
    let mut take = |address: &'a str, written: Span| {
        links.push(Link {
            address: Cow::Borrowed(address),
            kind: AddressKind::Page,
            origin: Origin::Field,
            unit,
            written,
        });
    };
    let services = unit.services.iter();
    let services = services.flat_map(|entry| entry.links.iter().map(|link| &link.url));
    let extras = unit
        .extra_services
        .iter()
        .filter_map(|extra| extra.url.as_ref());
    let help = unit.help.iter().filter_map(|item| item.url.as_ref());
    let own = extras.chain(&unit.contact.website).chain(help);
    for field in services.chain(own) {
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

/// A link or a picture in a text.
pub struct TextLink<'a> {
    /// The address as read.
    pub address: CowStr<'a>,
    /// What it is.
    pub kind: TextLinkKind,
    /// Its exact place: the address, or all of it where that is not certain.
    pub place: Span,
    /// Whether there is something to read of it: words, or a picture's words.
    pub has_words: bool,
}

/// Kinds of links in texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextLinkKind {
    /// A link.
    Link,
    /// `<namn@example.se>`: a mailbox without `mailto:`.
    Mailbox,
    /// A picture.
    Picture,
}

/// The links and pictures of a text, in order.
pub fn in_text(text: &MarkdownText) -> Vec<TextLink<'_>> {
    let source = &*text.source;
    let mut links: Vec<TextLink<'_>> = Vec::new();
    let may_have_one = source.contains("](")
        || source.contains("]:")
        || source.contains('<') && source.contains([':', '@']);
    if !may_have_one {
        return links;
    }
    // The links and pictures that are open, from the outermost.
    let mut open: Vec<usize> = Vec::new();
    for (event, range) in markdown::parser(source).into_offset_iter() {
        let (address, kind) = match event {
            Event::Start(Tag::Link {
                link_type: LinkType::Email,
                dest_url,
                ..
            }) => (dest_url, TextLinkKind::Mailbox),
            Event::Start(Tag::Link { dest_url, .. }) => (dest_url, TextLinkKind::Link),
            Event::Start(Tag::Image { dest_url, .. }) => (dest_url, TextLinkKind::Picture),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                open.pop();
                continue;
            }
            Event::Text(words) | Event::Code(words) if !words.trim().is_empty() => {
                open.iter().for_each(|at| links[*at].has_words = true);
                continue;
            }
            _ => continue,
        };
        // The address stands last in an inline link; in others it is looked for in the whole link.
        let exact = source[range.clone()].rfind(&*address);
        let part = match exact.filter(|_| !address.is_empty()) {
            Some(at) => range.start + at..range.start + at + address.len(),
            None => range,
        };
        open.push(links.len());
        links.push(TextLink {
            address,
            kind,
            place: Span::new(text.file, part),
            has_words: false,
        });
    }
    links
}
