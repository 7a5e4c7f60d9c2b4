//! Templates and fragments of HTML without what no reader can see.
//!
//! What is left is a part of what was there, byte for byte and in order: blanks that show nowhere,
//! all but the first of a run of blanks, comments, and quotes around plain words are left out. So
//! nothing can come into a page that its template does not have, and every place in what is left
//! leads back to its place in the file.

use std::collections::BTreeMap;
use std::ops::Range;

use super::flow::{Beyond, unseen};
use super::pieces::{Language, Read, Reader, Trouble, Verbatim, everything_in};

/// A template made smaller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Small {
    /// Its text.
    pub text: String,
    /// Expressions in a tag that no double quotes protect, by their bytes in the file.
    pub exposed: Vec<Range<usize>>,
    /// The parts of the file that are left, in order, each with where it begins in the text.
    parts: Vec<(usize, Range<usize>)>,
}

impl Small {
    /// Where in the file something in the text stands.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        let start = self.place(range.start);
        let end = match range.end.checked_sub(1) {
            Some(last) if last >= range.start => self.place(last) + 1,
            _ => start,
        };
        start..end.max(start)
    }

    fn place(&self, at: usize) -> usize {
        let next = self.parts.partition_point(|(begins, _)| *begins <= at);
        let part = next.checked_sub(1).and_then(|part| self.parts.get(part));
        part.map_or(0, |(begins, part)| (part.start + at - begins).min(part.end))
    }
}

/// Makes all templates of a theme smaller that can be; the others are left out, with the reason.
///
/// They are looked at together, because a block or component of one may end up inside `<pre>` of another.
pub fn templates<'t>(
    texts: impl Iterator<Item = (&'t str, &'t str)> + Clone,
) -> BTreeMap<String, Result<Small, Trouble>> {
    let mut known = Verbatim::default();
    loop {
        let (mut found, mut small) = (known.clone(), BTreeMap::new());
        for (name, text) in texts.clone() {
            let mut reader = Reader::new(text, Language::Template, &known);
            let read = reader.read(layerless(name));
            let verbatim = match read {
                Ok(_) => reader.found,
                Err(_) => everything_in(text),
            };
            found.blocks.extend(verbatim.blocks);
            found.components.extend(verbatim.components);
            found.templates.extend(
                verbatim
                    .templates
                    .iter()
                    .map(|name| layerless(name).to_owned()),
            );
            small.insert(
                name.to_owned(),
                read.map(|read| without(text, read, Beyond::Unknown)),
            );
        }
        if found == known {
            return small;
        }
        known = found;
    }
}

/// A piece of HTML that stands in a block element, without what no reader can see; as it was when its
/// tags cannot be told.
pub fn fragment(html: String) -> String {
    let known = Verbatim::default();
    match Reader::new(&html, Language::Html, &known).read("") {
        Ok(read) => without(&html, read, Beyond::Block).text,
        Err(_) => html,
    }
}

/// A template's name without its layer.
fn layerless(name: &str) -> &str {
    name.split_once('/')
        .filter(|(layer, _)| matches!(*layer, "site" | "default"))
        .map_or(name, |(_, name)| name)
}

fn without(text: &str, read: Read<'_>, beyond: Beyond) -> Small {
    let unseen = unseen(&read.pieces, beyond);
    let mut small = Small {
        text: String::with_capacity(text.len()),
        exposed: read.exposed,
        parts: Vec::new(),
    };
    let seen = read.pieces.iter().zip(unseen).filter(|(_, unseen)| !unseen);
    for range in seen.flat_map(|(piece, _)| &piece.kept) {
        match small.parts.last_mut() {
            Some((_, last)) if last.end == range.start => last.end = range.end,
            _ => small.parts.push((small.text.len(), range.clone())),
        }
        small.text.push_str(&text[range.clone()]);
    }
    small
}

#[cfg(test)]
mod tests {
    use super::*;

    fn small(text: &str) -> String {
        match templates([("a.html", text)].into_iter()).remove("a.html") {
            Some(Ok(small)) => small.text,
            other => format!("{other:?}"),
        }
    }

    fn trouble(text: &str) -> Option<Trouble> {
        templates([("a.html", text)].into_iter())
            .remove("a.html")?
            .err()
    }

    #[test]
    fn blanks_beside_blocks_go_and_others_become_one() {
        assert_eq!(
            small("<p>\n  a  <b> b </b>\n  c\n</p>\n\n<p>d</p>"),
            "<p>a <b> b </b>\nc</p><p>d</p>"
        );
        assert_eq!(small("<a>b</a>\n<a>c</a>"), "<a>b</a>\n<a>c</a>");
        assert_eq!(
            small("<p> a b  c\nd < e {{ f }} g </p>"),
            "<p>a b c\nd < e {{ f }} g</p>"
        );
        assert_eq!(small("<p>a</p><!-- c --> <p>b</p>"), "<p>a</p><p>b</p>");
    }

    #[test]
    fn a_condition_keeps_the_blanks_that_one_of_its_ways_shows() {
        assert_eq!(
            small("<b>a</b> {% if x %}<p>b</p>{% endif %} <i>c</i>"),
            "<b>a</b> {% if x %}<p>b</p>{% endif %} <i>c</i>"
        );
        assert_eq!(
            small("<p>a</p> {% if x %} <b>b</b> {% else %} <p>c</p> {% endif %} <i>d</i>"),
            "<p>a</p>{% if x %}<b>b</b> {% else %}<p>c</p>{% endif %} <i>d</i>"
        );
        assert_eq!(
            small("<b>a</b> {% if x %}<p>b</p>{% elif y %}<p>c</p>{% else %}<p>d</p>{% endif %}"),
            "<b>a</b>{% if x %}<p>b</p>{% elif y %}<p>c</p>{% else %}<p>d</p>{% endif %}"
        );
        assert_eq!(
            small("<ul> {% for a in b %}<li>{{ a }}</li>\n{% endfor %} </ul>"),
            "<ul>{% for a in b %}<li>{{ a }}</li>{% endfor %}</ul>"
        );
        assert_eq!(
            small("<p>{% for a in b %} <i>{{ a }}</i> {% else %} none {% endfor %}</p>"),
            "<p>{% for a in b %} <i>{{ a }}</i> {% else %}none{% endfor %}</p>"
        );
    }

