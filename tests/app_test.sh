#!/usr/bin/env bash
# What a user meets: exit statuses, messages, and a corpus that lives through it all.
# Usage: app_test.sh RETOLD MAN_PAGE. All texts are invented.
set -u
retold=$1 man_page=$2
folder=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$folder"; rm -rf "$folder"' EXIT
cd "$folder" || exit 2
failed=0

# expect STATUS NAME COMMAND...: runs it, keeps its output in out and err.
expect() {
    local status=$1 name=$2 got
    shift 2
    "$@" >out 2>err </dev/null
    got=$?
    if [ "$got" = "$status" ]; then
        echo "[       OK ] $name"
    else
        echo "[  FAILED  ] $name: status $got, not $status"
        sed 's/^/    /' out err
        failed=1
    fi
}
# says FILE WORDS: the last output has them.
says() {
    grep -qF -- "$2" "$1" && return
    echo "[  FAILED  ] $1 does not say '$2':"
    sed 's/^/    /' "$1"
    failed=1
}
lines() {
    [ "$(wc -l <"$1")" = "$2" ] && return
    echo "[  FAILED  ] $1 has not $2 lines:"
    sed 's/^/    /' "$1"
    failed=1
}

mkdir articles
cat >articles/harbour.txt <<'TEXT'
Harbour of Nordholm closes for the winter

The harbour of Nordholm will close from December to March because the ice breaker Runa is
being repaired, the harbour authority said on Monday.
"We have one ice breaker and no money for a second one," said Marit Ekdahl, who runs it.
Fishermen will be paid for the months in which they cannot leave, the authority added.
TEXT
sed 's/on Monday/on Monday evening/' articles/harbour.txt >articles/harbour_again.txt
cat >articles/bees.txt <<'TEXT'
Beekeepers of Tessaly move their hives uphill

Beekeepers in the valley of Tessaly have begun to move four thousand hives to the upper
meadows, two weeks earlier than last year.
"The lime trees flower before the snow is gone," said Oskar Brandl of the beekeepers' union.
TEXT

mkdir twice && cp articles/bees.txt twice/one.txt && cp articles/bees.txt twice/two.txt
expect 0 "two equal files are a pair" "$retold" align --raw --all twice
lines out 1
says out '"a_covered":1.0000,"b_covered":1.0000'
expect 0 "equal wording alone" "$retold" align --raw --verbatim --all articles
lines out 1
says out '"kind":"verbatim"'

expect 0 "an article from a pipe" bash -c "cat articles/bees.txt | '$retold' read -"
lines out 1
says out '"source":"-"'
for command in marks stories "add piped.retold"; do
    expect 0 "JSON Lines from a pipe: $command" \
        bash -c "'$retold' read articles | '$retold' $command -"
done
expect 0 "what came from the pipe" "$retold" info piped.retold
says out "articles 3"

expect 0 "the version" "$retold" --version
expect 0 "help" "$retold" --help
says out "Commands:"
for command in report stories add correct search rejects info read marks align fetch help; do
    expect 0 "help on $command" "$retold" "$command" --help
    says out "Usage: retold $command"
done
expect 2 "an unknown command" "$retold" storeis
says err "did you mean 'stories'?"
expect 2 "an unknown option" "$retold" stories --thread 2 articles
says err "did you mean '--threads'?"
expect 2 "an unknown option with a value" "$retold" stories --treads=2 articles
says err "there is no option '--treads'; did you mean '--threads'?"
expect 1 "an empty path" "$retold" stories ""
says err "an empty path"
expect 2 "a bad number" "$retold" stories --threads many articles
expect 2 "an argument too few" "$retold" search news.retold
says err "usage: retold search CORPUS WORDS..."
expect 2 "an argument too many" "$retold" info news.retold articles
says err "usage: retold info CORPUS"
expect 0 "the man page" "$retold" help --print man
if ! cmp -s out "$man_page"; then
    echo "[  FAILED  ] $man_page is not what 'retold help --print man' prints"
    failed=1
fi
expect 0 "the completion" "$retold" help --print bash
expect 0 "the completion is bash" bash -n out

expect 0 "paths alone are reported on" "$retold" articles
says out "Harbour of Nordholm"
says out "One origin does not make a report false, and many do not make it true."
expect 0 "no colour and no UTF-8 where they are not wanted" env LC_ALL=C "$retold" articles
if LC_ALL=C grep -q '[^ -~]' out; then
    echo "[  FAILED  ] the report is not plain ASCII"
    failed=1
fi
expect 1 "a missing file does not stop the rest" "$retold" read articles/bees.txt missing.txt
lines out 1
lines err 1
says err "missing.txt: "
expect 0 "standard input" bash -c "'$retold' read - <articles/bees.txt"
lines out 1
expect 2 "a full disk" bash -c "'$retold' read articles >/dev/full"
says err "No space left"
expect 0 "a reader that goes away" bash -c "'$retold' read articles | head -c 1 >/dev/null"
lines err 0

