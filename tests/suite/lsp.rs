//! The language server, asked by a client that speaks the protocol over pipes to the real program.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use lsp_server::Message;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::harness::{TODAY, repository};

/// Longest wait for an answer; reached only when there is none.
const PATIENCE: Duration = Duration::from_secs(60);

const STRANDVIK: &str = "content/kalmar/units/strandvik.toml";

/// A unit that keeps its duties.
const UNIT: &str = r#"name = "Hälsocentralen Strandvik"
hsa_id = "SE0000000000-E901"
type = "halsocentral"
administration = "primarvardsforvaltningen"
municipality = "Kalmar"
reviewed = 2026-11-02

[responsible]
role = "Verksamhetschef"
email = "verksamhetschef.strandvik@example.se"

[contact]
phone = "0980-31 92 01"

[visit]
street = "Strandvägen 1"

[hours]
opening = { mon-fri = "08:00-17:00", holiday = "closed" }

[activities]
for-patientjournal = true
utfardar-intyg = true
forskriver-lakemedel = true
forskriver-hjalpmedel = false
hanterar-egenremiss = false
har-behandlingsprogram = false

[services]
visa-tider = "https://e-tjanster.example/tider/E901"
av-eller-omboka-tid = "https://e-tjanster.example/omboka/E901"
ansok-om-intyg = "https://e-tjanster.example/intyg/E901"
bestall-journalkopia = "https://e-tjanster.example/journalkopia/E901"
fornya-recept = "https://e-tjanster.example/recept/E901"
kontakta-oss = "https://e-tjanster.example/kontakta-oss/E901"
lamna-synpunkter-och-klagomal = "https://e-tjanster.example/synpunkter/E901"
las-din-journal = "https://e-tjanster.example/journalen/E901"
sok-vard-1177-direkt = "https://e-tjanster.example/1177-direkt/E901"

[booking]
weeks_ahead = 5

[[visits]]
name = "Vaccination"
assessment_first = false
book = "https://e-tjanster.example/boka/vaccination/E901"
"#;

/// A client and the server it started.
struct Client {
    server: Child,
    input: Option<ChildStdin>,
    messages: Receiver<Value>,
    next: i32,
}

impl Client {
    fn start(arguments: &[&str]) -> Self {
        let mut server = Command::new(env!("CARGO_BIN_EXE_basutbud"))
            .args(["lsp", "--date", TODAY])
            .args(arguments)
            .env_remove("LC_ALL")
            .env("LC_MESSAGES", "en_GB.UTF-8")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let output = server.stdout.take().expect("a pipe");
        let (sender, messages) = channel();
        std::thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let input = server.stdin.take();
        Self {
            server,
            input,
            messages,
            next: 0,
        }
    }

    /// A client whose server has been initialised.
    fn ready(root: &Path, capabilities: Value) -> Self {
        let mut client = Self::start(&[]);
        let asked = json!({
            "processId": null,
            "rootUri": uri(root),
            "locale": "sv",
            "capabilities": capabilities,
        });
        let answer = client.request("initialize", asked);
        assert_eq!(answer["result"]["serverInfo"]["name"], "basutbud");
        client.notify("initialized", json!({}));
        client
    }

    fn send(&mut self, message: &Value) {
        self.send_text(&message.to_string());
    }

    fn send_text(&mut self, text: &str) {
        let input = self.input.as_mut().expect("an open pipe");
        write!(input, "Content-Length: {}\r\n\r\n{text}", text.len()).expect("the server reads");
        input.flush().expect("the server reads");
    }

    fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request and gives its answer; what comes before it is passed over.
    fn request(&mut self, method: &str, params: Value) -> Value {
        self.next += 1;
        let id = self.next;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let message = self.receive();
            if message["id"] == id && message.get("method").is_none() {
                return message;
            }
        }
    }

    fn result(&mut self, method: &str, params: Value) -> Value {
        let mut answer = self.request(method, params);
        assert!(answer.get("error").is_none(), "{answer}");
        answer["result"].take()
    }

    fn receive(&mut self) -> Value {
        let message = self.messages.recv_timeout(PATIENCE);
        message.expect("the server answers")
    }

    /// The next findings told of a document.
    fn findings(&mut self, uri: &str) -> Vec<Value> {
        loop {
            let message = self.receive();
            if message["method"] == "textDocument/publishDiagnostics"
                && message["params"]["uri"] == uri
            {
                let list = message["params"]["diagnostics"].as_array();
                return list.expect("a list").clone();
            }
        }
    }

    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "toml", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    fn change(&mut self, uri: &str, version: i32, changes: Value) {
        let document = json!({ "uri": uri, "version": version });
        let params = json!({ "textDocument": document, "contentChanges": changes });
        self.notify("textDocument/didChange", params);
    }

    /// Says good-bye and gives the exit status and what was said on stderr.
    fn end(mut self) -> (Option<i32>, String) {
        assert_eq!(self.result("shutdown", Value::Null), Value::Null);
        self.notify("exit", Value::Null);
        self.wait()
    }

    fn wait(mut self) -> (Option<i32>, String) {
        drop(self.input.take());
        let mut said = String::new();
        let mut errors = self.server.stderr.take().expect("a pipe");
        errors.read_to_string(&mut said).expect("text");
        let status = self.server.wait().expect("the server ends");
        (status.code(), said)
    }
}

