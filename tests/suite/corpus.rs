//! The corpus of the fuzz targets in `tests/fuzz/`, replayed with stable Rust, as it is and mutated.

use std::fs;
use std::sync::LazyLock;

use proptest::prelude::*;

use crate::harness::{files_below, repository};

#[path = "../fuzz/entries.rs"]
mod entries;

/// The files of the corpus, each with its target.
static CORPUS: LazyLock<Vec<(&str, Vec<u8>)>> = LazyLock::new(|| {
    let corpus = repository().join("tests/fuzz/corpus");
    let of_target = |(target, _): &(&'static str, fn(&[u8]))| {
        let files = files_below(&corpus.join(target));
        assert!(!files.is_empty(), "{target} has no corpus");
        let read = |file| (*target, fs::read(file).expect("the file can be read"));
        files.into_iter().map(read).collect::<Vec<_>>()
    };
    entries::TARGETS.iter().flat_map(of_target).collect()
});

#[test]
fn every_file_of_the_corpus_goes_through_its_target() {
    for (target, bytes) in &*CORPUS {
        entries::run(target, bytes);
    }
}

#[test]
fn every_target_is_a_program_of_the_fuzz_project() {
    let manifest = repository().join("tests/fuzz/Cargo.toml");
    let manifest = fs::read_to_string(manifest).expect("a manifest");
    let listed = manifest.matches("[[bin]]").count();
    assert_eq!(listed, entries::TARGETS.len());
    for (target, _) in entries::TARGETS {
        let program = format!("fuzz_targets/{target}.rs");
        assert!(manifest.contains(&program), "{target}");
        assert!(
            repository().join("tests/fuzz").join(program).exists(),
            "{target}"
        );
    }
}

/// Something that happens to a file: bytes are taken out, put in, or put in from another place.
#[derive(Clone, Debug)]
struct Mutation {
    at: prop::sample::Index,
    length: usize,
    from: prop::sample::Index,
    put: Vec<u8>,
}

fn mutation() -> impl Strategy<Value = Mutation> {
    let signs = prop::sample::select(&b"\"'[]{}=#.,\n\\<>&|-0 \x00\xff"[..]);
    let put = prop::collection::vec(prop_oneof![3 => signs, 1 => any::<u8>()], 0..4);
    let places = (any::<prop::sample::Index>(), any::<prop::sample::Index>());
    (places, 0usize..24, put).prop_map(|((at, from), length, put)| Mutation {
        at,
        length,
        from,
        put,
    })
}

fn mutate(bytes: &mut Vec<u8>, mutation: &Mutation) {
    let at = mutation.at.index(bytes.len() + 1);
    let end = (at + mutation.length).min(bytes.len());
    let from = mutation.from.index(bytes.len() + 1);
    let to = (from + mutation.length / 2).min(bytes.len());
    let copied = bytes[from..to].to_vec();
    bytes.splice(at..end, mutation.put.iter().copied().chain(copied));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn mutants_of_the_corpus_go_through_their_target(
        which in any::<prop::sample::Index>(),
        mutations in prop::collection::vec(mutation(), 1..6),
    ) {
        let (target, bytes) = &CORPUS[which.index(CORPUS.len())];
        let mut bytes = bytes.clone();
        mutations.iter().for_each(|mutation| mutate(&mut bytes, mutation));
        entries::run(target, &bytes);
    }
}
