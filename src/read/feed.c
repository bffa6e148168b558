#include "read/feed.h"

#include "base/err.h"
#include "base/vec.h"
#include "read/byline.h"
#include "read/date.h"
#include "read/fragment.h"

#include <expat.h>

/* What an element is for, whatever vocabulary it comes from. */
typedef enum role {
    ROLE_NONE,
    ROLE_ITEM,
    ROLE_TITLE,
    ROLE_HEADLINE, /* goes before a title, which agencies use for catchwords */
    ROLE_LINK,
    ROLE_GUID, /* a link, unless it says that it is none */
    ROLE_PUBLISHED,
    ROLE_MODIFIED,
    ROLE_AUTHOR,
    ROLE_SUMMARY,
    ROLE_BODY,
    ROLE_LANGUAGE,
    ROLE_OUTLET,
    ROLE_ROLES
} role;

/* Local names of RSS 2.0, RSS 1.0, Atom (RFC 4287), Dublin Core, sitemaps with Google's
 * news extension, NewsML-G2 and NITF. */
static const struct {
    const char *name;
    role role;
} names[] = {
    {"item", ROLE_ITEM},
    {"entry", ROLE_ITEM},
    {"newsItem", ROLE_ITEM},
    {"url", ROLE_ITEM},
    {"nitf", ROLE_ITEM},
    {"title", ROLE_TITLE},
    {"headline", ROLE_HEADLINE},
    {"hl1", ROLE_HEADLINE},
    {"guid", ROLE_GUID},
    {"link", ROLE_LINK},
    {"loc", ROLE_LINK},
    {"pubDate", ROLE_PUBLISHED},
    {"published", ROLE_PUBLISHED},
    {"date", ROLE_PUBLISHED},
    {"firstCreated", ROLE_PUBLISHED},
    {"issued", ROLE_PUBLISHED},
    {"publication_date", ROLE_PUBLISHED},
    {"updated", ROLE_MODIFIED},
    {"versionCreated", ROLE_MODIFIED},
    {"modified", ROLE_MODIFIED},
    {"creator", ROLE_AUTHOR},
    {"author", ROLE_AUTHOR},
    {"by", ROLE_AUTHOR},
    {"byline", ROLE_AUTHOR},
    {"description", ROLE_SUMMARY},
    {"summary", ROLE_SUMMARY},
    {"encoded", ROLE_BODY},
    {"content", ROLE_BODY},
    {"inlineXML", ROLE_BODY},
    {"inlineData", ROLE_BODY},
    {"body.content", ROLE_BODY},
    {"language", ROLE_LANGUAGE},
    {"creditline", ROLE_OUTLET},
    {"publisher", ROLE_OUTLET},
    {"provider", ROLE_OUTLET},
};

/* Elements of a field that are not what the field is about: addresses and posts of
 * authors, captions, and the head of a page in a page. */
static const char *const aside[] = {"email",          "uri",        "byttl",
                                    "head",           "figcaption", "media-caption",
                                    "media-producer", "script",     "style"};

/* Vocabularies whose elements share names with those above and mean other things. */
static const char *const foreign[] = {"http://search.yahoo.com/mrss",
                                      "http://www.itunes.com/",
                                      "http://www.google.com/schemas/sitemap-image"};

typedef struct parse {
    XML_Parser parser;
    const lexicon *lex;
    arena *a;
    VEC(feed_item) items;
    strbuf text[ROLE_ROLES]; /* what the elements of the item hold */
    rt_str channel, language;
    unsigned depth, item_depth, field_depth, aside_depth; /* 0: not in one */
    role field;                                           /* of the element being read */
    bool in_item, marked_up; /* the body has elements of its own */
    bool sitemap, bad_entity, too_deep;
} parse;

static const char *local_name(const char *name) {
    const char *bar = strrchr(name, '|');
    return bar ? bar + 1 : name;
}

static bool is_aside(const char *name) {
    for (size_t i = 0; i < sizeof aside / sizeof *aside; i++)
        if (strcmp(aside[i], local_name(name)) == 0) return true;
    return false;
}

/* "url" is an item of sitemaps, and of feeds the address of their picture. */
static role role_of(const parse *p, const char *name) {
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (str_starts(str_of(name), str_of(foreign[i]))) return ROLE_NONE;
    const char *local = local_name(name);
    if (!p->sitemap && strcmp(local, "url") == 0) return ROLE_NONE;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(names[i].name, local) == 0) return names[i].role;
    return ROLE_NONE;
}

static rt_str attribute(const char **attributes, const char *name) {
    for (; attributes[0]; attributes += 2)
        if (strcmp(attributes[0], name) == 0) return str_of(attributes[1]);
    return (rt_str){NULL, 0};
}

