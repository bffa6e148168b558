#!/usr/bin/env bash
# The rules of the house that a machine can see (docs/ARCHITECTURE.md), for the tree at $1.
# Prints a line per rule, each breach with its place, and exits 1 when there is one.
set -u
cd "$1" || exit 2
export LC_ALL=C
failed=0

# rule NAME BREACHES: one breach a line, none when the rule holds.
rule() {
    if [ -z "$2" ]; then
        echo "[       OK ] $1"
    else
        printf '%s\n[  FAILED  ] %s\n' "$2" "$1"
        failed=1
    fi
}

sources() { find "$@" -type f \( -name '*.c' -o -name '*.h' -o -name '*.cc' \) 2>/dev/null | sort; }
all=$(sources include src tests tools examples)

# Which rooms a room may include, besides itself, base and retold.h.
layering() {
    local file room target allowed
    grep -HoE '^ *#include "[^"]+"' $(sources src) /dev/null | sed 's/ *#include "//; s/"$//' |
        while IFS=: read -r file target; do
            room=${file#src/}
            room=${room%%/*}
            case $room in
            base) allowed=base ;;
            read | mark | match | trace | store | show) allowed="base $room" ;;
            run) allowed="base read mark match trace store show run" ;;
            app) allowed="base read mark match trace store show run app" ;;
            *) allowed= ;;
            esac
            [ "$target" = retold.h ] && continue
            case " $allowed " in
            *" ${target%%/*} "*) [ "${target#*/}" != "$target" ] && continue ;;
            esac
            echo "$file includes $target"
        done
}

# A library of others stands behind one room, so that it can be replaced there.
borrowed() {
    grep -HoE '^ *#include <(sqlite3|expat|cJSON|cjson|libdeflate|zlib|zstd|brotli|xxhash|utf8proc|curl|libpsl|libstemmer|cld2|myhtml|modest|mycss)[./][^>]*>' $(sources src) /dev/null |
        sed -E 's,^src/([a-z]+)/[^:]*: *#include <([A-Za-z0-9]+).*,\2 \1,' | sort -u |
        awk '{ rooms[$1] = rooms[$1] " " $2; n[$1]++ }
             END { for (l in n) if (n[l] > 1) print l " is used in" rooms[l] }'
}

# Functions as clang-format lays them out: the signature starts and the last brace stands in
# column 0.
functions() {
    awk -v most="$1" -v arguments="$2" '
        FNR == 1 { signature = ""; body = 0 }
        !body && /^[A-Za-z_]/ { signature = $0; first = FNR; body = /\{$/; next }
        !body && signature != "" && /^[ \t)]/ { signature = signature $0; body = /\{$/; next }
        body && /^}/ {
            if ($0 == "}" && signature ~ /\(/ && signature !~ /^extern/) check()
            signature = ""; body = 0
        }
        function check(   i, c, depth, n) {
            if (FNR - first + 1 > most)
                print FILENAME ":" first ": a function of " FNR - first + 1 " lines"
            n = 1
            for (i = 1; i <= length(signature); i++) {
                c = substr(signature, i, 1)
                if (c == "(") depth++
                if (c == ")") depth--
                if (c == "," && depth == 1) n++
            }
            if (n > arguments) print FILENAME ":" first ": a function of " n " parameters"
        }' $(sources src tests tools) /dev/null
}

rule "stages include base and themselves only" "$(layering)"
rule "a borrowed library stands behind one room" "$(borrowed)"
# One file speaks to the network, and one command asks it to.
rule "only fetching opens the network" "$(
    grep -nE '#include <(curl/|netdb|arpa/inet)|(^|[^a-z_])(socket|connect|getaddrinfo)\(' \
        $(sources src | grep -v '^src/read/exchange\.c$') /dev/null
    grep -n '#include "read/fetch\.h"' \
        $(sources src | grep -vE '^src/(read|app)/fetch\.c$') /dev/null
)"
rule "files have at most 700 lines" \
    "$(wc -l $all /dev/null | awk '$2 != "total" && $1 > 700 { print $2 ": " $1 " lines" }')"
rule "functions have at most 60 lines and 6 parameters" "$(functions 60 6)"
rule "files are named after what they hold" \
    "$(grep -E '/(utils?|common|helpers?|misc|stuff)[^/]*\.[a-z]+$|_v[0-9]+\.[a-z]+$' <<<"$all")"
rule "headers say what the room is for" "$(
    for file in $(grep -E '^src/.*\.h$' <<<"$all"); do
        head -n 1 "$file" | grep -qF "/* ${file##*/}: " ||
            echo "$file: does not open with '/* ${file##*/}: ...'"
    done)"
# abort stays: an arena that runs full outside arena_try has nowhere to go.
rule "the library neither prints nor exits" "$(
    grep -nE '(^|[^a-z_])(printf|puts|putchar|perror|exit|_exit)\(|(^|[^a-z_])(stdout|stderr)([^a-z_]|$)' \
        $(sources src | grep -v '^src/app/') /dev/null)"
rule "nothing is left to be done in comments" \
    "$(grep -nE '(TODO|FIXME|XXX)([^0-9A-Za-z]|$)' $all /dev/null)"
exit $failed
