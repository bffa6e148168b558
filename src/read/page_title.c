#include "base/hash.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "read/page_facts.h"
#include "read/page_head.h"
#include "read/page_place.h"

enum { MAX_TITLE = 400, MAX_HEADINGS = 40 };

/* The folded words of a text, punctuation left out. */
typedef VEC(uint64_t) word_set;

static word_set words_of(page *p, rt_str text) {
    word_set set = {0};
    rt_str rest = utf8_fold(p->a, text);
    for (size_t i = 0; i < rest.n;) {
        size_t start = i, at = i;
        while (at < rest.n) {
            size_t next = at;
            uint32_t c = utf8_next(rest, &next);
            if (!utf8_is_letter(c) && !utf8_is_digit(c)) break;
            at = next;
        }
        if (at > start)
            *vec_push(p->a, &set) = hash_str((rt_str){rest.s + start, at - start});
        if (at == start) utf8_next(rest, &at);
        i = at;
    }
    return set;
}

static uint32_t common(const word_set *a, const word_set *b) {
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        bool found = false;
        for (uint32_t k = 0; k < b->n && !found; k++) found = a->at[i] == b->at[k];
        n += found;
    }
    return n;
}

double page_alike(page *p, rt_str a, rt_str b) {
    if (a.n > 2 * MAX_TITLE || b.n > 2 * MAX_TITLE) return 0;
    word_set x = words_of(p, a), y = words_of(p, b);
    if (!x.n || !y.n) return 0;
    double shared = common(&x, &y), longer = x.n > y.n ? x.n : y.n;
    return shared / longer;
}

/* ---------------------------------------------------------------- what names the site */

/* Letters and digits alone, folded: "The Daily Wren" and "thedailywren" meet. */
static rt_str squeeze(page *p, rt_str s) {
    rt_str folded = utf8_fold_plain(p->a, s);
    strbuf b;
    strbuf_init(&b, p->a);
    for (size_t i = 0; i < folded.n;) {
        size_t start = i;
        uint32_t c = utf8_next(folded, &i);
        if (utf8_is_letter(c) || utf8_is_digit(c))
            strbuf_add(&b, (rt_str){folded.s + start, i - start});
    }
    return strbuf_str(&b);
}

bool page_names_site(page *p, const page_head *head, rt_str text) {
    rt_str mine = squeeze(p, text);
    if (mine.n < 2) return false;
    if (head->outlet.n && str_eq(mine, squeeze(p, head->outlet))) return true;
    if (head->host.n) {
        rt_str host = squeeze(p, head->host);
        if (mine.n >= 4 && str_find(host, mine, 0) != SIZE_MAX) return true;
        rt_str name = head->host;
        rt_str first;
        str_field(&name, '.', &first);
        first = squeeze(p, first);
        if (first.n >= 4 && (str_starts(mine, first) || str_ends(mine, first)))
            return true;
    }
    return false;
}

/* ---------------------------------------------------------------- suffixes */

/* Length of a separator between a title and its site at text[i]; 0 when there is none. */
static size_t separator_at(rt_str text, size_t i) {
    static const char *const marks[] = {" | ",
                                        " - ",
                                        " \xE2\x80\x93 ",
                                        " \xE2\x80\x94 ",
                                        " \xC2\xB7 ",
                                        " \xE2\x80\xA2 ",
                                        " \xC2\xBB ",
                                        " :: ",
                                        " / ",
                                        " \xC2\xAB ",
                                        " \xE2\x80\xBA ",
                                        "\xE2\x80\x94",
                                        "| ",
                                        " |",
                                        " ~ ",
                                        " > ",
                                        " \xEF\xBD\x9C "};
    unsigned char first = (unsigned char)text.s[i];
    if (first != ' ' && first != '|' && first != 0xE2) return 0;
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (str_starts(str_from(text, i), str_of(marks[k]))) return strlen(marks[k]);
    return 0;
}

/* Whether part of a title belongs to the site: it names it, or most of its articles have
 * it there. */
static bool is_of_site(page *p, const page_head *head, site_trait place, rt_str part) {
    if (page_names_site(p, head, part)) return true;
    uint32_t most = page_site_count(p, place, hash_str(str_trim(part)));
    if (most * 2 < site_articles(p->sites, p->site) || !most) return false;
    page_note_learned(
        p, part, place == SITE_TITLE_END ? "ends the title" : "begins the title", most);
    return true;
}

/* Without parts at the end or the start that belong to the site. */
static rt_str without_site(page *p, const page_head *head, rt_str title) {
    for (bool again = true; again;) {
        again = false;
        for (size_t i = title.n; i-- > 1;) {
            size_t n = separator_at(title, i);
            if (!n) continue;
            if (is_of_site(p, head, SITE_TITLE_END, str_from(title, i + n))) {
                title = str_trim((rt_str){title.s, i});
                again = true;
            }
            break;
        }
        for (size_t i = 1; !again && i < title.n; i++) {
            size_t n = separator_at(title, i);
            if (!n) continue;
            if (is_of_site(p, head, SITE_TITLE_START, (rt_str){title.s, i})) {
                title = str_trim(str_from(title, i + n));
                again = true;
            }
            break;
        }
    }
    return title;
}

