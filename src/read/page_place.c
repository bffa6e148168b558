#include "read/page_place.h"

#include "base/hash.h"
#include "read/date.h"

/* LEVELS: elements that tell a place, the thing's own and those round it. MAX_LINE: bytes
 * of a line with a name or a date. MAX_SAME: elements in a place that is that of one
 * thing; more are a list. COMMON: a place counts that so many of its site's articles, one
 * in COMMON, have a thing at. */
enum { LEVELS = 4, MAX_NAME = 40, MAX_LINE = 120, MAX_SAME = 6, COMMON = 4 };

/* ---------------------------------------------------------------- places */

static bool tells(rt_str word) {
    if (word.n < 2 || word.n > MAX_NAME || page_name_says_nothing(word)) return false;
    for (size_t i = 0; i < word.n; i++)
        if (word.s[i] >= '0' && word.s[i] <= '9') return false; /* numbered, or made up */
    return true;
}

/* The first class of an element that tells something. */
static rt_str telling_class(const page *p, uint32_t node) {
    rt_str rest = html_get(&p->tree, node, HTML_CLASS), word;
    while (str_field(&rest, ' ', &word))
        if (tells(word)) return word;
    return (rt_str){NULL, 0};
}

uint64_t page_place(const page *p, uint32_t node) {
    uint64_t place = 1;
    for (int level = 0; node && level < LEVELS;
         level++, node = p->tree.node[node].parent) {
        html_tag tag = p->tree.node[node].tag;
        if (tag == HTML_BODY) break;
        place = hash_mix(place + tag);
        rt_str class = telling_class(p, node);
        if (class.n) place = hash_mix(place ^ hash_str(class));
    }
    return place;
}

uint32_t page_site_count(const page *p, site_trait kind, uint64_t what) {
    return p->sites ? site_recurs(p->sites, p->site, site_trait_of(kind, what)) : 0;
}

void page_note_learned(page *p, rt_str text, const char *why, uint32_t articles) {
    rt_str reason =
        str_printf(p->a, "site: %s on %u of %u articles", why, (unsigned)articles,
                   (unsigned)site_articles(p->sites, p->site));
    for (uint32_t i = 0; i < p->learned.n; i++)
        if (str_eq(p->learned.at[i].text, text) &&
            str_eq(p->learned.at[i].reason, reason))
            return;
    *vec_push(p->a, &p->learned) = (read_piece){.text = text, .reason = reason};
}

static bool is_aside(const page *p, uint32_t node) {
    switch ((page_role)p->role[node]) {
        case PAGE_RELATED:
        case PAGE_COMMENTS:
        case PAGE_CAPTION:
        case PAGE_NAVIGATION:
        case PAGE_ADVERT: return true;
        default: return false;
    }
}

page_places page_places_of(page *p, site_trait kind) {
    page_places out = {0};
    VEC(uint32_t) found = {0};
    uint32_t all = p->sites ? site_articles(p->sites, p->site) : 0;
    if (!all) return out;
    for (uint32_t i = 1; i < p->tree.n; i++) {
        if (p->tree.node[i].tag == HTML_TEXT || is_aside(p, i)) continue;
        uint32_t articles = page_site_count(p, kind, page_place(p, i));
        if (!articles || articles < out.articles || articles * COMMON < all) continue;
        if (articles > out.articles) found.n = 0;
        out.articles = articles;
        *vec_push(p->a, &found) = i;
    }
    out.node = found.at;
    out.n = found.n;
    return out;
}

/* ---------------------------------------------------------------- learning */

/* The first element for which `is_it` holds of a short text right inside it. */
static uint32_t find_line(page *p, const page_head *head,
                          bool (*is_it)(page *p, const page_head *head, rt_str text)) {
    for (uint32_t i = 1; i < p->tree.n; i++) {
        const html_node *node = &p->tree.node[i];
        if (node->tag != HTML_TEXT || node->text.n > MAX_LINE || is_aside(p, i)) continue;
        rt_str text = str_trim(node->text);
        uint32_t parent = node->parent;
        html_tag tag = p->tree.node[parent].tag;
        if (!text.n || tag == HTML_TITLE || page_inside(p, p->title_node, parent))
            continue;
        if (is_it(p, head, text)) return parent;
    }
    return 0;
}

