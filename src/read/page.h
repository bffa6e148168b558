/* page.h: what the parts of HTML reading hand to each other about one page.
 * A page is its tree, the blocks of text in it, and what each element says it is for.
 * Everything lives in the arena of the article. Private to read/html.c and read/page_*.c.
 */
#ifndef READ_PAGE_H
#define READ_PAGE_H

#include "base/str.h"
#include "base/vec.h"
#include "read/html_tree.h"
#include "read/read.h"

/* What an element or block is for. All but PAGE_TEXT and PAGE_BODY are furniture. */
typedef enum page_role {
    PAGE_TEXT, /* nothing is said against it */
    PAGE_BODY, /* named or marked as the article's body */
    PAGE_NAVIGATION,
    PAGE_SHARE,
    PAGE_RELATED,
    PAGE_COMMENTS,
    PAGE_ADVERT,
    PAGE_CAPTION,
    PAGE_NEWSLETTER,
    PAGE_BYLINE,
    PAGE_AUTHOR, /* a box about the author */
    PAGE_SIDEBAR,
    PAGE_FOOTER,
    PAGE_CONSENT,
    PAGE_TAGS,
    PAGE_CONTENTS, /* a table of contents */
    PAGE_FORM,
    PAGE_PAYWALL,
    PAGE_PLAYER,
    PAGE_HIDDEN,
    PAGE_TITLE,    /* repeats the title */
    PAGE_OUTSIDE,  /* not in the container of the article */
    PAGE_LINKS,    /* little else than links */
    PAGE_LEFTOVER, /* short remains without sentences round the body */
    PAGE_REPEATED,
    PAGE_RECURRING, /* stands on other pages of the outlet too */
    PAGE_ROLES
} page_role;

/* A link in a block: bytes of the block's text, and the target as written. */
typedef struct page_link {
    rt_span span;
    rt_str href;
} page_link;

/* A run of text between two breaks of paragraph, blanks collapsed. */
typedef struct page_block {
    uint32_t node; /* nearest block-level element */
    uint32_t words, link_words, strong_words;
    uint32_t link, links_n; /* in page.link */
    rt_str text;
    bool sentence;   /* ends as a sentence does */
    bool has_notice; /* says who wrote or supplied something, as `notice` */
    rt_notice_kind notice;
    page_role role;
} page_block;

typedef struct page {
    arena *a;
    const lexicon *lex;
    rt_str raw; /* the page as UTF-8 */
    html_tree tree;
    page_block *block;
    page_link *link;
    uint32_t blocks_n, links_n;
    uint8_t *own;           /* per node: page_role its tag, class, id and role name */
    uint8_t *role;          /* per node: the furniture it stands in, or PAGE_TEXT */
    uint32_t *first_block;  /* per node, and one past the last: first block at or after */
    rt_str language, title; /* as far as known; null if not */
    rt_str manner;          /* the tag under which its dates are read (date.h) */
    uint32_t title_node;    /* the heading the title stands in; 0 when in none */
    uint32_t container;     /* the element whose blocks are the article's */
    const site_memory *sites; /* NULL: nothing is known of its site */
    rt_str site;              /* its host there; null when it tells none */
    VEC(read_piece) learned;  /* what was decided by what is known of the site */
} page;

/* Cuts the text of the page into blocks. */
void page_cut(page *p);
/* Gives every element its role from its tag, attributes and share of the text. Where the
 * page keeps its text hidden until a script shows it, `unhide` passes that over. */
void page_assign_roles(page *p, bool unhide);
/* Gives an element and all in it a role, where they are not furniture already. */
void page_set_role(page *p, uint32_t node, page_role role);
/* Decides which blocks are the article: sets `role` of every block; kept blocks have
 * PAGE_TEXT. */
void page_select(page *p);
/* Corrects that by the articleBody that the page's own data gives, where it is the same
 * article's; where the page shows much less than that, it becomes the text. */
void page_hold_against(page *p, rt_str body);

/* Leaves out kept blocks that recur on the site. */
void page_drop_recurring(page *p);
/* Gives kept lines that their own words make furniture their role. */
void page_judge_lines(page *p);

static inline bool page_kept(const page_block *b) { return b->role == PAGE_TEXT; }
/* The reason in words: "navigation", "outside the article". Static memory. */
rt_str page_role_name(page_role role);
/* The role of that name; PAGE_TEXT when there is none. */
page_role page_role_named(rt_str name);
/* Whether a name of an element says what the page has or is about, not what the element
 * is for. */
bool page_name_says_nothing(rt_str name);
/* Words of text: a run of letters and digits, or two letters of a script without blanks.
 */
uint32_t page_words(rt_str text);
/* Whether `node` is `ancestor` or stands in it. */
static inline bool page_inside(const page *p, uint32_t node, uint32_t ancestor) {
    return node >= ancestor && node < p->tree.node[ancestor].end;
}

#endif
