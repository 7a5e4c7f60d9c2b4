//! Previews and published sites are told apart: every page of a preview is marked, no page of a site is,
//! and neither is put in the place of the other.

use crate::program::Program;

const UNIT: &str = "content/exempelregionen/units/halsocentralen-exempelvik.toml";
const PREVIEW: [&str; 5] = [
    "build",
    "--preview",
    "Förslag 7",
    "--base-url",
    "https://preview.example.se/7",
];

/// The arguments of a preview in a folder of its own.
fn preview(more: &[&'static str]) -> Vec<&'static str> {
    [&PREVIEW[..], &["--output", "preview"], more].concat()
}

#[test]
fn a_preview_is_published_whatever_is_denied_and_shows_it() {
    let site = Program::init();
    site.replace(UNIT, "fornya-recept =", "# fornya-recept =");
    site.write(
        "content/exempelregionen/units/trasig.toml",
        "name = \"Trasig\n",
    );
    let rules = "content/exempelregionen/rules/2026-01-01.toml";
    let text = site.read(rules);
    site.write(rules, &format!("colour = 1\n{text}"));
    let denied = site.run(&["check"]).exits(1);
    let ran = site.run(&preview(&[])).exits(1);
    assert_eq!(
        ran.out.matches("error[").count(),
        denied.out.matches("error[").count()
    );
    let page = |path: &str| site.read(&format!("preview/{path}index.html"));
    let unit = page("exempelregionen/halsocentralen-exempelvik/");
    assert!(unit.contains("unmet-obligation"), "{unit}");
    assert!(unit.contains("Förslag 7") && unit.contains("21 november 2026"));
    assert!(unit.contains("https://preview.example.se/7/exempelregionen/"));
    // What has no page of its own stands on its region's.
    let region = page("exempelregionen/");
    assert!(region.contains("units/trasig.toml:1:"), "{region}");
    assert!(page("exempelregionen/basutbud/").contains("unknown-key"));
    assert!(!page("").contains("class=findings"));
    let robots = site.read("preview/robots.txt");
    assert!(!robots.contains("Disallow: /"), "{robots}");
}

#[test]
fn a_preview_and_a_site_do_not_take_each_others_place() {
    let site = Program::init();
    site.run(&["build"]).exits(0);
    let before = site.read("output/index.html");
    let ran = site.run(&PREVIEW).exits(2);
    assert!(
        ran.err.contains("holds the published site") && ran.err.contains("--output"),
        "{}",
        ran.err
    );
    assert_eq!(site.read("output/index.html"), before);
    site.run(&preview(&[])).exits(0);
    let swedish = ["build", "--output", "preview", "--lang", "sv"];
    let ran = site.run(&swedish).exits(2);
    assert!(
        ran.err.contains("innehåller en förhandsvisning"),
        "{}",
        ran.err
    );
    assert!(site.read("preview/index.html").contains("data-preview"));
    // Another preview may.
    let other = ["build", "--preview", "8", "--output", "preview"];
    let ran = site.run(&other).exits(0);
    assert!(ran.err.contains("--base-url"), "{}", ran.err);
    let ran = site.run(&["build", "--preview", " "]).exits(2);
    assert!(ran.err.contains("expected a name"), "{}", ran.err);
}

#[test]
fn a_mark_that_leaks_denies_the_build() {
    let site = Program::init();
    site.run(&["build"]).exits(0);
    let before = site.read("output/index.html");
    site.replace("content/site.toml", "\"default\"", "\"egen\"");
    site.write(
        "themes/egen/templates/home.html",
        "{% extends \"default/home.html\" %}\n{% block head %}<meta name=robots content=noindex>{% endblock head %}\n",
    );
    let ran = site.run(&["build"]).exits(1);
    assert!(ran.out.contains("error[preview-leak]"), "{}", ran.out);
    assert!(
        ran.out.contains("themes/egen/templates/home.html:2:"),
        "{}",
        ran.out
    );
    assert_eq!(site.read("output/index.html"), before);
    let swedish = site.run(&["build", "--lang", "sv"]).exits(1);
    assert!(
        swedish.out.contains("ber sökmotorer att utelämna den"),
        "{}",
        swedish.out
    );
    // It is found again however much of an earlier build can be reused.
    let warned = ["build", "--warn", "preview-leak"];
    for _ in 0..2 {
        let ran = site.run(&warned).exits(0);
        assert!(ran.out.contains("warning[preview-leak]"), "{}", ran.out);
    }
}

#[test]
fn a_site_is_not_published_for_this_machine_only() {
    let site = Program::init();
    let text = site.read("content/site.toml");
    let (_, address) = text.split_once("base_url").expect("an address");
    let address = address.split('"').nth(1).expect("a value").to_owned();
    for local in [
        "http://localhost:8000",
        "http://127.0.0.1",
        "http://[::1]/x",
    ] {
        site.write("content/site.toml", &text.replace(&address, local));
        let ran = site.run(&["build"]).exits(1);
        assert!(ran.out.contains("error[preview-leak]"), "{}", ran.out);
        assert!(ran.out.contains("content/site.toml:"), "{}", ran.out);
        site.run(&preview(&[])).exits(0);
    }
    site.write("content/site.toml", &text);
    let trial = ["build", "--base-url", "http://localhost:8000"];
    site.run(&trial).exits(0);
}

#[test]
fn a_theme_that_does_not_mark_previews_is_found() {
    let site = Program::init();
    site.replace("content/site.toml", "\"default\"", "\"egen\"");
    site.write(
        "themes/egen/templates/base.html",
        "<!doctype html><html lang=\"{{ lang }}\"><head><title>{% block title %}T{% endblock title %}</title>\
         {% block head %}{% endblock head %}</head><body>{% block main %}{% endblock main %}</body></html>\n",
    );
    site.run(&["build"]).exits(0);
    let ran = site.run(&preview(&[])).exits(1);
    assert_eq!(ran.out.matches("error[unmarked-preview]").count(), 2);
    assert!(
        ran.out.contains("themes/egen/templates/base.html:1:1"),
        "{}",
        ran.out
    );
    assert!(ran.out.contains("more pages have it"), "{}", ran.out);
}
