//! `basutbud watch`: the site in a browser while it is written.
//!
//! One thread holds the site. It answers questions of the server until files have changed, then makes
//! the next state. So no page is ever made of two states, and nothing needs a lock.
#![expect(
    clippy::disallowed_methods,
    reason = "it tells how long each change took"
)]

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use crate::cli::{Common, WatchArgs};
use crate::commands::edit::Editor;
use crate::commands::opening::{Opener, OwnPages};
use crate::commands::{Ending, baseline, check_site_address, levels_of, today};
use crate::compile::update::update;
use crate::compile::{Compilation, Settings, compile};
use crate::diagnostic::Language;
use crate::diagnostic::code::Level;
use crate::diagnostic::settle::{Finding, Known};
use crate::edit::reply::EDIT;
use crate::host::failure::Failure;
use crate::host::open::open_browser;
use crate::host::read;
use crate::host::serve::{Ask, Server, new_secret};
use crate::host::terminal::{Talk, Terminal, variable};
use crate::host::watch::{self, News, Way};
use crate::preview::context::PreviewContext;
use crate::preview::editor;
use crate::preview::own_page::OWN;
use crate::preview::reply::{Reply, reply};
use crate::preview::reusable::{Reusable, reusable};
use crate::preview::update::{FindingKey, Update};
use crate::preview::{Memory, PreviewOptions, Snapshot};
use crate::render::address::PageAddress;
use crate::render::shared_data::SharedData;
use crate::report::baseline::Baseline;
use crate::report::{human, summary};
use crate::text::Sources;
use crate::text::inputs::Inputs;
use crate::text::path::SitePath;

/// How many findings are printed at once; the page of findings has them all.
const PRINTED: usize = 20;
/// How long nobody must have asked for anything before samples are tried.
const IDLE: Duration = Duration::from_millis(200);
/// How often it is tried again to read what could not be read for now.
const RETRY: Duration = Duration::from_millis(500);
/// How often it is looked whether a new day has begun.
const DAY_CHECK: Duration = Duration::from_secs(30);

/// What the thread that holds the site hears of.
enum Message {
    /// A browser asks for something.
    Ask(Ask),
    /// Files may have changed.
    Files(News),
    /// The program is to end.
    Stop,
}

/// Why a state of the site came to its end.
enum Next {
    /// The inputs as they are now, and the files that differ in them. Neither when it is the day that
    /// changed.
    Differs(Option<Inputs>, Vec<SitePath>, Instant),
    /// The program is to end.
    Stop,
}

/// A watched site.
struct Watched<'a> {
    common: &'a Common,
    terminal: &'a Terminal,
    settings: Settings,
    options: PreviewOptions,
    root: PathBuf,
    context: PreviewContext,
    server: &'a Server,
    messages: Receiver<Message>,
    /// Whether the site has symbolic links.
    has_links: Cell<bool>,
    /// What may have changed but could not be read for now; the last state is shown until it can.
    unread: RefCell<BTreeSet<PathBuf>>,
    /// What units are edited with; nothing where nothing may be written.
    editor: Option<Editor>,
    /// What is changed, and what opens places in the person's editor.
    own_pages: OwnPages,
}

/// Serves the site until it is interrupted.
pub fn run(arguments: &WatchArgs, common: &Common, terminal: &Terminal) -> Result<Ending, Failure> {
    let settings = Settings {
        levels: levels_of(&arguments.levels)?,
        ..Settings::default()
    };
    check_site_address("--base-url", arguments.base_url.as_ref())?;
    let known = match &arguments.baseline {
        Some(path) => baseline::read(path)?,
        None => Baseline::default(),
    };
    let found = read::find_root(common.root.as_deref())?;
    let root = read::canonical(&found)?;
    let (sender, messages) = channel();
    let secret = arguments.edit.then(new_secret).transpose()?;
    let opener = Opener {
        editor: (arguments.editor.clone()).unwrap_or_else(|| editor::TextEditor::guess(variable)),
        secret: new_secret()?,
    };
    let server = start_server(arguments, secret.clone(), &sender, terminal)?;
    start_watching(arguments, &root, sender);
    let watched = Watched {
        common,
        terminal,
        settings,
        options: PreviewOptions {
            base_url: arguments.base_url.clone(),
            known: Box::new(move |findings, sources| {
                known.subtract(findings, Known::Baseline, sources);
            }),
        },
        context: PreviewContext {
            language: terminal.language,
            forms: arguments.edit.then_some(EDIT),
            open: (opener.editor != editor::TextEditor::None).then(|| opener.secret.clone()),
        },
        has_links: Cell::default(),
        unread: RefCell::default(),
        editor: secret.map(Editor::new),
        own_pages: OwnPages::new(opener),
        root,
        server: &server,
        messages,
    };
    watched.run();
    drop(watched);
    server.stop();
    Ok(Ending::Clean)
}

