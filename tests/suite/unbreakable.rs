//! What watch mode bears without an end: files that are no files, full disks, limits of the system,
//! thousands of changes at once. And what it is told on the command line about editors and baselines.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::harness::{TODAY, files_below, repository};
use crate::watch::{PAGE, UNIT, UNITS, Watch, copy, until};

const PROGRAM: &str = env!("CARGO_BIN_EXE_basutbud");

/// A new phone number in a unit, and that it is shown.
fn saves(watch: &Watch) {
    watch.edit(UNIT, "0980-31 92 43", "0980-31 92 66");
    watch.until_shows(PAGE, "0980-31 92 66");
    watch.edit(UNIT, "0980-31 92 66", "0980-31 92 43");
    watch.until_shows(PAGE, "0980-31 92 43");
}

/// The program behind a line of shell.
fn behind(shell: &str) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{shell}; exec \"$0\" \"$@\""), PROGRAM]);
    command
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_told_and_goes_by() {
    let watch = Watch::start(&["--port", "0"]);
    let unit = |name: &str| watch.path(&format!("{UNITS}/{name}"));
    let page = |name: &str| format!("/region-norrhavet/{name}/");
    let text = fs::read_to_string(watch.path(UNIT)).expect("a text");
    let link = |to: &str, name: &str| {
        std::os::unix::fs::symlink(to, unit(name)).expect("linked");
    };

    // A link to nothing, then to something.
    link("finns-inte.toml", "lank.toml");
    watch.until_found("unreadable-file");
    fs::write(unit("finns-inte.toml"), text.replace("N004", "N901")).expect("written");
    watch.until_page(&page("finns-inte"), |page| page.status == 200);
    for name in ["lank.toml", "finns-inte.toml"] {
        fs::remove_file(unit(name)).expect("removed");
    }
    until("the end of it", || {
        (!watch.codes().contains(&"unreadable-file".to_owned())).then_some(())
    });

    // A folder that is called as a file would be, and a pipe, which a reader would wait at for ever.
    fs::create_dir(unit("mapp.toml")).expect("a folder");
    fs::write(unit("mapp.toml/inuti.toml"), text.replace("N004", "N902")).expect("written");
    watch.until_page(&page("inuti"), |page| page.status == 200);
    let made = Command::new("mkfifo").arg(unit("ror.toml")).status();
    assert!(made.expect("mkfifo runs").success());
    watch.until_found("unreadable-file");
    saves(&watch);
    fs::remove_file(unit("ror.toml")).expect("removed");

    // Bytes that are no text, in a text beside a unit and in a template.
    let about = watch.path(&UNIT.replace(".toml", ".md"));
    fs::write(&about, b"Vi finns \xff\xfe").expect("written");
    watch.until_found("unreadable-file");
    saves(&watch);
    fs::write(&about, "Vi finns vid havet.").expect("written");
    watch.until_shows(PAGE, "vid havet");
    let template = watch.path("themes/default/templates/unit.html");
    fs::create_dir_all(template.parent().expect("a folder")).expect("a folder");
    fs::write(&template, b"\xff").expect("written");
    watch.until_found("template-fault");
    fs::remove_file(&template).expect("removed");
    until("the end of it", || {
        (!watch.codes().contains(&"template-fault".to_owned())).then_some(())
    });
    saves(&watch);
    assert_eq!(watch.differences(), Vec::<String>::new());
}

#[test]
fn half_a_file_is_a_fault_until_the_rest_comes() {
    let watch = Watch::start(&["--port", "0"]);
    let good = watch.get(PAGE).text();
    let text = fs::read_to_string(watch.path(UNIT)).expect("a text");
    let half = text.find("[contact]").expect("a table") + 4;
    for _ in 0..3 {
        fs::write(watch.path(UNIT), &text[..half]).expect("written");
        until("the fault", || {
            (watch.state(PAGE)["stale"] == true).then_some(())
        });
        assert_eq!(watch.get(PAGE).text(), good);
        fs::write(watch.path(UNIT), &text).expect("written");
        until("its end", || {
            (watch.state(PAGE)["stale"] == false).then_some(())
        });
    }
    assert_eq!(watch.differences(), Vec::<String>::new());
}

