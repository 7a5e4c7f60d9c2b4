//! Writes single files: whole or not at all.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::Context;

/// Replaces or makes a file. Readers see the old bytes or the new ones, never a part.
///
/// # Errors
/// When the folder is missing or not writable, or the disk is full; the old file is then as it was.
pub fn file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let aside = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let written = fs::File::create(&aside)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| fs::rename(&aside, path));
    if written.is_err() {
        // Best effort: what matters is the failure itself.
        let _ = fs::remove_file(&aside);
    }
    written.with_context(|| {
        format!(
            "{} cannot be written; check the folder, its permissions and the disk",
            path.display()
        )
    })
}

/// Makes a file that must not be there yet.
///
/// # Errors
/// When something of that name exists, or it cannot be written.
pub fn new_file(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("the folder {} cannot be made", folder.display()))?;
    }
    let mut file =
        fs::File::create_new(path).with_context(|| format!("{} cannot be made", path.display()))?;
    file.write_all(bytes)
        .with_context(|| format!("{} cannot be written", path.display()))
}
