/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme_file: a leadership programme as a file, to be carried to a room without internet and home again, or kept:
** lines of JSON (RFC 8259), in UTF-8.
**
**     {"smallgiants":"programme","version":1,"programme":UID,"made_at":INSTANT,"network":NAME,"box":BOX,"city":{...}}
**     {"part":"session","columns":["uid","number",...]}           the table of the rows that follow (store/carry.h)
**     ["0a1b...",1,...]                                           a row
**     {"row":["0a1b...",1,...],"was":true}                        unchanged since it came; or the marks it had
**     {"gone":NAME,"was":MARKS}                                   it has been taken out since
**     {"sealed":TEXT}                                             such lines, which only the network of the box opens
**     {"own":true}                                                within such: it was sealed at home
**     {"end":N}                                                   so many lines stand before this one
*/
#ifndef WEB_PROGRAMME_PROGRAMME_FILE_H
#define WEB_PROGRAMME_PROGRAMME_FILE_H

#include "base/problem.h"
#include "store/carry.h"
#include "text/secret.h"

#define PROGRAMME_FILE_VERSION 1
#define PROGRAMME_BOX "programme" /* purpose of the box (text/secret.h) */
#define PROGRAMME_FILE_MAX (256u << 20) /* bytes; of 100,000 answers they are 60 MB */

struct programme_file {
    struct str programme;       /* uid */
    struct str network;         /* the name of the one that it is from */
    struct str box;             /* of the network whose sealed lines it has */
    struct str sealed;          /* those lines, as they came, where they are another network's; "" none */
    bool is_ours;               /* its box is this network's */
    struct {
        struct str uid, name, country;
        struct str lau_id, gss_code; /* no text: none */
        int64_t geonames_id;         /* 0 none */
    } city;
    struct carry_rows rows;
    size_t line;                /* at which reading it ended: FAULT_INVALID, of this one */
};

/* key: of this network. As carry_out, and FAULT_TOO_LARGE of a buffer that is full. In a transaction. */
enum fault must_use programme_file_write(struct db *db, struct arena *arena, const struct secret_key *key,
                                         struct str network, struct str programme, int64_t now, struct buf *to);
/* FAULT_INVALID: problems say the line, what is wrong and what helps. Nothing of the database is looked at. */
enum fault must_use programme_file_read(struct arena *arena, const struct secret_key *key, struct str text,
                                        struct problems *problems, struct programme_file *ret_file);

/* Merges what the file says with what stands here, or makes the programme where it is not known, under the city of that
** uid or of those keys; makes_city: also where that city is not known, as on a laptop. FAULT_INVALID, FAULT_CONFLICT:
** problems say what does not fit. The caller takes all of it back then. In a transaction that writes. */
enum fault must_use programme_file_bring(struct db *db, struct arena *arena, const struct programme_file *file,
                                         bool makes_city, int64_t now, struct problems *problems,
                                         struct carry_report *ret_report);

#endif