#[test]
fn folders_are_renamed_and_moved() {
    let watch = Watch::start(&["--port", "0"]);
    let region = watch.path("content/region-norrhavet");
    let renamed = watch.path("content/region-soderhavet");
    fs::rename(&region, &renamed).expect("renamed");
    watch.until_page("/region-soderhavet/mottagningen-storgrund/", |page| {
        page.status == 200
    });
    assert_eq!(watch.get(PAGE).status, 404);
    fs::rename(&renamed, &region).expect("renamed");
    watch.until_page(PAGE, |page| page.status == 200);

    let inner = watch.path(&format!("{UNITS}/inre/djupt"));
    fs::create_dir_all(&inner).expect("folders");
    let moved = inner.join("mottagningen-storgrund.toml");
    fs::rename(watch.path(UNIT), &moved).expect("moved");
    fs::rename(
        watch.path(&format!("{UNITS}/inre")),
        watch.path(&format!("{UNITS}/ytter")),
    )
    .expect("renamed");
    let now = format!("{UNITS}/ytter/djupt/mottagningen-storgrund.toml");
    until("the file at its new place", || {
        let state = watch.state(PAGE);
        let path = state["findings"][0]["path"].as_str()?;
        (path == now).then_some(())
    });
    watch.edit(&now, "0980-31 92 43", "0980-31 92 66");
    watch.until_shows(PAGE, "0980-31 92 66");
    assert_eq!(watch.differences(), Vec::<String>::new());
}

#[cfg(unix)]
#[test]
fn a_full_disk_stops_nothing() {
    // No file may grow by a byte, and what is printed meets a full device.
    let mut command = behind("ulimit -f 0");
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        command.stdout(Stdio::from(full));
    }
    let watch = Watch::start_by(command, &["--port", "0"]);
    saves(&watch);
    watch.edit(
        UNIT,
        "[services]",
        "[services]\nfinns-inte = \"https://a.example/\"",
    );
    watch.until_found("unknown-service");
    saves(&watch);
}

/// A shell that lowers the number of folders that may be watched, in a user namespace of its own;
/// nothing where there are none.
#[cfg(target_os = "linux")]
fn with_few_watches(most: usize) -> Option<Command> {
    let limit = format!("echo {most} > /proc/sys/user/max_inotify_watches");
    let may = Command::new("unshare")
        .args(["--user", "--map-root-user", "sh", "-c", &limit])
        .stderr(Stdio::null())
        .status();
    if !may.is_ok_and(|status| status.success()) {
        return None;
    }
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "sh", "-c"])
        .args([&format!("{limit}; exec \"$0\" \"$@\""), PROGRAM])
        .stdout(Stdio::null());
    Some(command)
}

#[cfg(target_os = "linux")]
#[test]
fn without_watches_the_files_are_looked_at() {
    const WORDS: &str = "looking twice a second";
    // None from the start.
    let Some(command) = with_few_watches(1) else {
        return;
    };
    let watch = Watch::start_by(command, &["--port", "0"]);
    saves(&watch);
    assert!(watch.has_told(WORDS), "{:?}", watch.told);

    // Too few for the folders that come later.
    let Some(command) = with_few_watches(20) else {
        return;
    };
    let watch = Watch::start_by(command, &["--port", "0"]);
    saves(&watch);
    assert!(!watch.has_told(WORDS), "{:?}", watch.told);
    let text = fs::read_to_string(watch.path(UNIT)).expect("a text");
    for number in 0..30 {
        let folder = watch.path(&format!("{UNITS}/mapp-{number}"));
        fs::create_dir(&folder).expect("a folder");
        let unit = text.replace("N004", &format!("F{number:03}"));
        fs::write(folder.join(format!("enhet-{number}.toml")), unit).expect("written");
    }
    watch.until_page("/region-norrhavet/enhet-29/", |page| page.status == 200);
    assert!(watch.has_told(WORDS), "{:?}", watch.told);
    let last = format!("{UNITS}/mapp-29/enhet-29.toml");
    watch.edit(&last, "0980-31 92 43", "0980-31 92 66");
    watch.until_shows("/region-norrhavet/enhet-29/", "0980-31 92 66");
}

