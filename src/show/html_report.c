#include "base/err.h"
#include "base/lexicon.h"
#include "base/vec.h"
#include "show/html.h"
#include "show/words.h"

#include <stdlib.h>

/* Beyond this a browser stops being pleasant. */
enum { BODY_BYTES = 16 * 1024 * 1024, NAMES_MOST = 3, REJECTS_MOST = 1000 };

/* A line of the index. */
typedef struct row {
    uint64_t number;
    rt_str title, origins, names;
    rt_str outlet, when, source; /* of the only article of a story */
    uint32_t articles, differences;
    bool whole; /* the story is on the page, not only in the index */
} row;

typedef struct reject {
    rt_str place, text;
} reject;

struct show_report {
    arena memory, scratch;
    FILE *body; /* the sections of the stories */
    char *body_text;
    size_t body_n;
    VEC(row) rows;
    VEC(reject) rejects;
    uint64_t articles, rejects_n;
    rt_str folder;
};

rt_code show_report_new(const char *folder, show_report **out, rt_err *err) {
    show_report *r = calloc(1, sizeof *r);
    if (r) r->body = open_memstream(&r->body_text, &r->body_n);
    if (!r || !r->body) {
        free(r);
        return err_memory(err, NULL);
    }
    r->folder = str_of(folder);
    *out = r;
    return RT_OK;
}

void show_report_free(show_report *r) {
    if (!r) return;
    fclose(r->body);
    free(r->body_text);
    arena_release(&r->memory);
    arena_release(&r->scratch);
    free(r);
}

/* The names of the first origins, "Politico, Axios and 3 more". */
static rt_str origin_names(arena *a, const rt_story *story) {
    strbuf b;
    strbuf_init(&b, a);
    for (uint32_t i = 0; i < story->origin_n && i < NAMES_MOST; i++) {
        if (i) strbuf_add(&b, STR(", "));
        strbuf_add(&b, words_origin(story, &story->origin[i]));
    }
    if (story->origin_n > NAMES_MOST)
        strbuf_add(&b, str_printf(a, " and %u more", story->origin_n - NAMES_MOST));
    return strbuf_str(&b);
}

/* Memory that runs out leaves by the way the caller has set for `tmp`. */
static void share_exit(show_report *r, arena *tmp) {
    r->memory.on_full = r->scratch.on_full = tmp->on_full;
}

void show_report_story(show_report *r, const rt_story *story, arena *tmp) {
    share_exit(r, tmp);
    arena *a = &r->memory;
    const rt_article *first = story->articles[0];
    *vec_push(a, &r->rows) =
        (row){.number = story->number,
              .title = str_copy(a, words_title(story)),
              .origins = words_range(a, story->origins),
              .names = origin_names(a, story),
              .outlet = str_copy(a, first->outlet.n ? first->outlet : STR("unknown")),
              .when = words_time(a, first->published),
              .source = str_copy(a, first->source),
              .articles = story->articles_n,
              .differences = story->differences_n,
              .whole = ftell(r->body) < BODY_BYTES};
    r->articles += story->articles_n;
    if (!r->rows.at[r->rows.n - 1].whole) return;
    html h = {r->body, tmp, &r->scratch, r->folder};
    html_story_section(&h, story);
}

void show_report_reject(show_report *r, const rt_err *why, arena *tmp) {
    share_exit(r, tmp);
    if (r->rejects_n++ >= REJECTS_MOST) return;
    *vec_push(&r->memory, &r->rejects) =
        (reject){str_copy(&r->memory, str_of(why->place)),
                 str_copy(&r->memory, str_of(why->text))};
}

static void put_title(html *h, const row *r) {
    if (r->whole) html_printf(h, "<a href=\"#s%llu\">", (unsigned long long)r->number);
    html_name(h, r->title);
    if (r->whole) html_raw(h, "</a>");
}

static void put_told_by_several(html *h, const show_report *r) {
    html_raw(h,
             "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Stories "
             "told by several articles\"><table><caption>Stories told by several articles"
             "</caption><thead><tr><th scope=\"col\">Story</th>"
             "<th scope=\"col\" class=\"n\">Articles</th>"
             "<th scope=\"col\" class=\"n\">Independent origins</th>"
             "<th scope=\"col\">Origins named</th>"
             "<th scope=\"col\" class=\"n\">Differences</th></tr></thead><tbody>\n");
    for (uint32_t i = 0; i < r->rows.n; i++) {
        const row *line = &r->rows.at[i];
        if (line->articles < 2) continue;
        html_raw(h, "<tr><td>");
        put_title(h, line);
        html_printf(h, "</td><td class=\"n\">%u</td><td class=\"n\">", line->articles);
        html_text(h, line->origins);
        html_raw(h, "</td><td>");
        html_name(h, line->names);
        html_printf(h, "</td><td class=\"n\">%u</td></tr>\n", line->differences);
    }
    html_raw(h, "</tbody></table></div>\n");
}

