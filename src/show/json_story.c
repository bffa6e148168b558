#include "base/hash.h"
#include "show/codes.h"
#include "show/json.h"
#include "show/show.h"

void show_relation_json(FILE *out, show_sides sides, const rt_pair *pair,
                        rt_relation relation, bool same_story, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    json_begin_line(j);
    json_text(j, "a", sides.a);
    json_text(j, "b", sides.b);
    json_word(j, "relation", code_relation(relation));
    json_share(j, "a_covered", pair->a_covered);
    json_share(j, "b_covered", pair->b_covered);
    json_bool(j, "same_story", same_story);
    json_share(j, "similarity", pair->similarity);
    json_end_line(j);
}

/* Members of an object that name an article of the story. */
static void json_article(json *j, const char *name, const rt_story *s, uint32_t i) {
    json_id(j, name, s->articles[i]->id);
}
static void article_ids(json *j, const rt_story *s, const uint32_t *articles,
                        uint32_t n) {
    json_begin(j, "articles", '[');
    for (uint32_t i = 0; i < n; i++) json_article(j, NULL, s, articles[i]);
    json_end(j, ']');
}

static void story_articles(json *j, const rt_story *s) {
    json_begin(j, "articles", '[');
    for (uint32_t i = 0; i < s->articles_n; i++) {
        json_begin(j, NULL, '{');
        json_article(j, "id", s, i);
        json_text(j, "source", s->articles[i]->source);
        json_text(j, "outlet", s->articles[i]->outlet);
        json_time(j, "published", s->articles[i]->published);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void story_origins(json *j, const rt_story *s) {
    json_begin(j, "origins", '{');
    json_count(j, "min", s->origins.min);
    json_count(j, "max", s->origins.max);
    json_begin(j, "list", '[');
    for (uint32_t i = 0; i < s->origin_n; i++) {
        json_begin(j, NULL, '{');
        json_text(j, "name", s->origin[i].name);
        json_bool(j, "in_corpus", s->origin[i].in_corpus);
        article_ids(j, s, s->origin[i].articles, s->origin[i].articles_n);
        json_end(j, '}');
    }
    json_end(j, ']');
    json_end(j, '}');
}

static void edge_item(json *j, const rt_story *s, const rt_edge *e) {
    static const char *const kind[] = {
        [RT_BY_PASSAGE] = "passage",     [RT_BY_QUOTATION] = "quotation",
        [RT_BY_STATEMENT] = "statement", [RT_BY_CREDIT] = "credit",
        [RT_BY_DATE] = "date",           [RT_BY_USER] = "user"};
    json_begin(j, NULL, '{');
    json_article(j, "child", s, e->child);
    if (e->parent != RT_OUTSIDE) json_article(j, "parent", s, e->parent);
    else json_text(j, "parent", code_outside(j->tmp, e->outside));
    json_word(j, "relation", code_relation(e->relation));
    json_word(j, "direction", code_direction(e->direction));
    json_share(j, "confidence", e->confidence);
    json_begin(j, "evidence", '[');
    for (uint32_t i = 0; i < e->evidence_n; i++) {
        json_begin(j, NULL, '{');
        json_word(j, "kind", kind[e->evidence[i].kind]);
        json_span(j, "child", e->evidence[i].child);
        json_span(j, "parent", e->evidence[i].parent);
        json_end(j, '}');
    }
    json_end(j, ']');
    if (e->correction) {
        json_word(j, "by", "user");
        json_count(j, "correction", e->correction);
    }
    json_end(j, '}');
}

static void story_families(json *j, const rt_story *s) {
    static const char *const variant[] = {[RT_VARIANT_VERBATIM] = "verbatim",
                                          [RT_VARIANT_TRUNCATED] = "truncated",
                                          [RT_VARIANT_SPLICED] = "spliced",
                                          [RT_VARIANT_REWORDED] = "reworded",
                                          [RT_VARIANT_TRANSLATED] = "translated"};
    json_begin(j, "quotations", '[');
    for (uint32_t i = 0; i < s->families_n; i++) {
        json_begin(j, NULL, '{');
        json_count(j, "family", i + 1);
        json_text(j, "speaker", s->families[i].speaker);
        json_begin(j, "members", '[');
        for (uint32_t k = 0; k < s->families[i].members_n; k++) {
            const rt_member *m = &s->families[i].members[k];
            json_begin(j, NULL, '{');
            json_article(j, "article", s, m->article);
            json_spans(j, "content", m->content, m->content_n);
            json_word(j, "variant", variant[m->variant]);
            json_end(j, '}');
        }
        json_end(j, ']');
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void difference_item(json *j, const rt_story *s, const rt_difference *d) {
    static const char *const kind[] = {
        [RT_DIFF_FIGURE] = "figure",      [RT_DIFF_RESPONSE] = "response",
        [RT_DIFF_SPEAKER] = "speaker",    [RT_DIFF_DATE] = "date",
        [RT_DIFF_WEEKDAY] = "weekday",    [RT_DIFF_ATTRIBUTION] = "attribution",
        [RT_DIFF_QUOTATION] = "quotation"};
    static const char *const type[] = {[RT_DIFF_CONFLICT] = "conflict",
                                       [RT_DIFF_UPDATE] = "update",
                                       [RT_DIFF_SCOPE] = "scope",
                                       [RT_DIFF_ROUNDING] = "rounding",
                                       [RT_DIFF_WORDING] = "wording"};
    json_begin(j, NULL, '{');
    json_word(j, "kind", kind[d->kind]);
    json_word(j, "type", type[d->type]);
    json_text(j, "about", d->about);
    json_begin(j, "values", '[');
    for (uint32_t i = 0; i < d->values_n; i++) {
        json_begin(j, NULL, '{');
        json_article(j, "article", s, d->values[i].article);
        json_span(j, "span", d->values[i].span);
        json_text(j, "value", d->values[i].value);
        json_end(j, '}');
    }
    json_end(j, ']');
    json_end(j, '}');
}

static void story_coverage(json *j, const rt_story *s) {
    json_begin(j, "coverage", '[');
    for (uint32_t i = 0; i < s->statements_n; i++) {
        const rt_statement *statement = &s->statements[i];
        json_begin(j, NULL, '{');
        json_count(j, "statement", i + 1);
        json_text(j, "text", statement->text);
        json_begin(j, "articles", '{');
        for (uint32_t k = 0; k < statement->places_n; k++) {
            rt_id id = s->articles[statement->places[k].article]->id;
            json_span(j, str_z(j->tmp, id_hex(j->tmp, id)), statement->places[k].span);
        }
        json_end(j, '}');
        json_range(j, "origins", statement->origins);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void story_findings(json *j, const rt_story *s) {
    static const char *const kind[] = {[RT_FINDING_CHAIN] = "chain",
                                       [RT_FINDING_LOOP] = "loop",
                                       [RT_FINDING_DEAD_END] = "dead_end"};
    json_begin(j, "findings", '[');
    for (uint32_t i = 0; i < s->findings_n; i++) {
        json_begin(j, NULL, '{');
        json_word(j, "kind", kind[s->findings[i].kind]);
        article_ids(j, s, s->findings[i].articles, s->findings[i].articles_n);
        json_text(j, "text", s->findings[i].text);
        json_end(j, '}');
    }
    json_end(j, ']');
}

static void correction_members(json *j, const rt_correction *c) {
    static const char *const kind[] = {[RT_NOT_SAME_STORY] = "not_same_story",
                                       [RT_SAME_STORY] = "same_story",
                                       [RT_WRONG_EDGE] = "wrong_edge",
                                       [RT_CLIENT_OF] = "client_of"};
    json_count(j, "number", c->number);
    json_word(j, "kind", kind[c->kind]);
    json_word(j, "by", "user");
    if (c->kind == RT_CLIENT_OF) {
        json_text(j, "outlet", c->outlet);
        json_text(j, "agency", c->agency);
    } else if (c->kind == RT_WRONG_EDGE) {
        json_id(j, "child", c->a);
        if (c->outlet.n) json_text(j, "parent", code_outside(j->tmp, c->outlet));
        else json_id(j, "parent", c->b);
    } else {
        json_begin(j, "articles", '[');
        json_id(j, NULL, c->a);
        json_id(j, NULL, c->b);
        json_end(j, ']');
    }
    json_text(j, "note", c->note);
}

void show_correction_json(FILE *out, const rt_correction *c, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    json_begin_line(j);
    correction_members(j, c);
    json_end_line(j);
}

static void story_corrections(json *j, const rt_story *s) {
    json_begin(j, "corrections", '[');
    for (uint32_t i = 0; i < s->corrections_n; i++) {
        json_begin(j, NULL, '{');
        correction_members(j, &s->corrections[i]);
        json_end(j, '}');
    }
    json_end(j, ']');
}

/* What the story was with the articles that were asked away. */
static void story_change(json *j, const rt_change *c) {
    json_begin(j, "without", '{');
    json_begin(j, "articles", '[');
    for (uint32_t i = 0; i < c->without_n; i++)
        json_article(j, NULL, c->before, c->without[i]);
    json_end(j, ']');
    json_begin(j, "before", '{');
    json_count(j, "story", c->before->number);
    json_count(j, "articles", c->before->articles_n);
    json_range(j, "origins", c->before->origins);
    json_end(j, '}');
    json_count(j, "part", c->part);
    json_count(j, "parts", c->parts);
    json_end(j, '}');
}

void show_story_json(FILE *out, const rt_story *story, arena *tmp) {
    json line = {.out = out, .tmp = tmp}, *j = &line;
    json_begin_line(j);
    json_count(j, "story", story->number);
    json_text(j, "title", story->title);
    story_articles(j, story);
    story_origins(j, story);
    json_begin(j, "edges", '[');
    for (uint32_t i = 0; i < story->edges_n; i++) edge_item(j, story, &story->edges[i]);
    json_end(j, ']');
    story_families(j, story);
    json_begin(j, "differences", '[');
    for (uint32_t i = 0; i < story->differences_n; i++)
        difference_item(j, story, &story->differences[i]);
    json_end(j, ']');
    story_coverage(j, story);
    json_count(j, "thread", story->thread);
    story_findings(j, story);
    story_corrections(j, story);
    if (story->change) story_change(j, story->change);
    json_end_line(j);
}
