/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** keeper: asking for a password to be hashed or looked at, from an act, which must not wait for it.
**
** A hash takes tens of milliseconds and 19 MiB, so one process makes them, one after the other (keeper_process.h). An
** act asks by calling keeper_verify or keeper_hash and handing on what they return (TRY). While there is no answer that
** is FAULT_ASKED: the transaction is rolled back, the request is laid aside, and when the keeper has answered the act
** runs again from its beginning; then the same call gives the answer. So nothing is open while it hashes, and the act
** must come to the same question again: an answer is known by what was asked, in the order of asking. When that has
** become another question meanwhile (somebody changed the password), it is asked anew. Up to KEEPER_ASKS_MAX in one
** act, such as looking at the old password and then hashing the new one.
**
** FAULT_BUSY: the keeper has too much to do, or gave no answer within KEEPER_WAIT_MS_MAX: the form is shown again with
** what was typed but for what is secret, 503, "many people are signing in". Only for acts (request->asks).
*/
#ifndef HTTP_KEEPER_H
#define HTTP_KEEPER_H

#include "http/route.h"
#include "text/secret.h"

#define KEEPER_ASKS_MAX 4

/* Whether a password fits what is kept of it. hash "": there is no such person; that takes as long, and it does not. */
enum fault must_use keeper_verify(struct request *request, struct str hash, struct str password, bool *ret_fits);
/* What to keep of a password; in the arena. One that secret_is_old is to be made anew when its password is known. */
enum fault must_use keeper_hash(struct request *request, struct str password, struct str *ret_hash);

/* ---- for the framework: what goes to the keeper and comes back, one message each */

enum keeper_kind { KEEPER_VERIFY = 1, KEEPER_HASH = 2 };

struct keeper_question {
    uint64_t number; /* set by who sends it; in the answer as well */
    enum keeper_kind kind;
    uint32_t hash_n;
    uint32_t password_n;
    char text[SECRET_HASH_MAX + SECRET_PASSWORD_MAX]; /* the hash, the password; only so much of it is sent */
};

struct keeper_answer {
    uint64_t number; /* 0: a keeper has begun, and knows of no question */
    bool done;       /* false: it could not */
    bool fits;
    uint32_t hash_n;
    char hash[SECRET_HASH_MAX];
};

/* Of one request, over all runs of its act; all zero at first, wiped by asks_done. Private to the framework. */
struct asks {
    struct asked {
        unsigned char tag[SECRET_TAG_BYTES]; /* of the question */
        struct keeper_answer answer;
    } items[KEEPER_ASKS_MAX];
    size_t n;      /* answered */
    size_t at;     /* of those, asked for in this run */
    bool is_open;  /* there is a question without an answer */
    bool refused;  /* there will be none */
    struct keeper_question question;
};

/* Another run of the act. */
void asks_begin(struct asks *asks);
/* The answer to the open question. */
void asks_answer(struct asks *asks, const struct keeper_answer *answer);
/* There will be none: the next run is told so. */
void asks_refuse(struct asks *asks);
void asks_done(struct asks *asks);
/* Bytes of the question that are worth sending. */
size_t keeper_question_size(const struct keeper_question *question);

#endif
