//! Templates with settled values in them: the same pages and the same faults as without.

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

/// The site with templates that are settled before the first page, and never.
fn both(inputs: &Inputs, preview: Option<&str>) -> [Rendered; 2] {
    [0, usize::MAX].map(|pages| {
        let prepare =
            |renderer: &mut crate::render::Renderer<'_>| renderer.theme.settle_after(pages);
        render_prepared(inputs, preview, Minify::Templates, |_| true, prepare)
    })
}

fn assert_same(inputs: &Inputs, preview: Option<&str>) -> Rendered {
    let [settled, plain] = both(inputs, preview);
    assert_eq!(settled.lines(), plain.lines());
    assert_eq!(settled.files.len(), plain.files.len());
    for (path, text) in &plain.files {
        assert_eq!(settled.file(path), text, "{path}");
    }
    settled
}

#[test]
fn pages_are_the_same() {
    assert_same(&inputs(), None);
    assert_same(&inputs(), Some("prov"));
}
