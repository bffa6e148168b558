#include "app/job.h"
#include "app/wrong_edge.h"
#include "base/hash.h"
#include "base/vec.h"
#include "show/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* `correct`: what a user knows better. */

static const char outside[] = "external:";

static bool asks_kind(const invocation *what, rt_correction_kind *kind, unsigned *asked) {
    const bool flag[] = {[RT_NOT_SAME_STORY] = what->not_same_story,
                         [RT_SAME_STORY] = what->same_story,
                         [RT_WRONG_EDGE] = what->wrong_edge,
                         [RT_CLIENT_OF] = what->client};
    *asked = 0;
    for (rt_correction_kind k = RT_NOT_SAME_STORY; k <= RT_CLIENT_OF; k++)
        if (flag[k]) *kind = k, ++*asked;
    return *asked > 0;
}

/* Fills in what the two arguments after the corpus name. */
static rt_code read_arguments(job *j, rt_corpus *corpus, rt_correction *c, rt_err *err) {
    const char *first = j->what->paths[1], *second = j->what->paths[2];
    c->note = str_of(j->what->note);
    if (c->kind == RT_CLIENT_OF) {
        c->outlet = str_of(first), c->agency = str_of(second);
        return RT_OK;
    }
    rt_code code = rt_find_article(corpus, first, &c->a, err);
    if (code != RT_OK) return code;
    if (c->kind == RT_WRONG_EDGE && strncmp(second, outside, sizeof outside - 1) == 0) {
        c->outlet = str_of(second + sizeof outside - 1);
        return c->outlet.n ? RT_OK : err_set(err, RT_E_USAGE, second, "names no outlet");
    }
    code = rt_find_article(corpus, second, &c->b, err);
    if (code == RT_E_USAGE && c->kind == RT_WRONG_EDGE &&
        strspn(second, "0123456789abcdefABCDEF") < strlen(second))
        return err_set(err, code, second,
                       "is not the id of an article; a parent that is not in the corpus "
                       "is written external:OUTLET");
    return code;
}

/* ---- what is said */

typedef struct naming {
    arena *a;
    rt_str name;
} naming;

static rt_code name_article(void *context, const rt_article *article, rt_err *err) {
    (void)err;
    naming *n = context;
    rt_str name = words_article(article), digits = words_id(n->a, article->id);
    n->name =
        str_printf(n->a, "%.*s [%.*s]", (int)name.n, name.s, (int)digits.n, digits.s);
    return RT_OK;
}

static rt_code print_correction(job *j, rt_corpus *corpus, const rt_correction *c,
                                rt_err *err) {
    arena_reset(&j->tmp);
    if (j->what->json) {
        show_correction_json(stdout, c, &j->tmp);
        return RT_OK;
    }
    const rt_id *id[2] = {&c->a, &c->b};
    rt_str names[2] = {{NULL, 0}, {NULL, 0}};
    rt_code code = RT_OK;
    for (int i = 0; code == RT_OK && i < 2; i++) {
        naming n = {.a = &j->tmp};
        code = rt_article_of(corpus, *id[i], name_article, &n, err);
        if (code == RT_END) code = RT_OK; /* the kind names no such article */
        names[i] = n.name;
    }
    if (code == RT_OK) show_correction_terminal(stdout, &j->style, c, names, &j->tmp);
    return code;
}

typedef struct listing {
    job *j;
    uint32_t only; /* number; 0: all */
    VEC(rt_correction) found;
} listing;

static rt_code keep_correction(void *context, const rt_correction *c, rt_err *err) {
    (void)err;
    listing *l = context;
    arena *a = &l->j->lasting;
    if (l->only && l->only != c->number) return RT_OK;
    rt_correction *kept = vec_push(a, &l->found);
    *kept = *c;
    if (c->outlet.n) kept->outlet = str_copy(a, c->outlet);
    if (c->agency.n) kept->agency = str_copy(a, c->agency);
    if (c->note.n) kept->note = str_copy(a, c->note);
    return RT_OK;
}

static rt_code list(job *j, rt_corpus *corpus, rt_err *err) {
    listing l = {.j = j};
    rt_code code = rt_each_correction(corpus, keep_correction, &l, err);
    for (uint32_t i = 0; code == RT_OK && i < l.found.n; i++)
        code = print_correction(j, corpus, &l.found.at[i], err);
    if (code == RT_OK && !l.found.n && !j->what->json) puts("No corrections.");
    return code;
}

/* ---- what comes of it */

/* The stories that a correction names, as lines of text: kept until it is known whether
 * the correction is taken. */
typedef struct picture {
    job *j;
    FILE *out;
    char *text;
    size_t n;
    uint64_t shown; /* number of the story written last */
} picture;

