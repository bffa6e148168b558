#include "base/utf8.h"
#include "base/vec.h"
#include "read/date.h"
#include "read/page_place.h"

/* NEAR_TITLE: blocks after the title in which its byline stands. MAX_BY_PLACE: elements
 * in the place of a byline; more are a list of other articles. */
enum {
    MAX_AUTHORS = 20,
    MAX_NAME = 60,
    MAX_NAME_WORDS = 6,
    MAX_BYLINE = 200,
    NEAR_TITLE = 25,
    MAX_BY_PLACE = 6
};

typedef VEC(rt_str) names;

typedef struct author_finder {
    page *p;
    const page_head *head;
    const lex_list *words;
    names found;
    bool sites; /* whether a name may be that of the site */
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

static rt_str trim_name(rt_str s) {
    s = str_trim(s);
    while (s.n && strchr(",;:|-*", s.s[s.n - 1])) s = str_trim((rt_str){s.s, s.n - 1});
    while (s.n && strchr(",;:|-*", s.s[0])) s = str_trim(str_from(s, 1));
    return s;
}

/* Whether a part of a byline says what somebody is, not who: "Senior Editor", "PhD". */
static bool is_role(const author_finder *f, rt_str part) {
    rt_str rest = part, word;
    while (str_field(&rest, ' ', &word))
        if (word_is(f, trim_name(word), "role")) return true;
    return false;
}

/* One word without a capital, or with a full stop inside, is the name of an account. */
static bool is_account(rt_str s) {
    for (size_t i = 0; i < s.n; i++) {
        if (s.s[i] == ' ' || (unsigned char)s.s[i] >= 0x80) return false;
        if (s.s[i] == '.' && i + 1 < s.n) return true;
    }
    return s.n && s.s[0] >= 'a' && s.s[0] <= 'z';
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
    if (word_is(f, s, "nobody") || word_is(f, s, "by") || is_role(f, s) || is_account(s))
        return false;
    if (!f->sites && page_names_site(f->p, f->head, s)) return false;
    if (f->head->title.n && page_alike(f->p, s, f->head->title) > 0.7) return false;
    size_t i = 0;
    uint32_t c = utf8_next(s, &i);
    return utf8_is_letter(c);
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
        if (parts > 0 && (page_words(part) < 2 || is_role(f, part))) return;
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

/* ---------------------------------------------------------------- what is shown */

static bool is_author_place(const page *p, uint32_t node) {
    page_role role = (page_role)p->role[node];
    return role == PAGE_TEXT || role == PAGE_BYLINE || role == PAGE_AUTHOR ||
           role == PAGE_FOOTER;
}

/* A line that says "by" may stand beside the text as well. */
static bool is_byline_place(const page *p, uint32_t node) {
    return is_author_place(p, node) || p->role[node] == PAGE_SIDEBAR;
}

static rt_str last_word(rt_str s) {
    size_t start = s.n;
    while (start > 0 && s.s[start - 1] != ' ') start--;
    return str_from(s, start);
}

/* What stands in a byline before a date in the same line, without the words that lead to
 * the date: "Jane Doe on 3 May 2019", "Jane Doe | Published: 3 May 2019". */
static rt_str before_date(author_finder *f, rt_str line) {
    page *p = f->p;
    date_found d;
    if (!has_any(line, "0123456789") ||
        !date_find(p->lex, p->a, line, p->manner, 0, &d) || !d.span.start)
        return line;
    rt_str who = {line.s, d.span.start}, last;
    bool leads = date_role_after(p->lex, p->a, who, p->manner) != DATE_BARE;
    who = trim_name(who);
    for (size_t i = 0; (last = last_word(who)).n; i = 0, leads = false) {
        if (!leads && utf8_is_upper(utf8_next(last, &i))) break;
        who = trim_name((rt_str){who.s, who.n - last.n});
    }
    return who;
}

/* Adds what a block names that opens as a byline; its links first, if it has any. */
static void from_opened(author_finder *f, const page_block *b, rt_str rest) {
    size_t at = (size_t)(rest.s - b->text.s), next = 0;
    if (!rest.n || !utf8_is_upper(utf8_next(rest, &next))) return;
    uint32_t before = f->found.n;
    for (uint32_t i = 0; i < b->links_n; i++) {
        const page_link *link = &f->p->link[b->link + i];
        if (link->span.start < at || link->span.start > at + MAX_BYLINE) continue;
        if (link->span.start > at + 2 && f->found.n == before) break;
        add_names(f, str_span(b->text, link->span));
    }
    if (f->found.n == before) add_names(f, before_date(f, rest));
}

/* Two to four words, each with a capital: what a name alone in its line looks like. */
static bool looks_like_person(rt_str s) {
    uint32_t words = 0;
    rt_str word;
    while (str_field(&s, ' ', &word)) {
        size_t i = 0;
        if (!word.n || !utf8_is_upper(utf8_next(word, &i))) return false;
        words++;
    }
    return words >= 2 && words <= 4;
}

/* Length of a sign that sets the parts of a line apart at s[i]; 0 when there is none. */
static size_t part_mark_at(rt_str s, size_t i) {
    static const rt_str marks[] = {{" | ", 3},
                                   {" \xC2\xB7 ", 4},
                                   {" \xE2\x80\xA2 ", 5},
                                   {" \xE2\x80\x94 ", 5},
                                   {" \xE2\x80\x93 ", 5}};
    for (size_t k = 0; k < sizeof marks / sizeof *marks; k++)
        if (str_starts(str_from(s, i), marks[k])) return marks[k].n;
    return 0;
}

/* "7 August 2023 · Jane Doe": a name set apart from a date. */
static void from_dated(author_finder *f, rt_str text) {
    bool dated = false;
    for (int pass = 0; pass < 2; pass++)
        for (size_t start = 0, i = 0; i <= text.n; i++) {
            size_t n = i < text.n ? part_mark_at(text, i) : 1;
            if (!n) continue;
            rt_str part = {text.s + start, i - start};
            if (pass == 0) dated = dated || has_any(part, "0123456789");
            else if (dated && looks_like_person(part)) add_name(f, part);
            start = i + n;
            i += n - 1;
        }
}

/* "Published August 7, 2023 by Jane Doe": a short line with the opener inside. */
static void from_inside(author_finder *f, const page_block *b) {
    for (size_t i = 1; i + 4 < b->text.n; i++) {
        if (b->text.s[i] != ' ') continue;
        bool opened;
        rt_str tail = str_from(b->text, i + 1);
        rt_str rest = without_opener(f, tail, &opened);
        if (!opened) continue;
        if (page_words(rest) >= 2 && page_words(rest) <= 4) from_opened(f, b, rest);
        return;
    }
}

/* Lines round the title, and at the end of the page, that open as a byline: "By Jane
 * Doe", or "Written by" with the name in the next line. */
static void from_bylines(author_finder *f) {
    page *p = f->p;
    uint32_t title = f->head->title_node ? p->first_block[f->head->title_node] : 0;
    for (uint32_t i = title > 8 ? title - 8 : 0; i < p->blocks_n && !f->found.n; i++) {
        const page_block *b = &p->block[i];
        if (b->words > 16 || b->text.n > MAX_BYLINE || !is_author_place(p, b->node))
            continue;
        bool opened;
        rt_str rest = without_opener(f, b->text, &opened);
        if (opened && i < title + NEAR_TITLE) from_opened(f, b, rest);
        if (opened && b->words <= 5 && page_words(rest) >= 2) from_opened(f, b, rest);
        if (!opened && word_is(f, trim_name(b->text), "by") && i + 1 < p->blocks_n)
            add_names(f, p->block[i + 1].text);
        if (!opened && i >= title && i < title + 6) from_inside(f, b);
        if (!opened && i >= title && i < title + 6 && !f->found.n) from_dated(f, b->text);
    }
}

/* Whether a block after `from` is the name again, or begins with it as a biography does.
 */
static bool is_introduced(const page *p, rt_str name, uint32_t from) {
    for (uint32_t i = from; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        page_role role = (page_role)p->role[b->node];
        if (role == PAGE_COMMENTS || role == PAGE_RELATED || role == PAGE_NAVIGATION)
            continue;
        if (b->words < 8 || !str_starts(b->text, name) || b->text.s[name.n] != ' ')
            continue;
        char next = b->text.s[name.n + 1];
        if (next >= 'a' && next <= 'z') return true;
    }
    return false;
}

/* A name alone in its line beside the title, when the page introduces it further down. */
static void from_introduced(author_finder *f) {
    page *p = f->p;
    uint32_t title = f->head->title_node ? p->first_block[f->head->title_node] : 0;
    for (uint32_t i = title > 6 ? title - 6 : 0; i < p->blocks_n && i < title + 12; i++) {
        const page_block *b = &p->block[i];
        html_tag tag = p->tree.node[b->node].tag;
        if (b->words > 5 || html_is_heading(tag) || !is_author_place(p, b->node))
            continue;
        if (looks_like_person(b->text) && is_introduced(p, b->text, i + 1))
            add_name(f, b->text);
    }
}

/* Whether the words of a class name an element that holds an author's name. */
static bool class_names_author(rt_str class) {
    static const char *const marks[] = {
        "author-name",   "author_name",  "authorname",     "author__name",
        "byline-name",   "byline__name", "byline_name",    "author-link",
        "author__link",  "post-author",  "article-author", "article__author",
        "entry-author",  "blog-author",  "byline-author",  "byline__author",
        "author-info",   "author__info", "author_info",    "author-details",
        "author_author",
    };
    if (str_find_nocase(class, STR("author"), 0) == SIZE_MAX &&
        str_find_nocase(class, STR("byline"), 0) == SIZE_MAX)
        return false;
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (str_find_nocase(class, str_of(marks[i]), 0) != SIZE_MAX) return true;
    rt_str word;
    while (str_field(&class, ' ', &word))
        if (str_eq_nocase(word, STR("author")) || str_eq_nocase(word, STR("byline")))
            return true;
    return false;
}

static bool is_author_link(const page *p, uint32_t node) {
    static const char *const parts[] = {
        "/author/",      "/authors/",      "/autor/",       "/auteur/",
        "/contributor/", "/contributors/", "/writers/",     "/writer/",
        "/profile/",     "/people/",       "/by/",          "/staff/",
        "/journalist/",  "/reporters/",    "/userprofile/", "/experts/"};
    if (p->tree.node[node].tag != HTML_A) return false;
    rt_str href = html_get(&p->tree, node, HTML_HREF);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (href.s && str_find_nocase(href, str_of(parts[i]), 0) != SIZE_MAX) return true;
    return false;
}

/* An element named as the author's counts beside pictures and where it is hidden too. */
static bool is_name_place(const page *p, uint32_t node) {
    page_role role = (page_role)p->role[node];
    return is_byline_place(p, node) || role == PAGE_PLAYER || role == PAGE_HIDDEN ||
           role == PAGE_CAPTION;
}

/* Elements near the title that are named as the author's, or link to one. */
static void from_elements(author_finder *f) {
    page *p = f->p;
    uint32_t first = 0,
             title = f->head->title_node ? p->first_block[f->head->title_node] : 0;
    for (uint32_t i = 1; i < p->tree.n && f->found.n < MAX_AUTHORS; i++) {
        const html_node *node = &p->tree.node[i];
        if (node->tag == HTML_TEXT || !is_name_place(p, i)) continue;
        rt_str class = html_get(&p->tree, i, HTML_CLASS);
        uint32_t block = p->first_block[i];
        bool far = block + 8 < title || block > title + NEAR_TITLE;
        bool named = class.n && class_names_author(class);
        if (!named && (far || !is_author_link(p, i))) continue;
        if (first && block > first + 3) return;
        if (far && is_author_link(p, i)) continue;
        bool blocks = block < p->blocks_n && page_inside(p, p->block[block].node, i);
        rt_str text =
            blocks ? p->block[block].text : page_plain(p, facts_inner_text(p, i));
        if (!text.n || text.n > MAX_BYLINE || page_words(text) > 12) continue;
        uint32_t before = f->found.n;
        add_names(f, text);
        if (f->found.n > before && !first) first = block ? block : 1;
        if (f->found.n > before) i = node->end - 1;
    }
}

/* Where most articles of the site have their author's name, as far as known. */
static void from_place(author_finder *f) {
    page *p = f->p;
    page_places places = page_places_of(p, SITE_BYLINE);
    uint32_t first = places.n ? p->first_block[places.node[0]] : 0;
    if (places.n > MAX_BY_PLACE) return;
    for (uint32_t i = 0; i < places.n; i++) {
        if (p->first_block[places.node[i]] > first) break; /* their agency, a teaser */
        rt_str text = page_plain(p, facts_inner_text(p, places.node[i]));
        uint32_t before = f->found.n;
        if (text.n <= MAX_BYLINE) add_names(f, text);
        if (f->found.n > before)
            page_note_learned(p, text, "the byline stands here", places.articles);
    }
}

/* A name that is shown is believed before one that only programs see, and a person before
 * somebody named as the site is. */
void page_find_authors(page *p, const page_facts *facts, page_head *head) {
    author_finder f = {.p = p, .head = head, .words = lex_get(p->lex, "page", "byline")};
    static const fact_source order[] = {FACT_OF_ARTICLE, FACT_OF_META, FACT_OF_MICRODATA,
                                        FACT_OF_LINK, FACT_OF_PAGE};
    for (int pass = 0; pass < 2 && !f.found.n; pass++) {
        f.sites = pass > 0;
        from_facts(&f, facts, FACT_PERSON, FACT_OF_ARTICLE, true);
        for (size_t i = 0; i < 4 && !f.found.n && !pass; i++)
            from_facts(&f, facts, FACT_AUTHOR, order[i], true);
        if (!f.found.n && !pass) from_place(&f);
        if (!f.found.n) from_elements(&f);
        if (!f.found.n) from_bylines(&f);
        if (!f.found.n) from_introduced(&f);
    }
    f.sites = false;
    if (!f.found.n) from_facts(&f, facts, FACT_PERSON, FACT_OF_ARTICLE, false);
    if (!f.found.n) from_facts(&f, facts, FACT_AUTHOR, FACT_OF_META, false);
    head->authors = f.found.at;
    head->authors_n = f.found.n;
}
