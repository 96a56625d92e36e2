/* SPDX-License-Identifier: AGPL-3.0-or-later
** mime: a mail as bytes. */
#include "text/mime.h"

#include <string.h>

#include "base/check.h"
#include "base/date.h"
#include "base/scan.h"

#define LOCAL_MAX 64u          /* RFC 5321, 4.5.3.1.1 */
#define LABEL_MAX 63u
#define WORD_MAX 75u           /* an encoded word, RFC 2047, 2 */
#define WORD_BEGIN "=?UTF-8?Q?"
#define WORD_END "?="
#define UID_LETTERS 32u

static const char HEX[] = "0123456789ABCDEF";

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

/* ---- addresses */

static bool is_local(struct str local)
{
    for (size_t i = 0; i < local.n; i++) {
        bool dot = local.s[i] == '.';
        if (dot ? i == 0 || i + 1 == local.n || local.s[i - 1] == '.'
                : !is_alnum(local.s[i]) && !strchr("!#$%&'*+-/=?^_`{|}~", local.s[i])) {
            return false;
        }
    }
    return local.n > 0 && local.n <= LOCAL_MAX;
}

static bool is_label(struct str label)
{
    for (size_t i = 0; i < label.n; i++) {
        if (!is_alnum(label.s[i]) && (label.s[i] != '-' || i == 0 || i + 1 == label.n)) {
            return false;
        }
    }
    return label.n > 0 && label.n <= LABEL_MAX;
}

bool mime_is_address(struct str text)
{
    struct str rest;
    struct str local = str_cut(text, '@', &rest);
    size_t labels = 0;
    if (text.n > MIME_ADDRESS_MAX || memchr(text.s ? text.s : "", 0, text.n) != NULL || !is_local(local)) {
        return false;
    }
    while (rest.s != NULL) {
        if (!is_label(str_cut(rest, '.', &rest))) {
            return false;
        }
        labels++;
    }
    return labels > 0;
}

static struct str domain_of(struct str address)
{
    struct str rest;
    (void)str_cut(address, '@', &rest);
    return rest;
}

/* ---- fields of the head */

static bool is_plain(struct str text)
{
    for (size_t i = 0; i < text.n; i++) {
        if (text.s[i] < ' ' || text.s[i] > '~') {
            return false;
        }
    }
    return !str_contains(text, S("=?")); /* would be read as an encoded word */
}

/* One line, without control bytes, U+0080 to U+009F included. */
static void put_tame(struct buf *out, struct str text)
{
    struct scan scan = scan_of(text);
    uint32_t rune;
    while (!scan_end(&scan)) {
        if (!scan_rune(&scan, &rune)) {
            scan.rest = str_from(scan.rest, 1); /* bad UTF-8 */
            rune = 0xfffd;
        }
        buf_put_rune(out, rune < ' ' || (rune >= 0x7f && rune < 0xa0) ? ' ' : rune);
    }
}

/* Breaks before the word that would go past the line. */
static void put_folded(struct buf *out, struct str text, size_t at)
{
    struct str rest = text;
    bool first = true;
    while (rest.s != NULL) {
        struct str word = str_cut(rest, ' ', &rest);
        if (word.n == 0) {
            continue;
        }
        if (!first) {
            bool breaks = at + 1 + word.n > MIME_LINE_MAX;
            buf_put_str(out, breaks ? S("\r\n ") : S(" "));
            at = breaks ? 1 : at + 1;
        }
        buf_put_str(out, word);
        at += word.n;
        first = false;
    }
}

/* How many letters a character takes in an encoded word. */
static size_t encoded_size(struct str rune)
{
    return rune.n == 1 && (is_alnum(*rune.s) || *rune.s == ' ') ? 1 : 3 * rune.n;
}

static void put_encoded_rune(struct buf *out, struct str rune)
{
    if (encoded_size(rune) == 1) {
        buf_put_char(out, *rune.s == ' ' ? '_' : *rune.s);
        return;
    }
    for (size_t i = 0; i < rune.n; i++) {
        unsigned char c = (unsigned char)rune.s[i];
        buf_put_char(out, '=');
        buf_put_char(out, HEX[c >> 4]);
        buf_put_char(out, HEX[c & 15]);
    }
}

