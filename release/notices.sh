#!/bin/sh
# sh release/notices.sh DIR: writes what is built into the program, for people (THIRD-PARTY.html) and for
# programs (basutbud.cdx.json, CycloneDX). Needs cargo-about and cargo-cyclonedx.
set -eu
out=$(mkdir -p "$1" && cd "$1" && pwd)
cd "$(dirname "$0")/.."

SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
export SOURCE_DATE_EPOCH
cargo about generate --fail --locked --config release/about.toml --output-file "$out/THIRD-PARTY.html" release/about.hbs
cargo cyclonedx --format json --spec-version 1.5 --target all --override-filename basutbud.cdx
mv basutbud.cdx.json "$out/"
