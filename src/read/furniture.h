/* furniture.h: what a line of a page is for, told from its words alone.
 * Phrases are data (data/lang/LL/furniture.txt, furniture_within.txt; data/page); credits
 * of pictures and bare signs have rules. What needs the lines around is not decided here.
 */
#ifndef READ_FURNITURE_H
#define READ_FURNITURE_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "base/str.h"

typedef struct furniture_lists {
    const lex_list *lines, *within, *closing, *pictures, *months; /* of all languages */
} furniture_lists;

furniture_lists furniture_lists_of(const lexicon *lex);

typedef enum line_kind {
    LINE_TEXT,      /* nothing speaks against it */
    LINE_SIGN,      /* no words: a rule, a bullet, a number */
    LINE_FURNITURE, /* menus, share bars, consent, warnings, ... */
    LINE_LIST,      /* the heading of a list of other articles */
    LINE_END,       /* the heading of what follows an article */
    LINE_IMAGE,     /* "Image 2 of 5": the caption stands below */
    LINE_NOTICE     /* names who wrote or supplied something */
} line_kind;

typedef struct line_verdict {
    line_kind kind;
    rt_notice_kind notice; /* of a LINE_NOTICE */
    unsigned words;
} line_verdict;

/* `line` is valid UTF-8 without line ends. `a` is scratch. Linear time. */
line_verdict furniture_judge(const furniture_lists *lists, arena *a, rt_str line);

/* The same of one of an article's last lines, where who wrote it is told in sentences. */
line_verdict furniture_judge_closing(const furniture_lists *lists, arena *a, rt_str line);

#endif
