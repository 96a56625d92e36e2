/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** programme: leadership programmes of member cities, their agenda, and who takes part. How one stands is
** domain/programme_stage.h, kinds and times of blocks domain/programme_agenda.h.
**
** A programme belongs to the member city that holds it: every statement of a page begins with the city's uid, and gives
** another city nothing. A facilitator is who may edit what is of that city.
** A participant is no account and no person of the network: a row of the programme, found by the uid that their signed
** link names. Erased, it stays without words, so that what hangs on its number (ratings, votes, seats) is as it was.
**
** What is not the whole programme's is rows of other modules with programme_id: each says in its own header what it
** does, calls q_programme_touch when it changes something, and adds its statement to programme_remove and
** programme_forget. Within a transaction of the caller's.
*/
#ifndef STORE_PROGRAMME_H
#define STORE_PROGRAMME_H

#include "base/date.h"
#include "base/fault.h"
#include "db/db.h"
#include "domain/programme_agenda.h"
#include "domain/programme_stage.h"
#include "store/programme.sql.h"

#define PARTICIPANT_MAIL "participant" /* their page; fields: participant, the uid */
#define PARTICIPANT_CHANGED_MAIL "participant-changed" /* it is called off, or on other days; the same fields */
#define PROGRAMMES_MAX 200          /* of one city: more nobody holds */
#define PROGRAMME_NAME_MAX 120      /* letters */
#define PROGRAMME_HOST_MAX 120
#define PROGRAMME_PLACE_MAX 200
#define PROGRAMME_RULES_MAX 1000
#define PROGRAMME_CITIES_MAX 60     /* of a region or a state */
#define PROGRAMME_SESSIONS_MAX 20
#define PROGRAMME_BLOCKS_MAX 200    /* with those that were taken out */
#define PROGRAMME_AHEAD_DAYS 730    /* nobody keeps days free for longer */
#define PROGRAMME_LANGUAGES_MAX 6
#define PROGRAMME_CODE_LETTERS 6u
#define PARTICIPANTS_MAX 2000       /* a plenary of a thousand phones, twice */
#define PARTICIPANT_NAME_MAX 120
#define PARTICIPANT_SHORT_MAX 24
#define PARTICIPANT_ORGANISATION_MAX 160
#define PARTICIPANT_ROLE_MAX 120
#define PROGRAMME_KEPT_DAYS (5 * 365)     /* after its last day */
#define PARTICIPANT_KEPT_DAYS 540         /* after its last day: what was decided is looked at after a year */
#define PARTICIPANT_REMOVED_KEPT_S (30 * 86400)

struct programme_city {
    struct str name;
    struct str country;      /* "" not said */
    struct maybe_int member_id;
};

struct programme_new {
    int64_t member_id;
    struct str host_kind;    /* "city", "cluster", "region" */
    struct str host_name;    /* "" of a city */
    struct str name;
    struct str template;     /* of agenda_templates; "": an empty agenda, one session */
    struct str languages;    /* codes, spaces between */
    struct str place;
    struct date begins_on;
    const struct programme_city *cities;
    size_t cities_n;
    int64_t by;              /* person */
};

/* With house rules as they are most often: the room sees who wrote what, nobody outside hears who said it, participants
** read the notes. As a draft. FAULT_TOO_LARGE: PROGRAMMES_MAX. */
enum fault must_use programme_begin(struct db *db, struct arena *arena, const struct programme_new *new, int64_t now,
                                    struct str *ret_uid);

/* ---- how it stands */

struct programme_at programme_at(const struct q_programme_of *row);
/* seen: the number of the last stage when the page was made. FAULT_CONFLICT: another one stands now, or this one may
** not follow it. */
enum fault must_use programme_say(struct db *db, const struct q_programme_of *row, int64_t seen,
                                  struct programme_at next, int64_t person, int64_t now);
/* Takes the last one back. The same fault. */
enum fault must_use programme_unsay(struct db *db, const struct q_programme_of *row, int64_t seen, int64_t now);

/* Mails all who were asked that it is called off, takes place after all, or is on other days; how it stands is said
** when the mail goes, so to who has one waiting no second one is written. */
enum fault must_use programme_tell(struct db *db, struct arena *arena, int64_t programme_id, int64_t now);

/* ---- participants */

struct participant_new {
    struct str name;
    struct str short_name;   /* "": the first word of the name */
    struct str organisation;
    struct str sector;       /* "public", "private", "third"; "" not said */
    struct str role;
    struct str mail;         /* "" none */
    struct str language;     /* "": the programme's main one */
    struct maybe_int substitute_of;
    struct str came_by;      /* "invited", "code" */
};

/* FAULT_CONFLICT: that address takes part already, *ret_uid; who was taken off the list comes back by participant_back.
** FAULT_TOO_LARGE: PARTICIPANTS_MAX. */
enum fault must_use participant_add(struct db *db, struct arena *arena, const struct q_programme_of *programme,
                                    const struct participant_new *new, int64_t now, struct str *ret_uid);
/* The mail with their page, where they accept sessions; it has an address. */
enum fault must_use participant_ask(struct db *db, struct arena *arena, struct str uid, struct str mail,
                                    struct str language, int64_t id, int64_t now);
/* The row stays, its words go; also the mails that wait for the address. Noted for backups. */
enum fault must_use participant_erase(struct db *db, struct arena *arena, struct str uid, int64_t now);
/* All of an address. */
enum fault must_use participant_erase_mail(struct db *db, struct arena *arena, struct str mail, int64_t now);

/* ---- it goes */

/* With all that is in it. */
enum fault must_use programme_remove(struct db *db, int64_t programme_id);
/* The retention clock. */
enum fault must_use programme_forget(struct db *db, int64_t now);
/* What belongs to cities that left before then. */
enum fault must_use programme_forget_left(struct db *db, int64_t before);
/* Of somebody with an account. */
enum fault must_use programme_erase_person(struct db *db, int64_t person);

#endif
