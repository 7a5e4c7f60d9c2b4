#!/bin/sh
# sh release/build.sh TARGET TAG DIR: builds the program of a tag for a target, tries it, and puts it in DIR.
# A program for another kind of machine than this one is not tried.
set -eu
target=$1
tag=$2
mkdir -p "$3"
out=$(cd "$3" && pwd)
cd "$(dirname "$0")/.."

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
if [ "$tag" != "v$version" ]; then
    echo "The tag is $tag, and Cargo.toml says $version." >&2
    exit 1
fi
rustup target add "$target"
cargo build --locked --release --target "$target"
case $target in
*-windows-*) executable=basutbud.exe ;;
*) executable=basutbud ;;
esac
cp "${CARGO_TARGET_DIR:-target}/$target/release/$executable" "$out/"
program=$out/$executable
if "$program" --version; then
    site=$(mktemp -d)
    "$program" init "$site"
    "$program" build --root "$site"
    rm -rf "$site"
fi
