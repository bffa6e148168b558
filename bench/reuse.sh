#!/usr/bin/env bash
# Measures the reuse engine on made-up corpora of growing size, and retold against sim_text
# on a folder of texts when one is given.
#     bench/reuse.sh BUILD [FOLDER]       (BUILD: a release build with its benches)
set -eu
build=$1
for n in 10000 100000; do
    "$build/bench_reuse" "$n"
done
[ $# -ge 2 ] || exit 0
cd "$2"
bytes=$(cat ./* | wc -c)
rounds=5
echo "$bytes bytes of text, one thread, $(nproc) processors; CPU seconds of $rounds rounds in turn, sorted"
align="$build/retold align --raw --threads 1 --all ."

# cpu_seconds COMMAND...: user and system together.
cpu_seconds() {
    local TIMEFORMAT='%U %S'
    { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{print $1 + $2}'
}
times=$(mktemp -d)
trap 'rm -r "$times"' EXIT
for _ in $(seq $rounds); do
    # shellcheck disable=SC2086
    cpu_seconds $align --verbatim >>"$times/retold --verbatim"
    # shellcheck disable=SC2086
    cpu_seconds $align >>"$times/retold"
    cpu_seconds sim_text -p -t 5 -r 24 ./* >>"$times/sim_text"
done
for name in "retold --verbatim" retold sim_text; do
    echo "$name: $(sort -n "$times/$name" | tr '\n' ' ')"
done
