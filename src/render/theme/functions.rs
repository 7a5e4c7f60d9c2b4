//! What templates can call beside the engine's own filters: `t`, `asset`, `words` and `sentence`, and
//! `group_by` in place of the engine's.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::sync::Arc;

use fluent_bundle::{FluentArgs, FluentValue};
use tera::value::Key;
use tera::{Error, Kwargs, Map, State, Tera, TeraResult, Value, escape_html};

use crate::render::address::Links;
use crate::render::locale::Locale;
use crate::render::theme::assets::Asset;

/// Makes the functions known to the engine. `docs/themes.md` lists them.
pub fn register(
    tera: &mut Tera,
    locales: &Arc<Vec<Locale>>,
    assets: &Arc<Vec<Asset>>,
    links: Links,
) {
    let own = locales.clone();
    tera.register_function("t", move |values: Kwargs, state: &State| {
        text(&own, &values, state)
    });
    let own = assets.clone();
    tera.register_function(
        "asset",
        move |values: Kwargs, _: &State| -> TeraResult<String> {
            let source = values.must_get::<&str>("path")?;
            let asset = own.iter().find(|asset| asset.source == source);
            let asset =
                asset.ok_or_else(|| Error::message(format!("there is no asset `{source}`")))?;
            Ok(links.file(asset.path.as_str()))
        },
    );
    tera.register_filter("words", |said: &Value, _: Kwargs, _: &State| words(said));
    tera.set_escape_fn(escape);
    tera.register_filter("sentence", |said: &Value, _: Kwargs, _: &State| {
        sentence(said)
    });
    // The engine's own gives the groups in another order each time.
    tera.register_filter("group_by", group_by);
}

/// `t(key="…", name=value)`: a text of the interface with values, in the page's language. Inside a
/// component, `@lang: string` must be among its parameters.
fn text(locales: &[Locale], values: &Kwargs, state: &State) -> TeraResult<String> {
    let key = values.must_get::<&str>("key")?;
    let tag = state.get::<String>("lang")?;
    let locale = locales
        .iter()
        .find(|locale| Some(&locale.tag) == tag.as_ref());
    let locale = locale.ok_or_else(|| Error::message("`t` needs the page's language in `lang`"))?;
    let mut arguments = FluentArgs::new();
    for (name, value) in values.iter() {
        let name = name.to_string();
        if name != "key" {
            arguments.set(name, fluent_value(value)?);
        }
    }
    locale
        .say_with(key, &arguments)
        .map_err(|fault| Error::message(fault.words()))
}

/// A template's value for a text.
fn fluent_value(value: &Value) -> TeraResult<FluentValue<'_>> {
    if let Some(text) = value.as_str() {
        return Ok(FluentValue::from(text));
    }
    match value.as_i64() {
        Some(number) => Ok(FluentValue::from(number)),
        None => Err(Error::message(format!(
            "a text takes strings and whole numbers, not {}",
            value.name()
        ))),
    }
}

/// `{{ name | words }}`: a text with the language it is in, marked up when that is not the page's.
fn words(said: &Value) -> TeraResult<Value> {
    let Some(parts) = said.as_map() else {
        let text = said
            .as_str()
            .ok_or_else(|| Error::message(format!("`words` takes a text, not {}", said.name())))?;
        return escaped(said, text);
    };
    // Looked at one after another: there are three, and a hash costs more than they do.
    let part = |name: &str| {
        let found = parts.iter().find(|(key, _)| key.as_str() == Some(name));
        found.and_then(|(_, value)| Some((value, value.as_str()?)))
    };
    let (value, text) = part("text")
        .ok_or_else(|| Error::message("`words` takes a value with the field `text`"))?;
    let Some((_, lang)) = part("lang") else {
        return escaped(value, text);
    };
    let mut out = Vec::with_capacity(text.len() + 32);
    out.extend_from_slice(b"<span lang=\"");
    escape_html(lang, &mut out)?;
    if let Some((_, direction)) = part("dir") {
        out.extend_from_slice(b"\" dir=\"");
        escape_html(direction, &mut out)?;
    }
    out.extend_from_slice(b"\">");
    escape_html(text, &mut out)?;
    out.extend_from_slice(b"</span>");
    safe(out)
}

