//! Whom to ask: who decides names in a region, who owns a rule set.

/// A function with a mailbox; never a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The function's name.
    pub name: String,
    /// Its mailbox.
    pub email: Option<String>,
}
