//! Themes: faults in them, layers of them, and the built-in one against its texts.

use std::collections::BTreeSet;

use crate::render::locale::keys_of;
use crate::render::tests::fixture::{DefaultTheme, inputs, render, render_as_written};
use crate::text::inputs::Content;
use crate::text::path::SitePath;

/// The sources of this floor, to find the keys of texts that Rust asks for.
#[derive(rust_embed::RustEmbed)]
#[folder = "src/render/"]
struct OwnSources;

#[test]
fn a_fault_in_a_template_is_placed_and_names_the_page() {
    let mut inputs = inputs();
    let own = "{% extends \"default/unit.html\" %}\n\n{% block care %}\n  <p  class=\"å\" >\n  {{ unit.nmae }}</p>{% endblock %}\n";
    let path = SitePath::new("templates/unit.html").expect("a sound path");
    inputs.theme.insert(path, Content::Text(own.into()));
    let rendered = render_as_written(&inputs);
    let line = rendered.lines().into_iter().next().expect("a finding");
    assert!(
        line.starts_with("themes/egen/templates/unit.html:5:11 the template fails: field `nmae`"),
        "{line}"
    );
    assert!(
        line.contains("/prov/akero/") || line.contains("/en/prov/akero/"),
        "{line}"
    );
}

#[test]
fn characters_that_nobody_sees_are_found_in_templates_and_texts() {
    let mut inputs = inputs();
    for (path, text) in [
        (
            "templates/404.html",
            "{% extends \"default/404.html\" %}\n{# \u{1b}[0m #}\n",
        ),
        ("locales/sv.ftl", "nav_services = Alla\u{200b} tjänster\n"),
    ] {
        let path = SitePath::new(path).expect("a sound path");
        inputs.theme.insert(path, Content::Text(text.into()));
    }
    let lines = render_as_written(&inputs).lines();
    let told = [
        "themes/egen/locales/sv.ftl:1:20 the text holds an invisible character, U+200B (remove it)",
        "themes/egen/templates/404.html:2:4 the text holds an invisible character, U+001B (remove it)",
    ];
    assert_eq!(lines, told);
}

#[test]
fn a_page_that_does_not_end_is_one_finding_at_its_loop() {
    let mut inputs = inputs();
    let own = "{% extends \"default/404.html\" %}\n{% block main %}{% set r = range(end=1000) %}\n\
        {% for a in r %}{% for b in r %}{{ a }}{% endfor %}{% endfor %}{% endblock %}\n";
    let path = SitePath::new("templates/404.html").expect("a sound path");
    inputs.theme.insert(path, Content::Text(own.into()));
    let rendered = render_as_written(&inputs);
    let lines = rendered.lines();
    assert_eq!(lines.len(), 2, "one for each language: {lines:#?}");
    let place = "themes/egen/templates/404.html:3:17 the template fails: the page takes more than";
    assert!(lines[0].starts_with(place), "{lines:#?}");
}

#[test]
fn a_page_that_is_too_large_is_a_finding() {
    let mut inputs = inputs();
    let own = "{% extends \"default/404.html\" %}{% block main %}{% set x = \"0123456789\" %}\
        {% for a in range(end=9) %}{% set_global x = x ~ x ~ x %}{% endfor %}\
        {% for a in range(end=400) %}{{ x }}{% endfor %}{% endblock %}\n";
    let path = SitePath::new("templates/404.html").expect("a sound path");
    inputs.theme.insert(path, Content::Text(own.into()));
    let lines = render_as_written(&inputs).lines();
    assert_eq!(lines.len(), 2, "{lines:#?}");
    assert!(
        lines[0].starts_with(
            "themes/egen/templates/404.html:1:1 the template fails: the page is larger than"
        ),
        "{lines:#?}"
    );
}

#[test]
fn a_sites_theme_changes_a_block_a_text_and_an_asset() {
    let mut inputs = inputs();
    let mut own = |path: &str, text: &str| {
        inputs.theme.insert(
            SitePath::new(path).expect("a sound path"),
            Content::Text(text.into()),
        );
    };
    own(
        "templates/base.html",
        "{% extends \"default/base.html\" %}{% block footer %}<p>Egen fot</p>{% endblock footer %}",
    );
    own("locales/sv.ftl", "contact_heading = Ring\n");
    own("assets/site.css", "body{color:red}");
    let rendered = render(&inputs, None);
    assert!(rendered.found.is_empty(), "{:#?}", rendered.lines());
    let page = rendered.file("prov/akero/index.html");
    assert!(
        page.contains("Egen fot") && page.contains("<h2 id=phone>Ring</h2>"),
        "{page}"
    );
    assert!(
        rendered
            .files
            .iter()
            .any(|(path, text)| path.ends_with(".css") && text.contains("color:red"))
    );
}

