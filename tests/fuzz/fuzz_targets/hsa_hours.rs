//! Any bytes as hours in the form of the HSA directory.
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::run("hsa_hours", bytes));
