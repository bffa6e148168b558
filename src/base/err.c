#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

__attribute__((format(printf, 4, 0))) static rt_code
err_fill(rt_err *err, rt_code code, const char *place, const char *format, va_list args) {
    if (!err) return code;
    err->code = code;
    err->offset = ERR_NO_OFFSET;
    snprintf(err->place, sizeof err->place, "%s", place ? place : "");
    vsnprintf(err->text, sizeof err->text, format, args);
    return code;
}

rt_code err_set(rt_err *err, rt_code code, const char *place, const char *format, ...) {
    va_list args;
    va_start(args, format);
    err_fill(err, code, place, format, args);
    va_end(args);
    return code;
}

rt_code err_set_at(rt_err *err, rt_code code, const char *place, uint64_t offset,
                   const char *format, ...) {
    va_list args;
    va_start(args, format);
    err_fill(err, code, place, format, args);
    va_end(args);
    if (err) err->offset = offset;
    return code;
}

rt_code err_memory(rt_err *err, const char *place) {
    return err_set(err, RT_E_STOPPED, place, "memory ran out");
}

void err_place(rt_err *err, rt_str place) {
    if (!err || err->place[0]) return;
    size_t n = place.n < sizeof err->place ? place.n : sizeof err->place - 1;
    if (n) memcpy(err->place, place.s, n);
    err->place[n] = '\0';
}
