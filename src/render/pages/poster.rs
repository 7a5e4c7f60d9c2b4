//! `<region>/<unit>/affisch/`: hours and number on a sheet for the unit's door, with a code that leads to its page.
//! In the site's first language. No search engine is to find it.

use qrcode::{Color, QrCode};
use serde::Serialize;

use crate::render::address::{ListedPage, PageAddress, PageKind};
use crate::render::chrome::{Head, html};
use crate::render::error::{RenderError, RenderResult};
use crate::render::kind::{Make, PageMaker, one_page_of_each_unit};
use crate::render::pages::unit::answering;
use crate::render::routes;
use crate::render::site_data::SiteData;
use crate::render::view::Link;
use crate::render::view::contact::{ContactView, contact_view};
use crate::render::view::deviations::deviations;
use crate::render::view::hours::{HoursView, hours_view};
use crate::render::view::localized::Localized;

/// Sheets for doors.
pub static POSTER: PageMaker = PageMaker {
    kind: PageKind::Poster,
    list,
    make: Make::Whole(render),
};

/// How many modules stay white around a code.
const QUIET: usize = 4;

#[derive(Serialize)]
struct View<'a> {
    /// The unit, and its page.
    unit: Link<'a>,
    /// The address of its page, to be read.
    address: String,
    /// The same as a code.
    code: Code,
    /// Numbers and when they are answered.
    contact: Option<ContactView<'a>>,
    /// When it is open.
    hours: Option<HoursView<'a>>,
}

/// A code, drawn.
#[derive(Serialize)]
struct Code {
    /// How wide and high it is, in modules.
    size: usize,
    /// Its dark modules, as the path of an SVG.
    path: String,
}

fn list(data: &SiteData<'_>) -> Vec<ListedPage> {
    one_page_of_each_unit(data, routes::poster)
}

fn render(data: &SiteData<'_>, address: &PageAddress) -> RenderResult<Vec<u8>> {
    let (language, locale) = data.language(address);
    let full = data.full_unit(address.subject().item)?;
    let unit = &full.unit;
    let upcoming = &data.upcoming[language];
    let answering = answering(data, address, unit)?;
    let told = deviations(unit, &answering, upcoming, locale)?;
    let href = data
        .links
        .page(language, &routes::unit(unit.region(), unit.slug()));
    let absolute = data.links.absolute(&href);
    let name = Localized::content(unit.display_name(), locale);
    let head = Head {
        title: name.clone(),
        hidden: true,
        canonical: Some(absolute.clone()),
        ..Head::default()
    };
    let view = View {
        unit: Link { href, name },
        code: code(&absolute)?,
        address: absolute
            .trim_start_matches("https://")
            .trim_end_matches('/')
            .to_owned(),
        contact: contact_view(unit, upcoming, locale)?,
        hours: hours_view(unit, told, upcoming, locale)?,
    };
    html(data, address, "poster.html", head, "poster", &view)
}

/// An address as a QR code: a rectangle for each row of dark modules that stand side by side.
fn code(address: &str) -> RenderResult<Code> {
    let code = QrCode::new(address).map_err(|error| RenderError::Form(error.to_string()))?;
    let width = code.width();
    let mut path = String::new();
    for (row, modules) in code.to_colors().chunks(width).enumerate() {
        let mut at = 0;
        for run in modules.chunk_by(|one, next| one == next) {
            if run[0] == Color::Dark {
                let (x, y, length) = (at + QUIET, row + QUIET, run.len());
                path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
            }
            at += run.len();
        }
    }
    Ok(Code {
        size: width + 2 * QUIET,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_has_its_marks_in_three_corners_and_is_white_around() {
        let code = code("https://example.se/kalmar/strandvik/").expect("a short address");
        let far = code.size - QUIET - 7;
        for (x, y) in [(QUIET, QUIET), (far, QUIET), (QUIET, far)] {
            assert!(
                code.path.contains(&format!("M{x} {y}h7v1h-7z")),
                "{}",
                code.path
            );
        }
        assert!(!code.path.contains("M0 ") && !code.path.contains(" 0h"));
    }
}
