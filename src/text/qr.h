/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** qr: a text as a picture that a phone reads (QR code, ISO/IEC 18004), as SVG.
**
** The only place that knows libqrencode. Error correction M: a little dirt on a screen does not matter.
*/
#ifndef TEXT_QR_H
#define TEXT_QR_H

#include "text/html.h"

#define QR_TEXT_MAX 1000u

/* An <svg> with a quiet zone of four, named by `title`; empty markup when the text is empty or over QR_TEXT_MAX. */
struct html qr_svg(struct arena *arena, struct str text, struct str title);

#endif
