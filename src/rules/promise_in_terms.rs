//! `promise-in-terms`: a text of the rule set promises another response time than it asks for.

use std::cmp::Ordering;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, Text, say};
use crate::model::response::{Response, ServiceResponse};
use crate::model::rule_set::Service;
use crate::rules::{Rule, Run, SiteContext, promise_in_text};
use crate::text::Spanned;

/// The code.
pub static CODE: Code = Code {
    name: "promise-in-terms",
    group: Group::Rules,
    level: Level::Warn,
    fixed: false,
    explanation: explanation!("promise_in_terms"),
};

/// The rule.
pub const RULE: Rule = Rule {
    code: &CODE,
    run: Run::Site(run),
};

fn run(context: &SiteContext<'_>, found: &mut Vec<Diagnostic>) {
    let regions = context.catalog.regions.values();
    for rule_set in regions.flat_map(|region| &region.rule_sets) {
        if let Some(response) = &rule_set.response {
            for service in &rule_set.services {
                look_at(service, response, found);
            }
        }
    }
}

fn look_at(service: &Service, response: &Response, found: &mut Vec<Diagnostic>) {
    let own = match &service.response {
        ServiceResponse::Own(own) => Some(own),
        _ => None,
    };
    // A promise is right where it is that of some units.
    let mut times: Vec<&_> = vec![own.unwrap_or(&response.limit)];
    if own.is_none() {
        times.extend(response.by.iter().map(|(_, limit)| limit));
    }
    let texts = service.texts.iter();
    let texts = texts.flat_map(|terms| std::iter::once(&terms.text).chain(&terms.text_en));
    let further = service.help_in.iter().map(|(_, text)| text);
    for text in texts
        .chain(&service.help)
        .chain(&service.help_en)
        .chain(further)
    {
        let others = |limit: &&Spanned<_>| {
            let target = response.target_hours;
            promise_in_text::other_promises(&text.value, limit.value, target).next()
        };
        let mut each: Vec<_> = times.iter().map(others).collect();
        if each.iter().any(Option::is_none) {
            continue;
        }
        let Some((part, weight)) = each.swap_remove(0) else {
            continue;
        };
        let promised = &text.value[part];
        let holds = times[0].value.within(response.calendar);
        let (en, sv) = match weight {
            Ordering::Greater => ("slower than", "långsammare än"),
            _ => ("another promise than", "ett annat löfte än"),
        };
        let message = Text {
            en: format!("`{promised}` is {en} the response time: {}", holds.en).into(),
            sv: format!("`{promised}` är {sv} svarstiden: {}", holds.sv).into(),
        };
        let diagnostic = Diagnostic::new(&CODE, text.span, message)
            .with_service(&service.id.value)
            .with_related(times[0].span, say!("the response time", "svarstiden"))
            .with_help(say!(
                "leave the time out: pages print it by themselves",
                "ta bort tiden: sidorna skriver ut den av sig själva"
            ));
        found.push(diagnostic);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{check_files, words_files};

    fn rules(days: &str, text: &str) -> String {
        format!(
            "//- content/x/rules/2026-06-01.toml\ntitle = \"R\"\n[response]\n{days}\n[[services]]\nid = \"a\"\nkind = \"e-service\"\nname = \"Tjänst A\"\n[[services.texts]]\ntext = \"{text}\"\n"
        )
    }

    #[test]
    fn a_template_with_another_time_is_found() {
        let files = rules("days = 1", "Vi svarar inom två arbetsdagar.");
        assert_eq!(check_files(&RULE, &files).len(), 1);
        assert!(words_files(&RULE, &files)[0].starts_with(
            "`inom två arbetsdagar` är långsammare än svarstiden: inom 1 arbetsdag | "
        ));
    }

    #[test]
    fn the_right_time_and_other_matters_are_fine() {
        let right = rules("days = 2", "Vi svarar inom två arbetsdagar.");
        assert_eq!(check_files(&RULE, &right), [""; 0]);
        let target = rules("days = 0\ntarget_hours = 2", "Vi svarar inom två timmar.");
        assert_eq!(check_files(&RULE, &target), [""; 0]);
        let terms = rules("days = 1", "Avboka hos {unit} senast 24 timmar före.");
        assert_eq!(check_files(&RULE, &terms), [""; 0]);
    }
}
