/* SPDX-License-Identifier: AGPL-3.0-or-later
** person: who may sign in, and what they are here. */
#include "store/person.h"

#include "base/fold.h"
#include "base/rand.h"
#include "db/digest.h"
#include "domain/idna.h"
#include "session.sql.h"
#include "sign_in.sql.h"

#define UID_BYTES 16u
#define ADMINISTRATOR S("administrator")

struct str person_fold_mail(struct arena *arena, struct str mail)
{
    struct str trimmed = idna_mail(arena, str_trim(mail));
    char *small = arena_alloc(arena, trimmed.n + 1);
    for (size_t i = 0; i < trimmed.n; i++) {
        char c = trimmed.s[i];
        small[i] = c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
    }
    return (struct str){small, trimmed.n};
}

/* ---- words that people are found by */

#define WORDS_MAX 16u      /* of one person */
#define WORDS_ASKED_MAX 4u
#define WORD_BYTES_MAX 60u
/* People who have a word are few when looking at each costs less than going through all in order until a page is full.
** Of one word the page is soon full; of several perhaps nobody has all, and then all are gone through. */
#define WORD_FEW 5000
#define WORDS_FEW 50000    /* person_word_count looks no further */

/* Of a folded text; at most `most`. */
static size_t split(struct str folded, struct str *words, size_t most)
{
    size_t n = 0;
    for (struct str rest = folded; rest.s != NULL && n < most;) {
        struct str word = str_cut(rest, ' ', &rest);
        if (word.n > 0) {
            words[n++] = str_clip(word, WORD_BYTES_MAX);
        }
    }
    return n;
}

static enum fault must_use save_words(struct db *db, struct arena *arena, int64_t id, struct str name, struct str mail)
{
    struct str words[WORDS_MAX];
    struct str all = fold(arena, str_format(arena, "%.*s %.*s", STR_ARG(mail), STR_ARG(name)));
    size_t n = split(all, words, WORDS_MAX);
    TRY(q_person_word_remove_all(db, id));
    for (size_t i = 0; i < n; i++) {
        TRY(q_person_word_add(db, words[i], id));
    }
    return OK;
}

/* Behind everything that begins with it. */
static struct str end_of(struct arena *arena, struct str beginning)
{
    return str_join(arena, beginning, S("\xf4\x8f\xbf\xbf"));
}

/* The rarest first. *ret_few: few people have it. */
static enum fault must_use order_words(struct db *db, struct arena *arena, struct str *words, size_t n, bool *ret_few)
{
    int64_t least = INT64_MAX;
    size_t rarest = 0;
    for (size_t i = 0; i < n; i++) {
        q_person_word_count_soon(db, words[i], end_of(arena, words[i]));
    }
    for (size_t i = 0; i < n; i++) {
        struct q_person_word_count row;
        TRY(q_person_word_count(db, arena, words[i], end_of(arena, words[i]), &row));
        rarest = row.n < least ? i : rarest;
        least = row.n < least ? row.n : least;
    }
    struct str first = words[rarest];
    words[rarest] = words[0];
    words[0] = first;
    *ret_few = least <= (n == 1 ? WORD_FEW : WORDS_FEW);
    return OK;
}

/* What few people have, as rows of the same shape. */
static enum fault must_use page_of_few(struct db *db, struct arena *arena, const struct str *w, const struct str *ends,
                                       struct str after, int64_t now, struct q_person_page **ret_rows, size_t *ret_n)
{
    struct q_person_page_few *few;
    TRY(q_person_page_few(db, arena, after, now, w[0], ends[0], w[1], ends[1], w[2], ends[2], w[3], ends[3], &few,
                          ret_n));
    *ret_rows = arena_array(arena, struct q_person_page, *ret_n + 1);
    for (size_t i = 0; i < *ret_n; i++) {
        const struct q_person_page_few *x = &few[i];
        (*ret_rows)[i] = (struct q_person_page){x->uid, x->name, x->mail, x->state, x->second_step, x->seen_at, x->role,
                                                x->city};
    }
    return OK;
}