expect 0 "the report as a page" "$retold" report articles -o report.html
says out "report.html"
says report.html "</html>"
expect 2 "a report where it cannot be written" "$retold" report articles -o missing/report.html
says err "missing/report.html: "
cp articles/bees.txt bees.txt
expect 2 "no report over an input" "$retold" report bees.txt -o bees.txt
expect 0 "the input is as it was" cmp bees.txt articles/bees.txt

expect 0 "a corpus is made" "$retold" add news.retold articles/bees.txt
says out "1 added"
expect 1 "and grows" "$retold" add news.retold articles missing.txt
says out "2 added, 1 known already, 1 rejected"
expect 0 "adding again" "$retold" add news.retold articles
says out "0 added, 3 known already"
expect 0 "stories of a corpus" "$retold" stories news.retold
lines out 2
expect 0 "stories of paths" bash -c "'$retold' stories --threads 1 articles >one"
expect 0 "stories of paths, in parallel" bash -c "'$retold' stories --threads 8 articles >many"
expect 0 "do not depend on the number of threads" cmp one many
expect 0 "nor on the order of the paths" bash -c \
    "'$retold' stories articles/harbour_again.txt articles/bees.txt articles/harbour.txt | cmp - one"
expect 0 "a corpus made at once" "$retold" add whole.retold articles
expect 0 "tells the same stories as its paths" bash -c "'$retold' stories whole.retold | cmp - one"
mkdir echoes
cat >echoes/bridge.txt <<'TEXT'
New bridge at Sundvik opens in May

The bridge at Sundvik will open to cars in May, two years later than planned, the road office of
Nordholm said on Friday. The old ferry will be sold, and its crew will work on the islands.
"We have built the longest timber bridge of this country with our own hands," said Marit Ekdahl.
Cyclists have to wait until the paint on the railing is dry. Lorries take the road over the pass,
which is being widened, and the toll house opens with the first car.
TEXT
cat >echoes/award.txt <<'TEXT'
Engineers of Tessaly honoured for a railway tunnel

The society of engineers gave its medal to the builders of the Krain tunnel at a dinner in Tessaly.
A guest from the coast spoke, too. "We have built the longest timber bridge of this country with
our own hands," said Marit Ekdahl in her toast.
The tunnel shortens the way to the salt mines by an hour, and trains have used it since autumn.
The prize is given every second year. Last time it went to a mill that grinds oats with the tide,
and the jury, which met in a monastery above the lake, chose among forty entries.
TEXT
expect 0 "a corpus of two stories with one quotation" "$retold" add echoes.retold echoes
expect 0 "a quotation's family across stories" bash -c \
    "'$retold' stories echoes >paths && '$retold' stories echoes.retold >corpus"
lines corpus 2
expect 0 "is the same of a corpus" cmp paths corpus
members=$(grep -o '"variant"' corpus | wc -l)
if [ "$members" != 4 ]; then
    echo "[  FAILED  ] $members members of families, not 4"
    failed=1
fi
expect 0 "the lineage as GraphML" "$retold" stories --format graphml news.retold
says out "</graphml>"
expect 0 "the lineage as CSV" "$retold" stories --format csv articles
lines out 4
expect 2 "a format that is none" "$retold" stories --format xls articles
says err "takes 'json', 'graphml' or 'csv'"
expect 0 "search" "$retold" search news.retold 'ice breaker'
says out "Marit Ekdahl"
expect 0 "search as JSON" "$retold" search news.retold --json --quotations lime
lines out 1
says out '"speaker":"Oskar Brandl'
expect 0 "rejects" "$retold" rejects news.retold
says out "missing.txt: "
expect 0 "counts" "$retold" info news.retold
says out "articles 3"
expect 0 "a corpus in a read-only folder" bash -c \
    "mkdir shut && cp news.retold shut && chmod a-w shut shut/news.retold &&
     '$retold' stories shut/news.retold"
lines out 2

echo 'ftp://tarn.example/pears' >list.txt
expect 2 "fetching to nowhere" "$retold" fetch list.txt
says err "usage: retold fetch -o FILE LIST..."
expect 2 "fetching a list that is missing" "$retold" fetch -o pages.warc.gz missing.txt
expect 0 "leaves no archive behind" test ! -e pages.warc.gz
expect 2 "an archive is not written over something else" "$retold" fetch -o bees.txt list.txt
expect 1 "fetching what is no page" "$retold" fetch -o pages.warc.gz list.txt
says out "0 fetched, 0 there already, 1 failed"
says err "ftp://tarn.example/pears: neither http nor https"
id_of() { sed -n "s/.*{\"id\":\"\([0-9a-f]*\)\",\"source\":\"[^\"]*$1\".*/\1/p" list; }
"$retold" read news.retold >list
a=$(id_of harbour.txt) b=$(id_of harbour_again.txt) c=$(id_of bees.txt)
expect 0 "an article is thought away" "$retold" report news.retold --without "${a:0:8}"
says out "    before: 2 articles"
says out "    after:  1 article"
says out "One origin does not make a report false"
expect 0 "in JSON, all stories are there" "$retold" stories articles --without "$a"
lines out 2
says out "\"without\":{\"articles\":[\"$a\"],\"before\":{\"story\":"
expect 0 "a story may vanish" "$retold" report articles --without "$c"
says out "nothing is left of it"
expect 0 "and nothing is removed" "$retold" info news.retold
says out "articles 3"
expect 2 "an article that is not there is not thought away" "$retold" stories articles \
    --without 0000000000000000
