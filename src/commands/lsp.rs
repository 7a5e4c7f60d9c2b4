//! `basutbud lsp`: messages of the Language Server Protocol over stdin and stdout.
//!
//! This file takes messages and sends answers; what is known of the open sites is in `session`, the
//! protocol's form of it in `convert`, and what there is to say in [`crate::language`].

mod convert;
mod session;
mod site;
mod stdio;
mod uri;

use crossbeam_channel::TryRecvError;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::cli::Common;
use crate::commands::Ending;
use crate::commands::lsp::session::{Options, Session};
use crate::diagnostic::{Language, Text};
use crate::host::failure::{Failure, OrFail};
use crate::host::terminal::Terminal;
use crate::language::position::Encoding;

/// Serves an editor until it says `exit` or goes away.
pub(super) fn run(common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    let (connection, threads) = stdio::connect();
    let ended = serve(&connection, common, terminal.language);
    drop(connection);
    threads.join().or_fail(|| {
        Text::fixed(
            "a message of the editor cannot be read",
            "ett meddelande från redigeraren går inte att läsa",
        )
    })?;
    ended
}

/// Serves an editor over any connection, in English.
///
/// # Errors
/// When the server cannot go on.
pub fn serve_in_english(connection: &Connection) -> Result<(), Failure> {
    serve(connection, &Common::default(), Language::English).map(drop)
}

fn serve(connection: &Connection, common: &Common, language: Language) -> Result<Ending, Failure> {
    let Ok((id, asked)) = connection.initialize_start() else {
        return Ok(Ending::Denied);
    };
    let options = options(&asked, common, language);
    let answer = json!({
        "capabilities": capabilities(options.encoding),
        "serverInfo": { "name": "basutbud", "version": env!("CARGO_PKG_VERSION") },
    });
    send(connection, Response::new_ok(id, answer));
    let mut session = Session::new(options);
    let mut shut_down = false;
    let mut next = None;
    loop {
        let message = match next.take() {
            Some(message) => message,
            None => match connection.receiver.recv() {
                Ok(message) => message,
                Err(_) => break,
            },
        };
        match message {
            Message::Request(request) if request.method == "shutdown" => {
                shut_down = true;
                send(connection, Response::new_ok(request.id, Value::Null));
            }
            Message::Request(request) if shut_down => {
                let words = "the server is shutting down".to_owned();
                let code = ErrorCode::InvalidRequest as i32;
                send(connection, Response::new_err(request.id, code, words));
            }
            Message::Request(request) => send(connection, answer_to(&mut session, request)),
            Message::Notification(notification) if notification.method == "exit" => break,
            Message::Notification(notification) if notification.method == "initialized" => {
                watch_files(connection, &asked);
                session.load(&asked);
            }
            Message::Notification(notification) => take(&mut session, notification),
            Message::Response(_) => {}
        }
        // Findings are told when nothing waits: of many changes in a row only the last state counts.
        match connection.receiver.try_recv() {
            Ok(message) => next = Some(message),
            Err(TryRecvError::Empty) => {
                for told in session.findings() {
                    let method = "textDocument/publishDiagnostics".to_owned();
                    send(connection, Notification::new(method, told));
                }
            }
            Err(TryRecvError::Disconnected) => break,
        }
    }
    Ok(match shut_down {
        true => Ending::Clean,
        false => Ending::Denied,
    })
}

/// Sends a message. An editor that has gone away is found when the next one is received.
fn send(connection: &Connection, message: impl Into<Message>) {
    let _ = connection.sender.send(message.into());
}

/// What the editor and the command line ask for.
fn options(asked: &Value, common: &Common, language: Language) -> Options {
    let encodings = asked.pointer("/capabilities/general/positionEncodings");
    let utf8 = encodings
        .and_then(Value::as_array)
        .is_some_and(|list| list.iter().any(|encoding| encoding == "utf-8"));
    let locale = asked.get("locale").and_then(Value::as_str);
    Options {
        encoding: if utf8 {
            Encoding::Utf8
        } else {
            Encoding::Utf16
        },
        language: match (common.lang, locale) {
            (None, Some(locale)) if locale.starts_with("sv") => Language::Swedish,
            (None, Some(_)) => Language::English,
            _ => language,
        },
        root: common.root.clone(),
        date: common.date,
    }
}

fn capabilities(encoding: Encoding) -> Value {
    json!({
        "positionEncoding": match encoding {
            Encoding::Utf8 => "utf-8",
            Encoding::Utf16 => "utf-16",
        },
        "textDocumentSync": { "openClose": true, "change": 2 },
        "hoverProvider": true,
        "completionProvider": { "triggerCharacters": ["\"", "[", "="] },
        "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll"] },
        "definitionProvider": true,
        "documentLinkProvider": { "resolveProvider": false },
    })
}

/// Asks the editor to say when files of a site change on the disk, if it can.
fn watch_files(connection: &Connection, asked: &Value) {
    let able = asked.pointer("/capabilities/workspace/didChangeWatchedFiles/dynamicRegistration");
    if able != Some(&Value::Bool(true)) {
        return;
    }
    let registration = json!({ "registrations": [{
        "id": "content",
        "method": "workspace/didChangeWatchedFiles",
        "registerOptions": { "watchers": [{ "globPattern": "**/content/**" }] },
    }] });
    let method = "client/registerCapability".to_owned();
    send(
        connection,
        Request::new("watch".to_owned().into(), method, registration),
    );
}

/// The answer to a request.
fn answer_to(session: &mut Session, request: Request) -> Response {
    match request.method.as_str() {
        "textDocument/hover" => with(request, |params| session.hover(&params)),
        "textDocument/completion" => with(request, |params| session.completion(&params)),
        "textDocument/codeAction" => with(request, |params| session.actions(&params)),
        "textDocument/definition" => with(request, |params| session.definition(&params)),
        "textDocument/documentLink" => with(request, |params| session.links(&params)),
        method => {
            let words = format!("there is no method `{method}` here");
            Response::new_err(request.id, ErrorCode::MethodNotFound as i32, words)
        }
    }
}

fn with<P: DeserializeOwned, R: Serialize>(
    request: Request,
    answer: impl FnOnce(P) -> R,
) -> Response {
    match serde_json::from_value(request.params) {
        Ok(params) => Response::new_ok(request.id, answer(params)),
        Err(error) => Response::new_err(
            request.id,
            ErrorCode::InvalidParams as i32,
            error.to_string(),
        ),
    }
}

/// Takes in what the editor tells. What cannot be understood is passed over: nobody waits for an answer.
fn take(session: &mut Session, notification: Notification) {
    let params = notification.params;
    match notification.method.as_str() {
        "textDocument/didOpen" => understood(params, |params| session.open(params)),
        "textDocument/didChange" => understood(params, |params| session.change(params)),
        "textDocument/didClose" => understood(params, |params| session.close(params)),
        "workspace/didChangeWatchedFiles" => {
            understood(params, |params| session.changed_on_disk(params));
        }
        _ => {}
    }
}

fn understood<P: DeserializeOwned>(params: Value, take: impl FnOnce(P)) {
    if let Ok(params) = serde_json::from_value(params) {
        take(params);
    }
}
