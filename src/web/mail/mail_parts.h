/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** mail_parts: what the kinds of mails are filled with. A kind has a row in the table of mail_web.c; its function fills
** subject, heading, what is said, things to do and why, in the reader's language. FAULT_NOT_FOUND: what it was about is
** gone, and no mail goes out.
*/
#ifndef WEB_MAIL_MAIL_PARTS_H
#define WEB_MAIL_MAIL_PARTS_H

#include "web/mail/mail_web.h"

struct draft {
    struct arena *arena;
    struct db *db;
    const struct q_mail_due_row *mail;
    int64_t now;
    struct out out;       /* of the reader's language */
    struct mail_page *m;
};

typedef enum fault mail_fill(struct draft *draft);

/* At most MAIL_SAYS_MAX sentences and MAIL_THINGS_MAX things; more is a bug. */
void mail_say(struct draft *draft, struct str sentence);
void mail_add_thing(struct draft *draft, struct str says, struct str label, struct url path);
/* A link of that kind, signed, in the place of the {} of `path`. The site has a key. */
struct url mail_link_to(struct draft *draft, const char *kind, struct str subject, int64_t ends_at, const char *path);
/* The token of its field `token`, opened. */
enum fault must_use mail_token(struct draft *draft, struct str *ret_token);

/* ---- the kinds of account_mail.c */
mail_fill fill_sign_in, fill_account, fill_address_new, fill_address_old;
/* ---- of invitation_mail.c */
mail_fill fill_invitation;
/* ---- of application_mail.c */
mail_fill fill_application, fill_application_new;
/* ---- of event_mail.c */
mail_fill fill_event, fill_event_soon;
/* ---- of curious_mail.c */
mail_fill fill_curious, fill_news;
/* ---- of suggestion_mail.c */
mail_fill fill_suggestion_joined;
/* ---- of claim_mail.c */
mail_fill fill_claim, fill_vouch, fill_role_ended, fill_stand_in;
/* ---- of introduction_mail.c */
mail_fill fill_talk_asked, fill_talk, fill_talk_after;
/* ---- of bid_mail.c */
mail_fill fill_bid_asked, fill_bid_answer, fill_bid_due;
/* ---- of action_mail.c */
mail_fill fill_action, fill_action_review;
/* ---- of programme_mail.c */
mail_fill fill_participant, fill_participant_changed;
/* ---- of membership_mail.c */
mail_fill fill_member_step, fill_commitment_ends;
/* ---- of driver_mail.c */
mail_fill fill_driver_named;
/* ---- of survey_mail.c */
mail_fill fill_survey, fill_survey_reminder;
/* ---- of assessment_mail.c */
mail_fill fill_assessment, fill_assessment_reminder;
/* What to do when it was somebody else, and why the mail comes. */
void mail_say_not_you(struct draft *draft);

#endif
