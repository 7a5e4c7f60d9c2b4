//! The program's own HTML: templates that are embedded in it, filled with values. The engine escapes all
//! texts; its faults are the program's own, since nobody else writes these templates.

use std::io::{self, Write};

use serde::Serialize;
use tera::{Context, Kwargs, State, Tera, TeraResult, Value};

use crate::text::visible::is_noncharacter;

/// Templates that may include each other. They are read in when they are made, so that this belongs in
/// a `LazyLock`.
pub struct Templates {
    engine: Tera,
}

impl Templates {
    /// Reads templates: names with texts.
    pub fn new(files: &[(&'static str, &'static str)]) -> Self {
        let mut engine = Tera::default();
        engine.autoescape_on(vec![""]);
        engine.set_escape_fn(write_escaped);
        engine.register_filter("sentence", sentence);
        let read = engine.add_raw_templates(files.iter().copied());
        if let Err(error) = read {
            panic!("bug: a template of the program cannot be read: {error}");
        }
        Self { engine }
    }

    /// A template with the fields of a value.
    pub fn render(&self, name: &str, values: &impl Serialize) -> String {
        let context = Context::from_serialize(values);
        let page = context.and_then(|context| self.engine.render(name, &context));
        page.unwrap_or_else(|error| panic!("bug: the template `{name}` cannot be filled: {error}"))
    }
}

fn write_escaped(text: &str, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(escape(text).as_bytes())
}

/// `{{ message | sentence }}`: what stands between backticks as code.
fn sentence(text: &str, _: Kwargs, _: &State) -> TeraResult<Value> {
    let parts: Vec<&str> = text.split('`').collect();
    if parts.len().is_multiple_of(2) {
        return Ok(Value::safe_string(&escape(text)));
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => escape(part),
        _ => format!("<code>{}</code>", escape(part)),
    };
    let coded: String = parts.iter().enumerate().map(part).collect();
    Ok(Value::safe_string(&coded))
}

/// A text as it may stand in an element or in a quoted attribute.
fn escape(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => safe += "&amp;",
            '<' => safe += "&lt;",
            '>' => safe += "&gt;",
            '"' => safe += "&quot;",
            '\'' => safe += "&#39;",
            // What HTML does not allow, even as a reference.
            c if c.is_control() && !c.is_ascii_whitespace() => safe.push('\u{fffd}'),
            c if is_noncharacter(c) => safe.push('\u{fffd}'),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn filled(template: &'static str, text: &str) -> String {
        let values = BTreeMap::from([("text", text)]);
        Templates::new(&[("a.html", template)]).render("a.html", &values)
    }

    #[test]
    fn texts_stay_texts() {
        let bad = "<b title='\"'>&\u{1b}\u{ffff}\tö";
        let safe = "&lt;b title=&#39;&quot;&#39;&gt;&amp;\u{fffd}\u{fffd}\tö";
        assert_eq!(filled("<p>{{ text }}</p>", bad), format!("<p>{safe}</p>"));
        assert_eq!(filled("{{ text | sentence }}", bad), safe);
    }

    #[test]
    fn what_stands_between_backticks_is_code() {
        let said = |text| filled("{{ text | sentence }}", text);
        assert_eq!(said("`a<` b `c`"), "<code>a&lt;</code> b <code>c</code>");
        assert_eq!(said("a ` b"), "a ` b");
    }

    #[test]
    #[should_panic(expected = "bug:")]
    fn a_value_that_is_lacking_is_a_bug() {
        filled("{{ word }}", "");
    }
}
