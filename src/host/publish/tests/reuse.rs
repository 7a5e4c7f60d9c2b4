//! What is known to be rendered from the same is not rendered again; what is not certain is.

use super::*;

fn hash(what: &str) -> Hash {
    blake3::hash(what.as_bytes())
}

/// A publisher that uses what an earlier build has found out.
fn open(output: &Path, cached: Option<&Outputs>) -> Publisher {
    let mut publisher = Publisher::open(output, &[]).expect("open");
    publisher.use_cache(cached.cloned());
    publisher
}

/// Publishes two pages, each rendered from its own words.
fn published(
    output: &Path,
    (one, two): (&str, &str),
    cached: Option<&Outputs>,
) -> (Published, Outputs) {
    let publisher = open(output, cached);
    for (path, words) in [("a/index.html", one), ("b/index.html", two)] {
        let from = hash(words);
        if !publisher.reuse(Stage::Page, path, &from).expect("looked") {
            publisher
                .offer_with(Stage::Page, path, words.as_bytes(), Some(from))
                .expect("taken");
        }
    }
    publisher.commit_for_cache().expect("published")
}

fn bytes(output: &Path, path: &str) -> String {
    fs::read_to_string(output.join(path)).expect("a page")
}

#[test]
fn what_is_made_from_the_same_is_reused_and_the_rest_is_written() {
    let (_base, output) = folder();
    let (first, cached) = published(&output, ("one", "two"), None);
    assert_eq!(first.written, 2);
    let (second, _) = published(&output, ("one", "other"), Some(&cached));
    assert_eq!((second.written, second.unchanged), (1, 1));
    assert_eq!(bytes(&output, "a/index.html"), "one");
    assert_eq!(bytes(&output, "b/index.html"), "other");
}

#[test]
fn a_page_that_does_not_stand_as_written_is_not_reused() {
    let (_base, output) = folder();
    let (_, cached) = published(&output, ("one", "two"), None);
    fs::write(output.join("a/index.html"), "ONE").expect("written");
    fs::remove_file(output.join("b/index.html")).expect("removed");
    let publisher = open(&output, Some(&cached));
    for (path, words) in [("a/index.html", "one"), ("b/index.html", "two")] {
        let reused = publisher.reuse(Stage::Page, path, &hash(words));
        assert!(!reused.expect("looked"), "{path}");
    }
}

const LONG: &str = "units.json";

/// Publishes a long file of a head and chunks, each rendered from its own words.
fn published_long(output: &Path, chunks: &[&str], cached: Option<&Outputs>) -> Outputs {
    let publisher = open(output, cached);
    let mut file = publisher.begin_chunked(Stage::List, LONG).expect("begun");
    file.add(b"head ").expect("taken");
    for words in chunks {
        file.add_chunk(words.as_bytes(), hash(words))
            .expect("taken");
    }
    file.end(Some(hash(&chunks.concat()))).expect("offered");
    publisher.commit_for_cache().expect("published").1
}

/// The chunk of what is published that is rendered from some words.
fn published_chunk(output: &Path, words: &str, cached: &Outputs) -> Option<String> {
    let publisher = open(output, Some(cached));
    let chunks = publisher.published_chunks(LONG).expect("looked")?;
    let chunk = chunks.chunk(&hash(words))?;
    Some(String::from_utf8(chunk).expect("text"))
}

#[test]
fn a_chunk_that_is_rendered_from_the_same_is_taken_from_what_is_published() {
    let (_base, output) = folder();
    let cached = published_long(&output, &["one", "other", ""], None);
    for words in ["one", "other", ""] {
        assert_eq!(
            published_chunk(&output, words, &cached).as_deref(),
            Some(words)
        );
    }
    assert_eq!(published_chunk(&output, "another", &cached), None);
    // Also of a file that a later build found to be the same, or took over as a whole.
    let cached = published_long(&output, &["one", "other", ""], Some(&cached));
    assert_eq!(
        published_chunk(&output, "one", &cached).as_deref(),
        Some("one")
    );
    let publisher = open(&output, Some(&cached));
    let reused = publisher.reuse(Stage::List, LONG, &hash("oneother"));
    assert!(reused.expect("looked"));
    let (_, cached) = publisher.commit_for_cache().expect("published");
    assert_eq!(
        published_chunk(&output, "one", &cached).as_deref(),
        Some("one")
    );
    // A new file has new chunks only.
    let cached = published_long(&output, &["new"], Some(&cached));
    assert_eq!(published_chunk(&output, "one", &cached), None);
    assert_eq!(
        published_chunk(&output, "new", &cached).as_deref(),
        Some("new")
    );
}

