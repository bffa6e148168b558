/* retold.h: the public library of retold, and the values its stages hand to each other.
 * Give it articles; it tells which retell one report, where that report came from, and
 * how many independent origins stand behind them, each finding with the spans that prove
 * it. */
#ifndef RETOLD_H
#define RETOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
#include <atomic>
using std::atomic_int;
extern "C" {
#else
#include <stdatomic.h>
#endif

#define RT_VERSION "0.1.0"

/* ---------------------------------------------------------------- plain values */

/* UTF-8 text, `n` bytes, not NUL-terminated. `s == NULL` means unknown (JSON null). */
typedef struct rt_str {
    const char *s;
    size_t n;
} rt_str;

/* Bytes [start, end) of an article's `text`. RT_NO_SPAN stands for "there is none". */
typedef struct rt_span {
    uint32_t start, end;
} rt_span;
#define RT_NO_SPAN ((rt_span){UINT32_MAX, UINT32_MAX})

/* XXH3-128 of an article's cleaned text and outlet: its name wherever it leaves a stage.
 */
typedef struct rt_id {
    uint8_t byte[16];
} rt_id;

/* A closed range of counts. */
typedef struct rt_range {
    uint32_t min, max;
} rt_range;

typedef enum rt_precision {
    RT_TIME_UNKNOWN,
    RT_TIME_YEAR,
    RT_TIME_MONTH,
    RT_TIME_DAY,
    RT_TIME_MINUTE,
    RT_TIME_SECOND
} rt_precision;

/* A civil date and time, known up to `precision`; fields past it are 0. `zone` is minutes
 * east of UTC and holds only when `zoned`. */
typedef struct rt_time {
    int16_t year;
    uint8_t month, day, hour, minute, second;
    uint8_t precision; /* rt_precision */
    int16_t zone;
    bool zoned;
} rt_time;

/* ---------------------------------------------------------------- errors */

typedef enum rt_code {
    RT_OK,
    RT_END,      /* nothing more to read; not an error */
    RT_E_INPUT,  /* the input is not usable; the rest of the run goes on */
    RT_E_LIMIT,  /* the input passes a limit (size, depth, count) */
    RT_E_IO,     /* the operating system said no */
    RT_E_STORE,  /* the corpus file is not usable */
    RT_E_USAGE,  /* the caller's arguments are off */
    RT_E_STOPPED /* interrupted, or memory ran out */
} rt_code;

/* What went wrong: a code, the place (file, record or option), the byte offset in it
 * where known (UINT64_MAX where not), and one sentence for a person. */
typedef struct rt_err {
    rt_code code;
    uint64_t offset;
    char place[512];
    char text[256];
} rt_err;

/* ---------------------------------------------------------------- article (read) */

typedef enum rt_date_source {
    RT_DATE_NONE,
    RT_DATE_HEADER, /* a date line at the head of a plain text, or a field of a record */
    RT_DATE_JSON_LD,
    RT_DATE_META,
    RT_DATE_URL,
    RT_DATE_TEXT,
    RT_DATE_FEED,
    RT_DATE_WARC,
    RT_DATE_UPDATE /* no day of publication is given: that of the last update, which is
                      no earlier */
} rt_date_source;

/* One line of `text`. `language` is an ISO 639-1 code, or null. */
typedef struct rt_paragraph {
    rt_span span;
    rt_str language;
} rt_paragraph;

/* A link inside the body. */
typedef struct rt_link {
    rt_span span;
    rt_str url;
} rt_link;

typedef enum rt_notice_kind {
    RT_NOTICE_BYLINE,    /* "By Jane Doe, Reuters" */
    RT_NOTICE_COPYRIGHT, /* "© 2018 The Associated Press" */
    RT_NOTICE_SOURCE,    /* "Source: dpa", "With reporting by ..." */
    RT_NOTICE_CAPTION    /* "Photo: Getty Images" */
} rt_notice_kind;

/* A line of furniture that names who wrote or supplied the article. It is not in `text`,
 * yet credits are read from it. */
typedef struct rt_notice {
    rt_notice_kind kind;
    rt_str text;
} rt_notice;

/* One text by one outlet; never changed once read. All memory belongs to the arena it was
 * read into, or to the corpus that returned it. */
typedef struct rt_article {
    rt_id id;
    rt_str source; /* path, or path#record */
    rt_str url, outlet, title, language;
    rt_str
        text; /* the body only, one paragraph a line; with raw reading the whole input */
    const rt_str *authors;
    const rt_paragraph *paragraphs; /* in order; blank lines are not listed */
    const rt_link *links;
    const rt_notice *notices;
    uint32_t authors_n, paragraphs_n, links_n, notices_n;
    rt_time published, modified;
    rt_date_source published_from;
} rt_article;

/* ---------------------------------------------------------------- marks (mark) */

typedef enum rt_quote_type {
    RT_QUOTE_DIRECT,
    RT_QUOTE_INDIRECT,
    RT_QUOTE_MIXED,
    RT_QUOTE_SCARE
} rt_quote_type;

typedef enum rt_speaker_class {
    RT_SPEAKER_NONE,
    RT_SPEAKER_NAMED,
    RT_SPEAKER_ANONYMOUS,
    RT_SPEAKER_ROLE_OR_GROUP,
    RT_SPEAKER_ORGANISATION,
    RT_SPEAKER_OUTLET,
    RT_SPEAKER_DOCUMENT
} rt_speaker_class;

typedef enum rt_via_role {
    RT_VIA_NONE,
    RT_VIA_ADDRESSEE, /* "told CNN" */
    RT_VIA_RELAY,     /* "Axios reported" */
    RT_VIA_SPEAKER    /* the outlet itself is the source */
} rt_via_role;

/* A quotation: content + cue + source mention, resolved to a speaker where that is clear.
 */
typedef struct rt_quotation {
    rt_quote_type type;
    const rt_span *content; /* in text order, marks left out */
    uint32_t content_n;
    rt_span cue, mention;
    rt_str speaker; /* fullest name the article gives; null where not clear */
    rt_speaker_class speaker_class;
    rt_str via; /* outlet it was said to, or that passed it on */
    rt_via_role via_role;
    uint32_t sentence; /* index of the sentence the content begins in */
} rt_quotation;

typedef enum rt_credit_kind {
    RT_CREDIT_BYLINE,
    RT_CREDIT_REPORTED,
    RT_CREDIT_ACCORDING_TO,
    RT_CREDIT_TOLD,
    RT_CREDIT_AGENCY_TAG,
    RT_CREDIT_LINK
} rt_credit_kind;

typedef enum rt_reach {
    RT_REACH_SENTENCE,
    RT_REACH_PARAGRAPH,
    RT_REACH_ARTICLE
} rt_reach;

/* The article naming another outlet or agency as where its content comes from. */
typedef struct rt_credit {
    rt_str outlet; /* canonical name, from the table of outlets where it is known */
    rt_credit_kind kind;
    rt_reach reach;
    rt_span
        span; /* RT_NO_SPAN when it stands in the title or a notice, not in the text */
} rt_credit;

typedef struct rt_figure {
    rt_span span;            /* qualifier and the adjacent part of the noun included */
    double value, value_max; /* equal unless it is a range */
    rt_str unit;             /* USD, percent, persons, points, ...; null when bare */
    rt_str qualifier;        /* "nearly" */
    rt_str counts;           /* "US military assistance" */
    int32_t quotation;       /* index of the quotation it stands in, -1 if none */
} rt_figure;

typedef struct rt_date {
    rt_span span;
    rt_time from, to; /* unknown when the article has no date to resolve against */
} rt_date;

typedef enum rt_name_kind {
    RT_NAME_PERSON,
    RT_NAME_ORGANISATION,
    RT_NAME_PLACE,
    RT_NAME_OTHER
} rt_name_kind;

/* A mention of somebody or something by name; `full` is the fullest form in the article.
 */
typedef struct rt_name {
    rt_span span;
    rt_str full;
    rt_name_kind kind;
} rt_name;

/* Spans into one article. Sentences are in text order and do not overlap. */
typedef struct rt_marks {
    const rt_span *sentences;
    const rt_quotation *quotations;
    const rt_credit *credits;
    const rt_figure *figures;
    const rt_date *dates;
    const rt_name *names;
    uint32_t sentences_n, quotations_n, credits_n, figures_n, dates_n, names_n;
    rt_str outlet; /* the article's own outlet as the table of outlets calls it, as the
                      article does when it is not there; null when unknown */
} rt_marks;

/* ---------------------------------------------------------------- terms (mark → match)
 */

typedef enum rt_term_flag {
    RT_TERM_STOP = 1,   /* function word */
    RT_TERM_NAME = 2,   /* part of a name */
    RT_TERM_NUMBER = 4, /* digits or a number word */
    RT_TERM_QUOTED = 8  /* inside a direct quotation */
} rt_term_flag;

/* The words of a text as 64-bit hashes. Structure of arrays, `n` long each. Where equal
 * wording alone is asked for, stem, flags and sentence may be NULL. */
typedef struct rt_terms {
    const uint64_t *hash; /* of the folded word */
    const uint64_t *stem; /* of its stem */
    const rt_span *span;
    const uint8_t *flags;
    uint32_t n;
    const uint32_t *sentence; /* [sentences_n + 1]: first term of each sentence, then n */
    uint32_t sentences_n;
} rt_terms;

/* ---------------------------------------------------------------- passages (match) */

typedef enum rt_passage_kind { RT_PASSAGE_VERBATIM, RT_PASSAGE_REWORDED } rt_passage_kind;

/* An aligned pair of spans. */
typedef struct rt_passage {
    rt_span a, b;
    rt_passage_kind kind;
    float score; /* 0 to 1 */
} rt_passage;

/* Two articles and what they share. Passages do not overlap on either side. */
typedef struct rt_pair {
    uint32_t a, b; /* positions in the array of articles at hand */
    const rt_passage *passages;
    uint32_t passages_n;
    float a_covered, b_covered; /* share of the words of each inside passages */
    float similarity;           /* 0 to 1: how alike the two are as stories */
} rt_pair;

/* ---------------------------------------------------------------- stories (trace) */

typedef enum rt_relation {
    RT_SAME_TEXT,
    RT_PARTIAL_COPY,
    RT_REWORDED,
    RT_CREDITS_ONLY,
    RT_QUOTES_ONLY, /* of pairs, never of edges */
    RT_UNRELATED    /* of pairs, never of edges */
} rt_relation;

typedef enum rt_direction { RT_CREDITED, RT_INFERRED, RT_DIRECTION_UNKNOWN } rt_direction;

typedef enum rt_evidence_kind {
    RT_BY_PASSAGE,
    RT_BY_QUOTATION,
    RT_BY_STATEMENT,
    RT_BY_CREDIT,
    RT_BY_DATE,
    RT_BY_USER /* nothing but a user's correction */
} rt_evidence_kind;

/* What an edge rests on; a side without text (an outside parent) is RT_NO_SPAN. */
typedef struct rt_evidence {
    rt_evidence_kind kind;
    rt_span child, parent;
} rt_evidence;

#define RT_OUTSIDE                                                                       \
    UINT32_MAX /* "not in the corpus" where an article's position is asked */

/* Who retells whom. Article numbers are positions in the story's `articles`. */
typedef struct rt_edge {
    uint32_t child;
    uint32_t parent; /* RT_OUTSIDE: the parent is `outside` */
    rt_str outside;  /* name of an outlet that is not in the corpus */
    rt_relation relation;
    rt_direction direction;
    float confidence;
    uint32_t
        correction; /* number of the user's correction that it follows from; 0: none */
    const rt_evidence *evidence;
    uint32_t evidence_n;
} rt_edge;

/* A first reporter, and the articles that rest on it. */
typedef struct rt_origin {
    rt_str name;
    bool in_corpus;
    const uint32_t *articles;
    uint32_t articles_n;
} rt_origin;

typedef enum rt_variant {
    RT_VARIANT_VERBATIM,
    RT_VARIANT_TRUNCATED,
    RT_VARIANT_SPLICED,
    RT_VARIANT_REWORDED,
    RT_VARIANT_TRANSLATED
} rt_variant;

typedef struct rt_member {
    uint32_t article;
    const rt_span *content;
    uint32_t content_n;
    rt_variant variant;
    bool in_marks; /* stands inside quotation marks */
} rt_member;

/* The variants of one utterance. */
typedef struct rt_family {
    rt_str speaker;
    const rt_member *members;
    uint32_t members_n;
} rt_family;

typedef enum rt_difference_kind {
    RT_DIFF_FIGURE,
    RT_DIFF_RESPONSE,
    RT_DIFF_SPEAKER,
    RT_DIFF_DATE,
    RT_DIFF_WEEKDAY,
    RT_DIFF_ATTRIBUTION,
    RT_DIFF_QUOTATION /* the words inside quotation marks */
} rt_difference_kind;

typedef enum rt_difference_type {
    RT_DIFF_CONFLICT,
    RT_DIFF_UPDATE,
    RT_DIFF_SCOPE,
    RT_DIFF_ROUNDING,
    RT_DIFF_WORDING
} rt_difference_type;

typedef struct rt_value {
    uint32_t article;
    rt_span span; /* RT_NO_SPAN: the article is silent */
    rt_str value;
} rt_value;

typedef struct rt_difference {
    rt_difference_kind kind;
    rt_difference_type type;
    rt_str about;
    const rt_value *values;
    uint32_t values_n;
} rt_difference;

typedef struct rt_place {
    uint32_t article;
    rt_span span;
} rt_place;

/* The same thing said, by aligned sentences, in one or more articles. */
typedef struct rt_statement {
    rt_str text;
    const rt_place *places;
    uint32_t places_n;
    rt_range origins;
} rt_statement;

typedef enum rt_finding_kind {
    RT_FINDING_CHAIN,   /* A credits B, which credits C */
    RT_FINDING_LOOP,    /* A credits B, B credits A */
    RT_FINDING_DEAD_END /* A credits B, but B's article here says no such thing */
} rt_finding_kind;

/* Something about the credits that a reader should know. */
typedef struct rt_finding {
    rt_finding_kind kind;
    const uint32_t *articles; /* in the order of the credits */
    uint32_t articles_n;
    rt_str text; /* one neutral sentence */
} rt_finding;

typedef enum rt_correction_kind {
    RT_NOT_SAME_STORY, /* articles a and b do not tell one story */
    RT_SAME_STORY,     /* they do */
    RT_WRONG_EDGE,     /* a does not rest on b, or where `outlet` is known not on it */
    RT_CLIENT_OF       /* what `outlet` prints comes from `agency` where it is not signed
                          and nothing else is known of where it comes from */
} rt_correction_kind;

/* What a user says against the findings. Fields that the kind does not ask for are zero.
 * `note` is the user's own reason, or null. */
typedef struct rt_correction {
    uint32_t number; /* given by the corpus, from 1 on and never twice */
    rt_correction_kind kind;
    rt_id a, b;
    rt_str outlet, agency, note;
} rt_correction;

typedef struct rt_story rt_story;

/* What a story is a part of, seen without some of its articles. */
typedef struct rt_change {
    const rt_story *before;  /* the story with all its articles */
    const uint32_t *without; /* positions in before->articles */
    uint32_t without_n;
    uint32_t part, parts; /* this is part `part` of `parts`, the largest being 1; 0 of 0
                             when nothing is left of the story */
} rt_change;

/* Articles reporting the same event or report. Every article number inside is a position
 * in `articles`. Memory belongs to whoever returned the story. */
struct rt_story {
    uint64_t number; /* stable as long as the story is the same */
    uint64_t thread; /* stories on one subject share it */
    rt_str title; /* of the article on which most others rest; null when none has one */
    /* The story's own articles, then `others_n` of other stories that repeat its
     * quotations. */
    const rt_article *const *articles;
    const rt_marks *const *marks; /* of the articles, in their order */
    uint32_t articles_n, others_n;
    rt_range origins;
    const rt_origin *origin;
    const rt_edge *edges;
    const rt_family *families;
    const rt_difference *differences;
    const rt_statement *statements;
    const rt_finding *findings;
    /* Those that bear on an article of the story, by number. */
    const rt_correction *corrections;
    uint32_t origin_n, edges_n, families_n, differences_n, statements_n, findings_n,
        corrections_n;
    const rt_change *change; /* NULL: no article was asked away */
};

/* ---------------------------------------------------------------- the library */

/* A corpus: articles that grow in number, what they share, and the stories they tell. One
 * SQLite file, or memory only. A handle is for one thread at a time, and none of its
 * functions may be called from a callback; several handles, also of one file, do not get
 * into each other's way.
 *
 * Functions return RT_OK or what went wrong, and then fill *err (which may be NULL).
 * Strings, articles and stories handed to a callback are gone when it returns; copy what
 * is to stay. A callback ends the walk by returning anything but RT_OK, and that is what
 * the function returns. */
typedef struct rt_corpus rt_corpus;

typedef struct rt_progress {
    uint64_t articles, rejects; /* read so far by this call */
    uint64_t compared, waiting; /* compared with the others, and still to be */
    uint64_t unsearchable;      /* still to be made searchable, while that is done */
} rt_progress;

/* Zero is a good value for every field but size. */
typedef struct rt_options {
    size_t size;      /* sizeof(rt_options): later versions add fields at the end */
    unsigned threads; /* 0: one for each processor */
    bool read_only;   /* the corpus must be there, and nothing is written */
    /* Each input that held no article. */
    void (*rejected)(void *context, const rt_err *why);
    /* Every now and then, while articles are read and compared. */
    void (*progress)(void *context, const rt_progress *progress);
    void *context; /* handed to both */
    /* When it becomes other than 0 (a signal handler or any thread may do that), the call
     * under way returns RT_E_STOPPED; the corpus stays usable. */
    const atomic_int *stop;
} rt_options;

/* Opens a corpus, or makes it when there is none at `path`; NULL is a corpus in memory.
 * `options` may be NULL. On failure *out is NULL. RT_E_STORE: the file is something else,
 * of a newer version, or damaged. RT_E_IO: the system refuses. */
rt_code rt_open(const char *path, const rt_options *options, rt_corpus **out,
                rt_err *err);
/* Does nothing to NULL. */
void rt_close(rt_corpus *corpus);

typedef struct rt_added {
    uint64_t articles; /* that the corpus did not have */
    uint64_t known;    /* that it had already */
    uint64_t rejects;
} rt_added;

/* Adds what `n` paths hold: files, folders, containers, "-" for standard input. Inputs
 * without an article are noted in the corpus and handed to options->rejected, and the
 * rest goes on; RT_OK then, too. *out (which may be NULL) is filled in any case. */
rt_code rt_add_paths(rt_corpus *corpus, const char *const *paths, size_t n, rt_added *out,
                     rt_err *err);

/* An article at hand; all strings are NUL-terminated UTF-8, all but text may be NULL. */
typedef struct rt_text {
    size_t size; /* sizeof(rt_text) */
    const char *text;
    const char *title, *outlet, *url;
    const char *published; /* ISO 8601 */
    const char *source;    /* what to call the place it came from */
} rt_text;

/* Adds one article; *id (which may be NULL) is its name from then on. Adding it again
 * changes nothing. RT_E_INPUT when there is no article in the text. */
rt_code rt_add_text(rt_corpus *corpus, const rt_text *text, rt_id *id, rt_err *err);

/* Compares what was added with all the rest and puts it into stories. rt_each_story and
 * rt_story_of do it when it is due; doing it earlier keeps them from writing. */
rt_code rt_settle(rt_corpus *corpus, rt_err *err);

typedef rt_code rt_story_taker(void *context, const rt_story *story, rt_err *err);
typedef rt_code rt_article_taker(void *context, const rt_article *article, rt_err *err);

/* All stories, articles that stand alone included, by number; largest first when
 * `by_size`. Settles first. */
rt_code rt_each_story(rt_corpus *corpus, bool by_size, rt_story_taker *take,
                      void *context, rt_err *err);
/* Which stories, and how they are looked at. Zero is a good value for all but size. */
typedef struct rt_view {
    size_t size; /* sizeof(rt_view) */
    bool by_size;
    /* Articles that are taken to be absent: each story that has one of them is handed out
     * as it would be without them, with rt_story.change, in as many parts as it falls
     * into, or empty. The largest part keeps the number; others get numbers that no story
     * has. Nothing is changed in the corpus. */
    const rt_id *without;
    size_t without_n;
    bool changed_only; /* only the stories that these articles are in */
} rt_view;

/* As rt_each_story; `view` may be NULL. RT_E_USAGE when the corpus has no such article.
 */
rt_code rt_view_stories(rt_corpus *corpus, const rt_view *view, rt_story_taker *take,
                        void *context, rt_err *err);
/* The story that an article belongs to; RT_END when the corpus has no such article. */
rt_code rt_story_of(rt_corpus *corpus, rt_id article, rt_story_taker *take, void *context,
                    rt_err *err);
/* The article of that id; RT_END when the corpus has none. */
rt_code rt_article_of(rt_corpus *corpus, rt_id article, rt_article_taker *take,
                      void *context, rt_err *err);
/* All articles, in the order in which they were added. */
rt_code rt_each_article(rt_corpus *corpus, rt_article_taker *take, void *context,
                        rt_err *err);

/* The one article whose id begins with these hexadecimal digits, four at least.
 * RT_E_USAGE when they begin no id or several, with a sentence that names some of those.
 */
rt_code rt_find_article(rt_corpus *corpus, const char *digits, rt_id *id, rt_err *err);

/* Records a correction; `number` is ignored. Settles first, and the stories that it
 * touches are made anew at once; it holds for all that is added later. *number (which may
 * be NULL) is the one it got, or has already when it was said before. RT_E_USAGE when an
 * article is not in the corpus, when the correction says nothing, or when it contradicts
 * another, which the error then names. RT_E_LIMIT: there are 10,000. */
rt_code rt_correct(rt_corpus *corpus, const rt_correction *correction, uint32_t *number,
                   rt_err *err);
/* Takes a correction back; RT_E_USAGE when there is none of that number. */
rt_code rt_uncorrect(rt_corpus *corpus, uint32_t number, rt_err *err);

typedef rt_code rt_correction_taker(void *context, const rt_correction *correction,
                                    rt_err *err);
/* All corrections, by number. */
rt_code rt_each_correction(rt_corpus *corpus, rt_correction_taker *take, void *context,
                           rt_err *err);

typedef struct rt_query {
    size_t size; /* sizeof(rt_query) */
    /* Words that must all occur, "phrases in quotation marks", beginnings*, and -words
     * that must not occur. */
    const char *words;
    bool quotations; /* look in quotations and their speakers, not in titles and texts */
    uint32_t most;   /* hits; 0: 20 */
} rt_query;

typedef struct rt_hit {
    const rt_article *article;
    /* A stretch of the text with RT_HIT_BEGINS and RT_HIT_ENDS round the words found; of
     * a quotation its content. */
    rt_str snippet;
    rt_str speaker;         /* of a quotation; null where not known */
    const rt_span *content; /* of a quotation; NULL of a hit in title or text */
    uint32_t content_n;
} rt_hit;
#define RT_HIT_BEGINS '\x02'
#define RT_HIT_ENDS '\x03'

typedef rt_code rt_hit_taker(void *context, const rt_hit *hit, rt_err *err);

/* The best hits first. Makes searchable first what was added since the last search; a
 * corpus that is open for reading only is refused then (RT_E_STORE). RT_E_USAGE when
 * there is no word to look for. */
rt_code rt_search(rt_corpus *corpus, const rt_query *query, rt_hit_taker *take,
                  void *context, rt_err *err);

typedef rt_code rt_reject_taker(void *context, const rt_err *why, rt_err *err);

/* The inputs that held no article, by place. */
rt_code rt_each_reject(rt_corpus *corpus, rt_reject_taker *take, void *context,
                       rt_err *err);

typedef struct rt_counts {
    uint64_t articles, stories, pairs, quotations, rejects;
    uint64_t waiting;    /* articles that are not compared with the others yet */
    uint64_t searchable; /* articles in the full-text index */
} rt_counts;

rt_code rt_count(rt_corpus *corpus, rt_counts *out, rt_err *err);

#ifdef __cplusplus
}
#endif
#endif
