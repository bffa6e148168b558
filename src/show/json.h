/* json.h: writing JSON Lines, for the files json*.c.
 * The one place that escapes texts and writes numbers; the same bytes in every locale.
 * A member without a name is an item of an array. */
#ifndef SHOW_JSON_H
#define SHOW_JSON_H

#include "base/str.h"

#include <stdio.h>

/* A line being written: knows whether the next member needs a comma. */
typedef struct json {
    FILE *out;
    arena *tmp;
    bool more;    /* something stands before in this object or array */
    size_t ready; /* bytes of `buffer` that are still to go to `out` */
    char buffer[1024];
} json;

void json_begin_line(json *j);
/* Only then all of the line has gone to `out`. */
void json_end_line(json *j);
void json_begin(json *j, const char *name, char bracket);
void json_end(json *j, char bracket);

void json_null(json *j, const char *name);
/* Null for a null text. */
void json_text(json *j, const char *name, rt_str s);
void json_word(json *j, const char *name, const char *word);
void json_bool(json *j, const char *name, bool value);
void json_count(json *j, const char *name, uint64_t value);
/* A share between 0 and 1, with four decimals. */
void json_share(json *j, const char *name, float value);
/* The shortest decimal form that is exact to 15 digits; null for what is not finite. */
void json_number(json *j, const char *name, double value);
/* Null for RT_NO_SPAN. */
void json_span(json *j, const char *name, rt_span s);
void json_spans(json *j, const char *name, const rt_span *spans, uint32_t n);
void json_time(json *j, const char *name, rt_time t);
void json_id(json *j, const char *name, rt_id id);
void json_range(json *j, const char *name, rt_range r);

#endif
