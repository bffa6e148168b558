#include "read/site.h"

#include "base/hash.h"
#include "base/vec.h"

#include <stdlib.h>

/* Percentages: of its prose that an
 * article shares with another to be the same; of a host's articles that a block stands on
 * to be furniture there. */
enum { SAME = 60, SHARE = 10 };

typedef struct site {
    rt_str host;
    uint64_t hash;
    uint64_t expected[SITE_PAGES]; /* ascending */
    uint64_t recalled[SITE_PAGES];
    site_page page[SITE_PAGES]; /* ascending by hash */
    uint32_t expected_n, announced, pages_n, recalled_n;
    const uint64_t *recurring; /* ascending, in the lowest byte on how many articles */
    uint32_t recurring_n;
    uint32_t articles;
} site;

struct site_memory {
    arena a;
    VEC(site *) sites;
    site **slot; /* open addressing by hash */
    size_t mask;
};

/* ---------------------------------------------------------------- pages */

/* The value of an attribute inside a tag; null when it is not there. */
static rt_str attribute_in(rt_str tag, rt_str name) {
    size_t at = str_find_nocase(tag, name, 0);
    if (at == SIZE_MAX) return (rt_str){NULL, 0};
    rt_str rest = str_trim(str_from(tag, at + name.n));
    if (!rest.n || rest.s[0] != '=') return (rt_str){NULL, 0};
    rest = str_trim(str_from(rest, 1));
    char quote = rest.n && (rest.s[0] == '"' || rest.s[0] == '\'') ? rest.s[0] : 0;
    if (quote) rest = str_from(rest, 1);
    size_t n = 0;
    while (n < rest.n && rest.s[n] != '>' &&
           (quote ? rest.s[n] != quote : (unsigned char)rest.s[n] > ' '))
        n++;
    return (rt_str){rest.s, n};
}

/* The attribute `value` of the first tag that holds `mark`. */
static rt_str value_beside(rt_str head, rt_str mark, rt_str value) {
    for (size_t at = 0; (at = str_find(head, mark, at)) != SIZE_MAX; at += mark.n) {
        size_t start = at, end = at;
        while (start > 0 && head.s[start] != '<') start--;
        while (end < head.n && head.s[end] != '>') end++;
        rt_str found = attribute_in((rt_str){head.s + start, end - start}, value);
        if (found.n) return found;
    }
    return (rt_str){NULL, 0};
}

rt_str site_host_in(rt_str url) {
    size_t at = str_find(url, STR("//"), 0);
    if (!url.s || at == SIZE_MAX) return (rt_str){NULL, 0};
    rt_str rest = str_from(url, at + 2);
    size_t n = 0;
    while (n < rest.n && !strchr("/:?#", rest.s[n])) n++;
    return n ? (rt_str){rest.s, n} : (rt_str){NULL, 0};
}

static rt_str head_of(const read_record *record, size_t most) {
    return (rt_str){record->bytes.s, record->bytes.n < most ? record->bytes.n : most};
}

rt_str site_host(const read_record *record) {
    if (record->format != READ_HTML) return (rt_str){NULL, 0};
    rt_str host = site_host_in(record->url);
    rt_str head = head_of(record, READ_HEAD);
    if (!host.s) host = site_host_in(value_beside(head, STR("canonical"), STR("href")));
    if (!host.s) host = site_host_in(value_beside(head, STR("og:url"), STR("content")));
    return host;
}

uint64_t site_page_hash(const read_record *record) {
    return hash_str(head_of(record, SITE_HEAD));
}

uint64_t site_block(rt_str text, uint32_t prose) {
    return (hash_str(text) & ~(uint64_t)255) | (prose < 255 ? prose : 255);
}

uint64_t site_trait_of(site_trait kind, uint64_t what) {
    return hash_mix(what + kind) & ~(uint64_t)255;
}

/* ---------------------------------------------------------------- the memory */

site_memory *site_memory_new(void) {
    site_memory *m = calloc(1, sizeof *m);
    if (m) arena_init(&m->a, 0);
    return m;
}

void site_memory_free(site_memory *m) {
    if (!m) return;
    arena_release(&m->a);
    free(m);
}

