//! `unreadable-file`: a file that cannot be read as text.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;
use crate::text::inputs::{Content, Encoding, MAX_FILE_BYTES};

/// The code.
pub static CODE: Code = Code {
    name: "unreadable-file",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("unreadable_file"),
};

/// A picture that is none.
pub fn no_picture(place: Span) -> Diagnostic {
    let message = say!(
        "the file is no picture of a kind that browsers show",
        "filen är ingen bild av ett slag som webbläsare visar"
    );
    Diagnostic::new(&CODE, place, message).with_help(say!(
        "save it anew as JPEG, PNG, WebP, GIF, AVIF or SVG with a `viewBox`, or remove it",
        "spara den på nytt som JPEG, PNG, WebP, GIF, AVIF eller SVG med `viewBox`, eller ta bort den"
    ))
}

/// An SVG that does something by itself.
pub fn acting_picture(place: Span) -> Diagnostic {
    let message = say!(
        "the picture holds a script or something that starts one",
        "bilden innehåller ett skript eller något som startar ett"
    );
    Diagnostic::new(&CODE, place, message).with_help(say!(
        "save it as a plain SVG, without `<script>`, `onload` and the like, or as PNG",
        "spara den som vanlig SVG, utan `<script>`, `onload` och liknande, eller som PNG"
    ))
}

/// Why a file was not read; nothing when it was.
pub fn fault(span: Span, content: &Content) -> Option<Diagnostic> {
    let diagnostic = match content {
        Content::Text(_) | Content::Bytes(_) | Content::Unloaded { .. } => return None,
        Content::Changed => changed(span),
        Content::TooLarge { bytes } => Diagnostic::new(
            &CODE,
            span,
            say!(
                "the file is {bytes} bytes, more than the {MAX_FILE_BYTES} that are read",
                "filen är {bytes} byte, mer än de {MAX_FILE_BYTES} som läses"
            ),
        )
        .with_help(say!(
            "a unit file is a few kilobytes: check that it is the right file",
            "en enhetsfil är på några kilobyte: kontrollera att det är rätt fil"
        )),
        Content::NotUtf8 {
            encoding: Encoding::Utf16,
            ..
        } => Diagnostic::new(
            &CODE,
            span,
            say!(
                "the file is saved with the wrong encoding: UTF-16 and not UTF-8",
                "filen är sparad med fel teckenkodning: UTF-16 och inte UTF-8"
            ),
        )
        .with_help(say!(
            "open it in your editor and save it with the encoding UTF-8, not \"Unicode\"",
            "öppna den i redigeraren och spara den med teckenkodningen UTF-8, inte \"Unicode\""
        )),
        Content::NotUtf8 {
            offset,
            encoding: Encoding::OneByte,
            ..
        } => Diagnostic::new(
            &CODE,
            span,
            say!(
                "the file is saved with the wrong encoding: not UTF-8 but what seems to be Windows-1252 (byte {offset})",
                "filen är sparad med fel teckenkodning: inte UTF-8 utan troligen Windows-1252 (byte {offset})"
            ),
        )
        .with_help(say!(
            "open it in your editor and save it with the encoding UTF-8",
            "öppna den i redigeraren och spara den med teckenkodningen UTF-8"
        )),
        Content::Unreadable { reason } => Diagnostic::new(
            &CODE,
            span,
            say!(
                "the file cannot be read: {reason}",
                "filen går inte att läsa: {reason}"
            ),
        )
        .with_help(say!(
            "give permission to read it",
            "ge rättighet att läsa den"
        )),
        Content::UnusableName => Diagnostic::new(
            &CODE,
            span,
            say!(
                "the name of the file, or of a folder it lies in, is not UTF-8, or has a backslash or an invisible character",
                "filens namn, eller namnet på en mapp som den ligger i, är inte UTF-8, eller har ett omvänt snedstreck eller ett osynligt tecken"
            ),
        )
        .with_help(say!(
            "rename it; %XX stands for a byte that cannot be in a name",
            "byt namn på den; %XX står för en byte som inte kan vara i ett namn"
        )),
        Content::LinkNotFollowed { target } => Diagnostic::new(
            &CODE,
            span,
            say!(
                "the link to `{target}` is not followed: it leads to a folder, to a hidden file, or out of `content/` or its theme",
                "länken till `{target}` följs inte: den leder till en mapp, till en dold fil, eller ut ur `content/` eller temat"
            ),
        )
        .with_help(say!(
            "copy the file into the site",
            "kopiera in filen i webbplatsen"
        )),
    };
    Some(diagnostic)
}

/// Whether a finding is of this code.
pub fn is_it(diagnostic: &Diagnostic) -> bool {
    std::ptr::eq(diagnostic.code, &raw const CODE)
}

/// A file that is another than it was a moment ago.
pub fn changed(span: Span) -> Diagnostic {
    Diagnostic::new(
        &CODE,
        span,
        say!(
            "the file was changed while the site was being made",
            "filen ändrades medan webbplatsen gjordes"
        ),
    )
    .with_help(say!("run the command again", "kör kommandot igen"))
}
