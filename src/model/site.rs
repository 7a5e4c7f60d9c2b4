//! The site as a whole: what `content/site.toml` says, and its own pages.

use std::collections::BTreeSet;

use crate::model::href::{Href, Written};
use crate::model::server::Server;
use crate::model::statement::Statement;
use crate::text::{FileId, Span, Spanned};

/// `content/site.toml`
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The file, when it was read.
    pub file: Option<FileId>,
    /// Whether the file has syntax faults or cannot be read, so that what it lacks may only be unread.
    pub broken: bool,
    /// Title of the site.
    pub title: String,
    /// English title.
    pub title_en: Option<String>,
    /// Where the site will be published, without a slash at the end.
    pub base_url: String,
    /// Addresses and mailboxes that the file states.
    pub written: Vec<Written>,
    /// Languages of the pages; the first is the one without a prefix in addresses.
    pub languages: Vec<Spanned<String>>,
    /// Theme folder.
    pub theme: String,
    /// The web server that it is published with.
    pub server: Option<Server>,
    /// Whether pages are minified.
    pub minify: bool,
    /// Whether browsers are told to use HTTPS only.
    pub hsts: bool,
    /// Where the theme is named.
    pub theme_span: Option<Span>,
    /// The theme's files that are published, by path below `assets/`.
    pub assets: BTreeSet<String>,
    /// Who publishes the site.
    pub publisher: Option<Publisher>,
    /// What it says of its accessibility.
    pub statement: Option<Statement>,
    /// The site's own pages, by name and language.
    pub pages: Vec<SitePage>,
    /// Last parts of the addresses of own pages whose files cannot be read.
    pub broken_pages: Vec<String>,
}

/// Who publishes the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publisher {
    /// Name.
    pub name: String,
    /// Function mailbox.
    pub email: Option<String>,
    /// Own site.
    pub url: Option<String>,
}

/// `content/pages/<slug>.md` or `<slug>.<language>.md`
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitePage {
    /// Last part of the address.
    pub slug: String,
    /// Language tag.
    pub language: String,
    /// The Markdown text.
    pub text: MarkdownText,
}

/// A Markdown file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkdownText {
    /// The file.
    pub file: FileId,
    /// Its text.
    pub source: std::sync::Arc<str>,
    /// The folder it lies in, from the site's root.
    pub folder: std::sync::Arc<str>,
}

impl MarkdownText {
    /// The path of the file below `content/` that an address in the text leads to, from the text's own
    /// folder; nothing for addresses that begin elsewhere or lead out.
    pub fn beside(&self, address: &str) -> Option<String> {
        let href = Href::read(address);
        let Href::Relative(_) = href else {
            return None;
        };
        let folder: Vec<&str> = self.folder.split('/').collect();
        let path = href.resolve(&folder)?.join("/");
        path.starts_with("content/").then_some(path)
    }
}