/* No character stands in two words (RFC 2047, 5). */
static void put_encoded(struct buf *out, struct str text, size_t at)
{
    size_t fixed = sizeof WORD_BEGIN - 1 + sizeof WORD_END - 1;
    size_t word = 0; /* letters of the open one; 0: none is open */
    struct scan scan = scan_of(text);
    uint32_t code;
    while (!scan_end(&scan)) {
        struct str from = scan.rest;
        check(scan_rune(&scan, &code));
        struct str rune = str_sub(from, 0, from.n - scan.rest.n);
        size_t size = encoded_size(rune);
        if (word > 0 && (word + size > WORD_MAX || at + size + sizeof WORD_END - 1 > MIME_LINE_MAX)) {
            buf_put_str(out, S(WORD_END "\r\n "));
            word = 0;
            at = 1;
        }
        if (word == 0) {
            buf_put_str(out, S(WORD_BEGIN));
            word = fixed;
            at += sizeof WORD_BEGIN - 1;
        }
        put_encoded_rune(out, rune);
        word += size;
        at += size;
    }
    buf_put_str(out, word > 0 ? S(WORD_END) : S(""));
}

/* Text of a field; `at`: letters before it on its line. */
static void put_text(struct buf *out, struct str text, size_t at)
{
    struct buf tame CLEANUP(buf_done);
    buf_init(&tame, 4 * text.n + 1);
    put_tame(&tame, text);
    struct str line = str_trim(buf_str(&tame));
    struct str rest = line;
    bool fits = is_plain(line);
    while (rest.s != NULL) {
        fits = fits && str_cut(rest, ' ', &rest).n < MIME_LINE_MAX - at;
        rest = fits ? rest : (struct str){0};
    }
    if (fits) {
        put_folded(out, line, at);
    } else {
        put_encoded(out, line, at);
    }
}

void mime_put_field(struct buf *out, const char *name, struct str value)
{
    buf_format(out, "%s: ", name);
    put_text(out, value, strlen(name) + 2);
    buf_put_str(out, S("\r\n"));
}

/* Within quotes when it is ASCII, for it may hold what parts addresses. */
static void put_from(struct buf *out, struct str name, struct str address)
{
    buf_put_str(out, S("From: "));
    if (name.n > 0 && is_plain(name) && name.n < MIME_LINE_MAX - 10) {
        buf_put_char(out, '"');
        for (size_t i = 0; i < name.n; i++) {
            if (name.s[i] == '"' || name.s[i] == '\\') {
                buf_put_char(out, '\\');
            }
            buf_put_char(out, name.s[i]);
        }
        buf_put_char(out, '"');
    } else if (name.n > 0) {
        struct buf tame CLEANUP(buf_done);
        buf_init(&tame, 4 * name.n + 1);
        put_tame(&tame, name);
        put_encoded(out, str_trim(buf_str(&tame)), sizeof "From: " - 1);
    }
    buf_format(out, "%s<%.*s>\r\n", name.n > 0 ? "\r\n " : "", STR_ARG(address));
}

struct str mime_date(struct arena *arena, int64_t at)
{
    static const char DAYS[][4] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"}; /* 1970 began on a Thursday */
    static const char MONTHS[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov",
                                     "Dec"};
    struct date day = {(int32_t)(at / 86400)};
    int64_t second = at % 86400;
    int y, m, d;
    check(at >= 0);
    date_split(day, &y, &m, &d);
    return str_format(arena, "%s, %d %s %04d %02d:%02d:%02d +0000", DAYS[day.days % 7], d, MONTHS[m - 1], y,
                      (int)(second / 3600), (int)(second / 60 % 60), (int)(second % 60));
}

/* ---- bodies */

static bool stands_as_it_is(char c)
{
    return c >= ' ' && c <= '~' && c != '=';
}

static void put_quoted_byte(struct buf *out, char byte, bool plain)
{
    unsigned char c = (unsigned char)byte;
    if (plain) {
        buf_put_char(out, byte);
        return;
    }
    buf_put_char(out, '=');
    buf_put_char(out, HEX[c >> 4]);
    buf_put_char(out, HEX[c & 15]);
}

