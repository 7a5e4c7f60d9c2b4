//! What a page may cost: how deep templates branch, how many steps they take, how large values become.
//!
//! The engine bounds how deep tags and expressions are nested, but not what a page takes altogether. So
//! calls that count are put into the site's own templates: one for each turn of a loop, for each block,
//! component and included template, and one for each value that is set. They write nothing. The
//! built-in templates loop over what a site has, and are left as they are.

use std::cell::Cell;
use std::ops::Range;

use tera::{Error, Kwargs, State, Tera, TeraResult, Value};

use crate::render::theme::syntax::{PieceKind, inner, pieces};

/// How deep conditions and loops may be nested, each `elif` counted as one more: the engine calls
/// itself for each.
pub const MOST_NESTED: usize = 100;

/// How many steps a page may take in a site's own templates. The longest list takes a few thousand.
pub const MOST_STEPS: u32 = 200_000;

/// How many bytes a value may have that a site's own template sets.
pub const MOST_SET: usize = 1024 * 1024;

thread_local! {
    /// How many steps the page has taken that this thread is making.
    static STEPS: Cell<u32> = const { Cell::new(0) };
}

/// Makes the functions that count known to the engine.
pub fn register(tera: &mut Tera) {
    tera.register_function("count_step", |_: Kwargs, _: &State| count_step());
    tera.register_function("count_size", count_size);
}

/// Begins a page.
pub fn begin() {
    STEPS.set(0);
}

fn count_step() -> TeraResult<Value> {
    let steps = STEPS.get() + 1;
    STEPS.set(steps);
    match steps > MOST_STEPS {
        true => Err(Error::message(format!(
            "the page takes more than {MOST_STEPS} steps"
        ))),
        false => Ok(Value::safe_string("")),
    }
}

fn count_size(values: Kwargs, _: &State) -> TeraResult<Value> {
    let value = values.must_get::<&Value>("value")?;
    match value.as_str().is_some_and(|text| text.len() > MOST_SET) {
        true => Err(Error::message(format!(
            "the value is larger than {MOST_SET} bytes"
        ))),
        false => Ok(Value::safe_string("")),
    }
}

/// The first tag that stands deeper in conditions and loops than [`MOST_NESTED`].
pub fn nested_too_deep(template: &str) -> Option<Range<usize>> {
    // For each open tag, itself and its `elif`s.
    let mut open: Vec<usize> = Vec::new();
    for piece in pieces(template) {
        match piece.kind {
            PieceKind::Tag("if" | "for") => open.push(1),
            PieceKind::Tag("elif") => {
                if let Some(branches) = open.last_mut() {
                    *branches += 1;
                }
            }
            PieceKind::Tag("endif" | "endfor") => {
                open.pop();
            }
            _ => continue,
        }
        if open.iter().sum::<usize>() > MOST_NESTED {
            return Some(piece.range);
        }
    }
    None
}

/// A template with calls that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The text for the engine.
    pub text: String,
    /// The calls in order.
    calls: Vec<Call>,
}

/// A call that was put in.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Call {
    /// Where it stands in the text for the engine.
    range: Range<usize>,
    /// What it counts, in the file.
    counts: Range<usize>,
}

impl Counted {
    /// A template of a site's own.
    pub fn new(template: &str) -> Self {
        let mut counted = Self {
            text: String::with_capacity(template.len() * 5 / 4),
            calls: Vec::new(),
        };
        let pieces = pieces(template);
        let is_child = pieces
            .iter()
            .any(|piece| piece.kind == PieceKind::Tag("extends"));
        // What stands outside blocks and components of a child template is no content.
        let mut inside = usize::from(!is_child);
        if !is_child {
            counted.call("count_step()", &(0..0), "");
        }
        let mut captured: Vec<&str> = Vec::new();
        for piece in pieces {
            let text = &template[piece.range.clone()];
            counted.text.push_str(text);
            let PieceKind::Tag(word) = piece.kind else {
                continue;
            };
            match word {
                "for" | "block" | "component" => {
                    inside += 1;
                    counted.call("count_step()", &piece.range, text);
                }
                "endfor" | "endblock" | "endcomponent" => inside = inside.saturating_sub(1),
                "set" | "set_global" => {
                    let (name, capture) = set_name(text);
                    match capture {
                        Capture::Value if inside > 0 => counted.size(name, &piece.range, text),
                        Capture::Value => {}
                        Capture::Body => captured.push(name),
                    }
                }
                "endset" => {
                    if let Some(name) = captured.pop().filter(|_| inside > 0) {
                        counted.size(name, &piece.range, text);
                    }
                }
                _ => {}
            }
        }
        counted
    }

