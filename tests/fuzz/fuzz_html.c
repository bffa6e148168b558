/* Any bytes as an HTML page: no crash, and spans that lie inside the text. */
#include "base/str.h"
#include "read/read.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static const lexicon *lex;
    if (!lex) lex = lexicon_all();
    arena a;
    arena_init(&a, 0);
    read_options options = {.lex = lex};
    read_record record = {.source = STR("page.html"),
                          .bytes = {(const char *)data, size},
                          .format = READ_HTML};
    rt_article article;
    if (read_article(&record, &options, &a, &article, NULL) == RT_OK) {
        for (uint32_t i = 0; i < article.links_n; i++)
            if (article.links[i].span.end > article.text.n ||
                article.links[i].span.start >= article.links[i].span.end)
                abort();
    }
    arena_release(&a);
    return 0;
}
