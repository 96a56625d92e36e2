/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_say: what a rule of funding asks and answers, in plain words; pages, mails and the command line say the same.
** All results are in the arena of `out`, in its language.
*/
#ifndef WEB_FUNDING_FUND_SAY_H
#define WEB_FUNDING_FUND_SAY_H

#include "domain/fund_answer.h"
#include "domain/fund_change.h"
#include "text/html.h"

/* "people", "an approved climate or energy plan": what is asked or not known. */
struct str fund_say_subject(struct out *out, enum fund_subject subject);
/* "people together: 50,000 or more": what a clause asks; turned: the opposite. */
struct str fund_say_clause(struct out *out, const struct fund_clause *clause, bool turned);
/* "a group of cities": a way of applying. */
struct str fund_say_way(struct out *out, struct str as);
/* What was found of one clause, without its parts: "Viseu: 42,000", "not known"; "" for clauses of parts. */
struct str fund_say_value(struct out *out, const struct fund_group *group, const struct fund_found *found);

/* "fits", "does not fit, because people: 50,000 or more (42,000)", "we cannot tell yet: needs degree of urbanisation
** (Viseu)", "would fit, but closed on 15 June 2026". One sentence, without a full stop. */
struct str fund_say_answer(struct out *out, const struct fund_rule *rule, const struct fund_group *group,
                           const struct fund_answer *answer);
/* Which facts would tell, when it cannot be told yet. */
struct fund_needs {
    bool of_city[FUND_CITIES_MAX][FUND_CITY_FACTS];
    bool together[FUND_FACTS];
};
void fund_needs_find(struct fund_needs *ret_needs, const struct fund_group *group, const struct fund_answer *answer);

/* "open until ...", "closed on ...", "when it opens is not known". */
struct str fund_say_state(struct out *out, const struct fund_answer *answer);
/* "checked on 22 November 2026, 100 days ago"; of what is only remembered: "written down on ...". */
struct str fund_say_age(struct out *out, const struct fund_rule *rule, const struct fund_answer *answer);
/* "would fit with 1 more city, from another member state, of 8,000 people or more". */
struct str fund_say_change(struct out *out, const struct fund_group *group, const struct fund_change *change);
/* The i-th word that rules have for a kind or a topic; no text past the last. */
struct str fund_say_word_nth(enum fund_subject subject, size_t i);
/* A name, a note or what else is asked, as the catalogue has it. */
struct str fund_say_text(struct out *out, struct str english);
/* An amount of the subject: "42,000", "€1.2 million", "51 in 100", "yes". */
struct str fund_say_amount(struct out *out, enum fund_subject subject, const struct fund_value *value);

/* A part of a sentence as its beginning: with a capital, also the letters of two bytes that ours begin with. */
struct str fund_say_capital(struct arena *arena, struct str text);

#endif
