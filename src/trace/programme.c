#include "trace/programme.h"

#include "base/outlets.h"
#include "base/utf8.h"

static bool is_programme(const trace_input *in, rt_str folded) {
    const lex_list *kinds = lex_get(in->lex, "outlets", outlets_view_name(OUTLETS_KINDS));
    const lex_entry *kind = lex_find(kinds, folded);
    return kind && str_eq(kind->value, STR("programme"));
}

bool programme_credited(const trace_input *in, uint32_t article, const rt_credit *credit,
                        arena *scratch) {
    if (!span_known(credit->span)) return false;
    rt_str words = str_span(in->items[article].article->text, credit->span);
    return is_programme(in, utf8_fold(scratch, words));
}

rt_str programme_titled(const trace_input *in, uint32_t article, arena *scratch) {
    const lex_list *names = lex_get(in->lex, "outlets", outlets_view_name(OUTLETS_NAMES));
    rt_str title = utf8_fold(scratch, in->items[article].article->title);
    for (const lex_entry *e = NULL; (e = lex_at(names, title, 0, e));)
        if (is_programme(in, e->phrase)) return e->value;
    return (rt_str){NULL, 0};
}
