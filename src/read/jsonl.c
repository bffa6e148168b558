#include "base/err.h"
#include "read/container.h"

static rt_code jsonl_next(container *c, arena *a, read_record *out, rt_err *err) {
    rt_str line;
    do {
        rt_code code = stream_line(c->in, a, c->limit, &line, err);
        if (code == RT_END || c->done) return RT_END;
        c->count++;
        if (code == RT_E_LIMIT) {
            rt_str place =
                str_printf(a, "%s#%llu", c->path, (unsigned long long)c->count);
            return err_set(err, code, place.s, "line longer than the limit of %zu bytes",
                           c->limit);
        }
        if (code) {
            c->done = true;
            return code;
        }
    } while (!str_trim(line).n);
    *out = (read_record){
        .source = str_printf(a, "%s#%llu", c->path, (unsigned long long)c->count),
        .bytes = line,
        .format = READ_JSON};
    return RT_OK;
}

bool jsonl_begin(container *c) {
    c->next = jsonl_next;
    return true;
}
