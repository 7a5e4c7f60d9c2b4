//! Holds a rule set against sense: what can be read but never says anything, or contradicts itself.

use std::collections::BTreeSet;

use crate::diagnostic::{Diagnostic, Text, say};
use crate::load::condition::Reader;
use crate::load::faults::rule_set_invalid;
use crate::model::condition::{Condition, PlacedCondition};
use crate::model::rule_set::{Duty, OneOf, RuleSet, Service, Terms};
use crate::text::{Span, Spanned};

/// Reports what says nothing and what contradicts itself.
pub fn check(rule_set: &RuleSet, conditions: &Reader<'_>, found: &mut Vec<Diagnostic>) {
    for span in &conditions.empty {
        found.push(rule_set_invalid::fault(
            *span,
            say!("the condition says nothing", "villkoret säger ingenting"),
            say!(
                "say what must hold, or write `true` or `false`",
                "skriv vad som ska gälla, eller `true` eller `false`"
            ),
        ));
    }
    for service in &rule_set.services {
        found.extend(contradiction(&service.duty, &service.id));
        found.extend(no_names(service));
        placeholders(service, found);
    }
    for group in &rule_set.one_of {
        found.extend(contradiction(&group.duty, &group.id));
        found.extend(too_few(group).or_else(|| forbidden_members(rule_set, group)));
    }
    same_patterns(rule_set, found);
}

/// A must and a must-not that hold for the same units: the must-not always goes before.
fn contradiction(duty: &Duty, id: &Spanned<String>) -> Option<Diagnostic> {
    let (must, must_not) = (duty.must.as_ref()?, duty.must_not.as_ref()?);
    let always = must_not.condition == Condition::Always(true);
    if !always && must.condition != must_not.condition {
        return None;
    }
    let name = &id.value;
    let fault = rule_set_invalid::fault(
        must.span,
        say!(
            "`{name}` must be offered by units that must not offer it",
            "`{name}` ska erbjudas av enheter som inte får erbjuda den"
        ),
        say!(
            "remove the condition that is wrong",
            "ta bort det villkor som är fel"
        ),
    );
    Some(fault.with_related(must_not.span, say!("forbidden here", "förbjuds här")))
}

fn no_names(service: &Service) -> Option<Diagnostic> {
    let filter = service.visits.as_ref()?;
    let empty = filter.empty_names?;
    Some(rule_set_invalid::fault(
        empty,
        say!("the list names no visit", "listan nämner inget besök"),
        say!(
            "name the visits that the unit must have, or remove `names`",
            "nämn besöken som enheten ska ha, eller ta bort `names`"
        ),
    ))
}

/// A group of fewer different services than it asks for, or of one.
fn too_few(group: &OneOf) -> Option<Diagnostic> {
    let different: BTreeSet<&str> = group.services.iter().map(Spanned::as_str).collect();
    let (id, count, least) = (&group.id.value, different.len(), group.at_least);
    if count < 2 {
        return Some(rule_set_invalid::fault(
            group
                .services
                .get(1)
                .map_or(group.span, |second| second.span),
            say!(
                "the group `{id}` has fewer than two different services",
                "gruppen `{id}` har färre än två olika tjänster"
            ),
            say!(
                "name the services to choose from, or give the service its own condition",
                "nämn tjänsterna att välja mellan, eller ge tjänsten ett eget villkor"
            ),
        ));
    }
    (count < least).then(|| {
        rule_set_invalid::fault(
            group.span,
            say!(
                "the group `{id}` asks for {least} services and has {count}",
                "gruppen `{id}` kräver {least} tjänster och har {count}"
            ),
            say!(
                "lower `at_least`, or name more services",
                "sänk `at_least`, eller nämn fler tjänster"
            ),
        )
    })
}

/// A group that must be offered and of which every member is forbidden to the same units.
fn forbidden_members(rule_set: &RuleSet, group: &OneOf) -> Option<Diagnostic> {
    let asked = group.duty.must.as_ref().or(group.duty.should.as_ref())?;
    let forbidden = |must_not: &PlacedCondition| {
        let condition = &must_not.condition;
        *condition == Condition::Always(true) || *condition == asked.condition
    };
    let is_forbidden = |id: &Spanned<String>| {
        let service = rule_set.service(&id.value);
        service.is_some_and(|service| service.duty.must_not.as_ref().is_some_and(forbidden))
    };
    let id = &group.id.value;
    group.services.iter().all(is_forbidden).then(|| {
        rule_set_invalid::fault(
            group.span,
            say!(
                "every service of the group `{id}` is forbidden",
                "alla tjänster i gruppen `{id}` är förbjudna"
            ),
            say!(
                "remove the group, or allow one of its services",
                "ta bort gruppen, eller tillåt någon av dess tjänster"
            ),
        )
    })
}

/// Two services whose names have the same shape: the second never gets a name.
fn same_patterns(rule_set: &RuleSet, found: &mut Vec<Diagnostic>) {
    let mut seen: Vec<&Service> = Vec::new();
    for service in &rule_set.services {
        let Some(pattern) = &service.name_pattern else {
            continue;
        };
        let same = |other: &&&Service| other.name_pattern.as_ref() == Some(pattern);
        match seen.iter().find(same) {
            Some(first) => {
                let (id, other) = (&service.id.value, &first.id.value);
                let fault = rule_set_invalid::fault(
                    service.span,
                    say!(
                        "`{id}` and `{other}` have the same pattern of names",
                        "`{id}` och `{other}` har samma namnmönster"
                    ),
                    say!(
                        "give each its own words, or keep one of them",
                        "ge dem var sina ord, eller behåll den ena"
                    ),
                );
                found.push(fault.with_related(first.span, say!("the first one", "den första")));
            }
            None => seen.push(service),
        }
    }
}

