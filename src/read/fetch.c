#include "read/fetch.h"

#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "read/exchange.h"
#include "read/fetch_list.h"
#include "read/robots.h"
#include "read/warc_writer.h"

#include <time.h>

enum {
    SECONDS = 30,
    MOST_BYTES = 16 << 20,
    MOST_TRIES = 4,     /* of one address */
    MOST_WAIT = 300,    /* seconds that a server may ask to wait */
    MOST_REDIRECTS = 5, /* of one address */
    MOST_SILENCE = 3,   /* addresses in a row that a host does not answer for */
    LEAST_PAUSE = 50,   /* milliseconds before the second try; four times as many before
                           each further one */
    LONGEST_NAP = 200,  /* milliseconds without a look at whether to stop */
    NONE = UINT32_MAX
};

static const char accepted[] =
    "text/html, application/xhtml+xml;q=0.9, text/plain;q=0.8, */*;q=0.1";

/* An address of the list, and where it has led so far. */
typedef struct page {
    rt_str first, url, path;
    warc_visit *hops; /* the redirects */
    unsigned hops_n, tries;
    uint32_t next; /* in the queue of its host */
} page;

/* A scheme, name and port: what robots.txt holds for, and what gets a rest. */
typedef struct host {
    rt_str origin;
    robots rules;
    const char *refusal;      /* why nothing may be asked of it; NULL: it may be */
    uint32_t queue, asked;    /* pages; `asked` NONE: robots.txt */
    unsigned tries, silences; /* for robots.txt; in a row */
    uint64_t ready;           /* when it may be asked again */
    bool busy, known;         /* an answer is awaited; its robots.txt is */
} host;

typedef struct fetch {
    const fetch_options *options;
    const fetch_sink *sink;
    exchange_options limits;
    exchanges *network;
    warc_writer *archive;
    arena memory, tmp;
    rt_str product; /* the agent's name without its version */
    VEC(page) pages;
    VEC(host) hosts;
    uint32_t *slots; /* hosts by origin */
    size_t mask;
    uint32_t pending;
    fetch_counts counts;
    const fetch_task *task;
    rt_code code;
    rt_err *err;
} fetch;

