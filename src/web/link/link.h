/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** link: what can be done from a mail, without signing in: a link opens a page with the one answer prepared and one
** button; the button acts. Opening it, however often and by whatever machine, changes nothing and does not use it up.
**
** A link says what it is for, of what, and until when, and is signed with the key of the network, so no row stands for
** it: "kind~subject~expires~signature". It gives only the one thing it is for. Links of one kind, `off`, stand at
** /unsubscribe, which takes one POST from a mail program without a page before it (RFC 8058); the rest at /links.
*/
#ifndef WEB_LINK_LINK_H
#define WEB_LINK_LINK_H

#include "text/secret.h"
#include "web/form.h"
#include "web/layout/parts.h"

#define LINK_KEPT_S (30 * 86400)     /* a mail may lie for a month */
#define LINK_OFF_S (730 * 86400)     /* but who wants no more may say so for long */

struct mail_link {
    struct str kind;
    struct str subject;
    int64_t expires_at;
};

/* Letters of kind and subject: a to z, 0 to 9 and "-". */
struct str mail_link_make(struct arena *arena, const struct secret_key *key, const struct mail_link *link);
/* FAULT_NOT_FOUND: not made by us, or with another key. Whether it is over is the caller's to look at. */
enum fault must_use mail_link_parse(const struct secret_key *key, struct str token, struct mail_link *ret_link);

/* "/links/..." for a month from `now`. */
struct url mail_link_url(struct arena *arena, const struct secret_key *key, const char *kind, struct str subject,
                    int64_t now);
/* "/unsubscribe/...": no more mail that was not asked for, to the address of this digest. */
struct url mail_link_off_url(struct arena *arena, const struct secret_key *key, struct str digest, int64_t now);

/* The token of a link that lets in once (store/person.h), for the fields of a mail: the queue holds it sealed, and
** mail_words opens it. Without a key FAULT_NOT_FOUND. */
enum fault must_use mail_token_seal(struct arena *arena, const struct secret_key *key, struct str token,
                                    struct str *ret_sealed);
enum fault must_use mail_token_open(struct arena *arena, const struct secret_key *key, struct str sealed,
                                    struct str *ret_token);

struct mail_link_page {
    struct page *page;
    struct str says[3];
    size_t says_n;
    struct url about;             /* the page that it is about; no text for none */
    struct str quote;             /* what somebody wrote; "" for none */
    const struct form_field *field; /* the answer prepared; NULL for none */
    struct form_problems *problems;
    struct str button;            /* "": it is done, or over */
    struct url action;
    struct str once;
};

extern const struct field mail_link_form[];
handler mail_link_get;
handler mail_link_act;
handler mail_link_off_get;
handler mail_link_off_act;

#endif
