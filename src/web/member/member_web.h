/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** member: the people of a member city, for its main contact and for coordinators: who acts for it, who asks to, who
** is invited, which mail addresses are the city's own; and the page of an invitation, for who was invited.
**
** Whoever invites an address that is none of the city's own vouches for it, and that is said beside it. Whatever the
** address names is looked for within the city of the address, so nothing of one city is reached through another.
*/
#ifndef WEB_MEMBER_MEMBER_WEB_H
#define WEB_MEMBER_MEMBER_WEB_H

#include "store/member.sql.h"
#include "web/people/deed.h"

struct member_row {
    struct url url;
    struct str name;         /* of a person or a city; "" of who is invited */
    struct str mail;
    struct str role;         /* "Main contact", "Colleague"; in the list of cities how many people */
    struct str says;         /* since when, by whom */
    struct str speaks;       /* "Speaks for the area around us: ..."; "" they do not, or who looks is not of the city */
    struct str vouched;      /* "The address is not one of the city's own: ..."; "" for none */
    struct tag state;        /* name "" for none */
};

struct member_city_row {
    struct url url;
    struct str name;
    struct str says;         /* how many people and invitations */
    struct tag state;        /* how many ask; name "" for none */
    struct tag standing;     /* paused, left; name "" for what is usual */
    struct url membership;
    struct tag commitment;
    struct str until;        /* "until 23 November 2028"; "" none holds */
};

struct member_page {
    struct page *page;
    struct notice notice;
    struct member_row *people;
    size_t people_n;
    struct member_row *asking;
    size_t asking_n;
    struct member_row *invited;
    size_t invited_n;
    struct str domains;      /* "ciampino.example, ..."; "" for none */
    struct url membership;
    struct url invite;
    struct url addresses;    /* no text: who looks may not change them */
};

struct member_cities_page {
    struct page *page;
    struct member_city_row *rows;
    size_t n;
    struct first_next pages;
};

extern const struct field member_cities_fields[], member_people_fields[], member_person_form[], invite_form[];
extern const struct field invited_form[], addresses_form[], invitation_form[];
handler member_cities_get, member_people_get, member_person_get, member_person_act, invite_get, invite_act;
handler invited_get, invited_act, addresses_get, addresses_act, invitation_get, invitation_act;

/* ---- for these pages */

/* The member city of the address. */
enum fault must_use member_of(struct request *request, struct q_member_by_uid *ret_member);
struct url member_url(struct request *request, const char *pattern);
/* A page within those of a city: the trail leads back to its people. */
struct deed *member_deed(struct request *request, struct str title, struct str lead, struct str city);
/* "role=colleague\nmember=3\n", for the log. */
struct str member_fields(struct request *request, struct str role, int64_t member_id);

/* The last day on which somebody stands in, whose part ends at `until`. */
struct str member_stand_in_day(struct out *out, int64_t until);
/* The part by which somebody speaks for the area around; NULL: they do not. */
const struct q_member_people *member_speaks(const struct q_member_people *rows, size_t n, int64_t person_id);
/* The place that somebody speaks for in the area around their city; "All of it". */
struct str member_for_area(struct out *out, struct str place);

#endif