static bool names_author(page *p, const page_head *head, rt_str text) {
    (void)p;
    return str_find_nocase(text, head->authors[0], 0) != SIZE_MAX;
}

static rt_time date_in(page *p, rt_str text) {
    date_found d;
    bool digits = false;
    for (size_t i = 0; i < text.n && !digits; i++)
        digits = text.s[i] >= '0' && text.s[i] <= '9';
    if (!digits || !date_find(p->lex, p->a, text, p->manner, 0, &d) ||
        d.time.precision < RT_TIME_DAY || d.role == DATE_UPDATED ||
        d.role == DATE_OF_OTHER)
        return (rt_time){0};
    return d.time;
}

static bool same_day(rt_time a, rt_time b) {
    return a.year == b.year && a.month == b.month && a.day == b.day;
}

static bool tells_day(page *p, const page_head *head, rt_str text) {
    rt_time t = date_in(p, text);
    return t.precision >= RT_TIME_DAY && same_day(t, head->published);
}

uint32_t page_author_node(page *p, const page_head *head) {
    return head->authors_n ? find_line(p, head, names_author) : 0;
}

uint32_t page_date_node(page *p, const page_head *head) {
    bool known = head->published.precision >= RT_TIME_DAY &&
                 head->published_from != RT_DATE_UPDATE;
    return known ? find_line(p, head, tells_day) : 0;
}

/* ---------------------------------------------------------------- use */

uint32_t page_body_by_site(const page *p) {
    uint32_t all = p->sites ? site_articles(p->sites, p->site) : 0, found = 0;
    for (uint32_t i = 1; all && i < p->tree.n; i++) {
        if (p->tree.node[i].tag == HTML_TEXT || is_aside(p, i)) continue;
        uint32_t articles = page_site_count(p, SITE_BODY, page_place(p, i));
        if (!articles || articles * COMMON < all) continue;
        if (found && !page_inside(p, i, found)) return 0; /* which one is not told */
        found = i;
    }
    return found;
}

/* An element's text; that of a <time> is written for programs too. */
static rt_time date_at(page *p, uint32_t node) {
    rt_str value = html_get(&p->tree, node, HTML_DATETIME);
    rt_time t = {0};
    if (value.n && value.n < MAX_LINE) t = date_parse(p->lex, p->a, value, p->manner);
    if (t.precision >= RT_TIME_DAY) return t;
    rt_str text = facts_inner_text(p, node);
    return text.n <= MAX_LINE ? date_in(p, text) : t;
}

/* Whether the words beside a date say that it is of publication. */
static bool says_published(page *p, uint32_t node) {
    date_found d;
    rt_str text = facts_inner_text(p, node);
    return date_find(p->lex, p->a, text, p->manner, 0, &d) && d.role == DATE_PUBLISHED;
}

void page_date_by_site(page *p, rt_time captured, page_head *head) {
    bool weak = !head->published.precision || head->published_from == RT_DATE_TEXT ||
                head->published_from == RT_DATE_UPDATE;
    if (!weak) return;
    page_places places = page_places_of(p, SITE_DATE);
    if (!places.n || places.n > MAX_SAME) return;
    uint32_t now = page_date_node(p, head);
    if (now && (says_published(p, now) ||
                page_site_count(p, SITE_DATE, page_place(p, now)) >= places.articles))
        return;
    rt_time t = date_at(p, places.node[0]);
    if (t.precision < RT_TIME_DAY || !date_plausible(t, captured)) return;
    if (head->published.precision && same_day(t, head->published)) return;
    head->published = t;
    head->published_from = RT_DATE_TEXT;
    page_note_learned(p, facts_inner_text(p, places.node[0]), "the date stands here",
                      places.articles);
}
