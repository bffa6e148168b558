#include "read/read.h"

#include "base/err.h"

rt_code read_open(const char *const *paths, size_t n, const read_options *options,
                  read_input **out, rt_err *err) {
    (void)paths, (void)n, (void)options;
    *out = NULL;
    return err_set(err, RT_E_USAGE, NULL, "reading is not built yet");
}
void read_close(read_input *in) { (void)in; }
rt_code read_next(read_input *in, arena *a, read_record *out, rt_err *err) {
    (void)in, (void)a, (void)out, (void)err;
    return RT_END;
}
rt_code read_article(const read_record *record, const read_options *options, arena *a,
                     rt_article *out, rt_err *err) {
    (void)record, (void)options, (void)a, (void)out;
    return err_set(err, RT_E_INPUT, NULL, "reading is not built yet");
}
