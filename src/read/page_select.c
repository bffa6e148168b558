#include "base/hash.h"
#include "base/utf8.h"
#include "read/page_place.h"

/* MIN_REPEATED: words from which a block is not repeated by chance. MIN_BODY: words of an
 * element that may be a body. SHORT: of one where the site has them. MAX_OPENER: words of
 * a line that opens a section. */
enum {
    MIN_REPEATED = 25,
    MIN_BODY = 40,
    SHORT = 15,
    MAX_OPENER = 8,
    LINKED_SENTENCE = 12
};

/* Shares of the worth of an element, found by trial on news pages and guides; none of
 * them is sharp: a change by a tenth moves the result by less than .003. */
static const double HEIR = 0.85, /* a child that holds this much takes over */
    TITLED = 0.25,               /* an <article> with the title needs this much */
    NAMED = 0.4,                 /* an element named as body needs this much */
    SECOND = 0.2,                /* ... and no other of the kind this much of its own */
    OTHER = 0.5,                 /* inner <article>s with less are other ones */
    SECTION = 0.25,              /* a part with a furniture heading holds at most this */
    AFTER = 0.8;                 /* of the text must follow the title to cut before it */

/* How much a block speaks for being the article: its words outside links, less when it
 * is no sentence, nothing when it is furniture or mostly links. */
static double worth(const page *p, const page_block *b) {
    if (p->role[b->node] > PAGE_BODY) return 0;
    if (b->link_words * 2 > b->words) return 0;
    double plain = (double)(b->words - b->link_words);
    if (html_is_heading(p->tree.node[b->node].tag)) return 0;
    if (b->words < 10 || !b->sentence) return plain * 0.25;
    return plain;
}

static double *sum_worth(const page *p) {
    double *sum = arena_many(p->a, double, p->blocks_n + 1);
    for (uint32_t i = 0; i < p->blocks_n; i++)
        sum[i + 1] = sum[i] + worth(p, &p->block[i]);
    return sum;
}

static double worth_in(const page *p, const double *sum, uint32_t node) {
    return sum[p->first_block[p->tree.node[node].end]] - sum[p->first_block[node]];
}

/* Whether blocks begin inside the element, so that it can be a container. */
static bool holds_blocks(const page *p, uint32_t node) {
    uint32_t first = p->first_block[node];
    return first < p->blocks_n && page_inside(p, p->block[first].node, node);
}

/* The smallest element inside `at` that holds nearly all of what it holds. */
static uint32_t descend(const page *p, const double *sum, uint32_t at) {
    for (;;) {
        const html_node *node = &p->tree.node[at];
        double all = worth_in(p, sum, at), best = 0;
        uint32_t heir = 0;
        for (uint32_t c = at + 1; c < node->end; c = p->tree.node[c].end) {
            double mine = worth_in(p, sum, c);
            if (mine > best && holds_blocks(p, c)) best = mine, heir = c;
        }
        if (!heir || best < all * HEIR) return at;
        at = heir;
    }
}

/* The <article> that the title stands in, when it holds a fair part of `at`. */
static uint32_t titled_article(const page *p, const double *sum, uint32_t at) {
    double least = worth_in(p, sum, at) * TITLED;
    if (least < MIN_BODY) least = MIN_BODY;
    for (uint32_t i = p->title_node; i > at; i = p->tree.node[i].parent)
        if (p->tree.node[i].tag == HTML_ARTICLE && worth_in(p, sum, i) >= least) return i;
    return at;
}

/* The element named as the article's body, when it holds a fair part of `at` and no other
 * of that name comes near. */
static uint32_t named_body(const page *p, const double *sum, uint32_t at) {
    double best = 0, second = 0;
    uint32_t found = at;
    for (uint32_t i = at + 1; i < p->tree.node[at].end; i++) {
        if (p->own[i] != PAGE_BODY || p->role[i] > PAGE_BODY) continue;
        double mine = worth_in(p, sum, i);
        if (mine > best) second = best, best = mine, found = i;
        else if (mine > second) second = mine;
        i = p->tree.node[i].end - 1;
    }
    bool fair = best >= worth_in(p, sum, at) * NAMED && best >= MIN_BODY &&
                second < best * SECOND;
    return fair ? found : at;
}

static uint32_t find_container(page *p, const double *sum) {
    uint32_t at = descend(p, sum, 0);
    at = descend(p, sum, titled_article(p, sum, at));
    at = descend(p, sum, named_body(p, sum, at));
    uint32_t known = page_body_by_site(p);
    if (!known || known == at || worth_in(p, sum, known) < SHORT) return at;
    page_note_learned(p, html_get(&p->tree, known, HTML_CLASS), "the text stands here",
                      page_site_count(p, SITE_BODY, page_place(p, known)));
    return known;
}

static bool is_in_article(const page *p, uint32_t node) {
    for (; node; node = p->tree.node[node].parent)
        if (p->tree.node[node].tag == HTML_ARTICLE) return true;
    return false;
}

/* Whether an element is an <article> inside that of the container, without the title. */
static bool is_inner_article(const page *p, uint32_t node) {
    return p->tree.node[node].tag == HTML_ARTICLE &&
           !page_inside(p, p->title_node, node) &&
           is_in_article(p, p->tree.node[node].parent);
}

/* Marks inner articles as teasers, comments or other articles, unless they hold most of
 * the text together: then they are its paragraphs. */
static void set_inner_articles_aside(page *p, const double *sum, uint32_t container) {
    double inside = 0;
    for (int pass = 0; pass < 2; pass++)
        for (uint32_t i = container + 1; i < p->tree.node[container].end; i++) {
            if (!is_inner_article(p, i)) continue;
            if (pass == 0) inside += worth_in(p, sum, i);
            else if (inside < worth_in(p, sum, container) * OTHER)
                page_set_role(p, i, PAGE_RELATED);
            i = p->tree.node[i].end - 1;
        }
}

