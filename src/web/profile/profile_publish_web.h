/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** profile_publish: what everybody may read of a member city. For its own people a page a part: what is published, what
** waits for a second person, what is said now, and the steps that may be taken (domain/profile_publish). For everybody
** the page of a city with what was published, and never a person.
*/
#ifndef WEB_PROFILE_PROFILE_PUBLISH_WEB_H
#define WEB_PROFILE_PROFILE_PUBLISH_WEB_H

#include "store/member.sql.h"
#include "web/form.h"
#include "web/profile/profile_said.h"

struct publish_page {
    struct page *page;
    struct notice notice;      /* title "" for none */
    struct form_problems *problems;
    struct said_part asked;    /* n 0: nothing waits */
    struct str asked_says;     /* by whom and when */
    struct str which;          /* the text that waits */
    bool may_answer;           /* else it is their own */
    struct str alone;          /* that nobody else could say yes; "" */
    struct said_part said;     /* n 0: there is nothing to ask for */
    struct str nothing;        /* why; "" */
    struct str no;             /* that somebody said no; "" */
    struct said_part published;/* n 0: nothing is */
    struct str published_says; /* by whom and when */
    struct url shown;          /* where everybody reads it */
    struct str seen;
    struct str once;
    struct url action;
    struct url back;
};

struct says_page {
    struct page *page;
    struct said_part *parts;
    size_t n;
    struct url city;           /* no text: the evidence does not know it */
    struct str name;
};

extern const struct field publish_fields[], publish_form[];
handler publish_get, publish_act, says_get;

/* ---- for the pages of a profile */

#define SEEN_BY_CHOICES "members city everybody"

/* "Seen by people of our city only.", "Everybody reads it, since 3 November 2026." said: what the city says now. */
struct str publish_says(struct out *out, const struct publications *all, int part, struct str said, bool members);
/* The choice that stands: "city", "members", "everybody" (published, or asked for). */
struct str publish_chosen(const struct publications *all, int part, bool members);
/* Whether the page of the part has more to say than who sees it. */
bool publish_has(const struct publications *all, int part);
/* Something that changes with each step: part of what a form sends along as seen. */
struct str publish_seen(struct arena *arena, const struct publications *all, int part);
/* After what the city says of a part was saved with who may see it: everybody: a second person is asked, when there is
** something to ask (*ret_asked); fewer: it is taken down. */
enum fault must_use publish_follow(struct request *request, const struct q_member_by_uid *member, int part,
                                   struct str said, bool everybody, bool *ret_asked);
struct url publish_url(struct request *request, int part);

#endif
