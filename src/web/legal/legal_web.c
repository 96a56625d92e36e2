/* SPDX-License-Identifier: AGPL-3.0-or-later
** legal: what its pages share, and where a weakness is reported. */
#include "web/legal/legal_web.h"

#include "base/check.h"
#include "text/words.h"
#include "web/say.h"
#include "web/views.h"

#define LINES_MAX 100

enum fault legal_load(struct request *request, struct legal *ret_legal)
{
    TRY(setting_list(request->db, request->arena, &ret_legal->values));
    ret_legal->set_up = set_up_of(&ret_legal->values, request->site->base_url, request->today);
    return OK;
}

struct str legal_value(const struct legal *legal, enum setting_name which)
{
    return legal->values.items[which].value;
}

struct lines legal_lines(struct arena *arena, struct str text)
{
    struct str *items = arena_array(arena, struct str, LINES_MAX);
    size_t n = 0;
    while (text.n > 0 && n < LINES_MAX) {
        struct str line = str_trim(str_cut(text, '\n', &text));
        if (line.n > 0) {
            items[n++] = line;
        }
    }
    return (struct lines){items, n};
}

/* ---- security */

static bool is_web_address(struct str contact)
{
    return str_starts(contact, S("https://"));
}

enum fault security_get(struct request *request, struct response *response)
{
    struct out out = response_out(request, response);
    struct security_page *m = arena_new(request->arena, struct security_page);
    struct legal legal;
    TRY(legal_load(request, &legal));
    struct str contact = legal_value(&legal, SETTING_SECURITY_CONTACT);
    m->page = page_of(request, W(&out, "Report a weakness"),
                      W(&out, "Whom to tell when you have found a way to see or change what you should not."),
                      DOOR_NONE);
    m->contact_name = contact;
    if (is_web_address(contact)) {
        (void)url_external(request->arena, contact, &m->contact);
    } else if (contact.n > 0) {
        m->contact = url_mail(request->arena, contact, W(&out, "A weakness of your site"), S(""));
    }
    view_security(&out, m);
    return OK;
}

/* "en, de": those that the pages are written in. */
static void put_languages(struct buf *body)
{
    buf_put_str(body, S("Preferred-Languages: en"));
    for (const struct words *words = words_shipped; words->tag.n > 0; words++) {
        buf_put_str(body, S(", "));
        buf_put_str(body, words->tag);
    }
    buf_put_str(body, S("\n"));
}

/* RFC 9116, 2.5. It expires a year after those who run the site have last looked through what it says (2.5.5: less than
** a year is advised); there is none before they have. */
enum fault security_txt_get(struct request *request, struct response *response)
{
    struct legal legal;
    struct buf *body = &response->body;
    TRY(legal_load(request, &legal));
    struct str contact = legal_value(&legal, SETTING_SECURITY_CONTACT);
    if (contact.n == 0 || date_is_none(legal.set_up.review_by)) {
        return FAULT_NOT_FOUND;
    }
    buf_put_str(body, is_web_address(contact) ? S("Contact: ") : S("Contact: mailto:"));
    buf_put_str(body, contact);
    buf_put_str(body, S("\nExpires: "));
    buf_put_str(body, instant_iso(request->arena, (int64_t)legal.set_up.review_by.days * 86400 - 1));
    buf_put_str(body, S("\n"));
    put_languages(body);
    if (is_web_address(request->site->base_url)) { /* 2.5.2 and 2.5.7: https, or not at all */
        buf_format(body, "Canonical: %.*s/.well-known/security.txt\nPolicy: %.*s/security\n",
                   STR_ARG(request->site->base_url), STR_ARG(request->site->base_url));
    }
    response->content_type = "text/plain; charset=utf-8";
    return OK;
}
