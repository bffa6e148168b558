/* html_tree.h: the only door to the HTML parser.
 * Bytes become a flat array of nodes in document order; nothing else of the program sees
 * the parser, so another one can stand behind this header. Hostile pages are stopped
 * here. */
#ifndef READ_HTML_TREE_H
#define READ_HTML_TREE_H

#include "base/arena.h"
#include "retold.h"

/* The elements that mean something to a reader of articles; all others are HTML_OTHER.
 * Elements that never hold text for people (style, svg, templates, plain scripts, form
 * controls) are not in the tree at all. */
typedef enum html_tag {
    HTML_OTHER,
    HTML_TEXT,
    HTML_JSON_LD, /* a script of type application/ld+json; its text is the JSON */
    HTML_A,
    HTML_ADDRESS,
    HTML_ARTICLE,
    HTML_ASIDE,
    HTML_BASE,
    HTML_BLOCKQUOTE,
    HTML_BODY,
    HTML_BR,
    HTML_BUTTON,
    HTML_CAPTION,
    HTML_CITE,
    HTML_CODE,
    HTML_DD,
    HTML_DETAILS,
    HTML_DIALOG,
    HTML_DIV,
    HTML_DL,
    HTML_DT,
    HTML_EM, /* b, strong, em and i alike */
    HTML_FIELDSET,
    HTML_FIGCAPTION,
    HTML_FIGURE,
    HTML_FOOTER,
    HTML_FORM,
    HTML_H1,
    HTML_H2,
    HTML_H3,
    HTML_H4,
    HTML_H5,
    HTML_H6,
    HTML_HEAD,
    HTML_HEADER,
    HTML_HGROUP,
    HTML_HR,
    HTML_HTML,
    HTML_IMG,
    HTML_LABEL,
    HTML_LI,
    HTML_LINK,
    HTML_MAIN,
    HTML_META,
    HTML_NAV,
    HTML_OL,
    HTML_P,
    HTML_PRE,
    HTML_SECTION,
    HTML_SPAN,
    HTML_SUMMARY,
    HTML_SUP,
    HTML_TABLE,
    HTML_TBODY, /* thead and tfoot too */
    HTML_TD,
    HTML_TH,
    HTML_TIME,
    HTML_TITLE,
    HTML_TR,
    HTML_UL,
    HTML_TAGS
} html_tag;

typedef enum html_key {
    HTML_ARIA_HIDDEN,
    HTML_CLASS,
    HTML_CONTENT,
    HTML_DATETIME,
    HTML_HIDDEN,
    HTML_HREF,
    HTML_HTTP_EQUIV,
    HTML_ID,
    HTML_ITEMPROP,
    HTML_ITEMTYPE,
    HTML_LANG,
    HTML_NAME,
    HTML_PROPERTY,
    HTML_PUBDATE,
    HTML_REL,
    HTML_ROLE,
    HTML_STYLE,
    HTML_TITLE_KEY,
    HTML_DATA_DATE,
    HTML_DATA_DATETIME,
    HTML_DATA_TESTID,
    HTML_DATA_TIME,
    HTML_DATA_TIMESTAMP,
    HTML_XML_LANG,
    HTML_KEYS
} html_key;

typedef struct html_attribute {
    html_key key;
    rt_str value; /* character references resolved */
} html_attribute;

/* Nodes stand in document order: the subtree of node i is [i, end), its first child, if
 * it has one, is i + 1, the next sibling of a child c is its end. */
typedef struct html_node {
    uint32_t parent, end;
    uint32_t attribute; /* first of its attributes in html_tree.attribute */
    uint16_t attributes_n, depth;
    html_tag tag;
    rt_str text; /* of HTML_TEXT and HTML_JSON_LD */
} html_node;

typedef struct html_tree {
    const html_node *node; /* node 0 is the document itself */
    const html_attribute *attribute;
    uint32_t n, attributes_n;
} html_tree;

enum {
    HTML_MAX_BYTES = 32 << 20,
    HTML_MAX_DEPTH = 512, /* open elements; browsers stop there too */
    HTML_MAX_NODES = 400000,
    HTML_MAX_ATTRIBUTES = 128 /* of one element; further ones are dropped */
};

/* Parses a page of UTF-8. RT_E_LIMIT when it is larger, deeper or has more nodes than the
 * limits above, or when memory runs out; everything in `out` belongs to `a`. */
rt_code html_parse(rt_str bytes, arena *a, html_tree *out, rt_err *err);

/* The value of an attribute; null when the node lacks it. */
rt_str html_get(const html_tree *tree, uint32_t node, html_key key);

/* Whether the element ends a paragraph. */
bool html_is_block(html_tag tag);
static inline bool html_is_heading(html_tag tag) {
    return tag >= HTML_H1 && tag <= HTML_H6;
}

#endif
