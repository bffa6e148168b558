#include "read/html_tree.h"

#include "base/err.h"
#include "base/str.h"
#include "base/vec.h"

#include <myhtml/myhtml.h>

/* The parser is fed in pieces so that a page can be stopped between two of them: it is
 * slow and crashes on some hundred thousand open elements, and quadratic in attributes
 * and in formatting elements that are never closed. */
enum {
    PIECE_BYTES = 8192,
    MAX_FORMATTING = 200,
    MAX_ROOT_TAGS = 16 /* <html> and <body> tags whose attributes are merged */
};

static const uint8_t tag_of[MyHTML_TAG_LAST_ENTRY] = {
    [MyHTML_TAG__TEXT] = HTML_TEXT,
    [MyHTML_TAG_A] = HTML_A,
    [MyHTML_TAG_ADDRESS] = HTML_ADDRESS,
    [MyHTML_TAG_ARTICLE] = HTML_ARTICLE,
    [MyHTML_TAG_ASIDE] = HTML_ASIDE,
    [MyHTML_TAG_B] = HTML_EM,
    [MyHTML_TAG_BASE] = HTML_BASE,
    [MyHTML_TAG_BLOCKQUOTE] = HTML_BLOCKQUOTE,
    [MyHTML_TAG_BODY] = HTML_BODY,
    [MyHTML_TAG_BR] = HTML_BR,
    [MyHTML_TAG_BUTTON] = HTML_BUTTON,
    [MyHTML_TAG_CAPTION] = HTML_CAPTION,
    [MyHTML_TAG_CENTER] = HTML_DIV,
    [MyHTML_TAG_CITE] = HTML_CITE,
    [MyHTML_TAG_CODE] = HTML_CODE,
    [MyHTML_TAG_DD] = HTML_DD,
    [MyHTML_TAG_DETAILS] = HTML_DETAILS,
    [MyHTML_TAG_DIALOG] = HTML_DIALOG,
    [MyHTML_TAG_DIV] = HTML_DIV,
    [MyHTML_TAG_DL] = HTML_DL,
    [MyHTML_TAG_DT] = HTML_DT,
    [MyHTML_TAG_EM] = HTML_EM,
    [MyHTML_TAG_FIELDSET] = HTML_FIELDSET,
    [MyHTML_TAG_FIGCAPTION] = HTML_FIGCAPTION,
    [MyHTML_TAG_FIGURE] = HTML_FIGURE,
    [MyHTML_TAG_FOOTER] = HTML_FOOTER,
    [MyHTML_TAG_FORM] = HTML_FORM,
    [MyHTML_TAG_H1] = HTML_H1,
    [MyHTML_TAG_H2] = HTML_H2,
    [MyHTML_TAG_H3] = HTML_H3,
    [MyHTML_TAG_H4] = HTML_H4,
    [MyHTML_TAG_H5] = HTML_H5,
    [MyHTML_TAG_H6] = HTML_H6,
    [MyHTML_TAG_HEAD] = HTML_HEAD,
    [MyHTML_TAG_HEADER] = HTML_HEADER,
    [MyHTML_TAG_HGROUP] = HTML_HGROUP,
    [MyHTML_TAG_HR] = HTML_HR,
    [MyHTML_TAG_HTML] = HTML_HTML,
    [MyHTML_TAG_I] = HTML_EM,
    [MyHTML_TAG_IMG] = HTML_IMG,
    [MyHTML_TAG_LABEL] = HTML_LABEL,
    [MyHTML_TAG_LEGEND] = HTML_DIV,
    [MyHTML_TAG_LI] = HTML_LI,
    [MyHTML_TAG_LINK] = HTML_LINK,
    [MyHTML_TAG_LISTING] = HTML_PRE,
    [MyHTML_TAG_MAIN] = HTML_MAIN,
    [MyHTML_TAG_MENU] = HTML_UL,
    [MyHTML_TAG_META] = HTML_META,
    [MyHTML_TAG_NAV] = HTML_NAV,
    [MyHTML_TAG_OL] = HTML_OL,
    [MyHTML_TAG_P] = HTML_P,
    [MyHTML_TAG_PRE] = HTML_PRE,
    [MyHTML_TAG_PLAINTEXT] = HTML_PRE,
    [MyHTML_TAG_SCRIPT] = HTML_JSON_LD,
    [MyHTML_TAG_SECTION] = HTML_SECTION,
    [MyHTML_TAG_SPAN] = HTML_SPAN,
    [MyHTML_TAG_STRONG] = HTML_EM,
    [MyHTML_TAG_SUMMARY] = HTML_SUMMARY,
    [MyHTML_TAG_SUP] = HTML_SUP,
    [MyHTML_TAG_TABLE] = HTML_TABLE,
    [MyHTML_TAG_TBODY] = HTML_TBODY,
    [MyHTML_TAG_THEAD] = HTML_TBODY,
    [MyHTML_TAG_TFOOT] = HTML_TBODY,
    [MyHTML_TAG_TD] = HTML_TD,
    [MyHTML_TAG_TH] = HTML_TH,
    [MyHTML_TAG_TIME] = HTML_TIME,
    [MyHTML_TAG_TITLE] = HTML_TITLE,
    [MyHTML_TAG_TR] = HTML_TR,
    [MyHTML_TAG_UL] = HTML_UL,
    [MyHTML_TAG_XMP] = HTML_PRE,
};

