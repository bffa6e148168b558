#include "run/layouts.h"

void layouts_release(layouts *l) {
    arena_release(&l->memory);
    l->of = NULL;
}

void layouts_tidy(layouts *l, uint32_t n) {
    if (l->of && l->memory.used < LAYOUTS_ROOM) return;
    arena_reset(&l->memory);
    l->of = arena_many(&l->memory, const match_layout *, n);
}

void layouts_take(layouts *l, const match_options *options, uint32_t i,
                  match_text *text) {
    if (!l->of[i]) l->of[i] = match_lay_out(options, &text->terms, &l->memory);
    text->layout = l->of[i];
}
