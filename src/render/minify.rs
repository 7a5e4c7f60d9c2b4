//! Smaller files: whole pages where a site asks for it and style sheets, by the library `minify-html`, and the
//! scripts of the built-in theme, by the libraries below it.
//!
//! Pages are published as their templates write them unless `minify` in `site.toml` says otherwise: with
//! gzip it saves 2.2 to 2.7 % of a page, and a cold build takes nearly three times the processor time
//! (`benches/README.md`).

use std::sync::LazyLock;

use minify_html::Cfg;
use oxc_allocator::Allocator;
use oxc_codegen::{Codegen, CodegenOptions};
use oxc_minifier::{CompressOptions, MangleOptions, Minifier, MinifierOptions};
use oxc_parser::Parser;
use oxc_span::SourceType;

/// How deep elements may be nested in a page that is minified: the library goes down by calling itself.
const MOST_NESTED: usize = 200;

/// What the minifier may do: closing tags and the tags of html and head stay, and nothing that is
/// not allowed by the HTML standard is done.
static CONFIGURATION: LazyLock<Cfg> = LazyLock::new(|| Cfg {
    keep_closing_tags: true,
    keep_html_and_head_opening_tags: true,
    keep_input_type_text_attr: true,
    minify_css: true,
    ..Cfg::default()
});

/// Elements without an end tag.
const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
];

/// Elements whose text has no tags in it.
const TEXT_ELEMENTS: [&str; 4] = ["script", "style", "textarea", "title"];

/// A page without the blanks and quotes that mean nothing.
///
/// A page in which an element is not closed is left as it is: the library would close what is open
/// in its own way, and lose the end tag that comes then. So is one that is nested very deep.
pub fn minify(html: &[u8]) -> Vec<u8> {
    match str::from_utf8(html) {
        Ok(text) if is_balanced(text) => minify_html::minify(html, &CONFIGURATION),
        _ => html.to_vec(),
    }
}

/// Whether each element of a page is closed where it should be, and none is nested too deep.
fn is_balanced(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            let Some(end) = comment.find("-->") else {
                return false;
            };
            rest = &comment[end + 3..];
            continue;
        }
        let (closes, inside) = match rest.strip_prefix('/') {
            Some(inside) => (true, inside),
            None => (false, rest),
        };
        let name = tag_name(inside);
        if name.is_empty() {
            continue;
        }
        let Some(length) = tag_length(inside) else {
            return false;
        };
        rest = &inside[length..];
        let is_among = |names: &[&str]| names.iter().any(|it| it.eq_ignore_ascii_case(name));
        let closes_itself = inside[..length].ends_with("/>");
        match closes {
            true if !open.pop().is_some_and(|it| it.eq_ignore_ascii_case(name)) => return false,
            false if is_among(&TEXT_ELEMENTS) => match end_of(rest, name) {
                Some(end) => rest = &rest[end..],
                None => return false,
            },
            false if !is_among(&VOID) && !closes_itself => open.push(name),
            _ => {}
        }
        if open.len() > MOST_NESTED {
            return false;
        }
    }
    open.is_empty()
}

/// The name that a tag's inside begins with.
fn tag_name(inside: &str) -> &str {
    let letters = inside
        .bytes()
        .take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
    match inside.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => &inside[..letters.count()],
        _ => "",
    }
}

