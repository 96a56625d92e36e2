/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** announcement: what those who run the network tell: for everybody the page and the feed of what is for everybody, for
** people of member cities also the rest; for who runs the network the form that writes one, corrects it, and takes it
** back. The newest stand on the desk (web/desk) and in a line of the weekly mail (web/mail).
*/
#ifndef WEB_ANNOUNCEMENT_ANNOUNCEMENT_WEB_H
#define WEB_ANNOUNCEMENT_ANNOUNCEMENT_WEB_H

#include "store/announcement.h"
#include "web/form.h"
#include "web/layout/parts.h"

struct announcement_row {
    struct str id;         /* of the part of the page */
    struct str title;
    struct str says;
    struct str when;
    struct url link;       /* no text for none */
    struct tag tag;        /* for member cities; name "" for none */
    struct url change;     /* no text: who looks may not */
};

struct announcements_page {
    struct page *page;
    struct notice notice;  /* title "" for none */
    struct announcement_row *rows;
    size_t n;
    struct url make;       /* no text: who looks may not */
    struct use_data use;
};

extern const struct field announcements_fields[], announcement_form[];
handler announcements_get, announcements_feed_get, announcement_new_get, announcement_new_act;
handler announcement_get, announcement_act;

#endif