static site **place(const site_memory *m, rt_str host, uint64_t hash) {
    size_t i = hash & m->mask;
    while (m->slot[i] && (m->slot[i]->hash != hash || !str_eq(m->slot[i]->host, host)))
        i = (i + 1) & m->mask;
    return &m->slot[i];
}

static site *site_of(const site_memory *m, rt_str host) {
    return m && m->slot && host.n ? *place(m, host, hash_str(host)) : NULL;
}

/* Something to be done in the arena of a memory. */
typedef struct task {
    site_memory *m;
    rt_str host;
    uint64_t page;
    const site_page *given;
} task;

static void grow(site_memory *m) {
    m->mask = m->slot ? m->mask * 2 + 1 : 63;
    m->slot = arena_many(&m->a, site *, m->mask + 1);
    for (uint32_t i = 0; i < m->sites.n; i++)
        *place(m, m->sites.at[i]->host, m->sites.at[i]->hash) = m->sites.at[i];
}

static site *site_made(site_memory *m, rt_str host) {
    site *s = site_of(m, host);
    if (s) return s;
    if (!m->slot || (size_t)m->sites.n * 2 > m->mask) grow(m);
    s = arena_new(&m->a, site);
    s->host = str_copy(&m->a, host);
    s->hash = hash_str(host);
    *vec_push(&m->a, &m->sites) = s;
    return *place(m, host, s->hash) = s;
}

static bool is_expected(const site *s, uint64_t page) {
    for (uint32_t i = 0; i < s->expected_n; i++)
        if (s->expected[i] == page) return true;
    return false;
}

/* Puts a hash among the least ones. */
static void expect(void *context) {
    const task *t = context;
    site *s = site_made(t->m, t->host);
    if (is_expected(s, t->page)) return; /* the same bytes again */
    s->announced++;
    uint32_t at = s->expected_n;
    while (at > 0 && s->expected[at - 1] > t->page) at--;
    if (at == SITE_PAGES) return;
    if (s->expected_n < SITE_PAGES) s->expected_n++;
    memmove(s->expected + at + 1, s->expected + at,
            (s->expected_n - at - 1) * sizeof *s->expected);
    s->expected[at] = t->page;
}

bool site_expect(site_memory *m, rt_str host, uint64_t page) {
    task t = {.m = m, .host = host, .page = page};
    return !host.n || arena_try(&m->a, expect, &t);
}

static const site_page *learned(const site *s, uint64_t page) {
    for (uint32_t i = 0; i < s->pages_n; i++)
        if (s->page[i].page == page) return &s->page[i];
    return NULL;
}

bool site_wants(const site_memory *m, rt_str host, uint64_t page, uint32_t least) {
    const site *s = site_of(m, host);
    if (!s || s->announced < least || !is_expected(s, page)) return false;
    for (uint32_t i = 0; i < s->recalled_n; i++)
        if (s->recalled[i] == page) return false;
    return true;
}

static void learn(void *context) {
    const task *t = context;
    site *s = site_made(t->m, t->host);
    if (!is_expected(s, t->given->page) || learned(s, t->given->page)) return;
    uint32_t at = s->pages_n++;
    for (; at > 0 && s->page[at - 1].page > t->given->page; at--)
        s->page[at] = s->page[at - 1];
    uint64_t *block = arena_many(&t->m->a, uint64_t, t->given->n);
    if (t->given->n) memcpy(block, t->given->block, t->given->n * sizeof *block);
    s->page[at] = (site_page){t->given->page, block, t->given->n};
}

bool site_learn(site_memory *m, rt_str host, const site_page *page) {
    task t = {.m = m, .host = host, .given = page};
    return !host.n || arena_try(&m->a, learn, &t);
}

bool site_recall(site_memory *m, rt_str host, const site_page *pages, uint32_t n) {
    for (uint32_t i = 0; i < n; i++)
        if (!site_expect(m, host, pages[i].page)) return false;
    for (uint32_t i = 0; i < n; i++)
        if (!site_learn(m, host, &pages[i])) return false;
    site *s = site_of(m, host);
    if (!s) return true;
    s->recalled_n = s->pages_n;
    for (uint32_t i = 0; i < s->pages_n; i++) s->recalled[i] = s->page[i].page;
    return true;
}

