/* Fetching pages from a server of our own on this machine, and what it leaves in the
 * archive. All pages are invented. */
#include "reading.h"
#include "server.h"

#include "read/fetch.h"
#include "read/robots.h"

#define OK "HTTP/1.1 200 OK\r\nConnection: close\r\n"
#define HTML OK "Content-Type: text/html; charset=utf-8\r\n\r\n"
#define STORY                                                                            \
    "<html><head><title>Pear harvest fails</title></head><body><article><h1>Pear "       \
    "harvest fails</h1><p>The pear growers of Ottmar will bring in half of last year's " \
    "harvest, their union said on Friday.</p><p>\"It froze in the week of the bloom,\" " \
    "said Lene Aust, who has run the union since spring and owns an orchard.</p><p>The " \
    "district will pay for part of the loss, the union "                                 \
    "added.</p></article></body></html>"

/* What came of a run: a line for each address that failed, then the counts. */
typedef struct outcome {
    bench *b;
    strbuf text;
    int port;
} outcome;

static void note_reject(void *context, const rt_err *why) {
    outcome *o = context;
    const char *path = strstr(why->place, "127.0.0.1:");
    path = path ? strchr(path, '/') : why->place;
    strbuf_add(&o->text, str_printf(&o->b->memory, "%s: %s\n", path, why->text));
}

static const char *fetched(bench *b, const char *list, const char *archive,
                           const fetch_options *options) {
    outcome o = {.b = b};
    fetch_counts n;
    rt_err err = {0};
    strbuf_init(&o.text, &b->memory);
    fetch_sink sink = {note_reject, NULL, &o};
    fetch_task task = {&list, 1, archive};
    rt_code code = fetch_run(&task, options, &sink, &n, &err);
    if (code)
        strbuf_add(&o.text, str_printf(&b->memory, "code %d: %s\n", code, err.text));
    strbuf_add(&o.text,
               str_printf(&b->memory, "all %d fetched %d known %d failed %d\n",
                          (int)n.all, (int)n.fetched, (int)n.known, (int)n.failed));
    return str_z(&b->memory, strbuf_str(&o.text));
}

static fetch_options options_of(const bench *b) {
    return (fetch_options){.lex = b->lex,
                           .agent = "tester/1.0 (tester@tarn.example)",
                           .seconds = 20,
                           .most_bytes = 100000,
                           .private_too = true};
}

/* A list of the paths on the server, a line each. */
static const char *list_of(bench *b, const server *s, const char *const *paths) {
    strbuf text;
    strbuf_init(&text, &b->memory);
    strbuf_add(&text, STR("# pears\n\n"));
    for (; *paths; paths++)
        strbuf_add(&text,
                   str_printf(&b->memory, "http://127.0.0.1:%d%s\n", s->port, *paths));
    return put(b, "list.txt", strbuf_str(&text));
}

static const char *archive_of(bench *b) {
    return str_printf(&b->memory, "%s/pages.warc.gz", b->folder).s;
}

static server_page plain_pages[] = {
    {"/robots.txt", {STR(OK "\r\nUser-agent: *\nDisallow: /secret/\n")}, 0},
    {"/a", {STR(HTML STORY)}, 0},
    {"/b", {STR(OK "Content-Type: text/plain\r\n\r\nThe pears of Ottmar froze.\n")}, 0},
    {"/moved", {STR("HTTP/1.1 301 Moved\r\nLocation: /a?from=moved\r\n\r\n")}, 0},
    {"/a?from=moved", {STR(HTML STORY)}, 0},
    {"/loop", {STR("HTTP/1.1 302 Found\r\nLocation: /loop\r\n\r\n")}, 0},
    {"/out", {STR("HTTP/1.1 302 Found\r\nLocation: ftp://tarn.example/\r\n\r\n")}, 0},
    {"/picture", {STR(OK "Content-Type: image/png\r\n\r\n\x89PNG")}, 0},
    {"/empty", {STR(HTML)}, 0},
};

