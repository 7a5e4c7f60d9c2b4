#!/bin/sh
# sh release/archives.sh PROGRAMS NOTICES OUT: an archive of each program in PROGRAMS/TARGET/.
set -eu
own=$(dirname "$0")
BASUTBUD=$1/x86_64-unknown-linux-musl/basutbud
export BASUTBUD
chmod 755 "$1"/*/*
for program in "$1"/*/*; do
    folder=${program%/*}
    sh "$own/package.sh" "${folder##*/}" "$program" "$2" "$3"
done
