//! `picture-too-large`: a picture that takes long to fetch.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "picture-too-large",
    group: Group::Page,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("picture_too_large"),
};

/// The most bytes of a picture.
pub const MAX_BYTES: u64 = 500_000;

/// A picture of so many bytes.
pub fn fault(place: Span, bytes: u64) -> Diagnostic {
    let (size, most) = (bytes.div_ceil(1000), MAX_BYTES / 1000);
    let message = say!(
        "the picture is {size} kB, more than {most}",
        "bilden är {size} kB, mer än {most}"
    );
    with_help(place, message)
}

/// A picture of so many bytes, which is not read and so not shown.
pub fn not_read(place: Span, bytes: u64) -> Diagnostic {
    let (size, most) = (bytes.div_ceil(1000), MAX_BYTES / 1000);
    let message = say!(
        "the picture is {size} kB, more than {most}, and is not shown",
        "bilden är {size} kB, mer än {most}, och visas inte"
    );
    with_help(place, message)
}

fn with_help(place: Span, message: Text) -> Diagnostic {
    Diagnostic::new(&CODE, place, message).with_help(say!(
        "save it with fewer pixels (1,600 across are enough) or as JPEG or WebP",
        "spara den med färre bildpunkter (1 600 på bredden räcker) eller som JPEG eller WebP"
    ))
}
