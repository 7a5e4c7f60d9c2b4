//! `mailbox-invalid`: an e-mail address that is none, or is more than one.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text};
use crate::model::href::AddressKind;
use crate::rules::addresses::AddressRule;
use crate::rules::{Rule, Run, SiteContext, UnitContext};

/// The code.
pub static CODE: Code = Code {
    name: "mailbox-invalid",
    group: Group::Page,
    level: Level::Deny,
    fixed: false,
    explanation: explanation!("mailbox_invalid"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Everywhere {
        leads_elsewhere: |_| false,
        run,
        site,
    },
};

static MAILBOXES: AddressRule = AddressRule {
    code: &CODE,
    is_about: |kind| kind == AddressKind::Mailbox,
    help: Text::fixed(
        "write one mailbox, such as `vardcentralen@example.se`",
        "skriv en enda e-postadress, till exempel `vardcentralen@example.se`",
    ),
};

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    MAILBOXES.in_unit(context.unit, found);
}

fn site(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    MAILBOXES.in_shared_files(context.catalog, found);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check, check_files};

    #[test]
    fn mailboxes_of_units_are_mailboxes() {
        for (mailbox, shown) in [
            (
                "a@example.se?bcc=b@example.se",
                "a@example.se?bcc=b@example.se",
            ),
            ("a.example.se", "a.example.se"),
            ("mailto:a@example.se", "mailto:a@example.se"),
        ] {
            let unit = format!("[responsible]\nemail = \"{mailbox}\"\n");
            assert_eq!(check(&RULE, &unit), [format!("2: {shown}")]);
        }
        let unit = "[responsible]\nemail = \"vardcentralen@example.se\"\n";
        assert_eq!(check(&RULE, unit), [""; 0]);
    }

    #[test]
    fn mailboxes_of_the_site_its_regions_and_rule_sets_are_too() {
        let site = "title = \"Prov\"\nbase_url = \"https://prov.example.se\"\n[publisher]\nname = \"P\"\nemail = \"a@b\"\n[accessibility.report]\nemail = \"a@b.se,c@d.se\"\n";
        let region =
            "name = \"R\"\nmunicipalities = []\nnaming_contact = { name = \"N\", email = \"n\" }\n";
        let rules = "title = \"T\"\nowner = { name = \"O\", email = \"o@example.se?bcc=x\" }\n";
        let files = format!(
            "//- content/site.toml\n{site}//- content/r/region.toml\n{region}//- content/r/rules/2026-01-01.toml\n{rules}"
        );
        assert_eq!(
            check_files(&RULE, &files),
            [
                "region.toml:3: \"n\"",
                "2026-01-01.toml:2: \"o@example.se?bcc=x\"",
                "site.toml:5: \"a@b\"",
                "site.toml:7: \"a@b.se,c@d.se\""
            ]
        );
    }
}
