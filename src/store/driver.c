/* SPDX-License-Identifier: AGPL-3.0-or-later
** driver: who is named, and what they said. */
#include "store/driver.h"

#include "store/mail.h"
#include "store/person.h"

const struct str driver_part_words[PART__MAX] = {
    [PART_DRIVER] = S_INIT("driver"), [PART_DEPUTY] = S_INIT("deputy")};

/* ---- reading */

void driver_load_soon(struct db *db, int64_t now)
{
    q_driver_now_soon(db, now);
}

enum fault driver_load(struct db *db, struct arena *arena, int64_t now, struct drivers *ret_drivers)
{
    struct q_driver_now *rows;
    struct drivers drivers = {0};
    size_t n;
    TRY(q_driver_now(db, arena, now, &rows, &n));
    for (size_t i = 0; i < n; i++) {
        enum driver_part part = str_eq(rows[i].part, S("deputy")) ? PART_DEPUTY : PART_DRIVER;
        drivers.is_named[part] = true;
        drivers.rows[part] = rows[i];
        drivers.posts[part] = (struct driver_post){rows[i].counts, rows[i].away_until.known ? rows[i].away_until.v : 0};
    }
    drivers.drives = driver_drives(drivers.posts, now);
    drivers.gap = driver_gap(drivers.posts, now);
    *ret_drivers = drivers;
    return OK;
}

/* ---- changing */

static enum fault must_use note(struct db *db, struct arena *arena, const char *kind, enum driver_part part,
                                const struct log_someone *who, const struct log_someone *whom, int64_t now)
{
    return trust_log_add(db, arena, &(struct log_event){
        .kind = str_of(kind), .fields = str_format(arena, "part=%.*s\n", STR_ARG(driver_part_words[part])),
        .who = *who, .whom = *whom, .now = now});
}

static enum fault must_use end(struct db *db, struct arena *arena, enum driver_part part,
                               const struct q_driver_now *row, const struct log_someone *who, int64_t now)
{
    const struct log_someone whom = {LOG_PERSON, row->person_id, row->name};
    TRY(q_driver_end(db, row->id, now, now + DRIVER_KEPT_S));
    return note(db, arena, "driver-ended", part, who, &whom, now);
}

/* Whoever names themselves knows. */
static enum fault must_use tell(struct db *db, struct arena *arena, enum driver_part part,
                                const struct q_person_by_id *person, const struct log_someone *who, int64_t now)
{
    bool added;
    if (who->is == LOG_PERSON && who->person == person->id) {
        return OK;
    }
    return mail_add(db, arena, &(struct mail_new){
        .kind = S(DRIVER_MAIL), .address = person->mail, .person = person->id, .language = person->language,
        .fields = str_format(arena, "part=%.*s\n", STR_ARG(driver_part_words[part]))}, now, &added);
}

static enum fault must_use begin(struct db *db, struct arena *arena, enum driver_part part, int64_t person_id,
                                 const struct log_someone *who, int64_t now)
{
    struct q_person_by_id person;
    TRY(q_person_by_id(db, arena, person_id, &person));
    const struct log_someone whom = {LOG_PERSON, person_id, person.name};
    const struct maybe_int by = {who->is == LOG_PERSON, who->person};
    TRY(q_driver_add(db, driver_part_words[part], person_id, now, by));
    TRY(tell(db, arena, part, &person, who, now));
    return note(db, arena, "driver-named", part, who, &whom, now);
}

static bool is_choice(const struct q_driver_choices *rows, size_t n, int64_t person_id)
{
    bool is = person_id == 0;
    for (size_t i = 0; i < n; i++) {
        is = is || rows[i].id == person_id;
    }
    return is;
}

enum fault driver_name(struct db *db, struct arena *arena, const int64_t persons[PART__MAX],
                       const struct log_someone *who, int64_t now)
{
    struct q_driver_choices *rows;
    struct drivers drivers;
    size_t n;
    bool same = persons[PART_DRIVER] == persons[PART_DEPUTY] && persons[PART_DRIVER] != 0;
    TRY(q_driver_choices(db, arena, now, &rows, &n));
    if (same || !is_choice(rows, n, persons[PART_DRIVER]) || !is_choice(rows, n, persons[PART_DEPUTY])) {
        return FAULT_CONFLICT;
    }
    TRY(driver_load(db, arena, now, &drivers));
    bool stays[PART__MAX];
    for (int part = 0; part < PART__MAX; part++) { /* all that ends ends first: two may change places */
        stays[part] = drivers.is_named[part] && drivers.rows[part].person_id == persons[part];
        if (drivers.is_named[part] && !stays[part]) {
            TRY(end(db, arena, (enum driver_part)part, &drivers.rows[part], who, now));
        }
    }
    for (int part = 0; part < PART__MAX; part++) {
        if (persons[part] != 0 && !stays[part]) {
            TRY(begin(db, arena, (enum driver_part)part, persons[part], who, now));
        }
    }
    return OK;
}

/* The part that they have; FAULT_NOT_FOUND: none. */
static enum fault must_use part_of(struct db *db, struct arena *arena, int64_t person_id, int64_t now,
                                   enum driver_part *ret_part)
{
    struct drivers drivers;
    TRY(driver_load(db, arena, now, &drivers));
    for (int part = 0; part < PART__MAX; part++) {
        if (drivers.posts[part].stands && drivers.rows[part].person_id == person_id) {
            *ret_part = (enum driver_part)part;
            return OK;
        }
    }
    return FAULT_NOT_FOUND;
}

enum fault driver_show(struct db *db, struct arena *arena, const struct log_someone *who, bool shown, int64_t now)
{
    enum driver_part part;
    TRY(part_of(db, arena, who->person, now, &part));
    TRY(q_driver_save_shown(db, who->person, shown, now));
    return note(db, arena, shown ? "driver-shown" : "driver-hidden", part, who, &(struct log_someone){0}, now);
}

enum fault driver_away(struct db *db, struct arena *arena, const struct log_someone *who, int64_t until, int64_t now)
{
    enum driver_part part;
    TRY(part_of(db, arena, who->person, now, &part));
    TRY(q_driver_save_away(db, who->person, (struct maybe_int){until != 0, until}));
    return note(db, arena, until != 0 ? "driver-away" : "driver-back", part, who, &(struct log_someone){0}, now);
}

/* ---- the clock */

static enum fault must_use end_what_counts_not(struct db *db, struct arena *arena, int64_t now)
{
    static const struct log_someone itself = {.is = LOG_ITSELF};
    struct drivers drivers;
    TRY(driver_load(db, arena, now, &drivers));
    for (int part = 0; part < PART__MAX; part++) {
        if (drivers.is_named[part] && !drivers.posts[part].stands) {
            TRY(end(db, arena, (enum driver_part)part, &drivers.rows[part], &itself, now));
        }
    }
    return OK;
}

enum fault driver_tidy(struct db *db, struct arena *arena, int64_t now)
{
    TRY(db_begin(db));
    TRY(db_end(db, end_what_counts_not(db, arena, now)));
    return q_driver_forget(db, now);
}