/* Elements left out with all they hold: nothing in them is text of the page as shown. */
static bool tag_is_void_of_text(myhtml_tag_id_t id) {
    switch (id) {
        case MyHTML_TAG__COMMENT:
        case MyHTML_TAG__DOCTYPE:
        case MyHTML_TAG_AUDIO:
        case MyHTML_TAG_CANVAS:
        case MyHTML_TAG_DATALIST:
        case MyHTML_TAG_EMBED:
        case MyHTML_TAG_FRAME:
        case MyHTML_TAG_IFRAME:
        case MyHTML_TAG_INPUT:
        case MyHTML_TAG_NOEMBED:
        case MyHTML_TAG_NOSCRIPT:
        case MyHTML_TAG_OBJECT:
        case MyHTML_TAG_OPTION:
        case MyHTML_TAG_SELECT:
        case MyHTML_TAG_SOURCE:
        case MyHTML_TAG_STYLE:
        case MyHTML_TAG_SVG:
        case MyHTML_TAG_TEMPLATE:
        case MyHTML_TAG_TEXTAREA:
        case MyHTML_TAG_VIDEO: return true;
        default: return false;
    }
}

static const rt_str key_name[HTML_KEYS] = {
    [HTML_ARIA_HIDDEN] = {"aria-hidden", 11},
    [HTML_CLASS] = {"class", 5},
    [HTML_CONTENT] = {"content", 7},
    [HTML_DATETIME] = {"datetime", 8},
    [HTML_HIDDEN] = {"hidden", 6},
    [HTML_HREF] = {"href", 4},
    [HTML_HTTP_EQUIV] = {"http-equiv", 10},
    [HTML_ID] = {"id", 2},
    [HTML_ITEMPROP] = {"itemprop", 8},
    [HTML_ITEMTYPE] = {"itemtype", 8},
    [HTML_LANG] = {"lang", 4},
    [HTML_NAME] = {"name", 4},
    [HTML_PROPERTY] = {"property", 8},
    [HTML_PUBDATE] = {"pubdate", 7},
    [HTML_REL] = {"rel", 3},
    [HTML_ROLE] = {"role", 4},
    [HTML_STYLE] = {"style", 5},
    [HTML_TITLE_KEY] = {"title", 5},
    [HTML_DATA_DATE] = {"data-date", 9},
    [HTML_DATA_DATETIME] = {"data-datetime", 13},
    [HTML_DATA_TESTID] = {"data-testid", 11},
    [HTML_DATA_TIME] = {"data-time", 9},
    [HTML_DATA_TIMESTAMP] = {"data-timestamp", 14},
    [HTML_XML_LANG] = {"xml:lang", 8},
};

/* ---------------------------------------------------------------- parsing */

/* A start tag behind which all is text up to its end tag. */
typedef struct raw_tag {
    size_t end;     /* where its content begins; SIZE_MAX: there is none */
    rt_str closing; /* how its end tag begins */
    bool unread;    /* unless the tokeniser sees it otherwise, nobody reads the content */
} raw_tag;

typedef struct parsing {
    rt_str bytes;
    raw_tag raw;
    myhtml_t *engine;
    myhtml_tree_t *tree;
    size_t nodes, root_tags;
    /* what it is turned into */
    arena *a;
    html_tree *out;
} parsing;

static void count_node(myhtml_tree_t *tree, myhtml_tree_node_t *node, void *context) {
    (void)tree, (void)node;
    ((parsing *)context)->nodes++;
}

