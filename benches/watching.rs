//! Times what an editor waits for in watch mode: from the start to the first page, and from a save to
//! the new bytes in the browser, asked of the real program over HTTP on a site of N units. Prints a
//! table; `benches/README.md` holds the figures and the command.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a benchmark looks at the clock and prints"
)]

mod clock;
mod generate;

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use clock::{middle_and_last, sizes, timed};
use generate::Findings;

/// How often the program is started.
const STARTS: usize = 5;
/// How often each kind of file is saved.
const SAVES: usize = 15;
/// For how long the program waits for more events of a few files; see `src/host/watch.rs`.
const GATHERING: Duration = Duration::from_millis(30);
/// The page that is looked at.
const PAGE: &str = "/kalmar/enheten-000007/";
const LIST: &str = "/kalmar/a-o/";

fn main() {
    println!("| units | what | median | slowest | median without gathering |");
    println!("| ---: | --- | ---: | ---: | ---: |");
    for units in sizes() {
        measure(units);
    }
}

/// The program, watching a site.
struct Watch {
    child: Child,
    address: String,
    events: BufReader<TcpStream>,
}

impl Watch {
    fn start(root: &Path) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_basutbud"))
            .args([
                "watch",
                "--port",
                "0",
                "--date",
                "2026-11-21",
                "--lang",
                "en",
            ])
            .arg("--root")
            .arg(root)
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            let rest = line.strip_prefix("http://")?;
            Some(rest.split('/').next()?.to_owned())
        });
        let address = address.expect("the program tells its address");
        // What it tells later must be read, or it would wait for a reader.
        thread::spawn(move || lines.for_each(drop));
        let events = BufReader::new(ask(&address, "/__basutbud/events"));
        Self {
            child,
            address,
            events,
        }
    }

    fn page(&self, path: &str) -> Vec<u8> {
        let mut answer = Vec::new();
        ask(&self.address, path)
            .read_to_end(&mut answer)
            .expect("an answer");
        answer
    }

    /// Waits until the site is said to have changed.
    fn wait(&mut self) {
        let mut line = String::new();
        while !line.starts_with("data: ") {
            line.clear();
            let read = self.events.read_line(&mut line).expect("an event");
            assert!(read > 0, "the program has ended");
        }
    }

    /// Saves a file and waits until a page has other bytes.
    fn save(&mut self, file: &Path, text: &str, page: &str) -> Duration {
        let before = self.page(page);
        let time = timed(|| {
            fs::write(file, text).expect("the file can be written");
            self.wait();
            while self.page(page) == before {
                self.wait();
            }
        });
        // So that no event of this save is gathered with those of the next.
        thread::sleep(Duration::from_millis(50));
        time
    }

    /// Memory in MiB: the most so far, and now.
    fn memory(&self) -> Option<(u64, u64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            let kib: u64 = line.split_whitespace().next()?.parse().ok()?;
            Some(kib / 1024)
        };
        Some((field("VmHWM:")?, field("VmRSS:")?))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn ask(address: &str, path: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request");
    stream
}

/// A file that is saved again and again, and the page that shows it.
struct Saved {
    what: &'static str,
    file: PathBuf,
    texts: [String; 2],
    page: &'static str,
}

/// Measures one size and prints its rows.
fn measure(units: usize) {
    let folder =
        std::env::temp_dir().join(format!("basutbud-watching-{}-{units}", std::process::id()));
    generate::site(&folder, units, Findings::asked()).expect("the temporary folder can be written");
    let starts: Vec<Duration> = (0..STARTS).map(|_| start_to_first_page(&folder)).collect();
    row(units, "start to first page", &starts, None);

    let mut watch = Watch::start(&folder);
    watch.wait();
    for saved in files(&folder) {
        let times = (0..SAVES).map(|at| {
            let text = &saved.texts[at % 2];
            watch.save(&saved.file, text, saved.page)
        });
        let times: Vec<Duration> = times.collect();
        row(units, saved.what, &times, Some(GATHERING));
    }
    if let Some((most, now)) = watch.memory() {
        println!("| {units} | memory at most {most} MiB, at the end {now} MiB | | | |");
    }
    drop(watch);
    let _ = fs::remove_dir_all(&folder);
}

fn start_to_first_page(folder: &Path) -> Duration {
    let started = Instant::now();
    let watch = Watch::start(folder);
    let page = watch.page(PAGE);
    let time = started.elapsed();
    assert!(
        page.starts_with(b"HTTP/1.1 200"),
        "the first page is served"
    );
    time
}

/// What is saved, in two forms each.
fn files(folder: &Path) -> Vec<Saved> {
    let unit = folder.join("content/kalmar/units/0000/enheten-000007.toml");
    let text = fs::read_to_string(&unit).expect("a unit");
    let rules = folder.join("content/kalmar/rules/2026-02-18.toml");
    let rules_text = fs::read_to_string(&rules).expect("a rule set");
    let theme = folder.join("themes/default");
    let template = theme.join("templates/unit.html");
    let default = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes/default/templates/unit.html");
    let template_text = fs::read_to_string(default).expect("a template");
    for part in ["templates", "assets"] {
        fs::create_dir_all(theme.join(part)).expect("a folder can be made");
    }
    let changed = |text: &str, from: &str, to: &str| {
        assert!(text.contains(from), "there is no {from}");
        [text.replacen(from, to, 1), text.to_owned()]
    };
    vec![
        Saved {
            what: "a unit's text",
            texts: changed(&text, "0980-31 92 07", "0980-31 92 99"),
            file: unit.clone(),
            page: PAGE,
        },
        Saved {
            what: "a unit's name, on the A–Ö list",
            texts: changed(&text, "Hälsocentralen", "Vårdcentralen"),
            file: unit,
            page: LIST,
        },
        Saved {
            what: "a template",
            texts: changed(&template_text, "{% endblock", "<p>x</p>{% endblock"),
            file: template,
            page: PAGE,
        },
        Saved {
            what: "a style sheet",
            texts: ["body{color:teal}", "body{color:navy}"].map(str::to_owned),
            file: theme.join("assets/site.css"),
            page: PAGE,
        },
        Saved {
            what: "a rule set",
            texts: changed(&rules_text, "\"Kontakta oss\"", "\"Kontakta oss nu\""),
            file: rules,
            page: PAGE,
        },
    ]
}

fn row(units: usize, what: &str, times: &[Duration], gathering: Option<Duration>) {
    let (median, slowest) = middle_and_last(times);
    let ms = |time: Duration| format!("{:.1} ms", time.as_secs_f64() * 1e3);
    let rest = gathering.map_or(String::new(), |gathering| {
        ms(median.saturating_sub(gathering))
    });
    println!(
        "| {units} | {what} | {} | {} | {rest} |",
        ms(median),
        ms(slowest)
    );
}
