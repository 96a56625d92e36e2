/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** asking: what forms share that anybody may send without an account: how often, the trap for machines, and the link by
** mail that shows that an address is theirs. Used for remarks, for who asks to act for a city, and for cities that ask
** to join.
**
**     the form --> asking_judge, asking_take_turn, asking_take_mail --> a mail with a link --> asking_link, a button
**
** Whether an address is known is never to be told from an answer: when asking_take_mail says that enough mails went
** there, the caller answers as if one more did.
*/
#ifndef WEB_ASKING_H
#define WEB_ASKING_H

#include "store/rate.h"
#include "web/form.h"
#include "web/layout/parts.h"

#define ASKING_TRAP_LETTERS 300

/* How often a form is taken: from one address, from an office or a customer's whole line, from all. */
struct asking_limits {
    struct rate_limit one;
    struct rate_limit line;
    struct rate_limit all;
};

/* The fields of who asks, in the form of that name's declared fields: name, mail, says, website (the trap). */
struct asking_fields {
    struct form_field name;
    struct form_field mail;
    struct form_field says;
    struct form_field trap;   /* left empty by people, who are not shown it */
};

/* FAULT_INVALID, 429 and for how long, when too many came. */
enum fault must_use asking_take_turn(struct request *request, struct response *response,
                                     const struct asking_limits *limits);
/* Notes a problem when the field "website" of the form is filled in. */
void asking_judge_trap(struct request *request, const struct field *form);
/* Notes a problem of the field "mail" where no mail goes out. */
void asking_judge_mail(struct request *request, const struct field *form);
bool asking_is_open(const struct request *request);
/* *ret_may false: that address (folded) got as many mails of this kind as a day takes. */
enum fault must_use asking_take_mail(struct request *request, struct str kind, struct str folded, bool *ret_may);

/* With what was typed, else what the account says of who has signed in. */
enum fault must_use asking_fields_of(struct request *request, const struct field *form, struct str mail_hint,
                                     struct asking_fields *ret_fields);
/* Who has signed in and typed another address (folded) than the account has; not known: nobody, or their own. */
enum fault must_use asking_self(struct request *request, struct str folded, struct maybe_int *ret_id);
/* "Look into your mail", when the declared field "done" says so. */
struct notice asking_notice(struct request *request, struct out *out);

/* What a link of that kind names, of request->params[0]. FAULT_NOT_FOUND: no link of ours, or over. */
enum fault must_use asking_link(struct request *request, const char *kind, struct str *ret_subject);
/* The page of a link that leads nowhere any more: 404, and where to ask anew. */
void asking_show_over(struct request *request, struct response *response, const struct field *form, struct url again,
                      struct str again_name);
/* Refused, 409. */
enum fault must_use asking_refuse(struct request *request, struct response *response, const char *what,
                                  const char *hint);

#endif
