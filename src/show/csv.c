#include "base/civil.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "show/codes.h"
#include "show/show.h"

/* What spreadsheets take for the beginning of a formula. Source: OWASP, "CSV Injection".
 */
static bool begins_formula(rt_str text) {
    return text.n && strchr("=+-@\t\r", text.s[0]) && text.s[0];
}

/* A field and what stands after it. Line breaks stay inside quotation marks; NUL bytes
 * and what is no UTF-8 become U+FFFD. */
static void field(FILE *out, rt_str text, char after) {
    bool quoted = false;
    for (size_t i = 0; i < text.n && !quoted; i++)
        quoted = strchr(",\"\n\r", text.s[i]) && text.s[i];
    if (quoted) putc('"', out);
    if (begins_formula(text)) putc('\'', out);
    for (size_t i = 0; i < text.n;) {
        uint32_t c = utf8_next(text, &i);
        char bytes[4];
        if (c == '"') putc('"', out);
        fwrite(bytes, 1, utf8_put(c ? c : 0xfffd, bytes), out);
    }
    if (quoted) putc('"', out);
    putc(after, out);
}

void show_csv_begin(FILE *out) {
    fputs("story,child,child_outlet,child_title,child_published,child_source,parent,"
          "parent_outlet,parent_title,parent_published,parent_source,relation,direction,"
          "confidence,evidence,by\n",
          out);
}

static void put_article(FILE *out, const rt_article *a, arena *tmp) {
    field(out, id_hex(tmp, a->id), ',');
    field(out, a->outlet, ',');
    field(out, a->title, ',');
    field(out, civil_iso(tmp, a->published), ',');
    field(out, a->source, ',');
}

static void put_child(FILE *out, const rt_story *story, uint32_t child, arena *tmp) {
    fprintf(out, "%llu,", (unsigned long long)story->number);
    put_article(out, story->articles[child], tmp);
}

static void put_edge(FILE *out, const rt_story *story, const rt_edge *e, arena *tmp) {
    put_child(out, story, e->child, tmp);
    if (e->parent == RT_OUTSIDE) {
        field(out, code_outside(tmp, e->outside), ',');
        field(out, e->outside, ',');
        fputs(",,,", out);
    } else {
        put_article(out, story->articles[e->parent], tmp);
    }
    fprintf(out, "%s,%s,%s,%u,%s\n", code_relation(e->relation),
            code_direction(e->direction), code_share(tmp, e->confidence).s, e->evidence_n,
            e->correction ? "user" : "");
}

void show_csv_story(FILE *out, const rt_story *story, arena *tmp) {
    bool *has_parent = arena_many(tmp, bool, story->articles_n);
    for (uint32_t i = 0; i < story->edges_n; i++) {
        put_edge(out, story, &story->edges[i], tmp);
        has_parent[story->edges[i].child] = true;
    }
    for (uint32_t i = 0; i < story->articles_n; i++) {
        if (has_parent[i]) continue;
        put_child(out, story, i, tmp);
        fputs(",,,,,,,,,\n", out);
    }
}
