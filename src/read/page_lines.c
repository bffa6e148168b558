#include "base/utf8.h"
#include "read/date.h"
#include "read/furniture.h"
#include "read/page.h"

/* Words of the longest line that its words alone can make furniture, of a line that is
 * nothing but a date, and of a caption that ends in a credit. */
enum { MAX_LINE_WORDS = 60, MAX_DATE_LINE = 12, MAX_CAPTION_WORDS = 60, PARAGRAPH = 25 };

static bool is_cell(html_tag tag) { return tag == HTML_TD || tag == HTML_TH; }

/* Whether text is an address and nothing else. */
static bool is_address(rt_str text) {
    return (str_starts_nocase(text, STR("http://")) ||
            str_starts_nocase(text, STR("https://"))) &&
           !memchr(text.s, ' ', text.n);
}

static bool is_title(page *p, rt_str text) {
    if (!p->title.n || text.n > p->title.n + 8 || text.n + 8 < p->title.n) return false;
    return str_eq(utf8_fold(p->a, text), utf8_fold(p->a, p->title));
}

/* Whether a line ends in the credit of a picture: "... in the harbour (Photo: Agency)".
 */
static bool ends_in_credit(page *p, const furniture_lists *lists, rt_str text) {
    if (!text.n || text.s[text.n - 1] != ')') return false;
    size_t open = text.n - 1;
    while (open > 0 && text.s[open] != '(') open--;
    if (!open || text.n - open < 4) return false;
    rt_str inside = str_trim((rt_str){text.s + open + 1, text.n - open - 2});
    line_verdict v = furniture_judge(lists, p->a, inside);
    return v.kind == LINE_NOTICE && v.notice == RT_NOTICE_CAPTION;
}

static page_role role_of_line(page *p, const furniture_lists *lists, page_block *b) {
    html_tag tag = p->tree.node[b->node].tag;
    if (is_cell(tag) || tag == HTML_PRE) return PAGE_TEXT;
    if (is_address(b->text)) return PAGE_LINKS;
    if (b->words <= MAX_DATE_LINE &&
        date_parse(p->lex, p->a, b->text, p->manner).precision >= RT_TIME_DAY)
        return PAGE_BYLINE;
    if (b->words > MAX_LINE_WORDS) return PAGE_TEXT;
    line_verdict v = furniture_judge(lists, p->a, b->text);
    switch (v.kind) {
        case LINE_FURNITURE: return PAGE_LEFTOVER;
        case LINE_IMAGE: return PAGE_CAPTION;
        case LINE_NOTICE:
            b->notice = v.notice;
            b->has_notice = true;
            return v.notice == RT_NOTICE_CAPTION ? PAGE_CAPTION : PAGE_BYLINE;
        default: break;
    }
    if (b->words <= MAX_CAPTION_WORDS && ends_in_credit(p, lists, b->text))
        return PAGE_CAPTION;
    return PAGE_TEXT;
}

void page_judge_lines(page *p) {
    furniture_lists lists = furniture_lists_of(p->lex);
    bool begun = false; /* a heading of a part may read as the title does */
    for (uint32_t i = 0; i < p->blocks_n; i++) {
        page_block *b = &p->block[i];
        if (!page_kept(b)) continue;
        if (!begun && is_title(p, b->text)) b->role = PAGE_TITLE;
        else b->role = role_of_line(p, &lists, b);
        begun = begun || (page_kept(b) && b->words >= PARAGRAPH);
    }
}
