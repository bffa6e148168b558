#include "run/corpus_sites.h"

#include "base/err.h"

/* What a task in the arena of its own goes by. */
typedef struct site_task {
    store *store;
    site_memory *memory;
    arena tmp;
    rt_code code;
    rt_err *err;
} site_task;

static rt_code run_task(site_task *t, void (*body)(void *context)) {
    if (!arena_try(&t->tmp, body, t)) t->code = err_memory(t->err, NULL);
    arena_release(&t->tmp);
    return t->code;
}

static void recall(void *context) {
    site_task *t = context;
    rt_str host;
    for (uint32_t i = 0; (host = site_name(t->memory, i)).s; i++) {
        const store_page *pages;
        uint32_t n;
        t->code = store_site(t->store, host, &t->tmp, &pages, &n, t->err);
        if (t->code != RT_OK) return;
        site_page *known = arena_many(&t->tmp, site_page, n);
        for (uint32_t k = 0; k < n; k++)
            known[k] = (site_page){pages[k].page, pages[k].block, pages[k].n};
        if (!site_recall(t->memory, host, known, n)) arena_full(&t->tmp);
        arena_reset(&t->tmp);
    }
}

rt_code corpus_recall_sites(store *s, site_memory *memory, rt_err *err) {
    site_task t = {.store = s, .memory = memory, .err = err};
    return run_task(&t, recall);
}

static void keep(void *context) {
    site_task *t = context;
    rt_str host;
    for (uint32_t i = 0; (host = site_name(t->memory, i)).s; i++) {
        if (!site_changed(t->memory, host)) continue;
        uint32_t n;
        const site_page *pages = site_pages(t->memory, host, &n);
        store_page *kept = arena_many(&t->tmp, store_page, n);
        for (uint32_t k = 0; k < n; k++)
            kept[k] = (store_page){pages[k].page, pages[k].block, pages[k].n};
        t->code = store_put_site(t->store, host, kept, n, &t->tmp, t->err);
        if (t->code != RT_OK) return;
        arena_reset(&t->tmp);
    }
}

rt_code corpus_keep_sites(store *s, site_memory *memory, rt_err *err) {
    site_task t = {.store = s, .memory = memory, .err = err};
    return run_task(&t, keep);
}
