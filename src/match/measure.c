#include "match/measure.h"

#include <math.h>

/* The weight of a term comes from the number of texts that have it, these texts and an
 * imagined background of BACKGROUND others of which every second has a function word and
 * none a content word: so five articles on one subject still have weights. */
enum {
    BACKGROUND = 100,
    SHORT = 60,       /* words: below it a text is a sentence rather than an article */
    LONG = 4 * SHORT, /* texts so long are articles and nothing else */
    FLAG_MASK = (1 << MEASURE_FLAGS) - 1
};
/* Names tell stories apart better than other words. */
static const float name_weight = 1.5F;

bool measure_long(uint32_t length) { return length >= LONG; }

float measure_rarity(const measure_base *base, uint32_t have, uint8_t packed) {
    float texts = (float)base->texts + BACKGROUND, theirs = (float)have + 1;
    if (packed & VECTOR_STOP) theirs += BACKGROUND / 2.0F;
    return logf(texts / theirs);
}

static float rarity_of(const measure_base *base, uint32_t term, uint8_t packed) {
    uint32_t have = base->census ? census_texts(base->census, term) : 0;
    return measure_rarity(base, have, packed);
}

/* 1 + ln of the number of occurrences. */
static float repeated(uint8_t packed) {
    unsigned times = packed >> MEASURE_FLAGS;
    return times > 1 ? 1 + logf((float)times) : 1;
}

float measure_weight(float rarity, uint8_t packed) {
    if (packed & VECTOR_STOP) return 0;
    float weight = repeated(packed) * rarity;
    return packed & VECTOR_NAME ? weight * name_weight : weight;
}

float measure_norm(const measure_base *base, const ledger_terms *terms) {
    float sum = 0;
    if (base->census) census_fetch(base->census, terms->term, terms->n);
    for (uint32_t i = 0; i < terms->n; i++) {
        uint8_t packed = terms->weight[i];
        if (packed & VECTOR_STOP) continue;
        float w = measure_weight(rarity_of(base, terms->term[i], packed), packed);
        sum += w * w;
    }
    return sum;
}

/* How two texts are to be compared. The longer of them decides: between sentences every
 * word counts and so does length; a few lines and the article that tells the same at
 * length are compared as articles, where neither function words nor length say much. */
typedef struct measure {
    const measure_base *base;
    float brief;      /* 1 for sentences, towards 0 for articles */
    bool names_alone; /* two languages */
} measure;

static measure measure_of(const measure_base *base, const measure_text *a,
                          const measure_text *b) {
    float longer = (float)(a->length > b->length ? a->length : b->length) / SHORT;
    return (measure){base, 1 / (1 + longer * longer * longer),
                     a->language && b->language && a->language != b->language};
}

static float weight_of(const measure *m, uint32_t term, uint8_t packed) {
    if (m->names_alone && !(packed & (VECTOR_NAME | VECTOR_NUMBER))) return 0;
    float rare = rarity_of(m->base, term, packed), weight = repeated(packed);
    if (m->brief > 0.05F) rare = powf(rare, 1 - m->brief / 2);
    if (packed & VECTOR_NAME) weight *= 1 + (name_weight - 1) * (1 - m->brief);
    if (packed & VECTOR_STOP) weight *= m->brief;
    return weight * rare;
}

static float norm_of(const measure *m, const ledger_terms *t) {
    float sum = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        float w = weight_of(m, t->term[i], t->weight[i]);
        sum += w * w;
    }
    return sum;
}

static float product(const measure *m, const ledger_terms *a, const ledger_terms *b) {
    float sum = 0;
    for (uint32_t i = 0, j = 0; i < a->n && j < b->n;) {
        uint32_t x = a->term[i], y = b->term[j];
        if (x == y) sum += weight_of(m, x, a->weight[i]) * weight_of(m, y, b->weight[j]);
        i += x <= y;
        j += y <= x;
    }
    return sum;
}

float measure_compare(const measure_base *base, const measure_text *a,
                      const measure_text *b) {
    measure m = measure_of(base, a, b);
    float norms = norm_of(&m, &a->terms) * norm_of(&m, &b->terms);
    if (norms <= 0) return 0;
    /* The root spreads what articles on one subject share over the scale. */
    float alike = sqrtf(product(&m, &a->terms, &b->terms) / sqrtf(norms));
    float shorter = (float)(a->length < b->length ? a->length : b->length);
    float longer = (float)(a->length < b->length ? b->length : a->length);
    alike *= powf(shorter / longer, 0.3F * m.brief);
    return alike < 1 ? alike : 1;
}
