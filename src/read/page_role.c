#include "base/hash.h"
#include "read/page.h"

static const char *const role_key[PAGE_ROLES] = {
    [PAGE_TEXT] = "text",
    [PAGE_BODY] = "body",
    [PAGE_NAVIGATION] = "navigation",
    [PAGE_SHARE] = "share",
    [PAGE_RELATED] = "related",
    [PAGE_COMMENTS] = "comments",
    [PAGE_ADVERT] = "advert",
    [PAGE_CAPTION] = "caption",
    [PAGE_NEWSLETTER] = "newsletter",
    [PAGE_BYLINE] = "byline",
    [PAGE_AUTHOR] = "author",
    [PAGE_SIDEBAR] = "sidebar",
    [PAGE_FOOTER] = "footer",
    [PAGE_CONSENT] = "consent",
    [PAGE_TAGS] = "tags",
    [PAGE_CONTENTS] = "contents",
    [PAGE_FORM] = "form",
    [PAGE_PAYWALL] = "paywall",
    [PAGE_PLAYER] = "player",
    [PAGE_HIDDEN] = "hidden",
    [PAGE_TITLE] = "title",
    [PAGE_OUTSIDE] = "outside the article",
    [PAGE_LINKS] = "list of links",
    [PAGE_LEFTOVER] = "leftover",
    [PAGE_REPEATED] = "repeats an earlier block",
    [PAGE_RECURRING] = "recurring on the site",
};

rt_str page_role_name(page_role role) { return str_of(role_key[role]); }

/* Names of a page's elements are read word by word. */
typedef struct name_reader {
    const lex_list *hints;
    char previous[32], word[32];
    size_t previous_n, word_n;
    page_role single, pair; /* best of the name so far */
} name_reader;

page_role page_role_named(rt_str key) {
    for (int i = 0; i < PAGE_ROLES; i++)
        if (str_eq(key, str_of(role_key[i]))) return (page_role)i;
    return PAGE_TEXT;
}

static page_role look_up(const lex_list *hints, rt_str phrase, bool *known) {
    const lex_entry *entry = lex_find(hints, phrase);
    *known = entry != NULL;
    return entry ? page_role_named(entry->value) : PAGE_TEXT;
}

/* Takes the word collected so far. */
static void end_word(name_reader *r, bool *pair_known) {
    if (!r->word_n) return;
    bool known;
    page_role role;
    if (r->previous_n) {
        char both[sizeof r->previous + 1 + sizeof r->word];
        memcpy(both, r->previous, r->previous_n);
        both[r->previous_n] = ' ';
        memcpy(both + r->previous_n + 1, r->word, r->word_n);
        role = look_up(r->hints, (rt_str){both, r->previous_n + 1 + r->word_n}, &known);
        if (known) *pair_known = true, r->pair = role;
    }
    role = look_up(r->hints, (rt_str){r->word, r->word_n}, &known);
    if (role != PAGE_TEXT) r->single = role;
    memcpy(r->previous, r->word, r->word_n);
    r->previous_n = r->word_n;
    r->word_n = 0;
}

bool page_name_says_nothing(rt_str name) {
    static const rt_str prefixes[] = {
        {"has-", 4},      {"with-", 5},   {"without-", 8},  {"no-", 3},
        {"category-", 9}, {"tag-", 4},    {"is-", 3},       {"not-", 4},
        {"js-", 3},       {"status-", 7}, {"type-", 5},     {"theme-", 6},
        {"page-", 5},     {"format-", 7}, {"post-type", 9}, {"wp-block-group", 14}};
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if ((name.s[0] | 32) == prefixes[i].s[0] && str_starts_nocase(name, prefixes[i]))
            return true;
    return false;
}