/// One message; nothing when the server is gone. It must be one that the protocol knows.
fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        let line = line.trim_end();
        if line.is_empty() {
            break;
        }
        if let Some(number) = line.strip_prefix("Content-Length: ") {
            length = number.parse().ok();
        }
    }
    let mut text = vec![0; length?];
    output.read_exact(&mut text).ok()?;
    let _: Message = serde_json::from_slice(&text).expect("a message of the protocol");
    serde_json::from_slice(&text).ok()
}

/// A site of one unit with the rules of the example site, in a folder with a blank and a letter that is
/// not ASCII in its path.
fn site() -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("min sajt å");
    let content = root.join("content");
    fs::create_dir_all(content.join("kalmar/rules")).expect("a folder");
    fs::create_dir_all(content.join("kalmar/units")).expect("a folder");
    for file in [
        "site.toml",
        "kalmar/region.toml",
        "kalmar/rules/2026-02-18.toml",
    ] {
        let example = repository().join("content").join(file);
        fs::copy(example, content.join(file)).expect("a file");
    }
    fs::write(root.join(STRANDVIK), UNIT).expect("a file");
    (folder, root)
}

fn uri(path: &Path) -> String {
    let mut uri = "file://".to_owned();
    for byte in path.to_str().expect("a path in UTF-8").bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    uri
}

/// Line and column (in UTF-16) of a needle in a text, `into` bytes into it.
fn position(text: &str, needle: &str, into: usize) -> Value {
    let at = text.find(needle).expect(needle) + into;
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |newline| newline + 1);
    json!({ "line": line, "character": text[start..at].encode_utf16().count() })
}

fn at(uri: &str, text: &str, needle: &str, into: usize) -> Value {
    json!({ "textDocument": { "uri": uri }, "position": position(text, needle, into) })
}

fn codes(findings: &[Value]) -> Vec<&str> {
    let codes = findings
        .iter()
        .filter_map(|finding| finding["code"].as_str());
    codes.collect()
}

/// A site, a unit of it, and a client that has opened the unit.
struct Opened {
    _folder: TempDir,
    root: PathBuf,
    uri: String,
    text: String,
    client: Client,
}

fn opened(capabilities: Value) -> Opened {
    let (folder, root) = site();
    let mut client = Client::ready(&root, capabilities);
    let path = root.join(STRANDVIK);
    let text = fs::read_to_string(&path).expect("a unit");
    let uri = uri(&path);
    client.open(&uri, &text);
    let findings = client.findings(&uri);
    let weights: Vec<&Value> = findings
        .iter()
        .map(|finding| &finding["severity"])
        .collect();
    assert!(
        weights.iter().all(|severity| **severity == 3),
        "{findings:?}"
    );
    Opened {
        _folder: folder,
        root,
        uri,
        text,
        client,
    }
}