#[test]
fn a_checkout_of_a_thousand_files_is_gathered() {
    let root = tempfile::tempdir().expect("a folder");
    copy(
        &repository().join("tests/sites/third-region/content"),
        &root.path().join("content"),
    );
    let git = |root: &Path, arguments: &[&str]| {
        let done = Command::new("git")
            .arg("-C")
            .arg(root)
            .args(["-c", "user.name=a", "-c", "user.email=a@example.se"])
            .args(["-c", "gc.auto=0", "-c", "init.defaultBranch=main"])
            .args(arguments)
            .output();
        let done = done.expect("git runs");
        assert!(done.status.success(), "{done:?}");
    };
    let text = fs::read_to_string(root.path().join(UNIT)).expect("a text");
    let write = |phone: &str| {
        for number in 0..1000 {
            let unit = text
                .replace("N004", &format!("C{number:03}"))
                .replace("0980-31 92 43", phone);
            let file = root.path().join(format!("{UNITS}/enhet-{number}.toml"));
            fs::write(file, unit).expect("written");
        }
    };
    git(root.path(), &["init", "--quiet"]);
    for (branch, phone) in [("main", "0980-31 92 43"), ("annan", "0980-31 92 66")] {
        write(phone);
        if branch != "main" {
            git(root.path(), &["checkout", "--quiet", "-b", branch]);
        }
        git(root.path(), &["add", "content"]);
        git(root.path(), &["commit", "--quiet", "-m", branch]);
    }
    let mut command = Command::new(PROGRAM);
    command
        .args([
            "watch", "--port", "0", "--date", TODAY, "--lang", "en", "--root",
        ])
        .arg(root.path())
        .stdout(Stdio::null());
    git(root.path(), &["checkout", "--quiet", "main"]);
    let watch = Watch::watching(root, command);
    assert!(
        watch
            .get("/region-norrhavet/enhet-999/")
            .text()
            .contains("0980-31 92 43")
    );
    git(watch.root.path(), &["checkout", "--quiet", "annan"]);
    for number in [0, 500, 999] {
        watch.until_shows(
            &format!("/region-norrhavet/enhet-{number}/"),
            "0980-31 92 66",
        );
    }
    until("the change to be told", || {
        (watch.rebuilds() > 0).then_some(())
    });
    // One on a machine at rest; a busy one may need longer for the files than a change is held back.
    assert!(watch.rebuilds() <= 20, "{:?}", watch.told);
    assert_eq!(files_below(&watch.path(UNITS)).len(), 1011);
}

#[test]
fn links_let_the_server_open_the_editor() {
    let link = |editor: &str| {
        let watch = Watch::start(&["--port", "0", "--editor", editor]);
        watch.state(PAGE)["findings"][0]["open"].clone()
    };
    for editor in ["zed", "my://open?f={path}&l={line}"] {
        let link = link(editor);
        let link = link.as_str().expect("a link");
        assert!(
            link.starts_with("/__basutbud/open?secret=") && link.contains("storgrund.toml"),
            "{link}"
        );
    }
    assert!(link("none").is_null());
    let refused = Command::new(PROGRAM)
        .args(["watch", "--editor", "emacs"])
        .output();
    let refused = refused.expect("the program runs");
    assert_eq!(refused.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&refused.stderr).contains("vscodium"));
}

#[test]
fn known_findings_are_set_aside() {
    let folder = tempfile::tempdir().expect("a folder");
    let baseline = folder.path().join("kant.json");
    let baseline = baseline.to_str().expect("a path");
    let written = Command::new(PROGRAM)
        .args([
            "check",
            "--date",
            TODAY,
            "--write-baseline",
            baseline,
            "--root",
        ])
        .arg(repository().join("tests/sites/third-region"))
        .output();
    assert_ne!(written.expect("the program runs").status.code(), Some(2));
    let watch = Watch::start(&["--port", "0", "--baseline", baseline]);
    assert_eq!(watch.codes(), Vec::<String>::new());
    watch.edit(
        UNIT,
        "[services]",
        "[services]\nfinns-inte = \"https://a.example/\"",
    );
    watch.until_found("unknown-service");
    assert_eq!(watch.codes(), ["unknown-service"]);
    assert_eq!(
        watch.state(PAGE)["findings"].as_array().map(Vec::len),
        Some(1)
    );
}