/// `{{ finding.message | sentence }}`: the same, with what stands between backticks as code.
fn sentence(said: &Value) -> TeraResult<Value> {
    let html = words(said)?;
    // What people wrote is escaped by now, and no tag that is written around it has a backtick.
    let parts: Vec<&str> = html.as_str().unwrap_or_default().split('`').collect();
    if parts.len() == 1 || parts.len().is_multiple_of(2) {
        return Ok(html);
    }
    let part = |(at, part): (usize, &&str)| match at % 2 {
        0 => (*part).to_owned(),
        _ => format!("<code>{part}</code>"),
    };
    let coded: String = parts.iter().enumerate().map(part).collect();
    Ok(Value::safe_string(&coded))
}

/// A text and its value as HTML. Most texts are that already.
fn escaped(value: &Value, text: &str) -> TeraResult<Value> {
    if !has_special(text) {
        return Ok(value.clone().mark_safe());
    }
    let mut out = Vec::with_capacity(text.len() + 16);
    escape_html(text, &mut out)?;
    safe(out)
}

/// What the engine does with texts, which first looks whether there is anything to do.
fn escape(text: &str, out: &mut dyn Write) -> io::Result<()> {
    match has_special(text) {
        true => escape_html(text, out),
        false => out.write_all(text.as_bytes()),
    }
}

/// Whether a text has a character that means something in HTML.
fn has_special(text: &str) -> bool {
    const SPECIAL: [bool; 256] = {
        let mut special = [false; 256];
        let mut at = 0;
        while at < 5 {
            special[b"&<>\"'"[at] as usize] = true;
            at += 1;
        }
        special
    };
    text.bytes().any(|byte| SPECIAL[usize::from(byte)])
}

/// HTML that is already escaped.
fn safe(out: Vec<u8>) -> TeraResult<Value> {
    Ok(Value::safe_string(&String::from_utf8(out)?))
}

/// `{{ list | group_by(attribute="field") }}`: the entries by the value of a field, groups in the order in
/// which the list comes to them. Entries whose field is none are left out.
fn group_by(list: &[Value], values: Kwargs, _: &State) -> TeraResult<Map> {
    let field = values.must_get::<&str>("attribute")?;
    let mut places = BTreeMap::new();
    let mut groups: Vec<(Key<'static>, Vec<Value>)> = Vec::new();
    for entry in list {
        let value = entry.get_from_path(field).ok_or_else(|| {
            Error::message(format!(
                "`group_by` finds no field `{field}` in an entry of the list"
            ))
        })?;
        if value.is_none() {
            continue;
        }
        let key = group(value).ok_or_else(|| {
            Error::message(format!(
                "`group_by` takes fields with a text, a whole number or a truth, not {}",
                value.name()
            ))
        })?;
        let place = *places.entry(key.clone()).or_insert(groups.len());
        if place == groups.len() {
            groups.push((key, Vec::new()));
        }
        groups[place].1.push(entry.clone());
    }
    let named = groups
        .into_iter()
        .map(|(key, entries)| (key, entries.into()));
    Ok(named.collect())
}

/// The group that entries with a value are in.
fn group(value: &Value) -> Option<Key<'static>> {
    let text = || value.as_str().map(|text| Key::String(text.into()));
    let number = || value.as_i128().map(Key::I128);
    text()
        .or_else(|| value.as_bool().map(Key::Bool))
        .or_else(number)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn texts_are_escaped_as_the_engine_does(text in "[a-z<>&\"'å/ ]{0,12}") {
            let (mut own, mut engines) = (Vec::new(), Vec::new());
            escape(&text, &mut own).expect("memory takes all");
            escape_html(&text, &mut engines).expect("memory takes all");
            prop_assert_eq!(&own, &engines);
            let words = words(&Value::from(text.as_str())).expect("a text");
            prop_assert!(words.is_safe());
            prop_assert_eq!(words.as_str().map(str::as_bytes), Some(own.as_slice()));
        }
    }

    #[test]
    fn what_stands_between_backticks_is_code() {
        let html = |text: &str| {
            let html = sentence(&Value::from(text)).expect("it is a text");
            html.as_str().map(str::to_owned)
        };
        let coded = "<code>a</code> &amp; <code>&lt;i&gt;</code>";
        assert_eq!(html("`a` & `<i>`").as_deref(), Some(coded));
        assert_eq!(html("a & b").as_deref(), Some("a &amp; b"));
        assert_eq!(html("one ` alone").as_deref(), Some("one ` alone"));

        let (key, other) = (|key: &'static str| Key::from(key), "sv");
        let said = [("text", "`a` saknas"), ("lang", other)];
        let said: Map = said.map(|(k, v)| (key(k), Value::from(v))).into();
        let said = sentence(&Value::from(said)).expect("it has a text");
        let foreign = "<span lang=\"sv\"><code>a</code> saknas</span>";
        assert_eq!(said.as_str(), Some(foreign));
    }
}
