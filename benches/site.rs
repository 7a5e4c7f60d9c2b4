//! Writes a site of many units: `cargo run --example large-site -- FOLDER 10000`. The folder must be
//! empty or missing.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "a program of its own, which writes files and tells how it is called"
)]

mod generate;

use std::path::Path;

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, units] = arguments.as_slice() else {
        eprintln!("usage: large-site FOLDER UNITS");
        std::process::exit(2);
    };
    let units = units.parse().map_err(std::io::Error::other)?;
    generate::site(Path::new(folder), units)
}
