//! Why a command could not go on: words in both languages, then what the system says.
//!
//! There is no way to make one of words in one language only, and it cannot be printed without saying
//! in which: so no error can be forgotten in either.

use std::error::Error;
use std::io;

use crate::diagnostic::{Language, Text};
use crate::host::publish::PublishError;
use crate::text::visible::in_one_line;

/// What ends a command: one sentence on what is wrong, where, and what to do.
#[derive(Debug)]
pub struct Failure {
    words: Text,
    cause: Option<Box<dyn Error + Send + Sync>>,
}

impl Failure {
    /// A failure in words of ours.
    pub const fn of(words: Text) -> Self {
        Self { words, cause: None }
    }

    /// The words in a language, and after a colon each what lies behind; in one line, whatever arguments
    /// and names of files are in it.
    pub fn told(&self, language: Language) -> String {
        let mut told = self.words.get(language).to_owned();
        let mut cause = self.cause.as_deref().map(|cause| cause as &dyn Error);
        while let Some(error) = cause {
            told.push_str(": ");
            told.push_str(system(error).get(language));
            cause = error.source();
        }
        in_one_line(&told).into_owned()
    }
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        Self::of(error.words())
    }
}

/// Says in words of ours what a failure of the system, or a lack, means.
pub trait OrFail<T> {
    /// The value, or a failure in these words with the system's own behind them.
    ///
    /// # Errors
    /// When there is no value.
    fn or_fail(self, words: impl FnOnce() -> Text) -> Result<T, Failure>;
}

impl<T, E: Error + Send + Sync + 'static> OrFail<T> for Result<T, E> {
    fn or_fail(self, words: impl FnOnce() -> Text) -> Result<T, Failure> {
        self.map_err(|cause| Failure {
            words: words(),
            cause: Some(Box::new(cause)),
        })
    }
}

impl<T> OrFail<T> for Option<T> {
    fn or_fail(self, words: impl FnOnce() -> Text) -> Result<T, Failure> {
        self.ok_or_else(|| Failure::of(words()))
    }
}

/// What the system or a library says. It speaks English; what people meet in practice is said in
/// Swedish too.
pub fn system(error: &(dyn Error + 'static)) -> Text {
    let own = error.to_string();
    let kind = error.downcast_ref::<io::Error>().map(io::Error::kind);
    let swedish = kind.and_then(in_swedish).map(str::to_owned);
    Text {
        sv: swedish.unwrap_or_else(|| own.clone()).into(),
        en: own.into(),
    }
}

const fn in_swedish(kind: io::ErrorKind) -> Option<&'static str> {
    use io::ErrorKind as Kind;
    Some(match kind {
        Kind::NotFound => "filen eller mappen finns inte",
        Kind::PermissionDenied => "behörigheten saknas",
        Kind::AlreadyExists => "den finns redan",
        Kind::NotADirectory => "en del av sökvägen är en fil, inte en mapp",
        Kind::IsADirectory => "det är en mapp, inte en fil",
        Kind::ReadOnlyFilesystem => "disken går bara att läsa",
        Kind::StorageFull => "disken är full",
        Kind::QuotaExceeded => "diskkvoten är slut",
        Kind::InvalidFilename => "namnet kan inte vara ett filnamn",
        Kind::InvalidData => "innehållet är inte text i teckenkodningen UTF-8",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::say;

    #[test]
    fn it_is_told_in_both_languages_with_what_lies_behind() {
        let bare = Failure::of(say!("no `x`; see `y`", "ingen `x`; se `y`"));
        assert_eq!(bare.told(Language::English), "no `x`; see `y`");
        assert_eq!(bare.told(Language::Swedish), "ingen `x`; se `y`");

        let missing = io::Error::from_raw_os_error(2);
        let own = missing.to_string();
        let read: Result<(), io::Error> = Err(missing);
        let failure = read
            .or_fail(|| say!("a.toml cannot be read", "a.toml går inte att läsa"))
            .expect_err("it failed");
        let english = format!("a.toml cannot be read: {own}");
        assert_eq!(failure.told(Language::English), english);
        assert_eq!(
            failure.told(Language::Swedish),
            "a.toml går inte att läsa: filen eller mappen finns inte"
        );

        let none: Option<u8> = None;
        let failure = none.or_fail(|| say!("nothing", "inget"));
        let failure = failure.expect_err("there is none");
        assert_eq!(failure.told(Language::Swedish), "inget");
    }

    #[test]
    fn words_of_a_library_stay_as_they_are() {
        let error = "x".parse::<u8>().expect_err("it is no number");
        let words = system(&error);
        assert_eq!(words.en, words.sv);
        let odd = io::Error::other("own words");
        assert_eq!(system(&odd).sv, "own words");
    }
}
