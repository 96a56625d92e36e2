/* SPDX-License-Identifier: AGPL-3.0-or-later
** xml_put: what XML takes. */
#include "text/xml_put.h"

/* A text is UTF-8, so only control bytes and the two that are no letters (U+FFFE, U+FFFF) are not taken. How many
** bytes from there on are not. */
static size_t untaken(struct str text, size_t i)
{
    const unsigned char *c = (const unsigned char *)text.s + i;
    bool is_control = (*c < ' ' && *c != '\n' && *c != '\t') || *c == 0x7f;
    bool is_none = i + 2 < text.n && c[0] == 0xef && c[1] == 0xbf && (c[2] == 0xbe || c[2] == 0xbf);
    return is_none ? 3 : is_control;
}

void xml_put_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        size_t bad = untaken(text, i);
        switch (text.s[i]) {
        case '&': buf_put_str(out, S("&amp;")); break;
        case '<': buf_put_str(out, S("&lt;")); break;
        case '>': buf_put_str(out, S("&gt;")); break;
        case '"': buf_put_str(out, S("&quot;")); break;
        default: buf_put_char(out, bad > 0 ? ' ' : text.s[i]);
        }
        i += bad > 0 ? bad - 1 : 0;
    }
}

void xml_put_element(struct buf *out, const char *begin, struct str text, const char *end)
{
    buf_put_str(out, str_of(begin));
    xml_put_text(out, text);
    buf_put_str(out, str_of(end));
}
