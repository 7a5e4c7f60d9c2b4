#!/bin/sh
# sh release/manifests.sh OUT ADDRESS: writes the sums of all archives in OUT (SHA256SUMS), a formula for Homebrew
# (basutbud.rb) and manifests for winget (winget/), the last two when there is an archive for every system.
# ADDRESS is the folder on the web where the archives will lie.
set -eu
out=$(realpath "$1")
address=${2%/}
cd "$(dirname "$0")"

version=$(sed -n 's/^version = "\(.*\)"$/\1/p' ../Cargo.toml | head -n 1)
(
    cd "$out"
    for file in *.tar.gz *.zip; do
        [ ! -f "$file" ] || echo "$file"
    done | LC_ALL=C sort | xargs sha256sum -- >SHA256SUMS
)

# The sum of a target's archive. Without one, sums are all there is to write.
sum() {
    sed -n "s/^\([0-9a-f]\{64\}\)  basutbud-$version-$1\.[a-z.]*\$/\1/p" "$out/SHA256SUMS"
}

linux_arm=$(sum aarch64-unknown-linux-musl)
linux_intel=$(sum x86_64-unknown-linux-musl)
mac_arm=$(sum aarch64-apple-darwin)
mac_intel=$(sum x86_64-apple-darwin)
windows=$(sum x86_64-pc-windows-msvc)
for sum in "$linux_arm" "$linux_intel" "$mac_arm" "$mac_intel" "$windows"; do
    if [ -z "$sum" ]; then
        echo "There is not an archive for every system, so no formula and no manifests are written." >&2
        exit 0
    fi
done
mkdir -p "$out/winget"
for template in basutbud.rb winget/*.yaml; do
    sed -e "s|@VERSION@|$version|g" -e "s|@ADDRESS@|$address|g" \
        -e "s|@LINUX_ARM@|$linux_arm|g" -e "s|@LINUX_INTEL@|$linux_intel|g" \
        -e "s|@MAC_ARM@|$mac_arm|g" -e "s|@MAC_INTEL@|$mac_intel|g" \
        -e "s|@WINDOWS@|$windows|g" "$template" >"$out/$template"
done