uint32_t page_title_parts(rt_str title, title_part out[TITLE_PARTS]) {
    uint32_t n = 0;
    for (size_t i = 1, start = 0; i <= title.n && n < TITLE_PARTS; i++) {
        size_t mark = i < title.n ? separator_at(title, i) : 1;
        if (!mark || (i == title.n && !start)) continue;
        rt_str text = str_trim((rt_str){title.s + start, i - start});
        if (text.n)
            out[n++] = (title_part){text, start ? SITE_TITLE_END : SITE_TITLE_START};
        start = i + mark;
        i = start - 1;
    }
    return n;
}

/* What stands before the last separator that is no hyphen between words, provided that
 * what is left is most of the title; for <title> alone, where a site's name is usual. */
static rt_str without_last_part(rt_str title) {
    for (size_t i = title.n; i-- > 1;) {
        size_t n = separator_at(title, i);
        if (!n) continue;
        rt_str left = str_trim((rt_str){title.s, i});
        return page_words(left) >= 3 && left.n * 2 > title.n ? left : title;
    }
    return title;
}

/* ---------------------------------------------------------------- choosing */

static bool is_headline_place(const page *p, uint32_t node) {
    switch ((page_role)p->role[node]) {
        case PAGE_NAVIGATION:
        case PAGE_RELATED:
        case PAGE_COMMENTS:
        case PAGE_ADVERT:
        case PAGE_NEWSLETTER:
        case PAGE_FOOTER:
        case PAGE_CONSENT:
        case PAGE_FORM:
        case PAGE_HIDDEN: return false;
        default: return true;
    }
}

rt_str page_heading(page *p, uint32_t node) {
    uint32_t first = p->first_block[node];
    uint32_t end = p->first_block[p->tree.node[node].end];
    if (end == first + 1) return p->block[first].text;
    strbuf b;
    strbuf_init(&b, p->a);
    for (uint32_t i = first; i < end && b.n < MAX_TITLE; i++) {
        if (b.n) strbuf_char(&b, ' ');
        strbuf_add(&b, p->block[i].text);
    }
    return strbuf_str(&b);
}

/* The heading that agrees best with what the page calls itself elsewhere. */
static uint32_t best_heading(page *p, const rt_str *names, size_t n, double least,
                             html_tag lowest) {
    uint32_t best = 0, seen = 0;
    for (uint32_t i = 1; i < p->tree.n && seen < MAX_HEADINGS; i++) {
        html_tag tag = p->tree.node[i].tag;
        if (tag < HTML_H1 || tag > lowest || !is_headline_place(p, i)) continue;
        rt_str text = page_heading(p, i);
        if (!text.n || text.n > MAX_TITLE) continue;
        seen++;
        double mine = 0;
        for (size_t k = 0; k < n; k++) {
            double alike = names[k].n ? page_alike(p, text, names[k]) : 0;
            if (alike > mine) mine = alike;
        }
        if (mine > least) least = mine, best = i;
    }
    return best;
}

/* The only <h1> of the page, if it reads as a headline. */
static uint32_t only_heading(page *p) {
    uint32_t found = 0;
    for (uint32_t i = 1; i < p->tree.n; i++) {
        if (p->tree.node[i].tag != HTML_H1 || !is_headline_place(p, i)) continue;
        rt_str text = page_heading(p, i);
        if (!text.n) continue;
        if (found || page_words(text) < 3 || text.n > MAX_TITLE) return 0;
        found = i;
    }
    return found;
}

rt_str page_title_element(page *p) {
    for (uint32_t i = 1; i < p->tree.n; i++)
        if (p->tree.node[i].tag == HTML_TITLE) return page_heading(p, i);
    return (rt_str){NULL, 0};
}

void page_find_title(page *p, const page_facts *facts, page_head *head) {
    const page_fact *article = facts_first(facts, FACT_TITLE, FACT_OF_ARTICLE);
    const page_fact *meta = facts_first(facts, FACT_TITLE, FACT_OF_META);
    rt_str element = page_title_element(p);
    rt_str names[] = {
        meta ? without_site(p, head, page_plain(p, meta->value)) : (rt_str){NULL, 0},
        article ? without_site(p, head, page_plain(p, article->value))
                : (rt_str){NULL, 0},
        element.n ? without_site(p, head, element) : (rt_str){NULL, 0},
    };
    bool told = p->learned.n > 0; /* what belongs to the site is known, and cut */
    head->title_node = best_heading(p, names, 3, 0.45, HTML_H1);
    if (!head->title_node) head->title_node = best_heading(p, names, 3, 0.7, HTML_H3);
    if (!head->title_node) head->title_node = only_heading(p);
    if (head->title_node) {
        head->title = without_site(p, head, page_heading(p, head->title_node));
        return;
    }
    head->title = names[0].n ? names[0] : names[1].n ? names[1] : names[2];
    if (!names[0].n && !names[1].n && names[2].n && !told)
        head->title = without_last_part(names[2]);
}
