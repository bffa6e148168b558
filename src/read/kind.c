#include "read/kind.h"

#include "base/str.h"

static bool named(rt_str name, const char *suffix) {
    rt_str s = str_of(suffix);
    return name.n >= s.n && str_eq_nocase(str_from(name, name.n - s.n), s);
}

/* The name without what only says how the file is compressed. */
static rt_str inner_name(rt_str name) {
    if (named(name, ".gz")) name.n -= 3;
    else if (named(name, ".zst")) name.n -= 4;
    return name;
}

/* First bytes of files that are no text. Source: the formats' specifications. */
static const char *binary_kind(rt_str head) {
    static const struct {
        const char *magic;
        size_t n;
        const char *what;
    } kinds[] = {
        {"%PDF", 4, "a PDF"},
        {"\x89PNG", 4, "a PNG picture"},
        {"\xFF\xD8\xFF", 3, "a JPEG picture"},
        {"GIF8", 4, "a GIF picture"},
        {"RIFF", 4, "a RIFF file (sound, film or picture)"},
        {"\x1f\x8b", 2, "compressed twice"},
        {"\x28\xb5\x2f\xfd", 4, "compressed twice"},
        {"BZh", 3, "compressed with bzip2, which is not read"},
        {"\xFD"
         "7zXZ",
         5, "compressed with xz, which is not read"},
        {"7z\xBC\xAF", 4, "a 7z archive, which is not read"},
        {"Rar!", 4, "a RAR archive, which is not read"},
        {"SQLite format 3", 15, "an SQLite database"},
        {"\x7F"
         "ELF",
         4, "a program"},
        {"\xD0\xCF\x11\xE0", 4, "an Office document, which is not read"},
        {"{\\rtf", 5, "an RTF document, which is not read"},
        {"wOF", 3, "a font"},
        {"ID3", 3, "a sound file"},
        {"OggS", 4, "a sound file"},
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (str_starts(head, (rt_str){kinds[i].magic, kinds[i].n})) return kinds[i].what;
    return NULL;
}

/* NUL bytes are no text, but for UTF-16, where every other byte of Latin text is one; a
 * stray one, and no other control characters, is a slip of a text. */
static bool is_binary(rt_str head) {
    size_t even = 0, odd = 0, controls = 0;
    if (!head.n || !memchr(head.s, '\0', head.n)) return false;
    for (size_t i = 0; i < head.n; i++) {
        if (!head.s[i]) *(i % 2 ? &odd : &even) += 1;
        controls += (unsigned char)head.s[i] < 7;
    }
    if (controls * 500 < head.n) return false;
    if (str_starts(head, STR("\xFF\xFE")) || str_starts(head, STR("\xFE\xFF")))
        return false;
    size_t more = even > odd ? even : odd, less = even + odd - more;
    return more * 4 < head.n || less * 20 > more;
}

static bool is_tar(rt_str head) {
    return head.n >= 512 && memcmp(head.s + 257, "ustar", 5) == 0;
}

static rt_str after_mark(rt_str head) {
    return str_trim(str_starts(head, STR("\xEF\xBB\xBF")) ? str_from(head, 3) : head);
}

static bool has(rt_str head, const char *what) {
    return str_find_nocase(head, str_of(what), 0) != SIZE_MAX;
}

/* What pages and pieces of pages begin with. */
static bool looks_html(rt_str head) {
    static const char *const opening[] = {
        "!doctype html", "html",    "head",  "body",   "title",   "meta",
        "link",          "script",  "style", "main",   "header",  "nav",
        "div",           "p",       "h1",    "h2",     "article", "table",
        "center",        "font",    "span",  "strong", "b",       "a",
        "section",       "ul",      "ol",    "img",    "form",    "base",
        "iframe",        "noscript"};
    if (!head.n || head.s[0] != '<') return false;
    rt_str name = str_from(head, 1);
    for (size_t i = 0; i < sizeof opening / sizeof *opening; i++) {
        rt_str o = str_of(opening[i]);
        bool ends = name.n > o.n && strchr(" \t\r\n/>", name.s[o.n]);
        if (ends && str_starts_nocase(name, o)) return true;
    }
    return (str_starts(head, STR("<?xml")) && has(head, "<html")) ||
           str_starts(head, STR("<!--"));
}

/* The root of a vocabulary that feed.h reads stands before any HTML inside it. */
static bool looks_xml(rt_str head) {
    static const char *const roots[] = {"<rss",      "<feed",         "<rdf:RDF",
                                        "<urlset",   "<sitemapindex", "<newsMessage",
                                        "<newsItem", "<nitf"};
    if (!head.n || head.s[0] != '<') return false;
    size_t html = str_find_nocase(head, STR("<html"), 0);
    rt_str before = {head.s, html < head.n ? html : head.n};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        if (str_find(before, str_of(roots[i]), 0) != SIZE_MAX) return true;
    return str_starts(head, STR("<?xml")) && html == SIZE_MAX;
}

/* "{", or a list of objects: a text may begin with a word in brackets. */
static bool looks_json(rt_str head) {
    if (!head.n || head.s[0] != '[') return head.n && head.s[0] == '{';
    rt_str item = str_trim(str_from(head, 1));
    return item.n && item.s[0] == '{';
}

kind kind_of(rt_str head, rt_str name, const char **what) {
    name = inner_name(name);
    if (str_starts(head, STR("PK\x03\x04")) || str_starts(head, STR("PK\x05\x06")))
        return KIND_ZIP;
    if (is_tar(head)) return KIND_TAR;
    if ((*what = binary_kind(head))) return KIND_OTHER;
    if (is_binary(head)) {
        *what = "binary data (it has NUL bytes)";
        return KIND_OTHER;
    }
    if (named(name, ".jsonl") || named(name, ".ndjson")) return KIND_JSONL;
    head = after_mark(head);
    if (looks_xml(head)) return KIND_XML;
    if (looks_html(head)) return KIND_HTML;
    if (looks_json(head) || (head.n && head.s[0] == '[' && named(name, ".json")))
        return KIND_JSON;
    if (head.n && head.s[0] == '<' && (named(name, ".html") || named(name, ".htm")))
        return KIND_HTML;
    return KIND_PLAIN;
}

bool kind_is_safe_name(rt_str name) {
    enum { MOST_NAME = 1024 };
    if (!name.n || name.n > MOST_NAME || name.s[0] == '/' || name.s[0] == '\\')
        return false;
    for (size_t i = 0; i < name.n; i++)
        if ((unsigned char)name.s[i] < ' ') return false;
    rt_str rest = name, part;
    while (str_field(&rest, '/', &part))
        if (str_eq(part, STR(".."))) return false;
    return true;
}

bool kind_is_asset(rt_str name) {
    static const char *const endings[] = {
        ".png", ".jpg", ".jpeg", ".gif",  ".webp", ".svg",  ".ico",   ".css",
        ".js",  ".mjs", ".map",  ".woff", ".ttf",  ".otf",  ".woff2", ".eot",
        ".mp3", ".mp4", ".webm", ".avi",  ".cdx",  ".cdxj", ".idx",   ".DS_Store"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (named(inner_name(name), endings[i])) return true;
    return false;
}
