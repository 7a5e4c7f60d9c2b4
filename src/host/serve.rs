//! The server of watch mode: HTTP on this machine only.
//!
//! It knows hosts, methods, ranges and connections. What is at an address is asked of whoever holds the
//! site, one question at a time.

mod post;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::IntoResponse;
use axum::response::Response;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::stream;
use tokio::runtime::Runtime;
use tokio::sync::{oneshot, watch};

use crate::diagnostic::{Text, say};
use crate::edit::session::Posted;
use crate::host::failure::{Failure, OrFail};
use crate::preview::reply::{EVENTS, Reply};

/// How many ports after the wanted one are tried.
const PORTS_TRIED: u16 = 50;

/// What pages may load: what they may in the open, from this server.
const POLICY: &str =
    "default-src 'self'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

/// A question to whoever holds the site.
pub struct Ask {
    /// What the browser posted; it comes from a page of this run.
    pub posted: Option<Posted>,
    /// The path of the request, as the browser wrote it.
    pub path: String,
    /// What followed the question mark.
    pub query: String,
    /// Where the answer goes.
    pub answer: oneshot::Sender<Reply>,
}

/// A running server.
pub struct Server {
    /// Where it listens.
    pub address: SocketAddr,
    generation: watch::Sender<u64>,
    runtime: Runtime,
}

/// What every request needs.
struct Shared {
    port: u16,
    ask: Box<dyn Fn(Ask) + Send + Sync>,
    generation: watch::Receiver<u64>,
    /// Tells this run from earlier ones, so that open pages notice a restart.
    run: u32,
    /// What only this run's pages know; nothing where nothing may be written.
    secret: Option<String>,
}

impl Server {
    /// Listens on the wanted port of this machine, or on the next one that is free.
    pub fn start(
        wanted: u16,
        secret: Option<String>,
        ask: impl Fn(Ask) + Send + Sync + 'static,
        stop: impl FnOnce() + Send + 'static,
    ) -> Result<Self, Failure> {
        let listener = bind(wanted)?;
        let address = listener
            .local_addr()
            .or_fail(|| Text::fixed("the server has no address", "servern har ingen adress"))?;
        listener.set_nonblocking(true).or_fail(deaf)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .or_fail(|| {
                Text::fixed(
                    "the server cannot start its threads",
                    "servern kan inte starta sina trådar",
                )
            })?;
        let (generation, receiver) = watch::channel(0);
        let shared = Arc::new(Shared {
            port: address.port(),
            ask: Box::new(ask),
            generation: receiver,
            run: std::process::id(),
            secret,
        });
        let router = Router::new().fallback(handle).with_state(shared);
        let listener = {
            let _inside = runtime.enter();
            tokio::net::TcpListener::from_std(listener).or_fail(deaf)?
        };
        runtime.spawn(async move {
            // It ends with the program only.
            let _ = axum::serve(listener, router).await;
        });
        runtime.spawn(async move {
            interrupted().await;
            stop();
        });
        Ok(Self {
            address,
            generation,
            runtime,
        })
    }

    /// Tells open pages that the site has changed.
    pub fn changed(&self) {
        self.generation.send_modify(|generation| *generation += 1);
    }

    /// Ends without waiting for open pages.
    pub fn stop(self) {
        self.runtime.shutdown_timeout(Duration::from_millis(200));
    }
}

/// Whether a secret is the one that the pages of this run have.
pub fn is_secret(given: &str, secret: &str) -> bool {
    post::is_secret(given, secret)
}

/// A secret for the pages of this run, which nobody can guess.
pub fn new_secret() -> Result<String, Failure> {
    post::new_secret().or_fail(|| {
        Text::fixed(
            "the system gives no random bytes, so the server cannot be safe",
            "systemet ger inga slumptal, så servern kan inte bli säker",
        )
    })
}

const fn deaf() -> Text {
    Text::fixed("the server cannot listen", "servern kan inte lyssna")
}

fn bind(wanted: u16) -> Result<TcpListener, Failure> {
    let last = wanted.saturating_add(if wanted == 0 { 0 } else { PORTS_TRIED });
    for port in wanted..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => {}
            Err(error) => {
                return Err(error).or_fail(|| {
                    say!(
                        "port {port} cannot be listened on",
                        "det går inte att lyssna på port {port}"
                    )
                });
            }
        }
    }
    Err(Failure::of(say!(
        "no port from {wanted} to {last} is free; choose another with --port",
        "ingen port från {wanted} till {last} är ledig; välj en annan med --port"
    )))
}

/// Waits until the person or the system asks the program to end.
async fn interrupted() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    let _ = tokio::signal::ctrl_c().await;
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let is_head = parts.method == Method::HEAD;
    if !is_this_machine(&parts.headers, shared.port) {
        return finish(plain(
            StatusCode::FORBIDDEN,
            "this server answers to its own name only\n",
        ));
    }
    let posted = match &shared.secret {
        Some(secret) if parts.method == Method::POST => {
            match post::read(&parts.headers, body, secret).await {
                Ok(posted) => Some(posted),
                Err((status, line)) => return finish(plain(status, line)),
            }
        }
        _ if parts.method != Method::GET && !is_head => {
            let allowed = if shared.secret.is_some() {
                "GET, HEAD, POST"
            } else {
                "GET, HEAD"
            };
            return finish(not_allowed(allowed));
        }
        _ => None,
    };
    if parts.uri.path() == EVENTS && parts.method == Method::GET {
        return finish(events(&shared));
    }
    let (answer, answered) = oneshot::channel();
    (shared.ask)(Ask {
        posted,
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        answer,
    });
    let response = match answered.await {
        Ok(reply) => respond(reply, &parts.headers),
        Err(_) => plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "the site is being read; try again\n",
        ),
    };
    finish(response)
}

