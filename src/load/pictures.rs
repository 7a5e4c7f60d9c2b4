//! Reads the pictures that lie beside texts, and finds which of them a text shows.

use std::sync::Arc;

use pulldown_cmark::{Event, Tag};

use crate::diagnostic::Diagnostic;
use crate::load::faults::{picture_too_large, unreadable_file};
use crate::model::picture::{self, Picture, PublishedPicture};
use crate::model::site::MarkdownText;
use crate::model::svg;
use crate::text::inputs::Content;
use crate::text::path::SitePath;
use crate::text::{FileId, Span, markdown};

/// Endings of pictures that browsers show.
const ENDINGS: [&str; 7] = ["jpg", "jpeg", "png", "svg", "webp", "gif", "avif"];

/// The ending of a picture's name, in small letters as it is published.
fn ending(path: &SitePath) -> String {
    path.extension().unwrap_or_default().to_ascii_lowercase()
}

/// Whether a file of `content/` is a picture where texts lie.
pub fn is_picture(path: &SitePath) -> bool {
    let parts: Vec<&str> = path.parts().skip(1).collect();
    let is_beside_texts = matches!(parts.as_slice(), ["pages", _] | [_, "units", _, ..]);
    is_beside_texts && ENDINGS.contains(&&*ending(path))
}

/// Reads a picture. One above the most bytes is shown all the same, but for one that is too large to be read.
pub fn read(
    file: FileId,
    path: &SitePath,
    content: &Content,
    found: &mut Vec<Diagnostic>,
) -> Picture {
    let published = bytes_of(file, content, found);
    let published = published.and_then(|bytes| publish(file, path, bytes, found));
    Picture { file, published }
}

fn bytes_of(file: FileId, content: &Content, found: &mut Vec<Diagnostic>) -> Option<Arc<[u8]>> {
    let place = Span::whole(file);
    match content {
        Content::Bytes(bytes) => Some(bytes.clone()),
        Content::Text(text) => Some(text.as_bytes().into()),
        Content::TooLarge { bytes } => {
            found.push(picture_too_large::not_read(place, *bytes));
            None
        }
        other => {
            found.extend(unreadable_file::fault(place, other));
            None
        }
    }
}

fn publish(
    file: FileId,
    path: &SitePath,
    bytes: Arc<[u8]>,
    found: &mut Vec<Diagnostic>,
) -> Option<PublishedPicture> {
    let place = Span::whole(file);
    let length = bytes.len() as u64;
    if length > picture_too_large::MAX_BYTES {
        found.push(picture_too_large::fault(place, length));
    }
    let is_svg = ending(path) == "svg";
    let size = if is_svg {
        svg::size(&bytes)
    } else {
        picture::size_of_bytes(&bytes)
    };
    let Some((width, height)) = size else {
        found.push(unreadable_file::no_picture(place));
        return None;
    };
    if is_svg && svg::acts(&bytes) {
        found.push(unreadable_file::acting_picture(place));
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a positive number, which the cast keeps within the type"
    )]
    let pixels = |length: f64| length.ceil() as u32;
    Some(PublishedPicture {
        path: published_path(path, &bytes)?,
        size: [pixels(width), pixels(height)],
        bytes,
    })
}

/// `strandvik-entre.jpg` becomes `assets/pictures/strandvik-entre.0a1b2c3d4e.jpg`.
fn published_path(path: &SitePath, bytes: &[u8]) -> Option<SitePath> {
    let hash = blake3::hash(bytes).to_hex();
    let (name, ending) = (slug::slugify(path.stem()), ending(path));
    let path = format!("assets/pictures/{name}.{}.{ending}", &hash.as_str()[..10]);
    SitePath::new(&path)
}

/// The paths below `content/` that the pictures of a text lead to.
pub fn shown_by(text: &MarkdownText) -> Vec<String> {
    if !text.source.contains("![") {
        return Vec::new();
    }
    let events = markdown::parser(&text.source);
    let pictures = events.filter_map(|event| match event {
        Event::Start(Tag::Image { dest_url, .. }) => text.beside(&dest_url),
        _ => None,
    });
    pictures.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::FileId;

    fn text(source: &str) -> MarkdownText {
        MarkdownText {
            file: FileId(0),
            source: source.into(),
            folder: "content/x/units/norr".into(),
        }
    }

    #[test]
    fn pictures_lie_beside_the_text_and_inside_content() {
        let shown = shown_by(&text(
            "![A](entre.jpg) ![B](<../syd/b c.png> \"T\") ![C](/assets/c.png) ![D](../../../../d.png) ![E](https://example.se/e.png)\n\n[a](b.jpg)",
        ));
        let wanted = [
            "content/x/units/norr/entre.jpg",
            "content/x/units/syd/b c.png",
        ];
        assert_eq!(shown, wanted);
    }

    #[test]
    fn what_cannot_be_shown_or_is_too_large_is_found() {
        let read = |name: &str, content: Content| {
            let path = SitePath::new(&format!("content/x/units/{name}")).expect("a sound path");
            assert!(is_picture(&path));
            let mut found = Vec::new();
            let picture = read(FileId(0), &path, &content, &mut found);
            let codes: Vec<&str> = found.iter().map(|fault| fault.code.name).collect();
            let published = picture.published;
            let size = published.as_ref().map(|picture| picture.size);
            let path = published.map(|picture| picture.path.to_string());
            (size, path.unwrap_or_default(), codes.join(" "))
        };
        let gif = |length: usize| {
            let mut bytes = b"GIF89a\x40\x01\xc8\x00\x00\x00\x00".to_vec();
            bytes.resize(length, 0);
            Content::Bytes(bytes.into())
        };
        let (size, path, codes) = read("Entrén norr.GIF", gif(100));
        assert_eq!((size, &*codes), (Some([320, 200]), ""));
        let (name, rest) = path.split_once('.').expect("a hash");
        assert_eq!(name, "assets/pictures/entren-norr");
        assert!(rest.len() == 14 && rest.ends_with(".gif"), "{path}");
        let (size, _, codes) = read("a.gif", gif(500_001));
        assert_eq!((size, &*codes), (Some([320, 200]), "picture-too-large"));
        let (size, _, codes) = read("a.gif", Content::TooLarge { bytes: 2_000_000 });
        assert_eq!((size, &*codes), (None, "picture-too-large"));
        let (size, _, codes) = read("a.gif", Content::Bytes(b"text".as_slice().into()));
        assert_eq!((size, &*codes), (None, "unreadable-file"));
        let svg = |text: &str| read("a.svg", Content::Text(text.into()));
        let (size, _, codes) = svg("<svg viewBox=\"0 0 12.5 8\"/>");
        assert_eq!((size, &*codes), (Some([13, 8]), ""));
        for bad in ["<svg/>", "<svg viewBox=\"0 0 8 8\" onload=\"x()\"/>"] {
            let (size, _, codes) = svg(bad);
            assert_eq!((size, &*codes), (None, "unreadable-file"));
        }
    }
}
