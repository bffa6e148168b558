#include "read/robots.h"

#include "base/vec.h"

enum { MOST_RULES = 5000, MOST_PATTERN = 2000, MOST_DELAY = 120 };

static int hex_value(char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

static bool is_unreserved(unsigned char c) {
    return (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

/* Paths in the one spelling that they are compared in: what need not be escaped is not,
 * and what is no ASCII is (RFC 9309, 2.2.2). */
static rt_str normal_path(arena *a, rt_str path) {
    static const char digits[] = "0123456789ABCDEF";
    char *to = arena_alloc(a, path.n * 3 + 1);
    size_t n = 0;
    for (size_t i = 0; i < path.n; i++) {
        unsigned char c = (unsigned char)path.s[i];
        bool escaped = c == '%' && path.n - i > 2 && hex_value(path.s[i + 1]) >= 0 &&
                       hex_value(path.s[i + 2]) >= 0;
        if (escaped)
            c = (unsigned char)(hex_value(path.s[i + 1]) << 4 | hex_value(path.s[i + 2]));
        if (escaped ? is_unreserved(c) : c < 0x80 && c > ' ') {
            to[n++] = (char)c;
        } else {
            to[n++] = '%';
            to[n++] = digits[c >> 4];
            to[n++] = digits[c & 15];
        }
        if (escaped) i += 2;
    }
    return (rt_str){to, n};
}

/* Cuts "name: value # remark" up; false for other lines. */
static bool read_line(rt_str line, rt_str *name, rt_str *value) {
    const char *remark = line.n ? memchr(line.s, '#', line.n) : NULL;
    if (remark) line.n = (size_t)(remark - line.s);
    if (!str_field(&line, ':', name) || !line.s) return false;
    *name = str_trim(*name);
    *value = str_trim(line);
    return name->n > 0;
}

/* The rules of the groups with one name, or with another; groups of one name are one. */
typedef struct reader {
    arena *a;
    rt_str product;
    VEC(robots_rule) own, all;
    unsigned own_delay, all_delay;
    bool in_own, in_all, in_names, met_own;
} reader;

static void take_name(reader *r, rt_str value) {
    if (!r->in_names) r->in_own = r->in_all = false;
    r->in_names = true;
    size_t n = 0; /* a version may stand behind the name */
    while (n < value.n && (is_unreserved((unsigned char)value.s[n]) && value.s[n] != '.'))
        n++;
    if (str_eq(value, STR("*"))) r->in_all = true;
    else if (str_eq_nocase((rt_str){value.s, n}, r->product))
        r->in_own = r->met_own = true;
}

static void take_rule(reader *r, rt_str value, bool allow) {
    if (!value.n || value.n > MOST_PATTERN) return;
    robots_rule rule = {.allow = allow, .anchored = value.s[value.n - 1] == '$'};
    if (rule.anchored) value.n--;
    rule.pattern = normal_path(r->a, value);
    if (r->in_own && r->own.n < MOST_RULES) *vec_push(r->a, &r->own) = rule;
    if (r->in_all && r->all.n < MOST_RULES) *vec_push(r->a, &r->all) = rule;
}

static unsigned read_delay(rt_str value) {
    unsigned v = 0;
    for (size_t i = 0; i < value.n && value.s[i] >= '0' && value.s[i] <= '9'; i++)
        if (v < MOST_DELAY) v = v * 10 + (unsigned)(value.s[i] - '0');
    return v < MOST_DELAY ? v : MOST_DELAY;
}

robots robots_parse(arena *a, rt_str text, rt_str product) {
    reader r = {.a = a, .product = product};
    if (str_starts(text, STR("\xEF\xBB\xBF"))) text = str_from(text, 3);
    for (rt_str line, name, value; str_line(&text, &line);) {
        if (!read_line(line, &name, &value)) continue;
        if (str_eq_nocase(name, STR("user-agent"))) {
            take_name(&r, value);
            continue;
        }
        bool allow = str_eq_nocase(name, STR("allow"));
        bool delay = str_eq_nocase(name, STR("crawl-delay"));
        if (!allow && !delay && !str_eq_nocase(name, STR("disallow"))) continue;
        r.in_names = false;
        if (!delay) take_rule(&r, value, allow);
        else if (r.in_own) r.own_delay = read_delay(value);
        else if (r.in_all) r.all_delay = read_delay(value);
    }
    if (r.met_own) return (robots){r.own.at, r.own.n, r.own_delay};
    return (robots){r.all.at, r.all.n, r.all_delay};
}

/* Each part between stars is looked for behind the one before, the first at the start,
 * the last of an anchored pattern at the end. */
static bool fits(const robots_rule *rule, rt_str path) {
    rt_str rest = rule->pattern, part;
    bool first = true;
    while (str_field(&rest, '*', &part)) {
        bool last = !rest.s;
        if (last && rule->anchored && !first) return str_ends(path, part);
        size_t at =
            first ? (str_starts(path, part) ? 0 : SIZE_MAX) : str_find(path, part, 0);
        if (at == SIZE_MAX) return false;
        path = str_from(path, at + part.n);
        if (last && rule->anchored) return path.n == 0;
        first = false;
    }
    return true;
}

bool robots_allow(const robots *r, arena *tmp, rt_str path) {
    if (str_eq(path, STR("/robots.txt"))) return true;
    rt_str normal = normal_path(tmp, path);
    const robots_rule *best = NULL;
    for (uint32_t i = 0; i < r->n; i++) {
        const robots_rule *rule = &r->rules[i];
        bool longer = !best || rule->pattern.n > best->pattern.n ||
                      (rule->pattern.n == best->pattern.n && rule->allow);
        if (longer && fits(rule, normal)) best = rule;
    }
    return !best || best->allow;
}
