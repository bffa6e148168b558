#include "base/err.h"
#include "read/container.h"
#include "read/kind.h"

#include <stdio.h>
#include <stdlib.h>

/* Tar archives (POSIX ustar and pax, GNU long names). Entries are read one after the
 * other into memory; nothing is ever written to disk. */
enum { BLOCK = 512, MOST_NAME = 4096 };

typedef struct tar_state {
    char *bytes; /* of the entry being read */
    size_t room;
    char name[MOST_NAME]; /* of the next entry, when a long name came before it */
    container *entry;
} tar_state;

static uint64_t number_of(const char *p, size_t n) {
    uint64_t v = 0;
    if ((unsigned char)p[0] & 0x80) { /* GNU: base 256 */
        for (size_t i = n > 8 ? n - 8 : 0; i < n; i++) v = v << 8 | (unsigned char)p[i];
        return v;
    }
    for (size_t i = 0; i < n; i++)
        if (p[i] >= '0' && p[i] <= '7') v = v << 3 | (uint64_t)(p[i] - '0');
    return v;
}

static bool sum_is_right(const char *head) {
    unsigned sum = 0;
    for (size_t i = 0; i < BLOCK; i++)
        sum += i >= 148 && i < 156 ? ' ' : (unsigned char)head[i];
    return sum == number_of(head + 148, 8);
}

static void name_of(const char *head, char *name) {
    size_t prefix = memcmp(head + 257, "ustar", 5) == 0 ? strnlen(head + 345, 155) : 0;
    snprintf(name, MOST_NAME, "%.*s%s%.*s", (int)prefix, head + 345, prefix ? "/" : "",
             100, head);
}

/* Reads `n` bytes and the padding behind them; false at the archive's end. */
static bool take(container *c, uint64_t n, char *to) {
    uint64_t left = n;
    while (left) {
        rt_str part =
            stream_peek(c->in, left < STREAM_AHEAD ? (size_t)left : STREAM_AHEAD);
        if (!part.n) return false;
        memcpy(to + (n - left), part.s, part.n);
        stream_skip(c->in, part.n);
        left -= part.n;
    }
    stream_skip(c->in, (BLOCK - n % BLOCK) % BLOCK);
    return true;
}

static void pass(container *c, uint64_t n) {
    stream_skip(c->in, n);
    stream_skip(c->in, (BLOCK - n % BLOCK) % BLOCK);
}

/* The path of a pax header: lines "LENGTH path=NAME". */
static void name_of_pax(rt_str text, char *name) {
    rt_str line;
    while (str_line(&text, &line)) {
        size_t at = str_find(line, STR(" path="), 0);
        if (at != SIZE_MAX && line.n - at - 6 < MOST_NAME)
            snprintf(name, MOST_NAME, "%.*s", (int)(line.n - at - 6), line.s + at + 6);
    }
}

static bool make_room(tar_state *t, uint64_t n) {
    if (n <= t->room) return true;
    free(t->bytes);
    t->bytes = malloc((size_t)n);
    t->room = t->bytes ? (size_t)n : 0;
    return t->bytes != NULL;
}

static rt_code reject(container *c, const char *name, rt_code code, rt_err *err,
                      const char *why) {
    char place[sizeof err->place];
    snprintf(place, sizeof place, "%s#%.200s", c->path, name);
    for (char *p = place; *p; p++)
        if ((unsigned char)*p < ' ') *p = '?';
    return err_set(err, code, place, "%s", why);
}

static rt_code open_entry(container *c, const char *name, uint64_t size, rt_err *err) {
    tar_state *t = c->state;
    stream *in;
    if (!kind_is_safe_name(str_of(name))) {
        pass(c, size);
        return reject(c, name, RT_E_INPUT, err, "an unsafe name");
    }
    if (size > c->limit) {
        pass(c, size);
        return reject(c, name, RT_E_LIMIT, err, "the entry is larger than the limit");
    }
    if (!make_room(t, size)) return err_memory(err, NULL);
    if (!take(c, size, t->bytes)) {
        c->done = true;
        return reject(c, name, RT_E_INPUT, err, "the archive ends in this entry");
    }
    rt_code code = stream_open_bytes((rt_str){t->bytes, (size_t)size}, &in, err);
    if (code) return code;
    char label[MOST_NAME + 512];
    snprintf(label, sizeof label, "%.500s#%s", c->path, name);
    return container_open_inner(in, label, c->options, &t->entry, err);
}

/* Takes one header and what belongs to it: opens an entry, or notes a name, or passes. */
static rt_code take_entry(container *c, const char *head, rt_err *err) {
    tar_state *t = c->state;
    uint64_t size = number_of(head + 124, 12);
    char type = head[156], name[MOST_NAME];
    if ((type == 'x' || type == 'L') && size < MOST_NAME * 4 && make_room(t, size + 1)) {
        if (!take(c, size, t->bytes)) return RT_OK;
        rt_str text = {t->bytes, (size_t)size};
        if (type == 'x') name_of_pax(text, t->name);
        else snprintf(t->name, sizeof t->name, "%.*s", (int)size, t->bytes);
        return RT_OK;
    }
    if (t->name[0]) memcpy(name, t->name, sizeof name);
    else name_of(head, name);
    t->name[0] = '\0';
    bool file = type == '0' || type == '\0';
    if (file && size > 0 && !kind_is_asset(str_of(name)))
        return open_entry(c, name, size, err);
    pass(c, size);
    return RT_OK;
}

static rt_code tar_next(container *c, arena *a, read_record *out, rt_err *err) {
    tar_state *t = c->state;
    for (;;) {
        if (t->entry) {
            rt_code code = container_next(t->entry, a, out, err);
            if (code != RT_END) return code;
            container_close(t->entry);
            t->entry = NULL;
        }
        char head[BLOCK];
        if (c->done || !take(c, BLOCK, head) || !head[0]) {
            rt_code broken = c->done ? RT_OK : stream_state(c->in, err);
            c->done = true;
            return broken ? broken : RT_END;
        }
        if (!sum_is_right(head)) {
            c->done = true;
            return err_set_at(err, RT_E_INPUT, NULL, stream_offset(c->in) - BLOCK,
                              "the tar archive is damaged");
        }
        rt_code code = take_entry(c, head, err);
        if (code) return code;
    }
}

static void tar_close(container *c) {
    tar_state *t = c->state;
    container_close(t->entry);
    free(t->bytes);
    free(t);
}

bool tar_begin(container *c) {
    c->state = calloc(1, sizeof(tar_state));
    if (!c->state) return false;
    c->next = tar_next;
    c->close = tar_close;
    return true;
}