/* Whether an attribute is read, or tells the tree builder where an element belongs (HTML
 * standard, 13.2.6). */
static bool is_attribute_wanted(rt_str name) {
    static const rt_str builder[] = {
        {"type", 4}, {"encoding", 8}, {"color", 5}, {"face", 4}, {"size", 4}};
    for (size_t i = 0; i < HTML_KEYS; i++)
        if (key_name[i].n == name.n && str_eq_nocase(key_name[i], name)) return true;
    for (size_t i = 0; i < sizeof builder / sizeof *builder; i++)
        if (builder[i].n == name.n && str_eq_nocase(builder[i], name)) return true;
    return false;
}

/* The name of an attribute as written; null when pieces of the page cut it in two. */
static rt_str written_name(myhtml_tree_t *tree, const myhtml_token_attr_t *at) {
    mycore_incoming_buffer_t *piece =
        mycore_incoming_buffer_find_by_position(tree->incoming_buf, at->raw_key_begin);
    size_t from = piece ? at->raw_key_begin - piece->offset : 0;
    if (!piece || at->raw_key_length > piece->size - from) return (rt_str){NULL, 0};
    return (rt_str){piece->data + from, at->raw_key_length};
}

/* Leaves of the attributes of a token those of use, and no more than the tree builder can
 * take, before their values are made. What it returns is the context of the next call. */
static void *trim_token(myhtml_tree_t *tree, myhtml_token_node_t *token, void *context) {
    parsing *p = context;
    if (token->tag_id == MyHTML_TAG__DOCTYPE) return context;
    size_t most = HTML_MAX_ATTRIBUTES;
    if (token->tag_id == MyHTML_TAG_HTML || token->tag_id == MyHTML_TAG_BODY)
        if (++p->root_tags > MAX_ROOT_TAGS) most = 0;
    myhtml_token_attr_t *at = token->attr_first, *last = NULL, *next;
    token->attr_first = NULL;
    for (size_t n = 0; at && n < most; at = next) {
        next = at->next;
        rt_str name = written_name(tree, at);
        if (name.s && !is_attribute_wanted(name)) continue;
        at->prev = last;
        at->next = NULL;
        *(last ? &last->next : &token->attr_first) = at;
        last = at;
        n++;
    }
    token->attr_last = last;
    return context;
}

static size_t byte_at(rt_str s, char c, size_t from) {
    const char *hit = from < s.n ? memchr(s.s + from, c, s.n - from) : NULL;
    return hit ? (size_t)(hit - s.s) : SIZE_MAX;
}

/* The next tag at or after `from` that looks like one of a script or style sheet. */
static raw_tag next_raw_tag(rt_str bytes, size_t from) {
    raw_tag none = {.end = SIZE_MAX};
    for (size_t at = from; (at = byte_at(bytes, '<', at)) != SIZE_MAX; at++) {
        rt_str rest = str_from(bytes, at + 1);
        bool script = str_starts_nocase(rest, STR("script"));
        if (!script && !str_starts_nocase(rest, STR("style"))) continue;
        size_t end = byte_at(bytes, '>', at);
        if (end == SIZE_MAX) return none;
        rt_str tag = {bytes.s + at, end - at};
        bool json = script && str_find_nocase(tag, STR("json"), 0) != SIZE_MAX;
        return (raw_tag){end + 1, script ? STR("</script") : STR("</style"), !json};
    }
    return none;
}

/* Where the end tag begins; SIZE_MAX when it is missing, or when a comment might hide it
 * (HTML standard, 13.2.5.20: "script data escaped"). */
static size_t raw_content_end(rt_str bytes, const raw_tag *tag) {
    size_t at = tag->end;
    for (; (at = byte_at(bytes, '<', at)) != SIZE_MAX; at++) {
        rt_str rest = str_from(bytes, at);
        if (str_starts(rest, STR("<!--"))) return SIZE_MAX;
        if (str_starts_nocase(rest, tag->closing) && rest.n > tag->closing.n &&
            strchr("\t\n\f\r />", rest.s[tag->closing.n]))
            return at;
    }
    return SIZE_MAX;
}

/* Scripts and style sheets are half of a page. What stands in one is passed over once the
 * tokeniser says that it is inside, so that the tree is the same, with them empty. */
