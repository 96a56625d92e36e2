/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** sender: who sent a request, to count by; http/post.h finds it out. Both "" when nobody knows.
*/
#ifndef HTTP_SENDER_H
#define HTTP_SENDER_H

#include "base/str.h"

struct sender {
    struct str one;  /* "192.0.2.7", "2001:db8:1:2::/64": a household or an office has that many */
    struct str wide; /* the same IPv4, "2001:db8:1::/48": what one customer can have at most */
};

#endif
