//! Where something is decided: the rule set's or region's line behind a word, or behind a finding.

use crate::compile::Compilation;
use crate::language::findings_of;
use crate::language::meaning::FileContext;
use crate::language::place;
use crate::text::inputs::Inputs;
use crate::text::{FileId, Span};

/// The places that decide what stands at an offset: of the word, else those that the findings there
/// point at.
pub fn definition(
    compilation: &Compilation,
    inputs: &Inputs,
    file: FileId,
    offset: usize,
) -> Vec<Span> {
    let thing = FileContext::new(compilation, inputs, file).and_then(|context| {
        let place = place::at(context.text(), offset);
        context.meaning(&place)?.span()
    });
    if let Some(span) = thing {
        return vec![span];
    }
    let sources = &compilation.sources;
    let findings = findings_of(compilation, file);
    let here = findings.iter().filter(|finding| {
        let range = sources.clamp(finding.diagnostic.primary.span);
        range.start <= offset && offset <= range.end
    });
    let mut spans: Vec<Span> = here
        .flat_map(|finding| finding.diagnostic.related.iter().map(|label| label.span))
        .collect();
    spans.sort();
    spans.dedup();
    spans
}