    fn size(&mut self, name: &str, counts: &Range<usize>, after: &str) {
        self.call(&format!("count_size(value={name})"), counts, after);
    }

    /// Puts in a call behind a tag; blanks that the tag takes away are taken away still.
    fn call(&mut self, call: &str, counts: &Range<usize>, after: &str) {
        let end = match after.ends_with("-%}") {
            true => "-}}",
            false => "}}",
        };
        let start = self.text.len();
        self.text.push_str(&format!("{{{{ {call} {end}"));
        self.calls.push(Call {
            range: start..self.text.len(),
            counts: counts.clone(),
        });
    }

    /// Where in the file something in the text for the engine stands; for a call, what it counts.
    pub fn original(&self, range: &Range<usize>) -> Range<usize> {
        let mut put_in = 0;
        for call in &self.calls {
            if range.start < call.range.start {
                break;
            }
            if range.start < call.range.end {
                return call.counts.clone();
            }
            put_in += call.range.len();
        }
        let start = range.start - put_in;
        start..start + range.len()
    }
}

/// How a value is set.
enum Capture {
    /// `{% set a = b %}`
    Value,
    /// `{% set a %} … {% endset %}`
    Body,
}

/// The name that a tag sets, and how.
fn set_name(tag: &str) -> (&str, Capture) {
    let inner = inner(tag);
    let rest = inner.strip_prefix("set_global");
    let rest = rest.or_else(|| inner.strip_prefix("set")).unwrap_or(inner);
    let rest = rest.trim_start();
    let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
    let (name, rest) = rest.split_at(end.unwrap_or(rest.len()));
    let rest = rest.trim_start();
    match rest.starts_with('=') {
        true => (name, Capture::Value),
        false => (name, Capture::Body),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn calls_stand_where_templates_loop_and_set() {
        let counted = Counted::new(
            "a{% for b in c -%} {{ b }}{% endfor %}{% set d = 1 %}{% set e %}f{% endset %}",
        );
        assert_eq!(
            counted.text,
            "{{ count_step() }}a{% for b in c -%}{{ count_step() -}} {{ b }}{% endfor %}\
             {% set d = 1 %}{{ count_size(value=d) }}{% set e %}f{% endset %}{{ count_size(value=e) }}"
        );
    }

    #[test]
    fn a_child_template_has_calls_in_its_blocks_only() {
        let counted = Counted::new(
            "{% extends \"a.html\" %}{% set b = 1 %}{% block c %}{% set d = 1 %}{% endblock %}",
        );
        assert_eq!(
            counted.text,
            "{% extends \"a.html\" %}{% set b = 1 %}{% block c %}{{ count_step() }}\
             {% set d = 1 %}{{ count_size(value=d) }}{% endblock %}"
        );
    }

    #[test]
    fn places_lead_back_to_the_file() {
        let template = "å{% for b in c %}{{ d }}{% endfor %}{{ e }}";
        let counted = Counted::new(template);
        for part in ["{{ d }}", "{{ e }}", "å"] {
            let at = counted.text.find(part).expect("is there");
            assert_eq!(&template[counted.original(&(at..at + part.len()))], part);
        }
        let call = counted.text.rfind("count_step").expect("is there");
        let place = counted.original(&(call..call + 4));
        assert_eq!(&template[place], "{% for b in c %}");
    }

    #[test]
    fn branches_are_counted_as_deep_as_the_engine_goes_for_them() {
        let chain =
            |count: usize| format!("{{% if a %}}{}{{% endif %}}", "{% elif b %}".repeat(count));
        assert_eq!(nested_too_deep(&chain(MOST_NESTED - 1)), None);
        assert!(nested_too_deep(&chain(MOST_NESTED)).is_some());
        let twice = format!("{{% if c %}}{}{}{{% endif %}}", chain(60), chain(60));
        assert_eq!(nested_too_deep(&twice), None);
        let inside = format!(
            "{{% if c %}}{}{{% else %}}d{{% endif %}}",
            "{% elif b %}".repeat(60) + &chain(60)
        );
        assert!(nested_too_deep(&inside).is_some());
    }
}
