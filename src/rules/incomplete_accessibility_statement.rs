//! `incomplete-accessibility-statement`: a part that the law demands of the accessibility statement is
//! not there.

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::site::Site;
use crate::model::statement::{Ground, Statement, Status};
use crate::rules::{Rule, Run, SiteContext};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "incomplete-accessibility-statement",
    group: Group::Structure,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("incomplete_accessibility_statement"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let site = &context.catalog.site;
    let Some(statement) = &site.statement else {
        // A file that cannot be read, or that says nothing, has findings of its own.
        if let Some(file) = site.file.filter(|_| !site.title.is_empty()) {
            let message = say!(
                "the site has no accessibility statement",
                "webbplatsen har ingen tillgänglighetsredogörelse"
            );
            found.push(Diagnostic::new(&CODE, Span::whole(file), message).with_help(say!(
                "add `[accessibility]` with `covers`, `status`, `shortcomings`, `assessed`, `method`, `updated`, `report` and `authority`",
                "lägg till `[accessibility]` med `covers`, `status`, `shortcomings`, `assessed`, `method`, `updated`, `report` och `authority`"
            )));
        }
        return;
    };
    for (what, help) in missing(site, statement) {
        let message = Text {
            en: format!("the accessibility statement does not say {}", what.en).into(),
            sv: format!("tillgänglighetsredogörelsen säger inte {}", what.sv).into(),
        };
        found.push(Diagnostic::new(&CODE, statement.span, message).with_help(help));
    }
    contradiction(statement, found);
}

/// The parts that are missing, and what to add.
fn missing(site: &Site, statement: &Statement) -> Vec<(Text, Text)> {
    let mut parts = Vec::new();
    let mut must = |is_there: bool, what: Text, help: Text| {
        if !is_there {
            parts.push((what, help));
        }
    };
    must(
        statement.actor.is_some() || site.publisher.is_some(),
        say!("who is behind the site", "vem som står bakom webbplatsen"),
        say!(
            "add `actor = …`, or `publisher` for the whole site",
            "lägg till `actor = …`, eller `publisher` för hela webbplatsen"
        ),
    );
    must(
        !statement.covers.is_empty(),
        say!("what it covers", "vad den gäller"),
        say!(
            "add `covers = …`, such as the site's address",
            "lägg till `covers = …`, till exempel webbplatsens adress"
        ),
    );
    must(
        statement.status.is_some(),
        say!(
            "how far the site complies",
            "hur förenlig webbplatsen är med lagen"
        ),
        say!(
            "add `status = …`: `\"full\"`, `\"partly\"` or `\"none\"`",
            "lägg till `status = …`: `\"full\"` (helt), `\"partly\"` (delvis) eller `\"none\"` (inte)"
        ),
    );
    let is_full = statement
        .status
        .as_ref()
        .is_none_or(|status| status.value == Status::Full);
    must(
        is_full || !statement.shortcomings.is_empty(),
        say!("what is not accessible", "vad som inte är tillgängligt"),
        say!(
            "add `[[accessibility.shortcomings]]` with `what` and `reason` for each, or say that the site complies in full",
            "lägg till `[[accessibility.shortcomings]]` med `what` och `reason` för varje brist, eller ange att webbplatsen är helt förenlig"
        ),
    );
    must(
        statement.assessed.is_some(),
        say!("when the site was assessed", "när webbplatsen bedömdes"),
        say!(
            "add `assessed = …`, the day of the last assessment",
            "lägg till `assessed = …`, dagen för den senaste bedömningen"
        ),
    );
    must(
        statement.method.is_some(),
        say!("how the site was assessed", "hur webbplatsen bedömdes"),
        say!(
            "add `method = …`: `\"self-assessment\"` or `\"independent-audit\"`",
            "lägg till `method = …`: `\"self-assessment\"` (egen bedömning) eller `\"independent-audit\"` (oberoende granskning)"
        ),
    );
    must(
        statement.updated.is_some(),
        say!("when it was last changed", "när den senast ändrades"),
        say!(
            "add `updated = …`, the day you last changed it",
            "lägg till `updated = …`, dagen då ni senast ändrade den"
        ),
    );
    let report = &statement.report;
    must(
        report.email.is_some() || report.phone.is_some() || report.url.is_some(),
        say!("where shortcomings are reported", "var man anmäler brister"),
        say!(
            "add `report = {{ email = … }}`, or `phone` or the `url` of a form",
            "lägg till `report = {{ email = … }}`, eller `phone`, eller `url` till ett formulär"
        ),
    );
    let authority = &statement.authority;
    must(
        authority.name.is_some() && authority.url.is_some(),
        say!(
            "which authority takes complaints, and where",
            "vilken myndighet som tar emot klagomål, och var"
        ),
        say!(
            "add `authority = {{ name = …, url = … }}`",
            "lägg till `authority = {{ name = …, url = … }}`"
        ),
    );
    parts
}

