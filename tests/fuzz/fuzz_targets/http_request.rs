//! Any bytes as a request to the server of watch mode.
#![no_main]

#[path = "../entries.rs"]
mod entries;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| entries::run("http_request", bytes));
