//! The last line of a build: what was done, what was found, and how long it took.

use crate::diagnostic::Language;
use crate::host::publish::Published;

/// "212 files written, 3 unchanged, 1 removed; 0 errors, 2 warnings, 0 notes; 0.42 s"
pub fn last_line(
    published: Option<&Published>,
    found: &str,
    seconds: f64,
    language: Language,
) -> String {
    let done = match (published, language) {
        (
            Some(Published {
                written,
                unchanged,
                removed,
                ..
            }),
            Language::English,
        ) => {
            format!("{written} files written, {unchanged} unchanged, {removed} removed")
        }
        (
            Some(Published {
                written,
                unchanged,
                removed,
                ..
            }),
            Language::Swedish,
        ) => {
            format!("{written} filer skrivna, {unchanged} oförändrade, {removed} borttagna")
        }
        (None, Language::English) => "nothing was published, the site is as it was".to_owned(),
        (None, Language::Swedish) => "inget publicerades, webbplatsen är som den var".to_owned(),
    };
    match language {
        Language::English => format!("{done}; {found}; {seconds:.2} s"),
        Language::Swedish => {
            format!(
                "{done}; {found}; {} s",
                format!("{seconds:.2}").replace('.', ",")
            )
        }
    }
}

/// What is odd about a preview without an address of its own.
pub fn no_address(language: Language) -> &'static str {
    match language {
        Language::English => {
            "the pages of this preview name the address in content/site.toml as their own; --base-url says where they will be"
        }
        Language::Swedish => {
            "förhandsvisningens sidor anger adressen i content/site.toml som sin egen; --base-url säger var de ska ligga"
        }
    }
}

/// What is said when the manifest was damaged.
pub fn was_damaged(language: Language) -> &'static str {
    match language {
        Language::English => {
            "the record of what earlier builds published was damaged and is made anew; pages that no longer belong to the site may remain in the folder, so look it through"
        }
        Language::Swedish => {
            "förteckningen över vad tidigare byggen har publicerat var skadad och är gjord på nytt; sidor som inte längre hör till webbplatsen kan ligga kvar i mappen, så gå igenom den"
        }
    }
}
