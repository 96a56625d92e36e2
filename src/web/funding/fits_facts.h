/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** fits_facts: what only a member city knows of what the rules ask, in two short forms on the page that needs it, each
** saved by itself. "Not known" takes an answer back. Faults of loading and saving are those of db.h.
*/
#ifndef WEB_FUNDING_FITS_FACTS_H
#define WEB_FUNDING_FITS_FACTS_H

#include "store/member_fact.h"
#include "web/funding/fund_say.h"
#include "web/people/deed.h"

#define FITS_INPUTS_MAX 5 /* of one form */

enum { FITS_HAVE, FITS_WANT, FITS_FORMS };

struct fits_facts {
    const struct q_member_facts *rows;
    size_t n;
};

struct fits_form {
    struct str id;     /* "have", "want": also what its button says */
    struct str title;
    struct str says;
    struct str seen;   /* what stood there when the page was made */
    struct form_field fields[FITS_INPUTS_MAX];
    size_t fields_n;
    struct deed_select selects[FITS_INPUTS_MAX];
    size_t selects_n;
};

extern const struct field fits_form[];

void fits_facts_soon(struct request *request);
enum fault must_use fits_facts_load(struct request *request, struct fits_facts *ret_facts);
/* Of the city itself into `city`, of all together into `group`. */
void fits_facts_put(const struct fits_facts *facts, struct fund_city *city, struct fund_group *group);
/* The same of one fact, by its word; nothing when it is none of these. */
void fits_fact_put(struct str fact, struct str said, struct fund_city *city, struct fund_group *group);
/* With what was typed, where this one was sent. `together`: it also asks whether the city and the area are one body. */
void fits_facts_ask(struct request *request, struct out *out, const struct fits_facts *facts, bool together,
                    struct fits_form forms[FITS_FORMS]);
/* Whether a form here asks for it: the id of its input is the word of the subject. */
bool fits_facts_has(enum fund_subject subject, bool together);
/* The button: keeps one form, or says what is wrong. */
enum fault must_use fits_facts_save(struct request *request, struct response *response, int64_t member_id);

#endif