#[test]
fn groups_come_in_the_order_of_their_list() {
    let numbers: Vec<String> = (10..40).rev().map(|n| n.to_string()).collect();
    let own = format!(
        "{{% extends \"default/base.html\" %}}{{% block footer %}}\
         {{% for n, all in [{}] | group_by(attribute=\"n\") %}}{{{{ n }}}}x{{{{ all | length }}}} {{% endfor %}}\
         {{% endblock footer %}}",
        numbers
            .iter()
            .chain([&numbers[3]])
            .map(|n| format!("{{\"n\": {n}}}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
    let mut inputs = inputs();
    let path = SitePath::new("templates/base.html").expect("a sound path");
    inputs
        .theme
        .insert(path, Content::Text(own.as_str().into()));
    let rendered = render_as_written(&inputs);
    assert!(rendered.found.is_empty(), "{:#?}", rendered.lines());
    let expected: Vec<String> = numbers
        .iter()
        .map(|n| format!("{n}x{}", 1 + usize::from(n == &numbers[3])))
        .collect();
    let page = rendered.file("prov/akero/index.html");
    assert!(page.contains(&expected.join(" ")), "{page}");
}

#[test]
fn a_missing_text_is_reported_and_not_blank() {
    let mut inputs = inputs();
    let path = SitePath::new("locales/en.ftl").expect("a sound path");
    let Some(Content::Text(text)) = inputs.default_theme.get(&path) else {
        panic!("the theme has English texts")
    };
    let cut: String = text
        .lines()
        .filter(|line| !line.starts_with("home ="))
        .map(|line| format!("{line}\n"))
        .collect();
    inputs.default_theme.insert(path, Content::Text(cut.into()));
    let rendered = render(&inputs, None);
    let lines = rendered.lines();
    assert!(
        lines
            .iter()
            .any(|line| line.contains("the language `en` lacks texts: `home`")),
        "{lines:#?}"
    );
    assert!(
        lines
            .iter()
            .all(|line| !line.contains("no text `home` in the language `en`")),
        "{lines:#?}"
    );
    assert!(
        rendered
            .file("en/prov/akero/index.html")
            .contains(">Start</a>")
    );
}

/// The texts of the built-in theme's folder.
fn theme_texts(folder: &str) -> Vec<(String, String)> {
    let file = |name: std::borrow::Cow<'static, str>| {
        let bytes = DefaultTheme::get(&name)?.data.into_owned();
        Some((name.into_owned(), String::from_utf8(bytes).ok()?))
    };
    DefaultTheme::iter()
        .filter(|name| name.starts_with(folder))
        .filter_map(file)
        .collect()
}

/// What follows a mark, as far as letters of a key go.
fn keys_after<'t>(text: &'t str, mark: &'t str) -> impl Iterator<Item = &'t str> {
    text.split(mark).skip(1).map(|rest| {
        let end = rest
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .unwrap_or(rest.len());
        &rest[..end]
    })
}

#[test]
fn every_text_exists_in_every_language_and_is_used() {
    let locales = theme_texts("locales/");
    let mut used: BTreeSet<String> = BTreeSet::new();
    for (_, text) in theme_texts("templates/") {
        used.extend(keys_after(&text, "text.").map(str::to_owned));
        used.extend(keys_after(&text, "t(key='").map(str::to_owned));
    }
    let known: BTreeSet<&str> = keys_of(&locales[0].1).collect();
    let own = OwnSources::iter()
        .filter(|name| !name.starts_with("tests") && name.as_ref() != "locale.rs");
    let own =
        own.filter_map(|name| String::from_utf8(OwnSources::get(&name)?.data.into_owned()).ok());
    for text in own.chain([include_str!("../../render.rs").to_owned()]) {
        used.extend(
            text.split('"')
                .filter(|part| known.contains(part))
                .map(str::to_owned),
        );
        for mark in ["locale.text(\"", "locale.say(\"", ".say(\""] {
            used.extend(keys_after(&text, mark).map(str::to_owned));
        }
    }
    let by_code = |key: &str| {
        let prefixes = [
            "month_",
            "weekday_",
            "language_name_",
            "date",
            "list_",
            "day_with_weekday",
            "short_day",
            "content_order",
        ];
        prefixes.iter().any(|prefix| key.starts_with(prefix))
    };
    for (name, text) in &locales {
        let keys: Vec<&str> = keys_of(text).collect();
        let set: BTreeSet<&str> = keys.iter().copied().collect();
        assert_eq!(keys.len(), set.len(), "{name} has a key twice");
        let missing: Vec<_> = used
            .iter()
            .filter(|key| !set.contains(key.as_str()))
            .collect();
        assert!(missing.is_empty(), "{name} lacks {missing:?}");
        let unused: Vec<_> = set
            .iter()
            .filter(|key| !used.contains(**key) && !by_code(key))
            .collect();
        assert!(unused.is_empty(), "nothing uses {unused:?}");
    }
    let all: Vec<BTreeSet<&str>> = locales
        .iter()
        .map(|(_, text)| keys_of(text).collect())
        .collect();
    assert_eq!(all[0], all[1]);
}

#[test]
fn every_template_belongs_to_a_page() {
    let sources: String = OwnSources::iter()
        .filter(|name| name.starts_with("pages/"))
        .filter_map(|name| String::from_utf8(OwnSources::get(&name)?.data.into_owned()).ok())
        .collect();
    let templates = || theme_texts("templates/").into_iter();
    for (name, _) in templates() {
        let name = name.trim_start_matches("templates/");
        let shared = ["base.html", "components.html", "finder.html"].contains(&name);
        let included = format!("{{% include \"{name}\" %}}");
        let mut templates = templates();
        let is_included = templates.any(|(_, text)| text.contains(&included));
        assert!(
            shared || is_included || sources.contains(&format!("\"{name}\"")),
            "nothing uses {name}"
        );
    }
}
