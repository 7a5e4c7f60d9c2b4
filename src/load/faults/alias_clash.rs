//! `alias-clash`: two services that answer to one name.

use crate::diagnostic::code::{Code, Explanation, Group, Level, Sections};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "alias-clash",
    group: Group::Rules,
    level: Level::Deny,
    fixed: true,
    explanation: Explanation {
        en: Sections {
            what: "The ids, standard names and aliases of a rule set's services, and of its visit names, are held against each other; case, blanks and dashes do not tell names apart.",
            why: "A name that two services share cannot tell which one a unit offers.",
            example: "[[services]]\nid = \"kontakta-oss\"\nname = \"Kontakta oss\"\n[[services]]\nid = \"fraga\"\nname = \"Fråga oss\"\naliases = [\"Kontakta oss\"]",
            mend: "Let the name stand at one of them.",
        },
        sv: Sections {
            what: "Id, standardnamn och alias för riktlinjens tjänster, och för dess besöksnamn, jämförs med varandra; stora bokstäver, mellanslag och streck skiljer inte namn åt.",
            why: "Ett namn som två tjänster delar säger inte vilken enheten erbjuder.",
            example: "[[services]]\nid = \"kontakta-oss\"\nname = \"Kontakta oss\"\n[[services]]\nid = \"fraga\"\nname = \"Fråga oss\"\naliases = [\"Kontakta oss\"]",
            mend: "Låt namnet stå hos en av dem.",
        },
    },
};

/// `name` at `second` already means `owner` at `first`.
pub fn fault(name: &str, owner: &str, first: Span, second: Span) -> Diagnostic {
    let message = say!(
        "`{name}` already means `{owner}`",
        "`{name}` betyder redan `{owner}`"
    );
    Diagnostic::new(&CODE, second, message)
        .with_related(first, say!("first used here", "används först här"))
        .with_help(say!(
            "remove it from one of them",
            "ta bort det från en av dem"
        ))
}