#[test]
fn findings_come_and_go_with_what_is_typed() {
    let Opened {
        _folder,
        uri,
        text,
        mut client,
        ..
    } = opened(json!({}));
    // A value that is not closed.
    let end = position(&text, "name ", 0);
    client.change(
        &uri,
        2,
        json!([{ "range": { "start": end, "end": end }, "text": "publish = \"åå\n" }]),
    );
    let findings = client.findings(&uri);
    assert!(codes(&findings).contains(&"syntax"), "{findings:?}");
    assert_eq!(findings[0]["severity"], 1);
    assert_eq!(findings[0]["source"], "basutbud");
    // Two changes in one message: the line is taken away, and a key misspelt.
    let line = |line: u64| json!({ "line": line, "character": 0 });
    let start = end["line"].as_u64().expect("a line");
    let phone = position(&text, "municipality", 0);
    let phone_line = phone["line"].as_u64().expect("a line");
    client.change(
        &uri,
        3,
        json!([
            { "range": { "start": line(start), "end": line(start + 1) }, "text": "" },
            { "range": { "start": line(phone_line), "end": { "line": phone_line, "character": 12 } }, "text": "muncipality" },
        ]),
    );
    let findings = client.findings(&uri);
    // One fault is one finding: the key is misspelt, and not missing, too.
    assert!(codes(&findings).contains(&"unknown-key"), "{findings:?}");
    assert!(!codes(&findings).contains(&"missing-field"), "{findings:?}");
    let message = findings
        .iter()
        .find(|finding| finding["code"] == "unknown-key")
        .expect("the finding")["message"]
        .to_string();
    assert!(
        message.contains("det finns inget fält"),
        "the locale is Swedish: {message}"
    );
    // The whole text as it was.
    client.change(&uri, 4, json!([{ "text": text }]));
    let findings = client.findings(&uri);
    assert!(!codes(&findings).contains(&"unknown-key"), "{findings:?}");
    assert_eq!(client.end(), (Some(0), String::new()));
}

#[test]
fn columns_are_those_of_the_editor() {
    let (_folder, root) = site();
    let uri = uri(&root.join(STRANDVIK));
    // The unknown key lies behind a letter of two bytes and a sign of four, which is two units of UTF-16.
    let before = "\"å𝄞\" = { ";
    let text = format!("[services]\n{before}nothing = 1, only_by = [\"phone\"] }}\n");
    let both = json!({ "general": { "positionEncodings": ["utf-8", "utf-16"] } });
    for (capabilities, column) in [
        (json!({}), before.encode_utf16().count()),
        (both, before.len()),
    ] {
        let mut client = Client::ready(&root, capabilities);
        client.open(&uri, &text);
        let findings = client.findings(&uri);
        let unknown = findings.iter().find(|one| one["code"] == "unknown-key");
        let start = unknown.expect("a finding")["range"]["start"].clone();
        assert_eq!(start, json!({ "line": 1, "character": column }));
        // A change at that place lands there.
        let change = json!([{ "range": { "start": start, "end": start }, "text": "x" }]);
        client.change(&uri, 2, change);
        let findings = client.findings(&uri);
        let unknown = findings.iter().find(|one| one["code"] == "unknown-key");
        let message = unknown.expect("a finding")["message"].to_string();
        assert!(message.contains("xnothing"), "{message}");
        assert_eq!(client.end().0, Some(0));
    }
}

#[test]
fn hover_tells_what_keys_services_and_questions_are() {
    let Opened {
        _folder,
        uri,
        text,
        mut client,
        ..
    } = opened(json!({}));
    let mut hover = |needle: &str, into| {
        let result = client.result("textDocument/hover", at(&uri, &text, needle, into));
        result["contents"]["value"].to_string()
    };
    assert!(hover("municipality", 2).contains("Kommun, från region.toml."));
    let service = hover("fornya-recept", 3);
    assert!(service.contains("**Förnya recept**"), "{service}");
    assert!(
        service.contains("Enheten ska erbjuda den och gör det."),
        "{service}"
    );
    assert!(service.contains("must_when = {"), "{service}");
    assert!(hover("forskriver-lakemedel", 0).contains("Förskriver enheten läkemedel"));
    assert!(hover("primarvardsforvaltningen", 1).contains("rimärvårdsförvaltningen"));
    assert_eq!(hover("[services]", 10), "null");
    assert_eq!(client.end().0, Some(0));
}