enum fault person_page(struct db *db, struct arena *arena, struct str typed, struct str after, int64_t now,
                       struct q_person_page **ret_rows, size_t *ret_n)
{
    struct str w[WORDS_ASKED_MAX] = {S(""), S(""), S(""), S("")};
    struct str ends[WORDS_ASKED_MAX];
    bool few = false;
    size_t n = split(fold(arena, typed), w, WORDS_ASKED_MAX);
    if (n > 0) {
        TRY(order_words(db, arena, w, n, &few));
    }
    for (size_t i = 0; i < WORDS_ASKED_MAX; i++) {
        w[i] = i < n ? w[i] : w[0];
        ends[i] = end_of(arena, w[i]);
    }
    return few ? page_of_few(db, arena, w, ends, after, now, ret_rows, ret_n)
               : q_person_page(db, arena, after, now, w[0], ends[0], w[1], ends[1], w[2], ends[2], w[3], ends[3],
                               ret_rows, ret_n);
}

/* ---- people */

enum fault person_add(struct db *db, struct arena *arena, const struct person_new *person, int64_t now, int64_t *ret_id)
{
    struct q_person_by_mail row;
    struct str folded = person_fold_mail(arena, person->mail);
    enum fault fault = q_person_by_mail(db, arena, folded, &row);
    if (fault != FAULT_NOT_FOUND) {
        return fault == OK ? FAULT_CONFLICT : fault;
    }
    const struct q_person_add_in in = {
        .uid = rand_hex(arena, UID_BYTES), .name = str_trim(person->name), .mail = str_trim(person->mail),
        .mail_folded = folded, .language = person->language, .created_at = now, .remove_at = now + PERSON_KEPT_S,
    };
    TRY(q_person_add(db, &in));
    TRY(q_person_by_mail(db, arena, folded, &row));
    TRY(save_words(db, arena, row.id, in.name, folded));
    *ret_id = row.id;
    return OK;
}

enum fault person_save(struct db *db, struct arena *arena, int64_t id, struct str name, struct str language,
                       int64_t rev)
{
    struct q_person_by_id row;
    TRY(q_person_save_details(db, id, name, language, rev));
    if (db_changed(db) == 0) {
        return FAULT_CONFLICT;
    }
    TRY(q_person_by_id(db, arena, id, &row));
    return save_words(db, arena, id, name, row.mail);
}

enum fault person_find(struct db *db, struct arena *arena, struct str mail, struct q_person_by_mail *ret_row)
{
    return q_person_by_mail(db, arena, person_fold_mail(arena, mail), ret_row);
}

enum fault person_may_go(struct db *db, struct arena *arena, int64_t id, int64_t now)
{
    struct q_person_role_find role;
    struct q_person_role_holders holders;
    enum fault fault = q_person_role_find(db, arena, id, ADMINISTRATOR, (struct maybe_int){0}, now, &role);
    if (fault != OK) {
        return fault == FAULT_NOT_FOUND ? OK : fault;
    }
    TRY(q_person_role_holders(db, arena, ADMINISTRATOR, now, &holders));
    return holders.n > 1 ? OK : FAULT_CONFLICT;
}

enum fault person_block(struct db *db, struct arena *arena, int64_t id, int64_t now)
{
    TRY(person_may_go(db, arena, id, now));
    TRY(q_person_save_state(db, id, S("blocked")));
    TRY(q_person_link_remove_all(db, id));
    return q_session_end_all(db, id, 0);
}

enum fault person_unblock(struct db *db, struct arena *arena, int64_t id)
{
    struct q_person_by_id row;
    TRY(q_person_by_id(db, arena, id, &row));
    return str_eq(row.state, S("erased")) ? FAULT_CONFLICT : q_person_save_state(db, id, S("active"));
}