static void test_pages(void **state) {
    bench *b = *state;
    server s;
    assert_true(server_start(&s, plain_pages, sizeof plain_pages / sizeof *plain_pages));
    const char *const paths[] = {"/a#top", "/a",    "/b",       "/moved",
                                 "/loop",  "/out",  "/picture", "/secret/x",
                                 "/empty", "/gone", NULL};
    const char *list = list_of(b, &s, paths), *archive = archive_of(b);
    fetch_options options = options_of(b);
    static const char failures[] = "/loop: redirected too often\n"
                                   "/out: redirected to what is neither http nor https\n"
                                   "/picture: no page: neither HTML nor text\n"
                                   "/secret/x: robots.txt does not allow it\n"
                                   "/empty: an empty page\n"
                                   "/gone: HTTP status 404\n";
    assert_string_equal(
        fetched(b, list, archive, &options),
        str_printf(&b->memory, "%sall 10 fetched 3 known 1 failed 6\n", failures).s);
    assert_string_equal(s.agent, options.agent);
    assert_null(strstr(s.log, "/secret"));
    const char *got = answers(b, archive);
    unsigned articles = 0;
    for (const char *at = got; (at = strstr(at, "ok pages.warc.gz#")); at++) articles++;
    assert_int_equal(articles, 3);
    assert_int_equal(article_of(b, archive, false).links_n, 0);
    is_str(article_of(b, archive, false).title, "Pear harvest fails");
    s.log[0] = 0; /* the same again: what is there is not asked for, what failed is */
    assert_string_equal(
        fetched(b, list, archive, &options),
        str_printf(&b->memory, "%sall 10 fetched 0 known 4 failed 6\n", failures).s);
    assert_null(strstr(s.log, "/moved"));
    assert_null(strstr(s.log, "/b"));
    assert_string_equal(answers(b, archive), got);
    server_stop(&s);
}

static void test_waiting(void **state) {
    bench *b = *state;
    static const char busy[] = "HTTP/1.1 503 Busy\r\n\r\n";
    server_page pages[] = {
        {"/robots.txt", {str_of(busy), STR("HTTP/1.1 404 No\r\n\r\n")}, 0},
        {"/soon",
         {STR("HTTP/1.1 429 Slow\r\nRetry-After: 1\r\n\r\n"), STR(HTML STORY)},
         0},
        {"/later", {STR("HTTP/1.1 503 Busy\r\nRetry-After: 86400\r\n\r\n")}, 0},
        {"/never", {str_of(busy)}, 0},
        {"/mute", {STR(""), STR(""), STR(HTML STORY)}, 0}};
    server s;
    assert_true(server_start(&s, pages, sizeof pages / sizeof *pages));
    const char *const paths[] = {"/soon", "/later", "/never", "/mute", NULL};
    fetch_options options = options_of(b);
    assert_string_equal(fetched(b, list_of(b, &s, paths), archive_of(b), &options),
                        "/later: HTTP status 503; it asks to wait 86400 seconds\n"
                        "/never: HTTP status 503\n"
                        "all 4 fetched 2 known 0 failed 2\n");
    assert_string_equal(s.log, "/robots.txt\n/robots.txt\n/soon\n/soon\n/later\n/never\n"
                               "/never\n/never\n/never\n/mute\n/mute\n/mute\n");
    server_stop(&s);
}

static void test_bodies(void **state) {
    bench *b = *state;
    rt_str packed = gzipped(b, STR(STORY));
    strbuf page, large;
    strbuf_init(&page, &b->memory);
    strbuf_add(&page, STR(OK "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"
                             "Transfer-Encoding: chunked\r\n\r\n"));
    strbuf_add(&page, str_printf(&b->memory, "%zx\r\n", packed.n));
    strbuf_add(&page, packed);
    strbuf_add(&page, STR("\r\n0\r\n\r\n"));
    strbuf_init(&large, &b->memory);
    strbuf_add(&large, STR(HTML));
    for (int i = 0; i < 20000; i++) strbuf_add(&large, STR("<p>pears</p>"));
    server_page pages[] = {
        {"/packed", {strbuf_str(&page)}, 0},
        {"/large", {strbuf_str(&large)}, 0},
        {"/short",
         {STR(OK "Content-Type: text/html\r\nContent-Length: 900\r\n\r\n<p>P")},
         0}};
    server s;
    assert_true(server_start(&s, pages, sizeof pages / sizeof *pages));
    const char *const paths[] = {"/packed", "/large", "/short", NULL};
    fetch_options options = options_of(b);
    const char *got = fetched(b, list_of(b, &s, paths), archive_of(b), &options);
    assert_non_null(strstr(got, "/large: larger than the limit\n"));
    assert_non_null(strstr(got, "/short: "));
    assert_non_null(strstr(got, "all 3 fetched 1 known 0 failed 2\n"));
    is_str(article_of(b, archive_of(b), false).title, "Pear harvest fails");
    server_stop(&s);
}