/* The first block of the article: what follows the title, when most follows it. */
static uint32_t first_after_title(const page *p, const double *sum, uint32_t container) {
    if (!p->title_node || !page_inside(p, p->title_node, container)) return 0;
    uint32_t start = p->first_block[p->tree.node[p->title_node].end];
    double after = sum[p->first_block[p->tree.node[container].end]] - sum[start];
    return after >= worth_in(p, sum, container) * AFTER ? start : 0;
}

/* Whether the block is a short line with a <time>: the day of the article, not its text.
 */
static bool is_date_line(const page *p, const page_block *b) {
    for (uint32_t i = b->node; i < p->tree.node[b->node].end; i++)
        if (p->tree.node[i].tag == HTML_TIME) return b->words <= MAX_OPENER;
    return false;
}

/* Whether a block is a sentence of the text all the same, though most of it is a link. */
static bool is_linked_sentence(const page_block *b) {
    return b->sentence && b->words >= LINKED_SENTENCE;
}

static page_role judge(const page *p, const page_block *b, uint32_t container) {
    page_role role = (page_role)p->role[b->node];
    if (role > PAGE_BODY) return role;
    if (!page_inside(p, b->node, container)) return PAGE_OUTSIDE;
    if (b->link_words * 2 > b->words && !is_linked_sentence(b)) return PAGE_LINKS;
    return is_date_line(p, b) ? PAGE_BYLINE : PAGE_TEXT;
}

/* Drops kept blocks that repeat an earlier one word for word: bodies that a page carries
 * twice, pull quotes, refrains of widgets. */
static void drop_repeats(page *p) {
    size_t size = 16;
    while (size < (size_t)p->blocks_n * 2) size *= 2;
    uint64_t *seen = arena_many(p->a, uint64_t, size);
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        page_block *b = &p->block[i];
        if (!page_kept(b) || b->words < MIN_REPEATED) continue;
        uint64_t hash = hash_str(b->text) | 1;
        size_t at = hash & (size - 1);
        while (seen[at] && seen[at] != hash) at = (at + 1) & (size - 1);
        if (seen[at]) b->role = PAGE_REPEATED;
        seen[at] = hash;
    }
}

/* ---------------------------------------------------------------- sections and lines */

/* The role of the part that a line such as "Related articles:" opens; PAGE_TEXT when it
 * opens none. */
static page_role opened_section(const page *p, const page_block *b) {
    rt_str text = b->text;
    if (b->words > MAX_OPENER) return PAGE_TEXT;
    while (text.n && strchr(":.!? ", text.s[text.n - 1])) text.n--;
    const lex_entry *entry =
        lex_find(lex_get(p->lex, "page", "sections"), utf8_fold(p->a, text));
    return entry ? page_role_named(entry->value) : PAGE_TEXT;
}

/* Where the part that the block opens ends: with the element that it stands first in,
 * else at the next heading of its rank, or with the element it stands in. */
static uint32_t section_end(const page *p, uint32_t block) {
    uint32_t node = p->block[block].node;
    html_tag rank = p->tree.node[node].tag;
    uint32_t parent = p->tree.node[node].parent;
    uint32_t end = p->first_block[p->tree.node[parent].end];
    if (p->first_block[parent] == block && !page_inside(p, p->title_node, parent))
        return end;
    for (uint32_t i = block + 1; i < end && html_is_heading(rank); i++) {
        html_tag tag = p->tree.node[p->block[i].node].tag;
        if (html_is_heading(tag) && tag <= rank) return i;
    }
    return end;
}

/* Drops parts of the container that are furniture by their headings, as long as they are
 * no large part of it. */
static void drop_sections(page *p, const double *sum, uint32_t container) {
    double all = worth_in(p, sum, container);
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        page_role role =
            page_kept(&p->block[i]) ? opened_section(p, &p->block[i]) : PAGE_TEXT;
        if (role == PAGE_TEXT) continue;
        uint32_t end = section_end(p, i);
        if (sum[end] - sum[i] > all * SECTION) end = i + 1;
        for (uint32_t k = i; k < end; k++)
            if (page_kept(&p->block[k])) p->block[k].role = role;
    }
}

/* Sets aside what stands below a heading such as "You may also like" when an article's
 * worth of text stands between it and the title: lists of other texts, in full length. */
static void set_lists_of_others_aside(page *p) {
    if (!p->title_node) return;
    uint32_t before = 0;
    for (uint32_t i = p->first_block[p->title_node] + 1; i < p->blocks_n; i++) {
        const page_block *b = &p->block[i];
        if (before < MIN_BODY || !html_is_heading(p->tree.node[b->node].tag) ||
            opened_section(p, b) != PAGE_RELATED) {
            if (worth(p, b) > 0 && b->words >= 10) before += b->words - b->link_words;
            continue;
        }
        uint32_t end = section_end(p, i);
        for (; i < end; i++) page_set_role(p, p->block[i].node, PAGE_RELATED);
        i--;
    }
}

void page_select(page *p) {
    set_lists_of_others_aside(p);
    const double *sum = sum_worth(p);
    uint32_t container = p->container = find_container(p, sum);
    set_inner_articles_aside(p, sum, container);
    uint32_t start = first_after_title(p, sum, container);
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        page_role role = judge(p, &p->block[i], container);
        p->block[i].role = role == PAGE_TEXT && i < start ? PAGE_OUTSIDE : role;
    }
    drop_repeats(p);
    drop_sections(p, sum, container);
    page_judge_lines(p);
}
