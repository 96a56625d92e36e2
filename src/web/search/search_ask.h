/* SPDX-License-Identifier: AGPL-3.0-or-later
**
** search_ask: from what somebody typed to hits: the query's language, mended words, and the store's search. The page
** and the command line ask in this one way.
*/
#ifndef WEB_SEARCH_SEARCH_ASK_H
#define WEB_SEARCH_SEARCH_ASK_H

#include "store/search.h"
#include "text/search_query.h"

struct search_answer {
    struct search_query query; /* what was searched for */
    struct str mended;         /* what was searched for instead of what was typed; no text when nothing was mended */
    struct str meant;          /* what may have been meant instead, to be offered; no text for nothing */
    struct search_hits hits;
};

/* Asks soon for what will be shown of an answer whose hits are not yet scored (search_lists): a search whose words are
** mended would wait once more than others if that came after. */
typedef enum fault search_shown_soon(void *context, const struct search_answer *answer);

struct search_asked {
    struct str typed;
    bool mend;                     /* a word that no project holds is replaced by the nearest that some do */
    const struct project_id *only; /* as in struct search_ask */
    size_t only_n;
    bool calls;                    /* search_calls follows, of the same words */
    search_shown_soon *shown_soon; /* NULL: nothing is shown */
    void *context;
};

/* What search_answer_get asks first is asked for soon; `calls` as above. */
void search_answer_soon(struct db *db, struct arena *arena, struct str typed, bool calls);
enum fault must_use search_answer_get(struct db *db, struct arena *arena, const struct search_asked *asked,
                                      struct search_answer *ret_answer);

/* Funding calls for a query; what it asks first, and what the lists alone tell, as in store/search.h. */
void search_calls_soon(struct db *db, const struct search_query *query);
enum fault must_use search_calls_lists(struct db *db, struct arena *arena, const struct search_query *query,
                                       struct search_hits *ret_hits);
enum fault must_use search_calls(struct db *db, struct arena *arena, const struct search_query *query,
                                 struct search_hits *ret_hits);

#endif
