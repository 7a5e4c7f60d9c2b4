//! Words of the tool in English and Swedish, side by side.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::text::visible;

/// A language of the tool's own words; pages may have more languages than these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Swedish.
    Swedish,
}

impl Language {
    /// Its tag, as in the `lang` of HTML.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Swedish => "sv",
        }
    }
}

/// The same words in both languages of the tool.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Text {
    /// English.
    pub en: Cow<'static, str>,
    /// Swedish.
    pub sv: Cow<'static, str>,
}

impl Text {
    /// Words that need no values.
    pub const fn fixed(en: &'static str, sv: &'static str) -> Self {
        Self {
            en: Cow::Borrowed(en),
            sv: Cow::Borrowed(sv),
        }
    }

    /// The same words on one line, with what stands in backticks cut where it is long: an editor's text
    /// may be a whole file when a quote is missing.
    pub(crate) fn in_one_line(self) -> Self {
        Self {
            en: in_one_line(self.en),
            sv: in_one_line(self.sv),
        }
    }

    /// The words in one language.
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::English => &self.en,
            Language::Swedish => &self.sv,
        }
    }
}

/// Longest text between backticks that is shown whole, in characters.
const MAX_QUOTED: usize = 80;

fn in_one_line(words: Cow<'static, str>) -> Cow<'static, str> {
    let words = match visible::in_one_line(&words) {
        Cow::Borrowed(_) => words,
        Cow::Owned(calm) => calm.into(),
    };
    if words.len() <= MAX_QUOTED {
        return words;
    }
    let part = |(at, part): (usize, &str)| -> String {
        let quoted = at % 2 == 1;
        match part.char_indices().nth(MAX_QUOTED) {
            Some((end, _)) if quoted => format!("{}…", &part[..end]),
            _ => part.to_owned(),
        }
    };
    let parts: Vec<String> = words.split('`').enumerate().map(part).collect();
    parts.join("`").into()
}

/// Words in English and Swedish, each a format string over variables in scope.
macro_rules! say {
    ($en:literal, $sv:literal $(,)?) => {
        $crate::diagnostic::Text {
            en: format!($en).into(),
            sv: format!($sv).into(),
        }
    };
}
pub(crate) use say;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_on_one_line_and_quoted_ones_are_cut() {
        let short = "`name` is missing";
        assert_eq!(in_one_line(short.into()), short);
        let long = "ö".repeat(MAX_QUOTED + 1);
        let cut = in_one_line(format!("unknown key `{long}` in\n`levels`").into());
        let kept = "ö".repeat(MAX_QUOTED);
        assert_eq!(cut, format!("unknown key `{kept}…` in `levels`"));
        let prose = format!("{} and `name`", "words ".repeat(40));
        assert_eq!(in_one_line(prose.clone().into()), prose);
    }
}
