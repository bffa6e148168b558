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
echo "$bytes bytes of text, one thread, $(nproc) processors"
TIMEFORMAT='%U s user, %R s real'
echo "retold --verbatim"
time "$build/retold" align --raw --threads 1 --verbatim --all . >/dev/null
echo "retold"
time "$build/retold" align --raw --threads 1 --all . >/dev/null
echo "sim_text"
time sim_text -p -t 5 -r 24 ./* >/dev/null
