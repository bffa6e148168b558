#include "read/byline.h"

#include "base/utf8.h"

/* Past "By", "Analysis by", ... */
static rt_str past_opening(const lex_list *lines, arena *a, rt_str line) {
    size_t longest = 0;
    rt_str folded = utf8_fold(a, line);
    for (const lex_entry *e = NULL; (e = lex_at(lines, folded, 0, e));)
        if (str_ends(e->value, STR("byline")) && e->phrase.n > longest)
            longest = e->phrase.n;
    /* folding keeps the length of what opens a by-line in Latin and Cyrillic script */
    return longest && longest < line.n ? str_trim(str_from(line, longest)) : line;
}

/* Cuts the next name off: up to a comma, "and", "&", "|", a dash or two blanks. */
static bool next_part(rt_str *rest, rt_str *part) {
    if (!rest->s || !rest->n) return false;
    static const char *const cuts[] = {",",   " and ", " & ",   "|",     " - ",  " – ",
                                       " — ", "(",     "  ",    " und ", " et ", " y ",
                                       " e ", " i ",   " и ",   " та ",  " en ", "/",
                                       ";",   " og ",  " och ", " for ", " in ", " via "};
    size_t end = rest->n, past = rest->n;
    for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
        size_t at = str_find(*rest, str_of(cuts[i]), 0);
        if (at < end) end = at, past = at + strlen(cuts[i]);
    }
    *part = str_trim((rt_str){rest->s, end});
    *rest = past < rest->n ? str_from(*rest, past) : (rt_str){NULL, 0};
    return true;
}

/* Two to four words that begin with capitals, and no figure. */
static bool is_name(const lexicon *lex, arena *a, rt_str part) {
    if (part.n < 4 || part.n > 60) return false;
    unsigned words = 0;
    rt_str rest = part, word;
    while (str_field(&rest, ' ', &word)) {
        if (!word.n) continue;
        size_t i = 0;
        uint32_t c = utf8_next(word, &i);
        bool particle = word.n <= 3 && c < 0x80 && !utf8_is_upper(c);
        if (!utf8_is_upper(c) && !(particle && words)) return false;
        for (i = 0; i < word.n;) {
            uint32_t letter = utf8_next(word, &i);
            if (!utf8_is_letter(letter) && letter != '.' && letter != '-' &&
                letter != '\'' && letter != 0x2019)
                return false;
        }
        if (lex_find(lex_get(lex, "lang/all", "months"), utf8_fold(a, word)))
            return false;
        if (lex_find(lex_get(lex, "lang/all", "bylines"), utf8_fold(a, word)))
            return false;
        words++;
    }
    if (words < 2 || words > 4) return false;
    return !lex_find(lex_get(lex, "page", "photo_sources"), utf8_fold(a, part));
}

/* "MARA VAN QUILL" → "Mara Van Quill"; anything else as it is. */
static rt_str without_shouting(arena *a, rt_str name) {
    bool shouted = true;
    for (size_t i = 0; i < name.n;) {
        uint32_t c = utf8_next(name, &i);
        if (utf8_is_letter(c) && !utf8_is_upper(c)) shouted = false;
    }
    if (!shouted) return name;
    strbuf b;
    strbuf_init(&b, a);
    bool first = true;
    for (size_t i = 0; i < name.n;) {
        uint32_t c = utf8_next(name, &i);
        char bytes[4];
        size_t n = utf8_put(first ? c : utf8_lower(c), bytes);
        strbuf_add(&b, (rt_str){bytes, n});
        first = !utf8_is_letter(c);
    }
    return strbuf_str(&b);
}

void byline_authors(const lexicon *lex, arena *a, rt_str line, rt_str *authors,
                    uint32_t *n) {
    const lex_list *openings = lex_get(lex, "lang/all", "furniture");
    rt_str rest = line, part;
    while (*n < BYLINE_MOST && next_part(&rest, &part)) {
        part = past_opening(openings, a, part);
        if (!is_name(lex, a, part)) continue;
        part = without_shouting(a, part);
        bool known = false;
        for (uint32_t i = 0; i < *n; i++) known |= str_eq(authors[i], part);
        if (!known) authors[(*n)++] = part;
    }
}
