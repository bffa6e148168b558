#include "read/date.h"

#include "base/civil.h"

rt_time date_parse(const lexicon *lex, arena *a, rt_str text, rt_str language) {
    (void)lex, (void)a, (void)language;
    return civil_parse_iso(str_trim(text));
}

bool date_find(const lexicon *lex, arena *a, rt_str text, rt_str language, size_t from,
               date_found *out) {
    (void)lex, (void)a, (void)text, (void)language, (void)from, (void)out;
    return false;
}

bool date_plausible(rt_time t, rt_time captured) {
    if (!t.precision || t.year < 1900) return false;
    if (!captured.precision) return true;
    return civil_seconds(t) <= civil_seconds(captured) + (t.zoned ? 0 : 86400);
}
