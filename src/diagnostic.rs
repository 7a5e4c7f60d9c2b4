//! Findings: one thing that is wrong or worth knowing, with its place and the next act.
//!
//! A [`Diagnostic`] is made where the fault is seen and says nothing of levels or colour; the
//! site's policy is applied once, at the end, by [`settle::settle`]. Words exist in English and
//! Swedish side by side ([`Text`]), so that neither can be forgotten.

pub mod code;
pub mod fix;
pub mod settle;
pub mod store;
mod words;

use std::iter::once;

use serde::{Deserialize, Serialize};

use crate::diagnostic::code::{Code, Level};
use crate::diagnostic::fix::Fix;
pub(crate) use crate::diagnostic::words::say;
pub use crate::diagnostic::words::{Language, Text};
use crate::text::{FileId, Span};

/// A place with a few words on what it has to do with the finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// A few words; may be empty for the primary place, where the message says it all.
    pub text: Text,
}

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// What kind of fault. In bytes, [`store`] has its place in the table of codes instead.
    #[serde(skip, default = "code::not_read")]
    pub code: &'static Code,
    /// One lower-case phrase without full stop; names stand in backticks.
    pub message: Text,
    /// The place that is wrong.
    pub primary: Label,
    /// Other places that explain it, such as the rule set's line "required here".
    pub related: Vec<Label>,
    /// The next act.
    pub help: Option<Text>,
    /// An edit that fixes it, where one is certain.
    pub fix: Option<Fix>,
    /// The unit it concerns, as `<region>/<stem>`.
    pub unit: Option<String>,
    /// The service it concerns, by id.
    pub service: Option<String>,
    /// The most this single finding may weigh, whatever the code's level: a shortfall before its
    /// phase-in day is a note, a service by phone that binds nobody is a warning.
    pub at_most: Option<Level>,
}

impl Diagnostic {
    /// The files that it points at, or has an edit for.
    pub fn files(&self) -> impl Iterator<Item = FileId> {
        let labels = once(&self.primary).chain(&self.related);
        let edits = self.fix.iter().flat_map(|fix| &fix.edits);
        let spans = labels
            .map(|label| label.span)
            .chain(edits.map(|edit| edit.span));
        spans.map(|span| span.file)
    }

    /// A finding at a place; more is added with the `with_…` functions.
    pub fn new(code: &'static Code, span: Span, message: Text) -> Self {
        Self {
            code,
            message: message.in_one_line(),
            primary: Label {
                span,
                text: Text::fixed("", ""),
            },
            related: Vec::new(),
            help: None,
            fix: None,
            unit: None,
            service: None,
            at_most: None,
        }
    }

    /// Says what stands at the primary place.
    pub fn with_label(mut self, text: Text) -> Self {
        self.primary.text = text.in_one_line();
        self
    }

    /// Adds a place that explains the finding.
    pub fn with_related(mut self, span: Span, text: Text) -> Self {
        let text = text.in_one_line();
        self.related.push(Label { span, text });
        self
    }

    /// Says the next act.
    pub fn with_help(mut self, help: Text) -> Self {
        self.help = Some(help.in_one_line());
        self
    }

    /// Says after the next act what waits for it.
    pub fn until_then(&mut self, waits: Text) {
        self.help = Some(match self.help.take() {
            Some(help) => Text {
                en: format!("{}; {}", help.en, waits.en).into(),
                sv: format!("{}; {}", help.sv, waits.sv).into(),
            },
            None => waits,
        });
    }

    /// Adds the edit that fixes it.
    pub fn with_fix(mut self, fix: Option<Fix>) -> Self {
        self.fix = fix;
        self
    }

    /// Names the unit.
    pub fn with_unit(mut self, unit: &str) -> Self {
        self.unit = Some(unit.to_owned());
        self
    }

    /// Names the service.
    pub fn with_service(mut self, service: &str) -> Self {
        self.service = Some(service.to_owned());
        self
    }

    /// Caps the weight of this one finding.
    pub fn at_most(mut self, level: Option<Level>) -> Self {
        self.at_most = level;
        self
    }
}
