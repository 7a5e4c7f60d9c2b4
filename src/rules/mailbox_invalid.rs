//! `mailbox-invalid`: an e-mail address that is none, or is more than one.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::fix::Fix;
use crate::diagnostic::{Diagnostic, say};
use crate::model::href::{AddressKind, Fault, mailbox_fault};
use crate::rules::{Rule, Run, SiteContext, UnitContext, place};
use crate::text::Span;

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

fn run(context: &UnitContext<'_>, found: &mut Vec<Diagnostic>) {
    let responsible = context.unit.responsible.as_ref();
    if let Some(mailbox) = responsible.and_then(|responsible| responsible.email.as_ref())
        && let Some(fault) = mailbox_fault(&mailbox.value)
    {
        let exact = place::inside(context.unit, mailbox, 0..mailbox.value.len());
        let verbatim = exact.range().len() == mailbox.value.len();
        found.push(faulty(fault, exact, verbatim.then_some(exact)));
    }
}

fn site(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let written = context.catalog.written();
    for mailbox in written.filter(|written| written.kind == AddressKind::Mailbox) {
        let fault = mailbox_fault(&mailbox.text.value);
        found.extend(fault.map(|fault| faulty(fault, mailbox.text.span, None)));
    }
}

/// The finding; `verbatim` is the place where the address stands letter by letter.
fn faulty(fault: Fault, at: Span, verbatim: Option<Span>) -> Diagnostic {
    let diagnostic = Diagnostic::new(&CODE, at, fault.message);
    match fault.better {
        Some(better) => {
            let title = say!("write `{better}`", "skriv `{better}`");
            let fix = verbatim.map(|place| Fix::guess(title.clone(), place, better));
            diagnostic.with_help(title).with_fix(fix)
        }
        None => diagnostic.with_help(say!(
            "write one mailbox, such as `vardcentralen@example.se`",
            "skriv en enda e-postadress, till exempel `vardcentralen@example.se`"
        )),
    }
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
