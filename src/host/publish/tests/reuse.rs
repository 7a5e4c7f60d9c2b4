//! What is known to be made from the same is not made again; what is not certain is.

use super::*;

fn made_from(what: &str) -> Hash {
    blake3::hash(what.as_bytes())
}

fn run(what: &str) -> Run {
    Run {
        made_from: made_from(what),
        seen: None,
        counts: "0 errors".to_owned(),
    }
}

/// Publishes two pages, each made from its own words, by a run with a name.
fn published(output: &Path, one: &str, two: &str, name: &str) -> Published {
    let publisher = Publisher::open(output, &[]).expect("open");
    for (path, words) in [("a/index.html", one), ("b/index.html", two)] {
        let from = made_from(words);
        if !publisher.reuse(Stage::Page, path, &from).expect("looked") {
            publisher
                .offer_made(Stage::Page, path, words.as_bytes(), Some(from))
                .expect("taken");
        }
    }
    publisher
        .commit_as(Some(run(name)), &[])
        .expect("published")
}

fn bytes(output: &Path, path: &str) -> String {
    fs::read_to_string(output.join(path)).expect("a page")
}

#[test]
fn what_is_made_from_the_same_is_reused_and_the_rest_is_written() {
    let (_base, output) = folder();
    assert_eq!(published(&output, "one", "two", "first").written, 2);
    let second = published(&output, "one", "other", "second");
    assert_eq!((second.written, second.unchanged), (1, 1));
    assert_eq!(bytes(&output, "a/index.html"), "one");
    assert_eq!(bytes(&output, "b/index.html"), "other");
}

#[test]
fn a_page_that_does_not_stand_as_written_is_not_reused() {
    let (_base, output) = folder();
    published(&output, "one", "two", "first");
    fs::write(output.join("a/index.html"), "ONE").expect("written");
    fs::remove_file(output.join("b/index.html")).expect("removed");
    let publisher = Publisher::open(&output, &[]).expect("open");
    for (path, words) in [("a/index.html", "one"), ("b/index.html", "two")] {
        let reused = publisher.reuse(Stage::Page, path, &made_from(words));
        assert!(!reused.expect("looked"), "{path}");
    }
}

const LONG: &str = "units.json";

/// Publishes a long file of a head and parts, each made from its own words.
fn published_long(output: &Path, parts: &[&str]) -> Published {
    let publisher = Publisher::open(output, &[]).expect("open");
    let mut file = publisher.begin_long(Stage::List, LONG).expect("begun");
    file.add(b"head ").expect("taken");
    for words in parts {
        file.add_part(words.as_bytes(), made_from(words))
            .expect("taken");
    }
    file.end(Some(made_from(&parts.concat()))).expect("offered");
    publisher.commit().expect("published")
}

/// The part of what is published that is made from some words.
fn part_published(output: &Path, words: &str) -> Option<String> {
    let publisher = Publisher::open(output, &[]).expect("open");
    let parts = publisher.parts_published(LONG).expect("looked")?;
    let part = parts.part(&made_from(words))?;
    Some(String::from_utf8(part).expect("text"))
}

#[test]
fn a_part_that_is_made_from_the_same_is_taken_from_what_is_published() {
    let (_base, output) = folder();
    published_long(&output, &["one", "other", ""]);
    for words in ["one", "other", ""] {
        assert_eq!(part_published(&output, words).as_deref(), Some(words));
    }
    assert_eq!(part_published(&output, "another"), None);
    // Also of a file that a later build found to be the same, or took over as a whole.
    published_long(&output, &["one", "other", ""]);
    assert_eq!(part_published(&output, "one").as_deref(), Some("one"));
    let publisher = Publisher::open(&output, &[]).expect("open");
    let reused = publisher.reuse(Stage::List, LONG, &made_from("oneother"));
    assert!(reused.expect("looked"));
    publisher.commit().expect("published");
    assert_eq!(part_published(&output, "one").as_deref(), Some("one"));
    // A new file has new parts only.
    published_long(&output, &["new"]);
    assert_eq!(part_published(&output, "one"), None);
    assert_eq!(part_published(&output, "new").as_deref(), Some("new"));
}

#[test]
fn a_part_of_a_file_that_does_not_stand_as_written_is_not_taken() {
    let (_base, output) = folder();
    published_long(&output, &["one", "other"]);
    fs::write(output.join(LONG), "head oneOTHER").expect("written");
    assert_eq!(part_published(&output, "one"), None);
    fs::remove_file(output.join(LONG)).expect("removed");
    assert_eq!(part_published(&output, "one"), None);
}

