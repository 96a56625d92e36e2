/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: wrong passwords. */
#include "http/keeper.h"
#include "store/rate.h"
#include "text/secret.h"
#include "text/words.h"
#include "web/form.h"
#include "web/session/session_parts.h"

/* Five tries are more than somebody needs who knows the password; at this pace nobody finds one that the rules let
** through. Of an office or a customer's whole line many people may err in an hour. An address that is tried from many
** places at once is left to those who signed in to it before, until a day is over. */
static const struct rate_limit HERE = {S_INIT("password"), 5, 900};
static const struct rate_limit FROM_ONE = {S_INIT("password-one"), 30, 3600};
static const struct rate_limit FROM_LINE = {S_INIT("password-line"), 100, 3600};
static const struct rate_limit FOR_ADDRESS = {S_INIT("password-for"), 50, 86400};

struct wrong_count { const struct rate_limit *limit; struct str who; bool of_others; };

#define COUNTS 4u

/* Who is "": nobody knows, and then it is not counted. */
static void counts_of(struct request *request, struct str mail, struct wrong_count ret_counts[COUNTS])
{
    struct arena *arena = request->arena;
    const struct sender *sender = &request->sender;
    struct str here = str_format(arena, "%.*s %.*s", STR_ARG(mail), STR_ARG(sender->one));
    ret_counts[0] = (struct wrong_count){&HERE, here, false};
    ret_counts[1] = (struct wrong_count){&FROM_ONE, sender->one, true};
    ret_counts[2] = (struct wrong_count){&FROM_LINE, sender->wide, true};
    ret_counts[3] = (struct wrong_count){&FOR_ADDRESS, mail, true};
}

/* ---- places */

/* Addresses are few enough to be tried: without the key file nobody can. */
static struct str place_of(struct request *request, struct str uid)
{
    struct str place = str_format(request->arena, "%.*s %.*s", STR_ARG(uid), STR_ARG(request->sender.wide));
    const struct secret_key *key = request->site->key;
    return key != NULL ? secret_sign(request->arena, key, "place", place) : S("");
}

static enum fault must_use is_known_place(struct request *request, const struct q_person_by_mail *person,
                                          bool *ret_known)
{
    struct q_person_place_find found;
    *ret_known = false;
    if (person == NULL || request->sender.wide.n == 0 || request->site->key == NULL) {
        return OK;
    }
    struct str place = place_of(request, person->uid);
    enum fault fault = q_person_place_find(request->db, request->arena, person->id, place, &found);
    *ret_known = fault == OK;
    return fault == FAULT_NOT_FOUND ? OK : fault;
}

enum fault place_save(struct request *request, const struct q_person_by_mail *person)
{
    if (request->sender.wide.n == 0 || request->site->key == NULL) {
        return OK;
    }
    return q_person_place_save(request->db, person->id, place_of(request, person->uid), request->now);
}

/* ---- how long to wait */

static void say_wait(struct request *request, struct response *response, int64_t wait_s)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct slot minutes = slot("n", (wait_s + 59) / 60);
    problems_add(&request->problems, W(&out, "Signing in"),
                 W(&out, "was tried too often with a wrong password"),
                 words_text(&out, W_NOTE("try again in {n} minute, or sign in from where you did before|"
                                         "try again in {n} minutes, or sign in from where you did before"),
                            &minutes, 1));
    response->status = 429;
    response->wait_s = (int)wait_s;
}

enum fault wrong_look(struct request *request, struct response *response, struct str mail,
                      const struct q_person_by_mail *person)
{
    struct wrong_count counts[COUNTS];
    bool known;
    int64_t longest_s = 0;
    counts_of(request, mail, counts);
    TRY(is_known_place(request, person, &known));
    for (size_t i = 0; i < COUNTS; i++) {
        int64_t wait_s = 0;
        if (counts[i].who.n == 0 || (known && counts[i].of_others)) {
            continue;
        }
        TRY(rate_look(request->db, request->arena, counts[i].limit, counts[i].who, request->now, &wait_s));
        longest_s = wait_s > longest_s ? wait_s : longest_s;
    }
    if (longest_s == 0) {
        return OK;
    }
    say_wait(request, response, longest_s);
    return FAULT_INVALID;
}

enum fault wrong_add(struct request *request, struct response *response, struct str mail)
{
    struct wrong_count counts[COUNTS];
    counts_of(request, mail, counts);
    for (size_t i = 0; i < COUNTS; i++) {
        int64_t wait_s = 0;
        if (counts[i].who.n > 0) {
            TRY(rate_take(request->db, request->arena, counts[i].limit, counts[i].who, request->now, &wait_s));
        }
    }
    response->keeps = true;
    return OK;
}

/* ---- the present password, once more */

enum fault prove_present(struct request *request, struct response *response, const struct field *field,
                         const struct q_person_by_id *person)
{
    bool fits = false;
    if (person->password.n == 0) {
        return OK;
    }
    struct str mail = person_fold_mail(request->arena, person->mail);
    const struct q_person_by_mail by_mail = {.id = person->id, .uid = person->uid};
    TRY(wrong_look(request, response, mail, &by_mail));
    TRY(keeper_verify(request, person->password, request_secret(request, field->name), &fits));
    if (fits) {
        return OK;
    }
    TRY(wrong_add(request, response, mail));
    form_refuse(request, field, W_NOTE("is not right"), W_NOTE("type the one you sign in with now"));
    return FAULT_INVALID;
}
