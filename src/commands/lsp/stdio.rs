//! Messages over stdin and stdout, each of a length that is bounded: what an editor announces is not believed.

use std::io::{self, BufRead, Cursor, Read};
use std::thread::{self, JoinHandle};

use crossbeam_channel::bounded;
use lsp_server::{Connection, Message};

/// The longest message, in bytes: a file of a site is at most 1 MiB, and its text may be escaped.
const MAX_BYTES: u64 = 64 * 1024 * 1024;
/// The longest line of a header.
const MAX_HEADER: u64 = 1024;

/// The threads that read and write.
pub(super) struct Threads {
    reader: JoinHandle<io::Result<()>>,
    writer: JoinHandle<io::Result<()>>,
}

impl Threads {
    /// Waits until both have ended.
    ///
    /// # Errors
    /// When a message could not be read or written.
    pub fn join(self) -> io::Result<()> {
        joined(self.reader)?;
        joined(self.writer)
    }
}

fn joined(thread: JoinHandle<io::Result<()>>) -> io::Result<()> {
    match thread.join() {
        Ok(ended) => ended,
        Err(panic) => std::panic::resume_unwind(panic),
    }
}

/// A connection over stdin and stdout.
pub(super) fn connect() -> (Connection, Threads) {
    let (sender, to_write) = bounded::<Message>(0);
    let (read, receiver) = bounded::<Message>(0);
    let writer = thread::spawn(move || {
        let mut out = io::stdout().lock();
        to_write
            .into_iter()
            .try_for_each(|message| message.write(&mut out))
    });
    let reader = thread::spawn(move || {
        let mut input = io::stdin().lock();
        while let Some(message) = next(&mut input)? {
            let is_exit = matches!(&message, Message::Notification(it) if it.method == "exit");
            if read.send(message).is_err() || is_exit {
                break;
            }
        }
        Ok(())
    });
    (Connection { sender, receiver }, Threads { reader, writer })
}

/// The next message; nothing when the input has ended.
fn next(input: &mut impl BufRead) -> io::Result<Option<Message>> {
    let invalid = |words: &str| io::Error::new(io::ErrorKind::InvalidData, words.to_owned());
    let mut length = None;
    let mut whole = Vec::new();
    loop {
        let start = whole.len();
        if input
            .by_ref()
            .take(MAX_HEADER)
            .read_until(b'\n', &mut whole)?
            == 0
        {
            return Ok(None);
        }
        let line = &whole[start..];
        if !line.ends_with(b"\r\n") || start as u64 > MAX_HEADER {
            return Err(invalid("malformed header"));
        }
        if line == b"\r\n" {
            break;
        }
        let line = String::from_utf8_lossy(line);
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("Content-Length")
        {
            length = value.trim().parse::<u64>().ok();
        }
    }
    let length = length.filter(|length| *length <= MAX_BYTES);
    let length = length.ok_or_else(|| invalid("no Content-Length, or one that is too large"))?;
    // What has not come takes no memory.
    if input.by_ref().take(length).read_to_end(&mut whole)? as u64 != length {
        return Err(io::ErrorKind::UnexpectedEof.into());
    }
    Message::read(&mut Cursor::new(whole))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> io::Result<Vec<Message>> {
        let mut input = Cursor::new(text.as_bytes());
        let mut all = Vec::new();
        while let Some(message) = next(&mut input)? {
            all.push(message);
        }
        Ok(all)
    }

    #[test]
    fn messages_are_read_one_by_one() {
        let body = r#"{"jsonrpc":"2.0","method":"exit"}"#;
        let one = format!(
            "Content-Length: {}\r\nContent-Type: x; y\r\n\r\n{body}",
            body.len()
        );
        assert_eq!(read(&one.repeat(2)).expect("messages").len(), 2);
        assert_eq!(read("").expect("none").len(), 0);
    }

    #[test]
    fn what_is_announced_is_not_believed() {
        for text in [
            "Content-Length: 18446744073709551615\r\n\r\n{}",
            "Content-Length: 4000000000\r\n\r\n{}",
            "Content-Length: 67108864\r\n\r\n{}",
            "Content-Length: -1\r\n\r\n{}",
            "Content-Type: x\r\n\r\n{}",
            "{}",
        ] {
            assert!(read(text).is_err(), "{text}");
        }
        let long = "x".repeat(10_000);
        assert!(read(&long).is_err());
    }
}