#[test]
fn completion_knows_keys_services_and_ids() {
    let Opened {
        _folder,
        uri,
        text,
        mut client,
        ..
    } = opened(json!({}));
    let mut version = 1;
    let mut labels = |new: &str, needle: &str, into: usize| {
        version += 1;
        client.change(&uri, version, json!([{ "text": new }]));
        let result = client.result("textDocument/completion", at(&uri, new, needle, into));
        let items = result.as_array().expect("a list").clone();
        let texts = items.iter().map(|item| {
            let label = item["label"].as_str().expect("a label");
            let new = item["textEdit"]["newText"].as_str().expect("a text");
            (label.to_owned(), new.to_owned())
        });
        texts.collect::<Vec<_>>()
    };
    let has = |list: &[(String, String)], label: &str, text: &str| {
        list.iter().any(|(l, t)| l == label && t == text)
    };
    let without: String = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("fornya-recept"))
        .collect();
    let services = without.replace("[services]\n", "[services]\nfö\n");
    let list = labels(&services, "fö\n", 3);
    assert!(has(&list, "fornya-recept", "fornya-recept = "), "{list:?}");
    assert!(
        has(&list, "Förnya recept", "\"Förnya recept\" = "),
        "{list:?}"
    );
    assert!(!has(&list, "kontakta-oss", "kontakta-oss = "), "{list:?}");
    let typed = text.replacen("type ", "type = \"hal\" #", 1);
    let list = labels(&typed, "\"hal\"", 2);
    assert!(has(&list, "halsocentral", "\"halsocentral\""), "{list:?}");
    let keys = text.replacen("[contact]\n", "[contact]\n\n", 1);
    let list = labels(&keys, "[contact]\n\n", 10);
    assert!(!list.iter().any(|(label, _)| label == "phone"), "{list:?}");
    assert!(has(&list, "[[notices]]", "[[notices]]"), "{list:?}");
    let list = labels("municipality = \"\"\n", "\"\"", 1);
    assert!(has(&list, "Kalmar", "\"Kalmar\""), "{list:?}");
    let list = labels("[activities]\n\n", "]\n", 2);
    assert!(
        has(&list, "utfardar-intyg", "utfardar-intyg = "),
        "{list:?}"
    );
    assert_eq!(client.end().0, Some(0));
}

#[test]
fn quick_fixes_fix_one_finding_or_all() {
    let Opened {
        _folder,
        uri,
        text,
        mut client,
        ..
    } = opened(json!({}));
    let broken = text.replacen("municipality", "muncipality", 1).replacen(
        "fornya-recept ",
        "\"Receptförnyelse\" ",
        1,
    );
    client.change(&uri, 2, json!([{ "text": broken }]));
    let findings = client.findings(&uri);
    let misspelt = findings.iter().find(|one| one["code"] == "unknown-key");
    let range = &misspelt.expect("a finding")["range"];
    let params = json!({
        "textDocument": { "uri": uri },
        "range": range,
        "context": { "diagnostics": [], "only": ["quickfix"] },
    });
    let actions = client.result("textDocument/codeAction", params);
    let action = &actions[0];
    assert_eq!(action["kind"], "quickfix");
    assert_eq!(
        action["edit"]["changes"][&uri][0]["newText"],
        "municipality"
    );
    assert_eq!(action["edit"]["changes"][&uri][0]["range"], *range);
    let params = json!({
        "textDocument": { "uri": uri },
        "range": range,
        "context": { "diagnostics": [], "only": ["source"] },
    });
    let actions = client.result("textDocument/codeAction", params);
    assert_eq!(actions.as_array().map(Vec::len), Some(1));
    assert_eq!(actions[0]["kind"], "source.fixAll");
    let edits = actions[0]["edit"]["changes"][&uri].as_array();
    assert!(
        edits.is_some_and(|edits| edits.len() == 1),
        "the guess is left out: {actions}"
    );
    assert_eq!(client.end().0, Some(0));
}

#[test]
fn definitions_lead_to_the_rule_set_and_the_region_and_links_to_the_page() {
    let Opened {
        _folder,
        root,
        uri: unit,
        text,
        mut client,
    } = opened(json!({}));
    let mut target = |needle: &str, into, text: &str| {
        let found = client.result("textDocument/definition", at(&unit, text, needle, into));
        let line = found[0]["range"]["start"]["line"].as_u64().expect("a line");
        let uri_of_it = found[0]["uri"].as_str().expect("a uri").to_owned();
        let file = ["rules/2026-02-18.toml", "region.toml"]
            .map(|file| root.join("content/kalmar").join(file))
            .into_iter()
            .find(|file| uri(file) == uri_of_it)
            .expect("a file of the region");
        let text = fs::read_to_string(file).expect("a file");
        let line = usize::try_from(line).expect("a line");
        text.lines().nth(line).expect("the line").to_owned()
    };
    assert!(target("fornya-recept", 2, &text).contains("fornya-recept"));
    assert!(target("forskriver-lakemedel", 2, &text).contains("forskriver-lakemedel"));
    assert!(target("\"primarvardsforvaltningen\"", 4, &text).contains("primarvardsforvaltningen"));
    let links = client.result(
        "textDocument/documentLink",
        json!({ "textDocument": { "uri": unit } }),
    );
    let address = links[0]["target"].as_str().expect("an address");
    assert!(address.ends_with("/kalmar/strandvik/"), "{address}");
    // The finding of a missing service leads to the line that requires it.
    let without: String = text
        .split_inclusive('\n')
        .filter(|line| !line.starts_with("fornya-recept"))
        .collect();
    client.change(&unit, 2, json!([{ "text": without }]));
    let findings = client.findings(&unit);
    let unmet = findings
        .iter()
        .find(|one| one["code"] == "unmet-obligation");
    let related = &unmet.expect("a finding")["relatedInformation"][0];
    let found = client.result(
        "textDocument/definition",
        at(&unit, &without, "[services]", 0),
    );
    assert_eq!(found[0], related["location"]);
    assert_eq!(client.end().0, Some(0));
}