#[test]
fn a_chunk_of_a_file_that_does_not_stand_as_written_is_not_taken() {
    let (_base, output) = folder();
    let cached = published_long(&output, &["one", "other"], None);
    fs::write(output.join(LONG), "head oneOTHER").expect("written");
    assert_eq!(published_chunk(&output, "one", &cached), None);
    fs::remove_file(output.join(LONG)).expect("removed");
    assert_eq!(published_chunk(&output, "one", &cached), None);
}

#[test]
fn a_page_behind_a_link_is_not_reused() {
    let (base, output) = folder();
    let (_, cached) = published(&output, ("one", "two"), None);
    let elsewhere = base.path().join("elsewhere");
    fs::rename(output.join("a"), &elsewhere).expect("moved");
    #[cfg(unix)]
    std::os::unix::fs::symlink(&elsewhere, output.join("a")).expect("linked");
    let publisher = open(&output, Some(&cached));
    let reused = publisher.reuse(Stage::Page, "a/index.html", &hash("one"));
    assert!(!reused.expect("looked"));
    assert!(publisher.unchanged().expect("looked").is_none());
}

#[cfg(unix)]
#[test]
fn one_link_among_many_folders_is_seen() {
    let (base, output) = folder();
    let publisher = open(&output, None);
    for number in 0..40 {
        let path = format!("units/{number}/index.html");
        publisher.offer(Stage::Page, &path, b"page").expect("taken");
    }
    let (published, cached) = publisher.commit_for_cache().expect("published");
    assert_eq!(published.written, 40);
    let stands = || {
        let publisher = open(&output, Some(&cached));
        publisher.unchanged().expect("looked").is_some()
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
    let (_, cached) = published(&output, ("one", "two"), None);
    fs::write(output.join("a/index.html"), "one").expect("written");
    let publisher = open(&output, Some(&cached));
    let reused = publisher.reuse(Stage::Page, "a/index.html", &hash("one"));
    assert!(reused.expect("looked"));
}

#[test]
fn what_stands_as_it_was_published_is_unchanged() {
    let (_base, output) = folder();
    let (_, cached) = published(&output, ("one", "two"), None);
    let look = |cached: Option<&Outputs>| {
        let unchanged = open(&output, cached).unchanged().expect("looked");
        unchanged.map(|unchanged| unchanged.files)
    };
    assert_eq!(look(Some(&cached)), Some(2));
    assert_eq!(look(None), Some(2));
    fs::remove_file(output.join("b/index.html")).expect("removed");
    assert_eq!(look(Some(&cached)), None);
}

#[test]
fn a_build_that_was_killed_is_not_taken_for_a_whole_one() {
    let (_base, output) = folder();
    let (_, cached) = published(&output, ("one", "two"), None);
    let work = output.join(crate::publish::WORK);
    fs::copy(work.join("manifest"), work.join("journal")).expect("copied");
    let publisher = open(&output, Some(&cached));
    assert_eq!(publisher.manifest(), None);
    assert!(publisher.unchanged().expect("looked").is_none());
    // What the cache knows of the files of the manifest still holds.
    let reused = publisher.reuse(Stage::Page, "a/index.html", &hash("one"));
    assert!(reused.expect("looked"));
}

#[test]
fn what_is_known_of_another_manifest_is_passed_over() {
    let (_base, output) = folder();
    let (_, first) = published(&output, ("one", "two"), None);
    published(&output, ("one", "other"), Some(&first));
    let publisher = open(&output, Some(&first));
    let reused = publisher.reuse(Stage::Page, "a/index.html", &hash("one"));
    assert!(!reused.expect("looked"));
}

/// Stats are kept where the tests run on a file system that is known.
#[cfg(target_os = "linux")]
#[test]
fn stats_of_what_a_build_wrote_are_kept_once_the_clock_has_passed() {
    let (base, output) = folder();
    if crate::host::stat::clock(base.path()).is_none() {
        return skip("the file system is not known");
    }
    let (_, cached) = published(&output, ("one", "two"), None);
    let stat = |output: &Output| output.stat;
    assert_eq!(cached.files.iter().filter_map(stat).count(), 2);
    // A file that somebody else has written just now is read, until it has been settled for a while.
    fs::write(output.join("a/index.html"), "one").expect("written");
    let unchanged = open(&output, Some(&cached)).unchanged();
    let unchanged = unchanged.expect("looked").expect("the same bytes");
    let news = unchanged.outputs.expect("one stat is another");
    assert_eq!(news.files.iter().filter_map(stat).count(), 1);
    let again = open(&output, Some(&news)).unchanged();
    assert!(again.expect("looked").expect("the same").outputs.is_none());
}

#[test]
fn without_a_cache_nothing_is_known() {
    let (_base, output) = folder();
    let publisher = Publisher::open(&output, &[]).expect("open");
    publisher.offer(Stage::Page, "a", b"one").expect("taken");
    let (_, outputs) = publisher.commit_for_cache().expect("published");
    assert_eq!(outputs.files, [Output::default()]);
}
