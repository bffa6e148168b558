#include "trace/outlet.h"

#include "base/hash.h"
#include "base/utf8.h"

/* "www.examplepost.com/news" → "examplepost": what stands before the first slash, without
 * "www." and without what follows the last label that names anybody. */
static rt_str host_name(rt_str s) {
    size_t slash = str_find(s, STR("/"), 0);
    if (slash != SIZE_MAX) s.n = slash;
    if (str_find(s, STR(" "), 0) != SIZE_MAX || str_find(s, STR("."), 0) == SIZE_MAX)
        return s;
    if (str_starts(s, STR("www."))) s = str_from(s, 4);
    size_t dot = str_find(s, STR("."), 0);
    return dot && dot != SIZE_MAX ? (rt_str){s.s, dot} : s;
}

uint64_t outlet_key(rt_str name, arena *scratch) {
    if (!name.s || !name.n) return 0;
    rt_str folded = utf8_fold_plain(scratch, host_name(str_trim(name)));
    if (str_starts(folded, STR("the "))) folded = str_from(folded, 4);
    strbuf letters;
    strbuf_init(&letters, scratch);
    for (size_t i = 0; i < folded.n; i++) {
        unsigned char c = (unsigned char)folded.s[i];
        if (c >= 0x80 || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
            strbuf_char(&letters, (char)c);
    }
    return letters.n ? hash_str(strbuf_str(&letters)) : 0;
}
