/* SPDX-License-Identifier: AGPL-3.0-or-later
** mail: for who is just curious: whether the address is theirs, and the news. */
#include "base/fields.h"
#include "text/country.h"
#include "web/curious/curious_web.h"
#include "web/mail/mail_parts.h"
#include "web/say.h"

#define NEWS_SHOWN 10 /* the statements read one more */

static enum fault must_use find_row(struct draft *draft, struct q_curious_by_uid *ret_row)
{
    struct str uid = fields_get(draft->arena, draft->mail->fields, "curious");
    TRY(q_curious_by_uid(draft->db, draft->arena, uid, ret_row));
    return draft->m->site->key != NULL && ret_row->remove_at > draft->now ? OK : FAULT_NOT_FOUND;
}

/* Fields: curious. */
enum fault fill_curious(struct draft *draft)
{
    struct q_curious_by_uid row;
    struct out *out = &draft->out;
    TRY(find_row(draft, &row));
    struct slot network = slot("network", draft->m->site->name);
    bool is_on = str_eq(row.state, S("on"));
    draft->m->subject = is_on ? words_text(out, W_NOTE("{network}: the news comes to you already"), &network, 1)
                              : words_text(out, W_NOTE("{network}: shall the news come to you?"), &network, 1);
    draft->m->heading = draft->m->subject;
    mail_say(draft, is_on ? W(out, "Somebody typed this address again. The link opens a page where you can end it.")
                          : W(out, "Somebody typed this address to get news of this network, once a week at most. The "
                                   "link opens a page with a button; it works for a day. If it was not you, there is "
                                   "nothing to do."));
    mail_add_thing(draft, S(""), is_on ? W(out, "See how it stands") : W(out, "See it, and say yes"),
                   mail_link_to(draft, CURIOUS_LINK, row.uid, row.remove_at, "/just-curious/{}"));
    draft->m->why = W(out, "You get this mail because your address was typed to get news of this network. It is not "
                           "used for anything else.");
    return OK;
}

/* ---- the news */

static struct str joined(struct draft *draft, struct str list, struct str more)
{
    return list.n == 0 ? more : str_format(draft->arena, "%.*s; %.*s", STR_ARG(list), STR_ARG(more));
}

static enum fault must_use say_cities(struct draft *draft, int64_t since, size_t *ret_n)
{
    struct q_curious_cities *rows;
    struct str list = S("");
    TRY(q_curious_cities(draft->db, draft->arena, since, &rows, ret_n));
    for (size_t i = 0; i < *ret_n && i < NEWS_SHOWN; i++) {
        list = joined(draft, list, str_format(draft->arena, "%.*s, %.*s", STR_ARG(rows[i].name),
                                              STR_ARG(country_name(&draft->out, rows[i].country))));
    }
    if (*ret_n > NEWS_SHOWN) {
        list = joined(draft, list, W(&draft->out, "and more"));
    }
    if (*ret_n > 0) {
        mail_say(draft, SAY(&draft->out, "New member cities: {list}.", slot("list", list)));
    }
    return OK;
}

static enum fault must_use say_lists(struct draft *draft, int64_t since, size_t *ret_n)
{
    struct q_curious_lists *rows;
    struct str list = S("");
    TRY(q_curious_lists(draft->db, draft->arena, since, &rows, ret_n));
    for (size_t i = 0; i < *ret_n && i < NEWS_SHOWN; i++) {
        list = joined(draft, list, date_is_none(rows[i].as_of)
                                       ? rows[i].name
                                       : SAY(&draft->out, "{source}, as of {date}", slot("source", rows[i].name),
                                             slot("date", rows[i].as_of)));
    }
    if (*ret_n > NEWS_SHOWN) {
        list = joined(draft, list, W(&draft->out, "and more"));
    }
    if (*ret_n > 0) {
        mail_say(draft, SAY(&draft->out, "New data: {list}.", slot("list", list)));
    }
    return OK;
}

/* Fields: curious, since. Not once it has ended, nor when there is nothing new any more. */
enum fault fill_news(struct draft *draft)
{
    struct q_curious_by_uid row;
    struct out *out = &draft->out;
    struct maybe_int since = fields_int(draft->mail->fields, "since");
    size_t cities_n, lists_n;
    TRY(find_row(draft, &row));
    TRY(say_cities(draft, since.v, &cities_n));
    TRY(say_lists(draft, since.v, &lists_n));
    if (!str_eq(row.state, S("on")) || cities_n + lists_n == 0) {
        return FAULT_NOT_FOUND;
    }
    draft->m->subject = SAY(out, "News of {network}", slot("network", draft->m->site->name));
    draft->m->heading = draft->m->subject;
    mail_add_thing(draft, S(""), cities_n > 0 ? W(out, "Open the network") : W(out, "About the data"),
                   cities_n > 0 ? URL("/") : URL("/about-the-data"));
    mail_add_thing(draft, S(""), W(out, "Does your city want to join?"), URL("/join"));
    draft->m->why = W(out, "You get this mail because you asked for it: once a week at most, and only when there is "
                           "something new.");
    return OK;
}
