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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_values_are_joined_as_the_bundle_does_and_others_are_left_to_it() {
        let text = "plain = Hej { $name }, { $days } dagar\n\
                    term = { -a }\n\
                    many = { $days ->\n    [one] en dag\n   *[other] { $days } dagar\n }\n\
                    literal = { \"{\" }{ $name }\n\
                    -a = b\n";
        let mut bundle = FluentBundle::new_concurrent(Vec::new());
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(FluentResource::try_new(text.to_owned()).expect("sound"));
        let name = FluentValue::from("du");
        let days = FluentValue::from(3);
        let value = |asked: &str| match asked {
            "name" => Some(&name),
            "days" => Some(&days),
            _ => None,
        };
        let mut arguments = FluentArgs::new();
        arguments.set("name", name.clone());
        arguments.set("days", days.clone());
        let whole = write(&bundle, "plain", Some(&arguments));
        assert_eq!(joined(&bundle, "plain", value).map(Ok), whole);
        for key in ["term", "many", "literal", "nothing"] {
            assert_eq!(joined(&bundle, key, value), None, "{key}");
        }
        assert_eq!(joined(&bundle, "plain", |_| None), None);
    }
}
