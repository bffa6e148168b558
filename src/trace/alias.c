#include "trace/alias.h"

/* Letters of an abbreviation, and abbreviations of a story that are looked at. */
enum { FEWEST = 2, MOST = 6, ALIASES = 64 };

static bool is_initials(rt_str name) {
    for (size_t i = 0; i < name.n; i++)
        if (name.s[i] < 'A' || name.s[i] > 'Z') return false;
    return name.n >= FEWEST && name.n <= MOST;
}

/* Whether the words of `name` begin with the letters of `initials`; small words such as
 * "of" have none. */
static bool spells(rt_str name, rt_str initials) {
    size_t letters = 0;
    bool opens = true;
    for (size_t i = 0; i < name.n; i++) {
        char c = name.s[i];
        if (opens && c >= 'A' && c <= 'Z') {
            if (letters == initials.n || initials.s[letters] != c) return false;
            letters++;
        }
        opens = c == ' ' || c == '-';
    }
    return letters == initials.n && name.n > initials.n;
}

/* The name among the authors of an article that the initials stand for. */
static const source *full_name(const article_sources *of, rt_str initials) {
    for (uint32_t i = 0; i < of->n; i++)
        if (of->at[i].role == SOURCE_TEXT && spells(of->at[i].name, initials))
            return &of->at[i];
    return NULL;
}

static const source *full_name_near(const trace_input *in, const kin_list *kins,
                                    const article_sources *sources, uint32_t article,
                                    rt_str initials) {
    const source *found = full_name(&sources[article], initials);
    uint32_t words = in->items[article].terms->n;
    for (uint32_t i = kins->first[article]; i < kins->first[article + 1] && !found; i++) {
        const kin *k = &kins->at[kins->of[i]];
        if (kin_is_print(k, words))
            found = full_name(&sources[kin_other(k, article)], initials);
    }
    return found;
}

/* One source of an article takes another's name, or what speaks for it goes to the source
 * that has that name already. */
static void rename_source(article_sources *of, uint32_t at, const source *as, arena *a) {
    source *old = &of->at[at], *same = source_of(of, as->key, old->role);
    if (!same) {
        old->key = as->key, old->name = as->name;
        return;
    }
    rt_evidence *both = arena_many(a, rt_evidence, same->evidence_n + old->evidence_n);
    uint32_t n = 0;
    for (uint32_t i = 0; i < same->evidence_n; i++) both[n++] = same->evidence[i];
    for (uint32_t i = 0; i < old->evidence_n; i++) both[n++] = old->evidence[i];
    same->evidence = both, same->evidence_n = n;
    same->whole |= old->whole;
    if (old->confidence > same->confidence) same->confidence = old->confidence;
    for (uint32_t i = at; i + 1 < of->n; i++) of->at[i] = of->at[i + 1];
    of->n--;
}

static void rename_all(const trace_input *in, article_sources *sources, uint64_t key,
                       const source *as, arena *a) {
    for (uint32_t i = 0; i < in->n; i++)
        for (uint32_t j = sources[i].n; j-- > 0;)
            if (sources[i].at[j].key == key) rename_source(&sources[i], j, as, a);
}

void alias_merge(const trace_input *in, const kin_list *kins, article_sources *sources,
                 arena *a) {
    uint32_t merged = 0;
    for (uint32_t i = 0; i < in->n; i++)
        for (uint32_t j = 0; j < sources[i].n && merged < ALIASES; j++) {
            const source *s = &sources[i].at[j];
            if (s->role != SOURCE_TEXT || !is_initials(s->name)) continue;
            const source *full = full_name_near(in, kins, sources, i, s->name);
            if (!full || full->key == s->key) continue;
            source as = *full;
            rename_all(in, sources, s->key, &as, a);
            merged++, j = UINT32_MAX; /* the list has changed: from its start again */
        }
}
