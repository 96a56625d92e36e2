/* SPDX-License-Identifier: AGPL-3.0-or-later
** qr: a text as a picture that a phone reads. */
#include "text/qr.h"

#include <qrencode.h>

#include "base/buf.h"
#include "base/fault.h"

#define QUIET 4              /* modules of white around it, ISO/IEC 18004, 6.3.8 */
#define MARKUP_MAX (1u << 18)

/* Black modules, a run of each row at a time. */
static void put_rows(struct buf *buf, const QRcode *code)
{
    for (int y = 0; y < code->width; y++) {
        for (int x = 0; x < code->width;) {
            int from = x;
            while (x < code->width && (code->data[y * code->width + x] & 1) != 0) {
                x++;
            }
            if (x > from) {
                buf_format(buf, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET, x - from, x - from);
            } else {
                x++;
            }
        }
    }
}

struct html qr_svg(struct arena *arena, struct str text, struct str title)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, MARKUP_MAX);
    QRcode *code = text.n > 0 && text.n <= QR_TEXT_MAX
                       ? QRcode_encodeString8bit(str_c(arena, text), 0, QR_ECLEVEL_M) : NULL;
    if (code == NULL) {
        return (struct html){S("")};
    }
    int size = code->width + 2 * QUIET;
    struct out out = {.buf = &buf, .arena = arena};
    buf_format(&buf, "<svg class=\"sg-qr\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"",
               size, size, size * 5, size * 5);
    put_str(&out, title);
    buf_format(&buf, "\"><rect width=\"%d\" height=\"%d\" fill=\"#fff\"/><path fill=\"#000\" d=\"", size, size);
    put_rows(&buf, code);
    buf_put_str(&buf, S("\"/></svg>"));
    QRcode_free(code);
    return (struct html){str_copy(arena, buf_str(&buf))};
}
