/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** digest: SHA-256 as 64 hexadecimal letters, of a text or of a file read piece by piece.
**
** Life: digest_init -> digest_put ... -> digest_end. No memory of its own; nothing can fail.
*/
#ifndef DB_DIGEST_H
#define DB_DIGEST_H

#include "base/arena.h"
#include "base/str.h"

struct digest {
    _Alignas(16) unsigned char state[128];
};

void digest_init(struct digest *digest);
void digest_put(struct digest *digest, struct str bytes);
struct str digest_end(struct digest *digest, struct arena *arena);
struct str digest_of(struct arena *arena, struct str bytes);

#endif
