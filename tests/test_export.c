/* The exports of the lineage are read back by parsers, whatever the texts hold. All texts
 * are invented. */
#include "base/str.h"
#include "show/show.h"

#include <expat.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

#define EVIL "]]></data><node id=\"x\">&amp;'\x01\x0b\xff\r\n\xef\xbf\xbf"

#define TEXT(literal)                                                                    \
    { ("" literal), sizeof(literal) - 1 }

static const rt_article cedar = {
    .id = {{0xca, 0xfe}},
    .source = TEXT("f/" EVIL),
    .outlet = TEXT("=1+1, \"Cedar\"\nPost"),
    .title = TEXT("-2 " EVIL),
    .published = {.year = 2031, .month = 3, .day = 4, .precision = RT_TIME_DAY}};
static const rt_article tarn = {.id = {{0xbe, 0xef}}, .source = TEXT("tarn.txt")};
static const rt_article alone = {.id = {{0xab}}, .source = TEXT("@alone.txt")};

static rt_story story_of_three(void) {
    static const rt_article *const articles[] = {&cedar, &tarn, &alone};
    static const rt_evidence evidence[2] = {{.kind = RT_BY_CREDIT}};
    static const rt_edge edges[] = {{.child = 0,
                                     .parent = RT_OUTSIDE,
                                     .outside = TEXT("Wire <" EVIL),
                                     .relation = RT_REWORDED,
                                     .direction = RT_CREDITED,
                                     .confidence = 0.9F,
                                     .evidence = evidence,
                                     .evidence_n = 2},
                                    {.child = 1,
                                     .parent = RT_OUTSIDE,
                                     .outside = TEXT("Wire <" EVIL),
                                     .relation = RT_SAME_TEXT,
                                     .direction = RT_INFERRED,
                                     .correction = 7,
                                     .confidence = 0.95F},
                                    {.child = 1,
                                     .parent = 0,
                                     .relation = RT_PARTIAL_COPY,
                                     .direction = RT_DIRECTION_UNKNOWN,
                                     .confidence = 0.5F}};
    return (rt_story){.number = 12,
                      .articles = articles,
                      .articles_n = 3,
                      .edges = edges,
                      .edges_n = 3};
}

typedef void writer(FILE *out, const rt_story *story, arena *tmp);

/* What the two parts write, NUL-terminated; free it. */
static char *written(void (*begin)(FILE *), writer *write, void (*end)(FILE *)) {
    char *text = NULL;
    size_t n = 0;
    FILE *out = open_memstream(&text, &n);
    arena tmp;
    arena_init(&tmp, 0);
    rt_story story = story_of_three();
    begin(out);
    write(out, &story, &tmp);
    if (end) end(out);
    arena_release(&tmp);
    fclose(out);
    return text;
}

/* ---- GraphML */

typedef struct graph {
    unsigned articles, outsides, edges, undirected, by_user;
    char ids[8][40];
    unsigned ids_n;
    char key[20];
    char text[200];
    size_t text_n;
    bool title_seen, declared;
} graph;

static const char *attribute(const XML_Char **all, const char *name) {
    for (; *all; all += 2)
        if (strcmp(all[0], name) == 0) return all[1];
    return "";
}

static bool is_node(const graph *g, const char *id) {
    for (unsigned i = 0; i < g->ids_n; i++)
        if (strcmp(g->ids[i], id) == 0) return true;
    return false;
}

static void XMLCALL begins(void *context, const XML_Char *name, const XML_Char **all) {
    graph *g = context;
    g->text_n = 0;
    if (strcmp(name, "data") == 0)
        snprintf(g->key, sizeof g->key, "%s", attribute(all, "key"));
    if (strcmp(name, "node") == 0) {
        assert_false(is_node(g, attribute(all, "id")));
        snprintf(g->ids[g->ids_n++], sizeof *g->ids, "%s", attribute(all, "id"));
    }
    if (strcmp(name, "edge") != 0) return;
    g->edges++;
    assert_true(is_node(g, attribute(all, "source")));
    assert_true(is_node(g, attribute(all, "target")));
    g->undirected += strcmp(attribute(all, "directed"), "false") == 0;
}

