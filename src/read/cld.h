/* cld.h: the one door to CLD2, a C++ library.
 * Which language a text is in, by the letters it is written with. */
#ifndef READ_CLD_H
#define READ_CLD_H

#include "retold.h"

#ifdef __cplusplus
extern "C" {
#endif

/* ISO 639-1 code of valid UTF-8 text (static memory); null where it is not clear. Costs
 * about 0.1 microseconds a byte: give it a sample. */
rt_str cld_detect(rt_str text);

#ifdef __cplusplus
}
#endif
#endif
