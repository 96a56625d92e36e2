/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** asking: one worker's end of its line to the keeper of passwords, and the forms that wait for an answer.
**
** asking_init -> asking_send for a form whose act has asked (http/keeper.h) -> asking_hear when the line is readable
** and at every turn -> asking_end. A form waits for wait_ms at most, and KEEPER_WAITING_MAX wait at once; over that it
** is refused and goes on at once. Each question has a number that no other life of a worker has used, so what was asked
** by the one before and is answered now is dropped. When another keeper begins, all is asked again.
** Never blocks. Resumes through the parking (http/parked.h).
*/
#ifndef HTTP_ASKING_H
#define HTTP_ASKING_H

#include "http/keeper.h"
#include "http/parked.h"

struct asking {
    int fd;             /* -1: there is no keeper, and every question is refused */
    int wait_ms;
    uint64_t number;    /* of the last question */
    struct parking *parking;
    struct parked *waiting;
    size_t n;
};

/* Questions are counted from a number of chance. wait_ms: KEEPER_WAIT_MS_MAX; less in tests. */
void asking_init(struct asking *asking, int fd, struct parking *parking, int wait_ms);
/* Sends the open question of parked->asks and lays the request aside. False: refused, run it again now. */
bool asking_send(struct asking *asking, struct parked *parked, void *connection, int64_t now_ms);
/* Takes answers; lets those go on who have theirs, or have waited for too long. */
void asking_hear(struct asking *asking, int64_t now_ms);
/* Nobody waits any more: all go on, refused. */
void asking_end(struct asking *asking);

#endif
