//! Which program this is: what it made is worth reusing only by the very same one.

use std::time::UNIX_EPOCH;

/// The program's version and, of its file, the place, the size and the time of writing: a new build of
/// the same version is another program. Nothing when the system does not tell.
pub fn identity() -> Option<String> {
    let file = std::env::current_exe().ok()?;
    let metadata = file.metadata().ok()?;
    let written = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    let (version, size) = (env!("CARGO_PKG_VERSION"), metadata.len());
    Some(format!("{version} {} {size} {written:?}", file.display()))
}
