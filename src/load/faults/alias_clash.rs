//! `alias-clash`: two services that answer to one name.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::name::fold;
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "alias-clash",
    group: Group::Rules,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("alias_clash"),
};

/// `name` means `owner` already, where it is written as `first`; `another` says what such names are of.
pub fn fault(
    name: &Spanned<String>,
    first: &Spanned<String>,
    owner: &str,
    another: &Text,
) -> Diagnostic {
    let Text { en, sv } = another;
    let written = &name.value;
    let message = if fold(written) == fold(owner) {
        say!(
            "`{written}` is the name of {en} already",
            "`{written}` är redan namnet på {sv}"
        )
    } else {
        say!(
            "`{written}` already means `{owner}`",
            "`{written}` betyder redan `{owner}`"
        )
    };
    Diagnostic::new(&CODE, name.span, message)
        .with_related(first.span, say!("first used here", "används först här"))
        .with_help(say!(
            "remove it from one of them",
            "ta bort det från en av dem"
        ))
}

/// Two municipalities whose pages would have one address.
pub fn municipalities(second: &Spanned<String>, first: &Spanned<String>) -> Diagnostic {
    let (one, other) = (&first.value, &second.value);
    let message = if one == other {
        say!("`{other}` is listed twice", "`{other}` står två gånger")
    } else {
        say!(
            "`{one}` and `{other}` would have pages with the same address",
            "`{one}` och `{other}` skulle få sidor med samma adress"
        )
    };
    Diagnostic::new(&CODE, second.span, message)
        .with_related(first.span, say!("first listed here", "står först här"))
        .with_help(say!(
            "remove one of them, or tell them apart by more than accents",
            "ta bort den ena, eller skilj dem åt med mer än prickar och accenter"
        ))
}
