#include "match/unit.h"

#include "base/vec.h"

typedef VEC(unit_range) range_vec;

const unit_range *unit_cut(const rt_terms *terms, arena *mem, uint32_t *n) {
    range_vec units = {0};
    uint32_t from = 0;
    for (uint32_t s = 0; s < terms->sentences_n; s++) {
        uint32_t end = terms->sentence[s + 1];
        if (end - from < UNIT_SHORTEST && s + 1 < terms->sentences_n) continue;
        while (end - from > UNIT_LONGEST) {
            uint32_t half =
                end - from < 2 * UNIT_LONGEST ? (end - from) / 2 : UNIT_LONGEST;
            *vec_push(mem, &units) = (unit_range){from, from + half};
            from += half;
        }
        if (end > from) *vec_push(mem, &units) = (unit_range){from, end};
        from = end;
    }
    *n = units.n;
    return units.at;
}