enum fault person_set_password(struct db *db, int64_t id, struct str hash, int64_t kept, int64_t now)
{
    TRY(q_person_save_password(db, id, hash, now));
    TRY(q_person_link_remove_all(db, id));
    return q_session_end_all(db, id, kept);
}

enum fault person_signed_in(struct db *db, int64_t id, int64_t now)
{
    TRY(q_person_save_signed_in(db, id, now, now + PERSON_KEPT_S));
    return q_member_heard(db, id, now);
}

/* ---- the second step */

enum fault person_set_second(struct db *db, int64_t id, struct str sealed, int64_t step)
{
    TRY(q_recovery_code_remove_all(db, id));
    return q_person_save_totp(db, id, sealed, step);
}

enum fault recovery_add(struct db *db, struct arena *arena, int64_t id, struct str code, int64_t now)
{
    return q_recovery_code_add(db, id, digest_of(arena, code), now);
}

enum fault recovery_use(struct db *db, struct arena *arena, int64_t id, struct str code, bool *ret_fits)
{
    TRY(q_recovery_code_use(db, id, digest_of(arena, code)));
    *ret_fits = db_changed(db) == 1;
    return OK;
}

enum fault person_erase(struct db *db, struct arena *arena, int64_t id, int64_t now)
{
    struct q_person_role_list *roles;
    size_t n;
    TRY(q_person_role_list(db, arena, id, now, &roles, &n));
    for (size_t i = 0; i < n; i++) {
        if (roles[i].stands) {
            TRY(q_person_role_end(db, roles[i].id, now, (struct maybe_int){0}));
        }
    }
    TRY(q_session_end_all(db, id, 0));
    TRY(q_person_link_remove_all(db, id));
    TRY(q_person_place_remove_all(db, id));
    TRY(q_recovery_code_remove_all(db, id));
    TRY(q_sign_in_unlink_person(db, id));
    TRY(q_person_word_remove_all(db, id));
    return q_person_erase(db, id, now);
}

enum fault person_forget(struct db *db, struct arena *arena, int64_t now)
{
    struct q_person_place_old old;
    int64_t before = now - PERSON_PLACE_KEPT_S;
    TRY(q_person_link_forget(db, now));
    enum fault fault = q_person_place_old(db, arena, before, &old);
    for (; fault == OK; fault = q_person_place_old(db, arena, before, &old)) {
        TRY(q_person_place_forget(db, old.seen_at + 1));
    }
    return fault == FAULT_NOT_FOUND ? q_person_place_forget(db, before) : fault;
}

/* ---- roles */

static const struct { struct str name; bool of_city; } ROLES[] = {
    {S_INIT("colleague"), true},
    {S_INIT("main_contact"), true},
    {S_INIT("coordinator"), false},
    {S_INIT("administrator"), false},
};

bool role_is_known(struct str role)
{
    for (size_t i = 0; i < sizeof ROLES / sizeof *ROLES; i++) {
        if (str_eq(role, ROLES[i].name)) {
            return true;
        }
    }
    return false;
}

bool role_is_of_city(struct str role)
{
    return str_eq(role, ROLES[0].name) || str_eq(role, ROLES[1].name);
}

enum fault role_give(struct db *db, struct arena *arena, const struct role_new *role, int64_t now)
{
    struct q_person_role_find found;
    struct q_person_role_count count;
    enum fault fault = q_person_role_find(db, arena, role->person_id, role->role, role->member_id, now, &found);
    if (fault != FAULT_NOT_FOUND) {
        return fault == OK ? FAULT_CONFLICT : fault;
    }
    TRY(q_person_role_count(db, arena, role->person_id, now, &count));
    if (count.n >= PERSON_ROLES_MAX) {
        return FAULT_TOO_LARGE;
    }
    TRY(q_person_role_add(db, role->person_id, role->role, role->member_id, now, role->until, role->given_by));
    return q_session_end_all(db, role->person_id, 0);
}

