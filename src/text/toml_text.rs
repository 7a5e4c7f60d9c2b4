//! Keys and texts as they are written in a TOML file.

use toml::Value;

/// A text as a value, in quotes.
pub fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

/// A key, in quotes where it needs them.
pub fn key(name: &str) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        quoted(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_quoted_where_they_need_it() {
        let written = ["fornya-recept", "Förnya recept", "", "a\"b"].map(key);
        assert_eq!(
            written,
            ["fornya-recept", "\"Förnya recept\"", "\"\"", "'a\"b'"]
        );
    }
}
