/* JSON that is written is JSON that reads back as the same text. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/str.h"
#include "show/show.h"

#include <cjson/cJSON.h>
#include <stdlib.h>

/* Every character that needs care, at every place of a run of letters. */
static void test_texts_come_back(void **state) {
    (void)state;
    static const char *const odd[] = {"\"",   "\\",  "\n", "\t",     "\r",        "\x01",
                                      "/",    " ",   "!",  "\u00e4", "\u201d",    "\x7f",
                                      "\"\"", "\\n", "",   "#]",     "\U0001F600"};
    arena a;
    arena_init(&a, 0);
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        for (int before = 0; before < 20; before++) {
            arena_reset(&a);
            rt_str text =
                str_printf(&a, "%.*s%sbees", before, "aaaaaaaaaaaaaaaaaaaaaaa", odd[i]);
            rt_article article = {.source = STR("s"), .text = text};
            char *line = NULL;
            size_t n = 0;
            FILE *out = open_memstream(&line, &n);
            show_article_json(out, &article, &a);
            fclose(out);
            cJSON *back = cJSON_Parse(line);
            assert_non_null(back);
            assert_string_equal(cJSON_GetStringValue(cJSON_GetObjectItem(back, "text")),
                                text.s);
            for (char *c = line; c[1]; c++) assert_true((unsigned char)*c >= ' ');
            cJSON_Delete(back);
            free(line);
        }
    arena_release(&a);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_texts_come_back)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
