//! The bytes of a file as text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::diagnostic::Text;
use crate::import::grid::Refusal;

/// UTF-8 and UTF-16 by their marks, UTF-8 and UTF-16 without them by what they must look like, and
/// Windows-1252, in which any bytes are text.
///
/// # Errors
/// When the bytes are no text.
pub(super) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, Refusal> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(encoding.decode_without_bom_handling(&bytes[mark..]).0);
    }
    // Half of the bytes of Latin text in UTF-16 are zero, and none of other texts.
    let head = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| {
        let bytes = head.iter().skip(odd).step_by(2);
        bytes.filter(|byte| **byte == 0).count() * 3 > head.len()
    };
    if zeros(1) {
        return Ok(UTF_16LE.decode_without_bom_handling(bytes).0);
    }
    if zeros(0) {
        return Ok(UTF_16BE.decode_without_bom_handling(bytes).0);
    }
    if bytes.contains(&0) {
        return Err(Refusal {
            what: Text::fixed("the file is no text", "filen är ingen text"),
            act: Text::fixed(
                "save the table as .xlsx, .csv or .json",
                "spara tabellen som .xlsx, .csv eller .json",
            ),
        });
    }
    Ok(match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_encoding_that_spreadsheets_write_is_read() {
        let text = "namn;ort\r\nÅkerö;Höör\r\n";
        let latin: Vec<u8> = text
            .chars()
            .map(|c| u8::try_from(u32::from(c)).expect("Latin"))
            .collect();
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        let marked = [b"\xff\xfe".as_slice(), &little].concat();
        let utf8 = [b"\xef\xbb\xbf".as_slice(), text.as_bytes()].concat();
        for bytes in [text.as_bytes(), &latin, &little, &big, &marked, &utf8] {
            assert_eq!(decode(bytes).expect("it is text"), text);
        }
        assert_eq!(decode(b"\x80 5").expect("it is text"), "€ 5");
        assert!(decode(b"\x00\x01\x02abc").is_err());
    }
}