static void begin_item(parse *p) {
    p->in_item = true;
    p->item_depth = p->depth;
    p->marked_up = false;
    for (size_t i = 0; i < ROLE_ROLES; i++) strbuf_init(&p->text[i], p->a);
}

static void begin_field(parse *p, role r, const char **attributes) {
    rt_str href = attribute(attributes, "href"), rel = attribute(attributes, "rel");
    if (r == ROLE_LINK && href.s && p->in_item && !p->text[r].n &&
        (!rel.s || str_eq(rel, STR("alternate"))))
        strbuf_add(&p->text[r], href);
    bool taken = p->in_item && p->text[r].n && r != ROLE_AUTHOR;
    if (taken) return; /* the first of a kind counts */
    p->field = r;
    p->field_depth = p->depth;
    if (!p->in_item) strbuf_init(&p->text[r], p->a);
    else if (r == ROLE_AUTHOR && p->text[r].n) strbuf_add(&p->text[r], STR(", "));
}

/* NITF has dates and the paper's name in attributes. */
static void take_attributes(parse *p, const char *local, const char **attributes) {
    static const struct {
        const char *element, *attribute;
        role role;
    } facts[] = {{"date.issue", "norm", ROLE_PUBLISHED},
                 {"pubdata", "date.publication", ROLE_PUBLISHED},
                 {"pubdata", "name", ROLE_OUTLET}};
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) {
        rt_str value = attribute(attributes, facts[i].attribute);
        if (strcmp(facts[i].element, local) == 0 && value.s && p->in_item &&
            !p->text[facts[i].role].n)
            strbuf_add(&p->text[facts[i].role], value);
    }
}

/* An element inside a field. */
static void begin_inside(parse *p, const char *name) {
    strbuf *text = &p->text[p->field];
    if (is_aside(name)) p->aside_depth = p->depth;
    if (p->field == ROLE_BODY) p->marked_up = true;
    else if (text->n && text->s[text->n - 1] != ' ') strbuf_char(text, ' ');
}

static void XMLCALL on_start(void *user, const char *name, const char **attributes) {
    parse *p = user;
    if (++p->depth > FEED_DEEPEST) {
        p->too_deep = true;
        XML_StopParser(p->parser, XML_FALSE);
        return;
    }
    const char *local = local_name(name);
    if (p->depth == 1)
        p->sitemap = strcmp(local, "urlset") == 0 || strcmp(local, "sitemapindex") == 0;
    role r = role_of(p, name);
    if (r == ROLE_LANGUAGE && attribute(attributes, "tag").s && !p->language.s)
        p->language = str_copy(p->a, attribute(attributes, "tag"));
    take_attributes(p, local, attributes);
    if (r == ROLE_GUID && str_eq(attribute(attributes, "isPermaLink"), STR("false")))
        r = ROLE_NONE;
    if (p->aside_depth) return;
    if (p->field) begin_inside(p, name);
    else if (r == ROLE_ITEM && !p->in_item) begin_item(p);
    else if (r != ROLE_NONE && r != ROLE_ITEM) begin_field(p, r, attributes);
}

static void finish_dates(parse *p, rt_article *known) {
    rt_str none = {NULL, 0};
    known->published =
        date_parse(p->lex, p->a, strbuf_str(&p->text[ROLE_PUBLISHED]), none);
    known->modified = date_parse(p->lex, p->a, strbuf_str(&p->text[ROLE_MODIFIED]), none);
    if (!date_plausible(known->published, (rt_time){0})) known->published = (rt_time){0};
    if (known->published.precision) known->published_from = RT_DATE_FEED;
}

static rt_str text_of(parse *p, role r) {
    rt_str s = str_trim(strbuf_str(&p->text[r]));
    return s.n ? s : (rt_str){NULL, 0};
}

/* Titles are often HTML, escaped once more than their feed says. */
static rt_str title_of(parse *p) {
    rt_str title = text_of(p, ROLE_HEADLINE), plain;
    if (!title.s) title = text_of(p, ROLE_TITLE);
    size_t amp = title.s ? str_find(title, STR("&"), 0) : SIZE_MAX;
    bool html = (amp != SIZE_MAX && str_find(title, STR(";"), amp) != SIZE_MAX) ||
                (title.s && str_find(title, STR("</"), 0) != SIZE_MAX);
    if (!html || fragment_text(title, p->a, &plain, NULL) != RT_OK || !plain.n)
        return title;
    return plain;
}

/* RSS has an address, and the name behind it in brackets. */
static rt_str author_of(parse *p) {
    rt_str s = strbuf_str(&p->text[ROLE_AUTHOR]);
    size_t at = str_find(s, STR("@"), 0), open = str_find(s, STR("("), 0);
    size_t close = str_find(s, STR(")"), 0);
    if (at > open || open == SIZE_MAX || close == SIZE_MAX || close < open) return s;
    return str_span(s, (rt_span){(uint32_t)open + 1, (uint32_t)close});
}

