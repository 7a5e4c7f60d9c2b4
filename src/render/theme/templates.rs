//! Reading templates so that every fault is found, not only the first.
//!
//! The engine takes templates in batches and refuses the whole batch for one fault. So each template
//! is first read alone, for faults of syntax; then all sound ones together, and those the engine
//! complains about are reported, taken out, and the rest tried again. A faulty template of the site
//! thereby gives way to the built-in one of the same name.
//!
//! The engine gets the site's own templates with calls that count what a page costs
//! (`theme/budget.rs`).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tera::{ErrorKind, Tera};

use crate::diagnostic::Diagnostic;
use crate::render::faults::exposed_expression;
use crate::render::faults::template_fault::{At, TemplateFault, finding_at, places, too_deep};
use crate::render::theme::budget::{Counted, MOST_NESTED, nested_too_deep};
use crate::render::theme::exposed::exposed;
use crate::text::{FileId, Span};

/// Templates by name, with their files.
type Texts = BTreeMap<String, (FileId, Arc<str>)>;

/// The templates of a theme.
pub struct Templates {
    /// The engine, with all templates that have no fault.
    pub tera: Tera,
    /// The site's own, as the engine has them.
    pub counted: BTreeMap<String, Counted>,
}

/// Gives the engine all templates that have no fault, and reports the others.
pub fn read(mut tera: Tera, mut texts: Texts, found: &mut Vec<Diagnostic>) -> Templates {
    // The names are sound prefixes and no template is there yet, so this cannot fail.
    tera.set_fallback_prefixes(["site/", "default/"])
        .expect("bug: prefixes are set first");

    let mut taken_out: BTreeSet<String> = BTreeSet::new();
    texts.retain(|name, (file, text)| match nested_too_deep(text) {
        Some(range) => {
            found.push(too_deep(Span::new(*file, range), MOST_NESTED));
            taken_out.insert(name.clone());
            false
        }
        None => true,
    });
    texts.retain(
        |name, (file, text)| match Tera::default().add_raw_template(name, text) {
            Err(error) if matches!(error.kind(), ErrorKind::SyntaxError(_)) => {
                found.extend(
                    places(&error)
                        .iter()
                        .map(|place| finding(place, *file, text, None)),
                );
                taken_out.insert(name.clone());
                false
            }
            _ => true,
        },
    );

    check_expressions(&texts, found);
    let own = texts.iter().filter(|(name, _)| name.starts_with("site/"));
    let counted = own.map(|(name, (_, text))| (name.clone(), Counted::new(text)));
    let counted: BTreeMap<String, Counted> = counted.collect();
    let for_engine = |name: &str, text: &Arc<str>| {
        let counted = counted.get(name);
        counted.map_or_else(|| text.to_string(), |counted| counted.text.clone())
    };
    while let Err(error) = tera.add_raw_templates(
        texts
            .iter()
            .map(|(name, (_, text))| (name, for_engine(name, text))),
    ) {
        let mut blamed = places(&error);
        if blamed.is_empty() {
            blamed = names_in(&error, &texts);
        }
        let before = texts.len();
        for place in &blamed {
            // A template without its parent is no fault of its own when the parent was taken out.
            let follows = is_consequence(&error, &taken_out);
            if let Some((file, text)) = texts.get(&place.template).filter(|_| !follows) {
                found.push(finding(place, *file, text, counted.get(&place.template)));
            }
        }
        for place in blamed {
            texts.remove(&place.template);
            taken_out.insert(place.template);
        }
        if texts.len() == before {
            // The engine complains of nothing we know: no template can be used.
            let any = texts.values().next().map(|(file, _)| *file);
            found.extend(any.map(|file| finding_at(Span::whole(file), &error.to_string())));
            break;
        }
    }
    Templates { tera, counted }
}

/// The finding for a fault, at its place in the file; the engine may have got the template with calls
/// that count.
pub fn finding(
    place: &TemplateFault,
    file: FileId,
    text: &str,
    counted: Option<&Counted>,
) -> Diagnostic {
    let range = match counted {
        Some(counted) => place
            .range_in(&counted.text)
            .map(|at| counted.original(&at)),
        None => place.range_in(text),
    };
    let span = range.map_or(Span::whole(file), |range| Span::new(file, range));
    finding_at(span, &place.words)
}

/// Reports expressions of pages' templates that no double quotes protect.
fn check_expressions(texts: &Texts, found: &mut Vec<Diagnostic>) {
    for (_, (file, text)) in texts.iter().filter(|(name, _)| name.ends_with(".html")) {
        let exposed = exposed(text).into_iter();
        found.extend(exposed.map(|range| exposed_expression::finding(*file, range)));
    }
}

/// Whether an error only says that a template's parent is one that was taken out before.
fn is_consequence(error: &tera::Error, taken_out: &BTreeSet<String>) -> bool {
    let ErrorKind::MissingParent { parent, .. } = error.kind() else {
        return false;
    };
    let layered = ["", "site/", "default/"];
    layered
        .iter()
        .any(|prefix| taken_out.contains(&format!("{prefix}{parent}")))
}

