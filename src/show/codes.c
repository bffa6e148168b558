#include "show/codes.h"

#include "base/str.h"

#include <math.h>

const char *code_relation(rt_relation relation) {
    static const char *const word[] = {
        [RT_SAME_TEXT] = "same_text",     [RT_PARTIAL_COPY] = "partial_copy",
        [RT_REWORDED] = "reworded",       [RT_CREDITS_ONLY] = "credits_only",
        [RT_QUOTES_ONLY] = "quotes_only", [RT_UNRELATED] = "none"};
    return word[relation];
}

const char *code_direction(rt_direction direction) {
    static const char *const word[] = {[RT_CREDITED] = "credited",
                                       [RT_INFERRED] = "inferred",
                                       [RT_DIRECTION_UNKNOWN] = "unknown"};
    return word[direction];
}

rt_str code_share(arena *a, float value) {
    if (!(value >= 0)) value = 0;
    if (value > 1) value = 1;
    unsigned n = (unsigned)lrintf(value * 10000);
    return str_printf(a, "%u.%04u", n / 10000, n % 10000);
}

rt_str code_outside(arena *a, rt_str name) {
    return str_printf(a, "external:%.*s", (int)name.n, name.s);
}