static void XMLCALL holds(void *context, const XML_Char *s, int n) {
    graph *g = context;
    for (int i = 0; i < n && g->text_n + 1 < sizeof g->text; i++)
        g->text[g->text_n++] = s[i];
    g->text[g->text_n] = 0;
}

static void XMLCALL ends(void *context, const XML_Char *name) {
    graph *g = context;
    if (strcmp(name, "data") != 0) return;
    g->articles += strcmp(g->text, "article") == 0;
    g->outsides += strcmp(g->text, "external") == 0;
    g->by_user += strcmp(g->key, "by") == 0 && strcmp(g->text, "user") == 0;
    if (strcmp(g->key, "title") == 0)
        g->title_seen = strstr(g->text, "]]></data><node id=\"x\">&amp;'") != NULL;
    if (strcmp(g->key, "story") == 0) assert_string_equal(g->text, "12");
}

static void graphml_is_read_back(void **state) {
    (void)state;
    char *text = written(show_graphml_begin, show_graphml_story, show_graphml_end);
    graph g = {0};
    XML_Parser p = XML_ParserCreate(NULL);
    XML_SetUserData(p, &g);
    XML_SetElementHandler(p, begins, ends);
    XML_SetCharacterDataHandler(p, holds);
    if (XML_Parse(p, text, (int)strlen(text), 1) != XML_STATUS_OK)
        fail_msg("line %lu: %s", XML_GetCurrentLineNumber(p),
                 XML_ErrorString(XML_GetErrorCode(p)));
    XML_ParserFree(p);
    assert_int_equal(g.articles, 3);
    assert_int_equal(g.outsides, 1);
    assert_int_equal(g.edges, 3);
    assert_int_equal(g.undirected, 1);
    assert_int_equal(g.by_user, 1);
    assert_true(g.title_seen);
    free(text);
}

/* ---- CSV */

enum { COLUMNS = 16, ROWS = 8 };

/* Cuts the next row into fields, in place; false at the end. */
static bool next_row(char **at, char *fields[COLUMNS]) {
    if (!**at) return false;
    char *from = *at, *to = from;
    for (int i = 0; i < COLUMNS; i++) {
        bool quoted = *from == '"';
        if (quoted) from++;
        fields[i] = to;
        for (; *from; from++) {
            if (quoted && *from == '"' && from[1] != '"') {
                quoted = false;
                continue;
            }
            if (quoted && *from == '"') from++;
            else if (!quoted && (*from == ',' || *from == '\n')) break;
            *to++ = *from;
        }
        assert_int_equal(*from, i + 1 < COLUMNS ? ',' : '\n');
        *to++ = 0;
        from++;
    }
    *at = from;
    return true;
}

static void csv_is_read_back(void **state) {
    (void)state;
    char *text = written(show_csv_begin, show_csv_story, NULL), *at = text;
    char *row[ROWS][COLUMNS];
    unsigned n = 0;
    while (n < ROWS && next_row(&at, row[n])) n++;
    assert_int_equal(n, 5);
    assert_string_equal(row[0][0], "story");
    assert_string_equal(row[0][15], "by");
    assert_string_equal(row[1][1], "cafe0000000000000000000000000000");
    assert_string_equal(row[1][2], "'=1+1, \"Cedar\"\nPost");
    assert_int_equal(strncmp(row[1][3], "'-2 ]]></data>", 14), 0);
    assert_string_equal(row[1][4], "2031-03-04");
    assert_int_equal(strncmp(row[1][6], "external:Wire <", 15), 0);
    assert_string_equal(row[1][11], "reworded");
    assert_string_equal(row[1][13], "0.9000");
    assert_string_equal(row[1][14], "2");
    assert_string_equal(row[2][15], "user");
    assert_string_equal(row[3][6], row[1][1]);
    assert_string_equal(row[3][12], "unknown");
    assert_string_equal(row[4][5], "'@alone.txt");
    assert_string_equal(row[4][6], "");
    free(text);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(graphml_is_read_back),
        cmocka_unit_test(csv_is_read_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
