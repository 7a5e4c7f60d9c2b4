//! Marks of previews: where they must not be, and where they must.

use crate::render::tests::fixture::{inputs, render};
use crate::text::inputs::Content;
use crate::text::path::SitePath;

/// The findings of a site with these files of its own, each once: `path:line:column code`.
fn found(preview: Option<&str>, files: &[(&str, &str)]) -> Vec<String> {
    let mut inputs = inputs();
    for (path, text) in files {
        let path = SitePath::new(path).expect("a sound path");
        let texts = match path.below("content") {
            Some(_) => &mut inputs.content,
            None => &mut inputs.theme,
        };
        texts.insert(path, Content::Text((*text).into()));
    }
    let rendered = render(&inputs, preview);
    let mut found: Vec<String> = rendered
        .found
        .iter()
        .map(|finding| {
            let span = finding.primary.span;
            let (start, _) = rendered.sources.position(span);
            let path = rendered.sources.path(span.file);
            let code = finding.code.name;
            format!("{path}:{}:{} {code}", start.line, start.column)
        })
        .collect();
    found.sort();
    found.dedup();
    found
}

const HARD_CODED: &str = "{% extends \"default/base.html\" %}\n\
    {% block head %}<meta name=\"robots\" content=\"noindex\">{% endblock head %}\n";

#[test]
fn a_theme_that_always_says_noindex_leaks_it() {
    let files = [("templates/base.html", HARD_CODED)];
    assert_eq!(
        found(None, &files),
        ["themes/egen/templates/base.html:2:46 preview-leak"]
    );
    assert!(found(Some("x"), &files).is_empty());
}

#[test]
fn a_banner_and_a_closed_robots_file_leak() {
    let banner = "{% extends \"default/unit.html\" %}{% block owner %}<p data-preview>Test</p>{% endblock owner %}";
    assert_eq!(
        found(None, &[("templates/unit.html", banner)]),
        ["themes/egen/templates/unit.html:1:54 preview-leak"]
    );
    let robots = "User-agent: *\nDisallow: /\n";
    let files = [("templates/robots.txt", robots)];
    let at = "themes/egen/templates/robots.txt:1:1";
    assert_eq!(found(None, &files), [format!("{at} preview-leak")]);
    assert_eq!(found(Some("x"), &files), [format!("{at} unmarked-preview")]);
    let partly = "User-agent: *\nDisallow: /sok/\n";
    assert!(found(None, &[("templates/robots.txt", partly)]).is_empty());
}

#[test]
fn words_copied_from_a_preview_leak() {
    let copied = "# Kopia\n\nSidan är inte publicerad\noch uppgifterna kan vara fel.\n";
    assert_eq!(
        found(None, &[("content/pages/kopia.md", copied)]),
        ["content/pages/kopia.md:3:1 preview-leak"]
    );
    let like = "# Kopia\n\nSidan är inte publicerad än.\n";
    assert!(found(None, &[("content/pages/kopia.md", like)]).is_empty());
}

#[test]
fn a_theme_of_its_own_must_mark_its_previews() {
    let bare = "<!doctype html><html lang=\"{{ lang }}\"><head><title>{% block title %}T{% endblock title %}</title>\
        {% block head %}{% endblock head %}</head><body>{% block main %}{% endblock main %}</body></html>";
    let files = [("templates/base.html", bare)];
    assert_eq!(
        found(Some("x"), &files),
        ["themes/egen/templates/base.html:1:1 unmarked-preview"]
    );
    assert!(found(None, &files).is_empty());
}