#[test]
fn what_other_files_say_is_seen_in_open_ones() {
    let Opened {
        _folder,
        root,
        uri: unit,
        text,
        mut client,
    } = opened(json!({}));
    let other = root.join("content/kalmar/units/kopia.toml");
    // A new file, not saved, with the same id in the directory.
    client.open(&uri(&other), &text);
    let findings = client.findings(&unit);
    assert!(
        codes(&findings).contains(&"duplicate-hsa-id"),
        "{findings:?}"
    );
    let params = json!({ "textDocument": { "uri": uri(&other) } });
    client.notify("textDocument/didClose", params);
    let findings = client.findings(&unit);
    assert!(
        !codes(&findings).contains(&"duplicate-hsa-id"),
        "{findings:?}"
    );
    // The region's file changes on the disk.
    let region = root.join("content/kalmar/region.toml");
    let words = fs::read_to_string(&region).expect("a region");
    fs::write(&region, words.replace("\"halsocentral\"", "\"annat\"")).expect("a region");
    let change = json!({ "uri": uri(&region), "type": 2 });
    client.notify(
        "workspace/didChangeWatchedFiles",
        json!({ "changes": [change] }),
    );
    let findings = client.findings(&unit);
    assert!(
        codes(&findings).contains(&"unknown-reference"),
        "{findings:?}"
    );
    assert_eq!(client.end().0, Some(0));
}

#[test]
fn what_is_no_part_of_a_site_is_left_alone() {
    let (_folder, root) = site();
    let mut client = Client::ready(&root, json!({}));
    for outside in [
        "file:///nowhere/a.toml".to_owned(),
        "untitled:Untitled-1".to_owned(),
        uri(&root.join("README.md")),
        uri(&root.join("content/kalmar/units/.#dold.toml")),
    ] {
        client.open(&outside, "name = \"å");
        let end = json!({ "line": 0, "character": 99 });
        let change = json!([{ "range": { "start": end, "end": end }, "text": "\"" }]);
        client.change(&outside, 2, change);
        let place = json!({ "textDocument": { "uri": outside }, "position": end });
        let hover = client.request("textDocument/hover", place.clone());
        assert_eq!(hover["result"], Value::Null);
        let completion = client.request("textDocument/completion", place);
        assert_eq!(completion["result"], json!([]));
        client.notify(
            "textDocument/didClose",
            json!({ "textDocument": { "uri": outside } }),
        );
    }
    let rest: Vec<Value> = client.messages.try_iter().collect();
    assert!(rest.is_empty(), "{rest:?}");
    assert_eq!(client.end().0, Some(0));
}

#[test]
fn what_cannot_be_understood_is_refused() {
    let (_folder, root) = site();
    let mut client = Client::ready(&root, json!({}));
    let unknown = client.request("textDocument/nothing", json!({}));
    assert_eq!(unknown["error"]["code"], -32601);
    let wrong = client.request("textDocument/hover", json!({ "position": "here" }));
    assert_eq!(wrong["error"]["code"], -32602);
    client.notify("textDocument/didChange", json!({ "contentChanges": 7 }));
    client.notify("$/nothing", json!([]));
    let still = client.request("textDocument/nothing", json!({}));
    assert_eq!(still["error"]["code"], -32601);
    assert_eq!(client.end(), (Some(0), String::new()));

    let mut client = Client::ready(&root, json!({}));
    client.send_text("{ this is no JSON");
    let (status, said) = client.wait();
    assert_eq!(status, Some(2));
    assert!(
        said.contains("cannot be read") && !said.contains("panicked"),
        "{said}"
    );

    // Before `initialize`, and an editor that goes away without a word.
    let mut client = Client::start(&[]);
    let early = client.request("textDocument/hover", json!({}));
    assert_eq!(early["error"]["code"], -32002);
    let (status, said) = client.wait();
    assert_eq!((status, said.contains("panicked")), (Some(1), false));
}
