#include "show/words.h"

#include "base/hash.h"

const char words_caveat[] =
    "One origin does not make a report false, and many do not make it true.";

const char *words_relation(rt_relation relation) {
    static const char *const word[] = {[RT_SAME_TEXT] = "same text",
                                       [RT_PARTIAL_COPY] = "part of the text",
                                       [RT_REWORDED] = "reworded",
                                       [RT_CREDITS_ONLY] = "credit only",
                                       [RT_QUOTES_ONLY] = "shared quotations",
                                       [RT_UNRELATED] = "nothing shared"};
    return word[relation];
}

const char *words_direction(rt_direction direction) {
    static const char *const word[] = {[RT_CREDITED] = "credited",
                                       [RT_INFERRED] = "inferred",
                                       [RT_DIRECTION_UNKNOWN] = "direction unknown"};
    return word[direction];
}

const char *words_evidence(rt_evidence_kind kind) {
    static const char *const word[] = {[RT_BY_PASSAGE] = "shared passage",
                                       [RT_BY_QUOTATION] = "shared quotation",
                                       [RT_BY_STATEMENT] = "shared statement",
                                       [RT_BY_CREDIT] = "credit",
                                       [RT_BY_DATE] = "dates",
                                       [RT_BY_USER] = "your correction"};
    return word[kind];
}

const char *words_speaker_class(rt_speaker_class speaker_class) {
    static const char *const word[] = {[RT_SPEAKER_NONE] = "",
                                       [RT_SPEAKER_NAMED] = "named",
                                       [RT_SPEAKER_ANONYMOUS] = "anonymous",
                                       [RT_SPEAKER_ROLE_OR_GROUP] = "role or group",
                                       [RT_SPEAKER_ORGANISATION] = "organisation",
                                       [RT_SPEAKER_OUTLET] = "outlet",
                                       [RT_SPEAKER_DOCUMENT] = "document"};
    return word[speaker_class];
}

const char *words_via_role(rt_via_role role) {
    static const char *const word[] = {[RT_VIA_NONE] = "",
                                       [RT_VIA_ADDRESSEE] = "told to",
                                       [RT_VIA_RELAY] = "as reported by",
                                       [RT_VIA_SPEAKER] = "said by"};
    return word[role];
}

const char *words_credit_kind(rt_credit_kind kind) {
    static const char *const word[] = {[RT_CREDIT_BYLINE] = "byline",
                                       [RT_CREDIT_REPORTED] = "reported",
                                       [RT_CREDIT_ACCORDING_TO] = "according to",
                                       [RT_CREDIT_TOLD] = "told to",
                                       [RT_CREDIT_AGENCY_TAG] = "agency tag",
                                       [RT_CREDIT_LINK] = "link"};
    return word[kind];
}

const char *words_variant(rt_variant variant) {
    static const char *const word[] = {[RT_VARIANT_VERBATIM] = "verbatim",
                                       [RT_VARIANT_TRUNCATED] = "shortened",
                                       [RT_VARIANT_SPLICED] = "joined from parts",
                                       [RT_VARIANT_REWORDED] = "reworded",
                                       [RT_VARIANT_TRANSLATED] = "translated"};
    return word[variant];
}

const char *words_difference_kind(rt_difference_kind kind) {
    static const char *const word[] = {
        [RT_DIFF_FIGURE] = "figure",      [RT_DIFF_RESPONSE] = "response",
        [RT_DIFF_SPEAKER] = "speaker",    [RT_DIFF_DATE] = "date",
        [RT_DIFF_WEEKDAY] = "weekday",    [RT_DIFF_ATTRIBUTION] = "attribution",
        [RT_DIFF_QUOTATION] = "quotation"};
    return word[kind];
}

const char *words_difference_type(rt_difference_type type) {
    static const char *const word[] = {[RT_DIFF_CONFLICT] = "they differ",
                                       [RT_DIFF_UPDATE] = "later state",
                                       [RT_DIFF_SCOPE] = "different scope",
                                       [RT_DIFF_ROUNDING] = "rounding",
                                       [RT_DIFF_WORDING] = "wording"};
    return word[type];
}

const char *words_finding(rt_finding_kind kind) {
    static const char *const word[] = {[RT_FINDING_CHAIN] = "Chain of credits",
                                       [RT_FINDING_LOOP] = "Credits in a circle",
                                       [RT_FINDING_DEAD_END] =
                                           "Credit not borne out here"};
    return word[kind];
}

