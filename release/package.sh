#!/bin/sh
# sh release/package.sh TARGET PROGRAM NOTICES OUT: makes OUT/basutbud-VERSION-TARGET.tar.gz, a .zip for Windows.
#
# PROGRAM is built for TARGET, and NOTICES is the folder that release/notices.sh has filled. Completions and
# pages for man come from the program in the variable BASUTBUD, which runs on this machine; from PROGRAM when
# it is not set. The same program gives the same bytes: files have the time of the commit, or of
# SOURCE_DATE_EPOCH, and stand in order of name. Runs on Linux.
set -eu
target=$1
program=$(realpath "$2")
notices=$(realpath "$3")
out=$(mkdir -p "$4" && cd "$4" && pwd)
cd "$(dirname "$0")/.."

run=$(realpath "${BASUTBUD:-$program}")
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' Cargo.toml | head -n 1)
epoch=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct)}
name=basutbud-$version-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
folder=$work/$name
mkdir -p "$folder/completions" "$folder/man/man1"

case $target in
*-windows-*) executable=basutbud.exe ;;
*) executable=basutbud ;;
esac
install -m 755 "$program" "$folder/$executable"
install -m 644 LICENSE README.md CHANGELOG.md "$notices/THIRD-PARTY.html" "$notices/basutbud.cdx.json" "$folder/"
"$run" completions bash >"$folder/completions/basutbud.bash"
"$run" completions elvish >"$folder/completions/basutbud.elv"
"$run" completions fish >"$folder/completions/basutbud.fish"
"$run" completions powershell >"$folder/completions/_basutbud.ps1"
"$run" completions zsh >"$folder/completions/_basutbud"
"$run" man "$folder/man/man1"
find "$work" -exec touch --no-dereference --date "@$epoch" {} +

cd "$work"
case $target in
*-windows-*)
    # Zip keeps local times.
    find "$name" -type f | LC_ALL=C sort | TZ=UTC zip --quiet -X - -@ >"$out/$name.zip"
    ;;
*)
    tar --create --format ustar --sort name --owner 0 --group 0 --numeric-owner "$name" | gzip -9 -n >"$out/$name.tar.gz"
    ;;
esac
