/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** room_host: who runs a room without internet, at the computer that serves it from a file of its own.
**
** One person of the file, without a mail address that anybody could write to (RFC 2606, 2), who acts for the member
** city of the programme as its colleagues do. They come in by a link that the computer prints (person_link: once, ten
** minutes, its digest is kept); a new one ends the one before. Within a transaction of the caller's that writes.
*/
#ifndef STORE_ROOM_HOST_H
#define STORE_ROOM_HOST_H

#include "base/fault.h"
#include "store/room_host.sql.h"
#include "store/trust_log.h"

#define ROOM_HOST_MAIL "room@room.invalid"
#define ROOM_HOST_NAME "Who runs the room"

/* Makes the person and the role where the file has none. FAULT_DENIED: they are blocked there. */
enum fault must_use room_host_take(struct db *db, struct arena *arena, int64_t member_id,
                                   const struct log_someone *who, int64_t now, int64_t *ret_person);
enum fault must_use room_host_link(struct db *db, struct arena *arena, int64_t person, struct str leads_to,
                                   int64_t now, struct str *ret_token);

#endif