static void put_told_by_one(html *h, const show_report *r, uint32_t n) {
    html_printf(
        h,
        "<details%s><summary>Told by one article only (%u)</summary>\n"
        "<div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Stories "
        "told by one article\"><table><caption>Stories told by one article"
        "</caption><thead><tr><th scope=\"col\">Article</th>"
        "<th scope=\"col\">Outlet</th><th scope=\"col\">Published</th>"
        "<th scope=\"col\">Origin</th><th scope=\"col\">Read from</th></tr>"
        "</thead><tbody>\n",
        n <= 20 ? " open" : "", n);
    for (uint32_t i = 0; i < r->rows.n; i++) {
        const row *line = &r->rows.at[i];
        if (line->articles != 1) continue;
        html_raw(h, "<tr><td>");
        put_title(h, line);
        html_raw(h, "</td><td>");
        html_name(h, line->outlet);
        html_raw(h, "</td><td>");
        html_text(h, line->when);
        html_raw(h, "</td><td>");
        html_name(h, line->names);
        html_raw(h, "</td><td>");
        html_source(h, line->source);
        html_raw(h, "</td></tr>\n");
    }
    html_raw(h, "</tbody></table></div></details>\n");
}

static void put_rejects(html *h, const show_report *r) {
    if (!r->rejects_n) return;
    html_printf(h, "<details><summary>Inputs that were not read (%llu)</summary><ul>\n",
                (unsigned long long)r->rejects_n);
    for (uint32_t i = 0; i < r->rejects.n; i++) {
        html_raw(h, "<li><code>");
        html_name(h, r->rejects.at[i].place);
        html_raw(h, "</code>: ");
        html_name(h, r->rejects.at[i].text);
        html_raw(h, "</li>\n");
    }
    html_raw(h, "</ul></details>\n");
}

static void put_lede(html *h, uint32_t several, uint32_t singles) {
    html_raw(h, "<p class=\"lede\">");
    if (several)
        html_printf(h, "%u %s told by several articles. ", several,
                    several == 1 ? "story is" : "stories are");
    if (singles)
        html_printf(h, "%u %s told by one only. ", singles,
                    singles == 1 ? "story is" : "stories are");
    html_printf(h,
                "An independent origin is a first reporter: who passes a report on adds "
                "none. %s</p>",
                words_caveat);
}

static void put_index(html *h, const show_report *r) {
    uint32_t singles = 0, whole = 0;
    for (uint32_t i = 0; i < r->rows.n; i++) {
        singles += r->rows.at[i].articles == 1;
        whole += r->rows.at[i].whole;
    }
    html_printf(h,
                "<body>\n<a class=\"skip\" href=\"#stories\">Skip to the stories</a>\n"
                "<header><p class=\"kicker\">retold</p><h1>Who retells whom in %llu "
                "article%s</h1>\n",
                (unsigned long long)r->articles, r->articles == 1 ? "" : "s");
    put_lede(h, r->rows.n - singles, singles);
    html_raw(h, "</header>\n");
    html_raw(h, "<nav aria-label=\"Index of stories\">\n");
    if (r->rows.n > singles) put_told_by_several(h, r);
    if (singles) put_told_by_one(h, r, singles);
    put_rejects(h, r);
    if (whole < r->rows.n)
        html_printf(h,
                    "<p class=\"hint\">To keep this page usable, %u stories are in the "
                    "index only.</p>\n",
                    r->rows.n - whole);
    html_raw(h, "</nav>\n<main id=\"stories\">\n");
}

static void put_page_head(html *h, const show_report *r) {
    html_raw(h,
             "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
             "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
             "style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n"
             "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
             "<meta name=\"referrer\" content=\"no-referrer\">\n"
             "<meta name=\"generator\" content=\"retold " RT_VERSION "\">\n");
    html_printf(h, "<title>retold: %llu article%s</title>\n<style>\n",
                (unsigned long long)r->articles, r->articles == 1 ? "" : "s");
    rt_str style = lex_table("report.css");
    fwrite(style.s, 1, style.n, h->out);
    html_raw(h, "</style>\n</head>\n");
}

rt_code show_report_write(show_report *r, FILE *out, rt_err *err) {
    if (fflush(r->body) != 0)
        return err_set(err, RT_E_STOPPED, NULL,
                       "memory ran out while writing the report");
    html h = {out, &r->scratch, &r->scratch, r->folder};
    put_page_head(&h, r);
    put_index(&h, r);
    fwrite(r->body_text, 1, r->body_n, out);
    html_raw(&h, "</main>\n<footer>Made by retold " RT_VERSION
                 ", offline, from the files named above. What it does not know it leaves "
                 "open; every link can be opened to what it rests on.</footer>\n"
                 "</body>\n</html>\n");
    return RT_OK;
}
