/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** atom: what is new, as an Atom feed (RFC 4287): a feed with title, id, updated, author and its two links, and entries
** with title, id, updated, published, a link and plain text. Texts are escaped; what XML 1.0 does not take becomes a
** space. An id stays the same for good: of an entry it is made of its 32 hexadecimal letters (urn:uuid:, RFC 9562).
**
** Addresses are whole ones. The same rows give the same bytes. Pure.
*/
#ifndef TEXT_ATOM_H
#define TEXT_ATOM_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"

struct atom_feed {
    struct str language;  /* BCP 47 */
    struct str title;
    struct str id;        /* an address, of the page that the feed is of */
    struct str self;      /* where the feed is */
    struct str page;      /* the same for people */
    struct str author;
    int64_t updated_at;   /* instant: of the newest entry */
};

struct atom_entry {
    struct str uid;       /* 32 hexadecimal letters */
    struct str title;
    struct str url;
    struct str says;
    int64_t published_at; /* instants */
    int64_t updated_at;
};

void atom_begin(struct buf *out, struct arena *arena, const struct atom_feed *feed);
void atom_put(struct buf *out, struct arena *arena, const struct atom_entry *entry);
void atom_end(struct buf *out);

#endif