fn start_server(
    arguments: &WatchArgs,
    secret: Option<String>,
    sender: &Sender<Message>,
    terminal: &Terminal,
) -> Result<Server, Failure> {
    let (asks, stops) = (sender.clone(), sender.clone());
    // Once the site is let go of, there is nobody to tell.
    let ask = move |ask| drop(asks.send(Message::Ask(ask)));
    let stop = move || drop(stops.send(Message::Stop));
    let server = Server::start(arguments.port, secret, ask, stop)?;
    let (wanted, port) = (arguments.port, server.address.port());
    let swedish = terminal.language == Language::Swedish;
    if wanted != 0 && port != wanted {
        terminal.tell(&if swedish {
            format!("port {wanted} är upptagen, så det blir {port}")
        } else {
            format!("port {wanted} is taken, so it is {port}")
        });
    }
    let address = format!("http://{}/", server.address);
    terminal.tell(&if swedish {
        format!("{address} visar webbplatsen, {address}{OWN} alla anmärkningar; avsluta med Ctrl-C")
    } else {
        format!("{address} shows the site, {address}{OWN} all findings; end with Ctrl-C")
    });
    if arguments.open
        && let Err(error) = open_browser(&address)
    {
        terminal.tell(&if swedish {
            format!("webbläsaren kunde inte öppnas: {error}")
        } else {
            format!("the browser cannot be opened: {error}")
        });
    }
    Ok(server)
}

fn start_watching(arguments: &WatchArgs, root: &Path, sender: Sender<Message>) {
    let wanted = if arguments.poll {
        Way::Polling
    } else {
        Way::Events
    };
    watch::start(root, wanted, move |news| {
        sender.send(Message::Files(news)).is_ok()
    });
}

