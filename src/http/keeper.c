/* SPDX-License-Identifier: AGPL-3.0-or-later
** keeper: questions, and answers that are found again. */
#include "http/keeper.h"

#include <string.h>

#include "base/check.h"

size_t keeper_question_size(const struct keeper_question *question)
{
    return offsetof(struct keeper_question, text) + question->hash_n + question->password_n;
}

static void wipe_question(struct asks *asks)
{
    secret_wipe(&asks->question, sizeof asks->question);
    asks->is_open = false;
}

void asks_begin(struct asks *asks)
{
    asks->at = 0;
    wipe_question(asks);
}

void asks_answer(struct asks *asks, const struct keeper_answer *answer)
{
    check(asks->is_open && asks->n < KEEPER_ASKS_MAX);
    if (!answer->done) {
        asks_refuse(asks);
        return;
    }
    asks->items[asks->n++].answer = *answer;
    wipe_question(asks);
}

void asks_refuse(struct asks *asks)
{
    asks->refused = true;
    wipe_question(asks);
}

void asks_done(struct asks *asks)
{
    secret_wipe(asks, sizeof *asks);
}

/* By a digest, so that no password is kept for longer than it is asked about. */
static void tag_question(const struct keeper_question *question, unsigned char ret_tag[SECRET_TAG_BYTES])
{
    secret_tag(S("asked"), (struct str){(const char *)question, keeper_question_size(question)}, ret_tag);
}

static void put_text(struct keeper_question *question, struct str text)
{
    if (text.n > 0) {
        memcpy(question->text + question->hash_n + question->password_n, text.s, text.n);
    }
}

/* The answer of an earlier run, or the question becomes the open one. */
static enum fault must_use ask(struct asks *asks, enum keeper_kind kind, struct str hash, struct str password,
                               const struct keeper_answer **ret_answer)
{
    struct keeper_question *question = &asks->question;
    unsigned char tag[SECRET_TAG_BYTES];
    check(asks->at < KEEPER_ASKS_MAX && !asks->is_open);
    if (asks->refused) {
        return FAULT_BUSY;
    }
    *question = (struct keeper_question){.kind = kind};
    put_text(question, hash);
    question->hash_n = (uint32_t)hash.n;
    put_text(question, password);
    question->password_n = (uint32_t)password.n;
    tag_question(question, tag);
    struct asked *asked = &asks->items[asks->at];
    if (asks->at < asks->n && memcmp(asked->tag, tag, sizeof tag) == 0) {
        wipe_question(asks);
        asks->at++;
        *ret_answer = &asked->answer;
        return OK;
    }
    asks->n = asks->at; /* what came behind answers to another course of things */
    memcpy(asked->tag, tag, sizeof tag);
    asks->is_open = true;
    return FAULT_ASKED;
}

enum fault keeper_verify(struct request *request, struct str hash, struct str password, bool *ret_fits)
{
    const struct keeper_answer *answer;
    check(request->asks != NULL); /* only an act can be run again */
    if (password.n > SECRET_PASSWORD_MAX || hash.n > SECRET_HASH_MAX) {
        *ret_fits = false; /* nobody has such a one */
        return OK;
    }
    TRY(ask(request->asks, KEEPER_VERIFY, hash, password, &answer));
    *ret_fits = answer->fits;
    return OK;
}

enum fault keeper_hash(struct request *request, struct str password, struct str *ret_hash)
{
    const struct keeper_answer *answer;
    check(request->asks != NULL);
    if (password.n > SECRET_PASSWORD_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(ask(request->asks, KEEPER_HASH, S(""), password, &answer));
    *ret_hash = str_copy(request->arena, (struct str){answer->hash, answer->hash_n});
    return OK;
}