/// How long a tag's inside is, up to its `>`.
fn tag_length(inside: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in inside.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(at + 1),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

/// Where the text of an element ends: behind its end tag.
fn end_of(text: &str, name: &str) -> Option<usize> {
    let mut from = 0;
    loop {
        let at = from + text[from..].find("</")?;
        let inside = &text[at + 2..];
        if tag_name(inside).eq_ignore_ascii_case(name) {
            return Some(at + 2 + tag_length(inside)?);
        }
        from = at + 2;
    }
}

/// A style sheet without comments and blanks, by the same library; as it was where that fails.
pub fn minify_css(css: &str) -> Vec<u8> {
    let wrapped = minify_html::minify(format!("<style>{css}</style>").as_bytes(), &CONFIGURATION);
    let inner = wrapped
        .strip_prefix(b"<style>")
        .and_then(|rest| rest.strip_suffix(b"</style>"));
    inner
        .filter(|small| !small.is_empty())
        .map_or_else(|| css.as_bytes().to_vec(), <[u8]>::to_vec)
}

/// A module of JavaScript without comments, blanks and long names; as it was where it cannot be read. Only for
/// scripts that are known to be sound: the library goes down into nested code by calling itself.
pub fn minify_js(module: &str) -> String {
    let allocator = Allocator::default();
    let read = Parser::new(&allocator, module, SourceType::mjs()).parse();
    if !read.errors.is_empty() {
        return module.to_owned();
    }
    let mut program = read.program;
    let options = MinifierOptions {
        mangle: Some(MangleOptions::default()),
        compress: Some(CompressOptions::safest()),
    };
    let names = Minifier::new(options).minify(&allocator, &mut program);
    let printer = Codegen::new().with_options(CodegenOptions::minify());
    printer.with_scoping(names.scoping).build(&program).code
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(page: &str) -> String {
        String::from_utf8(minify(page.as_bytes())).expect("text stays text")
    }

    #[test]
    fn keeps_what_html_checkers_and_readers_need() {
        let page = "<!doctype html>\n<html lang=\"sv\">\n <head><title>A</title></head>\n <body>\n  <p>Hej  du</p>\n </body>\n</html>";
        let small = small(page);
        assert!(
            small
                .to_lowercase()
                .starts_with("<!doctype html><html lang=sv><head>"),
            "{small}"
        );
        assert!(small.ends_with("<p>Hej du</p></body></html>"), "{small}");
    }

    #[test]
    fn a_page_with_open_elements_is_left_as_it_is() {
        for page in [
            "<table>\n<tr><td>a\n</table> <p>b</p>",
            "<table>\n<tr><td>a</td></table> <p>b</p>",
            "<ul> <li>a <li>b </ul>",
            "<p  class=\"a>b</p>",
            "<p> a </p></p>",
            "<!-- a <p> b </p>",
            "<script> a",
        ] {
            assert_eq!(small(page), page);
        }
        let closed =
            "<table>\n<tr><td>a</td></tr>\n</table> <P><br>a<br/>b</p> <svg><path d=\"a>\"/></svg>";
        assert!(small(closed).len() < closed.len());
    }

    #[test]
    fn a_page_that_is_nested_very_deep_is_left_as_it_is() {
        let nested =
            |depth: usize| format!("{} a{}", "<div> ".repeat(depth), " </div>".repeat(depth));
        let deep = nested(50_000);
        assert_eq!(small(&deep), deep);
        assert!(small(&nested(MOST_NESTED)).len() < nested(MOST_NESTED).len());
    }

    #[test]
    fn text_of_scripts_has_no_tags() {
        let page = "<script type=\"application/json\">{\"a\": \"<b>\"}</script> <p>c</p>";
        assert!(is_balanced(page));
        assert!(small(page).contains("<b>"));
    }

    #[test]
    fn scripts_lose_comments_and_long_names_but_not_what_they_export() {
        let script = "// Why.\nexport function twice(number) {\n  const doubled = number * 2;\n  return [doubled, \"</b>\"];\n}\n";
        let small = minify_js(script);
        assert!(small.contains("twice") && small.contains("</b>"), "{small}");
        assert!(
            !small.contains("Why") && !small.contains("doubled"),
            "{small}"
        );
        assert_eq!(minify_js("not a script {"), "not a script {");
    }

    #[test]
    fn style_sheets_lose_comments_only() {
        let small = minify_css(
            "/* a */\na { color: red; }\n@media (forced-colors: active) { a { color: LinkText } }\n",
        );
        let small = String::from_utf8(small).expect("text stays text");
        assert!(
            small.starts_with("a{color:red}") && small.contains("forced-colors"),
            "{small}"
        );
    }
}