static size_t pass_over(parsing *p, size_t at) {
    if (at != p->raw.end) return at;
    bool inside = p->tree->state == MyHTML_TOKENIZER_STATE_SCRIPT_DATA ||
                  p->tree->state == MyHTML_TOKENIZER_STATE_RAWTEXT;
    size_t end = inside && p->raw.unread ? raw_content_end(p->bytes, &p->raw) : SIZE_MAX;
    if (end != SIZE_MAX) at = end;
    p->raw = next_raw_tag(p->bytes, at);
    return at;
}

/* Where the piece that begins at `at` ends: before the last tag in it, after it, or at a
 * blank, since the parser loses an end tag or a character reference that is cut in two.
 */
static size_t piece_end(const parsing *p, size_t at) {
    size_t end = p->bytes.n - at < PIECE_BYTES ? p->bytes.n : at + PIECE_BYTES;
    if (end >= p->raw.end) return p->raw.end;
    if (end == p->bytes.n) return end;
    size_t blank = end;
    for (size_t i = end; i > at + 1; i--) {
        if (p->bytes.s[i] == '<' || p->bytes.s[i - 1] == '>') return i;
        if (blank == end && p->bytes.s[i - 1] == ' ') blank = i;
    }
    return blank;
}

static rt_code feed(parsing *p, rt_err *err) {
    p->raw = next_raw_tag(p->bytes, 0);
    for (size_t at = 0, end; at < p->bytes.n; at = pass_over(p, end)) {
        end = piece_end(p, at);
        if (myhtml_parse_chunk_single(p->tree, p->bytes.s + at, end - at))
            return err_set_at(err, RT_E_LIMIT, NULL, at, "the HTML parser gave up");
        /* Where it begins to look for the piece that a token stands in. */
        p->tree->incoming_buf_first = p->tree->incoming_buf;
        if (p->tree->open_elements->length > HTML_MAX_DEPTH)
            return err_set_at(err, RT_E_LIMIT, NULL, at,
                              "elements are nested deeper than %d", HTML_MAX_DEPTH);
        if (p->nodes > HTML_MAX_NODES ||
            p->tree->active_formatting->length > MAX_FORMATTING)
            return err_set_at(err, RT_E_LIMIT, NULL, at,
                              "the page has too many elements");
    }
    if (myhtml_parse_chunk_end(p->tree))
        return err_set(err, RT_E_LIMIT, NULL, "the HTML parser gave up");
    return RT_OK;
}

/* ---------------------------------------------------------------- the flat tree */

static bool key_of(const char *name, size_t n, html_key *out) {
    for (int i = 0; i < HTML_KEYS; i++)
        if (str_eq(key_name[i], (rt_str){name, n})) {
            *out = (html_key)i;
            return true;
        }
    return false;
}

static bool is_json_ld(myhtml_tree_node_t *node) {
    myhtml_tree_attr_t *type = myhtml_attribute_by_key(node, "type", 4);
    size_t n = 0;
    const char *s = type ? myhtml_attribute_value(type, &n) : NULL;
    return s && str_find_nocase((rt_str){s, n}, STR("ld+json"), 0) != SIZE_MAX;
}

static html_tag node_tag(myhtml_tree_node_t *node) {
    myhtml_tag_id_t id = myhtml_node_tag_id(node);
    return id < MyHTML_TAG_LAST_ENTRY ? (html_tag)tag_of[id] : HTML_OTHER;
}

static bool is_wanted(myhtml_tree_node_t *node) {
    if (tag_is_void_of_text(myhtml_node_tag_id(node))) return false;
    return node_tag(node) != HTML_JSON_LD || is_json_ld(node);
}

typedef VEC(html_node) node_vec;
typedef VEC(html_attribute) attribute_vec;

static void copy_attributes(arena *a, myhtml_tree_node_t *from, html_node *to,
                            attribute_vec *out) {
    to->attribute = out->n;
    for (myhtml_tree_attr_t *at = myhtml_node_attribute_first(from); at;
         at = myhtml_attribute_next(at)) {
        size_t n = 0;
        const char *name = myhtml_attribute_key(at, &n);
        html_key key;
        if (!name || !key_of(name, n, &key)) continue;
        const char *value = myhtml_attribute_value(at, &n);
        *vec_push(a, out) = (html_attribute){
            .key = key, .value = value ? str_copy(a, (rt_str){value, n}) : STR("")};
        to->attributes_n++;
    }
}

static rt_str text_of(arena *a, myhtml_tree_node_t *node) {
    size_t n = 0;
    const char *s = myhtml_node_text(node, &n);
    return s ? str_copy(a, (rt_str){s, n}) : (rt_str){NULL, 0};
}

