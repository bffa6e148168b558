/* language.h: which language a text is in, and each of its paragraphs.
 * CLD2 decides on a sample; paragraphs that have the function words one expects of the
 * article's language are not asked about again. "Unknown" is an answer. */
#ifndef READ_LANGUAGE_H
#define READ_LANGUAGE_H

#include "base/arena.h"
#include "base/lexicon.h"
#include "base/str.h"

/* ISO 639-1 code of valid UTF-8 text (static memory); null where it is not clear. Looks
 * at the beginning of a long text only. */
rt_str language_of(const lexicon *lex, rt_str text);
/* The same by the longest of the first lines of an article. */
rt_str language_of_text(const lexicon *lex, rt_str text);

/* The languages of the lines of one article, in languages[n]; the answer is that of most
 * of the text, null where none is known. */
rt_str language_of_lines(const lexicon *lex, const rt_str *lines, uint32_t n,
                         rt_str *languages);

#endif
