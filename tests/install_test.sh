#!/usr/bin/env bash
# What `cmake --install` leaves is enough for a program of somebody else, wherever it was put:
# the public header and the pkg-config file, and no other.
# Usage: install_test.sh CMAKE BUILD COMPILER SOURCE [COMPILER_OPTION...]
set -u
cmake=$1 build=$2 compiler=$3 source=$4
shift 4
folder=$(mktemp -d) || exit 2
trap 'rm -rf "$folder"' EXIT
failed=0

# must NAME COMMAND...
must() {
    local name=$1
    shift
    if "$@" >"$folder/out" 2>"$folder/err"; then
        echo "[       OK ] $name"
    else
        echo "[  FAILED  ] $name"
        tail -n 20 "$folder/out" "$folder/err"
        failed=1
    fi
}

must "installs" "$cmake" --install "$build" --prefix "$folder/to"
PKG_CONFIG_PATH=$(dirname "$(find "$folder/to" -name retold.pc)")
export PKG_CONFIG_PATH
read -ra flags <<<"$(pkg-config --cflags --libs retold)"
must "the example program builds against what was installed" \
    "$compiler" "$@" "$source/examples/program/stories.c" "${flags[@]}" -o "$folder/stories"
must "the example program runs" "$folder/stories" "$source/examples/articles"
cp "$folder/out" "$folder/told"
must "the example program tells the origins" grep -q 'independent origins$' "$folder/told"
must "the installed program runs" "$folder/to/bin/retold" "$source/examples/articles/dam"
must "the installed README finds its documents" \
    test -s "$folder/to/share/doc/retold/docs/ARCHITECTURE.md"
exit $failed
