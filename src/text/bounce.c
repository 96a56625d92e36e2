/* SPDX-License-Identifier: AGPL-3.0-or-later
** bounce: mail that came back. */
#include "text/bounce.h"

#include <string.h>

#define BOUNDARY_MAX 70u /* RFC 2046, 5.1.1 */
#define UID_LETTERS 32u

/* Head and body of a message, or of a part of one. */
struct part {
    struct str head;
    struct str body;
};

/* ---- lines and fields */

static struct str next_line(struct str *rest)
{
    struct str line = str_cut(*rest, '\n', rest);
    if (line.n > 0 && line.s[line.n - 1] == '\r') {
        line.n--;
    }
    return line;
}

/* The head ends with the first empty line. */
static struct part part_of(struct str text)
{
    struct str rest = text;
    while (rest.s != NULL) {
        const char *begin = rest.s;
        if (next_line(&rest).n == 0) {
            return (struct part){str_sub(text, 0, (size_t)(begin - text.s)), rest.s != NULL ? rest : S("")};
        }
    }
    return (struct part){text, S("")};
}

static bool goes_on(struct str rest)
{
    return rest.n > 0 && (rest.s[0] == ' ' || rest.s[0] == '\t');
}

/* The value of the first field of that name, its lines joined; no text when there is none. */
static struct str field_of(struct arena *arena, struct str head, struct str name)
{
    for (struct str rest = head; rest.s != NULL;) {
        struct str value;
        struct str line = next_line(&rest);
        bool found = str_eq_nocase(str_trim(str_cut(line, ':', &value)), name) && value.s != NULL;
        while (goes_on(rest)) {
            struct str more = next_line(&rest);
            value = found ? str_join(arena, value, more) : value;
        }
        if (found) {
            return str_trim(value);
        }
    }
    return (struct str){0};
}

/* "rfc822; a@b.example" -> "a@b.example" (RFC 3464, 2.3.2) */
static struct str behind_type(struct str value)
{
    struct str rest;
    (void)str_cut(value, ';', &rest);
    rest = str_trim(rest.s != NULL ? rest : S(""));
    bool angled = rest.n > 2 && rest.s[0] == '<' && rest.s[rest.n - 1] == '>';
    return angled ? str_sub(rest, 1, rest.n - 2) : rest;
}

static bool is_type(struct arena *arena, struct str head, const char *type)
{
    struct str rest;
    return str_eq_nocase(str_trim(str_cut(field_of(arena, head, S("Content-Type")), ';', &rest)), str_of(type));
}

/* ---- parts */

/* boundary=x or boundary="x"; no text when there is none. */
static struct str boundary_of(struct str type)
{
    struct str rest = type;
    while (rest.s != NULL) {
        struct str value;
        struct str parameter = str_cut(rest, ';', &rest);
        if (!str_eq_nocase(str_trim(str_cut(parameter, '=', &value)), S("boundary"))) {
            continue;
        }
        value = str_trim(value.s != NULL ? value : S(""));
        bool quoted = value.n > 2 && value.s[0] == '"' && value.s[value.n - 1] == '"';
        value = quoted ? str_sub(value, 1, value.n - 2) : value;
        return value.n > 0 && value.n <= BOUNDARY_MAX ? value : (struct str){0};
    }
    return (struct str){0};
}

static bool is_border(struct str line, struct str boundary)
{
    return str_starts(line, S("--")) && str_starts(str_from(line, 2), boundary);
}

static size_t parts_of(struct str body, struct str boundary, struct part parts[BOUNCE_PARTS_MAX])
{
    size_t n = 0;
    const char *begin = NULL;
    for (struct str rest = body; rest.s != NULL && n < BOUNCE_PARTS_MAX;) {
        const char *at = rest.s;
        struct str line = next_line(&rest);
        if (!is_border(line, boundary)) {
            continue;
        }
        if (begin != NULL) {
            parts[n++] = part_of((struct str){begin, (size_t)(at - begin)});
        }
        begin = rest.s;
        if (str_starts(str_from(line, 2 + boundary.n), S("--"))) {
            break;
        }
    }
    return n;
}

/* ---- what is said of the recipient */

/* 5.1.x: bad address; 5.2.1: mailbox disabled; 5.4.4: no such host; 5.0.0 says no more than that it is for good. Not a
** full mailbox, nor a rule of somebody's (RFC 3463, 3). */
static bool is_for_good(struct str status)
{
    static const struct str none[] = {S_INIT("5.2.1"), S_INIT("5.4.4"), S_INIT("5.0.0")};
    bool is = str_starts(status, S("5.1."));
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        is = is || str_eq(status, none[i]);
    }
    return is;
}

