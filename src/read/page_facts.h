/* page_facts.h: what a page states about itself outside its text.
 * Statements from JSON-LD, <meta>, microdata and links, each with where it stood;
 * choosing among them is left to those who ask. Private to HTML reading. */
#ifndef READ_PAGE_FACTS_H
#define READ_PAGE_FACTS_H

#include "read/page.h"

typedef enum fact_kind {
    FACT_TITLE,
    FACT_OUTLET,
    FACT_AUTHOR,       /* somebody, person or not */
    FACT_PERSON,       /* an author that the page calls a person */
    FACT_ORGANISATION, /* an author that the page calls an organisation */
    FACT_PUBLISHED,
    FACT_DATED, /* a date that is not said to be of publication: "created", "date" */
    FACT_MODIFIED,
    FACT_URL,
    FACT_LANGUAGE,
    FACT_BODY,    /* articleBody */
    FACT_ACCOUNT, /* the outlet's account: "@example" */
    FACT_KINDS
} fact_kind;

typedef enum fact_source {
    FACT_OF_ARTICLE,   /* JSON-LD of an article */
    FACT_OF_PAGE,      /* JSON-LD of the web page or site */
    FACT_OF_META,      /* <meta> by name or property */
    FACT_OF_MICRODATA, /* itemprop inside the page */
    FACT_OF_LINK,      /* <link>, <a rel>, <html lang> */
    FACT_SOURCES
} fact_source;

typedef struct page_fact {
    fact_kind kind;
    fact_source source;
    uint32_t node; /* where it stands */
    rt_str value;  /* trimmed, not empty */
} page_fact;

typedef struct page_facts {
    page_fact *at; /* in page order, sorted by nothing else */
    uint32_t n, cap;
} page_facts;

void facts_collect(page *p, page_facts *out);
/* Adds what the JSON-LD script at `node` says. */
void facts_from_json(page *p, uint32_t node, page_facts *out);
void facts_add(page *p, page_facts *out, page_fact fact);
/* The text of an element, its pieces set apart by blanks, cut at some 400 bytes. */
rt_str facts_inner_text(page *p, uint32_t node);
/* The first fact of a kind and source; NULL when there is none. */
const page_fact *facts_first(const page_facts *facts, fact_kind kind, fact_source source);
/* The first of a kind, JSON-LD before meta before microdata; null when there is none. */
rt_str facts_value(const page_facts *facts, fact_kind kind);

/* Why a page holds no article although it holds text: it asks for consent and says
 * nothing else, or lists other pages. NULL when it may hold one. Needs the blocks chosen;
 * `dated`: it bears a day of publication. */
const char *page_is_no_article(page *p, const page_facts *facts, bool dated);

#endif