impl Watched<'_> {
    /// Shows one state after the other.
    fn run(&self) {
        let started = Instant::now();
        let (root, today) = (&self.root, self.today());
        let (mut inputs, has_links) =
            rayon::join(|| read::site(root, today), || read::has_links(root));
        self.has_links.set(has_links);
        if self.editor.is_some() {
            self.own_pages.found(&inputs);
        }
        let mut memory = Memory::default();
        let mut last: Option<(Compilation, SharedData)> = None;
        let mut next = Next::Differs(None, Vec::new(), started);
        while let Next::Differs(read, changed, since) = next {
            inputs = read.unwrap_or(inputs);
            inputs.today = self.today();
            let state = catch_unwind(AssertUnwindSafe(|| {
                let (compilation, reusable) = self.compiled(last.take(), &inputs, &changed);
                self.show(compilation, reusable, &inputs, &mut memory, &changed, since)
            }));
            next = match state {
                Ok((next, compilation, parts)) => {
                    last = Some((compilation, parts));
                    next
                }
                Err(_) => self.wait_after_panic(&inputs),
            };
        }
    }

    fn today(&self) -> chrono::NaiveDate {
        self.common.date.unwrap_or_else(today)
    }

    /// The site compiled, from the last compilation where there is one.
    fn compiled(
        &self,
        last: Option<(Compilation, SharedData)>,
        inputs: &Inputs,
        changed: &[SitePath],
    ) -> (Compilation, Reusable) {
        let Some((mut compilation, parts)) = last else {
            return (compile(inputs, &self.settings), Reusable::Nothing);
        };
        let change = update(&mut compilation, inputs, &self.settings, changed);
        (compilation, reusable(parts, change, changed))
    }

    /// Makes a state of the site, tells of it, and answers until the next.
    fn show(
        &self,
        mut compilation: Compilation,
        reusable: Reusable,
        inputs: &Inputs,
        memory: &mut Memory,
        changed: &[SitePath],
        since: Instant,
    ) -> (Next, Compilation, SharedData) {
        let is_new_theme = !matches!(reusable, Reusable::All(..));
        let (mut snapshot, update) =
            Snapshot::new(&mut compilation, reusable, inputs, &self.options, memory);
        self.server.changed();
        self.tell(&snapshot, changed, &update, since.elapsed());
        let samples = if is_new_theme {
            snapshot.samples()
        } else {
            Vec::new()
        };
        let next = self.answer(&mut snapshot, samples, inputs);
        if let Next::Differs(_, changed, _) = &next {
            snapshot.remember(changed);
        }
        let parts = snapshot.into_shared_data();
        (next, compilation, parts)
    }

    /// Answers the browser until something differs. When nobody asks, it tries the samples.
    fn answer(
        &self,
        snapshot: &mut Snapshot<'_>,
        mut samples: Vec<PageAddress>,
        inputs: &Inputs,
    ) -> Next {
        loop {
            let is_unread = !self.unread.borrow().is_empty();
            let wait = match (is_unread, samples.is_empty()) {
                (true, _) => RETRY,
                (_, true) => DAY_CHECK,
                (_, false) => IDLE,
            };
            match self.messages.recv_timeout(wait) {
                Ok(Message::Ask(ask)) => {
                    let since = Instant::now();
                    let (reply, written) = self.reply(snapshot, &ask);
                    // A browser that went away needs no answer.
                    let _ = ask.answer.send(reply);
                    // The next question is answered with what was written.
                    if let Some((inputs, differing)) =
                        written.and_then(|paths| self.hear(inputs, News::Changed(paths)))
                    {
                        return Next::Differs(Some(inputs), differing, since);
                    }
                }
                Ok(Message::Files(news)) => {
                    let since = Instant::now();
                    if let Some((inputs, differing)) = self.hear(inputs, news) {
                        return Next::Differs(Some(inputs), differing, since);
                    }
                }
                Ok(Message::Stop) | Err(RecvTimeoutError::Disconnected) => return Next::Stop,
                Err(RecvTimeoutError::Timeout) if is_unread => {
                    let since = Instant::now();
                    let news = News::Changed(BTreeSet::new());
                    if let Some((inputs, differing)) = self.hear(inputs, news) {
                        return Next::Differs(Some(inputs), differing, since);
                    }
                }
                Err(RecvTimeoutError::Timeout) => {
                    if let Some(sample) = samples.pop() {
                        let update = snapshot.try_page(&sample);
                        if update != Update::default() {
                            self.print(&update, snapshot.sources());
                            self.server.changed();
                        }
                    } else if inputs.today != self.today() {
                        return Next::Differs(None, Vec::new(), Instant::now());
                    }
                }
            }
        }
    }

    /// The answer to a question, and the files that were written for it.
    fn reply(&self, snapshot: &mut Snapshot<'_>, ask: &Ask) -> (Reply, Option<BTreeSet<PathBuf>>) {
        let language = self.context.language;
        let edited = self
            .editor
            .as_ref()
            .and_then(|editor| editor.answer(&self.root, snapshot, language, ask));
        let own = || {
            let (root, settings) = (&self.root, &self.settings);
            let pages = &self.own_pages;
            pages.answer((root, settings), snapshot, &self.context, ask)
        };
        let answered = edited.or_else(|| Some((own()?, None)));
        answered.unwrap_or_else(|| match ask.posted {
            Some(_) => (Reply::text(404, "there is no such form\n"), None),
            None => (reply(snapshot, &self.context, &ask.path, &ask.query), None),
        })
    }

    /// Reads the files that may have changed. Gives the inputs with them, and those that differ, if any.
    fn hear(&self, inputs: &Inputs, news: News) -> Option<(Inputs, Vec<SitePath>)> {
        match news {
            News::Changed(mut paths) => {
                paths.extend(self.unread.take());
                let mut inputs = inputs.clone();
                let differing = self.read_again(&mut inputs, paths.clone());
                if read::failed_for_now(&inputs, &differing) {
                    self.unread.replace(paths);
                    return None;
                }
                (!differing.is_empty()).then_some((inputs, differing))
            }
            News::Polling(reason) => {
                self.terminal.tell(&match self.terminal.language {
                    Language::English => format!(
                        "the system cannot tell of changes ({reason}); looking twice a second"
                    ),
                    Language::Swedish => format!(
                        "systemet kan inte berätta om ändringar ({reason}); tittar efter två gånger i sekunden"
                    ),
                });
                None
            }
        }
    }

    /// Reads what may have changed. Behind a link may be any other file, so with links it is all read.
    fn read_again(&self, inputs: &mut Inputs, mut paths: BTreeSet<PathBuf>) -> Vec<SitePath> {
        if self.has_links.get() || paths.iter().any(|path| path.is_symlink()) {
            self.has_links.set(true);
            paths.insert(self.root.clone());
        }
        read::again(&self.root, inputs, &paths)
    }

    /// Waits for the next change after a fault of the program itself.
    fn wait_after_panic(&self, inputs: &Inputs) -> Next {
        let words = match self.terminal.language {
            Language::English => {
                "something went wrong in the program; it goes on with the next change"
            }
            Language::Swedish => "det blev fel i programmet; det fortsätter vid nästa ändring",
        };
        self.terminal.fail(words);
        loop {
            match self.messages.recv() {
                Ok(Message::Ask(ask)) => drop(ask.answer.send(Reply::text(500, words))),
                Ok(Message::Files(news)) => {
                    let since = Instant::now();
                    if let Some((inputs, differing)) = self.hear(inputs, news) {
                        return Next::Differs(Some(inputs), differing, since);
                    }
                }
                Ok(Message::Stop) | Err(_) => return Next::Stop,
            }
        }
    }

    /// Says what a change did, or what the site is when watching begins.
    fn tell(&self, snapshot: &Snapshot<'_>, changed: &[SitePath], update: &Update, took: Duration) {
        self.print(update, snapshot.sources());
        let language = self.terminal.language;
        let swedish = language == Language::Swedish;
        let took = format!("{} ms", took.as_millis());
        let counts = &snapshot.counts();
        let line = match changed {
            [] => summary::check(snapshot.units(), 0, counts, language),
            [first, others @ ..] => {
                let theme = if swedish { "tema: " } else { "theme: " };
                let first = match first.below("content") {
                    Some(_) => first.to_string(),
                    None => format!("{theme}{first}"),
                };
                let what = match (others.len(), swedish) {
                    (0, _) => first,
                    (more, false) => format!("{first} +{more} files"),
                    (more, true) => format!("{first} +{more} filer"),
                };
                let (new, fixed) = (update.new.len(), update.fixed.len());
                let unassessed = summary::unassessed(snapshot.units().unassessed, language);
                let counts = summary::findings(counts, language) + &unassessed;
                let change = summary::change(new, fixed, language);
                format!("{what}: {change}; {counts}")
            }
        };
        self.terminal.tell(&format!("{line}; {took}"));
        if snapshot.is_gone() {
            self.terminal.fail(if swedish {
                "content/site.toml finns inte; de senaste sidorna visas tills den är tillbaka"
            } else {
                "content/site.toml is not there; the last pages are shown until it is back"
            });
        }
    }

    /// Prints new findings whole and fixed ones as a line each.
    fn print(&self, update: &Update, sources: &Sources) {
        let terminal = self.terminal;
        let finding =
            |finding: &Finding| human::finding(finding, sources, terminal.language, terminal.style);
        let mut text = String::new();
        // Notes ask for nothing; the browser shows them.
        let least = if terminal.talk == Talk::Verbose {
            Level::Note
        } else {
            Level::Warn
        };
        let new: Vec<&Finding> = update.new.iter().filter(|new| new.level >= least).collect();
        for new in new.iter().take(PRINTED) {
            text += &finding(new);
            text.push('\n');
        }
        let swedish = terminal.language == Language::Swedish;
        let word = if swedish { "rättad" } else { "fixed" };
        for FindingKey {
            path,
            code,
            message,
        } in update.fixed.iter().take(PRINTED)
        {
            let message = message.get(terminal.language);
            text += &format!("{word}: {path}: {message} [{code}]\n");
        }
        let more = new.len().saturating_sub(PRINTED) + update.fixed.len().saturating_sub(PRINTED);
        if more > 0 {
            let address = self.server.address;
            text += &if swedish {
                format!("… och {more} till: http://{address}/{OWN}\n")
            } else {
                format!("… and {more} more: http://{address}/{OWN}\n")
            };
        }
        if !text.is_empty() {
            terminal.say(&text);
        }
    }
}
