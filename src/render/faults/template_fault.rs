//! `template-fault`: a template of the theme cannot be read, or fails while a page is made.

use std::ops::Range;

use tera::ErrorKind;

use crate::diagnostic::code::{Code, Group, Level, explanation};
use crate::diagnostic::{Diagnostic, say};
use crate::text::Span;

/// The code.
pub static CODE: Code = Code {
    name: "template-fault",
    group: Group::Theme,
    level: Level::Deny,
    fixed: true,
    explanation: explanation!("template_fault"),
};

/// A fault of a template: its words and where it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The template's name, `default/unit.html`.
    pub template: String,
    /// Where in it.
    pub at: At,
    /// What is wrong, in the template engine's words.
    pub words: String,
}

/// A place in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum At {
    /// Bytes.
    Bytes(Range<usize>),
    /// Line and column, both from 1, columns in characters.
    Line(usize, usize),
    /// The template as a whole.
    Whole,
}

/// The places an error of the template engine speaks of; none when it speaks of no template.
pub fn places(error: &tera::Error) -> Vec<TemplateFault> {
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => vec![TemplateFault {
            template: report.filename().to_owned(),
            at: At::Bytes(report.span().range.clone()),
            words: shorten(report.message()),
        }],
        ErrorKind::MissingParent { current, parent } => {
            vec![whole(
                current,
                format!("the parent template `{parent}` does not exist"),
            )]
        }
        ErrorKind::CircularExtend { tpl, .. } => {
            vec![whole(tpl, "the template extends itself".to_owned())]
        }
        ErrorKind::CircularInclude { tpl, .. } => {
            vec![whole(tpl, "the template includes itself".to_owned())]
        }
        ErrorKind::TemplateNotFound(name) => {
            vec![whole(name, format!("there is no template `{name}`"))]
        }
        ErrorKind::Msg(message) => reports_in(message),
        _ => Vec::new(),
    }
}

/// A place that is a template as a whole.
fn whole(template: &str, words: String) -> TemplateFault {
    TemplateFault {
        template: template.to_owned(),
        at: At::Whole,
        words,
    }
}

/// The places in a finished report of the engine: `error: …` lines, each followed by ` --> file:l:c`.
fn reports_in(message: &str) -> Vec<TemplateFault> {
    let mut found = Vec::new();
    let mut words = "";
    for line in message.lines() {
        if let Some(rest) = line.strip_prefix("error: ") {
            words = rest;
        } else if let Some(place) = line.trim_start().strip_prefix("--> ") {
            let mut parts = place.rsplitn(3, ':');
            let (column, row, template) = (parts.next(), parts.next(), parts.next());
            let number = |part: Option<&str>| part.and_then(|part| part.parse().ok());
            if let (Some(template), Some(row), Some(column)) =
                (template, number(row), number(column))
            {
                let at = At::Line(row, column);
                found.push(TemplateFault {
                    template: template.to_owned(),
                    at,
                    words: shorten(words),
                });
            }
        }
    }
    found
}

/// The engine lists all fields there are; a long list says no more than a short one.
fn shorten(words: &str) -> String {
    const LONGEST: usize = 300;
    let line = words.lines().next().unwrap_or_default();
    if line.len() <= LONGEST {
        return line.to_owned();
    }
    format!("{} …", &line[..line.floor_char_boundary(LONGEST)])
}

impl TemplateFault {
    /// Its bytes in the text that the engine has read; nothing for a template as a whole.
    pub fn range_in(&self, text: &str) -> Option<Range<usize>> {
        match &self.at {
            At::Bytes(range) => Some(range.clone()),
            At::Line(row, column) => Some(at_line(text, *row, *column)),
            At::Whole => None,
        }
    }
}

/// The finding for a template that branches deeper than the engine can follow.
pub fn too_deep(span: Span, most: usize) -> Diagnostic {
    let message = say!(
        "the template fails: conditions and loops are nested more than {most} deep",
        "mallen går inte att använda: villkor och slingor är nästlade i mer än {most} nivåer"
    );
    let help = say!(
        "each `elif` counts as one more; look the value up in a map, or part the template",
        "varje `elif` räknas som en nivå till; slå upp värdet i en tabell eller dela mallen"
    );
    Diagnostic::new(&CODE, span, message).with_help(help)
}

/// The finding for a fault at a span.
pub fn finding_at(span: Span, words: &str) -> Diagnostic {
    let words = lower_first(words);
    Diagnostic::new(
        &CODE,
        span,
        say!(
            "the template fails: {words}",
            "mallen går inte att använda: {words}"
        ),
    )
}

/// The bytes of the word at a line and column.
fn at_line(text: &str, row: usize, column: usize) -> Range<usize> {
    let line_start: usize = text
        .split_inclusive('\n')
        .take(row.saturating_sub(1))
        .map(str::len)
        .sum();
    let line = text[line_start..].lines().next().unwrap_or_default();
    let start = line_start
        + line
            .chars()
            .take(column.saturating_sub(1))
            .map(char::len_utf8)
            .sum::<usize>();
    let word = text[start..]
        .bytes()
        .take_while(|b| b.is_ascii_alphanumeric() || *b == b'_')
        .count();
    start..start + word
}

/// Messages are phrases: they begin with a small letter.
fn lower_first(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_report_of_a_message_is_found() {
        let message = "error: Unknown filter `a`\n --> default/x.html:1:13\n  |\n1 | {{ b | a }}\n  |  ^\n\nerror: Unknown test `c`\n --> site/y.html:12:3\n  |";
        let found = places(&tera::Error::message(message));
        assert_eq!(found.len(), 2);
        assert_eq!(
            (found[0].template.as_str(), &found[0].at),
            ("default/x.html", &At::Line(1, 13))
        );
        assert_eq!(
            (found[1].words.as_str(), &found[1].at),
            ("Unknown test `c`", &At::Line(12, 3))
        );
    }

    #[test]
    fn a_line_and_column_become_bytes() {
        let text = "å\nåå {{ b | nofilter }}\n";
        assert_eq!(&text[at_line(text, 2, 11)], "nofilter");
    }
}