/* A space at the end of a line may be lost on the way; a dot, or "From " (as "=46rom"), at its beginning may be
** changed; so these are encoded. */
void mime_put_quoted(struct buf *out, struct str text)
{
    size_t at = 0;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.s[i];
        bool ends = i + 1 == text.n || text.s[i + 1] == '\n' || text.s[i + 1] == '\r';
        if (c == '\r') {
            if (i + 1 == text.n || text.s[i + 1] == '\n') {
                continue;
            }
            c = '\n'; /* a lone one is a line break too */
        }
        if (c == '\n') {
            buf_put_str(out, S("\r\n"));
            at = 0;
            continue;
        }
        bool risky = at == 0 && (c == '.' || (c == 'F' && str_starts(str_from(text, i), S("From "))));
        bool plain = stands_as_it_is(c) && !(c == ' ' && ends) && !risky;
        if (at + (plain ? 1 : 3) > MIME_LINE_MAX - 1) {
            buf_put_str(out, S("=\r\n"));
            at = 0;
            plain = plain && c != '.' && c != 'F';
        }
        put_quoted_byte(out, c, plain);
        at += plain ? 1 : 3;
    }
    buf_put_str(out, at > 0 ? S("\r\n") : S(""));
}

static void put_part(struct buf *out, struct str uid, const char *type, struct str text)
{
    buf_format(out, "--=_%.*s\r\nContent-Type: text/%s; charset=UTF-8\r\nContent-Transfer-Encoding: "
                    "quoted-printable\r\n\r\n",
               STR_ARG(uid), type);
    mime_put_quoted(out, text);
}

/* ---- the whole */

static bool is_header_url(struct str url)
{
    for (size_t i = 0; i < url.n; i++) {
        if (url.s[i] <= ' ' || url.s[i] > '~' || url.s[i] == '<' || url.s[i] == '>' || url.s[i] == ',') {
            return false;
        }
    }
    return url.n <= MIME_URL_MAX && (str_starts(url, S("https://")) || str_starts(url, S("http://")));
}

static bool is_uid(struct str uid)
{
    for (size_t i = 0; i < uid.n; i++) {
        if (!is_alnum(uid.s[i])) {
            return false;
        }
    }
    return uid.n == UID_LETTERS;
}

static bool is_tag(struct str tag)
{
    for (size_t i = 0; i < tag.n; i++) {
        if (!is_alnum(tag.s[i]) && tag.s[i] != '-') {
            return false;
        }
    }
    return tag.n > 0 && tag.n < 36;
}

static void put_head(struct buf *out, struct arena *arena, const struct mime_head *head, const struct mime_words *words)
{
    struct str date = mime_date(arena, head->at);
    put_from(out, head->from_name, head->from);
    buf_format(out, "To: <%.*s>\r\n", STR_ARG(head->to));
    mime_put_field(out, "Subject", words->subject);
    buf_format(out, "Date: %.*s\r\nMessage-ID: <%.*s@%.*s>\r\n", STR_ARG(date), STR_ARG(head->uid),
               STR_ARG(domain_of(head->from)));
    buf_put_str(out, S("Auto-Submitted: auto-generated\r\n")); /* RFC 3834: no out-of-office answers */
    if (words->unsubscribe.n > 0) {
        buf_format(out, "List-Unsubscribe: <%.*s>\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n",
                   STR_ARG(words->unsubscribe));
    }
    if (is_tag(words->language)) {
        buf_format(out, "Content-Language: %.*s\r\n", STR_ARG(words->language));
    }
    buf_format(out, "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=\"=_%.*s\"\r\n\r\n",
               STR_ARG(head->uid));
}

enum fault mime_put(struct buf *out, struct arena *arena, const struct mime_head *head, const struct mime_words *words)
{
    check(is_uid(head->uid));
    if (!mime_is_address(head->from) || !mime_is_address(head->to) ||
        (words->unsubscribe.n > 0 && !is_header_url(words->unsubscribe))) {
        return FAULT_INVALID;
    }
    put_head(out, arena, head, words);
    put_part(out, head->uid, "plain", words->text); /* "=_" stands in no quoted-printable: no part can end another */
    put_part(out, head->uid, "html", words->html);
    buf_format(out, "--=_%.*s--\r\n", STR_ARG(head->uid));
    return OK;
}
