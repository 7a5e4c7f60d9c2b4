//! Rendering: from the domain to the bytes of every file of the site.
//!
//! A [`Renderer`] is made once: it reads the theme, sorts the lists and works out which files there
//! are. Then each file is made when it is asked for, by a pure function that any thread may call; the
//! publisher streams them, the watch server makes what the browser asks for. Nothing here reads
//! files, knows the clock or prints.
//!
//! Adding a kind of page: a variant of [`address::PageKind`], a file in `render/pages/`, a line in
//! [`pages::PAGES`], a template.
//! Adding a field of a unit: the view it belongs to, and the template.

pub mod address;
pub mod calendar;
mod chrome;
pub mod chunked;
pub mod collate;
pub mod content_lines;
pub mod dated;
pub mod error;
pub mod faults;
pub mod fhir;
pub mod fingerprints;
pub mod index;
pub mod json_ld;
mod kind;
mod lists;
pub mod locale;
pub mod mark_check;
pub mod markdown;
pub mod marks;
pub mod minify;
pub mod page_list;
pub mod pages;
pub mod paging;
pub mod picture_view;
pub mod published;
mod renderer;
pub mod routes;
pub mod search;
pub mod server;
pub mod services;
pub mod shared_data;
mod site_data;
pub mod theme;
mod unit_pool;
pub mod vcard;
pub mod view;
pub mod xml;

#[cfg(test)]
mod tests;

pub use crate::render::page_list::Clash;
pub use crate::render::renderer::Renderer;
pub use crate::render::site_data::{ReadTheme, Settings, read_theme};