/* Without leave, nothing on this machine is spoken to; nor are things that are no pages.
 */
static void test_private(void **state) {
    bench *b = *state;
    server s;
    assert_true(server_start(&s, NULL, 0));
    fetch_options options = options_of(b);
    options.private_too = false;
    rt_str text =
        str_printf(&b->memory,
                   "http://127.0.0.1:%d/\nhttp://[::1]:%d/\nhttp://2130706433:%d/x\n"
                   "file:///etc/hostname\nhttp://me:secret@127.0.0.1/\nnothing at all\n",
                   s.port, s.port, s.port);
    const char *got = fetched(b, put(b, "l", text), archive_of(b), &options);
    static const char no[] =
        ": an address of this machine or of a private network, which is not asked\n";
    unsigned n = 0;
    for (const char *at = got; (at = strstr(at, no)); at += sizeof no) n++;
    assert_int_equal(n, 3);
    assert_non_null(strstr(got, "file:///etc/hostname: neither http nor https\n"));
    assert_non_null(strstr(got, ": the address carries a user's name\n"));
    assert_non_null(strstr(got, "nothing at all: not an address of a page\n"));
    assert_non_null(strstr(got, "all 6 fetched 0 known 0 failed 6\n"));
    assert_string_equal(s.log, "");
    server_stop(&s);
}

/* A robots.txt that cannot be had closes the site. */
static void test_closed(void **state) {
    bench *b = *state;
    server_page pages[] = {{"/robots.txt", {STR("HTTP/1.1 500 Oh\r\n\r\n")}, 0},
                           {"/a", {STR(HTML STORY)}, 0}};
    server s;
    assert_true(server_start(&s, pages, 2));
    const char *const paths[] = {"/a", NULL};
    fetch_options options = options_of(b);
    assert_string_equal(
        fetched(b, list_of(b, &s, paths), archive_of(b), &options),
        "/a: robots.txt: HTTP status 500\nall 1 fetched 0 known 0 failed 1\n");
    assert_null(strstr(s.log, "/a"));
    server_stop(&s);
}

static rt_str bytes_of(bench *b, const char *path) {
    FILE *f = fopen(path, "rb");
    assert_non_null(f);
    char *bytes = arena_alloc(&b->memory, 1 << 20);
    rt_str out = {bytes, fread(bytes, 1, 1 << 20, f)};
    fclose(f);
    return out;
}

static void test_archive(void **state) {
    bench *b = *state;
    server_page pages[] = {{"/a", {STR(HTML STORY)}, 0}, {"/b", {STR(HTML STORY)}, 0}};
    server s;
    assert_true(server_start(&s, pages, 2));
    const char *const paths[] = {"/a", "/b", NULL};
    const char *list = list_of(b, &s, paths);
    fetch_options options = options_of(b);
    fetched(b, list, archive_of(b), &options);
    rt_str whole = bytes_of(b, archive_of(b));
    const char *before = answers(b, archive_of(b));
    /* its end torn off, as by a power failure: what was whole stays, the rest comes anew
     */
    put(b, "pages.warc.gz", (rt_str){whole.s, whole.n - whole.n / 3});
    assert_string_equal(fetched(b, list, archive_of(b), &options),
                        "all 2 fetched 1 known 1 failed 0\n");
    assert_string_equal(answers(b, archive_of(b)), before);
    /* damaged in the middle, or somebody else's: not touched */
    char *bad = str_z(&b->memory, whole);
    memset(bad + whole.n / 2, 'x', 40);
    rt_str damaged = {bad, whole.n};
    const char *path = put(b, "bad.warc.gz", damaged);
    assert_non_null(strstr(fetched(b, list, path, &options), "the archive is damaged"));
    assert_true(str_eq(bytes_of(b, path), damaged));
    path = put(b, "mine.txt", STR("my notes\n"));
    assert_non_null(
        strstr(fetched(b, list, path, &options), "no web archive that 'fetch'"));
    assert_true(str_eq(bytes_of(b, path), STR("my notes\n")));
    server_stop(&s);
}

