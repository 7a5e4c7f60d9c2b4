//! The form of a condition table.

use crate::model::region::CARE_FORMS;

use super::{Key, Kind, Shape, TEXT_OR_TEXTS, optional};

/// A condition: `true`, `false`, or a table.
pub static CONDITION: Kind = Kind::Either(&[Kind::Flag, Kind::Table(&TABLE)]);
static CONDITIONS: Kind = Kind::List(&CONDITION);
static KINDS: Kind = Kind::Either(&[
    Kind::Choice(&crate::model::condition::UnitKind::NAMES),
    Kind::List(&Kind::Choice(&crate::model::condition::UnitKind::NAMES)),
]);

static CODES: Kind = Kind::Either(&[
    Kind::Choice(&CARE_FORMS),
    Kind::List(&Kind::Choice(&CARE_FORMS)),
]);

/// The keys of a condition table; several in one table must all hold.
pub static TABLE: Shape = Shape { keys: KEYS };

static KEYS: &[Key] = &[
    optional(
        "kind",
        &KINDS,
        "The unit is a clinic or a ward.",
        "Enheten är en mottagning eller en avdelning.",
    ),
    optional(
        "type",
        &TEXT_OR_TEXTS,
        "The unit's type is one of these.",
        "Enhetens typ är någon av dessa.",
    ),
    optional(
        "administration",
        &TEXT_OR_TEXTS,
        "The unit's administration is one of these.",
        "Enhetens förvaltning är någon av dessa.",
    ),
    optional(
        "agreement",
        &TEXT_OR_TEXTS,
        "The unit has one of these agreements.",
        "Enheten har något av dessa avtal.",
    ),
    optional(
        "activity",
        &TEXT_OR_TEXTS,
        "The unit answers yes to one of these questions.",
        "Enheten svarar ja på någon av dessa frågor.",
    ),
    optional(
        "patient_contact",
        &Kind::Flag,
        "The unit meets patients.",
        "Enheten har patientkontakt.",
    ),
    optional(
        "private",
        &Kind::Flag,
        "The unit is run by a private provider.",
        "Enheten drivs av en privat vårdgivare.",
    ),
    optional(
        "care_form",
        &CODES,
        "The form of care of the unit's type is one of these HSA codes.",
        "Vård- och omsorgsformen för enhetens typ är någon av dessa HSA-koder.",
    ),
    optional(
        "municipality",
        &TEXT_OR_TEXTS,
        "The unit is in one of these municipalities.",
        "Enheten ligger i någon av dessa kommuner.",
    ),
    optional(
        "system",
        &TEXT_OR_TEXTS,
        "The unit's record system is one of these.",
        "Enhetens journalsystem är något av dessa.",
    ),
    optional(
        "offers",
        &TEXT_OR_TEXTS,
        "The unit gives one of these services digitally.",
        "Enheten ger någon av dessa tjänster digitalt.",
    ),
    optional(
        "all",
        &CONDITIONS,
        "All of these hold.",
        "Alla dessa gäller.",
    ),
    optional(
        "any",
        &CONDITIONS,
        "At least one of these holds.",
        "Minst ett av dessa gäller.",
    ),
    optional(
        "not",
        &CONDITION,
        "This does not hold.",
        "Detta gäller inte.",
    ),
];
