//! Templates with constant values in them: the same pages and the same faults as without.

use crate::render::minify::Minify;
use crate::render::tests::fixture::{Rendered, inputs, render_prepared};
use crate::text::inputs::{Content, Inputs};
use crate::text::path::SitePath;

/// The small site with a theme of its own.
fn with_theme(files: &[(&str, &str)]) -> Inputs {
    let mut inputs = inputs();
    for (path, text) in files {
        let path = SitePath::new(&format!("templates/{path}")).expect("a sound path");
        inputs.theme.insert(path, Content::Text((*text).into()));
    }
    inputs
}

/// The site with templates that are specialized before the first page, and never.
fn both(inputs: &Inputs, preview: Option<&str>, wanted: impl Fn(&str) -> bool) -> [Rendered; 2] {
    [0, usize::MAX].map(|pages| {
        let prepare =
            |renderer: &mut crate::render::Renderer<'_>| renderer.theme.specialize_after(pages);
        render_prepared(inputs, preview, Minify::Templates, &wanted, prepare)
    })
}

fn assert_same(inputs: &Inputs, preview: Option<&str>) -> Rendered {
    let [specialized, plain] = both(inputs, preview, |_| true);
    assert_eq!(specialized.lines(), plain.lines());
    assert_eq!(specialized.files.len(), plain.files.len());
    for (path, text) in &plain.files {
        assert_eq!(specialized.file(path), text, "{path}");
    }
    specialized
}

#[test]
fn pages_are_the_same() {
    assert_same(&inputs(), None);
    assert_same(&inputs(), Some("prov"));
}

#[test]
fn what_a_theme_changes_is_changed() {
    let [specialized, plain] = both(
        &with_theme(&[
            (
                "components.html",
                "{% component day(at, @lang: string) %}<b>{{ at.iso }} {{ t(key='home') }}</b>{% endcomponent %}\
                 {% component nav_item(href: string, label, current) %}<li>{{ label }}{{ current }}</li>{% endcomponent %}",
            ),
            (
                "unit.html",
                "{% extends \"default/unit.html\" %}\
                 {% block related %}{% set mine = site.title.text %}\
                 <p>{% for text in [unit.name] %}{{ text.text }}{% endfor %} {{ mine }} {% for region in [1, 2] %}{{ region }}{% endfor %}</p>{% endblock %}",
            ),
            (
                "page.html",
                "{% extends \"base.html\" %}{% block main %}{% include \"more.html\" %}\
                 {{ content.html | safe }}{% endblock %}",
            ),
            (
                "more.html",
                "{% for page in site.pages %}{{ page.name | words }} {% endfor %}{{ page.kind }}{{ '{' }}{{ '{' }}{{ lang }}",
            ),
        ]),
        None,
        |path| ["prov/akero/index.html", "om/index.html"].contains(&path),
    );
    assert_eq!(specialized.lines(), plain.lines());
    assert_eq!(specialized.files, plain.files);
    let page = specialized.file("prov/akero/index.html");
    assert!(page.contains("<b>2026-11-02 Start</b>"), "{page}");
    assert!(page.contains("<li>Provfalse</li>"), "{page}");
    assert!(page.contains("Kontaktsidor 12</p>"), "{page}");
    let page = specialized.file("om/index.html");
    assert!(page.contains("page{{sv"), "{page}");
}

#[test]
fn what_is_wrong_with_a_theme_is_said_all_the_same() {
    let faults = [
        "{{ unit.nmae }}",
        "{{ text.nothing }}",
        "{{ t(key='nothing') }}",
        "{% if site.nothing.more %}{% endif %}",
        "{{ asset(path='nothing') }}",
        "{{ <day at={unit.nothing} /> }}",
        "{{ <hours_list of={unit.name} rows={unit.related} /> }}",
        "{% for a in site.title.text.nothing %}{{ a }}{% endfor %}",
        "{{ <own /> }}",
    ];
    for fault in faults {
        let own = format!(
            "{{% extends \"default/unit.html\" %}}{{% block care %}}<p>{fault}</p>{{% endblock %}}"
        );
        let component = "{% component own() %}{{ text.home }}{% endcomponent %}";
        let inputs = with_theme(&[("unit.html", &own), ("own.html", component)]);
        let [specialized, plain] = both(&inputs, None, |path| path == "prov/akero/index.html");
        assert_eq!(specialized.lines(), plain.lines(), "{fault}");
        assert!(!plain.lines().is_empty(), "{fault}");
        assert_eq!(specialized.files, plain.files, "{fault}");
    }
}