static void finish_item(parse *p) {
    feed_item *item = vec_push(p->a, &p->items);
    rt_article *known = &item->known;
    known->title = title_of(p);
    known->url = text_of(p, ROLE_LINK);
    if (!known->url.s && str_starts(strbuf_str(&p->text[ROLE_GUID]), STR("http")))
        known->url = text_of(p, ROLE_GUID);
    known->outlet = text_of(p, ROLE_OUTLET);
    if (!known->outlet.s) known->outlet = p->channel;
    known->language = text_of(p, ROLE_LANGUAGE);
    if (!known->language.s) known->language = p->language;
    finish_dates(p, known);
    rt_str *authors = arena_many(p->a, rt_str, BYLINE_MOST);
    byline_authors(p->lex, p->a, author_of(p), authors, &known->authors_n);
    known->authors = authors;
    item->text = text_of(p, ROLE_BODY);
    if (!item->text.s) item->text = text_of(p, ROLE_SUMMARY), p->marked_up = false;
    item->html = !p->marked_up && item->text.n && memchr(item->text.s, '<', item->text.n);
    p->in_item = false;
}

static void end_field(parse *p) {
    rt_str value = str_trim(strbuf_str(&p->text[p->field]));
    if (!p->in_item && p->field == ROLE_TITLE && !p->channel.s) p->channel = value;
    if (!p->in_item && p->field == ROLE_LANGUAGE && value.n >= 2)
        p->language = (rt_str){value.s, 2};
    p->field = ROLE_NONE;
}

static bool ends_line(const char *name) {
    static const char *const lines[] = {"p",  "div", "h1",    "h2",
                                        "h3", "li",  "block", "media"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
        if (strcmp(lines[i], local_name(name)) == 0) return true;
    return false;
}

static void XMLCALL on_end(void *user, const char *name) {
    parse *p = user;
    if (p->aside_depth == p->depth) p->aside_depth = 0;
    if (p->field && p->depth == p->field_depth) end_field(p);
    else if (p->field == ROLE_BODY && ends_line(name))
        strbuf_char(&p->text[ROLE_BODY], '\n');
    if (p->in_item && p->depth == p->item_depth) finish_item(p);
    p->depth--;
}

static void XMLCALL on_text(void *user, const char *s, int n) {
    parse *p = user;
    rt_str text = {s, (size_t)n};
    if (!p->field || p->aside_depth) return;
    if (p->field == ROLE_BODY && p->marked_up && !str_trim(text).n) text = STR(" ");
    strbuf_add(&p->text[p->field], text);
}

/* Entities can be declared in a document's own subset of its DTD alone; external ones are
 * never fetched. */
static void XMLCALL on_doctype(void *user, const char *name, const char *system,
                               const char *public_id, int has_subset) {
    (void)name, (void)system, (void)public_id;
    parse *p = user;
    if (!has_subset) return;
    p->bad_entity = true;
    XML_StopParser(p->parser, XML_FALSE);
}

typedef struct run {
    parse *p;
    rt_str xml;
    enum XML_Status status;
} run;

static void parse_all(void *context) {
    run *r = context;
    r->status = XML_Parse(r->p->parser, r->xml.s, (int)r->xml.n, 1);
}

rt_code feed_parse(const lexicon *lex, arena *a, rt_str xml, feed *out, rt_err *err) {
    parse p = {.lex = lex, .a = a, .parser = XML_ParserCreateNS("UTF-8", '|')};
    *out = (feed){.n = 0};
    if (!p.parser) return err_memory(err, NULL);
    XML_SetUserData(p.parser, &p);
    XML_SetElementHandler(p.parser, on_start, on_end);
    XML_SetCharacterDataHandler(p.parser, on_text);
    XML_SetStartDoctypeDeclHandler(p.parser, on_doctype);
    begin_item(&p);
    p.in_item = false;
    run r = {.p = &p, .xml = xml};
    bool room = arena_try(a, parse_all, &r);
    uint64_t at = (uint64_t)XML_GetCurrentByteIndex(p.parser);
    const char *why = XML_ErrorString(XML_GetErrorCode(p.parser));
    XML_ParserFree(p.parser);
    *out = (feed){.items = p.items.at, .n = p.items.n, .sitemap = p.sitemap};
    if (!room) return err_set(err, RT_E_LIMIT, NULL, "memory ran out");
    if (p.bad_entity) return err_set(err, RT_E_INPUT, NULL, "it declares XML entities");
    if (p.too_deep)
        return err_set(err, RT_E_LIMIT, NULL, "nested deeper than %d elements",
                       FEED_DEEPEST);
    if (r.status == XML_STATUS_ERROR)
        return err_set_at(err, RT_E_INPUT, NULL, at, "broken XML: %s", why);
    return RT_OK;
}
