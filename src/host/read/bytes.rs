//! What the bytes of a file are: text in UTF-8, text in another encoding, or something that is copied.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use crate::text::inputs::{Content, Encoding};
use crate::text::path::is_leftover;

/// What the bytes of a file are, by its ending.
pub fn content_from(path: &Path, bytes: Vec<u8>) -> Content {
    if path
        .file_name()
        .is_some_and(|name| is_leftover(&name.to_string_lossy()))
    {
        return Content::Bytes(Arc::from([]));
    }
    let is_text = path
        .extension()
        .and_then(OsStr::to_str)
        .is_some_and(|ending| TEXT_ENDINGS.contains(&ending));
    if !is_text {
        return Content::Bytes(Arc::from(bytes));
    }
    if is_utf16(&bytes) {
        return Content::NotUtf8 {
            offset: 0,
            before: Arc::from(""),
            encoding: Encoding::Utf16,
        };
    }
    match String::from_utf8(bytes) {
        Ok(text) => Content::Text(Arc::from(text)),
        Err(error) => {
            let offset = error.utf8_error().valid_up_to();
            let before = String::from_utf8_lossy(&error.as_bytes()[..offset]);
            Content::NotUtf8 {
                offset,
                before: Arc::from(&*before),
                encoding: Encoding::OneByte,
            }
        }
    }
}

/// Whether bytes are UTF-16: they begin with its mark, or every other byte of the first ones is zero, as in
/// what Latin letters become.
fn is_utf16(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return true;
    }
    let first = &bytes[..bytes.len().min(64) / 2 * 2];
    let zeros = |odd: usize| {
        first
            .iter()
            .skip(odd)
            .step_by(2)
            .filter(|byte| **byte == 0)
            .count()
    };
    let half = first.len() / 2;
    half >= 4
        && [zeros(0), zeros(1)]
            .into_iter()
            .any(|zeros| zeros * 4 >= half * 3)
}

/// Endings of files that are read as text.
const TEXT_ENDINGS: [&str; 10] = [
    "toml", "md", "html", "xml", "txt", "css", "js", "svg", "ftl", "json",
];
