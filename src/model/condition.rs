//! Conditions: when an obligation binds a unit, in three-valued (Kleene) logic.

use crate::text::Span;

/// A truth value that may be unknown, as when a unit has not answered a question.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Truth {
    /// Certainly not.
    No,
    /// Not known.
    Unknown,
    /// Certainly.
    Yes,
}

impl Truth {
    /// Kleene conjunction: as true as the least true part; of nothing, yes.
    pub fn all(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().min().unwrap_or(Self::Yes)
    }

    /// Kleene disjunction: as true as the truest part; of nothing, no.
    pub fn any(parts: impl IntoIterator<Item = Self>) -> Self {
        parts.into_iter().max().unwrap_or(Self::No)
    }
}

impl std::ops::Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
            Self::Yes => Self::No,
        }
    }
}

impl From<bool> for Truth {
    fn from(certain: bool) -> Self {
        if certain { Self::Yes } else { Self::No }
    }
}

/// A condition of a rule set (`must_when`, `scope`, `phase_in.when` …).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// `true` or `false`.
    Always(bool),
    /// All parts hold: several keys in one table, or `all = [..]`.
    All(Vec<Condition>),
    /// At least one part holds.
    Any(Vec<Condition>),
    /// The part does not hold.
    Not(Box<Condition>),
    /// The unit's type has one of these kinds.
    Kind(Vec<UnitKind>),
    /// The unit's type is one of these ids.
    Type(Vec<String>),
    /// The unit's administration is one of these ids.
    Administration(Vec<String>),
    /// The unit has one of these agreements.
    Agreement(Vec<String>),
    /// The unit answers yes to one of these questions.
    Activity(Vec<String>),
    /// The unit has (or has not) patient contact.
    PatientContact(bool),
    /// The unit is (or is not) private.
    Private(bool),
    /// The unit's form of care is one of these codes.
    CareForm(Vec<String>),
    /// The unit's municipality is one of these.
    Municipality(Vec<String>),
    /// The unit's record system is one of these ids.
    System(Vec<String>),
    /// The unit gives one of these services digitally.
    Offers(Vec<String>),
    /// A part that cannot be read: an unknown key, a value of the wrong type, an id that does not exist.
    /// It is unknown; its finding exists already.
    Unreadable,
}

/// What a unit is: a clinic or a ward. Decided by the unit's type.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum UnitKind {
    /// `mottagning`
    Clinic,
    /// `avdelning`
    Ward,
}

impl UnitKind {
    /// The words in files.
    pub const NAMES: [&'static str; 2] = ["mottagning", "avdelning"];

    /// The kind of a word in a file.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "mottagning" => Some(Self::Clinic),
            "avdelning" => Some(Self::Ward),
            _ => None,
        }
    }

    /// The word in files.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Clinic => Self::NAMES[0],
            Self::Ward => Self::NAMES[1],
        }
    }
}

/// A condition and where it stands in the rule set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlacedCondition {
    /// The condition.
    pub condition: Condition,
    /// Its key and value in the file.
    pub span: Span,
}

#[cfg(test)]
mod tests {
    use super::Truth::{self, No, Unknown, Yes};

    #[test]
    fn kleene_tables() {
        let every = [No, Unknown, Yes];
        for a in every {
            for b in every {
                let and = match (a, b) {
                    (No, _) | (_, No) => No,
                    (Yes, Yes) => Yes,
                    _ => Unknown,
                };
                assert_eq!(Truth::all([a, b]), and);
                // De Morgan ties the three operations together.
                assert_eq!(!Truth::any([!a, !b]), and);
            }
        }
        assert_eq!((Truth::all([]), Truth::any([])), (Yes, No));
    }
}