static uint64_t now_ms(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static bool stopped(const fetch *f) { return f->options->stop && *f->options->stop; }

static void reject(fetch *f, rt_str url, const char *why) {
    rt_err err;
    arena_reset(&f->tmp);
    err_set(&err, RT_E_INPUT, str_z(&f->tmp, url), "%s", why);
    f->counts.failed++;
    f->sink->reject(f->sink->context, &err);
}

static void finish(fetch *f, const page *p, const char *failure) {
    f->pending--;
    if (failure) reject(f, p->first, failure);
    else f->counts.fetched++;
    if (f->sink->progress) f->sink->progress(f->sink->context, &f->counts);
}

/* ---- hosts and their queues */

static host *host_of(fetch *f, rt_str origin) {
    size_t at = hash_str(origin) & f->mask;
    for (; f->slots[at]; at = (at + 1) & f->mask)
        if (str_eq(f->hosts.at[f->slots[at] - 1].origin, origin))
            return &f->hosts.at[f->slots[at] - 1];
    host *h = vec_push(&f->memory, &f->hosts);
    *h = (host){.origin = origin, .queue = NONE, .asked = NONE};
    f->slots[at] = f->hosts.n;
    return h;
}

static void put_first(fetch *f, host *h, uint32_t page_at) {
    f->pages.at[page_at].next = h->queue;
    h->queue = page_at;
}

static uint32_t take_first(fetch *f, host *h) {
    uint32_t at = h->queue;
    h->queue = f->pages.at[at].next;
    return at;
}

static void fail_all(fetch *f, host *h, const char *why) {
    while (h->queue != NONE) finish(f, &f->pages.at[take_first(f, h)], why);
}

static uint64_t pause_of(const fetch *f, const host *h) {
    uint64_t asked = (uint64_t)h->rules.delay * 1000;
    return asked > f->options->delay ? asked : f->options->delay;
}

/* Whether an answer that may get better is worth another try; sets when. */
static bool try_again(const fetch *f, host *h, const exchange_answer *x, unsigned tries) {
    if (!x->again || tries >= MOST_TRIES || x->wait > MOST_WAIT) return false;
    uint64_t pause = pause_of(f, h) > LEAST_PAUSE ? pause_of(f, h) : LEAST_PAUSE;
    for (unsigned i = 1; i < tries; i++) pause *= 4;
    h->ready = now_ms() + (x->wait ? x->wait * 1000 : pause);
    return true;
}

/* ---- answers */

static const char *failure_of(fetch *f, const exchange_answer *x) {
    if (x->why) return str_copy(&f->memory, str_of(x->why)).s;
    if (x->wait > MOST_WAIT)
        return str_printf(&f->memory, "HTTP status %d; it asks to wait %llu seconds",
                          x->status, (unsigned long long)x->wait)
            .s;
    return str_printf(&f->memory, "HTTP status %d", x->status).s;
}

/* Without a robots.txt everything may be fetched; while it cannot be had, nothing may
 * (RFC 9309, 2.3.1). */
static void take_robots(fetch *f, host *h, const exchange_answer *x) {
    if (try_again(f, h, x, ++h->tries)) return;
    h->known = true;
    if (x->status == 200)
        h->rules = robots_parse(&f->memory, str_copy(&f->memory, x->body), f->product);
    else if (x->why) h->refusal = failure_of(f, x);
    else if (x->status >= 500 || x->status == 429)
        h->refusal = str_printf(&f->memory, "robots.txt: %s", failure_of(f, x)).s;
    if (h->refusal) fail_all(f, h, h->refusal);
}

static warc_visit visit_of(const page *p, const exchange_answer *x) {
    return (warc_visit){p->url, x->address, x->began, x->request, x->response, x->body};
}

static void follow(fetch *f, uint32_t page_at, const exchange_answer *x) {
    page *p = &f->pages.at[page_at];
    exchange_address to;
    const char *why;
    if (p->hops_n == MOST_REDIRECTS) {
        finish(f, p, "redirected too often");
        return;
    }
    if (!exchange_parse(&f->memory, x->redirect, &to, &why)) {
        finish(f, p, str_printf(&f->memory, "redirected to what is %s", why).s);
        return;
    }
    if (!p->hops) p->hops = arena_many(&f->memory, warc_visit, MOST_REDIRECTS + 1);
    warc_visit hop = visit_of(p, x);
    hop.address = str_copy(&f->memory, hop.address);
    hop.request = str_copy(&f->memory, hop.request);
    hop.response = str_copy(&f->memory, hop.response);
    hop.body = (rt_str){"", 0};
    p->hops[p->hops_n++] = hop;
    p->url = to.url;
    p->path = to.path;
    p->tries = 0;
    put_first(f, host_of(f, to.origin), page_at);
}

static void keep(fetch *f, page *p, const exchange_answer *x) {
    warc_visit alone, *visits = p->hops ? p->hops : &alone;
    visits[p->hops_n] = visit_of(p, x);
    arena_reset(&f->tmp);
    f->code = warc_write(f->archive, visits, p->hops_n + 1, &f->tmp, f->err);
    finish(f, p, NULL);
}

static void take_page(fetch *f, host *h, const exchange_answer *x) {
    uint32_t at = h->asked;
    page *p = &f->pages.at[at];
    if (try_again(f, h, x, ++p->tries)) {
        put_first(f, h, at);
        return;
    }
    h->silences = !x->status && x->again ? h->silences + 1 : 0;
    if (h->silences == MOST_SILENCE) fail_all(f, h, "its host does not answer");
    if (x->redirect.s && x->status >= 300 && x->status < 400) follow(f, at, x);
    else if (x->status == 200 && x->body.n) keep(f, p, x);
    else if (x->status == 200) finish(f, p, "an empty page");
    else finish(f, p, failure_of(f, x));
}

static void take_answer(fetch *f, const exchange_answer *x) {
    host *h = &f->hosts.at[x->tag];
    h->busy = false;
    h->ready = now_ms() + pause_of(f, h);
    if (h->known) take_page(f, h, x);
    else take_robots(f, h, x);
}

/* ---- questions */

/* Asks the host the next thing there is; false where the network has no room. */
static bool ask(fetch *f, uint32_t host_at) {
    host *h = &f->hosts.at[host_at];
    arena_reset(&f->tmp);
    if (!h->known) {
        const char *url = str_printf(&f->tmp, "%s/robots.txt", h->origin.s).s;
        h->busy = exchange_start(f->network, url, true, host_at);
        return h->busy;
    }
    while (h->queue != NONE) {
        page *p = &f->pages.at[h->queue];
        if (h->refusal || !robots_allow(&h->rules, &f->tmp, p->path)) {
            take_first(f, h);
            finish(f, p, h->refusal ? h->refusal : "robots.txt does not allow it");
            continue;
        }
        h->busy = exchange_start(f->network, str_z(&f->tmp, p->url), false, host_at);
        if (h->busy) h->asked = take_first(f, h);
        return h->busy;
    }
    return true;
}

/* Asks every host that has rested; returns the milliseconds until the next will have. */
static uint64_t ask_all(fetch *f) {
    uint64_t now = now_ms(), next = LONGEST_NAP;
    bool room = true;
    for (uint32_t i = 0; i < f->hosts.n; i++) {
        const host *h = &f->hosts.at[i];
        if (h->busy || h->queue == NONE) continue;
        if (h->ready > now) next = h->ready - now < next ? h->ready - now : next;
        else if (room) room = ask(f, i);
    }
    return next;
}

static void work_off(fetch *f) {
    while (f->pending && !f->code && !stopped(f)) {
        uint64_t nap = ask_all(f);
        if (!f->pending) return;
        exchange_wait(f->network, (unsigned)nap);
        for (exchange_answer x; !f->code && exchange_next(f->network, &x);)
            take_answer(f, &x);
    }
}

/* ---- the list */

/* The addresses in their normal spelling; what is none is rejected. */
static fetch_list normal_list(fetch *f, const fetch_list *written) {
    fetch_list out = {NULL, 0, 0};
    for (uint32_t i = 0; i < written->n; i++) {
        exchange_address to;
        const char *why;
        if (exchange_parse(&f->memory, written->at[i], &to, &why))
            *vec_push(&f->memory, &out) = to.url;
        else reject(f, written->at[i], why);
    }
    return out;
}

static void queue_up(fetch *f, const fetch_list *list) {
    size_t size = 16;
    while (size < (size_t)list->n * 2 * (MOST_REDIRECTS + 1)) size *= 2;
    f->slots = arena_many(&f->memory, uint32_t, size);
    f->mask = size - 1;
    f->pending = list->n;
    for (uint32_t i = list->n; i-- > 0;) { /* backwards: each is put first */
        exchange_address to;
        const char *why;
        exchange_parse(&f->memory, list->at[i], &to, &why);
        *vec_push(&f->memory, &f->pages) =
            (page){.first = to.url, .url = to.url, .path = to.path};
        put_first(f, host_of(f, to.origin), f->pages.n - 1);
    }
}

static void run(void *context) {
    fetch *f = context;
    const char *agent = f->limits.agent;
    fetch_list written;
    warc_known known;
    f->product = (rt_str){agent, strcspn(agent, "/ ")};
    f->code = fetch_list_read(f->options->lex, f->task->lists, f->task->lists_n,
                              &f->memory, &written, f->err);
    if (f->code) return;
    f->code = warc_writer_open(f->task->archive, str_of(agent), &f->memory, &f->archive,
                               &known, f->err);
    if (f->code) return;
    f->network = exchanges_new(&f->limits);
    if (!f->network) arena_full(&f->memory);
    fetch_list normal = normal_list(f, &written);
    fetch_list left = fetch_list_without(&f->memory, &normal, known.at, known.n);
    f->counts.all = written.n;
    f->counts.known = normal.n - left.n;
    queue_up(f, &left);
    work_off(f);
}

rt_code fetch_run(const fetch_task *task, const fetch_options *options,
                  const fetch_sink *sink, fetch_counts *out, rt_err *err) {
    fetch f = {.task = task, .options = options, .sink = sink, .err = err};
    f.limits = (exchange_options){
        .agent = options->agent ? options->agent : "retold/" RT_VERSION,
        .most_bytes = options->most_bytes ? options->most_bytes : MOST_BYTES,
        .seconds = options->seconds ? options->seconds : SECONDS,
        .private_too = options->private_too,
        .accept = accepted};
    if (!arena_try(&f.memory, run, &f)) f.code = err_memory(err, NULL);
    bool left = f.pending && !f.code;
    exchanges_free(f.network);
    rt_code closed = warc_writer_close(f.archive, f.code ? NULL : err);
    arena_release(&f.tmp);
    arena_release(&f.memory);
    *out = f.counts;
    if (f.code || closed) return f.code ? f.code : closed;
    return left ? err_set(err, RT_E_STOPPED, task->archive,
                          "interrupted; what was fetched is kept, and the same call goes "
                          "on")
                : RT_OK;
}