/* The role that one name, such as a class, gives. */
static page_role role_of_name(const lex_list *hints, rt_str name) {
    if (name.n < 2 || name.n > 64 || page_name_says_nothing(name)) return PAGE_TEXT;
    name_reader r = {.hints = hints};
    bool pair_known = false, lower = false;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.s[i];
        bool upper = c >= 'A' && c <= 'Z';
        if (upper) c = (char)(c + 32);
        bool letter = (c >= 'a' && c <= 'z') || (unsigned char)c >= 0x80;
        bool digit = c >= '0' && c <= '9';
        if ((!letter && !digit) || (upper && lower)) end_word(&r, &pair_known);
        if ((letter || (digit && r.word_n)) && r.word_n < sizeof r.word)
            r.word[r.word_n++] = c;
        lower = letter && !upper;
    }
    end_word(&r, &pair_known);
    return pair_known ? r.pair : r.single;
}

static page_role role_of_names(const lex_list *hints, rt_str names) {
    page_role role = PAGE_TEXT;
    while (names.n) {
        size_t n = 0;
        while (n < names.n && (unsigned char)names.s[n] > ' ') n++;
        page_role mine = role_of_name(hints, (rt_str){names.s, n});
        if (mine > role) role = mine; /* furniture before body before nothing */
        while (n < names.n && (unsigned char)names.s[n] <= ' ') n++;
        names = str_from(names, n);
    }
    return role;
}

/* Roles that names gave, by the names as written: pages repeat them. */
enum { ROLES_KNOWN = 256 };
typedef struct known_roles {
    const lex_list *hints;
    struct {
        rt_str names;
        page_role role;
    } at[ROLES_KNOWN];
} known_roles;

static page_role known_role(known_roles *known, rt_str names) {
    if (!names.n) return PAGE_TEXT;
    size_t i = hash_str(names) % ROLES_KNOWN;
    if (!str_eq(known->at[i].names, names)) {
        known->at[i].names = names;
        known->at[i].role = role_of_names(known->hints, names);
    }
    return known->at[i].role;
}

static page_role role_of_tag(html_tag tag) {
    switch (tag) {
        case HTML_NAV: return PAGE_NAVIGATION;
        case HTML_ASIDE: return PAGE_SIDEBAR;
        case HTML_FOOTER: return PAGE_FOOTER;
        case HTML_FIGCAPTION:
        case HTML_CAPTION: return PAGE_CAPTION;
        case HTML_ADDRESS: return PAGE_BYLINE;
        case HTML_DIALOG:
        case HTML_FORM: return PAGE_FORM;
        case HTML_TITLE:
        case HTML_HEAD: return PAGE_HIDDEN;
        default: return PAGE_TEXT;
    }
}

static bool is_hidden(const page *p, uint32_t node) {
    rt_str style = html_get(&p->tree, node, HTML_STYLE);
    if (html_get(&p->tree, node, HTML_HIDDEN).s) return true;
    if (str_eq_nocase(html_get(&p->tree, node, HTML_ARIA_HIDDEN), STR("true")))
        return true;
    size_t at = style.s ? str_find_nocase(style, STR("display"), 0) : SIZE_MAX;
    if (at == SIZE_MAX) return false;
    rt_str rest = str_trim(str_from(style, at + 7));
    return rest.n && rest.s[0] == ':' &&
           str_starts_nocase(str_trim(str_from(rest, 1)), STR("none"));
}

static page_role role_of_role(rt_str role) {
    if (!role.s) return PAGE_TEXT;
    if (str_eq_nocase(role, STR("navigation")) || str_eq_nocase(role, STR("menu")))
        return PAGE_NAVIGATION;
    if (str_eq_nocase(role, STR("complementary"))) return PAGE_SIDEBAR;
    if (str_eq_nocase(role, STR("contentinfo"))) return PAGE_FOOTER;
    if (str_eq_nocase(role, STR("search")) || str_eq_nocase(role, STR("dialog")))
        return PAGE_FORM;
    return PAGE_TEXT;
}

