//! A telephone number as a file states it, with what was read from it.

use crate::model::phone::{Phone, PhoneError};
use crate::text::Spanned;

/// A telephone number of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatedPhone {
    /// As written.
    pub written: Spanned<String>,
    /// As it was read.
    pub read: Result<Phone, PhoneError>,
}

impl StatedPhone {
    /// Reads what is written.
    pub fn new(written: Spanned<String>) -> Self {
        let read = Phone::parse(written.as_str());
        Self { written, read }
    }

    /// In the form that Swedish readers know; as written where it could not be read.
    pub fn display(&self) -> String {
        match &self.read {
            Ok(phone) => phone.display(),
            Err(_) => self.written.value.clone(),
        }
    }

    /// In international form, a short number as it is dialled; nothing where it could not be read.
    pub fn dialled(&self) -> Option<String> {
        let phone = self.read.as_ref().ok()?;
        Some(phone.e164().unwrap_or_else(|| phone.display()))
    }
}
