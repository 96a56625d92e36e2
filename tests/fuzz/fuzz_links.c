/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as an address of chance or of a signature: as a link from a mail or of a changed mail address, as the way
** to the second step, as where to go on. Only what was signed or sealed here is read, and then it is what was signed;
** as a text that we have signed they come out as they went in, or not at all. */
#include <string.h>

#include "fuzz.h"
#include "text/secret.h"
#include "web/introduction/introduction_web.h"
#include "web/link/link.h"
#include "web/session/address_link.h"
#include "web/session/second.h"
#include "web/session/second_parts.h"
#include "web/session/session_parts.h"

#define NOW 1795348800

static const struct secret_key key; /* all zero is as good as any */

static void check_link(struct arena *arena, struct str text)
{
    struct mail_link link;
    check(mail_link_parse(&key, text, &link) == FAULT_NOT_FOUND);
    struct str signature = secret_sign(arena, &key, "link", text);
    struct str token = str_format(arena, "%.*s~%.*s", STR_ARG(text), STR_ARG(signature));
    if (!memchr(text.s, 0, text.n) && mail_link_parse(&key, token, &link) == OK) {
        check(link.expires_at >= 0 && fuzz_within(link.kind, token) && fuzz_within(link.subject, token));
        check(str_starts(text, link.kind) && str_contains(text, link.subject));
        check(mail_link_parse(&key, str_sub(token, 0, token.n - 1), &link) == FAULT_NOT_FOUND);
    }
}

/* What names an introduction, a side and a person in a link that was signed. */
static void check_talk(struct arena *arena, struct str text)
{
    struct str uid;
    bool is_from;
    int64_t person;
    if (!memchr(text.s, 0, text.n) && talk_link_parse(text, &uid, &is_from, &person)) {
        check(person > 0 && fuzz_within(uid, text) && !str_contains(uid, S("-")));
        struct str again = talk_link_subject(arena, uid, is_from, person);
        check(str_starts(text, str_sub(again, 0, uid.n + 3)));
        check(talk_link_parse(again, &uid, &is_from, &person));
    }
}

static void check_way(struct request *request, struct str text)
{
    struct on_the_way way;
    check(!way_open(request, text, &way));
    struct str sealed = secret_seal(request->arena, &key, S("second step of signing in"), text);
    if (way_open(request, sealed, &way)) {
        check(way.person_id > 0 && way.since >= NOW - SECOND_OPEN_S && way.since <= NOW + 60);
        check(way.opened_by.n + way.next.n <= text.n);
    }
}

static bool opens_address(struct arena *arena, bool back, struct str sealed, struct address_link *ret_link)
{
    return back ? address_link_opens_back(arena, &key, sealed, ret_link)
                : address_link_opens_confirm(arena, &key, sealed, ret_link);
}

/* What opens says the same when it is sealed again, and nothing for the other purpose. */
static void check_address(struct arena *arena, bool back, struct str text)
{
    struct address_link link;
    struct address_link again;
    struct str about = back ? S("old mail address of a person") : S("new mail address of a person");
    check(!opens_address(arena, back, text, &link));
    struct str sealed = secret_seal(arena, &key, about, text);
    check(!opens_address(arena, !back, sealed, &link));
    if (opens_address(arena, back, sealed, &link)) {
        check(sealed.n <= ADDRESS_SEALED_MAX && link.person > 0 && link.rev >= 0 && link.since >= 0 && link.to.n > 0);
        check(str_contains(text, link.from) && str_contains(text, link.to) && !str_contains(link.from, S(" ")));
        struct str other = back ? address_link_back(arena, &key, &link) : address_link_confirm(arena, &key, &link);
        check(opens_address(arena, back, other, &again)); /* no number is written shorter than we write it */
        check(again.person == link.person && again.rev == link.rev && again.since == link.since);
        check(str_eq(again.from, link.from) && str_eq(again.to, link.to));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    const struct site site = {.key = &key};
    struct request request = {.arena = &arena, .site = &site, .now = NOW};
    struct str text = fuzz_text(bytes, n);
    secret_start();
    check_link(&arena, text);
    check_talk(&arena, text);
    check_way(&request, text);
    check_address(&arena, false, text);
    check_address(&arena, true, text);
    struct str next = next_local(&request, text);
    check(next.n == 0 || (next.s[0] == '/' && (next.n == 1 || (next.s[1] != '/' && next.s[1] != '\\'))));
    check(!memchr(next.s, '\n', next.n) && !memchr(next.s, '\r', next.n));
    return 0;
}
