//! A picture beside a text, as pages show it.

/// What is shown of a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureView {
    /// The picture.
    Shown {
        /// Its published address.
        href: String,
        /// Width and height in pixels.
        size: [u32; 2],
    },
    /// What it says to those who do not see it: it cannot be published.
    OnlyWords,
}
