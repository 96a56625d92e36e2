/* SPDX-License-Identifier: AGPL-3.0-or-later
** privacy: the notice of GDPR art. 13 and 14; what is done with data about people is in legal/processing.h. */
#include "base/check.h"
#include "http/cookie.h"
#include "text/words.h"
#include "web/legal/legal_web.h"
#include "web/legal/processing.h"
#include "web/say.h"
#include "web/views.h"

enum fault privacy_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct privacy_page *m = arena_new(request->arena, struct privacy_page);
    struct legal legal;
    TRY(legal_load(request, &legal));
    const struct site *site = request->site;
    m->page = page_of(request, W(&out, "Privacy and cookies"),
                      W(&out, "What this site knows of you, why, for how long, and what you can ask for."), DOOR_NONE);
    m->controller = site->operator_address.n > 0
                        ? SAY(&out, "{name}, {address}", slot("name", site->operator_name),
                              slot("address", site->operator_address))
                        : site->operator_name;
    m->mail_name = site->operator_mail;
    if (site->operator_mail.n > 0) {
        m->mail = url_mail(request->arena, site->operator_mail, W(&out, "My data"), S(""));
    }
    m->officer = legal_value(&legal, SETTING_PROTECTION_OFFICER);
    m->rows = arena_array(request->arena, struct processing_row, processing_rows_count);
    for (; m->rows_count < processing_rows_count; m->rows_count++) {
        m->rows[m->rows_count] = processing_say(&out, m->rows_count, legal.set_up.is_public_body);
    }
    m->recipients = recipients_say(&out, &legal);
    m->authority = legal_value(&legal, SETTING_PROTECTION_AUTHORITY);
    (void)url_external(request->arena, legal_value(&legal, SETTING_PROTECTION_URL), &m->authority_url);
    m->cookie = cookie_name(str_starts(site->base_url, S("https://")) ? COOKIE_SECURE : COOKIE_PLAIN);
    m->room_cookie = cookie_room_name(str_starts(site->base_url, S("https://")));
    m->reviewed = date_is_none(legal.set_up.reviewed_on)
                      ? S("") : SAY(&out, "Last looked through on {date}.", slot("date", legal.set_up.reviewed_on));
    view_privacy(&out, m);
    return OK;
}
