/* language.h: which language a text is in.
 * CLD2 answers, and "unknown" is an answer. */
#ifndef READ_LANGUAGE_H
#define READ_LANGUAGE_H

#include "retold.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ISO 639-1 code of valid UTF-8 text (static memory); null where it is not clear. */
rt_str language_of(rt_str text);

#ifdef __cplusplus
}
#endif
#endif
