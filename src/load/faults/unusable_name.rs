//! `unusable-name`: a file name that cannot become an address.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "unusable-name",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("unusable_name"),
};

/// The longest part of an address: real names of units reach 116 characters, and a file's name with its
/// ending must stay below the 255 bytes that file systems take.
pub const LONGEST: usize = 200;

/// Names that Windows keeps for devices, whatever the ending: nobody there could check the site out.
const RESERVED: [&str; 4] = ["aux", "con", "nul", "prn"];

/// Whether Windows keeps a name for a device.
fn is_reserved(word: &str) -> bool {
    let numbered = |kind: &str| {
        let number = word.strip_prefix(kind);
        number.is_some_and(|number| matches!(number.as_bytes(), [b'1'..=b'9']))
    };
    RESERVED.contains(&word) || numbered("com") || numbered("lpt")
}

/// Whether a word may stand in an address.
pub fn is_usable(word: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    !word.is_empty()
        && word.len() <= LONGEST
        && !is_reserved(word)
        && word.chars().all(plain)
        && !word.starts_with('-')
        && !word.ends_with('-')
}

/// The unusable `name`.
pub fn fault(span: Span, name: &str) -> Diagnostic {
    let better = slug::slugify(name);
    if is_reserved(name) {
        let message = say!(
            "`{name}` is a name that Windows keeps for a device",
            "`{name}` är ett namn som Windows har för en enhet i datorn"
        );
        return Diagnostic::new(&CODE, span, message).with_help(say!(
            "add a word, such as `{name}-mottagningen`",
            "lägg till ett ord, till exempel `{name}-mottagningen`"
        ));
    }
    let message = say!(
        "`{name}` cannot be part of a web address",
        "`{name}` kan inte vara en del av en webbadress"
    );
    let diagnostic = Diagnostic::new(&CODE, span, message);
    if is_usable(&better) {
        diagnostic.with_help(say!("rename it to `{better}`", "byt namn till `{better}`"))
    } else {
        diagnostic.with_help(say!(
            "use lower-case letters a to z, digits and hyphens, at most {LONGEST}",
            "använd små bokstäver a till z, siffror och bindestreck, högst {LONGEST}"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::is_usable;

    #[test]
    fn long_names_are_usable_and_names_of_devices_are_not() {
        let longest = "a".repeat(200);
        for good in [
            "strandvik",
            longest.as_str(),
            "console",
            "com10",
            "aux-lokalen",
            "lpt",
        ] {
            assert!(is_usable(good), "{good}");
        }
        let longer = "a".repeat(201);
        for bad in [
            "",
            "-a",
            "a-",
            "Å",
            longer.as_str(),
            "aux",
            "con",
            "nul",
            "prn",
            "com1",
            "lpt9",
        ] {
            assert!(!is_usable(bad), "{bad}");
        }
    }
}
