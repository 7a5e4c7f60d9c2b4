//! What makes a finding the same finding in another run: its code, its file and what it says, not the
//! line it stands on, so that edits above it do not make it new.

use crate::diagnostic::settle::Finding;
use crate::text::Sources;

/// A stable name of a finding, 32 hexadecimal digits. It is made of the English words, so that the
/// language of a run does not change it.
pub fn fingerprint(finding: &Finding, sources: &Sources) -> String {
    let diagnostic = &finding.diagnostic;
    let span = diagnostic.primary.span;
    let source = sources.get(span.file);
    let mut hasher = blake3::Hasher::new();
    for part in [
        diagnostic.code.name,
        source.path.as_str(),
        diagnostic.service.as_deref().unwrap_or_default(),
        &*diagnostic.message.en,
        &source.text[sources.clamp(span)],
    ] {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize().to_hex()[..32].to_owned()
}