/// A site that complies in full has no faults.
fn contradiction(statement: &Statement, found: &mut Vec<Diagnostic>) {
    let fault = |shortcoming: &&crate::model::statement::Shortcoming| {
        shortcoming.ground == Ground::NonCompliance
    };
    let Some(status) = statement
        .status
        .as_ref()
        .filter(|status| status.value == Status::Full)
    else {
        return;
    };
    if let Some(shortcoming) = statement.shortcomings.iter().find(fault) {
        let message = say!(
            "the site is said to comply in full, and to have shortcomings",
            "webbplatsen sägs vara helt förenlig med lagen, och ändå ha brister"
        );
        let diagnostic = Diagnostic::new(&CODE, status.span, message)
            .with_related(shortcoming.span, say!("a shortcoming", "en brist"))
            .with_help(say!(
                "write `status = \"partly\"`, or give the shortcoming its `ground`",
                "skriv `status = \"partly\"`, eller ge bristen sin `ground`"
            ));
        found.push(diagnostic);
    }
}

/// In a preview the statement may still be unfinished.
pub fn only_warn(diagnostic: &mut Diagnostic) {
    if diagnostic.code.name == CODE.name {
        diagnostic.at_most = Some(Level::Warn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    const WHOLE: &str = "[accessibility]\ncovers = \"prov.example.se\"\nactor = \"Region X\"\nstatus = \"full\"\nassessed = 2026-01-01\nmethod = \"self-assessment\"\nupdated = 2026-01-01\nreport = { email = \"webb@example.se\" }\nauthority = { name = \"Digg\", url = \"https://www.digg.se/\" }\n";

    fn found(statement: &str) -> Vec<String> {
        let site =
            "//- content/site.toml\ntitle = \"Prov\"\nbase_url = \"https://prov.example.se\"\n";
        let checked = testing::run(&RULE, &format!("{site}{statement}"));
        let message = |finding: &Diagnostic| finding.message.en.to_string();
        checked.found.iter().map(message).collect()
    }

    #[test]
    fn a_whole_statement_has_no_finding() {
        assert_eq!(found(WHOLE), [] as [&str; 0]);
        let exempt = "[[accessibility.shortcomings]]\nwhat = \"Kartor\"\nreason = \"Undantagna\"\nground = \"exempt\"\n";
        assert_eq!(found(&format!("{WHOLE}{exempt}")), [] as [&str; 0]);
    }

    #[test]
    fn each_missing_part_is_found() {
        assert_eq!(found(""), ["the site has no accessibility statement"]);
        for (key, words) in [
            ("actor", "who is behind the site"),
            ("covers", "what it covers"),
            ("status", "how far the site complies"),
            ("assessed", "when the site was assessed"),
            ("method", "how the site was assessed"),
            ("updated", "when it was last changed"),
            ("report", "where shortcomings are reported"),
            ("authority", "which authority takes complaints, and where"),
        ] {
            let without: String = WHOLE
                .lines()
                .filter(|line| !line.starts_with(key))
                .map(|line| format!("{line}\n"))
                .collect();
            let expected = format!("the accessibility statement does not say {words}");
            assert_eq!(found(&without), [expected], "{key}");
        }
        let partly = WHOLE.replace("full", "partly");
        let expected = "the accessibility statement does not say what is not accessible";
        assert_eq!(found(&partly), [expected]);
    }

    #[test]
    fn what_contradicts_itself_is_found() {
        let fault = "[[accessibility.shortcomings]]\nwhat = \"Kartor\"\nreason = \"Inte gjort\"\n";
        let expected = "the site is said to comply in full, and to have shortcomings";
        assert_eq!(found(&format!("{WHOLE}{fault}")), [expected]);
    }
}
