//! Notices: what a unit tells its visitors for a while.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::{Span, Spanned};

/// Temporary information.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// First day shown; nothing = at once.
    pub from: Option<Spanned<NaiveDate>>,
    /// Last day shown.
    pub to: Option<Spanned<NaiveDate>>,
    /// The text.
    pub text: Option<Spanned<String>>,
    /// The table's place.
    pub span: Span,
}

impl Notice {
    /// The days on which it is shown.
    pub fn days(&self) -> NoticeDays {
        NoticeDays {
            from: self.from.as_ref().map(|from| from.value),
            to: self.to.as_ref().map(|to| to.value),
        }
    }

    /// Whether it is shown on a day.
    pub fn is_current(&self, day: NaiveDate) -> bool {
        self.days().contain(day)
    }
}

/// The days on which a notice or something new is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoticeDays {
    /// First day; nothing = at once.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

impl NoticeDays {
    /// Whether a day is one of them.
    pub fn contain(self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// `[[news]]`: something new at a unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct News {
    /// What it is.
    pub title: Spanned<String>,
    /// More on it.
    pub text: Option<Spanned<String>>,
    /// First day shown; nothing = at once.
    pub from: Option<Spanned<NaiveDate>>,
    /// Last day shown.
    pub to: Option<Spanned<NaiveDate>>,
}

impl News {
    /// The days on which it is shown.
    pub fn days(&self) -> NoticeDays {
        NoticeDays {
            from: self.from.as_ref().map(|from| from.value),
            to: self.to.as_ref().map(|to| to.value),
        }
    }
}