static void test_lists(void **state) {
    bench *b = *state;
    server_page pages[] = {{"/a", {STR(HTML STORY)}, 0}, {"/b", {STR(HTML STORY)}, 0}};
    server s;
    assert_true(server_start(&s, pages, 2));
    rt_str sitemap = str_printf(
        &b->memory,
        "<?xml version=\"1.0\"?><urlset "
        "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">"
        "<url><loc>http://127.0.0.1:%d/a</loc></url><url><loc> http://127.0.0.1:%d/b "
        "</loc></url></urlset>",
        s.port, s.port);
    fetch_options options = options_of(b);
    assert_string_equal(fetched(b, put(b, "s.xml", sitemap), archive_of(b), &options),
                        "all 2 fetched 2 known 0 failed 0\n");
    assert_non_null(strstr(fetched(b, put(b, "p.html", STR("<!doctype html><p>No.")),
                                   archive_of(b), &options),
                           "no list of addresses"));
    server_stop(&s);
}

/* ---- robots.txt */

static void allows(bench *b, const char *text, const char *path, bool want) {
    robots r = robots_parse(&b->memory, str_of(text), STR("retold"));
    if (robots_allow(&r, &b->memory, str_of(path)) != want)
        fail_msg("%s is %sallowed by:\n%s", path, want ? "not " : "", text);
}

static void test_robots(void **state) {
    bench *b = *state;
    static const char groups[] =
        "# everybody\nUser-agent: *\nDisallow: /\n\nUser-agent: Retold/2.1\nUser-Agent: "
        "other\nDisallow: /a/\nAllow: /a/b\nDisallow: /*.pdf$\nDisallow: "
        "/x%2fy\nDisallow: "
        "/caf\u00e9\ncrawl-delay: 7\n";
    allows(b, groups, "/", true);
    allows(b, groups, "/a/c", false);
    allows(b, groups, "/a/b/c", true);
    allows(b, groups, "/d/e.pdf", false);
    allows(b, groups, "/d/e.pdf?page=1", true);
    allows(b, groups, "/x/y", true);
    allows(b, groups, "/x%2Fy", false);
    allows(b, groups, "/caf%C3%A9/menu", false);
    assert_int_equal(robots_parse(&b->memory, str_of(groups), STR("retold")).delay, 7);
    assert_int_equal(robots_parse(&b->memory, str_of(groups), STR("third")).n, 1);
    allows(b, "User-agent: *\nDisallow: /\n", "/robots.txt", true);
    allows(b, "User-agent: *\nDisallow: /\nAllow: /\n", "/b", true);
    allows(b, "User-agent: *\nDisallow:\n", "/b", true);
    allows(b, "User-agent: retold\n\nUser-agent: *\nDisallow: /\n", "/b", false);
    allows(b, "User-agent: retold\nAllow: /b\nUser-agent: *\nDisallow: /\n", "/c", true);
    allows(b, "Disallow: /\n", "/b", true);
    allows(b, "User-agent: *\nDisallow: /a*b*c$\n", "/axxbyyc", false);
    allows(b, "User-agent: *\nDisallow: /a*b*c$\n", "/axxbyycz", true);
    allows(b, "User-agent: *\nDisallow: *\n", "/b", false);
    allows(b, "User-agent: *\nDisallow: $\n", "/b", true);
    allows(b, "", "/b", true);
}

int main(void) {
#define test(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(test_pages),  test(test_waiting), test(test_bodies), test(test_private),
        test(test_closed), test(test_archive), test(test_lists),  test(test_robots),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
