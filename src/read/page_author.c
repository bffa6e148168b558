#include "base/utf8.h"
#include "base/vec.h"
#include "read/page_head.h"

enum { MAX_AUTHORS = 20, MAX_NAME = 60, MAX_NAME_WORDS = 6, MAX_BYLINE = 200 };

typedef VEC(rt_str) names;

typedef struct author_finder {
    page *p;
    const page_head *head;
    const lex_list *words;
    names found;
} author_finder;

static bool word_is(const author_finder *f, rt_str word, const char *value) {
    const lex_entry *e = lex_find(f->words, utf8_fold(f->p->a, word));
    return e && str_eq(e->value, str_of(value));
}

/* Without "By" and the like at the start. */
static rt_str without_opener(const author_finder *f, rt_str s, bool *had) {
    *had = false;
    for (bool again = true; again;) {
        again = false;
        size_t best = 0;
        unsigned words = 0;
        for (size_t i = 0; i <= s.n && words < lex_longest(f->words) && i < 40; i++) {
            bool end = i == s.n || s.s[i] == ' ' || s.s[i] == ':';
            if (!end || !i) continue;
            words++;
            if (word_is(f, (rt_str){s.s, i}, "by")) best = i;
        }
        if (!best) break;
        size_t at = best;
        while (at < s.n && (s.s[at] == ' ' || s.s[at] == ':')) at++;
        if (at >= s.n) break;
        s = str_from(s, at);
        *had = again = true;
    }
    return s;
}

static bool has_any(rt_str s, const char *set) {
    for (size_t i = 0; i < s.n; i++)
        if (strchr(set, s.s[i])) return true;
    return false;
}

/* Whether text reads as the name of somebody who is not the outlet itself. */
static bool is_name(const author_finder *f, rt_str s) {
    uint32_t words = page_words(s);
    if (!s.n || s.n > MAX_NAME || words < 1 || words > MAX_NAME_WORDS) return false;
    if (has_any(s, "@0123456789<>{}[]|#=_?!/\\")) return false;
    if (str_find(s, STR("://"), 0) != SIZE_MAX ||
        str_find(s, STR("www."), 0) != SIZE_MAX ||
        str_find(s, STR(".com"), 0) != SIZE_MAX)
        return false;
    if (word_is(f, s, "nobody") || page_names_site(f->p, f->head, s)) return false;
    if (f->head->title.n && page_alike(f->p, s, f->head->title) > 0.7) return false;
    size_t i = 0;
    uint32_t c = utf8_next(s, &i);
    return utf8_is_letter(c);
}

static rt_str trim_name(rt_str s) {
    s = str_trim(s);
    while (s.n && strchr(",;:|-*", s.s[s.n - 1])) s = str_trim((rt_str){s.s, s.n - 1});
    while (s.n && strchr(",;:|-*", s.s[0])) s = str_trim(str_from(s, 1));
    return s;
}

static void add_name(author_finder *f, rt_str s) {
    bool had;
    s = trim_name(without_opener(f, trim_name(s), &had));
    if (!is_name(f, s) || f->found.n >= MAX_AUTHORS) return;
    for (uint32_t i = 0; i < f->found.n; i++)
        if (page_alike(f->p, f->found.at[i], s) == 1) return;
    *vec_push(f->p->a, &f->found) = s;
}

/* Length of what separates two names at s[i]; 0 when it does not. */
static size_t join_at(const author_finder *f, rt_str s, size_t i) {
    if (s.s[i] == ',' || s.s[i] == ';' || s.s[i] == '|' || s.s[i] == '&') return 1;
    if (s.s[i] != ' ') return 0;
    size_t end = i + 1;
    while (end < s.n && s.s[end] != ' ') end++;
    if (end < s.n && word_is(f, (rt_str){s.s + i + 1, end - i - 1}, "and"))
        return end - i;
    return 0;
}

/* Adds the names of a line such as "Jane Doe, Max Roe and Ann Poe". What follows a comma
 * without being a name of two words or more is a role or a place: the list ends there. */
static void add_names(author_finder *f, rt_str s) {
    size_t start = 0;
    uint32_t parts = 0;
    for (size_t i = 0; i <= s.n && parts < MAX_AUTHORS; i++) {
        size_t n = i < s.n ? join_at(f, s, i) : 1;
        if (!n) continue;
        rt_str part = trim_name((rt_str){s.s + start, i - start});
        if (part.n && parts > 0 && i < s.n + 1 && page_words(part) < 2) return;
        if (part.n) add_name(f, part), parts++;
        i += n - 1;
        start = i + 1;
    }
}

/* Whether the words of a name stand in the text the page shows, comments left out. */
static bool is_shown(page *p, rt_str name) {
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        if (p->role[b->node] == PAGE_COMMENTS || b->text.n < name.n) continue;
        if (str_find_nocase(b->text, name, 0) != SIZE_MAX) return true;
    }
    return false;
}

static void from_facts(author_finder *f, const page_facts *facts, fact_kind kind,
                       fact_source source, bool shown) {
    for (uint32_t i = 0; i < facts->n; i++) {
        const page_fact *fact = &facts->at[i];
        if (fact->kind != kind || fact->source != source) continue;
        rt_str value = page_plain(f->p, fact->value);
        if (value.n > MAX_BYLINE || (shown && !is_shown(f->p, trim_name(value))))
            continue;
        add_names(f, value);
    }
}

/* Lines near the title that are marked as bylines or open as one. */
static void from_bylines(author_finder *f) {
    page *p = f->p;
    uint32_t from = f->head->title_node ? p->first_block[f->head->title_node] : 0;
    uint32_t start = from > 8 ? from - 8 : 0;
    for (uint32_t i = start; i < p->blocks_n && i < from + 30 && !f->found.n; i++) {
        page_block *b = &p->block[i];
        if (b->words > 14 || b->text.n > MAX_BYLINE) continue;
        page_role role = (page_role)p->role[b->node];
        if (role != PAGE_TEXT && role != PAGE_BYLINE && role != PAGE_AUTHOR) continue;
        bool opened;
        rt_str rest = without_opener(f, b->text, &opened);
        if (!opened) continue;
        size_t i_next = 0;
        if (!rest.n || !utf8_is_upper(utf8_next(rest, &i_next))) continue;
        add_names(f, rest);
    }
}

void page_find_authors(page *p, const page_facts *facts, page_head *head) {
    author_finder f = {.p = p, .head = head, .words = lex_get(p->lex, "page", "byline")};
    static const fact_source order[] = {FACT_OF_ARTICLE, FACT_OF_META, FACT_OF_MICRODATA,
                                        FACT_OF_LINK, FACT_OF_PAGE};
    for (size_t i = 0; i < sizeof order / sizeof *order && !f.found.n; i++)
        from_facts(&f, facts, FACT_AUTHOR, order[i], true);
    if (!f.found.n) from_bylines(&f);
    head->authors = f.found.at;
    head->authors_n = f.found.n;
}
