/* Dates in any bytes. */
#include "base/lexicon.h"
#include "read/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const lexicon *lex;
    if (!lex) lex = lexicon_all();
    arena memory;
    arena_init(&memory, 0);
    rt_str text = {(const char *)data, size};
    date_parse(lex, &memory, text, STR("de"));
    date_found found;
    for (size_t from = 0; date_find(lex, &memory, text, (rt_str){NULL, 0}, from, &found);)
        from = found.span.end;
    arena_release(&memory);
    return 0;
}
