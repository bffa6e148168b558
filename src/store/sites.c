#include "base/vec.h"
#include "store/pack.h"
#include "store/statement.h"

rt_code store_site(store *s, rt_str host, arena *a, const store_page **out, uint32_t *n,
                   rt_err *err) {
    VEC(store_page) pages = {0};
    statement st = statement_of(s, SQL_SITE, err);
    bind_text(&st, 1, host);
    while (statement_row(&st)) {
        store_page page = {.page = (uint64_t)column_number(&st, 0)};
        page.block = unpack_hashes(column_bytes(&st, 1, a), a, &page.n);
        if (page.block) *vec_push(a, &pages) = page;
    }
    *out = pages.at;
    *n = pages.n;
    return statement_end(&st);
}

rt_code store_put_site(store *s, rt_str host, const store_page *pages, uint32_t n,
                       arena *tmp, rt_err *err) {
    statement st = statement_of(s, SQL_FORGET_SITE, err);
    bind_text(&st, 1, host);
    statement_do(&st);
    rt_code code = statement_end(&st);
    for (uint32_t i = 0; code == RT_OK && i < n; i++) {
        st = statement_of(s, SQL_PUT_SITE, err);
        bind_text(&st, 1, host);
        bind_number(&st, 2, (int64_t)pages[i].page);
        bind_bytes(&st, 3, pack_hashes(tmp, pages[i].block, pages[i].n));
        statement_do(&st);
        code = statement_end(&st);
    }
    return code;
}