const char *words_date_source(rt_date_source source) {
    static const char *const word[] = {[RT_DATE_NONE] = "",
                                       [RT_DATE_HEADER] = "date line",
                                       [RT_DATE_JSON_LD] = "the page's JSON-LD",
                                       [RT_DATE_META] = "the page's metadata",
                                       [RT_DATE_URL] = "the address",
                                       [RT_DATE_TEXT] = "the page's text",
                                       [RT_DATE_FEED] = "the feed",
                                       [RT_DATE_WARC] =
                                           "the archive, as the day of the crawl",
                                       [RT_DATE_UPDATE] = "its last update"};
    return word[source];
}

rt_str words_range(arena *a, rt_range range) {
    return range.min == range.max ? str_printf(a, "%u", range.min)
                                  : str_printf(a, "%u to %u", range.min, range.max);
}

rt_str words_count(arena *a, uint64_t n, const char *noun) {
    return str_printf(a, "%llu %s%s", (unsigned long long)n, noun, n == 1 ? "" : "s");
}

rt_str words_origins(arena *a, rt_range range) {
    rt_str n = words_range(a, range);
    return str_printf(a, "%.*s independent origin%s", (int)n.n, n.s,
                      range.max == 1 ? "" : "s");
}

rt_str words_article(const rt_article *article) {
    if (article->outlet.n) return article->outlet;
    rt_str source = article->source;
    size_t start = source.n;
    while (start > 0 && source.s[start - 1] != '/') start--;
    return start < source.n ? str_from(source, start) : source;
}

rt_str words_id(arena *a, rt_id id) {
    enum { SHORT = 8 };
    return (rt_str){id_hex(a, id).s, SHORT};
}

static rt_str corrected(arena *a, const rt_story *story, rt_id id) {
    rt_str digits = words_id(a, id);
    for (uint32_t i = 0; i < story->articles_n; i++)
        if (id_eq(story->articles[i]->id, id)) {
            rt_str name = words_article(story->articles[i]);
            return str_printf(a, "%.*s [%.*s]", (int)name.n, name.s, (int)digits.n,
                              digits.s);
        }
    return str_printf(a, "an article of another story [%.*s]", (int)digits.n, digits.s);
}

void words_corrected(arena *a, const rt_story *story, const rt_correction *c,
                     rt_str names[2]) {
    names[0] = corrected(a, story, c->a);
    names[1] = corrected(a, story, c->b);
}

rt_str words_correction(arena *a, const rt_correction *c, const rt_str names[2]) {
    rt_str first = c->kind == RT_CLIENT_OF ? c->outlet : names[0];
    rt_str second = c->kind == RT_CLIENT_OF ? c->agency : names[1];
    if (c->kind == RT_WRONG_EDGE && c->outlet.n) second = c->outlet;
    static const char *const middle[] = {[RT_NOT_SAME_STORY] = " and ",
                                         [RT_SAME_STORY] = " and ",
                                         [RT_WRONG_EDGE] = " does not rest on ",
                                         [RT_CLIENT_OF] = " is a client of "};
    static const char *const last[] = {[RT_NOT_SAME_STORY] = " do not tell one story",
                                       [RT_SAME_STORY] = " tell one story",
                                       [RT_WRONG_EDGE] = "",
                                       [RT_CLIENT_OF] = ""};
    strbuf b;
    strbuf_init(&b, a);
    strbuf_add(&b, first);
    strbuf_add(&b, str_of(middle[c->kind]));
    strbuf_add(&b, second);
    strbuf_add(&b, str_of(last[c->kind]));
    if (c->note.n) {
        strbuf_add(&b, STR(" ("));
        strbuf_add(&b, c->note);
        strbuf_char(&b, ')');
    }
    return strbuf_str(&b);
}

static rt_str without_the(rt_str outlet) {
    return str_starts_nocase(outlet, STR("the ")) ? str_from(outlet, 4) : outlet;
}

bool words_same_outlet(rt_str a, rt_str b) {
    return str_eq_nocase(without_the(a), without_the(b));
}

rt_str words_title(const rt_story *story) {
    return story->title.n ? story->title : STR("(without a title)");
}

rt_str words_origin(const rt_story *story, const rt_origin *origin) {
    if (origin->name.n || !origin->articles_n) return origin->name;
    return words_article(story->articles[origin->articles[0]]);
}

rt_str words_time(arena *a, rt_time t) {
    static const char *const month[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                        "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (t.precision == RT_TIME_UNKNOWN) return STR("date unknown");
    if (t.precision == RT_TIME_YEAR || t.month < 1 || t.month > 12)
        return str_printf(a, "%d", t.year);
    const char *name = month[t.month - 1];
    if (t.precision == RT_TIME_MONTH) return str_printf(a, "%s %d", name, t.year);
    if (t.precision == RT_TIME_DAY) return str_printf(a, "%d %s %d", t.day, name, t.year);
    return str_printf(a, "%d %s %d, %02d:%02d", t.day, name, t.year, t.hour, t.minute);
}