static rt_code draw_counts(void *context, const rt_story *story, rt_err *err) {
    (void)err;
    picture *p = context;
    if (story->number == p->shown) return RT_OK;
    arena_reset(&p->j->tmp);
    p->shown = story->number;
    fputs("  ", p->out);
    show_counts_terminal(p->out, &p->j->style, story, &p->j->tmp);
    return RT_OK;
}

static rt_code draw(picture *p, rt_corpus *corpus, const rt_correction *c, rt_err *err) {
    p->out = open_memstream(&p->text, &p->n);
    if (!p->out) return err_memory(err, NULL);
    rt_code code = RT_OK;
    if (c->kind != RT_CLIENT_OF) code = rt_story_of(corpus, c->a, draw_counts, p, err);
    if (code == RT_OK && c->kind != RT_CLIENT_OF && c->kind != RT_WRONG_EDGE)
        code = rt_story_of(corpus, c->b, draw_counts, p, err);
    fclose(p->out);
    return code;
}

/* Prints the correction and its stories before and now. */
static rt_code print_change(job *j, rt_corpus *corpus, const rt_correction *c,
                            const char *what, const picture *before, rt_err *err) {
    if (j->what->json) return print_correction(j, corpus, c, err);
    picture now = {.j = j};
    rt_code code = draw(&now, corpus, c, err);
    if (code == RT_OK) {
        printf("%s:\n  ", what);
        code = print_correction(j, corpus, c, err);
        if (before->n)
            printf("Before:\n%sNow:\n%s%s\n", before->text, now.text, words_caveat);
    }
    free(now.text);
    return code;
}

static rt_code find_correction(job *j, rt_corpus *corpus, uint32_t number,
                               rt_correction *out, rt_err *err) {
    listing l = {.j = j, .only = number};
    rt_code code = rt_each_correction(corpus, keep_correction, &l, err);
    if (code == RT_OK && !l.found.n)
        code = err_set(err, RT_E_USAGE, NULL,
                       "there is no correction %u; 'retold correct %s' lists them",
                       number, j->what->paths[0]);
    if (code == RT_OK) *out = l.found.at[0];
    return code;
}

static rt_code record(job *j, rt_corpus *corpus, rt_correction_kind kind, rt_err *err) {
    rt_correction c = {.kind = kind};
    picture before = {.j = j};
    uint32_t number;
    rt_code code = read_arguments(j, corpus, &c, err);
    if (code == RT_OK && kind == RT_WRONG_EDGE)
        code = wrong_edge_check(j, corpus, &c, err);
    if (code == RT_OK) code = draw(&before, corpus, &c, err);
    if (code == RT_OK) code = rt_correct(corpus, &c, &number, err);
    if (code == RT_OK) code = find_correction(j, corpus, number, &c, err);
    if (code == RT_OK)
        code = print_change(j, corpus, &c, "Recorded as yours", &before, err);
    free(before.text);
    return code;
}

static rt_code take_back(job *j, rt_corpus *corpus, rt_err *err) {
    rt_correction c;
    picture before = {.j = j};
    rt_code code = find_correction(j, corpus, j->what->undo, &c, err);
    if (code == RT_OK) code = draw(&before, corpus, &c, err);
    if (code == RT_OK) code = rt_uncorrect(corpus, j->what->undo, err);
    if (code == RT_OK) code = print_change(j, corpus, &c, "Taken back", &before, err);
    free(before.text);
    return code;
}

static rt_code check(const invocation *what, unsigned asked, rt_err *err) {
    unsigned all = asked + (what->undo > 0) + what->list;
    if (all > 1)
        return err_set(err, RT_E_USAGE, NULL,
                       "one correction at a time: choose one of --not-same-story, "
                       "--same-story, --wrong-edge, --client, --undo and --list");
    if (asked && what->paths_n != 3)
        return err_set(err, RT_E_USAGE, NULL, "usage: retold correct CORPUS --%s",
                       what->client       ? "client OUTLET AGENCY"
                       : what->wrong_edge ? "wrong-edge CHILD PARENT"
                       : what->same_story ? "same-story A B"
                                          : "not-same-story A B");
    if (!asked && what->paths_n > 1)
        return err_set(err, RT_E_USAGE, NULL,
                       "say what is to be corrected: --not-same-story, --same-story, "
                       "--wrong-edge or --client");
    return RT_OK;
}

rt_code job_correct(job *j, rt_err *err) {
    const invocation *what = j->what;
    rt_correction_kind kind = RT_NOT_SAME_STORY;
    unsigned asked;
    bool records = asks_kind(what, &kind, &asked);
    rt_code code = check(what, asked, err);
    if (code != RT_OK) return code;
    rt_corpus *corpus;
    code = job_open(j, JOB_AS_IT_IS, &corpus, err);
    if (code != RT_OK) return code;
    if (what->undo) code = take_back(j, corpus, err);
    else if (records) code = record(j, corpus, kind, err);
    else code = list(j, corpus, err);
    rt_close(corpus);
    return code;
}