/// The templates that a message names in backticks, the last of them only: of two templates that
/// define the same component, one may stay.
fn names_in(error: &tera::Error, texts: &Texts) -> Vec<TemplateFault> {
    let words = error.to_string();
    let named = words
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|name| texts.contains_key(*name))
        .last();
    let place = |name: &str| TemplateFault {
        template: name.to_owned(),
        at: At::Whole,
        words: words.clone(),
    };
    named.map(place).into_iter().collect()
}

#[cfg(test)]
mod tests {
    use tera::Context;

    use super::*;
    use crate::text::Sources;
    use crate::text::path::SitePath;

    fn engine() -> Tera {
        let mut tera = Tera::default();
        crate::render::theme::budget::register(&mut tera);
        tera
    }

    fn read_all(templates: &[(&str, &str)]) -> (Tera, Vec<String>) {
        let mut sources = Sources::default();
        let texts: Texts = templates
            .iter()
            .map(|(name, text)| {
                let path = SitePath::new(name).expect("a plain name");
                (
                    (*name).to_owned(),
                    (sources.add(path, (*text).into()), Arc::from(*text)),
                )
            })
            .collect();
        let mut found = Vec::new();
        let tera = read(engine(), texts, &mut found).tera;
        let lines = found.iter().map(|finding| {
            let (start, _) = sources.position(finding.primary.span);
            let path = sources.path(finding.primary.span.file);
            format!(
                "{path}:{}:{} {}",
                start.line, start.column, finding.message.en
            )
        });
        (tera, lines.collect())
    }

    #[test]
    fn all_faulty_templates_are_reported_at_their_places() {
        let (tera, found) = read_all(&[
            ("default/a.html", "A\n{% if %}"),
            ("default/b.html", "{{ x | nofilter }}\n {{ nofunction() }}"),
            ("default/c.html", "{% extends \"gone.html\" %}"),
            ("default/d.html", "{% extends \"a.html\" %}"),
            ("default/e.html", "sound"),
        ]);
        let begin: Vec<_> = found
            .iter()
            .map(|line| line.split(' ').next().unwrap_or_default())
            .collect();
        assert_eq!(
            begin,
            [
                "default/a.html:2:7",
                "default/c.html:1:1",
                "default/b.html:1:8",
                "default/b.html:2:5"
            ],
            "{found:#?}"
        );
        assert!(tera.contains_template("e.html"));
    }

    #[test]
    fn a_chain_of_branches_that_is_too_long_is_one_finding() {
        let chain = format!(
            "{{% if a %}}{}{{% endif %}}",
            "{% elif b %}".repeat(100_000)
        );
        let (tera, found) = read_all(&[("default/a.html", "built in"), ("site/a.html", &chain)]);
        assert_eq!(
            found,
            [
                "site/a.html:1:1199 the template fails: conditions and loops are nested more than 100 deep"
            ]
        );
        assert!(tera.contains_template("a.html"));
    }

    #[test]
    fn a_page_that_does_not_end_is_stopped_at_its_loop() {
        let endless = "{% set all = range(end=1000) %}{% for a in all %}{% for b in all %}\
            {% for c in all %}{% endfor %}{% endfor %}{% endfor %}";
        let (tera, found) = read_all(&[("site/a.html", endless)]);
        assert_eq!(found, [""; 0]);
        crate::render::theme::budget::begin();
        let error = tera
            .render("a.html", &Context::new())
            .expect_err("is stopped");
        assert!(
            error.to_string().contains("more than 200000 steps"),
            "{error}"
        );
    }

    #[test]
    fn a_value_that_grows_without_end_is_stopped() {
        let growing = "{% set_global x = 'ab' %}{% for a in range(end=60) %}\
            {% set_global x = x ~ x %}{% endfor %}{% set y %}{% for a in range(end=9) %}{{ x }}{% endfor %}{% endset %}";
        let (tera, found) = read_all(&[("site/a.html", growing)]);
        assert_eq!(found, [""; 0]);
        let error = tera
            .render("a.html", &Context::new())
            .expect_err("is stopped");
        assert!(
            error.to_string().contains("larger than 1048576 bytes"),
            "{error}"
        );
    }

    #[test]
    fn a_faulty_template_of_the_site_gives_way_to_the_built_in_one() {
        let (tera, found) = read_all(&[
            ("default/a.html", "built in"),
            ("site/a.html", "{{ x | nofilter }}"),
        ]);
        assert_eq!(found.len(), 1);
        assert_eq!(
            tera.render("a.html", &Context::new()).expect("is there"),
            "built in"
        );
    }

    #[test]
    fn a_template_of_the_site_refines_the_built_in_one() {
        let (tera, found) = read_all(&[
            ("default/a.html", "<{% block b %}b{% endblock %}>"),
            (
                "site/a.html",
                "{% extends \"default/a.html\" %}{% block b %}{{ super() }}!{% endblock %}",
            ),
        ]);
        assert!(found.is_empty(), "{found:?}");
        assert_eq!(
            tera.render("a.html", &Context::new()).expect("is there"),
            "<b!>"
        );
    }
}
