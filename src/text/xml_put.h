/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** xml_put: text written into XML (1.0, 2.2 and 2.4), as content or as a quoted attribute value.
**
** & < > " are escaped. What XML does not take at all becomes a blank: control bytes but line feed and tab, U+FFFE,
** U+FFFF. The text is valid UTF-8. Pure; linear in the text.
*/
#ifndef TEXT_XML_PUT_H
#define TEXT_XML_PUT_H

#include "base/buf.h"

void xml_put_text(struct buf *out, struct str text);
/* `begin`, the text, `end`: "<title>", "A & B", "</title>\n". */
void xml_put_element(struct buf *out, const char *begin, struct str text, const char *end);

#endif
