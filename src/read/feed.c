#include "read/feed.h"

#include "base/err.h"
#include "base/vec.h"
#include "read/byline.h"
#include "read/date.h"

#include <expat.h>

/* What an element is for, whatever vocabulary it comes from. */
typedef enum role {
    ROLE_NONE,
    ROLE_ITEM,
    ROLE_TITLE,
    ROLE_LINK,
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
    {"item", ROLE_ITEM},         {"entry", ROLE_ITEM},
    {"newsItem", ROLE_ITEM},     {"url", ROLE_ITEM},
    {"nitf", ROLE_ITEM},         {"title", ROLE_TITLE},
    {"headline", ROLE_TITLE},    {"hl1", ROLE_TITLE},
    {"link", ROLE_LINK},         {"loc", ROLE_LINK},
    {"pubDate", ROLE_PUBLISHED}, {"published", ROLE_PUBLISHED},
    {"date", ROLE_PUBLISHED},    {"firstCreated", ROLE_PUBLISHED},
    {"issued", ROLE_PUBLISHED},  {"publication_date", ROLE_PUBLISHED},
    {"updated", ROLE_MODIFIED},  {"versionCreated", ROLE_MODIFIED},
    {"modified", ROLE_MODIFIED}, {"creator", ROLE_AUTHOR},
    {"author", ROLE_AUTHOR},     {"by", ROLE_AUTHOR},
    {"byline", ROLE_AUTHOR},     {"description", ROLE_SUMMARY},
    {"summary", ROLE_SUMMARY},   {"encoded", ROLE_BODY},
    {"content", ROLE_BODY},      {"inlineXML", ROLE_BODY},
    {"inlineData", ROLE_BODY},   {"body.content", ROLE_BODY},
    {"language", ROLE_LANGUAGE}, {"creditline", ROLE_OUTLET},
    {"publisher", ROLE_OUTLET},  {"provider", ROLE_OUTLET},
};

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
    unsigned depth, item_depth, field_depth;
    role field;              /* of the element being read */
    bool in_item, marked_up; /* the body has elements of its own */
    bool sitemap, bad_entity, too_deep;
} parse;

static role role_of(const char *name) {
    for (size_t i = 0; i < sizeof foreign / sizeof *foreign; i++)
        if (str_starts(str_of(name), str_of(foreign[i]))) return ROLE_NONE;
    const char *local = strrchr(name, '|');
    local = local ? local + 1 : name;
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

static void XMLCALL on_start(void *user, const char *name, const char **attributes) {
    parse *p = user;
    if (++p->depth > FEED_DEEPEST) {
        p->too_deep = true;
        XML_StopParser(p->parser, XML_FALSE);
        return;
    }
    role r = role_of(name);
    const char *local = strrchr(name, '|') ? strrchr(name, '|') + 1 : name;
    if (p->depth == 1)
        p->sitemap = strcmp(local, "urlset") == 0 || strcmp(local, "sitemapindex") == 0;
    if (r == ROLE_LANGUAGE && attribute(attributes, "tag").s && !p->language.s)
        p->language = str_copy(p->a, attribute(attributes, "tag"));
    if (p->field == ROLE_BODY && r != ROLE_BODY) {
        p->marked_up = true;
        return;
    }
    if (r == ROLE_ITEM && !p->in_item) begin_item(p);
    else if (r != ROLE_NONE && r != ROLE_ITEM && !p->field) begin_field(p, r, attributes);
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

static void finish_item(parse *p) {
    feed_item *item = vec_push(p->a, &p->items);
    rt_article *known = &item->known;
    known->title = text_of(p, ROLE_TITLE);
    known->url = text_of(p, ROLE_LINK);
    known->outlet = text_of(p, ROLE_OUTLET);
    if (!known->outlet.s) known->outlet = p->channel;
    known->language = text_of(p, ROLE_LANGUAGE);
    if (!known->language.s) known->language = p->language;
    finish_dates(p, known);
    rt_str *authors = arena_many(p->a, rt_str, BYLINE_MOST);
    byline_authors(p->lex, p->a, strbuf_str(&p->text[ROLE_AUTHOR]), authors,
                   &known->authors_n);
    known->authors = authors;
    item->text = text_of(p, ROLE_BODY);
    if (!item->text.s) item->text = text_of(p, ROLE_SUMMARY), p->marked_up = false;
    item->html = !p->marked_up && item->text.n && memchr(item->text.s, '<', item->text.n);
    p->in_item = false;
}

static void XMLCALL on_end(void *user, const char *name) {
    parse *p = user;
    if (p->field && p->depth == p->field_depth) {
        rt_str value = str_trim(strbuf_str(&p->text[p->field]));
        if (!p->in_item && p->field == ROLE_TITLE && !p->channel.s) p->channel = value;
        if (!p->in_item && p->field == ROLE_LANGUAGE && value.n >= 2)
            p->language = (rt_str){value.s, 2};
        p->field = ROLE_NONE;
    } else if (p->field == ROLE_BODY) {
        const char *local = strrchr(name, '|') ? strrchr(name, '|') + 1 : name;
        static const char *const lines[] = {"p", "div", "h1", "h2", "h3", "li", "block"};
        for (size_t i = 0; i < sizeof lines / sizeof *lines; i++)
            if (strcmp(lines[i], local) == 0) strbuf_char(&p->text[ROLE_BODY], '\n');
    }
    if (p->in_item && p->depth == p->item_depth) finish_item(p);
    p->depth--;
}

static void XMLCALL on_text(void *user, const char *s, int n) {
    parse *p = user;
    rt_str text = {s, (size_t)n};
    if (!p->field) return;
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
    if (!p.parser) return err_set(err, RT_E_STOPPED, NULL, "memory ran out");
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
