/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** second: the second step of signing in: a code that a phone shows (TOTP, text/otp.h), for whoever wants it and for
** those who run the network, whose rights count only with it.
**
** - Set up: the secret stands in the page as a picture and as text, and sealed in its form; it is kept only when a code
**   of it was typed. Then recovery codes are shown, once: their page's address holds them sealed, for RECOVERY_SHOWN_S.
** - Signing in: after the password there is no session yet. The address of the next page says, sealed, who it is, how
**   and where to go on, for SECOND_OPEN_S; only with a right code a session begins. A code counts once (RFC 6238, 5.2).
** - Wrong codes are counted with wrong passwords (session_wrong.c).
** What is sealed is worth nothing for another person, for another purpose, or later.
*/
#ifndef WEB_SESSION_SECOND_H
#define WEB_SESSION_SECOND_H

#include "web/form.h"
#include "web/layout/parts.h"

#define SECOND_OPEN_S 600      /* ASVS 5.0, 6.5.5 */
#define RECOVERY_SHOWN_S 600
#define RECOVERY_CODES 8
#define SEALED_MAX 1000        /* letters */

struct second_page {
    struct page *page;
    struct notice notice;     /* title "" for none */
    bool is_on;
    bool asks_present;
    struct str codes_left;
    struct html picture;
    struct str secret;        /* in groups of four */
    struct str pending;       /* sealed */
    struct form_field present;
    struct form_field code;
    struct form_problems *problems;
    struct str once;
    struct url action;
};

struct recovery_page {
    struct page *page;
    struct str codes[RECOVERY_CODES];
    size_t n;
    struct url next;
};

extern const struct field second_form[], second_sign_in_form[];
handler second_get, second_act, recovery_get;
handler second_sign_in_get, second_sign_in_act;

#endif
