//! Notices: what a unit tells its visitors for a while.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::{Span, Spanned};

/// Temporary information.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// First day shown; nothing = at once.
    pub from: Option<Spanned<NaiveDate>>,
    /// Last day shown.
    pub to: Option<Spanned<NaiveDate>>,
    /// The text.
    #[serde(skip)]
    pub text: Option<Spanned<String>>,
    /// The table's place.
    pub span: Span,
}

impl Notice {
    /// Whether it is shown on a day.
    pub fn is_current(&self, day: NaiveDate) -> bool {
        self.from.as_ref().is_none_or(|from| from.value <= day)
            && self.to.as_ref().is_none_or(|to| day <= to.value)
    }
}
