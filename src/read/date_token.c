#include "read/date_token.h"

#include "base/utf8.h"

#include <stdlib.h>

enum { LONGEST_WORD = 40 };

static const lex_list *list_of(const lexicon *lex, rt_str language, const char *name) {
    char folder[16] = "lang/all";
    if (language.n >= 2) memcpy(folder + 5, language.s, 2), folder[7] = '\0';
    return lex_get(lex, folder, name);
}

/* That of the language; else that of the whole tag, else that which the tag ends in. */
static char order_of(const lexicon *lex, rt_str tag, const lex_list *words) {
    if (tag.n < 2) return 0;
    const lex_entry *order = lex_find(words, STR("order"));
    const lex_list *orders = lex_get(lex, "dates", "orders");
    if (!order) order = lex_find(orders, tag);
    if (!order && tag.n > 3) order = lex_find(orders, str_from(tag, 3));
    return order && order->value.n ? order->value.s[0] : 0;
}

date_lists date_lists_of(const lexicon *lex, rt_str language) {
    const rt_str all = {NULL, 0};
    date_lists lists = {
        .months = {list_of(lex, language, "months"), list_of(lex, all, "months")},
        .weekdays = {list_of(lex, language, "weekdays"), list_of(lex, all, "weekdays")},
        .words = {list_of(lex, language, "dates"), list_of(lex, all, "dates")},
        .zones = lex_get(lex, "dates", "zones")};
    lists.order = order_of(lex, language, lists.words[0]);
    return lists;
}

char date_order_of(const lexicon *lex, rt_str tag) {
    return order_of(lex, tag, list_of(lex, tag, "dates"));
}

static const lex_entry *find(const lex_list *const lists[2], rt_str folded) {
    const lex_entry *own = lex_find(lists[0], folded);
    return own ? own : lex_find(lists[1], folded);
}

static int number_of(const lex_entry *entry) {
    int value = 0;
    bool minus = entry->value.n && entry->value.s[0] == '-';
    for (size_t i = minus; i < entry->value.n; i++) {
        if (!utf8_is_digit((unsigned char)entry->value.s[i])) break;
        value = value * 10 + (entry->value.s[i] - '0');
    }
    return minus ? -value : value;
}

static date_word word_named(rt_str value) {
    if (str_eq(value, STR("join"))) return DATE_JOIN;
    if (str_eq(value, STR("am"))) return DATE_AM;
    if (str_eq(value, STR("pm"))) return DATE_PM;
    if (str_eq(value, STR("clock"))) return DATE_CLOCK;
    if (str_eq(value, STR("published"))) return DATE_IS_PUBLISHED;
    if (str_eq(value, STR("updated"))) return DATE_IS_UPDATED;
    if (str_eq(value, STR("other"))) return DATE_IS_OF_OTHER;
    return DATE_OTHER;
}

date_word date_word_of(const date_lists *lists, arena *a, rt_str phrase) {
    const lex_entry *entry = find(lists->words, utf8_fold(a, phrase));
    return entry ? word_named(entry->value) : DATE_OTHER;
}

static void know_word(const date_lists *lists, arena *a, date_token *t) {
    t->weekday = -1;
    if (t->text.n > LONGEST_WORD) return;
    rt_str folded = utf8_fold(a, t->text);
    const lex_entry *entry;
    if ((entry = find(lists->months, folded))) t->month = number_of(entry);
    if ((entry = find(lists->weekdays, folded))) t->weekday = number_of(entry);
    if ((entry = find(lists->words, folded))) t->word = word_named(entry->value);
    if ((entry = lex_find(lists->zones, folded))) {
        t->zoned = true;
        t->zone = number_of(entry);
        t->by_us = str_ends(entry->value, STR(" us"));
    }
}

static char sign_of(uint32_t c) {
    switch (c) {
        case 0x2010:
        case 0x2011:
        case 0x2012:
        case 0x2013:
        case 0x2014:
        case 0x2212: return '-';
        case 0x5E74:
        case 0xB144: return 'Y'; /* 年 년 */
        case 0x6708:
        case 0xC6D4: return 'M'; /* 月 월 */
        case 0x65E5:
        case 0xC77C: return 'D'; /* 日 일 */
        case 0x65F6:
        case 0x6642:
        case 0xC2DC: return 'h'; /* 时 時 시 */
        case 0x5206:
        case 0xBD84: return 'm'; /* 分 분 */
        case 0x79D2:
        case 0xCD08: return 's'; /* 秒 초 */
        default: return c < 0x80 ? (char)c : '\1';
    }
}

static bool in_word(uint32_t c) {
    return utf8_is_letter(c) && !strchr("YMDhms", sign_of(c));
}

/* Letters, and ".", "-" or an apostrophe between letters. */
static size_t word_end(rt_str text, size_t i) {
    size_t end = i;
    while (i < text.n) {
        uint32_t c = utf8_next(text, &i);
        bool inner = c == '.' || c == '-' || c == '\'' || c == 0x2019;
        if (utf8_is_letter(c) && (c < 0x80 || in_word(c))) {
            end = i;
            continue;
        }
        size_t next = i;
        if (!inner || next >= text.n || !utf8_is_letter(utf8_next(text, &next))) break;
    }
    return end;
}

static size_t number_end(rt_str text, size_t i, date_token *t) {
    while (i < text.n && text.s[i] >= '0' && text.s[i] <= '9') {
        if (++t->digits <= 18) t->value = t->value * 10 + (uint64_t)(text.s[i] - '0');
        i++;
    }
    return i;
}

uint32_t date_tokens(const date_lists *lists, arena *a, rt_str text, date_token *out,
                     uint32_t room) {
    uint32_t n = 0;
    bool glued = false;
    for (size_t i = 0; i < text.n && n < room;) {
        size_t start = i;
        uint32_t c = utf8_next(text, &i);
        if (utf8_is_space(c)) {
            glued = false;
            continue;
        }
        date_token *t = &out[n++];
        *t = (date_token){.glued = glued, .weekday = -1};
        glued = true;
        if (c >= '0' && c <= '9') {
            t->kind = DATE_NUMBER;
            i = number_end(text, start, t);
        } else if (utf8_is_letter(c) && (c < 0x80 || in_word(c))) {
            t->kind = DATE_WORD;
            i = word_end(text, start);
        } else {
            t->sign = sign_of(c);
        }
        t->text = (rt_str){text.s + start, i - start};
        if (t->kind == DATE_WORD) know_word(lists, a, t);
    }
    return n;
}
