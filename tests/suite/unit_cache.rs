//! Cached units are neither read nor checked again; the result is the same.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use basutbud::compile::unit_cache::UnitCache;
use basutbud::compile::{Compilation, Settings, compile, compile_with_cache};
use basutbud::text::digest::Digests;
use basutbud::text::inputs::{Content, Inputs};
use proptest::prelude::*;

use crate::memory::{made, unloaded};
use crate::preview::{Edit, apply, small_site};

/// The small site with hours when phones are answered: then nothing is found of one of its units, which
/// leads nowhere.
fn site_with_hours() -> Inputs {
    let mut inputs = small_site();
    for (path, content) in &mut inputs.content {
        if let Content::Text(text) = content
            && path.as_str().contains("/units/")
        {
            let hours =
                "[hours.phone]\nmon-fri = \"08:00-10:00\"\nholiday = \"closed\"\n\n[services]";
            *text = Arc::from(text.replacen("[services]", hours, 1));
        }
    }
    inputs
}

/// A run with the units that an earlier one has cached; it caches its own in their place.
fn run(inputs: &Inputs, cached: &mut Vec<u8>) -> Compilation {
    let digests = Digests::of(inputs);
    let earlier = std::mem::take(cached);
    let known = UnitCache::new(&digests, &blake3::hash(b"program"), Some(&earlier));
    let compilation = compile_with_cache(inputs, &Settings::default(), Some(&known));
    let written = compilation.write_units(&known, cached);
    written.expect("memory takes all");
    compilation
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 16, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_cached_makes_no_difference(
        edits in proptest::collection::vec((0u8..15, 0usize..4, 0usize..80), 1..5),
    ) {
        let original = site_with_hours();
        let mut inputs = original.clone();
        let mut cached = Vec::new();
        run(&inputs, &mut cached);
        for edit in edits {
            let edit: Edit = edit;
            apply(&mut inputs, &original, edit);
            let known = made(&inputs, run(&inputs, &mut cached));
            let anew = made(&inputs, compile(&inputs, &Settings::default()));
            prop_assert_eq!(&known.0, &anew.0);
            for (path, file) in anew.1 {
                prop_assert!(known.1.get(&path) == Some(&file), "{} after {:?}", path, edit);
            }
        }
    }
}

/// How many texts a run reads that knows what an earlier run has cached, when none is held.
fn read(inputs: &Inputs, cached: &[u8]) -> usize {
    let count = Arc::new(AtomicUsize::new(0));
    let (held, counting) = (inputs.content.clone(), count.clone());
    let large = unloaded(inputs, move |path| {
        counting.fetch_add(1, Ordering::Relaxed);
        held[path].clone()
    });
    run(&large, &mut cached.to_vec());
    count.load(Ordering::Relaxed)
}

#[test]
fn a_cached_unit_is_not_read() {
    let original = site_with_hours();
    let mut cached = Vec::new();
    run(&original, &mut cached);
    let all = read(&original, &[]);
    let none = read(&original, &cached);
    assert!(none < all, "{none} of {all}");
    let mut inputs = original.clone();
    // A unit that nothing is found of gets another phone number.
    apply(&mut inputs, &original, (0, 0, 3));
    assert_eq!(read(&inputs, &cached), none + 1);
    // Another day, another rule set, another program: nothing is known.
    let tomorrow = Inputs {
        today: original.today.succ_opt().expect("a day"),
        ..original.clone()
    };
    assert_eq!(read(&tomorrow, &cached), all);
    let mut ruled = original.clone();
    apply(&mut ruled, &original, (9, 0, 2));
    assert_eq!(read(&ruled, &cached), all);
    let digests = Digests::of(&original);
    let another = UnitCache::new(&digests, &blake3::hash(b"another"), Some(&cached));
    let compilation = compile_with_cache(&original, &Settings::default(), Some(&another));
    let mut anew = Vec::new();
    compilation
        .write_units(&another, &mut anew)
        .expect("memory takes all");
    assert_eq!(read(&original, &anew), all);
    // Where the bytes are cut, nothing of them is used.
    assert_eq!(read(&original, &cached[..cached.len() / 2]), all);
}
