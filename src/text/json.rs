//! JSON as `serde_json` writes it, byte for byte, in less time: names of fields need no escaping, and
//! texts are looked at eight bytes at a time.
//!
//! Most of what is published is JSON for programs; see `benches/`.

use std::fmt::{self, Display, Write};

use serde::Serialize;
use serde::ser::{self, Error as _, Serializer};
use serde_json::Error;

/// Adds a value as compact JSON.
pub fn write(out: &mut Vec<u8>, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
    value.serialize(&mut Json { out })
}

/// A writer of compact JSON.
struct Json<'o> {
    out: &'o mut Vec<u8>,
}

/// A list or an object that is being written.
struct Open<'j, 'o> {
    json: &'j mut Json<'o>,
    is_first: bool,
    /// What ends it.
    end: &'static [u8],
}

impl<'o> Json<'o> {
    fn push(&mut self, bytes: &[u8]) -> Result<(), Error> {
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    /// Numbers, as `serde_json` writes them.
    fn number(&mut self, number: impl Serialize) -> Result<(), Error> {
        serde_json::to_writer(&mut *self.out, &number)
    }

    fn open(&mut self, start: &[u8], end: &'static [u8]) -> Open<'_, 'o> {
        self.out.extend_from_slice(start);
        Open {
            json: self,
            is_first: true,
            end,
        }
    }

    /// The only field of an object, up to its value.
    fn variant(&mut self, name: &str) {
        self.out.push(b'{');
        push_text(self.out, name);
        self.out.push(b':');
    }
}

/// A text that comes bit by bit.
struct Words<'o> {
    out: &'o mut Vec<u8>,
}

impl fmt::Write for Words<'_> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        push_words(self.out, part);
        Ok(())
    }
}

/// Adds a text with its quotes.
fn push_text(out: &mut Vec<u8>, text: &str) {
    out.reserve(text.len() + 2);
    out.push(b'"');
    push_words(out, text);
    out.push(b'"');
}

/// Adds a text, or a part of one.
fn push_words(out: &mut Vec<u8>, text: &str) {
    let mut rest = text.as_bytes();
    while let Some(at) = first_escaped(rest) {
        let (plain, after) = rest.split_at(at);
        out.extend_from_slice(plain);
        let Some((byte, after)) = after.split_first() else {
            break;
        };
        push_escaped(out, *byte);
        rest = after;
    }
    out.extend_from_slice(rest);
}

/// The first byte that cannot stand in a text as it is.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    let is_escaped = |byte: &u8| *byte < 0x20 || *byte == b'"' || *byte == b'\\';
    let (eights, rest) = bytes.as_chunks::<8>();
    for (at, eight) in eights.iter().enumerate() {
        if any_escaped(u64::from_le_bytes(*eight)) {
            return eight
                .iter()
                .position(is_escaped)
                .map(|place| at * 8 + place);
        }
    }
    // The last eight bytes tell of the rest, where there are so many.
    if let Some(last) = bytes.last_chunk::<8>()
        && !any_escaped(u64::from_le_bytes(*last))
    {
        return None;
    }
    let place = rest.iter().position(is_escaped)?;
    Some(eights.len() * 8 + place)
}

/// Whether one of eight bytes cannot stand in a text as it is.
fn any_escaped(eight: u64) -> bool {
    const ONES: u64 = u64::from_le_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_le_bytes([0x80; 8]);
    let any_below = |bytes: u64, limit: u64| bytes.wrapping_sub(ONES * limit) & !bytes & HIGHS;
    let any_same = |byte: u8| any_below(eight ^ (ONES * u64::from(byte)), 1);
    any_below(eight, 0x20) | any_same(b'"') | any_same(b'\\') != 0
}

fn push_escaped(out: &mut Vec<u8>, byte: u8) {
    let short = match byte {
        b'"' | b'\\' => byte,
        0x08 => b'b',
        0x09 => b't',
        0x0a => b'n',
        0x0c => b'f',
        0x0d => b'r',
        _ => {
            let digit = |value: u8| b"0123456789abcdef"[usize::from(value & 15)];
            out.extend_from_slice(&[b'\\', b'u', b'0', b'0', digit(byte >> 4), digit(byte)]);
            return;
        }
    };
    out.extend_from_slice(&[b'\\', short]);
}

impl Open<'_, '_> {
    fn comma(&mut self) {
        if !std::mem::replace(&mut self.is_first, false) {
            self.json.out.push(b',');
        }
    }

    fn element(&mut self, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.comma();
        value.serialize(&mut *self.json)
    }

