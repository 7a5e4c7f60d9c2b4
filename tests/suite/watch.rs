//! Watch mode as it runs: the real binary, real files and their events, plain HTTP.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use crate::harness::{TODAY, files_below, repository};

pub const UNITS: &str = "content/region-norrhavet/units";
pub const UNIT: &str = "content/region-norrhavet/units/mottagningen-storgrund.toml";
pub const PAGE: &str = "/region-norrhavet/mottagningen-storgrund/";
/// How long anything may take before a test gives up.
const DEADLINE: Duration = Duration::from_secs(60);

/// A copy of a small site, and the program that watches it.
pub struct Watch {
    pub root: tempfile::TempDir,
    child: Child,
    pub address: SocketAddr,
    /// What the program has told on stderr.
    pub told: Arc<Mutex<Vec<String>>>,
}

/// An answer.
pub struct Answer {
    pub status: u16,
    head: String,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: &str) -> Option<String> {
        let lines = self.head.lines().filter_map(|line| line.split_once(": "));
        let mut values = lines.filter(|(key, _)| key.eq_ignore_ascii_case(name));
        values.next().map(|(_, value)| value.to_owned())
    }
}

impl Watch {
    pub fn start(options: &[&str]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_basutbud"));
        command.stdout(Stdio::null());
        Self::start_by(command, options)
    }

    /// Starts the program by a command that takes its arguments.
    pub fn start_by(mut command: Command, options: &[&str]) -> Self {
        let root = tempfile::tempdir().expect("a folder");
        copy(
            &repository().join("tests/sites/third-region/content"),
            &root.path().join("content"),
        );
        command
            .args(["watch", "--date", TODAY, "--lang", "en", "--root"])
            .arg(root.path())
            .args(options);
        Self::watching(root, command)
    }

