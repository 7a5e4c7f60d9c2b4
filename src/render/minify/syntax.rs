//! The engine's own syntax in a template: where a piece of it ends, and what it opens or names.
//!
//! Only as much as minifying needs; whether a template is sound is for the engine to say.

/// A piece of the engine's syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Syntax<'t> {
    /// `{{ … }}`: writes something.
    Value,
    /// `{# … #}`, `{% set a = b %}`, `{% extends … %}`: writes nothing.
    Silent,
    /// `{% raw %} … {% endraw %}`, as a whole.
    Raw,
    /// `{% if … %}`
    If,
    /// `{% elif … %}`
    Elif,
    /// `{% else %}`
    Else,
    /// `{% endif %}`
    EndIf,
    /// `{% for … %}`
    For,
    /// `{% endfor %}`
    EndFor,
    /// `{% block name %}`
    Block(&'t str),
    /// `{% component name(…) %}`
    Component(&'t str),
    /// The start of what is kept or changed before it is written: `set`, `filter`, a call with a body.
    Capture,
    /// The end of a block, a component or a capture.
    End,
    /// Anything else: an included template, `break`, `continue`.
    Other,
}

/// Whether a piece of syntax begins here.
pub(in crate::render) fn begins(rest: &str) -> bool {
    rest.starts_with("{{") || rest.starts_with("{%") || rest.starts_with("{#")
}

/// The piece of syntax that a text begins with, and its length; nothing when it does not end.
pub(in crate::render) fn read(rest: &str) -> Option<(Syntax<'_>, usize)> {
    if rest.starts_with("{#") {
        return Some((Syntax::Silent, rest.find("#}")? + 2));
    }
    if rest.starts_with("{{") {
        return Some((Syntax::Value, end(rest, "}}")?));
    }
    let length = end(rest, "%}")?;
    let inner = inner(&rest[..length]);
    let (word, after) = first_word(inner);
    let syntax = match word {
        "raw" => return Some((Syntax::Raw, raw_end(rest, length)?)),
        "if" => Syntax::If,
        "elif" => Syntax::Elif,
        "else" => Syntax::Else,
        "endif" => Syntax::EndIf,
        "for" => Syntax::For,
        "endfor" => Syntax::EndFor,
        "block" => Syntax::Block(first_word(after).0),
        "component" => Syntax::Component(first_word(after).0),
        "filter" => Syntax::Capture,
        "set" | "set_global" if first_word(after).1.trim_start().starts_with('=') => Syntax::Silent,
        "set" | "set_global" => Syntax::Capture,
        "extends" => Syntax::Silent,
        "endblock" | "endcomponent" | "endset" | "endfilter" => Syntax::End,
        "" if inner.starts_with("</") => Syntax::End,
        "" if inner.starts_with('<') && !inner.ends_with("/>") => Syntax::Capture,
        _ => Syntax::Other,
    };
    Some((syntax, length))
}

/// What stands between the delimiters.
pub(in crate::render) fn inner(piece: &str) -> &str {
    let inner = piece
        .get(2..piece.len().saturating_sub(2))
        .unwrap_or_default();
    let inner = inner.strip_prefix('-').unwrap_or(inner);
    inner.strip_suffix('-').unwrap_or(inner).trim()
}

/// The word a text begins with, and the rest.
pub(in crate::render) fn first_word(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    let end = text.find(|c: char| !is_name(c)).unwrap_or(text.len());
    text.split_at(end)
}

fn is_name(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '.')
}

/// Where a piece ends: behind the mark that does not stand in a string.
fn end(rest: &str, mark: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let mut at = 2;
    while at < bytes.len() {
        match bytes[at] {
            quote @ (b'"' | b'\'' | b'`') => {
                at += 1;
                while *bytes.get(at)? != quote {
                    at += if bytes[at] == b'\\' { 2 } else { 1 };
                }
                at += 1;
            }
            _ if bytes[at..].starts_with(mark.as_bytes()) => return Some(at + mark.len()),
            _ => at += 1,
        }
    }
    None
}

/// Where `{% endraw %}` ends, for a piece that begins with `{% raw %}`.
fn raw_end(rest: &str, from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let start = at + rest.get(at..)?.find("{%")?;
        let length = rest[start..].find("%}")? + 2;
        at = start + length;
        if inner(&rest[start..at]) == "endraw" {
            return Some(at);
        }
    }
}

/// What a piece calls: components by name, included templates, the block of the parent.
pub(in crate::render) fn calls(piece: &str) -> Vec<Call<'_>> {
    let inner = inner(piece);
    let mut found = Vec::new();
    for (at, _) in inner.match_indices('<') {
        let (name, _) = first_word(&inner[at + 1..]);
        if !name.is_empty() {
            found.push(Call::Component(name));
        }
    }
    if let ("include", rest) = first_word(inner) {
        // Of a list of templates, the first that exists is included.
        found.extend(
            rest.split(['"', '\'', '`'])
                .skip(1)
                .step_by(2)
                .map(Call::Template),
        );
    }
    if inner.contains("super()") {
        found.push(Call::Parent);
    }
    found
}

/// Something that writes what stands elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::render) enum Call<'t> {
    /// A component.
    Component(&'t str),
    /// An included template.
    Template(&'t str),
    /// The same block of the parent template.
    Parent,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piece_ends_behind_its_strings() {
        let piece =
            |text: &'static str| read(text).map(|(syntax, length)| (syntax, &text[..length]));
        assert_eq!(
            piece("{{ \"}}\" | f(a='\\'}}') }} b"),
            Some((Syntax::Value, "{{ \"}}\" | f(a='\\'}}') }}"))
        );
        assert_eq!(piece("{%- if a %}b"), Some((Syntax::If, "{%- if a %}")));
        assert_eq!(piece("{# {{ #}b"), Some((Syntax::Silent, "{# {{ #}")));
        assert_eq!(
            piece("{% block main -%}"),
            Some((Syntax::Block("main"), "{% block main -%}"))
        );
        assert_eq!(
            piece("{% raw %}{{ a {% b %}{%- endraw %}c"),
            Some((Syntax::Raw, "{% raw %}{{ a {% b %}{%- endraw %}"))
        );
        assert_eq!(read("{{ a"), None);
    }

    #[test]
    fn what_is_captured_is_told_from_what_is_set() {
        let kind = |text: &'static str| read(text).map(|(syntax, _)| syntax);
        assert_eq!(kind("{% set a = 1 %}"), Some(Syntax::Silent));
        assert_eq!(kind("{% set a %}"), Some(Syntax::Capture));
        assert_eq!(kind("{% <card a=\"b\"> %}"), Some(Syntax::Capture));
        assert_eq!(kind("{% <card a=\"b\" /> %}"), Some(Syntax::Other));
        assert_eq!(kind("{% </card> %}"), Some(Syntax::End));
    }

    #[test]
    fn calls_are_named() {
        assert_eq!(
            calls("{{ <phone number={a} /> }}"),
            [Call::Component("phone")]
        );
        assert_eq!(
            calls("{% include \"a.html\" %}"),
            [Call::Template("a.html")]
        );
        assert_eq!(calls("{{ super() }}"), [Call::Parent]);
    }
}