static page_role own_role(const page *p, known_roles *known, uint32_t node, bool hides) {
    html_tag tag = p->tree.node[node].tag;
    if (tag == HTML_HTML || tag == HTML_BODY || tag == HTML_TEXT) return PAGE_TEXT;
    rt_str itemprop = html_get(&p->tree, node, HTML_ITEMPROP);
    if (itemprop.s && str_find_nocase(itemprop, STR("articlebody"), 0) != SIZE_MAX)
        return PAGE_BODY;
    page_role role = role_of_tag(tag);
    if (role != PAGE_TEXT) return role;
    if (hides && is_hidden(p, node)) return PAGE_HIDDEN;
    role = role_of_role(html_get(&p->tree, node, HTML_ROLE));
    if (role != PAGE_TEXT || tag == HTML_A || tag == HTML_BLOCKQUOTE || tag == HTML_TR ||
        tag == HTML_TD || tag == HTML_TH || tag == HTML_TBODY)
        return role;
    page_role by_class = known_role(known, html_get(&p->tree, node, HTML_CLASS));
    page_role by_id = known_role(known, html_get(&p->tree, node, HTML_ID));
    role = by_class > by_id ? by_class : by_id;
    return role == PAGE_HIDDEN && !hides ? PAGE_TEXT : role;
}

/* Words of running text in each element: what a furniture element has little of. */
static uint32_t *count_prose(const page *p) {
    uint32_t *sum = arena_many(p->a, uint32_t, p->blocks_n + 1);
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        uint32_t plain = b->words - (b->link_words < b->words ? b->link_words : b->words);
        sum[i + 1] = sum[i] + (b->words >= 10 && plain * 2 > b->words ? plain : 0);
    }
    return sum;
}

/* The largest share, in percent, of the page's prose that furniture of a role holds. */
static uint32_t most_of(page_role role) {
    switch (role) {
        case PAGE_COMMENTS: return 90;
        case PAGE_CONSENT:
        case PAGE_NAVIGATION: return 70;
        case PAGE_CONTENTS: return 4;
        default: return 40;
    }
}

static uint32_t prose_in(const page *p, const uint32_t *prose, uint32_t node) {
    return prose[p->first_block[p->tree.node[node].end]] - prose[p->first_block[node]];
}

/* Whether hidden elements hold the larger part of the prose: then they are the text, in
 * tabs or behind buttons, and hiding says nothing. */
static bool hides_the_text(const page *p, const uint32_t *prose) {
    uint64_t hidden = 0;
    for (uint32_t i = 1; i < p->tree.n; i++)
        if (p->tree.node[i].tag != HTML_TEXT && is_hidden(p, i)) {
            hidden += prose_in(p, prose, i);
            i = p->tree.node[i].end - 1;
        }
    return hidden * 4 > 3 * (uint64_t)prose[p->blocks_n];
}

void page_assign_roles(page *p, bool unhide) {
    known_roles known = {.hints = lex_get(p->lex, "page", "hints")};
    const uint32_t *prose = count_prose(p);
    uint32_t all = prose[p->blocks_n];
    bool hides = !unhide && !hides_the_text(p, prose);
    p->own = arena_alloc(p->a, p->tree.n);
    p->role = arena_alloc(p->a, p->tree.n);
    for (uint32_t i = 1; i < p->tree.n; i++) {
        const html_node *node = &p->tree.node[i];
        page_role role = own_role(p, &known, i, hides);
        if (role > PAGE_BODY) {
            uint64_t mine = prose_in(p, prose, i);
            if (mine * 100 > (uint64_t)all * most_of(role)) role = PAGE_TEXT;
        }
        p->own[i] = (uint8_t)role;
        page_role outer = (page_role)p->role[node->parent];
        p->role[i] = (uint8_t)(outer > PAGE_BODY  ? outer
                               : role > PAGE_BODY ? role
                                                  : PAGE_TEXT);
    }
}

void page_set_role(page *p, uint32_t node, page_role role) {
    for (uint32_t i = node; i < p->tree.node[node].end; i++)
        if (p->role[i] <= PAGE_BODY) p->role[i] = (uint8_t)role;
}
