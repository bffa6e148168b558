#include "base/outlets.h"

#include "base/utf8.h"
#include "base/vec.h"

typedef VEC(lex_entry) entries;

typedef struct outlet_row {
    rt_str name, kind, country, aliases, domains, network;
} outlet_row;

const char *outlets_view_name(outlets_view view) {
    static const char *const name[OUTLETS_VIEWS] = {
        [OUTLETS_NAMES] = "names",   [OUTLETS_SPELLINGS] = "spellings",
        [OUTLETS_COMMON] = "common", [OUTLETS_DOMAINS] = "domains",
        [OUTLETS_KINDS] = "kinds",
    };
    return name[view];
}

static outlet_row row_of(rt_str line) {
    outlet_row row;
    memset(&row, 0, sizeof row);
    rt_str *field[] = {&row.name,    &row.kind,    &row.country,
                       &row.aliases, &row.domains, &row.network};
    for (size_t i = 0; i < sizeof field / sizeof *field; i++)
        if (str_field(&line, '\t', field[i])) *field[i] = str_trim(*field[i]);
    return row;
}

static void add(arena *a, entries *out, rt_str phrase, rt_str value) {
    if (phrase.n) *vec_push(a, out) = (lex_entry){utf8_fold(a, phrase), value};
}

/* One name or alias of the outlet, "~" in front where it means other things too. */
static void add_name(arena *a, outlets_view view, const outlet_row *row, rt_str name,
                     entries *out) {
    rt_str outlet = row->network.n ? row->network : row->name;
    bool common = str_starts(name, STR("~"));
    if (common) name = str_from(name, 1);
    if (view == OUTLETS_NAMES) add(a, out, name, outlet);
    if (view == OUTLETS_SPELLINGS) add(a, out, name, name);
    if (view == OUTLETS_COMMON && common) add(a, out, name, outlet);
    if (view == OUTLETS_KINDS && (row->network.n || str_eq(name, row->name)))
        add(a, out, name, row->kind);
}

static void add_row(arena *a, outlets_view view, const outlet_row *row, entries *out) {
    rt_str rest, part;
    if (view == OUTLETS_DOMAINS)
        for (rest = row->domains; str_field(&rest, ';', &part);)
            add(a, out, str_trim(part), row->name);
    add_name(a, view, row, row->name, out);
    for (rest = row->aliases; str_field(&rest, ';', &part);)
        add_name(a, view, row, str_trim(part), out);
}

const lex_entry *outlets_entries(arena *a, outlets_view view, size_t *n) {
    entries out = {0};
    rt_str table = lex_table("outlets.tsv"), line;
    while (str_line(&table, &line)) {
        if (str_trim(line).n == 0 || line.s[0] == '#') continue;
        outlet_row row = row_of(line);
        add_row(a, view, &row, &out);
    }
    *n = out.n;
    return out.at;
}
