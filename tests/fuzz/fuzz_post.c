/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as what a browser sends with a form: its cookies, where it comes from (a line each: Cookie,
** X-Forwarded-For, Origin, User-Agent), the token of the form. A session is 64 digits or none, nobody is two
** senders, and what comes from elsewhere is not ours. */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

#include "fuzz.h"
#include "http/cookie.h"
#include "http/post.h"
#include "store/session.h"

#define NOW 1795348800

static void add_field(struct head *head, const char *name, struct str value)
{
    head->fields[head->n++] = (struct head_field){str_of(name), value};
}

static void check_session(const struct head *head, bool secure)
{
    struct str session = cookie_session(head, secure);
    check(session.n == 0 || session.n == SESSION_LETTERS);
    for (size_t i = 0; i < session.n; i++) {
        check(strchr("0123456789abcdef", session.s[i]) != NULL && session.s[i] != '\0');
    }
}

static void check_sender(struct arena *arena, const struct head *head)
{
    struct sockaddr_in from = {.sin_family = AF_INET};
    from.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    struct sender forwarded = post_sender(arena, (struct sockaddr *)&from, S(""), head);
    check(forwarded.one.n > 0 && forwarded.one.n < 64 && forwarded.wide.n > 0 && forwarded.wide.n < 64);
    from.sin_addr.s_addr = htonl(0xC6336407); /* 198.51.100.7 is no proxy of ours: it cannot say that it is another */
    check(str_eq(post_sender(arena, (struct sockaddr *)&from, S(""), head).one, S("198.51.100.7")));
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    static const char *const names[] = {"Host", "Cookie", "X-Forwarded-For", "Origin", "User-Agent"};
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    struct head head = {.method = S("POST"), .target = S("/sign-in"), .version = S("HTTP/1.1")};
    struct str rest = fuzz_text(bytes, n);
    add_field(&head, names[0], S("net.example.org"));
    for (size_t i = 1; i < COUNT_OF(names) && rest.s != NULL; i++) {
        add_field(&head, names[i], str_cut(rest, '\n', &rest));
    }
    check_session(&head, false);
    check_session(&head, true);
    check_sender(&arena, &head);
    bool is_ours = post_is_ours(&head, S("https://net.example.org"));
    struct str origin = head_get(&head, "Origin");
    check(!is_ours || str_starts(origin, S("https://")) || str_starts(origin, S("http://")));
    check(session_browser(&arena, head_get(&head, "User-Agent")).n <= SESSION_BROWSER_MAX);
    check(!once_is_fresh(fuzz_text(bytes, n), NOW) || n < ONCE_TEXT_MAX);
    (void)post_is_address(&arena, fuzz_text(bytes, n));
    return 0;
}
