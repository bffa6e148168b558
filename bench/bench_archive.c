/* Writes a web archive of invented news pages, such as a crawl of many sites would be:
 *     bench_archive FILE.warc.gz MEGABYTES
 * The same arguments give the same pages. To be read with `retold read`. */
#include "base/err.h"
#include "base/hash.h"
#include "read/warc_writer.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

static const char *const common[] = {
    "the",  "of",   "and",  "to",    "in",   "that", "it",   "was",   "for",  "on",
    "with", "as",   "by",   "at",    "from", "not",  "have", "which", "this", "will",
    "said", "were", "been", "would", "who",  "more", "when", "after", "than", "also"};
static const char *const rare[] = {
    "harbour", "ferry",   "council", "bridge",  "orchard",  "mayor",  "strike",
    "river",   "winter",  "budget",  "school",  "court",    "union",  "harvest",
    "railway", "island",  "power",   "storm",   "hospital", "market", "village",
    "engine",  "teacher", "timber",  "factory", "minister", "vote",   "report",
    "road",    "tunnel",  "museum",  "concert"};

typedef struct dice {
    uint64_t at;
} dice;

static uint64_t roll(dice *d, uint64_t below) {
    return hash_mix(d->at += UINT64_C(0x9E3779B97F4A7C15)) % below;
}

static void add_words(dice *d, strbuf *out, unsigned n) {
    for (unsigned i = 0; i < n; i++) {
        bool often = roll(d, 100) < 45;
        rt_str word = str_of(often ? common[roll(d, sizeof common / sizeof *common)]
                                   : rare[roll(d, sizeof rare / sizeof *rare)]);
        if (i) strbuf_char(out, ' ');
        size_t at = out->n;
        strbuf_add(out, word);
        if (i == 0) out->s[at] = (char)(out->s[at] - 32);
    }
}

static void add_paragraph(dice *d, strbuf *out) {
    strbuf_add(out, STR("<p>"));
    for (uint64_t n = 2 + roll(d, 4); n > 0; n--) {
        bool quoted = roll(d, 5) == 0;
        if (quoted) strbuf_char(out, '"');
        add_words(d, out, 8 + (unsigned)roll(d, 20));
        strbuf_add(out, quoted ? STR(",\" said Marit Ekdahl. ") : STR(". "));
    }
    strbuf_add(out, STR("</p>\n"));
}

/* What scripts and styles of real pages are full of, which no packer makes smaller. */
static void add_blob(dice *d, strbuf *out, unsigned n) {
    strbuf_add(out, STR("<script>window.state=\""));
    for (unsigned i = 0; i < n; i++)
        strbuf_add(
            out, str_printf(out->a, "%016llx", (unsigned long long)roll(d, UINT64_MAX)));
    strbuf_add(out, STR("\";</script>\n"));
}

static void add_links(dice *d, strbuf *out, const char *class, unsigned n) {
    strbuf_add(out, str_printf(out->a, "<div class=\"%s\"><ul>", class));
    for (unsigned i = 0; i < n; i++) {
        strbuf_add(out, str_printf(out->a, "<li><a href=\"/%llu\">",
                                   (unsigned long long)roll(d, 1000000)));
        add_words(d, out, 4 + (unsigned)roll(d, 5));
        strbuf_add(out, STR("</a></li>"));
    }
    strbuf_add(out, STR("</ul></div>\n"));
}

static rt_str page_of(dice *d, arena *a) {
    strbuf out;
    strbuf_init(&out, a);
    strbuf_add(
        &out,
        STR("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>"));
    size_t title = out.n;
    add_words(d, &out, 7);
    rt_str headline = str_copy(a, str_from(strbuf_str(&out), title));
    strbuf_add(&out,
               str_printf(a,
                          "</title><meta property=\"article:published_time\" "
                          "content=\"2024-%02d-%02dT08:%02d:00Z\">\n",
                          (int)roll(d, 12) + 1, (int)roll(d, 28) + 1, (int)roll(d, 60)));
    add_blob(d, &out, 600);
    strbuf_add(&out, STR("</head><body>"));
    add_links(d, &out, "nav menu", 40);
    strbuf_add(&out, str_printf(a, "<article><h1>%s</h1>", headline.s));
    for (uint64_t n = 6 + roll(d, 20); n > 0; n--) add_paragraph(d, &out);
    strbuf_add(&out, STR("</article>"));
    add_links(d, &out, "related", 60);
    add_blob(d, &out, 600);
    strbuf_add(&out, STR("<footer>All rights reserved</footer></body></html>"));
    return strbuf_str(&out);
}

static rt_code write_page(warc_writer *w, dice *d, uint64_t i, arena *a, rt_err *err) {
    rt_str url = str_printf(a, "https://site%llu.example/news/%llu",
                            (unsigned long long)(i % 500), (unsigned long long)i);
    warc_visit v = {.url = url,
                    .address = STR("192.0.2.1"),
                    .began = 1714550400 + (int64_t)i,
                    .request = STR("GET / HTTP/1.1\r\nHost: site.example\r\n\r\n"),
                    .response = STR("HTTP/1.1 200 OK\r\nContent-Type: text/html; "
                                    "charset=utf-8\r\n\r\n"),
                    .body = page_of(d, a)};
    return warc_write(w, &v, 1, a, err);
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: bench_archive FILE.warc.gz MEGABYTES\n", stderr);
        return 2;
    }
    arena a;
    arena_init(&a, 0);
    warc_writer *w;
    warc_known known;
    rt_err err = {0};
    dice d = {1};
    uint64_t pages = 0, most = strtoull(argv[2], NULL, 10) << 20;
    rt_code code = warc_writer_open(argv[1], STR("bench"), &a, &w, &known, &err);
    for (struct stat st = {0}; !code && (uint64_t)st.st_size < most; pages++) {
        arena_reset(&a);
        code = write_page(w, &d, pages, &a, &err);
        if (stat(argv[1], &st) != 0) break;
    }
    if (!code) code = warc_writer_close(w, &err);
    arena_release(&a);
    if (code) fprintf(stderr, "%s: %s\n", argv[1], err.text);
    else printf("%llu pages\n", (unsigned long long)pages);
    return code ? 2 : 0;
}
