/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** suggestion: a member city suggests a city, those who run the network or the member city itself invite it, and when it
** joins, who brought whom is known. The network may suggest a city itself: that is one voice more, in the same row.
**
**     suggestion_add --> suggested --suggestion_invite--> invited --.
**                          |  ^  '---suggestion_refuse--> no <------|  (the city said no itself)
**                          |  '------suggestion_take_back-----------|--the city joins--> joined
**                          '--suggestion_withdraw, by all who suggested it: nobody sees it any more
**     suggestion_invite_own --> invited, in one step, by the network; taken back, what was written goes
**
** Of a city there is one that is not joined: nobody is asked twice, and each other member city that suggests it is one
** voice more (FAULT_CONFLICT: it has said so already). Withdrawn, what was written goes; suggested again the voice
** stands again. An invitation is a page (web/suggest) by its code, to print or to hand on: no mail goes to a city that
** has not asked for it. An application that follows is joined to it by the city (suggestion_joined, called by
** application_accept), also when its people came another way; who suggested it gets a mail.
**
** After SUGGESTION_KEPT_S without a change it goes; of one that joined only what people wrote. Within a transaction of
** the caller's that writes; who may is for the caller to look at.
*/
#ifndef STORE_SUGGESTION_H
#define STORE_SUGGESTION_H

#include "base/fault.h"
#include "store/member.sql.h"
#include "store/suggestion.sql.h"

#define SUGGESTION_KEPT_S (2 * 365 * 86400)
#define SUGGESTION_SAYS_MAX 300
#define SUGGESTION_WHY_MAX 500
#define SUGGESTIONS_A_CITY_MAX 100 /* that one member city has made within SUGGESTION_KEPT_S */
#define SUGGESTION_LIST_MAX 100    /* a page; a statement reads one more, to know whether there is another */
#define SUGGESTION_JOINED_MAIL "suggestion-joined" /* to who suggested it; its field `suggestion` is the uid */

struct suggestion_new {
    struct q_member_keys keys; /* name and country always; without any other key the city is in no list of ours */
    int64_t member_id;         /* who suggests it */
    int64_t person_id;
    struct str kind;           /* a value of suggestion_voice.kind */
    struct str says;
    bool named;                /* the person may be named on the invitation */
};

struct suggestion_own {
    struct q_member_keys keys;
    int64_t person_id;         /* who of those who run the network */
    struct str says;
    struct str gap;            /* as gap_text writes it; "" none */
};

/* Which city it is, as one text: by its best key, else by country and name, in any spelling of case and accents. */
struct str place_key(struct arena *arena, const struct q_member_keys *keys);

/* FAULT_CONFLICT: that member city has suggested it already; FAULT_TOO_LARGE: SUGGESTIONS_A_CITY_MAX. */
enum fault must_use suggestion_add(struct db *db, struct arena *arena, const struct suggestion_new *suggestion,
                                   int64_t now, struct str *ret_uid);
/* FAULT_NOT_FOUND: no voice of that city stands; FAULT_CONFLICT: the city has joined. */
enum fault must_use suggestion_withdraw(struct db *db, const struct q_suggestion_by_uid *row, int64_t member_id,
                                        int64_t now);
/* The network suggests and invites the city itself, or adds its own reason to what member cities suggested.
** FAULT_CONFLICT: it is invited, or the answer was no; its uid is given all the same. */
enum fault must_use suggestion_invite_own(struct db *db, struct arena *arena, const struct suggestion_own *own,
                                          int64_t now, struct str *ret_uid);
/* for_member: the member city that does it itself; not known: the network. FAULT_CONFLICT: it is not suggested (any
** more). */
enum fault must_use suggestion_invite(struct db *db, const struct q_suggestion_by_uid *row, int64_t by,
                                      struct maybe_int for_member, int64_t now);
/* No to a suggestion, or the invited city's own. FAULT_CONFLICT: it is neither suggested nor invited (any more). */
enum fault must_use suggestion_refuse(struct db *db, const struct q_suggestion_by_uid *row, struct str why, int64_t by,
                                      int64_t now);
/* Somebody suggests it: a member city, or the network itself. */
bool suggestion_stands(const struct q_suggestion_by_uid *row);
/* Of an invitation, with what the network wrote itself, or of a no. FAULT_CONFLICT: there is nothing to take back. */
enum fault must_use suggestion_take_back(struct db *db, const struct q_suggestion_by_uid *row, int64_t now);
/* came: "" for none any more. */
enum fault must_use suggestion_note(struct db *db, const struct q_suggestion_by_uid *row, struct str came, int64_t now);
/* A city has joined. None suggested it: OK. */
enum fault must_use suggestion_joined(struct db *db, struct arena *arena, const struct q_member_keys *keys,
                                      int64_t member_id, int64_t now);
/* The retention clock: a hundred at a time. The caller has no transaction. */
enum fault must_use suggestion_forget(struct db *db, struct arena *arena, int64_t now);

#endif
