//! A telephone number as pages show it.

use serde::Serialize;

use crate::model::phone::Phone;
use crate::model::stated_phone::StatedPhone;

/// A number.
#[derive(Clone, Debug, Serialize)]
pub struct PhoneView {
    /// As readers know it.
    pub display: String,
    /// `tel:` link; nothing for a number that cannot be read.
    pub href: Option<String>,
}

/// A number as written, or in the standard form when it can be read.
pub fn phone_view(number: &StatedPhone) -> PhoneView {
    PhoneView {
        display: number.display(),
        href: number.read.as_ref().ok().map(Phone::tel_uri),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{FileId, Span, Spanned};

    #[test]
    fn a_number_is_shown_in_its_standard_form() {
        let view = |written: &str| {
            let written = Spanned::new(written.to_owned(), Span::whole(FileId(0)));
            phone_view(&StatedPhone::new(written))
        };
        let phone = view("098031 9201");
        assert_eq!(
            (phone.display.as_str(), phone.href.as_deref()),
            ("0980-31 92 01", Some("tel:+46980319201"))
        );
        let phone = view("ring växeln");
        assert_eq!((phone.display.as_str(), phone.href), ("ring växeln", None));
    }
}
