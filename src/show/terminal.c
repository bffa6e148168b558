#include "show/terminal.h"

#include "base/utf8.h"
#include "show/words.h"

static const char *in_ascii(uint32_t c) {
    switch (c) {
        case 0x00b7: return "-";
        case 0x2026: return "...";
        case 0x2013:
        case 0x2014: return "-";
        case 0x2018:
        case 0x2019: return "'";
        case 0x201c:
        case 0x201d:
        case 0x201e: return "\"";
        case 0x2500: return "-";
        case 0x2502: return "|";
        case 0x251c: return "|";
        case 0x2514: return "`";
        case 0x254c: return ".";
        case 0x2022: return "*";
        default: return "?";
    }
}

static void put_character(terminal *t, uint32_t c) {
    if (c >= 0x80 && !t->style->utf8) {
        fputs(in_ascii(c), t->out);
        return;
    }
    char bytes[4];
    fwrite(bytes, 1, utf8_put(c, bytes), t->out);
}

void term_put(terminal *t, const char *text) {
    rt_str s = str_of(text);
    for (size_t i = 0; i < s.n;) put_character(t, utf8_next(s, &i));
}

/* Characters that could move the cursor, change colours, or turn the text around. */
static bool steers(uint32_t c) {
    return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x200e || c == 0x200f ||
           (c >= 0x2028 && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0xfeff;
}

void term_text(terminal *t, rt_str text, size_t most) {
    bool blank = false, any = false;
    for (size_t i = 0; i < text.n;) {
        size_t at = i;
        uint32_t c = utf8_next(text, &i);
        if (c == ' ' || steers(c)) {
            blank = any;
            continue;
        }
        if (most && at > most) {
            term_put(t, "…");
            return;
        }
        if (blank) putc(' ', t->out);
        blank = false;
        any = true;
        put_character(t, c);
    }
}

void term_look_as(terminal *t, term_look look) {
    static const char *const code[] = {[TERM_PLAIN] = "\x1b[0m",
                                       [TERM_BOLD] = "\x1b[1m",
                                       [TERM_DIM] = "\x1b[2m",
                                       [TERM_ACCENT] = "\x1b[36m"};
    if (t->style->colour) fputs(code[look], t->out);
}

void term_id(terminal *t, const rt_article *article) {
    term_put(t, " · ");
    term_look_as(t, TERM_DIM);
    term_text(t, words_id(t->tmp, article->id), 0);
    term_look_as(t, TERM_PLAIN);
}
