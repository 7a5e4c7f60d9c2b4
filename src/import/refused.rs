//! Why a cell is not taken, and what to write instead.

use crate::diagnostic::Text;

/// A cell that cannot be taken for certain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// What is wrong with it: a phrase after the heading.
    pub what: Text,
    /// The next act.
    pub act: Text,
}

impl Refused {
    /// Words that need no values.
    pub const fn fixed(
        en: &'static str,
        sv: &'static str,
        act_en: &'static str,
        act_sv: &'static str,
    ) -> Self {
        Self {
            what: Text::fixed(en, sv),
            act: Text::fixed(act_en, act_sv),
        }
    }

    /// Words with values, and an act without.
    pub fn say(en: String, sv: String, act_en: &'static str, act_sv: &'static str) -> Self {
        Self {
            what: Text {
                en: en.into(),
                sv: sv.into(),
            },
            act: Text::fixed(act_en, act_sv),
        }
    }
}
