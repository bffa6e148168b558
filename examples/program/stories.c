/* Which of these articles retell one report? A program on the library of retold.
 *     cc stories.c $(pkg-config --cflags --libs retold) -o stories && ./stories FOLDER...
 */
#include <retold.h>
#include <stdio.h>

static void print(rt_str s) { fwrite(s.s, 1, s.n, stdout); }

static void print_article(const rt_article *article) {
    print(article->outlet.s ? article->outlet : article->source);
}

static rt_code print_story(void *context, const rt_story *story, rt_err *err) {
    (void)context, (void)err;
    if (story->articles_n < 2) return RT_OK;
    printf("%u articles, %u to %u independent origins\n", story->articles_n,
           story->origins.min, story->origins.max);
    for (uint32_t i = 0; i < story->edges_n; i++) {
        const rt_edge *edge = &story->edges[i];
        printf("    ");
        print_article(story->articles[edge->child]);
        printf(edge->direction == RT_CREDITED ? " credits " : " shares wording with ");
        if (edge->parent == RT_OUTSIDE) print(edge->outside);
        else print_article(story->articles[edge->parent]);
        printf("\n");
    }
    return RT_OK;
}

static void rejected(void *context, const rt_err *why) {
    (void)context;
    fprintf(stderr, "%s: %s\n", why->place, why->text);
}

int main(int argc, char **argv) {
    rt_options options = {.size = sizeof options, .rejected = rejected};
    rt_corpus *corpus;
    rt_err err;
    rt_code code = rt_open(NULL, &options, &corpus, &err);
    if (code == RT_OK)
        code = rt_add_paths(corpus, (const char *const *)argv + 1, (size_t)argc - 1, NULL,
                            &err);
    if (code == RT_OK) code = rt_each_story(corpus, true, print_story, NULL, &err);
    if (code != RT_OK) fprintf(stderr, "%s: %s\n", err.place, err.text);
    rt_close(corpus);
    return code == RT_OK ? 0 : 2;
}