    /// A field whose name is that of Rust or of an attribute, which nobody writes with quotes.
    fn field(&mut self, name: &str, value: &(impl Serialize + ?Sized)) -> Result<(), Error> {
        self.comma();
        self.json.out.push(b'"');
        self.json.out.extend_from_slice(name.as_bytes());
        self.json.out.extend_from_slice(b"\":");
        value.serialize(&mut *self.json)
    }

    fn close(self) -> Result<(), Error> {
        self.json.push(self.end)
    }
}

macro_rules! numbers {
    ($($name:ident: $of:ty),*) => {
        $(fn $name(self, value: $of) -> Result<(), Error> { self.number(value) })*
    };
}

impl<'j, 'o> Serializer for &'j mut Json<'o> {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Open<'j, 'o>;
    type SerializeTuple = Open<'j, 'o>;
    type SerializeTupleStruct = Open<'j, 'o>;
    type SerializeTupleVariant = Open<'j, 'o>;
    type SerializeMap = Open<'j, 'o>;
    type SerializeStruct = Open<'j, 'o>;
    type SerializeStructVariant = Open<'j, 'o>;

    numbers! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64,
        serialize_f32: f32, serialize_f64: f64
    }

    fn serialize_bool(self, value: bool) -> Result<(), Error> {
        self.push(if value { b"true" } else { b"false" })
    }

    fn serialize_char(self, value: char) -> Result<(), Error> {
        self.serialize_str(value.encode_utf8(&mut [0; 4]))
    }

    fn serialize_str(self, value: &str) -> Result<(), Error> {
        push_text(self.out, value);
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Error> {
        self.number(value)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.push(b"null")
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_unit()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.variant(variant);
        value.serialize(&mut *self)?;
        self.push(b"}")
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'j, 'o>, Error> {
        Ok(self.open(b"[", b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'j, 'o>, Error> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Open<'j, 'o>, Error> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'j, 'o>, Error> {
        self.variant(variant);
        Ok(self.open(b"[", b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'j, 'o>, Error> {
        Ok(self.open(b"{", b"}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'j, 'o>, Error> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Open<'j, 'o>, Error> {
        self.variant(variant);
        Ok(self.open(b"{", b"}}"))
    }

    fn collect_str<T: Display + ?Sized>(self, value: &T) -> Result<(), Error> {
        self.out.push(b'"');
        write!(Words { out: self.out }, "{value}").map_err(Error::custom)?;
        self.push(b"\"")
    }
}

impl ser::SerializeSeq for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeTuple for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeTupleStruct for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeTupleVariant for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.element(value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeMap for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.comma();
        let start = self.json.out.len();
        key.serialize(&mut *self.json)?;
        match self.json.out.get(start) {
            Some(b'"') => Ok(()),
            _ => Err(Error::custom("key must be a string")),
        }
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.json.out.push(b':');
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeStruct for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.field(key, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

impl ser::SerializeStructVariant for Open<'_, '_> {
    type Ok = ();
    type Error = Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        self.field(key, value)
    }

    fn end(self) -> Result<(), Error> {
        self.close()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[derive(Serialize)]
    #[serde(tag = "@type", rename = "Form", rename_all = "camelCase")]
    struct Form<'a> {
        some_text: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        none: Option<u8>,
        list: Vec<Kind<'a>>,
        pairs: BTreeMap<&'a str, (bool, f64)>,
        #[serde(flatten)]
        more: BTreeMap<&'a str, Option<i64>>,
    }

    #[derive(Serialize)]
    enum Kind<'a> {
        Unit,
        One(char),
        Two(u64, f32),
        Named { text: &'a str, unit: () },
    }

    proptest! {
        #[test]
        fn it_is_what_serde_json_writes(
            text in "[ -~\u{0}-\u{24}\"\\\\\u{7f}-\u{ff}å☃\u{1f600}]{0,40}",
            key in ".{0,9}",
            number in any::<f64>(),
            whole in any::<i64>(),
        ) {
            let letter = key.chars().next().unwrap_or('"');
            let form = Form {
                some_text: &text,
                none: None,
                list: vec![
                    Kind::Unit,
                    Kind::One(letter),
                    Kind::Two(whole.unsigned_abs(), number as f32),
                    Kind::Named { text: &text, unit: () },
                ],
                pairs: [("a", (true, number)), (key.as_str(), (false, 0.0))].into(),
                more: [(text.as_str(), None), ("b", Some(whole))].into(),
            };
            let mut written = Vec::new();
            write(&mut written, &form).expect("nothing refuses");
            prop_assert_eq!(
                String::from_utf8(written).expect("UTF-8"),
                serde_json::to_string(&form).expect("nothing refuses")
            );
        }
    }

    #[test]
    fn a_key_that_is_no_text_is_refused() {
        assert!(write(&mut Vec::new(), &BTreeMap::from([((), 1)])).is_err());
    }
}
