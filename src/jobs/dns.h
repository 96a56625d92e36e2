/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** dns: asks the DNS for text records, by the resolver of the machine. For commands and jobs: it waits, DNS_S at most or
** so.
*/
#ifndef JOBS_DNS_H
#define JOBS_DNS_H

#include "base/arena.h"
#include "base/str.h"
#include "text/sender_policy.h"

#define DNS_S 5
#define DNS_TEXTS_MAX 50

/* TXT records of a name. n is 0 unless DNS_FOUND. */
enum dns_end dns_texts(struct arena *arena, struct str name, struct str ret_texts[DNS_TEXTS_MAX], size_t *ret_n);

#endif
