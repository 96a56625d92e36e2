/* SPDX-License-Identifier: AGPL-3.0-or-later
** Any bytes as mail: as a message that came back, as what the DNS says, as words of a field and of a body: what is read
** lies in what was given, what is written stays one field and short lines, and quoted-printable gives the same text;
** as an address or a domain: nothing that only looks like a city's own is taken for it. */
#include <string.h>

#include "domain/idna.h"
#include "domain/official.h"
#include "fuzz.h"
#include "text/bounce.h"
#include "text/mime.h"
#include "text/sender_policy.h"

static void check_bounce(struct arena *arena, struct str text)
{
    struct bounce bounce;
    if (bounce_parse(arena, text, &bounce) != OK) {
        return;
    }
    check(bounce.uid.n == 32 && (bounce.failed || !bounce.for_good));
    check(str_is_utf8(bounce.why) && !memchr(bounce.why.s, '\n', bounce.why.n));
}

static void check_policy(struct arena *arena, struct str text)
{
    struct str record;
    if (txt_parse(arena, text, &record)) {
        check(record.n <= text.n);
    }
    check((spf_read(text) == SPF_NONE) == !spf_is(text));
    check((dmarc_read(text) == DMARC_NONE) == !dmarc_is(text));
}

/* Lines end in CRLF, none is long, and in a field all but the first go on. */
static void check_lines(struct str text, bool field)
{
    for (struct str rest = text; rest.n > 0;) {
        size_t before = rest.n;
        struct str line = str_cut(rest, '\n', &rest);
        check(line.n > 0 && line.s[line.n - 1] == '\r' && line.n <= MIME_LINE_MAX + 1);
        check(!memchr(line.s, '\r', line.n - 1) && !memchr(line.s, 0, line.n));
        check(!field || before == text.n || line.s[0] == ' ');
        for (size_t i = 0; i < line.n; i++) {
            check((unsigned char)line.s[i] < 0x7f);
        }
    }
}

static int hex(char c)
{
    return c >= 'A' ? c - 'A' + 10 : c - '0';
}

/* As the other side reads it: with '\n' for CRLF. */
static struct str unquote(struct arena *arena, struct str text)
{
    char *to = arena_alloc(arena, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '=' && text.s[i + 1] == '\r') {
            i += 2;
        } else if (text.s[i] == '=') {
            to[n++] = (char)(hex(text.s[i + 1]) << 4 | hex(text.s[i + 2]));
            i += 2;
        } else if (text.s[i] != '\r') {
            to[n++] = text.s[i];
        }
    }
    return (struct str){to, n};
}

static struct str plain_lines(struct arena *arena, struct str text)
{
    char *to = arena_alloc(arena, text.n + 2);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] == '\r' && i + 1 < text.n && text.s[i + 1] == '\n') {
            continue;
        }
        if (text.s[i] == '\r' && i + 1 == text.n) {
            continue;
        }
        to[n++] = text.s[i] == '\r' ? '\n' : text.s[i];
    }
    if (n > 0 && to[n - 1] != '\n') {
        to[n++] = '\n';
    }
    return (struct str){to, n};
}

static void check_writing(struct arena *arena, struct str text)
{
    struct buf out CLEANUP(buf_done);
    buf_init(&out, 64u << 20);
    mime_put_field(&out, "Subject", text);
    check_lines(buf_str(&out), true);
    buf_reset(&out);
    mime_put_quoted(&out, text);
    check_lines(buf_str(&out), false);
    check(!str_contains(buf_str(&out), S("=_")));
    check(str_eq(unquote(arena, buf_str(&out)), plain_lines(arena, text)));
    if (mime_is_address(text)) {
        check(!memchr(text.s, '\r', text.n) && !memchr(text.s, '>', text.n) && text.n <= MIME_ADDRESS_MAX);
    }
}

/* Whatever the address: it is of a domain only by what stands behind its one @. */
static void check_official(struct arena *arena, struct str text)
{
    struct str domain = official_domain(arena, text);
    check(str_eq(official_domain(arena, domain), domain) || official_judge(arena, domain) != OFFICIAL_FINE);
    if (official_judge(arena, domain) == OFFICIAL_FINE) {
        check(official_is_of(arena, str_join(arena, S("a@b."), domain), domain));
        check(!official_is_of(arena, str_join(arena, S("a@b-"), domain), domain));
        check(!official_is_of(arena, str_join(arena, str_join(arena, S("a@"), domain), S(".example")), domain));
    }
    struct str ascii = idna_mail(arena, text);
    struct str end = str_from(ascii, ascii.n < S("gov.example").n ? 0 : ascii.n - S("gov.example").n);
    check(!official_is_of(arena, text, S("gov.example")) || str_eq_nocase(end, S("gov.example")));
}

/* Whatever an official website is written as: its domain is one that can be a city's own, or there is none. */
static void check_website(struct arena *arena, struct str text)
{
    struct str domain = official_website(arena, text);
    if (domain.n == 0) {
        return;
    }
    check(official_judge(arena, domain) == OFFICIAL_FINE);
    check(official_is_of(arena, str_join(arena, S("a@"), domain), domain));
    if (!str_starts(domain, S("www."))) {
        check(str_eq(official_website(arena, domain), domain));
        struct str whole = str_format(arena, "https://www.%.*s:8080/city", STR_ARG(domain));
        check(domain.n + 4 > OFFICIAL_DOMAIN_MAX || str_eq(official_website(arena, whole), domain));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct str text = fuzz_text(bytes, n);
    struct arena arena CLEANUP(arena_done);
    arena_init(&arena, FUZZ_ARENA_MAX);
    if (n <= 65536) {
        check_bounce(&arena, text);
        check_policy(&arena, text);
        check_official(&arena, text);
        check_website(&arena, text);
        check_writing(&arena, text);
    }
    return 0;
}
