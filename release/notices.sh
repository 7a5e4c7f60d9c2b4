#!/bin/sh
# sh release/notices.sh DIR: writes what is built into the program, for people (THIRD-PARTY.html) and for
# programs (basutbud.cdx.json, CycloneDX). Needs cargo-about and cargo-cyclonedx.
set -eu
out=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/.."

cargo about generate --fail --locked --config release/about.toml --output-file "$out/THIRD-PARTY.html" release/about.hbs
cargo cyclonedx --format json --spec-version 1.5 --target all --override-filename basutbud.cdx
mv basutbud.cdx.json "$out/"