static struct str clean(struct arena *arena, struct str text)
{
    struct str one = str_copy(arena, str_scrub(arena, text.s != NULL ? text : S("")));
    for (size_t i = 0; i < one.n; i++) {
        ((char *)one.s)[i] = one.s[i] >= 0 && one.s[i] < ' ' ? ' ' : one.s[i];
    }
    return one;
}

static bool read_group(struct arena *arena, struct str group, struct bounce *bounce)
{
    struct str rest;
    struct str action = field_of(arena, group, S("Action"));
    struct str tried = behind_type(field_of(arena, group, S("Final-Recipient")));
    if (action.s == NULL || tried.n == 0) {
        return false; /* the fields of the message come first */
    }
    bounce->failed = str_eq_nocase(action, S("failed"));
    bounce->status = clean(arena, str_cut(field_of(arena, group, S("Status")), ' ', &rest));
    bounce->why = clean(arena, behind_type(field_of(arena, group, S("Diagnostic-Code"))));
    bounce->addresses[0] = clean(arena, behind_type(field_of(arena, group, S("Original-Recipient"))));
    bounce->addresses[1] = clean(arena, tried);
    bounce->for_good = bounce->failed && is_for_good(bounce->status);
    return true;
}

/* Groups of fields, parted by empty lines; the first of a recipient that failed, else the last. */
static bool read_status(struct arena *arena, struct str body, struct bounce *bounce)
{
    bool any = false;
    for (struct str rest = body; rest.n > 0 && !bounce->failed;) {
        struct part group = part_of(rest);
        any = read_group(arena, group.head, bounce) || any;
        rest = group.body;
    }
    return any;
}

/* ---- what came back */

/* "<0123...@town.example>" */
static struct str uid_of(struct str id)
{
    struct str rest;
    struct str inner = str_starts(id, S("<")) ? str_from(id, 1) : id;
    struct str uid = str_cut(inner, '@', &rest);
    for (size_t i = 0; i < uid.n; i++) {
        if (!((uid.s[i] >= '0' && uid.s[i] <= '9') || (uid.s[i] >= 'a' && uid.s[i] <= 'f'))) {
            return S("");
        }
    }
    return uid.n == UID_LETTERS && rest.s != NULL ? uid : S("");
}

static struct str address_in(struct str to)
{
    struct str rest;
    (void)str_cut(to, '<', &rest);
    return rest.s != NULL ? str_cut(rest, '>', &rest) : to;
}

static void read_returned(struct arena *arena, struct str head, struct bounce *bounce)
{
    struct str uid = uid_of(field_of(arena, head, S("Message-ID")));
    if (uid.n > 0 && bounce->uid.n == 0) {
        bounce->uid = str_copy(arena, uid);
        bounce->addresses[2] = clean(arena, address_in(field_of(arena, head, S("To"))));
    }
}

enum fault bounce_parse(struct arena *arena, struct str message, struct bounce *ret_bounce)
{
    struct part parts[BOUNCE_PARTS_MAX];
    struct bounce bounce = {.uid = S(""), .status = S(""), .why = S(""),
                            .addresses = {S_INIT(""), S_INIT(""), S_INIT("")}};
    bool told = false;
    if (message.n > BOUNCE_MAX) {
        return FAULT_TOO_LARGE;
    }
    struct part whole = part_of(message);
    struct str boundary = boundary_of(field_of(arena, whole.head, S("Content-Type")));
    size_t n = boundary.n > 0 ? parts_of(whole.body, boundary, parts) : 0;
    for (size_t i = 0; i < n; i++) {
        if (is_type(arena, parts[i].head, "message/delivery-status") ||
            is_type(arena, parts[i].head, "message/global-delivery-status")) {
            told = read_status(arena, parts[i].body, &bounce) || told;
        } else if (is_type(arena, parts[i].head, "message/rfc822") || is_type(arena, parts[i].head, "message/global")) {
            read_returned(arena, part_of(parts[i].body).head, &bounce);
        } else if (is_type(arena, parts[i].head, "text/rfc822-headers")) {
            read_returned(arena, parts[i].body, &bounce);
        }
    }
    if (!told || bounce.uid.n == 0) {
        return FAULT_INVALID;
    }
    *ret_bounce = bounce;
    return OK;
}