/* FAULT_NOT_FOUND: nobody has the address. */
static enum fault must_use find_taker(struct db *db, struct arena *arena, struct str mail, struct role_taken *taken)
{
    struct q_person_by_mail by_mail;
    struct q_person_by_id row;
    if (taken->id == 0) {
        TRY(person_find(db, arena, mail, &by_mail));
        taken->id = by_mail.id;
    }
    enum fault fault = q_person_by_id(db, arena, taken->id, &row);
    TRY(fault == FAULT_NOT_FOUND ? FAULT_CONFLICT : fault);
    taken->name = row.name;
    return str_eq(row.state, S("active")) ? OK : FAULT_CONFLICT;
}

enum fault role_take(struct db *db, struct arena *arena, const struct person_new *person, const struct role_new *role,
                     int64_t now, struct role_taken *ret_taken)
{
    struct role_new given = *role;
    *ret_taken = (struct role_taken){.id = role->person_id};
    enum fault fault = find_taker(db, arena, person->mail, ret_taken);
    if (fault == FAULT_NOT_FOUND) {
        TRY(person_add(db, arena, person, now, &ret_taken->id));
        ret_taken->name = person->name;
        ret_taken->is_new = true;
        fault = OK;
    }
    TRY(fault);
    given.person_id = ret_taken->id;
    fault = role_give(db, arena, &given, now);
    ret_taken->changed = fault == OK;
    return fault == FAULT_CONFLICT ? OK : fault;
}

enum fault role_end(struct db *db, struct arena *arena, const struct role_new *role, int64_t now)
{
    struct q_person_role_find found;
    TRY(q_person_role_find(db, arena, role->person_id, role->role, role->member_id, now, &found));
    if (str_eq(role->role, ADMINISTRATOR)) {
        TRY(person_may_go(db, arena, role->person_id, now));
    }
    TRY(q_person_role_end(db, found.id, now, role->given_by));
    return q_session_end_all(db, role->person_id, 0);
}

enum fault person_is_staff(struct db *db, struct arena *arena, int64_t id, int64_t now, bool *ret_is)
{
    struct q_person_staff row;
    enum fault fault = q_person_staff(db, arena, id, now, &row);
    if (fault != OK && fault != FAULT_NOT_FOUND) {
        return fault;
    }
    *ret_is = fault == OK;
    return OK;
}

/* ---- links */

static int64_t lasts_s(struct str kind)
{
    return str_eq(kind, S("password")) ? LINK_PASSWORD_S : LINK_SIGN_IN_S;
}

enum fault link_make(struct db *db, struct arena *arena, int64_t person_id, struct str kind, struct str leads_to,
                     int64_t now, struct str *ret_token)
{
    struct str token = rand_hex(arena, LINK_TOKEN_LETTERS / 2);
    TRY(q_person_link_remove_kind(db, person_id, kind));
    TRY(q_person_link_add(db, digest_of(arena, token), person_id, kind, leads_to, now, now + lasts_s(kind)));
    *ret_token = token;
    return OK;
}

enum fault link_find(struct db *db, struct arena *arena, struct str kind, struct str token, int64_t now,
                     struct q_person_link_by_digest *ret_row)
{
    if (token.n != LINK_TOKEN_LETTERS) {
        return FAULT_NOT_FOUND;
    }
    return q_person_link_by_digest(db, arena, digest_of(arena, token), kind, now, ret_row);
}

enum fault link_use(struct db *db, struct arena *arena, struct str kind, struct str token, int64_t now,
                    struct q_person_link_by_digest *ret_row)
{
    TRY(link_find(db, arena, kind, token, now, ret_row));
    TRY(q_person_link_remove(db, digest_of(arena, token)));
    return db_changed(db) == 1 ? OK : FAULT_NOT_FOUND; /* else somebody was quicker with the same */
}