    /// Starts the program on a folder that is there.
    pub fn watching(root: tempfile::TempDir, mut command: Command) -> Self {
        let mut child = command
            .stdin(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let told = Arc::new(Mutex::new(Vec::new()));
        let lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let hear = told.clone();
        thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                hear.lock().expect("a list").push(line);
            }
        });
        let address = until("the address", || {
            let told = told.lock().expect("a list");
            let line = told.iter().find(|line| line.contains("shows the site"))?;
            let address = line.strip_prefix("http://")?.split('/').next()?;
            address.parse().ok()
        });
        Self {
            root,
            child,
            address,
            told,
        }
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(path)
    }

    pub fn get(&self, path: &str) -> Answer {
        self.ask("GET", path, &[])
    }

    pub fn ask(&self, method: &str, path: &str, headers: &[&str]) -> Answer {
        self.send(method, path, headers, "")
    }

    pub fn send(&self, method: &str, path: &str, headers: &[&str], body: &str) -> Answer {
        let mut request = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
        if !headers.iter().any(|header| header.starts_with("Host:")) {
            request += &format!("Host: {}\r\n", self.address);
        }
        for header in headers {
            request += &format!("{header}\r\n");
        }
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        stream
            .write_all(format!("{request}\r\n{body}").as_bytes())
            .expect("a request");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        let end = answer.windows(4).position(|part| part == b"\r\n\r\n");
        let end = end.expect("a head");
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|status| status.parse().ok());
        Answer {
            status: status.expect("a status"),
            head,
            body: answer[end + 4..].to_vec(),
        }
    }

    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = fs::read_to_string(self.path(path)).expect("a text");
        assert!(text.contains(from), "{path} has no {from:?}");
        fs::write(self.path(path), text.replacen(from, to, 1)).expect("it can be written");
    }

    /// Waits until a page says something, or says it no more.
    pub fn until_page(&self, page: &str, holds: impl Fn(&Answer) -> bool) -> Answer {
        until(&format!("{page} to change"), || {
            Some(self.get(page)).filter(&holds)
        })
    }

    pub fn until_shows(&self, page: &str, words: &str) {
        self.until_page(page, |answer| answer.text().contains(words));
    }

    /// What the script of a page is told.
    pub fn state(&self, page: &str) -> serde_json::Value {
        let path = page.trim_start_matches('/').replace('/', "%2F");
        let answer = self.get(&format!("/__basutbud/state.json?path={path}"));
        serde_json::from_slice(&answer.body).expect("JSON")
    }

    /// Whether the program has told something.
    pub fn has_told(&self, words: &str) -> bool {
        let told = self.told.lock().expect("a list");
        told.iter().any(|line| line.contains(words))
    }

    /// The codes of all findings.
    pub fn codes(&self) -> Vec<String> {
        let answer = self.get("/__basutbud/findings.json");
        let all: serde_json::Value = serde_json::from_slice(&answer.body).expect("JSON");
        let findings = all["findings"].as_array().expect("a list");
        let codes = findings.iter().filter_map(|one| one["code"].as_str());
        codes.map(str::to_owned).collect()
    }

    /// Waits until there is a finding of a code.
    pub fn until_found(&self, code: &str) {
        until(code, || {
            self.codes().iter().any(|one| one == code).then_some(())
        });
    }

    /// How often the program has told of a change.
    pub fn rebuilds(&self) -> usize {
        let told = self.told.lock().expect("a list");
        let is_summary = |line: &&String| line.contains(" new finding") && line.contains(" fixed");
        told.iter().filter(is_summary).count()
    }

    /// The files of the site that differ between what is shown and what a build writes.
    pub fn differences(&self) -> Vec<String> {
        let output = tempfile::tempdir().expect("a folder");
        let built = Command::new(env!("CARGO_BIN_EXE_basutbud"))
            .args(["build", "--preview", "watch", "--date", TODAY, "--root"])
            .arg(self.root.path())
            .arg("--output")
            .arg(output.path())
            .output()
            .expect("the program runs");
        assert_ne!(built.status.code(), Some(2), "{built:?}");
        let mut differing = Vec::new();
        for file in files_below(output.path()) {
            let inside = file.strip_prefix(output.path()).expect("inside");
            let inside = inside.to_string_lossy().replace('\\', "/");
            if inside.starts_with('.') {
                continue;
            }
            let shown = self.get(&format!("/{}", inside.trim_end_matches("index.html")));
            if without_script(&shown.body) != fs::read(&file).expect("a file") {
                differing.push(inside);
            }
        }
        differing
    }

    #[cfg(unix)]
    fn interrupt(mut self) -> ExitStatus {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args(["-INT", &pid]).status();
        assert!(sent.expect("kill runs").success());
        until("the end", || self.child.try_wait().expect("a child"))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A page without the one line that the server adds.
fn without_script(page: &[u8]) -> Vec<u8> {
    let find = |part: &[u8], from: usize| {
        let rest = page.get(from..)?;
        rest.windows(part.len())
            .position(|bytes| bytes == part)
            .map(|at| from + at)
    };
    let Some(start) = find(b"<script src=\"/__basutbud/", 0) else {
        return page.to_vec();
    };
    let end = find(b"</script>", start).expect("an end") + b"</script>".len();
    [&page[..start], &page[end..]].concat()
}

pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let begun = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(begun.elapsed() < DEADLINE, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

pub fn copy(from: &Path, to: &Path) {
    for file in files_below(from) {
        let target = to.join(file.strip_prefix(from).expect("inside"));
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder");
        fs::copy(&file, target).expect("a copy");
    }
}

#[test]
fn what_is_saved_is_shown() {
    let watch = Watch::start(&["--port", "0"]);
    assert!(
        watch
            .get(PAGE)
            .text()
            .contains("Hjärtmottagningen Storgrund")
    );

    watch.edit(UNIT, "0980-31 92 43", "0980-31 92 66");
    watch.until_shows(PAGE, "0980-31 92 66");

    // A text beside it, new, changed and gone.
    let about = UNIT.replace(".toml", ".md");
    fs::write(watch.path(&about), "Vi finns vid havet.\n").expect("written");
    watch.until_shows(PAGE, "vid havet");
    fs::write(watch.path(&about), "Vi finns vid fjorden.\n").expect("written");
    watch.until_shows(PAGE, "vid fjorden");
    fs::remove_file(watch.path(&about)).expect("removed");
    watch.until_page(PAGE, |page| !page.text().contains("vid fjorden"));

    // Editors that write beside the file and rename.
    let beside = watch.path(&UNIT.replace(".toml", ".toml~"));
    let text = fs::read_to_string(watch.path(UNIT)).expect("a text");
    fs::write(&beside, text.replace("Storgrund\"", "Fyrgrund\"")).expect("written");
    fs::rename(&beside, watch.path(UNIT)).expect("renamed");
    watch.until_shows(PAGE, "Fyrgrund");
    watch.until_shows("/region-norrhavet/a-o/", "Fyrgrund");

    // A folder that is moved in brings its files, and takes them away again.
    let outside = tempfile::tempdir().expect("a folder");
    let inside = watch.path(&format!("{UNITS}/ny"));
    fs::create_dir(outside.path().join("ny")).expect("a folder");
    fs::write(
        outside.path().join("ny/mottagningen-ny.toml"),
        text.replace("N004", "N904"),
    )
    .expect("written");
    fs::rename(outside.path().join("ny"), &inside).expect("moved");
    watch.until_page("/region-norrhavet/mottagningen-ny/", |page| {
        page.status == 200
    });
    let later = inside.join("mottagningen-senare.toml");
    fs::rename(inside.join("mottagningen-ny.toml"), &later).expect("renamed");
    watch.until_page("/region-norrhavet/mottagningen-senare/", |page| {
        page.status == 200
    });
    assert_eq!(watch.get("/region-norrhavet/mottagningen-ny/").status, 404);
    fs::remove_dir_all(&inside).expect("removed");
    watch.until_page("/region-norrhavet/mottagningen-senare/", |page| {
        page.status == 404
    });

    // Rule sets, regions and the site itself.
    watch.edit("content/site.toml", "Kontaktsidor vid", "Sidor vid");
    watch.until_shows("/", "Sidor vid Norrhavet");
    watch.edit(
        &format!("content/region-norrhavet/{}", rules()),
        "\"Skriv till oss",
        "\"Tala om och skriv",
    );
    watch.until_shows("/region-norrhavet/tjanst/", "Tala om och skriv");
    assert_eq!(watch.differences(), Vec::<String>::new());
}

/// The rule set of the site.
fn rules() -> &'static str {
    "rules/2026-03-01.toml"
}

#[test]
fn themes_come_and_go() {
    let watch = Watch::start(&["--port", "0"]);
    let before = watch.state(PAGE);
    watch.edit("content/site.toml", "\"default\"", "\"egen\"");
    fs::create_dir_all(watch.path("themes/egen/assets")).expect("a folder");
    fs::write(
        watch.path("themes/egen/assets/site.css"),
        "body { color: teal }",
    )
    .expect("written");
    let styled = until("the style sheet", || {
        let state = watch.state(PAGE);
        (state["styles"] != before["styles"]).then_some(state)
    });
    assert_eq!(
        styled["version"], before["version"],
        "only the name of the style sheet differs"
    );
    let mut sheets = styled["styles"].as_array().expect("a list").iter();
    let sheet = sheets.find(|sheet| sheet[0] == "site.css");
    let sheet = sheet.and_then(|sheet| sheet[1].as_str()).expect("a path");
    let style = watch.get(sheet).text();
    assert!(style.starts_with(":root{--page:") && style.ends_with("body{color:teal}"));

    // A template with a fault: the last good page stays.
    let good = watch.get(PAGE).text();
    let template = watch.path("themes/egen/templates/unit.html");
    fs::create_dir_all(template.parent().expect("a folder")).expect("a folder");
    fs::write(
        &template,
        "{% extends \"base.html\" %}{% block main %}{{ unit.inte }}{% endblock main %}",
    )
    .expect("written");
    let state = until("the fault", || {
        Some(watch.state(PAGE)).filter(|state| state["stale"] == true)
    });
    assert_eq!(state["obstacles"][0]["code"], "template-fault");
    assert_eq!(
        state["obstacles"][0]["path"],
        "themes/egen/templates/unit.html"
    );
    assert_eq!(watch.get(PAGE).text(), good);
    fs::write(
        &template,
        "{% extends \"base.html\" %}{% block main %}<h1>Ny mall</h1>{% endblock main %}",
    )
    .expect("written");
    watch.until_shows(PAGE, "Ny mall");
    fs::remove_dir_all(watch.path("themes")).expect("removed");
    watch.until_page(PAGE, |page| !page.text().contains("Ny mall"));
    assert_eq!(watch.differences(), Vec::<String>::new());
}

#[test]
fn faults_are_told_and_never_the_end() {
    let watch = Watch::start(&["--port", "0"]);
    let good = watch.get(PAGE).text();
    let panel = watch.state(PAGE);
    assert_eq!(panel["stale"], false);
    assert!(
        panel["findings"]
            .as_array()
            .is_some_and(|findings| !findings.is_empty())
    );

    watch.edit(UNIT, "[contact]", "[contact");
    let state = until("the fault", || {
        Some(watch.state(PAGE)).filter(|state| state["stale"] == true)
    });
    let codes: Vec<_> = state["obstacles"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|o| o["code"].clone())
        .collect();
    assert!(codes.contains(&"syntax".into()), "{codes:?}");
    assert!(
        state["obstacles"][0]["open"]
            .as_str()
            .is_some_and(|link| link.starts_with("/__basutbud/open?secret="))
    );
    assert_eq!(watch.get(PAGE).text(), good);
    let all = watch.get("/__basutbud/findings.json").text();
    assert!(all.contains("\"syntax\""));
    watch.edit(UNIT, "[contact\n", "[contact]\n");
    until("the end of the fault", || {
        (watch.state(PAGE)["stale"] == false).then_some(())
    });

    // Half a file, no text at all, and nothing.
    fs::write(watch.path(UNIT), b"name = \"H\xc3").expect("written");
    until("the fault", || {
        watch
            .get("/__basutbud/findings.json")
            .text()
            .contains("unreadable-file")
            .then_some(())
    });
    fs::write(watch.path(UNIT), "").expect("written");
    until("the other fault", || {
        (!watch
            .get("/__basutbud/findings.json")
            .text()
            .contains("unreadable-file"))
        .then_some(())
    });

    // The whole content goes and comes back.
    let (content, away) = (watch.path("content"), watch.path("borta"));
    fs::rename(&content, &away).expect("renamed");
    let state = until("the site to go", || {
        Some(watch.state("/")).filter(|state| state["stale"] == true)
    });
    assert_eq!(state["obstacles"][0]["path"], "content/site.toml");
    fs::rename(&away, &content).expect("renamed");
    until("the site to come back", || {
        (watch.state("/")["stale"] == false).then_some(())
    });
    copy(
        &repository().join("tests/sites/third-region/content"),
        &content,
    );
    watch.until_page(PAGE, |page| page.text() == good);
    fs::remove_dir_all(&content).expect("removed");
    until("the site to go", || {
        (watch.state("/")["stale"] == true).then_some(())
    });
    copy(
        &repository().join("tests/sites/third-region/content"),
        &content,
    );
    until("the site to come back", || {
        (watch.state("/")["stale"] == false).then_some(())
    });
    watch.edit(UNIT, "0980-31 92 43", "0980-31 92 66");
    watch.until_shows(PAGE, "0980-31 92 66");
    assert_eq!(watch.differences(), Vec::<String>::new());
}

#[test]
fn a_burst_is_gathered_and_files_beside_the_site_are_none() {
    let watch = Watch::start(&["--port", "0"]);
    fs::create_dir(watch.path("output")).expect("a folder");
    fs::write(watch.path("output/index.html"), "x").expect("written");
    fs::write(watch.path(&format!("{UNITS}/.mottagningen.toml.swp")), "x").expect("written");
    let text = fs::read_to_string(watch.path(UNIT)).expect("a text");
    fs::write(watch.path(UNIT), &text).expect("the same bytes again");
    for number in 0..300 {
        let unit = text.replace("N004", &format!("B{number:03}"));
        fs::write(watch.path(&format!("{UNITS}/burst-{number}.toml")), unit).expect("written");
    }
    watch.until_page("/region-norrhavet/burst-299/", |page| page.status == 200);
    until("the change to be told", || {
        (watch.rebuilds() > 0).then_some(())
    });
    // One or two on a machine at rest; a busy one may take seconds to write the files.
    assert!(watch.rebuilds() <= 20, "{:?}", watch.told);
}

#[test]
fn polling_hears_of_changes_too() {
    let watch = Watch::start(&["--port", "0", "--poll"]);
    watch.edit(UNIT, "0980-31 92 43", "0980-31 92 66");
    watch.until_shows(PAGE, "0980-31 92 66");
    fs::remove_file(watch.path(UNIT)).expect("removed");
    watch.until_page(PAGE, |page| page.status == 404);
}

#[test]
fn only_the_site_is_served_and_only_to_this_machine() {
    let watch = Watch::start(&["--port", "0"]);
    let port = watch.address.port();
    assert!(watch.address.ip().is_loopback());
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let answer = watch.ask("GET", "/", &[&format!("Host: {host}:{port}")]);
        assert_eq!(answer.status, 200, "{host}");
    }
    for host in ["evil.example", "localhost", "127.0.0.1:1"] {
        let answer = watch.ask("GET", "/", &[&format!("Host: {host}")]);
        assert_eq!(answer.status, 403, "{host}");
    }
    for path in [
        "/../Cargo.toml",
        "/%2e%2e/x",
        "/a/..%2f..%2fb",
        "/%5c..%5cx",
        "/%00",
    ] {
        assert_eq!(watch.get(path).status, 400, "{path}");
    }
    // What is not escaped rightly is an address like any other.
    assert_eq!(watch.get("/%").status, 404);
    let encoded = PAGE.replace('-', "%2D").replace("mott", "m%6Ftt");
    assert_eq!(watch.get(&encoded).body, watch.get(PAGE).body);
    assert_eq!(watch.get("/content/site.toml").status, 404);
    assert_eq!(watch.ask("POST", "/", &[]).status, 405);

    let page = watch.get(PAGE);
    assert_eq!(page.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(
        page.header("content-type").as_deref(),
        Some("text/html; charset=utf-8")
    );
    assert!(
        page.header("content-security-policy")
            .is_some_and(|policy| policy.starts_with("default-src 'self'"))
    );
    let head = watch.ask("HEAD", PAGE, &[]);
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("content-length"), page.header("content-length"));
    let part = watch.ask("GET", "/robots.txt", &["Range: bytes=0-9"]);
    assert_eq!((part.status, part.body.len()), (206, 10));
    assert_eq!(
        watch
            .ask("GET", "/robots.txt", &["Range: bytes=9999-"])
            .status,
        416
    );
    assert_eq!(
        watch.get("/units.json").header("content-type").as_deref(),
        Some("application/json; charset=utf-8")
    );

    let moved = watch.get(PAGE.trim_end_matches('/'));
    assert_eq!(
        (moved.status, moved.header("location").as_deref()),
        (302, Some(PAGE))
    );
    let moved = watch.get(&format!(
        "{}?fran=mejl&x=%C3%A5",
        PAGE.trim_end_matches('/')
    ));
    assert_eq!(
        moved.header("location").as_deref(),
        Some(&*format!("{PAGE}?fran=mejl&x=%C3%A5"))
    );
    let missing = watch.get("/region-norrhavet/motagningen-storgrunt/");
    assert_eq!(missing.status, 404);
    assert!(
        missing.text().contains(&format!("href=\"{PAGE}\"")),
        "{}",
        missing.text()
    );
    assert_eq!(watch.get("/__basutbud/").status, 200);
    assert_eq!(watch.get("/__basutbud/client.js").status, 200);
}