bool site_wants_any(const site_memory *m, uint32_t least) {
    for (uint32_t i = 0; i < m->sites.n; i++) {
        const site *s = m->sites.at[i];
        if (s->announced >= least && s->pages_n < s->expected_n) return true;
    }
    return false;
}

bool site_changed(const site_memory *m, rt_str host) {
    const site *s = site_of(m, host);
    return s && s->pages_n != s->recalled_n;
}

/* ---------------------------------------------------------------- what recurs */

static uint64_t prose_of(const site_page *p) {
    uint64_t words = 0;
    for (uint32_t i = 0; i < p->n; i++) words += p->block[i] & 255;
    return words;
}

/* Whether the smaller of two pages has most of its prose in common with the other. */
static bool is_same_article(const site_page *a, const site_page *b) {
    uint64_t shared = 0, of_a = prose_of(a), of_b = prose_of(b);
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        if (a->block[i] == b->block[k]) shared += a->block[i] & 255, i++, k++;
        else if (a->block[i] < b->block[k]) i++;
        else k++;
    }
    uint64_t least = of_a < of_b ? of_a : of_b;
    return least > 0 && shared * 100 >= least * SAME;
}

static int by_value(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
    return a < b ? -1 : a > b;
}

static void settle_site(arena *a, site *s) {
    const site_page *distinct[SITE_PAGES];
    uint32_t n = 0;
    size_t blocks = 0;
    for (uint32_t i = 0; i < s->pages_n; i++) {
        bool same = false;
        for (uint32_t k = 0; k < n && !same; k++)
            same = is_same_article(distinct[k], &s->page[i]);
        if (same) continue;
        distinct[n++] = &s->page[i];
        blocks += s->page[i].n;
    }
    if (n < SITE_RECURS) return;
    uint64_t *all = arena_many(a, uint64_t, blocks);
    size_t m = 0;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < distinct[i]->n; k++)
            all[m++] = distinct[i]->block[k] & ~(uint64_t)255;
    qsort(all, m, sizeof *all, by_value);
    uint32_t least = n * SHARE / 100 > SITE_RECURS ? n * SHARE / 100 : SITE_RECURS;
    uint32_t kept = 0;
    for (size_t i = 0, end; i < m; i = end) {
        for (end = i; end < m && all[end] == all[i];) end++;
        if (end - i >= least) all[kept++] = all[i] | (end - i);
    }
    s->recurring = all;
    s->recurring_n = kept;
    s->articles = n;
}

static int by_host(const void *x, const void *y) {
    const site *a = *(site *const *)x, *b = *(site *const *)y;
    return str_cmp(a->host, b->host);
}

static void settle(void *context) {
    site_memory *m = ((task *)context)->m;
    if (m->sites.n > 1) qsort(m->sites.at, m->sites.n, sizeof *m->sites.at, by_host);
    for (uint32_t i = 0; i < m->sites.n; i++) settle_site(&m->a, m->sites.at[i]);
}

bool site_settle(site_memory *m) {
    task t = {.m = m};
    return arena_try(&m->a, settle, &t);
}

static int by_block(const void *x, const void *y) {
    uint64_t a = *(const uint64_t *)x >> 8, b = *(const uint64_t *)y >> 8;
    return a < b ? -1 : a > b;
}

uint32_t site_recurs(const site_memory *m, rt_str host, uint64_t block) {
    const site *s = site_of(m, host);
    if (!s || !s->recurring_n) return 0;
    const uint64_t *found =
        bsearch(&block, s->recurring, s->recurring_n, sizeof block, by_block);
    return found ? *found & 255 : 0;
}

uint32_t site_articles(const site_memory *m, rt_str host) {
    const site *s = site_of(m, host);
    return s ? s->articles : 0;
}

rt_str site_name(const site_memory *m, uint32_t i) {
    return i < m->sites.n ? m->sites.at[i]->host : (rt_str){NULL, 0};
}

const site_page *site_pages(const site_memory *m, rt_str host, uint32_t *n) {
    const site *s = site_of(m, host);
    *n = s ? s->pages_n : 0;
    return s ? s->page : NULL;
}