/// Whether a request names this machine as its host: other names are another site's pages that
/// reach for this server.
fn is_this_machine(headers: &HeaderMap, port: u16) -> bool {
    let Some(host) = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
    else {
        return false;
    };
    let names = ["127.0.0.1", "localhost", "[::1]"];
    let right = |name: &&str| {
        let rest = host.to_ascii_lowercase();
        rest.strip_prefix(*name)
            .is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
    };
    names.iter().any(right)
}

/// Tells a browser which state is shown, now and whenever it changes.
fn events(shared: &Shared) -> Response {
    let run = shared.run;
    let receiver = shared.generation.clone();
    let stream = stream::unfold(
        (receiver, true),
        move |(mut receiver, is_first)| async move {
            if !is_first {
                receiver.changed().await.ok()?;
            }
            let generation = *receiver.borrow_and_update();
            let event = Event::default().data(format!("{run}-{generation}"));
            Some((Ok::<_, std::convert::Infallible>(event), (receiver, false)))
        },
    );
    Sse::new(stream)
        .keep_alive(KeepAlive::default())
        .into_response()
}

/// A reply as HTTP, whole or the part that was asked for.
fn respond(reply: Reply, headers: &HeaderMap) -> Response {
    let whole = reply.body.len();
    let range = headers
        .get(header::RANGE)
        .and_then(|range| range.to_str().ok());
    let wanted = range
        .filter(|_| reply.status == 200)
        .and_then(|range| part(range, whole));
    let (status, body, content_range) = match wanted {
        None => (reply.status, reply.body.to_vec(), None),
        Some(Some((first, last))) => {
            let range = format!("bytes {first}-{last}/{whole}");
            (206, reply.body[first..=last].to_vec(), Some(range))
        }
        Some(None) => (416, Vec::new(), Some(format!("bytes */{whole}"))),
    };
    let status = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static(reply.content_type),
    );
    headers.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    let mut add = |name, value: Option<String>| {
        if let Some(value) = value.and_then(|value| HeaderValue::from_str(&value).ok()) {
            headers.insert(name, value);
        }
    };
    add(header::CONTENT_RANGE, content_range);
    add(header::LOCATION, reply.location);
    response
}

/// The part of `whole` bytes that a Range header asks for: nothing when it asks for something else
/// than one part, `Some(None)` when there is no such part.
fn part(range: &str, whole: usize) -> Option<Option<(usize, usize)>> {
    let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
    let (first, last) = (first.trim(), last.trim());
    if last.contains(',') {
        return None;
    }
    let end = whole.checked_sub(1);
    let Some(end) = end else {
        return Some(None);
    };
    if first.is_empty() {
        let length: usize = last.parse().ok()?;
        return Some((length > 0).then(|| (whole.saturating_sub(length), end)));
    }
    let first: usize = first.parse().ok()?;
    let last = if last.is_empty() {
        end
    } else {
        last.parse::<usize>().ok()?.min(end)
    };
    if last < first && first <= end {
        return None;
    }
    Some((first <= end).then_some((first, last)))
}

/// The answer to a method that nothing here takes.
fn not_allowed(allowed: &'static str) -> Response {
    let mut response = plain(
        StatusCode::METHOD_NOT_ALLOWED,
        "this method is not allowed\n",
    );
    response
        .headers_mut()
        .insert(header::ALLOW, HeaderValue::from_static(allowed));
    response
}

fn plain(status: StatusCode, line: &'static str) -> Response {
    let mut response = Response::new(Body::from(line));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("text/plain; charset=utf-8");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// What holds for every answer: nothing is kept, nothing is guessed, nothing frames it.
fn finish(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    headers.insert(
        header::REFERRER_POLICY,
        // Without it, browsers would not say where a posted form comes from.
        HeaderValue::from_static("same-origin"),
    );
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_of_a_file() {
        assert_eq!(part("bytes=0-3", 10), Some(Some((0, 3))));
        assert_eq!(part("bytes=4-", 10), Some(Some((4, 9))));
        assert_eq!(part("bytes=-3", 10), Some(Some((7, 9))));
        assert_eq!(part("bytes=-30", 10), Some(Some((0, 9))));
        assert_eq!(part("bytes=5-99", 10), Some(Some((5, 9))));
        assert_eq!(part("bytes=10-", 10), Some(None));
        assert_eq!(part("bytes=0-", 0), Some(None));
        for other in ["bytes=0-1,3-4", "bytes=5-2", "lines=1-2", "bytes=a-b"] {
            assert_eq!(part(other, 10), None, "{other}");
        }
    }

    #[test]
    fn only_this_machines_names_are_answered() {
        let with = |host: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, host.parse().expect("a header"));
            is_this_machine(&headers, 4400)
        };
        assert!(
            with("127.0.0.1:4400")
                && with("localhost:4400")
                && with("[::1]:4400")
                && with("LOCALHOST:4400")
        );
        for other in [
            "evil.example:4400",
            "localhost:80",
            "localhost",
            "localhost.evil.example:4400",
            "127.0.0.1:44001",
        ] {
            assert!(!with(other), "{other}");
        }
        assert!(!is_this_machine(&HeaderMap::new(), 4400));
    }
}
