/* SPDX-License-Identifier: AGPL-3.0-or-later
** privacy: the notice of GDPR art. 13, with the times from where they are kept to. The one table of what is done with
** data about people is below; a row comes with the code that does it. */
#include "base/check.h"
#include "base/limits.h"
#include "domain/eea.h"
#include "http/cookie.h"
#include "store/rate.h"
#include "store/remark.h"
#include "text/country.h"
#include "text/words.h"
#include "web/legal/legal_web.h"
#include "web/say.h"
#include "web/views.h"

#define DAY_S 86400

enum basis { BASIS_TASK, BASIS_SECURITY };

struct processing {
    const char *what;
    const char *why;
    enum basis basis;
    const char *kept; /* with the slots {days} and {then} */
    int64_t kept_s;
    int64_t then_s;
};

static const struct processing PROCESSING[] = {
    {W_NOTE("What you tell us is wrong or missing, and your mail address if you give it"),
     W_NOTE("to mend these pages, and to answer you"), BASIS_TASK,
     W_NOTE("{days} days, or {then} days after it was answered"), REMARK_KEPT_S, REMARK_ENDED_KEPT_S},
    {W_NOTE("A code made of the address of your line when you send a form; the address cannot be told from it"),
     W_NOTE("to keep machines from flooding the forms"), BASIS_SECURITY, W_NOTE("until the end of the day"), 0, 0},
    {W_NOTE("A code of the form that you sent"), W_NOTE("so that a form sent twice counts once"), BASIS_SECURITY,
     W_NOTE("{days} days"), ONCE_KEPT_S, 0},
    {W_NOTE("Which page was asked for, when, and whether it worked; not by whom"),
     W_NOTE("to keep the site working"), BASIS_SECURITY, W_NOTE("as long as the machine keeps its logs"), 0, 0},
};

/* A public body has its task (and may not use legitimate interests for it, art. 6(1), last sentence). */
static struct str say_basis(struct out *out, enum basis basis, bool is_public)
{
    return is_public             ? W(out, "a task in the public interest, GDPR art. 6(1)(e)")
           : basis == BASIS_TASK ? W(out, "our legitimate interest in correct pages, GDPR art. 6(1)(f)")
                                 : W(out, "our legitimate interest in a safe site, GDPR art. 6(1)(f)");
}

static void set_rows(struct privacy_page *m, struct out *out, bool is_public)
{
    m->rows = arena_array(out->arena, struct processing_row, COUNT_OF(PROCESSING));
    m->rows_count = COUNT_OF(PROCESSING);
    for (size_t i = 0; i < COUNT_OF(PROCESSING); i++) {
        const struct processing *row = &PROCESSING[i];
        struct slot slots[] = {slot("days", (int)(row->kept_s / DAY_S)), slot("then", (int)(row->then_s / DAY_S))};
        size_t used = row->then_s > 0 ? 2 : row->kept_s > 0 ? 1 : 0;
        m->rows[i] = (struct processing_row){
            .what = words_text(out, row->what, NULL, 0),
            .why = words_text(out, row->why, NULL, 0),
            .basis = say_basis(out, row->basis, is_public),
            .kept = words_text(out, row->kept, slots, used),
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