/// What stands in braces in terms must be something that can be filled in.
fn placeholders(service: &Service, found: &mut Vec<Diagnostic>) {
    let texts = service.texts.iter();
    for text in texts.flat_map(|terms| std::iter::once(&terms.text).chain(&terms.text_en)) {
        let unknown = in_braces(&text.value).find(|word| !Terms::PLACEHOLDERS.contains(word));
        if let Some(word) = unknown {
            let known: Vec<String> = Terms::PLACEHOLDERS
                .iter()
                .map(|word| format!("`{{{word}}}`"))
                .collect();
            let known = known.join(", ");
            found.push(rule_set_invalid::fault(
                text.span,
                Text {
                    en: format!("nothing is known to fill in for `{{{word}}}`").into(),
                    sv: format!("det finns inget att fylla i för `{{{word}}}`").into(),
                },
                say!(
                    "these can be filled in: {known}",
                    "de här kan fyllas i: {known}"
                ),
            ));
        }
    }
}

/// The words in braces of a text.
fn in_braces(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('{').skip(1);
    parts.map(|part| part.split_once('}').map_or(part, |(word, _)| word))
}

/// A pattern of names that has no part in braces, several, or no words beside it.
pub fn bad_pattern(span: Span, pattern: &str) -> Diagnostic {
    rule_set_invalid::fault(
        span,
        say!(
            "`{pattern}` is no pattern of names",
            "`{pattern}` är inget namnmönster"
        ),
        say!(
            "write words around exactly one part in braces, such as `Kontakta {{funktion}}`",
            "skriv ord runt exakt en del inom klamrar, till exempel `Kontakta {{funktion}}`"
        ),
    )
}

#[cfg(test)]
mod tests {
    use crate::testing::load_faults;

    fn faults(rules: &str) -> Vec<String> {
        load_faults(&format!(
            "//- content/x/rules/2026-06-01.toml\ntitle = \"R\"\n{rules}"
        ))
    }

    fn service(id: &str, lines: &str) -> String {
        format!(
            "[[services]]\nid = \"{id}\"\nkind = \"e-service\"\nname = \"Tjänst {id}\"\n{lines}\n"
        )
    }

    #[test]
    fn conditions_that_say_nothing_are_found() {
        for empty in [
            "{}",
            "{ any = [] }",
            "{ all = [] }",
            "{ kind = [] }",
            "{ not = {} }",
        ] {
            let found = faults(&service("a", &format!("must_when = {empty}")));
            assert_eq!(found, ["villkoret säger ingenting"], "{empty}");
        }
        assert_eq!(faults(&service("a", "must_when = true")), [""; 0]);
    }

    #[test]
    fn groups_need_two_services_that_somebody_may_offer() {
        let two = service("a", "must_not_when = true")
            + &service("b", "must_not_when = { kind = \"mottagning\" }");
        let group = |services: &str, lines: &str| {
            format!("{two}[[one_of]]\nid = \"g\"\nservices = {services}\n{lines}\n")
        };
        for few in ["[]", "[\"a\"]", "[\"a\", \"a\"]"] {
            assert_eq!(
                faults(&group(few, "must_when = true")),
                ["gruppen `g` har färre än två olika tjänster"]
            );
        }
        assert_eq!(
            faults(&group("[\"a\", \"b\"]", "at_least = 3")),
            ["gruppen `g` kräver 3 tjänster och har 2"]
        );
        assert_eq!(
            faults(&group(
                "[\"a\", \"b\"]",
                "must_when = { kind = \"mottagning\" }"
            )),
            ["alla tjänster i gruppen `g` är förbjudna"]
        );
        assert_eq!(
            faults(&group("[\"a\", \"b\"]", "must_when = true")),
            [""; 0]
        );
    }

    #[test]
    fn a_must_that_is_forbidden_is_found() {
        let both =
            "must_when = { kind = \"mottagning\" }\nmust_not_when = { kind = \"mottagning\" }";
        assert_eq!(faults(&service("a", both)).len(), 1);
        let exception =
            "must_when = { kind = \"mottagning\" }\nmust_not_when = { type = \"mottagning\" }";
        assert_eq!(faults(&service("a", exception)), [""; 0]);
    }

    #[test]
    fn patterns_need_one_part_in_braces_and_differ() {
        for bad in ["Kontakta oss", "{allt}", "Fråga {vem} om {vad}"] {
            let found = faults(&service("a", &format!("name_pattern = \"{bad}\"")));
            assert_eq!(found, [format!("`{bad}` är inget namnmönster")]);
        }
        let pattern = "name_pattern = \"Fråga {vem}\"";
        let same = service("a", pattern) + &service("b", pattern);
        assert_eq!(faults(&same), ["`b` och `a` har samma namnmönster"]);
    }

    #[test]
    fn only_what_can_be_filled_in_stands_in_braces() {
        let terms = |text: &str| service("a", &format!("[[services.texts]]\ntext = \"{text}\""));
        assert_eq!(
            faults(&terms("Avboka hos {enhet}.")),
            ["det finns inget att fylla i för `{enhet}`"]
        );
        assert_eq!(
            faults(&terms("Avboka hos {unit}, {phone}, i {municipality}.")),
            [""; 0]
        );
    }

    #[test]
    fn a_named_visit_is_named() {
        assert_eq!(
            faults(&service("a", "visits = { names = [] }")),
            ["listan nämner inget besök"]
        );
    }
}