static uint32_t add_node(arena *a, myhtml_tree_node_t *from, uint32_t parent,
                         node_vec *nodes, attribute_vec *attributes) {
    html_node *node = vec_push(a, nodes);
    *node = (html_node){.parent = parent,
                        .tag = node_tag(from),
                        .depth = (uint16_t)(nodes->at[parent].depth + 1)};
    if (node->tag == HTML_TEXT) node->text = text_of(a, from);
    else copy_attributes(a, from, node, attributes);
    if (node->tag == HTML_JSON_LD && myhtml_node_child(from))
        node->text = text_of(a, myhtml_node_child(from));
    return nodes->n - 1;
}

/* Walks the parser's tree without recursion. */
static void flatten(void *context) {
    parsing *p = context;
    uint32_t room = (uint32_t)p->nodes + 1; /* those left out are few */
    node_vec nodes = {.at = arena_raw(p->a, room, sizeof *nodes.at), .cap = room};
    attribute_vec attributes = {0};
    *vec_push(p->a, &nodes) = (html_node){0};
    myhtml_tree_node_t *document = p->tree->document;
    myhtml_tree_node_t *at = document ? myhtml_node_child(document) : NULL;
    uint32_t parent = 0;
    while (at) {
        bool wanted = is_wanted(at);
        uint32_t mine = wanted ? add_node(p->a, at, parent, &nodes, &attributes) : 0;
        if (wanted && nodes.at[mine].tag != HTML_JSON_LD && myhtml_node_child(at)) {
            parent = mine;
            at = myhtml_node_child(at);
            continue;
        }
        if (wanted) nodes.at[mine].end = nodes.n;
        while (!myhtml_node_next(at)) {
            at = myhtml_node_parent(at);
            if (!at || at == document) break;
            nodes.at[parent].end = nodes.n;
            parent = nodes.at[parent].parent;
        }
        at = at && at != document ? myhtml_node_next(at) : NULL;
    }
    nodes.at[0].end = nodes.n;
    *p->out = (html_tree){.node = nodes.at,
                          .n = nodes.n,
                          .attribute = attributes.at,
                          .attributes_n = attributes.n};
}

rt_code html_parse(rt_str bytes, arena *a, html_tree *out, rt_err *err) {
    if (bytes.n > HTML_MAX_BYTES)
        return err_set(err, RT_E_LIMIT, NULL, "the page is larger than %d MiB",
                       HTML_MAX_BYTES >> 20);
    *out = (html_tree){.node = arena_new(a, html_node), .n = 1};
    if (!bytes.n) return RT_OK; /* the parser cannot end what never began */
    parsing p = {.bytes = bytes, .a = a, .out = out};
    p.engine = myhtml_create();
    p.tree = myhtml_tree_create();
    rt_code rc = RT_OK;
    if (!p.engine || !p.tree ||
        myhtml_init(p.engine, MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) ||
        myhtml_tree_init(p.tree, p.engine))
        rc = err_set(err, RT_E_STOPPED, NULL, "no memory for the HTML parser");
    if (rc == RT_OK) {
        myhtml_encoding_set(p.tree, MyENCODING_UTF_8);
        myhtml_callback_tree_node_insert_set(p.tree, count_node, &p);
        myhtml_callback_before_token_done_set(p.tree, trim_token, &p);
        rc = feed(&p, err);
    }
    if (rc == RT_OK && !arena_try(a, flatten, &p))
        rc = err_set(err, RT_E_LIMIT, NULL, "the page needs too much memory");
    if (p.tree) myhtml_tree_destroy(p.tree);
    if (p.engine) myhtml_destroy(p.engine);
    return rc;
}

rt_str html_get(const html_tree *tree, uint32_t node, html_key key) {
    const html_node *n = &tree->node[node];
    for (uint32_t i = 0; i < n->attributes_n; i++)
        if (tree->attribute[n->attribute + i].key == key)
            return tree->attribute[n->attribute + i].value;
    return (rt_str){NULL, 0};
}

bool html_is_block(html_tag tag) {
    switch (tag) {
        case HTML_OTHER:
        case HTML_TEXT:
        case HTML_A:
        case HTML_BR:
        case HTML_BUTTON:
        case HTML_CITE:
        case HTML_CODE:
        case HTML_EM:
        case HTML_IMG:
        case HTML_LABEL:
        case HTML_SPAN:
        case HTML_SUP:
        case HTML_TIME: return false;
        default: return true;
    }
}
