/* SPDX-License-Identifier: AGPL-3.0-or-later */
#include "cli/log_line.h"

#include <stdio.h>

#include "base/date.h"
#include "text/json.h"

#define JSON_LINE_MAX (8u * LOG_FIELDS_MAX)

/* A name may hold anything; what stands in a terminal does not act on it. */
static struct str harmless(struct arena *arena, struct str text)
{
    struct str copy = str_copy(arena, text);
    char *bytes = (char *)copy.s;
    for (size_t i = 0; i < copy.n; i++) {
        bytes[i] = (unsigned char)bytes[i] < 0x20 || bytes[i] == 0x7f ? ' ' : bytes[i];
    }
    return copy;
}

/* "root (command line)", "Anna (person 12)"; no text: nobody, or erased. */
static struct str someone(struct arena *arena, struct str part)
{
    struct log_someone found = trust_log_someone(arena, part);
    struct str name = harmless(arena, found.name);
    switch (found.is) {
    case LOG_PERSON:
        return str_format(arena, "%.*s (person %lld)", STR_ARG(name), (long long)found.person);
    case LOG_CONSOLE:
        return str_format(arena, "%.*s (command line)", STR_ARG(name));
    case LOG_ITSELF:
        return S("the program");
    default:
        return (struct str){0};
    }
}

/* "setting-saved name=mark value=SG"; control characters are escaped in it. */
static void print_what(struct str what)
{
    struct str rest = what;
    bool first = true;
    while (rest.n > 0) {
        struct str value;
        struct str line = str_cut(rest, '\n', &rest);
        struct str name = str_cut(line, '=', &value);
        struct str shown = first && str_eq(name, S("kind")) ? value : line;
        printf("%s%.*s", first ? "" : " ", STR_ARG(shown));
        first = false;
    }
}

static void print_erased(struct arena *arena, const struct q_log_before *row)
{
    if (row->erased_at.known) {
        struct str day = str_sub(instant_iso(arena, row->erased_at.v), 0, 10);
        printf("  (%s erased on %.*s, %.*s)", row->what.s == NULL ? "entry" : "in part", STR_ARG(day),
               STR_ARG(harmless(arena, row->erased_why)));
    }
}

void log_line_print(struct arena *arena, const struct q_log_before *row)
{
    struct str who = someone(arena, row->who);
    struct str whom = someone(arena, row->whom);
    printf("%lld  %.*s  %.*s  ", (long long)row->number, STR_ARG(instant_iso(arena, row->at)),
           STR_ARG(who.s != NULL ? who : S("somebody")));
    print_what(row->what);
    if (whom.s != NULL) {
        printf("  to %.*s", STR_ARG(whom));
    }
    print_erased(arena, row);
    printf("\n");
}

static void put_text(struct json *json, const char *name, struct str text)
{
    json_name(json, name);
    json_str(json, text);
}

void log_line_json(struct arena *arena, const struct q_log_before *row)
{
    struct buf CLEANUP(buf_done) buf;
    buf_init(&buf, JSON_LINE_MAX);
    struct json json = json_to(&buf);
    json_open(&json, '{');
    json_name(&json, "number");
    json_int(&json, row->number);
    put_text(&json, "at", instant_iso(arena, row->at));
    put_text(&json, "kind", trust_log_kind(arena, row->what));
    put_text(&json, "what", row->what);
    put_text(&json, "who", row->who);
    put_text(&json, "whom", row->whom.n > 0 ? row->whom : (struct str){0});
    put_text(&json, "erased_at", row->erased_at.known ? instant_iso(arena, row->erased_at.v) : (struct str){0});
    put_text(&json, "erased_why", row->erased_why);
    json_close(&json, '}');
    printf("%.*s\n", STR_ARG(buf_str(&buf)));
}
