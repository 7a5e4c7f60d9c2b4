//! Writes a site of many units: `cargo run --example large-site -- FOLDER 10000 [findings]`. The folder must be
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
    let (folder, units, findings) = match arguments.as_slice() {
        [folder, units] => (folder, units, generate::Findings::None),
        [folder, units, word] if word == "findings" => (folder, units, generate::Findings::InMost),
        _ => {
            eprintln!("usage: large-site FOLDER UNITS [findings]");
            std::process::exit(2);
        }
    };
    let units = units.parse().map_err(std::io::Error::other)?;
    generate::site(Path::new(folder), units, findings)
}
