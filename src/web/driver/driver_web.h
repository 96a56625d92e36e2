/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** driver: who drives the network and who is the deputy: the page where those who run it name them (/driver), the page
** of who was named, where they say whether their name may be shown and that they are away (/driver/mine), and what
** everybody reads of it: names only of who said yes, and never an address but the network's own.
*/
#ifndef WEB_DRIVER_DRIVER_WEB_H
#define WEB_DRIVER_DRIVER_WEB_H

#include "store/driver.h"
#include "web/people/deed.h"

/* What everybody reads. */
struct driver_public {
    struct str says;     /* "Ann drives this network, since 3 March 2027." */
    struct str deputy;   /* "" for none */
    struct str mail;     /* of the network; "" until set */
    struct url mail_url;
};

/* Of who is named now, in the reader's language. */
struct driver_public driver_public_of(struct request *request, struct out *out, const struct drivers *drivers);
/* "driver", "deputy", as a word within a sentence. */
struct str driver_part_say(struct out *out, enum driver_part part);
/* What is missing, as a thing to do; "" for nothing. */
struct str driver_gap_say(struct out *out, enum driver_gap gap);

extern const struct field driver_fields[], driver_form[], driver_own_form[];
handler driver_get, driver_act, driver_own_get, driver_own_act;

#endif
