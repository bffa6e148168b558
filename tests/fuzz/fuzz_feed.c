/* XML with articles in any bytes. */
#include "base/lexicon.h"
#include "read/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const lexicon *lex;
    if (!lex) lex = lexicon_all();
    arena memory;
    arena_init(&memory, 64 << 20);
    feed items;
    rt_err err;
    feed_parse(lex, &memory, (rt_str){(const char *)data, size}, &items, &err);
    arena_release(&memory);
    return 0;
}
