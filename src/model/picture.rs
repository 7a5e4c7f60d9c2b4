//! Pictures that lie beside texts.

use std::sync::Arc;

use crate::model::svg::size_that_shows;
use crate::text::FileId;
use crate::text::path::SitePath;

/// The file of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its file.
    pub file: FileId,
    /// What is published of it; nothing where that has a finding instead.
    pub published: Option<PublishedPicture>,
}

/// A picture that can be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublishedPicture {
    /// Its published path, with a hash of its content in the name.
    pub path: SitePath,
    /// Width and height in pixels.
    pub size: [u32; 2],
    /// Its bytes.
    pub bytes: Arc<[u8]>,
}

/// Width and height of a picture that is no SVG.
pub fn size_of_bytes(bytes: &[u8]) -> Option<(f64, f64)> {
    let size = imagesize::blob_size(bytes).ok()?;
    let length = |length: usize| u32::try_from(length).ok().map(f64::from);
    size_that_shows(length(size.width)?, length(size.height)?)
}