#[test]
fn open_pages_hear_of_changes() {
    let watch = Watch::start(&["--port", "0"]);
    let mut stream = TcpStream::connect(watch.address).expect("a connection");
    stream.set_read_timeout(Some(DEADLINE)).expect("a limit");
    let request = format!(
        "GET /__basutbud/events HTTP/1.1\r\nHost: {}\r\n\r\n",
        watch.address
    );
    stream.write_all(request.as_bytes()).expect("a request");
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    let mut next = || {
        lines
            .by_ref()
            .find(|line| line.starts_with("data: "))
            .expect("an event")
    };
    let first = next();
    watch.edit(UNIT, "0980-31 92 43", "0980-31 92 66");
    assert_ne!(next(), first);
}

#[test]
fn a_taken_port_gives_the_next() {
    let taken = TcpListener::bind(("127.0.0.1", 0)).expect("a port");
    let port = taken.local_addr().expect("an address").port();
    let watch = Watch::start(&["--port", &port.to_string()]);
    assert_ne!(watch.address.port(), port);
    let told = watch.told.lock().expect("a list").clone();
    assert!(
        told.iter().any(|line| line.contains("is taken")),
        "{told:?}"
    );
}

#[cfg(unix)]
#[test]
fn an_interrupt_is_a_clean_end() {
    let watch = Watch::start(&["--port", "0"]);
    assert_eq!(watch.get("/").status, 200);
    assert_eq!(watch.interrupt().code(), Some(0));
}

#[cfg(unix)]
#[test]
fn what_is_behind_a_link_is_followed() {
    let watch = Watch::start(&["--port", "0"]);
    let about = UNIT.replace(".toml", ".md");
    let other = UNIT.replace("storgrund.toml", "kobben.md");
    fs::write(watch.path(&other), "Delad text.\n").expect("written");
    std::os::unix::fs::symlink("mottagningen-kobben.md", watch.path(&about)).expect("linked");
    watch.until_shows(PAGE, "Delad text");
    fs::write(watch.path(&other), "Ny delad text.\n").expect("written");
    watch.until_shows(PAGE, "Ny delad text");
}
