#!/usr/bin/env bash
# tests/house.sh objects to each breach it is there for, and to nothing in a clean tree.
set -u
house=$(cd "$(dirname "$0")" && pwd)/house.sh
tree=$(mktemp -d)
trap 'rm -rf "$tree"' EXIT
failed=0

clean() {
    rm -rf "$tree"/*
    mkdir -p "$tree"/src/{base,mark,trace,run} "$tree"/{include,tests,tools}
    printf '/* mark.h: a room.\n * Two.\n * Three. */\n' >"$tree/src/mark/mark.h"
    printf '#include "mark/mark.h"\n#include "base/str.h"\n#include "retold.h"\n' >"$tree/src/mark/a.c"
    printf '#include "mark/mark.h"\n#include <zlib.h>\n' >"$tree/src/run/run.c"
}

# breach NAME FILE TEXT: house.sh must fail on a clean tree with that file in it.
breach() {
    clean
    printf '%b' "$3" >"$tree/$2"
    if bash "$house" "$tree" >/dev/null; then
        echo "[  FAILED  ] $1 goes unnoticed"
        failed=1
    else
        echo "[       OK ] $1 is noticed"
    fi
}

lines() { for ((i = 0; i < $1; i++)); do printf '%s' "$2"; done; }

clean
if bash "$house" "$tree"; then
    echo "[       OK ] a clean tree passes"
else
    echo "[  FAILED  ] a clean tree passes"
    failed=1
fi
breach "a stage that includes a sibling" src/trace/t.c '#include "mark/mark.h"\n'
breach "a stage that includes run" src/trace/t.c '#include "run/run.h"\n'
breach "base that includes a stage" src/base/b.c '#include "mark/mark.h"\n'
breach "a room nobody planned" src/extra.c '#include "mark/mark.h"\n'
breach "a library behind two rooms" src/mark/b.c '#include <zlib.h>\n'
breach "a way to the network" src/mark/n.c '#include <curl/curl.h>\n'
breach "fetching nobody asked for" src/run/n.c '#include "read/fetch.h"\n'
breach "a long file" src/mark/long.c "$(lines 701 'int x;\n')"
breach "a long function" src/mark/f.c "int f(void) {\n$(lines 60 '    x();\n')}\n"
breach "a function of seven parameters" src/mark/f.c \
    'int f(int a, int b, int c, int d,\n      int e, int f, int g) {\n    return a;\n}\n'
breach "a file called utils" src/mark/utils.c 'int x;\n'
breach "a header without its opening" src/mark/b.h '#ifndef B_H\n'
breach "a library that prints" src/mark/p.c 'void f(void) { printf("x"); }\n'
breach "a library that exits" src/mark/p.c 'void f(void) {\n    exit(1);\n}\n'
breach "work left in a comment" src/mark/p.c '/* TO''DO: more */\n'
exit $failed
