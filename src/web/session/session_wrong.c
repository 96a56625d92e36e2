/* SPDX-License-Identifier: AGPL-3.0-or-later
** session: wrong passwords and links asked for, counted, and the present password once more. */
#include "domain/who.h"
#include "http/keeper.h"
#include "store/rate.h"
#include "text/secret.h"
#include "text/words.h"
#include "web/form.h"
#include "web/session/session_parts.h"

#define COUNTS 4u

/* By address and sender, by sender, by the sender's whole line, by address. */
struct limits { struct rate_limit items[COUNTS]; };

/* Five tries are more than somebody needs who knows the password; at this pace nobody finds one that the rules let
** through. Of an office or a customer's whole line many people may err in an hour. An address that is tried from many
** places at once is left to those who signed in to it before, until a day is over. */
static const struct limits PASSWORDS = {{{S_INIT("password"), 5, 900}, {S_INIT("password-one"), 30, 3600},
                                         {S_INIT("password-line"), 100, 3600}, {S_INIT("password-for"), 50, 86400}}};

/* A second mail when the first is late, a third when the address was mistyped; nobody's mailbox is filled by others. */
static const struct limits LINKS = {{{S_INIT("link"), 3, 900}, {S_INIT("link-one"), 15, 3600},
                                     {S_INIT("link-line"), 60, 3600}, {S_INIT("link-for"), 12, 86400}}};

struct counted { const struct rate_limit *limit; struct str who; bool of_others; };

/* Who is "": nobody knows, and then it is not counted. */
static void counts_of(struct request *request, const struct limits *limits, struct str mail,
                      struct counted ret_counts[COUNTS])
{
    const struct sender *sender = &request->sender;
    struct str here = str_format(request->arena, "%.*s %.*s", STR_ARG(mail), STR_ARG(sender->one));
    ret_counts[0] = (struct counted){&limits->items[0], here, false};
    ret_counts[1] = (struct counted){&limits->items[1], sender->one, true};
    ret_counts[2] = (struct counted){&limits->items[2], sender->wide, true};
    ret_counts[3] = (struct counted){&limits->items[3], mail, true};
}

/* ---- places */

/* Addresses are few enough to be tried: without the key file nobody can. */
static struct str place_of(struct request *request, struct str uid)
{
    struct str place = str_format(request->arena, "%.*s %.*s", STR_ARG(uid), STR_ARG(request->sender.wide));
    const struct secret_key *key = request->site->key;
    return key != NULL ? secret_sign(request->arena, key, "place", place) : S("");
}

/* Asked of nobody as well, which takes as long. */
static enum fault must_use is_known_place(struct request *request, const struct q_person_by_mail *person,
                                          bool *ret_known)
{
    struct q_person_place_find found;
    *ret_known = false;
    if (request->sender.wide.n == 0 || request->site->key == NULL) {
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

static enum fault must_use longest_wait(struct request *request, const struct limits *limits, struct str mail,
                                        const struct q_person_by_mail *person, int64_t *ret_wait_s)
{
    struct counted counts[COUNTS];
    bool known;
    int64_t longest_s = 0;
    counts_of(request, limits, mail, counts);
    TRY(is_known_place(request, person, &known));
    for (size_t i = 0; i < COUNTS; i++) {
        int64_t wait_s = 0;
        if (counts[i].who.n == 0 || (known && counts[i].of_others)) {
            continue;
        }
        TRY(rate_look(request->db, request->arena, counts[i].limit, counts[i].who, request->now, &wait_s));
        longest_s = wait_s > longest_s ? wait_s : longest_s;
    }
    *ret_wait_s = longest_s;
    return OK;
}

static enum fault must_use count_one(struct request *request, const struct limits *limits, struct str mail)
{
    struct counted counts[COUNTS];
    counts_of(request, limits, mail, counts);
    for (size_t i = 0; i < COUNTS; i++) {
        int64_t wait_s = 0;
        if (counts[i].who.n > 0) {
            TRY(rate_take(request->db, request->arena, counts[i].limit, counts[i].who, request->now, &wait_s));
        }
    }
    return OK;
}

/* hint: of the catalogue, with {n} minutes. */
static enum fault must_use refuse_to_wait(struct request *request, struct response *response, struct str where,
                                          struct str what, const char *hint, int64_t wait_s)
{
    struct out out = {.words = request->words, .arena = request->arena};
    struct slot minutes = slot("n", (wait_s + 59) / 60);
    problems_add(&request->problems, where, what, words_text(&out, hint, &minutes, 1));
    response->status = 429;
    response->wait_s = (int)wait_s;
    return FAULT_INVALID;
}

enum fault wrong_look(struct request *request, struct response *response, struct str mail,
                      const struct q_person_by_mail *person)
{
    struct out out = {.words = request->words, .arena = request->arena};
    int64_t wait_s;
    TRY(longest_wait(request, &PASSWORDS, mail, person, &wait_s));
    if (wait_s == 0) {
        return OK;
    }
    return refuse_to_wait(request, response, W(&out, "Signing in"),
                          W(&out, "was tried too often with a wrong password"),
                          W_NOTE("try again in {n} minute, or sign in from where you did before|"
                                 "try again in {n} minutes, or sign in from where you did before"), wait_s);
}

enum fault wrong_add(struct request *request, struct response *response, struct str mail)
{
    response->keeps = true;
    return count_one(request, &PASSWORDS, mail);
}

enum fault link_take(struct request *request, struct response *response, struct str mail,
                     const struct q_person_by_mail *person)
{
    struct out out = {.words = request->words, .arena = request->arena};
    int64_t wait_s;
    TRY(longest_wait(request, &LINKS, mail, person, &wait_s));
    if (wait_s == 0) {
        return count_one(request, &LINKS, mail);
    }
    return refuse_to_wait(request, response, W(&out, "A link by mail"), W(&out, "was asked for too often"),
                          W_NOTE("take the last one you got, sign in with your password, or try again in {n} minute|"
                                 "take the last one you got, sign in with your password, or try again in {n} minutes"),
                          wait_s);
}

/* ---- the present password, once more */

static bool is_fresh(const struct request *request)
{
    return request->now - request->who->since < FRESH_S;
}

bool asks_present(const struct request *request, const struct q_person_by_id *person)
{
    bool by_link = str_eq(request->who->opened_by, S("link")) && is_fresh(request);
    return person->password.n > 0 && !by_link;
}

static enum fault must_use refuse_stale(struct request *request)
{
    struct out out = {.words = request->words, .arena = request->arena};
    if (is_fresh(request)) {
        return OK;
    }
    problems_add(&request->problems, W(&out, "Signing in"), W(&out, "was too long ago for this"),
                 W(&out, "sign out, sign in again, and come back within a quarter of an hour"));
    return FAULT_INVALID;
}

enum fault prove_present(struct request *request, struct response *response, const struct field *field,
                         const struct q_person_by_id *person)
{
    bool fits = false;
    if (!asks_present(request, person)) {
        return refuse_stale(request);
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
