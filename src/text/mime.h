/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mime: a mail as bytes: its head (RFC 5322, RFC 2047), and its words as plain text and as HTML (RFC 2046 alternative,
** RFC 2045 quoted-printable, UTF-8). Pure.
**
** Whatever is put into a head, it stays one field: line breaks and control bytes become spaces, what is not ASCII is
** encoded, and an address that is none is refused. No line is longer than 76 letters, but for addresses of links in the
** head, which cannot be broken (998 at most, RFC 5322, 2.1.1).
*/
#ifndef TEXT_MIME_H
#define TEXT_MIME_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/fault.h"

#define MIME_ADDRESS_MAX 254u /* RFC 5321, 4.5.3.1.3 */
#define MIME_LINE_MAX 76u
#define MIME_URL_MAX 900u     /* within a line of 998 */

/* What a mail says. Texts are UTF-8 with '\n' between lines. */
struct mime_words {
    struct str language;     /* BCP 47 */
    struct str subject;
    struct str text;
    struct str html;
    struct str unsubscribe;  /* address that takes one POST (RFC 8058); "" for what was asked for */
};

/* From whom, to whom, and its name. */
struct mime_head {
    struct str from_name;
    struct str from;
    struct str to;
    struct str uid;          /* 32 hexadecimal letters: Message-ID is <uid@domain of from> */
    int64_t at;              /* instant, for Date */
};

/* An address that can stand in a head and in SMTP: local@domain, letters of RFC 5321's dot-string, ASCII. */
bool mime_is_address(struct str text);
/* FAULT_INVALID: from or to is no address, or `unsubscribe` is no https or http address that fits a line. */
enum fault must_use mime_put(struct buf *out, struct arena *arena, const struct mime_head *head,
                             const struct mime_words *words);

/* ---- parts, for tests */

/* "Name: value" folded, CRLF behind it. */
void mime_put_field(struct buf *out, const char *name, struct str value);
void mime_put_quoted(struct buf *out, struct str text);
/* "Sun, 22 Nov 2026 15:20:00 +0000" */
struct str mime_date(struct arena *arena, int64_t at);

#endif
