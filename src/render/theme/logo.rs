//! The pictures that a theme states: which assets they are, and how large the logo is shown.

use crate::diagnostic::code::Level;
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::look::LogoFile;
use crate::model::name::nearest;
use crate::model::svg;
use crate::render::faults::unusable_logo;
use crate::render::theme::assets::Asset;
use crate::text::Spanned;

/// How high a logo is shown, in pixels.
const HEIGHT: f64 = 44.0;
/// How wide a logo may be.
const MAX_WIDTH: f64 = 220.0;
/// How heavy a logo may be, in bytes.
const MAX_BYTES: usize = 50_000;

/// A logo that can be shown.
#[derive(Clone, Debug)]
pub struct Logo {
    /// Its published path.
    pub path: String,
    /// What it says to those who do not see it.
    pub alt: String,
    /// The same in English.
    pub alt_en: Option<String>,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A picture that is not shown on pages: beside links to them, or on the start screen of a telephone.
#[derive(Clone, Debug)]
pub struct Picture {
    /// Its published path.
    pub path: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
}

/// A picture that a theme states, which must be a PNG; a finding when it cannot be used.
pub fn picture(
    stated: &Spanned<String>,
    assets: &[Asset],
    found: &mut Vec<Diagnostic>,
) -> Option<Picture> {
    let asset = match named(stated, assets) {
        Ok(asset) => asset,
        Err(missing) => {
            found.push(*missing);
            return None;
        }
    };
    let Some((width, height)) = size_of_png(&asset.bytes) else {
        let name = &stated.value;
        let message = say!("`{name}` is no PNG", "`{name}` är ingen PNG");
        let help = say!("save the picture as PNG", "spara bilden som PNG");
        found.push(Diagnostic::new(&unusable_logo::CODE, stated.span, message).with_help(help));
        return None;
    };
    Some(Picture {
        path: asset.path.to_string(),
        width: pixels(width),
        height: pixels(height),
    })
}

/// The asset of a name, or the finding that there is none.
fn named<'a>(stated: &Spanned<String>, assets: &'a [Asset]) -> Result<&'a Asset, Box<Diagnostic>> {
    let name = &stated.value;
    if let Some(asset) = assets.iter().find(|asset| asset.source == *name) {
        return Ok(asset);
    }
    let names = assets.iter().map(|asset| asset.source.as_str());
    let help = match nearest(name, names) {
        Some(meant) => say!("did you mean `{meant}`?", "menade du `{meant}`?"),
        None => say!(
            "put the file in `assets/` of the theme",
            "lägg filen i temats `assets/`"
        ),
    };
    let message = say!(
        "there is no asset `{name}`",
        "filen `{name}` finns inte bland temats tillgångar"
    );
    let missing = Diagnostic::new(&unusable_logo::CODE, stated.span, message);
    Err(Box::new(missing.with_help(help)))
}

/// The logo that a theme states; a finding when it cannot be shown.
pub fn read(stated: &LogoFile, assets: &[Asset], found: &mut Vec<Diagnostic>) -> Option<Logo> {
    let name = &stated.file.value;
    let asset = match named(&stated.file, assets) {
        Ok(asset) => asset,
        Err(missing) => {
            found.push(*missing);
            return None;
        }
    };
    let mut fault = |message: Text, help: Text| {
        found
            .push(Diagnostic::new(&unusable_logo::CODE, stated.file.span, message).with_help(help));
    };
    let save = || {
        say!(
            "save the logo as SVG with a `viewBox`, or as PNG",
            "spara logotypen som SVG med `viewBox`, eller som PNG"
        )
    };
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let size = match extension {
        "svg" => svg::size(&asset.bytes),
        "png" => size_of_png(&asset.bytes),
        _ => {
            fault(
                say!(
                    "`{name}` is neither SVG nor PNG",
                    "`{name}` är varken SVG eller PNG"
                ),
                save(),
            );
            return None;
        }
    };
    let Some((width, height)) = size else {
        fault(
            say!(
                "the size of `{name}` cannot be read",
                "storleken på `{name}` går inte att läsa"
            ),
            save(),
        );
        return None;
    };
    if extension == "svg" && svg::acts(&asset.bytes) {
        fault(
            say!(
                "`{name}` holds a script or something that starts one",
                "`{name}` innehåller ett skript eller något som startar ett"
            ),
            say!(
                "save the logo as a plain SVG, without `<script>`, `onload` and the like, or as PNG",
                "spara logotypen som vanlig SVG, utan `<script>`, `onload` och liknande, eller som PNG"
            ),
        );
        return None;
    }
    let bytes = asset.bytes.len();
    if bytes > MAX_BYTES {
        let message = say!(
            "`{name}` weighs {bytes} bytes",
            "`{name}` väger {bytes} byte"
        );
        let help = say!(
            "make it smaller than {MAX_BYTES} bytes; every page loads it",
            "gör den mindre än {MAX_BYTES} byte; varje sida laddar den"
        );
        let heavy = Diagnostic::new(&unusable_logo::CODE, stated.file.span, message);
        found.push(heavy.with_help(help).at_most(Some(Level::Warn)));
    }
    let scale = (HEIGHT / height).min(MAX_WIDTH / width);
    Some(Logo {
        path: asset.path.to_string(),
        alt: stated.alt.clone(),
        alt_en: stated.alt_en.clone(),
        width: pixels(width * scale),
        height: pixels(height * scale),
    })
}

/// A length as whole pixels.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a positive number, cut at the largest there is"
)]
fn pixels(length: f64) -> u32 {
    length.round().max(1.0) as u32
}

/// Width and height out of the head of a PNG.
fn size_of_png(bytes: &[u8]) -> Option<(f64, f64)> {
    let rest = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let rest = rest.get(4..)?.strip_prefix(b"IHDR")?;
    let number = |at: usize| {
        let part: [u8; 4] = rest.get(at..at + 4)?.try_into().ok()?;
        Some(f64::from(u32::from_be_bytes(part)))
    };
    svg::size_that_shows(number(0)?, number(4)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::path::SitePath;
    use crate::text::{FileId, Span};

    #[test]
    fn a_picture_must_be_a_png_that_is_there() {
        let asset = |source: &str, bytes: &[u8]| Asset {
            source: source.to_owned(),
            path: SitePath::new(&format!("assets/{source}")).expect("a sound path"),
            bytes: bytes.to_vec(),
        };
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\0\x40\x08\x06";
        let assets = [asset("a.png", png), asset("b.png", b"GIF89a")];
        let read = |name: &str| {
            let mut found = Vec::new();
            let stated = Spanned::new(name.to_owned(), Span::new(FileId(0), 0..0));
            let size = picture(&stated, &assets, &mut found).map(|it| (it.width, it.height));
            let words: Vec<String> = found.iter().map(|it| it.message.en.to_string()).collect();
            (size, words.concat())
        };
        assert_eq!(read("a.png"), (Some((256, 64)), String::new()));
        assert_eq!(read("b.png"), (None, "`b.png` is no PNG".to_owned()));
        assert_eq!(
            read("c.png"),
            (None, "there is no asset `c.png`".to_owned())
        );
    }

    #[test]
    fn sizes_are_read_from_the_head_of_the_file() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\0\x40\x08\x06";
        assert_eq!(size_of_png(png), Some((256.0, 64.0)));
        assert_eq!(size_of_png(&png[..18]), None);
    }
}