    #[test]
    fn what_others_complete_keeps_its_blanks() {
        assert_eq!(
            small(" {% block a %} b {% endblock %} "),
            " {% block a %} b {% endblock %} "
        );
        assert_eq!(small("{{ <a /> }}\n\n{{ b }}"), "{{ <a /> }}\n{{ b }}");
        assert_eq!(
            small("{% set a %} <p> b </p> {% endset %}<p> c </p>"),
            "{% set a %} <p> b </p> {% endset %}<p>c</p>"
        );
    }

    #[test]
    fn only_plain_words_lose_their_quotes() {
        assert_eq!(
            small("<a  class=\"b\"\n href=\"{{ c }}\" id='d' title=\"\" rel=\"e f\" x=\"/y/\" >"),
            "<a class=b\nhref=\"{{ c }}\" id=d title=\"\" rel=\"e f\" x=\"/y/\">"
        );
        assert_eq!(
            small("<a class=\"b\"{% if c %} d{% endif %}>"),
            "<a class=\"b\"{% if c %} d{% endif %}>"
        );
        assert_eq!(
            small("<a class=\"b{% if c %} d{% endif %}\" e=\"{# f #}\">"),
            "<a class=\"b{% if c %} d{% endif %}\" e=\"{# f #}\">"
        );
        assert_eq!(small("<br class=\"b\"/>"), "<br class=\"b\"/>");
    }

    #[test]
    fn text_that_counts_is_kept_wherever_it_comes_from() {
        let pre = "<pre>  a\n\n {{ b }}  </pre>";
        assert_eq!(
            small(&format!("<p> c </p>\n{pre}\n")),
            format!("<p>c</p>{pre}")
        );
        let both = templates(
            [
                ("default/a.html", "<pre>{% block b %}  c  {% endblock %}{{ <d /> }}{% include 'e.html' %}</pre>"),
                ("default/c.html", "{% component d() %}  <p>  {{ <f /> }} {% endcomponent %}{% component f() %}  g  {% endcomponent %}"),
                ("default/e.html", "  e  "),
                ("site/a.html", "{% extends 'default/a.html' %}{% block b %}  h  {% endblock %}{% block i %}  j  {% endblock %}"),
            ]
            .into_iter(),
        );
        let text = |name: &str| {
            both[name]
                .as_ref()
                .map(|small| small.text.clone())
                .unwrap_or_default()
        };
        assert!(text("default/a.html").contains("  c  "));
        assert!(text("default/c.html").contains("  <p>  {{ <f /> }} "));
        assert!(text("default/c.html").contains("  g  "));
        assert_eq!(text("default/e.html"), "  e  ");
        assert!(text("site/a.html").contains("  h  ") && text("site/a.html").contains("} j {"));
    }

    #[test]
    fn what_cannot_be_told_is_left_alone() {
        assert_eq!(
            trouble("<a {% if b %}>{% else %} c>{% endif %}"),
            Some(Trouble::SplitTag)
        );
        assert_eq!(
            trouble("{% if a %}<b {% else %}<c {% endif %}>"),
            Some(Trouble::SplitTag)
        );
        assert_eq!(
            trouble("<a b={% if c %}\"d\"{% else %}\"e\"{% endif %}>"),
            Some(Trouble::SplitValue)
        );
        assert_eq!(
            trouble("<a b=\"{% if c %}d\"{% else %}e\"{% endif %}>"),
            Some(Trouble::SplitValue)
        );
        assert_eq!(trouble("a</pre>"), Some(Trouble::Unmatched));
        assert_eq!(trouble("<a b"), Some(Trouble::Unmatched));
    }

    #[test]
    fn expressions_without_double_quotes_are_found() {
        let text = "<a b={{ c }} d='{{ e }}' {{ f }} g=\"{{ h }}\" {{ i | safe }}><h{{ j }}>";
        let read = templates([("a.html", text)].into_iter());
        let small = read["a.html"].as_ref().expect("can be read");
        let found: Vec<&str> = small
            .exposed
            .iter()
            .map(|range| &text[range.clone()])
            .collect();
        assert_eq!(found, ["{{ c }}", "{{ e }}", "{{ f }}"]);
    }

    #[test]
    fn places_lead_back_to_the_file() {
        let text = "<p>\n  å  </p>\n\n<p class=\"a\">{{ b }}</p>\n";
        let read = templates([("a.html", text)].into_iter());
        let small = read["a.html"].as_ref().expect("can be read");
        for word in ["{{ b }}", "å", "class", "</p>"] {
            let at = small.text.find(word).expect("is kept");
            let range = small.original(&(at..at + word.len()));
            assert_eq!(&text[range], word, "{}", small.text);
        }
    }

    #[test]
    fn a_fragment_knows_no_templates() {
        let html =
            "<p>{{ a }}  {% b</p>\n<ul>\n<li>c</li>\n</ul>\n<pre><code>d\n\n e</code></pre>\n";
        assert_eq!(
            fragment(html.to_owned()),
            "<p>{{ a }} {% b</p><ul><li>c</li></ul><pre><code>d\n\n e</code></pre>"
        );
    }
}
