/* Plain text in any bytes. */
#include "base/lexicon.h"
#include "read/read.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const lexicon *lex;
    if (!lex) lex = lexicon_all();
    arena memory;
    arena_init(&memory, 0);
    read_options options = {.lex = lex};
    read_record record = {.source = {"fuzz", 4}, .bytes = {(const char *)data, size}};
    rt_article article;
    rt_err err;
    record.format = READ_PLAIN;
    read_article(&record, &options, &memory, &article, &err);
    record.format = READ_JSON;
    read_article(&record, &options, &memory, &article, &err);
    arena_release(&memory);
    return 0;
}
