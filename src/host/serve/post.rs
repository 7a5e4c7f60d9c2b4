//! Which posts are taken: forms of this run's own pages, and nothing that another page sends.

use axum::body::{Body, to_bytes};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, StatusCode};

use crate::edit::session::Posted;

/// More bytes than these are no form.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// The type of a form without files.
const FORM: &str = "application/x-www-form-urlencoded";

/// Reads a posted form, if it comes from a page of this run. The host has been looked at.
///
/// # Errors
/// The status and a line, where it is refused.
pub(super) async fn read(
    headers: &HeaderMap,
    body: Body,
    secret: &str,
) -> Result<Posted, (StatusCode, &'static str)> {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    // A browser always says where a post comes from.
    let own = format!("http://{host}");
    if text(header::ORIGIN) != Some(own.as_str()) {
        return Err((StatusCode::FORBIDDEN, "this is sent from elsewhere\n"));
    }
    let site = text(HeaderName::from_static("sec-fetch-site"));
    if site.is_some_and(|site| site != "same-origin") {
        return Err((StatusCode::FORBIDDEN, "this is sent from elsewhere\n"));
    }
    let kind = text(header::CONTENT_TYPE).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case(FORM) {
        let line = "only forms are taken\n";
        return Err((StatusCode::UNSUPPORTED_MEDIA_TYPE, line));
    }
    let too_large = (
        StatusCode::PAYLOAD_TOO_LARGE,
        "this is too much for a form\n",
    );
    let length = text(header::CONTENT_LENGTH).and_then(|length| length.parse::<usize>().ok());
    if length.is_some_and(|length| length > MAX_BODY) {
        return Err(too_large);
    }
    let bytes = to_bytes(body, MAX_BODY).await.map_err(|_| too_large)?;
    let posted = Posted::parse(&bytes).ok_or((StatusCode::BAD_REQUEST, "this is no form\n"))?;
    let is_known = posted.get("secret").is_some_and(|it| is_secret(it, secret));
    if !is_known {
        let line = "this is of another run; load the page anew\n";
        return Err((StatusCode::FORBIDDEN, line));
    }
    Ok(posted)
}

/// Whether a secret is the one of this run. Hashes are compared in the same time whatever is in them.
pub(super) fn is_secret(given: &str, secret: &str) -> bool {
    let hash = |text: &str| blake3::hash(text.as_bytes());
    hash(given) == hash(secret)
}

/// A secret that nobody can guess.
///
/// # Errors
/// When the system gives no random bytes.
pub(super) fn new_secret() -> std::io::Result<String> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes).map_err(|error| std::io::Error::other(error.to_string()))?;
    Ok(blake3::Hash::from_bytes(bytes).to_hex().to_string())
}
