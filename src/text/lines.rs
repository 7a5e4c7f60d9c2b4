//! Where lines of a text begin and end, in bytes.

/// Where the line begins on which a byte stands.
pub fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |newline| newline + 1)
}

/// Where the next line begins; the length of the text where there is none.
pub fn line_end(text: &str, at: usize) -> usize {
    text[at..]
        .find('\n')
        .map_or(text.len(), |newline| at + newline + 1)
}

/// A replacement with the line ending of the file it goes into.
pub fn with_line_ending(replacement: &str, text: &str) -> String {
    if text.contains("\r\n") {
        replacement.replace("\r\n", "\n").replace('\n', "\r\n")
    } else {
        replacement.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_newline_belongs_to_the_line_that_it_ends() {
        let text = "ab\ncd";
        assert_eq!([0, 2, 3, 5].map(|at| line_start(text, at)), [0, 0, 3, 3]);
        assert_eq!([0, 2, 3, 5].map(|at| line_end(text, at)), [3, 3, 5, 5]);
    }
}
