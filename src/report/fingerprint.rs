//! What makes a finding the same finding in another run: its code, its file and what it says, not the
//! line it stands on, so that edits above it do not make it new.

use std::collections::BTreeMap;

use crate::diagnostic::settle::Finding;
use crate::text::Sources;

/// A stable name for each finding of a list, 32 hexadecimal digits each, all different: where several
/// findings are alike, they are numbered in their order.
pub fn fingerprints(findings: &[Finding], sources: &Sources) -> Vec<String> {
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let unique = findings.iter().map(|finding| {
        let plain = fingerprint(finding, sources);
        let occurrence = seen.entry(plain.clone()).or_default();
        *occurrence += 1;
        match *occurrence {
            1 => plain,
            n => hash([plain.as_str(), &n.to_string()]),
        }
    });
    unique.collect()
}

/// The name of a finding by its content alone; findings that are alike have the same. It is made of the
/// English words, so that the language of a run does not change it. Numbers in the words do not count
/// ("reviewed 400 days ago" is the same tomorrow), nor do line endings and indentation of the source.
pub fn fingerprint(finding: &Finding, sources: &Sources) -> String {
    let path = sources.path(finding.diagnostic.primary.span.file);
    fingerprint_at(finding, sources, path.as_str())
}

/// The name a finding would have if its file had another path.
pub fn fingerprint_at(finding: &Finding, sources: &Sources, path: &str) -> String {
    let diagnostic = &finding.diagnostic;
    let span = diagnostic.primary.span;
    let source = sources.get(span.file);
    let excerpt = &source.text[sources.clamp(span)];
    let excerpt: Vec<&str> = excerpt.lines().map(str::trim).collect();
    hash([
        diagnostic.code.name,
        path,
        diagnostic.service.as_deref().unwrap_or_default(),
        &without_numbers(&diagnostic.message.en),
        &excerpt.join("\n"),
    ])
}

/// Every run of digits as `#`.
fn without_numbers(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '0'..='9' if plain.ends_with('#') => {}
            '0'..='9' => plain.push('#'),
            other => plain.push(other),
        }
    }
    plain
}

fn hash<const N: usize>(parts: [&str; N]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex()[..32].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_do_not_count() {
        let age = |days: &str| without_numbers(&format!("reviewed {days} days ago"));
        assert_eq!(age("9"), age("400"));
        assert_ne!(age("9"), age("many"));
    }
}