expect 2 "a report tells of all" "$retold" report articles --without "$a" -o page.html
expect 0 "no corrections at first" "$retold" correct news.retold
says out "No corrections."
expect 0 "two articles are parted" "$retold" correct news.retold --not-same-story \
    "${a:0:8}" "${b:0:8}" --note "two winters"
says out "do not tell one story (two winters)"
says out "One origin does not make a report false, and many do not make it true."
expect 0 "and tell two stories" "$retold" stories news.retold
lines out 3
says out '"by":"user"'
expect 2 "a contradiction is refused" "$retold" correct news.retold --same-story "$a" "$b"
says err "contradicts correction 1"
expect 0 "adding leaves corrections alone" "$retold" add news.retold articles
expect 0 "which still hold" "$retold" stories news.retold
lines out 3
expect 0 "an outlet is an agency's client" "$retold" correct news.retold --client \
    "Harbour Post" Nordwire
expect 0 "corrections are listed" "$retold" correct news.retold --list
lines out 2
says out "2. Harbour Post is a client of Nordwire"
expect 0 "and as JSON" "$retold" correct news.retold --json
lines out 2
says out '"kind":"client_of","by":"user","outlet":"Harbour Post","agency":"Nordwire"'
expect 0 "the report shows them" "$retold" report news.retold
says out "Your corrections"
expect 0 "a correction is taken back" "$retold" correct news.retold --undo 1
says out "Taken back:"
expect 0 "and the story is one again" "$retold" stories news.retold
lines out 2
expect 2 "only once" "$retold" correct news.retold --undo 1
says err "there is no correction 1"
expect 2 "an id that is none" "$retold" correct news.retold --same-story "$a" 3
says err "is not the id of an article"
expect 2 "an unknown id" "$retold" correct news.retold --same-story "$a" 00000000000000000000
says err "no article here has an id that begins so"
expect 2 "an outlet without its mark" "$retold" correct news.retold --wrong-edge "$a" Nordwire
says err "is written external:OUTLET"
expect 2 "an edge that is not there" "$retold" correct news.retold --wrong-edge "$c" "$a"
says err "does not rest on"
says err "here, nor on anybody else"
expect 2 "nor one to the outside" "$retold" correct news.retold --wrong-edge "$c" external:Nordwire
says err "does not rest on Nordwire here"
expect 2 "an argument too few" "$retold" correct news.retold --same-story "$a"
says err "usage: retold correct CORPUS --same-story A B"
expect 2 "two corrections at once" "$retold" correct news.retold --same-story --client "$a" "$c"
expect 2 "no kind" "$retold" correct news.retold "$a" "$c"
if [ ! -w shut/news.retold ]; then
    expect 2 "a read-only corpus" "$retold" correct shut/news.retold --same-story "$a" "$c"
fi
expect 0 "can still be asked" "$retold" correct shut/news.retold
expect 2 "a corpus that is missing is not made" "$retold" correct none.retold --client A B
expect 2 "nor is an article one" "$retold" correct articles/bees.txt --client A B
says err "is not a corpus"

expect 2 "a corpus keeps no files" "$retold" marks --raw news.retold
says err "keeps no files; --raw takes paths"
expect 2 "a corpus among paths" "$retold" stories news.retold articles
says err "takes one corpus alone or paths of articles"
expect 2 "a page in a folder that is missing" "$retold" report articles -o missing/page.html
lines out 0
expect 0 "a page on standard output" "$retold" report articles -o -
says out "</html>"
expect 0 "is nothing but the page" bash -c \
    "'$retold' report articles -o - | sed -n 1p | grep -q '^<!DOCTYPE html>'"
expect 0 "a device is written, not replaced" "$retold" report articles -o /dev/null
expect 0 "and stays one" test -c /dev/null

expect 2 "a corpus that is none" "$retold" info articles/bees.txt
says err "is not a corpus"
expect 2 "a corpus that is missing" "$retold" info nowhere.retold
expect 2 "nothing is added to an article" "$retold" add articles/bees.txt articles
says err "is not a corpus"
head -c 6000 news.retold >cut.retold
expect 2 "a corpus cut short" "$retold" stories cut.retold
lines err 1
expect 2 "a corpus in a folder that is missing" "$retold" add missing/news.retold articles
lines err 1
exit $failed
