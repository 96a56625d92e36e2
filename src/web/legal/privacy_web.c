/* SPDX-License-Identifier: AGPL-3.0-or-later
** privacy: the notice of GDPR art. 13 and 14; what is done with data about people is in legal/processing.h. */
#include "base/check.h"
#include "domain/eea.h"
#include "http/cookie.h"
#include "text/country.h"
#include "text/words.h"
#include "web/legal/legal_web.h"
#include "web/legal/processing.h"
#include "web/say.h"
#include "web/views.h"

#define DAY_S 86400

/* A public body has its task (and may not use legitimate interests for it, art. 6(1), last sentence). */
static struct str say_basis(struct out *out, enum processing_basis basis, bool is_public)
{
    return is_public                ? W(out, "a task in the public interest, GDPR art. 6(1)(e)")
           : basis == BASIS_PAGES   ? W(out, "our legitimate interest in correct pages, GDPR art. 6(1)(f)")
           : basis == BASIS_NETWORK ? W(out, "our legitimate interest in cities that work together, GDPR art. 6(1)(f)")
                                    : W(out, "our legitimate interest in a safe site, GDPR art. 6(1)(f)");
}

static void set_rows(struct privacy_page *m, struct out *out, bool is_public)
{
    m->rows = arena_array(out->arena, struct processing_row, processing_rows_count);
    m->rows_count = processing_rows_count;
    for (size_t i = 0; i < processing_rows_count; i++) {
        const struct processing *row = &processing_rows[i];
        struct slot slots[] = {slot("days", (int)(row->kept_s / DAY_S)), slot("then", (int)(row->then_s / DAY_S)),
                               slot("years", (int)(row->kept_s / DAY_S / 365))};
        m->rows[i] = (struct processing_row){
            .title = words_text(out, row->title, NULL, 0),
            .what = words_text(out, row->what, NULL, 0),
            .why = words_text(out, row->why, NULL, 0),
            .basis = say_basis(out, row->basis, is_public),
            .kept = words_text(out, row->kept, slots, COUNT_OF(slots)),
            .erased = words_text(out, row->erased, NULL, 0),
        };
    }
}

/* GDPR art. 13(1)(e) and (f). */
static void set_recipients(struct privacy_page *m, struct out *out, const struct legal *legal)
{
    struct str host = legal_value(legal, SETTING_HOSTING);
    struct str code = legal_value(legal, SETTING_HOSTING_COUNTRY);
    struct slot slots[] = {slot("host", host), slot("country", country_name(out, code))};
    m->host = host.n == 0   ? S("")
              : code.n == 0 ? words_text(out, W_NOTE("The machine stands at {host}."), slots, 1)
                            : words_text(out, W_NOTE("The machine stands at {host}, {country}."), slots, 2);
    m->abroad = code.n == 0     ? S("")
                : eea_has(code) ? W(out, "We send nothing outside the European Economic Area.")
                                : SAY(out, "{country} is outside the European Economic Area. Ask us on what ground "
                                           "data may go there, and for a copy of the safeguards.", slots[1]);
    m->processors = legal_lines(out->arena, legal_value(legal, SETTING_PROCESSORS));
}

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
    set_rows(m, &out, legal.set_up.is_public_body);
    set_recipients(m, &out, &legal);
    m->authority = legal_value(&legal, SETTING_PROTECTION_AUTHORITY);
    (void)url_external(request->arena, legal_value(&legal, SETTING_PROTECTION_URL), &m->authority_url);
    m->cookie = cookie_name(str_starts(site->base_url, S("https://")));
    m->reviewed = date_is_none(legal.set_up.reviewed_on)
                      ? S("") : SAY(&out, "Last looked through on {date}.", slot("date", legal.set_up.reviewed_on));
    view_privacy(&out, m);
    return OK;
}
