//! Findings as GitHub Actions workflow commands, which become annotations on the changed lines.

use std::fmt::Write as _;

use crate::diagnostic::Language;
use crate::diagnostic::code::Severity;
use crate::diagnostic::settle::Findings;
use crate::text::Sources;

/// One line for each finding.
pub fn render(findings: &Findings, sources: &Sources, language: Language) -> String {
    let mut text = String::new();
    for finding in &findings.list {
        let diagnostic = &finding.diagnostic;
        let (start, end) = sources.position(diagnostic.primary.span);
        let command = match finding.severity() {
            Severity::Note => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        };
        let message = match &diagnostic.help {
            Some(help) => format!(
                "{}\n{}",
                diagnostic.message.get(language),
                help.get(language)
            ),
            None => diagnostic.message.get(language).to_owned(),
        };
        // Columns are only allowed when the finding lies within one line.
        let columns = if start.line == end.line {
            format!(",col={},endColumn={}", start.column, end.column)
        } else {
            String::new()
        };
        let _ = writeln!(
            text,
            "::{command} file={},line={},endLine={}{columns},title={}::{}",
            property(&sources.path_in_repository(diagnostic.primary.span.file)),
            start.line,
            end.line,
            property(diagnostic.code.name),
            data(&message),
        );
    }
    text
}

/// A message: `%` and line ends are escaped.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// A property: also `:` and `,`.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_ends_a_command_is_escaped() {
        assert_eq!(data("50 %\nnästa: a,b"), "50 %25%0Anästa: a,b");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }
}
