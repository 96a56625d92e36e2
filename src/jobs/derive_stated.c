/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** Where no list counts a country's municipalities, what a municipality stated when it joined the Covenant of Mayors
** is better than the people of the town at its middle: Maia stated 136,769 in 2017, its town has 36,426. Source and
** year are shown with it.
*/
#include "jobs/derive_parts.h"
#include "store/derive.sql.h"

#define SCRATCH_MAX (8u << 20) /* a hundred bytes a city, 20,000 at most */

enum fault derive_stated_clear(const struct deriving *deriving)
{
    return q_derive_stated_clear(deriving->db);
}

static enum fault save(const struct deriving *deriving, const struct q_derive_stated_list *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct maybe_int people = {true, rows[i].population};
        enum size_fit fit = size_fit(deriving->size_rule, rows[i].country, people).fit;
        TRY(q_derive_stated_save(deriving->db, rows[i].city_id, rows[i].population, rows[i].year, rows[i].source_id,
                                 size_fit_word(fit)));
    }
    return OK;
}

enum fault derive_stated(const struct deriving *deriving)
{
    struct arena scratch;
    struct q_derive_stated_list *rows = NULL;
    size_t n = 0;
    arena_init(&scratch, SCRATCH_MAX);
    enum fault fault = q_derive_stated_list(deriving->db, &scratch, &rows, &n);
    if (fault == OK) {
        fault = save(deriving, rows, n);
    }
    arena_done(&scratch);
    return fault;
}
