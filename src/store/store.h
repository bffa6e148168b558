/* store.h: rows ↔ values.
 * A corpus is one SQLite file: articles, their pairs, stories, a user's corrections,
 * rejected inputs, and a full-text index. Everything else is derived from it again. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/arena.h"
#include "base/err.h"
#include "retold.h"

typedef struct store store;

typedef enum store_mode {
    STORE_READ,  /* also in a folder that cannot be written */
    STORE_WRITE, /* the corpus must be there */
    STORE_CREATE /* makes it when it is not */
} store_mode;

/* Whether the file begins as an SQLite file does; false when it cannot be read. */
bool store_is_database(const char *path);

/* With a NULL path the corpus is in memory and mode must be STORE_CREATE. RT_E_STORE when
 * the file is no corpus, of a newer schema or damaged; RT_E_IO when the
 * system refuses. */
rt_code store_open(const char *path, store_mode mode, store **out, rt_err *err);
void store_close(store *s);
/* As given to store_open. */
const char *store_path(const store *s);

/* A transaction: all that is written until store_commit comes into the corpus at once,
 * or, when the program dies before it, not at all. */
rt_code store_begin(store *s, rt_err *err);
/* A transaction that only reads: the corpus stays as it is for its duration. Ends with
 * store_rollback. */
rt_code store_begin_reading(store *s, rt_err *err);
rt_code store_commit(store *s, rt_err *err);
void store_rollback(store *s);

rt_code store_count(store *s, rt_counts *out, rt_err *err);

/* What costs no counting. */
typedef struct store_sizes {
    uint32_t articles, waiting; /* as in rt_counts */
} store_sizes;
rt_code store_size(store *s, store_sizes *out, rt_err *err);

/* ---------------------------------------------------------------- articles */

/* Articles have numbers from 1 without gaps, in the order of their arrival. */
typedef struct store_added {
    uint32_t number;
    bool is_new; /* false: the corpus had it; a new place of it is noted */
} store_added;

/* What is stored of an article. */
typedef struct store_arrival {
    const rt_article *article;
    const rt_marks *marks; /* its quotations are kept for searching */
    uint32_t words;
} store_arrival;

rt_code store_add_article(store *s, const store_arrival *arrival, arena *tmp,
                          store_added *out, rt_err *err);

/* The whole article, in `a`. RT_E_STORE when there is none of that number. */
rt_code store_article(store *s, uint32_t number, arena *a, rt_article *out, rt_err *err);

/* RT_END when there is none of that id. */
rt_code store_find(store *s, rt_id id, uint32_t *number, rt_err *err);

/* What is known of an article without its text. */
typedef struct store_head {
    rt_id id;
    rt_str outlet, language;
    rt_time published;
    uint32_t words;
    uint32_t story, thread; /* 0: none yet */
} store_head;

rt_code store_article_head(store *s, uint32_t number, arena *a, store_head *out,
                           rt_err *err);

/* The lowest number above `after` of an article without a story; RT_END. */
rt_code store_next_waiting(store *s, uint32_t after, uint32_t *number, rt_err *err);

/* ---------------------------------------------------------------- pairs and stories */

/* Stores what articles pair->a and pair->b (numbers) share, in place of what was known.
 */
rt_code store_put_pair(store *s, const rt_pair *pair, arena *tmp, rt_err *err);

/* The pairs of an article, without passages, by the number of the other one. */
rt_code store_pairs_of(store *s, uint32_t number, arena *a, const rt_pair **out,
                       uint32_t *n, rt_err *err);

rt_code store_put_story(store *s, uint32_t number, uint32_t story, uint32_t thread,
                        rt_err *err);
/* The highest number that a story has or had; 0 when there was none. */
rt_code store_last_story(store *s, uint32_t *story, rt_err *err);
/* Sets it, and adds `more` to the number of stories. */
rt_code store_set_stories(store *s, uint32_t last, int64_t more, rt_err *err);
/* The seal of the file that keeps the index of the corpus (match_seal); 0 when there is
 * none. */
rt_code store_index_seal(store *s, uint64_t *directory, uint64_t *stamp, rt_err *err);
rt_code store_set_index_seal(store *s, uint64_t directory, uint64_t stamp, rt_err *err);

/* Numbers of all stories, ascending, or those of most articles first. */
rt_code store_stories(store *s, bool by_size, arena *a, const uint32_t **out, uint32_t *n,
                      rt_err *err);

/* A story as it lies in the corpus: its articles by id; pairs by position in them. */
typedef struct store_story {
    uint32_t number, thread;
    const rt_article *articles;
    uint32_t articles_n;
    const rt_pair *pairs;
    uint32_t pairs_n;
} store_story;

rt_code store_story_get(store *s, uint32_t story, arena *a, store_story *out,
                        rt_err *err);

/* All articles by id. */
typedef struct store_seat {
    uint32_t number, story;
} store_seat;
rt_code store_seats(store *s, arena *a, const store_seat **out, uint32_t *n, rt_err *err);

/* The numbers of a story's articles. */
rt_code store_members(store *s, uint32_t story, arena *a, const uint32_t **out,
                      uint32_t *n, rt_err *err);

/* ---------------------------------------------------------------- corrections */

/* All, by number. */
rt_code store_corrections(store *s, arena *a, const rt_correction **out, uint32_t *n,
                          rt_err *err);
/* Sets *number to the one it gets. */
rt_code store_add_correction(store *s, const rt_correction *c, uint32_t *number,
                             rt_err *err);
rt_code store_drop_correction(store *s, uint32_t number, rt_err *err);

/* An article as a person knows it. */
typedef struct store_name {
    rt_id id;
    rt_str outlet, title, source;
} store_name;

typedef struct store_names {
    const store_name *at;
    uint32_t n;
} store_names;

/* The first `most` articles whose ids are from range[0] to range[1], by id. */
rt_code store_find_between(store *s, const rt_id range[2], uint32_t most, arena *a,
                           store_names *out, rt_err *err);

/* ---------------------------------------------------------------- sites */

/* A page of a site: hashes of its blocks and traits, ascending (site_page of
 * read/site.h). */
typedef struct store_page {
    uint64_t page;
    const uint64_t *block;
    uint32_t n;
} store_page;

/* The pages kept of a host, in `a`. Rows that are damaged are left out. */
rt_code store_site(store *s, rt_str host, arena *a, const store_page **out, uint32_t *n,
                   rt_err *err);
/* Keeps these in place of those kept before. */
rt_code store_put_site(store *s, rt_str host, const store_page *pages, uint32_t n,
                       arena *tmp, rt_err *err);

/* ---------------------------------------------------------------- rejects */

/* Notes an input that held no article, in place of what was noted of it before. */
rt_code store_put_reject(store *s, const rt_err *why, rt_err *err);

/* In order of place; an error of `take` ends the walk. */
rt_code store_each_reject(store *s, rt_reject_taker *take, void *context, arena *tmp,
                          rt_err *err);

/* ---------------------------------------------------------------- search */

/* The full-text indexes are filled when somebody searches. Fills in up to `most` further
 * articles and their quotations, inside a transaction of the caller; *left: articles that
 * are not in them yet. */
rt_code store_make_searchable(store *s, uint32_t most, arena *tmp, uint32_t *left,
                              rt_err *err);

/* Best first, of what is searchable. `words` as in rt_query. */
rt_code store_search(store *s, const rt_query *query, rt_hit_taker *take, void *context,
                     arena *tmp, rt_err *err);

#endif
