#include "read/html.h"

#include "base/err.h"

rt_code read_html_article(const read_record *record, const read_options *options,
                          arena *a, rt_article *out, rt_err *err) {
    (void)options, (void)out;
    return err_set(err, RT_E_INPUT, str_z(a, record->source), "HTML is not read yet");
}
