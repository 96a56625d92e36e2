/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fund_lines: facts as people type them, in the words of the reader's language, and back.
**
**     Viseu: Portugal, 42,000, degree of urbanisation 2
**     all together: one legal body of these cities
**
** A line is a city: its name, a colon, then what is known of it, with commas between. A country stands for itself, a
** number alone is its people, a word of yes or no alone is yes. Facts are called as fund_say_subject calls them, or by
** the word that rules have. What cannot be understood is said (*ret_wrong), and nothing is taken. At most
** FUND_LINES_MAX bytes and FUND_CITIES_MAX lines.
*/
#ifndef WEB_FUNDING_FUND_LINES_H
#define WEB_FUNDING_FUND_LINES_H

#include "domain/fund_fact.h"
#include "text/html.h"

#define FUND_LINES_MAX 4000

/* A value as it is typed: "50,000", "Portugal", "PT", "yes". False: the subject has no such value. */
bool fund_value_typed(struct out *out, enum fund_subject subject, struct str typed, struct fund_value *ret_value);
/* The same of several, with commas between; at most `most`. */
bool fund_values_typed(struct out *out, enum fund_subject subject, struct str typed, size_t most,
                       struct fund_value *values, size_t *ret_n);
/* As it is typed. */
struct str fund_value_put(struct out *out, enum fund_subject subject, const struct fund_value *value);

/* Everything in the arena of `out`. False: *ret_wrong is the piece that was not understood; "" there is no city. */
bool fund_group_typed(struct out *out, struct str typed, struct fund_group *ret_group, struct str *ret_wrong);
struct str fund_group_put(struct out *out, const struct fund_group *group);

#endif
