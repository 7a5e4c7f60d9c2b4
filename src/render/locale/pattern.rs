//! Texts of a bundle with their values.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Expression, InlineExpression, PatternElement};

/// A text of a bundle that is nothing but words and values, one after another: most are, and the bundle
/// takes several times as long over them. Nothing for any other.
pub(super) fn joined<'v>(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    value: impl Fn(&str) -> Option<&'v FluentValue<'v>>,
) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut words = String::with_capacity(64);
    for element in &pattern.elements {
        let expression = match element {
            PatternElement::TextElement { value } => {
                words.push_str(value);
                continue;
            }
            PatternElement::Placeable { expression } => expression,
        };
        let Expression::Inline(InlineExpression::VariableReference { id }) = expression else {
            return None;
        };
        match value(id.name)? {
            FluentValue::String(text) => words.push_str(text),
            FluentValue::Number(number) => words.push_str(&number.as_string()),
            _ => return None,
        }
    }
    Some(words)
}

/// A text of a bundle: nothing when it has no such key, an error when a value is missing.
pub(super) fn write(
    bundle: &FluentBundle<FluentResource>,
    key: &str,
    values: Option<&FluentArgs>,
) -> Option<Result<String, String>> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let words = bundle
        .format_pattern(pattern, values, &mut errors)
        .into_owned();
    Some(match errors.first() {
        None => Ok(words),
        Some(error) => Err(error.to_string()),
    })
}
