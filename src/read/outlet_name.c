#include "read/outlet_name.h"

#include "base/outlets.h"
#include "base/str.h"
#include "base/utf8.h"

#include <string.h>

rt_str outlet_of_host(const lexicon *lex, rt_str host) {
    const lex_list *domains = lex_get(lex, "outlets", outlets_view_name(OUTLETS_DOMAINS));
    if (str_starts(host, STR("www."))) host = str_from(host, 4);
    for (rt_str rest = host, label; rest.s; str_field(&rest, '.', &label)) {
        const lex_entry *known = lex_find(domains, rest);
        if (known) return known->value;
    }
    const char *slash = memchr(host.s, '/', host.n);
    if (!slash) return host;
    rt_str bare = outlet_of_host(lex, (rt_str){host.s, (size_t)(slash - host.s)});
    return memchr(bare.s, '.', bare.n) ? host : bare;
}

rt_str outlet_of_name(const lexicon *lex, arena *a, rt_str name) {
    const lex_list *names = lex_get(lex, "outlets", outlets_view_name(OUTLETS_NAMES));
    const lex_entry *known = lex_find(names, utf8_fold(a, name));
    return known ? known->value : (rt_str){NULL, 0};
}

rt_str outlet_of_page(const lexicon *lex, arena *a, rt_str name, rt_str host) {
    rt_str called = name.n ? outlet_of_name(lex, a, name) : (rt_str){NULL, 0};
    if (called.s) return called;
    rt_str hosted = host.n ? outlet_of_host(lex, host) : (rt_str){NULL, 0};
    bool known = hosted.s && !str_ends(host, hosted);
    return name.n && !known ? name : hosted;
}
