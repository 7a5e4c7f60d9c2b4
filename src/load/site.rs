//! Reads `content/site.toml`.

use std::collections::BTreeSet;

use toml::Spanned as TomlSpanned;
use toml::de::DeValue;

use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::diagnostic::settle::Levels;
use crate::load::faults::wrong_type;
use crate::load::file::{File, parse, root};
use crate::load::levels::{self, Codes};
use crate::load::shape;
use crate::load::table::Table;
use crate::model::language::is_tag;
use crate::model::server::Server;
use crate::model::site::{Publisher, Site};
use crate::model::stated_phone::StatedPhone;
use crate::model::statement::{
    Authority, Ground, Method, Report, Shortcoming, Statement, Status, Translated,
};
use crate::text::{Span, Spanned};

/// Languages of a site that names none.
const DEFAULT_LANGUAGE: &str = "sv";
/// Theme of a site that names none.
pub const DEFAULT_THEME: &str = "default";

/// Reads the site's settings; levels go into `levels`.
pub fn load(
    file: &File,
    set: &mut Levels,
    known_code: &dyn Fn(&str) -> Option<&'static Code>,
    code_names: &[&'static str],
    found: &mut Vec<Diagnostic>,
) -> Site {
    let form = &shape::site::SITE;
    parse(file, form, found, |parsed, complete, found| {
        shape::check(parsed, &shape::site::SITE, file.id, complete, found);
        let table = root(parsed, file);
        let mut languages = table.texts("languages");
        if let Some(span) = table.span_of("languages")
            && table.node("languages").is_some_and(is_empty_list)
        {
            found.push(wrong_type::empty_list(span, "languages"));
        }
        languages.retain(|tag| {
            let sound = is_tag(&tag.value);
            if !sound {
                found.push(wrong_type::no_language(tag.span, "languages", &tag.value));
            }
            sound
        });
        if languages.is_empty() {
            languages.push(Spanned::new(
                DEFAULT_LANGUAGE.to_owned(),
                Span::whole(file.id),
            ));
        }
        let codes = Codes {
            known: known_code,
            names: code_names,
        };
        for (code, level, span) in levels::read(&table, codes, found) {
            set.set_by_site(code, level, span);
        }
        Site {
            file: Some(file.id),
            broken: !complete || table.is_empty(),
            title: table.plain("title").unwrap_or_default(),
            title_en: table.plain("title_en"),
            base_url: table
                .plain("base_url")
                .unwrap_or_default()
                .trim_end_matches('/')
                .to_owned(),
            written: shape::addresses(parsed, &shape::site::SITE, file.id, complete),
            languages,
            theme: table
                .plain("theme")
                .unwrap_or_else(|| DEFAULT_THEME.to_owned()),
            server: table.plain("server").and_then(|word| Server::parse(&word)),
            minify: table.flag("minify").unwrap_or_default(),
            hsts: table.flag("hsts").unwrap_or_default(),
            theme_span: table.span_of("theme"),
            assets: BTreeSet::new(),
            publisher: table.table("publisher").and_then(|publisher| {
                Some(Publisher {
                    name: publisher.plain("name")?,
                    email: publisher.plain("email"),
                    url: publisher.plain("url"),
                })
            }),
            statement: table.table("accessibility").map(|table| statement(&table)),
            pages: Vec::new(),
            broken_pages: Vec::new(),
        }
    })
}

fn is_empty_list(value: &TomlSpanned<DeValue<'_>>) -> bool {
    value
        .get_ref()
        .as_array()
        .is_some_and(|list| list.is_empty())
}

/// What the site says of its accessibility.
fn statement(table: &Table<'_>) -> Statement {
    let shortcoming = |table: Table<'_>| {
        Some(Shortcoming {
            span: table.span,
            what: translated(&table, "what")?,
            reason: translated(&table, "reason")?,
            instead: translated(&table, "instead"),
            ground: table
                .plain("ground")
                .and_then(|word| Ground::parse(&word))
                .unwrap_or_default(),
        })
    };
    let date = |key| table.date(key).map(|date| date.value);
    let report = table.table("report").map(|report| Report {
        email: report.plain("email"),
        phone: report.text("phone").map(StatedPhone::new),
        url: report.text("url"),
    });
    let authority = table.table("authority").map(|authority| Authority {
        name: translated(&authority, "name"),
        url: authority.text("url"),
    });
    Statement {
        span: table.span,
        actor: table.plain("actor"),
        covers: table
            .text_or_texts("covers")
            .into_iter()
            .map(|site| site.value)
            .collect(),
        status: table.text("status").and_then(|word| {
            let status = Status::parse(&word.value)?;
            Some(Spanned::new(status, word.span))
        }),
        shortcomings: table
            .tables("shortcomings")
            .filter_map(shortcoming)
            .collect(),
        assessed: date("assessed"),
        method: table.plain("method").and_then(|word| Method::parse(&word)),
        method_note: translated(table, "method_note"),
        published: date("published"),
        updated: date("updated"),
        report: report.unwrap_or_default(),
        authority: authority.unwrap_or_default(),
    }
}

/// A text with its English gloss, which stands under the same key with `_en`.
fn translated(table: &Table<'_>, key: &str) -> Option<Translated> {
    Some(Translated {
        sv: table.plain(key)?,
        en: table.plain(&format!("{key}_en")),
    })
}
