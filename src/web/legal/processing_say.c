/* SPDX-License-Identifier: AGPL-3.0-or-later
** processing_say: what is done with data about people, and who else gets it, in the reader's language; for the notice,
** the record of processing and the impact assessment. */
#include "base/check.h"
#include "domain/eea.h"
#include "text/country.h"
#include "text/words.h"
#include "web/legal/legal_web.h"
#include "web/legal/processing.h"
#include "web/say.h"

#define DAY_S 86400

/* A public body has its task (and may not use legitimate interests for it, art. 6(1), last sentence). */
static struct str say_basis(struct out *out, enum processing_basis basis, bool is_public)
{
    return basis == BASIS_CONSENT   ? W(out, "you agreed to it, and may take that back at any time, GDPR art. 6(1)(a)")
           : is_public              ? W(out, "a task in the public interest, GDPR art. 6(1)(e)")
           : basis == BASIS_PAGES   ? W(out, "our legitimate interest in correct pages, GDPR art. 6(1)(f)")
           : basis == BASIS_NETWORK ? W(out, "our legitimate interest in cities that work together, GDPR art. 6(1)(f)")
                                    : W(out, "our legitimate interest in a safe site, GDPR art. 6(1)(f)");
}

struct processing_row processing_say(struct out *out, size_t i, bool is_public)
{
    const struct processing *row = &processing_rows[i];
    struct slot slots[] = {slot("days", (int)(row->kept_s / DAY_S)), slot("then", (int)(row->then_s / DAY_S)),
                           slot("years", (int)(row->kept_s / DAY_S / 365))};
    check(i < processing_rows_count);
    return (struct processing_row){
        .title = words_text(out, row->title, NULL, 0),
        .what = words_text(out, row->what, NULL, 0),
        .why = words_text(out, row->why, NULL, 0),
        .basis = say_basis(out, row->basis, is_public),
        .kept = words_text(out, row->kept, slots, COUNT_OF(slots)),
        .erased = words_text(out, row->erased, NULL, 0),
    };
}

/* GDPR art. 13(1)(e) and (f). */
struct recipients recipients_say(struct out *out, const struct legal *legal)
{
    struct recipients to = {0};
    struct str host = legal_value(legal, SETTING_HOSTING);
    struct str code = legal_value(legal, SETTING_HOSTING_COUNTRY);
    struct slot slots[] = {slot("host", host), slot("country", country_name(out, code))};
    to.host = host.n == 0   ? S("")
              : code.n == 0 ? words_text(out, W_NOTE("The machine stands at {host}."), slots, 1)
                            : words_text(out, W_NOTE("The machine stands at {host}, {country}."), slots, 2);
    to.abroad = code.n == 0     ? S("")
                : eea_has(code) ? W(out, "We send nothing outside the European Economic Area.")
                                : SAY(out, "{country} is outside the European Economic Area. Ask us on what ground "
                                           "data may go there, and for a copy of the safeguards.", slots[1]);
    to.processors = legal_lines(out->arena, legal_value(legal, SETTING_PROCESSORS));
    return to;
}