#[test]
fn a_page_behind_a_link_is_not_reused() {
    let (base, output) = folder();
    published(&output, "one", "two", "first");
    let elsewhere = base.path().join("elsewhere");
    fs::rename(output.join("a"), &elsewhere).expect("moved");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&elsewhere, output.join("a")).expect("linked");
    let publisher = Publisher::open(&output, &[]).expect("open");
    let reused = publisher.reuse(Stage::Page, "a/index.html", &made_from("one"));
    assert!(!reused.expect("looked"));
    let all = publisher.nothing_new(&made_from("first"));
    assert_eq!(all.expect("looked"), None);
}

#[cfg(unix)]
#[test]
fn one_link_among_many_folders_is_seen() {
    let (base, output) = folder();
    let publisher = Publisher::open(&output, &[]).expect("open");
    for number in 0..40 {
        let path = format!("units/{number}/index.html");
        publisher.offer(Stage::Page, &path, b"page").expect("taken");
    }
    let published = publisher.commit_as(Some(run("first")), &[]);
    assert_eq!(published.expect("published").written, 40);
    let stands = || {
        let publisher = Publisher::open(&output, &[]).expect("open");
        let found = publisher.nothing_new(&made_from("first"));
        found.expect("looked").is_some()
    };
    assert!(stands());
    let (page, elsewhere) = (output.join("units/23"), base.path().join("elsewhere"));
    fs::rename(&page, &elsewhere).expect("moved");
    assert!(!stands());
    std::os::unix::fs::symlink(&elsewhere, &page).expect("linked");
    assert!(!stands());
    fs::remove_file(&page).expect("removed");
    fs::rename(&elsewhere, &page).expect("moved");
    assert!(stands());
}

#[test]
fn a_page_that_only_was_touched_is_reused() {
    let (_base, output) = folder();
    published(&output, "one", "two", "first");
    fs::write(output.join("a/index.html"), "one").expect("written");
    let publisher = Publisher::open(&output, &[]).expect("open");
    let reused = publisher.reuse(Stage::Page, "a/index.html", &made_from("one"));
    assert!(reused.expect("looked"));
}

#[test]
fn the_same_run_has_nothing_to_do_while_all_stands() {
    let (_base, output) = folder();
    published(&output, "one", "two", "first");
    let looked = |name: &str| {
        let publisher = Publisher::open(&output, &[]).expect("open");
        let found = publisher.nothing_new(&made_from(name)).expect("looked");
        found.map(|(run, files)| (run.counts.clone(), files))
    };
    assert_eq!(looked("first"), Some(("0 errors".to_owned(), 2)));
    assert_eq!(looked("another"), None);
    fs::remove_file(output.join("b/index.html")).expect("removed");
    assert_eq!(looked("first"), None);
}

#[test]
fn a_build_that_was_killed_is_not_taken_for_a_whole_one() {
    let (_base, output) = folder();
    published(&output, "one", "two", "first");
    let work = output.join(crate::publish::WORK);
    fs::copy(work.join("manifest"), work.join("journal")).expect("copied");
    let publisher = Publisher::open(&output, &[]).expect("open");
    assert!(
        publisher
            .nothing_new(&made_from("first"))
            .expect("looked")
            .is_none()
    );
}

#[test]
fn stamps_of_the_last_moment_are_trusted_by_the_next_build() {
    let (_base, output) = folder();
    published(&output, "one", "two", "first");
    let publisher = Publisher::open(&output, &[]).expect("open");
    assert!(!publisher.has_fresh(&publisher.record.owned));
}

#[test]
fn stamps_that_were_too_fresh_are_trusted_once_all_was_found_standing() {
    let (_base, output) = folder();
    published(&output, "one", "two", "first");
    // A clock that ticks slowly: the stamps were written in the tick of the files.
    let stamps = output.join(".basutbud/stamps");
    let file = fs::File::options().write(true).open(&stamps).expect("open");
    let page = fs::metadata(output.join("a/index.html")).and_then(|it| it.modified());
    file.set_modified(page.expect("a time")).expect("set");
    drop(file);
    let look = || {
        let publisher = Publisher::open(&output, &[]).expect("open");
        let all = publisher.nothing_new(&made_from("first")).expect("looked");
        assert_eq!(all.map(|(_, files)| files), Some(2));
        publisher.has_fresh(&publisher.record.owned)
    };
    // The clock of the file system ticks on, and with it the stamps come of age.
    while look() {}
    assert!(!look());
    assert_eq!(bytes(&output, "a/index.html"), "one");
}
