/* SPDX-License-Identifier: AGPL-3.0-or-later
** city: the range of folded names that begin alike. */
#include "store/city.h"

#include "base/fold.h"

#define LAST_RUNE "\xF4\x8F\xBF\xBF" /* U+10FFFF: above every name with the same beginning */

enum fault city_list_by_name(struct db *db, struct arena *arena, struct str name, int64_t most,
                             struct q_city_by_prefix **ret_rows, size_t *ret_n)
{
    struct str low = fold(arena, name);
    if (low.n == 0) {
        *ret_rows = NULL;
        *ret_n = 0;
        return OK;
    }
    return q_city_by_prefix(db, arena, low, str_join(arena, low, S(LAST_RUNE)), most, ret_rows, ret_n);
}
