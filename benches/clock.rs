//! What every benchmark begins with: the sizes it is asked for, and the clock.

use std::time::{Duration, Instant};

/// The sizes of sites that the command line names; else 1,000 and 10,000 units. `cargo bench` and
/// `cargo test --benches` hand flags over that mean nothing here.
pub fn sizes() -> Vec<usize> {
    let named = std::env::args().filter_map(|argument| argument.parse().ok());
    let named: Vec<usize> = named.collect();
    if named.is_empty() {
        vec![1_000, 10_000]
    } else {
        named
    }
}

/// How long some work takes.
pub fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// The time in the middle of several, and the longest.
pub fn middle_and_last(times: &[Duration]) -> (Duration, Duration) {
    let mut times = times.to_vec();
    times.sort();
    let at = |at: usize| times.get(at).copied().unwrap_or_default();
    (at(times.len() / 2), at(times.len().saturating_sub(1)))
}
