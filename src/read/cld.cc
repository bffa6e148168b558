#include "read/cld.h"

#include <cstdio> // the next header needs FILE

#include <cld2/public/compact_lang_det.h>
#include <cstring>

rt_str cld_detect(rt_str text) {
    bool reliable = false;
    CLD2::Language l =
        CLD2::DetectLanguage(text.s, static_cast<int>(text.n), true, &reliable);
    const char *code = CLD2::LanguageCode(l);
    if (!reliable || std::strlen(code) != 2 || std::strcmp(code, "un") == 0)
        return rt_str{nullptr, 0};
    return rt_str{code, 2};
}
