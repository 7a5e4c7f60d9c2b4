//! The kinds of page. A new kind is a variant of [`PageKind`], a file here and a line in [`PAGES`].
//!
//! A kind says which pages it has and how one of them is made; it keeps nothing.

pub mod a_to_o;
pub mod asset;
pub mod calendar;
pub mod feed;
pub mod fhir;
pub mod home;
pub mod manifest;
pub mod municipality;
pub mod not_found;
pub mod open_data;
pub mod poster;
pub mod redirect;
pub mod region;
pub mod robots;
pub mod rule_set;
pub mod search;
pub mod server_file;
pub mod service;
pub mod site_page;
pub mod sitemap;
pub mod statement;
pub mod unit;
pub mod unit_type;
pub mod vcard;

use crate::render::address::PageKind;
use crate::render::kind::PageMaker;

/// All kinds. Where two kinds claim one address, the first has it.
pub static PAGES: [&PageMaker; 29] = [
    &asset::ASSET,
    &home::HOME,
    &region::REGION,
    &a_to_o::A_TO_O,
    &municipality::MUNICIPALITIES,
    &municipality::MUNICIPALITY,
    &unit_type::UNIT_TYPE,
    &service::SERVICES,
    &service::SERVICE,
    &rule_set::RULE_SET,
    &statement::STATEMENT,
    &site_page::SITE_PAGE,
    &unit::UNIT,
    &vcard::VCARD,
    &calendar::CALENDAR,
    &poster::POSTER,
    &not_found::NOT_FOUND,
    &redirect::REDIRECT,
    &sitemap::SITEMAP,
    &manifest::MANIFEST,
    &robots::ROBOTS,
    &server_file::SERVER_FILE,
    &search::SEARCH,
    &open_data::JSON,
    &open_data::schema::SCHEMA,
    &open_data::csv::CSV,
    &fhir::R4,
    &fhir::R5,
    &feed::FEED,
];

/// How the pages of a kind are listed and made.
pub fn maker(kind: PageKind) -> &'static PageMaker {
    let mut makers = PAGES.iter().filter(|maker| maker.kind == kind);
    makers
        .next()
        .expect("bug: a kind of page is missing in the table")
}
