//! Times what an editor waits for: from a key stroke to findings, and the answers to questions, asked of
//! the real program over pipes on a site of N units. Prints a table.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark looks at the clock and prints"
)]

mod clock;
mod generate;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::Duration;

use clock::{middle_and_last, sizes, timed};
use serde_json::{Value, json};

/// How often each is asked.
const TIMES: usize = 50;

fn main() {
    println!("| units | asked | median | slowest |");
    println!("| ---: | --- | ---: | ---: |");
    for units in sizes() {
        measure(units);
    }
}

struct Editor {
    server: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    version: i32,
}

impl Editor {
    fn start() -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_basutbud"))
            .args(["lsp", "--date", "2026-11-21", "--lang", "sv"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let input = server.stdin.take().expect("a pipe");
        let output = BufReader::new(server.stdout.take().expect("a pipe"));
        Self {
            server,
            input,
            output,
            version: 0,
        }
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("a pipe");
        self.input.flush().expect("a pipe");
    }

    fn receive(&mut self) -> Value {
        let mut length = 0;
        loop {
            let mut line = String::new();
            self.output.read_line(&mut line).expect("a pipe");
            if line.trim_end().is_empty() {
                break;
            }
            if let Some(number) = line.strip_prefix("Content-Length: ") {
                length = number.trim_end().parse().expect("a number");
            }
        }
        let mut text = vec![0; length];
        self.output.read_exact(&mut text).expect("a pipe");
        serde_json::from_slice(&text).expect("a message")
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == 1 {
                return message;
            }
        }
    }

    fn findings(&mut self) -> Value {
        loop {
            let message = self.receive();
            if message["method"] == "textDocument/publishDiagnostics" {
                return message;
            }
        }
    }

    fn open(&mut self, path: &Path, text: &str) {
        let uri = uri(path);
        let document = json!({ "uri": uri, "languageId": "toml", "version": 0, "text": text });
        self.notify("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    /// Changes the document so that its findings change, and waits for them.
    fn change(&mut self, path: &Path, text: &str) {
        self.version += 1;
        let params = json!({
            "textDocument": { "uri": uri(path), "version": self.version },
            "contentChanges": [{ "text": text }],
        });
        self.notify("textDocument/didChange", &params);
        let _ = self.findings();
    }
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

/// Measures one size and prints its rows.
fn measure(units: usize) {
    let folder = std::env::temp_dir().join(format!("basutbud-lsp-{}-{units}", std::process::id()));
    generate::site(&folder, units, generate::Findings::asked())
        .expect("the temporary folder can be written");
    let path = folder.join("content/kalmar/units/0000/enheten-000007.toml");
    let text = fs::read_to_string(&path).expect("a unit");

    let mut editor = Editor::start();
    let asked = json!({ "rootUri": uri(&folder), "capabilities": {} });
    let _ = editor.ask("initialize", &asked);
    let first = timed(|| {
        editor.notify("initialized", &json!({}));
        editor.open(&path, &text);
        let _ = editor.findings();
    });
    row(units, "first load, until findings", &[first]);

    // Each pair of texts has other findings, so that each change is answered.
    let misspelt = text.replacen("locality", "localty", 1);
    let renamed = misspelt.replacen("Hälsocentralen", "Vårdcentralen", 1);
    let broken = text.replacen("hsa_id ", "hsa_id = \" ", 1);
    for (what, other) in [
        ("a change, until findings", &misspelt),
        ("a change of the name, until findings", &renamed),
        ("a change that breaks the file, until findings", &broken),
    ] {
        let times = (0..TIMES).map(|at| {
            let new = if at % 2 == 0 { other } else { &text };
            timed(|| editor.change(&path, new))
        });
        let times: Vec<Duration> = times.collect();
        row(units, what, &times);
    }

    let at = text.find("fornya-recept").expect("a service");
    let line = text[..at].matches('\n').count();
    let place = json!({
        "textDocument": { "uri": uri(&path) },
        "position": { "line": line, "character": 3 },
    });
    for method in ["hover", "completion", "definition"] {
        let times = (0..TIMES)
            .map(|_| timed(|| drop(editor.ask(&format!("textDocument/{method}"), &place))));
        let times: Vec<Duration> = times.collect();
        row(units, method, &times);
    }
    let _ = editor.ask("shutdown", &Value::Null);
    editor.notify("exit", &Value::Null);
    let _ = editor.server.wait();
    let _ = fs::remove_dir_all(&folder);
}

fn row(units: usize, what: &str, times: &[Duration]) {
    let (median, slowest) = middle_and_last(times);
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "| {units} | {what} | {:.2} ms | {:.2} ms |",
        ms(median),
        ms(slowest)
    );
}
